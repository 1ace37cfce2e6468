"""A list of texts that are shown whole: each row is as high as its words need at the width there is. Headings group the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from foidesk.gui.kit import drawing
from foidesk.gui.kit.icons import pixmap
from foidesk.gui.kit.row_table import RowTable
from foidesk.gui.kit.style import colour, font

HEADING = 36
LEFT, RIGHT, LINE, LEAD = 12, 12, 20, 52
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row. `key` names it while it stands; `title` stands over the words, whole; `about` is a small line over them, `lead` stands
    before them, `aside` at the right end of the first line.

    A row with `heading` is only that. `say` is what a screen reader says, by default all of it.
    """

    key: Any
    words: str = ""
    title: str = ""
    about: str = ""
    lead: str = ""
    aside: str = ""
    icon: str = ""
    heading: str = ""
    indent: int = 0
    say: str = ""


class TextRowModel(QAbstractTableModel):
    """The rows, replaced as a whole."""

    ROW = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[TextRow] = ()

    def set_rows(self, rows: Sequence[TextRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nothing: a screen reader would read out the hidden headers' numbers."""
        return "" if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen: the keys go past it."""
        if index.isValid() and self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == self.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                row.say
                or row.heading
                or ". ".join(part for part in (row.lead, row.title, row.about, row.aside, row.words) if part)
            )
        return None


class TextRowDelegate(QStyledItemDelegate):
    """Draws a row: an icon, a small line about it, its words over as many lines as they take."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        # Laying out words is what takes time, and most rows stay when one comes.
        self._width, self._heights = 0, dict[TextRow, int]()

    def height(self, row: TextRow, width: int) -> int:
        """How high a row comes out at a width."""
        if row.heading:
            return HEADING
        if width != self._width:
            self._width = width
            self._heights.clear()
        found = self._heights.get(row)
        if found is None:
            found = self._heights[row] = self._measured(row, width)
        return found

    def _measured(self, row: TextRow, width: int) -> int:
        room = self._room(row, width)
        title = _laid_out(row.title, room, 600)[1] if row.title else 0
        words = _laid_out(row.words, room)[1] if row.words else 0
        about = self._about(row, room)[1]
        return max(36, 8 + title + about + words + (12 if row.about or row.title else 8))

    def _about(self, row: TextRow, room: int) -> tuple[QTextLayout | None, int]:
        """The small line, and how much height it takes; where the two ends of it have no room beside each other, they stand stacked."""
        if not row.about:
            return None, 0
        beside = QFontMetrics(font(12, 500)).horizontalAdvance(row.about) + _aside_width(row) + 12 <= room
        layout, high = _laid_out(row.about, room, 500, 12)
        return layout, high + (LINE if row.aside and not beside else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height(index.data(TextRowModel.ROW), self._table.viewport().width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TextRow = index.data(TextRowModel.ROW)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            drawing.line(painter, box.adjusted(LEFT, 10, -RIGHT, -4), row.heading, 12, 600, "muted")
            painter.restore()
            return
        ground = QRectF(box.x(), box.y() + 1, box.width(), box.height() - 2)
        drawing.row_ground(painter, option, ground, focus_ring=self._table.by_keyboard)
        left = box.x() + LEFT + row.indent
        if row.icon:
            painter.drawPixmap(left, box.y() + 10, pixmap(row.icon, "muted", 16))
            left += 28
        width = self._room(row, box.width())
        top = box.y() + 8
        if row.lead:
            drawing.line(painter, QRect(left, top, LEAD - 8, LINE), row.lead, 12, 400, "muted")
            left += LEAD
        about, high = self._about(row, width)
        if row.aside:
            self._paint_aside(painter, row, QRect(left, top + max(0, high - LINE), box.right() - RIGHT - left, LINE))
        if about is not None:
            painter.setPen(colour("muted"))
            about.draw(painter, QPointF(left, top))
            top += high
        painter.setPen(colour("ink"))
        if row.title:
            title, high = _laid_out(row.title, width, 600)
            title.draw(painter, QPointF(left, top))
            top += high
            painter.setPen(colour("muted"))
        _laid_out(row.words, width)[0].draw(painter, QPointF(left, top))
        painter.restore()

    def _paint_aside(self, painter: QPainter, row: TextRow, box: QRect) -> None:
        """At the right end of the line; under the small line it begins at the left, as that does."""
        if self._about(row, box.width())[1] == LINE or not row.about:
            box.setLeft(box.right() - _aside_width(row))
        drawing.line(painter, box.adjusted(0, 0, 2, 0), row.aside, 12, 400, "muted")

    def _room(self, row: TextRow, width: int) -> int:
        taken = LEFT + RIGHT + row.indent + (28 if row.icon else 0) + (LEAD if row.lead else 0)
        if row.aside and not row.about:
            taken += _aside_width(row) + 12
        return max(80, width - taken)


def _aside_width(row: TextRow) -> int:
    return QFontMetrics(font(12)).horizontalAdvance(row.aside) if row.aside else 0


def _laid_out(words: str, width: int, weight: int = 400, size: int = 13) -> tuple[QTextLayout, int]:
    """Words over as many lines as they take, broken inside a word only where it is wider than the row; and their height."""
    layout = QTextLayout(words.replace("\n", "\u2028"), font(size, weight))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    number = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * LINE + (LINE - line.height()) / 2))
        number += 1
    layout.endLayout()
    return layout, number * LINE


class TextTable(RowTable):
    """The list. What is chosen, and how far it is scrolled, stay when rows come and go."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 40)
        self.rows = TextRowModel(self)
        self._rows_drawn = TextRowDelegate(self)
        self.use(self.rows, self._rows_drawn)
        self._widths = QTimer(self, singleShot=True, interval=0)
        self._widths.timeout.connect(self.size_rows)

    def show_rows(self, rows: Sequence[TextRow]) -> None:
        """Show these rows; nothing moves where they are the ones that are shown."""
        if list(rows) == list(self.rows.rows):
            return
        chosen, scrolled = self.chosen(), self.verticalScrollBar().value()
        self.rows.set_rows(rows)
        self.size_rows()
        self.choose(chosen)
        self.verticalScrollBar().setValue(scrolled)

    def chosen(self) -> Any:
        """The key of the row that is chosen, or None."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].key if index.isValid() else None

    def choose(self, key: Any) -> None:
        """Choose the row of this key, if it is there."""
        for number, row in enumerate(self.rows.rows):
            if key is not None and row.key == key and not row.heading:
                self.setCurrentIndex(self.rows.index(number, 0))
                return

    def size_rows(self) -> None:
        """Give each row the height that its words need."""
        width = self.viewport().width()
        for number, row in enumerate(self.rows.rows):
            wanted = self._rows_drawn.height(row, width)
            if self.rowHeight(number) != wanted:
                self.setRowHeight(number, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._widths.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(self.rows.rows[index.row()].words)
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            # A table takes these for the ends of a row; a list of one column means its own.
            event = QKeyEvent(event.type(), event.key(), Qt.KeyboardModifier.ControlModifier)
        super().keyPressEvent(event)
