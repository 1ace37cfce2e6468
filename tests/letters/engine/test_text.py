"""Words on lines: none lost, none glued, none wider than the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.letters import fonts
from foidesk.letters.engine.text import Piece, broken, measure

BLACK = (0.0, 0.0, 0.0)
WORDS = st.lists(st.text(alphabet="abciofflWM.,-/£éŵ", min_size=1, max_size=30), max_size=40)


@pytest.fixture(autouse=True)
def faces():
    fonts.load()


def plain(text):
    return Piece(text, fonts.REGULAR, BLACK)


def bold(text):
    return Piece(text, fonts.BOLD, BLACK)


def texts(lines):
    return ["".join(text for _, text in line.parts) for line in lines]


@given(WORDS, st.integers(60, 300))
def test_lines_joined_are_the_words_and_no_line_is_too_wide(words, width):
    lines = broken([plain("  ".join(words))], 12, width)
    assert "".join(texts(lines)).split() == words
    assert all(measure(text.rstrip(" "), fonts.REGULAR, 12) <= width + 0.01 for text in texts(lines))


@given(WORDS, WORDS, st.integers(60, 300))
def test_words_of_two_looks_are_all_there_in_order(first, second, width):
    lines = broken([plain(" ".join(first) + " "), bold(" ".join(second))], 12, width)
    assert "".join(texts(lines)).split() == [*first, *second]
    for line in lines:
        assert sum(measure(text, piece.font, 12) for piece, text in line.parts) <= width + measure(" ", fonts.BOLD, 12) + 0.01


def test_every_line_but_the_last_ends_with_the_blank_that_parted_it():
    found = texts(broken([plain("one two three four five six")], 12, 60))
    assert len(found) > 2
    assert all(line.endswith(" ") for line in found[:-1])
    assert not found[-1].endswith(" ")


def test_no_line_ends_between_two_looks_where_no_blank_is():
    found = texts(broken([plain("There were "), bold("forty-one"), plain(", in all.")], 12, 72))
    assert any("forty-one," in line for line in found)


def test_an_address_that_is_too_long_is_cut_after_a_mark_and_gets_no_blank():
    found = texts(broken([plain("https://www.midshire.example/publication-scheme/expenditure")], 12, 150))
    assert len(found) > 1
    assert found[0][-1] in "/-."
    assert not any(" " in line for line in found)


def test_a_blank_that_no_line_may_end_at_keeps_words_together():
    found = texts(broken([plain("on 3\u00a0September\u00a02015 at noon")], 12, 100))
    assert any("3\u00a0September\u00a02015" in line for line in found)
