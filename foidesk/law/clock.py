"""The clock: by when an answer is due, explained day by day. A pure function of the regime, the day of receipt, what happened, and today.

Sources: FOIA ss.1(3), 9, 10, 17; SI 2004/3364 and its successors; EIR regs 5, 7, 11; FOISA ss.10, 73; DPA 2018 s.54; s.45 Code (practice).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foidesk.errors import UserError
from foidesk.law.bank_holidays import ALL, ENGLAND_AND_WALES, SCOTLAND
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
GUIDANCE_LIMIT = 40
"""Working days by which guidance wants a public-interest decision, where the notice extends the time (FOIA s.10(3))."""

_CLARIFICATION = {"clarification-asked", "clarification-received"}
_FOIA = _CLARIFICATION | {"fees-notice", "fee-received", "extension-notice"}
KNOWN: dict[Regime, frozenset[str]] = {
    Regime.FOIA: frozenset(_FOIA),
    Regime.FOIA_SCHOOL: frozenset(_FOIA | {"school-closed"}),
    Regime.FOIA_PUBLIC_RECORD: frozenset(_FOIA),
    Regime.FOIA_ARMED_FORCES: frozenset(_FOIA),
    Regime.EIR: frozenset(_CLARIFICATION),
    Regime.EIR_EXTENDED: frozenset(_CLARIFICATION),
    Regime.FOISA: frozenset(_CLARIFICATION),
    Regime.SAR: frozenset({"information-asked", "information-received"}),
    Regime.SAR_EXTENDED: frozenset({"information-asked", "information-received"}),
}
"""The events that each regime knows, beside "holiday", which every one knows."""

_MONTHS = {Regime.SAR: 1, Regime.SAR_EXTENDED: 3}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that moves the clock: its kind, its day, and for a span its last day."""

    kind: str
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of the count: its number if it counts, and why it does not."""

    date: date
    counted: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClockResult:
    """By when, and why. `status` is running, waiting or lapsed; `due` is null unless it is running.

    `days_left` counts the working days after today up to the due day; negative, the working days since.
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

    def day_number(self, today: date) -> int:
        """How many days of the limit have been counted up to and including a day."""
        return sum(1 for day in self.days if day.counted is not None and day.date <= today)


def run_clock(regime: Regime, received: date, happenings: Sequence[Happening], holidays: Holidays, today: date) -> ClockResult:
    """The clock of a request. Raises UserError for an event that the regime does not know, or one out of order."""
    _check(regime, received, happenings)
    holidays = holidays.with_days(item.on for item in happenings if item.kind == "holiday")
    if regime in _MONTHS:
        return _subject_access(regime, received, happenings, holidays, today)
    start, waiting = _start(received, happenings)
    count = _Count(regime, holidays, happenings)
    if waiting is not None:
        until = tuple(_until(count, start, waiting))
        return ClockResult(regime, received, "waiting", None, until, LIMITS[regime], warnings=count.warnings(until))
    return _run(regime, received, start, count, happenings, today)


def clock_of(case: Case, holidays: Holidays, today: date) -> ClockResult:
    """The clock of a case. An event for some of its questions only does not move the clock of the rest, and so not this one."""
    known = KNOWN.get(case.regime, frozenset()) | {"holiday"}
    happenings = [
        Happening(event.event, event.on, event.until) for event in case.clock if event.questions == "all" and event.event in known
    ]
    return run_clock(case.regime, case.received, happenings, holidays, today)


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

    def warnings(self, days: Sequence[Day]) -> tuple[str, ...]:
        found = []
        if any(self.holidays.is_projected(day.date) for day in days):
            found.append(
                f"The holiday table covers {self.holidays.covers_from:%Y} to {self.holidays.covers_to:%Y}. Other years are projected from the "
                "law's own schedule; a day proclaimed since is not known."
            )
        found += [note for day, note in self.holidays.contested.items() if any(item.date == day for item in days)]
        return tuple(found)


def _run(regime: Regime, received: date, start: date, count: _Count, happenings: Sequence[Happening], today: date) -> ClockResult:
    days = count.days(start)
    warnings: list[str] = []
    fee_last_day = None
    status = "running"
    for notice in (item for item in happenings if item.kind == "fees-notice"):
        if notice.on > days[-1].date:
            warnings.append("The fees notice came after the answer was due, so it does not stop the clock (s.9(1)).")
            continue
        fee_last_day = _fee_last_day(notice.on)
        paid = next((item.on for item in happenings if item.kind == "fee-received" and item.on >= notice.on), None)
        if paid is None:
            status = "lapsed" if today > fee_last_day else "waiting"
            kept = tuple(day for day in days if day.date <= notice.on)
            return ClockResult(
                regime, received, status, None, kept, count.limit, warnings=count.warnings(kept), fee_last_day=fee_last_day
            )
        if paid > fee_last_day:
            warnings.append("The fee came after the three months allowed for it (s.9(2)): the authority need not comply.")
        count.pauses.append((notice.on, paid))
        days = count.days(start)
    due = days[-1].date
    guidance = None
    if any(item.kind == "extension-notice" for item in happenings):
        guidance = nth_working_day(start, GUIDANCE_LIMIT, count.holidays, count.divisions)
        if any(item.kind == "extension-notice" and item.on > due for item in happenings):
            warnings.append("The extension notice came after the day by which it was due (s.17(1)).")
    warnings += _late_clarification(received, happenings, count)
    if regime is Regime.FOISA:
        warnings.append("Only the time limit is worked out: the answer is not checked against the Scottish Act.")
    return ClockResult(
        regime,
        received,
        status,
        due,
        tuple(days),
        count.limit,
        days_left=_days_left(days, due, today, count.why_not),
        warnings=(*warnings, *count.warnings(days)),
        extension_guidance_latest=guidance,
        fee_last_day=fee_last_day,
    )


def _days_left(days: Sequence[Day], due: date, today: date, why_not: Callable[[date], str]) -> int:
    if today <= due:
        return sum(1 for day in days if day.counted is not None and day.date > today)
    since, day = 0, due
    # Beyond a year the exact number helps nobody, and the loop stays short.
    while day < today and since < 260:
        day += timedelta(1)
        since += not why_not(day)
    return -since


def _late_clarification(received: date, happenings: Sequence[Happening], count: _Count) -> list[str]:
    asked = [item.on for item in happenings if item.kind == "clarification-asked"]
    if asked and min(asked) > nth_working_day(received, count.limit, count.holidays, count.divisions):
        return ["Clarification was asked after the first due day: the questions that were clear stay late."]
    return []


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
    asked = sorted(item.on for item in happenings if item.kind == "information-asked")
    got = sorted(item.on for item in happenings if item.kind == "information-received")
    pauses = [(first, next((day for day in got if day >= first), None)) for first in asked]
    months = _MONTHS[regime]
    end, _ = _months_on(received, months)
    if any(last is None for _, last in pauses):
        since = next(first for first, last in pauses if last is None)
        days = tuple(_calendar(received, since, []))
        return ClockResult(regime, received, "waiting", None, days, (end - received).days)
    spans = [(first, last) for first, last in pauses if last is not None]
    paused = {first + timedelta(step) for first, last in spans for step in range((last - first).days + 1)}
    end += timedelta(len(paused))
    due = end
    while holidays.why_not(due, (ENGLAND_AND_WALES,)):
        due += timedelta(1)
    days = (*_calendar(received, end, sorted(paused)), *_rolled(end, due, holidays))
    warnings = (
        "Counted by the corresponding date, as the regulator does. Read strictly, a period beginning with the day of receipt ends a day sooner.",
        "Only the time limit is worked out: the answer is not checked against data protection law.",
    )
    left = (due - today).days
    return ClockResult(regime, received, "running", due, days, (end - received).days - len(paused), left, warnings)


def _calendar(after: date, last: date, paused: Sequence[date]) -> Iterator[Day]:
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


def _check(regime: Regime, received: date, happenings: Sequence[Happening]) -> None:
    known = KNOWN.get(regime, frozenset())
    for item in happenings:
        if item.kind != "holiday" and item.kind not in known:
            names = ", ".join(sorted({"holiday", *known}))
            raise UserError(f"{item.kind!r} is no event of {regime.value}. It knows: {names}.")
        if item.kind != "holiday" and item.kind != "school-closed" and item.on < received:
            raise UserError(f"{item.kind} on {item.on} lies before the request was received on {received}.")
        if item.until is not None and item.until < item.on:
            raise UserError(f"{item.kind} ends on {item.until}, before it begins on {item.on}.")
    for answer, question in _PAIRS.items():
        for item in happenings:
            if item.kind == answer and not any(other.kind == question and other.on <= item.on for other in happenings):
                raise UserError(f"{answer} on {item.on} has no {question} before it.")


_PAIRS = {
    "clarification-received": "clarification-asked",
    "fee-received": "fees-notice",
    "information-received": "information-asked",
}
