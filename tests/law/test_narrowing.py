"""What would come within the limit after all."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.law.costs import reckon
from foidesk.law.narrowing import fewer_records, fitting
from tests.law.test_costs import LAW, POLICE, estimate

ORDER = ["1", "2", "3", "4"]


def fit(*tasks, **changes):
    return fitting(estimate(*tasks, questions=ORDER, **changes), ORDER, LAW, POLICE)


def own(*hours):
    """A task of some hours for each question in turn."""
    return [("extract", number * 60, 1, label) for label, number in zip(ORDER, hours, strict=False)]


def test_questions_are_taken_in_the_order_of_the_request_as_long_as_they_fit():
    found = fit(*own(6, 7, 9, 5))
    assert found.inside == ("1", "2", "4")
    assert found.outside == ("3",)
    assert found.minutes == 18 * 60
    assert [(step.label, step.minutes / 60, step.fits) for step in found.steps] == [
        ("1", 6, True),
        ("2", 13, True),
        ("3", 22, False),
        ("4", 18, True),
    ]


def test_shared_work_is_counted_once():
    assert fit(("locate", 60, 10), *own(4, 4, 1, 1)).inside == ("1", "2")


def test_nothing_fits_where_the_shared_work_alone_is_too_much():
    found = fit(("locate", 60, 19), *own(1, 1, 1, 1))
    assert (found.inside, found.minutes, found.instead) == ((), 0, ())


def test_what_does_not_fit_beside_the_others_may_fit_alone():
    found = fit(*own(10, 12, 19, 8))
    assert found.inside == ("1", "4")
    assert [(step.label, step.minutes / 60) for step in found.instead] == [("2", 12)]


def test_the_order_is_that_of_the_request_and_not_of_the_estimate():
    made = estimate(*own(10, 10), questions=["2", "1"])
    assert fitting(made, ["1", "2"], LAW, POLICE).inside == ("1",)


def test_to_find_out_only_what_finds_out_is_weighed():
    made = estimate(("determine", 60, 10, "1"), ("extract", 60, 30, "1"), ("determine", 60, 10, "2"), questions=["1", "2"])
    assert fitting(made, ["1", "2"], LAW, POLICE, finding_out=True).inside == ("1",)
    assert fitting(made, ["1", "2"], LAW, POLICE).inside == ("2",)


@given(st.lists(st.integers(0, 20), min_size=4, max_size=4), st.integers(0, 20))
def test_the_first_questions_that_fit_are_always_among_them_and_no_question_more_would_fit(hours, shared):
    made = estimate(("locate", 60, shared), *own(*hours), questions=ORDER)
    within = lambda labels: not reckon(made, LAW, POLICE, questions=labels).exceeds  # noqa: E731
    found = fitting(made, ORDER, LAW, POLICE)
    first = max((number for number in range(5) if within(ORDER[:number])), default=0)
    assert found.inside[:first] == tuple(ORDER[:first])
    assert within(found.inside)
    assert not any(within([*found.inside, label]) for label in found.outside)
    some = any(within(labels) for number in range(1, 5) for labels in combinations(ORDER, number))
    assert bool(found.inside) is some


@pytest.mark.parametrize(
    ("tasks", "records", "within", "hours"),
    [
        ([("locate", 6, 1400), ("extract", 4, 1400)], 1400, 100, Fraction(50, 3)),
        ([("locate", 5, 300)], 300, 210, Fraction(35, 2)),
        ([("retrieve", 30, 50)], 50, 36, 18),
        ([("locate", 60, 8), ("extract", 1, 4000)], 4000, 600, 18),
        ([("locate", 60, 20), ("extract", 1, 30)], 20, 17, Fraction(35, 2)),
    ],
)
def test_how_few_records_would_do_in_a_round_number(tasks, records, within, hours):
    found = fewer_records(estimate(*tasks), LAW, POLICE)
    assert (found.records, found.within, found.minutes / 60) == (records, within, hours)


def test_where_one_record_is_too_many_nothing_is_proposed():
    assert fewer_records(estimate(("locate", 1081, 3)), LAW, POLICE) is None
    assert fewer_records(estimate(("locate", 1081, 1)), LAW, POLICE) is None
    assert fewer_records(estimate(("locate", 0, 9), ("extract", 2000, 1)), LAW, POLICE) is None


def test_requests_counted_together_leave_less_room_for_records():
    joined = {"requests": [{"reference": "1/26", "received": "2026-03-02", "minutes": 600}]}
    assert fewer_records(estimate(("locate", 10, 60), aggregated=joined), LAW, POLICE).within == 48


@given(
    st.lists(st.tuples(st.sampled_from(["locate", "extract"]), st.integers(0, 300), st.integers(0, 3000)), max_size=4),
    st.integers(0, 400),
)
def test_what_is_proposed_is_fewer_and_within_the_limit(tasks, other):
    made = estimate(*tasks, other_gbp=other)
    found = fewer_records(made, LAW, POLICE)
    if found is not None:
        made.tasks = [item | {"records": found.within} if item["records"] == found.records else item for item in made.tasks]
        again = reckon(made, LAW, POLICE)
        assert 1 <= found.within < found.records
        assert again.minutes == found.minutes
        assert not again.exceeds
