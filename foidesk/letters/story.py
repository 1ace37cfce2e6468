"""From blocks to what stands on pages: each block's type, its place in the structure, and what may not be parted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from foidesk.letters import fonts, glyphs, tables
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
from foidesk.letters.engine import script
from foidesk.letters.engine.flow import Sheet, Stretch
from foidesk.letters.engine.grid import Body, Cell, Grid
from foidesk.letters.engine.items import Item, Picture, Rule, Spot, Together, Words
from foidesk.letters.engine.pen import Field
from foidesk.letters.engine.text import Colour, Piece, measure
from foidesk.letters.engine.tree import Tag
from foidesk.letters.finish import FIELD
from foidesk.letters.logo import UNREADABLE
from foidesk.letters.pictures import UNREADABLE_LOGO, picture
from foidesk.letters.rich import safe_link
from foidesk.letters.styles import ACCENT, BAR, FACTS_LOOK, LINK, MM, SEAL, UPRIGHT, styles

_ADDRESS = re.compile(r"https://[^\s<>“”\"()]*[^\s<>“”\"().,;:!?’']|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SHORT_QUOTE = 5
_DEEPEST = 5
"""Lists inside lists that move to the right; what lies deeper stays there."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BOUND = re.compile(rf"\b(?:[Ss]ections?|[Qq]uestions?|[Rr]egulations?|[Pp]ages?|[Pp]art) (?=[\dIVX])|\d (?=(?:{_MONTHS})\b)")
"""Blanks at which no line of our own words may end: section 31, question 2, 3 September."""


class Story:
    """Turns blocks into items and their structure, one after the other. `fields` holds the place of a signature."""

    def __init__(self, *, signed: bool, purpose: str = "") -> None:
        self.known = fonts.load()
        self.root = Tag("Document")
        self.fields: list[Field] = [Field(FIELD, purpose)] if signed else []
        self._signed = signed
        self._notes = 0

    def told(self, blocks: Sequence[Block]) -> list[Stretch]:
        """The whole, in stretches of one kind of paper; who signs stays together with the words before it."""
        items: list[tuple[Sheet, Item]] = []
        last = next((at for at, block in enumerate(blocks) if isinstance(block, Signature)), -1)
        kept = max(last - 2, 0)
        while kept < last and isinstance(blocks[kept], Table | Quotation | Heading | ListBlock):
            kept += 1
        for at, block in enumerate(blocks):
            if at == last:
                continue
            if at == kept and last >= 0:
                tail = [item for each in blocks[kept : last + 1] for _, item in self._block(each, self.root)]
                items.append((UPRIGHT, Together(tail)))
            elif not kept <= at < last:
                items += self._block(block, self.root)
        if not any(isinstance(block, Signature) for block in blocks):
            self.fields = []
        return list(_stretches(items))

    def own(self, text: str) -> str:
        """The authority's own words. Raises UserError for what cannot be printed."""
        return glyphs.own(text, self.known)

    def _quoted(self, text: str) -> str:
        return glyphs.quoted(text, self.known)

    def _block(self, block: Block, parent: Tag) -> Iterator[tuple[Sheet, Item]]:
        if isinstance(block, Table):
            yield from self._table(block, parent)
        else:
            yield from ((UPRIGHT, item) for item in self._upright(block, parent))

    def _upright(self, block: Block, parent: Tag) -> Iterator[Item]:
        match block:
            case Letterhead():
                yield from self._letterhead(block, parent)
            case Heading(level=level, text=text):
                yield replace(self._words(text, f"h{level}", parent.add(f"H{level}")), leads=True, outline=level - 1)
            case Paragraph(runs=runs, small=small):
                yield from self._paragraph(runs, "small" if small else "body", parent)
            case ListBlock(items=items, ordered=ordered):
                yield from self._list(items, parent, ordered=ordered)
            case Table():
                # Inside a list or a quotation a table keeps the paper on which those stand.
                yield from (item for _, item in self._table(block, parent, turn=False))
            case Quotation(blocks=inner):
                yield from self._quotation(inner, parent.add("BlockQuote"))
            case Facts(rows=rows):
                yield self._facts(rows, parent)
            case Figure():
                yield _picture(block, self.own(block.words), parent)
            case Signature(lines=lines, signed_at=signed_at):
                yield from self._signature(lines, signed_at, parent)

    def _letterhead(self, head: Letterhead, parent: Tag) -> Iterator[Item]:
        if head.logo is not None:
            yield replace(_picture(head.logo, self.own(head.logo.words), parent, UNREADABLE_LOGO), leads=True)
        yield replace(self._words(head.name, "organisation", parent.add("P")), leads=True)
        for line in head.address:
            yield replace(self._words(line, "address", parent.add("P")), leads=True)
        yield Rule(ACCENT, 2.0, before=5.0)

    def _paragraph(self, runs: Sequence[Run], style: str, parent: Tag) -> Iterator[Words]:
        """A paragraph, which leads on where it ends with a colon, and its footnotes under it."""
        made = self._runs(runs, style, parent.add("P"))
        notes = [note for run in runs if run.note for note in [self._note(run.note, parent)]]
        leads = "".join(run.text for run in runs).rstrip().endswith(":")
        yield replace(made, leads=leads or bool(notes))
        yield from notes

    def _list(
        self, items: Sequence[tuple[Block, ...]], parent: Tag, *, ordered: bool, quoted: bool = False, deep: int = 0
    ) -> Iterator[Item]:
        whole = parent.add("L", O="List", ListNumbering="Decimal" if ordered else "Disc")
        for number, item in enumerate(items, start=1):
            entry = whole.add("LI")
            label, body = entry.add("Lbl"), entry.add("LBody")
            style = "quoted-item" if quoted else "item-last" if number == len(items) else "item"
            for at, inner in enumerate(item):
                if isinstance(inner, ListBlock):
                    yield from self._list(inner.items, body, ordered=inner.ordered, quoted=quoted, deep=deep + 1)
                    continue
                if not isinstance(inner, Paragraph):
                    yield from self._upright(inner, body)
                    continue
                made = _deeper(self._runs(inner.runs, style, body.add("P"), quoted=quoted), min(deep, _DEEPEST))
                beside = made.style.indent - (16.0 if number > 9 and ordered else 13.0)
                yield replace(made, label=(label, f"{number}." if ordered else "•", beside)) if at == 0 else made
                yield from (self._note(run.note, body) for run in inner.runs if run.note)

    def _quotation(self, blocks: Sequence[Block], tag: Tag) -> Iterator[Item]:
        """Somebody else's words: a bar at the side, and characters that cannot be printed shown by name."""
        items = [item for block in blocks for item in self._in_quotation(block, tag)]
        lines = sum(len(item.text_lines(UPRIGHT.measure)) for item in items if isinstance(item, Words))
        for at, item in enumerate(items):
            last = at + 1 == len(items)
            if isinstance(item, Words):
                # The bar runs on through the space between two paragraphs; a short question stands with the beginning of its answer.
                item = replace(item, bar=BAR, bar_goes_on=not last, leads=lines <= _SHORT_QUOTE)
            yield item

    def _in_quotation(self, block: Block, tag: Tag) -> Iterator[Item]:
        match block:
            case Paragraph(runs=runs):
                yield self._runs(runs, "quote", tag.add("P"), quoted=True)
            case ListBlock(items=items, ordered=ordered):
                yield from self._list(items, tag, ordered=ordered, quoted=True)
            case _:
                yield from self._upright(block, tag)

    def _facts(self, rows: Sequence[tuple[str, str]], parent: Tag) -> Grid:
        """Labels with values: a table whose first cells name the rows."""
        whole, cells = parent.add("Table"), []
        for label, value in rows:
            row = whole.add("TR")
            name = self._words(label, "th", row.add("TH", O="Table", Scope="Row"))
            cells.append([Cell(name, 0), Cell(self._words(value, "cell", row.add("TD"), quoted=True), 1)])
        widest = max((tables.about(label, fonts.SEMIBOLD) for label, _ in rows), default=0.0) + 24
        first = min(max(widest, UPRIGHT.measure * 0.3), UPRIGHT.measure * 0.5)
        columns = [first, UPRIGHT.measure - first]
        return Grid(Body([], columns, FACTS_LOOK), Body(cells, columns, FACTS_LOOK), after=12.0)

    def _table(self, table: Table, parent: Tag, *, turn: bool = True) -> Iterator[tuple[Sheet, Item]]:
        """A table, on turned paper or in parts where it is too wide, and its footnotes under it."""
        division = tables.divided(table, turn=turn)
        sheet, parts = division.sheet, division.parts
        names = [_name(self._notes + number) for number in range(1, len(table.notes) + 1)]
        for number, columns in enumerate(parts):
            whole = parent.add("Table")
            if table.caption:
                words = f"{table.caption} (continued)" if number else table.caption
                yield sheet, replace(self._words(words, "caption", whole.add("Caption")), leads=True)
            yield sheet, tables.grid(table, columns, division, whole, tables.Setting(self._cell, names, len(parts) > 1))
        for note in table.notes:
            yield sheet, self._note(note.text, parent)

    def _cell(self, text: str, style: str, tag: Tag, references: Sequence[str]) -> Words:
        """The words of a cell with the names of its footnotes."""
        look = styles()[style]
        pieces = list(self._pieces(self.own(text), look.font, look.colour))
        pieces += [Piece(f" {name}", fonts.REGULAR, look.colour, Tag("Reference")) for name in references]
        return Words(pieces, look, tag)

    def _note(self, text: str, parent: Tag) -> Words:
        """A footnote with its name."""
        self._notes += 1
        name = _name(self._notes)
        tag = parent.add("Note")
        tag.key = f"note-{self._notes}"
        label = tag.add("Lbl")
        made = self._words(text, "note", tag.add("P"))
        style = replace(made.style, indent=measure(name, fonts.REGULAR, made.style.size) + 5)
        return replace(made, style=style, label=(label, name, 0.0), lines=None)

    def _signature(self, lines: Sequence[str], signed_at: str, parent: Tag) -> Iterator[Item]:
        """Who signs, beside the signature's seal where there is one."""
        if self._signed:
            parent.add("Form").kids.append(FIELD)
            yield Spot(self.fields[0], SEAL, before=15.0)
        for number, line in enumerate(lines):
            made = self._words(line, "beside" if self._signed else "sign", parent.add("P"))
            yield replace(made, before=15.0) if number == 0 and not self._signed else made
        if signed_at:
            yield self._words(signed_at, "signed", parent.add("P"))

    def _words(self, text: str, style: str, tag: Tag, *, quoted: bool = False) -> Words:
        return self._runs((Run(text),), style, tag, quoted=quoted)

    def _runs(self, runs: Sequence[Run], style: str, tag: Tag, *, quoted: bool = False) -> Words:
        """Runs as words; a language that all of them have is the paragraph's."""
        look = styles()[style]
        languages = {run.lang for run in runs}
        if len(languages) == 1:
            tag.language = languages.pop()
            runs = [replace(run, lang=None) for run in runs]
        pieces: list[Piece] = []
        number = self._notes
        for run in runs:
            pieces += self._run(run, look.font, look.colour, quoted=quoted)
            if run.note:
                number += 1
                pieces.append(Piece(f" {_name(number)}", fonts.REGULAR, look.colour, Tag("Reference")))
        if style in {"body", "quote"} and script.begins_backwards("".join(piece.text for piece in pieces)):
            look = replace(look, right=True)
        return Words(pieces, look, tag)

    def _run(self, run: Run, font: str, colour: Colour, *, quoted: bool) -> Iterator[Piece]:
        face = {(True, False): fonts.BOLD, (False, True): fonts.ITALIC, (True, True): fonts.BOLD}.get(
            (run.bold, run.italic), font
        )
        text = self._quoted(run.text) if quoted else _bound(self.own(run.text))
        if run.link and not quoted:
            plain = run.link.removeprefix("mailto:")
            words = text if plain in run.text else f"{text} ({self.own(plain)})"
            yield from self._pieces(words, face, LINK, _linked(run), run.link)
        elif run.lang:
            yield from self._pieces(text, face, colour, Tag("Span", language=run.lang))
        elif quoted:
            yield from self._pieces(text, face, colour)
        else:
            yield from self._with_addresses(text, face, colour)

    def _with_addresses(self, text: str, face: str, colour: Colour) -> Iterator[Piece]:
        """Text in which each address, of a page or of a mailbox, can be followed."""
        start = 0
        for found in _ADDRESS.finditer(text):
            address = found.group()
            link = safe_link(address if "://" in address else f"mailto:{address}")
            if link is not None:
                yield from self._pieces(text[start : found.start()], face, colour)
                yield from self._pieces(address, face, LINK, Tag("Link"), link)
                start = found.end()
        if start < len(text) or not text:
            yield from self._pieces(text[start:], face, colour)

    def _pieces(self, text: str, face: str, colour: Colour, tag: Tag | None = None, link: str | None = None) -> Iterator[Piece]:
        for part, font, backwards in fonts.faces(text, face):
            yield Piece(part, font, colour, tag, link, backwards)


def _stretches(items: Sequence[tuple[Sheet, Item]]) -> Iterator[Stretch]:
    """Items by the paper on which they stand. What leads to a table on other paper goes there with it."""
    for sheet, group in groupby(_on_one_paper(items), key=lambda pair: pair[0]):
        yield Stretch(sheet, [item for _, item in group])


def _on_one_paper(items: Sequence[tuple[Sheet, Item]]) -> list[tuple[Sheet, Item]]:
    placed = list(items)
    for at in range(len(placed) - 2, -1, -1):
        following = placed[at + 1][0]
        if placed[at][1].leads and following != placed[at][0]:
            placed[at] = (following, placed[at][1])
    return placed


def _picture(figure: Figure, words: str, parent: Tag, unreadable: str = UNREADABLE) -> Picture:
    drawn = picture(figure, unreadable)
    tag = parent.add("Figure")
    tag.words = words
    return Picture(drawn.png, drawn.width / drawn.height, figure.height * MM, tag)


def _deeper(words: Words, levels: int) -> Words:
    """Words of a list inside a list."""
    return replace(words, style=replace(words.style, indent=words.style.indent + 16.0 * levels)) if levels else words


def _bound(text: str) -> str:
    return _BOUND.sub(lambda found: found.group().replace(" ", "\u00a0"), text)


def _linked(run: Run) -> Tag:
    return Tag("Link", language=run.lang)


def _name(number: int) -> str:
    """What stands for a footnote in the text and before its words."""
    return f"[note {number}]"
