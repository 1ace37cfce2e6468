"""Bringing in the authority's past: a folder or a register is chosen, looked at, brought in piece by piece, and reported on."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QGridLayout, QProgressBar, QWidget

from foidesk.desk import past
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.past import Importing, PastReport
    from foidesk.intake.register import Register


class PastDialog(VerbDialog):
    """The place first; of a register, what its columns stand for; then the import, which can be stopped and goes on another time."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Bring in the authority's past"),
            self.tr("Bring in"),
            lead=self.tr(
                "Published pages and letters, or a register of earlier requests, become closed cases that can be searched. Nothing is "
                "brought in twice, so an import that was stopped goes on another time."
            ),
            icon_name="archive",
        )
        self._desk = desk
        self._place: Path | None = None
        self._importing: Importing | None = None
        self._stopping = self._finished = False
        self.resize(640, 480)
        self._choices()
        self.where = Label("", wrap=True)
        self.where.hide()
        self.body.addWidget(self.where)
        self.columns: dict[str, QComboBox] = {}
        self.mapping = QFrame()
        self._grid = QGridLayout(self.mapping)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.mapping.hide()
        self.body.addWidget(self.mapping)
        self.told = Label("", tone="muted", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("How much has been brought in"))
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.list = TextTable(self.tr("What did not come in as it stands"))
        self.list.hide()
        self.body.addWidget(self.list, 1)
        self.body.addStretch()
        self.copy = Button(self.tr("Copy the report"), "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report()))
        self.copy.hide()
        self.foot.insertWidget(0, self.copy)
        self.first = self.folder
        self.set_busy(False)

    def is_ready(self) -> bool:
        return self._finished or self._place is not None

    def agree(self) -> None:
        """Bring in what was chosen."""
        if self._finished:
            self.accept()
        elif self._place is not None:
            place, columns = self._place, self._chosen_columns()
            self.set_busy(True)
            self.read(lambda: past.Importing(self._desk, place, columns), self._begin, channel="past")

    def reject(self) -> None:
        """While it is brought in: stop after this piece. Otherwise leave."""
        if self._importing is not None and not self._finished:
            self._stopping = True
            self.cancel.setEnabled(False)
        else:
            super().reject()

    def report(self) -> str:
        """What did not come in as it stands, a line for each."""
        return "\n".join(f"{item.name}\t{item.why}" for item in (*self._done().unread, *self._done().doubts))

    def choose(self, place: Path) -> None:
        """Take a folder or a register; of a register the columns are shown first."""
        self.problem.put_away()
        self._place = None
        self.mapping.hide()
        self.where.setText(str(place))
        self.where.show()
        self.set_busy(False)
        if place.suffix.lower() in past.TABLES and not place.is_dir():
            self.read(lambda: past.look_at_register(place), lambda found: self._show_columns(place, found), channel="past")
        else:
            self._tell(
                self.tr("Pages, texts, letters as PDF and e-mails are read; what is of another kind is named in the report.")
            )
            self._take(place)

    def _choices(self) -> None:
        line = row(gap=8)
        self.folder = Button(self.tr("Choose a folder…"), "folder-open")
        self.folder.clicked.connect(lambda: self._ask(QFileDialog.FileMode.Directory))
        self.file = Button(self.tr("Choose a register…"), "table")
        self.file.clicked.connect(lambda: self._ask(QFileDialog.FileMode.ExistingFile))
        line.addWidget(self.folder)
        line.addWidget(self.file)
        line.addStretch()
        self.body.addLayout(line)

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        kinds = self.tr("Registers (*.csv *.tsv *.xlsx)") if mode is QFileDialog.FileMode.ExistingFile else ""
        asked = QFileDialog(self, self.tr("Bring in the authority's past"), "", kinds)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(mode)
        asked.fileSelected.connect(lambda name: self.choose(Path(name)))
        asked.open()

    def _take(self, place: Path) -> None:
        self._place = place
        self.set_busy(False)
        self.order_tabs()
        self.yes.setFocus()

    def _show_columns(self, place: Path, found: "Register") -> None:
        """A box for each thing that a register may say, with the column that was found for it."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.columns = {}
        for number, (name, words) in enumerate(self._fields().items()):
            box = self.columns[name] = QComboBox()
            box.setFont(font(13))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
            box.setAccessibleName(self.tr("Column for: {field}").format(field=words))
            box.addItem(self.tr("none"), "")
            for heading in filter(None, found.headings):
                box.addItem(heading, heading)
            box.setCurrentIndex(max(0, box.findData(found.columns.get(name, ""))))
            down, across = number // 2, 2 * (number % 2)
            self._grid.addWidget(Label(words, 13, 500), down, across)
            self._grid.addWidget(box, down, across + 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.mapping.show()
        rows = self.tr("%n row(s).", "", len(found.rows))
        self._tell(" ".join([rows, *found.told, self.tr("Days are read with the day before the month.")]))
        self._take(place)
        self.fit()

    def _fields(self) -> dict[str, str]:
        return {
            "reference": self.tr("Reference"),
            "title": self.tr("Title"),
            "received": self.tr("Received"),
            "sent": self.tr("Answered"),
            "outcome": self.tr("Outcome"),
            "provisions": self.tr("Provisions"),
            "question": self.tr("Request"),
            "answer": self.tr("Answer"),
            "requester": self.tr("Requester"),
        }

    def _chosen_columns(self) -> Mapping[str, str]:
        return {name: box.currentData() for name, box in self.columns.items()} if not self.mapping.isHidden() else {}

    def _begin(self, importing: "Importing") -> None:
        self._importing = importing
        for widget in (self.folder, self.file, self.mapping):
            widget.setEnabled(False)
        self.progress.setRange(0, importing.of)
        self.progress.show()
        self.yes.setEnabled(False)
        self.cancel.set_words(self.tr("Stop"))
        self.cancel.setEnabled(True)
        self.cancel.setFocus()
        self._next()

    def _next(self) -> None:
        """The next piece, once the one before is done: what the officer does meanwhile comes in between."""
        importing = self._importing
        assert importing is not None
        if self._stopping or not importing.following:
            self._end_of_import()
            return
        words = self.tr("{number} of {all}: {name}")
        self.told.setText(words.format(number=importing.done + 1, all=importing.of, name=importing.following))
        self.tasks.write(importing.step, done=lambda more: self._stepped(), failed=self._broken)

    def _stepped(self) -> None:
        assert self._importing is not None
        self.progress.setValue(self._importing.done)
        self._next()

    def _broken(self, error: Exception) -> None:
        self._end_of_import()
        self.problem.tell(error, self.tasks)

    def _end_of_import(self) -> None:
        assert self._importing is not None
        report, self._finished = self._importing.report, True
        self.progress.hide()
        self.mapping.hide()
        self.cancel.hide()
        self.heading.setText(self.tr("%n case(s) brought in", "", report.imported))
        left = self._importing.of - self._importing.done
        words = [self.tr("%n letter(s) added to the cases that they answered.", "", report.joined)] if report.joined else []
        words += [self.tr("%n were in the store already.", "", report.known)] if report.known else []
        words += [self.tr("Stopped with %n left; bring the same place in again to go on.", "", left)] if left else []
        words += [self.tr("What did not come in as it stands:") if report.unread or report.doubts else self.tr("All was read.")]
        self._tell(" ".join(words))
        rows = [TextRow(("unread", n), item.why, item.name, icon="circle-alert") for n, item in enumerate(report.unread)]
        rows += [TextRow(("doubt", n), item.why, item.name, icon="info") for n, item in enumerate(report.doubts)]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.copy.setVisible(bool(rows))
        self.yes.set_words(self.tr("Done"))
        self.yes.set_icon(None)
        self.first = self.yes
        self.set_busy(False)
        self.order_tabs()
        self.yes.setFocus()

    def _done(self) -> "PastReport":
        return self._importing.report if self._importing is not None else past.PastReport()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        announce(self, words)
