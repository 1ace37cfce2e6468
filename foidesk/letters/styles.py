"""The type of a letter: page, colours, sizes and spacing. No size under 10.5 points, no grey under 4.5:1 on white."""

from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from foidesk.letters import fonts

INK, SECONDARY, ACCENT, RULE, WASH, BAR = (
    HexColor(code) for code in ("#0b0c0c", "#505a5f", "#1d3a6e", "#b1b4b6", "#f3f5f8", "#8a94a6")
)
SIDE, TOP, BOTTOM = 26 * mm, 20 * mm, 22 * mm
WIDTH = A4[0] - 2 * SIDE
LINE = 17
"""One line of body text, in points."""
SEAL = 44
"""The side of the signature's square, in points."""


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The styles of paragraphs, by name."""
    fonts.load()
    body = ParagraphStyle(
        "body",
        fontName=fonts.REGULAR,
        fontSize=12,
        leading=17,
        textColor=INK,
        alignment=TA_LEFT,
        spaceAfter=7,
        allowWidows=0,
        allowOrphans=0,
    )

    def style(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **changes)

    return {
        "body": body,
        "small": style("small", fontSize=11, leading=15.5),
        "organisation": style("organisation", fontName=fonts.BOLD, fontSize=19, leading=23, textColor=ACCENT, spaceAfter=1),
        "address": style("address", fontSize=10.5, leading=14, textColor=SECONDARY, spaceAfter=0),
        "h1": style("h1", fontName=fonts.BOLD, fontSize=21, leading=26, spaceBefore=16, spaceAfter=10),
        "h2": style("h2", fontName=fonts.BOLD, fontSize=15, leading=20, textColor=ACCENT, spaceBefore=14, spaceAfter=5),
        "h3": style("h3", fontName=fonts.BOLD, spaceBefore=10, spaceAfter=3),
        "h4": style("h4", fontName=fonts.SEMIBOLD, spaceBefore=7, spaceAfter=3),
        "h5": style("h5", fontName=fonts.SEMIBOLD, textColor=SECONDARY, spaceBefore=4, spaceAfter=2),
        "quote": style("quote", leftIndent=12, textColor=SECONDARY, spaceAfter=7),
        "item": style("item", leftIndent=16, bulletIndent=3, bulletFontName=fonts.REGULAR, spaceAfter=4),
        "cell": style("cell", fontSize=10.5, leading=14.5, spaceAfter=0),
        "number": style("number", fontSize=10.5, leading=14.5, spaceAfter=0, alignment=TA_RIGHT),
        "th": style("th", fontName=fonts.SEMIBOLD, fontSize=10.5, leading=14.5, spaceAfter=0),
        "thn": style("thn", fontName=fonts.SEMIBOLD, fontSize=10.5, leading=14.5, spaceAfter=0, alignment=TA_RIGHT),
        "caption": style("caption", fontName=fonts.SEMIBOLD, fontSize=10.5, leading=14.5, spaceBefore=4, spaceAfter=3),
        "sign": style("sign", spaceAfter=0),
        "beside": style("beside", spaceAfter=0, leftIndent=SEAL + 12),
        "signed": style("signed", fontSize=10.5, leading=14, textColor=SECONDARY, spaceAfter=0, leftIndent=SEAL + 12),
    }


FACTS_STYLE = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ("LINEBELOW", (0, 0), (-1, -1), 0.6, RULE),
]
TABLE_STYLE = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("BACKGROUND", (0, 0), (-1, 0), WASH),
    ("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT),
    ("LINEBELOW", (0, 1), (-1, -1), 0.6, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]
