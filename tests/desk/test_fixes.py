"""Every finding names what can be done about it; what the program can put right itself is gone once it was pressed."""

import pytest

from foidesk.desk import fixes
from foidesk.desk.browse import open_case, versions
from foidesk.desk.check import findings
from foidesk.desk.exchange import add_document
from foidesk.errors import UserError
from foidesk.law.rules import RULES, check
from foidesk.law.sight import Finding, Severity
from foidesk.model.written import read_case, write_case
from tests.desk.scenes import events
from tests.law.builder import Sample
from tests.law.cases import CASES
from tests.law.test_wordcheck import spoiled, words_found
from tests.law.word_cases import CASES as WORD_CASES

LEADS = {
    "decide", "claim-ground", "change-provision", "ground", "write", "write-answer", "letter", "settings", "attachments",
    "estimate", "clock", "decision-day", "say-held", "find", "sign",
}  # fmt: skip
"""Fixes that lead the officer somewhere (tests/gui/test_jumps.py presses each of them)."""


def spoilt(case) -> Sample:
    sample = Sample()
    case.spoil(sample)
    return sample


def fix_of(case) -> str:
    (finding,) = check(spoilt(case).sight())
    return finding.fix or ""


MENDED = [case for case in CASES if fix_of(case).partition(":")[0] not in LEADS]


def in_store(desk, sample) -> int:
    """The case of a sample, with its letter, in a store."""
    return add_document(desk, read_case(write_case(sample.case)), {})


def found(desk, case_id):
    case = open_case(desk, case_id).case
    return findings(desk, case, stage="publish")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_finding_is_mended_by_the_program_or_leads_somewhere(case):
    (finding,) = check(spoilt(case).sight())
    assert fixes.can_do(finding) == (fix_of(case).partition(":")[0] not in LEADS)


@pytest.mark.parametrize("case", WORD_CASES, ids=str)
def test_every_finding_in_the_words_leads_somewhere_too(case):
    for finding in words_found(spoiled(case.spoil)):
        verb = (finding.fix or "").partition(":")[0]
        assert verb in LEADS or fixes.can_do(finding) or not verb


def test_every_rule_names_a_fix():
    assert {case.rule for case in CASES if fix_of(case)} == {rule.id for rule in RULES}


@pytest.mark.parametrize("case", MENDED, ids=str)
def test_what_the_program_can_mend_is_mended_by_one_verb(desk, case):
    case_id = in_store(desk, spoilt(case))
    finding = next(item for item in found(desk, case_id) if (item.rule, item.target) == (case.rule, case.target))
    before = len(events(desk))
    fixes.do_fix(desk, case_id, finding)
    assert (case.rule, case.target) not in {(item.rule, item.target) for item in found(desk, case_id)}
    assert len(events(desk)) == before + 1


def test_what_was_taken_out_stays_among_the_versions(desk):
    sample = Sample()
    next(case for case in CASES if case.rule == "VR18").spoil(sample)
    case_id = in_store(desk, sample)
    ground = open_case(desk, case_id).case.grounds[0].id
    fixes.do_fix(desk, case_id, next(item for item in found(desk, case_id) if item.rule == "VR18"))
    assert [item.text for item in versions(desk, case_id, f"ground:{ground}:harm")] == ["Trials.", ""]


@pytest.mark.parametrize("fix", ["held:true", "other", "not-other", "alternative", "duty:confirm", "clear:harm"])
def test_a_finding_that_the_case_has_outgrown_is_refused_in_plain_words(desk, fix):
    case_id = in_store(desk, Sample())
    with pytest.raises(UserError, match="has changed"):
        fixes.do_fix(desk, case_id, Finding("VR00", Severity.WARN, "Q1", "Once.", "", ground="g9", questions=("1",), fix=fix))


def test_a_section_that_is_switched_on_is_not_switched_on_again(desk):
    with pytest.raises(UserError, match="switched on already"):
        fixes.do_fix(desk, in_store(desk, Sample()), Finding("VR00", Severity.WARN, "letter", "Once.", "", fix="restore:reuse"))


@pytest.mark.parametrize("fix", [None, "", "write:harm", "find:xx"])
def test_what_only_leads_somewhere_is_not_done_by_itself(desk, fix):
    finding = Finding("VR00", Severity.WARN, "Q1", "Once.", "", fix=fix)
    assert not fixes.can_do(finding)
    with pytest.raises(UserError, match="for you to put right"):
        fixes.do_fix(desk, in_store(desk, Sample()), finding)
