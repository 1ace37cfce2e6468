"""The cells of one sheet as they are shown, and what of it was left out: hidden rows and columns are never taken silently."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.grid import clean
from foidesk.intake.shown import shown, shown_text
from foidesk.intake.workbook import BROKEN, Workbook, words_of

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 600_000
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a sheet, in numbers from 1; the last row and column are part of it."""

    top: int = 1
    left: int = 1
    bottom: int = 1 << 20
    right: int = _LAST_COLUMN

    @classmethod
    def named(cls, name: str) -> "Area":
        """The area that "A3:F20" names; all for "". Raises UserError for what names none."""
        if not name.strip():
            return cls()
        match = _AREA.fullmatch(name.strip())
        if match is None:
            raise UserError(f"{name.strip()[:40]} names no cells. Write the first and the last cell, such as A3:F20.")
        left, top = column_number(match[1]), int(match[2])
        right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class Cells:
    """What was read: cells by row and column, and what was met on the way."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    unsaved: int = 0
    faulty: list[str] = field(default_factory=list)
    plain: set[str] = field(default_factory=set)
    blanked: int = 0
    filtered: bool = False
    filled: int = 0


def read_sheet(book: Workbook, part: str, area: Area) -> Cells:
    """Read the cells of an area as they are shown. Raises UserError above 20,000 rows or 200 columns."""
    found, ranges = Cells(), []
    all_hidden = False
    for item in book.elements(part, "sheetFormatPr", "col", "row", "mergeCell", "autoFilter"):
        name = item.tag.rpartition("}")[2]
        if name == "sheetFormatPr":
            all_hidden = _is_on(item.get("zeroHeight"))
        elif name == "col" and (_is_on(item.get("hidden")) or item.get("width") == "0"):
            ranges.append((_whole(item.get("min")), _whole(item.get("max"))))
        elif name == "row":
            _read_row(book, item, area, found, all_hidden=all_hidden)
            item.clear()
            if item.getprevious() is not None:
                item.getparent().remove(item.getprevious())
        elif name == "mergeCell":
            found.merged.append(item.get("ref", ""))
        elif name == "autoFilter":
            found.filtered = next(item.iter("{*}filterColumn"), None) is not None
    filled = {column for row in found.cells.values() for column in row}
    found.hidden_columns = {column for column in filled if any(first <= column <= last for first, last in ranges)}
    return found


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs of neighbours: 4, 5, 6, 9 are (4, 6) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _read_row(book: Workbook, item: Any, area: Area, found: Cells, *, all_hidden: bool) -> None:
    number = _whole(item.get("r")) or max(found.cells, default=0) + 1
    cells: dict[int, str] = {}
    column = 0
    for cell in item.iterchildren("{*}c"):
        match = _AREA.fullmatch(cell.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        if area.holds(number, column):
            text = _text(book, cell, found, f"{column_letters(column)}{number}")
            if text:
                cells[column] = text
    if not cells:
        return
    hidden = _is_on(item.get("hidden")) or item.get("ht") == "0" or (all_hidden and not _is_shown(item.get("hidden")))
    if hidden:
        found.hidden_rows.add(number)
    found.cells[number] = cells
    found.filled += len(cells)
    if len(found.cells) > MOST_ROWS or max(cells) - area.left >= MOST_COLUMNS or found.filled > MOST_CELLS:
        raise UserError(
            f"The sheet has more than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or {MOST_CELLS:,} cells. "
            "Name the cells that answer, such as A3:F20."
        )


def _text(book: Workbook, cell: Any, found: Cells, place: str) -> str:
    """A cell as it is shown; a formula by the value that was saved with it."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        held = next(cell.iterchildren("{*}is"), None)
        return _clean(words_of(held)) if held is not None else ""
    value = next(cell.iterchildren("{*}v"), None)
    text = (value.text or "") if value is not None else ""
    if value is None or (not text and kind != "str"):
        found.unsaved += next(cell.iterchildren("{*}f"), None) is not None
        return ""
    style = _whole(cell.get("s"))
    code = book.formats[style] if style < len(book.formats) else "General"
    if kind == "s":
        number = _whole(text)
        if not text.strip().isdigit() or number >= len(book.words):
            raise UserError(BROKEN)
        return _seen(_clean(shown_text(book.words[number], code)), book.words[number], found)
    if kind == "str":
        return _clean(shown_text(text, code))
    if kind == "b":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "e":
        found.faulty.append(place)
        return _clean(text)
    if kind == "d":
        return _clean(text)
    return _figure(text, code, place, book.from_1904, found)


def _figure(text: str, code: str, place: str, from_1904: bool, found: Cells) -> str:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise UserError(BROKEN) from None
    if not number.is_finite() or abs(number) > Decimal("1e308"):
        raise UserError(BROKEN)
    words, followed = shown(number, code, from_1904=from_1904)
    if not followed:
        found.plain.add(place.rstrip("0123456789"))
    return _seen(_clean(words), text, found)


def _seen(words: str, value: str, found: Cells) -> str:
    """The words of a cell; a format that shows nothing of a value hides it, and is told."""
    found.blanked += bool(value.strip()) and not words
    return words


def _clean(text: str) -> str:
    """The words of a cell. A workbook writes some characters as numbers."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def _whole(text: str | None) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 10 else 0


def _is_on(text: str | None) -> bool:
    return text in {"1", "true", "on"}


def _is_shown(text: str | None) -> bool:
    return text in {"0", "false", "off"}
