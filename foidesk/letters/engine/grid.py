"""Tables: rows that flow over pages with their headings repeated, cells that reach over others, rows taller than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from foidesk.letters.engine.items import Words
from foidesk.letters.engine.pen import Pen
from foidesk.letters.engine.text import Colour


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a column, and how many columns and rows they reach over; None where a row above went over the page with all its words."""

    words: Words | None
    column: int
    columns: int = 1
    rows: int = 1


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks: the ground and the underline of its headings, the line under each row, what is kept free in cells (points)."""

    ground: Colour | None
    underline: Colour
    line: Colour
    beside: float = 6.0
    above: float = 4.0
    below: float = 5.0


class Body:
    """The rows under the headings, and how high each is; measured once, however many pages they take."""

    def __init__(self, rows: Sequence[Row], columns: Sequence[float], look: Look) -> None:
        self.rows, self.columns, self.look = rows, columns, look
        self.edges = list(accumulate(columns, initial=0.0))
        self.heights = _heights(rows, self)
        self.offsets = list(accumulate(self.heights, initial=0.0))
        inside = {at + more for at, row in enumerate(rows) for cell in row for more in range(1, cell.rows)}
        self.breaks = [at not in inside for at in range(len(rows) + 1)]

    def width(self, cell: Cell) -> float:
        """How wide the words of a cell may be."""
        return self.edges[cell.column + cell.columns] - self.edges[cell.column] - 2 * self.look.beside

    def height(self, start: int, stop: int) -> float:
        """The height of some rows."""
        return self.offsets[stop] - self.offsets[start]


def _heights(rows: Sequence[Row], body: Body) -> list[float]:
    """The height of each row; a cell over several rows makes the last of them higher where it needs to."""
    free = body.look.above + body.look.below
    heights = [0.0] * len(rows)
    tall: list[tuple[int, int, float]] = []
    for at, row in enumerate(rows):
        for cell in row:
            need = free + (cell.words.height(body.width(cell)) if cell.words else 0.0)
            if cell.rows > 1:
                tall.append((at, min(at + cell.rows, len(rows)), need))
            elif need > heights[at]:
                heights[at] = need
    for start, stop, need in tall:
        heights[stop - 1] += max(0.0, need - sum(heights[start:stop]))
    return heights


@dataclass(slots=True)
class Grid:
    """A table, or the part of one that stands on a page: some rows of its body under its headings, which are read once."""

    head: Body
    body: Body
    start: int = 0
    stop: int = -1
    repeated: bool = False
    before: float = 0.0
    after: float = 8.0
    leads: bool = False

    def __post_init__(self) -> None:
        self.stop = len(self.body.rows) if self.stop < 0 else self.stop

    def _head_height(self) -> float:
        return self.head.offsets[-1]

    def height(self, width: float) -> float:
        """The headings and the rows."""
        return self._head_height() + self.body.height(self.start, self.stop)

    def least(self, width: float) -> float:
        """The headings and two rows; of a row that is very tall, some lines."""
        rows = self.body.height(self.start, min(self.start + 2, self.stop))
        return self._head_height() + min(rows, 8 * (self.body.look.above + self.body.look.below))

    def split(self, width: float, room: float, *, forced: bool = False) -> "tuple[Grid, Grid] | None":
        """As many rows as fit; a row that no page can hold goes over pages, as does one that would leave much of a page empty."""
        room -= self._head_height()
        if room <= 0:
            return None
        stop = self._last_that_fits(room)
        if stop > self.start:
            return replace(self, stop=stop, after=0.0), replace(self, start=stop, repeated=True, before=0.0)
        return self._split_row(room) if forced else None

    def _last_that_fits(self, room: float) -> int:
        """The last place before which rows fit and where the table may be parted."""
        offsets, limit = self.body.offsets, self.body.offsets[self.start] + room + 0.01
        low, high = self.start, self.stop
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if offsets[middle] <= limit else (low, middle - 1)
        fits = low
        while low > self.start and not self.body.breaks[low]:
            low -= 1
        # Cells over more rows than a page holds are parted where the page ends.
        return low if low > self.start else fits

    def _split_row(self, room: float) -> "tuple[Grid, Grid] | None":
        """The first row in two: the lines of each cell that fit, and the others."""
        body, look = self.body, self.body.look
        room -= look.above + look.below
        halves = [_halves(cell, body.width(cell), room) for cell in body.rows[self.start]]
        first, rest = [half[0] for half in halves], [half[1] for half in halves]
        if not any(cell.words for cell in first):
            return None
        upper = Body([first], body.columns, look)
        lower = Body([rest, *body.rows[self.start + 1 : self.stop]], body.columns, look)
        return (
            replace(self, body=upper, start=0, stop=1, after=0.0),
            replace(self, body=lower, start=0, stop=len(lower.rows), repeated=True, before=0.0),
        )

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Grounds and lines first, then the words, row by row."""
        look, high = self.body.look, self._head_height()
        with pen.artifact():
            if high and look.ground:
                pen.fill((left, top - high, self.body.edges[-1], high), look.ground)
            if high:
                self._lines(pen, self.head, (0, len(self.head.rows)), (left, top))
                pen.fill((left, top - high - 0.5, self.body.edges[-1], 1.0), look.underline)
            self._lines(pen, self.body, (self.start, self.stop), (left, top - high))
        for cell, at, down in _cells(self.head, 0, len(self.head.rows)):
            _write(pen, self.head, cell, (left, top - down), repeated=self.repeated and at >= 0)
        for cell, _, down in _cells(self.body, self.start, self.stop):
            _write(pen, self.body, cell, (left, top - high - down), repeated=False)

    def _lines(self, pen: Pen, body: Body, rows: tuple[int, int], corner: tuple[float, float]) -> None:
        """A line under each row, broken where a cell goes on below it."""
        start, stop = rows
        left, top = corner
        is_head = body is self.head
        for at in range(start, stop):
            down = body.height(start, at + 1)
            if is_head and at + 1 == stop:
                continue
            if body.breaks[at + 1]:
                pen.fill((left, top - down - 0.3, body.edges[-1], 0.6), body.look.line)
                continue
            for cell in body.rows[at]:
                if cell.rows == 1:
                    begin, end = body.edges[cell.column], body.edges[cell.column + cell.columns]
                    pen.fill((left + begin, top - down - 0.3, end - begin, 0.6), body.look.line)


def _cells(body: Body, start: int, stop: int) -> Iterator[tuple[Cell, int, float]]:
    """The cells of some rows with how far down each begins."""
    for at in range(start, stop):
        down = body.height(start, at)
        for cell in body.rows[at]:
            yield cell, at, down


def _write(pen: Pen, body: Body, cell: Cell, corner: tuple[float, float], *, repeated: bool) -> None:
    if cell.words is None:
        return
    left, top = corner
    words = replace(cell.words, tag=None) if repeated else cell.words
    words.draw(pen, left + body.edges[cell.column] + body.look.beside, top - body.look.above, body.width(cell))


def _halves(cell: Cell, width: float, room: float) -> tuple[Cell, Cell]:
    """A cell in two at a height; either may stay without words."""
    words = cell.words
    if words is None or words.height(width) <= room:
        return cell, replace(cell, words=None)
    parts = words.split(width, room, forced=True)
    if parts is None:
        return replace(cell, words=None), cell
    return replace(cell, words=parts[0]), replace(cell, words=parts[1])
