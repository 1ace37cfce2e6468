"""A question that nobody answers ends a test instead of keeping it waiting for ever."""

import pytest
from PySide6.QtWidgets import QFileDialog

from foidesk.gui.kit.problems import ask


def test_a_question_that_a_test_did_not_answer_is_an_error(parent):
    with pytest.raises(AssertionError, match="nobody answers: Leaving: Leave now"):
        ask(parent, "Leaving", "Leave now?", "Leave", "Stay")


def test_so_is_a_file_that_nobody_chooses(parent):
    with pytest.raises(AssertionError, match="nobody chooses a file"):
        QFileDialog.getOpenFileName(parent, "Open")
