"""Which days are no working days, and why: the table of bank holidays, with later years projected from the law's own schedule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foidesk.law.bank_holidays import ALL, scheduled

_NAMES = {"england-and-wales": "England and Wales", "scotland": "Scotland", "northern-ireland": "Northern Ireland"}
_WEEKEND = {5: "Saturday", 6: "Sunday"}


@dataclass(frozen=True, slots=True)
class Holiday:
    """One bank holiday and the parts of the United Kingdom where it is one."""

    name: str
    divisions: frozenset[str]
    projected: bool = False


@dataclass(frozen=True, slots=True)
class Holidays:
    """The table of holidays with its version and the span that it covers."""

    version: str
    covers_from: date
    covers_to: date
    table: Mapping[date, Holiday]
    contested: Mapping[date, str]
    added: Mapping[date, str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Holidays":
        """The table of the data file. Raises ValueError for a date that is none."""
        return cls(
            version=data["version"],
            covers_from=date.fromisoformat(data["covers_from"]),
            covers_to=date.fromisoformat(data["covers_to"]),
            table={date.fromisoformat(day["date"]): Holiday(day["name"], frozenset(day["divisions"])) for day in data["days"]},
            contested={date.fromisoformat(item["date"]): item["note"] for item in data.get("contested", ())},
            added={},
        )

    def with_days(self, days: Iterable[date], why: str = "proclaimed holiday, added by hand") -> "Holidays":
        """The same table with proclaimed days that an officer added."""
        return replace(self, added={**self.added, **dict.fromkeys(days, why)})

    def why_not(self, day: date, divisions: Iterable[str] = ALL) -> str:
        """Why a day is no working day, or "" if it is one; by default counting the holidays of every part of the United Kingdom.

        Source: FOIA s.10(6): not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in any part of the United Kingdom.
        """
        if day.weekday() in _WEEKEND:
            return _WEEKEND[day.weekday()]
        holiday = self._holiday(day)
        if holiday is None or not holiday.divisions & set(divisions):
            return self.added.get(day, "")
        where = (
            ""
            if len(holiday.divisions) == len(ALL)
            else f" ({', '.join(_NAMES[item] for item in ALL if item in holiday.divisions)})"
        )
        return f"{holiday.name}{where}{', projected' if holiday.projected else ''}"

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
