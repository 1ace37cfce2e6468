"""What answering would cost: an estimate put together task by task, with the sum against the limit always in sight (FOIA s.12)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QStackedWidget, QWidget

from foidesk.desk import draft, estimate
from foidesk.desk.office import SEALED
from foidesk.gui.dialogs.cost_parts import CostBar, CostWords
from foidesk.gui.dialogs.cost_sides import AdviceSide, RequestsSide, WorkSide
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tab_order import Anchor, order_tabs
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label, Segment, column, pane, row
from foidesk.law.costs import finds_out_only, labels_of, reckon
from foidesk.law.narrowing import fitting

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.estimate import Combinable
    from foidesk.desk.office import Desk
    from foidesk.law.costs import Reckoning
    from foidesk.letters.cost_advice import Advice
    from foidesk.model import CostEstimate

WORK, REQUESTS, ADVICE = range(3)


class CostDialog(VerbDialog):
    """Three sides (the work, other requests, the advice) over one sum. `questions` are the labels that it is opened for."""

    def __init__(
        self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot", *, questions: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, tasks, self.tr("What answering would cost"), self.tr("Save the estimate"), icon_name="save")
        self.desk, self.case, self.letter = desk, snapshot.case, snapshot.letter
        self.law = desk.catalogue.costs
        self.words = CostWords(self)
        self.number: int | None = None
        self._known = list(snapshot.case.cost_estimates)
        self._found: list[Combinable] | None = None
        self._changed = self._exceeded = self._warned = False
        self._read_only = snapshot.case.stage in SEALED
        self.resize(984, 672)
        self._build()
        self._connect()
        self._offer_estimates(questions)
        self.show_side(WORK)
        self.read(lambda: estimate.combinable(desk, self.case.id), self._suggested, channel="combinable")

    def drafted(self) -> "CostEstimate":
        """The estimate as it stands in the dialog."""
        return estimate.draft_estimate(self.desk, self.case, **self._values())

    def agree(self) -> None:
        self.write(self._saving())

    def is_ready(self) -> bool:
        return not self._read_only and bool(self.work.labels())

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        for part in (self.work, self.requests, self.which, self.take_back):
            part.setEnabled(not busy and not self._read_only)
        # Not while it is busy: the button that was pressed there keeps the focus.
        self.advice.setEnabled(not self._read_only)

    def reject(self) -> None:
        """Close; what was put together and not saved is told of once before."""
        if self._changed and not self._warned and not self._busy:
            self._warned = True
            self.problem.say(self.tr("The estimate is not saved. Cancel once more to close without saving it."))
            return
        super().reject()

    def show_side(self, number: int) -> None:
        """Turn to the work (0), the other requests (1) or the advice (2)."""
        self.segments[number].setChecked(True)
        self.sides.setCurrentIndex(number)
        if number == ADVICE:
            self._propose()
        self.first = self.work.cards[0].activity if number == WORK and self.work.cards else self.segments[number]
        self._order()

    def put_advice(self) -> None:
        """Save the estimate, and let the advice stand in the letter; it stays open."""
        if self._busy:
            return
        text = self.advice.text.toPlainText().strip()
        name, other = "advice_and_assistance", "advice_not_possible"
        if not self.advice.possible and not self.advice.is_own():
            name, other = other, name
        fields = {name: text} | ({other: None} if getattr(self.letter, other) else {})
        save, letter_id = self._saving(), self.letter.id

        def both() -> tuple[int, int]:
            number = save()
            return number, draft.write_letter(self.desk, self.case.id, letter_id, **fields)

        self.write(both, done=lambda ids: self._put(ids, fields))

    def _put(self, ids: tuple[int, int], fields: dict[str, Any]) -> None:
        self.number = ids[0]
        for name, value in fields.items():
            setattr(self.letter, name, value)
        self._changed = False
        self.take_back.show()
        words = self.tr("The advice stands in the letter, and the estimate is saved.")
        self.advice.tell(words, "green")
        announce(self, words)

    def _saving(self) -> Any:
        """What saves the estimate as it stands; the fields are read here, on the window's thread."""
        values, number = self._values(), self.number
        return lambda: estimate.write_estimate(self.desk, self.case.id, number, **values)

    def _values(self) -> dict[str, Any]:
        return {
            "questions": self.work.labels(),
            "tasks": self.work.tasks(),
            "similar": self.work.is_similar(),
            "other_gbp": self.work.other.value(),
            "joined": self.requests.joined(),
        }

    def _build(self) -> None:
        self.anchor = Anchor(self)
        self.head = QFrame()
        line = row(self.head, gap=4)
        group = QButtonGroup(self)
        self.segments = [Segment(self.tr("The work")), Segment(self.tr("Other requests")), Segment(self.tr("Advice"))]
        for number, segment in enumerate(self.segments):
            segment.clicked.connect(partial(self.show_side, number))
            group.addButton(segment)
            line.addWidget(segment)
        line.addStretch()
        self.which = QComboBox()
        self.which.setFont(font(13))
        self.which.setAccessibleName(self.tr("Which estimate"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line.addWidget(self.which)
        self.body.addWidget(self.head)
        self.work, self.requests = WorkSide(self.words, self.law), RequestsSide(self.words, self.law.window)
        self.advice = AdviceSide()
        self.sides = QStackedWidget()
        for side in (self.work, self.requests, self.advice):
            self.sides.addWidget(side)
        self.body.addWidget(self.sides, 1)
        self.body.addWidget(self._sum())
        self.take_back = Button(self.tr("Take the estimate back"), "trash-2", "quiet")
        self.foot.insertWidget(0, self.take_back)

    def _sum(self) -> QFrame:
        self.total = pane("ground")
        body = column(self.total, (16, 12, 16, 12), 4)
        self.verdict = Label("", 15, 600, wrap=True)
        self.bar = CostBar()
        self.about = Label("", tone="muted", wrap=True)
        for part in (self.verdict, self.bar, self.about):
            body.addWidget(part)
        return self.total

    def _connect(self) -> None:
        self.work.changed.connect(self._edited)
        self.work.grew.connect(self._order)
        self.requests.changed.connect(self._edited)
        self.which.activated.connect(self._switch)
        self.take_back.clicked.connect(self._take_back)
        self.advice.wanted.connect(self._propose)
        self.advice.put.connect(self.put_advice)

    def _offer_estimates(self, questions: Sequence[str]) -> None:
        """Every estimate and a new one to choose from; at first the one for the questions that it was opened for."""
        for item in self._known:
            self.which.addItem(self._named(item), item.id)
        self.which.addItem(self.tr("A new estimate"), None)
        self.which.setVisible(bool(self._known))
        asked = (self.case.question(label) for label in questions)
        wanted = {label for question in asked if question is not None for label in labels_of(self.case, question)}
        opened = next((item for item in self._known if wanted & set(item.questions)), None)
        if opened is None and not wanted and self._known:
            opened = self._known[0]
        self.which.setCurrentIndex(self._known.index(opened) if opened is not None else len(self._known))
        self._load(opened, questions)

    def _named(self, item: "CostEstimate") -> str:
        return self.tr("Question(s) {labels}", "", len(item.questions)).format(labels=", ".join(item.questions))

    def _load(self, item: "CostEstimate | None", questions: Sequence[str] = ()) -> None:
        self.number = item.id if item is not None else None
        taken = {label for other in self._known if other is not item for label in other.questions}
        chosen = item.questions if item is not None else questions or self._refused()
        self.work.show_questions(self.case, [label for label in chosen if label not in taken], taken)
        self.work.load(item)
        self.requests.load(item, self._found)
        self.take_back.setVisible(item is not None)
        self.advice.text.document().setModified(False)
        self._changed = False
        self._edited(changed=False)

    def _refused(self) -> list[str]:
        return [question.label for question, decision in self.case.every_decision() if decision.outcome == "cost"]

    def _switch(self, index: int) -> None:
        if self._changed:
            here = next((place for place, item in enumerate(self._known) if item.id == self.number), len(self._known))
            self.which.setCurrentIndex(here)
            self.problem.say(self.tr("Save this estimate first, or close without saving."))
            return
        self._load(self._known[index] if index < len(self._known) else None)
        self._order()

    def _suggested(self, found: "list[Combinable]") -> None:
        self._found = found
        item = next((item for item in self._known if item.id == self.number), None)
        if not self.requests.joined() or item is not None:
            self.requests.load(item, found)
        self._count_requests()
        self._order()

    def _count_requests(self) -> None:
        number = len(self._found or ())
        words = self.tr("Other requests ({number})").format(number=number) if number else self.tr("Other requests")
        self.segments[REQUESTS].setText(words)
        self.segments[REQUESTS].setAccessibleName(words)

    def _edited(self, *, changed: bool = True) -> None:
        """Reckon again, and say where the sum stands."""
        self._changed, self._warned = self._changed or changed, False
        self.problem.put_away()
        made = self.drafted()
        finding_out = finds_out_only(self.case, made)
        found = reckon(made, self.law, self.law.limit(self.case.authority), finding_out=finding_out)
        verdict = self.words.verdict(found)
        self.verdict.setText(verdict)
        self.bar.show_sum(found, verdict)
        self.about.setText(" ".join(self._explained(made, found, finding_out)))
        if changed and found.exceeds != self._exceeded:
            announce(self.bar, verdict)
        self._exceeded = found.exceeds
        if not self._busy:
            self.set_busy(False)

    def _explained(self, made: "CostEstimate", found: "Reckoning", finding_out: bool) -> list[str]:
        """How the sum came about, and what would fit."""
        pounds, limit = self.words.pounds(found.cost_gbp), self.words.pounds(found.cost_gbp * 0 + found.limit_gbp)
        words = {"cost": pounds, "rate": found.hourly_gbp, "limit": limit}
        said = [self.tr("{cost} at £{rate} an hour; the limit is {limit}.").format(**words)]
        if found.other_gbp:
            said = [self.tr("{cost} at £{rate} an hour and with the other costs; the limit is {limit}.").format(**words)]
            whole, left = replace(found, other_gbp=0).allowed_minutes, found.allowed_minutes
            times = {"whole": self.words.time(whole), "left": self.words.time(left)}
            said.append(self.tr("Other costs leave {left} of its {whole}.").format(**times))
        if finding_out:
            said.append(self.tr("Under section 12(2) only finding out whether it is held counts, so extracting does not."))
        if found.exceeds and len(made.questions) > 1:
            order = [question.label for question in self.case.every_question()]
            fit = fitting(made, order, self.law, found.limit_gbp, finding_out=finding_out)
            if fit.inside:
                fits = self.tr("Within it, in the order asked: question(s) {labels} ({time}).", "", len(fit.inside))
                said.append(fits.format(labels=", ".join(fit.inside), time=self.words.time(fit.minutes)))
            else:
                said.append(self.tr("No question alone would come within it."))
        return said

    def _propose(self) -> None:
        """Have the advice written for every estimate, this one as it stands."""
        made = [item for item in self._known if item.id != self.number]
        every, years = [*made, self.drafted()], self.advice.years.value()
        self.read(lambda: estimate.advice_for(self.desk, self.case, every, years), self._proposed, channel="cost-advice")

    def _proposed(self, advice: "Advice") -> None:
        self.advice.propose(advice.text, possible=advice.possible)
        if self.letter.advice_and_assistance or self.letter.advice_not_possible:
            self.advice.tell(
                self.tr("The letter has words of advice already. These take their place; the earlier ones stay kept.")
            )
        else:
            self.advice.tell(self.tr("The letter has no advice yet."))

    def _take_back(self) -> None:
        number = self.number
        if number is not None:
            self.write(lambda: estimate.remove_estimate(self.desk, self.case.id, number))

    def _order(self) -> None:
        order_tabs(self.anchor, self.head, self.sides, self.take_back)
        self.order_tabs()
