"""The settings' card of synonyms, and the dialog in which the officer edits the table."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from foidesk.desk import synonyms
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button
from foidesk.gui.setup.card import begin_card

if TYPE_CHECKING:
    from foidesk.desk.office import Desk


class SynonymsCard(QFrame):
    """Words that are looked for together."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        lead = self.tr(
            "Whoever looks for one of these words finds the others too: Taser finds conducted energy device. They serve the search and the "
            "finding of similar cases; no letter is changed by them."
        )
        body = begin_card(self, self.tr("Words for the same"), lead)
        self.change = Button(self.tr("See and change the table…"), "file-pen")
        self.change.clicked.connect(self.show_table)
        body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def show_table(self) -> None:
        """Show the table."""
        SynonymsDialog(self.window(), self._desk, self._tasks).open()


class SynonymsDialog(VerbDialog):
    """The whole table as a text: one group a line, its terms parted by commas."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Words for the same"),
            self.tr("Save the table"),
            lead=self.tr("One group a line, its words parted by commas. What you change holds for the next search."),
        )
        self._desk = desk
        self.text = self.first = QPlainTextEdit()
        self.text.setFont(font(13))
        self.text.setAccessibleName(self.tr("The table: one group a line, its words parted by commas"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.body.addWidget(self.text, 1)
        self.reset = Button(self.tr("Put the program's table here"), "undo-2")
        self.reset.clicked.connect(lambda: self.text.setPlainText(synonyms.program_table()))
        self.body.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.resize(720, 600)
        self.set_busy(True)
        self.cancel.setEnabled(True)
        self.read(lambda: synonyms.table(desk), self._show)

    def agree(self) -> None:
        text = self.text.toPlainText()
        self.write(lambda: synonyms.write_synonyms(self._desk, text))

    def _show(self, table: str) -> None:
        self.text.setPlainText(table)
        self.set_busy(False)
