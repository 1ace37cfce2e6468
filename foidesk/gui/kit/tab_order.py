"""The order of the tab key: as read. Qt orders widgets by when they were put in the window, so pages that are built anew say theirs."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


class Anchor(QWidget):
    """A widget that is never seen. What follows it in the order of the tab key can be taken away and made anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()


def order_tabs(*parts: QWidget) -> None:
    """Let the tab key go through some parts of the window one after the other, inside each as it is read.

    Qt moves nothing behind the last widget of a window, so the first of them must not be that.
    """
    before: QWidget | None = None
    for part in parts:
        for widget in as_read(part):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def as_read(widget: QWidget) -> Iterator[QWidget]:
    """What takes the keyboard in a part of the window, in the order in which it is laid out."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for inner in _inside(widget):
        yield from as_read(inner)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield content
        return
    if isinstance(widget, (QSplitter, QStackedWidget)):
        pages = (widget.widget(place) for place in range(widget.count()))
        yield from (page for page in pages if page is not None)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
