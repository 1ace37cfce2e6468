"""Which days are no working days, and why: the table of bank holidays, with later years projected from the law's own schedule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foidesk.law.bank_holidays import ALL, scheduled

NAMES = {"england-and-wales": "England and Wales", "scotland": "Scotland", "northern-ireland": "Northern Ireland"}
_WEEKEND = {5: "Saturday", 6: "Sunday"}


@dataclass(frozen=True, slots=True)
class Holiday:
    """One bank holiday and the parts of the United Kingdom where it is one."""

    name: str
    divisions: frozenset[str]
    projected: bool = False
    added: bool = False

    def words(self) -> str:
        """Its name, where it is one, and what it rests on if that is not the table."""
        where = () if len(self.divisions) == len(ALL) else (NAMES[item] for item in ALL if item in self.divisions)
        return (
            self.name
            + (f" ({', '.join(where)})" if where else "")
            + (", projected" if self.projected else "")
            + (", added by hand" if self.added else "")
        )


@dataclass(frozen=True, slots=True)
class Holidays:
    """The table of holidays with its version and the span that it covers."""

    version: str
    covers_from: date
    covers_to: date
    table: Mapping[date, Holiday]
    contested: Mapping[date, str]
    added: Mapping[date, Holiday]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Holidays":
        """The table of a data file that is right (law.holiday_table looks at one that may not be). Raises ValueError for a date that is none."""
        return cls(
            version=data["version"],
            covers_from=date.fromisoformat(data["covers_from"]),
            covers_to=date.fromisoformat(data["covers_to"]),
            table={date.fromisoformat(day["date"]): Holiday(day["name"], frozenset(day["divisions"])) for day in data["days"]},
            contested={date.fromisoformat(item["date"]): item["note"] for item in data.get("contested", ())},
            added={},
        )

    def with_days(self, days: Iterable[date]) -> "Holidays":
        """The same table with days that were proclaimed for the whole United Kingdom."""
        return self.with_added(dict.fromkeys(days, Holiday("proclaimed holiday", frozenset(ALL), added=True)))

    def with_added(self, days: Mapping[date, Holiday]) -> "Holidays":
        """The same table with days that an officer added, each with its name and where it holds."""
        return replace(self, added={**self.added, **days}) if days else self

    def why_not(self, day: date, divisions: Iterable[str] = ALL) -> str:
        """Why a day is no working day, or "" if it is one; by default counting the holidays of every part of the United Kingdom.

        Source: FOIA s.10(6): not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in any part of the United Kingdom.
        """
        if day.weekday() in _WEEKEND:
            return _WEEKEND[day.weekday()]
        where = set(divisions)
        for holiday in (self._holiday(day), self.added.get(day)):
            if holiday is not None and holiday.divisions & where:
                return holiday.words()
        return ""

    def is_projected(self, day: date) -> bool:
        """Whether the table does not cover a day, so that its holidays follow from the schedule alone."""
        return not self.covers_from <= day <= self.covers_to

    def _holiday(self, day: date) -> Holiday | None:
        if not self.is_projected(day):
            return self.table.get(day)
        same_day = [(name, where) for on, name, where in scheduled(day.year) if on == day]
        if not same_day:
            return None
        return Holiday(
            " and ".join(name for name, _ in same_day), frozenset().union(*(where for _, where in same_day)), projected=True
        )


def table_warnings(holidays: Holidays, days: Sequence[date]) -> list[str]:
    """Whether days lie beyond the table of holidays, and which of them are contested."""
    found = []
    if any(holidays.is_projected(day) for day in days):
        found.append(
            f"The holiday table covers {holidays.covers_from:%Y} to {holidays.covers_to:%Y}. Other years are projected from the "
            "law's own schedule; a day proclaimed since is not known."
        )
    return found + [note for day, note in holidays.contested.items() if day in days]
