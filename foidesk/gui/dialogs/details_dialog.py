"""Correct what a case says about itself: its title, who asks, how and when it came, and what may be published."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from foidesk.desk import intake
from foidesk.desk.office import SEALED
from foidesk.gui.case.terms import Terms
from foidesk.gui.forms.ui_details import Ui_Details
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog, day_of, dress_day, dress_form
from foidesk.gui.kit.widgets import Label
from foidesk.model.words import Channel

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.model import Case

REQUESTER = ("name", "organisation", "email", "address", "handle", "format_wanted")
CASE = ("title", "channel", "people", "publish")
FREE = frozenset({"email", "handle", "people", "publish"})
"""What can be corrected after signing: where the answer goes, and what may be published."""


class DetailsDialog(VerbDialog):
    """A form of plain fields. Only what was changed is written, each kind as its own event."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent, tasks, self.tr("Correct the case's details"), self.tr("Save"), icon_name="save")
        self.desk, self.case_id = desk, snapshot.case.id
        self._terms = Terms(self)
        self.resize(640, 660)
        self._build(snapshot.case)
        self._put(snapshot.case)
        self._before = self._values()

    def agree(self) -> None:
        steps = self._steps()
        if not self.ui.title.text().strip():
            self.problem.say(self.tr("A case needs a title."))
            return
        if not steps:
            self.accept()
            return

        values = self._values()

        def verb() -> None:
            for names, step in steps:
                step()
                # What is written is not written again where a later step fails and the button is pressed once more.
                self._before.update({name: values[name] for name in names})

        self.write(verb)

    def _steps(self) -> list[tuple[tuple[str, ...], Callable[[], None]]]:
        """The verbs that what was changed needs, the one that may be refused first."""
        now = self._values()
        changed = {name: value for name, value in now.items() if value != self._before[name]}
        steps: list[tuple[tuple[str, ...], Callable[[], None]]] = []
        if "received" in changed:
            steps.append(
                (("received",), partial(intake.correct_received, self.desk, self.case_id, now["received"], self.ui.reason.text()))
            )
        for verb, names in ((intake.edit_case, CASE), (intake.edit_requester, REQUESTER)):
            fields = {name: changed[name] for name in names if name in changed}
            if fields:
                steps.append((tuple(fields), partial(verb, self.desk, self.case_id, **fields)))
        return steps

    def _build(self, case: "Case") -> None:
        inside = QWidget()
        inside.setProperty("surface", "clear")
        self.ui = Ui_Details()
        self.ui.setupUi(inside)
        dress_form(inside)
        self.ui.form.setContentsMargins(0, 0, 8, 0)
        for channel, words in self._terms.channels().items():
            self.ui.channel.addItem(words, channel)
        if case.channel is None:
            self.ui.channel.insertItem(0, self.tr("Not known"), None)
        for words, publish in ((self.tr("Not decided yet"), None), (self.tr("Yes"), True), (self.tr("No"), False)):
            self.ui.publish.addItem(words, publish)
        self.ui.received.dateChanged.connect(lambda day: self._received_changed())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        if case.stage in SEALED:
            words = self.tr("The letter is signed: only where it goes and what is published can still be corrected.")
            self.body.insertWidget(0, Label(words, tone="amber", wrap=True))
            for name in ("title", "channel", "received", *REQUESTER):
                getattr(self.ui, name).setEnabled(name in FREE)
        self.first = self.ui.email if case.stage in SEALED else self.ui.title

    def _put(self, case: "Case") -> None:
        self._received = case.received
        dress_day(self.ui.received, case.received)
        for name in REQUESTER:
            _put_text(getattr(self.ui, name), getattr(case.requester, name) or "")
        self.ui.title.setText(case.title)
        self.ui.people.setPlainText("\n".join(str(person) for person in case.people))
        _choose(self.ui.channel, case.channel)
        _choose(self.ui.publish, case.publish)
        self._received_changed()

    def _received_changed(self) -> None:
        """The reason is asked for only where the day is another one."""
        changed = day_of(self.ui.received) != self._received
        self.ui.reason.setVisible(changed)
        self.ui.reason_label.setVisible(changed)

    def _values(self) -> dict[str, Any]:
        channel = self.ui.channel.currentData()
        return {
            **{name: _text(getattr(self.ui, name)) or None for name in REQUESTER},
            "title": self.ui.title.text().strip(),
            "people": [line.strip() for line in self.ui.people.toPlainText().split("\n") if line.strip()],
            "channel": Channel(channel) if channel is not None else None,
            "publish": self.ui.publish.currentData(),
            "received": day_of(self.ui.received),
        }


def _text(edit: QLineEdit | QPlainTextEdit) -> str:
    return (edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()).strip()


def _put_text(edit: QLineEdit | QPlainTextEdit, words: str) -> None:
    if isinstance(edit, QLineEdit):
        edit.setText(words)
    else:
        edit.setPlainText(words)


def _choose(box: QComboBox, value: Any) -> None:
    for number in range(box.count()):
        if box.itemData(number) == value and (box.itemData(number) is None) == (value is None):
            box.setCurrentIndex(number)
            return
