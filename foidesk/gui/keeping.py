"""What the window does by itself to keep the store safe: a copy every four hours, and what must be known or asked at opening.

It also listens at the door: where foidesk is started a second time on this store, this window comes forward.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from foidesk.desk import doorbell, safety
from foidesk.gui.kit import dates
from foidesk.gui.setup.advice_bar import AdviceBar

if TYPE_CHECKING:
    from foidesk.desk.safety import BackedUp, Kept
    from foidesk.gui.commands import Commands

HOURS = 4


class Keeping(QObject):
    """Made with the commands of an open desk, and begun with them."""

    def __init__(self, commands: "Commands", open_backups: Callable[[], object]) -> None:
        super().__init__(commands)
        self._open_backups = open_backups
        self._desk, self._tasks, self._window = commands.desk, commands.tasks, commands.window
        self.bar: AdviceBar = commands.window.advice
        self._timer = QTimer(self, interval=HOURS * 3_600_000)
        self._timer.timeout.connect(self.back_up)
        self._bell: Path | None = None
        self._ended = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda folder: self._listen())

    def begin(self) -> None:
        """Look at the clock and the copies, and listen from now on."""
        self._tasks.read(lambda: (safety.clock_trouble(self._desk), safety.kept(self._desk)), done=self._look)
        if not self._desk.store.read_only:
            self._timer.start()
            self._tasks.read(lambda: doorbell.hang(self._desk.store.folder), done=self._hung)

    def end(self) -> None:
        """The store is left."""
        self._timer.stop()
        self._ended = True
        bell, self._bell = self._bell, None
        if bell is not None:
            self._watcher.removePath(str(bell))
            self._tasks.read(lambda: doorbell.take_down(bell), done=lambda nothing: None)

    def back_up(self) -> None:
        """A copy, if anything was written since the last; what went wrong with it is told."""
        self._tasks.write(lambda: safety.back_up_if_changed(self._desk), done=self._backed_up, failed=self._window.tell)

    def _backed_up(self, done: "BackedUp | None") -> None:
        if done is not None and done.trouble:
            self._window.notice.say(done.trouble, "amber")

    def _look(self, found: "tuple[str, Kept]") -> None:
        trouble, kept = found
        if trouble and self._desk.store.read_only:
            self._window.notice.say(trouble, "amber")
        elif trouble:
            words = self.tr("{trouble} Until you say so, no old copy is removed and no case disposed of.").format(trouble=trouble)
            self.bar.ask(words, {self.tr("The date is right"): self._agree, self.tr("Lock foidesk"): self._window.lock})
        elif kept.is_stale and not self._desk.store.read_only:
            self.bar.ask(self._stale(kept), {self.tr("See to it"): self._open_backups})

    def _stale(self, kept: "Kept") -> str:
        if kept.place is None:
            return self.tr(
                "Every copy of the cases lies on this computer. Choose a folder elsewhere, such as a stick, for copies."
            )
        if kept.place.last is None:
            return self.tr("No copy lies in {folder} yet.").format(folder=kept.place.folder)
        day = dates.full(dates.london_day(kept.place.last))
        return self.tr("The last copy in {folder} is of {day}. Plug the stick in, and back up.").format(
            folder=kept.place.folder, day=day
        )

    def _agree(self) -> None:
        self._tasks.write(lambda: safety.agree_to_clock(self._desk))

    def _hung(self, bell: Path | None) -> None:
        if bell is not None and not self._ended:
            self._bell = bell
            self._watcher.addPath(str(bell))

    def _listen(self) -> None:
        bell = self._bell
        if bell is not None:
            self._tasks.read(lambda: doorbell.is_rung(bell), done=self._come_forward)

    def _come_forward(self, rung: bool) -> None:
        if rung:
            window = self._window
            window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()
