"""Pictures of a PDF that are seen only in part: under boxes or other pictures, cut by a frame, or reaching over the page's edge."""

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageFilter

from foidesk.release.finding import Finding
from foidesk.release.pdf_glyphs import Mapping, Place
from foidesk.release.pdf_look import Document, PageLook, draw
from foidesk.release.pdf_structure import found_in

_COARSE = 1.0
_NEVER = (255, 0, 255, 255)
_LEAST_COVERED = 30
_LEAST_CUT = 0.02
_DETAIL = 24


def pictures(document: Document, look: PageLook) -> Iterator[Finding]:
    """What is wrong with the pictures of one page."""
    if look.picture_mask is None and not _has_pictures(look.page):
        return
    where = f"page {look.number + 1}"
    shown = draw(look.page, min(_COARSE, look.scale))
    alone = draw(document.pictures[look.number], min(_COARSE, look.scale), _NEVER)
    if _covered(shown, alone) or _under_picture(look):
        yield found_in("image-under-box", f"{where}, a picture")
    if _cut(alone, draw(document.whole_pictures[look.number], min(_COARSE, look.scale), _NEVER)):
        yield found_in("cropped-image", f"{where}, a picture")
    if any(_reaches_out(place, look.size) for place in _places(look)):
        yield found_in("outside-page", f"{where}, a picture")


def _has_pictures(page: pypdfium2.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])), None) is not None


def _covered(shown: Image.Image, alone: Image.Image) -> bool:
    """Whether a block of one colour lies over a part of a picture that is not of one colour."""
    over = ImageChops.darker(_plain(shown), _different(shown, alone))
    over = ImageChops.darker(over, _different(alone, Image.new("RGB", alone.size, _NEVER[:3])))
    # Only blocks of some size: letters on a picture are thin.
    blocks = over.filter(ImageFilter.MinFilter(7)).filter(ImageFilter.MaxFilter(7))
    if not blocks.getbbox():
        return False
    detail = ImageChops.darker(blocks, _spread(alone.convert("L"), _DETAIL))
    return detail.histogram()[255] >= _LEAST_COVERED


def _cut(alone: Image.Image, whole: Image.Image) -> bool:
    """Whether a part of a picture that says something is cut away by its frame."""
    lost = ImageChops.darker(_different(whole, alone), _different(whole, Image.new("RGB", whole.size, _NEVER[:3])))
    inner = lost.filter(ImageFilter.MinFilter(5))
    detail = ImageChops.darker(inner, _spread(whole.convert("L"), _DETAIL))
    kept = _different(alone, Image.new("RGB", alone.size, _NEVER[:3])).histogram()[255]
    return detail.histogram()[255] > max(_LEAST_COVERED, _LEAST_CUT * kept)


def _different(one: Image.Image, other: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([0] * 13 + [255] * 243)


def _plain(picture: Image.Image) -> Image.Image:
    return ImageChops.invert(_spread(picture.convert("L"), 8))


def _spread(grey: Image.Image, least: int) -> Image.Image:
    """Where neighbouring pixels differ by more than `least` (255)."""
    spread = ImageChops.subtract(grey.filter(ImageFilter.MaxFilter(3)), grey.filter(ImageFilter.MinFilter(3)))
    return spread.point([0] * (least + 1) + [255] * (255 - least))


def _places(look: PageLook) -> list[Place]:
    to_pixels = Mapping(look.page, look.size)
    return [to_pixels.box(each.get_bounds()) for each in look.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1)]


def _under_picture(look: PageLook) -> bool:
    """Whether a picture without holes lies on a part of an earlier one."""
    drawn = [*look.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1)]
    if len(drawn) < 2 or len(drawn) > 200:
        return False
    places = _places(look)
    for upper, place in enumerate(places):
        if pdfium.FPDFPageObj_HasTransparency(drawn[upper]):
            continue
        for lower in range(upper):
            if _shared(place, places[lower]) > 64 and not pdfium.FPDFPageObj_HasTransparency(drawn[lower]):
                return True
    return False


def _shared(one: Place, other: Place) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    # A strip of a few pixels is how scanners lay tiles side by side.
    return width * height if min(width, height) > 6 else 0


def _reaches_out(place: Place, size: tuple[int, int]) -> bool:
    left, top, right, bottom = place
    inside = max(0.0, min(right, size[0]) - max(left, 0)) * max(0.0, min(bottom, size[1]) - max(top, 0))
    return inside < 0.85 * (right - left) * (bottom - top)
