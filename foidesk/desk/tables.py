"""A grid of cells made into a table that answers: which row holds the headings, notes, the signs for none and for a low count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from foidesk.desk.decide import find_decision
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.intake.grid import Grid, pasted
from foidesk.intake.tables import read_table
from foidesk.letters.answers import AnswerTable
from foidesk.letters.blocks import Note
from foidesk.model import Decision, Outcome

MOST_ROWS = 60
"""Rows of a table that stands in a letter; a longer one is an attachment."""
MOST_ACROSS = 104
"""Characters of the longest words of all columns, side by side, on a page turned on its side."""

_NIL = re.compile(r"-?0(?:[.,]0+)?%?|[-–—]|nil|none|zero", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_FIGURE = re.compile(r"[-−]?[£€$]?\d[\d,. ]*%?")
_RANKS = {
    "no",
    "no.",
    "number",
    "rank",
    "ref",
    "reference",
    "year",
    "month",
    "quarter",
    "week",
    "day",
    "band",
    "grade",
    "level",
    "code",
    "id",
}
_TOTALS = {"total", "totals", "all", "sum", "overall", "grand total"}
_MARK = re.compile(
    r"\s*(\[[^\]\s]{1,12}(?: \d{1,3})?\]|\([a-z0-9]{1,2}\)|[*†‡§¶]{1,3}|[¹²³⁰⁴-⁹]{1,2}|\d{1,2}[.)])\s+(\S.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Choice:
    """How a grid becomes a table. `nil` is the sign for none ("" leaves figures as they stand); `low` is the least count that is shown.

    `header_row` counts from 1, lines above it are left out. `notes` are lines, each with the mark by which cells name it.
    """

    header_row: int = 1
    row_header: bool = False
    nil: str = ""
    low: int = 0
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Shaped:
    """The table with what has to be said of it; `changed` are the cells (row, column; the header is row 0) whose words were changed."""

    table: AnswerTable
    told: tuple[str, ...]
    changed: frozenset[tuple[int, int]]


def grid_of_text(text: str) -> Grid:
    """The grid that was pasted. Raises UserError in plain words where its rows differ in length."""
    return pasted(text)


def grid_of_file(path: Path, sheet: str = "", area: str = "") -> Grid:
    """The grid of a .csv, .tsv or .xlsx file, read in a process of its own. Raises UserError in plain words."""
    return read_table(path, sheet, area)


def shape(grid: Grid, choice: Choice) -> Shaped:
    """Make a table of a grid. Raises UserError where there are no headings, or nothing below them."""
    if len(grid.rows) <= choice.header_row:
        raise UserError("A table needs a row of headings and at least one row of figures.")
    header, body = grid.rows[choice.header_row - 1], grid.rows[choice.header_row :]
    told = [*_unnamed(header)]
    cells, notes, loose = _noted([header, *body], choice.notes)
    told += loose
    columns = _figure_columns(cells, row_header=choice.row_header)
    changed: set[tuple[int, int]] = set()
    if choice.low:
        held = _hold_back(cells, [at for at in columns if _is_counts(cells, at)], choice.low)
        told += _about_held(cells, held, choice.low)
        changed |= held
    if choice.nil:
        none = {(row, at) for row in range(1, len(cells)) for at in columns if _NIL.fullmatch(cells[row][at])}
        changed |= {(row, at) for row, at in none if cells[row][at] != choice.nil}
        for row, at in none:
            cells[row][at] = choice.nil
        if none and not choice.nil.isalnum():
            notes.append(Note(f"{choice.nil} stands for none."))
    made = AnswerTable(tuple(cells[0]), tuple(map(tuple, cells[1:])), choice.row_header, tuple(notes))
    return Shaped(made, tuple(told), frozenset(changed))


def too_large(table: AnswerTable) -> str:
    """Why a table does not stand well in a letter; "" where it does. It is better made an attachment then."""
    if len(table.rows) > MOST_ROWS:
        return f"It has more than {MOST_ROWS} rows, so it is better made an attachment."
    longest = [
        max(len(word) for row in (table.header, *table.rows) for word in (row[at].split() or [""]))
        for at in range(len(table.header))
    ]
    if sum(length + 2 for length in longest) > MOST_ACROSS:
        return "It is wider than a page, so it is better made an attachment."
    return ""


def put_in_answer(desk: Desk, case_id: int, decision_id: int, table: AnswerTable, caption: str = "") -> None:
    """Put a table at the end of the answer that a decision gives. Raises UserError where it is too large, or nothing is answered there."""
    if too_large(table):
        raise UserError(f"The table does not fit in the letter. {too_large(table)}")
    with desk.changing(case_id) as work:
        decision = find_decision(work, decision_id)
        if not takes_table(decision):
            raise UserError("That question is not answered with information. Decide it as disclosed, in full or in part, first.")
        decision.answer = [*_blocks(decision.answer), table.block(caption.strip())]
        digest = work.save_text(f"decision:{decision_id}:answer", decision.answer)
        work.record("answer-written", decisions=[decision_id], texts={str(decision_id): digest})


def takes_table(decision: Decision) -> bool:
    """Whether a decision gives information, so that a table can stand in its answer."""
    return decision.outcome in {Outcome.DISCLOSED, Outcome.PARTIAL}


def _blocks(answer: object) -> list[object]:
    """An answer as blocks, a plain one too."""
    if isinstance(answer, list):
        return answer
    parts = str(answer or "").replace("\r\n", "\n").split("\n\n")
    return [{"paragraph": [part.strip()]} for part in parts if part.strip()]


def _unnamed(header: Sequence[str]) -> Iterator[str]:
    empty = [str(at) for at, name in enumerate(header, 1) if not name]
    if empty:
        yield f"Columns without a heading: {', '.join(empty[:6])}. A screen reader cannot say what they hold."
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        yield f"Headings that stand twice: {', '.join(twice[:6])}."


def _noted(rows: Sequence[Sequence[str]], written: str) -> tuple[list[list[str]], list[Note], list[str]]:
    """The cells without the marks of notes, and the notes with the cells that named them."""
    cells = [list(row) for row in rows]
    notes, told = [], []
    for line in filter(str.strip, written.splitlines()):
        match = _MARK.fullmatch(line)
        if match is None:
            notes.append(Note(line.strip()))
            continue
        mark = match[1].rstrip(".)") if match[1][0].isdigit() else match[1]
        places = [(down, across) for down, row in enumerate(cells) for across, cell in enumerate(row) if _bears(cell, mark)]
        for down, across in places:
            cells[down][across] = cells[down][across][: -len(mark)].rstrip()
        if not places:
            told.append(f"No cell bears the mark {mark}: its note stands under the table without one.")
        notes.append(Note(match[2].strip(), tuple(places)))
    return cells, notes, told


def _bears(cell: str, mark: str) -> bool:
    """Whether a cell ends with the mark of a note; a bare number is a mark only behind a blank or a letter, never part of a figure."""
    before = cell[: -len(mark)]
    if not cell.endswith(mark) or (mark[0] in "*†‡§¶" and before.endswith(mark[0])):
        return False
    loose = not mark.isdigit() or mark[0] in "¹²³⁰⁴⁵⁶⁷⁸⁹" or (not _is_figure(before) and before[-1:].isspace())
    return bool(before.strip()) and loose


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text.strip()))


def _figure_columns(cells: Sequence[Sequence[str]], *, row_header: bool) -> list[int]:
    """The columns in which every filled cell is a figure, or a sign for none."""
    found = []
    for at in range(1 if row_header else 0, len(cells[0])):
        filled = [row[at] for row in cells[1:] if row[at]]
        if filled and all(_is_figure(cell) or _NIL.fullmatch(cell) for cell in filled) and any(map(_is_figure, filled)):
            found.append(at)
    return found


def _is_counts(cells: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds counts: whole numbers that are no years, ranks or names of rows."""
    filled = [row[at] for row in cells[1:] if row[at] and not _NIL.fullmatch(row[at])]
    if not filled or not all(_COUNT.fullmatch(cell) for cell in filled) or _RANKS & set(cells[0][at].casefold().split()):
        return False
    numbers = [int(cell.replace(",", "")) for cell in filled]
    ranks = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return not ranks and not all(1900 <= number <= 2100 for number in numbers)


def _hold_back(cells: list[list[str]], columns: Sequence[int], low: int) -> set[tuple[int, int]]:
    """Write "fewer than 5" where a count from 1 to 4 stands; returns where."""
    held = set()
    for row in range(1, len(cells)):
        for at in columns:
            if _COUNT.fullmatch(cells[row][at]) and 0 < int(cells[row][at].replace(",", "")) < low:
                cells[row][at] = f"fewer than {low}"
                held.add((row, at))
    return held


def _about_held(cells: Sequence[Sequence[str]], held: set[tuple[int, int]], low: int) -> Iterator[str]:
    if not held:
        yield f"No count from 1 to {low - 1} stands in the table."
        return
    names = sorted({cells[0][at] or f"column {at + 1}" for _, at in held})
    count = "1 low count is" if len(held) == 1 else f"{len(held)} low counts are"
    yield (
        f"{count} held back ({', '.join(names[:6])}). That withholds information: decide the question as disclosed in part, and rely on a "
        "provision for it."
    )
    total_rows = [row for row in range(1, len(cells)) if any(cell.casefold() in _TOTALS for cell in cells[row])]
    total_columns = [at for at, name in enumerate(cells[0]) if name.casefold() in _TOTALS]
    alone_down = [at for at in {at for _, at in held} if sum(column == at for _, column in held) == 1]
    alone_across = [row for row in {row for row, _ in held} if sum(line == row for line, _ in held) == 1]
    if (total_rows and alone_down) or (total_columns and alone_across):
        yield "A figure that is held back alone beside a total can be worked out from it. Hold back another, or the total."
