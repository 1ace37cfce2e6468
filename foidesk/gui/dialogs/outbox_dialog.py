"""The outbox: what lies there in plain form, what of it has done its service, and deleting it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from foidesk.desk import outbox
from foidesk.gui.kit import dates
from foidesk.gui.kit.problems import announce, ask
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.outbox import Lying


class OutboxDialog(VerbDialog):
    """A row for each file, the newest first. The chief button deletes what is not needed any more."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("The outbox"),
            self.tr("Delete what was sent"),
            lead=self.tr(
                "These files are not encrypted. The store keeps every signed letter, so a file that is deleted here can be "
                "written out again."
            ),
            icon_name="trash-2",
        )
        self._desk = desk
        self._lying: Sequence[Lying] = ()
        self.resize(620, 520)
        self.list = TextTable(self.tr("Files in the outbox"))
        self.body.addWidget(self.list, 1)
        self.nothing = Label(self.tr("Nothing lies in the outbox."), tone="muted", wrap=True)
        self.nothing.hide()
        self.body.addWidget(self.nothing)
        self.all = Button(self.tr("Delete all"), "trash-2")
        self.all.clicked.connect(self._delete_all)
        self.foot.insertWidget(0, self.all)
        self.cancel.set_words(self.tr("Close"))
        self.first = self.list
        self.set_busy(False)
        self._read()

    def is_ready(self) -> bool:
        return any(item.is_done for item in self._lying)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.all.setEnabled(not busy and bool(self._lying))

    def agree(self) -> None:
        """Delete what has done its service."""
        self._delete([item.name for item in self._lying if item.is_done])

    def _delete_all(self) -> None:
        words = self.tr(
            "Files that were not sent yet are among them. They can be written out again, the ones not made here cannot."
        )
        if ask(self, self.tr("Delete all"), words, self.tr("Delete all"), self.tr("Keep them")):
            self._delete([item.name for item in self._lying])

    def _delete(self, names: list[str]) -> None:
        self.write(lambda: outbox.sweep(self._desk, names), self._deleted)

    def _deleted(self, count: int) -> None:
        announce(self, self.tr("%n file(s) deleted", "", count))
        self._read()

    def _read(self) -> None:
        self.read(lambda: outbox.listed(self._desk), self._show, channel="outbox")

    def _show(self, lying: "Sequence[Lying]") -> None:
        self._lying = lying
        self.list.show_rows([self._row(item) for item in lying])
        self.list.setVisible(bool(lying))
        self.nothing.setVisible(not lying)
        if lying and self.list.chosen() is None:
            self.list.choose(lying[0].name)
        self.first = self.list if lying else self.cancel
        self.set_busy(False)
        self.order_tabs()
        self.first.setFocus()

    def _row(self, item: "Lying") -> TextRow:
        english = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
        size = english.formattedDataSize(item.size, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        about = self.tr("{moment}, {size}").format(moment=dates.moment_words(item.at), size=size)
        return TextRow(item.name, about, item.name, icon="folder" if item.is_folder else "file-text", aside=self._state(item))

    def _state(self, item: "Lying") -> str:
        if item.is_done:
            return self.tr("Not needed any more")
        return self.tr("Waits") if item.reference else self.tr("Not known here")
