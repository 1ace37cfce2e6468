"""The long texts of a case document as blocks: a plain string with blank lines, or a list of blocks. No mark-up is ever read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from foidesk.letters.blocks import NOWHERE, Block, ListBlock, Paragraph, Place, Quotation, Run, Table


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
    table = item["table"]
    width = len(table["header"])
    rows = tuple(tuple([*row, *[""] * (width - len(row))][:width]) for row in table["rows"])
    return Table(header=tuple(table["header"]), rows=rows, caption=table.get("caption", ""), place=place)


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
            )
