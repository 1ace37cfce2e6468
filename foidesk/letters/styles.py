"""The type of a letter: page, colours, sizes and spacing. No size under 10.5 points, no grey under 4.5:1 on white."""

from dataclasses import replace
from functools import cache
from typing import Any

from foidesk.letters import fonts
from foidesk.letters.engine.flow import Sheet
from foidesk.letters.engine.grid import Look
from foidesk.letters.engine.text import Colour, Style

MM = 72 / 25.4
_LONG, _SHORT = 297 * MM, 210 * MM


def _colour(code: str) -> Colour:
    red, green, blue = (round(int(code[at : at + 2], 16) / 255, 4) for at in (1, 3, 5))
    return red, green, blue


INK, SECONDARY, ACCENT, LINK = (_colour(code) for code in ("#0b0c0c", "#505a5f", "#1d3a6e", "#1d4f9e"))
RULE, WASH, BAR = (_colour(code) for code in ("#b1b4b6", "#f3f5f8", "#8a94a6"))
UPRIGHT = Sheet(_SHORT, _LONG, side=26 * MM, top=20 * MM, bottom=22 * MM)
TURNED = Sheet(_LONG, _SHORT, side=20 * MM, top=18 * MM, bottom=20 * MM)
"""The paper of a table that is too wide to be read upright."""
FOOT = 12 * MM
"""How high above the paper's edge the foot stands."""
SEAL = 44.0
"""The side of the signature's square, in points."""
TABLE_LOOK = Look(WASH, ACCENT, RULE)
CLOSE_LOOK = replace(TABLE_LOOK, beside=3.5)
"""For a table that would otherwise be too wide to stand upright."""
FACTS_LOOK = Look(None, ACCENT, RULE, beside=0.0)


@cache
def styles() -> dict[str, Style]:
    """The styles of paragraphs, by name."""
    fonts.load()
    body = Style(fonts.REGULAR, 12, 17, INK, after=7)

    def style(**changes: Any) -> Style:
        return replace(body, **changes)

    cell = style(size=10.5, leading=14.5, after=0)
    th = replace(cell, font=fonts.SEMIBOLD)
    return {
        "body": body,
        "small": style(size=11, leading=15.5),
        "organisation": style(font=fonts.BOLD, size=19, leading=23, colour=ACCENT, after=1),
        "address": style(size=10.5, leading=14, colour=SECONDARY, after=0),
        "h1": style(font=fonts.BOLD, size=21, leading=26, before=16, after=10, even=True),
        "h2": style(font=fonts.BOLD, size=15, leading=20, colour=ACCENT, before=14, after=5, even=True),
        "h3": style(font=fonts.BOLD, before=10, after=3, even=True),
        "h4": style(font=fonts.SEMIBOLD, before=7, after=3),
        "h5": style(font=fonts.SEMIBOLD, colour=SECONDARY, before=4, after=2),
        "quote": style(indent=12, colour=SECONDARY),
        "item": style(indent=16, after=4),
        "item-last": style(indent=16),
        "quoted-item": style(indent=28, colour=SECONDARY, after=4),
        "note": style(size=10.5, leading=14.5, colour=SECONDARY, after=4),
        "cell": cell,
        "number": replace(cell, right=True),
        "th": th,
        "thn": replace(th, right=True),
        "caption": replace(th, before=8, after=3),
        "sign": style(after=0),
        "beside": style(after=0, indent=SEAL + 12),
        "signed": style(size=10.5, leading=14, colour=SECONDARY, after=0, indent=SEAL + 12),
    }
