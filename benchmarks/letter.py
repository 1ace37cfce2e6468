"""A letter: tagged against untagged, finished against drawn, signed and verified against a bare canvas and a bare signature, and others."""

import io
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Line, by_turns
from benchmarks.office import TODAY, decided_case
from foidesk.desk import opening
from foidesk.desk.browse import open_case
from foidesk.letters import fonts
from foidesk.letters.answers import table_as_pdf
from foidesk.letters.blocks import Block, plain_text
from foidesk.letters.engine.pen import Pen
from foidesk.letters.engine.tree import Tag
from foidesk.letters.finish import About, finish
from foidesk.letters.identity import Identity, load_identity, make_identity
from foidesk.letters.layout import LetterMeta, draw, pages, pages_drawn
from foidesk.letters.sign import sign
from foidesk.letters.story import Story
from foidesk.letters.verify import verify
from foidesk.letters.web import log_page
from foidesk.letters.word import word_file
from foidesk.letters.word_parts import WordMeta

SIZE, LEADING, MARGIN = 12, 17, 74
WHEN = datetime(2026, 8, 20, tzinfo=UTC)
META = LetterMeta("Devices", "Midshire Police", "1/26", WHEN, TODAY)
ONCE = """
import pickle, sys
from pathlib import Path
from foidesk.letters.layout import draw
blocks, meta = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[1] + ".pdf").write_bytes(draw(blocks, meta, draft=True))
"""
MANY = 1000
"""So many letters are signed to see whether memory grows; the first quarter of them warms up what is kept on purpose."""


def lines(rounds: int) -> Iterator[Line]:
    """One letter, made in every way that it is measured in."""
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        desk, case_id = decided_case(Path(place) / "desk")
        blocks = open_case(desk, case_id).words.blocks
        opening.leave(desk)
    identity = load_identity(make_identity("Disclosure Officer", "Midshire Police", "not a secret", now=WHEN), "not a secret")
    count = pages(draw(blocks, META, draft=True))
    yield by_turns(
        f"a letter of {count} pages drawn with its structure",
        lambda: drawn(blocks),
        "drawn without it (at most 1.1)",
        lambda: drawn(blocks, Bare(fonts.REGULAR, 12)),
        rounds,
    )
    story, bytes_drawn = drawn(blocks)
    about = About(META.title, META.author, "Answer", WHEN)
    yield by_turns(
        "the same letter finished",
        lambda: finish(bytes_drawn, story.root, about, story.fields),
        "drawn (at most 0.5)",
        lambda: drawn(blocks),
        rounds,
    )
    yield by_turns(
        "the same letter drawn, finished, signed, verified",
        lambda: signed(blocks, identity),
        "bare canvas, bare signature (at most 7)",
        lambda: (plainly(blocks), bare_signature(identity)),
        rounds,
    )
    rows = [[f"{number % 28 + 1} May 2025", f"{number} Marlpit Lane", str(number % 60)] for number in range(4500)]
    yield by_turns(
        "a table of 4,500 rows as a file of its own",
        lambda: table_as_pdf(
            ["Day", "Street", "Minutes"], rows, title="Patrols", authority="Midshire", reference="1/26", when=WHEN
        ),
        "the same cells on a bare canvas",
        lambda: cells_plainly(rows),
        max(2, rounds // 5),
    )
    yield growth(blocks, identity)
    yield by_weasyprint(blocks, rounds)
    yield by_libreoffice(blocks)


class Bare(Pen):
    """A pen that marks nothing."""

    def _open(self, tag: Tag) -> None:
        pass

    def _decorate(self, kind: str) -> None:
        pass

    def _close(self) -> None:
        pass


def drawn(blocks: tuple[Block, ...], pen: Pen | None = None) -> tuple[Story, bytes]:
    """A letter drawn and not yet finished."""
    story = Story(signed=True)
    return story, pages_drawn(blocks, META, story, pen or Pen(fonts.REGULAR, 12), draft=False, even=True)


def signed(blocks: tuple[Block, ...], identity: Identity) -> None:
    """A letter as the desk makes it."""
    letter = sign(draw(blocks, META, draft=False), identity, WHEN)
    assert verify(letter, pinned=[identity.fingerprint]).good


def bare_signature(identity: Identity) -> bytes:
    """The arithmetic of a signature alone."""
    assert isinstance(identity.key, rsa.RSAPrivateKey)
    return identity.key.sign(b"letter", padding.PKCS1v15(), hashes.SHA256())


def plainly(blocks: tuple[Block, ...]) -> bytes:
    """The words of a letter on a bare canvas, in the letter's own face."""
    return _on_canvas(simpleSplit(plain_text(blocks), fonts.REGULAR, SIZE, A4[0] - 2 * MARGIN))


def cells_plainly(rows: list[list[str]]) -> bytes:
    """The cells of a table on a bare canvas, a line for each row."""
    return _on_canvas("   ".join(row) for row in rows)


def _on_canvas(words: Any) -> bytes:
    fonts.load()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    at = 0.0
    for line in words:
        if at < MARGIN:
            if at:
                canvas.showPage()
            at = A4[1] - MARGIN
            canvas.setFont(fonts.REGULAR, SIZE)
        canvas.drawString(MARGIN, at, line)
        at -= LEADING
    canvas.save()
    return out.getvalue()


def growth(blocks: tuple[Block, ...], identity: Identity) -> Line:
    """By how much the process grows over many letters."""
    what = f"growth of memory over {MANY:,} letters"
    if not Path("/proc/self/statm").exists():
        return Line(what, "", skipped="memory is read from /proc, which is not here")
    warm = 0.0
    for number in range(MANY):
        if number == MANY // 4:
            warm = _resident()
        signed(blocks, identity)
    return Line(what, "after the first quarter (at most 15 MiB)", told=f"{_resident() - warm:.1f} MiB")


def _resident() -> float:
    pages_held = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages_held * 4096 / 2**20


def by_weasyprint(blocks: tuple[Block, ...], rounds: int) -> Line:
    """The same words from a web page by WeasyPrint, where it is installed; foidesk does not depend on it."""
    what = "drawn and finished by foidesk"
    if find_spec("weasyprint") is None:
        return Line(what, "by WeasyPrint", skipped="WeasyPrint is not installed")
    from weasyprint import HTML  # type: ignore[import-not-found,unused-ignore]

    page = log_page(blocks, title="Devices", authority="Midshire Police", dated=TODAY).decode()
    return by_turns(
        what,
        lambda: draw(blocks, META, draft=True),
        "the same page by WeasyPrint, PDF/UA-1",
        lambda: HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"),
        max(2, rounds // 5),
    )


def by_libreoffice(blocks: tuple[Block, ...]) -> Line:
    """The same Word file as PDF by LibreOffice, where it is installed, three times; each starts the program, as a user would."""
    what = "drawn and finished by foidesk, its start included"
    office = which("soffice")
    if office is None:
        return Line(what, "by LibreOffice", skipped="LibreOffice is not installed")
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        word = Path(place) / "letter.docx"
        word.write_bytes(
            word_file(
                blocks, WordMeta(title="Devices", author="Midshire Police", reference="1/26", language="en-GB", dated=TODAY)
            )
        )
        home = f"-env:UserInstallation=file://{place}/home"
        export = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
        command = [office, home, "--headless", "--convert-to", export, "--outdir", place, str(word)]
        told = Path(place) / "blocks"
        told.write_bytes(pickle.dumps((blocks, META)))
        own = [sys.executable, "-c", ONCE, str(told)]
        return by_turns(
            what,
            lambda: subprocess.run(own, check=True, capture_output=True, timeout=120),
            "its Word file by LibreOffice, PDF/UA-1",
            lambda: subprocess.run(command, check=True, capture_output=True, timeout=300),
            3,
        )
