"""The correspondence of a case: what was said beside the letters, newest first, and one line to log more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QLineEdit

from foidesk.desk import correspond
from foidesk.gui.case.terms import Terms
from foidesk.gui.kit import dates
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.widgets import Button, Label, column, pane, row, rule
from foidesk.model.words import Channel, Direction

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.model import Correspondence

WIDE = 720
"""From this width on the line to log stands in one row."""
MIDDLING = 500
"""From this width on who and how stand in one row."""

REQUESTER = "requester"
_ICONS = {
    Channel.EMAIL: "mail",
    Channel.POST: "inbox",
    Channel.WEB: "landmark",
    Channel.SOCIAL: "message-square",
    Channel.PHONE: "phone",
    Channel.HAND: "user",
}


class MessagesPage(QFrame):
    """The list and the line. What is typed for one case waits there while another is looked at."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self.setObjectName("messages")
        self.desk, self.tasks = desk, tasks
        self._terms = Terms(self)
        self._case_id: int | None = None
        self._waiting: dict[int, str] = {}
        self.problem = ProblemLine()
        self._build()
        self.clear()

    def load(self, snapshot: "Snapshot") -> None:
        """Show the messages of a case; what is being typed stays."""
        case = snapshot.case
        if case.id != self._case_id:
            self._keep_typed()
            self._case_id = case.id
            self.summary.setText(self._waiting.pop(case.id, ""))
            self.who.setCurrentText(self._who_words(REQUESTER))
            self.problem.put_away()
        self.entry.setEnabled(True)
        messages = sorted(case.correspondence, key=lambda item: (item.at, item.id), reverse=True)
        self._offer_people(messages)
        self.list.show_rows([self._row(message) for message in messages])
        self.count.setText(self.tr("%n message(s)", "", len(messages)) if messages else "")
        self.list.setVisible(bool(messages))
        self.nothing.setVisible(not messages)

    def clear(self) -> None:
        """No case is open."""
        self._keep_typed()
        self._case_id = None
        self.summary.clear()
        self.entry.setEnabled(False)
        self.problem.put_away()
        self.list.show_rows([])
        self.count.setText("")
        self.list.hide()
        self.nothing.hide()

    def focus_entry(self) -> None:
        """Put the cursor where a message is typed."""
        self.summary.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        body = column(self)
        head = row(margins=(24, 16, 24, 12), gap=12)
        head.addWidget(Label(self.tr("Correspondence"), 15, 600))
        head.addStretch()
        self.count = Label("", 12, 400, "muted")
        head.addWidget(self.count)
        body.addLayout(head)
        self.entry = self._entry()
        body.addWidget(self.entry)
        body.addWidget(rule())
        self.list = TextTable(self.tr("Messages, newest first"))
        listed = row(margins=(12, 8, 12, 8))
        listed.addWidget(self.list)
        body.addLayout(listed, 1)
        self.nothing = Label(
            self.tr(
                "Nothing is logged yet. Note here each call, letter or conversation: one line, then Enter. "
                "Messages can be logged at any time, after signing and sending too."
            ),
            tone="muted",
            wrap=True,
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(24, 16, 24, 16)
        body.addWidget(self.nothing, 1)

    def _entry(self) -> QFrame:
        frame = pane("surface")
        whole = column(frame, (24, 0, 24, 16), 8)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(8)
        self._about = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._about.setSpacing(8)
        whom = row(gap=8)
        self.direction = self._combo(self.tr("Direction"), {Direction.IN: self.tr("From"), Direction.OUT: self.tr("To")}, 3)
        self.who = self._combo(self.tr("Who"), {REQUESTER: self._who_words(REQUESTER)}, 8)
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.channel = self._combo(self.tr("Channel"), self._terms.channels(), 7)
        self.channel.setCurrentIndex(self.channel.findData(Channel.PHONE))
        whom.addWidget(self.direction)
        whom.addWidget(self.who, 1)
        self._about.addLayout(whom, 1)
        self._about.addWidget(self.channel)
        typed = row(gap=8)
        self.summary = QLineEdit()
        self.summary.setPlaceholderText(self.tr("What was said, in one line"))
        self.summary.setAccessibleName(self.tr("What was said"))
        self.summary.returnPressed.connect(self.log)
        self.summary.textEdited.connect(lambda text: self.problem.put_away())
        self.button = Button(self.tr("Log"), "plus")
        self.button.clicked.connect(self.log)
        typed.addWidget(self.summary, 1)
        typed.addWidget(self.button)
        self._line.addLayout(self._about, 4)
        self._line.addLayout(typed, 5)
        whole.addLayout(self._line)
        whole.addWidget(self.problem)
        return frame

    def _combo(self, name: str, items: dict[Direction, str] | dict[str, str] | dict[Channel, str], letters: int) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(letters)
        for value, words in items.items():
            combo.addItem(words, value)
        return combo

    def log(self) -> None:
        """Log what is typed."""
        case_id, words = self._case_id, self.summary.text()
        if case_id is None or not self.button.isEnabled():
            return
        if not words.strip():
            self.problem.say(self.tr("Write a line about what was said."))
            self.focus_entry()
            return
        channel, direction, whom = Channel(self.channel.currentData()), Direction(self.direction.currentData()), self._whom()

        def verb() -> None:
            correspond.log_message(self.desk, case_id, words, channel=channel, direction=direction, with_whom=whom)

        self.button.setEnabled(False)
        self.tasks.write(verb, done=lambda value: self._logged(case_id, words), failed=self._failed)

    def _logged(self, case_id: int, words: str) -> None:
        self.button.setEnabled(True)
        self.problem.put_away()
        if case_id == self._case_id and self.summary.text() == words:
            self.summary.clear()
        elif self._waiting.get(case_id) == words:
            del self._waiting[case_id]
        announce(self, self.tr("Message logged"))

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.problem.tell(error, self.tasks)

    def _whom(self) -> str:
        words = self.who.currentText().strip()
        return REQUESTER if words in ("", self._who_words(REQUESTER)) else words

    def _keep_typed(self) -> None:
        if self._case_id is not None and self.summary.text().strip():
            self._waiting[self._case_id] = self.summary.text()

    def _offer_people(self, messages: "list[Correspondence]") -> None:
        """Offer those with whom the case was spoken about before; what stands in the field stays."""
        names = list(dict.fromkeys([REQUESTER, *(item.with_whom for item in messages)]))
        if names == [self.who.itemData(number) for number in range(self.who.count())]:
            return
        shown = self.who.currentText()
        self.who.clear()
        for name in names:
            self.who.addItem(self._who_words(name), name)
        self.who.setEditText(shown)

    def _row(self, message: "Correspondence") -> TextRow:
        whom = self._who_words(message.with_whom)
        way = self.tr("From {whom}") if message.direction is Direction.IN else self.tr("To {whom}")
        about = f"{way.format(whom=whom)} · {self._terms.channels().get(message.channel, message.channel.value)}"
        when = dates.moment_words(message.at)
        say = self.tr("{about}, {when}: {words}").format(about=about.replace(" · ", ", "), when=when, words=message.summary)
        return TextRow(message.id, message.summary, about=about, aside=when, icon=_ICONS[message.channel], say=say)

    def _who_words(self, whom: str) -> str:
        return self.tr("Requester") if whom == REQUESTER else whom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        for line, least in ((self._line, WIDE), (self._about, MIDDLING)):
            across = QBoxLayout.Direction.LeftToRight if width >= least else QBoxLayout.Direction.TopToBottom
            if line.direction() != across:
                line.setDirection(across)
