"""An answer's table: as it stands in the letter, or as a file of its own: CSV or XLSX for work with the figures, PDF for reading."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foidesk.letters.blocks import Heading, Note, Paragraph, Run, Table
from foidesk.letters.layout import LetterMeta, draw_plain
from foidesk.letters.sheets import table_as_xlsx

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table that answers: a header, and rows of the same number of cells, all as text.

    With `row_header` the first cell of each row names it. Notes stand under the table; their cells count rows from the header, which is 0.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_header: bool = False
    notes: tuple[Note, ...] = ()

    def block(self, caption: str = "") -> dict[str, Any]:
        """The table as a block of a long text, in the form of a case document."""
        table: dict[str, Any] = {"header": list(self.header), "rows": [list(row) for row in self.rows]}
        if caption:
            table["caption"] = caption
        if self.row_header:
            table["row_headings"] = True
        if self.notes:
            table["notes"] = [{"text": note.text, "cells": [list(place) for place in note.cells]} for note in self.notes]
        return {"table": table}

    def flat(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Header and rows for a file of figures: notes stand in a column of their own, so that no mark clings to a figure."""
        if not self.notes:
            return self.header, self.rows
        beside = [self._said(number) for number in range(len(self.rows) + 1)]
        loose = [note.text for note in self.notes if not note.cells]
        if beside and loose and self.rows:
            beside[1] = "; ".join(filter(None, [*loose, beside[1]]))
        header = (*self.header, f"Notes ({beside[0]})" if beside[0] else "Notes")
        return header, tuple((*row, said) for row, said in zip(self.rows, beside[1:], strict=True))

    def _said(self, number: int) -> str:
        """The notes on a row, each with the heading of its column."""
        said = [(column, note.text) for note in self.notes for row, column in note.cells if row == number]
        return "; ".join(f"{self.header[column]}: {text}" if self.header[column] else text for column, text in sorted(said))


def as_file(table: AnswerTable, form: str, *, title: str, authority: str, reference: str, when: datetime) -> bytes:
    """The bytes of a file made from a table; `form` is "pdf", "csv" or "xlsx"."""
    if form == "pdf":
        return table_as_pdf(
            table.header, table.rows, title=title, authority=authority, reference=reference, when=when,
            row_headings=table.row_header, notes=table.notes,
        )  # fmt: skip
    header, rows = table.flat()
    if form == "csv":
        return table_as_csv(header, rows)
    return table_as_xlsx(header, rows, title=title, about=[f"{authority}, request {reference}"])


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
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    authority: str,
    reference: str,
    when: datetime,
    row_headings: bool = False,
    notes: tuple[Note, ...] = (),
) -> bytes:
    """A table as an accessible PDF with its title and where it belongs."""
    blocks = (
        Heading(level=1, text=title),
        Paragraph(runs=(Run(f"{authority}, request {reference}"),)),
        Table(header=tuple(header), rows=tuple(tuple(row) for row in rows), row_headings=row_headings, notes=notes),
    )
    return draw_plain(blocks, LetterMeta(title=title, author=authority, reference=reference, when=when, dated=when.date()))
