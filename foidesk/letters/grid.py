"""A table cell by cell, for writers whose format knows cells that span others (web, Word): what each heads, covers and is noted with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foidesk.letters.blocks import Span, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a writer needs it. `scope` is "" for a figure, else what the heading is for; `notes` are numbers, from 1.

    `continues` marks the rest of a cell that reaches down from a row above.
    """

    text: str
    column: int
    scope: str = ""
    rows: int = 1
    columns: int = 1
    notes: tuple[int, ...] = ()
    continues: bool = False


def rows_of(table: Table) -> Iterator[tuple[bool, tuple[Cell, ...]]]:
    """Each row, the headings first: whether it is one of headings, and its cells without those that another covers."""
    spans = {(span.row, span.column): span for span in table.spans}
    hidden, going_on = _covered(table.spans)
    noted = _noted(table)
    for number, row in enumerate((table.header, *table.rows)):
        is_heading = number < table.heading_rows
        cells = []
        for column, text in enumerate(row):
            if (number, column) in hidden:
                continue
            span = spans.get((number, column)) or going_on.get((number, column)) or Span(number, column)
            cells.append(
                Cell(
                    text,
                    column,
                    _scope(table, is_heading, column, span),
                    span.rows,
                    span.columns,
                    noted.get((number, column), ()),
                    continues=(number, column) in going_on,
                )
            )
        yield is_heading, tuple(cells)


def figures(table: Table) -> frozenset[int]:
    """The columns that hold figures, which stand at the right."""
    body = table.rows[table.heading_rows - 1 :]
    return frozenset(column for column in range(len(table.header)) if _is_figures([row[column] for row in body]))


def shares(table: Table) -> list[float]:
    """How much of the width each column takes by the length of what stands in it; they add up to 1."""
    lengths = [
        min(max(len(table.header[column]), *(len(row[column]) for row in table.rows), 6), 40)
        for column in range(len(table.header))
    ]
    return [length / sum(lengths) for length in lengths]


def _covered(spans: Sequence[Span]) -> tuple[set[tuple[int, int]], dict[tuple[int, int], Span]]:
    """The cells that are not there, and those that only go on with one above."""
    hidden: set[tuple[int, int]] = set()
    going_on: dict[tuple[int, int], Span] = {}
    for span in spans:
        for row in range(span.row, span.row + span.rows):
            hidden |= {(row, column) for column in range(span.column + 1, span.column + span.columns)}
            if row > span.row:
                going_on[row, span.column] = span
    return hidden, going_on


def _noted(table: Table) -> dict[tuple[int, int], tuple[int, ...]]:
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for number, note in enumerate(table.notes, start=1):
        for cell in note.cells:
            found[cell] = (*found.get(cell, ()), number)
    return found


def _scope(table: Table, is_heading: bool, column: int, span: Span) -> str:
    if is_heading:
        return "colgroup" if span.columns > 1 else "col"
    if table.row_headings and column == 0:
        return "rowgroup" if span.rows > 1 else "row"
    return ""


def _is_figures(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip() not in {"", "-", "–"}]
    return bool(filled) and all(cell.replace(",", "").replace(".", "").strip("£%- ").isdigit() for cell in filled)
