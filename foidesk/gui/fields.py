"""A field with its name above and, where it helps, what is meant below; and a few choices that stand side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QWidget

from foidesk.gui.widgets import Label, Segment, column, row


def field(name: str, control: QWidget, hint: str = "", *, buddy: QWidget | None = None) -> QFrame:
    """A control under its name. The name is the control's for a screen reader too, where it has none yet."""
    frame = QFrame()
    body = column(frame, gap=6)
    label = Label(name, 13, 500)
    label.setBuddy(buddy or control)
    body.addWidget(label)
    body.addWidget(control)
    if not control.accessibleName():
        control.setAccessibleName(name)
    if hint:
        told = Label(hint, 12, tone="muted", wrap=True)
        control.setAccessibleDescription(hint)
        body.addWidget(told)
    return frame


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
        self._group.buttonToggled.connect(lambda button, on: on and self.chosen.emit(button.property("key")))
        self.choose(next(iter(choices)))

    @property
    def key(self) -> str:
        """Which one holds; "" if none does yet."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Make one hold."""
        self.buttons[key].setChecked(True)
