"""The sheet of paper and what stands on it: quoted words, headings, locked wording, named fields. Used by every page that shows a letter."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from foidesk.gui.kit.style import SERIF, colour, font
from foidesk.gui.kit.widgets import Label, column, pane, row

WIDE = 720
"""The widest that a sheet grows: beyond some sixty characters a line is hard to read."""


class Words(QLabel):
    """Words in the letter's type. Plain text that can be selected and copied, never edited."""

    def __init__(self, text: str = "", size: int = 16, weight: int = 400, tone: str = "ink", *, italic: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        self.setWordWrap(True)
        self.setFont(font(size, weight, SERIF, italic))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(40)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)


class Locked(QFrame):
    """Wording of the Act that the officer does not change: tinted, so that it is seen what is whose."""

    def __init__(self, text: str, tip: str) -> None:
        super().__init__()
        self.setProperty("surface", "locked")
        self.setToolTip(tip)
        self.words = Words(text)
        column(self, (8, 4, 8, 4)).addWidget(self.words)

    def set_text(self, text: str) -> None:
        """Show other wording."""
        self.words.setText(text)


class Quote(QFrame):
    """Somebody else's words, set off by a bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._body = column(self, (18, 2, 0, 2), 6)
        self._lines: list[Words] = []

    def set_lines(self, lines: list[str]) -> None:
        """Show these lines, a paragraph each."""
        if [words.text() for words in self._lines] == lines:
            return
        for words in self._lines:
            self._body.removeWidget(words)
            words.deleteLater()
        self._lines = [Words(line, tone="muted") for line in lines]
        for words in self._lines:
            self._body.addWidget(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bar: QColor = colour("line")
        painter.fillRect(QRect(0, 2, 3, self.height() - 4), bar)


class Sheet(QScrollArea):
    """A sheet of paper on the desk, as long as what stands on it. `body` is where pages put their pieces."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = pane("desk")
        across = row(ground, (20, 16, 20, 24))
        self._paper = pane("sheet")
        self._paper.setMaximumWidth(WIDE)
        self._paper.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body: QVBoxLayout = column(self._paper, (28, 24, 28, 28), 12)
        # No alignment on the sheet itself: an aligned item gets the height of its unwrapped words.
        down = column()
        down.addWidget(self._paper)
        down.addStretch(1)
        across.addStretch(0)
        across.addLayout(down, 1)
        across.addStretch(0)
        self.setWidget(ground)

    def show_place(self, widget: QWidget) -> None:
        """Bring a piece into sight."""
        self.ensureWidgetVisible(widget, 0, 80)


def field_label(words: str, widget: QWidget) -> Label:
    """The name over a field; clicking it, or its mnemonic, goes to the field."""
    label = Label(words, 12, 600, "muted")
    label.setBuddy(widget)
    return label
