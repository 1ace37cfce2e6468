from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel

from foidesk.desk import decide
from foidesk.desk.attach import attachment_bytes
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.table_dialog import TableDialog
from foidesk.model import Outcome
from tests.office import add_case

CELLS = "Year\tDevices\n2023/24\t31\n2024/25\t38\n"


@pytest.fixture
def case_id(desk):
    return add_case(desk)


@pytest.fixture
def dialog(desk, tasks, parent, case_id):
    made = TableDialog(parent, desk, tasks, open_case(desk, case_id))
    made.open()
    return made


def settle(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog.source.pause.isActive() and dialog.tasks.reading == 0)


def paste(dialog, qtbot, text):
    QGuiApplication.clipboard().setText(text)
    dialog.text.selectAll()
    qtbot.keyClick(dialog.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(dialog, qtbot)


def attachments(desk, case_id):
    return open_case(desk, case_id).case.attachments


def test_pasted_cells_are_shown_as_the_table_they_make(dialog, qtbot):
    paste(dialog, qtbot, CELLS)
    assert dialog.cells.headerData(1, Qt.Orientation.Horizontal) == "Devices"
    assert dialog.cells.data(dialog.cells.index(1, 0)) == "2024/25"
    assert dialog.how.text() == "As it will stand: 2 rows, 2 columns"


def test_a_table_needs_a_title_before_it_can_be_attached(dialog, qtbot):
    paste(dialog, qtbot, CELLS)
    assert not dialog.yes.isEnabled()
    dialog.name.setText("Devices by year")
    assert dialog.yes.isEnabled()


def test_attaching_makes_a_pdf_and_closes_the_dialog(dialog, desk, case_id, qtbot):
    paste(dialog, qtbot, CELLS)
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "Devices by year")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    (made,) = attachments(desk, case_id)
    assert made.name.endswith(".pdf")
    assert attachment_bytes(desk, made.sha256).startswith(b"%PDF")


def test_the_table_can_be_made_a_csv_file(dialog, desk, case_id, qtbot):
    paste(dialog, qtbot, CELLS)
    dialog.name.setText("Devices by year")
    dialog.place.choose("csv")
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    (made,) = attachments(desk, case_id)
    assert attachment_bytes(desk, made.sha256).decode("utf-8-sig").splitlines() == ["Year,Devices", "2023/24,31", "2024/25,38"]


def test_a_row_that_is_too_short_is_named(dialog, qtbot):
    paste(dialog, qtbot, "Year\tDevices\n2023/24\t31\n2024/25\n")
    assert "Row 3 has 1 cell, the others have 2 cells." in dialog.problem.text
    assert dialog.cells.rowCount() == 0
    assert not dialog.yes.isEnabled()


def test_mending_the_row_takes_the_message_away(dialog, qtbot):
    paste(dialog, qtbot, "Year\tDevices\n2024/25\n")
    paste(dialog, qtbot, CELLS)
    assert dialog.problem.text == ""
    assert dialog.cells.rowCount() == 2


@pytest.mark.parametrize("coding", ["utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_as_spreadsheets_write_it(dialog, qtbot, tmp_path, coding):
    path = tmp_path / "Costs_2025.csv"
    path.write_bytes('Area,Cost\r\n"Bury, north",£31\r\n'.encode(coding))
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.cells.rowCount() == 1)
    assert dialog.cells.table.rows == (("Bury, north", "£31"),)
    assert dialog.name.text() == "Costs 2025"


def test_a_broken_workbook_is_refused_in_plain_words(dialog, qtbot, tmp_path):
    path = tmp_path / "costs.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00")
    dialog.take_file(path)
    qtbot.waitUntil(lambda: "no .xlsx workbook" in dialog.problem.text)
    assert not dialog.yes.isEnabled()


def test_a_signed_case_takes_no_table_and_says_why(dialog, desk, case_id, qtbot):
    from foidesk.desk import sign
    from tests.office import PASSPHRASE, decide_all

    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    before = len(attachments(desk, case_id))
    paste(dialog, qtbot, CELLS)
    dialog.name.setText("Devices by year")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "signed" in dialog.problem.text)
    assert dialog.isVisible()
    assert len(attachments(desk, case_id)) == before


def test_escape_leaves_nothing(dialog, desk, case_id, qtbot):
    paste(dialog, qtbot, CELLS)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert attachments(desk, case_id) == []


WORKBOOK = Path(__file__).parents[1] / "intake" / "workbooks" / "openpyxl.xlsx"


def pick(box, words):
    box.setCurrentIndex(box.findText(words, Qt.MatchFlag.MatchStartsWith))


def test_a_workbook_is_read_with_its_headings_found_and_what_is_hidden_told(dialog, qtbot):
    dialog.take_file(WORKBOOK)
    qtbot.waitUntil(lambda: dialog.cells.rowCount() == 4)
    assert dialog.cells.table.header == ("Year", "Devices", "Share", "Cost", "Counted on")
    assert dialog.source.sheets.currentText() == "Devices"
    told = "\n".join(label.text() for label in dialog.told.findChildren(QLabel))
    for words in (
        "Hidden sheets, which were not looked at: Staff, Deeper.",
        "Hidden rows left out: 5.",
        "Hidden columns left out: F.",
    ):
        assert words in told


def test_another_sheet_and_other_cells_can_be_chosen(dialog, qtbot):
    dialog.take_file(WORKBOOK)
    qtbot.waitUntil(lambda: dialog.cells.rowCount() == 4)
    dialog.source.area.setText("A3:B6")
    qtbot.waitUntil(lambda: dialog.cells.table is not None and dialog.cells.table.header == ("Year", "Devices"))
    dialog.source.area.setText("what")
    qtbot.waitUntil(lambda: "names no cells" in dialog.problem.text)
    assert dialog.cells.table is None
    dialog.source.area.clear()
    dialog.source.sheets.setCurrentText("Second")
    qtbot.waitUntil(lambda: dialog.cells.table is not None and dialog.cells.table.header == ("Area", "Cases"))


def test_signs_for_none_and_for_low_counts_are_shown_before_the_table_is_taken(dialog, qtbot):
    paste(dialog, qtbot, "Area\tCases\nBury\t0\nLeigh\t3\nTotal\t31\n")
    pick(dialog.choices.nil, "nil")
    pick(dialog.choices.low, "Fewer than 5")
    settle(dialog, qtbot)
    assert dialog.cells.table.rows == (("Bury", "nil"), ("Leigh", "fewer than 5"), ("Total", "31"))
    assert dialog.cells.data(dialog.cells.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) == "Cases: nil, changed"
    told = "\n".join(label.text() for label in dialog.told.findChildren(QLabel))
    assert "That withholds information" in told
    assert "can be worked out from it" in told


def test_notes_take_their_marks_out_of_the_cells(dialog, qtbot):
    paste(dialog, qtbot, "Year\tDevices [1]\n2024/25\t38\n")
    dialog.choices.notes.setPlainText("[1] Counted in April.")
    settle(dialog, qtbot)
    assert dialog.cells.table.header == ("Year", "Devices")
    assert dialog.cells.table.notes[0].cells == ((0, 1),)


def test_a_small_table_can_stand_in_an_answer(desk, tasks, parent, qtbot, case_id):
    question = open_case(desk, case_id).case.questions[3]
    decide.decide(desk, case_id, [question.id], Outcome.DISCLOSED)
    dialog = TableDialog(parent, desk, tasks, open_case(desk, case_id))
    dialog.open()
    paste(dialog, qtbot, CELLS)
    dialog.place.choose("letter")
    dialog.name.setText("Devices by year")
    dialog.choices.row_header.box.click()
    settle(dialog, qtbot)
    assert dialog.place.answer.currentText().startswith("Question 4: How many devices")
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    (block,) = open_case(desk, case_id).case.questions[3].decisions[0].answer
    assert block["table"] == {
        "header": ["Year", "Devices"], "rows": [["2023/24", "31"], ["2024/25", "38"]], "caption": "Devices by year", "row_headings": True,
    }  # fmt: skip


def test_a_long_table_cannot_stand_in_an_answer_and_says_why(desk, tasks, parent, qtbot, case_id):
    question = open_case(desk, case_id).case.questions[3]
    decide.decide(desk, case_id, [question.id], Outcome.DISCLOSED)
    dialog = TableDialog(parent, desk, tasks, open_case(desk, case_id))
    dialog.open()
    paste(dialog, qtbot, "Year\tDevices\n" + "2024\t3\n" * 61)
    dialog.name.setText("Devices")
    dialog.place.choose("letter")
    assert not dialog.yes.isEnabled()
    assert "more than 60 rows" in "\n".join(label.text() for label in dialog.told.findChildren(QLabel))
    dialog.place.choose("xlsx")
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    assert attachments(desk, case_id)[0].name.endswith(".xlsx")


def test_without_an_answer_nothing_can_be_put_into_the_letter(dialog, qtbot):
    paste(dialog, qtbot, CELLS)
    dialog.place.choose("letter")
    assert not dialog.yes.isEnabled()
    assert "No question is answered with information yet" in "\n".join(label.text() for label in dialog.told.findChildren(QLabel))


def test_a_dropped_file_is_read(dialog, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(WORKBOOK))])
    dialog.dropEvent(
        QDropEvent(QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
    qtbot.waitUntil(lambda: dialog.cells.rowCount() == 4)
    assert dialog.name.text() == "openpyxl"
