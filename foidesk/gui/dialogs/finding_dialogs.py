"""Three short dialogs for findings: why one is set aside, when a decision on the public interest is expected, whether something is held."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QRadioButton, QWidget

from foidesk.desk import aside, decide, draft
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog, day_edit, day_of
from foidesk.gui.kit.widgets import Label, column, pane

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.law.sight import Finding


class SetAsideDialog(VerbDialog):
    """The finding once more, and the officer's reason for leaving it."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot", finding: "Finding") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Set the finding aside"),
            self.tr("Set it aside"),
            lead=self.tr(
                "It comes back by itself if what it says, or what it rests on, changes. The reason is kept with the case."
            ),
            icon_name="archive",
        )
        self._desk, self._finding = desk, finding
        self._case_id, self._letter_id = snapshot.case.id, snapshot.letter.id
        self.resize(520, 360)
        card = pane("card")
        body = column(card, (16, 12, 16, 12), 4)
        body.addWidget(Label(finding.message, wrap=True))
        body.addWidget(Label(finding.source, 12, tone="muted", wrap=True))
        self.body.addWidget(card)
        caption = Label(self.tr("Why is it right as it stands?"), 13, 500)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(self.tr("Why the finding is set aside"))
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(72)
        self.reason.textChanged.connect(lambda: self.set_busy(self._busy))
        caption.setBuddy(self.reason)
        self.body.addWidget(caption)
        self.body.addWidget(self.reason, 1)
        self.first = self.reason
        self.set_busy(False)

    def is_ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    def agree(self) -> None:
        reason = self.reason.toPlainText()
        self.write(lambda: aside.set_aside(self._desk, self._case_id, self._finding, reason, self._letter_id))


class DecisionDayDialog(VerbDialog):
    """The day by which the decision on the public interest is expected (FOIA s.17(2))."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("When the decision is expected"),
            self.tr("Write it"),
            lead=self.tr(
                "The notice must give this day. Guidance wants it no more than twenty working days after the answer was due."
            ),
            icon_name="calendar-clock",
        )
        self._desk, self._case_id, self._letter_id = desk, snapshot.case.id, snapshot.letter.id
        self.resize(480, 240)
        latest = snapshot.clock.interest_latest or (snapshot.clock.due or desk.today()) + timedelta(days=28)
        caption = Label(self.tr("Decision by"), 13, 500)
        self.day = day_edit(
            self.tr("Day by which the decision is expected"), snapshot.letter.public_interest_decision_by or latest
        )
        caption.setBuddy(self.day)
        self.body.addWidget(caption)
        self.body.addWidget(self.day)
        self.body.addStretch()
        self.first = self.day

    def agree(self) -> None:
        day = day_of(self.day)
        self.write(lambda: draft.write_letter(self._desk, self._case_id, self._letter_id, public_interest_decision_by=day))


class HeldDialog(VerbDialog):
    """Whether what a question asks for is held: under section 12(1) it is said, under 12(2) it is not."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot", finding: "Finding") -> None:
        super().__init__(
            parent, tasks, self.tr("Is it held?"), self.tr("Say so"), lead=finding.message, icon_name="circle-question-mark"
        )
        self._desk, self._case_id = desk, snapshot.case.id
        self._ids = [
            item.id
            for question, item in snapshot.case.every_decision()
            if question.label in finding.questions and item.outcome.value == "cost"
        ]
        self.resize(480, 240)
        self.held = QRadioButton(self.tr("It is held"))
        self.not_held = QRadioButton(self.tr("It is not held"))
        for button in (self.held, self.not_held):
            button.setFont(font(13))
            button.setMinimumHeight(28)
            button.toggled.connect(lambda on: self.set_busy(self._busy))
            self.body.addWidget(button)
        self.body.addStretch()
        self.first = self.held
        self.set_busy(False)

    def is_ready(self) -> bool:
        return self.held.isChecked() or self.not_held.isChecked()

    def agree(self) -> None:
        held = self.held.isChecked()
        self.write(lambda: decide.say_held(self._desk, self._case_id, self._ids, held))
