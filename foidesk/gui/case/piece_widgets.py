"""The pieces of a letter as widgets: each can be given other words of the same kind, so that a page need not be built anew."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from foidesk.gui.kit.paper import Locked, Quote, Words
from foidesk.gui.kit.widgets import Label, column, row

if TYPE_CHECKING:
    from foidesk.desk.pieces import Piece

MOST_ROWS = 60
"""Rows of a table that are shown on screen; the preview shows all."""

_HEADINGS = {"heading1": (20, 600), "heading2": (18, 600)}

Fill = Callable[[Any], None]


def widget_of(piece: "Piece") -> tuple[QWidget, Fill]:
    """A widget for a piece that is only read, and how to give it other words."""
    if piece.kind.startswith("heading"):
        words = Words("", *_HEADINGS.get(piece.kind, (16, 600)))
        words.setContentsMargins(0, 8 if piece.kind == "heading2" else 0, 0, 0)
        return words, words.setText
    made: Any = _KINDS[piece.kind]()
    return made, made.fill


class _Words(Words):
    """A paragraph that the program wrote and the authority may change elsewhere."""

    def fill(self, text: str) -> None:
        self.setText(text)


class _Locked(Locked):
    """Wording of the Act."""

    def __init__(self) -> None:
        super().__init__("", _tr("Wording that states the law. The program keeps it."))

    def fill(self, text: str) -> None:
        self.set_text(text)


class _Replaced(QFrame):
    """The authority's own wording in the place of the Act's: tinted as that is, and named, since nobody but the authority checked it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Locked("", _tr("Wording that states the law. Your authority put its own in the place of the program's."))
        body = column(self, gap=2)
        body.addWidget(Label(_tr("Your authority's own wording"), 12, 600, "amber", wrap=True))
        body.addWidget(self._words)

    def fill(self, text: str) -> None:
        self._words.set_text(text)


class _Quote(Quote):
    """The requester's words."""

    def __init__(self) -> None:
        super().__init__(_tr("The requester's words"))

    def fill(self, lines: list[str]) -> None:
        self.set_lines(lines)


class _Lines(QFrame):
    """Lines one under the other: the letterhead, the signature, a list."""

    def __init__(self, tone: str = "ink", mark: str = "", size: int = 16) -> None:
        super().__init__()
        self._tone, self._mark, self._size = tone, mark, size
        self._shown: list[str] | None = None
        self._body = column(self, gap=4 if mark else 0)

    def fill(self, lines: Sequence[str]) -> None:
        if list(lines) == self._shown:
            return
        self._shown = list(lines)
        _empty(self)
        for text in lines:
            line = row(gap=8)
            if self._mark:
                line.addWidget(Label(self._mark, 16, tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Words(text, self._size, tone=self._tone), 1)
            self._body.addLayout(line)


class _Grid(QFrame):
    """Cells in rows: labels with values, or a table."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Any = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)

    def _put(self, down: int, across: int, text: str, weight: int = 400, tone: str = "ink") -> None:
        self._grid.addWidget(Words(text, 14, weight, tone), down, across, Qt.AlignmentFlag.AlignTop)


class _Facts(_Grid):
    """The reference block."""

    def fill(self, rows: Sequence[tuple[str, str]]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        _empty(self)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)
        for down, (label, value) in enumerate(rows):
            self._put(down, 0, label, 400, "muted")
            self._put(down, 1, value)


class _Table(_Grid):
    """A table with its heading row."""

    def fill(self, value: tuple[str, Sequence[str], Sequence[Sequence[str]]]) -> None:
        if value == self._shown:
            return
        self._shown = value
        _empty(self)
        caption, header, rows = value
        if caption:
            self._grid.addWidget(Words(caption, 14, tone="muted"), 0, 0, 1, len(header))
        for across, text in enumerate(header):
            self._put(1, across, text, 600)
        for down, cells in enumerate(rows[:MOST_ROWS]):
            for across, text in enumerate(cells):
                self._put(down + 2, across, text)
        left = len(rows) - MOST_ROWS
        if left > 0:
            more = _tr("… and {count} more rows").format(count=left)
            self._grid.addWidget(Words(more, 14, tone="muted"), MOST_ROWS + 2, 0, 1, len(header))


_KINDS: dict[str, Callable[[], QWidget]] = {
    "words": _Words,
    "locked": _Locked,
    "replaced": _Replaced,
    "quote": _Quote,
    "facts": _Facts,
    "table": _Table,
    "letterhead": lambda: _Lines("muted", size=14),
    "signature": _Lines,
    "list": lambda: _Lines(mark="•"),
}


def _empty(frame: QFrame) -> None:
    """Let go of what stood in a frame."""
    from foidesk.gui.kit.widgets import clear

    layout = frame.layout()
    if layout is not None:
        clear(layout)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PieceWidgets", text)
