"""Drawing a letter, against the same words set line by line on a bare canvas."""

import io
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Line, by_turns
from benchmarks.office import TODAY, decided_case
from foidesk.desk import opening
from foidesk.desk.browse import open_case
from foidesk.letters import fonts
from foidesk.letters.blocks import Block, plain_text
from foidesk.letters.layout import LetterMeta, draw, pages

SIZE, LEADING, MARGIN = 12, 17, 74


def lines(rounds: int) -> Iterator[Line]:
    """One letter: tagged, with its fonts inside, as PDF/A-2a and PDF/UA-1."""
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        desk, case_id = decided_case(Path(place) / "desk")
        blocks = open_case(desk, case_id).words.blocks
        opening.leave(desk)
    meta = LetterMeta("Devices", "Midshire Police", "1/26", datetime(2026, 8, 20, tzinfo=UTC), TODAY)
    count = pages(draw(blocks, meta, draft=True))
    yield by_turns(
        f"a letter of {count} pages drawn and tagged",
        lambda: draw(blocks, meta, draft=True),
        "the same words on a bare canvas",
        lambda: plainly(blocks),
        rounds,
    )


def plainly(blocks: tuple[Block, ...]) -> bytes:
    """The words of a letter on a bare canvas, in the letter's own face."""
    fonts.load()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    width, height = A4
    at = 0.0
    for line in simpleSplit(plain_text(blocks), fonts.REGULAR, SIZE, width - 2 * MARGIN):
        if at < MARGIN:
            if at:
                canvas.showPage()
            at = height - MARGIN
            canvas.setFont(fonts.REGULAR, SIZE)
        canvas.drawString(MARGIN, at, line)
        at -= LEADING
    canvas.save()
    return out.getvalue()
