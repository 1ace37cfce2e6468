"""A table that answers: pasted from a spreadsheet or read from a .csv file, seen as it will stand, made into a PDF or a CSV file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from foidesk.desk import attach
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label, Segment, column, row

if TYPE_CHECKING:
    from foidesk.desk.attach import AnswerTable
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk

PAUSE = 150
"""How long after the last key the table is read anew, in milliseconds."""

Index = QModelIndex | QPersistentModelIndex


class CellModel(QAbstractTableModel):
    """The cells of the table, with its headings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table: AnswerTable | None = None

    def set_table(self, table: "AnswerTable | None") -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.table is None else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.table is None else len(self.table.header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or self.table is None or orientation == Qt.Orientation.Vertical:
            return None
        return self.table.header[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if (
            not index.isValid()
            or self.table is None
            or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        ):
            return None
        cell = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.table.header[index.column()]}: {cell}"
        return cell


class TableDialog(VerbDialog):
    """Above the text as it was pasted, below the table that it makes."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        self.table: AnswerTable | None = None
        super().__init__(parent, tasks, self.tr("Attach a table"), self.tr("Attach"), icon_name="paperclip")
        self.desk, self.case_id = desk, snapshot.case.id
        self.resize(720, 620)
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._parse)
        self.text.textChanged.connect(self._typed)
        self.name.textChanged.connect(lambda words: self.set_busy(False))
        self.first = self.text
        self.set_busy(False)

    def is_ready(self) -> bool:
        return self.table is not None and bool(self.name.text().strip())

    def agree(self) -> None:
        table, title = self.table, self.name.text().strip()
        form = "csv" if self.as_csv.isChecked() else "pdf"
        if table is not None:
            self.write(lambda: attach.attach_table(self.desk, self.case_id, table, title, form))

    def open_file(self) -> None:
        """Ask for a .csv file and read it."""
        asked = QFileDialog(self, self.tr("Open a table"), "", self.tr("Tables (*.csv *.tsv *.txt)"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self.take_file(Path(path)))
        asked.open()

    def take_file(self, path: Path) -> None:
        """Read a file off the window's thread and show its text."""
        self.problem.put_away()
        if not self.name.text().strip():
            self.name.setText(path.stem.replace("_", " "))
        self.read(lambda: attach.text_of_table_file(path), self.text.setPlainText, channel="table-file")

    def _build(self) -> None:
        line = row(gap=8)
        label = Label(self.tr("Copy the cells in the spreadsheet and paste them here, headings first."), tone="muted", wrap=True)
        opener = Button(self.tr("Open a .csv file…"), "folder-open")
        opener.clicked.connect(self.open_file)
        line.addWidget(label, 1)
        line.addWidget(opener)
        self.body.addLayout(line)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The table as text"))
        self.text.setPlaceholderText(self.tr("Year\tDevices\n2024/25\t38"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabStopDistance(128)
        self.text.setMinimumHeight(88)
        self.body.addWidget(self.text, 2)
        self.how = Label(self.tr("As it will stand"), 12, 600, "muted")
        self.body.addWidget(self.how)
        self.body.addWidget(self._grid(), 3)
        self.body.addLayout(self._about())

    def _grid(self) -> QTableView:
        self.cells = CellModel(self)
        self.grid = QTableView()
        self.grid.setModel(self.cells)
        self.grid.setProperty("kind", "grid")
        self.grid.setAccessibleName(self.tr("The table as it will stand"))
        self.grid.setTabKeyNavigation(False)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.verticalHeader().hide()
        self.grid.verticalHeader().setDefaultSectionSize(28)
        across = self.grid.horizontalHeader()
        across.setFont(font(12, 600))
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setDefaultSectionSize(128)
        across.setMinimumSectionSize(56)
        return self.grid

    def _about(self) -> QHBoxLayout:
        line = row(gap=12)
        titled = column(gap=4)
        caption = Label(self.tr("Title, which heads the attachment"), 12, 500, "muted")
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Title of the table"))
        caption.setBuddy(self.name)
        titled.addWidget(caption)
        titled.addWidget(self.name)
        line.addLayout(titled, 1)
        formed = column(gap=4)
        formed.addWidget(Label(self.tr("Made into"), 12, 500, "muted"))
        choices = row(margins=(0, 3, 0, 3), gap=4)
        group = QButtonGroup(self)
        self.as_pdf, self.as_csv = Segment(self.tr("PDF, to read")), Segment(self.tr("CSV, to work with"))
        self.as_pdf.setChecked(True)
        for choice in (self.as_pdf, self.as_csv):
            group.addButton(choice)
            choices.addWidget(choice)
        formed.addLayout(choices)
        line.addLayout(formed)
        return line

    def _typed(self) -> None:
        self.table = None
        self.set_busy(False)
        self._pause.start()

    def _parse(self) -> None:
        text = self.text.toPlainText()
        if not text.strip():
            self._show(None)
            self.problem.put_away()
            return
        self.read(lambda: attach.table_from_text(text), self._parsed, channel="table", failed=self._unreadable)

    def _parsed(self, table: "AnswerTable") -> None:
        self.problem.put_away()
        self._show(table)

    def _unreadable(self, error: Exception) -> None:
        self._show(None)
        self.problem.tell(error, self.tasks)

    def _show(self, table: "AnswerTable | None") -> None:
        self.table = table
        self.cells.set_table(table)
        if table is None:
            self.how.setText(self.tr("As it will stand"))
        else:
            self.how.setText(
                self.tr("As it will stand: {rows}, {columns}").format(
                    rows=self.tr("%n row(s)", "", len(table.rows)), columns=self.tr("%n column(s)", "", len(table.header))
                )
            )
        self.set_busy(False)
