"""The reading of a text without its case: what is cited and by whom, what is argued, what is quoted; and whatever it is, it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.law.wordcheck import NOT_READ, read
from foidesk.law.wordcheck_citing import citations
from foidesk.law.wordcheck_text import of_text

RIGHTS = "You may ask for an internal review, and may apply to the Information Commissioner under section 50 of the Act."
PREJUDICE = (
    "Disclosure would be likely to prejudice the prevention of crime. On balance the public interest in maintaining the exemption "
    "outweighs that in disclosure."
)
REFUSAL = (
    f"This letter is a refusal notice. We withhold the plan by virtue of section 31(1)(a) of the Act.\n\n{PREJUDICE}\n\n{RIGHTS}"
)


def lexicon():
    return reference.letter_words().lexicon("")


def reading(text, **changes):
    return of_text(text, lexicon(), reference.catalogue(), **changes)


def found(text, **changes):
    return {(item.rule, item.target) for item in read(reading(text, **changes))}


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("section 31(1)(a) of the Act", ["31(1)(a)"]),
        ("sections 23(5), 24(2) and 31(3)", ["23(5)", "24(2)", "31(3)"]),
        ("S40 (5)", ["40(5)"]),
        ("s.31 (1)(a)(b)", ["31(1)(a)", "31(1)(b)"]),
        ("S43", ["43"]),
        ("section 40(2) of the Act, read with section 40(3A)(a)", ["40(2)(3A)(a)", "40(3A)(a)"]),
        ("section 36(2)(b)(i)", ["36(2)(b)(i)"]),
        ("regulation 12(5)(g)", ["12(5)(g)"]),
        ("at S35 2BA and S36 1FY", []),
        ("under section 41 of the Highways Act 1980", []),
        ("the Highways Act 1980, section 41", []),
        ("adopted under section 38 of the Highways Act 1980, and section 41 of that Act applies", []),
        ("Section 38 agreements", []),
        ("Section 38 of our guidance", []),
        ("regulation 12(5) of those Regulations, the Control of Noise Regulations 2005", ["12(5)"]),
        ("section 36 to the contract", ["36"]),
        ("1,450 logs in 40(2)", []),
    ],
)
def test_provisions_are_told_from_postcodes_and_the_sections_of_other_acts(words, cited):
    assert [item.cited for item in citations(words, reference.catalogue(), lexicon())] == cited


def test_a_plain_refusal_is_as_it_should_be():
    assert found(REFUSAL) == set()


@pytest.mark.parametrize(
    ("rule", "target", "taken", "put"),
    [
        ("WC03", "31(1)(a)", "On balance", "It could hinder detection. On balance"),
        ("WC06", "31(1)", "31(1)(a)", "31(1)"),
        ("WC07", "letter", "the plan", "the plan of 31 June 2025"),
        ("WC08", "letter", "We withhold", "We withhold withhold"),
        ("WC09", "letter", "We withhold", "Note to self. We withhold"),
        ("WC10", "letter", "the plan", "the [name of document]"),
        ("WC11", "letter", "ask for an internal review, and may ", ""),
        ("WC12", "letter", "apply to the Information Commissioner under section 50 of the Act", "do so in writing"),
        ("WC13", "31(1)(a)", "On balance", "There is a public interest in confirming it. On balance"),
        ("WC14", "31(1)(a)", "would be likely to prejudice", "may prejudice"),
        ("WC17", "31(1)(a)", "On balance the public interest in maintaining the exemption outweighs that in disclosure.", ""),
    ],
)
def test_a_fault_put_into_a_plain_refusal_is_found_and_no_other(rule, target, taken, put):
    assert taken in REFUSAL
    assert found(REFUSAL.replace(taken, put)) == {(rule, target)}


def test_a_provision_cited_and_never_argued_is_found():
    listed = (
        "We neither confirm nor deny that we hold this by virtue of the following exemptions:\n\nSection 24(2) National security\n\n"
        "Section 31(3) Law enforcement\n\nHarm - section 31(3)\n\nAn answer would be likely to prejudice policing.\n\n"
        f"Public interest - section 31(3)\n\nOn balance we keep to this answer.\n\n{RIGHTS}"
    )
    assert found(listed) == {("WC04", "24(2)"), ("WC17", "24(2)")}


def test_a_provision_argued_and_not_relied_on_is_found():
    assert found(f"{REFUSAL}\n\nSection 24 is a qualified exemption, because national security is at stake.") == {("WC05", "24")}
    assert found(f"{REFUSAL}\n\nSection 31 is a qualified exemption, because it rests on prejudice.") == set()


def test_an_old_form_beside_the_new_one_is_found():
    denied = (
        "We neither confirm nor deny that we hold this, by virtue of section 40(5B)(a)(i), because it would be personal data."
    )
    assert found(f"{denied}\n\n{RIGHTS}") == set()
    assert found(f"{denied} Section 40(5) applies.\n\n{RIGHTS}") == {("WC06", "40(5B)(a)(i)")}


def test_the_public_interest_weighed_for_an_absolute_provision_is_found():
    text = f"We withhold it under section 23(1), because it came from such a body.\n\n{RIGHTS}"
    weighed = "The public interest in maintaining section 23(1) outweighs that in disclosure."
    assert found(text) == set()
    assert found(f"{text}\n\n{weighed}") == {("WC16", "23(1)")}


def test_words_that_confirm_in_a_denial_of_the_whole_are_found():
    denied = "We neither confirm nor deny that we hold this, by virtue of section 23(5), since it would be such information."
    assert found(f"{denied}\n\n{RIGHTS}") == set()
    assert found(f"{denied} The 12 cases are secret.\n\n{RIGHTS}") == {("WC01", "letter")}


def test_an_answer_beside_a_denial_of_other_information_may_not_speak_of_everything():
    denied = "We neither confirm nor deny that we hold any other information, by virtue of section 23(5), since it would be such."
    assert found(f"There were 12 in May.\n\n{denied}\n\n{RIGHTS}") == set()
    assert found(f"There were 12 in total.\n\n{denied}\n\n{RIGHTS}") == {("WC02", "letter")}


def test_a_letter_that_cites_and_never_says_that_it_refuses_is_found():
    text = f"Section 43(2) is engaged: it would be likely to prejudice our bidders. On balance we keep it.\n\n{RIGHTS}"
    assert found(text) == {("WC18", "letter")}
    assert found(text.replace("we keep it", "we withhold it")) == set()


@pytest.mark.parametrize(
    "asked",
    [
        "You asked:\n\nWhy was it refused under section 38(1)(b) or nor?\n\nResponse",
        "You wrote: \u201cI know that you will refuse it under section 38(1)(b) or nor.\u201d",
        "1. Was it refused under section 38(1)(b) or nor?",
        "> It was refused under section 38(1)(b) or nor.",
        "Question 1\nTell me whether it was refused under section 38(1)(b) or nor.",
    ],
)
def test_the_requesters_words_in_a_text_are_not_read(asked):
    assert found(f"{asked}\n\n{REFUSAL}") == set()
    assert ("WC08", "letter") in found(f"It was refused under section 38(1)(b) or nor.\n\n{REFUSAL}")


@pytest.mark.parametrize(
    "welsh",
    [
        "Annwyl Robin\n\nDiolch am eich cais am wybodaeth a dderbyniwyd ar 5 Mai 2026. Nid ydym yn dal yr wybodaeth hon.",
        "Diolch am eich cais. Nid ydym yn dal yr wybodaeth hon.",
    ],
)
def test_a_text_in_another_language_is_not_read_and_so_does_not_pass(welsh):
    assert found(welsh) == {(NOT_READ, "letter")}
    assert found(f"{welsh}\n\n{RIGHTS}") == {(NOT_READ, "letter")} or len(welsh) < 80


def test_a_day_of_receipt_that_cannot_be_is_named_and_read_no_further():
    assert found(REFUSAL.replace("the plan", "the plan that you asked about, received on 31 June 2026,")) == {("WC07", "letter")}


def test_lines_that_a_page_has_broken_are_read_as_one():
    text = "This letter is a refusal notice under section 17 of the Act; we withhold the plan by virtue of\nsection 31(1)(a) of the Act."
    assert [argument.citation for argument in reading(text).arguments] == ["31(1)(a)"]


SOME_WORDS = """we hold no records neither confirm nor deny section 31(3) 40(2) whether if would be likely to prejudice public interest
outweighs disclosure the and, of Act 2000 . : Request Response Harm Balance Question 1 12 cases or nor S35 2BA [x] ( ) S. regulation"""
words = st.sampled_from([*SOME_WORDS.split(), "\n", "\u201c"])


@given(st.lists(words, max_size=120).map(" ".join) | st.text(max_size=400), st.booleans())
def test_any_text_can_be_read_and_is_read_alike_each_time(text, public):
    once = read(reading(text, is_public=public, names=["A. N. Other"]))
    assert once == read(reading(text, is_public=public, names=["A. N. Other"]))
    assert all(item.rule and item.message and item.target for item in once)


@given(st.lists(words, max_size=60).map(" ".join))
def test_every_word_of_a_text_is_in_a_piece_and_so_either_read_or_known_to_be_quoted(text):
    pieces = reading(text).pieces
    kept = "".join(piece.text for piece in pieces)
    # What stands inside quotation marks in the authority's own words is blanked, never dropped.
    assert len("".join(kept.split())) <= len("".join(text.split()))
    if "\u201c" not in text and "you" not in text:
        assert kept.split() == [word for line in text.split("\n") if any(map(str.isalnum, line)) for word in line.split()]
