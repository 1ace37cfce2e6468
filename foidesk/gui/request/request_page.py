"""A new request: its words as they came on one side, what was made of them on the other, corrected and then registered as a case."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QProgressBar, QSplitter, QStackedWidget

from foidesk.desk import incoming, intake, proposal
from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import Segments
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce, ask
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Job, Tasks
from foidesk.gui.kit.widgets import Button, ElidedLabel, Label, column, pane, row, rule
from foidesk.gui.request.asked_before import AskedBefore
from foidesk.gui.request.hints import Hints
from foidesk.gui.request.request_details import DetailsPane
from foidesk.gui.request.request_source import SourceView
from foidesk.gui.request.request_split import SplitPane

if TYPE_CHECKING:
    from foidesk.desk.incoming import Incoming
    from foidesk.desk.office import Desk
    from foidesk.law.clock import ClockResult

BUSY, WORK = 0, 1
TYPED, READ = 0, 1


class RequestPage(QFrame):
    """`registered` gives the new case's id; `left` says that nothing was registered."""

    registered, left = Signal(int), Signal()

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._desk, self._tasks = desk, tasks
        self._incoming: Incoming | None = None
        self._job: Job | None = None
        self._registering = False
        self._build()
        self._connect()
        self._start_empty()

    def open_file(self, path: Path) -> None:
        """Read a request from a file; where it cannot be read, why, and a place to paste it."""
        if not self.may_leave():
            return
        self._start_empty()
        self._title.setText(path.name)
        self._waiting.setText(self.tr("Reading {name}…").format(name=path.name))
        self._begin(self._tasks.read(lambda: incoming.bring_in(self._desk, path), done=self._take, failed=self._refuse))

    def open_empty(self) -> None:
        """A place to paste or type a request that came by post, by telephone or in another program."""
        if self.may_leave():
            self._start_empty()

    def split_text(self) -> None:
        """Read what was pasted or typed and split it into questions."""
        text, channel = self.typed.toPlainText(), self.details.values()["channel"]
        self._waiting.setText(self.tr("Splitting the text into questions…"))
        self._begin(
            self._tasks.read(lambda: incoming.bring_in_text(self._desk, text, channel), done=self._take_text, failed=self._refuse)
        )

    def register(self) -> None:
        """Make a case of the request, and start its clock."""
        self.split.hand_over()
        if self._fault() or self._registering or self.split.new is None:
            self._look_again()
            return
        new = replace(self.split.new, **self.details.values())
        self._set_registering(True)
        self._tasks.write(lambda: intake.register(self._desk, new), done=self._done, failed=self._failed)

    def leave(self) -> None:
        """Go away without registering; asks first where something was corrected or typed."""
        if not self._registering and self.may_leave():
            self._start_empty()
            self.left.emit()

    def is_changed(self) -> bool:
        """Whether going away would lose work."""
        self.split.hand_over()
        typed = self._left.currentIndex() == TYPED and bool(self.typed.toPlainText().strip())
        return typed or self.split.is_corrected

    def _build(self) -> None:
        body = column(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_busy())
        self._stack.addWidget(self._build_work())
        body.addWidget(self._build_head())
        body.addWidget(rule())
        body.addWidget(self._stack, 1)
        body.addWidget(rule())
        body.addWidget(self._build_foot())

    def _build_head(self) -> QFrame:
        head = pane("surface")
        line = row(head, (24, 12, 24, 12), 16)
        words = column(gap=2)
        words.addWidget(Label(self.tr("New request"), 20, 600))
        self._title = ElidedLabel("", 12, tone="muted")
        words.addWidget(self._title)
        line.addLayout(words, 1)
        due = column(gap=2)
        self.due, self.due_why = Label("", 15, 600), Label("", 12, tone="muted")
        for label in (self.due, self.due_why):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            due.addWidget(label)
        line.addLayout(due)
        return head

    def _build_busy(self) -> QFrame:
        busy = pane("window")
        across, middle = row(busy), column(gap=12)
        across.addStretch()
        across.addLayout(middle)
        across.addStretch()
        self._waiting = Label("", 15, 600)
        progress = QProgressBar()
        progress.setRange(0, 0)
        progress.setTextVisible(False)
        progress.setFixedWidth(320)
        progress.setAccessibleName(self.tr("Reading"))
        self.stop = Button(self.tr("Stop"), "x")
        self.stop.clicked.connect(self._stop)
        middle.addStretch()
        middle.addWidget(self._waiting)
        middle.addWidget(progress)
        middle.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addStretch()
        return busy

    def _build_work(self) -> QSplitter:
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        self._left = QStackedWidget()
        self._left.addWidget(self._build_typed())
        self._left.addWidget(self._build_source())
        sides.addWidget(self._left)
        sides.addWidget(self._build_result())
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 1)
        sides.setSizes([560, 560])
        return sides

    def _build_typed(self) -> QFrame:
        side = pane("surface")
        side.setMinimumWidth(320)
        body = column(side, (24, 16, 24, 16), 12)
        self.typed = QPlainTextEdit()
        self.typed.setFont(font(14))
        self.typed.setAccessibleName(self.tr("The request's words"))
        self.typed.setPlaceholderText(self.tr("Paste or type the request here, word for word."))
        self.typed.setTabChangesFocus(True)
        self.problem = ProblemLine()
        self.split_button = Button(self.tr("Split into questions"), "list-ordered", "primary")
        body.addWidget(Label(self.tr("The request's words"), 13, 600))
        body.addWidget(self.problem)
        body.addWidget(self.typed, 1)
        body.addWidget(self.split_button, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def _build_source(self) -> QFrame:
        side = pane("surface")
        side.setMinimumWidth(320)
        body = column(side, (12, 16, 12, 0), 8)
        head = row(margins=(12, 0, 12, 0), gap=8)
        head.addWidget(Label(self.tr("The request as it came"), 13, 600), 1)
        self.again = Button(self.tr("Change the text"), kind="link")
        head.addWidget(self.again)
        self.source = SourceView()
        self._hidden = Label("", 12, tone="amber", wrap=True)
        self._hidden.setContentsMargins(12, 0, 12, 0)
        body.addLayout(head)
        body.addWidget(self._hidden)
        body.addWidget(self.source, 1)
        return side

    def _build_result(self) -> QFrame:
        side = pane("sunken")
        side.setMinimumWidth(400)
        body = column(side)
        self.hints, self.asked_before = Hints(), AskedBefore(self._desk, self._tasks)
        hints = column(margins=(12, 12, 12, 0), gap=8)
        hints.addWidget(self.hints)
        hints.addWidget(self.asked_before)
        body.addLayout(hints)
        self.shown = Segments(
            self.tr("What to see"), {"questions": self.tr("Questions"), "details": self.tr("Who, when and how")}
        )
        choice = row(margins=(12, 8, 12, 4))
        choice.addWidget(self.shown)
        body.addLayout(choice)
        self.split, self.details = SplitPane(), DetailsPane(self._desk.today())
        self._right = QStackedWidget()
        self._right.addWidget(self.split)
        self._right.addWidget(self.details)
        body.addWidget(self._right, 1)
        return side

    def _build_foot(self) -> QFrame:
        foot = pane("surface")
        line = row(foot, (24, 12, 24, 12), 8)
        self.failure, self.why_not = ProblemLine(), Label("", tone="muted", wrap=True)
        self.cancel = Button(self.tr("Cancel"))
        self.register_button = Button(self.tr("Register the request"), "check", "primary", self.tr("Ctrl+Enter"))
        line.addWidget(self.failure, 1)
        line.addWidget(self.why_not, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.register_button)
        return foot

    def _connect(self) -> None:
        self.split_button.clicked.connect(self.split_text)
        self.again.clicked.connect(self._change_text)
        self.cancel.clicked.connect(self.leave)
        self.register_button.clicked.connect(self.register)
        self.typed.textChanged.connect(self._look_again)
        self.shown.chosen.connect(lambda key: self._right.setCurrentIndex(int(key == "details")))
        self.split.changed.connect(self._look_again)
        self.split.chosen.connect(self._mark_source)
        self.split.mark_wanted.connect(self.mark)
        self.source.pointed.connect(self._choose_from_source)
        self.details.changed.connect(self._look_again)
        self.details.clock_moved.connect(self._ask_clock)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._agree, context=within)
        QShortcut(QKeySequence("Escape"), self, self.leave, context=within)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.mark, context=within)

    def mark(self) -> None:
        """Make a question of the words that are chosen in the request."""
        if self._incoming is None:
            return
        start, end = self.source.chosen_words()
        self.shown.choose("questions")
        self.split.mark(start, end)

    def _agree(self) -> None:
        """Ctrl+Enter goes on: it splits what was typed, or registers what was split."""
        if self._stack.currentIndex() == WORK:
            (self.split_text if self._left.currentIndex() == TYPED else self.register)()

    def _start_empty(self) -> None:
        self._stop_job()
        self._incoming = None
        self._title.setText(self.tr("By post, by telephone, or pasted from another program"))
        self.typed.clear()
        self._show_typed()
        self.details.clear()
        self.shown.choose("questions")

    def _show_typed(self) -> None:
        self._incoming = None
        self.split.clear()
        self._left.setCurrentIndex(TYPED)
        self.hints.show_words(())
        self.asked_before.look(None)
        self.problem.put_away()
        self._set_registering(False)
        self._stack.setCurrentIndex(WORK)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, job: Job) -> None:
        self._job = job
        self._stack.setCurrentIndex(BUSY)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_again()
        announce(self, self._waiting.text())

    def _stop(self) -> None:
        self._stop_job()
        self._stack.setCurrentIndex(WORK)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_again()

    def _stop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, found: "Incoming", *, typed: bool = False) -> None:
        self._job = None
        self._incoming = found
        self.source.load(found.reading.text)
        count = self.source.hidden_characters
        self._hidden.setVisible(bool(count))
        self._hidden.setText(self.tr("%n character(s) that no screen shows, marked here as ▯.", "", count))
        self.again.setVisible(typed)
        if not typed:
            self.details.load(found)
        self.split.load(found.new)
        self.asked_before.look(found.new)
        self.hints.show_words((*found.reading.flags, *found.reading.warnings))
        self._left.setCurrentIndex(READ)
        self._stack.setCurrentIndex(WORK)
        self._look_again()
        self.split.go_first()
        announce(self, self.tr("%n question(s) found", "", len(found.new.questions)))

    def _take_text(self, found: "Incoming") -> None:
        self.details.suggest(found)
        self._take(found, typed=True)

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self._stack.setCurrentIndex(WORK)
        self.problem.tell(error, self._tasks)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_again()

    def _change_text(self) -> None:
        """Back to the words that were typed; the split is made anew from them."""
        if not self.split.is_corrected or ask(self, *self._what_is_lost()):
            self._show_typed()

    def _mark_source(self) -> None:
        if self._incoming is not None:
            marked, chosen, _ = self.split.marked()
            self.source.mark(marked, chosen)

    def _choose_from_source(self, number: int) -> None:
        self.shown.choose("questions")
        self.split.choose(self.split.marked()[2][number])

    def _ask_clock(self) -> None:
        day, law = self.details.day(), self.details.law()
        self._tasks.read(lambda: incoming.clock_from(self._desk, law, day), done=self._show_due, channel="new-request-due")

    def _show_due(self, clock: "ClockResult") -> None:
        today = self._desk.today()
        due = clock.due or clock.received
        words = self.tr("Was due {day}") if due < today else self.tr("Answer by {day}")
        self.due.setText(words.format(day=f"{due:%a} {dates.full(due)}"))
        self.due.set_tone("red" if due < today else "ink")
        days = self.tr("%n day(s) from {day}", "", clock.limit) if clock.regime.value.startswith("sar") else ""
        days = days or self.tr("%n working day(s) from {day}", "", clock.limit)
        self.due_why.setText(days.format(day=dates.full(clock.received)))

    def _fault(self) -> str:
        """Why the request cannot be registered yet; "" if it can."""
        if self._job is not None:
            return self.tr("The request is being read.")
        if self._incoming is None or self.split.new is None:
            return self.tr("Paste or type the request, then split it into questions.")
        return proposal.fault_of(self.split.new) or self.details.fault()

    def _look_again(self) -> None:
        """What can be done now, and why not more."""
        fault = self._fault()
        self.failure.put_away()
        self.why_not.setVisible(True)
        self.why_not.setText(fault)
        self.register_button.setEnabled(not fault and not self._registering)
        self.register_button.setAccessibleDescription(fault)
        self.split_button.setEnabled(bool(self.typed.toPlainText().strip()))
        count = len(self.split.new.questions) if self.split.new is not None else 0
        self.shown.buttons["questions"].setText(
            self.tr("Questions  {count}").format(count=count) if count else self.tr("Questions")
        )
        self.shown.buttons["questions"].setAccessibleName(self.tr("%n question(s)", "", count))
        self._mark_source()

    def _set_registering(self, busy: bool) -> None:
        self._registering = busy
        self._stack.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self._look_again()

    def _done(self, case_id: int) -> None:
        self._start_empty()
        self.registered.emit(case_id)

    def _failed(self, error: Exception) -> None:
        self._set_registering(False)
        self.why_not.setVisible(False)
        self.failure.tell(error, self._tasks)

    def would_lose(self) -> bool:
        """Whether something was begun here that is nowhere kept."""
        return self._registering or self.is_changed()

    def may_leave(self) -> bool:
        """Whether nothing would be lost by going away; asks where it would."""
        return not self._registering and (not self.is_changed() or ask(self, *self._what_is_lost()))

    def _what_is_lost(self) -> tuple[str, str, str, str]:
        words = self.tr("What you corrected here would be lost. The file that it came in stays where it is.")
        return self.tr("The request is not registered"), words, self.tr("Leave it"), self.tr("Go on with it")
