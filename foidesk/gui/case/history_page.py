"""What was done in a case: its events in plain words, the earlier versions of its texts, and what its signed letters are worth."""

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QLineEdit, QStackedWidget, QWidget

from foidesk.desk import audit, browse, event_groups
from foidesk.gui.case.letters_proved import LettersProved
from foidesk.gui.case.versions_view import VersionsView
from foidesk.gui.kit import dates
from foidesk.gui.kit.icons import icon
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.widgets import Button, IconLabel, Label, Segment, column, row, rule

if TYPE_CHECKING:
    from datetime import date

    from foidesk.desk.audit import Whole
    from foidesk.desk.browse import HistoryLine, Snapshot
    from foidesk.desk.office import Desk


class HistoryPage(QFrame):
    """Three sides: events, texts, letters. What is read about a case comes on a task. `check_wanted` asks for the whole store's check."""

    check_wanted = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self.setObjectName("history")
        self.desk, self.tasks = desk, tasks
        self._case_id: int | None = None
        self._snapshot: Snapshot | None = None
        self._lines: list[HistoryLine] = []
        self._build()
        self.clear()

    def load(self, snapshot: "Snapshot") -> None:
        """Show the history of a case, read anew."""
        case_id = snapshot.case.id
        if case_id != self._case_id:
            self.clear()
            self._case_id = case_id
        for control in (self.filter, self.kind, self.officer, self.day):
            control.setEnabled(True)
        self._snapshot = snapshot
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        """Read what the page shows; while it is not seen nothing is read, since the whole store's history is gone through."""
        snapshot, self._snapshot = self._snapshot, None
        if snapshot is None:
            return
        case_id = snapshot.case.id
        self.texts.load(snapshot)
        self.letters.load(snapshot)
        self.tasks.read(lambda: browse.case_history(self.desk, case_id), done=partial(self._take, case_id), channel="history")
        self.tasks.read(lambda: audit.history_whole(self.desk), done=self._take_chain, channel="history-chain")

    def clear(self) -> None:
        """No case is open."""
        self._case_id = None
        self._snapshot = None
        self._lines = []
        self.filter.clear()
        self._offer_choices()
        for control in (self.filter, self.kind, self.officer, self.day):
            control.setEnabled(False)
        self._show_lines()
        self.texts.clear()
        self.letters.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()

    def show_side(self, number: int) -> None:
        """Turn to the events (0), the texts (1) or the letters (2)."""
        self.segments[number].setChecked(True)
        self.sides.setCurrentIndex(number)

    def _build(self) -> None:
        body = column(self)
        head = row(margins=(24, 16, 24, 8), gap=12)
        head.addWidget(Label(self.tr("History"), 15, 600))
        head.addStretch()
        body.addLayout(head)
        line = row(margins=(24, 0, 24, 12), gap=4)
        group = QButtonGroup(self)
        self.segments = [Segment(self.tr("Events")), Segment(self.tr("Texts")), Segment(self.tr("Letters"))]
        for number, segment in enumerate(self.segments):
            segment.clicked.connect(partial(self.show_side, number))
            group.addButton(segment)
            line.addWidget(segment)
        line.addStretch()
        body.addLayout(line)
        body.addWidget(rule())
        self.sides = QStackedWidget()
        self.texts = VersionsView(self.desk, self.tasks)
        self.letters = LettersProved(self.desk, self.tasks)
        for side in (self._events(), self.texts, self.letters):
            self.sides.addWidget(side)
        body.addWidget(self.sides, 1)
        body.addWidget(rule())
        foot = row(margins=(24, 8, 24, 8), gap=8)
        self.chain_icon = IconLabel("hourglass")
        self.chain = Label("", 12, 400, "muted", wrap=True)
        foot.addWidget(self.chain_icon)
        foot.addWidget(self.chain, 1)
        self.check = Button(self.tr("Check the store…"), "shield-check")
        self.check.clicked.connect(self.check_wanted)
        foot.addWidget(self.check)
        body.addLayout(foot)
        self.show_side(0)

    def _events(self) -> QWidget:
        side = QWidget()
        whole = column(side)
        box = row(margins=(24, 12, 24, 4))
        self.filter = QLineEdit()
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Find in the history: a word, a name, a day"))
        self.filter.setAccessibleName(self.tr("Find in the history"))
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition).setText(self.tr("Find"))
        self._typed = QTimer(self, singleShot=True, interval=80)
        self._typed.timeout.connect(self._show_lines)
        self.filter.textChanged.connect(lambda text: self._typed.start())
        box.addWidget(self.filter)
        whole.addLayout(box)
        self.kind, self.officer, self.day = (self._choice(*named) for named in self._choices())
        first, second = row(margins=(24, 0, 24, 4)), row(margins=(24, 0, 24, 4), gap=8)
        first.addWidget(self.kind)
        second.addWidget(self.officer, 1)
        second.addWidget(self.day, 1)
        whole.addLayout(first)
        whole.addLayout(second)
        listed = row(margins=(12, 0, 12, 8))
        self.list = TextTable(self.tr("Events, newest first"))
        listed.addWidget(self.list)
        whole.addLayout(listed, 1)
        self.nothing = Label(self.tr("No event is like that."), tone="muted")
        self.nothing.setContentsMargins(24, 8, 24, 16)
        self.nothing.hide()
        whole.addWidget(self.nothing)
        return side

    def _take(self, case_id: int, lines: "list[HistoryLine]") -> None:
        if case_id == self._case_id:
            self._lines = lines
            self._offer_choices()
            self._show_lines()

    def _take_chain(self, whole: "Whole") -> None:
        if whole.ok:
            self.chain_icon.set_icon("shield-check", "green")
            words = self.tr("The history is whole: none of the store's %n event(s) was changed or removed.", "", whole.events)
        else:
            self.chain_icon.set_icon("shield-alert", "red")
            words = self.tr(
                "The history is not as it was written: {why}. Restore a backup, and tell your security staff."
            ).format(why=whole.why)
        self.chain.set_tone("muted" if whole.ok else "red")
        self.chain.setText(words)

    def _choices(self) -> tuple[tuple[str, str], ...]:
        """The boxes by name, and what each says while it holds nothing back."""
        return (
            (self.tr("What it is about"), self.tr("Events of every kind")),
            (self.tr("Who did it"), self.tr("Every officer")),
            (self.tr("When it was done"), self.tr("Every day")),
        )

    def _choice(self, name: str, every: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.addItem(every, None)
        box.activated.connect(lambda number: self._show_lines())
        return box

    def _offer_choices(self) -> None:
        """Offer what stands in this history and nothing else; what is chosen stays chosen where it still stands there."""
        groups = {event_groups.group_of(line.kind) for line in self._lines}
        days = sorted({dates.london_day(line.at) for line in self._lines}, reverse=True)
        self._fill(self.kind, [(words, group) for group, words in self._group_words().items() if group in groups])
        self._fill(self.officer, [(name, name) for name in sorted({line.actor for line in self._lines})])
        self._fill(self.day, [(self._day_words(day), day) for day in days])

    def _fill(self, box: QComboBox, items: list[tuple[str, Any]]) -> None:
        chosen = box.currentData()
        while box.count() > 1:
            box.removeItem(1)
        for words, value in items:
            box.addItem(words, value)
        values = [None, *(value for _, value in items)]
        box.setCurrentIndex(values.index(chosen) if chosen in values else 0)

    def _group_words(self) -> dict[str, str]:
        return {
            "request": self.tr("The request and its questions"),
            "decisions": self.tr("Decisions and reasons"),
            "letters": self.tr("Letters and signing"),
            "sending": self.tr("What left, and closing"),
            "clock": self.tr("The clock"),
            "messages": self.tr("Correspondence and files"),
            event_groups.OTHER: self.tr("Everything else"),
        }

    def _is_chosen(self, line: "HistoryLine") -> bool:
        wanted = (
            (self.kind.currentData(), event_groups.group_of(line.kind)),
            (self.officer.currentData(), line.actor),
            (self.day.currentData(), dates.london_day(line.at)),
        )
        return all(choice in (None, value) for choice, value in wanted)

    def _show_lines(self) -> None:
        wanted = self.filter.text().casefold().split()
        chosen = [line for line in reversed(self._lines) if self._is_chosen(line)]
        kept = [line for line in chosen if all(word in self._said(line).casefold() for word in wanted)]
        rows: list[TextRow] = []
        for day, lines in groupby(kept, key=lambda line: dates.london_day(line.at)):
            rows.append(TextRow(("day", day), heading=self._day_words(day)))
            rows += [self._row(line) for line in lines]
        self.list.show_rows(rows)
        self.nothing.setVisible(bool(self._lines) and not kept)

    def _row(self, line: "HistoryLine") -> TextRow:
        return TextRow(line.seq, line.words, lead=dates.clock_time(line.at), aside=line.actor, say=self._said(line))

    def _said(self, line: "HistoryLine") -> str:
        return self.tr("{when}, {officer}: {words}").format(
            when=dates.moment_words(line.at), officer=line.actor, words=line.words
        )

    def _day_words(self, day: "date") -> str:
        return dates.full(day)
