"""Retention: the cases whose time is over, disposing of them, and how long each kind of case is kept."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QScrollArea, QSpinBox, QStackedWidget, QWidget

from foidesk.desk import retention
from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import Segments, field
from foidesk.gui.kit.problems import announce, ask
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog, day_edit, day_of
from foidesk.gui.kit.widgets import Button, Label, column, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.retention import Cleared, Due, Review
    from foidesk.law.retention import Schedule


class RetentionDialog(VerbDialog):
    """Two sides: what is due, and the times. The chief button disposes of the chosen case, or keeps the times."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Retention and disposal"),
            self.tr("Dispose of this case"),
            lead=self.tr(
                "Disposal erases texts, files and people for good. The reference, the days, the outcomes and the provisions stay for "
                "statistics, and the history stays whole."
            ),
            icon_name="trash-2",
        )
        self._desk = desk
        self._review: Review | None = None
        self._years: dict[str, QSpinBox] = {}
        self._left: list[int] = []
        self._disposed = 0
        self.resize(680, 560)
        self.sides = Segments(self.tr("What is shown"), {"due": self.tr("Due now"), "times": self.tr("How long cases are kept")})
        self.sides.chosen.connect(self._turn)
        self.body.addWidget(self.sides)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._due_side())
        self.pages.addWidget(self._times_side())
        self.body.addWidget(self.pages, 1)
        self.all = Button(self.tr("Dispose of all"), "trash-2")
        self.all.clicked.connect(self._dispose_all)
        self.foot.insertWidget(0, self.all)
        self.cancel.set_words(self.tr("Close"))
        self.first = self.list
        self.set_busy(False)
        self._read()

    def show_side(self, number: int) -> None:
        """Turn to what is due (0) or to the times (1)."""
        self.sides.choose(("due", "times")[number])

    def is_ready(self) -> bool:
        if self.sides.key == "times":
            return bool(self._years)
        chosen = self._chosen()
        return chosen is not None and not chosen.stops and self._may_dispose()

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.all.setEnabled(not busy and len(self._ready()) > 1)
        self.keep.setEnabled(not busy and self._chosen() is not None)

    def agree(self) -> None:
        """Dispose of the chosen case, or keep the times."""
        if self.sides.key == "times":
            years = {key: box.value() for key, box in self._years.items()}
            self.write(lambda: retention.set_years(self._desk, years), lambda nothing: self._times_kept())
        elif (chosen := self._chosen()) is not None:
            self._dispose([chosen])

    def _due_side(self) -> QWidget:
        side = QFrame()
        body = column(side, gap=8)
        self.told = Label("", tone="muted", wrap=True)
        body.addWidget(self.told)
        self.list = TextTable(self.tr("Cases whose time is over"))
        self.list.selectionModel().currentChanged.connect(lambda *_: self.set_busy(self._busy))
        body.addWidget(self.list, 1)
        line = row(gap=8)
        self.keep = Button(self.tr("Keep it longer…"), "hourglass")
        self.keep.clicked.connect(self._keep_longer)
        self.clear = Button(self.tr("Clear the store's file up"), "refresh-cw")
        self.clear.clicked.connect(self._clear_up)
        self.clear.hide()
        line.addWidget(self.keep)
        line.addWidget(self.clear)
        line.addStretch()
        body.addLayout(line)
        return side

    def _times_side(self) -> QWidget:
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setAccessibleName(self.tr("How long cases are kept"))
        inner = QFrame()
        self._times = column(inner, (0, 0, 8, 0), 12)
        self.source = Label("", tone="muted", wrap=True)
        self._times.addWidget(self.source)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._times.addLayout(self._grid)
        self._times.addStretch()
        side.setWidget(inner)
        return side

    def _turn(self, key: str) -> None:
        if not hasattr(self, "all"):
            return
        times = key == "times"
        self.pages.setCurrentIndex(int(times))
        self.all.setVisible(not times)
        self.yes.set_words(self.tr("Keep these times") if times else self.tr("Dispose of this case"))
        self.yes.set_icon("save" if times else "trash-2")
        self.problem.put_away()
        self.set_busy(self._busy)
        self.order_tabs()

    def _read(self) -> None:
        desk = self._desk
        self.read(lambda: (retention.review(desk), retention.schedule(desk)), self._show, channel="retention")

    def _show(self, found: "tuple[Review, Schedule]") -> None:
        self._review, plan = found
        self._show_times(plan)
        due = self._review.due
        self.list.show_rows([self._row(item) for item in due])
        if due and self.list.chosen() is None:
            self.list.choose(due[0].case_id)
        self.list.setVisible(bool(due))
        self.keep.setVisible(bool(due))
        words = self._review.trouble or (
            self.tr("The time of %n case(s) is over.", "", len(due) + self._review.more)
            if due
            else self.tr("No case's time of retention is over.")
        )
        self.told.setText(words)
        self.clear.setVisible(self._review.uncleared)
        self.all.set_words(
            self.tr("Dispose of all %n", "", len(self._ready())) if len(self._ready()) > 1 else self.tr("Dispose of all")
        )
        self.first = self.list if due else self.sides.buttons["due"]
        self.set_busy(False)
        self.order_tabs()
        self.first.setFocus()

    def _show_times(self, plan: "Schedule") -> None:
        if self._years:
            return
        self.source.setText(self.tr("Suggested by: {source}.").format(source=plan.source))
        for number, period in enumerate(plan.periods):
            box = self._years[period.key] = QSpinBox()
            box.setFont(font(13))
            box.setRange(retention.LEAST, retention.MOST)
            box.setValue(period.years)
            box.setSuffix(self.tr(" years"))
            box.lineEdit().setTextMargins(8, 0, 8, 0)
            box.setMinimumHeight(32)
            box.setMinimumWidth(112)
            box.setAccessibleName(self.tr("Years: {kind}").format(kind=period.words))
            self._grid.addWidget(Label(period.words, wrap=True), number, 0)
            self._grid.addWidget(box, number, 1)

    def _times_kept(self) -> None:
        announce(self, self.tr("The times are kept."))
        self.show_side(0)
        self._read()

    def _row(self, item: "Due") -> TextRow:
        words = " ".join(item.stops) or self.tr("Nothing stands against disposing of it.")
        title = f"{item.reference}   {item.title}"
        about = self.tr("{period}. Closed {closed}, due since {due}").format(
            period=item.period, closed=dates.full(item.closed_on), due=dates.full(item.due)
        )
        return TextRow(item.case_id, f"{about}\n{words}", title, icon="circle-pause" if item.stops else "trash-2")

    def _chosen(self) -> "Due | None":
        key = self.list.chosen()
        return next((item for item in self._review.due if item.case_id == key), None) if self._review else None

    def _may_dispose(self) -> bool:
        return self._review is not None and not self._review.trouble

    def _ready(self) -> "list[Due]":
        return [item for item in self._review.due if not item.stops] if self._review and self._may_dispose() else []

    def _dispose_all(self) -> None:
        self._dispose(self._ready())

    def _dispose(self, items: "list[Due]") -> None:
        named = ", ".join(item.reference for item in items[:8]) + (" …" if len(items) > 8 else "")
        words = self.tr("%n case(s) will be erased for good: {named}. This cannot be undone.", "", len(items)).format(named=named)
        if ask(self, self.tr("Dispose of cases"), words, self.tr("Erase for good"), self.tr("Keep")):
            self._left, self._disposed = [item.case_id for item in items], 0
            self._next()

    def _next(self) -> None:
        """One case after the other; what the officer does meanwhile comes in between. Then the file is cleared up."""
        if not self._left:
            self._clear_up()
            return
        case_id = self._left.pop(0)
        self.write(lambda: retention.dispose(self._desk, case_id), lambda item: self._next())

    def _failed(self, error: Exception) -> None:
        self._left = []
        super()._failed(error)
        self._read()

    def _clear_up(self) -> None:
        self.told.setText(self.tr("The store's file is being rewritten, so that nothing erased is left in it…"))
        self.write(lambda: retention.clear_up(self._desk), self._cleared)

    def _cleared(self, cleared: "Cleared") -> None:
        words = [
            self.tr("Nothing that was erased is left in the store's file.")
            if cleared.clean
            else self.tr("The store's file was in use and is not cleared up yet. Try again in a moment.")
        ]
        if cleared.copies:
            words.append(self.tr("%n copy(ies) made before still hold it.", "", cleared.copies))
            if cleared.copies_until is not None:
                day = dates.full(cleared.copies_until.date())
                words.append(self.tr("The last of them goes about {day} if a copy is made each day.").format(day=day))
            words.append(self.tr("Copies on a stick hold it until they are pruned or deleted there."))
        if cleared.aside:
            folders = ", ".join(path.name for path in cleared.aside)
            words.append(self.tr("A replaced store may hold it: delete {folders} once it is not needed.").format(folders=folders))
        self.lead.setText(" ".join(words))
        announce(self, self.lead.text())
        self._read()

    def _keep_longer(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            dialog = KeepLongerDialog(self, self._desk, self.tasks, chosen)
            dialog.finished.connect(lambda result: self._read())
            dialog.open()


class KeepLongerDialog(VerbDialog):
    """Until when one case is kept beyond its time, and why."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, item: "Due") -> None:
        title = f"{item.reference} {item.title}"
        super().__init__(parent, tasks, self.tr("Keep it longer"), self.tr("Keep it"), lead=title, icon_name="hourglass")
        self._desk, self._item = desk, item
        self.resize(440, 320)
        today = desk.today()
        start = (
            item.kept_until
            if item.kept_until and item.kept_until > today
            else today.replace(year=today.year + 1, day=min(today.day, 28))
        )
        self.day = day_edit(self.tr("Until"), start)
        self.body.addWidget(field(self.tr("Until"), self.day))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(72)
        self.reason.textChanged.connect(lambda: self.set_busy(self._busy))
        self.body.addWidget(field(self.tr("Why it is kept, such as a claim or an inquiry"), self.reason), 1)
        self.first = self.day
        self.set_busy(False)

    def is_ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    def agree(self) -> None:
        day, reason = day_of(self.day), self.reason.toPlainText()
        self.write(lambda: retention.keep_longer(self._desk, self._item.case_id, day, reason))
