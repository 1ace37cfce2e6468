"""The clock: by when an answer is due, explained day by day. A pure function of the regime, the day of receipt, what happened, and today.

Sources: FOIA ss.1(3), 9, 10, 17; SI 2004/3364 and its successors; EIR regs 5, 7, 11; FOISA ss.10, 73; DPA 2018 s.54; s.45 Code (practice).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from foidesk.errors import UserError
from foidesk.law.bank_holidays import ALL, ENGLAND_AND_WALES, SCOTLAND
from foidesk.law.happenings import YEARS, Happening, faults, of_event, sound
from foidesk.law.holidays import Holidays
from foidesk.model import Case
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

_MONTHS = {Regime.SAR: 1, Regime.SAR_EXTENDED: 3}


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of the count: its number if it counts, and why it does not."""

    date: date
    counted: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClockResult:
    """By when, and why. `status` is running, waiting or lapsed; `due` is null unless it is running.

    `days_left` counts the working days after today up to the due day; negative, the working days since. `interest_latest` is the
    day by which guidance wants a decision on the public interest; once a notice extended the time, it is told as
    `extension_guidance_latest` too.
    """

    regime: Regime
    received: date
    status: str
    due: date | None
    days: tuple[Day, ...]
    limit: int
    days_left: int | None = None
    warnings: tuple[str, ...] = ()
    extension_guidance_latest: date | None = None
    fee_last_day: date | None = None
    interest_latest: date | None = None

    def day_number(self, today: date) -> int:
        """How many days of the limit have been counted up to and including a day."""
        return sum(1 for day in self.days if day.counted is not None and day.date <= today)


def run_clock(regime: Regime, received: date, happenings: Iterable[Happening], holidays: Holidays, today: date) -> ClockResult:
    """The clock of a request. Raises UserError for an event that the regime does not know, or one out of order."""
    events = sorted(happenings, key=lambda item: item.on)
    if received.year not in YEARS:
        raise UserError(f"{received} is no day on which a request can have come. Correct the date of receipt.")
    for _, fault in faults(regime, received, events):
        raise UserError(fault)
    holidays = holidays.with_days(item.on for item in events if item.kind == "holiday")
    if regime in _MONTHS:
        return _subject_access(regime, received, events, holidays, today)
    start, waiting = _start(received, events)
    count = _Count(regime, holidays, events)
    notes = _notes(regime, received, events, count)
    if waiting is not None:
        until = tuple(_until(count, start, waiting))
        return ClockResult(regime, received, "waiting", None, until, count.limit, warnings=(*notes, *count.warnings(until)))
    return _run(regime, received, start, count, events, today, notes)


def clock_of(case: Case, holidays: Holidays, today: date) -> ClockResult:
    """The clock of a case. An event for some of its questions only does not move the clock of the rest, and so not this one.

    An event that the regime does not know, or one out of order, is left out, and a warning says so.
    """
    usable, left_out = sound(case.regime, case.received, [of_event(event) for event in case.clock if event.questions == "all"])
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

    def warnings(self, days: Sequence[Day], *others: date) -> list[str]:
        """What to know about the table of holidays, for the days of a count and other days that were worked out."""
        return table_warnings(self.holidays, [*(day.date for day in days), *others])


def table_warnings(holidays: Holidays, days: Sequence[date]) -> list[str]:
    """Whether days lie beyond the table of holidays, and which of them are contested."""
    found = []
    if any(holidays.is_projected(day) for day in days):
        found.append(
            f"The holiday table covers {holidays.covers_from:%Y} to {holidays.covers_to:%Y}. Other years are projected from the "
            "law's own schedule; a day proclaimed since is not known."
        )
    return found + [note for day, note in holidays.contested.items() if day in days]


def _notes(regime: Regime, received: date, happenings: Sequence[Happening], count: "_Count") -> list[str]:
    """What is to be said of a count before it is made."""
    notes = []
    asked = [item.on for item in happenings if item.kind == "clarification-asked"]
    if asked and asked[0] > count.days(received)[-1].date:
        notes.append("Clarification was asked after the first due day: the questions that were clear stay late.")
    if regime is Regime.FOISA:
        notes.append("Only the time limit is worked out: the answer is not checked against the Scottish Act.")
    return notes


def _run(
    regime: Regime,
    received: date,
    start: date,
    count: _Count,
    happenings: Sequence[Happening],
    today: date,
    notes: list[str],
) -> ClockResult:
    days = count.days(start)
    fee_last_day = None
    for notice in (item for item in happenings if item.kind == "fees-notice"):
        if notice.on > days[-1].date:
            notes.append("The fees notice came after the answer was due, so it does not stop the clock (s.9(1)).")
            continue
        fee_last_day = _fee_last_day(notice.on)
        paid = next((item.on for item in happenings if item.kind == "fee-received" and item.on >= notice.on), None)
        if paid is None or paid > fee_last_day:
            return _unpaid(
                regime, received, count, [day for day in days if day.date <= notice.on], paid, fee_last_day, today, notes
            )
        count.pauses.append((notice.on, paid))
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
        fee_last_day=fee_last_day,
        interest_latest=latest,
    )


def _unpaid(
    regime: Regime,
    received: date,
    count: _Count,
    days: Sequence[Day],
    paid: date | None,
    last: date,
    today: date,
    notes: list[str],
) -> ClockResult:
    """A clock that a fees notice stopped: it waits for the fee, or has lapsed without it (s.9(2))."""
    if paid is not None:
        notes.append("The fee came after the three months allowed for it (s.9(2)): the authority need not comply.")
    status = "lapsed" if paid is not None or today > last else "waiting"
    warnings = (*notes, *count.warnings(days))
    return ClockResult(regime, received, status, None, tuple(days), count.limit, warnings=warnings, fee_last_day=last)


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
    return start, max(open_since) if open_since else None


def _until(count: _Count, start: date, last: date) -> Iterator[Day]:
    counted = 0
    for day in _following(start):
        if day > last:
            return
        reason = count.why_not(day)
        counted += not reason
        yield Day(day, None if reason else counted, reason)


def _fee_last_day(notice: date) -> date:
    """The last day of three months beginning with the notice (s.9(2)): the eve of the corresponding date, or the month's end."""
    corresponding, exists = _months_on(notice, 3)
    return corresponding - timedelta(1) if exists else corresponding


def _subject_access(
    regime: Regime, received: date, happenings: Sequence[Happening], holidays: Holidays, today: date
) -> ClockResult:
    """One month (or three) from receipt by the corresponding date; time waiting for information does not count (DPA 2018 s.54)."""
    end, corresponds = _months_on(received, _MONTHS[regime])
    limit = (end - received).days
    notes = ["Only the time limit is worked out: the answer is not checked against data protection law."]
    if corresponds:
        notes.append(
            "Counted by the corresponding date, as the regulator does. Read strictly, a period beginning with the day of receipt "
            "ends a day sooner."
        )
    paused: set[date] = set()
    for first in (item.on for item in happenings if item.kind == "information-asked"):
        if first > end:
            notes.append("Information was asked for after the answer was due, so that does not stop the clock.")
            continue
        last = next((item.on for item in happenings if item.kind == "information-received" and item.on >= first), None)
        if last is None:
            days = tuple(_calendar(received, first, paused))
            return ClockResult(regime, received, "waiting", None, days, limit, warnings=tuple(notes))
        before = len(paused)
        paused |= {first + timedelta(step) for step in range((last - first).days + 1)}
        end += timedelta(len(paused) - before)
    due = end
    while holidays.why_not(due, (ENGLAND_AND_WALES,)):
        due += timedelta(1)
    days = (*_calendar(received, end, paused), *_rolled(end, due, holidays))
    warnings = (*notes, *table_warnings(holidays, [end, due]))
    return ClockResult(regime, received, "running", due, days, limit, (due - today).days, warnings)


def _calendar(after: date, last: date, paused: Collection[date]) -> Iterator[Day]:
    counted = 0
    day = after
    while day < last:
        day += timedelta(1)
        if day in paused:
            yield Day(day, None, "information awaited")
        else:
            counted += 1
            yield Day(day, counted)


def _rolled(end: date, due: date, holidays: Holidays) -> Iterator[Day]:
    """The days by which the end moves to a working day; each is there because the one before it was none."""
    day = end
    while day < due:
        day += timedelta(1)
        yield Day(day, None, holidays.why_not(day, (ENGLAND_AND_WALES,)) or "next working day")


def _months_on(day: date, months: int) -> tuple[date, bool]:
    """The corresponding date some months later, or the month's last day; and whether the corresponding date exists."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(1)).day
    return date(year, month, min(day.day, last)), day.day <= last


def _following(day: date) -> Iterator[date]:
    while True:
        day += timedelta(1)
        yield day
