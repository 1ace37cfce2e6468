"""Starting the window: the application, its look, the locked window at once, and what happens after it."""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from foidesk.gui.kit import style
from foidesk.gui.kit.problems import catch_faults
from foidesk.gui.window import MainWindow
from foidesk.paths import chosen_store_dir


class _FirstPaint(QObject):
    """Lets a window begin once it was painted: what it loads on a thread would hold the first paint up."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._begin)
        return False

    def _begin(self) -> None:
        style.add_fonts("FoideskSerif")
        self._window.begin()


def run(folder: Path | None, *, case_id: int | None = None, passphrase: str | None = None) -> int:
    """Open the window on the store of a folder and stay until it is left; returns the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("foidesk")
    application.setApplicationDisplayName("foidesk")
    application.setDesktopFileName("foidesk")
    style.dress(application, letters=False)
    window = MainWindow(folder or chosen_store_dir(), case_id, passphrase)
    catch_faults(window.tell)
    _FirstPaint(window)
    window.show()
    # The collector stays off (app.open_window): it runs on whatever thread asks for memory, and there takes down what Qt still uses.
    gc.freeze()
    status = application.exec()
    if window.lock_wanted:
        # The key was in this process's memory, so the locked window is another process.
        os.execv(sys.executable, [sys.executable, "-m", "foidesk.app", "--store", str(window.folder)])
    return status
