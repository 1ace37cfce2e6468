"""The desk as the officer sees it: cases, questions, the letter and its checks, side by side. Made once a store is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSplitter, QStackedWidget, QWidget

from foidesk.desk import browse, fields, listing, similar
from foidesk.gui.case.checks_panel import ChecksPanel
from foidesk.gui.case.decide_page import DecidePage
from foidesk.gui.case.format_bar import FormatBar
from foidesk.gui.case.history_page import HistoryPage
from foidesk.gui.case.letter_page import LetterPage
from foidesk.gui.case.messages_page import MessagesPage
from foidesk.gui.case.outcomes import Words
from foidesk.gui.case.past_page import PastPage
from foidesk.gui.case.question_pane import QuestionPane
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.cases.case_list import CaseQuery
from foidesk.gui.cases.case_pane import CasePane
from foidesk.gui.jumps import Jumps
from foidesk.gui.kit.tab_order import order_tabs
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Label, Segment, column, pane, row, rule

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.law.sight import Finding

WIDE_ENOUGH = 1240
"""From this width of the window the checks stand beside the letter; below it, under it."""


class Workbench(QFrame):
    """The four panes. It reads the open case again after every write and hands the snapshot to each of them."""

    opened = Signal(object)
    """The snapshot of the case that is shown; None where none is."""
    new_wanted = Signal()
    settings_wanted = Signal(str)
    provision_wanted = Signal(list)
    estimate_wanted = Signal(list)
    more_wanted = Signal(list)
    clock_wanted = Signal()
    fix_wanted = Signal(object)
    """A finding whose fix needs a dialog."""
    attach_wanted = Signal()
    preview_wanted = Signal()
    sign_wanted = Signal()
    listed = Signal(int, bool)
    removed = Signal(int)

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self.fields = TextFields(desk, tasks, self)
        self.snapshot: Snapshot | None = None
        self._wanted: tuple[int, int | None] | None = None
        self._after: Callable[[], None] | None = None
        self._is_behind = self._is_left = False
        self._compared: tuple[object, ...] = ()
        self.query = CaseQuery(listing.open_list(desk), desk.today, lambda due: listing.days_left(desk, due), self)
        self.cases = CasePane(self.query, {name: words.name for name, words in Words().outcomes().items()})
        self.questions = QuestionPane()
        self.decide = DecidePage(desk, tasks, self.fields)
        self.letter = LetterPage(desk, tasks, self.fields)
        self.messages = MessagesPage(desk, tasks)
        self.history = HistoryPage(desk, tasks)
        self.past = PastPage()
        self.checks = ChecksPanel()
        self.bar = FormatBar()
        self.jumps = Jumps(self, desk, tasks)
        self._build()
        self._connect()
        self._show_nothing()
        self.cases.refresh()

    def open_case(self, case_id: int, letter_id: int | None = None, then: Callable[[], None] | None = None) -> None:
        """Show a case, and a letter of it; what was typed in the one before is saved first."""
        is_other = self.snapshot is None or self.snapshot.case.id != case_id
        if is_other:
            self.fields.hand_over()
        self._wanted, self._after = (case_id, letter_id), then
        self.cases.show_case(case_id)
        self._read()

    def refresh(self) -> None:
        """Read the list and the open case again, since something was written."""
        if self._is_left:
            return
        self.cases.refresh()
        if self._wanted is not None:
            self._read()

    def show_page(self, name: str) -> None:
        """Show one of the pages: decide, letter, messages, history."""
        self._segments[name].setChecked(True)
        self.pages.setCurrentWidget(self._pages[name])
        self._load_page()

    def page(self) -> str:
        """The page that is shown."""
        return next(name for name, segment in self._segments.items() if segment.isChecked())

    def show_finding(self, finding: "Finding") -> None:
        """Take the officer to the place of a finding; what the program can put right itself, it does."""
        self.checks.show_finding(finding)
        self.jumps.go(finding)

    def next_pane(self, way: int = 1) -> None:
        """Go on to the next part of the window, or back to the one before: cases, questions, page, checks."""
        stops: list[QWidget] = [self.cases.table, self.questions.table, self.pages.currentWidget() or self.past, self.checks]
        here = next((place for place, stop in enumerate(stops) if _holds_focus(stop)), -1 if way > 0 else 0)
        for step in range(1, len(stops) + 1):
            if _enter(stops[(here + way * step) % len(stops)]):
                return

    def close_store(self) -> None:
        """Ask the store nothing any more; everything typed was handed over and saved before."""
        self._is_left = True
        self.query.close()

    def sizes(self) -> list[int]:
        """How wide the panes are."""
        return self.across.sizes()

    def set_sizes(self, sizes: list[int]) -> None:
        """Give the panes their widths of last time."""
        if len(sizes) == 3 and all(sizes):
            self.across.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= WIDE_ENOUGH
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.right.orientation() != wanted:
            self.right.setOrientation(wanted)
            self.right.setSizes([1000, 288] if beside else [460, 180])
            cases, questions = (312, 340) if beside else (256, 276)
            self.across.setSizes([cases, questions, self.width() - cases - questions])
            self.preview.set_compact(not beside)
            self._name_sign()

    def _build(self) -> None:
        self._pages: dict[str, QWidget] = {
            "decide": self.decide,
            "letter": self.letter,
            "messages": self.messages,
            "history": self.history,
        }
        self.pages = QStackedWidget()
        for widget in self._pages.values():
            self.pages.addWidget(widget)
        self.pages.addWidget(self.past)
        self.pages.setMinimumWidth(360)
        self.right = QSplitter(Qt.Orientation.Horizontal)
        self.right.setChildrenCollapsible(False)
        self.right.setHandleWidth(1)
        self.right.addWidget(self.pages)
        self.right.addWidget(self.checks)
        self.right.setStretchFactor(0, 1)
        self.right.setSizes([1000, 288])
        self.checks.setMinimumWidth(240)
        self.nothing = self._empty()
        self.middle = QStackedWidget()
        self.middle.addWidget(self.nothing)
        self.middle.addWidget(self._working())
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setChildrenCollapsible(False)
        self.across.setHandleWidth(1)
        for widget, least in ((self.cases, 256), (self.questions, 276), (self.middle, 440)):
            widget.setMinimumWidth(least)
            self.across.addWidget(widget)
        self.across.setStretchFactor(2, 1)
        self.across.setSizes([312, 340, 788])
        column(self).addWidget(self.across)
        pages = (self.decide.anchor, self.letter, self.messages, self.history, self.past)
        order_tabs(self.cases, self.questions, self._top, self.bar, *pages, self.checks.anchor)

    def _working(self) -> QWidget:
        whole = QWidget()
        body = column(whole)
        self._top = head = pane("surface")
        line = row(head, (16, 8, 16, 8), 4)
        self._group = QButtonGroup(self)
        self._segments: dict[str, Segment] = {}
        for name, words in self._page_words().items():
            segment = self._segments[name] = Segment(words)
            segment.clicked.connect(lambda checked=False, name=name: self.show_page(name))
            self._group.addButton(segment)
            line.addWidget(segment)
        self._segments["decide"].setChecked(True)
        line.addStretch()
        self.preview = Button(self.tr("Preview"), "eye", tip=self.tr("Preview the pages (Ctrl+P)"))
        self.preview.clicked.connect(self.preview_wanted)
        self.sign = Button(self.tr("Sign and export"), "stamp", "primary")
        self.sign.clicked.connect(self.sign_wanted)
        line.addWidget(self.preview)
        line.addSpacing(4)
        line.addWidget(self.sign)
        body.addWidget(head)
        body.addWidget(rule())
        body.addWidget(self.bar)
        body.addWidget(self.right, 1)
        return whole

    def _empty(self) -> QWidget:
        empty = pane("desk")
        body = column(empty, (24, 24, 24, 24), 8)
        body.addStretch()
        body.addWidget(Label(self.tr("No case is open"), 20, 600), 0, Qt.AlignmentFlag.AlignHCenter)
        words = self.tr("Choose a case on the left, drop a request anywhere in this window, or press Ctrl+N.")
        body.addWidget(Label(words, tone="muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch()
        return empty

    def _page_words(self) -> dict[str, str]:
        return {
            "decide": self.tr("Decide"),
            "letter": self.tr("Letter"),
            "messages": self.tr("Messages"),
            "history": self.tr("History"),
        }

    def _connect(self) -> None:
        self.cases.chosen.connect(self.open_case)
        self.cases.new_wanted.connect(self.new_wanted)
        self.questions.chosen.connect(self._questions_chosen)
        self.questions.decide_wanted.connect(self._start_deciding)
        self.questions.clock_wanted.connect(self.clock_wanted)
        self.questions.attach_wanted.connect(self.attach_wanted)
        self.questions.listed.connect(self.listed)
        self.questions.removed.connect(self.removed)
        self.decide.provision_wanted.connect(self.provision_wanted)
        self.decide.estimate_wanted.connect(self.estimate_wanted)
        self.decide.more_wanted.connect(self.more_wanted)
        self.letter.letter_wanted.connect(self._letter_wanted)
        self.checks.wanted.connect(self.show_finding)
        self._tasks.changed.connect(self._catch_up)

    def _read(self) -> None:
        assert self._wanted is not None
        case_id, letter_id = self._wanted
        self._tasks.read(
            lambda: browse.open_case(self._desk, case_id, letter_id), done=self._show, failed=self._gone, channel="case"
        )

    def _show(self, snapshot: "Snapshot") -> None:
        is_other = self.snapshot is None or self.snapshot.case.id != snapshot.case.id
        if self._tasks.writing and not is_other:
            # It may have been read before what is being saved: shown now, it would put older words under the cursor.
            self._is_behind = True
            return
        self.snapshot = snapshot
        self.middle.setCurrentIndex(1)
        self.questions.load(snapshot, self._desk.today())
        self.checks.load(snapshot)
        self._look_at_others(snapshot)
        self._name_sign()
        self._load_page()
        self.opened.emit(snapshot)
        if is_other and snapshot.typed:
            # Left over from a crash: what was typed then is what the officer means, so it is saved like any other text.
            case_id = snapshot.case.id
            self._tasks.write(lambda: fields.save_typed(self._desk, case_id))
        if self._after is not None:
            then, self._after = self._after, None
            then()

    def _look_at_others(self, snapshot: "Snapshot") -> None:
        """Hold what is decided against earlier answers; only where it is other than when that was done last, since it reads many cases."""
        case = snapshot.case
        decided = tuple(
            (question.label, item.outcome, item.extent_words, tuple(ground.provision for ground in item.grounds))
            for question, item in case.every_decision()
        )
        if self._compared != (case.id, decided):
            self._compared = (case.id, decided)
            self._tasks.read(
                lambda: similar.differences(self._desk, case.id),
                done=lambda found: self.checks.show_beside(case.id, found),
                channel="differences",
            )

    def _name_sign(self) -> None:
        """The chief button says what comes next: the signature, or what is sent once there is one."""
        if self.snapshot is not None and self.snapshot.letter.sha256 is not None:
            self.sign.set_words(self.tr("Export"))
        else:
            beside = self.right.orientation() is Qt.Orientation.Horizontal
            self.sign.set_words(self.tr("Sign and export") if beside else self.tr("Sign"))

    def _catch_up(self) -> None:
        if self._is_behind and not self._tasks.writing and self._wanted is not None:
            self._is_behind = False
            self._read()

    def _load_page(self) -> None:
        """Give the page that is shown the case; the others get it when they are turned to."""
        if self.snapshot is None:
            return
        name = self.page()
        at_rest = PastPage.is_for(self.snapshot)
        works = name in ("decide", "letter")
        self.pages.setCurrentWidget(self.past if at_rest and works else self._pages[name])
        self.bar.setVisible(works and not at_rest)
        for button in (self.preview, self.sign):
            button.setVisible(not at_rest)
        if at_rest and works:
            self.past.load(self.snapshot)
        elif name == "decide":
            self.decide.load(self.snapshot, self.questions.chosen_ids())
        elif name == "letter":
            self.letter.load(self.snapshot)
        elif name == "messages":
            self.messages.load(self.snapshot)
        else:
            self.history.load(self.snapshot)

    def _show_nothing(self) -> None:
        self.snapshot = None
        self.middle.setCurrentIndex(0)
        self.questions.clear()
        self.checks.clear()
        self.opened.emit(None)

    def _gone(self, error: Exception) -> None:
        self._wanted = None
        self._show_nothing()
        self._tasks.problem.emit(error)

    def _questions_chosen(self, ids: list[int]) -> None:
        if self.snapshot is not None and self.page() == "decide":
            self.decide.load(self.snapshot, ids)

    def _start_deciding(self) -> None:
        self.show_page("decide")
        self.decide.start_deciding()

    def _letter_wanted(self, letter_id: int | None) -> None:
        if self.snapshot is not None:
            self.open_case(self.snapshot.case.id, letter_id)


def _holds_focus(widget: QWidget) -> bool:
    focus = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def _enter(widget: QWidget) -> bool:
    """Put the focus on a widget or the first one inside it that takes it by the keyboard."""
    for inner in [widget, *widget.findChildren(QWidget)]:
        if inner.isVisible() and inner.isEnabled() and inner.focusPolicy() & Qt.FocusPolicy.TabFocus:
            inner.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
