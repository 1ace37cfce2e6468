"""True redaction: words and pixels go, and nothing is left under a box. The original is the caller's to keep; it is never changed.

Every page with a box is made anew as a picture with the boxes burned in, and a layer of the words that can still be seen; every other page
is copied clean. A file whose redaction cannot be proved by another library is not handed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import ImageDraw, ImageFont

from foidesk.errors import UserError
from foidesk.paths import resource
from foidesk.release.finding import Inspection, inspection_of
from foidesk.release.image import UNREADABLE as UNREADABLE_PICTURE
from foidesk.release.image import encoded, inspect_image, opened_image, upright
from foidesk.release.marks import Mark, schedule
from foidesk.release.pdf import UNREADABLE, inspect_pdf
from foidesk.release.pdf_look import Document
from foidesk.release.rebuild_pdf import rebuilt
from foidesk.release.redact_find import find_in


@dataclass(frozen=True, slots=True)
class Redacted:
    """The redacted file, its schedule, how often words were found, the pages that are pictures now, and what an inspection of it says.

    `unsearched` are pages (from 1) with pictures in which words cannot be found by a program: somebody has to look.
    """

    data: bytes
    schedule: tuple[dict[str, Any], ...]
    occurrences: int
    drawn: tuple[int, ...]
    unsearched: tuple[int, ...]
    inspection: Inspection


def redact(data: bytes, marks: Sequence[Mark] = (), words: Sequence[str] = (), section: str = "") -> Redacted:
    """Redact a PDF: the boxes drawn, and every occurrence of the words, under a section. Raises UserError where it cannot be done or proved."""
    try:
        document = Document(data)
        found = find_in(document, words, section) if words else None
    except UNREADABLE as error:
        raise UserError("The PDF cannot be read, so nothing was made of it. Save it anew in the program that made it.") from error
    every = [*(mark if mark.section else replace(mark, section=section) for mark in marks), *(found.marks if found else ())]
    if not every:
        raise UserError(
            "There is nothing to redact: the words stand nowhere in the PDF that a program can read. Pictures were not read."
        )
    made = rebuilt(data, every, document)
    _prove(data, made.data, every, words)
    return Redacted(
        made.data,
        tuple(schedule(every)),
        found.occurrences if found else 0,
        made.drawn,
        found.unsearched if found else (),
        inspection_of(inspect_pdf(made.data)),
    )


def _prove(data: bytes, made: bytes, marks: Sequence[Mark], words: Sequence[str]) -> None:
    from foidesk.release.redact_verify import remains

    try:
        left = remains(data, made, marks, words)
    except Exception as error:
        # The second reader fails on files of many kinds, each in its own way: what it cannot read is not proved.
        raise UserError(
            "The redaction could not be proved, so it was not kept. Print the PDF to a new one and redact that."
        ) from error
    if left:
        raise UserError(
            f"The redaction left {left[0]}, so it was not kept. Draw the boxes larger, or print the PDF to a new one first."
        )


def redact_image(data: bytes, marks: Sequence[Mark], section: str = "") -> Redacted:
    """Redact a picture: its pixels alone, upright, with the boxes burned in. Raises UserError where it cannot be read."""
    if not marks:
        raise UserError("There is nothing to redact: draw a box.")
    every = [mark if mark.section else replace(mark, section=section) for mark in marks]
    try:
        with opened_image(data) as source:
            kind = "JPEG" if source.format in {"JPEG", "MPO"} else "PNG"
            picture = upright(source).convert("RGB")
    except UNREADABLE_PICTURE as error:
        raise UserError("The picture cannot be read, so nothing was made of it.") from error
    pen = ImageDraw.Draw(picture)
    for mark in every:
        left, top, right, bottom = mark.on(*picture.size)
        pen.rectangle((int(left), int(top), int(right + 0.999), int(bottom + 0.999)), fill=(0, 0, 0))
        size = int(min(0.7 * (bottom - top), 1.6 * (right - left) / max(len(mark.section), 1)))
        if mark.section and size >= 6:
            font = ImageFont.truetype(str(resource("fonts", "source-sans", "SourceSans3-Regular.ttf")), size)
            pen.text(((left + right) / 2, (top + bottom) / 2), mark.section, fill=(255, 255, 255), font=font, anchor="mm")
    made = encoded(picture, kind)
    return Redacted(made, tuple(schedule(every)), 0, (1,), (), inspection_of(inspect_image(made)))
