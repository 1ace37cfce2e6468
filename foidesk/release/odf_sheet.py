"""The sheets of an OpenDocument spreadsheet: hidden and filtered, or with cells that nobody sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from foidesk.release.look import Look, listed
from foidesk.release.markup import attribute, every, local, number
from foidesk.release.odf_styles import Styles, points, words_of
from foidesk.release.ooxml_sheet import FAR, column_letters, column_number, runs
from foidesk.release.ooxml_styles import BLACK, WHITE, alike, colour
from foidesk.release.text_counts import low_counts, named_cells

_ACTIVE = re.compile(r"\b(?:WEBSERVICE|DDE|FILTERXML)\s*\(", re.IGNORECASE)
_ELSEWHERE = re.compile(r"'?(?:file:|https?:|\\\\|[A-Za-z]:\\)[^']*'?#", re.IGNORECASE)
_CONSTANT = re.compile(r"^(?:of:)?=?\s*(?:\"|[-+]?\d+(?:\.\d+)?$)")
_MOST_ROWS = 1 << 20
_MOST_TABLE = 2_000
THIN = 3.0
"""Points of width or height below which nothing can be read."""


@dataclass
class _Table:
    """What was met on one sheet."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    filtered_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Cells that cannot be seen, as (code, name)."""


def look_at_sheets(look: Look, content: Any, styles: Styles) -> str:
    """Tell of what the sheets hold and do not show; returns what they show."""
    shown: list[str] = []
    for item in every(content, "table"):
        if local(item.getparent()) != "spreadsheet":
            continue
        table = _read(look, item, styles)
        place = f"sheet {table.name}"
        if styles.asked("table", attribute(item, "style-name"), "display") == "false" or attribute(item, "display") == "false":
            look.say("hidden-sheet", place, " ".join(list(table.cells.values())[:8]))
            continue
        shown += [table.name, *table.cells.values()]
        _tell(look, table, place, _printed(item))
        for drawn in item.iterchildren("{*}shapes"):
            look.read(" ".join(words_of(each) for each in every(drawn, "p")), f"{place}, a shape")
        if every(item, "scenario"):
            look.say("hidden-text", f"{place}, a scenario")
    _look_at_names(look, content)
    return "\n".join(shown)


def _look_at_names(look: Look, content: Any) -> None:
    for item in every(content, "named-expression", "named-range"):
        text = attribute(item, "expression") or attribute(item, "cell-range-address") or ""
        if "#REF!" in text or _CONSTANT.match(text):
            look.say("hidden-name", f"Sheet, Named Ranges, Manage, {attribute(item, 'name')}", text)
    for item in every(content, "content-validation"):
        look.read_hidden(f"{attribute(item, 'condition')}\n{''.join(item.itertext())}", "a rule of cells")


def _printed(item: Any) -> list[str]:
    return (attribute(item, "print-ranges") or "").split()


def _read(look: Look, item: Any, styles: Styles) -> _Table:
    table = _Table(attribute(item, "name") or "")
    table.hidden_columns = set(_hidden_columns(item, styles))
    last = 0
    for row in every(item, "table-row"):
        first, last = last + 1, last + _times(row, "number-rows-repeated")
        if last > _MOST_ROWS * 2:
            break
        filled = _read_row(look, row, first, table, styles)
        if not filled:
            continue
        seen = attribute(row, "visibility")
        height = points(styles.asked("table-row", attribute(row, "style-name"), "row-height"), 12)
        if seen == "filter":
            table.filtered_rows.append(first)
        elif seen == "collapse" or height < THIN:
            table.hidden_rows.append(first)
    return table


def _times(item: Any, name: str) -> int:
    return max(1, min(_MOST_ROWS, int(number(attribute(item, name), 1))))


def _hidden_columns(item: Any, styles: Styles) -> Iterator[int]:
    last = 0
    for column in every(item, "table-column"):
        first, last = last + 1, last + min(_times(column, "number-columns-repeated"), 1 << 14)
        width = points(styles.asked("table-column", attribute(column, "style-name"), "column-width"), 60)
        if attribute(column, "visibility") in {"collapse", "filter"} or width < THIN:
            yield from range(first, min(last, 1 << 14) + 1)
        if last > 1 << 14:
            return


def _read_row(look: Look, row: Any, number_of: int, table: _Table, styles: Styles) -> bool:
    column, filled = 0, False
    for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        first, column = column + 1, column + min(_times(cell, "number-columns-repeated"), 1 << 14)
        words = "\n".join(words_of(each) for each in cell.iterchildren("{*}p")).strip() or (
            attribute(cell, "value") or "" if len(cell) else ""
        )
        formula = attribute(cell, "formula") or ""
        if formula:
            _look_at_formula(look, f"sheet {table.name}, cell {column_letters(first)}{number_of}", formula)
        held = attribute(cell, "string-value") or attribute(cell, "value") or attribute(cell, "date-value") or ""
        name = f"{column_letters(first)}{number_of}"
        if words or held:
            filled = True
            table.cells[number_of, first] = words or held
            code = _unseen(cell, words, styles)
            if code:
                table.unseen.append((code, name))
    return filled


def _look_at_formula(look: Look, place: str, formula: str) -> None:
    if _ACTIVE.search(formula):
        look.say("active-formula", place, formula)
    elif _ELSEWHERE.search(formula):
        look.say("external-link", place, formula)


def _unseen(cell: Any, words: str, styles: Styles) -> str:
    """The fault of a cell whose words are not to be seen; "" for none."""
    name = attribute(cell, "style-name")
    if local(cell) == "covered-table-cell":
        return "hidden-text"
    if styles.shows_nothing(name) or (not words and attribute(cell, "value-type") is not None):
        return "hidden-text"
    letters = colour(styles.text("table-cell", name, "color"), BLACK)
    ground = colour(styles.asked("table-cell", name, "background-color"), WHITE)
    size = points(styles.text("table-cell", name, "font-size"), 10)
    spans = {
        colour(styles.text("text", attribute(span, "style-name"), "color"), letters)
        for span in every(cell, "span")
        if words_of(span).strip()
    }
    if alike(letters, ground) or size <= 2 or any(alike(each, ground) for each in spans):
        return "invisible-text"
    return ""


def _tell(look: Look, table: _Table, place: str, printed: list[str]) -> None:
    for code, rows in (("hidden-row", table.hidden_rows), ("filtered-rows", table.filtered_rows)):
        if rows:
            sample = " ".join(words for (row, _), words in table.cells.items() if row == rows[0])
            spans = [str(first) if first == last else f"{first} to {last}" for first, last in runs(rows)]
            look.say(code, f"{place}, rows {listed(spans)}", sample)
    hidden = sorted({column for _, column in table.cells} & table.hidden_columns)
    if hidden:
        sample = next(words for (_, column), words in table.cells.items() if column == hidden[0])
        look.say("hidden-column", f"{place}, columns {listed(column_letters(column) for column in hidden)}", sample)
    for code in ("hidden-text", "invisible-text"):
        names = [name for each, name in table.unseen if each == code]
        if names:
            look.say(code, f"{place}, cells {listed(names)}")
    far = _outside(table, printed) if printed else _far(table)
    if far:
        look.say("outside-print-area", f"{place}, cells {listed(far)}")
    look.read_lines((words, f"{place}, cell {column_letters(column)}{row}") for (row, column), words in table.cells.items())
    _look_at_figures(look, table, place)


def _look_at_figures(look: Look, table: _Table, place: str) -> None:
    rows = sorted({row for row, _ in table.cells})[:_MOST_TABLE]
    width = max((column for _, column in table.cells), default=0)
    if width > 200:
        return
    grid = [[table.cells.get((row, column), "") for column in range(1, width + 1)] for row in rows]
    for line, column, figure in low_counts(grid):
        look.say("small-number", f"{place}, cell {column_letters(column + 1)}{rows[line]}", figure)
    for line, column, words in named_cells(grid):
        look.say("personal-data", f"{place}, cell {column_letters(column + 1)}{rows[line]}", words)


def _far(table: _Table) -> list[str]:
    """The first cells beyond a wide gap."""
    found = []
    for at in (0, 1):
        numbers = sorted({cell[at] for cell in table.cells})
        beyond = next((after for before, after in pairwise(numbers) if after - before - 1 > FAR), 0)
        found += [f"{column_letters(cell[1])}{cell[0]}" for cell in table.cells if beyond and cell[at] == beyond][:1]
    return found


def _outside(table: _Table, printed: list[str]) -> list[str]:
    """Cells outside every printed area ("Sheet1.A1:Sheet1.D20")."""
    areas = [re.findall(r"\.\$?([A-Z]{1,3})\$?(\d{1,7})", text) for text in printed]
    boxes = [
        (int(found[0][1]), column_number(found[0][0]), int(found[-1][1]), column_number(found[-1][0])) for found in areas if found
    ]
    return [
        f"{column_letters(column)}{row}"
        for row, column in table.cells
        if boxes and not any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in boxes)
    ]
