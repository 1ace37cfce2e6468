"""The small controls that every page is made of. Each shows plain text only and repaints its icon when the theme changes."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from foidesk.gui.kit.icons import icon, pixmap
from foidesk.gui.kit.style import colour, font

L = TypeVar("L", bound=QLayout)

TARGET = 28
"""The least height and width of a small control, in pixels (WCAG 2.5.8 asks for 24)."""


class Label(QLabel):
    """A label that shows its text as it is: nothing in it is read as markup, fetched or followed."""

    def __init__(self, text: str = "", size: int = 13, weight: int = 400, tone: str = "ink", *, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        self.setFont(font(size, weight))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(40)

    def set_tone(self, tone: str) -> None:
        """Change the colour by its name."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(Label):
    """A label on one line that ends in dots where its text is longer than its room."""

    def __init__(self, text: str = "", size: int = 13, weight: int = 400, tone: str = "ink") -> None:
        super().__init__(text, size, weight, tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colour(str(self.property("tone"))))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)


class IconLabel(QLabel):
    """An icon that is not a control. It says nothing to a screen reader: the words beside it do."""

    def __init__(self, name: str, tone: str = "muted", size: int = 16) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFixedSize(size, size)
        self._draw()

    def set_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._tone, self._size))


class Button(QPushButton):
    """A button with words and perhaps an icon. `kind` is plain, primary, quiet or link."""

    def __init__(self, text: str, icon_name: str | None = None, kind: str = "plain", tip: str = "") -> None:
        super().__init__()
        self._icon_name, self._kind, self._tip = icon_name, kind, tip
        self.setText(self._beside_icon(text))
        self.setProperty("kind", kind)
        self.setFont(font(13, 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum if kind == "link" else QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if tip:
            self.setToolTip(tip)
        self._tint()

    def set_words(self, text: str) -> None:
        """Say something else on the button."""
        self.setText(self._beside_icon(text))
        self.setAccessibleName(text)

    def set_icon(self, icon_name: str | None) -> None:
        """Show another icon, or none."""
        self._icon_name = icon_name
        self.setIcon(QIcon())
        self.set_words(self.accessibleName())
        self._tint()

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone where there is little room; the words stay as its name and tooltip."""
        self.setText("" if compact else self._beside_icon(self.accessibleName()))
        self.setToolTip(self._tip or (self.accessibleName() if compact else ""))

    def _beside_icon(self, text: str) -> str:
        """The words a little away from the icon; not on a link, whose line would run under the blank."""
        return f" {text}" if self._icon_name and self._kind != "link" else text

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            # A ring of the focus colour would not be seen on the accent, so it is drawn inside, in the colour of the words.
            ring(self, colour("on_accent"), 3)

    def _tint(self) -> None:
        if self._icon_name:
            tone = {"primary": "on_accent", "link": "accent"}.get(self._kind, "ink")
            self.setIcon(icon(self._icon_name, tone, 16))
            self.setIconSize(QSize(16, 16))


class Tool(QToolButton):
    """A square button that shows only an icon; its name is its tooltip and what a screen reader says."""

    def __init__(self, icon_name: str, name: str, keys: str = "", *, checkable: bool = False, size: int = 32) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setAccessibleName(name)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        self.setToolTip(f"{name}  ({shown})" if shown else name)
        self.setCheckable(checkable)
        self.setFixedSize(size, size)
        self.setIconSize(QSize(18, 18) if size >= 32 else QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tint()

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        self.setIcon(icon(self._icon_name, "muted", self.iconSize().width()))


class Check(QFrame):
    """A box to tick whose words wrap; the words are part of what can be clicked."""

    clicked = Signal(bool)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.clicked.connect(self.clicked)
        self._words = Label(text, wrap=True)
        self._words.setBuddy(self.box)
        line = row(self, gap=8)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.setFocusProxy(self.box)

    def isChecked(self) -> bool:
        return self.box.isChecked()

    def setChecked(self, checked: bool) -> None:
        """Tick the box, or not, without saying that it was clicked."""
        self.box.setChecked(checked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.box.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.box.click()


class Segment(QRadioButton):
    """One of a few choices that stand side by side."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "segment")
        self.setFont(font(13, 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)


def ring(widget: QWidget, shade: QColor, inset: float) -> None:
    """Draw a ring of two pixels inside a widget's edge."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(shade, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
    painter.end()


def rule() -> QFrame:
    """A line of one pixel across."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("rule", True)
    return line


def pane(surface: str, *, name: str = "") -> QFrame:
    """A plain frame on one of the grounds of the stylesheet."""
    frame = QFrame()
    frame.setProperty("surface", surface)
    if name:
        frame.setObjectName(name)
    return frame


def column(parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0) -> QVBoxLayout:
    """A layout from top to bottom."""
    return _spaced(QVBoxLayout(parent) if parent is not None else QVBoxLayout(), margins, gap)


def row(parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0) -> QHBoxLayout:
    """A layout from left to right."""
    return _spaced(QHBoxLayout(parent) if parent is not None else QHBoxLayout(), margins, gap)


def _spaced(layout: L, margins: tuple[int, int, int, int], gap: int) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
