"""The authority's profile as a form: in the first run and in the settings. It keeps nothing itself."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from foidesk.gui.forms.ui_profile import Ui_Profile
from foidesk.gui.kit.fields import let_wheel_pass
from foidesk.gui.kit.style import font

_LINES = ("name", "signatory_role", "signatory_name")
_TEXTS = ("address", "complaints", "regulator_contact", "reuse")
_NUMBERS = ("review_days", "cost_limit_gbp")
_TICKS = ("no_complaints_procedure", "audit_functions")


class ProfileForm(QFrame):
    """Values go in and come out as `desk.keep` takes them. What is being typed is never overwritten."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ui = Ui_Profile()
        self.ui.setupUi(self)
        for label in self.findChildren(QLabel):
            label.setFont(font(12) if label.property("tone") else font(13, 500))
        for kind, words in self.kinds().items():
            self.ui.kind.addItem(words, kind)
        for name in _NUMBERS:
            self._number(name).lineEdit().setTextMargins(8, 0, 8, 0)
        let_wheel_pass(self.ui.kind, self.ui.review_days, self.ui.cost_limit_gbp)
        self._loaded: dict[str, Any] = self.values()
        self._listen()

    def kinds(self) -> dict[str, str]:
        """The kinds of authority, by the model's word."""
        return {
            "police": self.tr("Police force"),
            "council": self.tr("Council"),
            "department": self.tr("Government department"),
            "welsh_government": self.tr("Welsh Government"),
            "health": self.tr("Health body"),
            "school": self.tr("School"),
            "university": self.tr("University or college"),
            "other": self.tr("Other public authority"),
        }

    def load(self, values: Mapping[str, Any]) -> None:
        """Show a profile, unless the officer is in the middle of changing what is shown."""
        if not self.is_changed():
            self._put(values)

    def put_back(self) -> None:
        """Forget what was changed and not saved."""
        if self.is_changed():
            self._put(self._loaded)

    def _put(self, values: Mapping[str, Any]) -> None:
        for name in _LINES:
            self._line(name).setText(values.get(name) or "")
        for name in _TEXTS:
            self._text(name).setPlainText(values.get(name) or "")
        for name in _NUMBERS:
            self._number(name).setValue(values.get(name) or 0)
        for name in _TICKS:
            getattr(self.ui, name).setChecked(bool(values.get(name)))
        self.ui.kind.setCurrentIndex(max(0, self.ui.kind.findData(values.get("kind") or "other")))
        self.keep()

    def values(self) -> dict[str, Any]:
        """What the form holds; an empty field is None."""
        found: dict[str, Any] = {name: self._line(name).text().strip() or None for name in _LINES}
        found |= {name: self._text(name).toPlainText().strip() or None for name in _TEXTS}
        found |= {name: self._number(name).value() or None for name in _NUMBERS}
        found |= {name: getattr(self.ui, name).isChecked() for name in _TICKS}
        if found["no_complaints_procedure"]:
            found["complaints"] = None
        return found | {"kind": self.ui.kind.currentData()}

    def is_changed(self) -> bool:
        """Whether it holds something that was not saved."""
        return self.values() != self._loaded

    def keep(self) -> None:
        """What the form holds now is what is saved."""
        self._loaded = self.values()
        self.mark("")
        self.changed.emit()

    def mark(self, field: str) -> None:
        """Mark a field as the one that something is wrong with, and go to it; "" for none."""
        for name in _LINES:
            line = self._line(name)
            line.setProperty("invalid", name == field)
            line.style().unpolish(line)
            line.style().polish(line)
        if field:
            self.go_to(field)

    def go_to(self, field: str) -> None:
        """Put the cursor in a field, by the profile's word for it."""
        widget = getattr(self.ui, field, None)
        if isinstance(widget, QWidget):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen(self) -> None:
        for name in _LINES:
            self._line(name).textChanged.connect(self._typed)
        for name in _TEXTS:
            self._text(name).textChanged.connect(self._typed)
        for name in _NUMBERS:
            self._number(name).valueChanged.connect(self._typed)
        self.ui.audit_functions.toggled.connect(self._typed)
        self.ui.no_complaints_procedure.toggled.connect(self._no_procedure)
        self.ui.kind.currentIndexChanged.connect(self._typed)

    def _typed(self) -> None:
        if self.ui.name.property("invalid") and self.ui.name.text().strip():
            self.mark("")
        self.changed.emit()

    def _no_procedure(self, none: bool) -> None:
        """What was written about complaints stays in sight, but is not saved beside the statement that there is no procedure."""
        self.ui.complaints.setEnabled(not none)
        self.ui.review_days.setEnabled(not none)
        self._typed()

    def _line(self, name: str) -> QLineEdit:
        line: QLineEdit = getattr(self.ui, name)
        return line

    def _text(self, name: str) -> QPlainTextEdit:
        text: QPlainTextEdit = getattr(self.ui, name)
        return text

    def _number(self, name: str) -> QSpinBox:
        number: QSpinBox = getattr(self.ui, name)
        return number
