"""A grid of cells as text: what a spreadsheet's clipboard, a .csv file or a sheet holds, before anything is made of it. Pure but for names."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from foidesk.errors import UserError

MOST_ROWS = 20_000
MOST_COLUMNS = 200
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of as many cells each. `told` says in sentences how it was read and what was left out; `sheets` are what can be chosen."""

    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


def from_plain(told: dict[str, Any]) -> Grid:
    """The grid that a worker answered. Raises KeyError, TypeError or ValueError where the answer is none."""
    rows = tuple(tuple(str(cell) for cell in row) for row in told["rows"])
    if len({len(row) for row in rows}) > 1:
        raise ValueError("a grid's rows are of one length")
    return Grid(rows, tuple(map(str, told["told"])), tuple(map(str, told["sheets"])), str(told["sheet"]))


def pasted(text: str) -> Grid:
    """The grid on a spreadsheet's clipboard (cells parted by tabs), or of a pasted .csv text; one column where nothing parts it.

    Raises UserError where rows differ in length, naming the first that does.
    """
    if "\t" in text:
        return _grid(parted(text, "\t"), ())
    found = delimiter_of(text)
    return _grid(parted(text, found), (f"Cells are parted by {DELIMITERS[found]}.",)) if found else _grid(parted(text, "\0"), ())


def csv_grid(data: bytes) -> Grid:
    """The grid of a .csv or .tsv file; its encoding and what parts its cells are found. Raises UserError in plain words."""
    text, coding = decoded(data)
    found = delimiter_of(text) or ","
    how = f"Read as {coding}; cells are parted by {DELIMITERS[found]}."
    return _grid(parted(text, found), (how,))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file as spreadsheets write them: UTF-16 and UTF-8 by their marks, plain UTF-8, else the Western code page."""
    for mark, coding, name in (
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    ):
        if data.startswith(mark):
            return data.decode(coding, "replace"), name
    if b"\0" in data:
        coding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        if data.count(b"\0") * 3 < len(data):
            raise UserError("This is no .csv file. Save the sheet as CSV, or copy its cells and paste them here.")
        return data.decode(coding, "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


def delimiter_of(text: str) -> str | None:
    """What parts the cells of a text: what gives most rows the same number of cells, more than one; None where nothing does."""
    best: tuple[float, int] = (0.0, 0)
    found = None
    for order, delimiter in enumerate(DELIMITERS):
        widths = [len(row) for row in parted(text[:100_000], delimiter) if any(row)]
        width, often = Counter(widths).most_common(1)[0] if widths else (1, 0)
        score = (often / len(widths), -order) if width > 1 else (0.0, 0)
        if width > 1 and (widths[0] > 1 or len(widths) == 1) and (found is None or score > best):
            best, found = score, delimiter
    return found


def parted(text: str, delimiter: str) -> list[tuple[str, ...]]:
    """The rows and cells of a text. Only a cell that both begins and ends with a quotation mark is quoted; in others the mark is itself.

    (The usual readers drop the marks of a cell such as "A" block, and take all that follows a single mark for one cell.)
    """
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at, end = 0, len(text)
    while at <= end:
        cell, at = _quoted(text, at, delimiter) or _bare(text, at, delimiter)
        row.append(cell)
        if at >= end or text[at] == "\n":
            rows.append(tuple(row))
            row = []
            if at >= end - 1:
                break
        at += 1
    return rows


def _quoted(text: str, at: int, delimiter: str) -> tuple[str, int] | None:
    if not text.startswith('"', at):
        return None
    pieces, start = [], at + 1
    while (stop := text.find('"', start)) >= 0:
        pieces.append(text[start:stop])
        if text.startswith('"', stop + 1):
            pieces.append('"')
            start = stop + 2
            continue
        after = stop + 1
        ends = after == len(text) or text[after] == "\n" or text[after] == delimiter
        return ("".join(pieces), after) if ends else None
    return None


def _bare(text: str, at: int, delimiter: str) -> tuple[str, int]:
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    stop = text.find(delimiter, at, line)
    stop = line if stop < 0 else stop
    return text[at:stop], stop


def _grid(found: list[tuple[str, ...]], told: tuple[str, ...]) -> Grid:
    """Rows of one length; empty rows, and empty columns at the end, are left out. Raises UserError for rows of several lengths.

    Lines above the table, such as a title, may be shorter; further down a short row is a gap that somebody has to fill.
    """
    rows = [(number, tuple(map(clean, row))) for number, row in enumerate(found, 1) if any(map(clean, row))]
    if not rows:
        return Grid((), told)
    lengths = Counter(len(row) for _, row in rows)
    common = max(lengths, key=lambda length: (lengths[length], length))
    begun = False
    for number, row in rows:
        begun = begun or len(row) == common
        if len(_bared(row)) > common or (begun and len(row) < common):
            _refuse_ragged(number, len(row), common)
    width = max(len(_bared(row)) for _, row in rows)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise UserError(f"A table has {MOST_ROWS:,} rows and {MOST_COLUMNS} columns at most.")
    return Grid(tuple((row + ("",) * width)[:width] for _, row in rows), told)


def _refuse_ragged(number: int, has: int, common: int) -> None:
    raise UserError(
        f"Row {number} has {_cells(has)}, the others have {_cells(common)}. Fill the gaps in the spreadsheet and copy it again."
    )


def _bared(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def clean(text: str) -> str:
    """A cell's words: any kind of blank is a blank, line ends stay, and what is not shown (marks of direction, controls) is left out."""
    if text.isprintable():
        return text.strip()
    kept = "".join(
        mark if mark == "\n" or mark.isprintable() else _INSTEAD.get(category(mark), "") for mark in text.replace("\t", " ")
    )
    return "\n".join(line.strip() for line in kept.split("\n")).strip()


_INSTEAD = {"Zs": " ", "Zl": "\n", "Zp": "\n"}


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
