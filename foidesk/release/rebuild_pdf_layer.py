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

from foidesk.release.pdf_look import Glyph, Place, around

_ADVANCE = 500
_DROP = 0.2
"""How far below its line a letter reaches, as a share of its height."""
FONT = "/Layer"


def layer(runs: Sequence[Sequence[Glyph]], scale: float, height: float) -> bytes:
    """The operators that write runs of characters where they stand. `scale` is pixels a point, `height` that of the page in points."""
    drawn = [_run(run, scale, height) for run in runs]
    return b"BT 3 Tr\n" + b"".join(filter(None, drawn)) + b"ET\n" if any(drawn) else b""


def _run(run: Sequence[Glyph], scale: float, height: float) -> bytes:
    text = "".join(glyph.text for glyph in run)
    codes = text.encode("utf-16-be", "replace")
    angle = run[0].angle
    start, length, size = _upright(run) if _is_straight(angle) else _slanted(run)
    if length <= 0 or size <= 0:
        return b""
    points = size / scale
    stretch = 100 * (length / scale) / (len(codes) / 2 * _ADVANCE / 1000 * points)
    cos, sin = math.cos(angle), math.sin(angle)
    place = (cos, sin, -sin, cos, start[0] / scale, height - start[1] / scale)
    matrix = " ".join(f"{each:.4f}" for each in place)
    return f"{FONT} {points:.3f} Tf {stretch:.3f} Tz {matrix} Tm <{codes.hex()}> Tj\n".encode()


def _is_straight(angle: float) -> bool:
    return abs(math.sin(2 * angle)) < 0.02


def _upright(run: Sequence[Glyph]) -> tuple[tuple[float, float], float, float]:
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


def _slanted(run: Sequence[Glyph]) -> tuple[tuple[float, float], float, float]:
    """The same for a run at another angle, by the middles of its first and last character."""
    angle, (first, last) = run[0].angle, (_middle(run[0].place), _middle(run[-1].place))
    size = min(max(each.place[2] - each.place[0], each.place[3] - each.place[1]) for each in run)
    reach = math.dist(first, last)
    length = reach * len(run) / (len(run) - 1) if len(run) > 1 and reach else size / 2
    half = length / len(run) / 2
    below = size * 0.3
    return (
        (
            first[0] - half * math.cos(angle) - below * math.sin(angle) * -1,
            first[1] + half * math.sin(angle) + below * math.cos(angle),
        ),
        length,
        size,
    )


def _middle(place: Place) -> tuple[float, float]:
    return ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)


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
