"""The wording of letters as data: each paragraph with its source, its version and the days on which it is in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foidesk.letters.blocks import NOWHERE, Paragraph, Place, Run


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph of wording: `text` with slots in braces, locked where it states the law."""

    name: str
    text: str
    source: str
    locked: bool
    version: int
    since: date
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it is to be used in a letter of this day."""
        return self.since <= on and (self.until is None or on <= self.until)


class Wording:
    """All wording, found by name and day."""

    def __init__(self, entries: Iterable[Words]) -> None:
        self._entries: dict[str, list[Words]] = {}
        for entry in entries:
            self._entries.setdefault(entry.name, []).append(entry)

    @classmethod
    def from_data(cls, files: Iterable[Mapping[str, Any]]) -> "Wording":
        """The wording of the data files."""
        return cls(
            Words(
                item["name"],
                item["text"],
                item.get("source", ""),
                item.get("locked", False),
                item.get("version", 1),
                date.fromisoformat(item.get("since", "2005-01-01")),
                date.fromisoformat(item["until"]) if item.get("until") else None,
            )
            for data in files
            for item in data["wording"]
        )

    def find(self, name: str, on: date) -> Words:
        """The wording of a name in force on a day; the earliest, for a letter dated before any."""
        entries = self._entries[name]
        return next((entry for entry in reversed(entries) if entry.in_force(on)), entries[0])

    def text(self, name: str, on: date, /, **slots: object) -> str:
        """The wording with its slots filled."""
        return self.find(name, on).text.format(**slots)

    def paragraph(self, name: str, on: date, place: Place = NOWHERE, /, **slots: object) -> Paragraph:
        """The wording as a paragraph, locked where it states the law."""
        entry = self.find(name, on)
        return Paragraph(runs=(Run(entry.text.format(**slots)),), place=place, locked=entry.locked)
