"""A new data key: what it means, a new passphrase, a recovery key that is printed and typed back, and the store written anew."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from foidesk.desk import officers
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Label, column
from foidesk.gui.setup.first_run_key import KeyStep
from foidesk.gui.setup.officer_dialogs import NewPassphrase

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.officers import NewKey


class NewKeyDialog(VerbDialog):
    """Two sides: the passphrase, the recovery key. `renewed` once the store is closed under its new key: nothing can be done with it then."""

    renewed = Signal()

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks) -> None:
        super().__init__(parent, tasks, self.tr("A new data key"), self.tr("Make the key"), icon_name="key-round")
        self._desk = desk
        self._new: NewKey | None = None
        self.resize(640, 440)
        self.passphrase, self.key = NewPassphrase(tasks), KeyStep()
        self.sides = QStackedWidget()
        self.sides.addWidget(self._first_side())
        self.sides.addWidget(self.key)
        self.body.addWidget(self.sides, 1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Writing the store anew"))
        self.progress.hide()
        self.body.addWidget(self.progress)
        for box in (self.passphrase.first, self.passphrase.again):
            box.changed.connect(self.problem.put_away)
        self.passphrase.again.submitted.connect(self.agree)
        self.key.submitted.connect(self.agree)
        self.first = self.passphrase.first.edit
        self.fit()

    def agree(self) -> None:
        """Make the key; once it was typed back, take it into use."""
        if not self.yes.isEnabled():
            return
        if self._new is None:
            self._make()
        elif self.key.is_typed_back():
            self._take(self._new)

    def reject(self) -> None:
        """Nothing was changed yet: the key that was made is forgotten."""
        if self._busy:
            return
        if self._new is not None:
            self._new = None
            self.key.forget()
            self.tasks.write(lambda: officers.give_up_new_key(self._desk))
        super().reject()

    def _first_side(self) -> QWidget:
        side = QWidget()
        body = column(side, gap=12)
        for words in (
            self.tr(
                "Make one where somebody may have copied the store and known a passphrase or the recovery key. The store is written anew "
                "under a key that nobody had before."
            ),
            self.tr(
                "You get a new passphrase and a new recovery key. The other officers have to be added again, and the computer's keyring "
                "switched on again. Copies that were made until now still open with the passphrases and the recovery key of their day: "
                "keep that paper with them, or delete them. Afterwards foidesk locks."
            ),
        ):
            body.addWidget(Label(words, wrap=True))
        body.addWidget(self.passphrase)
        body.addStretch()
        return side

    def _make(self) -> None:
        fault = self.passphrase.fault()
        if fault:
            self.problem.say(fault)
            return
        desk, new = self._desk, self.passphrase.text
        self.write(lambda: officers.make_new_key(desk, new), self._made)

    def _made(self, new: "NewKey") -> None:
        self._new = new
        self.passphrase.clear()
        self.heading.setText(self.tr("The new recovery key"))
        self.sides.setCurrentWidget(self.key)
        self.yes.set_words(self.tr("My paper holds the key: use it"))
        self.key.show_key(new.recovery)
        self.first = self.key.typed
        self.order_tabs()
        announce(self, self.heading.text())

    def _take(self, new: "NewKey") -> None:
        desk = self._desk
        self.progress.show()
        self.key.setEnabled(False)
        announce(self, self.progress.accessibleName())
        self.write(lambda: officers.take_new_key(desk, new), lambda nothing: self._taken())

    def _taken(self) -> None:
        self._new = None
        self.key.forget()
        self.accept()
        self.renewed.emit()

    def _failed(self, error: Exception) -> None:
        """Where it could not be taken, what was made for it is gone: it begins anew."""
        self.progress.hide()
        self.key.setEnabled(True)
        if self._new is not None:
            self._new = None
            self.key.forget()
            self.sides.setCurrentIndex(0)
            self.heading.setText(self.tr("A new data key"))
            self.yes.set_words(self.tr("Make the key"))
            self.first = self.passphrase.first.edit
        super()._failed(error)
