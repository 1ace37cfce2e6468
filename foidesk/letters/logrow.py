"""One answered request as a row of the response log's table (CSV), from the same blocks as its page."""

from collections.abc import Iterable, Sequence
from datetime import date

from foidesk.letters.answers import table_as_csv
from foidesk.letters.blocks import Block, Heading, ListBlock, Paragraph, Quotation, plain_text
from foidesk.letters.markup import shown

HEADER = ("Reference", "Title", "Request received", "Answered", "Request", "Answer", "Attachments", "Page")
MOST = 32_000
"""Characters of a cell: a spreadsheet drops what is beyond 32,767 without a word."""
_REST = "\n… The whole of it stands on the page."
_ELSEWHERE = frozenset({"title", "facts", "questions", "reuse"})
"""Sections that have columns of their own, or say nothing about this request."""


def log_row(blocks: Sequence[Block], *, reference: str, title: str, received: date, answered: date, page: str) -> bytes:
    """The row under its headings, in UTF-8 with its mark; a cell that a spreadsheet would run is made plain text.

    `blocks` are those of the public copy, so nobody's name is in it; `page` is the file name of the page.
    """
    asked, said, enclosed = _columns(blocks)
    days = (received.isoformat(), answered.isoformat())
    row = (reference, title, *days, _cell(asked), _cell(said), _cell(enclosed), page)
    return table_as_csv(HEADER, [[shown(cell) for cell in row]])


def _columns(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """What was asked, what was answered, what was sent along. The heading of a question stands in the first two."""
    asked: list[Block] = []
    said: list[Block] = []
    enclosed: list[Block] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        section = block.place.section
        if section in _ELSEWHERE:
            continue
        if section == "attachments":
            enclosed += [block] if isinstance(block, ListBlock) else []
        elif isinstance(block, Quotation) or (isinstance(block, Paragraph) and isinstance(after, Quotation)):
            asked.append(block)
        else:
            said.append(block)
            asked += [block] if isinstance(block, Heading) and section == "question" else []
    return asked, said, enclosed


def _cell(blocks: Iterable[Block]) -> str:
    text = plain_text(blocks)
    return text if len(text) <= MOST else text[: MOST - len(_REST)].rstrip() + _REST
