"""The wording of letters as data: each paragraph with its source, its version and the days on which it is in force.

What an authority puts in the place of a paragraph stands beside it, with its reason, and can be taken back (docs/letter.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from string import Formatter
from typing import Any

from foidesk.errors import UserError
from foidesk.letters.blocks import NOWHERE, Paragraph, Place, Run

ENGLISH = "en"
_PRINTED_ENGLISH = "en-GB"


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph of wording: `text` with slots in braces, locked where it states the law; `own` where the authority put it there.

    `free` is what may drop its slots, such as an address that another takes the place of.
    """

    name: str
    text: str
    source: str
    locked: bool
    version: int
    since: date
    until: date | None = None
    language: str = ENGLISH
    own: bool = False
    free: bool = False

    def in_force(self, on: date) -> bool:
        """Whether it is to be used in a letter of this day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def marks_what_is_missing(self) -> bool:
        """Whether it stands for words that the officer has still to write, and so stops a signature (VR62)."""
        return self.text.startswith("[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """The authority's own text in the place of a paragraph, for letters dated from `since` on: who made it, when and why.

    `instead_of` is what stood there. What was taken back says when; letters signed before that keep it.
    """

    number: int
    name: str
    text: str
    instead_of: str
    since: date
    made: datetime
    by: str
    why: str
    language: str = ENGLISH
    taken_back: datetime | None = None
    taken_back_by: str = ""
    taken_back_why: str = ""

    def stood(self, at: datetime | None) -> bool:
        """Whether it stood at a moment; now, for None."""
        if at is None:
            return self.taken_back is None
        return self.made <= at and (self.taken_back is None or self.taken_back > at)


class Wording:
    """All wording, found by name and day. Composing takes that of its letter; `listening` gives one that knows afterwards what was taken."""

    def __init__(self, entries: Iterable[Words], own: Iterable[Replacement] = (), language: str = ENGLISH) -> None:
        self._entries: dict[str, list[Words]] = {}
        for entry in entries:
            self._entries.setdefault(entry.name, []).append(entry)
        self._own = tuple(own)
        self._language = language
        self._at: datetime | None = None
        self._used: dict[str, Words] | None = None

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
                free=item.get("free", False),
            )
            for data in files
            for item in data["wording"]
        )

    def with_own(self, own: Iterable[Replacement]) -> "Wording":
        """The same wording with the authority's own in its place."""
        return self._like(own=own)

    def of_letter(self, language: str, signed_at: datetime | None) -> "Wording":
        """The wording of one letter, in its language: a signed letter keeps what stood when it was signed."""
        made = self._like(language=language)
        made._at, made._used = signed_at, self._used
        return made

    def listening(self) -> "Wording":
        """The same wording, whose `used` tells what the letter took that was composed with it."""
        made = self._like()
        made._at, made._used = self._at, {}
        return made

    @property
    def used(self) -> Mapping[str, Words]:
        """What was taken, by name; nothing where nobody listened."""
        return self._used or {}

    def names(self) -> tuple[str, ...]:
        """The names of all entries, in the order of the data."""
        return tuple(self._entries)

    def shipped(self, name: str, on: date) -> Words:
        """The program's own wording of a name in force on a day; the earliest, for a letter dated before any."""
        entries = self._entries[name]
        return next((entry for entry in reversed(entries) if entry.in_force(on)), entries[0])

    def find(self, name: str, on: date) -> Words:
        """The wording for a letter of a day: the authority's own in the letter's language, else in English, else the program's."""
        standard = self.shipped(name, on)
        found = next(
            (
                replace(standard, text=item.text, language=item.language, own=True)
                for language in dict.fromkeys((self._language, ENGLISH))
                if (item := self.replacement(name, on, language)) is not None
            ),
            standard,
        )
        if self._used is not None:
            self._used[name] = found
        return found

    def replacement(self, name: str, on: date, language: str = ENGLISH) -> Replacement | None:
        """The authority's own text for a name on a day, the one that begins last; None where there is none."""
        fitting = [
            item
            for item in self._own
            if item.name == name and item.language == language and item.since <= on and item.stood(self._at)
        ]
        return max(fitting, key=lambda item: (item.since, item.number), default=None)

    def text(self, name: str, on: date, /, **slots: object) -> str:
        """The wording with its slots filled."""
        return self.find(name, on).text.format(**slots)

    def paragraph(self, name: str, on: date, place: Place = NOWHERE, /, **slots: object) -> Paragraph:
        """The wording as a paragraph, locked where it states the law; English within a letter of another language says so."""
        entry = self.find(name, on)
        lang = _PRINTED_ENGLISH if entry.language == ENGLISH != self._language else None
        run = Run(entry.text.format(**slots), lang=lang)
        return Paragraph(runs=(run,), place=place, locked=entry.locked, replaced=entry.own and entry.locked)

    def _like(self, own: Iterable[Replacement] | None = None, language: str | None = None) -> "Wording":
        made = Wording((), self._own if own is None else own, language or self._language)
        made._entries = self._entries
        return made


def slots(text: str) -> frozenset[str]:
    """The slots of a wording. Raises ValueError for braces that are none, such as {a.b}, {a!r} or a single one."""
    found = set()
    for _, slot, spec, conversion in Formatter().parse(text):
        if slot is None:
            continue
        if spec or conversion or not slot.isalpha():
            raise ValueError("no slot")
        found.add(slot)
    if "{{" in text or "}}" in text:
        raise ValueError("doubled braces")
    return frozenset(found)


def refuse_unfit(standard: Words, text: str) -> None:
    """Raises UserError, with what to do, where a text cannot stand in the place of a paragraph: a slot is missing, or one is not filled."""
    if standard.marks_what_is_missing:
        raise UserError(
            "These words stand for what is still missing in a letter and stop its signature. They cannot be replaced."
        )
    if not text:
        raise UserError("Write the words that are to stand in the letter. To have the standard ones again, take yours back.")
    if "[" in text or "]" in text:
        raise UserError("Square brackets mark what is still missing and would stop every signature. Write the words out.")
    wanted = slots(standard.text)
    try:
        given = slots(text)
    except ValueError:
        raise UserError(f"Braces are for what the program fills in, and here only for {_named(wanted)}.") from None
    if (missing := wanted - given) and not standard.free:
        raise UserError(
            f"Keep {_named(missing)}: the program puts there what belongs to the case. Without it the letter would not say it."
        )
    if unknown := given - wanted:
        raise UserError(f"The program has nothing to put in {_named(unknown)} here. It fills in only {_named(wanted)}.")


def _named(found: Iterable[str]) -> str:
    return " and ".join(f"{{{name}}}" for name in sorted(found)) or "nothing"
