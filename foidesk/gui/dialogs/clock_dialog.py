"""The clock explained: day by day, and the log of what moved it, where more can be logged or taken back."""

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHeaderView, QStackedWidget, QTableView, QWidget

from foidesk.desk import browse, clock
from foidesk.errors import UserError
from foidesk.gui.case.terms import Terms
from foidesk.gui.forms.ui_clock_event import Ui_ClockEvent
from foidesk.gui.kit import dates
from foidesk.gui.kit.problems import is_plain
from foidesk.gui.kit.style import colour, font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog, day_of, dress_day, dress_form
from foidesk.gui.kit.widgets import IconLabel, Label, Segment, Tool, clear, column, pane, row
from foidesk.law.happenings import KNOWN

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.law.clock import ClockResult, Day
    from foidesk.model import ClockEvent

SPANS = frozenset({"school-closed"})
"""Events that take a last day beside their first."""
OF_SOME = frozenset({"clarification-asked", "clarification-received"})
"""Events that can be of some questions only."""

_LABEL = re.compile(r"[^\s,;]+")
Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractTableModel):
    """The days of the count: date with weekday, its number or a dash, and why it does not count."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.days: tuple[Day, ...] = ()
        self.today = date.min

    def set_days(self, days: "tuple[Day, ...]", today: date) -> None:
        """Show other days."""
        self.beginResetModel()
        self.days, self.today = days, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.days)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return (self.tr("Day"), self.tr("Counts as"), self.tr("Why"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.days[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (dates.with_weekday(day.date, self.today), "–" if day.counted is None else str(day.counted), self._why(day))[
                index.column()
            ]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._say(day)
        if role == Qt.ItemDataRole.ForegroundRole and day.counted is None:
            return colour("muted")
        if role == Qt.ItemDataRole.FontRole and day.date == self.today:
            return font(13, 600)
        return None

    def _why(self, day: "Day") -> str:
        return self.tr("Today") if day.date == self.today and not day.why else day.why

    def _say(self, day: "Day") -> str:
        words = dates.with_weekday(day.date, self.today)
        if day.counted is None:
            return self.tr("{day}: does not count, {why}").format(day=words, why=day.why)
        return self.tr("{day}: day {number}").format(day=words, number=day.counted)


class ClockDialog(VerbDialog):
    """Two sides: the explanation and the log. It stays open while events are logged, and shows what they did."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot", *, log: bool = False) -> None:
        super().__init__(parent, tasks, self.tr("The clock"), self.tr("Log the event"), icon_name="plus")
        self.desk, self.case_id = desk, snapshot.case.id
        self._terms = Terms(self)
        self.resize(620, 620)
        self._shown: object = None
        self.cancel.set_words(self.tr("Close"))
        self._build()
        self.load(snapshot)
        self.show_side(1 if log else 0)

    def load(self, snapshot: "Snapshot") -> None:
        """Show the clock as it stands now; what is being filled in stays."""
        if snapshot.case.id != self.case_id:
            return
        result, today = snapshot.clock, self.desk.today()
        self.due.setText(self._due_words(result))
        own = (self._own_words(label, clock) for label, clock in snapshot.question_clocks.items())
        self.meaning.setText(" ".join([self._meaning(result, today), *own]))
        self._show_warnings(result.warnings)
        self.model.set_days(result.days, today)
        self._turn_to_today()
        self._show_log(snapshot.case.clock)
        if self.form.event.count() == 0:
            self._offer_events(snapshot)

    def _turn_to_today(self) -> None:
        here = next((number for number, day in enumerate(self.model.days) if day.date >= self.model.today), None)
        if here is not None:
            self.table.selectRow(here)
            self.table.scrollTo(self.model.index(here, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before the first layout the table does not know its height, and scrolls short.
        QTimer.singleShot(0, self, self._turn_to_today)

    def show_side(self, number: int) -> None:
        """Turn to the explanation (0) or to the log (1)."""
        self.segments[number].setChecked(True)
        self.sides.setCurrentIndex(number)
        self.yes.setVisible(number == 1)
        self.yes.setDefault(number == 1)
        self.cancel.setDefault(number == 0)
        self.problem.put_away()
        self.first = self.form.event if number == 1 else self.table
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def agree(self) -> None:
        event = str(self.form.event.currentData())
        on = day_of(self.form.on)
        until = day_of(self.form.until) if event in SPANS else None
        some = _LABEL.findall(self.form.questions.text()) if event in OF_SOME else []
        self.write(lambda: clock.log_clock_event(self.desk, self.case_id, event, on, until, some), done=self._written)

    def remove(self, event_id: int) -> None:
        """Take an event back."""
        self.write(lambda: clock.remove_clock_event(self.desk, self.case_id, event_id), done=self._written)

    def _written(self, value: None) -> None:
        self.form.questions.clear()
        self.read(lambda: browse.open_case(self.desk, self.case_id), self.load, channel="clock-dialog")

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.log.setEnabled(not busy)

    def _build(self) -> None:
        self.due = Label("", 20, 600)
        self.due.setWordWrap(True)
        self.meaning = Label("", tone="muted", wrap=True)
        self.body.addWidget(self.due)
        self.body.addWidget(self.meaning)
        self.warnings = column(gap=8)
        self.body.addLayout(self.warnings)
        line = row(gap=4)
        group = QButtonGroup(self)
        self.segments = [Segment(self.tr("Day by day")), Segment(self.tr("Log of events"))]
        for number, segment in enumerate(self.segments):
            segment.clicked.connect(partial(self.show_side, number))
            group.addButton(segment)
            line.addWidget(segment)
        line.addStretch()
        self.body.addLayout(line)
        self.sides = QStackedWidget()
        self.sides.addWidget(self._days())
        self.sides.addWidget(self._log())
        self.body.addWidget(self.sides, 1)

    def _failed(self, error: Exception) -> None:
        super()._failed(UserError(self._plainly(str(error))) if is_plain(error) else error)

    def _plainly(self, words: str) -> str:
        """What the law's own room says of events, with their names and days as this dialog writes them."""
        for event, name in self._terms.clock_events().items():
            words = re.sub(rf"(?<![\w-]){event}(?![\w-])", f"“{name}”", words)
        return dates.spoken(words)

    def _days(self) -> QTableView:
        self.model = DayModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setProperty("kind", "grid")
        self.table.setAccessibleName(self.tr("The count, day by day"))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        across = self.table.horizontalHeader()
        across.setFont(font(12, 600))
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setStretchLastSection(True)
        across.setMinimumSectionSize(104)
        return self.table

    def _log(self) -> QWidget:
        side = QWidget()
        whole = column(side, gap=12)
        card = pane("card")
        inner = column(card, (16, 12, 16, 12))
        self.form_box = QWidget()
        self.form = Ui_ClockEvent()
        self.form.setupUi(self.form_box)
        self._fix_form()
        inner.addWidget(self.form_box)
        whole.addWidget(card)
        self.log = QWidget()
        self.entries = column(self.log, gap=4)
        whole.addWidget(self.log)
        whole.addStretch()
        return side

    def _fix_form(self) -> None:
        for edit in (self.form.on, self.form.until):
            dress_day(edit, self.desk.today())
        self.form.event.currentIndexChanged.connect(self._event_chosen)
        dress_form(self.form_box)
        self.form.effect.setProperty("tone", "muted")

    def _offer_events(self, snapshot: "Snapshot") -> None:
        known = KNOWN.get(snapshot.case.regime, frozenset()) | {"holiday"}
        for event, words in self._terms.clock_events().items():
            if event in known:
                self.form.event.addItem(words, event)

    def _event_chosen(self, number: int) -> None:
        event = self.form.event.currentData()
        spans = event in SPANS
        self.form.effect.setText(self._terms.clock_effects().get(event, ""))
        self.form.until.setVisible(spans)
        self.form.until_label.setVisible(spans)
        self.form.questions.setVisible(event in OF_SOME)
        self.form.questions_label.setVisible(event in OF_SOME)
        self.form.on_label.setText(self.tr("&First day") if spans else self.tr("&Day"))

    def _show_log(self, events: "list[ClockEvent]") -> None:
        now = [(event.id, event.event, event.on, event.until, event.questions) for event in events]
        if now == self._shown:
            return
        self._shown = now
        clear(self.entries)
        self.entries.addWidget(Label(self.tr("Logged"), 12, 600, "muted"))
        if not events:
            self.entries.addWidget(Label(self.tr("Nothing has moved the clock yet."), tone="muted"))
        for event in sorted(events, key=lambda item: item.on):
            self.entries.addWidget(self._entry(event))
        self.order_tabs()

    def _entry(self, event: "ClockEvent") -> QWidget:
        words = self._event_words(event)
        frame = pane("card")
        line = row(frame, (12, 4, 4, 4), 8)
        line.addWidget(Label(words, wrap=True), 1)
        remove = Tool("trash-2", self.tr("Take back: {event}").format(event=words), size=28)
        remove.clicked.connect(partial(self.remove, event.id))
        line.addWidget(remove)
        return frame

    def _event_words(self, event: "ClockEvent") -> str:
        words = self._terms.clock_events().get(event.event, event.event)
        if event.questions != "all":
            some = ", ".join(event.questions)
            return self.tr("{event}, {day}, of %n question(s): {some}", "", len(event.questions)).format(
                event=words, day=dates.full(event.on), some=some
            )
        if event.until is None:
            return self.tr("{event}, {day}").format(event=words, day=dates.full(event.on))
        return self.tr("{event}, {first} to {last}").format(event=words, first=dates.full(event.on), last=dates.full(event.until))

    def _show_warnings(self, warnings: tuple[str, ...]) -> None:
        clear(self.warnings)
        for words in warnings:
            frame = pane("amber")
            line = row(frame, (12, 8, 12, 8), 8)
            line.addWidget(IconLabel("triangle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(self._plainly(words), wrap=True), 1)
            self.warnings.addWidget(frame)

    def _due_words(self, result: "ClockResult") -> str:
        if result.due is not None:
            return self.tr("Answer by {weekday} {day}").format(weekday=f"{result.due:%A}", day=dates.full(result.due))
        return self.tr("The request has lapsed") if result.status == "lapsed" else self.tr("The clock is stopped")

    def _meaning(self, result: "ClockResult", today: date) -> str:
        words = [self.tr("Received {day}.").format(day=dates.full(result.received))]
        if result.due is not None:
            words.append(self._left(result, today))
        if result.extension_guidance_latest is not None:
            day = dates.full(result.extension_guidance_latest)
            words.append(self.tr("Guidance wants the public interest decided by {day}.").format(day=day))
        if result.fee_last_day is not None:
            words.append(self.tr("Last day for the fee: {day}.").format(day=dates.full(result.fee_last_day)))
        return " ".join(words)

    def _own_words(self, label: str, result: "ClockResult") -> str:
        """A question that has a clock of its own."""
        if result.due is None:
            return self.tr("Question {label} waits for the requester.").format(label=label)
        return self.tr("Question {label}: answer by {day}.").format(label=label, day=dates.full(result.due))

    def _left(self, result: "ClockResult", today: date) -> str:
        left = result.days_left or 0
        if left < 0:
            return self.tr("%n day(s) over.", "", -left)
        if result.due == today:
            return self.tr("Due today.")
        return self.tr("%n day(s) left of {limit}.", "", left).format(limit=result.limit)
