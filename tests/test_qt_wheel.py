"""The installed Qt binding counts its references right: one release lost a reference to None in every call and ended the process in long use."""

import subprocess
import sys

PROBE = """
import sys
keep = [None] * 100_000 + [True] * 100_000
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

class Source(QObject):
    told = Signal(int)

app = QApplication([])
image = QImage(20, 20, QImage.Format.Format_ARGB32)
painter, label, text, source, font, colour = QPainter(image), QLabel(), QTextEdit(), Source(), QFont(), QColor("red")
source.told.connect(lambda number: None)
calls = {
    "setObjectName": lambda: source.setObjectName("x"),
    "setText": lambda: label.setText("x"),
    "setFont": lambda: painter.setFont(font),
    "setPen": lambda: painter.setPen(colour),
    "drawLine": lambda: painter.drawLine(1, 1, 5, 5),
    "setPlainText": lambda: text.setPlainText("x"),
    "processEvents": lambda: app.processEvents(),
    "emit": lambda: source.told.emit(1),
}
for name, call in calls.items():
    call()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(1000):
        call()
    after = sys.getrefcount(None), sys.getrefcount(True)
    if max(abs(a - b) for a, b in zip(after, before)) > 100:
        print(name, before, after)
painter.end()
"""


def test_a_thousand_calls_lose_no_reference():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
