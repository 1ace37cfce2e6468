"""What a decision says beside its outcome: how old its records are, and how its grounds stand to one another."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from foidesk.desk import decide
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk

YEARS = (1000, 2199)


class DecisionDialog(VerbDialog):
    """Some decisions that were made in the same way; what is set here holds for all of them."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot", decisions: list[int]) -> None:
        super().__init__(parent, tasks, self.tr("More about the decision"), self.tr("Keep it"), icon_name="save")
        self._desk, self._case_id, self._ids = desk, snapshot.case.id, decisions
        self.resize(520, 360)
        first = next(item for _, item in snapshot.case.every_decision() if item.id in decisions)
        self.year = QLineEdit(str(first.record_year or ""))
        self.year.setFont(font(13))
        self.year.setValidator(QIntValidator(*YEARS, self.year))
        self.year.setMaximumWidth(120)
        self.year.textChanged.connect(lambda text: self.set_busy(self._busy))
        hint = self.tr("Some exemptions end with age: 20, 60 or 100 years after it. Leave it empty if the records are recent.")
        self.body.addWidget(field(self.tr("Year of the latest record"), self.year, hint))
        self.alternative = self._box(self.tr("The provisions are relied on in the alternative"), first.in_the_alternative)
        self.different = self._box(self.tr("Each provision is relied on for different information"), first.different_information)
        self.body.addStretch()
        self.first = self.year

    def agree(self) -> None:
        year = int(self.year.text()) if self.year.hasAcceptableInput() else 0
        alternative, different = self.alternative.isChecked(), self.different.isChecked()
        self.write(
            lambda: decide.change_decisions(
                self._desk,
                self._case_id,
                self._ids,
                record_year=year,
                in_the_alternative=alternative,
                different_information=different,
            )
        )

    def is_ready(self) -> bool:
        return not self.year.text() or self.year.hasAcceptableInput()

    def _box(self, words: str, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setFont(font(13))
        box.setMinimumHeight(28)
        box.setChecked(on)
        self.body.addWidget(box)
        return box
