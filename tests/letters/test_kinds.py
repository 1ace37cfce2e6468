"""Each kind of letter says what it is for, to whom it goes, and nothing that is another's to know."""

import json

import pytest

from foidesk.letters.blocks import plain_text
from foidesk.letters.layout import pages
from foidesk.model import LetterKind
from tests.letters.cases import REQUESTER, composed, decided, document, drawn, ground, question, reference_case, with_letter
from tests.letters.golden_letters import OWN, cost, ncnd_all, plain, refused


def text(given):
    return plain_text(composed(given))


@pytest.mark.parametrize("case", [plain(), refused(), reference_case(), cost()])
def test_a_third_party_never_learns_who_asked(case):
    asked = case | {"requester": REQUESTER | {"organisation": "Ellis and Partners"}}
    for own in ({}, OWN["consultation"]):
        letter = text(with_letter(asked, "consultation", own_words=own))
        for value in (*REQUESTER.values(), "Jordan", "Ellis"):
            assert value not in letter


@pytest.mark.parametrize("kind", ["fees_notice", "transfer", "consultation", "clarification"])
def test_a_kind_that_says_nothing_without_the_officer_shows_a_placeholder(kind):
    assert "[" in text(with_letter(plain(), kind))


def test_after_a_review_no_further_review_is_offered():
    letter = text(with_letter(refused(), "internal_review", own_words=OWN["internal_review"]))
    assert "ask us for an internal review" not in letter
    assert "Under section 50 of the Act you may now apply" in letter


@pytest.mark.parametrize("kind", ["response", "second_notice", "internal_review", "correction", "supplementary"])
def test_every_letter_that_refuses_is_a_refusal_notice_with_both_rights(kind):
    letter = text(with_letter(refused(), kind))
    assert "refusal notice under section 17" in letter
    assert "Under section 50" in letter


def test_a_whole_request_denied_never_speaks_of_other_information():
    assert "other information" not in text(ncnd_all())


def test_a_refusal_under_the_regulations_offers_representations_and_their_own_appeal():
    case = document(question("1", "What noise?", decided("withheld", "g1")), regime="eir", grounds=[ground("g1", "12(4)(e)")])
    letter = text(case)
    assert "Under regulation 11 you may make representations" in letter
    assert "as regulation 18 of the Regulations applies it" in letter
    assert "Part I of the Act" not in letter


def test_an_unnamed_requester_is_greeted_and_taken_leave_of_alike():
    letter = text(plain() | {"requester": {}})
    assert "Dear Sir or Madam" in letter
    assert "Yours faithfully" in letter


@pytest.mark.parametrize(
    "left_out", ["refusal_statement", "no_inference", "other_information", "complaints", "section_50", "reuse"]
)
def test_what_is_left_out_is_gone_and_the_rest_stands(left_out):
    whole = text(reference_case())
    case = reference_case()
    case["letters"][0]["left_out"] = [left_out]
    assert len(text(case)) < len(whole)
    assert "Yours sincerely" in text(case)


@pytest.mark.parametrize("name", ["RC01", "RC02", "RC05", "RC08", "RC13", "RC20"])
def test_the_worked_examples_can_be_written_in_every_kind(shared, name):
    case = json.loads((shared / "law" / "rule_cases" / f"{name}.case.json").read_text("utf-8"))
    assert pages(drawn(case | {"letters": case.get("letters") or [{"kind": "response", "dated": "2026-08-20"}]})) >= 1
    for kind in LetterKind:
        assert composed(with_letter(case, kind.value))
