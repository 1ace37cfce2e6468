"""From blocks to pages: the type, the spacing and the structure of a letter. One story, read in the order in which it is drawn."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from xml.sax.saxutils import escape

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as ReportLabParagraph
from reportlab.platypus.doctemplate import LayoutError

from foidesk.errors import UserError
from foidesk.letters import fonts, glyphs
from foidesk.letters.blocks import (
    Block,
    Facts,
    Heading,
    Letterhead,
    ListBlock,
    Paragraph,
    Quotation,
    Run,
    Signature,
    Table,
)
from foidesk.letters.finish import FIELD, About, finish
from foidesk.letters.styles import ACCENT, BAR, BOTTOM, FACTS_STYLE, LINE, SEAL, SECONDARY, SIDE, TABLE_STYLE, TOP, WIDTH, styles
from foidesk.letters.tagged import SignatureSpot, Tag, TaggedCanvas, TaggedParagraph, TaggedTable

MOST_COLUMNS = 6
"""A wider table is drawn in parts, each with the first column repeated."""
_PADDING = 6
"""What ReportLab's frame keeps free inside its margins on every side."""


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
    story = _Story(meta, draft=draft)
    subject = f"{'Draft of an answer' if draft else 'Answer'} to request {meta.reference}"
    about = About(f"Draft: {meta.title}" if draft else meta.title, meta.author, subject, meta.when, meta.language)
    return finish(_built(story, blocks), story.root, about, None if draft else story.spot)


def draw_plain(blocks: Sequence[Block], meta: LetterMeta) -> bytes:
    """A document that is no letter, such as an answer's table, as a tagged PDF."""
    story = _Story(meta, draft=False)
    about = About(meta.title, meta.author, f"Part of the answer to request {meta.reference}", meta.when, meta.language)
    return finish(_built(story, blocks), story.root, about)


def _built(story: "_Story", blocks: Sequence[Block]) -> bytes:
    meta = story.meta
    flowables = list(story.flow(blocks))
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=SIDE - _PADDING,
        rightMargin=SIDE - _PADDING,
        topMargin=TOP - _PADDING,
        bottomMargin=BOTTOM - _PADDING,
        title=meta.title,
        author=meta.author,
        invariant=1,
    )
    # ReportLab would begin each page in Helvetica, which is not embedded and would be named in the file.
    own = {"invariant": 1, "initialFontName": fonts.REGULAR}
    try:
        template.build(flowables, canvasmaker=lambda *a, **k: TaggedCanvas(*a, running=story.running, **(k | own)))
    except LayoutError:
        raise UserError("A table's row of headings is taller than a page. Shorten the headings.") from None
    return out.getvalue()


def pages(pdf: bytes) -> int:
    """The number of pages of a PDF that foidesk made."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


class _Story:
    """Turns blocks into flowables and their structure, one after the other."""

    def __init__(self, meta: LetterMeta, *, draft: bool) -> None:
        self.meta, self.draft = meta, draft
        self.known = fonts.load()
        self.root = Tag("Document")
        self.spot: SignatureSpot | None = None
        self.foot = self._own(f"{meta.author} · {meta.reference}")

    def flow(self, blocks: Sequence[Block]) -> Iterator[Flowable]:
        """The flowables of a letter; the close and the signature stay together with the paragraph before them."""
        last = next((at for at, block in enumerate(blocks) if isinstance(block, Signature)), len(blocks))
        kept = max(last - 2, 0)
        for at, block in enumerate(blocks[:kept]):
            yield from self._room(blocks, at)
            yield from self._block(block, self.root)
        tail = [flowable for block in blocks[kept:] for flowable in self._block(block, self.root)]
        if last < len(blocks) and all(not isinstance(block, Table | Quotation) for block in blocks[kept:]):
            yield KeepTogether([flowable for flowable in tail if not isinstance(flowable, CondPageBreak)])
        else:
            yield from tail

    def _room(self, blocks: Sequence[Block], at: int) -> Iterator[Flowable]:
        """A new page where too little room is left: headings, and words that lead to a list, never stand alone at a page's foot."""
        block = blocks[at]
        if isinstance(block, Heading) and not (at and isinstance(blocks[at - 1], Heading)):
            chain = list(takewhile(lambda item: isinstance(item, Heading), blocks[at:]))
            height = sum(self._height(item.text, f"h{item.level}") for item in chain if isinstance(item, Heading))
            following = blocks[at + len(chain) : at + len(chain) + 1]
            yield CondPageBreak(height + (self._least(following[0]) if following else 0))
        elif isinstance(block, Paragraph) and _text(block).endswith(":"):
            yield CondPageBreak(self._height(_text(block), "body") + 2 * LINE)

    def _least(self, block: Block) -> float:
        """How much of a block must stand with its heading: three lines, or a short question with two lines of its answer."""
        if not isinstance(block, Quotation):
            return 3 * LINE
        quoted = sum(self._height(_text(item), "quote", quoted=True) for item in block.blocks if isinstance(item, Paragraph))
        return float(quoted + 2 * LINE if quoted <= 3 * LINE else 4 * LINE)

    def _height(self, text: str, name: str, *, quoted: bool = False) -> float:
        style = styles()[name]
        words = ReportLabParagraph(self._markup((Run(text),), quoted=quoted), style)
        return float(style.spaceBefore + words.wrap(WIDTH, A4[1])[1] + style.spaceAfter)

    def running(self, canvas: TaggedCanvas, page: int, count: int) -> None:
        """The foot of each page, and the mark of a draft at its head."""
        canvas.setFont(fonts.REGULAR, 10.5)
        canvas.setFillColor(SECONDARY)
        canvas.drawString(SIDE, 12 * mm, self.foot)
        canvas.drawRightString(A4[0] - SIDE, 12 * mm, f"Page {page} of {count}")
        if self.draft:
            canvas.setFont(fonts.SEMIBOLD, 10.5)
            canvas.drawRightString(A4[0] - SIDE, A4[1] - 12 * mm, "Draft – not signed, not sent")

    def _block(self, block: Block, parent: Tag) -> Iterator[Flowable]:
        match block:
            case Letterhead(name=name, address=address):
                yield self._words(name, "organisation", parent.add("P"))
                for line in address:
                    yield self._words(line, "address", parent.add("P"))
                yield _Rule()
            case Heading(level=level, text=text):
                yield from self._heading(level, text, parent)
            case Paragraph(runs=runs, small=small):
                yield self._runs(runs, "small" if small else "body", parent.add("P"))
            case ListBlock(items=items, ordered=ordered):
                yield from self._list(items, ordered, parent)
            case Table():
                yield from self._table(block, parent)
            case Quotation(blocks=inner):
                yield from self._quotation(inner, parent.add("BlockQuote"))
            case Facts(rows=rows):
                yield self._facts(rows, parent)
                yield Spacer(0, 10)
            case Signature(lines=lines, signed_at=signed_at):
                yield from self._signature(lines, signed_at, parent)

    def _heading(self, level: int, text: str, parent: Tag) -> Iterator[Flowable]:
        heading = self._words(text, f"h{level}", parent.add(f"H{level}"))
        heading.outline = level - 1
        yield heading

    def _list(self, items: Sequence[tuple[Block, ...]], ordered: bool, parent: Tag) -> Iterator[Flowable]:
        whole = parent.add("L", O="List", ListNumbering="Decimal" if ordered else "Disc")
        for number, item in enumerate(items, start=1):
            entry = whole.add("LI")
            label, body = entry.add("Lbl"), entry.add("LBody")
            for place, inner in enumerate(item):
                if isinstance(inner, Paragraph):
                    flowable = self._runs(inner.runs, "item", body.add("P"))
                    if place == 0:
                        flowable.label = (label, f"{number}." if ordered else "•")
                    yield flowable
                else:
                    yield from self._block(inner, body)
        yield Spacer(0, 3)

    def _quotation(self, blocks: Sequence[Block], tag: Tag) -> Iterator[Flowable]:
        """Somebody else's words: a bar at the side, and characters that cannot be printed shown by name."""
        for number, block in enumerate(blocks, start=1):
            match block:
                case Paragraph(runs=runs):
                    flowable = self._paragraph(self._markup(runs, quoted=True), "quote", tag.add("P"))
                    flowable.bar = BAR
                    # The bar runs on through the space between two paragraphs of one quotation.
                    flowable.bar_goes_on = number < len(blocks)
                    yield flowable
                case ListBlock(items=items):
                    for item in items:
                        yield from self._quotation(item, tag)
                case _:
                    yield from self._block(block, tag)

    def _facts(self, rows: Sequence[tuple[str, str]], parent: Tag) -> Flowable:
        whole = parent.add("Table")
        cells = []
        for label, value in rows:
            row = whole.add("TR")
            cells.append(
                [
                    self._words(label, "th", row.add("TH", O="Table", Scope="Row")),
                    self._words(value, "cell", row.add("TD"), quoted=True),
                ]
            )
        return TaggedTable(cells, colWidths=[WIDTH * 0.3, WIDTH * 0.7], style=FACTS_STYLE, hAlign="LEFT")

    def _table(self, table: Table, parent: Tag) -> Iterator[Flowable]:
        if table.caption:
            yield CondPageBreak(5 * 14.5)
            yield self._words(table.caption, "caption", parent.add("P"))
        columns = list(range(len(table.header)))
        parts = (
            [columns]
            if len(columns) <= MOST_COLUMNS
            else [[0, *columns[at : at + MOST_COLUMNS - 1]] for at in range(1, len(columns), MOST_COLUMNS - 1)]
        )
        numeric = {column for column in columns if _is_numeric([row[column] for row in table.rows])}
        for part in parts:
            yield self._table_part(table, part, numeric, parent.add("Table"))
            yield Spacer(0, 8)

    def _table_part(self, table: Table, columns: list[int], numeric: set[int], whole: Tag) -> Flowable:
        head = whole.add("TR")
        cells = [
            [
                self._words(table.header[column], "thn" if column in numeric else "th", head.add("TH", O="Table", Scope="Column"))
                for column in columns
            ]
        ]
        for row in table.rows:
            tag = whole.add("TR")
            cells.append(
                [self._words(row[column], "number" if column in numeric else "cell", tag.add("TD")) for column in columns]
            )
        return TaggedTable(cells, colWidths=_widths(table, columns), repeatRows=1, style=TABLE_STYLE, hAlign="LEFT")

    def _signature(self, lines: Sequence[str], signed_at: str, parent: Tag) -> Iterator[Flowable]:
        """Who signs, beside the signature's seal where there is one."""
        yield Spacer(0, 8)
        if not self.draft:
            self.spot = SignatureSpot(SEAL, SEAL)
            parent.add("Form").kids.append(FIELD)
            yield self.spot
        for line in lines:
            yield self._words(line, "sign" if self.draft else "beside", parent.add("P"))
        if signed_at:
            yield self._words(signed_at, "signed", parent.add("P"))

    def _runs(self, runs: Sequence[Run], style: str, tag: Tag) -> TaggedParagraph:
        languages = {run.lang for run in runs}
        if len(languages) == 1:
            tag.language = languages.pop()
        return self._paragraph(self._markup(runs, quoted=False), style, tag)

    def _words(self, text: str, style: str, tag: Tag, *, quoted: bool = False) -> TaggedParagraph:
        return self._paragraph(self._markup((Run(text),), quoted=quoted), style, tag)

    def _paragraph(self, markup: str, style: str, tag: Tag) -> TaggedParagraph:
        made = TaggedParagraph(markup, styles()[style])
        made.tag = tag
        return made

    def _markup(self, runs: Sequence[Run], *, quoted: bool) -> str:
        """ReportLab's mark-up of runs. All text is escaped here and nowhere else: nothing in it is ever read as mark-up."""
        return "".join(self._run(run, quoted=quoted) for run in runs)

    def _run(self, run: Run, *, quoted: bool) -> str:
        text = escape(glyphs.quoted(run.text, self.known) if quoted else self._own(run.text))
        if run.bold:
            text = f"<b>{text}</b>"
        if run.italic:
            text = f"<i>{text}</i>"
        if run.link and run.link not in run.text:
            text = f"{text} ({escape(self._own(run.link))})"
        return text

    def _own(self, text: str) -> str:
        return glyphs.own(text, self.known)


class _Rule(Flowable):  # type: ignore[misc]
    """The line under the letterhead; decoration."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the text."""
        self.width, self.height = width, 8
        return width, 8

    def draw(self) -> None:
        """Draw it."""
        with self.canv.artifact():
            self.canv.setStrokeColor(ACCENT)
            self.canv.setLineWidth(2)
            self.canv.line(0, 2, self.width, 2)


def _text(block: Paragraph) -> str:
    return "".join(run.text for run in block.runs)


def _is_numeric(cells: Sequence[str]) -> bool:
    """Whether a column holds figures, which stand at the right."""
    filled = [cell.strip() for cell in cells if cell.strip() not in {"", "-", "–"}]
    return bool(filled) and all(cell.replace(",", "").replace(".", "").strip("£%- ").isdigit() for cell in filled)


def _widths(table: Table, columns: Sequence[int]) -> list[float]:
    """Column widths by the length of what stands in them, none narrower than a ninth of an even share."""
    lengths = [min(max(len(table.header[column]), *(len(row[column]) for row in table.rows), 6), 40) for column in columns]
    total = sum(lengths)
    return [WIDTH * length / total for length in lengths]
