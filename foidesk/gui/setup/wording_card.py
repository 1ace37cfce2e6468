"""The settings' card of wording: how many texts are the authority's own, and the way to all of them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from foidesk.desk import own_wording
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Label, column
from foidesk.gui.setup.wording_dialog import WordingDialog

if TYPE_CHECKING:
    from foidesk.desk.office import Desk


class WordingCard(QFrame):
    """What the program writes in letters, and what the authority put in its place."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._desk, self._tasks = desk, tasks
        body = column(self, (24, 20, 24, 20), 16)
        head = column(gap=4)
        head.addWidget(Label(self.tr("Wording of letters"), 15, 600))
        lead = self.tr(
            "What the program writes, among it what states the law. Your authority can put its own words in its place, in English or in "
            "Welsh, with a reason and from a day on."
        )
        head.addWidget(Label(lead, tone="muted", wrap=True))
        body.addLayout(head)
        self.count = Label("", wrap=True)
        self.change = Button(self.tr("See and change the wording…"), "file-pen")
        self.change.clicked.connect(lambda: self.show_text())
        body.addWidget(self.count)
        body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self) -> None:
        """Count anew."""
        self._tasks.read(lambda: own_wording.count(self._desk), done=self._show, channel="settings-wording")

    def show_text(self, name: str = "") -> None:
        """Show the texts of letters, and go to one of them where it is named."""
        dialog = WordingDialog(self.window(), self._desk, self._tasks, name)
        dialog.finished.connect(lambda result: self.load())
        dialog.open()

    def _show(self, count: int) -> None:
        self.count.setText(
            self.tr("%n text(s) of your own stand in letters.", "", count) if count else self.tr("Every text is the program's.")
        )
