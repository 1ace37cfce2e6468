"""What the delegates of the lists draw: the ground of a row, chips, and text that ends in dots."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from foidesk.gui.kit.icons import pixmap
from foidesk.gui.kit.style import colour, font

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the row is chosen."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def row_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRectF, *, focus_ring: bool) -> None:
    """Draw what lies under a row: a tint and a bar where it is chosen, a paler tint under the mouse, a ring for the keyboard."""
    state = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(colour("select" if chosen else "hover"))
        painter.drawRoundedRect(box, 6, 6)
    if chosen:
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRectF(box.x(), box.y() + 10, 3, box.height() - 20), 1.5, 1.5)
    if focus_ring and state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("focus"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)


def line(painter: QPainter, box: QRect, words: str, size: int, weight: int, tone: str) -> int:
    """Draw one line, ended in dots where it is too long; returns how wide it came out."""
    face = font(size, weight)
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(face)
    painter.setPen(colour(tone))
    painter.drawText(box, _MIDDLE | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def lines(painter: QPainter, box: QRect, words: str, size: int, weight: int, tone: str, *, step: int, most: int = 2) -> None:
    """Draw words over some lines; the last one ends in dots where they do not fit."""
    face = font(size, weight)
    metrics = QFontMetrics(face)
    layout = QTextLayout(words, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    painter.setFont(face)
    painter.setPen(colour(tone))
    layout.beginLayout()
    for number in range(most):
        part = layout.createLine()
        if not part.isValid():
            break
        part.setLineWidth(box.width())
        start, length = part.textStart(), part.textLength()
        shown = words[start : start + length].rstrip()
        if number == most - 1:
            shown = metrics.elidedText(words[start:], Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.x(), box.y() + number * step, box.width(), step), _MIDDLE, shown)
    layout.endLayout()


def chip_width(words: str, icon_name: str = "") -> int:
    """How wide a chip comes out."""
    return QFontMetrics(font(12, 500)).horizontalAdvance(words) + 16 + (16 if icon_name else 0)


def chip(painter: QPainter, left: float, top: float, words: str, tone: str, icon_name: str = "", height: int = 22) -> float:
    """Draw a chip: words on a tint, with an icon where it says a state; returns its width."""
    width = chip_width(words, icon_name)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{tone}_bg"))
    painter.drawRoundedRect(QRectF(left, top, width, height), 4, 4)
    inner = left + 8
    if icon_name:
        painter.drawPixmap(QPointF(inner - 1, top + (height - 14) / 2), pixmap(icon_name, tone, 14))
        inner += 16
    painter.setFont(font(12, 500))
    painter.setPen(colour(tone))
    painter.drawText(QRectF(inner, top, width, height), _MIDDLE, words)
    return width


def state(painter: QPainter, right: int, top: int, words: str, tone: str, icon_name: str, height: int = 20) -> None:
    """Draw a state as icon and words, ending at `right`."""
    metrics = QFontMetrics(font(12, 500))
    width = metrics.horizontalAdvance(words)
    painter.setFont(font(12, 500))
    painter.setPen(colour("muted" if tone == "slate" else tone))
    painter.drawText(QRect(right - width, top, width + 2, height), _MIDDLE, words)
    painter.drawPixmap(QPointF(right - width - 19, top + (height - 14) / 2), pixmap(icon_name, tone, 14))
