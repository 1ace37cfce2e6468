"""The settings' card of holidays: which table the clock counts by, the days that were added, and how to change either."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from foidesk.desk import holidays
from foidesk.errors import UserError
from foidesk.gui.kit import dates
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce, is_plain
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, IconLabel, Label, Tool, clear, column, pane, row
from foidesk.gui.setup.holiday_dialogs import AddHolidayDialog, HolidayChangeDialog

if TYPE_CHECKING:
    from foidesk.desk.calendar import AddedDay
    from foidesk.desk.holidays import HolidayFacts
    from foidesk.desk.office import Desk


class HolidaysCard(QFrame):
    """What the clock counts by. Each change shows what it moves before it is done."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._desk, self._tasks = desk, tasks
        self._build()

    def load(self) -> None:
        """Read the table and the added days anew."""
        self._tasks.read(lambda: holidays.holiday_facts(self._desk), done=self._show, channel="holidays")

    def add_day(self) -> None:
        """Ask for a proclaimed day."""
        self._open(AddHolidayDialog(self, self._desk, self._tasks))

    def remove_day(self, day: "AddedDay") -> None:
        """Show what moves if a day is taken out, and ask."""
        self._ask(
            self.tr("Remove an added holiday"),
            self.tr("Remove the day"),
            self.tr("{name}, {day}, would be a working day again.").format(name=day.name, day=dates.full(day.date)),
            lambda: holidays.removing(self._desk, day.date),
            lambda: holidays.remove_holiday(self._desk, day.date),
            "trash-2",
        )

    def choose_file(self) -> None:
        """Ask for the file of a newer table, without stopping the window."""
        dialog = QFileDialog(self, self.tr("Choose a table of holidays"))
        dialog.setNameFilters([self.tr("Tables of holidays (*.json)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Look at the file that was chosen."""
        self.problem.put_away()
        self._tasks.read(lambda: holidays.read_new_table(path), done=self._offer, failed=self._failed, channel="holiday-file")

    def go_back(self) -> None:
        """Show what moves by the program's own table, and ask."""
        self._ask(
            self.tr("Back to the program's own table"),
            self.tr("Use the program's own"),
            self.tr("The table that was loaded is used no more. Days that were added stay."),
            lambda: holidays.dropping(self._desk),
            lambda: holidays.drop_loaded_holidays(self._desk),
            "undo-2",
        )

    def _offer(self, data: Any) -> None:
        self._ask(
            self.tr("Load a newer table"),
            self.tr("Use this table"),
            self.tr("Version of {version}: {source}").format(
                version=dates.spoken(data["version"]), source=dates.spoken(data["source"])
            ),
            lambda: holidays.loading(self._desk, data),
            lambda: holidays.load_holidays(self._desk, data),
            "upload",
        )

    def _ask(self, title: str, yes: str, lead: str, change: Any, verb: Any, icon_name: str) -> None:
        self._open(
            HolidayChangeDialog(
                self, self._desk, self._tasks, title, yes, lead=lead, change=change, verb=verb, icon_name=icon_name
            )
        )

    def _open(self, dialog: HolidayChangeDialog) -> None:
        self.problem.put_away()
        self.done.hide()
        dialog.moved.connect(self._moved)
        dialog.open()

    def _moved(self, count: int) -> None:
        words = self.tr("Done; %n open case(s) moved.", "", count) if count else self.tr("Done; no open case moved.")
        self._said.setText(words)
        self.done.show()
        announce(self, words)
        self.load()

    def _failed(self, error: Exception) -> None:
        self.problem.tell(UserError(dates.spoken(str(error))) if is_plain(error) else error, self._tasks)

    def _build(self) -> None:
        body = column(self, (24, 20, 24, 20), 16)
        head = column(gap=4)
        head.addWidget(Label(self.tr("Holidays"), 15, 600))
        lead = self.tr(
            "The clock leaves these days out. A change works out the due day of every open case again; answered ones stand."
        )
        head.addWidget(Label(lead, tone="muted", wrap=True))
        body.addLayout(head)
        table = column(gap=4)
        self.table, self.source = Label("", wrap=True), Label("", 12, tone="muted", wrap=True)
        table.addWidget(self.table)
        table.addWidget(self.source)
        body.addLayout(table)
        self.days = QWidget()
        self._entries = column(self.days, gap=4)
        body.addWidget(self.days)
        self.problem = ProblemLine()
        body.addWidget(self.problem)
        self.add = Button(self.tr("Add a day…"), "plus")
        self.newer = Button(self.tr("Load a newer table…"), "folder-open")
        self.back = Button(self.tr("Back to the program's own…"), "undo-2")
        self.add.clicked.connect(self.add_day)
        self.newer.clicked.connect(self.choose_file)
        self.back.clicked.connect(self.go_back)
        self.back.hide()
        foot = row(gap=12)
        for button in (self.add, self.newer, self.back):
            foot.addWidget(button)
        foot.addStretch()
        body.addLayout(foot)
        self.done, self._said = QFrame(), Label("", tone="green", wrap=True)
        line = row(self.done, gap=6)
        line.addWidget(IconLabel("circle-check", "green"))
        line.addWidget(self._said, 1)
        self.done.hide()
        body.addWidget(self.done)

    @property
    def said(self) -> str:
        """What it says of the last change; "" while it says nothing."""
        return "" if self.done.isHidden() else self._said.text()

    def _show(self, facts: "HolidayFacts") -> None:
        years = {"first": facts.covers_from.year, "last": facts.covers_to.year, "version": dates.spoken(facts.version)}
        self.table.setText(
            self.tr("Table of {version}, for {first} to {last}, loaded by {officer}").format(officer=facts.loaded_by, **years)
            if facts.loaded_by
            else self.tr("The program's own table of {version}, for {first} to {last}").format(**years)
        )
        self.source.setText(dates.spoken(facts.source))
        self.back.setVisible(facts.loaded_by is not None)
        clear(self._entries)
        self._entries.addWidget(Label(self.tr("Added days"), 12, 600, "muted"))
        if not facts.added:
            self._entries.addWidget(Label(self.tr("None yet."), tone="muted"))
        for day in facts.added:
            self._entries.addWidget(self._entry(day))

    def _entry(self, day: "AddedDay") -> QWidget:
        frame = pane("card")
        line = row(frame, (12, 6, 6, 6), 8)
        words = column(gap=2)
        places = self._places()
        where = ", ".join(places[place] for place in day.divisions) if len(day.divisions) < len(places) else self.tr("everywhere")
        title = self.tr("{day}, {name} ({where})").format(day=dates.full(day.date), name=day.name, where=where)
        about = self.tr("{source}. Added by {officer} on {day}.").format(
            source=day.source.rstrip("."), officer=day.by, day=dates.full(dates.london_day(day.at))
        )
        words.addWidget(Label(title, wrap=True))
        words.addWidget(Label(about, 12, tone="muted", wrap=True))
        line.addLayout(words, 1)
        remove = Tool("trash-2", self.tr("Remove {day}").format(day=dates.full(day.date)), size=28)
        remove.clicked.connect(partial(self.remove_day, day))
        line.addWidget(remove)
        return frame

    def _places(self) -> dict[str, str]:
        return {
            "england-and-wales": self.tr("England and Wales"),
            "scotland": self.tr("Scotland"),
            "northern-ireland": self.tr("Northern Ireland"),
        }
