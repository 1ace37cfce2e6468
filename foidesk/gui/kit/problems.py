"""Telling of what went wrong: the officer's or the environment's matters as they are said, our own faults as a page to copy."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit, QWidget

from foidesk import __version__
from foidesk.errors import UserError
from foidesk.gui.kit.widgets import Button, IconLabel, Label, Tool, column, row
from foidesk.log import describe, log_fault


class Notice(QFrame):
    """A bar across the window with one plain message, until it is put away. It takes no focus and stops no work."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "red")
        self.setAccessibleName(self.tr("Message"))
        self._icon = IconLabel("circle-alert", "red")
        self._words = Label("", wrap=True)
        self._close = Tool("x", self.tr("Put the message away"), size=28)
        self._close.clicked.connect(self.put_away)
        line = row(self, (16, 6, 8, 6), 10)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        line.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._words.text()

    def say(self, words: str, tone: str = "red") -> None:
        """Show a message ("red" for what failed, "green" for what was done, "amber" for what to mind) and read it out."""
        icons = {"red": "circle-alert", "amber": "triangle-alert", "green": "circle-check", "slate": "info"}
        self.setProperty("surface", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.set_icon(icons[tone], tone)
        self._words.setText(words)
        self.setAccessibleDescription(words)
        self.show()
        announce(self, words)

    def put_away(self) -> None:
        """Hide the message."""
        self.hide()
        self.closed.emit()


class FaultReport(QDialog):
    """One of our own faults: what was saved, and a report to copy. It holds the fault's type and place, never a case's words."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in foidesk"))
        self.setMinimumWidth(520)
        body = column(self, (24, 20, 24, 20), 12)
        body.addWidget(Label(self.tr("Something went wrong inside foidesk"), 15, 600))
        body.addWidget(
            Label(
                self.tr(
                    "This is a fault of the program, not of yours. What you typed is saved. "
                    "You can go on working; if it happens again, send this report. It holds nothing of any case."
                ),
                wrap=True,
            )
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("Report"))
        body.addWidget(self.report)
        foot = row(None, gap=8)
        copy = Button(self.tr("Copy the report"), "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        go_on = Button(self.tr("Go on working"), kind="primary")
        go_on.clicked.connect(self.accept)
        go_on.setDefault(True)
        foot.addStretch()
        foot.addWidget(copy)
        foot.addWidget(go_on)
        body.addLayout(foot)


def report_of(error: BaseException) -> str:
    """A fault as a report that may leave the house."""
    return f"foidesk {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{describe(error)}"


def ask(parent: QWidget, title: str, words: str, yes: str, no: str) -> bool:
    """Ask before something that is not easily undone. The safe answer is the default."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title)
    box.setText(words)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is agree


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something."""
    # Late, as the box above: the first paint needs neither.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def catch_faults(tell: Callable[[BaseException], None]) -> None:
    """Hear of errors that no slot caught, log them without case text, and let the window tell of them."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log_fault(error)
        tell(error)

    sys.excepthook = hook


def is_plain(error: BaseException) -> bool:
    """Whether an error's own words are meant for the officer."""
    return isinstance(error, UserError)
