"""Starting points beside the fields of a ground: put in by mouse or key, the officer's own from then on, taken away by undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from foidesk.desk import decide
from foidesk.desk.browse import open_case
from foidesk.gui.case.decide_page import DecidePage
from foidesk.gui.case.starting_dialog import StartingDialog
from foidesk.gui.case.text_fields import TextFields
from tests.gui.conftest import leave_page
from tests.office import add_case, decide_all

CRIME = "Section 31(1)(a) protects the prevention and detection of crime."
HARM = "Disclosure would be likely to prejudice the prevention or detection of crime."


@pytest.fixture
def case_id(desk):
    return add_case(desk)


@pytest.fixture
def sheet(desk, tasks, qtbot, case_id):
    """The page with question 1, withheld under some provision."""
    page = DecidePage(desk, tasks, TextFields(desk, tasks))
    qtbot.addWidget(page)
    page.resize(560, 900)
    page.show()

    def on(provision):
        question = open_case(desk, case_id).case.questions[0].id
        outcome = decide.Outcome.NCND if desk.catalogue.find(provision).duty_word == "confirm" else decide.Outcome.WITHHELD
        decide.claim_ground(desk, case_id, provision, decide.decide(desk, case_id, [question], outcome))
        page.load(open_case(desk, case_id), [question])
        return next(iter(page._grounds.values()))

    page.on = on
    tasks.wrote.connect(lambda: page.load(open_case(desk, case_id)))
    yield page
    leave_page(qtbot, tasks, page)


def opened(qtbot, page):
    qtbot.waitUntil(lambda: bool(page.window().findChildren(StartingDialog)))
    return page.window().findChildren(StartingDialog)[-1]


def ground(desk, case_id):
    return open_case(desk, case_id).case.grounds[0]


def put_in(qtbot, dialog, *words):
    for box, text in dialog.boxes:
        if text in words:
            box.box.click()
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)


def test_a_sentence_is_put_into_the_field_and_saved_as_the_officers_own(desk, sheet, qtbot, case_id, tasks):
    editor = sheet.on("31(1)(a)")
    qtbot.mouseClick(editor._starts["reason"], Qt.MouseButton.LeftButton)
    dialog = opened(qtbot, sheet)
    assert not dialog.yes.isEnabled()
    put_in(qtbot, dialog, CRIME)
    edit = editor._edits["reason"]
    assert edit.value() == CRIME
    qtbot.keyClicks(edit, " It matters here.")
    edit.hand_over()
    qtbot.waitUntil(lambda: tasks.writing == 0)
    assert ground(desk, case_id).reason == f"{CRIME} It matters here."


def test_undo_takes_it_away_again_and_leaves_what_was_typed(desk, sheet, qtbot):
    edit = sheet.on("31(1)(a)")._edits["reason"]
    qtbot.keyClicks(edit, "My own words.")
    edit.add_words(CRIME)
    assert edit.value() == f"My own words.\n\n{CRIME}"
    edit.undo()
    assert edit.value() == "My own words."


def test_by_key_the_field_with_the_cursor_is_begun(desk, sheet, qtbot):
    editor = sheet.on("31(1)(a)")
    editor._edits["pi_against"].add_factor()
    sheet.begin_reasoning()
    dialog = opened(qtbot, sheet)
    assert "against" in dialog.heading.text()
    qtbot.keyClick(dialog.boxes[0][0].box, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(editor._edits["pi_against"].value()) == 1)
    assert editor._edits["pi_against"].value()[0].startswith("Disclosure helps those who mean to break the law")


def test_by_key_without_a_cursor_the_first_empty_field_is_begun(desk, sheet, qtbot, case_id):
    editor = sheet.on("31(1)(a)")
    sheet.setFocus()
    decide.write_ground(desk, case_id, editor.ground_id, reason="It is so.")
    sheet.load(open_case(desk, case_id))
    sheet.begin_reasoning()
    assert opened(qtbot, sheet).heading.text().endswith(": Harm")


def test_a_harm_has_its_likelihood_or_the_dialog_says_that_it_waits_for_one(desk, sheet, qtbot, case_id):
    editor = sheet.on("31(1)(a)")
    editor.begin("harm")
    dialog = opened(qtbot, sheet)
    assert any("how likely the harm is" in label.text() for label in dialog.findChildren(QLabel))
    assert not dialog.boxes
    dialog.reject()
    decide.write_ground(desk, case_id, editor.ground_id, likelihood="would_be_likely")
    sheet.load(open_case(desk, case_id))
    qtbot.waitUntil(lambda: not sheet.window().findChildren(StartingDialog))
    editor.begin("harm")
    assert HARM in [text for _, text in opened(qtbot, sheet).boxes]


def test_on_the_duty_to_confirm_no_sentence_speaks_of_disclosing(desk, sheet, qtbot, case_id):
    editor = sheet.on("31(3)")
    decide.write_ground(desk, case_id, editor.ground_id, likelihood="would")
    sheet.load(open_case(desk, case_id))
    editor.begin("harm")
    dialog = opened(qtbot, sheet)
    assert dialog.boxes
    assert not [text for _, text in dialog.boxes if "isclos" in text]
    assert any("read the same whether or not" in label.text() for label in dialog.findChildren(QLabel))


def test_national_security_has_its_field_and_no_likelihood(desk, sheet):
    """Section 24 asks why the exemption is required, and VR17 blocks without it."""
    editor = sheet.on("24(1)")
    assert editor._edits["harm"].accessibleName() == "Why the exemption is required"
    assert editor.likelihood is None


def test_the_qualified_persons_opinion_has_a_likelihood(desk, sheet):
    assert sheet.on("36(2)(b)(i)").likelihood is not None


def test_a_sealed_case_offers_none(desk, tasks, qtbot, sheet, case_id):
    decide_all(desk, case_id)
    with desk.store.writing() as session:
        from foidesk.model import Case, Stage

        session.get(Case, case_id).stage = Stage.SENT
    sheet.load(open_case(desk, case_id), [open_case(desk, case_id).case.questions[0].id])
    editor = next(iter(sheet._grounds.values()))
    assert not any(button.isVisible() for button in editor._starts.values())
    sheet.begin_reasoning()
    assert tasks.reading == 0
