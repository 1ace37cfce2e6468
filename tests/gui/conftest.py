"""What the tests of the window share: no screen, the window's own look, and tasks that can be waited for."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from contextlib import suppress

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from foidesk.gui.kit import style
from foidesk.gui.kit.tasks import Tasks
from tests.unanswered import refuse_questions


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


def leave_page(qtbot, tasks, page):
    """Let go of a page as the window does: what was typed is handed over, and nothing is under way any more."""
    with suppress(TypeError, RuntimeError):
        tasks.wrote.disconnect()
    page.clear()
    qtbot.waitUntil(lambda: not tasks.writing and not tasks.reading)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def tasks():
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def parent(qtbot):
    """What a dialog stands over; it outlives the dialog, which deletes itself when it is closed."""
    made = QWidget()
    qtbot.addWidget(made)
    return made
