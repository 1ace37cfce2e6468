"""A layer of text that is not drawn, over the picture of a page: what can be seen can be searched, copied and read aloud.

Only what the caller hands over is in it. The font has one empty-handed box for every character, so that no shape tells of another text.
"""

import io
import math
from collections.abc import Iterator, Sequence
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from foidesk.release.pdf_glyphs import Glyph, around

_ADVANCE = 500
_DROP = 0.2
"""How far below its line a letter reaches, as a share of its height."""
FONT = "/Layer"
Point = tuple[float, float]


def layer(runs: Sequence[Sequence[Glyph]], scale: float, height: float) -> bytes:
    """The operators that write runs of characters where they stand. `scale` is pixels a point, `height` that of the page in points."""
    drawn = [_run(run, scale, height) for run in runs]
    return b"BT 3 Tr\n" + b"".join(filter(None, drawn)) + b"ET\n" if any(drawn) else b""


def _run(run: Sequence[Glyph], scale: float, height: float) -> bytes:
    if is_straight(run[0].angle):
        return _written(run, _upright(run), scale, height, blank=True)
    # Each letter by itself: shared out evenly they would drift along a slanted line, and perhaps into a box.
    last = len(run) - 1
    return b"".join(_written([each], _slanted(each), scale, height, blank=at == last) for at, each in enumerate(run))


def _written(run: Sequence[Glyph], where: tuple[Point, float, float], scale: float, height: float, *, blank: bool) -> bytes:
    """The operators of a run that begins at a point (pixels) and is so long and high; a blank ends a word, for readers that go by gaps."""
    (start, length, size), angle = where, run[0].angle
    codes = "".join(glyph.text for glyph in run).encode("utf-16-be", "replace")
    if length <= 0 or size <= 0:
        return b""
    points = size / scale
    stretch = 100 * (length / scale) / (len(codes) / 2 * _ADVANCE / 1000 * points)
    cos, sin = math.cos(angle), math.sin(angle)
    place = (cos, sin, -sin, cos, start[0] / scale, height - start[1] / scale)
    matrix = " ".join(f"{each:.4f}" for each in place)
    return f"{FONT} {points:.3f} Tf {stretch:.3f} Tz {matrix} Tm <{codes.hex()}{'0020' * blank}> Tj\n".encode()


def is_straight(angle: float) -> bool:
    """Whether text runs along an edge of the page."""
    return abs(math.sin(2 * angle)) < 0.02


def _upright(run: Sequence[Glyph]) -> tuple[Point, float, float]:
    """Where a run along an edge of the page begins (pixels), how long it is and how high."""
    tight, line = around([glyph.place for glyph in run]), around([glyph.line for glyph in run])
    left, top, right, bottom = tight
    quarter = round(run[0].angle / (math.pi / 2)) % 4
    along, across = (right - left, line[3] - line[1]) if quarter % 2 == 0 else (bottom - top, line[2] - line[0])
    drop = _DROP * across
    start = {
        0: (left, line[3] - drop),
        1: (line[2] - drop, bottom),
        2: (right, line[1] + drop),
        3: (line[0] + drop, top),
    }[quarter]
    return start, along, across


def _slanted(glyph: Glyph) -> tuple[Point, float, float]:
    """The same for one letter at another angle, by its middle."""
    left, top, right, bottom = glyph.place
    size = max(right - left, bottom - top)
    along, below = size / 4, size * 0.3
    cos, sin = math.cos(glyph.angle), math.sin(glyph.angle)
    middle = ((left + right) / 2, (top + bottom) / 2)
    return (middle[0] - along * cos + below * sin, middle[1] + along * sin + below * cos), size / 2, size


def layer_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font of the layer: every code is the character of that number, and every character the same plain box."""
    program = pdf.make_stream(_program())
    program.Length1 = len(_program())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.FoideskLayer,
        Flags=4,
        FontBBox=Array([0, -200, _ADVANCE, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
        FontFile2=program,
    )
    wide = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.FoideskLayer,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        DW=_ADVANCE,
        CIDToGIDMap=pdf.make_stream(b"\x00\x01" * 65536),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.FoideskLayer,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(wide)]),
            ToUnicode=pdf.make_stream(_to_unicode()),
        )
    )


@cache
def _program() -> bytes:
    """A TrueType font of two glyphs: none, and a box as high as a line."""
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", "box"])
    build.setupCharacterMap({0x20: "box"})
    build.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": _box()})
    build.setupHorizontalMetrics({".notdef": (_ADVANCE, 0), "box": (_ADVANCE, 0)})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "FoideskLayer", "styleName": "Regular"})
    build.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    build.setupPost()
    build.font["head"].created = build.font["head"].modified = 0
    build.font.recalcTimestamp = False
    out = io.BytesIO()
    build.save(out)
    return out.getvalue()


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, -200))
    for corner in ((0, 800), (_ADVANCE, 800), (_ADVANCE, -200)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _to_unicode() -> bytes:
    """Codes to characters, one to one, in rows of 256 as the format demands."""
    rows = [f"<{row:02x}00> <{row:02x}ff> <{row:02x}00>" for row in range(256) if not 0xD8 <= row <= 0xDF]
    blocks = [f"{len(part)} beginbfrange\n{chr(10).join(part)}\nendbfrange" for part in _parts(rows, 100)]
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
        "/Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\n"
        f"endcodespacerange\n{chr(10).join(blocks)}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _parts(rows: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
