"""Signing and sending out: the identity is unlocked once a session, the letter signed and verified, then written out for the post."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from foidesk.desk import send, sign
from foidesk.desk.sign import BlockedError, PersonalError, Signed
from foidesk.gui.case.terms import Terms
from foidesk.gui.kit import dates
from foidesk.gui.kit.paper import field_label
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Check, IconLabel, Label, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.release.gate import Released


class SignDialog(VerbDialog):
    """Says what will be signed, asks for the passphrase where it is needed, signs, and then offers what can be sent."""

    blocked = Signal(object)
    """The first finding that stops the signature."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent, tasks, self.tr("Sign the letter"), self.tr("Sign"), icon_name="stamp")
        self._desk, self._snapshot, self._terms = desk, snapshot, Terms(self)
        self.signed: Signed | None = None
        self._role: str | None = None
        self.setMinimumWidth(560)
        self._add_summary()
        self._identity = pane("clear")
        self._identity_body = column(self._identity, gap=6)
        self.body.addWidget(self._identity)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Signing and verifying"))
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.secret: SecretBox | None = None
        self.again: SecretBox | None = None
        self.role: QLineEdit | None = None
        self.agreed = Check(self.tr("Use it all the same: everybody who gets a letter may know this"))
        self.agreed.hide()
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(whole.indexOf(self.problem) + 1, self.agreed)
        if snapshot.letter.sha256 is not None:
            self._offer(snapshot.letter.id, self.tr("This letter is signed; the verified bytes lie in the store."))
        elif desk.identity is None:
            self.yes.setEnabled(False)
            self.read(lambda: sign.identity_role(desk), self._ask_identity)
        else:
            self.first = self.yes

    def agree(self) -> None:
        """Unlock or make the identity where that is still to be done, then sign."""
        if self.signed is not None:
            self.accept()
            return
        if self.secret is not None and not self.secret.text():
            self.problem.say(self.tr("Type the passphrase of the signing identity."))
            self.secret.select()
            return
        if self.again is not None and self.secret is not None and self.again.text() != self.secret.text():
            self.problem.say(self.tr("The two passphrases differ. Type the same one twice."))
            self.again.select()
            return
        self.progress.show()
        self.write(self._verb(), self._done)

    def _verb(self) -> Callable[[], Signed]:
        desk, case_id, letter_id = self._desk, self._snapshot.case.id, self._snapshot.letter.id
        secret = self.secret.text() if self.secret is not None else ""
        role = self.role.text().strip() if self.role is not None else None
        personal = self.agreed.isChecked()

        def verb() -> Signed:
            if desk.identity is None:
                if role is None:
                    sign.unlock_identity(desk, secret)
                else:
                    sign.make_identity(desk, role, secret, personal=personal)
            return sign.sign_letter(desk, case_id, letter_id)

        return verb

    def _add_summary(self) -> None:
        case, letter = self._snapshot.case, self._snapshot.letter
        card = pane("card")
        body = column(card, (16, 12, 16, 12), 4)
        body.addWidget(Label(f"{self._terms.letter(letter.kind)}, {case.reference}", 15, 600, wrap=True))
        body.addWidget(Label(case.title, wrap=True))
        who = case.requester.name or case.requester.email or self.tr("the requester")
        body.addWidget(
            Label(self.tr("To {who}, dated {day}").format(who=who, day=dates.full(self._desk.today())), tone="muted", wrap=True)
        )
        leaving = [item.name for item in case.attachments if item.listed and item.role.value == "answer"]
        if leaving:
            words = self.tr("With %n attachment(s): ", "", len(leaving)) + ", ".join(leaving)
            body.addWidget(Label(words, tone="muted", wrap=True))
        self.body.addWidget(card)
        self._add_answered_for()

    def _add_answered_for(self) -> None:
        """What the checks still say, and what was set aside and why: whoever signs answers for both."""
        to_read, aside = self._snapshot.findings, self._snapshot.set_aside
        if self._snapshot.letter.sha256 is not None or not (to_read or aside):
            return
        self.checks = QScrollArea()
        self.checks.setWidgetResizable(True)
        self.checks.setFrameShape(QFrame.Shape.NoFrame)
        self.checks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.checks.setAccessibleName(self.tr("What the checks say"))
        inside = pane("card")
        body = column(inside, (16, 12, 16, 12), 8)
        if to_read:
            body.addWidget(Label(self.tr("%n finding(s) to read", "", len(to_read)), 13, 600, wrap=True))
        for finding in to_read:
            body.addWidget(Label(finding.message, wrap=True))
        if aside:
            body.addWidget(Label(self.tr("%n finding(s) set aside", "", len(aside)), 13, 600, wrap=True))
        for item in aside:
            body.addWidget(Label(item.finding.message, wrap=True))
            why = self.tr("{officer}, {day}: {reason}").format(
                officer=item.officer, day=dates.full(dates.london_day(item.at)), reason=item.reason
            )
            body.addWidget(Label(why, 12, tone="muted", wrap=True))
        self.checks.setWidget(inside)
        self.checks.setFixedHeight(min(44 + 44 * len(to_read) + 64 * len(aside), 200))
        self.body.addWidget(self.checks)

    def _ask_identity(self, role: str | None) -> None:
        self._role = role
        body = self._identity_body
        if role is None:
            body.addWidget(
                Label(
                    self.tr(
                        "There is no signing identity yet. One will be made here, kept in the store, and named after the role that "
                        "signs. Who has its fingerprint can see that a letter was not changed."
                    ),
                    tone="muted",
                    wrap=True,
                )
            )
            self.role = QLineEdit(self._snapshot.case.authority.signatory_role or self.tr("Disclosure Officer"))
            self.role.setFont(font(13))
            self.role.setAccessibleName(self.tr("Role that signs"))
            body.addWidget(field_label(self.tr("Role that signs"), self.role))
            body.addWidget(self.role)
            self.role.textChanged.connect(self._another_role)
        self.secret = self._box(
            self.tr("Passphrase for signing") if role is None else self.tr("Passphrase for signing as {role}").format(role=role)
        )
        if role is None:
            self.again = self._box(self.tr("The same passphrase again"))
        self.yes.setEnabled(True)
        self.first = self.role or self.secret
        self.fit()

    def _another_role(self) -> None:
        """What was agreed to holds for one name only."""
        self.agreed.setChecked(False)
        self.agreed.hide()
        self.problem.put_away()

    def _box(self, words: str) -> SecretBox:
        box = SecretBox(words)
        box.changed.connect(self.problem.put_away)
        self._identity_body.addWidget(field_label(words, box))
        self._identity_body.addWidget(box)
        return box

    def _done(self, signed: Signed) -> None:
        self.progress.hide()
        self.signed = signed
        self._identity.hide()
        said = self.tr("Signed and verified: %n page(s). ", "", signed.pages)
        self._offer(signed.letter_id, said + self.tr("Certificate {fingerprint}…").format(fingerprint=signed.fingerprint[:16]))

    def _offer(self, letter_id: int, words: str) -> None:
        """What can be done with a signed letter. Each writes one file through the gate into the outbox."""
        if self.signed is None:
            self.signed = Signed(letter_id, self._snapshot.letter.sha256 or "", 0, "")
        self.heading.setText(self.tr("The letter is signed"))
        line = row(gap=8)
        line.addWidget(IconLabel("circle-check", "green"))
        line.addWidget(Label(words, wrap=True), 1)
        self.body.addLayout(line)
        desk, case_id = self._desk, self._snapshot.case.id
        self.export = self._offered(
            self.tr("Write the letter out"), "download", lambda: send.export_letter(desk, case_id, letter_id)
        )
        self.email = self._offered(self.tr("Prepare the e-mail"), "mail", lambda: send.prepare_email(desk, case_id, letter_id))
        self.page = self._offered(self.tr("Make the response-log page"), "book-open", lambda: send.make_log_page(desk, case_id))
        self.email.setEnabled(bool(self._snapshot.case.requester.email))
        self.cancel.hide()
        self.yes.set_words(self.tr("Done"))
        self.yes.set_icon(None)
        self.yes.setEnabled(True)
        self.first = self.export
        self.fit()

    def _offered(self, words: str, icon: str, verb: "Callable[[], Released]") -> Button:
        line = row(gap=12)
        button = Button(words, icon)
        told = Label("", 12, tone="muted", wrap=True)
        line.addWidget(button)
        line.addWidget(told, 1)
        self.body.addLayout(line)

        def say(done: "Released") -> None:
            told.setText(str(done.path))
            told.setAccessibleName(self.tr("Written to {path}").format(path=done.path))

        button.clicked.connect(lambda: self.write(verb, say))
        return button

    def _failed(self, error: Exception) -> None:
        self.progress.hide()
        super()._failed(error)
        if isinstance(error, BlockedError):
            self.blocked.emit(error.findings[0])
        elif isinstance(error, PersonalError):
            self.agreed.show()
            self.first = self.agreed.box
            self.fit()
        elif self.secret is not None:
            self.secret.select()
