"""An answer's table as a file of its own: CSV for work with the figures, PDF for reading."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from foidesk.letters.blocks import Heading, Paragraph, Run, Table
from foidesk.letters.layout import LetterMeta, draw_plain

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_as_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table as CSV: UTF-8 with its mark, so that Excel reads it; a cell that a spreadsheet would run is made plain text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(cell) for cell in header])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """A cell as text: one that begins like a formula gets an apostrophe, unless it is simply a negative number."""
    bare = text.replace(",", "").replace(".", "")
    negative = text.startswith("-") and bare[1:].isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not negative else text


def table_as_pdf(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, authority: str, reference: str, when: datetime
) -> bytes:
    """A table as an accessible PDF with its title and where it belongs."""
    blocks = (
        Heading(level=1, text=title),
        Paragraph(runs=(Run(f"{authority}, request {reference}"),)),
        Table(header=tuple(header), rows=tuple(tuple(row) for row in rows)),
    )
    return draw_plain(blocks, LetterMeta(title=title, author=authority, reference=reference, when=when, dated=when.date()))
