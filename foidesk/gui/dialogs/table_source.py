"""Where a table comes from: cells that are pasted, or a file with its sheet and the cells of it that answer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit, QPlainTextEdit

from foidesk.gui.kit.paper import field_label
from foidesk.gui.kit.widgets import Button, ElidedLabel, IconLabel, Label, column, pane, row

if TYPE_CHECKING:
    from foidesk.intake.grid import Grid

PAUSE = 150
"""How long after the last key the table is read anew, in milliseconds."""


class TableSource(QFrame):
    """`changed` says that something else is to be read, once the officer has paused; `touched` that it will be."""

    touched, changed = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.pause.timeout.connect(self.changed)
        body = column(self)
        self.head = QFrame()
        line = row(self.head, gap=8)
        words = self.tr("Copy the cells in the spreadsheet and paste them here, headings first, or open or drop a file.")
        self.opener = Button(self.tr("Open a .csv or .xlsx file…"), "folder-open")
        self.opener.clicked.connect(self.open_file)
        line.addWidget(Label(words, tone="muted", wrap=True), 1)
        line.addWidget(self.opener)
        self._card = self._file()
        self._card.hide()
        body.addWidget(self._pasting())
        body.addWidget(self._card)

    @property
    def sheet(self) -> str:
        """The chosen sheet of the workbook; "" before it was read."""
        return self.sheets.currentText()

    def open_file(self) -> None:
        """Ask for a file and read it."""
        asked = QFileDialog(self, self.tr("Open a table"), "", self.tr("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm)"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self.take_file(Path(path)))
        asked.open()

    def take_file(self, path: Path) -> None:
        """Read from a file from now on."""
        self.path = path
        self._name.setText(path.name)
        self.sheets.clear()
        self.area.clear()
        self._workbook.hide()
        self._show_card(True)
        self.touched.emit()
        self.changed.emit()

    def paste_instead(self) -> None:
        """Read what is pasted from now on."""
        self.path = None
        self._show_card(False)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.touched.emit()
        self.changed.emit()

    def show_sheets(self, grid: "Grid") -> None:
        """Offer the sheets of the workbook that was read."""
        self._workbook.setVisible(bool(grid.sheets))
        if grid.sheets and self.sheets.count() == 0:
            self.sheets.blockSignals(True)
            self.sheets.addItems(list(grid.sheets))
            self.sheets.setCurrentText(grid.sheet)
            self.sheets.blockSignals(False)

    def _show_card(self, shown: bool) -> None:
        """The file in the place of what is pasted, or the other way round."""
        self.text.setVisible(not shown)
        self._card.setVisible(shown)

    def _pasting(self) -> QPlainTextEdit:
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The table as text"))
        self.text.setPlaceholderText(self.tr("Year\tDevices\n2024/25\t38"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabStopDistance(128)
        self.text.setMinimumHeight(72)
        self.text.setMaximumHeight(104)
        self.text.textChanged.connect(self._typed)
        return self.text

    def _file(self) -> QFrame:
        card = pane("card")
        body = column(card, (16, 12, 16, 12), 8)
        line = row(gap=8)
        line.addWidget(IconLabel("table", "muted"))
        self._name = ElidedLabel("", 13, 600)
        line.addWidget(self._name, 1)
        back = Button(self.tr("Paste cells instead"))
        back.clicked.connect(self.paste_instead)
        line.addWidget(back)
        body.addLayout(line)
        self._workbook = QFrame()
        fields = row(self._workbook, gap=12)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(self.tr("Sheet"))
        self.sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheets.setMinimumContentsLength(16)
        self.sheets.currentTextChanged.connect(self._typed)
        self.area = QLineEdit()
        self.area.setAccessibleName(self.tr("Cells"))
        self.area.setPlaceholderText(self.tr("All, or such as A3:F20"))
        self.area.textChanged.connect(self._typed)
        for words, widget in ((self.tr("Sheet"), self.sheets), (self.tr("Cells"), self.area)):
            one = column(gap=4)
            one.addWidget(field_label(words, widget))
            one.addWidget(widget)
            fields.addLayout(one, 1)
        body.addWidget(self._workbook)
        self._workbook.hide()
        return card

    def _typed(self) -> None:
        self.touched.emit()
        self.pause.start()
