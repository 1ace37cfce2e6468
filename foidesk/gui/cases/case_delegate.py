"""How a case looks in the list, and what a screen reader says of it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from foidesk.gui.cases.case_list import CaseModel, Shown
from foidesk.gui.kit import dates, drawing
from foidesk.gui.kit.row_table import RowTable
from foidesk.gui.kit.style import colour, font

ROW, FOUND_ROW, HEADING = 68, 104, 36
_DONE = {"sent", "closed", "internal_review", "ico", "disposed"}


class CaseWords(QObject):
    """The words of the list: headings, days left, stages."""

    def heading(self, group: str) -> str:
        """A group's heading."""
        return {
            "overdue": self.tr("Overdue"),
            "week": self.tr("Due this week"),
            "later": self.tr("Later"),
            "waiting": self.tr("Clock stopped"),
            "done": self.tr("Answered"),
            "newest": self.tr("Found, the newest first"),
            "best": self.tr("Found, the best first"),
            "synonyms": self.tr("Found by other words for the same"),
        }.get(group, group)

    def stage(self, stage: str) -> str:
        """A stage in words."""
        return {
            "received": self.tr("New"),
            "clarifying": self.tr("Clarification asked"),
            "gathering": self.tr("Gathering"),
            "drafting": self.tr("Drafting"),
            "to_sign": self.tr("To sign"),
            "signed": self.tr("Signed"),
            "sent": self.tr("Sent"),
            "internal_review": self.tr("Internal review"),
            "ico": self.tr("With the Commissioner"),
            "closed": self.tr("Closed"),
            "disposed": self.tr("Disposed of"),
        }.get(stage, stage)

    def state(self, shown: Shown) -> tuple[str, str, str]:
        """What the chip says: its words, its tone, its icon."""
        stage, left = shown.case.stage, shown.days_left
        if stage in _DONE:
            return self.stage(stage), "slate", "check"
        if shown.case.clock_status == "waiting":
            return self.tr("Clock stopped"), "slate", "circle-pause"
        if shown.case.clock_status == "lapsed":
            return self.tr("Lapsed"), "slate", "circle-x"
        if left is None:
            return self.stage(stage), "slate", ""
        if left < 0:
            return self.tr("%n day(s) over", "", -left), "red", "circle-alert"
        if left == 0:
            return self.tr("Due today"), "amber", "clock"
        return self.tr("%n day(s) left", "", left), "amber" if left <= 5 else "slate", "clock" if left <= 5 else ""

    def progress(self, shown: Shown) -> str:
        """How a requester's case stands, in one line: for whoever is on the telephone."""
        progress = shown.case.progress
        if progress is None:
            return ""
        decided = self.tr("{decided} of {questions} decided").format(decided=progress.decided, questions=progress.questions)
        last = progress.last_message
        heard = self.tr("last message {day}").format(day=dates.full(last)) if last else ""
        return ", ".join(filter(None, (self.stage(shown.case.stage), decided, heard)))

    def say(self, shown: Shown) -> str:
        """A whole row, for a screen reader."""
        case = shown.case
        found = case.found.text if case.found else ""
        end = self.progress(shown) or self.stage(case.stage)
        return ", ".join(part for part in (case.title, case.reference, case.requester, self.state(shown)[0], end, found) if part)


class CaseDelegate(QStyledItemDelegate):
    """Title; reference and requester; the days that are left as icon, words and colour."""

    def __init__(self, table: RowTable, words: CaseWords) -> None:
        super().__init__(table)
        self._table, self._words = table, words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(280, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        box: QRect = option.rect
        heading = index.data(CaseModel.HEADING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading:
            drawing.line(painter, QRect(box.x() + 20, box.y() + 10, box.width() - 40, 22), heading, 12, 600, "muted")
        else:
            self._paint_case(painter, option, box, index.data(CaseModel.CASE))
        painter.restore()

    def _paint_case(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, shown: Shown | None) -> None:
        ground = QRectF(box.x() + 8, box.y() + 1, box.width() - 16, box.height() - 2)
        drawing.row_ground(painter, option, ground, focus_ring=self._table.by_keyboard)
        left, width = box.x() + 20, box.width() - 40
        if shown is None:
            _paint_empty(painter, left, box.y(), width)
            return
        weight = 600 if drawing.is_selected(option) else 500
        drawing.line(painter, QRect(left, box.y() + 10, width, 22), shown.case.title, 14, weight, "ink")
        words, tone, icon = self._words.state(shown)
        wide = drawing.chip_width(words, icon)
        drawing.chip(painter, left + width - wide, box.y() + 36, words, tone, icon)
        about = f"{shown.case.reference}   {shown.case.requester}"
        drawing.line(painter, QRect(left, box.y() + 36, width - wide - 8, 22), about, 12, 400, "muted")
        below = QRect(left, box.y() + 62, width, 36)
        progress, found = self._words.progress(shown), shown.case.found
        if progress:
            drawing.lines(painter, below, progress, 12, 500, "ink", step=18)
        elif found is not None:
            marked(painter, below, found.text, found.marks)


def _paint_empty(painter: QPainter, left: int, top: int, width: int) -> None:
    """Two grey bars where a row has not come yet."""
    painter.setBrush(colour("slate_bg"))
    painter.drawRoundedRect(QRectF(left, top + 16, width * 0.7, 10), 3, 3)
    painter.drawRoundedRect(QRectF(left, top + 42, width * 0.4, 8), 3, 3)


def marked(painter: QPainter, box: QRect, words: str, marks: Sequence[tuple[int, int]]) -> None:
    """Draw a passage over two lines, with what was looked for on the marker's ground and in heavier letters: colour never stands alone."""
    layout = QTextLayout(words, font(12, 400))
    plain, mark = QTextLayout.FormatRange(), QTextCharFormat()
    plain.start, plain.length = 0, _units(words)
    plain.format.setForeground(colour("muted"))
    mark.setBackground(colour("mark"))
    mark.setForeground(colour("ink"))
    mark.setFontWeight(QFont.Weight.DemiBold)
    ranges = [plain]
    for start, end in marks:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = _units(words[:start]), _units(words[start:end]), mark
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    for number in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        line.setPosition(QPointF(0, number * 18))
    layout.endLayout()
    layout.draw(painter, QPointF(box.topLeft()))


def _units(words: str) -> int:
    """How long Qt counts some words: characters beyond the first plane count twice."""
    return len(words.encode("utf-16-le")) // 2
