import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide, draft, sign
from foidesk.desk.browse import open_case
from foidesk.gui.case import letter_page
from foidesk.gui.case.letter_page import LetterPage
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit.paper import Words
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.widgets import Button
from foidesk.model import LetterKind, Outcome
from tests.gui.conftest import leave_page
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


@pytest.fixture
def page(desk, tasks, qtbot, case_id):
    made = LetterPage(desk, tasks, TextFields(desk, tasks))
    qtbot.addWidget(made)
    made.resize(560, 800)
    made.show()
    made.load(open_case(desk, case_id))
    tasks.wrote.connect(lambda: made.load(open_case(desk, case_id)))
    yield made
    leave_page(qtbot, tasks, made)


def harm(page):
    return next(edit for field, edit in page._edits.items() if field.endswith(":harm"))


def shown(page):
    return "\n".join(words.text() for words in page.findChildren(Words) if words.isVisibleTo(page))


def test_the_law_is_shown_and_cannot_be_typed_in(page):
    assert "refusal notice under section 17" in shown(page)
    assert not any("refusal notice" in str(edit.value()) for edit in page.findChildren(RichEdit))


def test_a_reason_is_edited_where_it_stands_in_the_letter(desk, page, qtbot, case_id, tasks):
    edit = harm(page)
    qtbot.keyClicks(edit, " And more.")
    edit.hand_over()
    qtbot.waitUntil(lambda: tasks.writing == 0)
    assert open_case(desk, case_id).case.grounds[1].harm.endswith(" And more.")
    assert harm(page) is edit


def test_a_field_that_is_emptied_while_typing_stays_under_the_cursor(desk, page, qtbot, case_id):
    edit = harm(page)
    page.activateWindow()
    edit.setFocus()
    edit.selectAll()
    with qtbot.waitSignal(edit.typed, timeout=3000):
        qtbot.keyClick(edit, Qt.Key.Key_Delete)
    page.load(open_case(desk, case_id))
    assert harm(page) is edit
    assert edit.isVisible()
    qtbot.keyClicks(edit, "New words")
    assert edit.value() == "New words"


def test_standard_words_can_be_made_ones_own(desk, page, qtbot, case_id, tasks):
    button = next(button for button in page.findChildren(Button) if button.text().strip().startswith("Write this"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(field.endswith("own_words.opening") for field in page._edits))
    edit = next(edit for field, edit in page._edits.items() if field.endswith("own_words.opening"))
    assert "which we received on 5 August 2026" in edit.value()


def test_a_field_can_be_added_and_is_saved(desk, page, qtbot, case_id, tasks):
    assert page.show_field("late_apology")
    edit = next(edit for field, edit in page._edits.items() if field.endswith("late_apology"))
    qtbot.keyClicks(edit, "We are sorry that this is late.")
    edit.hand_over()
    qtbot.waitUntil(lambda: tasks.writing == 0)
    assert open_case(desk, case_id).letter.late_apology == "We are sorry that this is late."
    assert [field for field, shown in page._edits.items() if shown is edit] == ["letter:1:late_apology"]
    assert edit.isVisible()


def test_a_consultation_says_whom_it_is_sent_to(desk, page, qtbot, case_id, tasks):
    from foidesk.desk import draft
    from foidesk.model import LetterKind

    letter_id = draft.start_letter(desk, case_id, LetterKind.CONSULTATION)
    page.load(open_case(desk, case_id, letter_id))
    assert page.show_field("to")
    edit = page._edits[f"letter:{letter_id}:own_words.to"]
    qtbot.keyClicks(edit, "Lantern Data Ltd")
    edit.hand_over()
    qtbot.waitUntil(lambda: tasks.writing == 0)
    qtbot.waitUntil(lambda: "Lantern Data Ltd" in shown(page))
    assert "Jordan Ellis" not in shown(page)


def test_a_section_is_left_out_and_restored(desk, page, qtbot, case_id):
    page._switch("no_inference")
    qtbot.waitUntil(lambda: open_case(desk, case_id).letter.left_out == ["no_inference"])
    qtbot.waitUntil(lambda: page._snapshot.letter.left_out == ["no_inference"])
    page.restore_section("no_inference")
    qtbot.waitUntil(lambda: open_case(desk, case_id).letter.left_out == [])


def test_a_signed_letter_can_only_be_read(desk, page, case_id):
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    page.load(open_case(desk, case_id))
    assert all(edit.isReadOnly() for edit in page.findChildren(RichEdit) if edit.isVisibleTo(page))
    assert not page.add.isVisible()
    assert not page.show_field("late_apology")


def further(desk, case_id):
    """A letter that was begun beside the answer."""
    return draft.start_letter(desk, case_id, LetterKind.ACKNOWLEDGEMENT)


def test_a_letter_that_was_begun_by_mistake_can_be_given_up(page, desk, case_id, qtbot, monkeypatch):
    letter = further(desk, case_id)
    page.load(open_case(desk, case_id, letter))
    assert page.discard.isVisibleTo(page)
    monkeypatch.setattr(letter_page, "ask", lambda *words: True)
    qtbot.mouseClick(page.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: letter not in {item.id for item in open_case(desk, case_id).case.letters})
    assert open_case(desk, case_id).letter.kind is LetterKind.RESPONSE


def test_a_letter_is_given_up_only_where_the_officer_agrees(page, desk, case_id, qtbot, monkeypatch):
    letter = further(desk, case_id)
    page.load(open_case(desk, case_id, letter))
    asked = []
    monkeypatch.setattr(letter_page, "ask", lambda *words: asked.append(words))
    qtbot.mouseClick(page.discard, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    assert letter in {item.id for item in open_case(desk, case_id).case.letters}


def test_the_only_letter_and_a_signed_one_cannot_be_given_up(page, desk, case_id):
    draft.write_letter(desk, case_id, late_apology="We are sorry.")
    page.load(open_case(desk, case_id))
    assert not page.discard.isVisibleTo(page)
    further(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    answer = open_case(desk, case_id).case.letters[0].id
    sign.sign_letter(desk, case_id, answer)
    page.load(open_case(desk, case_id, answer))
    assert not page.discard.isVisibleTo(page)


def test_the_cursor_goes_into_a_field_that_was_just_added(page, qtbot):
    page.activateWindow()
    assert page.show_field("late_apology")
    assert page.window().focusWidget() is next(edit for field, edit in page._edits.items() if field.endswith("late_apology"))


ALIKE = "We met twelve times in that year, and each meeting is listed in what we enclose."


def test_an_answer_that_two_questions_share_is_one_field_until_it_is_changed_for_one_of_them(desk, tasks, qtbot):
    case_id = add_case(desk, reference="9/26")
    first, second = [question.id for question in open_case(desk, case_id).case.questions[:2]]
    decisions = decide.decide(desk, case_id, [first, second], Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, decisions, ALIKE)
    page = LetterPage(desk, tasks, TextFields(desk, tasks))
    qtbot.addWidget(page)
    page.load(open_case(desk, case_id))
    fields = [f"decision:{number}:answer" for number in decisions]
    assert [field in page._edits for field in fields] == [True, False]
    assert "Our answer to questions 1 and 2" in [words.text() for words in page.findChildren(Words)]
    decide.write_answer(desk, case_id, decisions[:1], f"{ALIKE} There were two more.")
    page.load(open_case(desk, case_id))
    assert [page._edits[field].value() for field in fields] == [f"{ALIKE} There were two more.", ALIKE]
    page.clear()
