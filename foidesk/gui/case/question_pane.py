"""The second pane: whose request it is, its clock, its questions, and what is attached."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame, QSizePolicy, QVBoxLayout

from foidesk.gui.case.clock_strip import ClockStrip
from foidesk.gui.case.outcomes import Words as OutcomeWords
from foidesk.gui.case.past_page import PastPage
from foidesk.gui.case.question_list import ROW, QuestionDelegate, QuestionModel, question_rows
from foidesk.gui.cases.case_delegate import CaseWords
from foidesk.gui.kit import dates
from foidesk.gui.kit.row_table import RowTable
from foidesk.gui.kit.widgets import Button, ElidedLabel, IconLabel, Label, Tool, clear, column, row, rule

if TYPE_CHECKING:
    from datetime import date

    from foidesk.desk.browse import Snapshot
    from foidesk.model import Attachment

_AT_WORK = frozenset({"received", "gathering", "drafting"})
"""Stages that need no word of their own: the questions and checks tell it."""


class AttachmentRow(QFrame):
    """One attached file: its name, whether it may leave, whether the letter lists it."""

    listed = Signal(int, bool)
    removed = Signal(int)

    def __init__(self, item: "Attachment", *, read_only: bool) -> None:
        super().__init__()
        number = item.id
        line = row(self, (24, 2, 16, 2), 8)
        line.addWidget(IconLabel("paperclip"))
        line.addWidget(ElidedLabel(item.name), 1)
        self.state = Label(self._state(item), 12, tone="green" if item.made_here else "muted")
        line.addWidget(self.state)
        if item.role.value != "answer":
            return
        self.box = QCheckBox()
        self.box.setChecked(item.listed)
        self.box.setEnabled(not read_only)
        self.box.setAccessibleName(self.tr("{name} goes out with the letter").format(name=item.name))
        self.box.setToolTip(self.tr("Goes out with the letter"))
        self.box.clicked.connect(lambda checked: self.listed.emit(number, checked))
        line.addWidget(self.box)
        if not read_only:
            remove = Tool("x", self.tr("Take {name} off the case").format(name=item.name), size=28)
            remove.clicked.connect(lambda: self.removed.emit(number))
            line.addWidget(remove)

    def _state(self, item: "Attachment") -> str:
        if item.role.value == "request":
            return self.tr("The request")
        if item.made_here:
            return self.tr("May leave")
        return self.tr("Not inspected") if item.has_file else self.tr("No file yet")


class QuestionPane(QFrame):
    """Shows a case and says which questions are chosen; it changes nothing itself."""

    chosen = Signal(list)
    """Ids of the chosen questions and parts, in order."""
    decide_wanted = Signal()
    clock_wanted = Signal()
    attach_wanted = Signal()
    listed = Signal(int, bool)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self.setObjectName("questions")
        self._stages = CaseWords()
        self._stages.setParent(self)
        self.reference = Label("", 12, tone="muted", wrap=True)
        self.title = Label("", 20, 600, wrap=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.clock = ClockStrip()
        self.clock.cells.clicked.connect(self.clock_wanted)
        self.ready = Label("", 12, tone="muted")
        self.table = RowTable(self.tr("Questions"), ROW)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.model = QuestionModel(OutcomeWords(self), self)
        self.table.use(self.model, QuestionDelegate(self.table, self.model))
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.activated.connect(lambda index: self.decide_wanted.emit())
        self._case_id: int | None = None
        self._files_shown: object = None
        self._build()
        self.clear()

    def load(self, snapshot: "Snapshot", today: "date") -> None:
        """Show a case as it stands; what was chosen stays chosen."""
        case = snapshot.case
        is_new = case.id != self._case_id
        self._case_id = case.id
        self._head.setVisible(True)
        self.reference.setText(self._about(snapshot))
        self.title.setText(case.title)
        answered = next((letter.sent for letter in reversed(case.letters) if letter.sent is not None), None)
        self.clock.load(snapshot.clock, today, answered if case.stage.value in ("sent", "closed") else None)
        at_rest = PastPage.is_for(snapshot)
        self.clock.setVisible(not at_rest)
        self.ready.setVisible(not at_rest)
        kept = [] if is_new else self.chosen_ids()
        rows = question_rows(snapshot)
        with QSignalBlocker(self.table.selectionModel()):
            self.model.set_rows(rows)
        self._choose(kept or [row.id for row in rows[:1]])
        ready = sum(row.state == "ready" for row in rows)
        self.ready.setText(self.tr("{ready} of {count} ready").format(ready=ready, count=len(rows)))
        self._load_files(snapshot)
        if is_new or self.chosen_ids() != kept:
            self.chosen.emit(self.chosen_ids())

    def clear(self) -> None:
        """Show no case."""
        self._case_id, self._files_shown = None, None
        self._head.hide()
        self.model.set_rows(())
        clear(self._files)

    def chosen_ids(self) -> list[int]:
        """The ids of the chosen questions, in the order of the list."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[place].id for place in places if place < len(self.model.rows)]

    def choose(self, labels: list[str]) -> None:
        """Choose questions by their labels."""
        self._choose([row.id for row in self.model.rows if row.label in labels])
        self.chosen.emit(self.chosen_ids())

    def choose_all(self) -> None:
        """Choose every question; parts go with their question."""
        self._choose([row.id for row in self.model.rows if not row.is_part])
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chosen.emit(self.chosen_ids())

    def _build(self) -> None:
        body = column(self)
        self._head = QFrame()
        inner = column(self._head)
        top = column(margins=(24, 16, 24, 14), gap=6)
        top.addWidget(self.reference)
        top.addWidget(self.title)
        top.addSpacing(4)
        top.addWidget(self.clock)
        inner.addLayout(top)
        inner.addWidget(rule())
        line = row(margins=(24, 10, 24, 4))
        line.addWidget(Label(self.tr("Questions"), 13, 600))
        line.addStretch()
        line.addWidget(self.ready)
        inner.addLayout(line)
        inner.addWidget(self.table, 1)
        inner.addWidget(rule())
        inner.addLayout(self._attachments())
        body.addWidget(self._head, 1)
        body.addStretch(0)

    def _attachments(self) -> QVBoxLayout:
        whole = column(margins=(0, 8, 0, 10), gap=2)
        head = row(margins=(24, 0, 16, 0), gap=8)
        head.addWidget(Label(self.tr("Attachments"), 13, 600))
        head.addStretch()
        self.attach = Button(self.tr("Attach a table…"), "table", "link")
        self.attach.clicked.connect(self.attach_wanted)
        head.addWidget(self.attach)
        whole.addLayout(head)
        self._files = column(gap=0)
        whole.addLayout(self._files)
        return whole

    def _about(self, snapshot: "Snapshot") -> str:
        case = snapshot.case
        who = case.requester.name or case.requester.email or self.tr("no name given")
        words = self.tr("{reference}   received {day}   {who}").format(
            reference=case.reference, day=dates.full(case.received), who=who
        )
        return f"{words}   {self._stages.stage(case.stage.value)}" if case.stage.value not in _AT_WORK else words

    def _load_files(self, snapshot: "Snapshot") -> None:
        from foidesk.desk.office import SEALED

        case = snapshot.case
        read_only = case.stage in SEALED
        shown = [(item.id, item.name, item.listed, item.made_here, read_only) for item in case.attachments]
        self.attach.setVisible(not read_only)
        if shown == self._files_shown:
            return
        self._files_shown = shown
        clear(self._files)
        for item in case.attachments:
            made = AttachmentRow(item, read_only=read_only)
            made.listed.connect(self.listed)
            made.removed.connect(self.removed)
            self._files.addWidget(made)

    def _choose(self, ids: list[int]) -> None:
        """Select rows without saying that they were chosen."""
        selection = self.table.selectionModel()
        wanted = QItemSelection()
        places = [place for place, row in enumerate(self.model.rows) if row.id in ids]
        for place in places:
            index = self.model.index(place, 0)
            wanted.select(index, index)
        with QSignalBlocker(selection):
            selection.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if places and selection.currentIndex().row() not in places:
                selection.setCurrentIndex(self.model.index(places[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.table.viewport().update()

    def _selection_changed(self, now: QItemSelection, before: QItemSelection) -> None:
        if self.chosen_ids():
            self.chosen.emit(self.chosen_ids())
