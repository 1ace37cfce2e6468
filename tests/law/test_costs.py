"""What an answer would cost, against sums done by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.law.costs import (
    CostLaw,
    counted_tasks,
    estimates_of,
    joined_minutes,
    limbs,
    only_finding_out,
    reckon,
    uncounted,
)
from foidesk.model import Authority, AuthorityKind, Case, CostEstimate, Decision, Ground, Outcome, Question, Requester
from tests.law.builder import RECEIVED, Sample
from tests.law.spoil import costs, hours

LAW = reference.catalogue().costs
POLICE = 450


def estimate(*tasks, **changes):
    return CostEstimate(**{"questions": ["1"], "tasks": [task(*item) for item in tasks]} | changes)


def task(activity, minutes, records, *questions):
    made = {"activity": activity, "minutes_each": minutes, "records": records}
    return made | ({"questions": list(questions)} if questions else {})


def cost(*tasks, limit=POLICE, finding_out=False, questions=None, **changes):
    return reckon(estimate(*tasks, **changes), LAW, limit, finding_out=finding_out, questions=questions)


def rests_on(*provisions):
    return Decision(outcome=Outcome.COST, grounds=[Ground(key=item, provision=item) for item in provisions])


def test_records_times_minutes_at_twenty_five_pounds_an_hour():
    found = cost(("locate", 6, 100), ("extract", 4.5, 20))
    assert found.minutes == 690
    assert found.cost_gbp == Fraction(575, 2)


@pytest.mark.parametrize("activity", ["determine", "locate", "retrieve", "extract"])
def test_the_four_activities_of_the_regulations_count(activity):
    assert cost((activity, 60, 1)).minutes == 60


@pytest.mark.parametrize("activity", ["redact", "exempt", "consult", "draft", "approve", "photocopy", ""])
def test_nothing_else_counts(activity):
    made = estimate((activity, 600, 10), ("locate", 60, 1))
    assert reckon(made, LAW, POLICE).minutes == 60
    assert uncounted(made, LAW) == [activity]
    assert [item["activity"] for item in counted_tasks(made, LAW)] == ["locate"]


@pytest.mark.parametrize(
    ("minutes", "records", "exceeds"),
    [(1080, 1, False), (1080.01, 1, True), (0.1, 10800, False), (0.3, 3600, False), (0.7, 1543, True), (1079.99, 1, False)],
)
def test_exactly_at_the_limit_does_not_exceed_it_even_where_a_machine_miscounts_tenths(minutes, records, exceeds):
    assert cost(("locate", minutes, records)).exceeds is exceeds


def test_tenths_of_a_minute_add_up_as_on_paper():
    assert 0.1 * 3 != 0.3
    assert cost(("locate", 0.1, 3), ("retrieve", 0.2, 3)).minutes == Fraction(9, 10)
    assert not cost(*[("locate", 0.1, 1)] * 10800).exceeds


def test_other_costs_leave_less_time():
    found = cost(("locate", 1020, 1), other_gbp=25)
    assert (found.cost_gbp, found.exceeds, found.allowed_minutes) == (450, False, 1020)
    assert cost(("locate", 1020, 1), other_gbp=26).exceeds
    assert cost(other_gbp=500).allowed_minutes == 0


@pytest.mark.parametrize("kind", AuthorityKind)
def test_the_limit_follows_the_kind_of_authority(kind):
    central = kind in {AuthorityKind.DEPARTMENT, AuthorityKind.WELSH_GOVERNMENT}
    assert LAW.limit(Authority(name="X", kind=kind)) == (600 if central else 450)


def test_a_limit_in_the_profile_goes_before():
    assert LAW.limit(Authority(name="X", kind=AuthorityKind.DEPARTMENT, cost_limit_gbp=450)) == 450
    assert LAW.limit(Authority(name="X", cost_limit_gbp=0)) == 0


def test_taking_information_out_is_never_needed_to_find_out_whether_it_is_held():
    tasks = [("determine", 10, 6), ("locate", 10, 6), ("retrieve", 10, 6), ("extract", 600, 10)]
    assert cost(*tasks, finding_out=True).minutes == 180
    assert cost(*tasks).minutes == 6180


def test_a_shared_task_is_needed_for_any_question_and_another_for_its_own():
    tasks = [("locate", 60, 1), ("extract", 60, 2, "1"), ("extract", 60, 4, "2", "3")]
    need = lambda *labels: cost(*tasks, questions=labels).minutes / 60  # noqa: E731
    assert [need(), need("1"), need("2"), need("3"), need("2", "3"), need("1", "3")] == [0, 3, 5, 5, 5, 7]


def test_requests_that_are_counted_together_are_part_of_the_cost():
    together = {"requests": [{"reference": "1/26", "received": "2026-01-05", "minutes": 600.5}, {"reference": "2/26"}]}
    made = estimate(("locate", 60, 8), aggregated=together)
    assert joined_minutes(made) == Fraction(1201, 2)
    assert reckon(made, LAW, POLICE).exceeds
    assert not reckon(estimate(("locate", 60, 8)), LAW, POLICE).exceeds


@pytest.mark.parametrize(
    ("provisions", "found", "finding_out"),
    [
        (("12(1)",), {"12(1)"}, False),
        (("12(2)",), {"12(2)"}, True),
        (("12(1)", "12(2)"), {"12(1)", "12(2)"}, False),
        ((), {"12(1)"}, False),
        (("12",), {"12(1)"}, False),
        (("12 (2)", "14(1)"), {"12(2)"}, True),
    ],
)
def test_the_limb_is_read_from_the_grounds(provisions, found, finding_out):
    assert limbs(rests_on(*provisions)) == found
    assert only_finding_out(rests_on(*provisions)) is finding_out


def test_an_estimate_for_a_question_is_one_for_its_parts():
    question = Question(label="1", text="?", parts=[Question(label="1(a)", text="?")])
    case = Case(reference="1/26", received=RECEIVED, authority=Authority(name="X"), requester=Requester(), questions=[question])
    case.cost_estimates = [estimate(("locate", 1, 1)), estimate(("locate", 1, 1), questions=["1(a)"]), estimate()]
    assert list(estimates_of(case, question.parts[0])) == case.cost_estimates[:2]
    assert list(estimates_of(case, question)) == case.cost_estimates[:1]


def test_what_extraction_takes_does_not_hold_up_a_refusal_to_say_whether_it_is_held():
    sample = Sample()
    costs("12(2)", held=None, tasks=[*hours(17), {"activity": "extract", "minutes_each": 60, "records": 30}])(sample)
    assert sample.found() == {("VR29", "Q2")}
    sample.case.cost_estimates[0].tasks = hours(18.1)
    assert sample.found() == set()


def test_the_dates_of_the_requests_are_counted_whatever_number_of_days_is_stated():
    joined = {"working_days": 3, "similar": True, "same_person_or_campaign": True}
    sample = Sample()
    costs(aggregated=joined | {"requests": [{"reference": "1/25", "received": "2025-11-03"}]})(sample)
    assert sample.found() == {("VR35", "Q2")}
    sample.case.cost_estimates[0].aggregated = joined | {"requests": [{"reference": "1/26", "received": "2026-01-12"}]}
    assert sample.found() == set()


@pytest.mark.parametrize(
    ("change", "error"), [({"limits": [{"gbp": 1, "kinds": ["guild"]}]}, ValueError), ({"activities": 0}, TypeError)]
)
def test_data_that_is_wrong_is_refused(change, error):
    data = {
        "hourly_gbp": {"amount": 25},
        "limits": [{"gbp": 450, "kinds": []}],
        "activities": [],
        "window": {"working_days": 60, "ahead": 20, "regimes": []},
    }
    with pytest.raises(error):
        CostLaw.from_data(data | change)


amounts = st.one_of(st.integers(0, 5000), st.decimals(0, 500, places=2).map(float))


@given(
    st.lists(st.tuples(st.sampled_from(["determine", "locate", "retrieve", "extract", "redact"]), amounts, amounts), max_size=6)
)
def test_the_sum_is_that_of_hundredths_counted_as_whole_numbers(tasks):
    counted = [(round(minutes * 100), round(records * 100)) for activity, minutes, records in tasks if activity != "redact"]
    hundredths = sum(minutes * records for minutes, records in counted)
    found = cost(*tasks)
    assert found.minutes * 10000 == hundredths
    assert found.exceeds is (hundredths * 25 > 450 * 60 * 10000)
