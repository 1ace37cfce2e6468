"""The letter's faces: Source Sans 3, shipped whole and slimmed in memory when it is loaded, and a second face for what that lacks."""

import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from foidesk.letters.engine import script
from foidesk.paths import resource

REGULAR, SEMIBOLD, BOLD, ITALIC, SECOND = "Letter", "Letter-Semibold", "Letter-Bold", "Letter-Italic", "Letter-Second"
_NOT_PRINTED = ("GSUB", "GPOS", "GDEF", "DSIG", "BASE", "STAT", "fpgm", "prep", "cvt ", "gasp", "hdmx", "kern")
_FILES = {
    REGULAR: "SourceSans3-Regular.ttf",
    SEMIBOLD: "SourceSans3-Semibold.ttf",
    BOLD: "SourceSans3-Bold.ttf",
    ITALIC: "SourceSans3-It.ttf",
}
_SECOND_FILE = "FoideskSecond-Regular.ttf"


@cache
def load() -> frozenset[int]:
    """Register the faces with ReportLab once; returns the characters that can be printed."""
    return frozenset(map(ord, _first() | _second()))


@cache
def _first() -> frozenset[str]:
    """The characters that every face of Source Sans 3 has."""
    each = [_registered(name, _slimmed(resource("fonts", "source-sans", file).read_bytes())) for name, file in _FILES.items()]
    return frozenset.intersection(*each)


@cache
def _second() -> frozenset[str]:
    """The characters of the second face, without letters that it could set only wrongly."""
    known = _registered(SECOND, resource("fonts", "second", _SECOND_FILE).read_bytes())
    return frozenset(character for character in known if script.writable(character))


@cache
def _joining() -> frozenset[str]:
    """Register the second face once for each way in which letters join: with the joined form under the plain letter.

    So a letter is read as itself wherever the file is opened, and not as one of four that look alike.
    """
    data = resource("fonts", "second", _SECOND_FILE).read_bytes()
    for form in script.FORMS:
        font = FontFile(io.BytesIO(data))
        own = font.getBestCmap()
        shapes = {letter: own[code] for letter, code in script.letters_in(form).items() if code in own}
        for table in font["cmap"].tables:
            table.cmap = shapes
        _share(font["hmtx"], shapes, own[script.HAIR])
        # ReportLab tells embedded files apart by this name.
        for entry in font["name"].names:
            entry.string = f"FoideskSecond-{form.title().replace('-', '')}" if entry.nameID == 6 else entry.toUnicode()
        out = io.BytesIO()
        font.save(out, reorderTables=None)
        _registered(f"{SECOND}-{form}", out.getvalue())
    return _second()


def _share(widths: Any, shapes: Mapping[int, str], blank: str) -> None:
    """Where two letters have one shape, half of its width belongs to the blank that stands for the first."""
    if blank in shapes.values():
        for shape in set(shapes.values()) - {blank}:
            whole, bearing = widths[shape]
            widths[shape] = (whole // 2, bearing)
            widths[blank] = (whole - whole // 2, 0)


def _registered(name: str, data: bytes) -> frozenset[str]:
    font = TTFont(name, io.BytesIO(data))
    pdfmetrics.registerFont(font)
    return frozenset(map(chr, font.face.charToGlyph))


def faces(text: str, face: str) -> Iterator[tuple[str, str, bool]]:
    """Text in stretches, each with its face and whether it is written from right to left (then with its letters joined).

    Every character must be one that `load` knows.
    """
    if _first().issuperset(text):
        yield text, face, False
        return
    for stretch, backwards in script.stretches(text):
        if backwards and _joining().issuperset(shown := script.joined(stretch)):
            yield shown, SECOND, True
        else:
            yield from ((part, name, False) for part, name in _by_face(stretch, face))


def _by_face(text: str, face: str) -> Iterator[tuple[str, str]]:
    """Text in stretches that one face has whole."""
    first = _first()
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (text[at] in first) != (text[start] in first):
            yield text[start:at], face if text[start] in first else SECOND
            start = at


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
