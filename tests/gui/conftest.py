"""What the tests of the window share: no screen, the window's own look, and tasks that can be waited for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from foidesk.gui import style
from foidesk.gui.tasks import Tasks


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    style.dress(qapp)
    style.choose_theme(qapp, "light")


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
