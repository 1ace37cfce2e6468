"""A change of the holidays: what it would move is shown before it is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from foidesk.desk import holidays
from foidesk.errors import UserError
from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problems import is_plain
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog, day_edit, day_of
from foidesk.gui.kit.widgets import Check, Label, column, row

if TYPE_CHECKING:
    from foidesk.desk.holidays import Change, Moved
    from foidesk.desk.office import Desk

PAUSE = 250
"""Milliseconds after the last change of a field until its effect is worked out."""


class HolidayChangeDialog(VerbDialog):
    """What a change would move, and the button that does it. `moved` tells how many open cases moved."""

    moved = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        desk: "Desk",
        tasks: Tasks,
        title: str,
        yes: str,
        *,
        lead: str,
        change: "Callable[[], Change] | None" = None,
        verb: "Callable[[], list[Moved]]",
        icon_name: str | None = None,
    ) -> None:
        super().__init__(parent, tasks, title, yes, lead=lead, icon_name=icon_name)
        self.desk, self._given_change, self._verb = desk, change, verb
        self._possible = False
        self.resize(560, 460)
        self.fields = column(gap=16)
        self.body.addLayout(self.fields)
        self.summary = Label("", 13, 600, wrap=True)
        self.cases = TextTable(self.tr("Open cases whose due day moves"))
        self.cases.hide()
        self.body.addWidget(self.summary)
        self.body.addWidget(self.cases, 1)
        self.body.addStretch()
        self.set_busy(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.preview()

    def preview(self) -> None:
        """Work out what would move."""
        self._possible = False
        self.set_busy(False)
        self.summary.setText(self.tr("Working out which open cases move…"))
        wanted = self.change()
        self.read(lambda: holidays.would_move(self.desk, wanted()), self._show, "holiday-moves", self._cannot)

    def change(self) -> "Callable[[], Change]":
        """What makes the change, from what the fields hold now; it is called on another thread."""
        if self._given_change is None:
            raise NotImplementedError
        return self._given_change

    def is_ready(self) -> bool:
        return self._possible

    def agree(self) -> None:
        if self.is_ready():
            self.write(self._verb, done=self._done)

    def _done(self, moved: "list[Moved]") -> None:
        self.moved.emit(len(moved))
        self.accept()

    def _show(self, moved: "list[Moved]") -> None:
        self._possible = True
        self.problem.put_away()
        self.summary.setText(
            self.tr("%n open case(s) would be due on another day.", "", len(moved))
            if moved
            else self.tr("No open case would move.")
        )
        self.cases.show_rows([self._row(item) for item in moved])
        self.cases.setVisible(bool(moved))
        self.order_tabs()
        self.set_busy(False)

    def _cannot(self, error: Exception) -> None:
        self.summary.setText("")
        self.cases.hide()
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        super()._failed(UserError(dates.spoken(str(error))) if is_plain(error) else error)

    def _row(self, item: "Moved") -> TextRow:
        none = self.tr("no day")
        before = dates.full(item.before) if item.before else none
        after = dates.full(item.after) if item.after else none
        return TextRow(
            item.case_id,
            item.title or item.reference,
            about=item.reference,
            aside=self.tr("{before} → {after}").format(before=before, after=after),
            say=self.tr("{reference}, {title}: due {before} now, {after} then").format(
                reference=item.reference, title=item.title, before=before, after=after
            ),
        )


class AddHolidayDialog(HolidayChangeDialog):
    """A day that was proclaimed: which, what it is called, where it holds, and what it rests on."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(
            parent,
            desk,
            tasks,
            self.tr("Add a proclaimed holiday"),
            self.tr("Add the day"),
            lead=self.tr(
                "Under the Act a bank holiday in any part of the United Kingdom stops the clock. Scottish requests look to Scotland "
                "alone, subject access to England and Wales."
            ),
            verb=self._add,
            icon_name="plus",
        )
        self.resize(560, 620)
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._wait.timeout.connect(self.preview)
        self._build()
        self._given = (day_of(self.day), "", self.places(), "")

    def is_ready(self) -> bool:
        return super().is_ready() and bool(self.places() and self.name.text().strip() and self.source.text().strip())

    def places(self) -> tuple[str, ...]:
        """Where the day holds."""
        return tuple(place for place, box in self.where.items() if box.isChecked())

    def _build(self) -> None:
        self.day = day_edit(self.tr("Day"), self.desk.today())
        self.name, self.source = QLineEdit(), QLineEdit()
        for edit in (self.name, self.source):
            edit.setFont(font(13))
            edit.setMaxLength(200)
            edit.textChanged.connect(lambda words: self.set_busy(False))
        self.name.setPlaceholderText(self.tr("State funeral"))
        self.source.setPlaceholderText(self.tr("Royal Proclamation of 1 August"))
        self.where = {
            "england-and-wales": Check(self.tr("England and Wales")),
            "scotland": Check(self.tr("Scotland")),
            "northern-ireland": Check(self.tr("Northern Ireland")),
        }
        boxes, line = QFrame(), row(gap=16)
        boxes.setLayout(line)
        for box in self.where.values():
            box.setChecked(True)
            box.clicked.connect(self._changed)
            line.addWidget(box, 1)
        self.day.dateChanged.connect(self._changed)
        self.fields.addWidget(field(self.tr("Day"), self.day))
        self.fields.addWidget(field(self.tr("Name"), self.name))
        self.fields.addWidget(field(self.tr("A holiday in"), boxes, buddy=self.where["england-and-wales"].box))
        self.fields.addWidget(
            field(self.tr("What it rests on"), self.source, self.tr("The proclamation or the notice, with its date."))
        )
        self.first = self.day

    def _changed(self) -> None:
        self._possible = False
        self.problem.put_away()
        self.set_busy(False)
        self.summary.setText(self.tr("Working out which open cases move…"))
        self._wait.start()

    def _show(self, moved: "list[Moved]") -> None:
        # What was worked out for another day must not let this one be added unseen.
        if not self._wait.isActive():
            super()._show(moved)

    def change(self) -> "Callable[[], Change]":
        on, places = day_of(self.day), self.places()
        # The words are wanted only once the day is added; what moves is told before.
        return lambda: holidays.adding(self.desk, on, "–", places, "–")

    def _add(self) -> "list[Moved]":
        on, name, places, source = self._given
        return holidays.add_holiday(self.desk, on, name, places, source)

    def agree(self) -> None:
        # Read here: the verb runs on another thread.
        self._given = (day_of(self.day), self.name.text(), self.places(), self.source.text())
        super().agree()
