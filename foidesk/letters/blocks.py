"""A composed letter as data: blocks of runs, each knowing where it comes from, so that the window can jump there. No layout here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one look. `link` is an https or mailto address; `lang` a language tag where it differs from the letter's.

    `note` is a footnote to the words: numbered, and printed under the block in which they stand.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    lang: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that reaches over others, to the right and down. Rows count from the row of headings, which is 0; what it covers is empty."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a table, and the cells (row, column) that carry its number; rows count from the row of headings, which is 0."""

    text: str
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block comes from: the section of the letter, and the ground, question and field behind it."""

    section: str
    ground: str | None = None
    question: str | None = None
    field: str | None = None


NOWHERE = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block has: its place, whether its words are statutory and so not the officer's to change, or the officer's own.

    `replaced` marks locked words that the authority put in the place of the program's.
    """

    place: Place = NOWHERE
    locked: bool = False
    own: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading of level 1 (the title) to 5."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """A paragraph."""

    runs: tuple[Run, ...]
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(Block):
    """A list; each item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table: a row of headings, then rows of as many cells.

    `heading_rows` counts the rows of headings, `header` first and the others at the start of `rows`; `row_headings` says that the first
    cell of each row names the row. `notes` are numbered in their order and stand under the table.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    row_headings: bool = False
    heading_rows: int = 1
    spans: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A picture (PNG or JPEG), in words for whoever does not see it, with its height on paper in millimetres."""

    image: bytes
    words: str
    height: float = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Block):
    """Somebody else's words: a question, a note."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Block):
    """Labels with values, such as the reference and the dates."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead(Block):
    """The authority's name and address, and its logo where it has one."""

    name: str
    address: tuple[str, ...]
    logo: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Block):
    """Who signs, by role, and the place for the signature; `signed_at` is printed where the letter is being signed."""

    lines: tuple[str, ...]
    signed_at: str = ""


def paragraph(text: str, *, place: Place = NOWHERE, locked: bool = False, bold: bool = False, small: bool = False) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph(runs=(Run(text, bold=bold),), place=place, locked=locked, small=small)


def plain_text(blocks: Iterable[Block], *, quotations: bool = True) -> str:
    """The words of blocks, a line each; without `quotations`, only the authority's own."""
    return "\n".join(line for block in blocks for line in lines_of(block, quotations=quotations))


def lines_of(block: Block, *, quotations: bool = True) -> Iterator[str]:
    """The words of one block, line by line."""
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(runs=runs):
            yield "".join(run.text for run in runs)
            yield from (run.note for run in runs if run.note)
        case ListBlock(items=items):
            for item in items:
                yield from (line for inner in item for line in lines_of(inner, quotations=quotations))
        case Table(header=header, rows=rows, caption=caption, notes=notes):
            yield from ([caption] if caption else [])
            yield from (" | ".join(row) for row in (header, *rows))
            yield from (note.text for note in notes)
        case Figure(words=words):
            yield words
        case Quotation(blocks=inner) if quotations:
            yield from (line for part in inner for line in lines_of(part))
        case Facts(rows=facts):
            yield from (f"{label}: {value}" for label, value in facts)
        case Letterhead(name=name, address=address):
            yield from (name, *address)
        case Signature(lines=lines, signed_at=signed_at):
            yield from lines
            yield from ([signed_at] if signed_at else [])
