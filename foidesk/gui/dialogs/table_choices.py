"""How cells become a table: the row of headings, the signs for none and for low counts, notes, and where the table goes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from foidesk.desk.tables import Choice, takes_table
from foidesk.gui.kit.paper import field_label
from foidesk.gui.kit.widgets import Check, column, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.intake.grid import Grid

MOST_HEADS = 12
"""How many rows are offered as the row of headings."""
MOST_SHOWN = 36
LETTER = "letter"


class TableChoices(QFrame):
    """`changed` says that the table is to be made anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, gap=8)
        self.head = self._box(self.tr("Headings"))
        self.nil = self._box(self.tr("None is written"))
        for words, sign in (
            (self.tr("As it stands"), ""),
            (self.tr("0"), "0"),
            (self.tr("nil"), "nil"),
            (self.tr("–  (with a note)"), "–"),
        ):
            self.nil.addItem(words, sign)
        self.low = self._box(self.tr("Low counts"))
        for words, least in (
            (self.tr("As they stand"), 0),
            (self.tr("Fewer than 5"), 5),
            (self.tr("Fewer than 6"), 6),
            (self.tr("Fewer than 10"), 10),
        ):
            self.low.addItem(words, least)
        for box in (self.head, self.nil, self.low):
            body.addLayout(_named(box))
        self.row_header = Check(self.tr("The first column names the rows"))
        self.row_header.clicked.connect(self.changed)
        body.addWidget(self.row_header)
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName(self.tr("Notes, one a line, each with its mark"))
        self.notes.setPlaceholderText(self.tr("[1] From April 2023."))
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(52)
        self.notes.textChanged.connect(self.changed)
        body.addLayout(_named(self.notes), 1)

    def choice(self) -> Choice:
        """What was chosen."""
        return Choice(
            header_row=max(1, self.head.currentIndex() + 1),
            row_header=self.row_header.isChecked(),
            nil=self.nil.currentData(),
            low=self.low.currentData(),
            notes=self.notes.toPlainText(),
        )

    def offer_heads(self, grid: "Grid | None") -> None:
        """Offer the first rows as the row of headings; the first that is filled to its end is likely it."""
        rows = grid.rows[:MOST_HEADS] if grid else ()
        names = [_short(f"{at}: {', '.join(filter(None, cells))}") for at, cells in enumerate(rows, 1)]
        if names == [self.head.itemText(at) for at in range(self.head.count())]:
            return
        self.head.blockSignals(True)
        self.head.clear()
        self.head.addItems(names)
        full = next((at for at, cells in enumerate(rows) if all(cells)), 0)
        self.head.setCurrentIndex(full if full < len(rows) - 1 else 0)
        self.head.blockSignals(False)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.currentIndexChanged.connect(self.changed)
        return box


class TablePlace(QFrame):
    """The title, and where the table goes: into an answer, or into a file of its own."""

    changed = Signal()

    def __init__(self, snapshot: "Snapshot") -> None:
        super().__init__()
        body = column(self, gap=8)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Title of the table"))
        body.addLayout(_named(self.name))
        self.form = QComboBox()
        self.form.setAccessibleName(self.tr("Made into"))
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, key in (
            (self.tr("A PDF, to read"), "pdf"),
            (self.tr("A workbook (.xlsx), to work with"), "xlsx"),
            (self.tr("A .csv file, for any program"), "csv"),
            (self.tr("A table in the letter"), LETTER),
        ):
            self.form.addItem(words, key)
        body.addLayout(_named(self.form))
        self.answer = QComboBox()
        self.answer.setAccessibleName(self.tr("Answer that it stands in"))
        self.answer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for question, decision in snapshot.case.every_decision():
            if takes_table(decision):
                words = self.tr("Question {label}: {text}").format(label=question.label, text=question.text)
                self.answer.addItem(_short(words), decision.id)
        self._answer = QFrame()
        inner = column(self._answer)
        inner.addLayout(_named(self.answer))
        body.addWidget(self._answer)
        self.form.currentIndexChanged.connect(self._show)
        self.name.textChanged.connect(self.changed)
        self._show()

    @property
    def key(self) -> str:
        """What the table is made into: "pdf", "xlsx", "csv" or "letter"."""
        return str(self.form.currentData())

    def choose(self, key: str) -> None:
        """Make it something else."""
        self.form.setCurrentIndex(self.form.findData(key))

    @property
    def decision_id(self) -> int | None:
        """The decision whose answer the table is to stand in; None where it becomes a file."""
        return self.answer.currentData() if self.key == LETTER else None

    def why_not(self, too_large: str) -> str:
        """Why the table cannot go where it is to go; "" where it can."""
        if self.key != LETTER:
            return ""
        if self.answer.count() == 0:
            return self.tr("No question is answered with information yet. Decide one as disclosed, in full or in part, first.")
        return too_large

    def _show(self) -> None:
        self._answer.setVisible(self.key == LETTER and self.answer.count() > 0)
        self.changed.emit()


def _short(words: str) -> str:
    """Words on one line that a field has room for."""
    line = " ".join(words.split())
    return line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1].rstrip() + "…"


def _named(widget: QWidget) -> QHBoxLayout:
    """A control under its name."""
    whole = row()
    body = column(gap=4)
    body.addWidget(field_label(widget.accessibleName(), widget))
    body.addWidget(widget)
    whole.addLayout(body)
    return whole
