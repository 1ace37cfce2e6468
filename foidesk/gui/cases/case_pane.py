"""The left side of the window: search, the four views, and the list of cases whose group headings stay in sight.

Several cases can be chosen, to write letters for all of them; the one that is open stays open meanwhile.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QSizePolicy

from foidesk.gui.cases.case_delegate import FOUND_ROW, HEADING, ROW, CaseDelegate, CaseWords
from foidesk.gui.cases.case_list import CaseModel, CaseQuery, Ids
from foidesk.gui.cases.filters import Filters
from foidesk.gui.kit.icons import icon
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.row_table import RowTable
from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Button, Label, Segment, column, pane, row


class CaseTable(RowTable):
    """The list; the heading of the group at its top stays while the group is scrolled.

    `is_adding` says that the officer holds Ctrl or Shift, and so adds to what is chosen rather than opening a case.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, ROW)
        self.is_adding = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._sticky = pane("sunken")
        self._sticky.setParent(self.viewport())
        line = row(self._sticky, (20, 8, 20, 6))
        self._words = Label("", 12, 600, "muted")
        line.addWidget(self._words)
        self._sticky.setFixedHeight(HEADING)
        self._sticky.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sticky.hide()
        self.verticalScrollBar().valueChanged.connect(lambda value: self.keep_heading())

    def keep_heading(self) -> None:
        """Put the heading of the topmost group where it is seen; the next heading pushes it away."""
        model = self.model()
        top = self.rowAt(0)
        if not isinstance(model, CaseModel) or top < 0 or not model.headings():
            self._sticky.hide()
            return
        headings = model.headings()
        following = next((number for number in headings if number > top), None)
        offset = 0
        if following is not None:
            offset = min(0, self.rowViewportPosition(following) - HEADING)
        self._words.setText(model.heading_over(top))
        self._sticky.setGeometry(0, offset, self.viewport().width(), HEADING)
        self._sticky.setVisible(self.verticalScrollBar().value() > 0)
        self._sticky.raise_()

    def leave_room(self, searching: bool) -> None:
        """Give rows the room for what was found in them, or not."""
        self.verticalHeader().setDefaultSectionSize(FOUND_ROW if searching else ROW)

    def size_headings(self) -> None:
        """Give the headings their own height, after the model has changed."""
        model = self.model()
        if isinstance(model, CaseModel):
            for number in model.headings():
                self.setRowHeight(number, HEADING)
        self.keep_heading()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_adding = bool(event.modifiers() & _ADDING)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.is_adding = bool(event.modifiers() & _ADDING)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_heading()


_NO_WORDS: Mapping[str, str] = {}
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class CasePane(QFrame):
    """Search, views and list. It says which case was chosen and opens none itself."""

    chosen = Signal(int)
    new_wanted = Signal()
    letters_wanted = Signal(list)
    """Ids of the cases that are to get letters."""

    def __init__(self, query: CaseQuery, outcomes: Mapping[str, str] = _NO_WORDS) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setObjectName("cases")
        self._query = query
        self._view = "open"
        self._is_ranked = False
        self.filters = Filters(outcomes)
        self._current: int | None = None
        self._counts: dict[str, int] = {}
        self.words = CaseWords()
        self.words.setParent(self)
        self._build()
        self.model = CaseModel(query, self.words.heading, self.words.say, self)
        self.table.use(self.model, CaseDelegate(self.table, self.words))
        self.model.modelReset.connect(self.table.size_headings)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.table.selectionModel().selectionChanged.connect(lambda now, before: self._selection_changed())
        self.table.activated.connect(lambda index: self._current_changed(index, index))
        query.listed.connect(self._take)
        query.counted.connect(self._take_count)
        query.offered.connect(self.filters.offer)

    def refresh(self) -> None:
        """Ask again, since something was written or typed."""
        self._query.ask(self._view, self.search.text(), self.filters.chosen, ranked=self._is_ranked)

    def show_case(self, case_id: int) -> None:
        """Mark a case as the open one, wherever the list shows it."""
        self._current = case_id
        self._mark()

    def chosen_ids(self) -> list[int]:
        """The cases that are chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [case_id for row in rows if (case_id := self.model.case_id(row)) is not None]

    def focus_search(self) -> None:
        """Put the cursor in the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _build(self) -> None:
        body = column(self)
        head = row(margins=(20, 14, 16, 12))
        head.addWidget(Label(self.tr("Cases"), 20, 600))
        head.addStretch()
        self.new = Button(self.tr("New case"), "plus")
        self.new.setToolTip(self.tr("New request (Ctrl+N)"))
        self.new.clicked.connect(self.new_wanted)
        head.addWidget(self.new)
        body.addLayout(head)
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setFont(font(13))
        self.search.setPlaceholderText(self.tr("Reference, name or words"))
        self.search.setAccessibleName(self.tr("Search the cases"))
        self.search.setClearButtonEnabled(False)
        self._glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(self.tr("Search"))
        self._typed = QTimer(self, singleShot=True, interval=25)
        self._typed.timeout.connect(self.refresh)
        # While words are typed the newest cases come first, at once; ranking reads more, so it waits until the typing stops.
        self._stopped = QTimer(self, singleShot=True, interval=400)
        self._stopped.timeout.connect(self._rank)
        self.search.textChanged.connect(self._words_typed)
        self.search.returnPressed.connect(self._open_first)
        box = row(margins=(16, 0, 16, 10), gap=4)
        box.addWidget(self.search, 1)
        box.addWidget(self.filters.button)
        body.addLayout(box)
        body.addWidget(self.filters)
        self.filters.changed.connect(self._narrowed)
        body.addLayout(self._views())
        self.table = CaseTable(self.tr("Cases"))
        body.addWidget(self.table, 1)
        self.nothing = Label("", tone="muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(20, 16, 20, 16)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.nothing.hide()
        body.addWidget(self.nothing, 1)
        body.addWidget(self._many())

    def _many(self) -> QFrame:
        """What can be done with several cases at once; hidden while there are not several."""
        self.many = pane("surface")
        line = row(self.many, (20, 8, 16, 8), 8)
        self.how_many = Label("", 13, 500)
        line.addWidget(self.how_many, 1)
        self.letters = Button(self.tr("Write letters…"), "mail")
        self.letters.clicked.connect(lambda: self.letters_wanted.emit(self.chosen_ids()))
        line.addWidget(self.letters)
        self.many.hide()
        return self.many

    def _selection_changed(self) -> None:
        """Count what is chosen. A case that was added before is the current row already, so choosing it alone has to open it here."""
        self._count_chosen()
        if not self.table.is_adding and len(self.chosen_ids()) == 1:
            self._current_changed(self.table.currentIndex(), self.table.currentIndex())

    def _count_chosen(self) -> None:
        count = len(self.chosen_ids())
        words = self.tr("%n case(s) chosen", "", count)
        if count > 1 and words != self.how_many.text():
            self.how_many.setText(words)
            announce(self, words)
        self.many.setVisible(count > 1)

    def _words_typed(self, text: str) -> None:
        self._is_ranked = False
        self.filters.set_typed(text)
        self._typed.start()
        self._stopped.start()

    def _rank(self) -> None:
        if self.search.text().strip():
            self._is_ranked = True
            self.refresh()

    def _narrowed(self) -> None:
        """Ask for what the filters leave. Words that became a requester's filter are looked for no more."""
        if self.filters.chosen.get("requester") == self.search.text().strip() and self.search.text():
            self.search.clear()
        self.refresh()

    def _views(self) -> QHBoxLayout:
        line = row(margins=(14, 0, 10, 6), gap=2)
        self._group = QButtonGroup(self)
        self._segments: dict[str, Segment] = {}
        for view, words in self._view_words().items():
            segment = self._segments[view] = Segment(words)
            segment.setChecked(view == self._view)
            segment.clicked.connect(partial(self._choose_view, view))
            self._group.addButton(segment)
            line.addWidget(segment)
        line.addStretch()
        return line

    def _view_words(self) -> dict[str, str]:
        return {"open": self.tr("Open"), "to_sign": self.tr("To sign"), "sent": self.tr("Sent"), "all": self.tr("All")}

    def _choose_view(self, view: str, checked: bool = True) -> None:
        self._view = view
        self.refresh()

    def _take(self, number: int, view: str, found: Ids) -> None:
        if number != self._query.number:
            return
        several = self.chosen_ids()
        self.table.leave_room(bool(self.search.text().strip()))
        self.model.set_ids(found)
        self._mark()
        self._choose_again(several)
        empty = not self.model.case_count()
        self.table.setVisible(not empty)
        self.nothing.setVisible(empty)
        if empty:
            self.nothing.setText(self._why_empty())
        if not self.search.text() and not self.filters.chosen:
            self._take_count(view, self.model.case_count())
            self._query.count(*(name for name in ("open", "to_sign") if name != view))
            self._query.ask_choices()

    def _why_empty(self) -> str:
        if self.filters.chosen:
            return self.tr("No case is left. Take a filter off, look under All, or search for other words.")
        if self.search.text():
            return self.tr("No case holds these words. Look under All, or search for part of a name or reference.")
        if self._view == "open":
            return self.tr("No case is open. Drop a request anywhere in this window, or choose New case.")
        return self.tr("No case is here.")

    def _take_count(self, view: str, count: int) -> None:
        self._counts[view] = count
        if view in ("open", "to_sign"):
            words = self._view_words()[view]
            self._segments[view].setText(f"{words}  {count:,}")
            self._segments[view].setAccessibleName(f"{words}, {count}")

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        case_id = self.model.case_id(now.row()) if now.isValid() else None
        if case_id is not None and case_id != self._current and not self.table.is_adding:
            self._current = case_id
            self.chosen.emit(case_id)

    def _mark(self) -> None:
        """Choose the row of the open case without saying that it was chosen anew."""
        place = self.model.row_of(self._current) if self._current is not None else None
        selection = self.table.selectionModel()
        with QSignalBlocker(selection):
            if place is None:
                selection.clear()
            else:
                index = self.model.index(place, 0)
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                selection.setCurrentIndex(index, flags)
        self.table.viewport().update()

    def _choose_again(self, ids: list[int]) -> None:
        """Keep several cases chosen when the list is read again; one alone is the open one."""
        if len(ids) > 1:
            selection = self.table.selectionModel()
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            for place in map(self.model.row_of, ids):
                if place is not None:
                    selection.select(self.model.index(place, 0), flags)
        self._count_chosen()

    def _open_first(self) -> None:
        for number in range(min(self.model.rowCount(), 3)):
            case_id = self.model.case_id(number)
            if case_id is not None:
                self.table.is_adding = False
                self.table.setCurrentIndex(self.model.index(number, 0))
                self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
