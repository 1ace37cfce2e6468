"""A field with its name above and, where it helps, what is meant below; and a few choices that stand side by side."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QFrame, QWidget

from foidesk.gui.kit.widgets import Label, Segment, column, row


class Field(QFrame):
    """A control with its name above and a hint below."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.hint = Label(hint, 12, tone="muted", wrap=True)
        self.hint.setVisible(bool(hint))

    def set_hint(self, words: str) -> None:
        """Say something else below."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))


def field(name: str, control: QWidget, hint: str = "", *, buddy: QWidget | None = None) -> Field:
    """A control under its name. The name is the control's for a screen reader too, where it has none yet."""
    frame = Field(hint)
    body = column(frame, gap=6)
    label = Label(name, 13, 500)
    label.setBuddy(buddy or control)
    body.addWidget(label)
    body.addWidget(control)
    if not control.accessibleName():
        control.setAccessibleName(name)
    body.addWidget(frame.hint)
    if hint:
        control.setAccessibleDescription(hint)
    return frame


class _WheelPasses(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            # Ignored, it goes on to the page, which scrolls.
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def let_wheel_pass(*widgets: QWidget) -> None:
    """Have the mouse wheel scroll the page, and never change a value that it happens to pass over."""
    for widget in widgets:
        widget.installEventFilter(_WheelPasses(widget))


class Segments(QFrame):
    """A few choices side by side, of which one holds. `chosen` says its key."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: dict[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        line: QBoxLayout = row(self, gap=4)
        for key, words in choices.items():
            button = self.buttons[key] = Segment(words)
            button.setProperty("key", key)
            self._group.addButton(button)
            line.addWidget(button)
        line.addStretch()
        self._group.buttonToggled.connect(self._tell)
        self.choose(next(iter(choices)))

    def _tell(self, button: QAbstractButton, on: bool) -> None:
        if on:
            self.chosen.emit(button.property("key"))

    @property
    def key(self) -> str:
        """Which one holds; "" if none does yet."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Make one hold."""
        self.buttons[key].setChecked(True)
