"""What the cards of the settings are made of: a heading with its lead, buttons at the foot, and a word that something was done."""

from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.widgets import IconLabel, Label, column, row


class Done(QFrame):
    """That something was done, until something else is."""

    def __init__(self, *, wrap: bool = False) -> None:
        super().__init__()
        line = row(self, gap=6)
        line.addWidget(IconLabel("circle-check", "green"))
        self._words = Label("", tone="green", wrap=wrap)
        line.addWidget(self._words, int(wrap))
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str) -> None:
        """Show it and have it read out."""
        self._words.setText(words)
        self.show()
        announce(self, words)


def begin_card(card: QFrame, name: str, lead: str = "") -> QBoxLayout:
    """Make a frame a card with a heading; returns the layout that takes the rest."""
    card.setProperty("surface", "card")
    body = column(card, (24, 20, 24, 20), 16)
    head = column(gap=4)
    head.addWidget(Label(name, 15, 600))
    if lead:
        head.addWidget(Label(lead, tone="muted", wrap=True))
    body.addLayout(head)
    return body


def foot(*widgets: QWidget) -> QBoxLayout:
    """Buttons side by side, from the left."""
    line = row(gap=12)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line
