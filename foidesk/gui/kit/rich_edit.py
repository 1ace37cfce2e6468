"""A field of the letter: a text that grows with its words. It says when typing has paused and when it was left with other words."""

from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from foidesk.gui.kit import pasted, rich_text
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.style import SERIF, colour, font

PAUSE = 800
"""How long after the last key what was typed is kept, in milliseconds."""


class RichEdit(QTextEdit):
    """One text. `typed` follows a pause in typing, `left` the leaving of a changed field; both carry the text in the store's form."""

    typed = Signal(object)
    left = Signal(object)

    def __init__(self, name: str, placeholder: str = "", kind: str = "paper", size: int = 16, *, plain: bool = False) -> None:
        super().__init__()
        self._plain = plain
        self.setProperty("kind", kind)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(font(size, 400, SERIF if kind == "paper" else font(13).family()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._shown: Any = ""
        self._base: Any = ""
        self._touched = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(self.value()))
        self.textChanged.connect(self._changed)
        self._loading = False

    def value(self) -> Any:
        """The text: a plain string or a list of blocks; of a plain one always the words alone."""
        return rich_text.take_words(self.document()) if self._plain else rich_text.take(self.document())

    def load(self, value: Any) -> None:
        """Show the text that is saved, unless the officer is in the middle of changing it."""
        value = value or ""
        if self.is_changed() or value == self._shown:
            return
        self._loading = True
        rich_text.put(self.document(), value)
        self._loading = False
        self._shown, self._base = value, self.value()
        self._fit()

    def is_changed(self) -> bool:
        """Whether words were typed that were not handed over yet. (Qt's own mark is no help: a change of font or theme sets it too.)"""
        return self._touched

    def hand_over(self) -> None:
        """Give what was typed to be saved, if anything was."""
        self._pause.stop()
        if self.is_changed():
            self.settle()
            self.left.emit(self._shown)

    def settle(self) -> None:
        """Count what it holds as handed over: another has taken it, such as the list that this text is part of."""
        self._pause.stop()
        self._shown = self._base = self.value()
        self._touched = False

    def take_back(self) -> None:
        """What was handed over could not be saved: it counts as changed again."""
        self._touched = True

    def add_words(self, words: str) -> None:
        """Put words behind what stands here, as a paragraph of their own and one step that can be undone; the cursor comes after them."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self.toPlainText().strip():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText(words, QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def takes_forms(self) -> bool:
        """Whether words in it can be made bold or a list."""
        return not self._plain and not self.isReadOnly()

    def toggle_bold(self) -> None:
        """Make the chosen words bold, or no longer."""
        heavy = self.fontWeight() >= QFont.Weight.DemiBold
        self.setFontWeight(QFont.Weight.Normal if heavy else QFont.Weight.Bold)

    def toggle_italic(self) -> None:
        """Make the chosen words italic, or no longer."""
        self.setFontItalic(not self.fontItalic())

    def toggle_list(self, ordered: bool) -> None:
        """Make the chosen paragraphs a list, or paragraphs again."""
        cursor = self.textCursor()
        made = cursor.currentList()
        style = QTextListFormat.Style.ListDecimal if ordered else QTextListFormat.Style.ListDisc
        cursor.beginEditBlock()
        if made is not None and made.format().style() == style:
            for block in _blocks(cursor):
                made.remove(block)
                form = block.blockFormat()
                form.setIndent(0)
                QTextCursor(block).setBlockFormat(form)
        else:
            cursor.createList(style)
        cursor.endEditBlock()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.hand_over()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = Qt.KeyboardModifier.ControlModifier
        if event.modifiers() == control and event.key() in (Qt.Key.Key_B, Qt.Key.Key_I) and self.takes_forms():
            (self.toggle_bold if event.key() == Qt.Key.Key_B else self.toggle_italic)()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only: no colours, fonts, pictures or links come along. Cells of a spreadsheet become a table; undone, they are words."""
        words, cursor = source.text().replace("\r\n", "\n"), self.textCursor()
        cells = pasted.cells_of(words) if self.takes_forms() and pasted.may_stand_at(cursor) else []
        if not cells:
            cursor.insertText(words)
            return
        self.setTextCursor(pasted.put_cells(cursor, words, cells))
        announce(self, self.tr("Pasted as a table of %n row(s). Undo makes it words.", "", len(cells)))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing: no picture, sheet or file is ever fetched for a text."""
        return None

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self) -> None:
        self._fit()
        if not self._loading and (self._touched or self.value() != self._base):
            self._touched = True
            self._pause.start()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        edges = self.height() - self.viewport().height()
        wanted = max(34, int(self.document().size().height()) + max(edges, 6))
        if wanted != self.height():
            self.setFixedHeight(wanted)


def _blocks(cursor: QTextCursor) -> list[Any]:
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    found = [block]
    while block != last and block.isValid():
        block = block.next()
        found.append(block)
    return found


def tint_placeholder(edit: QTextEdit) -> None:
    """Give the words of an empty field the muted colour of the theme in force."""
    palette = edit.palette()
    palette.setColor(QPalette.ColorRole.PlaceholderText, colour("muted"))
    edit.setPalette(palette)
