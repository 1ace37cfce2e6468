"""Cells that were copied in a spreadsheet and are pasted into a text: told from words, and put there as a table."""

import csv
import io

from PySide6.QtGui import QTextCursor

from foidesk.gui.kit import rich_text

MOST_ROWS, MOST_COLUMNS = 60, 12
"""What stands well in a text; more is better made an attachment (Ctrl+T), and is pasted as words."""


def cells_of(words: str) -> list[list[str]]:
    """The cells of a spreadsheet's clipboard, a line break inside a quoted cell among them; none where the words are no such thing.

    Cells are rows of equal length, two by two at least, and no whole row of them is empty.
    """
    if "\t" not in words or "\n" not in words:
        return []
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(words.rstrip("\n"), newline=""), "excel-tab")]
    except csv.Error:
        return []
    if not (2 <= len(rows) <= MOST_ROWS + 1) or len({len(row) for row in rows}) != 1:
        return []
    return rows if 2 <= len(rows[0]) <= MOST_COLUMNS and all(any(row) for row in rows) else []


def may_stand_at(cursor: QTextCursor) -> bool:
    """Whether a table may begin here: not in a cell of another, nor in a list or a quotation."""
    block = cursor.block()
    return cursor.currentTable() is None and block.textList() is None and not block.blockFormat().boolProperty(rich_text.QUOTED)


def put_cells(cursor: QTextCursor, words: str, cells: list[list[str]]) -> QTextCursor:
    """Put the words there and turn them into a table, two steps, so that undoing the second leaves the words; returns the place after it."""
    start = cursor.selectionStart()
    cursor.insertText(words)
    end = cursor.position()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    made = rich_text.insert_table(cursor, {"header": cells[0], "rows": cells[1:]})
    cursor.endEditBlock()
    after = QTextCursor(cursor.document())
    after.setPosition(made.lastPosition() + 1)
    return after
