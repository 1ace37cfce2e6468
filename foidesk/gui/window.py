"""The main window: locked until a store is open, then the workbench; its menus, its messages, its status line, and leaving it.

Nothing here or in what it imports at the top loads the database: a locked window is painted first (decision 11).
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from foidesk.gui.actions import Actions
from foidesk.gui.kit import style
from foidesk.gui.kit.problems import FaultReport, Notice, ask, is_plain, report_of
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import column
from foidesk.gui.setup.advice_bar import AdviceBar
from foidesk.gui.setup.unlock_page import UnlockPage
from foidesk.gui.status_line import StatusLine
from foidesk.paths import holds_store

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.gui.commands import Commands
    from foidesk.gui.lock_signs import LockSigns

SETTINGS = "window.ini"


class MainWindow(QMainWindow):
    """The shell. `commands` is there while a store is open."""

    def __init__(self, folder: Path, case_id: int | None = None, passphrase: str | None = None) -> None:
        super().__init__()
        self.folder, self._case_id, self._passphrase = folder, case_id, passphrase
        self.tasks = Tasks(self)
        self.commands: Commands | None = None
        self.lock_wanted = False
        self._leaving = self._left = self._unasked = False
        self._lock_signs: LockSigns | None = None
        self.door: QWidget | None = None
        self._leave_door: Callable[[], None] = _nothing
        self.setWindowTitle("foidesk")
        self.setMinimumSize(QSize(1000, 640))
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        self.notice, self.advice = Notice(), AdviceBar()
        self.stack = QStackedWidget()
        whole = QWidget()
        body = column(whole)
        body.addWidget(self.notice)
        body.addWidget(self.advice)
        body.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        self.actions_ = Actions(self)
        self.actions_.fill(self.menuBar())
        self.actions_.set_unlocked(False)
        self.status = StatusLine(self)
        self._connect()
        self._show_door()

    def begin(self) -> None:
        """Once the window is painted: open the store where the passphrase is known, else load what unlocking needs meanwhile."""
        if self._passphrase is not None:
            folder, passphrase = self.folder, self._passphrase
            self._passphrase = None

            def verb() -> "Desk":
                from foidesk.desk import opening

                return opening.unlock(folder, passphrase)

            self.tasks.read(verb, done=self.open_desk, failed=self.tell)
        else:
            self.tasks.read(_load_late_modules, done=lambda nothing: self._begin_door(), failed=self.tell)

    def open_desk(self, desk: "Desk") -> None:
        """Show the workbench of a store that was opened."""
        if self._leaving:
            desk.store.close()
            return
        from foidesk.gui.commands import Commands

        self.commands = Commands(self, desk)
        self.stack.addWidget(self.commands.bench)
        self.stack.setCurrentWidget(self.commands.bench)
        door, self.door = self.door, None
        if door is not None:
            self.stack.removeWidget(door)
            door.deleteLater()
        self.actions_.set_unlocked(True)
        self._watch_for_lock()
        self._restore_panes()
        self.commands.begin(self._case_id)
        self.status.say_saved(None)

    def show_page(self, page: QWidget) -> None:
        """Show a page over the whole window, such as a new request."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def tell(self, error: BaseException) -> None:
        """Tell of a failure: as it is said where the officer can mend it, else as a report to copy."""
        if is_plain(error):
            self.notice.say(str(error))
        else:
            FaultReport(report_of(error), self).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.commands is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self.commands is not None and paths:
            event.acceptProposedAction()
            self.commands.take_files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only once everything typed is saved and the store is closed and backed up."""
        if self._left:
            self.tasks.close()
            event.accept()
            return
        event.ignore()
        self.leave()

    def leave(self) -> None:
        """Save what was typed, close the store, then close the window."""
        if self._leaving:
            return
        if self.commands is not None and not self.commands.may_leave():
            self.lock_wanted = False
            return
        self._begin_leaving()

    def _begin_leaving(self) -> None:
        self._leaving = True
        self.status.say_leaving()
        self._keep_settings()
        if self.commands is None:
            # A store that the first run made and did not hand over yet has to be closed as well.
            self.tasks.read(self._leave_door, done=lambda nothing: self._finish(), failed=self._could_not_close)
            return
        self.commands.bench.fields.hand_over()
        self.tasks.when_written(self._close_store)

    def lock(self) -> None:
        """Leave and start again locked: a key that was in memory is gone with the process."""
        self.lock_wanted = True
        self.leave()

    def lock_unasked(self, urgent: bool) -> None:
        """Lock because nobody is there, so nothing can be asked. A form that is not saved is waited for once, and only where that can wait."""
        if self._leaving or self.commands is None:
            return
        if not urgent and self.commands.would_lose():
            self.notice.say(self.tr("foidesk will lock soon. Save what you have begun here, or it is lost."), "amber")
            return
        self.lock_wanted = self._unasked = True
        self._begin_leaving()

    def lock_minutes(self) -> int:
        """After how many minutes without a touch the window locks."""
        from foidesk.gui.lock_signs import MINUTES

        value = self._settings().value("lock_minutes")
        return int(value) if isinstance(value, str) and value.isdigit() and int(value) > 0 else MINUTES

    def choose_lock_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a touch, from now on."""
        self._settings().setValue("lock_minutes", str(minutes))
        if self._lock_signs is not None:
            self._lock_signs.wait_for(minutes)

    def _watch_for_lock(self) -> None:
        from foidesk.gui.lock_signs import LockSigns

        self._lock_signs = LockSigns(self, self.lock_minutes())
        self._lock_signs.wanted.connect(self.lock_unasked)
        self._lock_signs.watch()

    def _close_store(self) -> None:
        assert self.commands is not None
        if self.commands.bench.fields.any_changed() and (self._unasked or not self._agreed_to_lose()):
            self._stay()
            return
        self.commands.bench.close_store()
        self.commands.keeping.end()
        desk = self.commands.desk

        def verb() -> None:
            from foidesk.desk import opening

            opening.leave(desk)

        self.tasks.read(verb, done=lambda nothing: self._finish(), failed=self._could_not_close)

    def _could_not_close(self, error: Exception) -> None:
        """The store closes even where its backup failed; the officer must know before the window is gone."""
        self.tell(error)
        QTimer.singleShot(0, self._finish if not is_plain(error) else self._finish_after_notice)

    def _finish_after_notice(self) -> None:
        words = self.tr("Everything you wrote is saved, but the store could not be closed as it should: {why}")
        ask(self, self.tr("Leaving"), words.format(why=self.notice.text), self.tr("Leave"), self.tr("Leave"))
        self._finish()

    def _finish(self) -> None:
        if self._lock_signs is not None:
            self._lock_signs.stop()
        self._left = True
        self.close()

    def _agreed_to_lose(self) -> bool:
        return ask(
            self,
            self.tr("Some words are not saved"),
            self.tr("The last words could not be saved. If you leave now they are lost."),
            self.tr("Leave without them"),
            self.tr("Stay"),
        )

    def _stay(self) -> None:
        self._leaving = self.lock_wanted = self._unasked = False
        self.status.say_saved(None)

    def _show_door(self) -> None:
        if holds_store(self.folder):
            self._ask_to_unlock()
        else:
            from foidesk.gui.setup.first_run import FirstRunPage

            first = FirstRunPage(self.folder, self.tasks)
            self._leave_door = first.leave
            first.opened.connect(self._first_opened)
            first.restored.connect(self._restored)
            self._place_door(first)
        self._restore_window()

    def _ask_to_unlock(self) -> None:
        unlock = UnlockPage(self.folder, self.tasks)
        unlock.opened.connect(self.open_desk)
        unlock.restored.connect(self._restored)
        unlock.came_forward.connect(self.close)
        self._place_door(unlock)

    def _place_door(self, door: QWidget) -> None:
        before, self.door = self.door, door
        self.stack.addWidget(door)
        self.stack.setCurrentWidget(door)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()

    def _begin_door(self) -> None:
        if isinstance(self.door, UnlockPage):
            self.door.begin()

    def _restored(self, folder: Path) -> None:
        """A backup was put in the store's place: what is asked for now is its passphrase."""
        self.folder, self._leave_door = folder, _nothing
        self._ask_to_unlock()
        self._begin_door()

    def _first_opened(self, desk: "Desk") -> None:
        self.folder = desk.store.folder
        self.open_desk(desk)

    def _connect(self) -> None:
        self.tasks.problem.connect(self.tell)
        self.tasks.changed.connect(lambda: self.status.say_working(self.tasks.writing))
        self.tasks.wrote.connect(lambda: self.status.say_saved(None))
        self.actions_["quit"].triggered.connect(self.close)
        self.actions_["lock"].triggered.connect(self.lock)
        self.actions_["palette"].triggered.connect(self._palette)
        self.actions_["switch_theme"].triggered.connect(self.switch_theme)
        self.actions_["guide"].triggered.connect(self._guide)
        self.actions_["about"].triggered.connect(self._about)
        self.status.theme.clicked.connect(self.switch_theme)

    def switch_theme(self) -> None:
        """From light to dark, or back."""
        self.choose_theme("light" if style.is_dark() else "dark")

    def theme(self) -> str:
        """The look that the officer chose: "system", "light" or "dark"."""
        choice = self._settings().value("theme")
        return choice if choice in ("light", "dark") else "system"

    def choose_theme(self, choice: str) -> None:
        """Follow the officer's choice, now and at the next start."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        style.choose_theme(application, choice)
        settings = self._settings()
        settings.setValue("theme", choice)

    def _palette(self) -> None:
        from foidesk.gui.command_palette import CommandPalette

        CommandPalette(self.actions_, self).open()

    def _guide(self) -> None:
        from foidesk.gui.guide import GuideDialog

        GuideDialog(self).show()

    def _about(self) -> None:
        from foidesk.gui.about import AboutDialog

        AboutDialog(self).open()

    def _settings(self) -> QSettings:
        return QSettings(str(self.folder / SETTINGS), QSettings.Format.IniFormat)

    def _restore_window(self) -> None:
        settings = self._settings()
        geometry = settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        theme = settings.value("theme")
        if isinstance(theme, str) and theme in ("light", "dark", "system"):
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            style.choose_theme(application, theme)

    def _restore_panes(self) -> None:
        assert self.commands is not None
        settings = self._settings()
        sizes = settings.value("panes")
        if isinstance(sizes, list) and all(str(size).isdigit() for size in sizes):
            self.commands.bench.set_sizes([int(size) for size in sizes])
        last = settings.value("case")
        if self._case_id is None and isinstance(last, str) and last.isdigit():
            self._case_id = int(last)

    def _keep_settings(self) -> None:
        """Remember the window; a folder that cannot be written only means that it is forgotten."""
        if not holds_store(self.folder):
            return
        settings = self._settings()
        settings.setValue("geometry", self.saveGeometry())
        if self.commands is not None:
            settings.setValue("panes", [str(size) for size in self.commands.bench.sizes()])
            snapshot = self.commands.bench.snapshot
            settings.setValue("case", str(snapshot.case.id) if snapshot else "")
        settings.sync()


def _nothing() -> None:
    """There is nothing to close."""


def _load_late_modules() -> None:
    """Import what the workbench needs while the officer types the passphrase."""
    import gc

    import foidesk.desk.browse
    import foidesk.desk.opening
    import foidesk.gui.commands  # noqa: F401

    # What was imported stays for good: looking through it for garbage would hold the window up, for longer than a frame.
    gc.freeze()
