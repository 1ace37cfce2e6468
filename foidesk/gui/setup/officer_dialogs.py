"""A passphrase for the store: another officer's first one, or a new one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from foidesk.desk import officers, opening
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Label, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk


class NewPassphrase(QWidget):
    """Two boxes for a passphrase, and five words to take for it."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.first, self.again = SecretBox(self.tr("New passphrase")), SecretBox(self.tr("New passphrase, once more"))
        self.words = Label("…", 15, 600, wrap=True)
        self.others = Button(self.tr("Make others"), "refresh-cw")
        self.others.clicked.connect(self.make_words)
        body = column(self, gap=12)
        card = pane("ground")
        line = row(card, (12, 8, 8, 8), 8)
        line.addWidget(self.words, 1)
        line.addWidget(self.others)
        hint = self.tr("Take these five words, or your own: four words or more, or at least 14 varied characters. Write it down.")
        body.addWidget(card)
        body.addWidget(Label(hint, 12, tone="muted", wrap=True))
        pair = row(gap=16)
        pair.addWidget(field(self.tr("New passphrase"), self.first, buddy=self.first.edit), 1)
        pair.addWidget(field(self.tr("The same once more"), self.again, buddy=self.again.edit), 1)
        body.addLayout(pair)
        self.make_words()

    @property
    def text(self) -> str:
        """The passphrase, as it was typed first."""
        return self.first.text()

    def fault(self) -> str:
        """What is wrong with what was typed; "" if nothing. Goes to the box that it is about."""
        if self.text.strip() and self.text.split() == self.again.text().split():
            return ""
        (self.again if self.text.strip() else self.first).select()
        return self.tr("Type the new passphrase twice, the same both times.")

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def make_words(self) -> None:
        """Offer five other words."""
        self._tasks.read(opening.suggest_passphrase, done=self._offer, channel=f"new-words-{id(self)}")

    def _offer(self, words: str) -> None:
        self.words.setText(words)
        self.words.setAccessibleName(self.tr("Five words to take: {words}").format(words=words))


class PassphraseDialog(VerbDialog):
    """A passphrase for another officer (`name` empty), or a new one for one who has a passphrase. `changed` tells whose."""

    changed = Signal(str)

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, name: str = "") -> None:
        title = self.tr("New passphrase of {name}").format(name=name) if name else self.tr("Add an officer")
        lead = (
            self.tr(
                "It holds from the next time the store is unlocked. The recovery key and the other passphrases stay as they are."
            )
            if name
            else self.tr("They open the store with a passphrase of their own, which they should type here themselves.")
        )
        super().__init__(
            parent, tasks, title, self.tr("Change it") if name else self.tr("Add them"), lead=lead, icon_name="key-round"
        )
        self.desk, self._whose = desk, name
        self.resize(560, 380)
        self.name = QLineEdit(name)
        self.name.setFont(font(13))
        self.name.setMaxLength(100)
        if not name:
            self.body.addWidget(field(self.tr("Name"), self.name, self.tr("It stands in the history beside all that they do.")))
        self.passphrase = NewPassphrase(tasks)
        self.body.addWidget(self.passphrase)
        self.body.addStretch()
        for box in (self.passphrase.first, self.passphrase.again):
            box.changed.connect(self.problem.put_away)
        self.passphrase.again.submitted.connect(self.agree)
        self.first = self.passphrase.first.edit if name else self.name
        self.fit()

    def agree(self) -> None:
        fault = self.passphrase.fault()
        if fault:
            self.problem.say(fault)
            return
        desk, whose, name, new = self.desk, self._whose, self.name.text(), self.passphrase.text

        def verb() -> None:
            if whose:
                officers.change_passphrase(desk, whose, new)
            else:
                officers.add_officer(desk, name, new)

        self.write(verb, lambda nothing: self._done(whose or name.strip()))

    def _done(self, name: str) -> None:
        self.passphrase.clear()
        self.accept()
        self.changed.emit(name)
