"""The wording in the settings: a text is found, replaced with a reason, compared, taken back; the letter shows whose words it has."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from foidesk.desk import own_wording
from foidesk.desk.browse import open_case
from foidesk.gui.case.letter_page import LetterPage
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.setup.settings_page import SettingsPage
from foidesk.gui.setup.wording_dialog import WordingDialog
from tests.gui.conftest import leave_page
from tests.office import add_case, decide_all

OWN = "Please infer nothing from this refusal."
LONG = 10_000


@pytest.fixture
def dialog(desk, tasks, qtbot, parent):
    made = WordingDialog(parent, desk, tasks, "no-inference")
    made.open()
    qtbot.waitUntil(lambda: made.list.chosen() == "no-inference", timeout=LONG)
    return made


def kept(desk, language="en"):
    return next(item for item in own_wording.entries(desk, language) if item.name == "no-inference").own


def write(qtbot, dialog, words, why="Counsel advised it."):
    dialog.words.setPlainText(words)
    dialog.why.setText(why)
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)


def test_a_text_is_replaced_from_a_day_on_with_its_reason(desk, dialog, qtbot):
    assert dialog.words.toPlainText().startswith("Nothing should be inferred")
    assert not dialog.yes.isEnabled()
    write(qtbot, dialog, OWN)
    qtbot.waitUntil(lambda: kept(desk) is not None, timeout=LONG)
    assert (kept(desk).text, kept(desk).why, kept(desk).since) == (OWN, "Counsel advised it.", desk.today())
    qtbot.waitUntil(lambda: "Counsel advised it." in dialog.about.text(), timeout=LONG)


def test_the_difference_from_the_programs_words_is_shown_while_one_types(dialog):
    dialog.words.setPlainText("Nothing at all should be inferred from this refusal.")
    document = dialog.difference.document()
    struck, under = set(), set()
    block = document.begin()
    fragments = block.begin()
    while not fragments.atEnd():
        form = fragments.fragment().charFormat()
        (struck if form.fontStrikeOut() else under if form.fontUnderline() else set()).add(fragments.fragment().text())
        fragments += 1
    assert any("at all" in words for words in under)
    assert any("neither confirm nor deny" in words for words in struck)


def test_a_reason_is_asked_for_in_the_dialog_and_what_was_typed_stays(desk, dialog, qtbot):
    write(qtbot, dialog, OWN, why="")
    qtbot.waitUntil(lambda: "Say why" in dialog.problem.text, timeout=LONG)
    assert dialog.words.toPlainText() == OWN
    assert kept(desk) is None


def test_a_text_that_drops_a_slot_is_refused_and_says_which(dialog, qtbot):
    dialog.list.choose("refusal-statement")
    assert "{what}" in dialog._field.hint.text()
    write(qtbot, dialog, "This is a refusal notice under section 17 of the Act.")
    qtbot.waitUntil(lambda: "Keep {what}" in dialog.problem.text, timeout=LONG)


def test_it_is_taken_back_with_a_reason(desk, dialog, qtbot):
    assert not dialog.back.isEnabled()
    write(qtbot, dialog, OWN)
    qtbot.waitUntil(dialog.back.isEnabled, timeout=LONG)
    dialog.why.setText("The program's words do.")
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(desk) is None, timeout=LONG)
    qtbot.waitUntil(lambda: "Taken back by" in dialog.about.text(), timeout=LONG)
    assert dialog.words.toPlainText().startswith("Nothing should be inferred")


def test_welsh_begins_empty_and_is_kept_apart(desk, dialog, qtbot):
    dialog.language.choose("cy")
    qtbot.waitUntil(lambda: dialog.words.toPlainText() == "", timeout=LONG)
    write(qtbot, dialog, "Ni ddylid casglu dim o hyn.")
    qtbot.waitUntil(lambda: kept(desk, "cy") is not None, timeout=LONG)
    assert kept(desk) is None


def test_a_text_is_found_by_its_words_or_by_its_section(dialog, qtbot):
    dialog.search.setText("s.17(7)(a)")
    assert [row.key for row in dialog.list.rows.rows] == ["no-complaints-procedure"]
    dialog.search.setText("neither CONFIRMS nor denies")
    assert {"ncnd-all", "ncnd-part", "ncnd-other"} <= {row.key for row in dialog.list.rows.rows}


def test_the_settings_say_how_many_texts_are_the_authoritys_and_open_the_one_that_a_finding_names(desk, tasks, qtbot):
    page = SettingsPage(desk, tasks)
    qtbot.addWidget(page)
    page.show()
    own_wording.replace_wording(desk, "no-inference", OWN, "Counsel advised it.")
    page.load_settings()
    qtbot.waitUntil(lambda: page.wording.count.text().startswith("1 "), timeout=LONG)
    page.show_field("wording.section-50")
    (opened,) = page.window().findChildren(WordingDialog)
    qtbot.waitUntil(lambda: opened.list.chosen() == "section-50", timeout=LONG)
    opened.reject()
    qtbot.waitUntil(lambda: tasks.reading == 0)


def test_the_letter_says_where_it_has_the_authoritys_own_words(desk, tasks, qtbot):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    own_wording.replace_wording(desk, "no-inference", OWN, "Counsel advised it.")
    page = LetterPage(desk, tasks, TextFields(desk, tasks))
    qtbot.addWidget(page)
    tasks.wrote.connect(lambda: page.load(open_case(desk, case_id)))
    page.load(open_case(desk, case_id))
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert shown[shown.index("Your authority's own wording") + 1] == OWN
    assert shown.count("Your authority's own wording") == 1
    leave_page(qtbot, tasks, page)
