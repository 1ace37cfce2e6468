"""A letter on paper: what it says about itself, its pages, and what stands at their heads and feet."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pikepdf

from foidesk.errors import UserError
from foidesk.letters import fonts
from foidesk.letters.blocks import Block
from foidesk.letters.engine import flow
from foidesk.letters.engine.flow import Page, TooTallError
from foidesk.letters.engine.pen import Pen
from foidesk.letters.engine.text import Line, Piece, Style, broken, measure
from foidesk.letters.finish import About, finish
from foidesk.letters.story import Story
from foidesk.letters.styles import FOOT, SECONDARY

_DRAFT = "Draft – not signed, not sent"
_SMALL = Style(fonts.REGULAR, 10.5, 13, SECONDARY)
_MARK = Style(fonts.SEMIBOLD, 10.5, 13, SECONDARY, right=True)


@dataclass(frozen=True, slots=True)
class LetterMeta:
    """What a letter says about itself, and what stands at its foot."""

    title: str
    author: str
    reference: str
    when: datetime
    dated: date
    language: str = "en-GB"


def draw(blocks: Sequence[Block], meta: LetterMeta, *, draft: bool) -> bytes:
    """A letter as a tagged PDF; a draft says so on each page and has no signature field. Equal input gives equal bytes.

    Raises UserError for a character of the authority's own words that no font of the letter has.
    """
    story = Story(signed=not draft, purpose=f"Electronic signature of {meta.author}")
    drawn = pages_drawn(blocks, meta, story, Pen(fonts.REGULAR, 12), draft=draft, even=True)
    subject = f"{'Draft of an answer' if draft else 'Answer'} to request {meta.reference}"
    about = About(f"Draft: {meta.title}" if draft else meta.title, meta.author, subject, meta.when, meta.language)
    return finish(drawn, story.root, about, story.fields)


def draw_plain(blocks: Sequence[Block], meta: LetterMeta, *, subject: str = "") -> bytes:
    """A document that is no letter, such as an answer's table (unless `subject` says what it is), as a tagged PDF."""
    story = Story(signed=False)
    drawn = pages_drawn(blocks, meta, story, Pen(fonts.REGULAR, 12), draft=False, even=False)
    subject = subject or f"Part of the answer to request {meta.reference}"
    about = About(meta.title, meta.author, subject, meta.when, meta.language)
    return finish(drawn, story.root, about)


def pages_drawn(blocks: Sequence[Block], meta: LetterMeta, story: Story, pen: Pen, *, draft: bool, even: bool) -> bytes:
    """The pages without their structure, which stays in the story. `even` avoids a last page with hardly anything on it."""
    try:
        pages = flow.pages_of(story.told(blocks), even=even)
    except TooTallError:
        raise UserError("A table's row of headings is taller than a page. Shorten the headings.") from None
    flow.draw(pages, pen, _Running(story.own(f"{meta.author} · {meta.reference}"), draft=draft))
    return pen.finished()


def pages(pdf: bytes) -> int:
    """The number of pages of a PDF that foidesk made."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


class _Running:
    """The foot of each page, and the mark of a draft at its head."""

    def __init__(self, foot: str, *, draft: bool) -> None:
        self.draft = draft
        self.foot = [Piece(text, font, SECONDARY, backwards=turned) for text, font, turned in fonts.faces(foot, fonts.REGULAR)]

    def __call__(self, pen: Pen, page: Page, number: int, count: int) -> None:
        """Draw them."""
        sheet = page.sheet
        told = _alone(f"Page {number} of {count}", _SMALL)
        lines = broken(self.foot, _SMALL.size, sheet.measure - told.width - 12)
        top = FOOT + _SMALL.size
        pen.write(None, lines, _SMALL, (sheet.side, top + (len(lines) - 1) * _SMALL.leading, sheet.measure), "Pagination")
        pen.write(None, [told], _SMALL, (sheet.width - sheet.side - told.width, top, told.width), "Pagination")
        if self.draft:
            place = (sheet.side, sheet.height - FOOT + _MARK.size, sheet.measure)
            pen.write(None, [_alone(_DRAFT, _MARK)], _MARK, place, "Pagination")


def _alone(text: str, style: Style) -> Line:
    return Line([(Piece(text, style.font, style.colour), text)], measure(text, style.font, style.size))
