"""A signing identity made for a role, or brought in out of a .p12 file: in the first run and in the settings."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit

from foidesk.gui.kit.fields import Segments, field
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Check, ElidedLabel, Label, column, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk


class IdentityForm(QFrame):
    """Asks for what an identity needs; `verb` gives what keeps it, or says what is missing."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        body = column(self, gap=16)
        self.way = Segments(
            self.tr("How to get an identity"), {"make": self.tr("Make one now"), "import": self.tr("Bring in a .p12 file")}
        )
        self.way.chosen.connect(self._show)
        body.addWidget(self.way)
        self._explained = Label("", tone="muted", wrap=True)
        body.addWidget(self._explained)
        self.problem = ProblemLine()
        self.agreed = Check(self.tr("Use it all the same: everybody who gets a letter may know this"))
        self._make, self._import = QFrame(), QFrame()
        self._build_make()
        self._build_import()
        body.addWidget(self._make)
        body.addWidget(self._import)
        body.addWidget(self.problem)
        self.agreed.hide()
        body.addWidget(self.agreed)
        self.role.textChanged.connect(self._other)
        for box in (self.passphrase, self.again, self.password):
            box.submitted.connect(self.submitted)
            box.changed.connect(self.problem.put_away)
        self._show(self.way.key)

    def set_role(self, role: str) -> None:
        """Suggest a role, unless one was typed."""
        if not self.role.text():
            self.role.setText(role)

    def verb(self, desk: "Desk") -> Callable[[], str] | None:
        """What keeps the identity and gives its fingerprint; None, and the reason in sight, where something is missing."""
        return self._making(desk) if self.way.key == "make" else self._bringing_in(desk)

    def tell(self, error: Exception, tasks: Tasks) -> None:
        """Say why it was not kept. What tells of a person is kept only where the officer ticks that it may."""
        from foidesk.desk.sign import PersonalError

        self.problem.tell(error, tasks)
        if isinstance(error, PersonalError):
            self.agreed.show()
            self.agreed.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget the passphrases and the file."""
        for box in (self.passphrase, self.again, self.password):
            box.clear()
        self._take(None)
        self.problem.put_away()

    def choose_file(self) -> None:
        """Ask for the file, without stopping the window."""
        dialog = QFileDialog(self, self.tr("Choose a certificate file"))
        dialog.setNameFilters([self.tr("Certificates with their key (*.p12 *.pfx)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()

    def take_file(self, path: Path) -> None:
        """The file that was chosen."""
        self._take(path)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_make(self) -> None:
        body = column(self._make, gap=16)
        self.role = QLineEdit()
        self.role.setFont(font(13))
        self.role.setMaxLength(64)
        self.role.setPlaceholderText(self.tr("Disclosure Officer"))
        self.passphrase = SecretBox(self.tr("Passphrase for signing"))
        self.again = SecretBox(self.tr("Passphrase for signing, once more"))
        hint = self.tr("A role, and no person: the name is in every letter that it signs, for everybody to read.")
        body.addWidget(field(self.tr("Role that signs"), self.role, hint))
        pair = row(gap=16)
        pair.addWidget(field(self.tr("Passphrase for signing"), self.passphrase, buddy=self.passphrase.edit), 1)
        pair.addWidget(field(self.tr("The same once more"), self.again, buddy=self.again.edit), 1)
        body.addLayout(pair)
        kinds = {"rsa": self.tr("RSA, which every program can check"), "p256": self.tr("P-256, shorter and faster")}
        self.kind = Segments(self.tr("Kind of key"), kinds)
        body.addWidget(field(self.tr("Kind of key"), self.kind))

    def _build_import(self) -> None:
        body = column(self._import, gap=16)
        line, chosen = row(gap=12), QFrame()
        self.choose = Button(self.tr("Choose a file…"), "folder-open")
        self.choose.clicked.connect(self.choose_file)
        self._file = ElidedLabel("", tone="muted")
        line.addWidget(self.choose)
        line.addWidget(self._file, 1)
        chosen.setLayout(line)
        self.password = SecretBox(self.tr("Password of the file"))
        body.addWidget(field(self.tr("Certificate file"), chosen, buddy=self.choose))
        body.addWidget(field(self.tr("Password of the file"), self.password, buddy=self.password.edit))
        self._take(None)

    def _take(self, path: Path | None) -> None:
        self.path = path
        self._file.setText(path.name if path else self.tr("No file is chosen yet."))
        self._other()

    def _other(self) -> None:
        """Another role or file: what was agreed to does not hold for it."""
        self.agreed.setChecked(False)
        self.agreed.hide()
        self.problem.put_away()

    def _agreed(self) -> bool:
        return self.agreed.isVisibleTo(self) and self.agreed.isChecked()

    def _show(self, way: str) -> None:
        self._other()
        self._make.setVisible(way == "make")
        self._import.setVisible(way == "import")
        self._explained.setText(
            self.tr(
                "An identity made here shows that a letter is unchanged to whoever compares its fingerprint with yours. "
                "It does not prove to a stranger who you are; a certificate issued to your authority does."
            )
            if way == "make"
            else self.tr(
                "A certificate that was issued to your authority shows who signed to whoever trusts its issuer. "
                "The file must hold the private key; it is kept inside the encrypted store."
            )
        )

    def _making(self, desk: "Desk") -> Callable[[], str] | None:
        role, passphrase, kind, personal = self.role.text().strip(), self.passphrase.text(), self.kind.key, self._agreed()
        wanting = (
            (not role, self.tr("Say which role signs."), self.role.setFocus),
            (not passphrase, self.tr("Type a passphrase for signing."), self.passphrase.select),
            (
                passphrase != self.again.text(),
                self.tr("The two passphrases differ. Type the second one again."),
                self.again.select,
            ),
        )
        if self._wants(wanting):
            return None

        def verb() -> str:
            from foidesk.desk import sign

            return sign.make_identity(desk, role, passphrase, kind=kind, personal=personal)

        return verb

    def _bringing_in(self, desk: "Desk") -> Callable[[], str] | None:
        path, password, personal = self.path, self.password.text(), self._agreed()
        if path is None:
            self._wants(((True, self.tr("Choose the file first."), self.choose.setFocus),))
            return None

        def verb() -> str:
            from foidesk.desk import sign

            return sign.import_identity_file(desk, path, password, personal=personal)

        return verb

    def _wants(self, wanting: Iterable[tuple[bool, str, Callable[[], None]]]) -> bool:
        """Whether something is missing; the first such thing is said and gone to."""
        for missing, words, go in wanting:
            if missing:
                self.problem.say(words)
                go()
                return True
        return False
