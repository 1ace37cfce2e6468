"""The locked window: the passphrase, or the recovery key, and nothing of any case. The database is only loaded on a thread."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar

from foidesk.errors import UserError
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, ElidedLabel, IconLabel, Label, column, pane, row, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from foidesk.desk.office import Desk

CARD = 440


class UnlockPage(QFrame):
    """Asks for the key of the store in a folder, and hands over the opened desk.

    `restored` tells that a backup took the store's place; `came_forward` that the window which has the store open did.
    """

    opened, restored, came_forward = Signal(object), Signal(Path), Signal()

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._folder, self._tasks = folder, tasks
        self._by_recovery = False
        self._bell: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda changed: self._hear())
        self._build()
        self._ask_for(recovery=False)

    def unlock(self) -> None:
        """Try what was typed."""
        secret = self.secret.text()
        if not self.unlock_button.isEnabled():
            return
        if not secret.strip():
            self._tell_plainly(self.tr("Type the recovery key.") if self._by_recovery else self.tr("Type the passphrase."))
            return
        folder = self._folder

        def verb() -> "Desk":
            from foidesk.desk import opening

            return opening.unlock(folder, secret)

        self._open(verb)

    def unlock_by_keyring(self) -> None:
        """Take the key out of this computer's keyring."""
        folder = self._folder

        def verb() -> "Desk":
            from foidesk.desk import opening

            return opening.unlock_by_keyring(folder)

        self._open(verb)

    def begin(self) -> None:
        """Once the window is painted: whether somebody has the store open, and whether a keyring may open it."""
        folder = self._folder

        def verb() -> tuple[Path | None, str]:
            from foidesk.desk import doorbell, opening

            keyring = ""
            with suppress(UserError):  # what is wrong with the key file is told when it is used
                keyring = opening.keyring_offered(folder)
            return doorbell.ring(folder), keyring

        self._tasks.read(verb, done=lambda found: self._begun(*found), channel="door")

    def restore(self) -> None:
        """Put a backup in the place of the store."""
        from foidesk.gui.setup.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self.window(), self._tasks, self._folder)
        dialog.restored.connect(self.restored)
        dialog.open()

    def _open(self, verb: "Callable[[], Desk]") -> None:
        self._set_busy(True)
        # A read, since nothing of a case is written; without a channel its result is never dropped, so no store stays locked.
        self._tasks.read(verb, done=self._done, failed=self._failed)

    def _begun(self, bell: Path | None, keyring: str) -> None:
        self.keyring_button.setVisible(bool(keyring))
        if bell is None:
            return
        self.problem.say(
            self.tr(
                "The store is open in another window of foidesk, which was asked to come forward. Use that one, or close it first."
            )
        )
        self._bell = bell
        self._watcher.addPath(str(bell))
        self._hear()

    def _hear(self) -> None:
        bell = self._bell
        if bell is not None:

            def verb() -> bool:
                from foidesk.desk import doorbell

                return doorbell.is_answered(bell)

            self._tasks.read(verb, done=self._heard)

    def _heard(self, answered: bool) -> None:
        if answered and self._bell is not None:
            self._bell = None
            self.came_forward.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        across, middle = row(self, (24, 24, 24, 24)), column(gap=12)
        across.addStretch()
        across.addLayout(middle)
        across.addStretch()
        card = pane("card")
        card.setFixedWidth(CARD)
        place = ElidedLabel(self.tr("Store: {folder}").format(folder=self._folder), 12, tone="muted")
        place.setToolTip(str(self._folder))
        middle.addStretch(2)
        middle.addWidget(card)
        middle.addWidget(place)
        middle.addStretch(3)
        body = column(card, (32, 28, 32, 28), 12)
        head = row(gap=12)
        head.addWidget(IconLabel("lock", "accent", 24))
        head.addWidget(Label(self.tr("foidesk is locked"), 20, 600), 1)
        body.addLayout(head)
        self._why = Label("", tone="muted", wrap=True)
        body.addWidget(self._why)
        body.addSpacing(4)
        self._name = Label("", 13, 500)
        self.secret = SecretBox("")
        self._name.setBuddy(self.secret.edit)
        self.secret.submitted.connect(self.unlock)
        field = column(gap=6)
        field.addWidget(self._name)
        field.addWidget(self.secret)
        body.addLayout(field)
        self.problem = ProblemLine()
        self.secret.changed.connect(self.problem.put_away)
        body.addWidget(self.problem)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Opening the store"))
        keep = self._progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keep)
        self._progress.hide()
        body.addWidget(self._progress)
        foot = row(gap=16)
        self.unlock_button = Button(self.tr("Unlock"), "lock-open", "primary")
        self.unlock_button.clicked.connect(self.unlock)
        self.other_way = Button("", kind="link")
        self.other_way.clicked.connect(lambda: self._ask_for(recovery=not self._by_recovery))
        foot.addWidget(self.unlock_button)
        foot.addWidget(self.other_way)
        foot.addStretch()
        body.addLayout(foot)
        body.addSpacing(4)
        body.addWidget(rule())
        self.keyring_button = Button(self.tr("Use this computer's keyring"), "key-round")
        self.keyring_button.clicked.connect(self.unlock_by_keyring)
        self.keyring_button.hide()
        self.restore_button = Button(self.tr("Restore a backup…"), kind="link")
        self.restore_button.clicked.connect(self.restore)
        body.addWidget(self.keyring_button)
        body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_for(self, *, recovery: bool) -> None:
        self._by_recovery = recovery
        self._name.setText(self.tr("Recovery key") if recovery else self.tr("Passphrase"))
        self.secret.set_name(self._name.text())
        self.secret.clear()
        self.secret.set_shown(recovery)
        self._why.setText(
            self.tr("Type the key from the printed sheet. Hyphens, blanks and capitals do not matter.")
            if recovery
            else self.tr("The cases are encrypted on this computer. Type your passphrase to open them.")
        )
        self.other_way.set_words(self.tr("Use the passphrase") if recovery else self.tr("Use the recovery key"))
        self.problem.put_away()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        self.problem.put_away()
        self._progress.setVisible(busy)
        self.unlock_button.set_words(self.tr("Opening…") if busy else self.tr("Unlock"))
        for control in (self.unlock_button, self.other_way, self.secret, self.keyring_button, self.restore_button):
            control.setEnabled(not busy)
        if busy:
            announce(self, self.tr("Opening the store"))

    def _done(self, desk: "Desk") -> None:
        self._set_busy(False)
        self.secret.clear()
        self.opened.emit(desk)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.problem.tell(error, self._tasks)
        self.secret.select()

    def _tell_plainly(self, words: str) -> None:
        self.problem.say(words)
        self.secret.select()
