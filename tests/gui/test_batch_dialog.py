import threading

import pytest
from PySide6.QtGui import QGuiApplication

from foidesk.desk import batch, intake, send, sign
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.batch_dialog import BatchDialog
from tests.desk.scenes import SECRET
from tests.office import add_case, decide_all


@pytest.fixture
def cases(desk):
    ids = [add_case(desk, title=f"Request {number}") for number in range(1, 4)]
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    desk.identity = None
    return ids


@pytest.fixture
def opened(desk, tasks, parent, qtbot):
    def show(ids):
        dialog = BatchDialog(parent, desk, tasks, ids)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.list.rows.rows != ())
        return dialog

    return show


def states(dialog):
    return [row.words for row in dialog.list.rows.rows]


def go(dialog, qtbot, secret=SECRET):
    if dialog._lock.isVisibleTo(dialog):
        qtbot.keyClicks(dialog.secret.edit, secret)
    dialog.yes.click()


def ended(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.copy.isVisibleTo(dialog), timeout=30_000)


def letters(desk, ids):
    return [len(open_case(desk, case_id).case.letters) for case_id in ids]


def test_the_plan_says_what_would_be_written_and_what_stops_it(opened, desk, cases):
    decide_all(desk, cases[0])
    sign.unlock_identity(desk, SECRET)
    sign.sign_letter(desk, cases[0])
    desk.identity = None
    dialog = opened(cases)
    assert states(dialog) == [
        "This case is signed. Withdraw the signature first if something must change.",
        "Acknowledgement, as an e-mail",
        "Acknowledgement, as an e-mail",
    ]
    assert dialog.told.text() == "2 letters can be written, 1 case stopped."
    assert letters(desk, cases) == [1, 0, 0]


def test_each_letter_is_signed_and_told(opened, desk, cases, qtbot):
    dialog = opened(cases)
    go(dialog, qtbot)
    ended(dialog, qtbot)
    assert dialog.heading.text() == "3 letters lie in the outbox"
    assert states(dialog) == [f"In the outbox: {number}_26-acknowledgement-1.eml" for number in (1, 2, 3)]
    assert len([*send.outbox(desk).iterdir()]) == 3
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()


def test_a_wrong_passphrase_is_told_and_nothing_is_begun(opened, desk, cases, qtbot):
    dialog = opened(cases)
    go(dialog, qtbot, "not the passphrase")
    qtbot.waitUntil(lambda: dialog.problem.text != "")
    assert letters(desk, cases) == [0, 0, 0]
    assert dialog.yes.isEnabled()


def test_one_that_fails_stops_no_other_and_the_report_says_why(opened, desk, cases, qtbot):
    intake.edit_case(desk, cases[1], title="Request \U0001f600")
    dialog = opened(cases)
    go(dialog, qtbot)
    ended(dialog, qtbot)
    assert letters(desk, cases) == [1, 0, 1]
    dialog.copy.click()
    report = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in report] == ["1/26", "2/26", "3/26"]
    assert "U+1F600" in report[1]
    assert dialog.told.text() == "1 case without a letter: the list says why."


def test_it_can_be_stopped_between_two_letters(opened, desk, cases, qtbot, monkeypatch):
    made, gate, real = [], threading.Event(), batch.make

    def waits(desk, planned):
        made.append(planned)
        assert gate.wait(20)
        return real(desk, planned)

    monkeypatch.setattr(batch, "make", waits)
    dialog = opened(cases)
    go(dialog, qtbot)
    qtbot.waitUntil(lambda: len(made) == 1)
    dialog.cancel.click()
    gate.set()
    ended(dialog, qtbot)
    assert len(made) == 1
    assert letters(desk, cases) == [1, 0, 0]
    assert states(dialog)[-1] == "Not done: it was stopped before this letter."


def test_signed_letters_that_wait_need_no_key(opened, desk, cases, qtbot):
    sign.unlock_identity(desk, SECRET)
    for planned in batch.plan(desk, cases[:2], batch.KINDS[0]):
        batch.make(desk, planned)
    desk.identity = None
    dialog = opened(cases)
    dialog.kind.setCurrentIndex(dialog.kind.count() - 1)
    dialog.kind.activated.emit(dialog.kind.count() - 1)
    qtbot.waitUntil(lambda: "signed already" in states(dialog)[0])
    qtbot.waitUntil(lambda: dialog.yes.isEnabled())
    assert not dialog._lock.isVisibleTo(dialog)
    assert states(dialog)[2] == "No signed letter waits to be sent."
    dialog.yes.click()
    ended(dialog, qtbot)
    assert dialog.heading.text() == "2 letters lie in the outbox"


def test_where_nothing_can_be_written_nothing_can_be_pressed(opened, desk, cases):
    decide_all(desk, cases[0])
    sign.unlock_identity(desk, SECRET)
    sign.sign_letter(desk, cases[0])
    dialog = opened(cases[:1])
    assert not dialog.yes.isEnabled()
