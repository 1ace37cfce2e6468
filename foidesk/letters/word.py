"""A letter as a Word file: real styles, lists, tables and links, so that it reads well aloud and can be worked on; nothing hidden in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from foidesk.letters import grid, markup
from foidesk.letters.blocks import (
    Block,
    Facts,
    Figure,
    Heading,
    Letterhead,
    ListBlock,
    Paragraph,
    Quotation,
    Run,
    Signature,
    Table,
)
from foidesk.letters.logo import UNREADABLE
from foidesk.letters.pictures import UNREADABLE_LOGO, picture
from foidesk.letters.rich import safe_link
from foidesk.letters.word_parts import NAMESPACES, PORTRAIT, WordMeta, foot, package, section

MOST_UPRIGHT = 8
"""Columns of a table that still fit a page held upright; a wider one gets pages of its own, turned."""
_UPRIGHT, _TURNED = 8958, 13890
"""The width of the text on a page, in twentieths of a point."""
_DEEPEST = 2
"""Levels of lists in lists below the first; what lies deeper is set like the deepest."""


@dataclass(slots=True)
class Gathered:
    """What the words of a letter refer to in other parts of the file: links, footnotes, pictures, numbered lists."""

    links: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    ordered: int = 0


@dataclass(frozen=True, slots=True)
class _Where:
    """How a block stands: whether the words are quoted, and in which list at which level."""

    quoted: bool = False
    level: int = -1


def word_file(blocks: Iterable[Block], meta: WordMeta) -> bytes:
    """The letter as .docx. Equal blocks and details give equal bytes.

    Raises UserError that names a character of the authority's own words which cannot be seen.
    """
    writer = _Writer(meta)
    body = writer.blocks(tuple(blocks), _Where())
    document = f"<w:document {NAMESPACES}><w:body>{body}{section(meta, PORTRAIT)}</w:body></w:document>"
    found = writer.found
    return package(document, meta, links=found.links, notes=found.notes, pictures=found.pictures, ordered=found.ordered)


class _Writer:
    """Writes blocks as WordprocessingML and gathers what they refer to."""

    def __init__(self, meta: WordMeta) -> None:
        self.meta, self.found = meta, Gathered()

    def blocks(self, blocks: Sequence[Block], where: _Where) -> str:
        """Blocks one after the other."""
        return "".join(self.block(block, where) for block in blocks)

    def block(self, block: Block, where: _Where) -> str:
        """One block as paragraphs and tables."""
        text = markup.quoted if where.quoted else markup.own
        match block:
            case Heading(level=level, text=words):
                return _paragraph(f"Heading{min(level, 5)}", _words(text(words)))
            case Paragraph(runs=runs, small=small):
                style = "Quote" if where.quoted else "ListParagraph" if where.level >= 0 else "Small" if small else ""
                return _paragraph(style, self._runs(runs, where), _indent(where))
            case ListBlock(items=items, ordered=ordered):
                return self._list(items, ordered, where)
            case Table():
                return self._table(block, where)
            case Figure():
                return _paragraph("", self._picture(block))
            case Quotation(blocks=inner):
                return self.blocks(inner, _Where(quoted=True))
            case Facts(rows=rows):
                return self._facts(rows)
            case Letterhead():
                return self._letterhead(block)
            case Signature(lines=lines, signed_at=signed_at):
                return "".join(_paragraph("Signature", _words(markup.own(line))) for line in (*lines, signed_at) if line)
        raise TypeError(f"a block that Word files do not know: {type(block).__name__}")

    def _letterhead(self, block: Letterhead) -> str:
        address = [_words(markup.own(line)) for line in block.address]
        lines = [("Letterhead", _words(markup.own(block.name))), *(("LetterheadAddress", line) for line in address)]
        if block.logo is not None:
            lines.insert(0, ("LetterheadAddress", self._picture(block.logo, UNREADABLE_LOGO)))
        # The rule stands under the last line, whichever it is.
        return "".join(_paragraph(style, words) for style, words in lines[:-1]) + _paragraph(
            "LetterheadEnd" if address else "Letterhead", lines[-1][1]
        )

    def _list(self, items: Sequence[tuple[Block, ...]], ordered: bool, where: _Where) -> str:
        """A list of Word's own; each numbered one begins again with 1. Only an item's first paragraph carries its mark."""
        level, number = min(where.level + 1, _DEEPEST), 1
        if ordered:
            self.found.ordered += 1
            number = self.found.ordered + 1
        inside = _Where(where.quoted, level)
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        out = []
        for item in items:
            first, rest = item[:1], item[1:]
            if first and isinstance(first[0], Paragraph):
                style = "Quote" if where.quoted else "ListParagraph"
                out.append(_paragraph(style, self._runs(first[0].runs, inside), mark))
            else:
                out.append(_paragraph("ListParagraph", "", mark))
                rest = item
            out.append(self.blocks(rest, inside))
        return "".join(out)

    def _runs(self, runs: Sequence[Run], where: _Where) -> str:
        return "".join(self._run(run, where) for run in runs)

    def _run(self, run: Run, where: _Where) -> str:
        text = (markup.quoted if where.quoted else markup.own)(run.text)
        link = safe_link(run.link)
        look = '<w:rStyle w:val="Hyperlink"/>' if link else ""
        look += "<w:b/><w:bCs/>" if run.bold else ""
        look += "<w:i/><w:iCs/>" if run.italic else ""
        look += f'<w:lang w:val="{markup.escape(run.lang)}"/>' if run.lang else ""
        words = _words(text, look)
        if link:
            self.found.links.append(link)
            words = f'<w:hyperlink r:id="link{len(self.found.links)}" w:history="1">{words}</w:hyperlink>'
        return words + (self._note(run.note) if run.note else "")

    def _note(self, note: str) -> str:
        self.found.notes.append(foot(len(self.found.notes) + 1, _words(" " + markup.own(note))))
        return _words("", '<w:rStyle w:val="FootnoteReference"/>', f'<w:footnoteReference w:id="{len(self.found.notes)}"/>')

    def _picture(self, figure: Figure, unreadable: str = UNREADABLE) -> str:
        drawn = picture(figure, unreadable)
        self.found.pictures.append(drawn.png)
        return _drawing(len(self.found.pictures), markup.own(figure.words), drawn.width, drawn.height)

    def _facts(self, rows: Sequence[tuple[str, str]]) -> str:
        wide = (round(_UPRIGHT * 0.3), _UPRIGHT - round(_UPRIGHT * 0.3))
        lines = [
            _row(
                _cell(_paragraph("TableHeading", _words(markup.own(label))), wide[0])
                + _cell(_paragraph("TableText", _words(markup.quoted(value))), wide[1])
            )
            for label, value in rows
        ]
        return _table(wide, "".join(lines), first_row=False, first_column=True) + _paragraph("TableEnd", "")

    def _table(self, table: Table, where: _Where) -> str:
        """The table with its caption and notes; one with many columns on turned pages of its own."""
        text = markup.quoted if where.quoted else markup.own
        turned = len(table.header) > MOST_UPRIGHT
        widths = [round(share * (_TURNED if turned else _UPRIGHT)) for share in grid.shares(table)]
        numeric = grid.figures(table)
        rows = [
            _row("".join(self._table_cell(cell, heading, numeric, widths, text) for cell in cells), heading=heading)
            for heading, cells in grid.rows_of(table)
        ]
        caption = _paragraph("Caption", _words(text(table.caption))) if table.caption else ""
        notes = "".join(
            _paragraph("TableNote", _words(f"{number} ", _RAISED) + _words(text(note.text)))
            for number, note in enumerate(table.notes, start=1)
        )
        drawn = _table(widths, "".join(rows), name=text(table.caption), first_column=table.row_headings)
        whole = caption + drawn + notes + _paragraph("TableEnd", "")
        if not turned:
            return whole
        end = partial(section, self.meta, inside=True)
        return _paragraph("TableEnd", "", end(PORTRAIT)) + whole + _paragraph("TableEnd", "", end(not PORTRAIT))

    def _table_cell(
        self, cell: grid.Cell, heading: bool, numeric: frozenset[int], widths: Sequence[int], text: "markup.Words"
    ) -> str:
        wide = sum(widths[cell.column : cell.column + cell.columns])
        merged = "<w:vMerge/>" if cell.continues else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        properties = (f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else "") + merged + (_WASH if heading else "")
        words = _words(text(cell.text)) if cell.text and not cell.continues else ""
        marks = ", ".join(map(str, cell.notes))
        words += _words(marks, _RAISED) if marks else ""
        kept = "<w:keepNext/>" if heading else ""
        right = '<w:jc w:val="right"/>' if cell.column in numeric and cell.columns == 1 else ""
        style = "TableHeading" if heading or cell.scope else "TableText"
        return _cell(_paragraph(style, words, kept + right), wide, properties)


_WASH = '<w:shd w:val="clear" w:color="auto" w:fill="F3F5F8"/>'
_RAISED = '<w:vertAlign w:val="superscript"/>'


def _indent(where: _Where) -> str:
    return f'<w:ind w:left="{397 * (where.level + 1)}"/>' if where.level > 0 and not where.quoted else ""


def _paragraph(style: str, content: str, more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{content}</w:p>"


def _words(escaped: str, look: str = "", inside: str = "") -> str:
    """A run of words that are escaped already."""
    text = f'<w:t xml:space="preserve">{escaped}</w:t>' if escaped else ""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text}{inside}</w:r>"


def _table(widths: Sequence[int], rows: str, *, name: str = "", first_row: bool = True, first_column: bool = False) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblLook w:val="0000" w:firstRow="{int(first_row)}" w:lastRow="0" w:firstColumn="{int(first_column)}" '
    look += 'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    named = f'<w:tblCaption w:val="{name}"/>' if name else ""
    properties = f'<w:tblStyle w:val="LetterTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{look}{named}'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(cells: str, *, heading: bool = False) -> str:
    """A row that stays whole; a row of headings is repeated on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>{cells}</w:tr>"


def _cell(content: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _drawing(number: int, words: str, width: int, height: int) -> str:
    """A picture in the line, with its words for whoever does not see it; width and height in English Metric Units."""
    shape = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{words}"/><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">{shape}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
