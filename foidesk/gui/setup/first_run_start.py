"""The first step of the first run: who works here, where the cases are kept, and the passphrase that opens them."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit

from foidesk.gui.kit.fields import Segments, field
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.secret_box import SecretBox
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, ElidedLabel, Label, column, pane, row


class StartStep(QFrame):
    """Asks; makes nothing. `submitted` when Enter is pressed in the last box."""

    submitted = Signal()

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.folder = folder
        self.was_chosen = False
        """Whether the officer chose the folder, so that it has to be remembered."""
        self.made = ""
        """The passphrase of five words that is shown."""
        body = column(self, gap=20)
        self.officer = QLineEdit()
        self.officer.setFont(font(13))
        self.officer.setMaxLength(100)
        body.addWidget(
            field(self.tr("Your name"), self.officer, self.tr("It stands in the history beside everything that you do."))
        )
        body.addWidget(self._place())
        body.addWidget(self._passphrase())
        self.again = SecretBox(self.tr("Passphrase, typed to confirm"))
        self.again.submitted.connect(self.submitted)
        body.addWidget(field(self.tr("Type the passphrase to confirm it"), self.again, buddy=self.again.edit))
        self.problem = ProblemLine()
        body.addWidget(self.problem)
        body.addStretch()
        for box in (self.own, self.again):
            box.changed.connect(self.problem.put_away)
        self.officer.textChanged.connect(lambda text: self.problem.put_away())
        self._show(self.way.key)
        self.make_words()

    @property
    def passphrase(self) -> str:
        """The passphrase that was chosen."""
        return self.made if self.way.key == "made" else self.own.text()

    def is_complete(self) -> bool:
        """Whether the store can be made; where not, the first reason is said and gone to."""
        wanting = (
            (not self.officer.text().strip(), self.tr("Give your name first."), self.officer.setFocus),
            (not self.passphrase.strip(), self.tr("Choose a passphrase first."), self.own.select),
            (
                self.again.text().split() != self.passphrase.split(),
                self.tr("What you typed to confirm is not the passphrase. Type it again."),
                self.again.select,
            ),
        )
        for missing, words, go in wanting:
            if missing:
                self.problem.say(words)
                go()
                return False
        self.problem.put_away()
        return True

    def make_words(self) -> None:
        """Show five other words."""

        def verb() -> str:
            from foidesk.desk import opening

            return opening.suggest_passphrase()

        if not self.made:
            self.words.setText(self.tr("Making five words…"))
        self._tasks.read(verb, done=self._take_words, channel="first-run-words")

    def choose_folder(self) -> None:
        """Ask for another folder, without stopping the window."""
        dialog = QFileDialog(self, self.tr("Choose a folder for the cases"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.try_folder(Path(name)))
        dialog.open()

    def try_folder(self, folder: Path) -> None:
        """Take another folder if a store may lie in it; where not, the reason is said and the folder before it stays."""

        def verb() -> Path:
            from foidesk.desk import beginning

            beginning.check_folder(folder)
            return folder

        self._tasks.read(verb, done=self._take_folder, failed=self._refuse_folder, channel="first-run-folder")

    def _place(self) -> QFrame:
        card = pane("card")
        line = row(card, (12, 8, 8, 8), 8)
        self._path = ElidedLabel(str(self.folder))
        self._path.setToolTip(str(self.folder))
        self.other = Button(self.tr("Choose another folder…"), "folder-open")
        self.other.clicked.connect(self.choose_folder)
        line.addWidget(self._path, 1)
        line.addWidget(self.other)
        whole = QFrame()
        self.place_problem = ProblemLine()
        body = column(whole, gap=8)
        body.addWidget(
            field(
                self.tr("Where the cases are kept"),
                card,
                self.tr("On this computer's own disk, encrypted. A folder that a cloud service or a network shares will not do."),
                buddy=self.other,
            )
        )
        body.addWidget(self.place_problem)
        return whole

    def _passphrase(self) -> QFrame:
        whole = QFrame()
        body = column(whole, gap=8)
        body.addWidget(Label(self.tr("Passphrase"), 13, 500))
        self.way = Segments(
            self.tr("How to choose the passphrase"), {"made": self.tr("Five words made for you"), "own": self.tr("My own")}
        )
        self.way.chosen.connect(self._show)
        body.addWidget(self.way)
        self._words_card = pane("card")
        line = row(self._words_card, (12, 8, 8, 8), 8)
        self.words = Label("", 15, 600, wrap=True)
        self.others = Button(self.tr("Make others"), "refresh-cw")
        self.others.clicked.connect(self.make_words)
        line.addWidget(self.words, 1)
        line.addWidget(self.others)
        body.addWidget(self._words_card)
        self.own = SecretBox(self.tr("Own passphrase"))
        body.addWidget(self.own)
        self._hint = Label("", 12, tone="muted", wrap=True)
        body.addWidget(self._hint)
        return whole

    def _show(self, way: str) -> None:
        self._words_card.setVisible(way == "made")
        self.own.setVisible(way == "own")
        self._hint.setText(
            self.tr("Write the words down and keep them apart from this computer. Nobody can look them up for you.")
            if way == "made"
            else self.tr("Four words or more, or at least 14 varied characters. Nobody can look it up for you.")
        )
        self.problem.put_away()

    def _take_words(self, words: str) -> None:
        self.made = words
        self.words.setText(words)
        self.words.setAccessibleName(self.tr("The passphrase is: {words}").format(words=words))
        self.again.clear()

    def _take_folder(self, folder: Path) -> None:
        self.folder, self.was_chosen = folder, True
        self._path.setText(str(folder))
        self._path.setToolTip(str(folder))
        self.place_problem.put_away()

    def _refuse_folder(self, error: Exception) -> None:
        self.place_problem.tell(error, self._tasks)
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)
