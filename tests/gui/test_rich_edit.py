import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from foidesk.gui.kit import style
from foidesk.gui.kit.pasted import cells_of
from foidesk.gui.kit.rich_edit import RichEdit


@pytest.fixture
def edit(qtbot):
    holder = QWidget()
    made, other = RichEdit("Harm"), QLineEdit()
    body = QVBoxLayout(holder)
    body.addWidget(made)
    body.addWidget(other)
    made.other, made.heard = other, []
    made.left.connect(made.heard.append)
    qtbot.addWidget(holder)
    holder.show()
    made.holder = holder
    return made


def focus(qtbot, widget):
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_showing_a_text_or_another_theme_changes_nothing(edit, qtbot):
    edit.load("The harm.")
    style.choose_theme(QApplication.instance(), "dark")
    style.choose_theme(QApplication.instance(), "light")
    focus(qtbot, edit)
    focus(qtbot, edit.other)
    assert not edit.is_changed()
    assert edit.heard == []


def test_a_changed_text_is_handed_over_once_when_it_is_left(edit, qtbot):
    edit.load("The harm.")
    focus(qtbot, edit)
    qtbot.keyClicks(edit, " Yes.")
    assert edit.is_changed()
    focus(qtbot, edit.other)
    focus(qtbot, edit)
    focus(qtbot, edit.other)
    assert edit.heard == ["The harm. Yes."]


def test_what_is_typed_is_told_after_a_pause(edit, qtbot):
    with qtbot.waitSignal(edit.typed, timeout=3000) as told:
        qtbot.keyClicks(edit, "Words")
    assert told.args == ["Words"]
    assert edit.is_changed()


def test_a_reading_does_not_overtake_typing(edit, qtbot):
    edit.load("Old")
    qtbot.keyClicks(edit, " and new")
    edit.load("Older still")
    assert edit.value() == "Old and new"


def test_taking_a_change_back_by_hand_is_still_a_change(edit, qtbot):
    edit.load("Old")
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    edit.hand_over()
    assert edit.heard == ["Old"]


def test_what_could_not_be_saved_counts_as_changed(edit, qtbot):
    qtbot.keyClicks(edit, "Words")
    edit.hand_over()
    edit.take_back()
    edit.hand_over()
    assert edit.heard == ["Words", "Words"]


def test_pasting_brings_words_alone(edit):
    source = QMimeData()
    source.setHtml('<b style="color:red">Bold</b><img src="file:///etc/hostname">')
    source.setText("Bold")
    edit.insertFromMimeData(source)
    assert edit.value() == "Bold"


def test_bold_makes_runs_and_a_plain_field_has_none(qtbot):
    rich, plain = RichEdit("Answer"), RichEdit("Where", plain=True)
    for made in (rich, plain):
        qtbot.addWidget(made)
        qtbot.keyClick(made, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(made, "Loud")
    assert rich.value() == [{"paragraph": [{"text": "Loud", "bold": True}]}]
    assert plain.value() == "Loud"


def test_it_grows_with_its_words(edit, qtbot):
    before = edit.height()
    edit.load("\n\n".join(["A paragraph."] * 8))
    assert edit.height() > before * 3


# ---- cells of a spreadsheet

CELLS = 'Year\tSent\r\n2023/24\t38\r\n"2024/25\r\n(part)"\t52\r\n'


def paste(edit, words):
    source = QMimeData()
    source.setText(words)
    edit.insertFromMimeData(source)


def test_cells_of_a_spreadsheet_become_a_table_between_what_stands_there(edit):
    edit.load("We sent these devices. And nothing more.")
    cursor = edit.textCursor()
    cursor.setPosition(len("We sent these devices."))
    edit.setTextCursor(cursor)
    paste(edit, CELLS)
    table = {"header": ["Year", "Sent"], "rows": [["2023/24", "38"], ["2024/25\n(part)", "52"]]}
    assert [block.get("table", block.get("paragraph")) for block in edit.value()] == [
        ["We sent these devices."],
        table,
        [" And nothing more."],
    ]
    assert edit.is_changed()


def test_a_table_that_was_pasted_is_undone_to_words_and_then_to_nothing(edit):
    edit.load("Before.")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    paste(edit, CELLS)
    edit.undo()
    assert "2023/24\t38" in edit.toPlainText()
    assert isinstance(edit.value(), str)
    edit.undo()
    assert edit.value() == "Before."
    edit.redo()
    edit.redo()
    assert edit.value()[-1]["table"]["rows"][0] == ["2023/24", "38"]


def test_what_is_typed_after_a_pasted_table_stands_below_it(edit, qtbot):
    paste(edit, CELLS)
    focus(qtbot, edit)
    qtbot.keyClicks(edit, "Below.")
    assert [next(iter(block)) for block in edit.value()] == ["table", "paragraph"]


@pytest.mark.parametrize(
    "words",
    [
        "A line\twith a tab",
        "one\ttwo\nthree",
        "a\tb\n\t\nc\td",
        "x\ty\n" * 62,
        "\t".join("abcdefghijklm") + "\n" + "\t" * 12 + "n",
    ],
    ids=["one row", "ragged", "an empty row", "too long", "too wide"],
)
def test_what_is_no_table_or_too_large_is_pasted_as_words(edit, words):
    paste(edit, words)
    assert isinstance(edit.value(), str)


def test_cells_in_a_list_a_cell_or_a_field_of_plain_words_stay_words(edit, qtbot):
    edit.load([{"list": [[{"paragraph": ["first"]}]], "ordered": False}])
    paste(edit, CELLS)
    assert "table" not in str(edit.value())
    edit.settle()
    edit.load([{"table": {"header": ["a", "b"], "rows": [["c", "d"]]}}])
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.movePosition(QTextCursor.MoveOperation.Down)
    assert cursor.currentTable() is not None
    edit.setTextCursor(cursor)
    paste(edit, CELLS)
    assert str(edit.value()).count("'table'") == 1
    plain = RichEdit("Plain", plain=True)
    qtbot.addWidget(plain)
    paste(plain, CELLS)
    assert "2023/24" in plain.value()


@given(st.text(alphabet='ab\t\n"', max_size=60))
def test_cells_are_rows_of_equal_length_whatever_is_pasted(words):
    cells = cells_of(words)
    assert not cells or (len(cells) >= 2 and len({len(row) for row in cells}) == 1 and len(cells[0]) >= 2)
    kept = [letter for row in cells for cell in row for letter in cell if letter in "ab"]
    assert not cells or kept == [letter for letter in words if letter in "ab"]
