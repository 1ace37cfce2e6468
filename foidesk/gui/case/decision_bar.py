"""One decision as a line of controls: what is decided, about how much of the question, and for "any other information" in which words."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from foidesk.gui.case.outcomes import Words
from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Label, Tool, column, row

_MEANING = Qt.ItemDataRole.ToolTipRole


class DecisionBar(QFrame):
    """A decision, or the empty line where one is made. It decides nothing itself: `decided` carries outcome, extent and words."""

    decided = Signal(str, str, str)
    removed = Signal()
    reworded = Signal(str)

    def __init__(self, words: Words, *, is_new: bool) -> None:
        super().__init__()
        self._is_new = is_new
        self.outcome = self._outcomes(words)
        self.extent = self._extents()
        self.scope = Label("", 12, tone="muted")
        self.words = QLineEdit()
        self.words.setFont(font(13))
        self.words.setAccessibleName(self.tr("Which information the decision is about"))
        self.remove = Tool("trash-2", self.tr("Take this decision back"))
        self.remove.setVisible(not is_new)
        self.remove.clicked.connect(self.removed)
        self.problem = Label("", 12, tone="red", wrap=True)
        self.problem.hide()
        body = column(self, gap=6)
        line = row(gap=8)
        line.addWidget(self.outcome, 1)
        line.addWidget(self.remove)
        body.addLayout(line)
        # How much a decision covers is settled when it is made; afterwards it is said, and only its words can change.
        body.addWidget(self.extent if is_new else self.scope)
        body.addWidget(self.words)
        body.addWidget(self.problem)
        self.outcome.activated.connect(lambda index: self._changed())
        self.extent.activated.connect(lambda index: self._extent_chosen())
        self.words.editingFinished.connect(self._words_left)
        self._show_words()

    def load(self, outcome: str, extent: str, words: str, *, read_only: bool) -> None:
        """Show a decision as it stands."""
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(outcome)))
        self.extent.setCurrentIndex(max(0, self.extent.findData(extent)))
        self.scope.setText(self._scope(extent))
        if not self.words.isModified():
            self.words.setText(words)
            self.words.setCursorPosition(0)
        for widget in (self.outcome, self.words):
            widget.setEnabled(not read_only)
        self.remove.setVisible(not read_only and not self._is_new)
        self._show_words()

    def _scope(self, extent: str) -> str:
        return {
            "all": self.tr("About the whole question"),
            "part": self.tr("About a part of the question:"),
            "other": self.tr("About any other information, in these words:"),
        }[extent]

    def propose(self, outcome: str, extent: str) -> None:
        """Begin a decision that the officer has only to confirm or change."""
        self.extent.setCurrentIndex(max(0, self.extent.findData(extent)))
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(outcome)))
        self._show_words()

    def start(self) -> None:
        """Put the cursor where deciding begins."""
        self.outcome.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def complain(self, words: str) -> None:
        """Say beside the line what is wrong with it; empty words take it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _outcomes(self, words: Words) -> QComboBox:
        box = _combo(self.tr("What is decided"))
        if self._is_new:
            box.addItem(self.tr("Choose what is decided"), "")
        for value, outcome in words.outcomes().items():
            box.addItem(outcome.name, value)
            box.setItemData(box.count() - 1, outcome.meaning, _MEANING)
        return box

    def _extents(self) -> QComboBox:
        box = _combo(self.tr("About how much of the question"))
        box.addItem(self.tr("the whole question"), "all")
        box.addItem(self.tr("a part of it"), "part")
        box.addItem(self.tr("any other information"), "other")
        return box

    def _extent_chosen(self) -> None:
        self._show_words()
        if self.extent.currentData() == "part" and not self.words.text().strip():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._changed()

    def _words_left(self) -> None:
        if not self.words.isModified():
            return
        self.words.setModified(False)
        if self._is_new:
            self._changed()
        else:
            self.reworded.emit(self.words.text().strip())

    def _changed(self) -> None:
        outcome, extent, words = self.outcome.currentData(), self.extent.currentData(), self.words.text().strip()
        if not outcome or (extent == "part" and not words):
            return
        self.complain("")
        self.decided.emit(outcome, extent, words)

    def _show_words(self) -> None:
        extent: Any = self.extent.currentData()
        self.words.setVisible(extent != "all")
        self.words.setPlaceholderText(
            self.tr("Which part: 2021 to 2023")
            if extent == "part"
            else self.tr("As the letter will say it: any other information relating to …")
        )


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setFont(font(13))
    box.setAccessibleName(name)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
