"""The saved versions of one text, two of them compared, and the older one brought back if it should stand again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QTextEdit, QWidget

from foidesk.desk import audit, browse
from foidesk.gui.case.terms import Terms
from foidesk.gui.kit import compare, dates
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Label, column, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot, Version
    from foidesk.desk.office import Desk
    from foidesk.model import Case

WIDE = 600
"""From this width on the two versions are chosen side by side."""


class VersionsView(QWidget):
    """A choice of the text, a choice of two versions, and what differs between them."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.desk, self.tasks = desk, tasks
        self._terms = Terms(self)
        self._case: Case | None = None
        self._versions: list[Version] = []
        self._shown: tuple[str, list[int]] | None = None
        self._build()
        self.clear()

    def load(self, snapshot: "Snapshot") -> None:
        """Read anew which texts there are; what is chosen stays chosen."""
        self._case = case = snapshot.case
        read = lambda: audit.saved_texts(self.desk, case.id)  # noqa: E731
        self.tasks.read(read, done=partial(self._take_fields, case.id), channel="history-texts")

    def clear(self) -> None:
        """No case is open."""
        self._case, self._versions, self._shown = None, [], None
        for box in (self.field, self.older, self.newer):
            box.clear()
            box.setEnabled(False)
        self.words.clear()
        self.back.setEnabled(False)
        self.problem.put_away()
        self.about.setText("")

    def _build(self) -> None:
        whole = column(self, (24, 12, 24, 12), 8)
        self.field = self._box(self.tr("Text"), 16)
        self.field.activated.connect(lambda number: self._read_versions())
        whole.addWidget(self.field)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(8)
        self.older, self.newer = self._box(self.tr("Older version"), 8), self._box(self.tr("Newer version"), 8)
        for box in (self.older, self.newer):
            box.currentIndexChanged.connect(lambda number: self._compare())
        self._line.addWidget(self.older, 1)
        self._line.addWidget(self.newer, 1)
        whole.addLayout(self._line)
        self.about = Label("", 12, 400, "muted", wrap=True)
        whole.addWidget(self.about)
        self.words = QTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("What differs between the two versions"))
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        whole.addWidget(self.words, 1)
        self.problem = ProblemLine()
        whole.addWidget(self.problem)
        foot = row()
        foot.addStretch()
        self.back = Button(self.tr("Bring the older version back"), "undo-2")
        self.back.clicked.connect(self.bring_back)
        foot.addWidget(self.back)
        whole.addLayout(foot)

    def _box(self, name: str, letters: int) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(letters)
        return box

    def bring_back(self) -> None:
        """Let the older of the two versions stand again."""
        case, field, number = self._case, self.field.currentData(), self.older.currentData()
        if case is None or field is None or number is None:
            return
        self.problem.put_away()
        self.back.setEnabled(False)
        verb = lambda: audit.bring_back(self.desk, case.id, field, number)  # noqa: E731
        self.tasks.write(verb, done=lambda value: self._read_versions(), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._compare()
        self.problem.tell(error, self.tasks)

    def _take_fields(self, case_id: int, fields: list[tuple[str, int]]) -> None:
        if self._case is None or self._case.id != case_id:
            return
        chosen = self.field.currentData()
        named = [(self._field_words(self._case, field, count), field) for field, count in fields]
        if named != [(self.field.itemText(number), self.field.itemData(number)) for number in range(self.field.count())]:
            self.field.clear()
            for words, field in named:
                self.field.addItem(words, field)
            self.field.setCurrentIndex(max(0, self.field.findData(chosen)))
        self.field.setEnabled(bool(fields))
        if fields:
            self._read_versions()
        else:
            self.about.setText(self.tr("No text has been saved yet."))

    def _field_words(self, case: "Case", field: str, count: int) -> str:
        return f"{self._terms.text(case, field)} · {self.tr('%n version(s)', '', count)}"

    def _read_versions(self) -> None:
        case, field = self._case, self.field.currentData()
        if case is not None and field is not None:
            read = lambda: browse.versions(self.desk, case.id, field)  # noqa: E731
            self.tasks.read(read, done=partial(self._take_versions, case.id, field), channel="history-versions")

    def _take_versions(self, case_id: int, field: str, versions: "list[Version]") -> None:
        """Show the last two versions, unless the same ones are shown already."""
        if self._case is None or self._case.id != case_id or field != self.field.currentData():
            return
        now = (f"{case_id}/{field}", [version.number for version in versions])
        if now == self._shown:
            self._compare()
            return
        self._shown, self._versions = now, versions
        for box in (self.older, self.newer):
            box.blockSignals(True)
            box.clear()
            for version in versions:
                box.addItem(self._version_words(version), version.number)
            box.setEnabled(len(versions) > 1)
            box.blockSignals(False)
        self.newer.setCurrentIndex(len(versions) - 1)
        self.older.setCurrentIndex(max(0, len(versions) - 2))
        self._compare()

    def _version_words(self, version: "Version") -> str:
        return self.tr("Version {number}, {when}").format(number=version.number, when=dates.moment_words(version.at))

    def _compare(self) -> None:
        older, newer = self._version(self.older), self._version(self.newer)
        if older is None or newer is None:
            return
        before, after = audit.plain_words(older.text), audit.plain_words(newer.text)
        compare.paint(self.words.document(), compare.compared(before, after))
        self.about.setText(self._about(before == after))
        stands = self._versions[-1].number
        self.back.setEnabled(older.number != stands and audit.can_come_back(str(self.field.currentData())))

    def _about(self, same: bool) -> str:
        if len(self._versions) == 1:
            return self.tr("There is one version only.")
        if same:
            return self.tr("The words are the same.")
        return self.tr("Struck through: only in the older version. Underlined: only in the newer one.")

    def _version(self, box: QComboBox) -> "Version | None":
        return next((version for version in self._versions if version.number == box.currentData()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = QBoxLayout.Direction.LeftToRight if event.size().width() >= WIDE else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != across:
            self._line.setDirection(across)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._versions:
            self._compare()
