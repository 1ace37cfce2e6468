"""Tagged drawing: ReportLab draws, and a structure tree is kept beside it. Knows nothing of freedom of information.

ReportLab 5.1 writes no structure of its own. `TaggedCanvas` wraps what is drawn in marked content and numbers it page by page; `Tag` is one
element of the tree; `finish` (finish.py) writes the tree into the file. Leans on two internals of ReportLab 5.1, `Paragraph.blPara.lines` and
`Canvas._code`: the version is pinned, and the tests on structure would show a change.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Union

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

Kid = Union["Tag", tuple[int, int], str]
"""A child of a structure element: another element, marked content as (page, number), or the key of an annotation."""


@dataclass(eq=False)
class Tag:
    """One structure element. `attributes` go to its /A entry ("O" names the owner); `drawn` once content was laid into it."""

    kind: str
    kids: list[Kid] = field(default_factory=list)
    attributes: dict[str, str] | None = None
    language: str | None = None
    drawn: bool = False

    def add(self, kind: str, **attributes: str) -> "Tag":
        """A new child element."""
        kid = Tag(kind, attributes=attributes or None)
        self.kids.append(kid)
        return kid


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that writes marked content, and draws running heads and feet once the number of pages is known."""

    def __init__(self, *arguments: Any, running: Callable[["TaggedCanvas", int, int], None] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._running = running
        self._page_states: list[dict[str, Any]] = []
        self._numbers: dict[int, int] = {}

    @contextmanager
    def tagged(self, tag: Tag) -> Iterator[None]:
        """Everything drawn inside belongs to an element."""
        page = self._pageNumber - 1
        number = self._numbers.get(page, 0)
        self._numbers[page] = number + 1
        tag.kids.append((page, number))
        tag.drawn = True
        self._code.append(f"/{tag.kind} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "<</Type /Layout>>") -> Iterator[None]:
        """Everything drawn inside is decoration, which a reader passes over."""
        self._code.append(f"/Artifact {kind} BDC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802
        """Keep the page back until the number of pages is known."""
        self._page_states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw running heads and feet, and write the file."""
        for state in self._page_states:
            self.__dict__.update(state)
            if self._running:
                with self.artifact("<</Type /Pagination>>"):
                    self._running(self, self._pageNumber, len(self._page_states))
            super().showPage()
        super().save()


class TaggedParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph that is one structure element, even when it goes over pages."""

    tag: Tag | None = None
    label: tuple[Tag, str] | None = None
    outline: int | None = None
    bar: Any = None
    bar_goes_on = False
    goes_on = False

    def split(self, width: float, height: float) -> list["TaggedParagraph"]:
        """The parts over pages; the first keeps label and outline."""
        parts: list[TaggedParagraph] = super().split(width, height)
        for number, part in enumerate(parts):
            part.tag, part.bar = self.tag, self.bar
            part.goes_on = self.goes_on or number + 1 < len(parts)
            part.bar_goes_on = self.bar_goes_on and number + 1 == len(parts)
            if number == 0:
                part.label, part.outline = self.label, self.outline
        return parts

    def draw(self) -> None:
        """Draw the words inside their element; a repeated heading cell and a bar are decoration."""
        canvas: TaggedCanvas = self.canv
        self._space_line_ends()
        if self.bar is not None:
            with canvas.artifact():
                canvas.setFillColor(self.bar)
                below = self.style.spaceAfter if self.bar_goes_on else 2
                canvas.rect(0, -below, 3, self.height + below + 2, stroke=0, fill=1)
        if self.tag is None or (self.tag.kind == "TH" and self.tag.drawn):
            with canvas.artifact():
                super().draw()
            return
        if self.outline is not None:
            key = f"heading-{id(self.tag)}"
            canvas.bookmarkHorizontal(key, 0, self.height + 12)
            canvas.addOutlineEntry(self.getPlainText(identify=True), key, self.outline, closed=False)
        if self.label:
            tag, text = self.label
            with canvas.tagged(tag):
                canvas.setFont(self.style.bulletFontName, self.style.fontSize)
                canvas.setFillColor(self.style.textColor)
                canvas.drawString(self.style.bulletIndent, self.height - self.style.fontSize, text)
        with canvas.tagged(self.tag):
            super().draw()

    def _space_line_ends(self) -> None:
        """ReportLab drops the blank at a line's end; without it a reader hears "have handledit"."""
        lines = self.blPara.lines
        for line in lines if self.goes_on else lines[:-1]:
            if self.blPara.kind:
                if line.words:
                    line.words[-1].text += " "
            else:
                line[1].append("")


class TaggedTable(Table):  # type: ignore[misc]
    """A table whose cells hold tagged paragraphs; its rules and backgrounds are decoration. A row taller than a page goes over pages."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **({"splitInRow": 1} | named))

    def _drawBkgrnd(self) -> None:  # noqa: N802
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802
        with self.canv.artifact():
            super()._drawLines()


class SignatureSpot(Flowable):  # type: ignore[misc]
    """Keeps a place for the signature's field; where it came to lie is known after drawing (page from 0, points).

    It takes no height of its own: the lines after it stand beside it.
    """

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = 0, 0
        self.side = (width, height)
        self.box: tuple[float, float, float, float] | None = None
        self.page: int | None = None

    def draw(self) -> None:
        """Remember the place."""
        left, top = self.canv.absolutePosition(0, 0)
        width, height = self.side
        self.box, self.page = (left, top - height, left + width, top), self.canv._pageNumber - 1
