"""What is set aside, what cannot be, and when it comes back."""

from dataclasses import replace

import pytest

from foidesk.desk import aside, decide, draft, keep, sign
from foidesk.desk.browse import case_history, open_case, versions
from foidesk.desk.exchange import documents, export_case, import_case
from foidesk.errors import UserError
from foidesk.law.aside import fingerprint, may_be_set_aside
from foidesk.law.rules import NOT_CHECKED, check
from foidesk.law.sight import Finding, Severity
from foidesk.model import LetterKind, Regime
from tests.desk.scenes import SECRET, events
from tests.law.builder import Sample
from tests.law.cases import CASES
from tests.law.spoil import put
from tests.office import PLAN, add_case, decide_all

WHY = "Agreed with legal services on 3 August; Bartholomew knows."


@pytest.fixture
def case_id(desk):
    """A case that is decided, with the sentence on inference switched off: one warning."""
    made = add_case(desk)
    decide_all(desk, made)
    draft.write_letter(desk, made, left_out=["no_inference"])
    return made


def only(desk, case_id):
    (finding,) = open_case(desk, case_id).findings
    return finding


def put_aside(desk, case_id):
    return aside.set_aside(desk, case_id, only(desk, case_id), WHY)


def test_a_warning_that_was_set_aside_is_not_to_be_read_any_more_and_says_who_and_why(desk, case_id):
    warned = only(desk, case_id)
    number = put_aside(desk, case_id)
    snapshot = open_case(desk, case_id)
    (item,) = snapshot.set_aside
    assert snapshot.findings == ()
    assert (item.id, item.finding, item.reason, item.officer, item.at) == (number, warned, WHY, desk.officer.name, desk.now())


def test_taken_back_it_is_to_be_read_again(desk, case_id):
    warned = only(desk, case_id)
    aside.take_back(desk, case_id, put_aside(desk, case_id))
    assert (only(desk, case_id), open_case(desk, case_id).set_aside) == (warned, ())


def test_the_history_tells_it_without_the_reason(desk, case_id):
    number = put_aside(desk, case_id)
    aside.take_back(desk, case_id, number)
    words = [line.words for line in case_history(desk, case_id)][-2:]
    about = "Neither confirmed nor denied without the sentence on inference (VR10)"
    assert words == [f"Finding set aside, with a reason: {about}", f"Finding no longer set aside: {about}"]
    assert "Bartholomew" not in str(events(desk))
    assert [item.text for item in versions(desk, case_id, f"aside:{number}:set_aside")] == [WHY]


def test_what_blocks_is_refused_by_the_verb_itself(desk, case_id):
    draft.write_letter(desk, case_id, left_out=["section_50"])
    finding = only(desk, case_id)
    assert finding.severity is Severity.BLOCK
    with pytest.raises(UserError, match="must be put right before the letter is signed"):
        aside.set_aside(desk, case_id, finding, WHY)
    with pytest.raises(UserError, match="does not stand"):
        aside.set_aside(desk, case_id, replace(finding, severity=Severity.WARN), WHY)


def test_that_something_was_not_checked_is_not_set_aside(desk):
    assert not may_be_set_aside(Finding(NOT_CHECKED, Severity.INFO, "letter", "Not checked.", ""))


def test_a_finding_whose_ground_was_changed_comes_back(desk, case_id):
    draft.write_letter(desk, case_id, left_out=[])
    ground = next(item for item in open_case(desk, case_id).case.grounds if item.likelihood)
    decide.write_ground(desk, case_id, ground.id, likelihood=None)
    put_aside(desk, case_id)
    decide.write_ground(desk, case_id, ground.id, likelihood=ground.likelihood)
    assert (open_case(desk, case_id).findings, open_case(desk, case_id).set_aside) == ((), ())
    decide.write_ground(desk, case_id, ground.id, likelihood=None)
    assert len(open_case(desk, case_id).set_aside) == 1
    case = open_case(desk, case_id).case
    (again,) = (item for item in case.grounds if item.id == ground.id)
    others = [item.id for _, item in case.decisions_on(again)][1:]
    decide.link_ground(desk, case_id, ground.id, others)
    assert "VR19" in {finding.rule for finding in open_case(desk, case_id).findings}
    assert open_case(desk, case_id).set_aside == ()


def test_a_finding_of_the_settings_comes_back_when_they_say_something_else(desk, case_id):
    draft.write_letter(desk, case_id, left_out=[])
    keep.save_profile(desk, **PLAN["authority"] | {"review_days": 30})
    put_aside(desk, case_id)
    keep.save_profile(desk, **PLAN["authority"] | {"review_days": 40})
    assert only(desk, case_id).rule == "VR27"


def test_a_finding_on_one_letter_is_not_set_aside_on_the_next(desk, case_id):
    put_aside(desk, case_id)
    second = draft.start_letter(desk, case_id, LetterKind.EXTENSION)
    draft.write_letter(desk, case_id, second, left_out=["no_inference"])
    assert "VR10" in {finding.rule for finding in open_case(desk, case_id, second).findings}


def test_a_case_with_a_warning_set_aside_can_be_signed_and_then_says_so_still(desk, case_id):
    number = put_aside(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.sign_letter(desk, case_id)
    assert [item.id for item in open_case(desk, case_id).set_aside] == [number]
    with pytest.raises(UserError, match="This case is signed"):
        aside.take_back(desk, case_id, number)


def test_what_was_set_aside_neither_leaves_with_a_document_nor_comes_with_one(desk, case_id, tmp_path):
    before = documents(desk, [case_id])
    put_aside(desk, case_id)
    assert documents(desk, [case_id]) == before
    path = export_case(desk, case_id, tmp_path / "out")
    assert WHY not in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace('"1/26"', '"2/26"'), "utf-8")
    imported = open_case(desk, import_case(desk, path))
    assert (imported.case.set_asides, imported.set_aside) == ([], ())


def finding_of(case):
    sample = Sample()
    case.spoil(sample)
    (finding,) = check(sample.sight())
    return finding, sample


MILD = [case for case in CASES if finding_of(case)[0].severity is not Severity.BLOCK]


@pytest.mark.parametrize("case", MILD, ids=str)
def test_the_same_finding_on_the_same_facts_has_the_same_fingerprint(case):
    prints = {fingerprint(finding, sample.sight()) for finding, sample in (finding_of(case), finding_of(case))}
    assert len(prints) == 1


CHANGED = [
    ("VR19", put("g.provision", "31(1)(b)")),
    ("VR20", put("g.pi_duty", None)),
    ("VR27", put("authority.review_days", 99)),
    ("VR57", put("letter.kind", "supplementary")),
    ("VR79", put("case.publish", None)),
    ("VR84", lambda sample: sample.question("1").decisions.pop(0)),
    ("VR77", lambda sample: sample.enclose("other.docx")),
    ("VR23", lambda sample: setattr(sample.letter, "public_interest_decision_by", sample.letter.dated)),
    ("VR28", lambda sample: setattr(sample.case.cost_estimates[0], "questions", ["1"])),
]


@pytest.mark.parametrize(("rule", "change"), CHANGED, ids=lambda item: item if isinstance(item, str) else "")
def test_a_fact_that_a_rule_reads_changes_the_fingerprint(rule, change):
    finding, sample = finding_of(next(case for case in CASES if case.rule == rule))
    before = fingerprint(finding, sample.sight())
    change(sample)
    assert fingerprint(finding, sample.sight()) != before


@pytest.mark.parametrize(
    "change",
    [put("letter.dated", None), put("letter.signed", False), put("g.reason", "Other words."), put("case.regime", Regime.FOIA)],
)
def test_what_a_rule_does_not_rest_on_leaves_the_fingerprint(change):
    finding, sample = finding_of(next(case for case in CASES if case.rule == "VR19"))
    before = fingerprint(finding, sample.sight())
    change(sample)
    assert fingerprint(finding, sample.sight()) == before
