"""Everything about one requester: found over all cases, written out, and erased from closed ones."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from foidesk.desk import requesters, retention
from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problems import announce, ask
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Check, Label, row
from foidesk.model.words import Stage

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.requesters import About, Forgotten


class RequesterDialog(VerbDialog):
    """A name or address is looked for; the chief button writes everything that was found into a folder of the officer's choice."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Everything about a requester"),
            self.tr("Write it all out…"),
            lead=self.tr(
                "All cases of one person, for a request for their own data or to erase who asked. What is written out is plain text: "
                "look through it before anything is given to anybody."
            ),
            icon_name="download",
        )
        self._desk = desk
        self._found: list[About] = []
        self.resize(640, 560)
        line = row(gap=8)
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("Name, e-mail address or handle"))
        self.words.setPlaceholderText(self.tr("Name, e-mail address or handle"))
        self.words.setMinimumHeight(32)
        self.words.returnPressed.connect(self._search)
        self.look = Button(self.tr("Find"), "search")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self._search)
        line.addWidget(self.words, 1)
        line.addWidget(self.look)
        self.body.addLayout(line)
        self.told = Label("", tone="muted", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.list = TextTable(self.tr("Cases that were found"))
        self.list.selectionModel().currentChanged.connect(lambda *_: self.set_busy(self._busy))
        self.list.hide()
        self.body.addWidget(self.list, 1)
        self.wider = Check(self.tr("Also the cases that only name this person, or whose requester is similar"))
        self.wider.box.toggled.connect(lambda on: self.set_busy(self._busy))
        self.wider.hide()
        self.body.addWidget(self.wider)
        self.body.addStretch()
        self.erase = Button(self.tr("Erase who asked…"), "eye-off")
        self.erase.setAutoDefault(False)
        self.erase.clicked.connect(self._erase)
        self.foot.insertWidget(0, self.erase)
        self.cancel.set_words(self.tr("Close"))
        self.first = self.words
        self.set_busy(False)

    def is_ready(self) -> bool:
        return bool(self.wanted())

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        chosen = self._chosen()
        self.erase.setEnabled(not busy and chosen is not None and chosen.as_requester and chosen.stage == Stage.CLOSED)

    def wanted(self) -> list[int]:
        """The cases that would be written out."""
        return [item.case_id for item in self._found if item.certain or self.wider.isChecked()]

    def agree(self) -> None:
        """Ask for the folder, and write everything there."""
        if self.words.hasFocus():
            # The return key in the field finds; it is the default button's too.
            return
        asked = QFileDialog(self, self.tr("Where to write everything"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.fileSelected.connect(lambda name: self.write_out(Path(name)))
        asked.open()

    def write_out(self, folder: Path) -> None:
        """Write everything into a folder."""
        wanted = self.wanted()
        self.write(lambda: requesters.export_requester(self._desk, wanted, folder), self._written)

    def _written(self, folder: Path) -> None:
        words = self.tr("Written to {folder}. It is not encrypted: delete it once it has served.").format(folder=folder)
        self._tell(words)

    def _search(self) -> None:
        self.problem.put_away()
        words = self.words.text()
        self.read(lambda: requesters.find_requester(self._desk, words), self._show, channel="requester")

    def _show(self, found: "list[About]") -> None:
        self._found = found
        self.list.show_rows([self._row(item) for item in found])
        self.list.setVisible(bool(found))
        if found:
            self.list.choose(found[0].case_id)
        self.wider.setVisible(any(not item.certain for item in found))
        self._tell(self.tr("%n case(s) found.", "", len(found)) if found else self.tr("Nobody of that name is in this store."))
        self.set_busy(False)
        self.order_tabs()
        if found:
            self.list.setFocus()

    def _row(self, item: "About") -> TextRow:
        how = (
            self.tr("Asked by {name}")
            if item.certain
            else self.tr("Asked by {name}: similar")
            if item.as_requester
            else self.tr("Named in it")
        ).format(name=item.requester or "–")
        words = self.tr("{how}. Received {day}.").format(how=how, day=dates.full(item.received))
        return TextRow(item.case_id, words, f"{item.reference}   {item.title}", icon="user-check" if item.certain else "user")

    def _chosen(self) -> "About | None":
        key = self.list.chosen()
        return next((item for item in self._found if item.case_id == key), None)

    def _erase(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            dialog = EraseDialog(self, self._desk, self.tasks, chosen)
            dialog.finished.connect(lambda result: self._search())
            dialog.open()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        announce(self, words)


class EraseDialog(VerbDialog):
    """Who asked is erased from one closed case, with a reason."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, about: "About") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Erase who asked"),
            self.tr("Erase"),
            lead=self.tr(
                "The requester's details, the name in every text and earlier version, and the request as it came in are erased from "
                "{reference}. Signed letters keep the name until the case is disposed of."
            ).format(reference=about.reference),
            icon_name="eye-off",
        )
        self._desk, self._about, self._finished = desk, about, False
        self.resize(480, 320)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(72)
        self.reason.textChanged.connect(lambda: self.set_busy(self._busy))
        self.caption = field(self.tr("Why it is erased"), self.reason)
        self.body.addWidget(self.caption, 1)
        self.first = self.reason
        self.set_busy(False)

    def is_ready(self) -> bool:
        return self._finished or bool(self.reason.toPlainText().strip())

    def agree(self) -> None:
        """Ask once more, erase, and clear the store's file up."""
        if self._finished:
            self.accept()
            return
        words = self.tr("The identity will be erased for good. This cannot be undone.")
        if ask(self, self.tr("Erase who asked"), words, self.tr("Erase for good"), self.tr("Keep")):
            reason, case_id = self.reason.toPlainText(), self._about.case_id
            self.write(lambda: requesters.erase_requester(self._desk, case_id, reason), self._erased)

    def _erased(self, left: "Forgotten") -> None:
        words = [self.tr("Erased.")]
        if left.letters:
            words.append(self.tr("%n signed letter(s) still name the requester.", "", left.letters))
        if left.words:
            parts = ", ".join(left.words)
            words.append(self.tr("Still standing somewhere in its texts, so look: {parts}.").format(parts=parts))
        if left.files:
            words.append(self.tr("Files of the case were not looked into: {names}.").format(names=", ".join(left.files)))
        self.write(lambda: retention.clear_up(self._desk), lambda cleared: self._told(" ".join(words), clean=cleared.clean))

    def _told(self, words: str, *, clean: bool) -> None:
        if not clean:
            words += " " + self.tr("The store's file is still to be cleared up: see Retention and disposal.")
        self._finished = True
        self.lead.setText(words)
        announce(self, words)
        self.caption.hide()
        self.cancel.hide()
        self.yes.set_words(self.tr("Done"))
        self.yes.set_icon(None)
        self.first = self.yes
        self.set_busy(False)
        self.fit()
