"""Verbs for holidays: a day that was proclaimed, one added by mistake, a newer table. Each works out every open case's due day again."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from foidesk.desk import reference
from foidesk.desk.calendar import KEY, AddedDay, Calendar, holds, read_calendar
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.intake.holidays import read_holiday_file
from foidesk.law.bank_holidays import ALL
from foidesk.law.clock import ClockResult, clock_of
from foidesk.law.happenings import YEARS
from foidesk.law.holiday_table import MOST_LETTERS, read_table
from foidesk.law.stages import SEALED
from foidesk.model import Case
from foidesk.store import queries, settings

Change = Callable[[Calendar], dict[str, Any]]
MOVING = frozenset({"holiday-added", "holiday-removed", "holidays-loaded", "holidays-dropped", "due-days-renewed"})
"""The kinds of events that say which due days moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An open case whose due day moves; a day is null where the clock then stands or stood."""

    case_id: int
    reference: str
    title: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class HolidayFacts:
    """The table in use, the days that officers added, and who loaded the table: null for the program's own."""

    version: str
    source: str
    covers_from: date
    covers_to: date
    added: tuple[AddedDay, ...]
    loaded_by: str | None


def holiday_facts(desk: Desk) -> HolidayFacts:
    """What the clock counts by."""
    calendar = desk.calendar
    loaded, now = calendar.loaded, calendar.now
    source = loaded["data"]["source"] if loaded else reference.holiday_source()
    return HolidayFacts(
        now.version, source, now.covers_from, now.covers_to, tuple(calendar.added()), loaded["by"] if loaded else None
    )


def adding(desk: Desk, on: date, name: str, divisions: Collection[str], source: str) -> Change:
    """The change that adds a proclaimed day, for `would_move`. Raises UserError, when it is made, for a day that changes nothing."""

    def change(calendar: Calendar) -> dict[str, Any]:
        _check_day(calendar, on, divisions)
        item = {"date": on.isoformat(), "name": _line(name, "name"), "divisions": [part for part in ALL if part in divisions]}
        item |= {"source": _line(source, "source: the proclamation or the notice that it rests on"), **_stamp(desk)}
        return {**calendar.kept, "days": [*calendar.kept.get("days", ()), item]}

    return change


def removing(desk: Desk, on: date) -> Change:
    """The change that takes an added day out again, for `would_move`."""

    def change(calendar: Calendar) -> dict[str, Any]:
        if all(day.date != on for day in calendar.added()):
            raise UserError(f"{on} was not added by hand. Days of the table are changed by loading a newer table.")
        days = [
            {**item, **_removed(desk)} if item["date"] == on.isoformat() and holds(item, None) else item
            for item in calendar.kept["days"]
        ]
        return {**calendar.kept, "days": days}

    return change


def loading(desk: Desk, data: Any) -> Change:
    """The change that puts a newer table in the place of the one in use, for `would_move`. Raises UserError for a wrong or an older one."""
    table = read_table(data)
    keys = ("version", "source", "covers_from", "covers_to", "contested", "days")
    data = {key: data[key] for key in keys if key in data}

    def change(calendar: Calendar) -> dict[str, Any]:
        if table.version <= calendar.now.version:
            raise UserError(f"That table is of {table.version}; the one in use is of {calendar.now.version}. Load a newer one.")
        before = [{**item, **_removed(desk)} if holds(item, None) else item for item in calendar.kept.get("tables", ())]
        return {**calendar.kept, "tables": [*before, {"data": data, **_stamp(desk)}]}

    return change


def dropping(desk: Desk) -> Change:
    """The change that goes back to the program's own table, for `would_move`."""

    def change(calendar: Calendar) -> dict[str, Any]:
        if calendar.loaded is None:
            raise UserError("The program's own table is in use already.")
        tables = [{**item, **_removed(desk)} if holds(item, None) else item for item in calendar.kept["tables"]]
        return {**calendar.kept, "tables": tables}

    return change


def would_move(desk: Desk, change: Change) -> list[Moved]:
    """The open cases whose due day a change would move; nothing is written. Raises UserError as the change itself would."""
    with desk.reading() as session:
        calendar = _changed(change, read_calendar(session))
        return [_of(case, result) for case, result in _moving(desk, session, calendar)]


def add_holiday(desk: Desk, on: date, name: str, divisions: Collection[str], source: str) -> list[Moved]:
    """Add a proclaimed day; returns the open cases whose due day moved.

    Raises UserError for a day that is none already, a place that is not in the United Kingdom, or where name or source is missing.
    Source: FOIA s.10(6) with the Banking and Financial Dealings Act 1971, which lets days be proclaimed.
    """
    where = [part for part in ALL if part in divisions]
    return _move(desk, "holiday-added", adding(desk, on, name, divisions, source), on=on.isoformat(), divisions=where)


def remove_holiday(desk: Desk, on: date) -> list[Moved]:
    """Take a day out that was added by hand; returns the open cases whose due day moved. The history keeps that it was there."""
    return _move(desk, "holiday-removed", removing(desk, on), on=on.isoformat())


def read_new_table(path: Path) -> Any:
    """The values of a file of holidays, looked at. Raises UserError that names the first place where the file is wrong."""
    data = read_holiday_file(path)
    read_table(data)
    return data


def load_holidays(desk: Desk, data: Any) -> list[Moved]:
    """Use a newer table of holidays (of `read_new_table`); returns the open cases whose due day moved. Added days stay."""
    return _move(desk, "holidays-loaded", loading(desk, data), version=data["version"])


def drop_loaded_holidays(desk: Desk) -> list[Moved]:
    """Go back to the program's own table; returns the open cases whose due day moved. Raises UserError if it is in use already."""
    return _move(desk, "holidays-dropped", dropping(desk), version=reference.holidays().version)


def renew_due_days(desk: Desk) -> list[Moved]:
    """Work every open case's due day out again, since the program came with another table; returns the cases that moved."""
    return _move(desk, "due-days-renewed", lambda calendar: {**calendar.kept}, version=desk.holidays.version)


def catch_up(desk: Desk) -> list[Moved]:
    """`renew_due_days`, if the due days rest on another table than the one in use and any would move."""
    if desk.store.read_only or desk.calendar.kept.get("version") == desk.holidays.version:
        return []
    if would_move(desk, lambda calendar: {**calendar.kept}):
        return renew_due_days(desk)
    kept = {**desk.calendar.kept, "version": desk.holidays.version}
    with desk.store.writing() as session:  # a mark for the next opening; nothing was done that the history would tell
        settings.put(session, KEY, kept)
    desk.calendar = Calendar(kept)
    return []


def _move(desk: Desk, kind: str, change: Change, **body: Any) -> list[Moved]:
    """One change of the holidays with what it does to the open cases, in one transaction."""
    with desk.writing() as work:
        calendar = _changed(change, read_calendar(work.session))
        moved = []
        for case, result in _moving(desk, work.session, calendar):
            moved.append(_of(case, result))
            case.due, case.clock_status = result.due, result.status
        settings.put(work.session, KEY, dict(calendar.kept))
        told = {str(item.case_id): [_iso(item.before), _iso(item.after)] for item in moved}
        work.record(kind, **body, cases=len(moved), moved=told)
    desk.calendar = calendar
    return moved


def _changed(change: Change, before: Calendar) -> Calendar:
    """The holidays after a change, with the version that due days rest on from then on."""
    kept = change(before)
    return Calendar({**kept, "version": Calendar(kept).now.version})


def _moving(desk: Desk, session: Session, calendar: Calendar) -> Iterator[tuple[Case, ClockResult]]:
    """The open cases whose due day is another one by these holidays."""
    for case in queries.clocks(session, SEALED):
        result = clock_of(case, calendar.now, desk.today())
        if result.due != case.due:
            yield case, result


def _of(case: Case, result: ClockResult) -> Moved:
    return Moved(case.id, case.reference, case.title, case.due, result.due)


def _check_day(calendar: Calendar, on: date, divisions: Collection[str]) -> None:
    if not divisions or any(part not in ALL for part in divisions):
        raise UserError(f"Say where the day is a holiday: one or more of {', '.join(ALL)}.")
    if on.year not in YEARS:
        raise UserError(f"{on} is too far away to be right.")
    if any(day.date == on for day in calendar.added()):
        raise UserError(f"{on} was added already. Remove it first if its name or place is wrong.")
    reasons = [calendar.now.why_not(on, (part,)) for part in divisions]
    if all(reasons):
        raise UserError(f"{on} is no working day as it is: {reasons[0]}. Nothing has to be added.")


def _line(words: str, what: str) -> str:
    line = " ".join(words.split())
    if not line:
        raise UserError(f"Give the day's {what}.")
    if len(line) > MOST_LETTERS or not line.isprintable():
        raise UserError(f"Write the day's {what.partition(':')[0]} in one line of {MOST_LETTERS} characters at most.")
    return line


def _stamp(desk: Desk) -> dict[str, str]:
    return {"by": desk.officer.name, "at": _moment(desk.now())}


def _removed(desk: Desk) -> dict[str, str]:
    return {"removed_by": desk.officer.name, "removed_at": _moment(desk.now())}


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
