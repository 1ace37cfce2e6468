import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from foidesk.desk import decide, sign
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.sign_dialog import SignDialog
from foidesk.model import Outcome, Stage
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


@pytest.fixture
def open_dialog(desk, tasks, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def open_on(case_id):
        dialog = SignDialog(parent, desk, tasks, open_case(desk, case_id))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: not tasks.reading)
        return dialog

    yield open_on
    qtbot.waitUntil(lambda: not tasks.writing and not tasks.reading)


def signed(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.signed is not None, timeout=20_000)


def test_without_an_identity_one_is_made_for_the_role(open_dialog, desk, qtbot, case_id):
    dialog = open_dialog(case_id)
    assert dialog.role.text() == "Disclosure Officer"
    for box in (dialog.secret, dialog.again):
        qtbot.keyClicks(box.edit, PASSPHRASE)
    qtbot.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    signed(dialog, qtbot)
    case = open_case(desk, case_id).case
    assert case.stage is Stage.SIGNED
    assert sign.identity_role(desk) == "Disclosure Officer"


def test_a_role_that_reads_like_a_person_is_asked_about(open_dialog, desk, qtbot, case_id):
    dialog = open_dialog(case_id)
    dialog.role.setText("Robin Ash")
    for box in (dialog.secret, dialog.again):
        qtbot.keyClicks(box.edit, PASSPHRASE)
    dialog.agree()
    qtbot.waitUntil(lambda: "tells of a person: Robin Ash" in dialog.problem.text)
    assert sign.identity_role(desk) is None
    dialog.agreed.box.click()
    dialog.agree()
    signed(dialog, qtbot)
    assert sign.identity_role(desk) == "Robin Ash"


def test_another_role_needs_another_yes(open_dialog, desk, qtbot, case_id):
    dialog = open_dialog(case_id)
    dialog.agreed.setChecked(True)
    dialog.role.setText("Robin Ashe")
    assert not dialog.agreed.isChecked()


def test_two_passphrases_that_differ_sign_nothing(open_dialog, desk, qtbot, case_id, tasks):
    dialog = open_dialog(case_id)
    qtbot.keyClicks(dialog.secret.edit, PASSPHRASE)
    qtbot.keyClicks(dialog.again.edit, PASSPHRASE + "x")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.problem.text.startswith("The two passphrases differ.")
    assert tasks.writing == 0


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(open_dialog, desk, qtbot, case_id):
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    desk.identity = None
    dialog = open_dialog(case_id)
    qtbot.keyClicks(dialog.secret.edit, "not the passphrase at all")
    dialog.agree()
    qtbot.waitUntil(lambda: bool(dialog.problem.text))
    assert dialog.yes.isEnabled()
    dialog.secret.clear()
    qtbot.keyClicks(dialog.secret.edit, PASSPHRASE)
    dialog.agree()
    signed(dialog, qtbot)


def test_once_unlocked_nothing_is_asked(open_dialog, desk, qtbot, case_id):
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    dialog = open_dialog(case_id)
    assert dialog.secret is None
    dialog.agree()
    signed(dialog, qtbot)


def test_a_blocking_finding_stops_the_signature_and_is_named(open_dialog, desk, qtbot, case_id):
    question = open_case(desk, case_id).case.questions[0]
    decide.remove_decision(desk, case_id, question.decisions[0].id)
    decide.decide(desk, case_id, [question.id], Outcome.WITHHELD)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    dialog = open_dialog(case_id)
    with qtbot.waitSignal(dialog.blocked) as told:
        dialog.agree()
    assert told.args[0].severity == "block"
    assert open_case(desk, case_id).letter.sha256 is None


def test_a_signed_letter_is_written_out_with_its_email_and_page(open_dialog, desk, qtbot, case_id, tasks):
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    dialog = open_dialog(case_id)
    for button in (dialog.export, dialog.email, dialog.page):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not tasks.writing)
    written = sorted(path.suffix for path in (desk.store.folder / "outbox").iterdir())
    assert written == [".eml", ".html", ".pdf"]
    dialog.agree()
    assert not dialog.isVisible()


def test_without_an_address_there_is_no_email(open_dialog, desk, qtbot):
    case_id = add_case(desk, requester={"name": "Jordan Ellis", "address": "1 Low Street"})
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    assert not open_dialog(case_id).email.isEnabled()
