"""One question, part or note of a new request, edited where it stands."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTextEdit

from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Label, row
from foidesk.gui.request.positions import Positions

INDENT = 32
LABEL = 60
_SPLIT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlainText(QTextEdit):
    """Words without any dress, as tall as they are."""

    entered, left = Signal(), Signal()
    split_wanted, undo_wanted = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "paper")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(font(13))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(5)
        self.textChanged.connect(self.fit)

    def place(self) -> int:
        """Where the cursor is, in code points from the first character that is not blank."""
        text = self.toPlainText()
        return Positions(text).from_qt(self.textCursor().position()) - (len(text) - len(text.lstrip()))

    def put(self, text: str) -> None:
        """Show other words; what was typed before cannot be undone into them."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def fit(self) -> None:
        """Be as tall as the words."""
        self.document().setTextWidth(self.viewport().width())
        wanted = max(32, int(self.document().size().height()) + self.height() - self.viewport().height())
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(source.text().replace("\r\n", "\n"))

    def event(self, event: QEvent) -> bool:
        # Ctrl+Enter registers the request wherever the cursor is; with Shift as well, it splits the question there.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_split(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_split(event):
            self.split_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _LabelEdit(QLineEdit):
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class Card(QFrame):
    """Shows one item of the list. It says when it was chosen and when its words or its label were left with others."""

    chosen, words_left, label_left = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._line = row(self, gap=4)
        self.label = _LabelEdit()
        self.label.setFont(font(13, 600))
        self.label.setFixedWidth(LABEL)
        self.label.setMaxLength(20)
        self.label.setProperty("kind", "quiet")
        self.kind = Label(self.tr("Note"), 12, 600, "violet")
        self.kind.setFixedWidth(LABEL)
        self.kind.setMargin(8)
        self.text = PlainText()
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        for edit in (self.label, self.text):
            edit.entered.connect(self.chosen)
        self.text.left.connect(self.words_left)
        self.label.editingFinished.connect(self.label_left)

    def load(self, label: str, text: str, *, is_part: bool, is_note: bool) -> None:
        """Show an item, unless it is shown already."""
        self.label.setVisible(not is_note)
        self.kind.setVisible(is_note)
        if label != self.label.text():
            self.label.setText(label)
        self.text.put(text)
        self._line.setContentsMargins(4 + (INDENT if is_part else 0), 4, 8, 4)
        name = self.tr("Note") if is_note else self.tr("Part {label}") if is_part else self.tr("Question {label}")
        self.text.setAccessibleName(name.format(label=label))
        self.label.setAccessibleName(self.tr("Label of {item}").format(item=name.format(label=label)))

    def set_chosen(self, chosen: bool) -> None:
        """Stand out, or not."""
        if bool(self.property("chosen")) != chosen:
            self.setProperty("chosen", chosen)
            self.style().unpolish(self)
            self.style().polish(self)

    def go(self, place: int = 0) -> None:
        """Put the cursor into the words, at a code point."""
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(min(Positions(self.text.toPlainText()).to_qt(place), len(self.text.toPlainText())))
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.text.setFocus(Qt.FocusReason.MouseFocusReason)


def _is_split(event: QKeyEvent) -> bool:
    pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _SPLIT and pressed == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
