"""The sixty consecutive working days within which similar requests may be counted together (FOIA s.12(4); SI 2004/3244 reg 5).

Both ends count: a request that comes in on the sixtieth working day, with the day of the first for the first, is still within them.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from foidesk.law.clock import nth_working_day
from foidesk.law.costs import CostLaw, joined_requests
from foidesk.law.holidays import Holidays
from foidesk.model import Case, CostEstimate


def working_days(first: date, last: date, holidays: Holidays) -> int:
    """How many working days there are from one day to another, both included."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return sum(not holidays.why_not(day) for day in days)


def span(days: Iterable[date], holidays: Holidays) -> int:
    """Over how many consecutive working days some requests came in; beyond two years, where only that it is long matters, by weeks."""
    known = sorted(days)
    if not known:
        return 0
    weeks = (known[-1] - known[0]).days // 7
    # A document may name any day: those of three centuries are not worth counting one by one.
    return weeks * 5 if weeks > 104 else working_days(known[0], known[-1], holidays)


def days_around(received: date, law: CostLaw, holidays: Holidays) -> tuple[date, date]:
    """From when to when another request may have come in to be counted together with one: sixty working days back, twenty on."""
    first = received - timedelta(2 * law.window + 30)
    while working_days(first, received, holidays) > law.window:
        first += timedelta(1)
    return first, nth_working_day(received, law.ahead, holidays)


def free_from(received: date, law: CostLaw, holidays: Holidays) -> date:
    """The first day on which a new request can no longer be counted together with one."""
    counted = not holidays.why_not(received)
    return nth_working_day(received, law.window + 1 - counted, holidays)


def days_of(case: Case, estimate: CostEstimate) -> list[date]:
    """The days on which the requests of an estimate came in: the case's own, and those that are counted together with it."""
    return [case.received, *(date.fromisoformat(item["received"]) for item in joined_requests(estimate))]


def stated_span(case: Case, estimate: CostEstimate, holidays: Holidays) -> int:
    """Over how many working days the requests of an estimate came in: as stated, or more where their dates say so."""
    stated = int((estimate.aggregated or {}).get("working_days") or 0)
    return max(stated, span(days_of(case, estimate), holidays)) if joined_requests(estimate) else stated
