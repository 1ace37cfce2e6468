"""The questions of a case: number, two lines of text, what was decided and on which provisions, and what is left to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from foidesk.gui.case.outcomes import Words, citation
from foidesk.gui.case.past_page import PastPage
from foidesk.gui.kit import drawing
from foidesk.gui.kit.row_table import RowTable

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.law.sight import Finding
    from foidesk.model import Question

ROW = 86
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question or part as the list shows it."""

    id: int
    label: str
    text: str
    is_part: bool
    outcomes: tuple[str, ...]
    provisions: tuple[str, ...]
    state: str
    """ready, fix, read or todo."""
    count: int = 0


def question_rows(snapshot: "Snapshot") -> list[QuestionRow]:
    """Every question followed by its parts."""
    rows = []
    for question in snapshot.case.questions:
        for item in question.with_parts():
            rows.append(_row(snapshot, question, item))
    return rows


def _row(snapshot: "Snapshot", question: "Question", item: "Question") -> QuestionRow:
    outcomes = dict.fromkeys(decision.outcome.value for decision in item.decisions)
    cited = dict.fromkeys(
        citation(ground.provision, (decision.regime or snapshot.case.regime).value)
        for decision in item.decisions
        for ground in decision.grounds
    )
    state, count = ("rest", 0) if PastPage.is_for(snapshot) else _state(item, question, snapshot.findings)
    return QuestionRow(item.id, item.label, item.text, item is not question, tuple(outcomes), tuple(cited), state, count)


def _state(item: "Question", question: "Question", findings: Iterable["Finding"]) -> tuple[str, int]:
    answered = item.decisions or item.same_answer_as
    by_parts = bool(item.parts) and all(part.decisions for part in item.parts)
    by_whole = item is not question and bool(question.decisions)
    if not (answered or by_parts or by_whole):
        return "todo", 0
    here = [finding for finding in findings if item.label in finding.questions]
    blocks = sum(finding.severity == "block" for finding in here)
    warnings = sum(finding.severity == "warn" for finding in here)
    if blocks:
        return "fix", blocks
    return ("read", warnings) if warnings else ("ready", 0)


class QuestionModel(QAbstractTableModel):
    """The rows, replaced as a whole; what is chosen is kept by id by the pane."""

    ROW = Qt.ItemDataRole.UserRole + 1

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: Sequence[QuestionRow] = ()

    def set_rows(self, rows: Sequence[QuestionRow]) -> None:
        """Show other rows. Where the questions are the same ones, the selection is left alone."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nothing: a screen reader would read out the hidden headers' numbers."""
        return "" if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == self.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(row)
        return None

    def state_words(self, row: QuestionRow) -> tuple[str, str, str]:
        """What is left to do: words, tone, icon."""
        return {
            "ready": (self.tr("Ready"), "green", "circle-check"),
            "fix": (self.tr("{count} to fix").format(count=row.count), "red", "circle-alert"),
            "read": (self.tr("{count} to read").format(count=row.count), "amber", "triangle-alert"),
            "rest": (self.tr("As it was answered"), "slate", "archive"),
            "todo": (self.tr("Not started"), "slate", "circle-dot"),
        }[row.state]

    def chips(self, row: QuestionRow) -> list[tuple[str, str]]:
        """What was decided and on which provisions, as chips: words and tone."""
        named = [(self._words.outcome(outcome).chip, "slate") for outcome in row.outcomes]
        if row.provisions:
            # The provision says it already; only what it does not say is said beside it.
            named = [item for item, outcome in zip(named, row.outcomes, strict=True) if outcome not in ("ncnd", "withheld")]
        return [*((words, "violet") for words in row.provisions), *named]

    def _say(self, row: QuestionRow) -> str:
        kind = self.tr("Part") if row.is_part else self.tr("Question")
        decided = ", ".join(self._words.outcome(outcome).name for outcome in row.outcomes)
        cited = ", ".join(row.provisions)
        parts = [f"{kind} {row.label}: {row.text}", decided, cited, self.state_words(row)[0]]
        return ". ".join(part for part in parts if part)


class QuestionDelegate(QStyledItemDelegate):
    """Draws a question."""

    def __init__(self, table: RowTable, model: QuestionModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(280, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QuestionRow = index.data(QuestionModel.ROW)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(box.x() + 12, box.y() + 2, box.width() - 24, box.height() - 4)
        drawing.row_ground(painter, option, ground, focus_ring=self._table.by_keyboard)
        chosen = drawing.is_selected(option)
        indent = 16 if row.is_part else 0
        left = box.x() + 50 + indent
        number = QRect(box.x() + 22 + indent, box.y() + 10, 28, 22)
        drawing.line(painter, number, row.label, 13 if row.is_part else 15, 600, "accent" if chosen else "muted")
        text = QRect(left, box.y() + 11, box.width() - 74 - indent, 40)
        drawing.lines(painter, text, " ".join(row.text.split()), 13, 500 if chosen else 400, "ink", step=20)
        words, tone, icon = self._model.state_words(row)
        right = box.right() - 24
        drawing.state(painter, right, box.y() + 56, words, tone, icon)
        self._paint_chips(painter, row, left, box.y() + 56, right - drawing.chip_width(words, icon) - 12)
        painter.restore()

    def _paint_chips(self, painter: QPainter, row: QuestionRow, left: int, top: int, right: int) -> None:
        chips = self._model.chips(row)
        x = float(left)
        for number, (words, tone) in enumerate(chips):
            more = len(chips) - number
            room = right - (34 if more > 1 else 0)
            if x + drawing.chip_width(words) > room:
                drawing.chip(painter, x, top, f"+{more}", "slate", height=20)
                return
            x += drawing.chip(painter, x, top, words, tone, height=20) + 6
