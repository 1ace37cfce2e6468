import pytest

from foidesk.desk import send, sign
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs import outbox_dialog
from foidesk.gui.dialogs.outbox_dialog import OutboxDialog
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def opened(desk, tasks, parent, qtbot):
    def show():
        dialog = OutboxDialog(parent, desk, tasks)
        dialog.open()
        qtbot.waitUntil(lambda: not tasks.reading)
        return dialog

    return show


@pytest.fixture
def sent(desk):
    """A case whose letter was sent, and one whose draft lies there."""
    case_id = add_case(desk)
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    letter = sign.sign_letter(desk, case_id).letter_id
    send.prepare_email(desk, case_id, letter)
    send.mark_sent(desk, case_id, letter)
    send.export_draft(desk, add_case(desk))
    return case_id


def names(dialog):
    return {row.key: row.aside for row in dialog.list.rows.rows}


def test_it_tells_what_lies_there_and_what_is_not_needed_any_more(opened, sent):
    assert names(opened()) == {"1_26-response-1.eml": "Not needed any more", "2_26-response-1-draft.pdf": "Waits"}


def test_what_was_sent_is_deleted_and_the_rest_stays(opened, desk, sent, qtbot):
    dialog = opened()
    dialog.yes.click()
    qtbot.waitUntil(lambda: set(names(dialog)) == {"2_26-response-1-draft.pdf"})
    assert {path.name for path in send.outbox(desk).iterdir()} == {"2_26-response-1-draft.pdf"}
    assert not dialog.yes.isEnabled()
    assert open_case(desk, sent).case.letters[0].sha256


@pytest.mark.parametrize("agreed", [True, False])
def test_everything_is_deleted_only_after_a_yes(opened, desk, sent, qtbot, monkeypatch, agreed):
    monkeypatch.setattr(outbox_dialog, "ask", lambda *words: agreed)
    dialog = opened()
    dialog.all.click()
    if agreed:
        qtbot.waitUntil(lambda: dialog.nothing.isVisibleTo(dialog))
    assert len([*send.outbox(desk).iterdir()]) == (0 if agreed else 2)


def test_an_empty_outbox_says_so(opened, qtbot):
    dialog = opened()
    qtbot.waitUntil(lambda: dialog.nothing.isVisibleTo(dialog))
    assert not dialog.all.isEnabled()
    assert not dialog.yes.isEnabled()


def test_a_file_that_is_gone_already_is_told(opened, desk, sent, qtbot):
    dialog = opened()
    (send.outbox(desk) / "1_26-response-1.eml").unlink()
    dialog.yes.click()
    qtbot.waitUntil(lambda: "does not lie in the outbox" in dialog.problem.text)
