"""The characters of a PDF's page, with their places on the page as it is shown.

All places are pixels of that page, after rotation and cropping, from its upper left corner.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pypdfium2
import pypdfium2.raw as pdfium

INVISIBLE_MODES = (3, 7)
"""The ways of painting text that leave no mark."""
_FINE = 64

Place = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Hidden(StrEnum):
    """Why a character is not seen, as the code of the fault."""

    OUTSIDE = "outside-page"
    COVERED = "text-under-box"
    INVISIBLE = "invisible-text"


@dataclass(slots=True)
class Glyph:
    """One character: its box of ink, the box of its line's height, its angle (radians, anticlockwise as shown), and why it is hidden."""

    text: str
    place: Place
    line: Place
    angle: float
    mode: int
    colour: tuple[int, int, int] | None = None
    hidden: Hidden | None = None
    scanned: bool = False
    """Not drawn itself, but the picture beneath shows it: a layer of recognised text."""
    doubtful: bool = False
    """Shares its place with another character of which one is hidden: whose ink is seen cannot be told for certain."""


def words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters in the runs that blanks part; a step that is wider than the line is high parts them too."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (not glyph.text.strip() or _apart(run[-1].place, glyph.place)):
            yield run
            run = []
        if glyph.text.strip():
            run.append(glyph)
    if run:
        yield run


def _apart(one: Place, other: Place) -> bool:
    reach = 0.6 * max(one[3] - one[1], other[3] - other[1], one[2] - one[0], other[2] - other[0], 4)
    gaps = (max(one[0], other[0]) - min(one[2], other[2]), max(one[1], other[1]) - min(one[3], other[3]))
    return max(gaps) > reach


def around(places: "Iterator[Place] | Sequence[Place]") -> Place:
    """The box around some boxes."""
    left, top, right, bottom = zip(*places, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def characters(page: pypdfium2.PdfPage, size: tuple[int, int]) -> Iterator[Glyph]:
    """Every character that can be taken from a page, in its order there; blanks have no place."""
    to_pixels = Mapping(page, size)
    text = page.get_textpage()
    rotation = page.get_rotation()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not character.strip():
            yield Glyph(" ", (0, 0, 0, 0), (0, 0, 0, 0), 0, 0)
            continue
        tight, loose = text.get_charbox(index), text.get_charbox(index, loose=True)
        if tight[2] - tight[0] < 0.05 or tight[3] - tight[1] < 0.05:
            tight = loose
        angle = pdfium.FPDFText_GetCharAngle(text, index) - math.radians(rotation)
        mode, colour = _painted(text, index)
        yield Glyph(character, to_pixels.box(tight), to_pixels.box(loose), angle, mode, colour)


def _painted(text: pypdfium2.PdfTextPage, index: int) -> tuple[int, tuple[int, int, int] | None]:
    """How a character is painted (3 not at all, 7 as an edge alone, -1 in white or without colour, else 0), and its colour if it has one."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, index))
    if mode in INVISIBLE_MODES:
        return int(mode), None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if mode or not pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        return 0, None
    colour = (red.value, green.value, blue.value)
    return (-1 if alpha.value < 13 or min(colour) > 235 else 0), (colour if alpha.value == 255 else None)


class Mapping:
    """From a page's own coordinates to pixels as it is shown: rotation, crop box, moved origin and unit are the renderer's business."""

    def __init__(self, page: pypdfium2.PdfPage, size: tuple[int, int]) -> None:
        conv = pypdfium2.PdfPosConv(page, (0, 0, size[0] * _FINE, size[1] * _FINE, 0))
        origin, right, up = conv.to_bitmap(0, 0), conv.to_bitmap(100, 0), conv.to_bitmap(0, 100)
        self.origin = (origin[0] / _FINE, origin[1] / _FINE)
        self.across = ((right[0] - origin[0]) / _FINE / 100, (right[1] - origin[1]) / _FINE / 100)
        self.along = ((up[0] - origin[0]) / _FINE / 100, (up[1] - origin[1]) / _FINE / 100)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in pixels."""
        return (
            self.origin[0] + x * self.across[0] + y * self.along[0],
            self.origin[1] + x * self.across[1] + y * self.along[1],
        )

    def box(self, box: tuple[float, float, float, float]) -> Place:
        """A box of the page (left, bottom, right, top) in pixels."""
        xs, ys = zip(self.point(box[0], box[1]), self.point(box[2], box[3]), strict=True)
        return (min(xs), min(ys), max(xs), max(ys))
