"""The real window in a process of its own, which tells a few times a second what an officer would see: what has the keyboard, which
dialog is open, whether something is being saved. Run by the journey by keyboard, never by the program."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from foidesk.gui import start
from foidesk.gui.window import MainWindow

STATE = Path(sys.argv[2])
made: list[MainWindow] = []


class Told(MainWindow):
    """The window, telling of itself."""

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)
        made.append(self)
        self.telling = QTimer(self, interval=60)
        self.telling.timeout.connect(self.tell_state)
        self.telling.start()

    def tell_state(self) -> None:
        snapshot = self.commands.bench.snapshot if self.commands else None
        focus = QApplication.focusWidget()
        dialogs = [item for item in QApplication.topLevelWidgets() if isinstance(item, QDialog) and item.isVisible()]
        request = self.commands._request if self.commands else None
        state = {
            "focus": focus.accessibleName() if focus else "",
            "page": type(self.stack.currentWidget()).__name__,
            "dialog": dialogs[-1].windowTitle() if dialogs else "",
            "busy": bool(self.tasks.writing or self.tasks.reading),
            "ready": bool(request and request.register_button.isEnabled()),
            "stage": snapshot.case.stage.value if snapshot else "",
            "reference": snapshot.case.reference if snapshot else "",
            "decisions": [len(question.decisions) for question in snapshot.case.questions] if snapshot else [],
            "answers": sum(bool(item.answer) for _, item in snapshot.case.every_decision()) if snapshot else 0,
            "grounds": [ground.provision for ground in snapshot.case.grounds] if snapshot else [],
            "files": [item.name for item in snapshot.case.attachments] if snapshot else [],
            "findings": [finding.rule for finding in snapshot.findings] if snapshot else [],
            "chosen": self.commands.bench.questions.chosen_ids() if snapshot else [],
            "notice": self.notice.text if self.notice.isVisible() else "",
        }
        part = STATE.with_suffix(".part")
        part.write_text(json.dumps(state), encoding="utf-8")
        part.replace(STATE)


start.MainWindow = Told
sys.exit(start.run(Path(sys.argv[1])))
