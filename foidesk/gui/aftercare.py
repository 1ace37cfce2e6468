"""What comes before a case and after it: the actions for the authority's past, retention, and everything about one requester."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from foidesk.gui.dialogs.past_dialog import PastDialog
from foidesk.gui.dialogs.requester_dialog import RequesterDialog
from foidesk.gui.dialogs.retention_dialog import RetentionDialog

if TYPE_CHECKING:
    from foidesk.gui.commands import Commands

On = Callable[[str, Callable[[], object]], None]


class Aftercare(QObject):
    """Ties these actions to an open desk."""

    def __init__(self, commands: "Commands", on: On) -> None:
        super().__init__(commands)
        self._commands = commands
        on("import_past", lambda: self._open(PastDialog))
        on("retention", lambda: self._open(RetentionDialog))
        on("requester", lambda: self._open(RequesterDialog))

    def show_times(self) -> None:
        """How long cases are kept, to be set."""
        dialog = RetentionDialog(self._commands.window, self._commands.desk, self._commands.tasks)
        dialog.show_side(1)
        dialog.open()

    def _open(self, kind: Callable[..., QDialog]) -> None:
        self._commands.bench.fields.hand_over()
        kind(self._commands.window, self._commands.desk, self._commands.tasks).open()
