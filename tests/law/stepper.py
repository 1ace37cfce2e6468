"""Two more clocks, made from other parts than the program's: one steps from day to day over sets, one leaves the counting to numpy.

The holidays of the first come from a calendar that others made, those of the second from the Act's schedule and a list of proclamations.
Neither knows the program's table. Both answer with the due day alone, or None where the clock stands.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import holidays as library
import numpy as np

from foidesk.law.bank_holidays import scheduled

CODES = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
UNITED_KINGDOM = tuple(CODES)
ONE = timedelta(1)
LENGTHS = {
    "foia": 20,
    "foia-school": 20,
    "foia-public-record": 30,
    "foia-armed-forces": 60,
    "eir": 20,
    "eir-extended": 40,
    "foisa": 20,
    "foia-internal-review": 20,
    "foia-internal-review-max": 40,
    "eir-internal-review": 40,
}
PROCLAIMED = {
    "2011-04-29": UNITED_KINGDOM,
    "2012-06-04": UNITED_KINGDOM,
    "2012-06-05": UNITED_KINGDOM,
    "2020-05-08": UNITED_KINGDOM,
    "2022-06-02": UNITED_KINGDOM,
    "2022-06-03": UNITED_KINGDOM,
    "2022-09-19": UNITED_KINGDOM,
    "2023-05-08": UNITED_KINGDOM,
    "2026-06-15": ("scotland",),
}
MOVED_AWAY = {"2012-05-28", "2020-05-04", "2022-05-30"}
YEARS = range(2011, 2032)


@cache
def published(division):
    """The bank holidays of a part of the United Kingdom as others list them."""
    return frozenset(library.country_holidays("GB", subdiv=CODES[division], years=YEARS))


@cache
def enacted(division):
    """The same by the Act's schedule and the proclamations, as numpy days."""
    days = {str(day) for year in YEARS for day, _, where in scheduled(year) if division in where} - MOVED_AWAY
    days |= {day for day, where in PROCLAIMED.items() if division in where}
    return np.array(sorted(days), dtype="datetime64[D]")


def places(regime):
    """Whose holidays a regime leaves out."""
    return {"foisa": ("scotland",), "sar": ("england-and-wales",), "sar-extended": ("england-and-wales",)}.get(
        regime, UNITED_KINGDOM
    )


def of_kind(events, kind):
    return sorted(first for name, first, _ in events if name == kind)


def span(first, last):
    return {first + ONE * step for step in range((last - first).days + 1)}


def three_months(notice):
    """The last day of three months that begin with the notice."""
    month = notice.month + 3
    year, month = notice.year + (month - 1) // 12, (month - 1) % 12 + 1
    if notice.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, notice.day) - ONE


def restart(received, events):
    """From which day the count runs, or None while an answer is awaited."""
    got = of_kind(events, "clarification-received")
    if any(all(answer < ask for answer in got) for ask in of_kind(events, "clarification-asked")):
        return None
    return max([received, *got])


def paid(notice, events):
    """The day on which the fee of a notice came, or None if not in time."""
    return next((day for day in of_kind(events, "fee-received") if notice <= day <= three_months(notice)), None)


def step_by_day(regime, received, events):
    """The due day, by stepping."""
    off = set().union(*(published(part) for part in places(regime))) | set(of_kind(events, "holiday"))
    if regime.startswith("sar"):
        return month_by_steps(regime, received, events, off)
    start = restart(received, events)
    if start is None:
        return None
    closed = set().union(*(span(first, last) for name, first, last in events if name == "school-closed"))
    stopped = set()
    for notice in of_kind(events, "fees-notice"):
        if notice <= walk(start, LENGTHS[regime], off, stopped, closed):
            if paid(notice, events) is None:
                return None
            stopped |= span(notice, paid(notice, events))
    return walk(start, LENGTHS[regime], off, stopped, closed)


def walk(start, length, off, stopped, closed):
    day, school, working = start, 0, 0
    while school < length and not (closed and working == 60):
        day += ONE
        if day.weekday() > 4 or day in off or day in stopped:
            continue
        working += 1
        school += day not in closed
    return day


def month_by_steps(regime, received, events, off):
    months = 3 if regime == "sar-extended" else 1
    year, month = received.year, received.month + months
    while month > 12:
        year, month = year + 1, month - 12
    end = date(year, month, min(received.day, monthrange(year, month)[1]))
    left, stopped = (end - received).days, set()
    for ask in of_kind(events, "information-asked"):
        if ask > settle(received, left, stopped, off):
            continue
        answer = next((day for day in of_kind(events, "information-received") if day >= ask), None)
        if answer is None:
            return None
        stopped |= span(ask, answer)
    return settle(received, left, stopped, off)


def settle(received, left, stopped, off):
    """Count the days that are not stopped, then go on to a working day."""
    day = received
    while left:
        day += ONE
        left -= day not in stopped
    while day.weekday() > 4 or day in off or day in stopped:
        day += ONE
    return day


def by_numpy(regime, received, events):
    """The due day, by numpy's business days."""
    off = np.concatenate(
        [*(enacted(part) for part in places(regime)), np.array(of_kind(events, "holiday"), dtype="datetime64[D]")]
    )
    if regime.startswith("sar"):
        return month_by_numpy(regime, received, events, off)
    start = restart(received, events)
    if start is None:
        return None
    closed = [day for name, first, last in events if name == "school-closed" for day in span(first, last)]
    stopped = []
    for notice in of_kind(events, "fees-notice"):
        if notice <= offset(start, LENGTHS[regime], off, stopped, closed):
            if paid(notice, events) is None:
                return None
            stopped += span(notice, paid(notice, events))
    return offset(start, LENGTHS[regime], off, stopped, closed)


def offset(start, length, off, stopped, closed):
    def nth(number, without):
        days = np.concatenate([off, np.array(list(without), dtype="datetime64[D]")])
        return np.busday_offset(np.datetime64(start), number, roll="backward", holidays=days).astype(date)

    return min(nth(length, [*stopped, *closed]), nth(60, stopped)) if closed else nth(length, stopped)


def month_by_numpy(regime, received, events, off):
    months = 3 if regime == "sar-extended" else 1
    first = np.datetime64(received, "M") + months
    last = (first + 1).astype("datetime64[D]") - 1
    end = min(first.astype("datetime64[D]") + (received.day - 1), last)
    stopped = np.array([], dtype="datetime64[D]")

    def settled():
        # Every day of the week may count here, so that only those that are stopped are left out.
        length = int((end - np.datetime64(received)).astype(int))
        day = np.busday_offset(np.datetime64(received), length, roll="backward", weekmask="1111111", holidays=after)
        return np.busday_offset(day, 0, roll="forward", holidays=np.concatenate([off, after]))

    after = stopped
    for ask in of_kind(events, "information-asked"):
        if np.datetime64(ask) > settled():
            continue
        answer = next((day for day in of_kind(events, "information-received") if day >= ask), None)
        if answer is None:
            return None
        stopped = np.union1d(stopped, np.arange(np.datetime64(ask), np.datetime64(answer) + 1))
        # The day of receipt is day 0 whether it is stopped or not; numpy would count from the day before it.
        after = stopped[stopped > np.datetime64(received)]
    return settled().astype(date)
