"""The settings' card of locking: after how long the window locks by itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from foidesk.gui.kit.fields import Segments
from foidesk.gui.kit.widgets import Label, column

CHOICES = (5, 10, 15, 30, 60)
"""The minutes that are offered."""


class LockCard(QFrame):
    """`chosen` says how many minutes the window may lie untouched."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        body = column(self, (24, 20, 24, 20), 16)
        head = column(gap=4)
        head.addWidget(Label(self.tr("Locking"), 15, 600))
        head.addWidget(
            Label(
                self.tr(
                    "foidesk locks by itself when nobody has touched it for a while, when the computer is put to sleep, and when its "
                    "screen is locked. What you typed is saved first."
                ),
                tone="muted",
                wrap=True,
            )
        )
        body.addLayout(head)
        self.minutes = Segments(
            self.tr("Minutes until it locks"), {str(number): self.tr("%n minute(s)", "", number) for number in CHOICES}
        )
        self.minutes.chosen.connect(lambda number: self.chosen.emit(int(number)))
        body.addWidget(self.minutes)

    def show_minutes(self, minutes: int) -> None:
        """Which choice holds, without choosing it anew."""
        self.minutes.blockSignals(True)
        self.minutes.choose(str(minutes))
        self.minutes.blockSignals(False)
