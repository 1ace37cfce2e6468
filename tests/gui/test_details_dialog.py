from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from foidesk.desk import sign
from foidesk.desk.browse import case_history, open_case
from foidesk.gui.dialogs.details_dialog import DetailsDialog
from foidesk.model import Channel
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def case_id(desk):
    return add_case(desk, channel=Channel.EMAIL)


@pytest.fixture
def dialog(desk, tasks, parent, case_id):
    made = DetailsDialog(parent, desk, tasks, open_case(desk, case_id))
    made.open()
    return made


def save(dialog, qtbot):
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()


def kinds(desk, case_id):
    return [line.kind for line in case_history(desk, case_id)]


def test_the_form_shows_the_case_as_it_is(dialog):
    assert dialog.ui.title.text() == "A request"
    assert dialog.ui.name.text() == "Jordan Ellis"
    assert dialog.ui.channel.currentText() == "E-mail"
    assert dialog.ui.publish.currentText() == "Not decided yet"


def test_nothing_changed_writes_nothing(dialog, desk, case_id, qtbot):
    before = kinds(desk, case_id)
    save(dialog, qtbot)
    assert kinds(desk, case_id) == before


def test_only_what_was_changed_is_written(dialog, desk, case_id, qtbot):
    before = len(kinds(desk, case_id))
    dialog.ui.email.setText("j.ellis@example.org")
    save(dialog, qtbot)
    assert kinds(desk, case_id)[before:] == ["requester-edited"]
    requester = open_case(desk, case_id).case.requester
    assert (requester.email, requester.name) == ("j.ellis@example.org", "Jordan Ellis")


def test_everything_can_be_corrected_at_once(dialog, desk, case_id, qtbot):
    ui = dialog.ui
    ui.title.setText("Devices examined")
    ui.address.setPlainText("1 High Street\nMidtown")
    ui.channel.setCurrentIndex(ui.channel.findData(Channel.POST))
    ui.people.setPlainText("Pat Marlow\n\n  Sam Reed  \n")
    ui.publish.setCurrentIndex(1)
    ui.received.setDate(QDate(2026, 8, 4))
    ui.reason.setText("It came to another office the day before.")
    save(dialog, qtbot)
    case = open_case(desk, case_id).case
    assert (case.title, case.channel, case.people, case.publish) == (
        "Devices examined",
        Channel.POST,
        ["Pat Marlow", "Sam Reed"],
        True,
    )
    assert case.requester.address == "1 High Street\nMidtown"
    assert (case.received, case.received_reason) == (date(2026, 8, 4), "It came to another office the day before.")


def test_a_reason_is_asked_for_only_with_another_day(dialog):
    assert dialog.ui.reason.isHidden()
    dialog.ui.received.setDate(QDate(2026, 8, 4))
    assert dialog.ui.reason.isVisible()


def test_another_day_without_a_reason_is_refused_and_nothing_is_written(dialog, desk, case_id, qtbot):
    dialog.ui.title.setText("Changed")
    dialog.ui.received.setDate(QDate(2026, 8, 4))
    dialog.yes.click()
    qtbot.waitUntil(lambda: "Say why the day of receipt" in dialog.problem.text)
    assert open_case(desk, case_id).case.title == "A request"
    assert dialog.yes.isEnabled()


def test_a_case_keeps_a_title(dialog, qtbot):
    dialog.ui.title.clear()
    qtbot.keyClick(dialog.ui.title, Qt.Key.Key_Return)
    assert dialog.problem.text == "A case needs a title."


def test_what_is_emptied_is_nothing_rather_than_blanks(dialog, desk, case_id, qtbot):
    dialog.ui.email.setText("  ")
    save(dialog, qtbot)
    assert open_case(desk, case_id).case.requester.email is None


def test_of_a_signed_case_only_where_it_goes_can_be_corrected(desk, tasks, parent, qtbot, case_id):
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    dialog = DetailsDialog(parent, desk, tasks, open_case(desk, case_id))
    dialog.open()
    assert not dialog.ui.name.isEnabled()
    dialog.ui.email.setText("new@example.org")
    dialog.ui.publish.setCurrentIndex(2)
    save(dialog, qtbot)
    case = open_case(desk, case_id).case
    assert (case.requester.email, case.publish) == ("new@example.org", False)


def test_escape_writes_nothing(dialog, desk, case_id, qtbot):
    dialog.ui.title.setText("Changed")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.ui.title, Qt.Key.Key_Escape)
    assert open_case(desk, case_id).case.title == "A request"
