"""What proves the store and hands it over: the actions that check it and make the sheet of open cases, and the month's reminder."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from foidesk.desk import handover, proving
from foidesk.gui.dialogs.store_dialog import StoreDialog

if TYPE_CHECKING:
    from foidesk.gui.commands import Commands

On = Callable[[str, Callable[[], object]], None]


class Proving(QObject):
    """Ties those actions to an open desk."""

    def __init__(self, commands: "Commands", on: On) -> None:
        super().__init__(commands)
        self._commands = commands
        on("check_store", self.check)
        on("hand_over", self._hand_over)
        commands.bench.history.check_wanted.connect(self.check)

    def begin(self) -> None:
        """Remind of the month's receipt, unless something else has to be said first."""
        desk = self._commands.desk
        self._commands.tasks.read(lambda: proving.receipt_reminder(desk), done=self._remind, channel="receipt-reminder")

    def check(self) -> None:
        """The dialog that reads the whole store."""
        commands = self._commands
        commands.bench.fields.hand_over()
        StoreDialog(commands.window, commands.desk, commands.tasks).open()

    def _hand_over(self) -> None:
        commands = self._commands
        commands.bench.fields.hand_over()
        commands.tasks.write(lambda: handover.hand_over(commands.desk), done=lambda done: commands.tell_written(done.path))

    def _remind(self, words: str) -> None:
        notice = self._commands.window.notice
        if words and not notice.isVisible():
            notice.say(words, "slate")
