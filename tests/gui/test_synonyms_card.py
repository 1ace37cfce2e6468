"""The table of synonyms in the settings."""

import pytest

from foidesk.desk import synonyms
from foidesk.gui.setup.synonyms_card import SynonymsCard, SynonymsDialog


@pytest.fixture
def dialog(desk, tasks, qtbot):
    card = SynonymsCard(desk, tasks)
    qtbot.addWidget(card)
    card.change.click()
    shown = card.findChild(SynonymsDialog)
    qtbot.waitUntil(lambda: bool(shown.text.toPlainText()))
    yield shown  # while the card is alive, and so the dialog
    card.close()


def test_the_table_in_force_is_shown(desk, dialog):
    assert dialog.text.toPlainText() == synonyms.table(desk)


def test_what_is_changed_is_kept(desk, dialog, qtbot):
    dialog.text.setPlainText("dobbin, horse\n")
    with qtbot.waitSignal(dialog.finished):
        dialog.yes.click()
    assert synonyms.table(desk) == "dobbin, horse\n"


def test_a_line_that_is_none_is_told_of_and_the_dialog_stays(desk, dialog, qtbot):
    dialog.text.setPlainText("dobbin\n")
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.problem.isVisibleTo(dialog))
    assert dialog.isVisible()
    assert synonyms.table(desk) == synonyms.program_table()


def test_the_programs_table_comes_back_by_a_press(desk, dialog):
    dialog.text.setPlainText("dobbin, horse\n")
    dialog.reset.click()
    assert dialog.text.toPlainText() == synonyms.program_table()
