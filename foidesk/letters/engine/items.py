"""What stands on pages, one below the other: words, rules, pictures, places for a signature, and groups that stay together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from foidesk.letters.engine.pen import Field, Pen
from foidesk.letters.engine.text import Colour, Line, Piece, Style, broken, evenly, measure
from foidesk.letters.engine.tree import Tag

_BAR = 3.0


class Item(Protocol):
    """Something on a page. `leads` says that it may not stand last on one: what follows must begin on the same page."""

    before: float
    after: float
    leads: bool

    def height(self, width: float) -> float:
        """How high it is at a width."""

    def least(self, width: float) -> float:
        """How much of it must stand on a page on which it begins."""

    def split(self, width: float, room: float, *, forced: bool = False) -> "tuple[Item, Item] | None":
        """What fits, and the rest; None where it is better begun on a new page. On a whole new page it is `forced`."""

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it."""


@dataclass(slots=True)
class Words:
    """A paragraph, a heading or a list's item: one element, even where it goes over pages.

    `label` is what stands before it, such as a bullet, `outline` its level among the bookmarks, `bar` the colour of a line at its side, which
    `bar_goes_on` to the item below.
    """

    pieces: Sequence[Piece]
    style: Style
    tag: Tag | None
    leads: bool = False
    label: tuple[Tag, str, float] | None = None
    outline: int | None = None
    bar: Colour | None = None
    bar_goes_on: bool = False
    before: float = -1.0
    after: float = -1.0
    lines: list[Line] | None = None
    broken_at: float = 0.0

    def __post_init__(self) -> None:
        self.before = self.style.before if self.before < 0 else self.before
        self.after = self.style.after if self.after < 0 else self.after

    def text_lines(self, width: float) -> list[Line]:
        """Its lines at a width, broken once."""
        if self.lines is None or self.broken_at != width:
            set_in = evenly if self.style.even else broken
            self.lines, self.broken_at = set_in(self.pieces, self.style.size, width - self.style.indent), width
        return self.lines

    def height(self, width: float) -> float:
        """Its lines."""
        return len(self.text_lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        """Three lines, or all of fewer."""
        return min(len(self.text_lines(width)), 3) * self.style.leading

    def split(self, width: float, room: float, *, forced: bool = False) -> "tuple[Words, Words] | None":
        """Two lines at least stay on either side."""
        lines = self.text_lines(width)
        fits = int((room + 0.01) / self.style.leading)
        fits = fits if forced else min(fits, len(lines) - 2)
        if fits < (1 if forced else 2) or fits >= len(lines):
            return None
        first = replace(self, lines=lines[:fits], after=0.0, bar_goes_on=True)
        return first, replace(self, lines=lines[fits:], before=0.0, label=None, outline=None)

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """The bar, the bookmark, the label and the words."""
        lines = self.text_lines(width)
        if self.bar is not None:
            height = len(lines) * self.style.leading
            below = self.after if self.bar_goes_on else 2.0
            with pen.artifact():
                pen.fill((left, top - height - below, _BAR, height + below + 2.0), self.bar)
        if self.outline is not None:
            pen.bookmark("".join(piece.text for piece in self.pieces), self.outline, top + 12)
        if self.label is not None:
            tag, text, at = self.label
            piece = Piece(text, self.style.font, self.style.colour)
            line = Line([(piece, text)], measure(text, piece.font, self.style.size))
            pen.write(tag, [line], self.style, (left + at, top, width))
        indent = self.style.indent
        pen.write(self.tag, lines, self.style, (left + indent, top, width - indent))


@dataclass(slots=True)
class Rule:
    """A line across, which is decoration."""

    colour: Colour
    thickness: float
    before: float = 0.0
    after: float = 0.0
    leads: bool = True

    def height(self, width: float) -> float:
        """Its thickness."""
        return self.thickness

    def least(self, width: float) -> float:
        """All of it."""
        return self.thickness

    def split(self, width: float, room: float, *, forced: bool = False) -> None:
        """Never."""

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it."""
        with pen.artifact():
            pen.fill((left, top - self.thickness, width, self.thickness), self.colour)


@dataclass(slots=True)
class Picture:
    """A picture with its words; `proportion` is its width by its height, `tall` its height in points."""

    data: bytes
    proportion: float
    tall: float
    tag: Tag
    before: float = 0.0
    after: float = 6.0
    leads: bool = False

    def height(self, width: float) -> float:
        """As it is told, or less where the width does not allow it."""
        return min(self.tall, width / self.proportion)

    def least(self, width: float) -> float:
        """All of it."""
        return self.height(width)

    def split(self, width: float, room: float, *, forced: bool = False) -> None:
        """Never."""

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it, and tell its place for readers that lay pages out anew."""
        tall = self.height(width)
        wide = tall * self.proportion
        self.tag.attributes = {
            "O": "Layout",
            "Placement": "Block",
            "BBox": f"{left:.2f} {top - tall:.2f} {left + wide:.2f} {top:.2f}",
        }
        with pen.tagged(self.tag):
            pen.picture(self.data, (left, top - tall, wide, tall))


@dataclass(slots=True)
class Spot:
    """A place for a signature; it takes no height of its own, so that the words after it stand beside it."""

    field: Field
    side: float
    before: float = 0.0
    after: float = 0.0
    leads: bool = True

    def height(self, width: float) -> float:
        """None."""
        return 0.0

    def least(self, width: float) -> float:
        """As high as it is drawn."""
        return self.side

    def split(self, width: float, room: float, *, forced: bool = False) -> None:
        """Never."""

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Remember the place."""
        self.field.page, self.field.box = pen.page, (left, top - self.side, left + self.side, top)


@dataclass(slots=True)
class Together:
    """Items that stay on one page, where a page can hold them."""

    items: Sequence[Item]
    leads: bool = False
    before: float = 0.0
    after: float = 0.0

    def __post_init__(self) -> None:
        self.before, self.after = self.items[0].before, self.items[-1].after

    def height(self, width: float) -> float:
        """All of them with the distances between."""
        inner = sum(gap(above, below) for above, below in zip(self.items, self.items[1:], strict=False))
        return sum(item.height(width) for item in self.items) + inner

    def least(self, width: float) -> float:
        """All of them."""
        return self.height(width)

    def split(self, width: float, room: float, *, forced: bool = False) -> "tuple[Item, Item] | None":
        """Only where no page can hold them: the first of them, and the others."""
        if not forced:
            return None
        first, others = self.items[0], self.items[1:]
        if first.height(width) > room:
            parts = first.split(width, room, forced=True)
            return (parts[0], Together([parts[1], *others])) if parts else None
        return (first, Together(others)) if others else None

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        """One below the other."""
        for at, item in enumerate(self.items):
            top -= gap(self.items[at - 1], item) if at else 0.0
            item.draw(pen, left, top, width)
            top -= item.height(width)


def gap(above: Item, below: Item) -> float:
    """The distance between two items: the larger of what they ask for."""
    return max(above.after, below.before)
