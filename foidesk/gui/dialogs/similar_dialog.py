"""Similar cases: why each was found and what was decided there; where this one differs; what may be a repeat; answering as one of them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from foidesk.desk import decide, same_answer, similar
from foidesk.desk.office import SEALED
from foidesk.gui.case.checks_panel import Card, CheckWords
from foidesk.gui.kit import dates
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, IconLabel, Label, clear, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.desk.same_answer import Taken
    from foidesk.desk.similar import Repeat, Similar, SimilarCase

_SHORT = 4
"""Of how many questions of a case the positions are shown; the others are counted."""


class SimilarCard(QFrame):
    """One similar case."""

    open_wanted, answer_wanted, repeat_wanted = Signal(), Signal(), Signal()

    def __init__(self, item: "SimilarCase", *, may_answer: bool, may_repeat: bool) -> None:
        super().__init__()
        self.item = item
        self.setProperty("surface", "surface")
        body = column(self, (16, 12, 16, 12), 4)
        self.setAccessibleName(f"{item.title}. {self.about()}. {self.why()}")
        body.addWidget(Label(item.title, 13, 600, wrap=True))
        body.addWidget(Label(self.about(), 12, tone="muted", wrap=True))
        body.addWidget(Label(self.why(), 12, 500, "accent", wrap=True))
        told = _by_question(item)
        for label, position in told[:_SHORT]:
            words = self.tr("Question {label}: {position}").format(label=label, position=position)
            body.addWidget(Label(words, 13, wrap=True))
        if not told and item.provisions:
            words = self.tr("Its answer rests on {provisions}.").format(provisions=", ".join(item.provisions))
            body.addWidget(Label(words, 13, wrap=True))
        elif not told and item.sent is not None:
            body.addWidget(Label(self.tr("It was answered; read the answer there."), 13, tone="muted", wrap=True))
        elif not told:
            body.addWidget(Label(self.tr("Nothing was decided there yet."), 13, tone="muted", wrap=True))
        elif len(told) > _SHORT:
            body.addWidget(Label(self.tr("and %n more", "", len(told) - _SHORT), 12, tone="muted"))
        if item.repeat is not None:
            body.addLayout(self._repeat_line(item.repeat))
        body.addLayout(self._buttons(may_answer, may_repeat))

    def about(self) -> str:
        """The reference, and when it came and was answered."""
        words = self.tr("{reference}, received {day}").format(reference=self.item.reference, day=dates.full(self.item.received))
        if self.item.sent is None:
            return words
        return self.tr("{about}, answered {day}").format(about=words, day=dates.full(self.item.sent))

    def why(self) -> str:
        """Why it was found."""
        words = {
            "person": self.tr("Same requester"),
            "words": self.tr("Nearly the same words"),
            "subject": self.tr("Same subject: {words}").format(words=", ".join(self.item.shared)),
        }
        return ". ".join(words[why] for why in self.item.because)

    def _repeat_line(self, repeat: "Repeat") -> QHBoxLayout:
        if repeat.holds:
            words = self.tr(
                "It may be a repeat (section 14(2)): the same person, met %n day(s) before. Is that interval reasonable?",
                "",
                repeat.interval_days or 0,
            )
        else:
            words = self.tr(
                "The same person asks again, but the earlier request was not complied with before: section 14(2) does not apply."
            )
        line = row(gap=8)
        line.addWidget(IconLabel("info", "slate"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(words, 13, wrap=True), 1)
        return line

    def _buttons(self, may_answer: bool, may_repeat: bool) -> QHBoxLayout:
        line = row(gap=12)
        self.open = Button(self.tr("Open it"), kind="link")
        self.open.setAccessibleName(self.tr("Open case {reference}").format(reference=self.item.reference))
        self.open.clicked.connect(self.open_wanted)
        line.addWidget(self.open)
        self.answer = Button(self.tr("Answer as this one"), kind="link")
        self.answer.setAccessibleName(self.tr("Answer as case {reference}").format(reference=self.item.reference))
        self.answer.clicked.connect(self.answer_wanted)
        self.answer.setVisible(may_answer)
        line.addWidget(self.answer)
        self.repeat = Button(self.tr("Fill in section 14(2)"), kind="link")
        self.repeat.setAccessibleName(
            self.tr("Fill in section 14(2) from case {reference}").format(reference=self.item.reference)
        )
        self.repeat.clicked.connect(self.repeat_wanted)
        self.repeat.setVisible(may_repeat and self.item.repeat is not None)
        line.addWidget(self.repeat)
        line.addStretch()
        return line


def _by_question(item: "SimilarCase") -> list[tuple[str, str]]:
    """The positions of each question in one line."""
    told: dict[str, list[str]] = {}
    for position in item.positions:
        told.setdefault(position.label, []).append(position.words)
    return [(label, "; ".join(words)) for label, words in told.items()]


class SimilarDialog(VerbDialog):
    """The cases like the open one. `case_wanted` asks for one of them to be opened."""

    case_wanted = Signal(int)

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent, tasks, "", "")
        self._desk, self._snapshot = desk, snapshot
        self.cards: list[SimilarCard] = []
        self.warnings: list[Card] = []
        title = self.tr("Similar cases")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.lead.setText(
            self.tr("What this store holds like {reference}, and the position taken then.").format(
                reference=snapshot.case.reference
            )
        )
        self.lead.setVisible(True)
        self.cancel.hide()
        self.yes.set_words(self.tr("Close"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(title)
        ground = pane("window")
        self._list = column(ground, (0, 0, 8, 0), 8)
        self.area.setWidget(ground)
        self.body.addWidget(self.area, 1)
        self.resize(680, 620)
        self._say(self.tr("Looking through the cases…"))
        self._list.addStretch()
        self.look()

    def agree(self) -> None:
        self.accept()

    def look(self) -> None:
        """Look again."""
        self.read(lambda: similar.similar(self._desk, self._snapshot.case.id), self._show, channel="similar")

    def _show(self, found: "Similar") -> None:
        clear(self._list)
        self.cards, self.warnings = [], []
        words, regime = CheckWords(self), self._snapshot.case.regime.value
        for finding in found.differences:
            card = Card(finding, words, regime, can_go=False)
            card.go.hide()
            self.warnings.append(card)
            self._list.addWidget(card)
        self._add_combinable(found)
        may_write = self._snapshot.case.stage not in SEALED
        for item in found.cases:
            self._add(item, may_write)
        if not found.cases:
            self._say(self.tr("No case in this store asks for the like."))
        self._list.addStretch()
        self.order_tabs()
        announce(self, self.tr("%n similar case(s)", "", len(found.cases)))

    def _add(self, item: "SimilarCase", may_write: bool) -> None:
        may_answer = may_write and any(position.outcome in same_answer.CLONED for position in item.positions)
        card = SimilarCard(item, may_answer=may_answer, may_repeat=may_write and self._repeat_ground() is not None)
        card.open_wanted.connect(lambda: self._open(item.case_id))
        card.answer_wanted.connect(lambda: self._answer(item.reference))
        card.repeat_wanted.connect(lambda: self._fill_in(item))
        self.cards.append(card)
        self._list.addWidget(card)

    def _add_combinable(self, found: "Similar") -> None:
        if not found.combinable:
            return
        line = row(margins=(12, 4, 12, 4), gap=8)
        line.addWidget(IconLabel("info", "slate"), 0, Qt.AlignmentFlag.AlignTop)
        references = ", ".join(item.reference for item in found.combinable)
        words = self.tr(
            "May be counted together with this one against the cost limit (section 12(4)), if it is similar: {references}."
        )
        line.addWidget(Label(words.format(references=references), 13, wrap=True), 1)
        self._list.addLayout(line)

    def _say(self, words: str) -> None:
        label = Label(words, tone="muted", wrap=True)
        label.setContentsMargins(4, 8, 4, 8)
        self._list.addWidget(label)

    def _open(self, case_id: int) -> None:
        self.case_wanted.emit(case_id)
        self.accept()

    def _answer(self, reference: str) -> None:
        case_id = self._snapshot.case.id
        self.write(lambda: same_answer.answer_as(self._desk, case_id, reference), self._taken)

    def _taken(self, taken: "Taken") -> None:
        self.lead.setText(" ".join(self._told(taken)))
        announce(self, self.lead.text())
        self.look()

    def _told(self, taken: "Taken") -> list[str]:
        """What came over and what did not, in sentences."""
        told = [
            self.tr("%n question(s) answered as in case {reference}.", "", len(taken.questions)).format(reference=taken.reference)
        ]
        if taken.attachments:
            told.append(self.tr("Attached: {names}.").format(names=", ".join(taken.attachments)))
        if taken.naming_the_case:
            words = self.tr("These bear the other case's reference; make them anew where it should not be seen: {names}.")
            told.append(words.format(names=", ".join(taken.naming_the_case)))
        if taken.left_out:
            told.append(self.tr("Left out, to be written here: {what}.").format(what="; ".join(taken.left_out)))
        if taken.undecided:
            told.append(self.tr("Still undecided: {labels}.").format(labels=", ".join(taken.undecided)))
        told.append(self.tr("Read every word before you sign."))
        return told

    def _repeat_ground(self) -> int | None:
        """The case's ground of section 14(2), if it has one."""
        return next((ground.id for ground in self._snapshot.case.grounds if ground.provision == "14(2)"), None)

    def _fill_in(self, item: "SimilarCase") -> None:
        case_id, ground, repeat = self._snapshot.case.id, self._repeat_ground(), item.repeat
        if ground is None or repeat is None:
            return
        record, reference = repeat.as_record(), repeat.reference
        self.write(
            lambda: decide.write_ground(self._desk, case_id, ground, repeat=record, previous_reference=reference), self._filled_in
        )

    def _filled_in(self, nothing: None) -> None:
        self.lead.setText(
            self.tr("Section 14(2) is filled in as far as the store knows. Check each condition; the interval is yours to judge.")
        )
        announce(self, self.lead.text())
