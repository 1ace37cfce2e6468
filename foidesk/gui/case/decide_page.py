"""What is decided about the chosen questions, the answers, and the reasoning behind each refusal: the page where the work is done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from foidesk.desk import decide
from foidesk.desk.office import SEALED
from foidesk.gui.case.decision_bar import DecisionBar
from foidesk.gui.case.ground_page import GroundEditor
from foidesk.gui.case.outcomes import ANSWERING, REFUSING, citation
from foidesk.gui.case.outcomes import Words as OutcomeWords
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit.paper import Quote, Sheet, field_label
from foidesk.gui.kit.problems import announce, is_plain
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.tab_order import Anchor, order_tabs
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, ElidedLabel, Label, clear, column, row
from foidesk.model import ExtentKind, Outcome

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.model import Decision, Ground, Question


@dataclass(frozen=True, slots=True)
class Shared:
    """The same decision on every chosen question."""

    outcome: str
    extent: str
    words: str
    ids: tuple[int, ...]
    grounds: tuple["Ground", ...]


def shared_decisions(questions: list["Question"]) -> list[Shared]:
    """The decisions that every one of some questions has alike, in the order of the first question's."""
    if not questions:
        return []
    alike: list[list[Decision]] = []
    for decision in questions[0].decisions:
        found = [next((item for item in other.decisions if _key(item) == _key(decision)), None) for other in questions]
        same = [item for item in found if item is not None]
        if len(same) == len(questions):
            alike.append(same)
    return [_shared(decisions) for decisions in alike]


def _key(decision: "Decision") -> tuple[str, str, str]:
    return decision.outcome.value, decision.extent_kind.value, decision.extent_words


def _shared(decisions: list["Decision"]) -> Shared:
    grounds = tuple(ground for ground in decisions[0].grounds if all(ground in item.grounds for item in decisions))
    return Shared(*_key(decisions[0]), tuple(item.id for item in decisions), grounds)


class DecidePage(QFrame):
    """The sheet for the chosen questions. Rebuilt only when what stands on it changes; while it stays, texts are filled in place."""

    provision_wanted = Signal(list)
    """Ids of the decisions that are to rest on a further provision."""
    estimate_wanted = Signal(list)
    more_wanted = Signal(list)
    """Labels of the questions whose cost is to be estimated."""

    def __init__(self, desk: "Desk", tasks: Tasks, fields: TextFields) -> None:
        super().__init__()
        self._desk, self._tasks, self._fields = desk, tasks, fields
        self._words = OutcomeWords(self)
        self._shape: tuple[Any, ...] = ()
        self._snapshot: Snapshot | None = None
        self._chosen: list[int] = []
        self._decided = ""
        self._begin_other: Callable[[], None] | None = None
        self._bars: list[DecisionBar] = []
        self._answers: dict[int, RichEdit] = {}
        self._grounds: dict[int, GroundEditor] = {}
        self.title = Label("", 13, 600)
        self.about = ElidedLabel("", 13, tone="muted")
        head = row(margins=(20, 14, 20, 0), gap=8)
        head.addWidget(self.title)
        head.addWidget(self.about, 1)
        self.anchor = Anchor(self)
        self.sheet = Sheet(self.tr("Decisions and reasons"))
        self.setProperty("surface", "desk")
        body = column(self)
        body.addLayout(head)
        body.addWidget(self.sheet, 1)

    def load(self, snapshot: "Snapshot", chosen: list[int] | None = None) -> None:
        """Show the chosen questions of a case as it stands."""
        self._snapshot = snapshot
        if chosen is not None:
            self._chosen = chosen
        questions = self._questions()
        shared = shared_decisions(questions)
        shape = self._shape_of(questions, shared)
        if shape != self._shape:
            self._fields.hand_over()
            self._shape = shape
            had_focus = self.sheet.isAncestorOf(focus) if (focus := self.window().focusWidget()) is not None else False
            self._build(questions, shared)
            self._load(questions, shared)
            if had_focus:
                self._focus_again()
        else:
            self._load(questions, shared)

    def _focus_again(self) -> None:
        """After a decision the cursor goes to what comes next: the answer of what is disclosed, else the line that was decided."""
        outcome, self._decided = self._decided, ""
        if outcome in ("disclosed", "partial") and self.show_answer():
            return
        bar = next((bar for bar in self._bars if bar.outcome.currentData() == outcome), next(iter(self._bars), None))
        if bar is not None:
            bar.start()

    def clear(self) -> None:
        """Show no case."""
        self._fields.hand_over()
        self._shape, self._snapshot, self._chosen = (), None, []
        self._forget()

    def start_deciding(self) -> None:
        """Go to the line where the chosen questions are decided."""
        if self._bars:
            self.sheet.show_place(self._bars[0])
            self._bars[0].start()

    def start_other(self) -> None:
        """Begin a decision about any other information beside what is decided; on its own where nothing is decided yet."""
        if self._begin_other is not None:
            self._begin_other()
        else:
            self.start_deciding()

    def show_ground(self, key: str, name: str) -> bool:
        """Go to a field of a ground; False where that ground is not on the sheet."""
        editor = next((item for item in self._grounds.values() if item.key == key), None)
        if editor is None:
            return False
        editor.show()
        self.sheet.show_place(editor.focus_field(name))
        return True

    def begin_reasoning(self) -> None:
        """Offer starting points where the cursor is, else in the first ground on the sheet; nothing where it is only read."""
        focus = self.window().focusWidget()
        editors = list(self._grounds.values())
        editor = next((item for item in editors if focus is not None and item.isAncestorOf(focus)), next(iter(editors), None))
        if editor is not None and not self._read_only():
            editor.begin()

    def show_answer(self) -> bool:
        """Go to the first answer; False where there is none."""
        edit = next(iter(self._answers.values()), None)
        if edit is None:
            return False
        edit.show()  # one that was made a moment ago takes no focus until it is shown
        self.sheet.show_place(edit)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def refusing_decisions(self) -> list[int]:
        """The ids of the chosen questions' decisions that may rest on a provision."""
        found = shared_decisions(self._questions())
        return [number for item in found if item.outcome in REFUSING for number in item.ids]

    def labels_over_the_limit(self) -> list[str]:
        """The labels of the chosen questions that are refused for their cost."""
        return [item.label for item in self._questions() if any(decision.outcome == "cost" for decision in item.decisions)]

    def _questions(self) -> list["Question"]:
        case = self._snapshot.case if self._snapshot else None
        return [question for question in case.every_question() if question.id in self._chosen] if case else []

    def _read_only(self) -> bool:
        return self._snapshot is None or self._snapshot.case.stage in SEALED

    def _shape_of(self, questions: list["Question"], shared: list[Shared]) -> tuple[Any, ...]:
        assert self._snapshot is not None
        return (
            self._snapshot.case.id,
            self._read_only(),
            tuple(question.id for question in questions),
            tuple((item.ids, item.outcome, item.extent, tuple(ground.id for ground in item.grounds)) for item in shared),
        )

    def _forget(self) -> None:
        self._bars, self._answers, self._grounds, self._begin_other = [], {}, {}, None
        clear(self.sheet.body)
        self.title.setText("")
        self.about.setText("")

    def _build(self, questions: list["Question"], shared: list[Shared]) -> None:
        self._forget()
        body = self.sheet.body
        if not questions:
            body.addWidget(Label(self.tr("Choose a question on the left."), tone="muted", wrap=True))
            return
        self._add_questions(body, questions)
        for item in shared:
            self._add_decision(body, item, questions)
        if not self._read_only():
            self._add_new(body, questions, shared)
        grounds = list(dict.fromkeys(ground for item in shared for ground in item.grounds))
        if grounds:
            body.addSpacing(8)
            body.addWidget(Label(self.tr("Reasons"), 15, 600))
        for ground in grounds:
            self._add_ground(body, ground)
        body.addStretch()
        order_tabs(self.anchor, self.sheet)

    def _add_questions(self, body: QVBoxLayout, questions: list["Question"]) -> None:
        assert self._snapshot is not None
        quote = Quote(self.tr("As it was asked"))
        if len(questions) == 1:
            lines = [questions[0].text, *(f"{part.label}  {part.text}" for part in questions[0].parts)]
        else:
            lines = [f"{question.label}.  {_short(question.text)}" for question in questions]
        labels = {question.label for question in questions}
        notes = [note.text for note in self._snapshot.case.notes if any(note.applies_to(label) for label in labels)]
        quote.set_lines(lines + notes)
        body.addWidget(quote)

    def _add_decision(self, body: QVBoxLayout, item: Shared, questions: list["Question"]) -> None:
        bar = DecisionBar(self._words, is_new=False)
        bar.setAccessibleName(self.tr("Decision: {outcome}").format(outcome=self._words.outcome(item.outcome).name))
        bar.decided.connect(lambda outcome, extent, words: self._decide(bar, questions, outcome, extent, words))
        bar.removed.connect(lambda: self._remove(item))
        bar.reworded.connect(lambda words: self._reword(item, words))
        self._bars.append(bar)
        body.addWidget(bar)
        if item.outcome in ANSWERING and item.extent != "other" and len(item.ids) == 1:
            self._add_answer(body, item)
        if item.outcome in REFUSING:
            self._add_reliance(body, item)

    def _add_answer(self, body: QVBoxLayout, item: Shared) -> None:
        edit = RichEdit(self.tr("Answer"), self._answer_hint(item.outcome))
        body.addWidget(field_label(self.tr("Answer"), edit))
        body.addWidget(edit)
        self._answers[item.ids[0]] = edit
        assert self._snapshot is not None
        self._fields.tie(edit, self._snapshot.case.id, f"decision:{item.ids[0]}:answer")

    def _answer_hint(self, outcome: str) -> str:
        if outcome in ("disclosed", "partial"):
            return self.tr("The answer, or where it stands")
        return self.tr("Anything to add to the standard words")

    def _add_reliance(self, body: QVBoxLayout, item: Shared) -> None:
        assert self._snapshot is not None
        regime = self._snapshot.case.regime.value
        line = row(gap=6)
        cited = ", ".join(citation(ground.provision, regime) for ground in item.grounds)
        line.addWidget(
            Label(self.tr("Relies on {provisions}").format(provisions=cited) if cited else self.tr("Relies on nothing yet"))
        )
        line.addStretch()
        if not self._read_only():
            button = Button(self.tr("Rely on a provision…"), "plus", "link")
            button.clicked.connect(lambda: self.provision_wanted.emit(list(item.ids)))
            line.addWidget(button)
        body.addLayout(line)
        if item.grounds and not self._read_only():
            more = Button(self.tr("Age of the records, alternatives…"), "list", "link")
            more.clicked.connect(lambda: self.more_wanted.emit(list(item.ids)))
            body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if item.outcome == "cost":
            cost = Button(self.tr("Estimate the cost…"), "hourglass", "link")
            cost.clicked.connect(lambda: self.estimate_wanted.emit(self.labels_over_the_limit()))
            body.addWidget(cost, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_new(self, body: QVBoxLayout, questions: list["Question"], shared: list[Shared]) -> None:
        bar = DecisionBar(self._words, is_new=True)
        bar.decided.connect(lambda outcome, extent, words: self._decide(bar, questions, outcome, extent, words))
        self._bars.append(bar)
        if not shared:
            body.addWidget(bar)
            return
        holder = QWidget()
        inside = column(holder, gap=6)
        more = Button(self.tr("Decide about other information as well"), "plus", "link")
        inside.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(bar)
        bar.hide()

        def begin() -> None:
            more.hide()
            bar.show()
            bar.propose("", "other")
            bar.start()

        more.clicked.connect(begin)
        self._begin_other = begin
        body.addWidget(holder)

    def _add_ground(self, body: QVBoxLayout, ground: "Ground") -> None:
        assert self._snapshot is not None
        case = self._snapshot.case
        regime = next((decision.regime for _, decision in case.decisions_on(ground) if decision.regime), case.regime)
        known = self._desk.catalogue.find(ground.provision, regime)
        editor = GroundEditor(self._desk, self._tasks, self._fields, case.id, ground, known)
        editor.dropped.connect(self._drop)
        self._grounds[ground.id] = editor
        body.addWidget(editor)

    def _load(self, questions: list["Question"], shared: list[Shared]) -> None:
        assert self._snapshot is not None
        if not questions:
            return
        case, read_only = self._snapshot.case, self._read_only()
        self.title.setText(self._title(questions))
        self.about.setText(self._about(shared))
        for bar, item in zip(self._bars, shared, strict=False):
            bar.load(item.outcome, item.extent, item.words, read_only=read_only)
        decisions = {decision.id: decision for _, decision in case.every_decision()}
        for number, edit in self._answers.items():
            edit.load(decisions[number].answer)
            edit.setReadOnly(read_only)
        for ground in case.grounds:
            editor = self._grounds.get(ground.id)
            if editor is not None:
                labels = list(dict.fromkeys(question.label for question, _ in case.decisions_on(ground)))
                editor.load(ground, labels, case.regime.value, read_only=read_only)

    def _title(self, questions: list["Question"]) -> str:
        labels = ", ".join(question.label for question in questions)
        return self.tr("Question(s) {labels}", "", len(questions)).format(labels=labels)

    def _about(self, shared: list[Shared]) -> str:
        assert self._snapshot is not None
        regime = self._snapshot.case.regime.value
        said = []
        for item in shared:
            cited = ", ".join(citation(ground.provision, regime) for ground in item.grounds)
            name = self._words.outcome(item.outcome).name
            said.append(f"{name}, {cited}" if cited else name)
        return "; ".join(said) or self.tr("Not decided yet")

    def _decide(self, bar: DecisionBar, questions: list["Question"], outcome: str, extent: str, words: str) -> None:
        assert self._snapshot is not None
        case_id, ids = self._snapshot.case.id, [question.id for question in questions]
        self._decided = outcome
        self._tasks.write(
            lambda: decide.decide(self._desk, case_id, ids, Outcome(outcome), extent_kind=ExtentKind(extent), extent_words=words),
            failed=lambda error: self._complain(bar, error),
        )

    def _complain(self, bar: DecisionBar, error: Exception) -> None:
        if not is_plain(error):
            self._tasks.problem.emit(error)
            return
        bar.complain(str(error))
        announce(bar, str(error))
        if self._snapshot is not None:
            self.load(self._snapshot)

    def _remove(self, item: Shared) -> None:
        assert self._snapshot is not None
        case_id = self._snapshot.case.id
        for number in item.ids:
            self._tasks.write(partial(decide.remove_decision, self._desk, case_id, number))

    def _reword(self, item: Shared, words: str) -> None:
        assert self._snapshot is not None
        case_id = self._snapshot.case.id
        self._tasks.write(partial(decide.change_decisions, self._desk, case_id, item.ids, extent_words=words))

    def _drop(self, ground_id: int) -> None:
        assert self._snapshot is not None
        case_id = self._snapshot.case.id
        self._fields.hand_over()
        self._tasks.write(lambda: decide.drop_ground(self._desk, case_id, ground_id))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 140 else f"{words[:139].rstrip()}…"
