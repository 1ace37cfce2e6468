"""The first run: who works here and where, the recovery key, the authority, the signing identity. The database is only loaded on a thread."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QStackedWidget, QWidget

from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, IconLabel, Label, column, pane, row, rule
from foidesk.gui.setup.first_run_key import KeyStep
from foidesk.gui.setup.first_run_start import StartStep
from foidesk.gui.setup.identity_form import IdentityForm
from foidesk.gui.setup.profile_form import ProfileForm
from foidesk.gui.setup.restore_dialog import RestoreDialog
from foidesk.paths import choose_store_dir

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.opening import FirstRun

WIDTH = 640
START, KEY, PROFILE, SIGNING = range(4)


class Progress(QFrame):
    """The steps by name: those done, the one at hand, those to come. State by icon and weight, not by colour alone."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names
        self._icons = [IconLabel("circle", "muted") for _ in names]
        self._labels = [Label(name, 13, 500, "muted") for name in names]
        line = row(self, gap=8)
        for number, (mark, label) in enumerate(zip(self._icons, self._labels, strict=True)):
            if number:
                line.addSpacing(12)
            line.addWidget(mark)
            line.addWidget(label)
        line.addStretch()

    def show_step(self, at: int) -> None:
        """Mark the step at hand."""
        for number, (mark, label) in enumerate(zip(self._icons, self._labels, strict=True)):
            done, here = number < at, number == at
            mark.set_icon("circle-check" if done else "circle-dot" if here else "circle", "accent" if done or here else "muted")
            label.set_tone("ink" if here else "muted")
        self.setAccessibleName(
            self.tr("Step {number} of {count}: {name}").format(number=at + 1, count=len(self._names), name=self._names[at])
        )


class FirstRunPage(QFrame):
    """Four steps. After the second the store is there: whoever leaves then is asked for the passphrase next time."""

    opened, restored = Signal(object), Signal(Path)

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._tasks = tasks
        self.desk: Desk | None = None
        self.start, self.key, self.profile, self.signing = StartStep(folder, tasks), KeyStep(), ProfileForm(), IdentityForm()
        self._build()
        for step in (self.start, self.key, self.signing):
            step.submitted.connect(self.next)
        self.profile.changed.connect(self.problem.put_away)
        self._show(START)

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self._steps.currentIndex()

    def next(self) -> None:
        """Do what the step at hand is for, and go on."""
        if self.next_button.isEnabled():
            (self._make_store, self._key_is_kept, self._keep_profile, self._keep_identity)[self.step]()

    def back(self) -> None:
        """Go back to the authority; the store and its key are made and stay so."""
        if self.step == SIGNING:
            self._show(PROFILE)

    def restore(self) -> None:
        """Put a backup of another computer, or of an earlier day, where the new store would lie."""
        dialog = RestoreDialog(self.window(), self._tasks, self.start.folder, chosen=self.start.was_chosen)
        dialog.restored.connect(self.restored)
        dialog.open()

    def finish(self) -> None:
        """Hand the desk over. A signing identity can be made later, in the settings."""
        desk, self.desk = self.desk, None
        if desk is not None:
            self.signing.clear()
            self.opened.emit(desk)

    def leave(self) -> None:
        """Close a store that was made and not handed over, since the program is left."""
        desk, self.desk = self.desk, None
        if desk is not None:
            from foidesk.desk import opening

            opening.leave(desk)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def _build(self) -> None:
        body = column(self)
        head = pane("surface")
        top = column(head, (32, 20, 32, 16), 12)
        top.addWidget(Label(self.tr("Set up foidesk"), 20, 600))
        self._progress = Progress(
            [self.tr("You and the store"), self.tr("Recovery key"), self.tr("Your authority"), self.tr("Signing")]
        )
        top.addWidget(self._progress)
        body.addWidget(head)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Working"))
        self._line = rule()
        body.addWidget(self._line)
        body.addWidget(self._busy)
        self._steps = QStackedWidget()
        for step, lead in zip((self.start, self.key, self.profile, self.signing), self._leads(), strict=True):
            self._steps.addWidget(_page(step, lead))
        body.addWidget(self._steps, 1)
        body.addWidget(rule())
        body.addWidget(self._foot())

    def _leads(self) -> list[str]:
        return [
            self.tr("Everything stays on this computer, encrypted under a passphrase. It takes about five minutes."),
            "",
            self.tr("Your letters are written from this. All of it can be changed later in the settings."),
            self.tr("A letter is signed before it leaves, so that a later change to it shows. You can also do this later."),
        ]

    def _foot(self) -> QFrame:
        foot = pane("surface")
        across = row(foot, (32, 12, 32, 12), 8)
        self.problem = ProblemLine()
        self.restore_button = Button(self.tr("Restore a backup…"), "undo-2")
        self.restore_button.clicked.connect(self.restore)
        across.addWidget(self.restore_button)
        self.back_button = Button(self.tr("Back"), "arrow-left")
        self.back_button.clicked.connect(self.back)
        self.later_button = Button(self.tr("Do this later"))
        self.later_button.clicked.connect(self.finish)
        self.next_button = Button("", kind="primary")
        self.next_button.clicked.connect(self.next)
        across.addWidget(self.problem, 1)
        across.addStretch()
        for button in (self.back_button, self.later_button, self.next_button):
            across.addWidget(button)
        return foot

    def _show(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._progress.show_step(step)
        self.problem.put_away()
        self.restore_button.setVisible(step == START)
        self.back_button.setVisible(step == SIGNING)
        self.later_button.setVisible(step == SIGNING)
        self.next_button.set_words(
            [
                self.tr("Make the store"),
                self.tr("My paper holds the key"),
                self.tr("Keep and go on"),
                self.tr("Keep the identity and start"),
            ][step]
        )
        self._set_busy(False)
        self._focus()
        announce(self, self._progress.accessibleName())

    def _focus(self) -> None:
        first = (self.start.officer, self.key.typed, self.profile.ui.name, self.signing.role)[self.step]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._line.setVisible(not busy)
        for control in (self._steps, self.next_button, self.back_button, self.later_button, self.restore_button):
            control.setEnabled(not busy)

    def _make_store(self) -> None:
        if not self.start.is_complete():
            return
        folder, passphrase, officer = self.start.folder, self.start.passphrase, self.start.officer.text().strip()
        was_chosen = self.start.was_chosen

        def verb() -> "tuple[FirstRun, dict[str, Any]]":
            from foidesk.desk import keep, opening

            if was_chosen:
                # Before the store is made: one that the next start does not find would be worse than none.
                choose_store_dir(folder)
            return opening.first_run(folder, passphrase, officer), keep.suggested_profile()

        self._set_busy(True)
        self._tasks.read(verb, done=self._store_made, failed=self._store_failed)

    def _store_made(self, made: "tuple[FirstRun, dict[str, Any]]") -> None:
        first, suggested = made
        self.desk = first.desk
        self.start.again.clear()
        self.start.own.clear()
        self.key.show_key(first.recovery_key)
        self.profile.load(suggested)
        self._show(KEY)

    def _store_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.start.problem.tell(error, self._tasks)

    def _key_is_kept(self) -> None:
        if self.key.is_typed_back():
            self.key.forget()
            self._show(PROFILE)

    def _keep_profile(self) -> None:
        desk, values = self.desk, self.profile.values()
        if desk is None:
            return
        if not values["name"]:
            self.problem.say(self.tr("Give the authority's name: it stands at the head of each letter."))
            self.profile.mark("name")
            return

        def verb() -> None:
            from foidesk.desk import keep

            keep.save_profile(desk, **values)

        self._set_busy(True)
        self._tasks.write(verb, done=lambda value: self._profile_kept(), failed=self._failed)

    def _profile_kept(self) -> None:
        self.profile.keep()
        self.signing.set_role(self.profile.values()["signatory_role"] or self.tr("Disclosure Officer"))
        self._show(SIGNING)

    def _keep_identity(self) -> None:
        verb = self.signing.verb(self.desk) if self.desk is not None else None
        if verb is not None:
            self._set_busy(True)
            self._tasks.write(verb, done=lambda fingerprint: self.finish(), failed=self._identity_failed)

    def _identity_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.signing.tell(error, self._tasks)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.problem.tell(error, self._tasks)


def _page(step: QWidget, lead: str) -> QScrollArea:
    """A step in the middle of the window, scrolled where it is taller."""
    scroll, ground = QScrollArea(), pane("clear")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    across, middle = row(ground, (24, 24, 24, 24)), column(gap=20)
    if lead:
        middle.addWidget(Label(lead, tone="muted", wrap=True))
    middle.addWidget(step)
    middle.addStretch()
    step.setMaximumWidth(WIDTH)
    step.setMinimumWidth(WIDTH)
    across.addStretch()
    across.addLayout(middle)
    across.addStretch()
    scroll.setWidget(ground)
    return scroll
