"""The pages of a PDF as pictures. They are drawn in a process of their own: no PDF is parsed where the keys are."""

import base64
import zlib
from dataclasses import dataclass

from foidesk.errors import UserError
from foidesk.worker import in_worker

MOST_SIDE = 20_000
MOST_PIXELS = 45_000_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as raw pixels: three bytes each (red, green, blue), `width` times `height` of them, rows from the top."""

    width: int
    height: int
    rgb: bytes


def page_images(pdf: bytes, scale: float = 1.5) -> list[PageImage]:
    """Every page of a PDF, at `scale` times 72 dots an inch. Raises UserError for a file that cannot be drawn."""
    answer = in_worker("foidesk.intake.tasks:draw_pages", pdf, scale=scale)
    try:
        return [_image(page["width"], page["height"], base64.b64decode(page["rgb"], validate=True)) for page in answer["pages"]]
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise UserError("The pages cannot be shown: the file is damaged, or made to do harm.") from error


def _image(width: int, height: int, packed: bytes) -> PageImage:
    """A page out of the worker's answer, which is believed only as far as it fits: no more is unpacked than the size says."""
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and width * height <= MOST_PIXELS):
        raise ValueError("size")
    rgb = zlib.decompressobj().decompress(packed, width * height * 3 + 1)
    if len(rgb) != width * height * 3:
        raise ValueError("length")
    return PageImage(width, height, rgb)
