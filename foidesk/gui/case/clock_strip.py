"""The clock drawn as what it is: a cell for each working day of the limit, today's taller; a bar where months are counted."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QSizePolicy

from foidesk.gui.kit import dates
from foidesk.gui.kit.style import colour
from foidesk.gui.kit.widgets import Label, column, row

if TYPE_CHECKING:
    from foidesk.law.clock import ClockResult

GAP = 3
MOST_CELLS = 60


class ClockCells(QAbstractButton):
    """The cells. A click, or Enter, asks for the explanation day by day."""

    def __init__(self) -> None:
        super().__init__()
        self.limit, self.used, self.today_cell, self.tone = 20, 0, 0, "accent"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)
        self.setToolTip(self.tr("Explain the clock, day by day"))

    def sizeHint(self) -> QSize:
        return QSize(240, 28)

    def set_count(self, limit: int, used: int, today_cell: int, tone: str) -> None:
        """How many days there are, how many are used up, which of them is today (0 for none), and the tone of today."""
        self.limit, self.used, self.today_cell, self.tone = limit, used, today_cell, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.limit > MOST_CELLS:
            self._paint_bar(painter)
        else:
            self._paint_cells(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_cells(self, painter: QPainter) -> None:
        gap = GAP if self.limit <= 30 else 1
        width = (self.width() - gap * (self.limit - 1)) / self.limit
        for number in range(1, self.limit + 1):
            tall = number == self.today_cell
            box = QRectF((number - 1) * (width + gap), 3 if tall else 7, width, 22 if tall else 14)
            painter.setPen(Qt.PenStyle.NoPen)
            if tall:
                painter.setBrush(colour(self.tone))
            elif number <= self.used:
                painter.setBrush(colour("red" if self.tone == "red" else "accent"))
            else:
                painter.setBrush(colour("surface"))
                painter.setPen(QPen(colour("edge"), 1))
                box.adjust(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, 2, 2)

    def _paint_bar(self, painter: QPainter) -> None:
        whole = QRectF(0.5, 8.5, self.width() - 1, 11)
        painter.setPen(QPen(colour("edge"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(whole, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.tone if self.tone != "slate" else "accent"))
        share = min(1.0, self.used / self.limit) if self.limit else 0.0
        painter.drawRoundedRect(QRectF(0, 8, self.width() * share, 12), 3, 3)


class ClockStrip(QFrame):
    """The cells with what they mean in words: which day it is, and by when the answer is due."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = ClockCells()
        self.day = Label("", 12, 600, "amber")
        self.due = Label("", 12, 400, "muted")
        body = column(self, gap=2)
        body.addWidget(self.cells)
        self._words = row(gap=8)
        self._words.addWidget(self.day)
        self._words.addStretch()
        self._words.addWidget(self.due)
        body.addLayout(self._words)
        self.late = Label("", 12, 500, "red", wrap=True)
        self.late.hide()
        body.addWidget(self.late)

    def load(self, clock: "ClockResult", today: date, answered: date | None = None) -> None:
        """Show a clock as it stands today, or as it stood on the day the answer was sent."""
        at = answered or today
        used = min(clock.day_number(at), clock.limit)
        counts_today = any(day.date == at and day.counted is not None for day in clock.days)
        tone = _tone(clock, answered)
        is_over = clock.due is not None and at > clock.due
        cell = used if counts_today and not is_over and clock.status == "running" else 0
        self.cells.set_count(clock.limit, clock.limit if is_over else used, cell, tone)
        self.day.setText(self._day_words(clock, used, counts_today, answered))
        self.day.set_tone("muted" if tone == "slate" else tone)
        self.due.setText(self._due_words(clock, today, answered))
        self._show_late(clock, today, answered)
        said = self.tr("Clock: {day}. {due}").format(day=self.day.text(), due=self.due.text())
        self.cells.setAccessibleName(f"{said}. {self.late.text()}" if self.late.text() else said)
        self._arrange()

    def _show_late(self, clock: "ClockResult", today: date, answered: date | None) -> None:
        """Clarification that was asked too late leaves late what was clear, whatever the clock says of the rest."""
        day = clock.clear_due if answered is None else None
        words = self.tr("What was clear was due {day}").format(day=dates.with_weekday(day, today)) if day else ""
        self.late.setText(words)
        self.late.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side, or one under the other where there is no room for both."""
        needed = self.day.sizeHint().width() + self.due.sizeHint().width() + 16
        beside = needed <= self.width()
        self._words.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _day_words(self, clock: "ClockResult", used: int, counts_today: bool, answered: date | None) -> str:
        if answered is not None:
            return self.tr("Answered on day {used} of {limit}").format(used=used, limit=clock.limit)
        if clock.status == "waiting":
            return self.tr("Clock stopped after {used} of {limit} days").format(used=used, limit=clock.limit)
        if clock.status == "lapsed":
            return self.tr("Lapsed")
        if clock.days_left is not None and clock.days_left < 0:
            return self.tr("%n day(s) over", "", -clock.days_left)
        if not counts_today and used:
            return self.tr("After day {used} of {limit}").format(used=used, limit=clock.limit)
        return self.tr("Day {used} of {limit}").format(used=used, limit=clock.limit)

    def _due_words(self, clock: "ClockResult", today: date, answered: date | None) -> str:
        if answered is not None:
            return self.tr("Sent {day}").format(day=dates.with_weekday(answered, today))
        if clock.due is None:
            return self.tr("Waiting for the requester")
        if clock.due < today:
            return self.tr("Was due {day}").format(day=dates.with_weekday(clock.due, today))
        return self.tr("Answer by {day}").format(day=dates.with_weekday(clock.due, today))


def _tone(clock: "ClockResult", answered: date | None) -> str:
    if answered is not None:
        return "red" if clock.due is not None and answered > clock.due else "accent"
    if clock.days_left is None:
        return "slate"
    if clock.days_left < 0:
        return "red"
    return "amber" if clock.days_left <= 5 else "accent"
