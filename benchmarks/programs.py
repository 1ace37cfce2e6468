"""What only a new process can show: the start of the command line, and the first paint of the window."""

import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Line, Work, by_turns
from benchmarks.office import decided_case
from foidesk.desk import opening

_LEAVE_AT_FIRST_PAINT = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

watch, run_loop = Watch(), QApplication.exec

def loop(*_):
    # Only at the window: watching every widget's events would cost the fuller window what it does not cost the bare one.
    for widget in QApplication.topLevelWidgets():
        widget.installEventFilter(watch)
    return run_loop()

QApplication.exec = staticmethod(loop)
"""
_BARE = """
from PySide6.QtWidgets import QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
QApplication.exec()
"""
_WORD = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
label = QLabel("Words")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.show()
QApplication.exec()
"""
_OURS = """
from foidesk.app import main
main(["--store", sys.argv[1]])
"""
# As the program does, before it imports Qt.
_AS_STARTED = "import gc; gc.disable()\n"


def lines(rounds: int) -> Iterator[Line]:
    """The start of the command line, and the first paint of the locked window."""
    empty = python("-c", "pass")
    yield by_turns(
        "foidesk due (a day counted, from nothing)",
        python("-m", "foidesk.app", "due", "2026-05-18"),
        "python -c pass",
        empty,
        rounds,
        worked,
    )
    yield by_turns(
        "foidesk provisions --json", python("-m", "foidesk.app", "provisions", "--json"), "python -c pass", empty, rounds, worked
    )
    what = "first paint of the window, on a store"
    if importlib.util.find_spec("foidesk.gui.start") is None:
        yield Line(what, "", skipped="there is no foidesk.gui.start to open it with")
        return
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        folder = Path(place) / "desk"
        desk, _ = decided_case(folder)
        opening.leave(desk)
        ours = python("-c", _AS_STARTED + _LEAVE_AT_FIRST_PAINT + _OURS, str(folder))
        word = python("-c", _LEAVE_AT_FIRST_PAINT + _WORD)
        bare = python("-c", _LEAVE_AT_FIRST_PAINT + _BARE)
        try:
            yield by_turns(what, ours, "first paint of a bare window (at most 1.6)", bare, rounds, worked)
            yield by_turns(what, ours, "first paint of a window with one word", word, rounds, worked)
        except subprocess.CalledProcessError:
            yield Line(what, "", skipped="the window did not start; its own words are above")


def python(*arguments: str) -> Work:
    """A new interpreter of this environment with these arguments; a failing one stops the benchmark."""

    def work() -> None:
        with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as home:
            subprocess.run(
                [sys.executable, *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                timeout=60,
                env=_environment(home),
            )

    return work


def worked() -> float:
    """How long the processor worked for the processes that ended so far (seconds): a busy machine does not stretch it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(home: str) -> dict[str, str]:
    """As an installed program finds it: its modules are compiled before it is first run, for us by the run that is not measured."""
    compiled = str(Path(tempfile.gettempdir()) / "foidesk-bench-compiled")
    given = {"QT_QPA_PLATFORM": "offscreen", "HOME": home, "XDG_STATE_HOME": home, "PYTHONPYCACHEPREFIX": compiled}
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | given
