"""The settings' card of officers: who has a passphrase, the computer's keyring, a new data key."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from foidesk.desk import officers
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import ask
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Check, Label, Tool, clear, column, pane, row
from foidesk.gui.setup.card import Done, begin_card, foot
from foidesk.gui.setup.new_key_dialog import NewKeyDialog
from foidesk.gui.setup.officer_dialogs import PassphraseDialog

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.officers import Officers


class OfficersCard(QFrame):
    """Who opens the store. `renewed` once it has a new data key and is closed."""

    renewed = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._shown: Officers | None = None
        body = begin_card(
            self,
            self.tr("Officers"),
            self.tr(
                "Each opens the store with a passphrase of their own, and what they do stands in the history under their name."
            ),
        )
        self.people = QWidget()
        self._rows = column(self.people, gap=4)
        body.addWidget(self.people)
        self.keyring = Check(self.tr("Unlock with this computer's keyring"))
        self.keyring.clicked.connect(self.use_keyring)
        self.keyring_words = Label("", 12, tone="muted", wrap=True)
        self.keyring_words.setContentsMargins(34, 0, 0, 0)
        ring = column(gap=4)
        ring.addWidget(self.keyring)
        ring.addWidget(self.keyring_words)
        body.addLayout(ring)
        self.problem, self.done = ProblemLine(), Done(wrap=True)
        body.addWidget(self.problem)
        self.add, self.new_key = Button(self.tr("Add an officer…"), "plus"), Button(self.tr("New data key…"), "key-round")
        self.add.clicked.connect(self.add_officer)
        self.new_key.clicked.connect(self.make_new_key)
        body.addLayout(foot(self.add, self.new_key))
        body.addWidget(self.done)

    def load(self) -> None:
        """Read who has a passphrase anew."""
        self._tasks.read(lambda: officers.officers(self._desk), done=self._show, failed=self._failed, channel="officers")

    def add_officer(self) -> None:
        """Ask for another officer's name and passphrase."""
        dialog = PassphraseDialog(self.window(), self._desk, self._tasks)
        dialog.changed.connect(lambda name: self._tell(self.tr("{name} may unlock the store from now on.").format(name=name)))
        self._open(dialog)

    def change_passphrase(self, name: str) -> None:
        """Ask for a new passphrase of an officer."""
        dialog = PassphraseDialog(self.window(), self._desk, self._tasks, name)
        dialog.changed.connect(self._changed)
        self._open(dialog)

    def remove_officer(self, name: str) -> None:
        """Say what taking an officer away does and does not, and ask."""
        words = self.tr(
            "Their passphrase opens the store no longer. What they did stays in the history under their name. Copies of the store that were "
            "made until now still open with it: where that matters, make a new data key afterwards, and new copies."
        )
        title = self.tr("Take {name} away").format(name=name)
        if not ask(self, title, words, self.tr("Take them away"), self.tr("Cancel")):
            return
        self.problem.put_away()
        self.done.hide()
        told = self.tr("{name} can unlock the store no longer.").format(name=name)
        self._tasks.write(
            lambda: officers.remove_officer(self._desk, name), done=lambda nothing: self._tell(told), failed=self._failed
        )

    def make_new_key(self) -> None:
        """Ask for what a new data key needs."""
        dialog = NewKeyDialog(self.window(), self._desk, self._tasks)
        dialog.renewed.connect(self.renewed)
        self._open(dialog)

    def use_keyring(self, on: bool) -> None:
        """Let the keyring unlock the store, or no longer."""
        self.problem.put_away()
        self.done.hide()
        self.keyring.setEnabled(False)
        words = self.tr("The keyring unlocks the store from now on.") if on else self.tr("The keyring holds nothing any more.")
        self._tasks.write(
            lambda: officers.use_keyring(self._desk, on), done=lambda nothing: self._tell(words), failed=self._keyring_failed
        )

    def _open(self, dialog: PassphraseDialog | NewKeyDialog) -> None:
        self.problem.put_away()
        self.done.hide()
        dialog.open()

    def _changed(self, name: str) -> None:
        self._tell(self.tr("Changed; it holds from the next time that {name} unlocks.").format(name=name))
        if self._shown is not None and name == self._shown.at_work and self._wants_new_key():
            self.make_new_key()

    def _wants_new_key(self) -> bool:
        return ask(
            self,
            self.tr("The passphrase is changed"),
            self.tr(
                "Copies of the store that were made until now still open with the old passphrase, and with their key everything that "
                "is written from now on. If somebody may know it, make a new data key as well."
            ),
            self.tr("Make a new data key"),
            self.tr("Nobody knows it"),
        )

    def _tell(self, words: str) -> None:
        self.done.say(words)
        self.load()

    def _keyring_failed(self, error: Exception) -> None:
        self._failed(error)
        self.load()

    def _failed(self, error: Exception) -> None:
        self.problem.tell(error, self._tasks)

    def _show(self, found: "Officers") -> None:
        self._shown = found
        clear(self._rows)
        for name in found.names:
            self._rows.addWidget(self._row(name, found))
        writable, known = not self._desk.store.read_only, not found.by_recovery_key
        self.add.setEnabled(writable)
        self.new_key.setEnabled(writable and known)
        self.keyring.setChecked(found.by_keyring)
        self.keyring.setEnabled(writable and known and (bool(found.keyring) or found.by_keyring))
        self.keyring_words.setText(self._about_keyring(found))

    def _about_keyring(self, found: "Officers") -> str:
        if found.by_recovery_key:
            return self.tr("The recovery key opened the store. Give yourself a new passphrase, lock, and unlock with it.")
        if not found.keyring:
            return self.tr("This computer has no keyring that foidesk may use.")
        return self.tr(
            "{keyring}: whoever is logged on as you on this computer can then open the store without the passphrase."
        ).format(keyring=found.keyring)

    def _row(self, name: str, found: "Officers") -> QWidget:
        frame = pane("card")
        line = row(frame, (12, 6, 6, 6), 8)
        own = name == found.at_work
        line.addWidget(Label(self.tr("{name} (you)").format(name=name) if own else name, wrap=True), 1)
        new = Button(self.tr("New passphrase…"), "key-round")
        new.setAccessibleName(self.tr("New passphrase of {name}").format(name=name))
        new.setEnabled(not self._desk.store.read_only)
        new.clicked.connect(partial(self.change_passphrase, name))
        line.addWidget(new)
        if not own and len(found.names) > 1:
            remove = Tool("trash-2", self.tr("Take {name} away").format(name=name), size=28)
            remove.setEnabled(not self._desk.store.read_only)
            remove.clicked.connect(partial(self.remove_officer, name))
            line.addWidget(remove)
        return frame
