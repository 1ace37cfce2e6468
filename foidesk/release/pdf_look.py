"""What can be seen of a PDF's text: each character with its place on the shown page, and the share of its ink that is there to be seen.

All places are pixels of the page as it is shown, after rotation and cropping, from its upper left corner.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import pypdfium2
from PIL import Image, ImageChops

from foidesk.release.pdf_glyphs import INVISIBLE_MODES, Glyph, Hidden, Place, around, characters, words
from foidesk.release.pdf_strip import Left, stripped

SCALE = 2.0
MOST_PIXELS = 30_000_000
LEAST_SEEN = 0.6
"""A character of whose ink less than this share is seen counts as hidden."""

_INK = 128
_CHANGE = 12
_BLOCK = 110
_CELL = 24
_LEAST_WORD = 3
_SPECK = 3
_OUTSIDE = (255, 0, 255, 255)
_UNSEEN = (Hidden.COVERED, Hidden.INVISIBLE)


class CannotLookError(Exception):
    """A page that cannot be drawn, or is too large to be looked at."""


class Document:
    """A PDF with its stripped twins, opened as often as it is asked for. Raises CannotLookError."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.judged: dict[int, list[Glyph]] = {}
        try:
            self.whole = pypdfium2.PdfDocument(data)
            self.whole.init_forms()
        except pypdfium2.PdfiumError as error:
            raise CannotLookError(str(error)) from error

    def __len__(self) -> int:
        return len(self.whole)

    @cached_property
    def without_text(self) -> pypdfium2.PdfDocument:
        """Its twin without text."""
        return self._twin(Left.NO_TEXT)

    @cached_property
    def text(self) -> pypdfium2.PdfDocument:
        """Its twin of text alone."""
        return self._twin(Left.TEXT)

    @cached_property
    def pictures(self) -> pypdfium2.PdfDocument:
        """Its twin of pictures alone."""
        return self._twin(Left.PICTURES)

    @cached_property
    def whole_pictures(self) -> pypdfium2.PdfDocument:
        """Its twin of pictures that nothing cuts."""
        return self._twin(Left.WHOLE_PICTURES)

    def _twin(self, left: Left) -> pypdfium2.PdfDocument:
        twin = pypdfium2.PdfDocument(stripped(self.data, left))
        twin.init_forms()
        if len(twin) != len(self.whole):
            raise CannotLookError("two counts of pages")
        return twin

    def page(self, number: int) -> "PageLook":
        """The look at one page, by its index."""
        return PageLook(self, number)


class PageLook:
    """One page: its pictures with and without parts, and its characters."""

    def __init__(self, document: Document, number: int, scale: float = SCALE) -> None:
        self.document = document
        self.number = number
        try:
            self.page = document.whole[number]
        except pypdfium2.PdfiumError as error:
            raise CannotLookError(str(error)) from error
        self.points = self.page.get_size()
        self.scale = _fitting(self.points, scale)

    @cached_property
    def shown(self) -> Image.Image:
        """The page as it is seen."""
        return draw(self.page, self.scale)

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of the page in pixels."""
        return self.shown.size

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """Every character that can be taken from the page, in its order there, each judged; blanks only where they part words."""
        known = self.document.judged.get(self.number)
        if known is not None:
            return known
        glyphs = [*characters(self.page, self.size)]
        if any(glyph.text.strip() for glyph in glyphs):
            self._judge([glyph for glyph in glyphs if glyph.text.strip()])
            if any(glyph.hidden in _UNSEEN for glyph in glyphs):
                self._find_scanned(glyphs)
        # Judging is dear, and searching, making anew and inspecting all ask for it.
        self.document.judged[self.number] = glyphs
        return glyphs

    @cached_property
    def picture_mask(self) -> Image.Image | None:
        """Where pictures stand (255), or None where the page has none."""
        drawn = draw(self.document.pictures[self.number], self.scale, _OUTSIDE)
        mask = _changed(drawn, Image.new("RGB", drawn.size, _OUTSIDE[:3]), 0)
        return mask if mask.getbbox() else None

    def _judge(self, glyphs: Sequence[Glyph]) -> None:
        ink = draw(self.document.text[self.number], self.scale).convert("L").point([255] * _INK + [0] * (256 - _INK))
        bare = draw(self.document.without_text[self.number], self.scale)
        changed = _changed(self.shown, bare, _CHANGE)
        if ink.size != self.size or bare.size != self.size:
            raise CannotLookError("a twin of another size")
        seen = ImageChops.darker(ink, changed)
        if ImageChops.difference(ink, seen).getbbox():
            laid_over = _overlapping(glyphs)
            unseen = [
                glyph
                for number, glyph in enumerate(glyphs)
                if not _is_seen(glyph, ink, seen, changed)
                or (number in laid_over and not _shows_colour(glyph, ink, seen, self.shown))
            ]
            if any(glyphs[number] in unseen for number in laid_over):
                for number in laid_over:
                    glyphs[number].doubtful = True
        else:
            # All ink is seen, as on most pages: only characters without any are in question.
            unseen = [glyph for glyph in glyphs if not _has_mark(glyph, ink, changed)]
        grey = self.shown.convert("L")
        for glyph in unseen:
            glyph.hidden = self._why(glyph, grey)

    def _why(self, glyph: Glyph, grey: Image.Image) -> Hidden:
        box = _pixels(glyph.place, self.size)
        if box is None:
            return Hidden.OUTSIDE
        if _is_tiny(glyph):
            return Hidden.INVISIBLE
        if glyph.mode in INVISIBLE_MODES:
            # Recognised text of a scan, left under a box that was burned into it.
            return Hidden.COVERED if _percentile(grey.crop(box), 0.95) < _BLOCK else Hidden.INVISIBLE
        # White text on white, or text under something: a ground that is all light, and shows nothing, tells which.
        light = _percentile(grey.crop(box), 0) > 240
        return Hidden.INVISIBLE if light and glyph.mode < 0 else Hidden.COVERED

    def _find_scanned(self, glyphs: Sequence[Glyph]) -> None:
        mask, grey = self.picture_mask, self.shown.convert("L")
        for word in words(glyphs) if mask is not None else ():
            if not all(glyph.hidden in _UNSEEN for glyph in word):
                continue
            if _is_speck(word, mask, self.size) or _matches_scan(word, grey, mask):
                for glyph in word:
                    glyph.hidden, glyph.scanned = None, True


def draw(page: pypdfium2.PdfPage, scale: float, ground: tuple[int, int, int, int] = (255, 255, 255, 255)) -> Image.Image:
    """A page as a picture. Raises CannotLookError."""
    try:
        picture: Image.Image = page.render(scale=scale, fill_color=ground, rev_byteorder=True).to_pil()
        return picture.convert("RGB")
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise CannotLookError(str(error)) from error


def _fitting(points: tuple[float, float], scale: float) -> float:
    """A scale at which the page has no more than MOST_PIXELS; a page that could then no longer be read is refused."""
    area: float = points[0] * points[1]
    if not 0 < area < 1e9:
        raise CannotLookError("a page of no size")
    fitting: float = min(scale, math.sqrt(MOST_PIXELS / area))
    if fitting < 1:
        raise CannotLookError("too large a page")
    return fitting


def _changed(one: Image.Image, other: Image.Image, least: int) -> Image.Image:
    """Where two pictures differ in any colour by more than `least` (255)."""
    if one.size != other.size:
        raise CannotLookError("a twin of another size")
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([0] * (least + 1) + [255] * (255 - least))


def _is_seen(glyph: Glyph, ink: Image.Image, seen: Image.Image, changed: Image.Image) -> bool:
    box = _pixels(glyph.place, ink.size)
    if box is None or _is_tiny(glyph):
        return False
    expected = ink.crop(box).histogram()[255]
    if not expected:
        # Too fine for a pixel that is half black: any mark will do.
        return changed.crop(box).getbbox() is not None
    return seen.crop(box).histogram()[255] >= LEAST_SEEN * expected


def _overlapping(glyphs: Sequence[Glyph]) -> set[int]:
    """The characters that others lie on or under: the ink that is seen in their place may be the others'."""
    cells: dict[tuple[int, int], list[int]] = {}
    over: set[int] = set()
    for number, glyph in enumerate(glyphs):
        left, top, right, bottom = glyph.place
        for x in range(int(left) // _CELL, int(right) // _CELL + 1)[:8]:
            for y in range(int(top) // _CELL, int(bottom) // _CELL + 1)[:8]:
                near = cells.setdefault((x, y), [])
                for other in near[-40:]:
                    if _lies_on(glyph, glyphs[other]):
                        over |= {number, other}
                near.append(number)
    return over


def _lies_on(one: Glyph, other: Glyph) -> bool:
    if one.text == other.text:
        return False  # drawn twice to look bold, or with a shadow
    width = min(one.place[2], other.place[2]) - max(one.place[0], other.place[0])
    height = min(one.place[3], other.place[3]) - max(one.place[1], other.place[1])
    return width > 0.5 and height > 0.5 and width * height > 0.15 * min(_area(one.place), _area(other.place))


def _area(place: Place) -> float:
    return (place[2] - place[0]) * (place[3] - place[1])


def _shows_colour(glyph: Glyph, ink: Image.Image, seen: Image.Image, shown: Image.Image) -> bool:
    """Whether a character that shares its place is the one that is seen there: its own colour has to show."""
    box = _pixels(glyph.place, ink.size)
    if box is None or glyph.colour is None:
        return box is not None
    region = shown.crop(box)
    apart = _changed(region, Image.new("RGB", region.size, glyph.colour), 100)
    own = ImageChops.darker(seen.crop(box), ImageChops.invert(apart))
    return own.histogram()[255] >= LEAST_SEEN * ink.crop(box).histogram()[255]


def _is_tiny(glyph: Glyph) -> bool:
    """Whether a character is a speck: lower than a point and a half, which nobody reads on paper."""
    left, top, right, bottom = glyph.line
    return max(right - left, bottom - top) < _SPECK


def _has_mark(glyph: Glyph, ink: Image.Image, changed: Image.Image) -> bool:
    box = _pixels(glyph.place, ink.size)
    return box is not None and not _is_tiny(glyph) and (ink.crop(box).getbbox() or changed.crop(box).getbbox()) is not None


def _pixels(place: Place, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """A place in whole pixels of a picture, or None where less than half of it lies there."""
    left, top, right, bottom = place
    inside = (max(0.0, left), max(0.0, top), min(size[0], right), min(size[1], bottom))
    if inside[2] <= inside[0] or inside[3] <= inside[1]:
        return None
    if (inside[2] - inside[0]) * (inside[3] - inside[1]) < 0.5 * (right - left) * (bottom - top):
        return None
    return (int(inside[0]), int(inside[1]), min(size[0], int(inside[2]) + 1), min(size[1], int(inside[3]) + 1))


def _is_speck(word: Sequence[Glyph], mask: Image.Image | None, size: tuple[int, int]) -> bool:
    """A letter or two that a scanner's program took for text, on a picture, under no block: too little to judge by its ink."""
    box = _pixels(around([glyph.place for glyph in word]), size)
    few = sum(map(str.isalnum, "".join(glyph.text for glyph in word))) < _LEAST_WORD
    unseen = all(glyph.hidden is Hidden.INVISIBLE and glyph.mode in INVISIBLE_MODES for glyph in word)
    return few and unseen and box is not None and mask is not None and mask.crop(box).getbbox() is not None


def _matches_scan(word: Sequence[Glyph], grey: Image.Image, mask: Image.Image | None) -> bool:
    """Whether a picture shows something like the word in its place: light paper, ink over its whole width, no block."""
    box = _pixels(around(glyph.place for glyph in word), grey.size)
    if box is None or mask is None or mask.crop(box).histogram()[255] < 0.8 * (box[2] - box[0]) * (box[3] - box[1]):
        return False
    region = grey.crop(box)
    paper = _percentile(region, 0.9)
    dark = region.point([255 if value < paper - 50 else 0 for value in range(256)])
    share = dark.histogram()[255] / (region.width * region.height)
    if paper < _BLOCK or not 0.03 <= share <= 0.65:
        return False
    upright = abs(math.sin(word[0].angle)) > 0.7
    strip = dark.resize((1, region.height) if upright else (region.width, 1), Image.Resampling.BOX)
    return sum(strip.histogram()[4:]) >= 0.5 * max(strip.size)


def _percentile(region: Image.Image, share: float) -> int:
    left = share * region.width * region.height
    for value, count in enumerate(region.histogram()):
        left -= count
        if left <= 0 and count:
            return value
    return 255
