import re

import pytest
from PySide6.QtWidgets import QWidget

from foidesk.gui.actions import Actions
from foidesk.gui.guide import GuideDialog
from foidesk.paths import resource

TEXT = resource("guide", "guide.md").read_text("utf-8")
KEY = re.compile(r"\b(?:Ctrl\+(?:Alt\+|Shift\+)?(?:[A-Z]\b|[1-4]|,)|F\d)")
ELSEWHERE = {"Ctrl+J", "Ctrl+B", "Ctrl+Z"}
"""Keys of the page for a new request, which stand with its tools and not in the menus."""


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = GuideDialog(parent)
    made.holder = parent
    return made


def test_the_guide_is_shown_whole_and_without_pictures(dialog):
    shown = dialog.pages.toPlainText()
    assert shown.startswith("The officer's guide")
    assert "Ctrl+Alt+L" in shown
    assert "![" not in shown


def test_nothing_is_loaded_from_it(dialog):
    assert dialog.pages.loadResource(2, "file:///etc/hostname") is None


def test_every_key_that_it_names_is_one_of_the_window(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    keys = {entry.keys for entry, _ in Actions(parent)}
    named = set(KEY.findall(TEXT)) - ELSEWHERE
    assert "Ctrl+Shift+S" in named
    assert named <= keys
