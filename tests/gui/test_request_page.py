from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QTextCursor

from foidesk.desk import intake
from foidesk.desk.browse import open_case
from foidesk.desk.listing import every_case
from foidesk.gui.kit.widgets import Label
from foidesk.gui.request import request_page
from foidesk.gui.request.positions import Positions
from foidesk.gui.request.request_page import RequestPage
from foidesk.gui.request.request_split import MOST
from foidesk.model import Channel, Regime
from foidesk.paths import resource
from tests.office import add_case

LONG = 10_000
TEXT = """Dear Council 😀

1. How many cars? For each, please give:
a) the make
b) the cost
2. How many vans are there? Who drives them?

N.B. Vans include lorries.

3. Since when?

Yours faithfully
Jordan Ellis
"""


@pytest.fixture
def page(desk, tasks, qtbot):
    shown = RequestPage(desk, tasks)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


@pytest.fixture
def split(page, qtbot):
    """The page with the text above, split."""
    page.open_empty()
    page.typed.setPlainText(TEXT)
    press(qtbot, page.split_button)
    qtbot.waitUntil(lambda: page._incoming is not None, timeout=LONG)
    return page


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def read(qtbot, page, path):
    page.open_file(path)
    qtbot.waitUntil(lambda: page._incoming is not None or page.problem.text != "", timeout=LONG)


def registered_by(qtbot, page, do):
    with qtbot.waitSignal(page.registered, timeout=LONG) as heard:
        do()
    return heard.args[0]


def shown(page):
    return [(item.label or "Note", item.text) for item in page.split.items]


def text_of(page, number):
    return page.split._cards[number].text


def enter(qtbot, page, number, at=0):
    """Put the cursor into a card, before a character of its words."""
    edit = text_of(page, number)
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(at)
    edit.setTextCursor(cursor)
    page.split.choose(number)
    return edit


def tinted(page):
    return [selection.cursor.selectedText().replace("\u2029", "\n") for selection in page.source.extraSelections()]


def test_a_mail_is_read_corrected_nowhere_and_registered(page, desk, qtbot):
    read(qtbot, page, resource("samples", "sample-request.eml"))
    case_id = registered_by(qtbot, page, lambda: press(qtbot, page.register_button))
    case = open_case(desk, case_id).case
    assert (case.received, case.received_reason, case.channel) == (date(2026, 8, 5), None, Channel.EMAIL)
    assert (case.requester.name, case.requester.email) == ("Jordan Ellis", "jordan.ellis@example.org")
    assert [question.label for question in case.questions] == list("123456")
    assert [attachment.name for attachment in case.attachments] == ["sample-request.eml"]
    assert len(case.notes) == 1
    assert case.request_text == intake.read_file(resource("samples", "sample-request.eml")).text


def test_the_day_of_receipt_says_where_it_comes_from(page, qtbot):
    read(qtbot, page, resource("samples", "sample-request.eml"))
    assert "5 August 2026, from the mail server's stamp." in page.details.received.accessibleDescription()


def test_the_due_day_follows_the_day_of_receipt_and_the_law(page, qtbot):
    read(qtbot, page, resource("samples", "sample-request.eml"))
    qtbot.waitUntil(lambda: page.due.text() == "Answer by Thu 3 September 2026", timeout=LONG)
    page.details.received.setDate(QDate(2026, 8, 6))
    qtbot.waitUntil(lambda: page.due.text() == "Answer by Fri 4 September 2026", timeout=LONG)
    page.details.regime.setCurrentIndex(page.details.regime.findData(Regime.SAR))
    qtbot.waitUntil(lambda: page.due.text() == "Answer by Mon 7 September 2026", timeout=LONG)


def test_another_day_of_receipt_needs_a_reason(page, desk, qtbot):
    read(qtbot, page, resource("samples", "sample-request.eml"))
    page.details.received.setDate(QDate(2026, 8, 6))
    assert not page.register_button.isEnabled()
    assert page.why_not.text() == "Say why the day of receipt is another one."
    press(qtbot, page.shown.buttons["details"])
    qtbot.keyClicks(page.details.reason, "The mailbox was shut")
    case_id = registered_by(qtbot, page, lambda: press(qtbot, page.register_button))
    case = open_case(desk, case_id).case
    assert (case.received, case.received_reason) == (date(2026, 8, 6), "The mailbox was shut")


def test_a_typed_text_is_split_and_registered_by_keys_alone(page, desk, qtbot):
    page.open_empty()
    page.typed.setFocus()
    assert not page.register_button.isEnabled()
    qtbot.keyClicks(page.typed, "1. How many cars?")
    qtbot.keyClick(page.typed, Qt.Key.Key_Return)
    qtbot.keyClicks(page.typed, "2. How many vans?")
    qtbot.keyClick(page.typed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._incoming is not None, timeout=LONG)
    qtbot.keyClick(page.source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: every_case(desk) != [], timeout=LONG)
    case = open_case(desk, every_case(desk)[0]).case
    assert [question.text for question in case.questions] == ["How many cars?", "How many vans?"]
    assert (case.channel, case.received) == (Channel.POST, desk.today())


def test_what_the_officer_wrote_stands_before_what_the_text_tells(page, desk, qtbot):
    page.open_empty()
    page.details.lines["name"].setText("J. Ellis")
    page.details.channel.setCurrentIndex(page.details.channel.findData(Channel.PHONE))
    page.typed.setPlainText(TEXT)
    press(qtbot, page.split_button)
    qtbot.waitUntil(lambda: page._incoming is not None, timeout=LONG)
    case_id = registered_by(qtbot, page, page.register)
    case = open_case(desk, case_id).case
    assert (case.requester.name, case.channel) == ("J. Ellis", Channel.PHONE)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("empty.eml", b"", "is empty"), ("photo.eml", b"\xff\xd8\xff\xe0 picture", "a picture"), ("gone.eml", None, "Cannot read")],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_a_place_to_paste(page, desk, tmp_path, qtbot, name, data, words):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    read(qtbot, page, tmp_path / name)
    assert words in page.problem.text
    assert page.typed.isVisible()
    assert page.typed.isEnabled()
    assert every_case(desk) == []


def test_reading_can_be_stopped_and_its_result_is_dropped(page, tasks, qtbot):
    page.open_file(resource("samples", "sample-request.eml"))
    assert page.stop.isVisible()
    assert not page.register_button.isEnabled()
    press(qtbot, page.stop)
    qtbot.waitUntil(lambda: tasks.reading == 0, timeout=LONG)
    assert page._incoming is None
    assert page.typed.isVisible()


def test_choosing_a_question_makes_its_words_stand_out_even_after_an_emoji(split, qtbot):
    enter(qtbot, split, 3)
    assert tinted(split)[-1] == "2. How many vans are there? Who drives them?"


def test_a_click_in_the_request_chooses_the_part_that_is_there(split, qtbot):
    at = Positions(TEXT).to_qt(TEXT.index("the cost"))
    cursor = QTextCursor(split.source.document())
    cursor.setPosition(at)
    point = split.source.cursorRect(cursor).center() + QPoint(3, 0)
    qtbot.mouseClick(split.source.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert split.split.items[split.split.current].label == "1(b)"
    assert tinted(split)[-1] == "b) the cost"


def test_the_request_is_never_changed_by_typing_in_it(split, qtbot):
    qtbot.keyClicks(split.source, "abc")
    assert split.source.toPlainText() == TEXT


def test_ctrl_shift_enter_splits_a_question_at_the_cursor(split, qtbot):
    edit = enter(qtbot, split, 3, len("How many vans are there?"))
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shown(split)[3:6] == [("2", "How many vans are there?"), ("3", "Who drives them?"), ("4", "Since when?")]
    assert split.split.current == 4
    assert tinted(split)[-1] == "Who drives them?"


def test_ctrl_j_joins_with_the_one_before_and_ctrl_z_takes_it_back(split, qtbot):
    before = shown(split)
    edit = enter(qtbot, split, 4)
    qtbot.keyClick(edit, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert shown(split)[3] == ("2", "How many vans are there? Who drives them?\nSince when?")
    qtbot.keyClick(text_of(split, split.split.current), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(split) == before


def test_ctrl_b_makes_a_note_and_a_question_again(split, qtbot):
    edit = enter(qtbot, split, 4)
    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert shown(split)[-2:] == [("Note", "N.B. Vans include lorries."), ("Note", "Since when?")]
    qtbot.keyClick(text_of(split, split.split.current), Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert shown(split)[4] == ("3", "Since when?")


def test_alt_and_arrows_move_a_question(split, qtbot):
    edit = enter(qtbot, split, 4)
    qtbot.keyClick(edit, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [text for _, text in shown(split)][3:5] == ["Since when?", "How many vans are there? Who drives them?"]
    qtbot.keyClick(text_of(split, split.split.current), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [text for _, text in shown(split)][4] == "Since when?"


def test_all_can_be_one_question_and_a_part_a_question_of_its_own(split, qtbot):
    enter(qtbot, split, 1)
    press(qtbot, split.split.tools["arrow-left"])
    assert shown(split)[2] == ("2", "the make")
    press(qtbot, split.split.tools["file-text"])
    assert [label for label, _ in shown(split)] == ["1", "Note"]


def test_chosen_words_of_the_request_become_a_question(split, qtbot):
    start = Positions(TEXT).to_qt(TEXT.index("Dear Council"))
    cursor = QTextCursor(split.source.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len("Dear Council"), QTextCursor.MoveMode.KeepAnchor)
    split.source.setTextCursor(cursor)
    press(qtbot, split.split.tools["plus"])
    assert shown(split)[0] == ("1", "Dear Council")


def test_words_and_labels_are_edited_in_place_and_registered(split, desk, qtbot):
    edit = enter(qtbot, split, 4)
    qtbot.keyClicks(edit, "And ")
    label = split.split._cards[3].label
    label.setFocus()
    label.selectAll()
    qtbot.keyClicks(label, "B2")
    case_id = registered_by(qtbot, split, split.register)
    case = open_case(desk, case_id).case
    assert [(question.label, question.text) for question in case.questions][1:] == [
        ("B2", "How many vans are there? Who drives them?"),
        ("3", "And Since when?"),
    ]
    assert [part.label for part in case.questions[0].parts] == ["1(a)", "1(b)"]


def test_a_doubled_label_stops_registering_with_the_reason(split, qtbot):
    label = split.split._cards[3].label
    label.setFocus()
    label.selectAll()
    qtbot.keyClicks(label, "3")
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert "Two questions are labelled 3" in split.why_not.text()
    assert not split.register_button.isEnabled()


def test_undo_in_words_is_the_words_own_first(split, qtbot):
    edit = enter(qtbot, split, 4)
    qtbot.keyClicks(edit, "So ")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.toPlainText() == "Since when?"
    assert len(shown(split)) == 6


def test_without_a_question_there_is_no_registering(split, qtbot):
    for _ in range(3):
        enter(qtbot, split, 0)
        press(qtbot, split.split.tools["quote"])
    assert not split.register_button.isEnabled()
    assert "no question yet" in split.why_not.text()


def test_a_reference_that_is_taken_is_told_and_nothing_is_lost(split, desk, qtbot):
    add_case(desk, reference="7/26")
    split.details.lines["reference"].setText("7_26")
    press(qtbot, split.register_button)
    qtbot.waitUntil(lambda: "There is a case 7/26 already" in split.failure.text, timeout=LONG)
    assert len(shown(split)) == 6
    split.details.lines["reference"].setText("")
    case_id = registered_by(qtbot, split, lambda: press(qtbot, split.register_button))
    assert open_case(desk, case_id).case.reference != "7/26"


def test_leaving_asks_before_work_is_lost(split, qtbot, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(request_page, "ask", lambda *words: answers.pop(0))
    enter(qtbot, split, 4)
    split.split.merge()
    left = []
    split.left.connect(lambda: left.append(True))
    press(qtbot, split.cancel)
    assert (left, len(shown(split))) == ([], 5)
    qtbot.keyClick(split, Qt.Key.Key_Escape)
    assert (left, shown(split)) == ([True], [])


def test_leaving_untouched_asks_nothing(page, qtbot, monkeypatch):
    monkeypatch.setattr(request_page, "ask", lambda *words: pytest.fail("nothing would be lost"))
    read(qtbot, page, resource("samples", "sample-request.eml"))
    with qtbot.waitSignal(page.left):
        press(qtbot, page.cancel)


def test_hints_about_the_request_are_seen(page, qtbot):
    page.typed.setPlainText("Please send me all the information you hold about me.")
    press(qtbot, page.split_button)
    qtbot.waitUntil(lambda: page._incoming is not None, timeout=LONG)
    assert any("data protection" in words for words in page.hints.words)
    assert page.hints.isVisible()


def test_a_character_that_turns_a_line_about_is_shown_by_a_mark(page, desk, qtbot):
    hostile = "1. How many \u202esnav\u202c are there? <img src='file:///etc/passwd'>\n"
    page.typed.setPlainText(hostile)
    press(qtbot, page.split_button)
    qtbot.waitUntil(lambda: page._incoming is not None, timeout=LONG)
    assert page.source.toPlainText() == hostile.replace("\u202e", "▯").replace("\u202c", "▯")
    assert page._hidden.isVisible()
    case_id = registered_by(qtbot, page, page.register)
    assert open_case(desk, case_id).case.request_text == hostile


def test_a_request_of_very_many_questions_is_shown_bit_by_bit_and_registered_whole(page, desk, qtbot):
    page.typed.setPlainText("".join(f"{number}. How many in area {number}?\n" for number in range(1, 301)))
    press(qtbot, page.split_button)
    qtbot.waitUntil(lambda: page._incoming is not None, timeout=LONG)
    assert page.split._shown < MOST
    qtbot.waitUntil(lambda: page.split._shown == MOST, timeout=LONG)
    assert text_of(page, MOST - 1).toPlainText() == f"How many in area {MOST}?"
    assert page.split.more.text().startswith(f"{300 - MOST} more questions")
    page.split.choose(299)
    page.split.split()
    assert "not shown" in page.split.problem.text
    page.split.merge()
    case_id = registered_by(qtbot, page, page.register)
    assert len(open_case(desk, case_id).case.questions) == 299


def test_every_control_has_a_name(split):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
    controls = [item for kind in kinds for item in split.findChildren(kind) if item.objectName() != "qt_spinbox_lineedit"]
    assert [type(item).__name__ for item in controls if not (item.accessibleName() or getattr(item, "text", str)())] == []


def test_a_request_that_was_made_before_is_told_of_before_it_is_registered(desk, page, qtbot):
    add_case(desk, TEXT, title="As it was asked before", requester={"name": "Ola Fern", "email": "ola@example.org"})
    page.open_empty()
    page.typed.setPlainText(TEXT)
    press(qtbot, page.split_button)
    qtbot.waitUntil(lambda: bool(page.asked_before.found), timeout=LONG)
    assert page.asked_before.isVisibleTo(page)
    (words,) = [label.text() for label in page.asked_before.findChildren(Label) if label.text()]
    assert words == "1/26 As it was asked before: nearly the same words; received 5 August 2026, not answered yet."
    page.again.click()
    assert not page.asked_before.isVisibleTo(page)


def test_nothing_stands_there_for_a_request_that_is_new(desk, split, qtbot):
    qtbot.waitUntil(lambda: split._tasks.reading == 0, timeout=LONG)
    assert not split.asked_before.isVisibleTo(split)
