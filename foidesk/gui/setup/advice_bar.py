"""A bar across the window that asks something which can wait a little, with the buttons that answer it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QSizePolicy

from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.widgets import Button, IconLabel, Label, Tool, clear, row


class AdviceBar(QFrame):
    """One question at a time. It takes no focus and stops no work; what it asks about is not done until it is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "amber")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(self.tr("Question"))
        line = row(self, (16, 6, 8, 6), 10)
        line.addWidget(IconLabel("triangle-alert", "amber"))
        self._words = Label("", wrap=True)
        line.addWidget(self._words, 1)
        self._answers = row(gap=8)
        line.addLayout(self._answers)
        self._close = Tool("x", self.tr("Put the question away"), size=28)
        self._close.clicked.connect(self.hide)
        line.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it asks; "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, words: str, answers: dict[str, Callable[[], object]]) -> None:
        """Show a question and its answers; each puts the bar away and does what it is for."""
        self._words.setText(words)
        self.setAccessibleDescription(words)
        clear(self._answers)
        for name, call in answers.items():
            button = Button(name)
            button.clicked.connect(lambda checked=False, call=call: self._answer(call))
            self._answers.addWidget(button)
        self.show()
        announce(self, words)

    def press(self, number: int) -> None:
        """Give one of the answers, from 0."""
        item = self._answers.itemAt(number)
        button = item.widget() if item is not None else None
        if isinstance(button, Button):
            button.click()

    def _answer(self, call: Callable[[], object]) -> None:
        self.hide()
        call()
