"""What leaves: the actions that write a letter out in some form, mark it as sent, write letters in number, and look into the outbox."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from foidesk.desk import send
from foidesk.errors import UserError
from foidesk.gui.dialogs.batch_dialog import BatchDialog
from foidesk.gui.dialogs.forms_dialog import FormsDialog
from foidesk.gui.dialogs.letter_dialogs import SentDialog
from foidesk.gui.dialogs.outbox_dialog import OutboxDialog

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.gui.commands import Commands
    from foidesk.release.gate import Released

On = Callable[[str, Callable[[], object]], None]


class Sending(QObject):
    """Ties the actions of what leaves to an open desk."""

    def __init__(self, commands: "Commands", on: On) -> None:
        super().__init__(commands)
        self._commands = commands
        on("prepare_email", lambda: self._send(send.prepare_email))
        on("mark_sent", lambda: commands.open(SentDialog))
        on("other_forms", lambda: commands.open(FormsDialog))
        on("log_page", lambda: self._send(lambda desk, case_id, letter_id: send.make_log_page(desk, case_id)))
        on("write_letters", lambda: self._write_letters(commands.bench.cases.chosen_ids()))
        on("outbox", self._outbox)
        commands.bench.letter.forms_wanted.connect(lambda: commands.open(FormsDialog))
        commands.bench.cases.letters_wanted.connect(self._write_letters)

    def _send(self, verb: "Callable[[Desk, int, int], Released]") -> None:
        snapshot = self._commands.snapshot()
        desk, case_id, letter_id = self._commands.desk, snapshot.case.id, snapshot.letter.id
        if letter_id is None or snapshot.letter.sha256 is None:
            raise UserError(self.tr("Sign the letter first."))
        tell = self._commands.tell_written
        self._commands.tasks.write(lambda: verb(desk, case_id, letter_id), done=lambda done: tell(done.path))

    def _write_letters(self, case_ids: list[int]) -> None:
        if not case_ids:
            raise UserError(self.tr("Choose cases in the list first, several with Ctrl or Shift."))
        commands = self._commands
        commands.bench.fields.hand_over()
        BatchDialog(commands.window, commands.desk, commands.tasks, case_ids).open()

    def _outbox(self) -> None:
        OutboxDialog(self._commands.window, self._commands.desk, self._commands.tasks).open()
