"""The second step of the first run: the recovery key is shown this once, goes on paper, and is typed back whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLineEdit

from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Button, Label, column, pane, row

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_ACROSS = 4


class KeyStep(QFrame):
    """Shows the key in groups. It cannot be selected or copied: a key on the clipboard or in a file is no key on paper."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        body = column(self, gap=20)
        body.addWidget(
            Label(
                self.tr(
                    "If the passphrase is ever lost, this key opens the store; without both, nothing does. It is shown this once. "
                    "Write it on paper or print it, and lock it away from this computer."
                ),
                wrap=True,
            )
        )
        card = pane("card")
        inside = column(card, (24, 20, 24, 20), 16)
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(24)
        self._groups.setVerticalSpacing(12)
        inside.addLayout(self._groups)
        foot = row()
        self.print = Button(self.tr("Print it…"), "printer")
        self.print.clicked.connect(self.print_key)
        foot.addWidget(self.print)
        foot.addStretch()
        inside.addLayout(foot)
        body.addWidget(card)
        self.typed = QLineEdit()
        self.typed.setFont(font(14))
        self.typed.setMaxLength(80)
        self.typed.returnPressed.connect(self.submitted)
        body.addWidget(
            field(
                self.tr("Type the key back from your paper"),
                self.typed,
                self.tr("The whole of it. Hyphens, blanks and capitals do not matter."),
            )
        )
        self.problem = ProblemLine()
        self.typed.textChanged.connect(lambda text: self.problem.put_away())
        body.addWidget(self.problem)
        body.addStretch()

    def show_key(self, key: str) -> None:
        """The key to be shown."""
        self._key = key
        groups = key.split("-")
        for number, group in enumerate(groups):
            label = Label(group, 20, 600)
            label.setAccessibleName(
                self.tr("Group {number} of {count}: {letters}").format(
                    number=number + 1, count=len(groups), letters=" ".join(group)
                )
            )
            self._groups.addWidget(label, number // _ACROSS, number % _ACROSS)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_typed_back(self) -> bool:
        """Whether the key was typed back whole; where not, how it differs is said."""
        from foidesk.desk import beginning  # loaded already: the store was made a moment ago

        fault = beginning.recovery_key_fault(self._key, self.typed.text())
        if not self.typed.text().strip():
            fault = self.tr("Type the key back first: it shows that your paper holds all of it.")
        if fault:
            self.problem.say(fault)
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        return not fault

    def forget(self) -> None:
        """Take the key off the screen and out of this step."""
        self._key = ""
        self.typed.clear()
        while (item := self._groups.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def print_key(self) -> None:
        """Print the key on paper; into a file is not offered."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.paint_key(printer))
        QDialog.open(dialog)

    def paint_key(self, device: "QPrinter") -> None:
        """Draw the key on a page."""
        painter = QPainter(device)
        mm = device.logicalDpiX() / 25.4
        face = font(14)
        face.setPointSizeF(14)
        painter.setFont(face)
        words = self.tr("foidesk: recovery key of the store. Lock this page away from the computer.")
        wrapped = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(20 * mm, 20 * mm, 170 * mm, 20 * mm), wrapped, words)
        face.setPointSizeF(22)
        painter.setFont(face)
        painter.drawText(QRectF(20 * mm, 44 * mm, 170 * mm, 40 * mm), wrapped, self._key.replace("-", " - "))
        painter.end()
