import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from foidesk.desk import draft, intake, send, sign
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.forms_dialog import FormsDialog
from foidesk.model import LetterKind
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def opened(desk, tasks, parent):
    def show(case_id):
        dialog = FormsDialog(parent, desk, tasks, open_case(desk, case_id))
        dialog.open()
        return dialog

    return show


@pytest.fixture
def signed(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    return case_id


def button(dialog, words):
    return next(button for button, form in dialog._offered if form.words == words)


def offered(dialog):
    return {form.words: button.isEnabled() for button, form in dialog._offered}


def lying(desk):
    return {path.name for path in send.outbox(desk).iterdir()}


def press(dialog, words, qtbot, tasks):
    button(dialog, words).click()
    qtbot.waitUntil(lambda: not tasks.writing and dialog.told[words].text() != "")


def test_before_it_is_signed_only_a_draft_and_a_word_file_are_there_and_the_others_say_why(opened, desk):
    case_id = add_case(desk)
    dialog = opened(case_id)
    assert offered(dialog) == {
        "Draft PDF": True, "Word file": True, "E-mail": False, "Folder of files": False, "Web page": False, "Row of the log": False,
    }  # fmt: skip
    assert dialog.told["E-mail"].text() == "Sign the letter first."
    assert not dialog.html.box.isEnabled()


def test_a_draft_is_written_of_a_letter_that_is_not_written_down_yet(opened, desk, qtbot, tasks):
    case_id = add_case(desk)
    dialog = opened(case_id)
    press(dialog, "Draft PDF", qtbot, tasks)
    press(dialog, "Word file", qtbot, tasks)
    assert lying(desk) == {"1_26-response-1-draft.pdf", "1_26-response-1-draft.docx"}
    assert "1_26-response-1-draft.pdf" in dialog.told["Draft PDF"].text()


def test_every_form_of_a_signed_letter_is_written(opened, desk, signed, qtbot, tasks):
    dialog = opened(signed)
    assert all(offered(dialog).values())
    for words in offered(dialog):
        press(dialog, words, qtbot, tasks)
    assert lying(desk) == {
        "1_26-response-1.pdf", "1_26-response-1.docx", "1_26-response-1.eml", "1_26-response-1", "1_26-log.html", "1_26-log.csv",
    }  # fmt: skip


def test_the_words_of_the_message_are_on_the_clipboard_beside_the_folder(opened, desk, signed, qtbot, tasks):
    dialog = opened(signed)
    press(dialog, "Folder of files", qtbot, tasks)
    assert QGuiApplication.clipboard().text().startswith("Dear Jordan Ellis")
    assert "on the clipboard" in dialog.told["Folder of files"].text()


def test_the_email_has_its_words_twice_where_that_is_ticked(opened, desk, signed, qtbot, tasks):
    dialog = opened(signed)
    dialog.html.setChecked(True)
    press(dialog, "E-mail", qtbot, tasks)
    assert b"text/html" in (send.outbox(desk) / "1_26-response-1.eml").read_bytes()


def test_without_an_address_there_is_no_email(opened, desk, signed):
    intake.edit_requester(desk, signed, email=None)
    dialog = opened(signed)
    assert not offered(dialog)["E-mail"]
    assert dialog.told["E-mail"].text() == "The case has no e-mail address."


def test_what_does_not_answer_is_not_published(opened, desk):
    case_id = add_case(desk)
    draft.start_letter(desk, case_id, LetterKind.ACKNOWLEDGEMENT)
    assert "Web page" not in offered(opened(case_id))


def test_a_failure_is_told_and_the_dialog_stays(opened, desk, signed, qtbot, tasks):
    dialog = opened(signed)
    send.outbox(desk).rmdir()
    (desk.store.folder / "outbox").write_text("in the way")
    button(dialog, "Word file").click()
    qtbot.waitUntil(lambda: "Cannot make the outbox" in dialog.problem.text)
    assert all(offered(dialog).values())


def test_it_is_done_by_the_keyboard_alone(opened, desk, signed, qtbot, tasks):
    dialog = opened(signed)
    dialog.show()
    qtbot.waitUntil(lambda: button(dialog, "Signed PDF").hasFocus())
    qtbot.keyClick(button(dialog, "Signed PDF"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: lying(desk) == {"1_26-response-1.pdf"})
    qtbot.waitUntil(lambda: dialog.yes.isEnabled())
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
