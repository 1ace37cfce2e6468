"""The clock: by when an answer is due, explained day by day. A pure function of the regime, the day of receipt, what happened, and today.

Sources: FOIA ss.1(3), 9, 10, 17; SI 2004/3364 and its successors; EIR regs 5, 7, 11; FOISA ss.10, 73; DPA 2018 s.54; s.45 Code (practice).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from foidesk.errors import UserError
from foidesk.law.bank_holidays import ALL, SCOTLAND
from foidesk.law.counted import ClockResult, Day
from foidesk.law.happenings import YEARS, Happening, faults, is_of_all, of_event, sound
from foidesk.law.holidays import Holidays, table_warnings
from foidesk.law.subject_access import MONTHS, months_on, subject_access
from foidesk.model import Case, ClockEvent
from foidesk.model.words import Regime

LIMITS: dict[Regime, int] = {
    Regime.FOIA: 20,
    Regime.FOIA_SCHOOL: 20,
    Regime.FOIA_PUBLIC_RECORD: 30,
    Regime.FOIA_ARMED_FORCES: 60,
    Regime.EIR: 20,
    Regime.EIR_EXTENDED: 40,
    Regime.FOISA: 20,
    Regime.FOIA_INTERNAL_REVIEW: 20,
    Regime.FOIA_INTERNAL_REVIEW_MAX: 40,
    Regime.EIR_INTERNAL_REVIEW: 40,
}
"""Working days of each regime. Subject access counts months instead."""

SCHOOL_CAP = 60
FURTHER = 20
"""Working days beyond the due day by which guidance wants a public-interest decision, where a notice extends the time (s.10(3))."""

__all__ = ["ClockResult", "Day"]  # the clock's answer is asked for here, wherever it is declared


def run_clock(regime: Regime, received: date, happenings: Iterable[Happening], holidays: Holidays, today: date) -> ClockResult:
    """The clock of a request. Raises UserError for an event that the regime does not know, or one out of order."""
    events = sorted(happenings, key=lambda item: item.on)
    if received.year not in YEARS:
        raise UserError(f"{received} is no day on which a request can have come. Correct the date of receipt.")
    for _, fault in faults(regime, received, events):
        raise UserError(fault)
    holidays = holidays.with_days(item.on for item in events if item.kind == "holiday")
    if regime in MONTHS:
        return subject_access(regime, received, events, holidays, today)
    return _working_days(regime, received, events, holidays, today)


def clock_of(case: Case, holidays: Holidays, today: date) -> ClockResult:
    """The clock of a case. An event for some of its questions only does not move the clock of the rest, and so not this one.

    An event that the regime does not know, or one out of order, is left out, and a warning says so.
    """
    labels = {question.label for question in case.questions}
    return _of_events(case, [event for event in case.clock if is_of_all(event, labels)], holidays, today)


def question_clocks(case: Case, holidays: Holidays, today: date) -> dict[str, ClockResult]:
    """The clocks of those questions that have one of their own, by label: an event names them and not all the others.

    Source: s.1(3) reaches only what was unclear; each question that was clear keeps its own day of receipt (s.45 Code, practice).
    """
    labels = {question.label for question in case.questions}
    some = [event for event in case.clock if not is_of_all(event, labels)]
    own = [question.label for question in case.every_question() if any(question.label in event.questions for event in some)]
    return {
        label: _of_events(case, [event for event in case.clock if event not in some or label in event.questions], holidays, today)
        for label in own
    }


def clear_due(case: Case, holidays: Holidays) -> date | None:
    """The day by which the questions that were clear had to be answered, where clarification of any question was asked after it."""
    clocks = [clock_of(case, holidays, case.received), *question_clocks(case, holidays, case.received).values()]
    return min((clock.clear_due for clock in clocks if clock.clear_due is not None), default=None)


def _of_events(case: Case, events: Iterable[ClockEvent], holidays: Holidays, today: date) -> ClockResult:
    usable, left_out = sound(case.regime, case.received, [of_event(event) for event in events])
    result = run_clock(case.regime, case.received, usable, holidays, today)
    return replace(result, warnings=(*result.warnings, *(f"{fault} It is left out." for fault in left_out)))


def first_due(case: Case, holidays: Holidays) -> date:
    """The day by which an answer was due before anything stopped the clock or started it again."""
    fixed = [of_event(event) for event in case.clock if event.event in {"holiday", "school-closed"}]
    usable, _ = sound(case.regime, case.received, fixed)
    return run_clock(case.regime, case.received, usable, holidays, case.received).days[-1].date


def nth_working_day(after: date, number: int, holidays: Holidays, divisions: Iterable[str] = ALL) -> date:
    """The day that is working day `number` after a day, which itself is day 0."""
    where = tuple(divisions)
    for day in _following(after):
        number -= not holidays.why_not(day, where)
        if number == 0:
            return day
    raise AssertionError("days do not end")


@dataclass(slots=True)
class _Fees:
    """What fees notices did. `unpaid` is the notice whose fee did not come in time, `paid` the day it came, if it ever did."""

    last_day: date | None = None
    unpaid: date | None = None
    paid: date | None = None
    too_late: bool = False


class _Count:
    """How one regime counts: which days count, and how many."""

    def __init__(self, regime: Regime, holidays: Holidays, happenings: Sequence[Happening]) -> None:
        self.limit = LIMITS[regime]
        self.holidays = holidays
        self.divisions = (SCOTLAND,) if regime is Regime.FOISA else ALL
        self.closed = [(item.on, item.until or item.on) for item in happenings if item.kind == "school-closed"]
        self.pauses: list[tuple[date, date]] = []

    def why_not(self, day: date) -> str:
        reason = self.holidays.why_not(day, self.divisions)
        if reason:
            return reason
        if any(first <= day <= last for first, last in self.pauses):
            return "fee awaited"
        if any(first <= day <= last for first, last in self.closed):
            return "school closed"
        return ""

    def days(self, start: date) -> list[Day]:
        """The days after `start` up to the last that counts; for a school no later than the sixtieth working day."""
        found: list[Day] = []
        counted = working = 0
        for day in _following(start):
            reason = self.why_not(day)
            counted += not reason
            working += not reason or reason == "school closed"
            found.append(Day(day, None if reason else counted, reason))
            if counted == self.limit or (self.closed and working == SCHOOL_CAP):
                return found
        raise AssertionError("days do not end")

    def until(self, start: date, last: date) -> tuple[Day, ...]:
        """The days after `start` up to the one on which the clock stopped; none counts once the time is over."""
        found = self.days(start)
        due = found[-1].date
        over = (Day(due + timedelta(step), None, "the time was over") for step in range(1, (last - due).days + 1))
        return (*(day for day in found if day.date <= last), *over)

    def charge(self, start: date, happenings: Sequence[Happening]) -> _Fees:
        """Let fees notices stop the count (s.10(2)): no working day from notice to fee counts, both included."""
        fees = _Fees()
        for notice in (item.on for item in happenings if item.kind == "fees-notice"):
            if notice > self.days(start)[-1].date:
                fees.too_late = True
                continue
            fees.last_day = _fee_last_day(notice)
            fees.paid = next((item.on for item in happenings if item.kind == "fee-received" and item.on >= notice), None)
            if fees.paid is None or fees.paid > fees.last_day:
                fees.unpaid = notice
                self.pauses.append((notice, notice))
                return fees
            self.pauses.append((notice, fees.paid))
        return fees

    def warnings(self, days: Sequence[Day], *others: date) -> list[str]:
        """What to know about the table of holidays, for the days of a count and other days that were worked out."""
        return table_warnings(self.holidays, [*(day.date for day in days), *others])


def _working_days(
    regime: Regime, received: date, happenings: Sequence[Happening], holidays: Holidays, today: date
) -> ClockResult:
    start, waiting = _start(received, happenings)
    count = _Count(regime, holidays, happenings)
    late = _late(received, happenings, lambda: _Count(regime, holidays, happenings))
    notes = _notes(regime, received, late, count)
    fees = count.charge(start, happenings)
    if fees.too_late:
        notes.append("The fees notice came after the answer was due, so it does not stop the clock (s.9(1)).")
    stopped = waiting or fees.unpaid
    if stopped is None:
        return _running(regime, received, start, count, happenings, today, notes, late, fees)
    status = "waiting"
    if waiting is None:
        status = _unpaid(fees, today, notes)
    days = count.until(start, stopped)
    warnings = (*notes, *count.warnings(days))
    return ClockResult(
        regime, received, status, None, days, count.limit, warnings=warnings, fee_last_day=fees.last_day, clear_due=late
    )


def _notes(regime: Regime, received: date, late: date | None, count: _Count) -> list[str]:
    """What is to be said of a count before it is made."""
    notes = []
    if late is not None:
        notes.append(f"Clarification was asked after {late}, when the answer was due: the questions that were clear stay late.")
    if regime is Regime.FOISA:
        notes.append("Only the time limit is worked out: the answer is not checked against the Scottish Act.")
    if regime is Regime.EIR_EXTENDED:
        told = nth_working_day(received, LIMITS[Regime.EIR], count.holidays)
        notes.append(f"The requester must be told of the longer time, and why, by {told} (EIR reg 7(3)).")
    if regime is Regime.FOIA_ARMED_FORCES:
        asked = nth_working_day(received, LIMITS[Regime.FOIA], count.holidays)
        notes.append(
            f"Sixty working days are the most that can be allowed. The Commissioner sets the time, if asked by {asked} (SI 2004/3364)."
        )
    return notes


def _running(
    regime: Regime,
    received: date,
    start: date,
    count: _Count,
    happenings: Sequence[Happening],
    today: date,
    notes: list[str],
    late: date | None,
    fees: _Fees,
) -> ClockResult:
    days = count.days(start)
    due = days[-1].date
    noticed = [item.on for item in happenings if item.kind == "extension-notice"]
    latest = nth_working_day(due, FURTHER, count.holidays)
    if noticed and noticed[-1] > due:
        notes.append("The extension notice came after the day by which it was due (s.17(1)).")
    return ClockResult(
        regime,
        received,
        "running",
        due,
        tuple(days),
        count.limit,
        days_left=_days_left(days, due, today, count.why_not),
        warnings=(*notes, *count.warnings(days, latest if noticed else due)),
        extension_guidance_latest=latest if noticed else None,
        fee_last_day=fees.last_day,
        interest_latest=latest,
        clear_due=late,
    )


def _unpaid(fees: _Fees, today: date, notes: list[str]) -> str:
    """Whether a clock that a fees notice stopped waits for the fee, or has lapsed without it (s.9(2))."""
    if fees.paid is not None:
        notes.append("The fee came after the three months allowed for it (s.9(2)): the authority need not comply.")
        return "lapsed"
    return "lapsed" if fees.last_day is not None and today > fees.last_day else "waiting"


def _days_left(days: Sequence[Day], due: date, today: date, why_not: Callable[[date], str]) -> int:
    if today <= due:
        return sum(1 for day in days if day.counted is not None and day.date > today)
    since, day = 0, due
    # Beyond a year the exact number helps nobody, and the loop stays short.
    while day < today and since < 260:
        day += timedelta(1)
        since += not why_not(day)
    return -since


def _start(received: date, happenings: Sequence[Happening]) -> tuple[date, date | None]:
    """The day of receipt that counts (s.10(6): the later of the request and what s.1(3) asked for), and since when one waits."""
    got = [item.on for item in happenings if item.kind == "clarification-received"]
    asked = [item.on for item in happenings if item.kind == "clarification-asked"]
    start = max([received, *got])
    open_since = [day for day in asked if not any(answer >= day for answer in got)]
    return start, min(open_since) if open_since else None


def _late(received: date, happenings: Sequence[Happening], fresh: Callable[[], _Count]) -> date | None:
    """The day by which an answer was due, where clarification was asked after it; what was clear keeps that day (s.10(1))."""
    asked = [item.on for item in happenings if item.kind == "clarification-asked"]
    got = [item.on for item in happenings if item.kind == "clarification-received"]
    for number, day in enumerate(asked):
        earlier = asked[:number]
        if any(not any(ask <= answer <= day for answer in got) for ask in earlier):
            continue  # the clock stood already
        start = max([received, *(answer for answer in got if answer <= day and any(ask <= answer for ask in earlier))])
        count = fresh()
        fees = count.charge(start, [item for item in happenings if item.on <= day])
        due = count.days(start)[-1].date
        if fees.unpaid is None and due < day:
            return due
    return None


def _fee_last_day(notice: date) -> date:
    """The last day of three months beginning with the notice (s.9(2)): the eve of the corresponding date, or the month's end."""
    corresponding, exists = months_on(notice, 3)
    return corresponding - timedelta(1) if exists else corresponding


def _following(day: date) -> Iterator[date]:
    while True:
        day += timedelta(1)
        yield day
