"""The pages of a PDF as pictures. They are drawn in a process of their own: no PDF is parsed where the keys are."""

import base64
from dataclasses import dataclass

from foidesk.intake.worker import in_worker


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as raw pixels: three bytes each (red, green, blue), `width` times `height` of them, rows from the top."""

    width: int
    height: int
    rgb: bytes


def page_images(pdf: bytes, scale: float = 1.5) -> list[PageImage]:
    """Every page of a PDF, at `scale` times 72 dots an inch. Raises UserError for a file that cannot be drawn."""
    answer = in_worker("pages", pdf, scale=scale)
    return [PageImage(page["width"], page["height"], base64.b64decode(page["rgb"])) for page in answer["pages"]]
