"""From items to pages: what stands on which page and where, decided before anything is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from foidesk.letters.engine.items import Item, gap
from foidesk.letters.engine.pen import Pen

Running = Callable[[Pen, "Page", int, int], None]
"""Draws heads and feet, as decoration: pen, page, its number from 1, and how many there are."""
_SPARSE, _ENOUGH = 0.28, 0.28
_TIGHTER = (0.86, 0.72)
_ALMOST = 0.01


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a page and its margins, in points."""

    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """How wide a line may be."""
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        """How much may stand one below the other."""
        return self.height - self.top - self.bottom


@dataclass(slots=True)
class Page:
    """One page: its items with the distance of each from the upper edge of what may be written on; `used` is the lowest place."""

    sheet: Sheet
    placed: list[tuple[Item, float]] = field(default_factory=list)
    used: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items that stand on one kind of paper."""

    sheet: Sheet
    items: Sequence[Item]


class TooTallError(Exception):
    """Something cannot be parted and is taller than a page."""


def pages_of(stretches: Sequence[Stretch], *, even: bool = True) -> list[Page]:
    """The pages of a document. Unless told otherwise, one whose last page would be nearly empty is set a little closer, or its last two
    pages share what there is. Raises TooTallError.
    """
    pages = _placed(stretches, 1.0, {})
    if not even or len(pages) < 2 or pages[-1].used > _SPARSE * pages[-1].sheet.room:
        return pages
    for scale in _TIGHTER:
        closer = _placed(stretches, scale, {})
        if len(closer) < len(pages):
            return closer
    before_last = len(pages) - 2
    for share in (0.9, 0.82, 0.74):
        shared = _placed(stretches, 1.0, {before_last: share})
        if len(shared) == len(pages) and shared[-1].used >= _ENOUGH * shared[-1].sheet.room:
            return shared
    return pages


def draw(pages: Sequence[Page], pen: Pen, running: Running) -> None:
    """Draw pages with their heads and feet."""
    for number, page in enumerate(pages, start=1):
        sheet = page.sheet
        pen.begin(sheet.width, sheet.height)
        for item, down in page.placed:
            item.draw(pen, sheet.side, sheet.height - sheet.top - down, sheet.measure)
        running(pen, page, number, len(pages))
        pen.end()


def _placed(stretches: Sequence[Stretch], scale: float, shares: dict[int, float]) -> list[Page]:
    """Pages filled one after the other; distances are scaled, and a page's room may be told as a share of it."""
    filling = _Filling(scale, shares)
    for stretch in stretches:
        filling.add(stretch)
    return filling.pages


class _Filling:
    """Fills pages."""

    def __init__(self, scale: float, shares: dict[int, float]) -> None:
        self.scale, self.shares = scale, shares
        self.pages: list[Page] = []

    def add(self, stretch: Stretch) -> None:
        """Items on paper of their own: a new page where the paper changes."""
        if not self.pages or self.pages[-1].sheet != stretch.sheet:
            self.pages.append(Page(stretch.sheet))
        items = list(stretch.items)
        for at, item in enumerate(items):
            if not self._has_room(items, at):
                self.pages.append(Page(stretch.sheet))
            self._place(item)

    def _has_room(self, items: Sequence[Item], at: int) -> bool:
        """Whether an item may begin on this page: one that leads does so together with the least of what it leads to."""
        page = self.pages[-1]
        if not page.placed:
            return True
        width, end = page.sheet.measure, at
        need = self._gap(items[at])
        while items[end].leads and end + 1 < len(items):
            need += items[end].height(width) + gap(items[end], items[end + 1]) * self.scale
            end += 1
        need += items[end].least(width)
        # A chain that no page can hold is no reason to leave this one.
        return need <= self._left() + _ALMOST or (end > at and need > self._room(page))

    def _place(self, item: Item) -> None:
        """Put an item on the page, and what does not fit on the next ones."""
        rest: Item | None = item
        while rest is not None:
            page = self.pages[-1]
            width = page.sheet.measure
            down = page.used + self._gap(rest)
            height = rest.height(width)
            if height <= self._room(page) - down + _ALMOST:
                page.placed.append((rest, down))
                page.used = down + height
                return
            parts = rest.split(width, self._room(page) - down, forced=not page.placed)
            if parts is None and not page.placed:
                raise TooTallError
            if parts is not None:
                page.placed.append((parts[0], down))
                page.used = down + parts[0].height(width)
                rest = parts[1]
            self.pages.append(Page(page.sheet))

    def _gap(self, item: Item) -> float:
        page = self.pages[-1]
        return gap(page.placed[-1][0], item) * self.scale if page.placed else 0.0

    def _left(self) -> float:
        page = self.pages[-1]
        return self._room(page) - page.used

    def _room(self, page: Page) -> float:
        return page.sheet.room * self.shares.get(len(self.pages) - 1, 1.0)
