"""The letter as pieces for a page: what is only read, and what is a field that can be edited where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from foidesk.desk.browse import Snapshot
from foidesk.letters.blocks import (
    Block,
    Facts,
    Heading,
    Letterhead,
    ListBlock,
    Paragraph,
    Quotation,
    Signature,
    Table,
    lines_of,
)

OWN_WORDS = ("opening", "summary", "closing", "body")
"""Sections whose standard words the officer may replace."""

PLAIN_LETTER_FIELDS = (
    "late_apology",
    "clarification",
    "advice_and_assistance",
    "advice_not_possible",
    "goodwill_note",
    "environmental_handling",
    "format_refused_reason",
)
_PLAIN = {*PLAIN_LETTER_FIELDS, "breach_of_confidence", "data_protection", "subject_access_pointer"}
TO_THIRD_PARTY = "to"
"""Whom a consultation is sent to; it stands in the reference block."""
_FACTORS = ("pi_for", "pi_against")
_GROUND = {"reason", "harm", "pi_balance", *_FACTORS, "breach_of_confidence", "data_protection", "subject_access_pointer"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. `kind` says how it is drawn, `section` where it stands; a field has its name in `field` and its text in `value`.

    Kinds of what is only read: heading and its level, letterhead, facts, words, locked, replaced (locked, in the authority's own words),
    quote, list, table, signature. Kinds of fields: rich (a long text), plain (words alone), factors (a list of long texts).
    """

    kind: str
    value: Any
    section: str = ""
    field: str = ""

    @property
    def shape(self) -> tuple[str, str, str]:
        """What tells whether the widget that shows one piece can show another."""
        return self.kind, self.section, self.field


def pieces(snapshot: Snapshot) -> list[Piece]:
    """The letter of a snapshot in order, neighbouring blocks of one field as one piece."""
    fields = _Fields(snapshot)
    found: list[Piece] = []
    for name, group in groupby(snapshot.words.blocks, key=fields.name_of):
        if name:
            found.append(fields.piece(name))
        else:
            found.extend(_read_only(block) for block in group)
    return found


class _Fields:
    """Which field a block is, and what that field holds."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.letter = snapshot.letter
        self.grounds = {ground.key: ground for ground in snapshot.case.grounds}
        self.decisions = {decision.id: decision for _, decision in snapshot.case.every_decision()}

    def name_of(self, block: Block) -> str:
        """The field's name; "" for a block that is only read."""
        field = block.place.field or ""
        is_factors = field in _FACTORS and isinstance(block, ListBlock)
        if not (block.own or is_factors):
            return ""
        if field.startswith("decision:"):
            return field
        ground = self.grounds.get(block.place.ground or "")
        if ground is not None:
            return f"ground:{ground.id}:{field}" if field in _GROUND else ""
        if field in OWN_WORDS:
            return letter_field(self.letter.id, f"own_words.{field}")
        return letter_field(self.letter.id, field) if field in PLAIN_LETTER_FIELDS else ""

    def piece(self, name: str) -> Piece:
        """The field as a piece."""
        kind, number, field = name.split(":")
        if field.startswith("own_words."):
            return Piece("rich", self.letter.own_words.get(field.partition(".")[2]), kind, name)
        row: Any = self.letter
        if kind == "ground":
            row = next(ground for ground in self.grounds.values() if ground.id == int(number))
        elif kind == "decision":
            row = self.decisions[int(number)]
        shape = "factors" if field in _FACTORS else "plain" if field in _PLAIN else "rich"
        return Piece(shape, getattr(row, field), kind, name)


def letter_field(letter_id: int | None, name: str) -> str:
    """The name of a letter's field; a letter that is not written down yet has no number."""
    return f"letter:{letter_id or ''}:{name}"


def _read_only(block: Block) -> Piece:
    section = block.place.section
    match block:
        case Heading(level=level, text=text):
            return Piece(f"heading{level}", text, section)
        case Facts(rows=rows):
            return Piece("facts", rows, section)
        case Table(caption=caption, header=header, rows=rows):
            return Piece("table", (caption, header, rows), section)
        case ListBlock(items=items):
            return Piece("list", [" ".join(_words(item)) for item in items], section)
        case Quotation():
            return Piece("quote", list(lines_of(block)), section)
        case Letterhead():
            return Piece("letterhead", list(lines_of(block)), section)
        case Signature():
            return Piece("signature", list(lines_of(block)), section)
        case Paragraph(locked=True, replaced=True):
            return Piece("replaced", "\n".join(lines_of(block)), section)
        case Paragraph(locked=True):
            return Piece("locked", "\n".join(lines_of(block)), section)
    return Piece("words", "\n".join(lines_of(block)), section)


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from lines_of(block)
