"""The rules on letters as they are really composed: the standard wording adds no finding of its own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foidesk.desk.check import findings
from foidesk.desk.loose import check_document
from foidesk.desk.office import Shelf
from foidesk.model import Case, Letter
from tests.law.builder import DATED, Sample
from tests.law.cases import CASES, RuleCase

SETS_THE_TEXT = {"VR62", "VR69", "VR78"}


def found(case: Case, letter: Letter) -> set[tuple[str, str]]:
    day = letter.dated or DATED
    shelf = Shelf(now=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    return {(finding.rule, finding.target) for finding in findings(shelf, case, letter, "publish")}


@pytest.mark.parametrize("case", [case for case in CASES if case.rule not in SETS_THE_TEXT], ids=str)
def test_a_composed_letter_gives_the_same_findings(case: RuleCase):
    sample, near = Sample(), Sample()
    case.spoil(sample)
    case.near(near)
    assert found(sample.case, sample.letter) == {(case.rule, case.target)}
    assert found(near.case, near.letter) == set()


def test_a_placeholder_that_the_officer_typed_is_found_in_the_letter():
    sample = Sample()
    sample.decision("1").answer = "There are [number] of them."
    assert found(sample.case, sample.letter) == {("VR62", "letter")}


def test_a_placeholder_in_the_requesters_words_is_quoted_and_not_ours():
    sample = Sample()
    sample.question("1").text = "How many [devices] are there, <roughly>?"
    assert found(sample.case, sample.letter) == set()


def test_a_name_in_an_answer_reaches_the_public_copy_and_stops_it():
    sample = Sample()
    sample.decision("1").answer = "Twelve, as we told Alex Sample and Sam Poole."
    sample.case.people = ["Sam Poole"]
    assert found(sample.case, sample.letter) == {("VR69", "letter"), ("VR78", "letter")}


def worked_examples(shared: Path) -> dict[str, set[tuple[str, str]]]:
    cases = json.loads((shared / "law" / "rule_cases" / "expected.json").read_text("utf-8"))["cases"]
    return {name: {(item["rule"], item["target"]) for item in case["expected"]} for name, case in cases.items()}


def test_the_worked_examples_give_what_they_must_and_no_more(shared: Path):
    judged = {f"VR{number:02}" for number in range(1, 70)}
    for name, expected in worked_examples(shared).items():
        path = shared / "law" / "rule_cases" / f"{name}.case.json"
        found = check_document(path, None, DATED)
        assert {(item.rule, item.target) for item in found if item.rule in judged} == expected, name


def test_the_worked_examples_show_each_finding_at_its_stage(shared: Path):
    path = shared / "law" / "rule_cases" / "RC02.case.json"
    shown = {stage: {item.rule for item in check_document(path, stage, DATED)} for stage in ("draft", "sign", "send")}
    assert shown["draft"] == {"VR19", "VR20", "VR73"}
    assert shown["sign"] - shown["draft"] == {"VR24", "VR25", "VR66"}
    assert shown["send"] - shown["sign"] == {"VR63"}
