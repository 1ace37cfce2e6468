import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from foidesk.gui.kit.text_rows import TextRow, TextTable

ROWS = [
    TextRow("day", heading="Today"),
    TextRow(1, "First.", lead="10:30", aside="Ada Marsh"),
    TextRow("before", heading="Yesterday"),
    TextRow(2, "Second, and a good deal longer than the first. " * 8),
    TextRow(3, "Third"),
]


@pytest.fixture
def table(qtbot):
    made = TextTable("Rows")
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    made.show_rows(ROWS)
    return made


def test_keys_go_past_the_headings(table, qtbot):
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen() == 2
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.chosen() == 1
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.chosen() == 3


def test_a_heading_is_never_chosen(table):
    table.choose("before")
    assert table.chosen() is None


def test_rows_are_as_high_as_their_words_need_at_any_width(table, qtbot):
    narrow = table.rowHeight(3)
    table.resize(900, 300)
    qtbot.waitUntil(lambda: table.rowHeight(3) < narrow)
    assert table.rowHeight(1) < table.rowHeight(3)


def test_what_is_chosen_stays_when_rows_come_and_go(table):
    table.choose(3)
    table.show_rows([TextRow(4, "Newer"), *ROWS[2:]])
    assert table.chosen() == 3


def test_a_row_can_be_copied(table, qtbot):
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "First."


def test_a_row_is_read_out_whole(table):
    assert table.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "10:30. Ada Marsh. First."


def test_a_small_line_that_has_no_room_beside_its_end_stands_over_it(table, qtbot):
    row = TextRow(9, "Words.", about="From somebody with a long name · E-mail", aside="19 August 2026, 10:30")
    table.show_rows([row])
    narrow = table.rowHeight(0)
    table.resize(900, 300)
    qtbot.waitUntil(lambda: table.rowHeight(0) < narrow)
    assert not table.grab().isNull()
