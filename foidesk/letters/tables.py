"""A letter's tables: how wide their columns are, when one is turned or parted, and how its cells are marked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise

from foidesk.letters import fonts
from foidesk.letters.blocks import Span, Table
from foidesk.letters.engine.flow import Sheet
from foidesk.letters.engine.grid import Body, Cell, Grid, Look
from foidesk.letters.engine.items import Words
from foidesk.letters.engine.text import advances
from foidesk.letters.engine.tree import Tag
from foidesk.letters.styles import CLOSE_LOOK, TABLE_LOOK, TURNED, UPRIGHT, styles

_LOOKED_AT = 8
"""How many of a column's longest texts are measured."""
_NIL = {"", "-", "–", "—", "..", ":", "*", "c", "x", "z", "n/a", "nil"}
"""What stands in a column of figures for none, unknown or withheld."""

Setter = Callable[[str, str, Tag, Sequence[str]], Words]
"""Makes the words of a cell: text, style, element, names of its footnotes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How cells are made: by what, with which names of footnotes, and whether the table is in parts."""

    words: Setter
    notes: Sequence[str]
    parted: bool


@dataclass(frozen=True, slots=True)
class Division:
    """How a table is set: the paper, how close, and its columns in parts, of which each begins with the first column."""

    sheet: Sheet
    look: Look
    parts: list[list[int]]
    wants: "list[_Want]"


def divided(table: Table, *, turn: bool) -> Division:
    """How a table is best read: upright where no word would be cut, closer if need be; a wide one turned, unless it is so short that its
    parts read well one below the other. Cells over several columns are never parted: such a table is turned, and set as it can be.
    """
    wants = _wants(table)
    whole = [list(range(len(wants)))]
    for look in (TABLE_LOOK, CLOSE_LOOK):
        if sum(want.least + _free(look) for want in wants) <= UPRIGHT.measure:
            return Division(UPRIGHT, look, whole, wants)
    needs = [want.least + _free(TABLE_LOOK) for want in wants]
    spanned = any(span.columns > 1 for span in table.spans)
    parts = whole if spanned else _parts(needs, UPRIGHT.measure)
    height = len(parts) * (len(table.rows) + 2) * (styles()["cell"].leading + TABLE_LOOK.above + TABLE_LOOK.below)
    if not turn or (not spanned and height < UPRIGHT.room / 2):
        return Division(UPRIGHT, TABLE_LOOK, parts, wants)
    turned = whole if spanned or sum(needs) <= TURNED.measure else _parts(needs, TURNED.measure)
    return Division(TURNED, TABLE_LOOK, turned, wants)


def _parts(needs: Sequence[float], room: float) -> list[list[int]]:
    """Columns in as few parts as there is room for, of about the same number; the first is in each."""
    most = room - needs[0]
    groups: list[list[int]] = [[]]
    for column in range(1, len(needs)):
        if groups[-1] and sum(needs[other] for other in groups[-1]) + needs[column] > most:
            groups.append([])
        groups[-1].append(column)
    share = -(-(len(needs) - 1) // len(groups))
    alike = [list(range(at, min(at + share, len(needs)))) for at in range(1, len(needs), share)]
    fits = all(sum(needs[column] for column in group) <= most for group in alike)
    return [[0, *group] for group in (alike if fits else groups)]


def grid(table: Table, columns: Sequence[int], division: Division, whole: Tag, setting: Setting) -> Grid:
    """Some columns of a table, with their structure: headings say what they head, rows and columns that a cell reaches over are told."""
    making = _Making(table, columns, whole, setting)
    head = list(making.rows(0, table.heading_rows))
    body = list(making.rows(table.heading_rows, len(table.rows) + 1))
    look = division.look
    widths = _widths([division.wants[column] for column in columns], _free(look), division.sheet.measure)
    return Grid(Body(head, widths, look), Body(body, widths, look))


@dataclass
class _Making:
    """Makes the cells of some columns; row 0 is the row of headings."""

    table: Table
    columns: Sequence[int]
    whole: Tag
    setting: Setting
    numeric: set[int] = field(init=False)
    spans: dict[tuple[int, int], Span] = field(init=False)
    covered: set[tuple[int, int]] = field(init=False)
    named: dict[tuple[int, int], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        table = self.table
        inner = table.rows[table.heading_rows - 1 :]
        self.numeric = {column for column in self.columns if is_numeric([row[column] for row in inner])}
        self.spans = {(span.row, span.column): span for span in table.spans}
        self.covered = {
            (span.row + down, span.column + across)
            for span in table.spans
            for down in range(span.rows)
            for across in range(span.columns)
            if down or across
        }
        self.named = {}
        for name, note in zip(self.setting.notes, table.notes, strict=True):
            for place in note.cells:
                self.named.setdefault(place, []).append(name)

    def rows(self, start: int, stop: int) -> Iterator[list[Cell]]:
        """Some rows with their elements."""
        if start == stop:
            return
        group = self.whole.add("THead" if start == 0 else "TBody")
        for number in range(start, stop):
            tag = group.add("TR")
            texts = self.table.rows[number - 1] if number else self.table.header
            yield [
                self._cell(number, at, texts[column], tag)
                for at, column in enumerate(self.columns)
                if (number, column) not in self.covered
            ]

    def _cell(self, row: int, at: int, text: str, parent: Tag) -> Cell:
        column = self.columns[at]
        span = self.spans.get((row, column), Span(row, column))
        is_head = row < self.table.heading_rows
        names_row = at == 0 and (self.table.row_headings or self.setting.parted)
        right = column in self.numeric and span.columns == 1
        tag = self._tag(parent, span, is_head=is_head, names_row=names_row)
        style = ("thn" if right else "th") if is_head or names_row else ("number" if right else "cell")
        words = self.setting.words(text, style, tag, self.named.get((row, column), ()))
        return Cell(words, at, span.columns, span.rows)

    def _tag(self, parent: Tag, span: Span, *, is_head: bool, names_row: bool) -> Tag:
        about: dict[str, str | int] = {"O": "Table"}
        if is_head or names_row:
            about["Scope"] = "Column" if is_head else "Row"
        if span.columns > 1:
            about["ColSpan"] = span.columns
        if span.rows > 1:
            about["RowSpan"] = span.rows
        tag = parent.add("TH" if is_head or names_row else "TD")
        tag.attributes = about if len(about) > 1 else None
        return tag


def is_numeric(cells: Sequence[str]) -> bool:
    """Whether a column holds figures, which stand at the right."""
    filled = [cell.strip() for cell in cells if cell.strip().lower() not in _NIL]
    return bool(filled) and all(cell.replace(",", "").replace(".", "").strip("£%-−+ ").isdigit() for cell in filled)


def about(text: str, font: str) -> float:
    """The width of a cell's text in points, before it is known which characters it may hold."""
    widths = advances(font)
    return sum(widths.get(character, 1.0) for character in text) * styles()["cell"].size


@dataclass(frozen=True, slots=True)
class _Want:
    """What a column would like, in points: that no word is cut, that no line breaks under the headings, that none breaks at all."""

    least: float
    good: float
    best: float


def _free(look: Look) -> float:
    """What is kept free in a column beside its words."""
    return 2 * look.beside + 1.0


def _wants(table: Table) -> list[_Want]:
    wants = []
    wide = {(span.row, span.column) for span in table.spans if span.columns > 1}
    marked = {place for note in table.notes for place in note.cells}
    name = about(" [note 10]", fonts.REGULAR)
    for column, heading in enumerate(table.header):
        heads = [heading, *(row[column] for row in table.rows[: table.heading_rows - 1])]
        names = [text for row, text in enumerate(heads) if (row, column) not in wide]
        body = [(at, row[column]) for at, row in enumerate(table.rows, start=1) if at >= table.heading_rows]
        texts = [text for at, text in body if (at, column) not in wide]
        face = fonts.SEMIBOLD if table.row_headings and column == 0 else fonts.REGULAR
        words = _longest([word for text in names for word in text.split()], fonts.SEMIBOLD)
        noted = {row for row, other in marked if other == column}
        least = max(words, _longest_word(texts, face), about("000", face), name if noted else 0.0)
        good = max(least, _longest(texts, face) + (name if any(row >= table.heading_rows for row in noted) else 0.0))
        best = max(good, _longest(names, fonts.SEMIBOLD) + (name if any(row < table.heading_rows for row in noted) else 0.0))
        wants.append(_Want(least, good, best))
    return wants


def _longest_word(texts: Sequence[str], font: str) -> float:
    return _longest({max(text.split(), key=len, default="") for text in texts}, font)


def _longest(texts: Sequence[str] | set[str], font: str) -> float:
    return max((about(text, font) for text in nlargest(_LOOKED_AT, texts, key=len)), default=0.0)


def _widths(wants: Sequence[_Want], free: float, room: float) -> list[float]:
    """Column widths that fill the room: each what it needs at least, then what keeps its cells on one line, then its headings."""
    steps = [[getattr(want, step) + free for want in wants] for step in ("least", "good", "best")]
    if sum(steps[0]) >= room:
        return [room * need / sum(steps[0]) for need in steps[0]]
    for less, more in pairwise(steps):
        if sum(more) > room:
            share = (room - sum(less)) / (sum(more) - sum(less))
            return [low + (high - low) * share for low, high in zip(less, more, strict=True)]
    return [room * best / sum(steps[2]) for best in steps[2]]
