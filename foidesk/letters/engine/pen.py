"""The pen: draws on pages and marks what each stretch of them is. ReportLab writes the pages and embeds what is used of the fonts.

Leans on inner parts of ReportLab 5.1: `Canvas._code`, and how a TrueType font is split into subsets. The version is held, and the tests on
structure and fonts would show a change.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from foidesk.letters.engine import script
from foidesk.letters.engine.text import Colour, Line, Piece, Style, measure
from foidesk.letters.engine.tree import Tag

# Packed pages as they are: ReportLab would write them once more as printable characters, for the mail of thirty years ago.
rl_config.useA85 = 0

LINK = "link-"
"""How the keys of links begin."""
_UNDERLINE = 0.7
_OUTER_BLANKS = re.compile("( *)(.*?)( *)", re.DOTALL)


@dataclass(slots=True)
class Field:
    """A place for a signature: its name, what it is for, and, once drawn, its page (from 0) and box in points."""

    name: str
    purpose: str
    page: int = 0
    box: tuple[float, float, float, float] = (0, 0, 0, 0)


class Pen:
    """Draws a document page by page. Distances are in points, from the lower left corner."""

    def __init__(self, font: str, size: float) -> None:
        self._out = io.BytesIO()
        # ReportLab would begin each page in Helvetica, which is not embedded and would be named in the file.
        self._canvas = Canvas(self._out, invariant=1, initialFontName=font, initialFontSize=size, pageCompression=1)
        self._marked = 0
        self._links = 0
        self.page = 0

    @property
    def _code(self) -> list[str]:
        code: list[str] = self._canvas._code
        return code

    def begin(self, width: float, height: float) -> None:
        """Begin a page."""
        self._canvas.setPageSize((width, height))
        self._marked = 0

    def end(self) -> None:
        """End a page."""
        self._canvas.showPage()
        self.page += 1

    def finished(self) -> bytes:
        """The document as ReportLab writes it, without its structure."""
        self._canvas.save()
        return self._out.getvalue()

    @contextmanager
    def tagged(self, tag: Tag) -> Iterator[None]:
        """Everything drawn inside belongs to an element."""
        self._open(tag)
        yield
        self._close()

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Everything drawn inside is decoration, which a reader passes over; `kind` is Layout or Pagination."""
        self._decorate(kind)
        yield
        self._close()

    def write(
        self,
        tag: Tag | None,
        lines: Sequence[Line],
        style: Style,
        place: tuple[float, float, float],
        decoration: str = "Layout",
    ) -> None:
        """Lines of a paragraph, each piece inside its own element or the paragraph's; without one they are decoration of a kind.

        `place` is left, top and width. Pieces are written in the order in which they are read, wherever they stand.
        """
        left, top, width = place
        code = self._code
        line_at = top - style.size
        inside: Tag | None = None
        links: list[tuple[Piece, float, float, float]] = []
        if tag is None:
            self._decorate(decoration)
        code += ("BT", _fill(style.colour))
        ink = style.colour
        font: tuple[str, int] | None = None
        for line in lines:
            start = left + (width - line.width if style.right else 0.0)
            for at, wide, piece, text in _placed(line, start, style):
                if tag is not None and (inside is None or inside is not (piece.tag or tag)):
                    if inside is not None:
                        self._close()
                    inside = piece.tag or tag
                    if inside is not tag and not inside.kids:
                        tag.kids.append(inside)
                    self._open(inside)
                if piece.colour != ink:
                    ink = piece.colour
                    code.append(_fill(ink))
                if piece.backwards:
                    self._show_backwards(text, piece.font, style, (at, line_at, wide))
                    font = None
                else:
                    code.append(f"1 0 0 1 {at:.2f} {line_at:.2f} Tm")
                    font = self._show(text, piece.font, style.size, font)
                if piece.link and tag is not None:
                    links.append((piece, at, line_at, wide))
            line_at -= style.leading
        if inside is not None:
            self._close()
        code.append("ET")
        if tag is None:
            self._close()
        for piece, at, baseline, wide in links:
            self._link(piece, (at, baseline - 3.5, at + wide, baseline + style.size - 1.5))
        if links:
            with self.artifact():
                for piece, at, baseline, wide in links:
                    self.fill((at, baseline - 2, wide, _UNDERLINE), piece.colour)

    def _open(self, tag: Tag) -> None:
        tag.kids.append((self.page, self._marked))
        self._code.append(f"/{tag.kind} <</MCID {self._marked}>> BDC")
        self._marked += 1

    def _decorate(self, kind: str) -> None:
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")

    def _close(self) -> None:
        self._code.append("EMC")

    def _show(self, text: str, font: str, size: float, current: tuple[str, int] | None) -> tuple[str, int] | None:
        """Show text; returns the face and subset that are set afterwards."""
        canvas, code = self._canvas, self._code
        face = pdfmetrics.getFont(font)
        for subset, part in face.splitString(text, canvas._doc):
            if current != (font, subset):
                current = (font, subset)
                code.append(f"{face.getSubsetInternalName(subset, canvas._doc)} {size:g} Tf")
            code.append(f"<{part.hex()}> Tj")
        return current

    def _show_backwards(self, text: str, font: str, style: Style, place: tuple[float, float, float]) -> None:
        """Show text from right to left, one letter after the other, so that the file too has them in the order in which they are read.

        Each is set in a face that has its shape under the plain letter, and so is read as what it is wherever the file is opened.
        """
        at, baseline, wide = place
        cursor = at + wide
        last = len(text) if style.right or not text.endswith(" ") else len(text) - 1
        for unit in script.units(text[:last]):
            face = f"{font}-{unit.form}" if unit.form else font
            cursor -= measure(unit.letters, face, style.size)
            self._code.append(f"1 0 0 1 {cursor:.2f} {baseline:.2f} Tm")
            self._show(unit.letters, face, style.size, None)
        if last < len(text):
            self._code.append(f"1 0 0 1 {at + wide:.2f} {baseline:.2f} Tm")
            self._show(" ", font, style.size, None)

    def _link(self, piece: Piece, box: tuple[float, float, float, float]) -> None:
        """An area that opens an address; it belongs to the piece's element and says in words where it leads."""
        if piece.tag is None or piece.link is None:
            raise ValueError("a link needs an element")
        self._links += 1
        key = f"{LINK}{self._links}"
        action = pdfdoc.PDFDictionary({"S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(piece.link)})
        words = piece.text if piece.link in piece.text else f"{piece.text} ({piece.link})"
        area = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "F": 4,
            "Border": pdfdoc.PDFArray([0, 0, 0]),
            "Rect": pdfdoc.PDFArray([round(value, 2) for value in box]),
            "Contents": pdfdoc.PDFString(_as_read(words).strip()),
            "NM": pdfdoc.PDFString(key),
            "A": action,
        }
        self._canvas._addAnnotation(pdfdoc.PDFDictionary(area))
        piece.tag.kids.append(key)

    def fill(self, box: tuple[float, float, float, float], colour: Colour) -> None:
        """A filled box: left, bottom, width, height."""
        left, bottom, width, height = box
        self._code.append(f"{_fill(colour)} {left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f")

    def picture(self, data: bytes, box: tuple[float, float, float, float]) -> None:
        """A picture, PNG or JPEG: left, bottom, width, height. What shines through is laid on white, the colour of the page."""
        left, bottom, width, height = box
        with Image.open(io.BytesIO(data)) as opened:
            seen = opened.convert("RGBA")
        page = Image.new("RGB", seen.size, "white")
        page.paste(seen, mask=seen.getchannel("A"))
        self._canvas.drawImage(ImageReader(page), left, bottom, width, height)

    def bookmark(self, text: str, level: int, top: float) -> None:
        """An entry of the outline, level 0 and up, that leads here."""
        key = f"place-{self.page}-{self._marked}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2), zoom=0)
        self._canvas.addOutlineEntry(_as_read(text), key, level, closed=False)


def _placed(line: Line, start: float, style: Style) -> Iterator[tuple[float, float, Piece, str]]:
    """The pieces of a line in reading order, each with where it begins on paper and how wide it is there."""
    if len(line.parts) == 1:
        piece, text = line.parts[0]
        yield start, line.width, piece, text
        return
    *others, end = [(piece, text, measure(text, piece.font, style.size)) for piece, text in line.parts]
    sized = [*others, (end[0], end[1], measure(end[1].rstrip(" "), end[0].font, style.size))]
    # A paragraph that begins with a word from right to left goes that way with everything in it.
    backwards = style.right and line.parts[0][0].backwards
    at = start + line.width if backwards else start
    for piece, text, wide in sized:
        if not backwards:
            yield at, wide, piece, text
            at += wide
        elif piece.backwards:
            at -= wide
            yield at, wide, piece, text
        else:
            for part in filter(None, _OUTER_BLANKS.fullmatch(text).groups()):  # type: ignore[union-attr]
                wide = measure(part, piece.font, style.size)
                at -= wide
                yield at, wide, piece, part


def _as_read(text: str) -> str:
    """Text without joined forms, and with plain blanks in place of those that no line may end at."""
    return script.as_read(text).replace("\u00a0", " ")


def _fill(colour: Colour) -> str:
    return "{:g} {:g} {:g} rg".format(*colour)
