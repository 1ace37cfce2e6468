"""The left side of the window: search, the four views, and the list of cases whose group headings stay in sight."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QSizePolicy

from foidesk.gui.cases.case_delegate import HEADING, ROW, CaseDelegate, CaseWords
from foidesk.gui.cases.case_list import CaseModel, CaseQuery, Ids
from foidesk.gui.kit.icons import icon
from foidesk.gui.kit.row_table import RowTable
from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Button, Label, Segment, column, pane, row


class CaseTable(RowTable):
    """The list; the heading of the group at its top stays while the group is scrolled."""

    def __init__(self, name: str) -> None:
        super().__init__(name, ROW)
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

    def size_headings(self) -> None:
        """Give the headings their own height, after the model has changed."""
        model = self.model()
        if isinstance(model, CaseModel):
            for number in model.headings():
                self.setRowHeight(number, HEADING)
        self.keep_heading()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_heading()


class CasePane(QFrame):
    """Search, views and list. It says which case was chosen and opens none itself."""

    chosen = Signal(int)
    new_wanted = Signal()

    def __init__(self, query: CaseQuery) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setObjectName("cases")
        self._query = query
        self._view = "open"
        self._current: int | None = None
        self._counts: dict[str, int] = {}
        self.words = CaseWords()
        self.words.setParent(self)
        self._build()
        self.model = CaseModel(query, self.words.heading, self.words.say, self)
        self.table.use(self.model, CaseDelegate(self.table, self.words))
        self.model.modelReset.connect(self.table.size_headings)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        query.listed.connect(self._take)
        query.counted.connect(self._take_count)

    def refresh(self) -> None:
        """Ask again, since something was written or typed."""
        self._query.ask(self._view, self.search.text())

    def show_case(self, case_id: int) -> None:
        """Mark a case as the open one, wherever the list shows it."""
        self._current = case_id
        self._mark()

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
        self.search.setPlaceholderText(self.tr("Search reference, name or words"))
        self.search.setAccessibleName(self.tr("Search the cases"))
        self.search.setClearButtonEnabled(False)
        self._glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(self.tr("Search"))
        self._typed = QTimer(self, singleShot=True, interval=25)
        self._typed.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda text: self._typed.start())
        self.search.returnPressed.connect(self._open_first)
        box = row(margins=(16, 0, 16, 10))
        box.addWidget(self.search)
        body.addLayout(box)
        body.addLayout(self._views())
        self.table = CaseTable(self.tr("Cases"))
        body.addWidget(self.table, 1)
        self.nothing = Label("", tone="muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(20, 16, 20, 16)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.nothing.hide()
        body.addWidget(self.nothing, 1)

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
        self.model.set_ids(found)
        self._mark()
        empty = not self.model.case_count()
        self.table.setVisible(not empty)
        self.nothing.setVisible(empty)
        if empty:
            self.nothing.setText(self._why_empty())
        if not self.search.text():
            self._take_count(view, self.model.case_count())
            self._query.count(*(name for name in ("open", "to_sign") if name != view))

    def _why_empty(self) -> str:
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
        if case_id is not None and case_id != self._current:
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

    def _open_first(self) -> None:
        for number in range(min(self.model.rowCount(), 3)):
            case_id = self.model.case_id(number)
            if case_id is not None:
                self.table.setCurrentIndex(self.model.index(number, 0))
                self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
