"""What journeys share: the window as an officer finds it, and how it is left."""

import gc

import pytest
from PySide6.QtWidgets import QApplication

from foidesk.gui.kit import style
from foidesk.gui.window import MainWindow
from tests.unanswered import refuse_questions

PATIENCE = 30_000


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    style.dress(qapp)
    style.choose_theme(qapp, "light")


@pytest.fixture(autouse=True)
def _nothing_is_left_unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_questions(monkeypatch)


@pytest.fixture(autouse=True)
def _no_garbage_is_collected():
    """As in the program (`foidesk.app.open_window`): a collection on a worker's thread takes down what Qt still uses."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def open_window(qtbot, tmp_path):
    """Start the window on a folder; every window is left at the end as an officer leaves it."""
    windows = []

    def start(folder=tmp_path / "desk"):
        window = MainWindow(folder)
        windows.append(window)
        window.show()
        window.begin()
        window.activateWindow()
        return window

    yield start
    for window in windows:
        window.close()
        qtbot.waitUntil(lambda window=window: window._left, timeout=PATIENCE)
        window.deleteLater()
