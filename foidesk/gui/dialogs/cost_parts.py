"""The small parts of the cost estimate: times in words, the bar against the limit, and one task with its arithmetic."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QLineEdit, QWidget

from foidesk.desk import estimate
from foidesk.gui.kit.fields import let_wheel_pass
from foidesk.gui.kit.style import colour, font
from foidesk.gui.kit.widgets import IconLabel, Label, Tool, column, row
from foidesk.law.costs import exact, minutes_of

if TYPE_CHECKING:
    from foidesk.law.costs import CostLaw, Reckoning


class CostWords(QObject):
    """Times, sums and activities in the window's words."""

    def time(self, minutes: Fraction) -> str:
        """Minutes as hours and minutes, to a tenth of a minute: 19 h 30 min."""
        hours, left = divmod(minutes, 60)
        rest = f"{float(left):.1f}".removesuffix(".0")
        if not hours:
            return self.tr("{minutes} min").format(minutes=rest)
        if not left:
            return self.tr("{hours} h").format(hours=f"{hours:,}")
        return self.tr("{hours} h {minutes} min").format(hours=f"{hours:,}", minutes=rest)

    def pounds(self, value: Fraction) -> str:
        """Pounds, with pence where there are some: £487.50."""
        return f"£{float(value):,.2f}".removesuffix(".00")

    def verdict(self, found: "Reckoning") -> str:
        """The time against the limit: 19 h 30 min, 1 h 30 min over the limit of 18 h."""
        limit = self.time(found.allowed_minutes)
        words = {"time": self.time(found.minutes), "limit": limit}
        if found.exceeds:
            over = self.time(found.minutes - found.allowed_minutes)
            return self.tr("{time}, {over} over the limit of {limit}").format(over=over, **words)
        if found.minutes == found.allowed_minutes:
            return self.tr("{time}, exactly the limit, which does not exceed it").format(**words)
        left = self.time(found.allowed_minutes - found.minutes)
        return self.tr("{time}, {left} below the limit of {limit}").format(left=left, **words)

    def activities(self) -> dict[str, str]:
        """The kinds of work, those that count first."""
        return {
            "determine": self.tr("Find out whether it is held"),
            "locate": self.tr("Locate it"),
            "retrieve": self.tr("Retrieve it"),
            "extract": self.tr("Extract it"),
            "redact": self.tr("Redact it (not counted)"),
            "exempt": self.tr("Weigh exemptions (not counted)"),
            "consult": self.tr("Consult others (not counted)"),
            "draft": self.tr("Write the answer (not counted)"),
            "approve": self.tr("Have it approved (not counted)"),
        }

    def why_not(self, activity: str) -> str:
        """Why a kind of work may not be counted."""
        if activity == "redact":
            return self.tr("Redacting may not be counted. Where it would be a grave burden, look at section 14(1) instead.")
        return self.tr("This may not be counted: regulation 4(3) allows finding out, locating, retrieving and extracting alone.")


class CostBar(QWidget):
    """The time as a bar, with a mark at the limit. Its words stand beside it, and are its name."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._is_over = 0.0, False
        self.setFixedHeight(20)
        self.setMinimumWidth(120)

    def sizeHint(self) -> QSize:
        return QSize(320, 20)

    def show_sum(self, found: "Reckoning", words: str) -> None:
        """Show another sum."""
        limit = float(found.allowed_minutes)
        self._share, self._is_over = (float(found.minutes) / limit if limit else float(found.exceeds) * 2), found.exceeds
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = max(1.25, min(self._share * 1.05, 8.0))
        width, middle = self.width(), self.height() / 2
        at_limit = width / whole
        filled = min(self._share / whole, 1.0) * width
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(QRectF(0, middle - 4, width, 8), 4, 4)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRectF(0, middle - 4, min(filled, at_limit), 8), 4, 4)
        if self._is_over:
            painter.setBrush(colour("amber"))
            painter.drawRoundedRect(QRectF(at_limit, middle - 4, max(4.0, filled - at_limit), 8), 4, 4)
        painter.setBrush(colour("ink"))
        painter.drawRect(QRectF(at_limit - 1, middle - 9, 2, 18))
        painter.end()


class TaskCard(QFrame):
    """One task: what is done, how many records, minutes for each, what that comes to, and which question needs it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, words: CostWords, law: "CostLaw", number: int) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._words, self._law = words, law
        self.activity = _combo(self.tr("Kind of work"), 20)
        for word, name in words.activities().items():
            self.activity.addItem(name, word)
        self.what = QLineEdit()
        self.what.setFont(font(13))
        self.what.setPlaceholderText(self.tr("What is done, as the letter will say it"))
        self.records = number_box(self.tr("Records"))
        self.minutes = number_box(self.tr("Minutes for each record"))
        self.which = _combo(self.tr("Which questions need it"), 9)
        self.time = Label("", 13, 600)
        self.remove = Tool("trash-2", self.tr("Take this task out"), size=28)
        self.warning = QFrame()
        self._build()
        let_wheel_pass(self.activity, self.records, self.minutes, self.which)
        self.name(number)
        self.activity.currentIndexChanged.connect(self._tell)
        self.which.currentIndexChanged.connect(self._tell)
        self.records.valueChanged.connect(self._tell)
        self.minutes.valueChanged.connect(self._tell)
        self.what.textChanged.connect(self._tell)
        self.remove.clicked.connect(self.removed)
        self._show()

    def name(self, number: int) -> None:
        """Say which one in the list it is; a screen reader says it before each field."""
        for field, words in (
            (self.activity, self.tr("Task {number}: kind of work")),
            (self.what, self.tr("Task {number}: what is done")),
            (self.records, self.tr("Task {number}: records")),
            (self.minutes, self.tr("Task {number}: minutes for each record")),
            (self.which, self.tr("Task {number}: which questions need it")),
            (self.remove, self.tr("Take task {number} out")),
        ):
            field.setAccessibleName(words.format(number=number))

    def load(self, task: dict[str, Any], labels: list[str]) -> None:
        """Show a task of an estimate."""
        if self.activity.findData(task["activity"]) < 0:
            self.activity.addItem(self.tr("{work} (not counted)").format(work=task["activity"]), task["activity"])
        self.activity.setCurrentIndex(self.activity.findData(task["activity"]))
        self.what.setText(task.get("what") or "")
        self.what.setCursorPosition(0)
        self.records.setValue(float(task["records"]))
        self.minutes.setValue(float(task["minutes_each"]))
        self.offer(labels, tuple(task.get("questions", ())))

    def offer(self, labels: list[str], own: tuple[str, ...] | None = None) -> None:
        """Let it be for one of these questions or, as a rule, for any of them; several that a document names stay as they are."""
        own = self.questions() if own is None else own
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(self.tr("all questions"), ())
        for label in labels:
            self.which.addItem(self.tr("question {label}").format(label=label), (label,))
        left = tuple(label for label in own if label in labels)
        if len(left) > 1:
            self.which.addItem(self.tr("questions {labels}").format(labels=", ".join(left)), left)
        self.which.setCurrentIndex(max(0, next((n for n in range(self.which.count()) if self._own(n) == left), 0)))
        self.which.setVisible(len(labels) > 1)
        self.which.blockSignals(False)

    def questions(self) -> tuple[str, ...]:
        """The questions that need it; none where any of them does."""
        return self._own(self.which.currentIndex())

    def task(self) -> estimate.Task:
        """The task as it stands."""
        return estimate.Task(
            str(self.activity.currentData()), self.what.text(), self.minutes.value(), self.records.value(), self.questions()
        )

    def _own(self, index: int) -> tuple[str, ...]:
        return tuple(self.which.itemData(index) or ())

    def _build(self) -> None:
        body = column(self, (12, 10, 10, 10), 8)
        first = row(gap=8)
        first.addWidget(self.activity)
        first.addWidget(self.what, 1)
        first.addWidget(self.remove)
        body.addLayout(first)
        second = row(gap=8)
        second.addWidget(self.records)
        second.addWidget(Label(self.tr("records, at"), tone="muted"))
        second.addWidget(self.minutes)
        second.addWidget(Label(self.tr("min each"), tone="muted"))
        second.addWidget(self.time)
        second.addStretch()
        second.addWidget(self.which)
        body.addLayout(second)
        self.warning.setProperty("surface", "amber")
        line = row(self.warning, (10, 6, 10, 6), 8)
        line.addWidget(IconLabel("triangle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        self._why = Label("", 12, tone="amber", wrap=True)
        line.addWidget(self._why, 1)
        body.addWidget(self.warning)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        activity = str(self.activity.currentData())
        counts = self._law.counts(activity)
        self.warning.setHidden(counts)
        self._why.setText("" if counts else self._words.why_not(activity))
        self.activity.setAccessibleDescription(self._why.text())
        minutes = minutes_of({"minutes_each": self.minutes.value(), "records": self.records.value()})
        self.time.setText(f"= {self._words.time(minutes if counts else exact(0))}")
        self.time.set_tone("ink" if counts else "muted")


def _combo(name: str, letters: int) -> QComboBox:
    """A box as wide as some letters at least; its list is as wide as its words."""
    box = QComboBox()
    box.setFont(font(13))
    box.setAccessibleName(name)
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.view().setMinimumWidth(280)
    return box


def number_box(name: str) -> QDoubleSpinBox:
    """A field for a number; trailing noughts are not shown."""
    box = _Number()
    box.setFont(font(13))
    box.setAccessibleName(name)
    box.setDecimals(4)
    box.setRange(0, estimate.MOST)
    box.setGroupSeparatorShown(True)
    box.setFixedWidth(88)
    box.lineEdit().setTextMargins(8, 0, 8, 0)
    return box


class _Number(QDoubleSpinBox):
    def textFromValue(self, val: float) -> str:
        words = super().textFromValue(val)
        return words.rstrip("0").rstrip(".") if "." in words else words
