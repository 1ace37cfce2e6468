"""Three short dialogs about letters: start a further one, withdraw a signature, record that one was sent."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from foidesk.desk import choose, draft, send, sign
from foidesk.gui.case.terms import Terms
from foidesk.gui.kit import dates
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog, day_edit, day_of
from foidesk.gui.kit.widgets import Label
from foidesk.model.words import LetterKind

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk


class StartLetterDialog(VerbDialog):
    """The kinds of letter that may be started now, each with what it does."""

    started = Signal(int)
    """A letter was begun; its id."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent, tasks, self.tr("Start a further letter"), self.tr("Start the letter"), icon_name="file-plus")
        self.desk, self.case_id = desk, snapshot.case.id
        self._terms = Terms(self)
        self.resize(520, 560)
        self.list = TextTable(self.tr("Kinds of letter"))
        self.list.activated.connect(lambda index: self.agree())
        self.list.doubleClicked.connect(lambda index: self.agree())
        self.body.addWidget(self.list, 1)
        kinds = choose.letters_for(snapshot.case)
        self.list.show_rows([self._row(kind) for kind in kinds])
        if kinds:
            self.list.choose(kinds[0])
            self.first = self.list
        else:
            self.list.hide()
            words = self.tr("A signed letter waits to be sent. Send it, or withdraw its signature, first.")
            self.body.addWidget(Label(words, tone="muted", wrap=True))
        self.set_busy(False)

    def is_ready(self) -> bool:
        return self.list.chosen() is not None

    def agree(self) -> None:
        if self.is_ready():
            kind = LetterKind(self.list.chosen())
            self.write(lambda: draft.start_letter(self.desk, self.case_id, kind), done=self._started)

    def _started(self, letter_id: int) -> None:
        self.started.emit(letter_id)
        self.accept()

    def _row(self, kind: LetterKind) -> TextRow:
        return TextRow(kind, self._effects().get(kind, self.tr("It leaves the clock as it is.")), self._terms.letter(kind))

    def _effects(self) -> dict[LetterKind, str]:
        answers = self.tr("It answers the request: signing it closes the case to changes.")
        further = self.tr("It follows an answer that was sent, and opens the case again until it is signed.")
        return {
            LetterKind.RESPONSE: answers,
            LetterKind.INVALID: answers,
            LetterKind.WITHDRAWN: answers,
            LetterKind.SECOND_NOTICE: answers,
            LetterKind.CORRECTION: further,
            LetterKind.SUPPLEMENTARY: further,
            LetterKind.INTERNAL_REVIEW: further,
            LetterKind.CLARIFICATION: self.tr("Sending it stops the clock until the requester answers."),
            LetterKind.FEES_NOTICE: self.tr("Sending it pauses the clock until the fee is paid."),
            LetterKind.EXTENSION: self.tr("Sending it gives more time for the public interest test only."),
        }


class WithdrawDialog(VerbDialog):
    """Why the signature is withdrawn; the signed file stays in the store as superseded."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Withdraw the signature"),
            self.tr("Withdraw it"),
            lead=self.tr(
                "The letter can be changed again. The signed file stays in the store as superseded, and the reason with it."
            ),
            icon_name="undo-2",
        )
        self.desk, self.case_id, self.letter_id = desk, snapshot.case.id, snapshot.letter.id
        self.resize(480, 300)
        caption = Label(self.tr("Why is it withdrawn?"), 13, 500)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(self.tr("Why the signature is withdrawn"))
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
        self.write(lambda: sign.withdraw_signature(self.desk, self.case_id, self.letter_id, reason))


class SentDialog(VerbDialog):
    """The day on which the letter went out, and what that starts."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent, tasks, self.tr("Mark as sent"), self.tr("It was sent"), icon_name="send")
        self.desk, self.case_id, self.letter = desk, snapshot.case.id, snapshot.letter
        self._terms = Terms(self)
        self.resize(480, 260)
        letter, case = self.letter, snapshot.case
        named = self.tr("{letter}, dated {day}, to {who}").format(
            letter=self._terms.letter(letter.kind),
            day=dates.full(letter.dated or desk.today()),
            who=case.requester.name or self.tr("the requester"),
        )
        self.body.addWidget(Label(named, wrap=True))
        caption = Label(self.tr("Sent on"), 13, 500)
        self.day = day_edit(self.tr("Day on which the letter was sent"), desk.today())
        caption.setBuddy(self.day)
        self.body.addWidget(caption)
        self.body.addWidget(self.day)
        self.effect = Label(self._effect(letter.kind), tone="muted", wrap=True)
        self.body.addWidget(self.effect)
        self.body.addStretch()
        self.first = self.day

    def agree(self) -> None:
        on, letter_id = day_of(self.day), self.letter.id
        self.write(lambda: send.mark_sent(self.desk, self.case_id, letter_id, on))

    def _effect(self, kind: LetterKind) -> str:
        if kind in draft.ANSWERING:
            return self.tr("The request is answered with it: the clock ends on that day.")
        return {
            LetterKind.CLARIFICATION: self.tr("The clock stops on that day, until the requester answers."),
            LetterKind.FEES_NOTICE: self.tr("The clock pauses on that day, until the fee is paid."),
            LetterKind.EXTENSION: self.tr(
                "The notice of more time counts from that day; the rest is still due within the limit."
            ),
        }.get(kind, self.tr("The clock goes on as it is."))
