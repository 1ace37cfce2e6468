import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from foidesk.desk import decide
from foidesk.desk.browse import case_history, open_case
from foidesk.gui.dialogs.questions_dialog import NOTE, QUESTION, QuestionsDialog, code_points, plain
from foidesk.model import Outcome
from tests.office import add_case

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case_id(desk):
    return add_case(desk)


@pytest.fixture
def dialog(desk, tasks, parent, qtbot, case_id):
    made = QuestionsDialog(parent, desk, tasks, open_case(desk, case_id))
    with qtbot.waitActive(made):
        made.open()
    return made


def settle(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.tasks.writing == dialog.tasks.reading == 0)


def case(dialog):
    return open_case(dialog.desk, dialog.case_id).case


def texts(dialog):
    return [question.text for question in case(dialog).questions]


def choose(dialog, label):
    dialog.list.choose((QUESTION, case(dialog).question(label).id))


def put_cursor(dialog, words):
    cursor = dialog.words.document().find(words)
    cursor.setPosition(cursor.selectionStart())
    dialog.words.setTextCursor(cursor)


def test_questions_and_notes_are_listed_with_their_words(dialog):
    rows = dialog.list.rows.rows
    assert [row.about for row in rows if row.about] == [*(f"Question {number}" for number in range(1, 7)), "Note"]
    assert rows[0].words == "How many cases was the unit working on?"


def test_changed_words_are_saved_when_the_field_is_left(dialog, qtbot):
    choose(dialog, "2")
    dialog.words.selectAll()
    qtbot.keyClicks(dialog.words, "How many waited?")
    dialog.words.setFocus()
    dialog.list.setFocus()
    settle(dialog, qtbot)
    assert texts(dialog)[1] == "How many waited?"


def test_choosing_another_question_saves_the_words_of_the_one_before(dialog, qtbot):
    qtbot.keyClicks(dialog.words, "Now: ")
    choose(dialog, "3")
    settle(dialog, qtbot)
    assert texts(dialog)[0] == "Now: How many cases was the unit working on?"
    assert plain(dialog.words) == "How long has the oldest been waiting?"
    assert dialog.list.chosen() == (QUESTION, case(dialog).question("3").id)


def test_a_question_is_split_at_the_cursor_and_the_new_one_chosen(dialog, qtbot):
    choose(dialog, "4")
    put_cursor(dialog, "and at what cost")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return, CONTROL)
    settle(dialog, qtbot)
    found = texts(dialog)
    assert found[3].endswith("financial years,")
    assert found[4] == "and at what cost?"
    assert plain(dialog.words) == "and at what cost?"
    assert len(found) == 7


def test_typing_and_splitting_at_once_saves_and_then_splits(dialog, qtbot):
    dialog.words.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(dialog.words, "  First? ")
    put_cursor(dialog, "How many")
    dialog.buttons["split"].click()
    settle(dialog, qtbot)
    assert texts(dialog)[:2] == ["First?", "How many cases was the unit working on?"]


def test_splitting_counts_characters_beyond_the_first_plane_rightly(dialog, qtbot):
    dialog.words.setPlainText("Why 😀😀? And when?")
    dialog.words.document().setModified(True)
    put_cursor(dialog, "And")
    dialog.buttons["split"].click()
    settle(dialog, qtbot)
    assert texts(dialog)[:2] == ["Why 😀😀?", "And when?"]


def test_a_question_is_joined_with_the_one_before(dialog, qtbot):
    choose(dialog, "3")
    qtbot.keyClick(dialog.list, Qt.Key.Key_J, CONTROL)
    settle(dialog, qtbot)
    assert texts(dialog)[1] == "How many were waiting?\nHow long has the oldest been waiting?"
    assert dialog.list.chosen() == (QUESTION, case(dialog).questions[1].id)


def test_the_first_question_has_none_before_it(dialog):
    assert not dialog.buttons["join"].isEnabled()
    assert not dialog.buttons["up"].isEnabled()


def test_a_question_moves_down_and_stays_chosen(dialog, qtbot):
    number = case(dialog).questions[0].id
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down, CONTROL)
    settle(dialog, qtbot)
    assert case(dialog).questions[1].id == number
    assert dialog.list.chosen() == (QUESTION, number)


def test_a_question_becomes_a_note_and_a_question_again(dialog, qtbot):
    choose(dialog, "6")
    qtbot.keyClick(dialog.list, Qt.Key.Key_E, CONTROL)
    settle(dialog, qtbot)
    assert [note.text for note in case(dialog).notes][-1] == "How many staff are there?"
    dialog.list.choose((NOTE, case(dialog).notes[-1].id))
    assert dialog.words.isReadOnly()
    dialog.buttons["turn"].click()
    settle(dialog, qtbot)
    assert texts(dialog)[-1] == "How many staff are there?"
    assert dialog.list.chosen() == (QUESTION, case(dialog).questions[-1].id)


def test_a_decided_question_becomes_no_note_and_says_why(dialog, desk, case_id, qtbot):
    decide.decide(desk, case_id, [case(dialog).question("6").id], Outcome.DISCLOSED)
    choose(dialog, "6")
    dialog.buttons["turn"].click()
    qtbot.waitUntil(lambda: "decided already" in dialog.problem.text)
    assert len(texts(dialog)) == 6


def test_a_label_that_is_taken_is_refused_and_stays_to_be_mended(dialog, qtbot):
    dialog.label.setFocus()
    dialog.label.selectAll()
    qtbot.keyClicks(dialog.label, "2")
    choose(dialog, "3")
    qtbot.waitUntil(lambda: "There is a question 2 already" in dialog.problem.text)
    assert dialog.list.chosen() == (QUESTION, case(dialog).questions[0].id)
    assert dialog.label.text() == "2"
    assert case(dialog).questions[0].label == "1"
    dialog.label.selectAll()
    qtbot.keyClicks(dialog.label, "1a")
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.label, Qt.Key.Key_Escape)
    assert case(dialog).questions[0].label == "1a"


def test_each_step_is_one_event(dialog, desk, case_id, qtbot):
    before = len(case_history(desk, case_id))
    dialog.buttons["down"].click()
    settle(dialog, qtbot)
    assert len(case_history(desk, case_id)) == before + 1


def test_nothing_changed_writes_nothing(dialog, desk, case_id, qtbot):
    before = len(case_history(desk, case_id))
    choose(dialog, "2")
    choose(dialog, "1")
    with qtbot.waitSignal(dialog.finished):
        dialog.yes.click()
    assert len(case_history(desk, case_id)) == before


def test_leaving_by_escape_saves_what_was_changed(dialog, desk, case_id, qtbot):
    qtbot.keyClicks(dialog.words, "So: ")
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert open_case(desk, case_id).case.questions[0].text.startswith("So: How many")


def test_another_reading_of_the_case_leaves_what_is_typed(dialog, qtbot):
    qtbot.keyClicks(dialog.words, "So: ")
    dialog.load(open_case(dialog.desk, dialog.case_id))
    assert plain(dialog.words).startswith("So: How many")


@given(st.text(st.sampled_from("a b\u00a0\n😀é")), st.data())
def test_a_place_that_qt_counts_is_found_in_the_text(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert code_points(text, len(text[:at].encode("utf-16-le")) // 2) == at


def test_hard_blanks_stay_hard(qapp):
    edit = QPlainTextEdit()
    edit.setPlainText("£1\u00a0000\nand more")
    assert plain(edit) == "£1\u00a0000\nand more"
