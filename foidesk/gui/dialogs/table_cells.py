"""The cells of a table as they will stand; cells whose words were changed on the way are marked, and say so."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from foidesk.gui.kit.style import colour, font

if TYPE_CHECKING:
    from foidesk.desk.tables import Shaped
    from foidesk.letters.answers import AnswerTable

Index = QModelIndex | QPersistentModelIndex


class CellModel(QAbstractTableModel):
    """The cells of the table, with its headings."""

    # On the class too: a view may still ask while Python takes the model down.
    table: "AnswerTable | None" = None
    _changed: frozenset[tuple[int, int]] = frozenset()
    _noted: frozenset[tuple[int, int]] = frozenset()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def set_shaped(self, shaped: "Shaped | None") -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self.table = shaped.table if shaped else None
        self._changed = shaped.changed if shaped else frozenset()
        self._noted = frozenset(place for note in (self.table.notes if self.table else ()) for place in note.cells)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.table is None else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.table is None else len(self.table.header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or self.table is None or orientation == Qt.Orientation.Vertical:
            return None
        return self.table.header[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.table is None:
            return None
        place = index.row() + 1, index.column()
        cell = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            more = [self.tr("changed")] if place in self._changed else []
            more += [self.tr("with a note")] if place in self._noted else []
            return ", ".join([f"{self.table.header[index.column()]}: {cell}", *more])
        if role == Qt.ItemDataRole.ForegroundRole and place in self._changed:
            return colour("amber")
        if role == Qt.ItemDataRole.FontRole and place in self._changed:
            changed = font(13, 600)
            changed.setItalic(True)
            return changed
        if role == Qt.ItemDataRole.FontRole and self.table.row_header and index.column() == 0:
            return font(13, 600)
        return None


def grid_view(cells: CellModel, name: str) -> QTableView:
    """A table that is only looked at."""
    view = QTableView()
    view.setModel(cells)
    view.setProperty("kind", "grid")
    view.setAccessibleName(name)
    view.setTabKeyNavigation(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setMinimumHeight(112)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(28)
    across = view.horizontalHeader()
    across.setFont(font(12, 600))
    across.setHighlightSections(False)
    across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    across.setDefaultSectionSize(128)
    across.setMinimumSectionSize(56)
    return view
