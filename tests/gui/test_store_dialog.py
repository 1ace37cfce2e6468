import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from foidesk.desk import correspond, proving
from foidesk.desk.send import outbox
from foidesk.gui.dialogs.store_dialog import StoreDialog
from tests.office import add_case
from tests.store.builder import run_raw


@pytest.fixture
def shown(desk, tasks, qtbot):
    """The dialog, opened on a store with one case, at rest."""
    add_case(desk)
    parent = QWidget()
    qtbot.addWidget(parent)

    def make():
        dialog = StoreDialog(parent, desk, tasks)
        dialog.show()
        settle(dialog, qtbot)
        return dialog

    return make


def settle(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.tasks.reading == dialog.tasks.writing == 0 and not dialog._busy, timeout=20_000)


def test_it_reads_everything_when_it_opens(shown):
    dialog = shown()
    assert dialog.told.text().startswith("Everything is as it was written: 2 events")
    assert not dialog.progress.isVisible()


def test_what_was_changed_is_named_with_the_first_bad_event(shown, desk):
    run_raw(desk.store.folder, "DROP TRIGGER event_no_update", "UPDATE event SET actor = 'Mallory' WHERE seq = 2")
    dialog = shown()
    assert dialog.told.text() == "The history is not as it was written: event 2 was changed after it was written."
    assert dialog.more.text().startswith("The first event that is not as it was: 2.")
    assert [row.words.split(",")[0] for row in dialog.list.rows.rows] == ["The trigger event_no_update"]


def test_a_receipt_is_saved_in_the_outbox(shown, desk, qtbot):
    dialog = shown()
    with qtbot.waitSignal(dialog.made, timeout=20_000) as made:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert made.args[0].parent == outbox(desk)
    assert json.loads(made.args[0].read_bytes())["events"] == 2
    assert "foidesk-receipt-2026-08-20.json" in dialog.more.text()


def test_a_receipt_is_prepared_for_the_second_mailbox_which_is_remembered(shown, desk, qtbot):
    dialog = shown()
    assert not dialog.mail.isEnabled()
    qtbot.keyClicks(dialog.mailbox, "records@example.org")
    with qtbot.waitSignal(dialog.made, timeout=20_000) as made:
        qtbot.mouseClick(dialog.mail, Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert made.args[0].suffix == ".eml"
    assert shown().mailbox.text() == "records@example.org"


def test_an_address_that_is_none_is_told_in_the_dialog(shown, qtbot):
    dialog = shown()
    dialog.mailbox.setText("nobody")
    qtbot.mouseClick(dialog.mail, Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert "not one plain e-mail address" in dialog.problem.text


def test_a_receipt_that_is_held_is_said_to_be_held(shown, desk, qtbot, tmp_path):
    dialog = shown()
    path = proving.make_receipt(desk, tmp_path).path
    correspond.log_message(desk, 1, "A call.")
    dialog.take_receipt(path)
    qtbot.waitUntil(lambda: "holds the receipt" in dialog.more.text(), timeout=20_000)
    assert dialog.told.text().startswith("Everything is as it was written")


def test_a_receipt_of_events_that_are_gone_is_told(shown, desk, qtbot, tmp_path):
    dialog = shown()
    path = proving.make_receipt(desk, tmp_path).path
    triggers = [f"DROP TRIGGER {name}" for name in ("event_no_update", "event_no_delete", "event_no_replace", "event_chain")]
    run_raw(desk.store.folder, *triggers, "DELETE FROM event WHERE seq > 1")
    dialog.take_receipt(path)
    qtbot.waitUntil(lambda: "not as it was written" in dialog.told.text(), timeout=20_000)
    assert any("does not hold the receipt" in row.words for row in dialog.list.rows.rows)


def test_a_file_that_is_no_receipt_is_refused_in_the_dialog(shown, qtbot, tmp_path):
    dialog = shown()
    (tmp_path / "other.json").write_text("{}")
    dialog.take_receipt(tmp_path / "other.json")
    qtbot.waitUntil(lambda: "no receipt" in dialog.problem.text, timeout=20_000)
    assert dialog.yes.isEnabled()
