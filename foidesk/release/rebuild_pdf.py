"""A PDF made anew from what its pages show: nothing is copied but pages.

A page that hides nothing keeps its text and lines; any other becomes a picture with a layer of the words that are seen on it. No property,
bookmark, note, field, script, layer or attached file comes along.
"""

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from foidesk.errors import UserError
from foidesk.release.marks import MOST_SECTION, Mark
from foidesk.release.pdf import UNREADABLE, opened, page_findings
from foidesk.release.pdf_about import layer_states
from foidesk.release.pdf_glyphs import Glyph, Mapping, Place, words
from foidesk.release.pdf_look import Document, PageLook, draw
from foidesk.release.pdf_strip import Left, inherited, stripped
from foidesk.release.pdf_structure import annotations, dangerous
from foidesk.release.rebuild_pdf_layer import FONT, is_straight, layer, layer_font

DOTS = 200 / 72
MOST_PIXELS = 12_000_000
_BY_WORDS = 0.2
"""A character of which more than this share lies under a box is not written back."""
_KEPT = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_LABEL = "/Label"
_LARGE = 900_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new file, and which of its pages (from 1) are pictures now."""

    data: bytes
    drawn: tuple[int, ...]


def safe_pdf(data: bytes) -> Rebuilt:
    """A copy that holds only what is seen. Raises UserError where the file cannot be read."""
    return rebuilt(data, ())


def rebuilt(data: bytes, marks: Sequence[Mark], document: Document | None = None) -> Rebuilt:
    """The PDF made anew with boxes burned in. Raises UserError where the file cannot be read, or a box lies on no page.

    `document` is the same file, where it is open already.
    """
    try:
        return _Rebuilder(document or Document(data), marks).rebuild()
    except UNREADABLE as error:
        raise UserError("The PDF cannot be read, so nothing was made of it. Save it anew in the program that made it.") from error


class _Rebuilder:
    def __init__(self, document: Document, marks: Sequence[Mark]) -> None:
        self.source = opened(document.data)
        self.document = document
        if len(self.source.pages) != len(self.document):
            raise ValueError("two counts of pages")
        if any(mark.page > len(self.document) for mark in marks):
            raise UserError(f"The PDF has {len(self.document)} pages; a box lies on none of them.")
        self.marks = marks
        self.plain = pikepdf.open(io.BytesIO(stripped(document.data, Left.UNMARKED)))
        # What a layer or a photograph hides is not told page by page: then no page is kept as it is.
        self.trusted = not layer_states(self.source) and not [*dangerous_pictures(self.source)]
        self.made = pikepdf.new()
        self.font: pikepdf.Object | None = None

    def rebuild(self) -> Rebuilt:
        drawn = []
        for number in range(len(self.document)):
            look = self.document.page(number)
            boxes = [*(mark for mark in self.marks if mark.page == number + 1), *self._marked_only(look)]
            if boxes or not self._may_stay(look):
                self._draw(look, boxes)
                drawn.append(number + 1)
            else:
                self._keep(number)
        self.made.remove_unreferenced_resources()
        out = io.BytesIO()
        self.made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return Rebuilt(out.getvalue(), tuple(drawn))

    def _may_stay(self, look: PageLook) -> bool:
        notes = [
            each for each in annotations(self.source.pages[look.number]) if str(each.get("/Subtype")) not in {"/Link", "/Popup"}
        ]
        return self.trusted and not notes and next(page_findings(self.document, look), None) is None

    def _marked_only(self, look: PageLook) -> Iterator[Mark]:
        """Redactions that were marked in the file and not applied: without its mark the text would go out as if it were released."""
        to_pixels, (width, height) = Mapping(look.page, look.size), look.size
        for each in annotations(self.source.pages[look.number]):
            if str(each.get("/Subtype")) != "/Redact":
                continue
            for box in quads(each):
                left, top, right, bottom = to_pixels.box(box)
                section = str(each.get("/OverlayText", ""))[:MOST_SECTION]
                yield Mark(look.number + 1, left / width, top / height, right / width, bottom / height, section)

    def _keep(self, number: int) -> None:
        """A page with what it shows and nothing else."""
        page = self.plain.pages[number].obj
        kept = {key: inherited(page, key) for key in (*_KEPT, "/Resources", "/Contents")}
        for key in [*page.keys()]:
            del page[key]
        page[Name.Type] = Name.Page
        for key, value in kept.items():
            if value is not None:
                page[key] = value
        if isinstance(kept["/Resources"], pikepdf.Dictionary):
            _strip_resources(kept["/Resources"], set())
        self.made.pages.append(self.plain.pages[number])

    def _draw(self, look: PageLook, marks: Sequence[Mark]) -> None:
        width, height = look.points
        scale = min(DOTS, (MOST_PIXELS / (width * height)) ** 0.5)
        picture = draw(look.page, scale)
        pen = ImageDraw.Draw(picture)
        burned = [mark.on(*picture.size) for mark in marks]
        for left, top, right, bottom in burned:
            pen.rectangle((int(left), int(top), int(right + 0.999), int(bottom + 0.999)), fill=(0, 0, 0))
        hidden = [mark.on(*look.size) for mark in marks]
        runs = [*_readable(look.glyphs, hidden)]
        content = b"q %.4f 0 0 %.4f 0 0 cm /Page Do Q\n" % (width, height)
        content += layer(runs, look.scale, height) + labels(marks, width, height)
        self.font = self.font or layer_font(self.made)
        plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        fonts = Dictionary({FONT: self.font, _LABEL: plain})
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(width, 4), round(height, 4)]),
            Resources=Dictionary(XObject=Dictionary(Page=pixels(self.made, picture)), Font=fonts),
            Contents=self.made.make_stream(content),
        )
        unit: object = inherited(self.source.pages[look.number].obj, "/UserUnit")
        if isinstance(unit, int | float) and unit > 0:
            page[Name.UserUnit] = unit
        self.made.pages.append(pikepdf.Page(self.made.make_indirect(page)))


def quads(note: pikepdf.Object) -> list[Place]:
    """The boxes of an annotation that marks words: one for each of its four-cornered parts, else its own."""
    points = [float(each) for each in note.get("/QuadPoints", [])]
    parts = [points[start : start + 8] for start in range(0, len(points) - 7, 8)] or [[float(each) for each in note["/Rect"]]]
    return [(min(part[0::2]), min(part[1::2]), max(part[0::2]), max(part[1::2])) for part in parts]


def dangerous_pictures(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What photographs inside the PDF tell beside their pixels."""
    return (each.code for each in dangerous(pdf) if "photograph" in each.where)


def _strip_resources(resources: pikepdf.Object, seen: set[tuple[int, int]]) -> None:
    """Take from the resources of a page what is not drawn: lists of marks, layers, properties of pictures and programs' own data."""
    for key in ("/Properties", "/Metadata", "/PieceInfo"):
        if key in resources:
            del resources[key]
    for named in resources.values():
        for each in named.values() if isinstance(named, pikepdf.Dictionary) else ():
            if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream) or each.objgen in seen:
                continue
            if each.is_indirect:
                seen.add(each.objgen)
            for key in (
                "/Metadata",
                "/PieceInfo",
                "/OC",
                "/LastModified",
                "/StructParent",
                "/StructParents",
                "/Alternates",
                "/OPI",
                "/Ref",
            ):
                if key in each:
                    del each[key]
            inner = each.get("/Resources")
            if isinstance(inner, pikepdf.Dictionary):
                _strip_resources(inner, seen)


def _readable(glyphs: Sequence[Glyph], boxes: Sequence[Place]) -> Iterator[list[Glyph]]:
    """The words that are seen and lie under no box; a word that a box cuts is two."""
    blank = Glyph(" ", (0, 0, 0, 0), (0, 0, 0, 0), 0, 0)
    return words(
        [
            blank if glyph.hidden or glyph.doubtful or is_under(glyph.place, boxes, is_straight(glyph.angle)) else glyph
            for glyph in glyphs
        ]
    )


def is_under(place: Place, boxes: Iterable[Place], straight: bool = True) -> bool:
    """Whether more than a fifth of a character lies under a box; of a slanted one, whose box is larger than itself, anything at all."""
    left, top, right, bottom = place
    area = max((right - left) * (bottom - top), 1e-6)
    least = _BY_WORDS * area if straight else 0
    for box in boxes:
        width, height = min(right, box[2]) - max(left, box[0]), min(bottom, box[3]) - max(top, box[1])
        if width > 0 and height > 0 and width * height > least:
            return True
    return False


def labels(marks: Sequence[Mark], width: float, height: float) -> bytes:
    """The section of each box, written on it in white: it can be read, searched and read aloud."""
    drawn = []
    for mark in marks:
        left, top, right, bottom = mark.on(width, height)
        text = mark.section.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        long, high = right - left, bottom - top
        turned = high > 2 * long
        size = min(9.0, 0.75 * min(long, high), 0.9 * max(long, high) / (0.55 * max(len(mark.section), 1)))
        if not text or size < 0.5:
            continue
        reach = 0.5 * size * len(mark.section)
        x, y = (left + right) / 2, height - (top + bottom) / 2
        matrix = (0, 1, -1, 0, x + 0.35 * size, y - reach / 2) if turned else (1, 0, 0, 1, x - reach / 2, y - 0.35 * size)
        drawn.append(f"{_LABEL} {size:.2f} Tf {' '.join(f'{each:.3f}' for each in matrix)} Tm (".encode() + text + b") Tj\n")
    return b"BT 0 Tr 100 Tz 1 g\n" + b"".join(drawn) + b"ET\n" if drawn else b""


def pixels(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Object:
    """A picture as an object of the PDF: grey where it has no colour, exact where that is not too large."""
    red, green, blue = picture.split()
    grey = red.tobytes() == green.tobytes() == blue.tobytes()
    drawn = red if grey else picture
    space = Name.DeviceGray if grey else Name.DeviceRGB
    packed, way = zlib.compress(drawn.tobytes(), 6), Name.FlateDecode
    if len(packed) > _LARGE:
        out = io.BytesIO()
        drawn.save(out, "JPEG", quality=90, subsampling=0)
        packed, way = out.getvalue(), Name.DCTDecode
    stream = pikepdf.Stream(pdf, packed)
    stream.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=drawn.width,
        Height=drawn.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=way,
    )
    return pdf.make_indirect(stream)
