import pytest
from PySide6.QtCore import Qt

from foidesk.desk import correspond, send, sign
from foidesk.desk.browse import open_case
from foidesk.gui.case.messages_page import MessagesPage
from foidesk.model import Channel, Direction
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def page(desk, tasks, qtbot):
    made = MessagesPage(desk, tasks)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def show(page, case_id):
    page.load(open_case(page.desk, case_id))
    return case_id


def log(page, qtbot, words):
    qtbot.keyClicks(page.summary, words)
    qtbot.keyClick(page.summary, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.tasks.writing == 0)


def messages(page, case_id):
    return open_case(page.desk, case_id).case.correspondence


def test_a_line_and_enter_log_a_call_from_the_requester(page, qtbot):
    case_id = show(page, add_case(page.desk))
    page.focus_entry()
    log(page, qtbot, "Asked when the answer will come.")
    (message,) = messages(page, case_id)
    assert (message.summary, message.channel, message.direction, message.with_whom) == (
        "Asked when the answer will come.",
        Channel.PHONE,
        Direction.IN,
        "requester",
    )
    assert page.summary.text() == ""


def test_what_is_chosen_is_what_is_logged(page, qtbot):
    case_id = show(page, add_case(page.desk))
    page.direction.setCurrentIndex(page.direction.findData(Direction.OUT))
    page.channel.setCurrentIndex(page.channel.findData(Channel.EMAIL))
    page.who.setEditText("R. Achebe, IT")
    log(page, qtbot, "Please search the case system by Friday.")
    (message,) = messages(page, case_id)
    assert (message.channel, message.direction, message.with_whom) == (Channel.EMAIL, Direction.OUT, "R. Achebe, IT")


def test_nothing_typed_is_said_and_not_logged(page, qtbot):
    case_id = show(page, add_case(page.desk))
    log(page, qtbot, "   ")
    assert "Write a line" in page.problem.text
    assert messages(page, case_id) == []


def test_the_newest_message_stands_first_and_is_read_out_whole(page):
    case_id = add_case(page.desk)
    correspond.log_message(page.desk, case_id, "First call.")
    correspond.log_message(page.desk, case_id, "Then a letter,\nof two lines.", channel=Channel.POST)
    show(page, case_id)
    first = page.list.rows.rows[0]
    assert first.words == "Then a letter,\nof two lines."
    assert page.list.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "From Requester, Post, 20 August 2026, 10:30: Then a letter,\nof two lines."
    )


def test_a_long_message_makes_its_row_higher(page, qtbot):
    case_id = add_case(page.desk)
    correspond.log_message(page.desk, case_id, "Short.")
    correspond.log_message(page.desk, case_id, "A long account of what was said. " * 30)
    show(page, case_id)
    qtbot.waitUntil(lambda: page.list.rowHeight(0) > 2 * page.list.rowHeight(1))


def test_what_is_being_typed_survives_a_new_reading_of_the_case(page, qtbot):
    case_id = show(page, add_case(page.desk))
    qtbot.keyClicks(page.summary, "Half a sen")
    correspond.log_message(page.desk, case_id, "Meanwhile.")
    show(page, case_id)
    assert page.summary.text() == "Half a sen"


def test_what_is_typed_for_one_case_is_never_logged_on_another(page, qtbot):
    one = show(page, add_case(page.desk))
    qtbot.keyClicks(page.summary, "Meant for the first")
    show(page, add_case(page.desk, title="Another"))
    assert page.summary.text() == ""
    show(page, one)
    assert page.summary.text() == "Meant for the first"


def test_a_signed_and_a_sent_case_take_messages_too(page, qtbot):
    case_id = add_case(page.desk)
    decide_all(page.desk, case_id)
    sign.make_identity(page.desk, "Disclosure Officer", PASSPHRASE)
    letter = sign.sign_letter(page.desk, case_id).letter_id
    show(page, case_id)
    log(page, qtbot, "Asked whether it is on its way.")
    send.mark_sent(page.desk, case_id, letter)
    show(page, case_id)
    log(page, qtbot, "Thanked us.")
    assert [item.summary for item in messages(page, case_id)] == ["Asked whether it is on its way.", "Thanked us."]


def test_without_a_case_nothing_can_be_logged(page, qtbot):
    case_id = show(page, add_case(page.desk))
    page.clear()
    page.log()
    qtbot.waitUntil(lambda: page.tasks.writing == 0)
    assert not page.entry.isEnabled()
    assert messages(page, case_id) == []


def test_mark_up_in_a_message_stays_words(page):
    case_id = add_case(page.desk)
    correspond.log_message(page.desk, case_id, '<img src="http://example.org/x.png"> & more')
    show(page, case_id)
    assert page.list.rows.rows[0].words == '<img src="http://example.org/x.png"> & more'
    assert not page.grab().isNull()
