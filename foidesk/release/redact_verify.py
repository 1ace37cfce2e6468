"""Proof that a redacted PDF holds nothing under its boxes, by another library than those that made it.

Three looks, none of which believes the boxes of the redaction alone: pdfminer.six reads what can be taken from the new file; it says where the
words stood in the old one, by its own geometry, and the pixels there must be black; and every stream and string of the new file is searched.
"""

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfpage import PDFPage
from PIL import Image

from foidesk.release.marks import Mark
from foidesk.release.pdf_glyphs import Place
from foidesk.release.pdf_walk import strings_and_streams
from foidesk.release.redact_find import spelt

_BLACK = 24
_CORE = 0.2
"""The edge of a character's box that is left out: other libraries draw it a little larger than its ink."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as the second library sees it: its text and box in shares of the shown page, from the upper left."""

    text: str
    place: Place


def remains(original: bytes, made: bytes, marks: Sequence[Mark], texts: Sequence[str]) -> list[str]:
    """What was found left over, in plain words; nothing where the redaction is whole. Raises what pdfminer raises."""
    wanted = [spelt(text) for text in texts]
    pages = [*letters(made)]
    faults = [*_readable(pages, marks, wanted)]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pictures = {number: page_picture(pdf.pages[number - 1]) for number in {mark.page for mark in marks}}
        faults += _seen(pictures, marks)
        faults += _raw(pdf, texts)
    if wanted:
        faults += _where_they_stood(original, pictures, wanted)
    return faults


def letters(data: bytes) -> Iterator[list[Letter]]:
    """The characters of each page as pdfminer reads them."""
    boxes = [_shown(page) for page in PDFPage.get_pages(io.BytesIO(data))]
    for shown, page in zip(boxes, extract_pages(io.BytesIO(data), laparams=None), strict=True):
        yield [Letter(each.get_text(), _share(each.bbox, shown)) for each in _characters(page)]


def _shown(page: PDFPage) -> Place:
    """The part of a page that is shown, in pdfminer's own frame: turned, with the media box's corner as its origin."""
    left, bottom, right, top = _ordered(page.mediabox)
    inner = _ordered(page.cropbox)
    crop = (max(left, inner[0]), max(bottom, inner[1]), min(right, inner[2]), min(top, inner[3]))
    if crop[0] >= crop[2] or crop[1] >= crop[3]:
        crop = (left, bottom, right, top)
    match page.rotate % 360:
        case 90:
            return (crop[1] - bottom, right - crop[2], crop[3] - bottom, right - crop[0])
        case 180:
            return (right - crop[2], top - crop[3], right - crop[0], top - crop[1])
        case 270:
            return (top - crop[3], crop[0] - left, top - crop[1], crop[2] - left)
    return (crop[0] - left, crop[1] - bottom, crop[2] - left, crop[3] - bottom)


def _ordered(box: Sequence[float]) -> Place:
    return (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))


def _share(box: Sequence[float], shown: Place) -> Place:
    width, height = shown[2] - shown[0], shown[3] - shown[1]
    return (
        (box[0] - shown[0]) / width,
        1 - (box[3] - shown[1]) / height,
        (box[2] - shown[0]) / width,
        1 - (box[1] - shown[1]) / height,
    )


def _characters(item: object) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for each in item:
            yield from _characters(each)


def _readable(pages: Sequence[Sequence[Letter]], marks: Sequence[Mark], wanted: Sequence[str]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        on_page = [mark for mark in marks if mark.page == number]
        sections = spelt("".join(mark.section for mark in on_page))
        boxes = [(mark.left, mark.top, mark.right, mark.bottom) for mark in on_page]
        left = [letter.text for letter in page if letter.text.strip() and _lies_in(letter.place, boxes)]
        if set(spelt("".join(left))) - set(sections) or len(spelt("".join(left))) > len(sections):
            yield f"characters under a box on page {number}"
        text = spelt("".join(letter.text for letter in page))
        if any(want in text for want in wanted if want not in sections):
            yield f"the words on page {number}"


def _lies_in(place: Place, boxes: Sequence[Place]) -> bool:
    """Whether a character's middle lies in a box: its edges are where its font says, not where its ink is."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return any(left < x < right and top < y < bottom for left, top, right, bottom in boxes)


def page_picture(page: pikepdf.Page) -> Image.Image:
    """The picture that a redacted page consists of, as its stream unpacks. Raises ValueError for a page that is none."""
    drawn = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary()).get("/Page")
    if not isinstance(drawn, pikepdf.Stream):
        raise ValueError("no picture")
    return pikepdf.PdfImage(drawn).as_pil_image().convert("L")


def _seen(pictures: dict[int, Image.Image], marks: Sequence[Mark]) -> Iterator[str]:
    for mark in marks:
        picture = pictures[mark.page]
        left, top, right, bottom = mark.on(*picture.size)
        box = (int(left), int(top), max(int(left) + 1, math.ceil(right)), max(int(top) + 1, math.ceil(bottom)))
        if not _is_black(picture, box):
            yield f"something to be seen in a box on page {mark.page}"


def _is_black(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    inside = (max(0, box[0]), max(0, box[1]), min(picture.width, box[2]), min(picture.height, box[3]))
    if inside[0] >= inside[2] or inside[1] >= inside[3]:
        return True
    return sum(picture.crop(inside).histogram()[_BLACK:]) == 0


def _raw(pdf: pikepdf.Pdf, texts: Sequence[str]) -> Iterator[str]:
    """Every stream and string of the file, for the words in the encodings that PDFs use."""
    needles = {form.lower() for text in texts if len(text.strip()) > 3 for form in _encoded(text)}
    for data in strings_and_streams(pdf):
        small = data.lower()
        if any(needle in small for needle in needles):
            yield "the words in a stream of the file"
            return


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in ("latin-1", "utf-8", "utf-16-be", "utf-16-le"):
        coded = text.strip().encode(encoding, "ignore")
        yield coded
        yield coded.hex().encode()


def _where_they_stood(original: bytes, pictures: dict[int, Image.Image], wanted: Sequence[str]) -> Iterator[str]:
    """The pixels of the new pages where the second library finds the words on the old ones."""
    for number, page in enumerate(letters(original), 1):
        places = [*_places(page, wanted)]
        if places and number not in pictures:
            yield f"the words on page {number}, which was not redacted"
        elif any(not _is_black(pictures[number], _core(place, pictures[number].size)) for place in places):
            yield f"something to be seen where the words stood on page {number}"


def _places(page: Sequence[Letter], wanted: Sequence[str]) -> Iterator[Place]:
    spelled = [(letter, part) for letter in page for part in spelt(letter.text)]
    text = "".join(part for _, part in spelled)
    for want in wanted:
        start = text.find(want)
        while start >= 0:
            yield from (letter.place for letter, _ in spelled[start : start + len(want)])
            start = text.find(want, start + 1)


def _core(place: Place, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The inner part of a character's box in pixels: where its ink is, whatever the library takes for its edges."""
    left, top, right, bottom = place[0] * size[0], place[1] * size[1], place[2] * size[0], place[3] * size[1]
    across, along = _CORE * (right - left), _CORE * (bottom - top)
    return (int(left + across), int(top + along), int(right - across), int(bottom - along))
