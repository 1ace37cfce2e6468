"""Every rule speaks where it should, at its target and alone, and is silent where a case only looks like it."""

import re
from datetime import date
from pathlib import Path

import pytest

from foidesk.desk import reference
from foidesk.law.rules import RULES, check
from foidesk.model import Duty, ExtentKind, Letter, LetterKind, Outcome, Regime
from tests.law.builder import DUE, OTHER, Sample
from tests.law.cases import CASES, RuleCase
from tests.law.spoil import Spoil, costs, denied, hours, in_parts, instead, pending, put, steps, withheld

OTHER_ACTS = {f"VR{number}" for number in range(57, 64)}
ANY_KIND = OTHER_ACTS | {"VR68", "VR71"}
BLOCK = "01 02 03 04 06 07 08 09 12 13 16 21 22 24 25 29 30 31 32 33 34 35 37 39 40 42 43 44 45 46 47 53 55 56 58 59 60 61 62 64 65 67 68 69"
LATER_BLOCK = "70 72 74 78 81 82 83"
INFO = "15 18 66 85"
SIGN = "01 12 24 25 26 57 58 61 62 66 70 72 74 77 83"
PUBLISH = "69 78 79"
WHOLE = {
    LetterKind.RESPONSE,
    LetterKind.INTERNAL_REVIEW,
    LetterKind.EXTENSION,
    LetterKind.SECOND_NOTICE,
    LetterKind.CORRECTION,
}
STAGES = ["draft", "sign", "send", "publish"]


def spoilt(case: RuleCase) -> Sample:
    sample = Sample()
    case.spoil(sample)
    return sample


def test_the_case_that_all_others_start_from_has_no_findings():
    assert Sample().found() == set()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_its_case_at_its_target_and_no_other_rule_speaks(case):
    assert spoilt(case).found() == {(case.rule, case.target)}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_near_miss_stays_silent(case):
    sample = Sample()
    case.near(sample)
    assert sample.found() == set()


def test_every_rule_has_its_case_and_its_near_miss():
    assert {case.rule for case in CASES} == {rule.id for rule in RULES}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_shows_from_its_stage_on_and_not_before(case):
    rule = next(rule for rule in RULES if rule.id == case.rule)
    shows = [stage for stage in STAGES if (case.rule, case.target) in spoilt(case).found(stage)]
    assert shows == STAGES[STAGES.index(rule.stage) :]


def numbers(words: str) -> set[str]:
    return {f"VR{number}" for number in words.split()}


def test_severities_are_those_of_the_rules_as_they_were_written_down():
    assert {rule.id for rule in RULES if rule.severity == "block"} == numbers(f"{BLOCK} {LATER_BLOCK}")
    assert {rule.id for rule in RULES if rule.severity == "info"} == numbers(INFO)


def test_stages_are_those_of_the_rules_as_they_were_written_down():
    stages = {rule.id: rule.stage for rule in RULES if rule.stage != "draft"}
    assert stages == {
        **dict.fromkeys(numbers(SIGN), "sign"),
        "VR63": "send",
        **dict.fromkeys(numbers(PUBLISH), "publish"),
    }


def test_rules_agree_with_the_written_list(shared: Path):
    rows = re.findall(
        r"^\| (VR\d+) \| ([a-z/]+) \| .*? \| (\w+) \| [^|]*\|$", (shared / "law" / "rules.md").read_text(), re.MULTILINE
    )
    listed = {number: (severity, stage) for number, severity, stage in rows}
    built = {rule.id: ("block/warn" if rule.id == "VR14" else rule.severity.value, rule.stage) for rule in RULES}
    assert built == listed


def test_a_missing_balance_blocks_and_a_missing_list_only_warns():
    def severity(field: str) -> str:
        sample = Sample()
        setattr(sample.ground(), field, [])
        return check(sample.sight())[0].severity

    assert [severity(field) for field in ("pi_balance", "pi_for", "pi_against")] == ["block", "warn", "warn"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_finding_says_what_to_do_and_where_the_law_stands(case):
    (finding,) = check(spoilt(case).sight())
    assert finding.source
    assert finding.message.endswith(".")
    assert not re.search(r"_|None|\bnull\b|VR\d", finding.message)
    assert bool(finding.questions) == (finding.target != "letter")


@pytest.mark.parametrize("kind", sorted(set(LetterKind) - WHOLE))
def test_letters_that_answer_nothing_are_asked_few_rules(kind):
    for case in CASES:
        sample = spoilt(case)
        sample.letter.kind = LetterKind(kind)
        assert sample.found() == ({(case.rule, case.target)} if case.rule in ANY_KIND else set())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_under_another_act_only_dates_and_the_document_are_checked(case):
    sample = spoilt(case)
    sample.case.regime = Regime.FOISA
    assert {rule for rule, _ in sample.found()} == {case.rule} & OTHER_ACTS | {"NOTE"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_subject_access_is_not_checked_against_this_act(case):
    sample = spoilt(case)
    sample.case.regime = Regime.SAR
    assert {rule for rule, _ in sample.found()} <= OTHER_ACTS | {"NOTE"}


def test_an_extension_notice_leaves_the_pending_grounds_to_the_second_letter():
    sample = Sample()
    sample.instead("2", Outcome.INTEREST_PENDING, "31(1)(a)", "24(1)")
    sample.letter.public_interest_decision_by = DUE
    sample.letter.kind = LetterKind.EXTENSION
    for ground in sample.case.grounds:
        ground.reason = ground.harm = ground.likelihood = ground.pi_balance = None
        ground.pi_for, ground.pi_against = [], []
    assert sample.found() == set()


def test_an_extension_notice_after_the_due_day_asks_for_the_other_questions():
    sample = Sample()
    sample.question("1").decisions.clear()
    sample.letter.kind, sample.letter.dated, sample.letter.late_apology = LetterKind.EXTENSION, date(2026, 4, 1), "Sorry."
    assert sample.found() == {("VR01", "Q1")}


def test_questions_that_point_at_each_other_answer_neither():
    sample = Sample()
    for label, other in (("1", "2"), ("2", "1")):
        sample.question(label).decisions.clear()
        sample.question(label).same_answer_as = other
    assert sample.found() == {("VR01", "Q1"), ("VR01", "Q2")}


def test_a_ground_that_serves_many_questions_is_one_finding_that_names_them():
    sample = Sample()
    sample.ground().harm = None
    sample.instead("1", Outcome.WITHHELD, held=True).grounds.append(sample.ground())
    (finding,) = check(sample.sight())
    assert (finding.rule, finding.target, finding.questions, finding.ground) == ("VR16", "31(1)(a)", ("1", "2"), "g1")


def test_after_an_extension_the_day_in_the_notice_is_the_day_that_counts():
    sample = Sample()
    sample.happened("extension-notice", DUE)
    notice = Letter(kind=LetterKind.EXTENSION, dated=DUE, sent=DUE, public_interest_decision_by=date(2026, 4, 30))
    sample.case.letters.insert(0, notice)
    sample.letter.dated = date(2026, 4, 30)
    assert sample.found() == set()
    sample.letter.dated = date(2026, 5, 1)
    assert sample.found() == {("VR57", "letter")}


def test_a_correction_of_an_answer_that_was_sent_in_time_is_not_late():
    sample = Sample()
    sample.letter.sent = DUE
    correction = Letter(kind=LetterKind.CORRECTION, dated=date(2026, 6, 1), signed=True)
    sample.case.letters.append(correction)
    sample.letter = correction
    assert sample.found() == set()


def test_a_correction_of_an_answer_that_was_never_sent_is_late():
    sample = Sample()
    correction = Letter(kind=LetterKind.CORRECTION, dated=date(2026, 6, 1), signed=True)
    sample.case.letters.append(correction)
    sample.letter = correction
    assert sample.found() == {("VR57", "letter")}


def test_a_day_named_without_a_notice_in_time_moves_nothing():
    sample = Sample()
    sample.letter.dated, sample.letter.public_interest_decision_by = date(2026, 4, 20), date(2026, 4, 30)
    sample.happened("holiday", date(2026, 3, 14))
    assert sample.found() == {("VR57", "letter")}
    sample.happened("extension-notice", date(2026, 4, 1))
    assert sample.found() == {("VR57", "letter"), ("VR70", "letter")}


def test_a_case_that_waits_is_not_late():
    sample = Sample()
    sample.happened("clarification-asked", DUE)
    sample.letter.dated = date(2026, 6, 1)
    assert sample.found() == set()


def test_a_limb_is_as_absolute_as_what_it_refers_to():
    sample = Sample()
    sample.instead("2", Outcome.NCND, "37(2)")
    sample.ground().by_reference_to = ["37(1)(a)"]
    assert sample.found() == {("VR15", "37(2)")}
    sample.ground().pi_for, sample.ground().pi_against, sample.ground().pi_balance = [], [], None
    assert sample.found() == set()
    sample.ground().by_reference_to = ["37(1)(a)", "37(1)(b)"]
    assert sample.found() == {("VR14", "37(2)")}


def test_an_extension_cannot_rest_on_a_limb_that_refers_to_absolute_matters():
    sample = Sample()
    sample.instead("2", Outcome.INTEREST_PENDING, "37(2)")
    sample.letter.public_interest_decision_by = date(2026, 4, 30)
    assert sample.found() == set()
    sample.ground().by_reference_to = ["37(1)(a)"]
    assert sample.found() == {("VR22", "Q2")}


@pytest.mark.parametrize(
    "provisions",
    [("23(5)",), ("23(5)", "24(2)"), ("30(3)", "31(3)"), ("23(5)", "24(2)", "31(3)"), ("40(5A)",), ("40(5B)(a)(i)",)],
)
@pytest.mark.parametrize("beside", [Outcome.NOT_HELD, Outcome.WITHHELD, Outcome.DISCLOSED, None])
def test_what_real_letters_rightly_do_is_not_found_fault_with(provisions, beside):
    sample = Sample()
    if beside is None:
        sample.instead("2", Outcome.NCND, *provisions)
    else:
        grounds = ["42(1)"] if beside is Outcome.WITHHELD else []
        sample.instead("2", beside, *grounds, held=beside is not Outcome.NOT_HELD)
        sample.decide("2", Outcome.NCND, *provisions, **OTHER)
    assert sample.found() == set()


@pytest.mark.parametrize("outcome", [Outcome.VEXATIOUS, Outcome.COST])
def test_vexatious_and_costly_requests_need_not_be_confirmed(outcome):
    sample = Sample()
    if outcome is Outcome.COST:
        sample.refuse_for_cost("12(2)", held=None)
    else:
        sample.instead("2", outcome, "14(1)", held=None)
    assert sample.found() == set()


def test_a_full_disclosure_needs_no_complaint_rights():
    sample = Sample()
    sample.disclose_all()
    sample.leave_out("complaints", "section_50", "refusal_statement", "no_inference", "other_information")
    sample.case.authority.complaints = sample.case.authority.regulator_contact = None
    assert sample.found() == set()


def test_other_information_in_welsh_is_not_read_for_an_english_word():
    sample = Sample()
    sample.decide("1", Outcome.NCND, "31(3)", extent_kind=ExtentKind.OTHER, extent_words="unrhyw wybodaeth arall")
    assert sample.found() == {("VR11", "Q1")}
    sample.case.language = "cy"
    assert sample.found() == set()


def test_each_placeholder_is_named_once():
    sample = Sample()
    sample.own_text = "Dear [name], on [date] and again [name]."
    assert [finding.fix for finding in check(sample.sight())] == ["find:[name]", "find:[date]"]


def test_blocking_findings_come_first():
    sample = Sample()
    sample.ground().likelihood = None
    sample.letter.left_out = ["section_50"]
    sample.case.authority.reuse = None
    assert [finding.severity for finding in check(sample.sight())] == ["block", "warn", "info"]


@pytest.mark.parametrize(("regime", "act"), [(Regime.FOISA, "the Scottish Act"), (Regime.SAR, "data protection law")])
def test_under_another_act_a_last_finding_says_that_it_was_not_checked(regime, act):
    sample = Sample()
    sample.letter.signed = False
    sample.case.regime = regime
    last = check(sample.sight())[-1]
    assert (last.severity, last.target) == ("info", "letter")
    assert last.message.startswith(f"Not checked against {act}")


REFUSALS: list[Spoil] = [
    withheld("42(1)"),
    denied("23(5)"),
    instead(Outcome.PARTIAL, "42(1)", held=True),
    pending("42(1)"),
    costs(),
    instead(Outcome.VEXATIOUS, "14(1)"),
    instead(Outcome.REPEATED, "14(2)"),
]
NO_REFUSALS: list[Spoil] = [
    instead(Outcome.DISCLOSED, held=True, answer="At Midton."),
    instead(Outcome.NOT_HELD, held=False),
    steps(instead(Outcome.CLARIFY), put("letter.clarification", "Which year?")),
    instead(Outcome.WITHDRAWN),
    instead(Outcome.TRANSFERRED, answer="Ask Southshire Council."),
]


@pytest.mark.parametrize("refuse", REFUSALS)
def test_every_kind_of_refusal_must_say_that_it_is_one_and_how_to_complain(refuse):
    sample = Sample()
    refuse(sample)
    sample.leave_out("refusal_statement", "complaints", "section_50")
    assert sample.found() == {("VR12", "letter"), ("VR24", "letter"), ("VR25", "letter")}


@pytest.mark.parametrize("answer", NO_REFUSALS)
def test_what_refuses_nothing_needs_no_notice(answer):
    sample = Sample()
    answer(sample)
    sample.leave_out("refusal_statement", "complaints", "section_50")
    assert sample.found() == set()


@pytest.mark.parametrize("refuse", [withheld("42(1)"), denied("31(3)"), instead(Outcome.PARTIAL, "42(1)", held=True)])
def test_every_ground_in_play_needs_its_reasons_and_its_balance(refuse):
    sample = Sample()
    refuse(sample)
    sample.ground().reason = sample.ground().pi_balance = None
    assert {rule for rule, _ in sample.found()} == {"VR13", "VR14"}


@pytest.mark.parametrize("provision", ["21(1)", "23(1)", "32(1)", "34(1)", "40(1)", "40(2)(3A)(a)", "41(1)", "44(1)(a)"])
def test_absolute_provisions_need_no_public_interest_test(provision):
    sample = Sample()
    sample.instead("2", Outcome.WITHHELD, provision, held=True)
    assert not sample.ground().has_public_interest
    assert sample.found() == set()


@pytest.mark.parametrize("item", reference.catalogue().all(), ids=lambda item: item.citation)
def test_every_provision_that_is_argued_in_full_has_nothing_left_to_say(item):
    """The whole catalogue: with its needs met only a missing limb, or an authority that may not use it, is found."""
    sample = Sample()
    outcome = Outcome.NCND if item.duty is Duty.CONFIRM else Outcome.COST if item.section == "12" else Outcome.WITHHELD
    if item.section == "14":
        outcome = Outcome.VEXATIOUS
    if outcome is Outcome.COST:
        sample.refuse_for_cost(item.citation, held=None if item.citation == "12(2)" else True)
    else:
        sample.instead("2", outcome, item.citation, held=True if outcome is Outcome.WITHHELD else None)
    sample.case.authority.audit_functions = True
    sample.letter.environmental_handling = "Handled under the Regulations."
    expected = {("VR05", item.citation)} if item.limb_required else set()
    expected |= {("VR46", item.citation)} if item.central_only else set()
    expected |= {("VR50", item.citation)} if item.repealed else set()
    assert sample.found() == expected


def test_a_cost_refusal_that_rests_on_more_than_cost_is_still_read_by_its_limb():
    sample = Sample()
    sample.refuse_for_cost("12(1)", held=None)
    sample.decision("2").grounds.append(sample.argue("14(1)"))
    assert sample.found() == {("VR32", "Q2")}


def refused_in_part(**estimate) -> Sample:
    """Question 1 in two parts: one answered, one refused for its cost, with an estimate for the question."""
    sample = Sample()
    in_parts("1(a)")(sample)
    sample.refuse_for_cost(**{"questions": ["1"]} | estimate)
    sample.disclose_all()
    sample.decide("1(b)", Outcome.COST, "12(1)", held=True)
    return sample


def test_an_estimate_for_a_question_covers_its_parts():
    assert refused_in_part().found() == set()
    assert refused_in_part(questions=["2"]).found() == {("VR28", "Q1(b)")}
    assert refused_in_part(tasks=hours(18)).found() == {("VR29", "Q1(b)")}


def test_a_part_that_is_answered_beside_one_refused_for_cost_needs_the_note_on_goodwill():
    sample = refused_in_part()
    sample.letter.goodwill_note = None
    assert sample.found() == {("VR38", "letter")}


def test_a_denial_of_the_whole_question_cannot_stand_beside_an_answered_part():
    sample = Sample()
    in_parts("1(a)")(sample)
    sample.decide("1", Outcome.NCND, "31(3)")
    assert sample.found() == {("VR09", "Q1")}
    sample.question("1").parts[0].decisions.clear()
    assert sample.found() == set()
