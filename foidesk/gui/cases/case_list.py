"""The list of cases: a vector of ids, rows fetched for what is seen, and a thread of its own that a newer keystroke interrupts.

The window's thread never waits for the store: a row that is not there yet is drawn empty and filled when it comes.
"""

import queue
import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from foidesk.log import log_fault

PAGE = 64
MOST_PAGES = 64
Index = QModelIndex | QPersistentModelIndex


_NO_FILTERS: Mapping[str, str] = {}


class Passage(Protocol):
    """Words in one line, and where in it what was looked for begins and ends."""

    @property
    def text(self) -> str: ...
    @property
    def marks(self) -> Sequence[tuple[int, int]]: ...


class Progress(Protocol):
    """How far a case is."""

    @property
    def decided(self) -> int: ...
    @property
    def questions(self) -> int: ...
    @property
    def last_message(self) -> date | None: ...


class Row(Protocol):
    """What one case shows in the list."""

    @property
    def id(self) -> int: ...
    @property
    def reference(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def requester(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def clock_status(self) -> str: ...
    @property
    def found(self) -> Passage | None: ...
    @property
    def progress(self) -> Progress | None: ...


class Ids(Protocol):
    """The cases of a view in order, and where each group begins."""

    @property
    def ids(self) -> "array[int]": ...
    @property
    def groups(self) -> Sequence[tuple[str, int]]: ...


class CaseListSource(Protocol):
    """A connection for one thread. `interrupt` may be called from another."""

    def ids(self, view: str, words: str, today: date, filters: Mapping[str, str] = ..., *, ranked: bool = ...) -> Ids:
        """The cases of a view that match some words and filters: the newest first, or ranked the best."""

    def rows(self, ids: Sequence[int], words: str = ...) -> Sequence[Row]:
        """The rows of some ids, with what was found in them; one that is gone is left out."""

    def choices(self) -> Any:
        """What the list can be narrowed by."""

    def interrupt(self) -> None:
        """Stop the query that is running."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it is drawn: the case, and how many working days are left where its clock runs."""

    case: Row
    days_left: int | None


class CaseQuery(QObject):
    """Asks the source on a thread of its own. Only the newest question is answered."""

    listed = Signal(int, str, object)
    """Number of the question, the view, the ids with their groups."""
    fetched = Signal(int, int, object)
    """Number of the question, number of the page, its rows."""
    counted = Signal(str, int)
    """How many cases a view holds."""
    offered = Signal(object)
    """What the list can be narrowed by."""

    def __init__(
        self,
        source: CaseListSource,
        today: Callable[[], date],
        days_left: Callable[[date], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._today, self._days_left = source, today, days_left
        self._asked: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
        self._number = 0
        self._words = ""
        self._thread = threading.Thread(target=self._run, name="case-list", daemon=True)
        self._thread.start()

    @property
    def number(self) -> int:
        """The number of the newest question."""
        return self._number

    def ask(self, view: str, words: str, filters: Mapping[str, str] = _NO_FILTERS, *, ranked: bool = False) -> int:
        """Ask which cases a view holds; what is being asked before is stopped. Returns the question's number."""
        self._number += 1
        self._words = words
        self._source.interrupt()
        self._asked.put(("ids", (self._number, view, words, dict(filters), ranked)))
        return self._number

    def fetch(self, page: int, ids: Sequence[int]) -> None:
        """Ask for the rows of one page."""
        self._asked.put(("rows", (self._number, page, ids, self._words)))

    def ask_choices(self) -> None:
        """Ask what the list can be narrowed by."""
        self._asked.put(("choices", ()))

    def count(self, *views: str) -> None:
        """Ask how many cases some views hold."""
        for view in views:
            self._asked.put(("count", (view,)))

    def close(self) -> None:
        """Stop the thread and close the connection."""
        self._number += 1
        self._source.interrupt()
        self._asked.put(("stop", ()))
        self._thread.join(5)
        self._source.close()

    def _run(self) -> None:
        while True:
            what, given = self._asked.get()
            if what == "stop":
                return
            try:
                self._answer(what, given)
            except Exception as error:  # an interrupted query is no fault; a newer one is already waiting
                if "interrupt" not in str(error).lower():
                    log_fault(error)

    def _answer(self, what: str, given: tuple[Any, ...]) -> None:
        if what == "count":
            self.counted.emit(given[0], len(self._source.ids(given[0], "", self._today()).ids))
            return
        if what == "choices":
            self.offered.emit(self._source.choices())
            return
        if given[0] != self._number:
            return
        if what == "ids":
            number, view, words, filters, ranked = given
            found = self._source.ids(view, words, self._today(), filters, ranked=ranked)
            self.listed.emit(number, view, found)
            self._send_rows(number, 0, found.ids[:PAGE], words)
        else:
            self._send_rows(*given)

    def _send_rows(self, number: int, page: int, ids: Sequence[int], words: str) -> None:
        rows = [
            Shown(case, self._days_left(case.due) if case.due and case.clock_status == "running" else None)
            for case in self._source.rows(ids, words)
        ]
        self.fetched.emit(number, page, rows)


class CaseModel(QAbstractTableModel):
    """The rows of the list: headings of groups and, between them, cases by id."""

    CASE = Qt.ItemDataRole.UserRole + 1
    HEADING = Qt.ItemDataRole.UserRole + 2

    def __init__(
        self, query: CaseQuery, heading: Callable[[str], str], say: Callable[[Shown], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._query, self._heading, self._say = query, heading, say
        self._ids: array[int] = array("q")
        self._starts: list[tuple[int, str]] = []
        self._pages: dict[int, dict[int, Shown]] = {}
        self._wanted: set[int] = set()
        query.fetched.connect(self._take_rows)

    def set_ids(self, found: Ids) -> None:
        """Show other cases."""
        self.beginResetModel()
        self._ids = found.ids
        self._starts = [(first + number, name) for number, (name, first) in enumerate(found.groups)]
        self._pages.clear()
        self._wanted = {0} if self._ids else set()
        self.endResetModel()

    def headings(self) -> list[int]:
        """The rows that are headings."""
        return [start for start, _ in self._starts]

    def heading_over(self, row: int) -> str:
        """The words of the heading that a row stands under."""
        name = next((name for start, name in reversed(self._starts) if start <= row), "")
        return self._heading(name) if name else ""

    def case_id(self, row: int) -> int | None:
        """The case in a row; None for a heading."""
        place = self._place(row)
        return None if place is None else self._ids[place]

    def row_of(self, case_id: int) -> int | None:
        """The row of a case, if the view holds it."""
        try:
            place = self._ids.index(case_id)
        except ValueError:
            return None
        row = place
        for start, _ in self._starts:
            if start <= row:
                row += 1
        return row

    def case_count(self) -> int:
        """How many cases there are."""
        return len(self._ids)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids) + len(self._starts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        place = self._place(row)
        if role == self.HEADING:
            return self.heading_over(row) if place is None else None
        if role == self.CASE:
            return None if place is None else self._shown(place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if place is None:
                return self.heading_over(row)
            shown = self._shown(place)
            return self._say(shown) if shown else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nothing: a screen reader would read out the hidden headers' numbers."""
        return "" if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._place(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _place(self, row: int) -> int | None:
        """The place of a row among the ids; None for a heading."""
        before = 0
        for start, _ in self._starts:
            if start == row:
                return None
            if start > row:
                break
            before += 1
        return row - before

    def _shown(self, place: int) -> Shown | None:
        page = place // PAGE
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._wanted:
                self._wanted.add(page)
                self._query.fetch(page, self._ids[page * PAGE : (page + 1) * PAGE])
            return None
        return rows.get(self._ids[place])

    def _take_rows(self, number: int, page: int, rows: list[Shown]) -> None:
        if number != self._query.number:
            return
        while len(self._pages) >= MOST_PAGES:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            self._wanted.discard(oldest)
        self._pages[page] = {shown.case.id: shown for shown in rows}
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
