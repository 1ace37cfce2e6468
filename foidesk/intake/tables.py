"""Reading a table out of a file: its size is looked at here, its bytes only in a worker process."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.grid import Grid, csv_grid, from_plain
from foidesk.intake.read import read_file
from foidesk.worker import in_worker

MOST_BYTES = 20 * 1024 * 1024
MOST_NAMED = 6
"""How many rows, sheets or cells a sentence names."""


def read_table(path: Path, sheet: str = "", area: str = "") -> Grid:
    """The grid of a .csv, .tsv or .xlsx file; of a workbook a sheet by its name (else the first that is seen), and an area such as A3:F20.

    Raises UserError in plain words; nothing is written anywhere.
    """
    data = read_file(path, MOST_BYTES, "A table has {limit} MB at most. Attach it as a file instead.")
    told = in_worker("foidesk.intake.tables:grid_of", data, sheet=sheet, area=area)
    try:
        return from_plain(told)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{path.name} cannot be read.") from error


def grid_of(data: bytes, sheet: str = "", area: str = "") -> dict[str, Any]:
    """The worker's own side: a grid as plain values."""
    if not data.strip():
        raise UserError("The file is empty.")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        # Imported here: a .csv needs none of it.
        return asdict(_of_workbook(data, sheet, area))
    return asdict(csv_grid(data))


def _of_workbook(data: bytes, sheet: str, area: str) -> Grid:
    from foidesk.intake.sheet import Area, read_sheet
    from foidesk.intake.workbook import Workbook

    book = Workbook(data)
    seen = [item for item in book.sheets if not item.hidden]
    if not seen:
        raise UserError("No sheet of the workbook can be seen. Show the sheet that answers and save the workbook.")
    chosen = next((item for item in seen if item.name == sheet), None if sheet else seen[0])
    if chosen is None:
        raise UserError(f"There is no sheet {sheet[:40]} that can be seen.")
    found = read_sheet(book, chosen.part, Area.named(area))
    hidden = [item.name for item in book.sheets if item.hidden]
    rows = [number for number in sorted(found.cells) if number not in found.hidden_rows]
    columns = sorted({column for number in rows for column in found.cells[number]} - found.hidden_columns)
    cells = tuple(tuple(found.cells[number].get(column, "") for column in columns) for number in rows) if columns else ()
    return Grid(cells, tuple(_told(found, hidden)), tuple(item.name for item in seen), chosen.name)


def _told(found: Any, hidden: list[str]) -> Iterator[str]:
    """What the officer has to know of a sheet: what was left out first."""
    from foidesk.intake.sheet import column_letters, spans

    if hidden:
        yield f"Hidden sheets, which were not looked at: {_some(hidden)}."
    if found.hidden_rows:
        named = [_from_to(str(first), str(last)) for first, last in spans(found.hidden_rows)]
        why = ", by a filter or by hand," if found.filtered else ""
        yield f"Hidden rows{why} left out: {_some(named)}. Totals that stand in the sheet may count them."
    if found.hidden_columns:
        named = [_from_to(column_letters(first), column_letters(last)) for first, last in spans(found.hidden_columns)]
        yield f"Hidden columns left out: {_some(named)}."
    if found.blanked:
        yield f"Values that their format does not show, in {_count(found.blanked, 'cell')}: taken as empty."
    if found.merged:
        yield f"Cells that were joined: {_some(found.merged)}. The words stand in the first of them, the others are empty."
    if found.unsaved:
        what = _count(found.unsaved, "formula")
        yield f"Without a saved value, and so empty: {what}. Open the workbook in the spreadsheet and save it."
    if found.faulty:
        yield f"Faults of formulas, such as #REF!, stand in {_some(found.faulty)}."
    if found.plain:
        yield f"Figures of columns {_some(sorted(found.plain))} have a format that is not known here, and stand plainly."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
