"""A question in a box of its own waits for an answer for ever, and in a test nobody is there to give one: it fails instead."""

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox


def refuse_questions(patch: pytest.MonkeyPatch) -> None:
    """Make every question that a test did not answer beforehand an error that says what was asked."""

    def box(self: QMessageBox) -> int:
        raise AssertionError(f"nobody answers: {self.windowTitle()}: {self.text()}")

    def files(*given: object, **more: object) -> None:
        raise AssertionError(f"nobody chooses a file: {given[1:]}")

    patch.setattr(QMessageBox, "exec", box)
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        patch.setattr(QFileDialog, name, staticmethod(files))
