"""The line at the foot: what is saved and when, that everything stays here, and the switch between light and dark."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QMainWindow

from foidesk.gui.kit import dates
from foidesk.gui.kit.style import is_dark
from foidesk.gui.kit.widgets import Label, Tool


class StatusLine:
    """Speaks into a window's status bar."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(12, 0, 12, 0)
        self.words = Label("", 12, tone="muted")
        self.words.setAccessibleName(window.tr("State"))
        bar.addWidget(self.words, 1)
        bar.addPermanentWidget(Label(window.tr("English (UK)"), 12, tone="muted"))
        self.theme = Tool("moon", window.tr("Switch between light and dark"), size=24)
        bar.addPermanentWidget(self.theme)
        self._at = ""
        self.say_saved(None)

    def say_saved(self, at: datetime | None) -> None:
        """Everything is saved."""
        if at is None and self._window.isVisible():
            at = datetime.now(UTC)
        self._at = dates.clock_time(at) if at is not None else ""
        here = self._window.tr("Everything stays on this computer.")
        saved = self._window.tr("Saved {time}.").format(time=self._at) if self._at else ""
        self.words.setText(f"{saved} {here}".strip())
        self.theme.set_icon("sun" if is_dark() else "moon")

    def say_working(self, writing: int) -> None:
        """Something is being saved."""
        if writing:
            self.words.setText(self._window.tr("Saving…"))

    def say_leaving(self) -> None:
        """The store is being closed."""
        self.words.setText(self._window.tr("Saving, then backing the store up…"))
