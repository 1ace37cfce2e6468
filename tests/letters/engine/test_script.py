"""Writing from right to left: letters join, numbers keep their order, and what is read is what was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.letters.engine import script

ARABIC = "".join(
    letter for letter in map(chr, range(0x621, 0x64B)) if letter != "\u0640" and unicodedata.category(letter) == "Lo"
)
ANYTHING = st.text(alphabet=ARABIC + "אבגש abc 0123 ().,-", max_size=60)


def names(text):
    """The names of the joined forms, in short."""
    return [unicodedata.name(letter).removeprefix("ARABIC LETTER ").lower() for letter in script.joined(text)]


def test_letters_join_their_neighbours():
    assert names("محمد") == ["meem initial form", "hah medial form", "meem medial form", "dal final form"]


def test_a_letter_that_joins_nothing_after_it_ends_a_group():
    assert names("دار") == ["dal isolated form", "alef isolated form", "reh isolated form"]


def test_lam_and_alef_are_written_as_one():
    assert len(script.joined("سلام")) == 3
    assert script.as_read(script.joined("سلام")) == "سلام"


@given(st.text(alphabet=ARABIC + " ", max_size=40))
def test_what_is_joined_is_read_as_it_was_written(text):
    assert script.as_read(script.joined(text)) == text
    assert "".join(unit.letters for unit in script.units(script.joined(text))) == text


@given(ANYTHING)
def test_stretches_lose_nothing_and_each_goes_one_way(text):
    found = list(script.stretches(text))
    assert "".join(stretch for stretch, _ in found) == text
    for stretch, backwards in found:
        kinds = {unicodedata.bidirectional(letter) for letter in stretch}
        assert ("L" if backwards else "R") not in kinds
        assert backwards or "AL" not in kinds


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("see שלום there", "שלום"),
        ("שדרות 5, please", "שדרות 5"),
        ("5 שדרות", "שדרות"),
        ("(כל היום) now", "כל היום"),
        ("see שלום (עמק), now", "שלום (עמק)"),
    ],
)
def test_numbers_and_blanks_after_a_word_go_with_it(text, backwards):
    assert [stretch for stretch, turned in script.stretches(text) if turned] == [backwards]


def test_a_number_is_one_unit_and_brackets_turn_round():
    units = [(unit.letters, unit.form) for unit in script.units("א (12,500)")]
    assert units == [("א", ""), (" ", ""), ("(", "mirrored"), ("12,500", ""), (")", "mirrored")]


@pytest.mark.parametrize("mark", ["\u064e", "\u0651", "\u05b8"])
def test_marks_that_cannot_be_placed_are_not_writable(mark):
    assert not script.writable(mark)


@pytest.mark.parametrize("letter", "محאשpگ")
def test_plain_letters_are_writable(letter):
    assert script.writable(letter)


def test_a_paragraph_goes_the_way_of_its_first_letter():
    assert script.begins_backwards("(12) שלום ABC")
    assert not script.begins_backwards("12 ABC שלום")
    assert not script.begins_backwards("12")
