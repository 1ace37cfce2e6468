"""Sixty consecutive working days, counted by hand from a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.law.windows import days_around, free_from, span, working_days
from tests.law.test_costs import LAW

HOLIDAYS = reference.holidays()


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), 1),
        (date(2026, 3, 2), date(2026, 3, 6), 5),
        (date(2026, 3, 2), date(2026, 3, 9), 6),
        (date(2026, 3, 16), date(2026, 3, 18), 2),
        (date(2026, 3, 7), date(2026, 3, 8), 0),
        (date(2026, 3, 9), date(2026, 3, 2), 0),
    ],
)
def test_both_ends_count_and_holidays_of_any_part_of_the_country_do_not(first, last, number):
    assert working_days(first, last, HOLIDAYS) == number


def test_the_span_is_from_the_first_request_to_the_last_in_any_order():
    days = [date(2026, 3, 6), date(2026, 3, 2), date(2026, 3, 9)]
    assert span(days, HOLIDAYS) == 6
    assert span([], HOLIDAYS) == 0


def test_requests_that_lie_lifetimes_apart_are_far_apart_at_once():
    assert span([date(1900, 1, 1), date(2199, 12, 31)], HOLIDAYS) == 5 * ((date(2199, 12, 31) - date(1900, 1, 1)).days // 7)


def test_the_days_around_a_request_are_sixty_back_and_twenty_on():
    received = date(2026, 8, 5)
    first, last = days_around(received, LAW, HOLIDAYS)
    assert (first, last) == (date(2026, 5, 8), date(2026, 9, 3))
    assert working_days(first, received, HOLIDAYS) == 60
    assert working_days(first - timedelta(1), received, HOLIDAYS) == 61


@pytest.mark.parametrize(("received", "day"), [(date(2026, 8, 5), date(2026, 10, 29)), (date(2026, 8, 8), date(2026, 11, 3))])
def test_a_new_request_is_free_of_an_earlier_one_on_the_sixty_first_working_day(received, day):
    assert free_from(received, LAW, HOLIDAYS) == day
    assert working_days(received, day, HOLIDAYS) == 61


@given(st.dates(date(2012, 1, 1), date(2027, 12, 31)))
def test_the_window_and_the_day_after_it_fit_together(received):
    first, last = days_around(received, LAW, HOLIDAYS)
    free = free_from(received, LAW, HOLIDAYS)
    assert working_days(first, received, HOLIDAYS) == 60
    assert working_days(received + timedelta(1), last, HOLIDAYS) == 20
    assert working_days(received, free, HOLIDAYS) == 61
    assert working_days(received, free - timedelta(1), HOLIDAYS) == 60
