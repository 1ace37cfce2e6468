"""The inspection of a PDF: its structure through one library, what is seen of its pages through another, and where the two disagree."""

import io
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2

from foidesk.release.finding import Finding, found
from foidesk.release.pdf_about import about
from foidesk.release.pdf_glyphs import Glyph, Hidden
from foidesk.release.pdf_look import CannotLookError, Document, PageLook
from foidesk.release.pdf_pictures import pictures
from foidesk.release.pdf_structure import Inside, found_in, structure
from foidesk.release.pdf_walk import TooMuchError

MOST_PAGES = 400
UNREADABLE = (pikepdf.PdfError, pypdfium2.PdfiumError, CannotLookError, TooMuchError, ValueError, TypeError, RuntimeError)
"""What the parsers raise for files that are damaged, or made to confuse."""

_LEAST_COVERED = 1
_LEAST_UNSEEN = 2


def nothing_inside(data: bytes, name: str) -> Iterable[Finding]:
    """An attached file that nobody can inspect."""
    return (found("unread-format", name or "a file"),)


def inspect_pdf(data: bytes, *, inside: Inside = nothing_inside, allowed: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Every fault of a PDF. `inside` inspects what is attached to it; `allowed` are names that its properties may tell.

    A PDF that cannot be read whole is a finding that refuses.
    """
    findings: list[Finding] = []
    try:
        with opened(data) as pdf:
            findings += structure(pdf, data, inside)
            shown = _pages(data, len(pdf.pages), findings)
            findings += about(pdf, shown, allowed)
    except pikepdf.PasswordError:
        findings.append(found_in("password-protected", "the whole file"))
    except UNREADABLE:
        findings.append(found_in("corrupt-file", "the whole file"))
    return iter(findings)


def opened(data: bytes) -> pikepdf.Pdf:
    """The PDF, if it can be read without mending it. Raises pikepdf.PdfError."""
    pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    if not len(pdf.pages) or len(pdf.pages) > MOST_PAGES or [*filter(_is_grave, pdf.check_pdf_syntax())]:
        pdf.close()
        raise pikepdf.PdfError("damaged, empty or too long")
    return pdf


def _is_grave(remark: str) -> bool:
    """Whether a remark on the file's syntax tells of something that could not be read; a count that is off by some is none."""
    return "reported number of objects" not in remark


def _pages(data: bytes, count: int, findings: list[Finding]) -> str:
    """The text that is seen; adds what is wrong with the pages."""
    document = Document(data)
    if len(document) != count:
        raise CannotLookError("two counts of pages")
    shown = []
    for number in range(count):
        look = document.page(number)
        findings += page_findings(document, look)
        shown.append(shown_text(look.glyphs))
    return "\n".join(shown)


def page_findings(document: Document, look: PageLook) -> Iterator[Finding]:
    """What is wrong with what one page shows."""
    for hidden, text in hidden_runs(look.glyphs):
        yield found_in(hidden.value, f"page {look.number + 1}", text)
    yield from pictures(document, look)


def hidden_runs(glyphs: Iterable[Glyph]) -> Iterator[tuple[Hidden, str]]:
    """The runs of characters that are not seen, where they say anything: leader dots and single specks do not."""
    run, why = "", None
    for glyph in [*glyphs, Glyph("", (0, 0, 0, 0), (0, 0, 0, 0), 0, 0)]:
        if glyph.text == " " and run:
            run += " "
        elif glyph.text != " ":
            if why and glyph.hidden != why:
                if sum(map(str.isalnum, run)) >= (_LEAST_COVERED if why is Hidden.COVERED else _LEAST_UNSEEN):
                    yield why, run.strip()
                run = ""
            why = glyph.hidden
            run = run + glyph.text if why else ""


def shown_text(glyphs: Iterable[Glyph]) -> str:
    """The characters that are seen, in their order."""
    return "".join(glyph.text for glyph in glyphs if not glyph.hidden)
