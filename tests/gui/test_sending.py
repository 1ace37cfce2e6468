"""What leaves, from the menus of a real window."""

import pytest
from PySide6.QtCore import QItemSelectionModel

from foidesk.desk import opening, send
from foidesk.gui.dialogs.batch_dialog import BatchDialog
from foidesk.gui.dialogs.forms_dialog import FormsDialog
from foidesk.gui.dialogs.outbox_dialog import OutboxDialog
from foidesk.gui.window import MainWindow
from tests.office import PASSPHRASE, add_case, new_desk

SLOW = 20_000


@pytest.fixture
def window(tmp_path, qtbot):
    desk = new_desk(tmp_path / "desk")
    for number in (1, 2):
        add_case(desk, title=f"Request {number}")
    opening.leave(desk)
    made = MainWindow(tmp_path / "desk", passphrase=PASSPHRASE)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.commands is not None and made.commands.bench.cases.model.case_count() == 2, timeout=SLOW)
    yield made
    made.close()
    qtbot.waitUntil(lambda: made._left, timeout=SLOW)
    made.deleteLater()


def the_dialog(window, kind, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)), timeout=SLOW)
    [dialog] = window.findChildren(kind)
    qtbot.waitUntil(lambda: not window.tasks.reading, timeout=SLOW)
    return dialog


def test_the_letter_s_other_forms_open_on_the_open_case(window, qtbot):
    bench = window.commands.bench
    bench.open_case(1)
    qtbot.waitUntil(lambda: bench.snapshot is not None, timeout=SLOW)
    window.actions_["other_forms"].trigger()
    dialog = the_dialog(window, FormsDialog, qtbot)
    dialog._offered[0][0].click()
    outbox = window.folder / "outbox"
    qtbot.waitUntil(lambda: outbox.is_dir() and len([*outbox.iterdir()]) == 1, timeout=SLOW)
    qtbot.waitUntil(lambda: not window.tasks.writing, timeout=SLOW)
    dialog.accept()


def test_the_letter_s_page_leads_there_too(window, qtbot):
    bench = window.commands.bench
    bench.open_case(1)
    qtbot.waitUntil(lambda: bench.snapshot is not None, timeout=SLOW)
    bench.show_page("letter")
    bench.letter.forms.click()
    the_dialog(window, FormsDialog, qtbot).reject()


def test_letters_are_written_for_the_chosen_cases(window, qtbot):
    cases = window.commands.bench.cases
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    cases.table.is_adding = True
    for case_id in (1, 2):
        cases.table.selectionModel().select(cases.model.index(cases.model.row_of(case_id), 0), flags)
    window.actions_["write_letters"].trigger()
    dialog = the_dialog(window, BatchDialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.list.rows.rows) == 2, timeout=SLOW)
    dialog.reject()


def test_without_a_chosen_case_it_says_what_to_do(window):
    window.actions_["write_letters"].trigger()
    assert "Choose cases in the list first" in window.notice.text


def test_the_outbox_opens_without_a_case(window, qtbot):
    send.export_draft(window.commands.desk, 1)
    window.actions_["outbox"].trigger()
    dialog = the_dialog(window, OutboxDialog, qtbot)
    qtbot.waitUntil(lambda: [row.key for row in dialog.list.rows.rows] == ["1_26-response-1-draft.pdf"], timeout=SLOW)
    dialog.reject()
