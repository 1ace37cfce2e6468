"""An authority's logo: what a worker process reads of its file, the picture made anew from those pixels, and its size on paper."""

import base64
import io
import struct
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from foidesk.errors import UserError
from foidesk.letters.blocks import Figure

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

UNREADABLE = "The picture cannot be read. Save it anew as PNG or JPEG."

MOST_PIXELS = 25_000_000
"""Pixels of a file that is read at all."""
MOST_WIDE, MOST_HIGH = 2_400, 600
"""Pixels that are kept: more than paper shows, and every letter carries them."""
HIGH, WIDE = 16.0, 90.0
"""The most that a logo takes on paper, in millimetres."""
FEWEST_HIGH = 64
"""Pixels of height: with fewer, a logo prints as a blur."""
_TOO_LARGE = "The picture has more than 25 million pixels. Save it smaller."
_PNG = b"\x89PNG\r\n\x1a\n"
_WHITE = (255, 255, 255)
_NEARLY_WHITE = 250
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})


def read_pixels(data: bytes) -> dict[str, Any]:
    """The pixels of a PNG or JPEG on white, packed: for a worker process. Raises UserError in plain words for whatever makes no logo."""
    from PIL import Image, ImageOps  # late, as below: a store is opened without them

    if _is_svg(data):
        raise UserError(
            "That is an SVG, a drawing that can hold programs and addresses, and is not taken. Save it as PNG, about 600 pixels high."
        )
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UserError(_TOO_LARGE)
            if opened.mode not in _MODES:
                raise UserError(UNREADABLE)
            pixels = _on_white(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as error:
        raise UserError(_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(UNREADABLE) from error
    if pixels.height < FEWEST_HIGH:
        raise UserError(f"The picture is only {pixels.height} pixels high and would print as a blur. Use one of 200 or more.")
    if pixels.convert("L").point(lambda light: 255 * (light < _NEARLY_WHITE)).getbbox() is None:
        raise UserError("On white paper nothing of this picture would be seen. Use the logo that is made for a white ground.")
    pixels.thumbnail((MOST_WIDE, MOST_HIGH), Image.Resampling.LANCZOS)
    packed = base64.b64encode(zlib.compress(pixels.tobytes(), 6)).decode()
    return {"width": pixels.width, "height": pixels.height, "rgb": packed}


def from_pixels(told: Mapping[str, Any]) -> bytes:
    """A PNG of nothing but these pixels; equal pixels give equal bytes. Raises UserError where a worker's answer does not add up."""
    from PIL import Image

    try:
        width, height = int(told["width"]), int(told["height"])
        if not (0 < width <= MOST_WIDE and 0 < height <= MOST_HIGH):
            raise ValueError("no size of a logo")
        rgb = zlib.decompressobj().decompress(base64.b64decode(told["rgb"]), width * height * 3 + 1)
        if len(rgb) != width * height * 3:
            raise ValueError("not as many pixels as it says")
        made = Image.frombytes("RGB", (width, height), rgb)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise UserError(UNREADABLE) from error
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


def as_figure(png: bytes, words: str) -> Figure:
    """The logo as letters show it: no higher and no wider than a letterhead bears."""
    size = struct.unpack(">II", png[16:24]) if png.startswith(_PNG) and len(png) > 24 else (1, 1)
    shape = size[0] / max(size[1], 1)  # bytes that are none are told when they are drawn
    return Figure(image=png, words=words, height=min(HIGH, WIDE / max(shape, 0.01)))


def _on_white(picture: "Pixels") -> "Pixels":
    """The picture as it looks on paper."""
    from PIL import Image

    whole = picture.convert("RGBA")
    ground = Image.new("RGB", whole.size, _WHITE)
    ground.paste(whole, mask=whole.getchannel("A"))
    return ground


def _is_svg(data: bytes) -> bool:
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in data[:20_000].lower()
    )
