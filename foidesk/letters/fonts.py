"""The letter's faces: Source Sans 3, shipped whole and slimmed in memory when it is loaded."""

import io
from functools import cache

from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from foidesk.paths import resource

REGULAR, SEMIBOLD, BOLD, ITALIC = "Letter", "Letter-Semibold", "Letter-Bold", "Letter-Italic"
_NOT_PRINTED = ("GSUB", "GPOS", "GDEF", "DSIG", "BASE", "STAT", "fpgm", "prep", "cvt ", "gasp", "hdmx", "kern")
_FILES = {
    REGULAR: "SourceSans3-Regular.ttf",
    SEMIBOLD: "SourceSans3-Semibold.ttf",
    BOLD: "SourceSans3-Bold.ttf",
    ITALIC: "SourceSans3-It.ttf",
}


@cache
def load() -> frozenset[int]:
    """Register the faces with ReportLab once; returns the characters that every one of them has."""
    common: set[int] | None = None
    for name, file in _FILES.items():
        slim = _slimmed(resource("fonts", "source-sans", file).read_bytes())
        font = TTFont(name, io.BytesIO(slim))
        pdfmetrics.registerFont(font)
        common = set(font.face.charToGlyph) if common is None else common & set(font.face.charToGlyph)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    return frozenset(common or ())


def _slimmed(data: bytes) -> bytes:
    """The face without layout tables, hints and long names, which ReportLab would copy into each subset.

    The font on disk stays whole: its licence reserves the name for unmodified copies.
    """
    font = FontFile(io.BytesIO(data))
    for table in _NOT_PRINTED:
        if table in font:
            del font[table]
    font["name"].names = [entry for entry in font["name"].names if entry.nameID in {1, 2, 4, 6}]
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()
