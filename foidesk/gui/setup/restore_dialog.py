"""A backup in the place of the store, from the door: chosen, looked at, put in place. The database is only loaded on a thread."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, ElidedLabel, IconLabel, Label, column, pane, row
from foidesk.paths import STORE_FILE

if TYPE_CHECKING:
    from foidesk.desk.restoring import Copy, Preview

MOST = 12
"""How many references are named; the rest are counted."""


class RestoreDialog(VerbDialog):
    """Three sides in one: which copy, what it would change, what was done. `restored` tells the folder of the store."""

    restored = Signal(Path)

    def __init__(self, parent: QWidget, tasks: Tasks, folder: Path, *, chosen: bool = False) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Restore a backup"),
            self.tr("Look at it"),
            lead=self.tr("The copy is looked at first. Nothing is ever written over: what is there now is put aside and kept."),
            icon_name="search",
        )
        self.folder, self._chosen = folder, chosen
        self.path: Path | None = None
        self._seen: Preview | None = None
        self._finished = False
        self.resize(560, 340)
        self.ask = self._asking()
        self.body.addWidget(self.ask)
        self.told = QWidget()
        self._lines = column(self.told, gap=8)
        self.told.hide()
        self.body.addWidget(self.told)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.body.addStretch()
        self.first = self.choose

    def choose_file(self) -> None:
        """Ask for the copy, without stopping the window."""
        asked = QFileDialog(self, self.tr("Choose a backup"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setNameFilters([self.tr("Backups (foidesk-*.db)"), self.tr("All files (*)")])
        if (self.folder / "backups").is_dir():
            asked.setDirectory(str(self.folder / "backups"))
        asked.fileSelected.connect(lambda name: self.take_file(Path(name)))
        asked.open()

    def take_file(self, path: Path) -> None:
        """Take a copy that was chosen."""
        self.path = path
        self._name.setText(path.name)
        self._name.setToolTip(str(path))
        self.problem.put_away()
        self.secret.select()

    def agree(self) -> None:
        """Look at the copy; then put it in place; then go on to unlock it."""
        if not self.yes.isEnabled():
            return
        if self._finished:
            self.accept()
            self.restored.emit(self.folder)
        elif self.path is None:
            self.problem.say(self.tr("Choose the backup first."))
            self.choose.setFocus()
        elif not self.secret.text().strip():
            self.problem.say(self.tr("Type a passphrase of the backup, or its recovery key."))
            self.secret.select()
        elif self._seen is None:
            self._look(self.path, self.secret.text())
        else:
            self._restore(self.path, self.secret.text())

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.progress.setVisible(busy)
        self.ask.setEnabled(not busy)

    def _asking(self) -> QWidget:
        side = QWidget()
        body = column(side, gap=12)
        card = pane("card")
        line = row(card, (12, 8, 8, 8), 8)
        line.addWidget(IconLabel("archive", "muted"))
        self._name = ElidedLabel(self.tr("No backup is chosen yet."))
        self.choose = Button(self.tr("Choose a backup…"), "folder-open")
        self.choose.clicked.connect(self.choose_file)
        line.addWidget(self._name, 1)
        line.addWidget(self.choose)
        hint = self.tr("A file foidesk-….db, with its file of keys beside it: on your stick, or in the folder of backups.")
        body.addWidget(field(self.tr("Backup"), card, hint, buddy=self.choose))
        self.secret = SecretBox(self.tr("Passphrase or recovery key"))
        self.secret.submitted.connect(self.agree)
        self.secret.changed.connect(self.problem.put_away)
        body.addWidget(
            field(
                self.tr("Passphrase or recovery key"),
                self.secret,
                self.tr("Those of the day when the backup was made."),
                buddy=self.secret.edit,
            )
        )
        return side

    def _look(self, path: Path, secret: str) -> None:
        folder = self.folder

        def verb() -> "Preview":
            from foidesk.desk import restoring

            return restoring.look_at(path, secret, folder)

        self._wait(self.tr("Reading every page of the copy…"))
        # A write, so that leaving waits until nothing lies about any more.
        self.write(verb, self._looked)

    def _looked(self, seen: "Preview") -> None:
        self._seen = seen
        self.ask.hide()
        self.heading.setText(self.tr("What the backup holds"))
        self._say(self._held(seen.copy), 13, 600)
        if not seen.present:
            there = (self.folder / STORE_FILE).exists()
            self._say(
                self.tr("This passphrase does not open the store that is there now, so the two cannot be compared.")
                if there
                else self.tr("There is no store on this computer yet.")
            )
        for names, words in (
            (seen.lost, self.tr("Not in it, and gone from the store then ({count}): {names}")),
            (seen.older, self.tr("In it as they were earlier ({count}): {names}")),
            (seen.back, self.tr("Not in the store now, and back then ({count}): {names}")),
        ):
            if names:
                self._say(words.format(count=len(names), names=_named(names)))
        if seen.present and not (seen.lost or seen.older or seen.back):
            self._say(self.tr("Every case in it is as it is in the store now."))
        self._say(self.tr("It becomes the store in {folder}.").format(folder=self.folder), 12, tone="muted")
        self._turn(self.tr("Put it in place"), "undo-2")

    def _restore(self, path: Path, secret: str) -> None:
        folder, chosen = self.folder, self._chosen

        def verb() -> "tuple[Copy, Path | None]":
            from foidesk.desk import restoring
            from foidesk.paths import choose_store_dir

            if chosen:
                # Before it is there: a store that the next start does not find would be worse than none.
                choose_store_dir(folder)
            return restoring.restore(path, secret, folder)

        self._wait(self.tr("Putting the copy in place…"))
        self.write(verb, lambda done: self._restored(*done))

    def _restored(self, held: "Copy", aside: Path | None) -> None:
        self._finished = True
        self.secret.clear()
        for label in self.told.findChildren(Label):
            label.hide()
        self.heading.setText(self.tr("The backup is in its place"))
        self._say(self._held(held), 13, 600)
        self._say(self.tr("Everything in it was read, and its history is whole."))
        if aside is not None:
            self._say(self.tr("What was there before lies in {folder}. Delete it once you miss nothing.").format(folder=aside))
        self.cancel.hide()
        self._turn(self.tr("Go on to unlock it"), "lock-open")

    def _held(self, held: "Copy") -> str:
        cases = self.tr("%n case(s)", "", held.cases)
        if held.written is None:
            return self.tr("{name}: {cases}").format(name=held.path.name, cases=cases)
        return self.tr("Written on {when}: {cases}").format(when=dates.moment_words(held.written), cases=cases)

    def _say(self, words: str, size: int = 13, weight: int = 400, tone: str = "ink") -> None:
        self._lines.addWidget(Label(words, size, weight, tone, wrap=True))

    def _wait(self, words: str) -> None:
        self.progress.setAccessibleName(words)
        announce(self, words)

    def _turn(self, yes: str, icon_name: str) -> None:
        self.lead.hide()
        self.told.show()
        self.yes.set_words(yes)
        self.yes.set_icon(icon_name)
        self.first = self.yes
        self.fit()
        announce(self, self.heading.text())


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:MOST])
    return f"{shown}, …" if len(names) > MOST else shown
