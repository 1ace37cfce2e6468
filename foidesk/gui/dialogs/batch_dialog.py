"""Letters of several cases: what would be written and what stops it, then one after the other, with a report of each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QProgressBar, QWidget

from foidesk.desk import batch, sign
from foidesk.gui.case.terms import Terms
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label
from foidesk.model.words import LetterKind

if TYPE_CHECKING:
    from foidesk.desk.batch import Planned, Result
    from foidesk.desk.office import Desk


class BatchDialog(VerbDialog):
    """A plan first; then the letters, of which each stands for itself. Between two letters it can be stopped."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, case_ids: Sequence[int]) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Letters for %n case(s)", "", len(case_ids)),
            self.tr("Sign and prepare"),
            lead=self.tr("Each letter is signed, kept with its case and laid into the outbox. Nothing is sent by itself."),
            icon_name="stamp",
        )
        self._desk, self._case_ids, self._terms = desk, list(case_ids), Terms(self)
        self._planned: list[Planned] = []
        self._results: dict[int, Result] = {}
        self._waiting: list[Planned] = []
        self._running = self._finished = False
        self.resize(640, 600)
        self.kind = self._kinds()
        self.body.addWidget(field(self.tr("Letter"), self.kind))
        self.list = TextTable(self.tr("What would be written"))
        self.body.addWidget(self.list, 1)
        self.told = Label("", tone="muted", wrap=True)
        self.body.addWidget(self.told)
        self.secret = SecretBox(self.tr("Passphrase for signing"))
        self.secret.changed.connect(self.problem.put_away)
        self._lock = field(self.tr("Passphrase for signing"), self.secret)
        self._lock.hide()
        self.body.addWidget(self._lock)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Letters written so far"))
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.copy = Button(self.tr("Copy the report"), "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report()))
        self.copy.hide()
        self.foot.insertWidget(0, self.copy)
        self.first = self.kind
        self._plan()

    def is_ready(self) -> bool:
        return self._finished or any(not item.stops for item in self._planned)

    def agree(self) -> None:
        """Unlock the identity where that is still to be done, then make one letter after the other."""
        if self._finished:
            self.accept()
        elif not self._lock.isHidden() and not self.secret.text():
            self.problem.say(self.tr("Type the passphrase of the signing identity."))
            self.secret.select()
        elif self._lock.isHidden():
            self._begin()
        else:
            secret = self.secret.text()
            self.write(lambda: sign.unlock_identity(self._desk, secret), lambda nothing: self._begin())

    def reject(self) -> None:
        """While letters are made: stop after the one that is being made. Otherwise leave."""
        if self._running:
            self._waiting.clear()
            self.cancel.setEnabled(False)
            self._tell(self.tr("Stops after this letter."))
        else:
            super().reject()

    def report(self) -> str:
        """What was done and what was not, a line for each case."""
        return "\n".join(f"{item.reference}\t{item.title}\t{self._state(item)}" for item in self._planned)

    def _kinds(self) -> QComboBox:
        box = QComboBox()
        box.setFont(font(13))
        for kind in batch.KINDS:
            box.addItem(self._terms.letter(kind), kind)
        box.addItem(self.tr("The signed letters that wait to be sent"), None)
        box.activated.connect(lambda index: self._plan())
        return box

    def _plan(self) -> None:
        # Qt hands a word back as a plain string.
        kind = LetterKind(self.kind.currentData()) if self.kind.currentData() else None
        self._planned, case_ids = [], self._case_ids
        self.set_busy(False)
        self._tell(self.tr("Looking at the cases…"))
        self.read(lambda: batch.plan(self._desk, case_ids, kind), self._show_plan, channel="batch")

    def _show_plan(self, planned: "list[Planned]") -> None:
        self._planned = planned
        ready = sum(not item.stops for item in planned)
        signs = any(not item.stops and not item.is_signed for item in planned)
        self._lock.setVisible(signs and self._desk.identity is None)
        self._show_rows()
        stopped = len(planned) - ready
        words = self.tr("%n letter(s) can be written", "", ready)
        self._tell(f"{words}, {self.tr('%n case(s) stopped', '', stopped)}." if stopped else f"{words}.")
        self.yes.set_words(
            self.tr("Sign and prepare %n letter(s)", "", ready) if signs else self.tr("Prepare %n letter(s)", "", ready)
        )
        self.set_busy(False)
        self.order_tabs()

    def _begin(self) -> None:
        self._waiting = [item for item in self._planned if not item.stops]
        self._running = True
        self.kind.setEnabled(False)
        self._lock.hide()
        self.progress.setRange(0, len(self._waiting))
        self.progress.setValue(0)
        self.progress.show()
        self.cancel.set_words(self.tr("Stop after this letter"))
        self.yes.setEnabled(False)
        self.cancel.setFocus()
        self._next()

    def _next(self) -> None:
        """The next letter, once the one before is done: what the officer does meanwhile comes in between."""
        if not self._waiting:
            self._end_of_batch()
            return
        planned = self._waiting.pop(0)
        number = self.progress.value() + 1
        words = self.tr("Letter {number} of {all}: {reference}")
        self._tell(words.format(number=number, all=self.progress.maximum(), reference=planned.reference))
        self.tasks.write(lambda: batch.make(self._desk, planned), done=self._made, failed=self._broken)

    def _made(self, result: "Result") -> None:
        self._results[result.planned.case_id] = result
        self.progress.setValue(self.progress.value() + 1)
        self._show_rows()
        self.list.choose(result.planned.case_id)
        self._next()

    def _broken(self, error: Exception) -> None:
        """No letter of a batch fails in silence; one whose failure could not even be told ends the batch."""
        self._waiting.clear()
        self._end_of_batch()
        self.problem.tell(error, self.tasks)

    def _end_of_batch(self) -> None:
        self._running, self._finished = False, True
        self.progress.hide()
        self.cancel.hide()
        self.copy.show()
        done = sum(result.path is not None for result in self._results.values())
        left = len(self._planned) - done
        self.heading.setText(self.tr("%n letter(s) lie in the outbox", "", done))
        words = self.tr("%n case(s) without a letter: the list says why.", "", left) if left else self.tr("Nothing was left out.")
        self._show_rows()
        self._tell(words)
        self.yes.set_words(self.tr("Done"))
        self.yes.set_icon(None)
        self.first = self.yes
        self.set_busy(False)
        self.order_tabs()
        self.yes.setFocus()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        announce(self, words)

    def _show_rows(self) -> None:
        self.list.show_rows([self._row(item) for item in self._planned])
        if self._planned and self.list.chosen() is None:
            self.list.choose(self._planned[0].case_id)

    def _row(self, item: "Planned") -> TextRow:
        title = f"{item.reference}   {item.title}"
        return TextRow(item.case_id, self._state(item), title, icon=self._icon(item))

    def _icon(self, item: "Planned") -> str:
        result = self._results.get(item.case_id)
        if result is not None:
            return "circle-check" if result.path is not None else "circle-alert"
        if item.stops:
            return "circle-alert"
        return "mail" if item.by_email else "file-text"

    def _state(self, item: "Planned") -> str:
        result = self._results.get(item.case_id)
        if result is not None:
            return result.problem or self.tr("In the outbox: {file}").format(file=result.path.name if result.path else "")
        if item.stops:
            return item.stops
        if self._finished:
            return self.tr("Not done: it was stopped before this letter.")
        way = self.tr("as an e-mail") if item.by_email else self.tr("as a file for the post")
        kind = self._terms.letter(item.kind) if item.kind else ""
        words = self.tr("{letter}, signed already, {way}") if item.is_signed else self.tr("{letter}, {way}")
        return words.format(letter=kind, way=way)
