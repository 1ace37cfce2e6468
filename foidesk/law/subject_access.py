"""The clock of subject access: months by the corresponding date, time waiting for information left out.

Sources: DPA 2018 s.54 (one month, two more for complexity or number; the clock stops from the day information is asked for to the day it
comes, both included); the regulator's way of counting a month.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from foidesk.law.bank_holidays import ENGLAND_AND_WALES
from foidesk.law.counted import ClockResult, Day
from foidesk.law.happenings import Happening
from foidesk.law.holidays import Holidays, table_warnings
from foidesk.model.words import Regime

MONTHS = {Regime.SAR: 1, Regime.SAR_EXTENDED: 3}
_AWAITED = "information awaited"


def subject_access(
    regime: Regime, received: date, happenings: Sequence[Happening], holidays: Holidays, today: date
) -> ClockResult:
    """One month (or three) from receipt by the corresponding date; time waiting for information does not count (DPA 2018 s.54)."""
    end, corresponds = months_on(received, MONTHS[regime])
    limit = (end - received).days
    notes = _notes(regime, received, end, corresponds, holidays)
    paused: set[date] = set()
    for first in (item.on for item in happenings if item.kind == "information-asked"):
        if first > _rolled(end, paused, holidays):
            notes.append("Information was asked for after the answer was due, so that does not stop the clock.")
            continue
        last = next((item.on for item in happenings if item.kind == "information-received" and item.on >= first), None)
        if last is None:
            days = tuple(_calendar(received, first, {*paused, first}))
            return ClockResult(regime, received, "waiting", None, days, limit, warnings=tuple(notes))
        # The day of receipt is day 0 and does not count in any case; a day after the end has nothing left to put off.
        stopped = {first + timedelta(step) for step in range((last - first).days + 1)} - {received} - paused
        paused |= stopped
        if first <= end:
            end += timedelta(len(stopped))
    due = _rolled(end, paused, holidays)
    days = (*_calendar(received, end, paused), *_rolling(end, due, paused, holidays))
    warnings = (*notes, *table_warnings(holidays, [end, due]))
    return ClockResult(regime, received, "running", due, days, limit, (due - today).days, warnings)


def months_on(day: date, months: int) -> tuple[date, bool]:
    """The corresponding date some months later, or the month's last day; and whether the corresponding date exists."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(1)).day
    return date(year, month, min(day.day, last)), day.day <= last


def _notes(regime: Regime, received: date, end: date, corresponds: bool, holidays: Holidays) -> list[str]:
    notes = ["Only the time limit is worked out: the answer is not checked against data protection law."]
    if corresponds:
        notes.append(
            "Counted by the corresponding date, as the regulator does. Read strictly, a period beginning with the day of receipt "
            f"ends a day sooner, on {end - timedelta(1)} where nothing stops the clock."
        )
    if regime is Regime.SAR_EXTENDED:
        first = _rolled(months_on(received, 1)[0], (), holidays)
        notes.append(
            f"The requester must be told of the longer time, and why, within the first month: by {first} if nothing stops it."
        )
    return notes


def _rolled(end: date, paused: Collection[date], holidays: Holidays) -> date:
    """The end, or where that is no working day of England and Wales the next one; a day on which information is awaited is passed too."""
    while _why_not(end, paused, holidays):
        end += timedelta(1)
    return end


def _why_not(day: date, paused: Collection[date], holidays: Holidays) -> str:
    return holidays.why_not(day, (ENGLAND_AND_WALES,)) or (_AWAITED if day in paused else "")


def _calendar(after: date, last: date, paused: Collection[date]) -> Iterator[Day]:
    counted = 0
    day = after
    while day < last:
        day += timedelta(1)
        counted += day not in paused
        yield Day(day, None, _AWAITED) if day in paused else Day(day, counted)


def _rolling(end: date, due: date, paused: Collection[date], holidays: Holidays) -> Iterator[Day]:
    """The days by which the end moves to a working day; each is there because the one before it was none."""
    day = end
    while day < due:
        day += timedelta(1)
        yield Day(day, None, _why_not(day, paused, holidays) or "next working day")
