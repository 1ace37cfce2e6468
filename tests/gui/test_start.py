import json
import subprocess
import sys

from tests.conftest import ROOT
from tests.office import new_desk

HEAVY = (
    "sqlalchemy",
    "logging.handlers",
    "zoneinfo",
    "ctypes",
    "reportlab",
    "pyhanko",
    "pikepdf",
    "lxml",
    "email",
    "foidesk.store",
    "foidesk.letters",
    "foidesk.model",
)

FIRST_PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from foidesk.gui import start
from foidesk.gui.kit import style
imported = sorted(sys.modules)
application = QApplication([])
style.dress(application)
window = start.MainWindow(Path(sys.argv[1]))
window.show()
application.processEvents()
print(json.dumps([type(window.door).__name__, imported, sorted(sys.modules)]))
window.close()
"""


def first_paint(folder):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def heavy(modules):
    return [name for name in modules if name.startswith(HEAVY)]


def test_a_locked_window_is_painted_without_database_or_pdf(tmp_path):
    new_desk(tmp_path / "desk").store.close()
    shown, imported, at_paint = first_paint(tmp_path / "desk")
    assert shown == "UnlockPage"
    assert heavy(imported) == heavy(at_paint) == []


def test_without_a_store_the_first_run_is_shown(tmp_path):
    shown, imported, _ = first_paint(tmp_path / "desk")  # its passphrase is made on a thread, which loads the rest
    assert shown == "FirstRunPage"
    assert heavy(imported) == []
