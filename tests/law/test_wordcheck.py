"""The word checks on composed letters: each finds its fault, leaves the near miss alone, and is silent where a rule speaks."""

from datetime import UTC, datetime

import pytest

from foidesk.desk.check import blocking, checked
from foidesk.desk.office import Shelf
from foidesk.law.declare import STAGES
from foidesk.law.sight import Severity
from foidesk.law.wordcheck import CHECKS, NOT_READ
from foidesk.law.wordcheck_declare import WordCheck
from foidesk.model import LetterKind, Outcome, Regime
from tests.law.builder import DATED, OTHER, Sample
from tests.law.spoil import also, denied, leave_out, put, steps, withheld
from tests.law.word_cases import CASES, WordCase


def checks_of(sample, stage="publish"):
    day = sample.letter.dated or DATED
    shelf = Shelf(now=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    return checked(shelf, sample.case, sample.letter, stage)


def words_found(sample, stage="publish"):
    return [item for item in checks_of(sample, stage)[0] if item.rule.startswith("WC") or item.rule == NOT_READ]


def spoiled(*spoils):
    sample = Sample()
    steps(*spoils)(sample)
    return sample


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_word_check_finds_its_fault_and_leaves_the_near_miss_alone(case: WordCase):
    found = {(item.rule, item.target) for item in words_found(spoiled(case.spoil))}
    assert found == {(case.check, case.target)}
    assert words_found(spoiled(case.near)) == []


def test_there_are_eighteen_and_two_of_them_block():
    assert [check.id for check in CHECKS] == [f"WC{number:02}" for number in range(1, 19)]
    assert {check.id for check in CHECKS if check.severity is Severity.BLOCK} == {"WC01", "WC15"}
    assert all(check.title and check.source and check.stage in STAGES for check in CHECKS)


def test_a_finding_quotes_the_words_says_what_to_do_and_leads_to_the_place():
    found = words_found(
        spoiled(denied("31(3)"), put("g.harm", "We hold no records. That would be likely to prejudice policing."))
    )[0]
    assert (found.severity, found.ground, found.questions, found.fix) == (Severity.BLOCK, "g1", ("2",), "write:harm")
    assert "“We hold”" in found.message
    assert found.message.endswith("Reword it or take it out.")


def test_a_finding_in_an_answer_leads_to_the_answer():
    found = words_found(spoiled(put("Q1.answer", "There were were twelve.")))[0]
    assert (found.target, found.questions, found.fix) == ("Q1", ("1",), "write-answer")


def test_a_finding_in_the_letters_own_words_leads_there():
    found = words_found(spoiled(put("letter.own_words", {"opening": "Thank you for for writing."})))[0]
    assert (found.target, found.fix) == ("letter", "letter:opening")


def test_a_finding_in_words_that_have_no_field_leads_to_the_words():
    found = words_found(spoiled(put("authority.complaints", "Please write to us for for a review, or complain.")))[0]
    assert (found.target, found.fix) == ("letter", "find:for for")


def test_what_the_requester_wrote_is_not_read():
    sample = spoiled(denied("31(3)"))
    sample.question(
        "2"
    ).text = "You hold no records, or nor 12 cases of of it under section 38(1)(b)? See [file] on 31 June 2025. DRAFT"
    assert words_found(sample) == []


@pytest.mark.parametrize(
    ("spoil", "rule", "silent"),
    [
        (put("Q1.answer", "There are [number] of them."), "VR62", "WC10"),
        (put("authority.complaints", None), "VR24", "WC11"),
        (leave_out("section_50"), "VR25", "WC12"),
        (put("Q1.answer", "Twelve, as we told Alex Sample."), "VR69", "WC15"),
        (put("g.pi_balance", None), "VR14", "WC17"),
        (leave_out("refusal_statement"), "VR12", "WC18"),
    ],
)
def test_where_a_rule_names_the_fault_the_words_are_not_reported_as_well(spoil, rule, silent):
    rules = {item.rule for item in checks_of(spoiled(spoil))[0]}
    assert rule in rules
    assert silent not in rules


def test_a_rule_on_one_ground_silences_no_word_check_on_another():
    also_38 = also("1", Outcome.PARTIAL, "38(1)(b)")
    sample = spoiled(also_38, put("g.harm", "They could be found."), put("31(1)(a).likelihood", None))
    found = {(item.rule, item.target) for item in checks_of(sample)[0]}
    assert {("VR19", "31(1)(a)"), ("WC14", "38(1)(b)")} <= found


def test_a_letter_in_another_language_is_not_read_and_so_did_not_pass():
    sample = spoiled(put("case.language", "cy"), put("Q1.answer", "There were were twelve."))
    found, silent = checks_of(sample)
    said = [item for item in found if item.rule == NOT_READ]
    assert [item.severity for item in said] == [Severity.INFO]
    assert "not read" in said[0].message
    assert not any(isinstance(check, WordCheck) for check in silent)


def test_a_name_is_found_in_any_language():
    sample = spoiled(
        put("case.language", "cy"), put("Q1.answer", "Twelve, dywedodd Sam Poole."), put("case.people", ["Sam Poole"])
    )
    assert "VR78" in {item.rule for item in checks_of(sample)[0]}


def test_what_was_asked_and_found_nothing_has_passed():
    _, silent = checks_of(Sample())
    assert {check.id for check in silent if isinstance(check, WordCheck)} == {check.id for check in CHECKS}


def test_a_word_check_shows_from_its_stage_on():
    sample = spoiled(put("Q1.answer", "There were were twelve. Check with legal."))
    shown = {stage: {item.rule for item in words_found(sample, stage)} for stage in ("draft", "sign")}
    assert shown == {"draft": {"WC08"}, "sign": {"WC08", "WC09"}}


@pytest.mark.parametrize("change", [put("letter.kind", LetterKind.COVERING), put("case.regime", Regime.FOISA)])
def test_a_letter_that_answers_nothing_or_under_another_act_is_read_as_a_document_only(change):
    wrong = put("g.harm", "That may prejudice detection. We would be likely to harm it.")
    opening = put("letter.own_words", {"opening": "Thank you for for writing.", "body": "It is attached."})
    assert {item.rule for item in words_found(spoiled(wrong, opening, change))} - {NOT_READ} == {"WC08"}


def test_words_that_confirm_block_and_what_is_only_doubtful_does_not():
    confirming = spoiled(denied("31(3)"), put("Q2.answer", "We do not hold this information."))
    doubtful = spoiled(put("Q1.answer", "There were were twelve."))
    assert [item.rule for item in blocking(checks_of(confirming, "sign")[0])] == ["WC01"]
    assert blocking(checks_of(doubtful, "sign")[0]) == []


def test_not_held_beside_a_denial_of_other_information_confirms_nothing_else():
    sample = spoiled(also("1", Outcome.NOT_HELD, held=False), also("1", Outcome.NCND, "23(5)", **OTHER))
    assert "WC01" not in {item.rule for item in words_found(sample)}


def test_an_extension_need_not_balance_yet():
    sample = spoiled(withheld("31(1)(a)"), put("Q2.outcome", Outcome.INTEREST_PENDING), put("g.pi_balance", None))
    assert "WC17" not in {item.rule for item in words_found(sample)}
