"""The words of a request as they came, to be read and never changed; what was taken for a question or a note is tinted and labelled."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from foidesk.gui.kit.style import colour, font
from foidesk.gui.request.positions import Positions, with_marks

GUTTER = 52


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of the text in code points, what stands beside it, and whether it is a note."""

    start: int
    end: int
    label: str
    is_note: bool = False


class _Gutter(QWidget):
    """The strip beside the text with the labels."""

    def __init__(self, source: "SourceView") -> None:
        super().__init__(source)
        self._source = source

    def paintEvent(self, event: QPaintEvent) -> None:
        self._source.paint_labels(self)


class SourceView(QPlainTextEdit):
    """Shows the text. A click, or Enter, in a span says which one it is."""

    pointed = Signal(int)
    """The number, among the spans given, of the one that was pointed at."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "source")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(14))
        self.setAccessibleName(self.tr("The request as it came"))
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(8)
        self.hidden_characters = 0
        self._places = Positions("")
        self._marked: Sequence[Marked] = ()
        self._chosen: int | None = None
        self._gutter = _Gutter(self)
        self.setViewportMargins(GUTTER, 0, 0, 0)
        self.updateRequest.connect(lambda box, dy: self._gutter.update())

    def load(self, text: str) -> None:
        """Show another text."""
        shown, self.hidden_characters = with_marks(text)
        self._places = Positions(shown)
        self.setPlainText(shown)

    def mark(self, marked: Sequence[Marked], chosen: int | None) -> None:
        """Tint the spans; the chosen one stands out and is scrolled to."""
        moved = chosen is not None and (chosen != self._chosen or marked != self._marked)
        self._marked, self._chosen = tuple(marked), chosen
        self._tint()
        if moved and chosen is not None:
            self._scroll_to(self._marked[chosen])

    def chosen_words(self) -> tuple[int, int]:
        """The words that the officer selected, in code points; nothing where both are the same."""
        cursor = self.textCursor()
        return self._places.from_qt(cursor.selectionStart()), self._places.from_qt(cursor.selectionEnd())

    def at(self, place: int) -> int | None:
        """Which span holds a code point; the narrowest, where a part lies in its question."""
        holding = [number for number, item in enumerate(self._marked) if item.start <= place < item.end]
        return min(holding, key=lambda number: self._marked[number].end - self._marked[number].start, default=None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._point()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._point()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        box = self.contentsRect()
        self._gutter.setGeometry(QRect(box.left(), box.top(), GUTTER, box.height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def paint_labels(self, gutter: QWidget) -> None:
        """Draw each span's label beside its first line."""
        painter = QPainter(gutter)
        document = self.document()
        for number, item in enumerate(self._marked):
            block = document.findBlock(self._places.to_qt(item.start))
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            cursor = QTextCursor(block)
            cursor.setPosition(self._places.to_qt(item.start))
            top = self.cursorRect(cursor).top() if block.isVisible() else int(box.top())
            if top < -30 or top > gutter.height():
                continue
            chosen = number == self._chosen
            painter.setFont(font(12, 600 if chosen else 500))
            painter.setPen(colour("accent" if chosen else "violet" if item.is_note else "muted"))
            words = self.tr("Note") if item.is_note else item.label
            place = QRect(4, top, GUTTER - 10, self.fontMetrics().height() + 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _point(self) -> None:
        found = self.at(self._places.from_qt(self.textCursor().position()))
        if found is not None:
            self.pointed.emit(found)

    def _tint(self) -> None:
        order = sorted(range(len(self._marked)), key=lambda number: number == self._chosen)
        self.setExtraSelections([self._selection(number) for number in order])
        self._gutter.update()

    def _selection(self, number: int) -> QTextEdit.ExtraSelection:
        item = self._marked[number]
        tint = "mark" if number == self._chosen else "violet_bg" if item.is_note else "select"
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places.to_qt(item.start))
        cursor.setPosition(self._places.to_qt(item.end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format.setBackground(QColor(colour(tint)))
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, False)
        return selection

    def _scroll_to(self, item: Marked) -> None:
        """Bring a span's end and then its beginning into sight, without moving the officer's own cursor or selection."""
        for place in (item.end, item.start):
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._places.to_qt(place))
            box, seen = self.cursorRect(cursor), self.viewport().rect()
            if not seen.contains(QPointF(box.center()).toPoint()):
                line = max(1, self.fontMetrics().lineSpacing())
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + (box.top() - seen.height() // 3) // line)
