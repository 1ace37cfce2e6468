"""A table that answers: pasted from a spreadsheet or read from a file, seen as it will stand, put into an answer or made a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from foidesk.desk import attach, tables
from foidesk.gui.dialogs.table_cells import CellModel, grid_view
from foidesk.gui.dialogs.table_choices import LETTER, TableChoices, TablePlace
from foidesk.gui.dialogs.table_source import TableSource
from foidesk.gui.kit.dropped import dropped_file
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import IconLabel, Label, clear, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.desk.tables import Shaped
    from foidesk.intake.grid import Grid

SIDE = 312
"""How wide the column of choices is, in pixels."""


class TableDialog(VerbDialog):
    """Above where the cells come from, in the middle the table that they make, below how it is made and where it goes."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        self.shaped: Shaped | None = None
        self._grid: Grid | None = None
        self.place: TablePlace | None = None
        super().__init__(parent, tasks, self.tr("Attach a table"), self.tr("Attach"), icon_name="paperclip")
        self.desk, self.case_id = desk, snapshot.case.id
        self.resize(960, 640)
        self._build(snapshot)
        self.setAcceptDrops(True)
        # A file that is dropped on the cells is read, too, and not written into them as its address.
        self.source.text.setAcceptDrops(False)
        self.first = self.source.text
        self.set_busy(False)

    @property
    def text(self) -> QWidget:
        """Where cells are pasted."""
        return self.source.text

    def is_ready(self) -> bool:
        if self.shaped is None or self.place is None:
            return False
        titled = bool(self.name.text().strip()) or self.place.key == LETTER
        return titled and not self.place.why_not(tables.too_large(self.shaped.table))

    def agree(self) -> None:
        if self.shaped is None or self.place is None:
            return
        table, title, form = self.shaped.table, self.name.text().strip(), self.place.key
        decision_id = self.place.decision_id
        if decision_id is not None:
            self.write(lambda: tables.put_in_answer(self.desk, self.case_id, decision_id, table, title))
        else:
            self.write(lambda: attach.attach_table(self.desk, self.case_id, table, title, form))

    def take_file(self, path: Path) -> None:
        """Read a file off the window's thread."""
        if not self.name.text().strip():
            self.name.setText(path.stem.replace("_", " "))
        self.source.take_file(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def _build(self, snapshot: "Snapshot") -> None:
        self.source = TableSource()
        self.body.addWidget(self.source.head)
        across = row(gap=24)
        left, right = column(gap=12), column(gap=8)
        across.addLayout(left, 1)
        side = QFrame()
        side.setFixedWidth(SIDE)
        side.setLayout(right)
        across.addWidget(side)
        self.body.addLayout(across, 1)
        left.addWidget(self.source)
        self.how = Label(self.tr("As it will stand"), 12, 600, "muted")
        left.addWidget(self.how)
        self.cells = CellModel(self)
        self.grid = grid_view(self.cells, self.tr("The table as it will stand"))
        left.addWidget(self.grid, 1)
        self.told = pane("amber")
        self._told = column(self.told, (12, 8, 12, 8), 4)
        self._telling = QScrollArea()
        self._telling.setWidgetResizable(True)
        self._telling.setFrameShape(QFrame.Shape.NoFrame)
        self._telling.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._telling.setAccessibleName(self.tr("What to know of these cells"))
        self._telling.setFixedHeight(96)
        self._telling.setWidget(self.told)
        self._telling.hide()
        left.addWidget(self._telling)
        self.choices = TableChoices()
        right.addWidget(self.choices, 1)
        self.place = TablePlace(snapshot)
        self.name = self.place.name
        right.addWidget(self.place)
        self.source.touched.connect(self._stale)
        self.source.changed.connect(self._read_cells)
        self.choices.changed.connect(self._make)
        self.place.changed.connect(self._placed)

    def _stale(self) -> None:
        """Other cells are about to be read: what is shown is not what would be taken."""
        self._grid, self.shaped = None, None
        self.set_busy(False)

    def _read_cells(self) -> None:
        path, text = self.source.path, self.source.text.toPlainText()
        self.problem.put_away()
        if path is not None:
            sheet, area = self.source.sheet, self.source.area.text()
            self.read(lambda: tables.grid_of_file(path, sheet, area), self._took, channel="table-cells", failed=self._unreadable)
        elif text.strip():
            self.read(lambda: tables.grid_of_text(text), self._took, channel="table-cells", failed=self._unreadable)
        else:
            # Whatever is still being read has been overtaken.
            self.read(lambda: None, lambda nothing: self._show(None), channel="table-cells")

    def _took(self, grid: "Grid") -> None:
        self._grid = grid
        self.source.show_sheets(grid)
        self.choices.offer_heads(grid)
        self._make()

    def _make(self) -> None:
        grid, choice = self._grid, self.choices.choice()
        if grid is not None:
            self.read(lambda: tables.shape(grid, choice), self._made, channel="table", failed=self._unreadable)

    def _made(self, shaped: "Shaped") -> None:
        self.problem.put_away()
        self._show(shaped)

    def _unreadable(self, error: Exception) -> None:
        self._show(None)
        self.problem.tell(error, self.tasks)

    def _show(self, shaped: "Shaped | None") -> None:
        self.shaped = shaped
        self.cells.set_shaped(shaped)
        if shaped is None:
            self.how.setText(self.tr("As it will stand"))
        else:
            self.how.setText(
                self.tr("As it will stand: {rows}, {columns}").format(
                    rows=self.tr("%n row(s)", "", len(shaped.table.rows)),
                    columns=self.tr("%n column(s)", "", len(shaped.table.header)),
                )
            )
        self._placed()

    def _placed(self) -> None:
        """Say what has to be known, and what stands in the way of where the table is to go."""
        if self.place is None:
            return
        in_letter = self.place.key == LETTER
        self.yes.set_words(self.tr("Put it in the answer") if in_letter else self.tr("Attach"))
        lines = [*self._grid.told, *self.shaped.told] if self._grid is not None and self.shaped is not None else []
        reason = self.place.why_not(tables.too_large(self.shaped.table)) if self.shaped is not None else ""
        self._tell([reason, *lines] if reason else lines)
        self.set_busy(False)

    def _tell(self, lines: list[str]) -> None:
        clear(self._told)
        for words in lines:
            line = row(gap=8)
            line.addWidget(IconLabel("info", "amber"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(words, wrap=True), 1)
            self._told.addLayout(line)
        self._telling.setVisible(bool(lines))
        self._telling.setAccessibleDescription(" ".join(lines))
