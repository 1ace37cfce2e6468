"""The settings' card of backups: what copies there are, here and elsewhere; making one now, and rehearsing the newest."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QWidget

from foidesk.desk import restoring, safety
from foidesk.gui.kit import dates
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, IconLabel, Label, column, pane, row
from foidesk.gui.setup.card import Done, begin_card, foot

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.restoring import Rehearsed
    from foidesk.desk.safety import BackedUp, Elsewhere, Kept


class BackupsCard(QFrame):
    """How safe the cases are. Nothing in it stops the window."""

    _carries = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        body = begin_card(
            self,
            self.tr("Backups"),
            self.tr(
                "A copy is made when you leave, and every four hours while foidesk is open, if anything was written. It is encrypted like "
                "the store, and counts only once it was read back."
            ),
        )
        self.here, self.elsewhere, self.seen = (Label("", wrap=True) for _ in range(3))
        for name, value in (
            (self.tr("Here"), self.here),
            (self.tr("Elsewhere"), self.elsewhere),
            (self.tr("Last seen there"), self.seen),
        ):
            line = row(gap=12)
            told = Label(name, tone="muted")
            told.setMinimumWidth(112)
            line.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(value, 1)
            body.addLayout(line)
        self.warning = pane("amber")
        self.warning_words = Label("", wrap=True)
        line = row(self.warning, (12, 8, 12, 8), 8)
        line.addWidget(IconLabel("triangle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.warning_words, 1)
        self.warning.hide()
        body.addWidget(self.warning)
        self.progress, self.doing = QProgressBar(), Label("", 12, tone="muted")
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.busy = QWidget()
        working = column(self.busy, gap=4)
        working.addWidget(self.progress)
        working.addWidget(self.doing)
        self.busy.hide()
        body.addWidget(self.busy)
        self.problem, self.done = ProblemLine(), Done(wrap=True)
        body.addWidget(self.problem)
        self.now = Button(self.tr("Back up now"), "save")
        self.choose = Button(self.tr("Choose a folder…"), "folder-open")
        self.drop = Button(self.tr("Copy there no longer"), "x")
        self.rehearse = Button(self.tr("Rehearse the newest copy"), "shield-check")
        self.now.clicked.connect(self.back_up)
        self.choose.clicked.connect(self.choose_folder)
        self.drop.clicked.connect(lambda: self.take_folder(None))
        self.rehearse.clicked.connect(self.rehearse_newest)
        body.addLayout(foot(self.now, self.rehearse))
        body.addLayout(foot(self.choose, self.drop))
        body.addWidget(self.done)
        self._carries.connect(
            lambda: self._tell_step(self.tr("Carrying it to the other folder, and reading it back from there…"))
        )

    def load(self) -> None:
        """Look at the copies anew."""
        self._tasks.read(lambda: safety.kept(self._desk), done=self._show, failed=self._failed, channel="backups")

    def back_up(self) -> None:
        """Make a copy now."""
        self._begin(self.tr("Writing a copy, and reading it back…"))
        self._tasks.write(lambda: safety.back_up(self._desk, self._carries.emit), done=self._backed_up, failed=self._failed)

    def choose_folder(self) -> None:
        """Ask for a folder elsewhere, without stopping the window."""
        dialog = QFileDialog(self, self.tr("Choose a folder for copies, such as a stick's"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.take_folder(Path(name)))
        dialog.open()

    def take_folder(self, folder: Path | None) -> None:
        """Keep copies in a folder as well, from now on; or in none but the store's own."""
        self._begin(self.tr("Looking at the folder…"))
        words = self.tr("Copies go there as well from now on.") if folder else self.tr("Copies go to no other folder any more.")
        self._tasks.write(
            lambda: safety.choose_elsewhere(self._desk, folder), done=lambda nothing: self._end(words), failed=self._failed
        )

    def rehearse_newest(self) -> None:
        """Restore the newest copy to where it is thrown away again, and say what it held."""
        self._begin(self.tr("Restoring the newest copy to a place where it is thrown away again…"))
        # A write, so that leaving waits for it.
        self._tasks.write(lambda: restoring.rehearse_newest(self._desk), done=self._rehearsed, failed=self._failed)

    def _backed_up(self, done: "BackedUp") -> None:
        if done.trouble:
            self._end(self.tr("The copy here is written and read back."))
            self.problem.say(done.trouble)
        elif done.carried is not None:
            self._end(self.tr("Written and read back, here and elsewhere: {name}").format(name=done.path.name))
        else:
            self._end(self.tr("Written and read back: {name}").format(name=done.path.name))

    def _rehearsed(self, found: "Rehearsed") -> None:
        held = found.copy
        whole = self.tr(
            "The copy of {when} is whole: %n case(s), {events} entries of the history, every page read.", "", held.cases
        )
        where = self.tr("It lies elsewhere.") if found.is_elsewhere else self.tr("It lies on this computer.")
        opens = (
            self.tr("Your present passphrase opens it.")
            if found.opens
            else self.tr("It opens with the passphrases of its day, not with your present one.")
        )
        when = dates.moment_words(held.written) if held.written else held.path.name
        self._end(" ".join((whole.format(when=when, events=held.events), where, opens)))

    def _begin(self, words: str) -> None:
        self.problem.put_away()
        self.done.hide()
        self._set_busy(True)
        self._tell_step(words)

    def _tell_step(self, words: str) -> None:
        self.doing.setText(words)
        self.progress.setAccessibleName(words)
        announce(self, words)

    def _end(self, words: str) -> None:
        self._set_busy(False)
        self.done.say(words)
        self.load()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.problem.tell(error, self._tasks)

    def _set_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        for button in (self.now, self.choose, self.drop, self.rehearse):
            button.setEnabled(not busy and not self._desk.store.read_only)

    def _show(self, kept: "Kept") -> None:
        self.here.setText(self._copies(kept.here))
        place = kept.place
        self.elsewhere.setText(self._place(place))
        self.seen.setText(self._last(place))
        self.drop.setVisible(place is not None)
        self.choose.set_words(self.tr("Choose another folder…") if place is not None else self.tr("Choose a folder…"))
        words = self._warning(kept)
        self.warning_words.setText(words)
        self.warning.setVisible(bool(words))
        self._set_busy(not self.busy.isHidden())

    def _copies(self, backups: tuple[datetime, ...]) -> str:
        if not backups:
            return self.tr("None yet. One is written when the store is closed after a change.")
        last = dates.moment_words(backups[-1])
        return self.tr("%n backup(s), the last of {when}", "", len(backups)).format(when=last)

    def _place(self, place: "Elsewhere | None") -> str:
        if place is None:
            return self.tr("No folder is chosen. If this computer is lost, so are the cases.")
        if not place.reachable:
            return self.tr("{folder}. It is not there now: plug the stick in.").format(folder=place.folder)
        return str(place.folder)

    def _last(self, place: "Elsewhere | None") -> str:
        if place is None or place.last is None:
            return self.tr("Never")
        return dates.moment_words(place.last)

    def _warning(self, kept: "Kept") -> str:
        words = []
        if kept.place is not None and kept.place.service:
            words.append(
                self.tr(
                    "{service} copies that folder to its own computers. The copies are encrypted; whether your authority allows it is for it "
                    "to say."
                ).format(service=kept.place.service)
            )
        if kept.is_stale:
            words.append(self.tr("No copy was made elsewhere in the last seven days."))
        return " ".join(words)
