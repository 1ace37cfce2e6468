"""What every dialog of a verb does: the verb runs off the window's thread, its errors stand in the dialog, success closes it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.tasks import Job, Tasks
from foidesk.gui.kit.widgets import Button, Label, column, row

T = TypeVar("T")


class VerbDialog(QDialog):
    """A heading, a body, a place for problems, and a foot with Cancel and the one thing that the dialog does.

    `body` takes the fields; `first` gets the focus when the dialog opens; `agree` is called when the primary button is pressed.
    """

    def __init__(
        self, parent: QWidget, tasks: Tasks, title: str, yes: str, *, lead: str = "", icon_name: str | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.tasks = tasks
        self.first: QWidget | None = None
        self._busy = False
        self._reads: list[Job] = []
        self._end: QWidget | None = None
        whole = column(self, (24, 20, 24, 20), 12)
        self.heading = Label(title, 15, 600)
        whole.addWidget(self.heading)
        self.lead = Label(lead, tone="muted", wrap=True)
        self.lead.setVisible(bool(lead))
        whole.addWidget(self.lead)
        self.body: QVBoxLayout = column(gap=12)
        whole.addLayout(self.body, 1)
        self.problem = ProblemLine()
        whole.addWidget(self.problem)
        self.foot: QHBoxLayout = row(gap=8)
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.yes = Button(yes, icon_name, kind="primary")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.agree)
        self.foot.addStretch()
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.yes)
        whole.addLayout(self.foot)

    def agree(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def write(self, verb: Callable[[], T], done: Callable[[T], None] | None = None) -> None:
        """Run a verb; on success call `done`, by default closing the dialog; on failure say why and stay open."""

        def went_well(value: T) -> None:
            self.set_busy(False)
            if done is None:
                self.accept()
            else:
                done(value)

        self.problem.put_away()
        self.set_busy(True)
        self.tasks.write(verb, done=went_well, failed=self._failed)

    def read(
        self,
        verb: Callable[[], T],
        done: Callable[[T], None],
        channel: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read something for the dialog; its result is dropped once the dialog is gone."""
        self._reads.append(self.tasks.read(verb, done=done, failed=failed or self._failed, channel=channel))

    def fit(self) -> None:
        """Grow to what the dialog holds now, wrapped words included, and go to its first field; once what was added is laid out."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.width(), layout.totalMinimumSize().width())
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self.resize(width, height)
        self.order_tabs()
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While a verb runs nothing else can be pressed, and the dialog stays."""
        self._busy = busy
        self.yes.setEnabled(not busy and self.is_ready())
        self.cancel.setEnabled(not busy)

    def is_ready(self) -> bool:
        """Whether there is enough to press the primary button."""
        return True

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        for job in self._reads:
            job.cancel()
        super().done(result)

    def order_tabs(self) -> None:
        """Let the tab key reach the foot last; it was made first, and so are fields that come in while the dialog is open."""
        if self._end is not None:
            self._end.setParent(None)
        # Qt moves nothing behind the last widget of a window, so one that is never seen has to be the last.
        self._end = QWidget(self)
        self._end.hide()
        self._end.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = (self.cancel, self.yes, self._end)
        last, at = self.first, self.nextInFocusChain()
        while at is not None and at is not self:
            # Qt orders nothing after a widget that takes no focus. Never ask for a focusProxy(): PySide 6.11 then lets the widget that
            # has it own its proxy, and both are gone with the first of them.
            inner = isinstance(at.parentWidget(), QAbstractSpinBox | QComboBox)
            if at.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner and at not in foot:
                last = at
            at = at.nextInFocusChain()
        for button in foot:
            if last is not None:
                QWidget.setTabOrder(last, button)
            last = button

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.order_tabs()
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        self.problem.tell(error, self.tasks)


def day_edit(name: str, day: date) -> QDateEdit:
    """A field for a day: typed, or stepped with the arrow keys."""
    edit = QDateEdit()
    dress_day(edit, day)
    edit.setAccessibleName(name)
    return edit


def dress_day(edit: QDateEdit, day: date) -> None:
    """Let a field for a day show it with its weekday, in British English; the weekday comes last, since it cannot be typed."""
    edit.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    edit.setDisplayFormat("d MMMM yyyy, dddd")
    edit.setDate(QDate(day.year, day.month, day.day))
    edit.lineEdit().setTextMargins(8, 0, 8, 0)
    edit.setMinimumWidth(224)
    edit.setMaximumWidth(264)


def day_of(edit: QDateEdit) -> date:
    """The day that a field shows."""
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())


def dress_form(form: QWidget) -> None:
    """Let the labels of a Designer form show plain text only and stand in line with their fields."""
    for label in form.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        # By name, not by buddy(): PySide 6.11 would let the label own the field.
        field = form.findChild(QWidget, label.objectName().removesuffix("_label"))
        if isinstance(field, QPlainTextEdit):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, 8, 0, 0)
        elif field is not label:
            label.setMinimumHeight(34)
