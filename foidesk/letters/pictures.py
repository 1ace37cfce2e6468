"""A picture of a letter for writers of web pages and Word files: its pixels anew, without whatever else its file held."""

import io
from dataclasses import dataclass

from PIL import Image

from foidesk.errors import UserError
from foidesk.letters.blocks import Figure
from foidesk.letters.logo import UNREADABLE

EMU_A_MILLIMETRE = 36_000
MOST_PIXELS = 20_000_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as PNG, with its width and height on paper in English Metric Units (36,000 a millimetre)."""

    png: bytes
    width: int
    height: int


UNREADABLE_LOGO = "The authority's logo cannot be read. Choose it anew in Settings, or remove it there."


def picture(figure: Figure, unreadable: str = UNREADABLE) -> Drawn:
    """The pixels of a figure as a new PNG: no place, camera, author or thumbnail comes along. Raises UserError for what is no picture."""
    try:
        with Image.open(io.BytesIO(figure.image), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UserError("The picture is too large for a letter. Save it smaller.")
            pixels = opened.convert("RGBA" if "transparency" in opened.info or opened.mode in ("RGBA", "LA", "PA") else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(unreadable) from error
    pixels.info.clear()
    out = io.BytesIO()
    pixels.save(out, "PNG", optimize=False)
    height = round(figure.height * EMU_A_MILLIMETRE)
    return Drawn(out.getvalue(), round(height * pixels.width / pixels.height), height)
