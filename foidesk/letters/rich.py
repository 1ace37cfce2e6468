"""The long texts of a case document as blocks: a plain string with blank lines, or a list of blocks. No mark-up is ever read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from foidesk.letters.blocks import NOWHERE, Block, ListBlock, Note, Paragraph, Place, Quotation, Run, Span, Table


def rich(value: Any, place: Place = NOWHERE) -> tuple[Block, ...]:
    """A long text as blocks; nothing for an empty one. Blank lines part paragraphs; single line ends become blanks.

    With a field for its place, the words are the officer's own.
    """
    if not value:
        return ()
    blocks = _paragraphs(value, place) if isinstance(value, str) else (_block(item, place) for item in value)
    return tuple(replace(block, own=True) if place.field else block for block in blocks)


def is_plain(value: Any) -> bool:
    """Whether a long text is a plain string."""
    return value is None or isinstance(value, str)


def words(value: Any) -> str:
    """A long text as one string, for places that hold no blocks."""
    from foidesk.letters.blocks import plain_text

    return value if isinstance(value, str) else plain_text(rich(value))


def safe_link(address: str | None) -> str | None:
    """An address that a letter may carry: https or mailto, without blanks or control characters; None for any other."""
    if address is None or any(ord(character) <= 32 or ord(character) == 127 for character in address):
        return None
    return address if address.lower().startswith(("https://", "mailto:")) else None


def _paragraphs(text: str, place: Place) -> Iterator[Block]:
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if lines and all(line.startswith(("- ", "• ", "* ")) for line in lines):
            yield ListBlock(items=tuple((Paragraph(runs=(Run(line[2:].strip()),)),) for line in lines), place=place)
        elif lines:
            yield Paragraph(runs=(Run(" ".join(lines)),), place=place)


def _block(item: Mapping[str, Any], place: Place) -> Block:
    if "paragraph" in item:
        return Paragraph(runs=tuple(_runs(item["paragraph"])), place=place)
    if "list" in item:
        items = tuple(tuple(_block(inner, place) for inner in blocks) for blocks in item["list"])
        return ListBlock(items=items, ordered=bool(item.get("ordered")), place=place)
    if "quote" in item:
        return Quotation(blocks=tuple(_block(inner, place) for inner in item["quote"]), place=place)
    return _table(item["table"], place)


def _table(table: Mapping[str, Any], place: Place) -> Table:
    """A table with rows made as long as its headings, and only such spans and notes as lie inside it."""
    width, height = len(table["header"]), len(table["rows"]) + 1
    rows = tuple(tuple([*row, *[""] * (width - len(row))][:width]) for row in table["rows"])
    heading_rows = max(1, min(table.get("heading_rows", 1), height))
    notes = tuple(
        Note(note["text"], tuple((row, column) for row, column in note.get("cells", ()) if row < height and column < width))
        for note in table.get("notes", ())
    )
    return Table(
        header=tuple(table["header"]),
        rows=rows,
        caption=table.get("caption", ""),
        row_headings=bool(table.get("row_headings")),
        heading_rows=heading_rows,
        spans=tuple(_spans(table.get("spans", ()), (tuple(table["header"]), *rows), heading_rows)),
        notes=notes,
        place=place,
    )


def _spans(items: Iterable[Mapping[str, int]], rows: Sequence[Sequence[str]], heading_rows: int) -> Iterator[Span]:
    """The spans that lie inside a table, cover no words, and do not reach from the headings into the rows."""
    taken: set[tuple[int, int]] = set()
    for item in items:
        span = Span(item["row"], item["column"], max(1, item.get("rows", 1)), max(1, item.get("columns", 1)))
        below, right = span.row + span.rows, span.column + span.columns
        if below > len(rows) or right > len(rows[0]) or (span.row < heading_rows < below):
            continue
        cells = {(row, column) for row in range(span.row, below) for column in range(span.column, right)}
        hidden = cells - {(span.row, span.column)}
        if not cells & taken and not any(rows[row][column].strip() for row, column in hidden):
            taken |= cells
            yield span


def _runs(items: Iterable[Any]) -> Iterator[Run]:
    for item in items:
        if isinstance(item, str):
            yield Run(item)
        else:
            yield Run(
                item["text"],
                bold=bool(item.get("bold")),
                italic=bool(item.get("italic")),
                link=safe_link(item.get("link")),
                lang=item.get("lang"),
                note=item.get("note", ""),
            )
