from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import correspond, decide, sign
from foidesk.desk.browse import case_history, open_case
from foidesk.gui.case.history_page import HistoryPage
from foidesk.model import Outcome
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def page(desk, tasks, qtbot):
    made = HistoryPage(desk, tasks)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def show(page, case_id, qtbot):
    page.load(open_case(page.desk, case_id))
    settle(page, qtbot)


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page.tasks.reading == page.tasks.writing == 0 and not page._typed.isActive(), timeout=20_000)


def events(page):
    return [row.words for row in page.list.rows.rows if not row.heading]


def answered(desk):
    """A case with one answer in three versions; returns the case's and the decision's id."""
    case_id = add_case(desk)
    question = open_case(desk, case_id).case.questions[0]
    (decision,) = decide.decide(desk, case_id, [question.id], Outcome.DISCLOSED)
    for words in ("There were 12.", "There were 12 cases.", "There were 14 cases."):
        decide.write_answer(desk, case_id, [decision], words)
    return case_id, decision


def test_events_stand_newest_first_under_their_day(page, qtbot):
    case_id = add_case(page.desk)
    correspond.log_message(page.desk, case_id, "A call.")
    show(page, case_id, qtbot)
    assert page.list.rows.rows[0].heading == "20 August 2026"
    assert events(page) == ["Message logged: telephone, came in", "Request registered: 6 questions, received 5 August 2026"]
    assert (page.list.rows.rows[1].lead, page.list.rows.rows[1].aside) == ("10:30", "Ada Marsh")


def test_an_event_is_read_out_as_a_sentence(page, qtbot):
    show(page, add_case(page.desk), qtbot)
    said = page.list.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "20 August 2026, 10:30, Ada Marsh: Request registered: 6 questions, received 5 August 2026"


def test_the_filter_keeps_what_holds_all_words(page, qtbot):
    case_id = add_case(page.desk)
    correspond.log_message(page.desk, case_id, "A call.")
    show(page, case_id, qtbot)
    qtbot.keyClicks(page.filter, "marsh registered")
    settle(page, qtbot)
    assert events(page) == ["Request registered: 6 questions, received 5 August 2026"]
    qtbot.keyClicks(page.filter, " nowhere")
    settle(page, qtbot)
    assert events(page) == []
    assert page.nothing.isVisible()


def test_a_whole_history_is_said_to_be_whole(page, qtbot):
    show(page, add_case(page.desk), qtbot)
    assert page.chain.text().startswith("The history is whole")


def test_a_changed_history_is_told(page, desk, qtbot):
    from sqlalchemy import text

    case_id = add_case(desk)
    with desk.store.writing() as session:
        for (name,) in session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'")
        ).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text("UPDATE event SET actor = 'Somebody else' WHERE seq = 1"))
    show(page, case_id, qtbot)
    assert "event 1 was changed after it was written" in page.chain.text()


def test_a_page_that_is_not_seen_reads_nothing(page, qtbot):
    page.hide()
    show(page, add_case(page.desk), qtbot)
    assert events(page) == []
    page.show()
    settle(page, qtbot)
    assert len(events(page)) == 1


def test_the_last_two_versions_of_a_text_are_compared(page, qtbot):
    case_id, decision = answered(page.desk)
    page.show_side(1)
    show(page, case_id, qtbot)
    page.texts.field.setCurrentIndex(page.texts.field.findData(f"decision:{decision}:answer"))
    page.texts.field.activated.emit(page.texts.field.currentIndex())
    settle(page, qtbot)
    assert page.texts.field.currentText() == "Question 1: answer · 3 versions"
    assert page.texts.words.toPlainText() == "There were 1214 cases."
    assert (page.texts.older.currentData(), page.texts.newer.currentData()) == (2, 3)


def test_an_earlier_version_comes_back_as_a_new_event(page, desk, qtbot):
    case_id, _ = answered(desk)
    page.show_side(1)
    show(page, case_id, qtbot)
    page.texts.older.setCurrentIndex(page.texts.older.findData(1))
    before = len(case_history(desk, case_id))
    page.texts.back.click()
    settle(page, qtbot)
    assert open_case(desk, case_id).case.questions[0].decisions[0].answer == "There were 12."
    assert len(case_history(desk, case_id)) == before + 1


def test_a_questions_words_come_back_too(page, desk, qtbot):
    from foidesk.desk.questions import edit_question

    case_id = add_case(desk)
    question = open_case(desk, case_id).case.questions[0]
    edit_question(desk, case_id, question.id, text="How many?")
    page.show_side(1)
    show(page, case_id, qtbot)
    assert page.texts.field.currentData() == f"question:{question.id}:text"
    page.texts.back.click()
    settle(page, qtbot)
    assert open_case(desk, case_id).case.questions[0].text == question.text


def test_the_version_that_stands_cannot_be_brought_back(page, qtbot):
    case_id, _ = answered(page.desk)
    show(page, case_id, qtbot)
    page.texts.older.setCurrentIndex(page.texts.older.findData(3))
    assert not page.texts.back.isEnabled()


def test_a_message_shows_its_words_but_never_comes_back(page, qtbot):
    case_id = add_case(page.desk)
    correspond.log_message(page.desk, case_id, "A call.")
    show(page, case_id, qtbot)
    assert page.texts.words.toPlainText() == "A call."
    assert not page.texts.back.isEnabled()


def signed(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    return case_id, sign.sign_letter(desk, case_id)


def test_a_signed_letter_is_verified_in_plain_words(page, desk, qtbot):
    case_id, done = signed(desk)
    page.show_side(2)
    show(page, case_id, qtbot)
    (card,) = page.letters.cards
    card.verify.click()
    settle(page, qtbot)
    assert card.said.startswith("Good: unchanged since it was signed")
    assert "Signed by Disclosure Officer, " in card.said
    assert " on 20 August 2026 at 10:30, " in card.said
    assert card.proved.sha256 == done.sha256
    assert done.fingerprint[:8] in card.said


def test_verifying_a_letter_that_the_store_has_lost_says_so(page, desk, qtbot):
    case_id, _ = signed(desk)
    show(page, case_id, qtbot)
    (card,) = page.letters.cards
    object.__setattr__(card.proved, "sha256", "0" * 64)
    card.ask()
    settle(page, qtbot)
    assert "not in this store" in card.said


def test_a_withdrawn_signature_stays_to_be_verified(page, desk, qtbot):
    case_id, done = signed(desk)
    sign.withdraw_signature(desk, case_id, done.letter_id, "A figure was wrong.")
    show(page, case_id, qtbot)
    assert [card.proved.about for card in page.letters.cards] == ["Signature withdrawn; kept as superseded"]


def test_what_was_verified_stays_when_the_case_is_read_again(page, desk, qtbot):
    case_id, _ = signed(desk)
    show(page, case_id, qtbot)
    (card,) = page.letters.cards
    card.verify.click()
    settle(page, qtbot)
    correspond.log_message(desk, case_id, "A call.")
    show(page, case_id, qtbot)
    assert page.letters.cards == [card]


def test_without_a_case_the_page_is_empty(page, qtbot):
    show(page, add_case(page.desk), qtbot)
    page.clear()
    assert events(page) == []
    assert page.letters.cards == []


def choose(box, words):
    """Choose an entry of a box as the officer does."""
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_events_are_chosen_by_what_they_are_about(page, desk, qtbot):
    case_id, _ = answered(desk)
    correspond.log_message(desk, case_id, "A call.")
    show(page, case_id, qtbot)
    assert [page.kind.itemText(number) for number in range(page.kind.count())] == [
        "Events of every kind",
        "The request and its questions",
        "Decisions and reasons",
        "Correspondence and files",
    ]
    choose(page.kind, "Correspondence and files")
    assert events(page) == ["Message logged: telephone, came in"]
    choose(page.kind, "Events of every kind")
    assert len(events(page)) == 6


def test_events_are_chosen_by_officer_and_day_together_with_words(page, desk, qtbot):
    case_id = add_case(desk)
    desk.officer = replace(desk.officer, name="Sam Field")
    correspond.log_message(desk, case_id, "A call.")
    show(page, case_id, qtbot)
    choose(page.officer, "Sam Field")
    assert events(page) == ["Message logged: telephone, came in"]
    choose(page.day, "20 August 2026")
    qtbot.keyClicks(page.filter, "registered")
    settle(page, qtbot)
    assert events(page) == []
    assert page.nothing.isVisible()
    choose(page.officer, "Every officer")
    assert events(page) == ["Request registered: 6 questions, received 5 August 2026"]


def test_what_was_chosen_stays_chosen_when_the_case_is_read_again(page, desk, qtbot):
    case_id = add_case(desk)
    correspond.log_message(desk, case_id, "A call.")
    show(page, case_id, qtbot)
    choose(page.kind, "Correspondence and files")
    correspond.log_message(desk, case_id, "Another call.")
    show(page, case_id, qtbot)
    assert events(page) == ["Message logged: telephone, came in"] * 2


def test_another_case_begins_with_every_event(page, desk, qtbot):
    first, second = add_case(desk), add_case(desk)
    correspond.log_message(desk, first, "A call.")
    show(page, first, qtbot)
    choose(page.kind, "Correspondence and files")
    show(page, second, qtbot)
    assert len(events(page)) == 1


def test_the_check_of_the_whole_store_is_asked_for_here(page, desk, qtbot):
    show(page, add_case(desk), qtbot)
    with qtbot.waitSignal(page.check_wanted, timeout=5_000):
        qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)


def test_nothing_comes_back_into_a_signed_letter_and_why_is_said(page, desk, qtbot):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    question = open_case(desk, case_id).case.questions[0]
    for words in ("There were 12.", "There were 14."):
        decide.write_answer(desk, case_id, [question.decisions[0].id], words)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    page.show_side(1)
    show(page, case_id, qtbot)
    field = page.texts.field
    field.setCurrentIndex(field.findData(f"decision:{question.decisions[0].id}:answer"))
    field.activated.emit(field.currentIndex())
    settle(page, qtbot)
    before = len(case_history(desk, case_id))
    page.texts.back.click()
    settle(page, qtbot)
    assert "This case is signed. Withdraw the signature first" in page.texts.problem.text
    assert len(case_history(desk, case_id)) == before
