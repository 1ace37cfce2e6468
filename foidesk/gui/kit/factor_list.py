"""A short list of texts that is edited in place: the factors for, or against, of a public interest test."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.tab_order import Anchor, order_tabs
from foidesk.gui.kit.widgets import Button, Label, Tool, column, row


@dataclass(slots=True, eq=False)
class _Factor:
    """One row: what holds it, its text, and the button that takes it away."""

    holder: QFrame
    edit: RichEdit
    remove: Tool


class FactorList(QFrame):
    """One factor a row. It speaks as one text whose value is a list, so that it is kept and saved like any other."""

    typed = Signal(object)
    left = Signal(object)

    def __init__(self, name: str, add_words: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self._rows: list[_Factor] = []
        self._saved: list[Any] = []
        self._dirty = False
        body = column(self, gap=4)
        body.addWidget(Anchor(self))
        self._list: QVBoxLayout = column(gap=4)
        body.addLayout(self._list)
        self.add = Button(add_words, "plus", "link")
        self.add.clicked.connect(self.add_factor)
        body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> list[Any]:
        """The factors that hold words, in order."""
        return [words for words in (item.edit.value() for item in self._rows) if words]

    def load(self, value: list[Any] | None) -> None:
        """Show the factors that are saved, unless the officer is in the middle of changing them."""
        wanted = list(value or [])
        if self.is_changed() or wanted == self._saved:
            return
        self._saved = wanted
        while len(self._rows) > len(wanted):
            self._take(self._rows[-1])
        while len(self._rows) < len(wanted):
            self._append()
        for item, words in zip(self._rows, wanted, strict=True):
            item.edit.load(words)

    def set_read_only(self, read_only: bool) -> None:
        """Let the factors be changed, or only read."""
        self.add.setVisible(not read_only)
        for item in self._rows:
            item.edit.setReadOnly(read_only)
            item.remove.setVisible(not read_only)

    def is_changed(self) -> bool:
        """Whether a factor was changed, added or taken away and not handed over yet."""
        return self._dirty or any(item.edit.is_changed() for item in self._rows)

    def hand_over(self) -> None:
        """Give the list to be saved, if it was changed."""
        if not self.is_changed():
            return
        value = self.value()
        for item in self._rows:
            item.edit.settle()
        self._dirty = False
        self._saved = value
        self.left.emit(value)

    def take_back(self) -> None:
        """What was handed over could not be saved."""
        self._dirty = True

    def add_factor(self) -> None:
        """A new, empty factor with the cursor in it."""
        self._append().edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_words(self, words: str) -> None:
        """A new factor that begins with these words, the cursor behind them."""
        edit = self._append().edit
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.add_words(words)

    def focus_first(self) -> None:
        """Put the cursor in the first factor; in a new one where there is none."""
        if self._rows:
            self._rows[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_factor()

    def _append(self) -> _Factor:
        number = len(self._rows) + 1
        edit = RichEdit(self.tr("{list}, factor {number}").format(list=self._name, number=number), self.tr("A factor"))
        remove = Tool("x", self.tr("Remove this factor"), size=28)
        holder = QFrame()
        line = row(holder, gap=4)
        line.addWidget(Label("•", 16, tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(edit, 1)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._list.addWidget(holder)
        item = _Factor(holder, edit, remove)
        self._rows.append(item)
        edit.typed.connect(lambda value: self.typed.emit(self.value()))
        edit.left.connect(lambda value: self._give())
        remove.clicked.connect(lambda: self._remove(item))
        order_tabs(self)
        return item

    def _remove(self, item: _Factor) -> None:
        self._take(item)
        self._give()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self._dirty = True
        self.hand_over()

    def _take(self, item: _Factor) -> None:
        self._rows.remove(item)
        self._list.removeWidget(item.holder)
        item.holder.hide()
        item.holder.deleteLater()
