"""The bank holidays that follow from the law's own schedule, for years that the table does not cover.

Source: Banking and Financial Dealings Act 1971, Schedule 1, with the St Andrew's Day Bank Holiday (Scotland) Act 2007, and the days that
Royal Proclamation has long added each year (New Year's Day, the first Monday in May; the last Monday in May for Scotland). Days
proclaimed for one year alone cannot be foreseen.
"""

from collections.abc import Iterator
from datetime import date, timedelta

ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND = "england-and-wales", "scotland", "northern-ireland"
ALL = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus, Nature 13, 1876, p. 487)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def scheduled(year: int) -> Iterator[tuple[date, str, tuple[str, ...]]]:
    """Each bank holiday of a year with its name and the parts of the United Kingdom where it is one; substitutes for weekends included."""
    easter = easter_sunday(year)
    new_year = _next_weekday(date(year, 1, 1))
    yield new_year, "New Year's Day", ALL
    yield _next_weekday(date(year, 1, 2), taken=new_year), "2 January", (SCOTLAND,)
    yield _next_weekday(date(year, 3, 17)), "St Patrick's Day", (NORTHERN_IRELAND,)
    yield easter - timedelta(2), "Good Friday", ALL
    yield easter + timedelta(1), "Easter Monday", (ENGLAND_AND_WALES, NORTHERN_IRELAND)
    yield _first_monday(year, 5), "Early May bank holiday", ALL
    yield _last_monday(year, 5), "Spring bank holiday", ALL
    yield _next_weekday(date(year, 7, 12)), "Battle of the Boyne", (NORTHERN_IRELAND,)
    yield _first_monday(year, 8), "Summer bank holiday", (SCOTLAND,)
    yield _last_monday(year, 8), "Summer bank holiday", (ENGLAND_AND_WALES, NORTHERN_IRELAND)
    yield _next_weekday(date(year, 11, 30)), "St Andrew's Day", (SCOTLAND,)
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    yield from ((day, name, ALL) for day, name in _christmas(christmas, boxing))


def _christmas(christmas: date, boxing: date) -> Iterator[tuple[date, str]]:
    """25 and 26 December; one that falls on a weekend moves to the next weekday that the other does not take."""
    days = {christmas: "Christmas Day", boxing: "Boxing Day"}
    taken = {day for day in days if day.weekday() < 5}
    for day, name in days.items():
        while day.weekday() >= 5 or (day in taken and days.get(day) != name):
            day += timedelta(1)
        taken.add(day)
        yield day, name


def _next_weekday(day: date, taken: date | None = None) -> date:
    while day.weekday() >= 5 or day == taken:
        day += timedelta(1)
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - timedelta(1)
    return last - timedelta(last.weekday())
