"""The officer's guide, from the program's own resources. It opens no link and loads no picture."""

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QFrame, QTextBrowser, QWidget

from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Button, column, row
from foidesk.paths import resource


class _Pages(QTextBrowser):
    """Our own text with headings, lists and tables; nothing else is ever shown in it."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


class GuideDialog(QDialog):
    """The guide in a window beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The officer's guide"))
        self.resize(820, 720)
        self.pages = _Pages()
        self.pages.setOpenLinks(False)
        self.pages.setOpenExternalLinks(False)
        self.pages.setFont(font(14))
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setAccessibleName(self.tr("The officer's guide"))
        self.pages.document().setDocumentMargin(24)
        lines = resource("guide", "guide.md").read_text("utf-8").splitlines()
        self.pages.setMarkdown("\n".join(line for line in lines if not line.startswith("![")))
        _dress(self.pages.document())
        self.pages.moveCursor(QTextCursor.MoveOperation.Start)
        body = column(self, (0, 0, 0, 12), 12)
        body.addWidget(self.pages, 1)
        foot = row(margins=(16, 0, 16, 0))
        foot.addStretch()
        close = Button(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        body.addLayout(foot)


def _dress(document: QTextDocument) -> None:
    """Give the text the window's sizes, weights and room; Qt's own headings are too large and stand too close."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        level = form.headingLevel()
        form.setTopMargin({0: 0, 1: 4}.get(level, 20))
        form.setBottomMargin(4 if block.textList() else 10)
        form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        _weigh(cursor, block, level)
        block = block.next()


def _weigh(cursor: QTextCursor, block: QTextBlock, level: int) -> None:
    """The fonts of the window have no weight above 600."""
    runs = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        runs.append((fragment.position(), fragment.length(), fragment.charFormat().fontWeight() > QFont.Weight.Medium))
        fragments += 1
    for start, length, heavy in runs:
        form = QTextCharFormat()
        form.setFont(font({0: 14, 1: 20}.get(level, 15), 600 if heavy or level else 400))
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)
