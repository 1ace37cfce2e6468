"""A box for a passphrase: hidden while it is typed unless asked to show, with a hint when Caps Lock seems to be on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import IconLabel, Label, Tool, column, pane, row

LONGEST = 256


class _Line(QLineEdit):
    """Tells what the keys say about Caps Lock, since Qt cannot be asked."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter, shifted = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            self.caps_seen.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)


class SecretBox(QFrame):
    """The box with its button to show what is typed."""

    submitted = Signal()
    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = _Line()
        self.edit.setFont(font(14))
        self.edit.setMaxLength(LONGEST)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.eye = Tool("eye", self.tr("Show what is typed"), checkable=True, size=36)
        self.eye.toggled.connect(self._show)
        self._caps = pane("clear")
        caps = row(self._caps, (0, 4, 0, 0), 6)
        caps.addWidget(IconLabel("triangle-alert", "amber", 14))
        caps.addWidget(Label(self.tr("Caps Lock seems to be on."), 12, tone="amber"), 1)
        self._caps.hide()
        body, line = column(self), row(gap=4)
        line.addWidget(self.edit, 1)
        line.addWidget(self.eye)
        body.addLayout(line)
        body.addWidget(self._caps)
        self.edit.caps_seen.connect(self._caps.setVisible)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.textChanged.connect(lambda text: self.changed.emit())
        self.setFocusProxy(self.edit)
        self.set_name(name)

    @property
    def caps_lock_seems_on(self) -> bool:
        """Whether the hint is shown."""
        return not self._caps.isHidden()

    def set_name(self, name: str) -> None:
        """What a screen reader calls the box."""
        self.edit.setAccessibleName(name)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_shown(self, shown: bool) -> None:
        """Show what is typed, or hide it."""
        self.eye.setChecked(shown)

    def select(self) -> None:
        """Choose all that was typed, so that typing replaces it."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self._caps.hide()
        self.set_shown(False)

    def _show(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.setAccessibleName(self.tr("Hide what is typed") if shown else self.tr("Show what is typed"))
        self.eye.setToolTip(self.eye.accessibleName())
