"""The settings' card of the logo: the picture at the head of letters, what it shows in words, choosing and removing it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QSizePolicy, QWidget

from foidesk.desk import logo
from foidesk.gui.kit.fields import field
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.style import colour, font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Label, row
from foidesk.gui.setup.card import Done, begin_card, foot

if TYPE_CHECKING:
    from foidesk.desk.office import Desk

HIGH, EDGE = 96, 16
"""How high the paper under the preview is, and how far the picture stays from its edge, in pixels."""


class LogoView(QWidget):
    """The logo on white paper, as letters show it."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, png: bytes, name: str) -> None:
        """Show a picture that the program made itself; `name` is read out in its place."""
        self.image = QImage.fromData(png)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self.image.isNull():
            room = self.size() - QSize(2 * EDGE, 2 * EDGE)
            size = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(EDGE, (self.height() - size.height()) // 2, size.width(), size.height()), self.image)


class LogoCard(QFrame):
    """What is chosen is shown at once, and stands in letters only when it is kept."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self.path: Path | None = None
        self._kept = ""
        body = begin_card(
            self,
            self.tr("Logo"),
            self.tr(
                "Stands at the head of each letter that is not signed yet; signed ones stay as they were. PNG or JPEG, up to 5 MB. An SVG "
                "is not taken: it can hold programs. Save it as PNG."
            ),
        )
        self.state, self.view = Label("", wrap=True), LogoView()
        self.words = QLineEdit()
        self.words.setFont(font(13))
        self.words.setMaxLength(logo.MOST_WORDS)
        self.words.setPlaceholderText(self.tr("Crest of Midshire Police"))
        hint = self.tr("Read out in the picture's place to whoever does not see it.")
        self._about = field(self.tr("What it shows"), self.words, hint)
        self.problem, self.done = ProblemLine(), Done()
        self.choose = Button(self.tr("Choose a picture…"), "folder-open")
        self.keep = Button(self.tr("Use it in letters"), "save", "primary")
        self.remove = Button(self.tr("Remove the logo"), "trash-2")
        self.choose.clicked.connect(self.choose_file)
        self.keep.clicked.connect(self.use)
        self.remove.clicked.connect(self.take_away)
        self.words.textChanged.connect(lambda words: self._typed())
        self.words.returnPressed.connect(self.use)
        for widget in (self.state, self.view, self._about, self.problem):
            body.addWidget(widget)
        body.addLayout(foot(self.choose, self.keep, self.remove))
        line = row()
        line.addWidget(self.done)
        line.addStretch()
        body.addLayout(line)
        self._show()

    def load(self) -> None:
        """Show the logo that letters have, unless the officer is in the middle of choosing another."""
        if self.path is None and self.words.text() == self._kept:
            self._show()

    def choose_file(self) -> None:
        """Ask for a picture."""
        asked = QFileDialog(self, self.tr("Choose a picture"), "", self.tr("Pictures (*.png *.jpg *.jpeg)"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self.take_file(Path(path)))
        asked.open()

    def take_file(self, path: Path) -> None:
        """Read the picture that was chosen, in a process of its own, and show it."""
        self._begin()
        self._tasks.read(
            lambda: logo.read_logo(path), done=lambda png: self._offer(path, png), failed=self._failed, channel="settings-logo"
        )

    def use(self) -> None:
        """Put the picture that was chosen, or the words that were changed, in letters."""
        if not self.keep.isEnabled():
            return
        path, words = self.path, self.words.text()
        self._begin()
        self._tasks.write(
            lambda: logo.choose_logo(self._desk, path, words) if path else logo.describe_logo(self._desk, words),
            done=lambda value: self._settled(self.tr("Letters have it from now on")),
            failed=self._failed,
        )

    def take_away(self) -> None:
        """Give up what was chosen; where nothing was, write letters without a logo."""
        if self.path is not None:
            self._settled("")
            return
        self._begin()
        self._tasks.write(
            lambda: logo.remove_logo(self._desk),
            done=lambda value: self._settled(self.tr("Letters have no logo from now on")),
            failed=self._failed,
        )

    def _begin(self) -> None:
        self.problem.put_away()
        self.done.hide()
        for button in (self.choose, self.keep, self.remove):
            button.setEnabled(False)

    def _offer(self, path: Path, png: bytes) -> None:
        self.path = path
        self.view.show_picture(png, self.tr("Preview of the logo"))
        self.state.setText(self.tr("{name} is not in letters yet.").format(name=path.name))
        self._arrange(True)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settled(self, words: str) -> None:
        self.path = None
        self._show()
        if words:
            self.done.say(words)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.problem.tell(error, self._tasks)
        self._arrange(self.path is not None or self._desk.logos.now is not None)

    def _show(self) -> None:
        """What stands in letters now."""
        now = self._desk.logos.now
        self._kept = now.words if now else ""
        self.words.setText(self._kept)
        if now is None:
            self.state.setText(self.tr("Letters have no logo."))
        else:
            self.view.show_picture(now.png or b"", now.words)
            broken = self.tr(
                "The logo in the store cannot be read. Choose it anew, or remove it: no letter can be drawn with it."
            )
            self.state.setText(broken if self.view.image.isNull() else self.tr("Letters have this logo."))
        self._arrange(now is not None)

    def _arrange(self, shown: bool) -> None:
        self.view.setVisible(shown)
        self._about.setVisible(shown)
        self.keep.setVisible(shown)
        self.remove.setVisible(shown)
        self.remove.set_words(self.tr("Remove the logo") if self.path is None else self.tr("Do not use it"))
        self.choose.setEnabled(True)
        self.remove.setEnabled(True)
        self._typed()

    def _typed(self) -> None:
        words = self.words.text().strip()
        self.keep.setEnabled(bool(words) and (self.path is not None or words != self._kept))
