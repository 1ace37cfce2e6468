"""The sides of the cost estimate: its questions and work, the other requests that count with it, and the advice (FOIA s.12, s.16)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QPlainTextEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from foidesk.desk.estimate import MOST, Combinable, Joined, Task
from foidesk.gui.dialogs.cost_parts import CostWords, TaskCard, number_box
from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import Segments, field, let_wheel_pass
from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Button, Check, IconLabel, Label, clear, column, pane, row
from foidesk.law.costs import exact, joined_requests

if TYPE_CHECKING:
    from foidesk.law.costs import CostLaw
    from foidesk.model import Case, CostEstimate


class WorkSide(QFrame):
    """On the left the questions that are estimated together, on the right the tasks."""

    changed = Signal()
    grew = Signal()
    """Controls came or went, so that the order of the tab key is another."""

    def __init__(self, words: CostWords, law: "CostLaw") -> None:
        super().__init__()
        self._words, self._law = words, law
        self.checks: dict[str, Check] = {}
        self.cards: list[TaskCard] = []
        across = row(self, gap=16)
        across.addLayout(self._left(), 3)
        across.addLayout(self._right(), 6)

    def show_questions(self, case: "Case", chosen: Iterable[str], taken: Iterable[str]) -> None:
        """Offer the questions and parts of a case; those that stand in another estimate cannot be chosen."""
        clear(self._questions)
        self.checks = {}
        wanted, elsewhere = set(chosen), set(taken)
        for question in case.every_question():
            check = Check(self._question_words(question.label, question.text, question.label in elsewhere))
            check.setChecked(question.label in wanted)
            check.setEnabled(question.label not in elsewhere)
            check.clicked.connect(self._chosen)
            self.checks[question.label] = check
            self._questions.addWidget(check)
        self._questions.addStretch()

    def load(self, estimate: "CostEstimate | None") -> None:
        """Show an estimate; a new one begins with one task."""
        similar = estimate.similar if estimate is not None else None
        self.similar.choose("no" if similar is False else "yes")
        self.other.setValue(estimate.other_gbp if estimate is not None else 0)
        for card in self.cards:
            card.deleteLater()
        self.cards = []
        clear(self._tasks)
        for task in estimate.tasks if estimate is not None else ():
            self._add().load(task, self.labels())
        if not self.cards:
            self._add()
        self._renumber()
        self._tell()

    def labels(self) -> list[str]:
        """The questions that are chosen, in the order of the request."""
        return [label for label, check in self.checks.items() if check.isChecked()]

    def tasks(self) -> list[Task]:
        """The tasks; one that nothing was written in is none."""
        found = [card.task() for card in self.cards]
        return [task for task in found if task.what.strip() or task.records or task.minutes_each]

    def is_similar(self) -> bool | None:
        """Whether the questions ask for the same or similar information; nothing is said of a single one."""
        return None if len(self.labels()) < 2 else self.similar.key == "yes"

    def add_task(self) -> None:
        """One more task, with the cursor in it."""
        card = self._add()
        self._renumber()
        self.grew.emit()
        card.activity.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(card)

    def _left(self) -> QVBoxLayout:
        side = column(gap=8)
        side.addWidget(Label(self.tr("Questions estimated together"), 13, 600))
        holder, self._questions = _scrolled()
        side.addWidget(holder, 1)
        self.similar = Segments(
            self.tr("Do they ask for the same or similar information?"), {"yes": self.tr("Yes"), "no": self.tr("No")}
        )
        self.similar.chosen.connect(self._tell)
        self._similar = field(self.tr("Do they ask for the same or similar information?"), self.similar)
        side.addWidget(self._similar)
        self.apart = pane("amber")
        line = row(self.apart, (10, 6, 10, 6), 8)
        line.addWidget(IconLabel("triangle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        words = self.tr("Then each is a request of its own, with the whole limit to itself. Estimate each alone.")
        line.addWidget(Label(words, 12, tone="amber", wrap=True), 1)
        side.addWidget(self.apart)
        self.other = QSpinBox()
        self.other.setFont(font(13))
        self.other.setPrefix("£")
        self.other.setRange(0, MOST)
        self.other.setMaximumWidth(140)
        self.other.lineEdit().setTextMargins(8, 0, 8, 0)
        self.other.valueChanged.connect(self._tell)
        let_wheel_pass(self.other)
        side.addWidget(field(self.tr("Other costs"), self.other))
        return side

    def _right(self) -> QVBoxLayout:
        side = column(gap=8)
        side.addWidget(Label(self.tr("The work"), 13, 600))
        holder, body = _scrolled()
        self._scroll = holder
        self._tasks = column(gap=8)
        body.addLayout(self._tasks)
        self.add = Button(self.tr("Add a task"), "plus", "link")
        self.add.clicked.connect(self.add_task)
        body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch()
        side.addWidget(holder, 1)
        return side

    def _add(self) -> TaskCard:
        card = TaskCard(self._words, self._law, len(self.cards) + 1)
        card.offer(self.labels())
        card.changed.connect(self._tell)
        card.removed.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._tasks.addWidget(card)
        return card

    def _remove(self, card: TaskCard) -> None:
        place = self.cards.index(card)
        self.cards.remove(card)
        self._tasks.removeWidget(card)
        card.hide()
        card.setParent(None)
        card.deleteLater()
        self._renumber()
        self.grew.emit()
        after = self.cards[min(place, len(self.cards) - 1)].activity if self.cards else self.add
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _renumber(self) -> None:
        for number, card in enumerate(self.cards, start=1):
            card.name(number)

    def _chosen(self) -> None:
        for card in self.cards:
            card.offer(self.labels())
        self._tell()

    def _tell(self) -> None:
        several = len(self.labels()) > 1
        self._similar.setVisible(several)
        self.apart.setVisible(several and self.similar.key == "no")
        self.changed.emit()

    def _question_words(self, label: str, text: str, elsewhere: bool) -> str:
        words = " ".join(text.split())
        words = words if len(words) <= 110 else f"{words[:109].rstrip()}…"
        if elsewhere:
            return self.tr("{label}  {words} (in another estimate)").format(label=label, words=words)
        return self.tr("{label}  {words}").format(label=label, words=words)


class RequestsSide(QFrame):
    """Other requests that may be counted together with this one: the store suggests them, the officer says which are similar."""

    changed = Signal()

    def __init__(self, words: CostWords, window: int) -> None:
        super().__init__()
        self._words, self._window = words, window
        self._rows: list[tuple[Joined, Check, QDoubleSpinBox]] = []
        body = column(self, gap=8)
        lead = self.tr(
            "Requests for the same or similar information, from one person or from people who act together, that came in within "
            "{days} consecutive working days may be counted as one (section 12(4)). Ticking one says that it is such a request."
        )
        body.addWidget(Label(lead.format(days=window), tone="muted", wrap=True))
        holder, self._list = _scrolled()
        body.addWidget(holder, 1)

    def load(self, estimate: "CostEstimate | None", found: list[Combinable] | None) -> None:
        """Show what an estimate counts already, and what the store suggests; None while that is still looked for."""
        clear(self._list)
        self._rows = []
        kept = {item["reference"]: item for item in joined_requests(estimate)} if estimate is not None else {}
        suggested = {item.reference: item for item in found or ()}
        for reference, item in kept.items():
            if reference not in suggested:
                joined = Joined(reference, date.fromisoformat(item["received"]), item.get("minutes") or 0)
                self._offer(joined, self._told(reference, joined.received, ""), chosen=True)
        for reference, one in suggested.items():
            minutes = (kept.get(reference) or {}).get("minutes", float(one.minutes or 0))
            about = self._told(reference, one.received, one.title)
            self._offer(Joined(reference, one.received, minutes), f"{about}. {self._because(one)}", chosen=reference in kept)
        if not self._rows and found is not None:
            words = self.tr(
                "No other request in the store came in near this one from the same person, campaign or in the same words."
            )
            self._list.addWidget(Label(words, wrap=True))
        self._list.addStretch()

    def joined(self) -> list[Joined]:
        """The requests that are ticked, with the minutes that each takes."""
        return [Joined(item.reference, item.received, box.value()) for item, check, box in self._rows if check.isChecked()]

    def _offer(self, item: Joined, words: str, *, chosen: bool) -> None:
        card = pane("card")
        line = row(card, (12, 10, 12, 10), 12)
        check = Check(words)
        check.setChecked(chosen)
        box = number_box(self.tr("Minutes that request {reference} takes").format(reference=item.reference))
        box.setValue(item.minutes)
        let_wheel_pass(box)
        check.clicked.connect(self.changed)
        box.valueChanged.connect(self.changed)
        line.addWidget(check, 1)
        line.addWidget(box)
        line.addWidget(Label(self.tr("minutes"), tone="muted"))
        self._rows.append((item, check, box))
        self._list.addWidget(card)

    def _told(self, reference: str, received: date, title: str) -> str:
        words = {"reference": reference, "title": title, "day": dates.full(received)}
        if title:
            return self.tr("{reference} {title}, received {day}").format(**words)
        return self.tr("{reference}, received {day}").format(**words)

    def _because(self, one: Combinable) -> str:
        ties = {"person": self.tr("same person"), "link": self.tr("tied to this case"), "words": self.tr("same words")}
        said = [ties[why] for why in one.because]
        within = self.tr("over %n working day(s)", "", one.working_days)
        told = self.tr("{ties}; {within}").format(ties=", ".join(said), within=within)
        if one.minutes is not None:
            told = self.tr("{told}; estimated at {time}").format(told=told, time=self._words.time(exact(float(one.minutes))))
        return f"{told[:1].upper()}{told[1:]}"


class AdviceSide(QFrame):
    """The advice on what would come within the limit: proposed from the estimate, in the officer's hands from then on."""

    wanted = Signal()
    """The starting text has to be written anew."""
    put = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.possible = True
        body = column(self, gap=8)
        lead = self.tr(
            "Section 16 asks for help with a request that would come within the limit. This text follows from the estimate; "
            "change it as you know better, then put it into the letter."
        )
        body.addWidget(Label(lead, tone="muted", wrap=True))
        line = row(gap=8)
        before = Label(self.tr("The records are spread over"))
        self.years = QSpinBox()
        self.years.setFont(font(13))
        self.years.setRange(0, 100)
        self.years.setSpecialValueText(self.tr("unknown"))
        self.years.setSuffix(self.tr(" years"))
        self.years.setFixedWidth(112)
        self.years.lineEdit().setTextMargins(8, 0, 8, 0)
        self.years.setAccessibleName(self.tr("Over how many years the records are spread"))
        before.setBuddy(self.years)
        let_wheel_pass(self.years)
        line.addWidget(before)
        line.addWidget(self.years)
        line.addStretch()
        self.again = Button(self.tr("Propose it again"), "refresh-cw", "link")
        line.addWidget(self.again)
        body.addLayout(line)
        self.text = QPlainTextEdit()
        self.text.setFont(font(13))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Advice"))
        body.addWidget(self.text, 1)
        foot = row(gap=12)
        self.state = Label("", tone="muted", wrap=True)
        foot.addWidget(self.state, 1)
        self.into_letter = Button(self.tr("Put the advice into the letter"), "file-pen")
        foot.addWidget(self.into_letter)
        body.addLayout(foot)
        self.years.valueChanged.connect(self.wanted)
        self.again.clicked.connect(self._again)
        self.into_letter.clicked.connect(self.put)
        self.text.textChanged.connect(self._typed)

    def is_own(self) -> bool:
        """Whether the officer changed the text, so that nothing proposed may take its place."""
        return self.text.document().isModified() and bool(self.text.toPlainText().strip())

    def propose(self, text: str, *, possible: bool) -> None:
        """Show a starting text, unless the officer has changed the last one."""
        if self.is_own():
            return
        self.possible = possible
        self.text.setPlaceholderText(self.tr("The estimate does not exceed the limit, so there is nothing to advise."))
        self.text.setPlainText(text)
        self.text.document().setModified(False)
        self._typed()

    def tell(self, words: str, tone: str = "muted") -> None:
        """Say how the text and the letter stand to each other."""
        self.state.setText(words)
        self.state.set_tone(tone)

    def _again(self) -> None:
        self.text.document().setModified(False)
        self.wanted.emit()

    def _typed(self) -> None:
        self.into_letter.setEnabled(bool(self.text.toPlainText().strip()))


class _Scroll(QScrollArea):
    """A part that scrolls up and down, and is never narrower than what is in it."""

    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        width = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), 96)


def _scrolled() -> tuple[QScrollArea, QVBoxLayout]:
    """A part that scrolls, and the layout of what is in it."""
    holder = _Scroll()
    holder.setWidgetResizable(True)
    holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget()
    inside.setProperty("surface", "clear")
    body = column(inside, (0, 0, 8, 0), 8)
    holder.setWidget(inside)
    return holder, body
