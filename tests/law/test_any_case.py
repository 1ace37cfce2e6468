"""Whatever a case holds, it can be checked, and checking leaves it as it is."""

import copy
import json
from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.desk.check import findings
from foidesk.desk.office import Shelf
from foidesk.intake.strict import validate
from foidesk.law.declare import STAGES
from foidesk.law.rules import NOT_CHECKED, RULES, check, passed
from foidesk.law.sight import Sight, says
from foidesk.model import Letter
from foidesk.model.written import read_case, write_case
from foidesk.paths import resource
from tests.law.documents import documents, rich, text

SCHEMA = json.loads(resource("schema", "case-document.schema.json").read_text("utf-8"))


def sight(document, own="", public=""):
    case = read_case(document)
    letter = case.letters[-1] if case.letters else Letter()
    return Sight(case, letter, reference.catalogue(), reference.holidays(), date(2026, 8, 20), own, public)


@given(documents())
def test_the_documents_tried_here_are_of_the_shape_of_the_schema(document):
    validate(document, SCHEMA)


@given(documents(), text, text, st.sampled_from(STAGES))
def test_no_rule_fails_on_any_case_and_none_changes_it(document, own, public, stage):
    seen = sight(document, own, public)
    before = copy.deepcopy(write_case(seen.case))
    found = check(seen, stage)
    assert write_case(seen.case) == before
    assert check(sight(document, own, public), stage) == found


@given(documents())
def test_a_finding_points_into_the_case(document):
    seen = sight(document)
    labels = {question.label for question in seen.case.every_question()}
    citations = {ground.key: ground.provision for ground in seen.case.grounds}
    for finding in check(seen):
        assert set(finding.questions) <= labels
        if finding.ground is not None:
            assert finding.target == citations[finding.ground]
        else:
            assert finding.target == "letter" or finding.target.removeprefix("Q") in labels


@given(documents())
def test_a_later_stage_only_adds_findings(document):
    shown = [{(item.rule, item.target, item.message) for item in check(sight(document), stage)} for stage in STAGES]
    assert shown == sorted(shown, key=len)
    assert all(fewer <= more for fewer, more in pairwise(shown))


@given(documents())
def test_every_rule_that_was_asked_has_passed_or_found(document):
    seen = sight(document)
    found = check(seen)
    named = {finding.rule for finding in found} - {NOT_CHECKED}
    silent = {rule.id for rule in passed(seen, "publish", found)}
    assert not named & silent
    assert named | silent <= {rule.id for rule in RULES}


@given(rich)
def test_a_text_says_something_exactly_when_it_holds_a_visible_character(value):
    def letters(item):
        if isinstance(item, str):
            return item
        if isinstance(item, dict):
            return "".join(letters(inner) for key, inner in item.items() if key not in {"link", "lang"})
        return "".join(letters(inner) for inner in item) if isinstance(item, list) else ""

    assert says(value) == bool(letters(value).split())


@given(documents())
def test_any_case_can_be_checked_with_the_letter_that_it_makes(document):
    case = read_case(document)
    before = copy.deepcopy(write_case(case))
    shelf = Shelf(now=lambda: datetime(2026, 8, 20, 12, tzinfo=UTC))
    findings(shelf, case, stage="publish")
    assert write_case(case) == before
