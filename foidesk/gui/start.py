"""Starting the window: the application, its look, the locked window at once, and what happens after it."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from foidesk.gui.kit import style
from foidesk.gui.kit.problems import catch_faults
from foidesk.gui.window import MainWindow
from foidesk.paths import chosen_store_dir


def run(folder: Path | None, *, case_id: int | None = None, passphrase: str | None = None) -> int:
    """Open the window on the store of a folder and stay until it is left; returns the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("foidesk")
    application.setApplicationDisplayName("foidesk")
    application.setDesktopFileName("foidesk")
    style.dress(application)
    window = MainWindow(folder or chosen_store_dir(), case_id, passphrase)
    catch_faults(window.tell)
    window.show()
    QTimer.singleShot(0, window.begin)
    status = application.exec()
    if window.lock_wanted:
        # The key was in this process's memory, so the locked window is another process.
        os.execv(sys.executable, [sys.executable, "-m", "foidesk.app", "--store", str(window.folder)])
    return status
