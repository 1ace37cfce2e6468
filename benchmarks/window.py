"""The window on a large store: how soon the list is seen, how long its loop is held up while typing and scrolling, what it weighs.

Each measurement is a process of its own that opens the window on a store, drives it by keys, and prints what it saw as JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.filled import fill
from benchmarks.measure import Line
from benchmarks.office import PASSPHRASE

TIMES = 3
"""So often the window is opened on each store: once takes ten seconds."""

_DRIVER = """
import json, os, sys, time
from pathlib import Path
from statistics import quantiles
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from foidesk.gui.kit import style
from foidesk.gui.window import MainWindow, _load_late_modules

class Loop:
    "How long the loop was away between two of its turns: by the clock, and in the time that this thread itself worked."
    def __init__(self):
        self.timer = QTimer(interval=1)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.turn)
    def begin(self):
        self.clock, self.work, self.gaps = time.perf_counter(), time.thread_time(), []
        self.timer.start()
    def turn(self):
        clock, work = time.perf_counter(), time.thread_time()
        self.gaps.append(((clock - self.clock) * 1000, (work - self.work) * 1000))
        self.clock, self.work = clock, work
    def end(self):
        self.timer.stop()
        clock, work = zip(*self.gaps[1:])
        return {"p99": quantiles(clock, n=100)[98], "most": max(clock), "work": max(work)}

def until(ready, seconds=60):
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it took too long"
        application.processEvents()
        time.sleep(0.0005)

def wait(seconds):
    turning = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), turning.quit)
    turning.exec()

def memory():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

application = QApplication([])
style.dress(application)
folder, passphrase, words = sys.argv[1:4]
window = MainWindow(Path(folder), passphrase=passphrase)
window.show()
application.processEvents()
_load_late_modules()
desks, opened = [], window.open_desk
window.open_desk = desks.append
window.begin()
until(lambda: desks and not window.tasks.reading)
seen = {}
before = time.perf_counter()
opened(desks[0])
pane = window.commands.bench.cases
made = time.perf_counter()
pane.refresh()
until(lambda: pane.model.rowCount() and pane.model.data(pane.model.index(1, 0)))
pane.table.viewport().repaint()
seen["list"] = (time.perf_counter() - made) * 1000
wait(0.5)
pane._choose_view("all")
until(lambda: pane.model.case_count() >= int(sys.argv[4]))
pane.table.viewport().repaint()
wait(0.5)
seen["memory"] = memory()
loop = Loop()
loop.begin()
wait(0.5)
seen["idle"] = loop.end()
pane.search.setFocus()
loop.begin()
for word in words.split("|"):
    for letter in word:
        QTest.keyClick(pane.search, letter)
        wait(0.06)
    wait(0.6)
    pane.search.clear()
    wait(0.2)
seen["typing"] = loop.end()
wait(0.5)
pane.table.setFocus()
loop.begin()
for _ in range(40):
    QTest.keyClick(pane.table, Qt.Key.Key_PageDown)
    wait(0.03)
bar = pane.table.verticalScrollBar()
for step in range(40):
    bar.setValue(bar.maximum() * (step * 37 % 40) // 40)
    wait(0.03)
seen["scrolling"] = loop.end()
print(json.dumps(seen), flush=True)
os._exit(0)
"""
_TYPED = "cradle desktop|jordan|humvee|lantern"


def lines(size: int, rounds: int, kept: Path | None = None) -> Iterator[Line]:
    """The window on a store of so many cases, by turns with the window on a store of one."""
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        many, one = (kept or Path(place)) / f"{size}-cases", Path(place) / "one"
        for folder, count in ((many, size), (one, 1)):
            if not folder.exists():
                fill(folder, count)
        typed = _TYPED if rounds > 1 else _TYPED.split("|")[1]
        runs = [(_run(many, size, typed), _run(one, 1, typed)) for _ in range(min(rounds, TIMES))]

        def middle(side: int, *names: str) -> float:
            return median(_within(run[side], names) for run in runs)

        few = "the same window on one case"
        yield Line(f"the list shown once the store is open, of {size:,}", few, middle(0, "list"), middle(1, "list"))
        for what, name in (("a search is typed", "typing"), ("the list is scrolled", "scrolling")):
            for measure, words in (
                ("p99", "99 of 100 turns of the loop within"),
                ("most", "longest turn"),
                ("work", "longest turn, own work"),
            ):
                told = f"{words}, while {what}, of {size:,}"
                yield Line(told, few, middle(0, name, measure), middle(1, name, measure))
        grown = middle(0, "memory") - middle(1, "memory")
        yield Line(f"memory for the list of {size:,}", few, told=f"{grown:+.1f} MB")


def _within(seen: dict[str, Any], names: tuple[str, ...]) -> float:
    value: Any = seen
    for name in names:
        value = value[name]
    return float(value)


def _run(folder: Path, count: int, typed: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, str(folder), PASSPHRASE, typed, str(count)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=180,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
