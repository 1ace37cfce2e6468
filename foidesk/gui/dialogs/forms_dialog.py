"""The letter in another form: draft, Word file, e-mail, folder for the post, and the two of the response log. Each lands in the outbox."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from foidesk.desk import draft, send
from foidesk.gui.case.terms import Terms
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Button, Check, Label, column, pane, row
from foidesk.model.words import LetterKind

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.desk.send import Prepared


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what its button says, its icon, what it is for, the verb; and why it is not there yet, "" if it is."""

    words: str
    icon: str
    about: str
    verb: Callable[[], Any]
    missing: str = ""


class FormsDialog(VerbDialog):
    """A button for each form. What was written is told beside it; the dialog stays open for the next."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent, tasks, self.tr("The letter in another form"), self.tr("Done"))
        self._desk, self._snapshot = desk, snapshot
        self.setMinimumWidth(600)
        named = f"{Terms(self).letter(snapshot.letter.kind)}, {snapshot.case.reference}"
        self.lead.setText(self.tr("{letter}. Each file lands in the outbox.").format(letter=named))
        self.lead.setVisible(True)
        self.html = Check(self.tr("With the words as HTML too, for whoever has e-mails read aloud"))
        self._offered: list[tuple[Button, Form]] = []
        self.told: dict[str, Label] = {}
        for form in self._forms():
            self._offer(form)
        self.body.addStretch()
        self.cancel.hide()
        self.first = next(button for button, form in self._offered if not form.missing)
        self.fit()

    def agree(self) -> None:
        """Everything was done by the buttons."""
        self.accept()

    def _forms(self) -> Iterator[Form]:
        desk, letter, case_id = self._desk, self._snapshot.letter, self._snapshot.case.id
        is_signed = letter.sha256 is not None
        unsigned = "" if is_signed else self.tr("Sign the letter first.")
        away = self.tr("This letter goes to a third party: send it in a message of your own.")
        goes_away = away if letter.kind is LetterKind.CONSULTATION else ""
        number = letter.id if letter in self._snapshot.case.letters else None
        if is_signed:
            about = self.tr("The letter as it was signed, for the post or a web form.")
            yield Form(self.tr("Signed PDF"), "download", about, lambda: send.export_letter(desk, case_id, letter.id))
        else:
            about = self.tr("Says on each page that it is a draft. For a colleague's eyes.")
            yield Form(self.tr("Draft PDF"), "file-text", about, lambda: send.export_draft(desk, case_id, number))
        about = self.tr("A copy that can be edited and read aloud. No signature vouches for it, and each page says so.")
        yield Form(self.tr("Word file"), "file-pen", about, lambda: send.export_word(desk, case_id, number))
        no_address = "" if self._snapshot.case.requester.email else self.tr("The case has no e-mail address.")
        about = self.tr("A message to the requester with everything attached. It opens as a draft; nothing is sent by itself.")
        yield Form(self.tr("E-mail"), "mail", about, self._email, unsigned or goes_away or no_address)
        about = self.tr(
            "The files in a folder and the words on the clipboard, for a mail program that opens no prepared message."
        )
        verb = lambda: send.prepare_folder(desk, case_id, letter.id)  # noqa: E731
        yield Form(self.tr("Folder of files"), "folder", about, verb, unsigned or goes_away)
        if letter.kind in draft.ANSWERING:
            about = self.tr("For the response log: the request, the answer and the reasons, without the requester.")
            yield Form(self.tr("Web page"), "book-open", about, lambda: send.make_log_page(desk, case_id), unsigned)
            about = self.tr("The same as a row for the log's spreadsheet (CSV).")
            yield Form(self.tr("Row of the log"), "table", about, lambda: send.make_log_row(desk, case_id), unsigned)

    def _email(self) -> Any:
        case_id, letter_id, as_html = self._snapshot.case.id, self._snapshot.letter.id, self.html.isChecked()
        return send.prepare_email(self._desk, case_id, letter_id, as_html=as_html)

    def _offer(self, form: Form) -> None:
        card = pane("card")
        line = row(card, (16, 10, 16, 10), 16)
        button = Button(form.words, form.icon)
        button.setMinimumWidth(152)
        button.setEnabled(not form.missing)
        button.setAccessibleDescription(form.missing or form.about)
        words = column(gap=4)
        words.addWidget(Label(form.about, 13, wrap=True))
        told = self.told[form.words] = Label(form.missing, 12, tone="muted", wrap=True)
        told.setVisible(bool(form.missing))
        if form.verb == self._email:
            self.html.box.setEnabled(not form.missing)
            words.addWidget(self.html)
        words.addWidget(told)
        line.addWidget(button)
        line.addLayout(words, 1)
        button.clicked.connect(lambda: self.write(form.verb, lambda done: self._tell(form, done)))
        self._offered.append((button, form))
        self.body.addWidget(card)

    def _tell(self, form: Form, done: Any) -> None:
        told = self.told[form.words]
        words = self.tr("Written to {path}").format(path=done.path)
        if hasattr(done, "body"):
            words = f"{self._copied(done)} {words}"
        told.setText(words)
        told.show()
        announce(self, words)
        self.first = next(button for button, offered in self._offered if offered is form)
        self.fit()

    def _copied(self, done: "Prepared") -> str:
        QGuiApplication.clipboard().setText(done.body)
        return self.tr("The words are on the clipboard.")

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        for button, form in self._offered:
            button.setEnabled(not busy and not form.missing)
