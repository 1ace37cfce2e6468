"""The holidays of one store: the program's table or a newer one that an officer loaded, and the days that officers added.

Nothing is forgotten: a day that was removed keeps when it held, so that an answered case is counted by the days that were known when it
was answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from foidesk.desk import reference
from foidesk.law.holidays import Holiday, Holidays
from foidesk.model import Case, LetterKind
from foidesk.store import settings

KEY = "holidays"


@dataclass(frozen=True, slots=True)
class AddedDay:
    """A proclaimed day that an officer added: where it holds, what it rests on, by whom and when."""

    date: date
    name: str
    divisions: tuple[str, ...]
    source: str
    by: str
    at: datetime

    def holiday(self) -> Holiday:
        """The day as the law's own room reads it."""
        return Holiday(self.name, frozenset(self.divisions), added=True)


class Calendar:
    """What the store keeps about holidays, read. `kept` is the setting as it lies in the store; empty where nothing was changed yet."""

    def __init__(self, kept: Mapping[str, Any] | None) -> None:
        self.kept: Mapping[str, Any] = kept or {}
        self.now = self._table(None).with_added({day.date: day.holiday() for day in self.added()})

    def added(self, moment: datetime | None = None) -> Iterator[AddedDay]:
        """The days that hold now, or held at a moment, the earliest first."""
        for item in sorted(self.kept.get("days", ()), key=lambda item: str(item["date"])):
            if holds(item, moment):
                yield AddedDay(
                    date.fromisoformat(item["date"]),
                    item["name"],
                    tuple(item["divisions"]),
                    item["source"],
                    item["by"],
                    datetime.fromisoformat(item["at"]),
                )

    def at(self, moment: datetime) -> Holidays:
        """The holidays as they were known at a moment."""
        if not self.kept:
            return self.now
        return self._table(moment).with_added({day.date: day.holiday() for day in self.added(moment)})

    @property
    def loaded(self) -> Mapping[str, Any] | None:
        """The table that is in use, with who loaded it and when; None where it is the program's own."""
        return self._loaded(None)

    def _table(self, moment: datetime | None) -> Holidays:
        loaded = self._loaded(moment)
        return Holidays.from_data(loaded["data"]) if loaded else reference.holidays()

    def _loaded(self, moment: datetime | None) -> Mapping[str, Any] | None:
        """The loaded table that holds; a program that brings a newer one goes before it."""
        found = [item for item in self.kept.get("tables", ()) if holds(item, moment)]
        if found and found[-1]["data"]["version"] > reference.holidays().version:
            return dict(found[-1])
        return None


def holds(item: Mapping[str, Any], moment: datetime | None) -> bool:
    """Whether something that was added holds now, or held at a moment."""
    if moment is None:
        return item.get("removed_at") is None
    removed = item.get("removed_at")
    # Times are kept to the second.
    return datetime.fromisoformat(item["at"]) <= moment + timedelta(seconds=1) and (
        removed is None or datetime.fromisoformat(removed) > moment
    )


def read_calendar(session: Session) -> Calendar:
    """The holidays of the store that this session reads."""
    return Calendar(settings.get(session, KEY))


def answered_at(case: Case) -> datetime | None:
    """When the answer was signed, or for one that was not signed here the end of the day on which it was sent; null if it was not."""
    moments = []
    for letter in case.letters:
        if letter.kind is LetterKind.RESPONSE and letter.signed_at is not None:
            moments.append(letter.signed_at)
        elif letter.kind is LetterKind.RESPONSE and letter.sent is not None:
            moments.append(datetime.combine(letter.sent, time.max, UTC))
    return min(moments, default=None)
