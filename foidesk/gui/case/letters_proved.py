"""The signed letters of a case: the fingerprint of each file, and what its signature is worth."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from foidesk.desk import worth
from foidesk.gui.case.terms import Terms
from foidesk.gui.case.worth_view import WorthView, long_number
from foidesk.gui.kit import dates
from foidesk.gui.kit.problems import is_plain
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Label, clear, column, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.desk.worth import Worth
    from foidesk.model import Case, Letter


@dataclass(frozen=True, slots=True)
class Proved:
    """One signed file: what it is, since when, and its SHA-256."""

    name: str
    about: str
    sha256: str


class LetterCard(QFrame):
    """One letter with its hash, a button to verify it, and what came of that."""

    def __init__(self, proved: Proved, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.proved, self.desk, self.tasks = proved, desk, tasks
        whole = column(self, (16, 12, 16, 12), 8)
        head = row(gap=12)
        names = column(gap=2)
        names.addWidget(Label(proved.name, 13, 600, wrap=True))
        names.addWidget(Label(proved.about, 12, 400, "muted", wrap=True))
        head.addLayout(names, 1)
        self.verify = Button(self.tr("Verify the letter"), "shield-check")
        self.verify.setAccessibleName(self.tr("Verify: {letter}").format(letter=proved.name))
        self.verify.clicked.connect(self.ask)
        head.addWidget(self.verify, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        whole.addWidget(long_number(self.tr("SHA-256 of the file"), proved.sha256))
        self.result = WorthView()
        whole.addWidget(self.result)

    @property
    def said(self) -> str:
        """What was found, in one text."""
        return self.result.said

    def ask(self) -> None:
        """Verify the stored file."""
        self.verify.setEnabled(False)
        read = lambda: worth.letter_worth(self.desk, self.proved.sha256)  # noqa: E731
        self.tasks.read(read, done=self._tell, failed=self._failed)

    def _tell(self, found: "Worth") -> None:
        if isValid(self):
            self.result.tell(found)
            self.verify.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        if is_plain(error):
            self.result.refuse(str(error))
        else:
            self.tasks.problem.emit(error)
        self.verify.setEnabled(True)


class LettersProved(QScrollArea):
    """A card for each signed file, those whose signature was withdrawn too."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Signed letters"))
        self.desk, self.tasks = desk, tasks
        self._terms = Terms(self)
        self._shown: list[Proved] | None = None
        self._inside = QWidget()
        self._inside.setProperty("surface", "clear")
        self._cards = column(self._inside, (24, 12, 24, 12), 12)
        self.setWidget(self._inside)
        self.clear()

    @property
    def cards(self) -> list[LetterCard]:
        """The cards, oldest letter first."""
        return self._inside.findChildren(LetterCard)

    def load(self, snapshot: "Snapshot") -> None:
        """Show the letters; cards stay with what they told while the letters are the same."""
        self._show([proved for letter in snapshot.case.letters for proved in self._of(snapshot.case, letter)])

    def clear(self) -> None:
        """No case is open."""
        self._show([])

    def _show(self, found: list[Proved]) -> None:
        if found == self._shown:
            return
        self._shown = found
        clear(self._cards)
        for proved in found:
            self._cards.addWidget(LetterCard(proved, self.desk, self.tasks))
        if not found:
            self._cards.addWidget(Label(self.tr("No letter of this case has been signed yet."), tone="muted", wrap=True))
        self._cards.addStretch()

    def _of(self, case: "Case", letter: "Letter") -> list[Proved]:
        name = self._terms.letter(letter.kind)
        found = [Proved(name, self.tr("Signature withdrawn; kept as superseded"), sha256) for sha256 in letter.superseded]
        if letter.sha256:
            found.append(Proved(name, self._when(letter), letter.sha256))
        return found

    def _when(self, letter: "Letter") -> str:
        signed = (
            self.tr("Signed {when}").format(when=dates.moment_words(letter.signed_at)) if letter.signed_at else self.tr("Signed")
        )
        sent = self.tr("sent {day}").format(day=dates.full(letter.sent)) if letter.sent else self.tr("not sent yet")
        return f"{signed}, {sent}"
