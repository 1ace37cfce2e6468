"""Correct the questions of a case: words, labels, where one ends and the next begins, what is a note. The request itself never changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from foidesk.desk import browse, questions
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label, column, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.model import Case, Question

T = TypeVar("T")
Key = tuple[str, int]
QUESTION, NOTE = "question", "note"


class QuestionsDialog(VerbDialog):
    """Left the questions and notes, right the words of the chosen one. Every step is done at once, and its own event."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Correct the questions"),
            self.tr("Close"),
            lead=self.tr("Each step is saved at once. The request as it came in never changes."),
        )
        self.desk, self.case_id = desk, snapshot.case.id
        self._case: Case = snapshot.case
        self._current: Key | None = None
        self._wanted: Key | None = None
        self._saving = False
        self._then: Callable[[], None] | None = None
        self.cancel.hide()
        self.resize(900, 600)
        self._build()
        self.load(snapshot)
        self.list.choose((QUESTION, snapshot.case.questions[0].id))
        self.first = self.list

    def load(self, snapshot: "Snapshot") -> None:
        """Show the questions as they stand now; words that are being changed stay."""
        if snapshot.case.id != self.case_id:
            return
        self._case = snapshot.case
        chosen = self._wanted or self.list.chosen() or self._current
        self._wanted = None
        self.list.show_rows(self._rows())
        self.list.choose(chosen)
        if self.list.chosen() is None:
            self.list.choose((QUESTION, self._case.questions[0].id))
        self._show_current(keep=self.is_changed() or self._saving)

    def is_changed(self) -> bool:
        """Whether the words or the label were changed and not saved yet."""
        return self.words.document().isModified() or self.label.isModified()

    def agree(self) -> None:
        self.reject()

    def reject(self) -> None:
        """Leaving saves what was changed; what cannot be saved keeps the dialog open."""
        self.save(then=super().reject)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the words and the label of the chosen question, where they were changed; then go on. A failure goes on with nothing."""
        if self._saving:
            self._then = lambda: self.save(then)
        elif self.is_changed() and self._current is not None:
            self._hand_over(self._current[1])
            self._then = then
        elif then is not None:
            then()

    def _left(self) -> None:
        """A field was left; not so where it only goes away with the dialog."""
        if self.isVisible():
            self.save()

    def _hand_over(self, question_id: int) -> None:
        """No button is switched off meanwhile: the click that took the focus from the words has still to be heard."""
        text = plain(self.words) if self.words.document().isModified() else None
        label = self.label.text().strip() if self.label.isModified() else None
        self._set_changed(text=False, label=False)
        self._saving = True
        self.problem.put_away()

        def done(value: None) -> None:
            self._saving, then = False, self._take_then()
            if then is None:
                self._read()
            else:
                then()

        def failed(error: Exception) -> None:
            self._saving = False
            self._take_then()
            self._set_changed(text=text is not None, label=label is not None)
            self._choose_quietly(self._current)
            self.problem.tell(error, self.tasks)

        verb = lambda: questions.edit_question(self.desk, self.case_id, question_id, text=text, label=label)  # noqa: E731
        self.tasks.write(verb, done=done, failed=failed)

    def _choose_quietly(self, key: Key | None) -> None:
        """Go back to a row whose words wait to be mended, without saving them again."""
        with QSignalBlocker(self.list.selectionModel()):
            self.list.choose(key)
        self.list.viewport().update()

    def _take_then(self) -> Callable[[], None] | None:
        then, self._then = self._then, None
        return then

    def _set_changed(self, *, text: bool, label: bool) -> None:
        self.words.document().setModified(text)
        self.label.setModified(label)

    def split(self) -> None:
        """Split the question where the cursor stands."""
        question = self._question()
        if question is not None:
            text, at = plain(self.words), code_points(plain(self.words), self.words.textCursor().position())
            # Saving strips the ends of the words, so the place counts from the first of them.
            at -= len(text) - len(text.lstrip())
            number = question.id
            self._after_saving(lambda: questions.split_question(self.desk, self.case_id, number, at), lambda new: (QUESTION, new))

    def join(self) -> None:
        """Join the question with the one before it."""
        question = self._question()
        if question is None or question not in self._case.questions:
            return
        place = self._case.questions.index(question)
        if place:
            pair = [self._case.questions[place - 1].id, question.id]
            self._after_saving(
                lambda: questions.merge_questions(self.desk, self.case_id, pair), lambda number: (QUESTION, number)
            )

    def put(self, step: int) -> None:
        """Put the question one place up (-1) or down (1)."""
        question = self._question()
        if question is None:
            return
        siblings = self._siblings(question)
        to, number = siblings.index(question) + step, question.id
        if 0 <= to < len(siblings):
            self._after_saving(
                lambda: questions.move_question(self.desk, self.case_id, number, to), lambda value: (QUESTION, number)
            )

    def turn(self) -> None:
        """Make a question a note, or a note a question."""
        current = self._current
        if current is None:
            return
        kind, number = current
        if kind == NOTE:
            self.write(lambda: questions.note_to_question(self.desk, self.case_id, number), done=self._turned)
        else:
            self._after_saving(lambda: questions.question_to_note(self.desk, self.case_id, number), lambda value: None)

    def _turned(self, question_id: int) -> None:
        self._wanted = (QUESTION, question_id)
        self._read()

    def _after_saving(self, verb: Callable[[], T], wanted: Callable[[T], Key | None]) -> None:
        """Do a verb once what was typed is saved; then choose the row that it made."""

        def done(value: T) -> None:
            self._wanted = wanted(value)
            self._read()

        self.save(then=lambda: self.write(verb, done=done))

    def _read(self) -> None:
        self.read(lambda: browse.open_case(self.desk, self.case_id), self.load, channel="questions-dialog")

    def _build(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        self.list = TextTable(self.tr("Questions and notes"))
        self.list.setMinimumWidth(280)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        left, right = QWidget(), QWidget()
        column(left, (0, 0, 8, 0)).addWidget(self.list)
        self._build_fields(column(right, (12, 0, 0, 0), 8))
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([400, 450])
        self.body.addWidget(halves, 1)

    def _build_fields(self, side: QVBoxLayout) -> None:
        line = row(gap=8)
        self.label_words = Label(self.tr("Label"), tone="muted")
        self.label = QLineEdit()
        self.label.setAccessibleName(self.tr("Label of the question"))
        self.label.setMaximumWidth(96)
        self.label.editingFinished.connect(self._left)
        line.addWidget(self.label_words)
        line.addWidget(self.label)
        line.addStretch()
        side.addLayout(line)
        self.words = QuestionWords(self.tr("Words of the question"))
        self.words.left.connect(self._left)
        side.addWidget(self.words, 1)
        self.buttons = {
            "split": Button(self.tr("Split at the cursor"), "split"),
            "join": Button(self.tr("Join with the one before"), "merge"),
            "up": Button(self.tr("Move up"), "arrow-up"),
            "down": Button(self.tr("Move down"), "arrow-down"),
            "turn": Button(self.tr("Make it a note"), "quote"),
        }
        keys = {"split": "Ctrl+Return", "join": "Ctrl+J", "up": "Ctrl+Up", "down": "Ctrl+Down", "turn": "Ctrl+E"}
        steps: dict[str, Callable[[], None]] = {
            "split": self.split,
            "join": self.join,
            "up": lambda: self.put(-1),
            "down": lambda: self.put(1),
            "turn": self.turn,
        }
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, (name, button) in enumerate(self.buttons.items()):
            shown = QKeySequence(keys[name]).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{button.accessibleName()} ({shown})")
            button.clicked.connect(steps[name])
            QShortcut(QKeySequence(keys[name]), self, button.click)
            grid.addWidget(button, number // 2, number % 2)
        side.addLayout(grid)

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self.save(then=self._show_current)

    def _show_current(self, *, keep: bool = False) -> None:
        """Show the chosen question or note; with `keep`, and the same one chosen, the fields stay as they are."""
        chosen: Key | None = self.list.chosen()
        if not (keep and chosen == self._current):
            self._current = chosen
            self._fill()
        self._enable()

    def _fill(self) -> None:
        question, is_note = self._question(), self._current is not None and self._current[0] == NOTE
        note = next((item for item in self._case.notes if is_note and self._current == (NOTE, item.id)), None)
        text = question.text if question else note.text if note else ""
        if plain(self.words) != text:
            self.words.setPlainText(text)
        self.words.setReadOnly(question is None)
        self.label.setText(question.label if question else "")
        self._set_changed(text=False, label=False)
        self.label.setEnabled(question is not None)

    def _enable(self) -> None:
        question, free = self._question(), not self._busy
        is_whole = question in self._case.questions
        siblings = self._siblings(question) if question else []
        place = siblings.index(question) if question else 0
        can = {
            "split": question is not None,
            "join": is_whole and place > 0,
            "up": question is not None and place > 0,
            "down": question is not None and place < len(siblings) - 1,
            "turn": is_whole or (question is None and self._current is not None),
        }
        for name, button in self.buttons.items():
            button.setEnabled(free and can[name])
        self.buttons["turn"].set_words(self.tr("Make it a note") if question else self.tr("Make it a question"))

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._enable()

    def _question(self) -> "Question | None":
        if self._current is None or self._current[0] != QUESTION:
            return None
        return next((item for item in self._case.every_question() if item.id == self._current[1]), None)

    def _siblings(self, question: "Question") -> "list[Question]":
        return next((parent.parts for parent in self._case.questions if question in parent.parts), self._case.questions)

    def _rows(self) -> list[TextRow]:
        rows = []
        for question in self._case.questions:
            for item in question.with_parts():
                part = item is not question
                about = self.tr("Part {label}") if part else self.tr("Question {label}")
                rows.append(
                    TextRow((QUESTION, item.id), item.text, about=about.format(label=item.label), indent=16 if part else 0)
                )
        if self._case.notes:
            rows.append(TextRow((NOTE, 0), heading=self.tr("Notes that apply to the questions")))
        rows += [TextRow((NOTE, note.id), note.text, about=self.tr("Note")) for note in self._case.notes]
        return rows


class QuestionWords(QPlainTextEdit):
    """The words of a question. `left` says that the field was left."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


def plain(edit: QPlainTextEdit) -> str:
    """The words of an edit as they were put in; Qt's own plain text would turn hard blanks into soft ones."""
    return edit.document().toRawText().replace("\u2029", "\n")


def code_points(text: str, position: int) -> int:
    """A place in a text that Qt counts in UTF-16 units, counted in characters."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore"))
