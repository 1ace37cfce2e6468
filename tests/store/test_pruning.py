"""When the last of the copies that hold something goes, by the rule of pruning itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from foidesk.store import copies
from foidesk.store.pruning import last_gone

NOW = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)


def copy_of(days_ago):
    return Path(copies.name_of(NOW - timedelta(days=days_ago), "a" * 8))


def test_without_copies_there_is_nothing_to_wait_for():
    assert last_gone([], NOW) is None
    assert last_gone([Path("notes.txt")], NOW) is None


def test_a_copy_of_today_goes_once_twenty_four_newer_ones_are_there():
    """Later copies of its own day, week and month take its place at once, so only the newest twenty-four hold it."""
    assert last_gone([copy_of(0)], NOW) == NOW + timedelta(days=copies.NEWEST - 1)


def test_the_last_copy_of_a_month_that_is_over_goes_after_twelve_newer_months():
    gone = last_gone([copy_of(25)], NOW)
    assert (gone.year, gone.month, gone.day) == (2027, 7, 1)


@pytest.mark.parametrize("days", [[0, 1, 2], [400, 90, 10]])
def test_the_day_before_one_of_them_is_still_there_and_on_the_day_none(days):
    old = [copy_of(number) for number in days]
    gone = last_gone(old, NOW)
    there = sorted(old)
    for day in range((gone - NOW).days + 1):
        left = set(old) & set(there)
        assert left
        there = sorted([*there, Path(copies.name_of(NOW + timedelta(days=day), ""))])
        there = sorted(copies.kept(there))
    assert not set(old) & set(there)
