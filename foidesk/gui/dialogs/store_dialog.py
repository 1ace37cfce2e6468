"""Checking the whole store, and the receipts that show a store which was put back together with its anchor."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from foidesk.desk import proving
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, IconLabel, Label, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.proving import Proof
    from foidesk.release.gate import Released


class StoreDialog(VerbDialog):
    """Reads everything when it opens and names the first that is not as it was. `made` says where a receipt was written."""

    made = Signal(object)

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        lead = self.tr(
            "Every entry of the history, every saved text and every file is read and held against the hashes that the history keeps. "
            "Nothing is changed."
        )
        super().__init__(parent, tasks, self.tr("Check the store"), self.tr("Check again"), lead=lead, icon_name="shield-check")
        self._desk = desk
        self._receipts: list[bytes] = []
        self.resize(640, 480)
        self.cancel.set_words(self.tr("Close"))
        self.body.addWidget(self._result())
        self.list = TextTable(self.tr("What is not as it was written"))
        self.list.hide()
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._receipt_card())
        self.body.addStretch()
        self.first = self.yes
        self.read(lambda: proving.receipt_mailbox(desk), self.mailbox.setText, channel="store-mailbox")
        self.agree()

    def agree(self) -> None:
        """Read everything off the window's thread."""
        desk, receipts = self._desk, list(self._receipts)
        self.progress.show()
        self.problem.put_away()
        self.set_busy(True)
        self.read(lambda: proving.prove(desk, receipts), self._tell, channel="store-proof", failed=self._refused)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        writes = not busy and not self._desk.store.read_only
        self.save.setEnabled(writes)
        self.mail.setEnabled(writes and bool(self.mailbox.text().strip()))
        self.compare.setEnabled(not busy)
        self.cancel.setEnabled(True)

    def take_receipt(self, path: Path) -> None:
        """Hold the history against a receipt that was kept elsewhere."""
        self.set_busy(True)
        self.read(lambda: proving.read_receipt(path), self._with_receipt, channel="store-receipt", failed=self._refused)

    def _result(self) -> QWidget:
        frame = QWidget()
        body = column(frame, gap=8)
        line = row(gap=8)
        self.icon = IconLabel("hourglass")
        self.told = Label(self.tr("Reading the store…"), 13, 600, wrap=True)
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.told, 1)
        body.addLayout(line)
        self.more = Label("", 12, tone="muted", wrap=True)
        body.addWidget(self.more)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Reading the store"))
        body.addWidget(self.progress)
        return frame

    def _receipt_card(self) -> QWidget:
        card = pane("card")
        body = column(card, (16, 12, 16, 12), 10)
        body.addWidget(Label(self.tr("Receipts"), 13, 600))
        about = self.tr(
            "Whoever can put back an older store can put back its anchor with it. A receipt that lies in another mailbox shows that. "
            "Make one each month; it names nobody."
        )
        body.addWidget(Label(about, 12, tone="muted", wrap=True))
        self.mailbox = QLineEdit()
        self.mailbox.setPlaceholderText("records@example.org")
        self.mailbox.textChanged.connect(lambda text: self.set_busy(self._busy))
        body.addWidget(field(self.tr("Second mailbox of the authority"), self.mailbox))
        self.mail = Button(self.tr("Prepare the e-mail"), "mail")
        self.mail.clicked.connect(self._mail)
        self.save = Button(self.tr("Save a receipt"), "download")
        self.save.clicked.connect(lambda: self._make(lambda: proving.make_receipt(self._desk)))
        self.compare = Button(self.tr("Compare with a receipt…"), "folder-open")
        self.compare.clicked.connect(self._choose)
        first, second = row(gap=8), row(gap=8)
        first.addWidget(self.mail)
        first.addWidget(self.save)
        first.addStretch()
        second.addWidget(self.compare)
        second.addStretch()
        body.addLayout(first)
        body.addLayout(second)
        return card

    def _mail(self) -> None:
        to = self.mailbox.text()
        self._make(lambda: proving.email_receipt(self._desk, to))

    def _make(self, verb: "Callable[[], Released]") -> None:
        self.write(verb, self._made)

    def _made(self, done: "Released") -> None:
        self.made.emit(done.path)
        words = self.tr("Written to the outbox: {name}").format(name=done.path.name)
        self.more.setText(words)
        announce(self, words)
        self.set_busy(False)

    def _choose(self) -> None:
        asked = QFileDialog(self, self.tr("Choose a receipt"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setNameFilters([self.tr("Receipts (*.json)"), self.tr("All files (*)")])
        asked.fileSelected.connect(lambda name: self.take_receipt(Path(name)))
        asked.open()

    def _with_receipt(self, data: bytes) -> None:
        self._receipts = [data]
        self.agree()

    def _tell(self, found: "Proof") -> None:
        self.progress.hide()
        self.set_busy(False)
        events = found.history.events
        if found.ok:
            self.icon.set_icon("shield-check", "green")
            words = self.tr(
                "Everything is as it was written: %n event(s), and every text and file that they speak of.", "", events
            )
        else:
            self.icon.set_icon("shield-alert", "red")
            words = found.told[0]
        self.told.setText(words)
        self.more.setText("\n".join(self._more(found)))
        self.list.setVisible(len(found.told) > 1)
        self.list.show_rows([TextRow(number, line, icon="triangle-alert") for number, line in enumerate(found.told[1:])])
        announce(self, words)
        self.fit()

    def _more(self, found: "Proof") -> list[str]:
        lines = [held.words for held in found.receipts if held.ok]
        if found.first_bad is not None:
            lines.append(self.tr("The first event that is not as it was: {number}.").format(number=found.first_bad))
        if not found.ok:
            lines.append(self.tr("Keep the store's folder as it is, restore a backup elsewhere, and tell your security staff."))
        return lines

    def _refused(self, error: Exception) -> None:
        self._receipts = []
        self.progress.hide()
        self.set_busy(False)
        self.problem.tell(error, self.tasks)
