"""The table of bank holidays, and what is projected where it ends."""

import sys
from datetime import date, timedelta

import holidays as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.law.bank_holidays import ALL, easter_sunday, scheduled
from foidesk.law.clock import run_clock
from foidesk.model import Regime
from tests.conftest import ROOT

HOLIDAYS = reference.holidays()
CODES = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
FIRST_FULL_YEAR = 2008
"""From here on the schedule is today's: St Andrew's Day came in 2007."""

PROCLAIMED = {
    "2011-04-29": "a wedding",
    "2012-06-04": "the spring holiday of 2012, moved",
    "2012-06-05": "a jubilee",
    "2020-05-08": "the May holiday of 2020, moved",
    "2022-06-02": "the spring holiday of 2022, moved",
    "2022-06-03": "a jubilee",
    "2022-09-19": "a state funeral",
    "2023-05-08": "a coronation",
    "2026-06-15": "a football tournament, in Scotland",
}
MOVED_AWAY = {"2012-05-28", "2020-05-04", "2022-05-30"}


def weekdays(days: dict[date, frozenset[str]]) -> dict[date, frozenset[str]]:
    return {day: where for day, where in days.items() if day.weekday() < 5}


def projected(year: int) -> dict[date, frozenset[str]]:
    days: dict[date, set[str]] = {}
    for day, _, where in scheduled(year):
        days.setdefault(day, set()).update(where)
    return {day: frozenset(where) for day, where in days.items()}


def published(year: int) -> dict[date, frozenset[str]]:
    days: dict[date, set[str]] = {}
    for division, code in CODES.items():
        for day in library.country_holidays("GB", subdiv=code, years=year):
            days.setdefault(day, set()).add(division)
    return {day: frozenset(where) for day, where in days.items()}


def test_the_table_is_what_its_maker_makes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "installer"))
    try:
        from make_law_data import table
    finally:
        sys.modules.pop("make_law_data", None)
    made = table(HOLIDAYS.version)
    assert type(HOLIDAYS).from_data(made) == HOLIDAYS


@pytest.mark.parametrize("year", range(FIRST_FULL_YEAR, 2029))
def test_the_schedule_gives_the_table_but_for_what_was_proclaimed(year):
    table = weekdays({day: item.divisions for day, item in HOLIDAYS.table.items() if day.year == year})
    extra = {date.fromisoformat(day) for day in PROCLAIMED if day.startswith(str(year))}
    gone = {date.fromisoformat(day) for day in MOVED_AWAY if day.startswith(str(year))}
    foreseen = weekdays(projected(year))
    assert {day: where for day, where in table.items() if day not in extra} == {
        day: where for day, where in foreseen.items() if day not in gone
    }
    assert extra <= table.keys()


@given(st.integers(2029, 2098))
def test_a_projected_year_agrees_with_a_calendar_made_by_others(year):
    assert weekdays(projected(year)) == weekdays(published(year))


@pytest.mark.parametrize(
    ("year", "easter"),
    [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2030, "04-21"), (2038, "04-25"), (2285, "03-22")],
)
def test_easter(year, easter):
    assert easter_sunday(year) == date.fromisoformat(f"{year}-{easter}")


def test_st_andrews_day_begins_in_2007():
    assert not HOLIDAYS.why_not(date(2006, 11, 30))
    assert HOLIDAYS.why_not(date(2007, 11, 30))


def test_the_day_in_june_2026_stops_the_clock_for_every_authority_under_the_act():
    assert HOLIDAYS.table[date(2026, 6, 15)].divisions == {"scotland"}
    assert HOLIDAYS.why_not(date(2026, 6, 15))
    assert not HOLIDAYS.why_not(date(2026, 6, 15), ("england-and-wales", "northern-ireland"))


def test_a_day_added_by_hand_says_so_and_does_not_hide_what_the_table_says():
    added = HOLIDAYS.with_days([date(2026, 2, 16), date(2026, 5, 25)])
    assert added.why_not(date(2026, 2, 16)) == "proclaimed holiday, added by hand"
    assert added.why_not(date(2026, 5, 25)) == HOLIDAYS.why_not(date(2026, 5, 25))
    assert not HOLIDAYS.why_not(date(2026, 2, 16))


def test_the_table_says_its_version_source_and_span():
    assert HOLIDAYS.version >= "2026-11-24"
    assert (HOLIDAYS.covers_from, HOLIDAYS.covers_to) == (date(2005, 1, 1), date(2028, 12, 31))
    assert all(HOLIDAYS.covers_from <= day <= HOLIDAYS.covers_to for day in HOLIDAYS.table)
    assert all(item.divisions and item.divisions <= set(ALL) and item.name for item in HOLIDAYS.table.values())


@given(st.dates(date(2005, 1, 1), date(2060, 1, 1)))
def test_a_second_calculator_gives_the_same_due_day(received):
    """Counted again by whole sets of days, from a calendar that others made."""
    off = {day for year in range(received.year, received.year + 2) for day in published(year)} - {date(2006, 11, 30)}
    days = (received + timedelta(step) for step in range(1, 60))
    working = [day for day in days if day.weekday() < 5 and day not in off]
    assert run_clock(Regime.FOIA, received, [], HOLIDAYS, received).due == working[19]
