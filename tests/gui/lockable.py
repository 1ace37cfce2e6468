"""The program with its window on a store, unlocked; it says when a case is shown, and locks as soon as it is told to. Run as a program."""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from foidesk.gui import start
from foidesk.gui.window import MainWindow
from tests.office import PASSPHRASE


def window() -> MainWindow | None:
    return next((item for item in QApplication.topLevelWidgets() if isinstance(item, MainWindow)), None)


def watch() -> None:
    """Once the case with its letter is on the screen: say so, and wait for the word to lock."""
    shown = window()
    if shown is None or shown.commands is None or shown.commands.bench.snapshot is None or shown.tasks.reading:
        QTimer.singleShot(50, watch)
        return
    watch.ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)  # type: ignore[attr-defined]
    watch.ear.activated.connect(lambda *what: (watch.ear.setEnabled(False), shown.lock()))  # type: ignore[attr-defined]
    print("shown", flush=True)


if __name__ == "__main__":
    # The application does not exist yet; the timer begins with its loop.
    begin, exec_ = QTimer.singleShot, QApplication.exec
    QApplication.exec = lambda *how: (begin(50, watch), exec_())[1]  # type: ignore[method-assign]
    sys.exit(start.run(Path(sys.argv[1]), case_id=1, passphrase=PASSPHRASE))
