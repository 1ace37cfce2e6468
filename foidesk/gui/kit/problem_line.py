"""What went wrong, told beside the fields that it is about: in plain words, with an icon, and read out."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from foidesk.gui.kit.problems import announce, is_plain
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import IconLabel, Label, row


class ProblemLine(QFrame):
    """One message in red; it takes no room while there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "red")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        line = row(self, (12, 8, 12, 8), 8)
        line.addWidget(IconLabel("circle-alert", "red"), 0, Qt.AlignmentFlag.AlignTop)
        self._words = Label("", tone="red", wrap=True)
        line.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str) -> None:
        """Show words and have them read out."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        announce(self, words)
        QTimer.singleShot(0, self, self._come_into_sight)

    def tell(self, error: Exception, tasks: Tasks) -> None:
        """Tell of what the officer can mend; a fault of our own goes to the window, which has a page for it."""
        if is_plain(error):
            self.say(str(error))
        else:
            self.put_away()
            tasks.problem.emit(error)

    def put_away(self) -> None:
        """Nothing is wrong any more."""
        self.hide()

    def _come_into_sight(self) -> None:
        """On a page that is scrolled, once it has its place there."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea) and self.isVisible():
            above.ensureWidgetVisible(self, 0, 16)
