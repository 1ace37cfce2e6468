"""Where words stand in a PDF: every occurrence, also over the end of a line, with a hyphen or a ligature in it, hidden or seen."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from foidesk.errors import UserError
from foidesk.release.marks import MOST_MARKS, Mark
from foidesk.release.pdf import UNREADABLE
from foidesk.release.pdf_glyphs import Glyph, Place, around
from foidesk.release.pdf_look import Document, PageLook

LEAST_LETTERS = 2
_QUIET = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
_JOINTS = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\x02"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00b4": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class Found:
    """The boxes around every occurrence, how many there are, and the pages (from 1) whose pictures, notes or fields could not be searched."""

    marks: tuple[Mark, ...]
    occurrences: int
    unsearched: tuple[int, ...]


def find(data: bytes, texts: Sequence[str], section: str = "") -> Found:
    """Every occurrence of some texts, whatever their case. Raises UserError for a text that is too short, or a file that cannot be read."""
    try:
        return find_in(Document(data), texts, section)
    except UNREADABLE as error:
        raise UserError("The PDF cannot be read, so nothing was looked for in it.") from error


def find_in(document: Document, texts: Sequence[str], section: str = "") -> Found:
    """The same in a PDF that is open. Raises UserError, and what the parsers raise."""
    wanted = [spelt(text) for text in texts]
    if not wanted or any(len(text) < LEAST_LETTERS for text in wanted):
        raise UserError("Give the words to be found: two letters or figures at least.")
    marks: list[Mark] = []
    count, unsearched = 0, []
    for number in range(len(document)):
        look = document.page(number)
        for run in _occurrences(look.glyphs, wanted):
            count += 1
            marks += (_mark(place, look, number + 1, section) for place in _lines(run))
        if _has_unread(look):
            unsearched.append(number + 1)
        if len(marks) > MOST_MARKS:
            raise UserError("The words stand in too many places to be redacted one by one. Give longer ones.")
    return Found(tuple(dict.fromkeys(marks)), count, tuple(unsearched))


def _has_unread(look: PageLook) -> bool:
    """Whether a page shows words that are not its text: in pictures without recognised text, in notes, in fields."""
    if look.picture_mask is not None and not any(glyph.scanned for glyph in look.glyphs):
        return True
    for index in range(pdfium.FPDFPage_GetAnnotCount(look.page)):
        note = pdfium.FPDFPage_GetAnnot(look.page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind not in _QUIET:
            return True
    return False


def spelt(text: str) -> str:
    """A text by which it is compared: without case, blanks, hyphens, accents of print (ligatures, curly quotes) and joints that are not seen."""
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES).casefold()
    return "".join(each for each in plain if not each.isspace() and each not in _JOINTS and each not in _HYPHENS)


def _occurrences(glyphs: Sequence[Glyph], wanted: Sequence[str]) -> Iterator[list[Glyph]]:
    letters: list[str] = []
    owners: list[int] = []
    for index, glyph in enumerate(glyphs):
        for letter in spelt(glyph.text):
            letters.append(letter)
            owners.append(index)
    text = "".join(letters)
    for want in wanted:
        start = text.find(want)
        while start >= 0:
            first, last = owners[start], owners[start + len(want) - 1]
            yield [glyph for glyph in glyphs[first : last + 1] if glyph.text.strip()]
            start = text.find(want, start + 1)


def _lines(run: Sequence[Glyph]) -> Iterator[Place]:
    """The boxes of a run, one for each line of it: as high as the line, so that no letter's height shows."""
    line: list[Glyph] = []
    for glyph in run:
        if line and not _same_line(line[-1], glyph):
            yield _box(line)
            line = []
        line.append(glyph)
    if line:
        yield _box(line)


def _same_line(one: Glyph, other: Glyph) -> bool:
    if abs(one.angle - other.angle) > 0.01:
        return False
    first, second = one.line, other.line
    across = min(first[3], second[3]) - max(first[1], second[1])
    along = min(first[2], second[2]) - max(first[0], second[0])
    reach = max(first[3] - first[1], first[2] - first[0])
    near = max(first[0], second[0]) - min(first[2], second[2]) < 4 * reach
    close = max(first[1], second[1]) - min(first[3], second[3]) < 4 * reach
    return (across > 0 and near) or (along > 0 and close)


def _box(line: Sequence[Glyph]) -> Place:
    """Around the ink of a line's part and a little more: the edge of a letter may reach a pixel further."""
    left, top, right, bottom = around([glyph.place for glyph in line])
    high = around([glyph.line for glyph in line])
    sideways = abs(round(line[0].angle / 1.5707963) % 2) == 1
    if sideways:
        return (min(left, high[0]) - 1, top - 2, max(right, high[2]) + 1, bottom + 2)
    return (left - 2, min(top, high[1]) - 1, right + 2, max(bottom, high[3]) + 1)


def _mark(place: Place, look: PageLook, page: int, section: str) -> Mark:
    width, height = look.size
    left, top, right, bottom = (max(0.0, place[0]), max(0.0, place[1]), min(width, place[2]), min(height, place[3]))
    if right <= left or bottom <= top:
        # Beside the page: a sliver at its edge, so that the page is made anew and the words go.
        left, top, right, bottom = 0.0, 0.0, 1.0, 1.0
    return Mark(page, left / width, top / height, right / width, bottom / height, section, found=True)
