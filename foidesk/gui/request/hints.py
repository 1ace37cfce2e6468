"""Hints for the officer that stop nothing: one line each, with an icon, in the colour of what to mind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from foidesk.gui.kit.widgets import IconLabel, Label, clear, column, row


class Hints(QFrame):
    """It takes no room while there is nothing to mind."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "amber")
        self.setAccessibleName(self.tr("To mind"))
        self._lines = column(self, (12, 8, 12, 8), 4)
        self.words: tuple[str, ...] = ()
        self.hide()

    def show_words(self, words: Sequence[str]) -> None:
        """Show these hints and no others."""
        clear(self._lines)
        self.words = tuple(words)
        for hint in words:
            line = row(gap=8)
            line.addWidget(IconLabel("triangle-alert", "amber", 14), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(hint, 12, tone="amber", wrap=True), 1)
            self._lines.addLayout(line)
        self.setVisible(bool(words))
