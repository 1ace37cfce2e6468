"""How long a case is kept, and what stands against disposing of it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.law.retention import Schedule, due_on, outcomes_of, stops
from foidesk.model import Letter, LetterKind, Outcome, Regime, Stage
from foidesk.model.written import read_case
from foidesk.paths import resource
from tests.store.builder import document

PLAN = Schedule.from_data(json.loads(resource("law", "retention.json").read_text("utf-8")))
TODAY = date(2030, 6, 1)


def closed(**changes):
    case = read_case(document())
    case.stage, case.closed_on = Stage.CLOSED, date(2026, 6, 1)
    for name, value in changes.items():
        setattr(case, name, value)
    return case


def told(case, *beside):
    return " ".join(stops(case, beside, TODAY))


@pytest.mark.parametrize(
    ("outcomes", "key"),
    [
        ({Outcome.DISCLOSED}, "answered"),
        ({Outcome.WITHHELD}, "refused"),
        ({Outcome.DISCLOSED, Outcome.NCND}, "refused"),
        ({Outcome.WITHDRAWN}, "ended"),
        (set(), "other"),
    ],
)
def test_the_longest_period_that_an_outcome_asks_for_holds(outcomes, key):
    assert PLAN.period_of(Regime.FOIA, outcomes).key == key


@pytest.mark.parametrize(
    ("regime", "key"), [(Regime.EIR, "environmental"), (Regime.SAR, "subject-access"), (Regime.FOISA, "refused")]
)
def test_a_regime_of_its_own_goes_before_the_outcome(regime, key):
    assert PLAN.period_of(regime, {Outcome.WITHHELD}).key == key


def test_a_case_of_the_past_has_a_period_of_its_own():
    assert PLAN.period_of(Regime.FOIA, {Outcome.WITHHELD}, is_past=True).key == "past"


@given(st.sampled_from(Regime), st.sets(st.sampled_from(Outcome)), st.booleans())
def test_every_case_has_a_period(regime, outcomes, is_past):
    assert PLAN.period_of(regime, outcomes, is_past=is_past).years >= 1


def test_every_outcome_of_the_desk_is_named_by_a_period():
    named = {outcome for period in PLAN.periods for outcome in period.outcomes}
    assert set(Outcome) <= named


def test_the_authoritys_own_years_take_the_place_of_the_suggested_ones():
    assert PLAN.with_years({"refused": 9}).period_of(Regime.FOIA, {Outcome.COST}).years == 9
    assert PLAN.with_years({"refused": 9}).period_of(Regime.FOIA, {Outcome.DISCLOSED}).years == 3


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 100))
def test_a_case_is_due_the_set_years_after_it_was_closed_never_a_day_earlier(day, years):
    due = due_on(day, years)
    assert (due.year, due >= day.replace(year=day.year + years, day=min(day.day, 28))) == (day.year + years, True)


def test_nothing_stands_against_a_case_at_rest():
    assert told(closed()) == ""


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.CLOSED}))
def test_only_a_closed_case_is_disposed_of(stage):
    assert "not closed" in told(closed(stage=stage))


def test_a_case_is_not_disposed_of_while_it_is_held_with_the_reason_said():
    held = closed(kept_until=date(2031, 1, 1), kept_reason="A claim is pending.")
    assert told(held) == "It is kept until 1 January 2031: A claim is pending."
    assert told(closed(kept_until=TODAY, kept_reason="Over.")) == ""


def test_a_case_is_not_disposed_of_while_a_request_tied_to_it_is_open():
    assert "tied to it is open: 7/30, 9/30" in told(closed(), "9/30", "7/30")


def test_a_case_is_not_disposed_of_while_a_review_was_begun_and_not_answered():
    case = closed()
    case.letters.append(Letter(kind=LetterKind.REVIEW_ACKNOWLEDGEMENT, sent=date(2026, 7, 1), signed=True))
    assert "internal review" in told(case)
    case.letters.append(Letter(kind=LetterKind.INTERNAL_REVIEW, sent=date(2026, 8, 1), signed=True))
    assert told(case) == ""


def test_the_outcomes_of_a_case_are_those_of_all_its_questions_and_parts():
    assert outcomes_of(read_case(document())) == {Outcome.DISCLOSED}
