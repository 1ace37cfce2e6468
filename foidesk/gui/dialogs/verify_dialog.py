"""Any PDF of the disk, chosen or dropped: who signed it, when, what happened to it since, and what trust means here."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from foidesk.desk import worth
from foidesk.gui.case.worth_view import WorthView
from foidesk.gui.kit.dropped import dropped_file
from foidesk.gui.kit.problems import is_plain
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, ElidedLabel, IconLabel, Label, column, pane, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from foidesk.desk.office import Desk
    from foidesk.desk.worth import Worth


class VerifyDialog(VerbDialog):
    """Stays open, so that one file after the other can be looked at. Each is read in a process of its own; nothing is kept."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        lead = self.tr(
            "Choose a letter, or drop it here. Its signature is compared with the identities of this store and its bytes with the "
            "letters that the store keeps. Nothing of the file is kept."
        )
        super().__init__(parent, tasks, self.tr("Verify a file"), self.tr("Choose a PDF…"), lead=lead, icon_name="folder-open")
        self._desk = desk
        self.path: Path | None = None
        self.trust: Path | None = None
        self.resize(640, 256)
        self.setAcceptDrops(True)
        self.cancel.set_words(self.tr("Close"))
        self.body.addWidget(self._card())
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Verifying"))
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.told = WorthView()
        self.body.addWidget(self.told)
        self.body.addStretch()
        self.first = self.yes

    def agree(self) -> None:
        """Ask for a file."""
        self._ask(self.tr("Choose a signed letter"), self.tr("PDF files (*.pdf)"), self.take_file)

    def take_file(self, path: Path) -> None:
        """Verify a file off the window's thread; the last one that was chosen is what is told."""
        self.path = path
        self._name.setText(path.name)
        self.told.put_away()
        self.problem.put_away()
        self.progress.show()
        desk, trust = self._desk, self.trust
        self.read(lambda: worth.file_worth(desk, path, trust), self._tell, channel="verify", failed=self._refused)

    def take_trust(self, path: Path) -> None:
        """Trust the certificate of an authority from a file, and look at the letter again."""
        self.trust = path
        self._trusting.setText(self.tr("Trusting {name} too").format(name=path.name))
        self._trusting.show()
        if self.path is not None:
            self.take_file(self.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def _card(self) -> QWidget:
        card = pane("card")
        body = column(card, (16, 12, 16, 12), 8)
        line = row(gap=8)
        line.addWidget(IconLabel("file-text", "muted"))
        self._name = ElidedLabel(self.tr("No file is chosen yet."), 13, 600)
        line.addWidget(self._name, 1)
        body.addLayout(line)
        self._trusting = Label("", 12, tone="muted", wrap=True)
        self._trusting.hide()
        body.addWidget(self._trusting)
        more = row()
        self.other = Button(self.tr("Trust another authority's certificate…"), "key-round")
        self.other.clicked.connect(
            lambda: self._ask(
                self.tr("Choose an authority's certificate"), self.tr("Certificates (*.pem *.cer *.crt *.der)"), self.take_trust
            )
        )
        more.addWidget(self.other)
        more.addStretch()
        body.addLayout(more)
        return card

    def _ask(self, title: str, kinds: str, take: "Callable[[Path], None]") -> None:
        asked = QFileDialog(self, title)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setNameFilters([kinds, self.tr("All files (*)")])
        asked.fileSelected.connect(lambda name: take(Path(name)))
        asked.open()

    def _tell(self, found: "Worth") -> None:
        self.progress.hide()
        self.told.tell(found)
        self.fit()

    def _refused(self, error: Exception) -> None:
        self.progress.hide()
        if is_plain(error):
            self.told.refuse(str(error))
            self.fit()
        else:
            self.tasks.problem.emit(error)
