"""What was done in a case: its events in plain words, the earlier versions of its texts, and what its signed letters are worth."""

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QStackedWidget, QWidget

from foidesk.desk import audit, browse
from foidesk.gui.case.letters_proved import LettersProved
from foidesk.gui.case.versions_view import VersionsView
from foidesk.gui.kit import dates
from foidesk.gui.kit.icons import icon
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.widgets import IconLabel, Label, Segment, column, row, rule

if TYPE_CHECKING:
    from datetime import date

    from foidesk.desk.audit import Whole
    from foidesk.desk.browse import HistoryLine, Snapshot
    from foidesk.desk.office import Desk


class HistoryPage(QFrame):
    """Three sides: events, texts, letters. What is read about a case comes on a task."""

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
        self.filter.setEnabled(True)
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
        self.filter.setEnabled(False)
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
        listed = row(margins=(12, 0, 12, 8))
        self.list = TextTable(self.tr("Events, newest first"))
        listed.addWidget(self.list)
        whole.addLayout(listed, 1)
        self.nothing = Label(self.tr("No event holds these words."), tone="muted")
        self.nothing.setContentsMargins(24, 8, 24, 16)
        self.nothing.hide()
        whole.addWidget(self.nothing)
        return side

    def _take(self, case_id: int, lines: "list[HistoryLine]") -> None:
        if case_id == self._case_id:
            self._lines = lines
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

    def _show_lines(self) -> None:
        wanted = self.filter.text().casefold().split()
        kept = [line for line in reversed(self._lines) if all(word in self._said(line).casefold() for word in wanted)]
        rows: list[TextRow] = []
        for day, lines in groupby(kept, key=lambda line: dates.london_day(line.at)):
            rows.append(TextRow(("day", day), heading=self._day_words(day)))
            rows += [self._row(line) for line in lines]
        self.list.show_rows(rows)
        self.nothing.setVisible(bool(wanted) and not kept)

    def _row(self, line: "HistoryLine") -> TextRow:
        return TextRow(line.seq, line.words, lead=dates.clock_time(line.at), aside=line.actor, say=self._said(line))

    def _said(self, line: "HistoryLine") -> str:
        return self.tr("{when}, {officer}: {words}").format(
            when=dates.moment_words(line.at), officer=line.actor, words=line.words
        )

    def _day_words(self, day: "date") -> str:
        return dates.full(day)
