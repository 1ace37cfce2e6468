"""Boxes drawn on pages and pictures: where something is to be redacted, and on which section."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from foidesk.errors import UserError

MOST_MARKS = 20_000
MOST_SECTION = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page (from 1), in shares of the page as it is shown: rotation, cropping and units are no matter.

    `found` says that the program found it by its words, rather than that somebody drew it.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    section: str = ""
    found: bool = False

    def on(self, width: float, height: float) -> tuple[float, float, float, float]:
        """The box on a page of that size: left, top, right, bottom."""
        return (self.left * width, self.top * height, self.right * width, self.bottom * height)


def mark_of(value: Mapping[str, Any]) -> Mark:
    """A mark out of plain values. Raises UserError for one that is none."""
    try:
        left, top, right, bottom = sides = [float(value[side]) for side in ("left", "top", "right", "bottom")]
        section, is_found = str(value.get("section", ""))[:MOST_SECTION], bool(value.get("found", False))
        mark = Mark(int(value["page"]), left, top, right, bottom, section, is_found)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("A box needs a page and four sides.") from error
    if not all(map(math.isfinite, sides)) or mark.page < 1 or not (mark.left < mark.right and mark.top < mark.bottom):
        raise UserError("A box needs a page, and a width and a height.")
    return replace(mark, left=_share(mark.left), top=_share(mark.top), right=_share(mark.right), bottom=_share(mark.bottom))


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def on_every_page(marks: Iterable[Mark], pages: int) -> list[Mark]:
    """The same boxes on every page, as for a running head."""
    return [replace(mark, page=page) for page in range(1, pages + 1) for mark in marks]


def schedule(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The schedule of redactions as plain values, in the order of the pages: what an annex of the letter lists. No word of the text is in it."""
    ordered = sorted(marks, key=lambda mark: (mark.page, round(mark.top, 3), mark.left))
    return [
        {
            "number": number,
            "page": mark.page,
            "section": mark.section,
            "left": round(mark.left, 4),
            "top": round(mark.top, 4),
            "right": round(mark.right, 4),
            "bottom": round(mark.bottom, 4),
            "found": mark.found,
        }
        for number, mark in enumerate(ordered, 1)
    ]
