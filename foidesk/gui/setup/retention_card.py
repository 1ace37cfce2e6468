"""The settings' card of retention: how long cases are kept, and the way to setting it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from foidesk.gui.kit.widgets import Button
from foidesk.gui.setup.card import begin_card


class RetentionCard(QFrame):
    """How long closed cases are kept. `times_wanted` asks for the dialog, which belongs to another part of the window."""

    times_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        lead = self.tr(
            "Closed cases are kept for a time that your authority sets, by the regime and by how the questions were answered. Nothing is ever "
            "disposed of by itself: a review lists what is due."
        )
        body = begin_card(self, self.tr("How long cases are kept"), lead)
        self.change = Button(self.tr("See and set the times…"), "hourglass")
        self.change.clicked.connect(self.times_wanted)
        body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
