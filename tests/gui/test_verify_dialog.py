import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from foidesk.desk import sign
from foidesk.desk.attach import attachment_bytes
from foidesk.gui.dialogs.verify_dialog import VerifyDialog
from foidesk.letters.identity import load_identity
from foidesk.letters.sign import sign as signed
from tests.letters.authority import TestAuthority
from tests.letters.cases import WHEN, drawn, reference_case
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def dialog(desk, tasks, parent, qtbot):
    made = VerifyDialog(parent, desk, tasks)
    made.open()
    yield made
    qtbot.waitUntil(lambda: not tasks.reading)


@pytest.fixture
def letter(desk, tmp_path):
    """A letter of this store as it was written out."""
    case_id = add_case(desk)
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE, kind="p256")
    path = tmp_path / "1_26-response-1.pdf"
    path.write_bytes(attachment_bytes(desk, sign.sign_letter(desk, case_id).sha256))
    return path


def told(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.told.isVisibleTo(dialog))
    return dialog.told.said


def drop(dialog, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    position, left = QPoint(40, 40), Qt.MouseButton.LeftButton
    dialog.dropEvent(QDropEvent(position, Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier))


def test_a_letter_of_this_store_is_named(dialog, letter, qtbot):
    dialog.take_file(letter)
    said = told(dialog, qtbot)
    assert said.startswith("Good: unchanged since it was signed")
    assert "the response in case 1/26, byte for byte" in said
    assert "proves nothing about who signed" in said
    assert dialog.told.property("surface") == "green"


def test_a_dropped_file_is_verified_and_a_changed_one_is_not_good(dialog, letter, qtbot):
    letter.write_bytes(letter.read_bytes() + b"\n% more")
    drop(dialog, letter)
    said = told(dialog, qtbot)
    assert said.startswith("Do not rely on this file")
    assert "What was added is not part of it." in said
    assert dialog.told.property("surface") == "red"


def test_a_letter_of_elsewhere_can_be_verified_by_its_authority(dialog, tmp_path, qtbot):
    authority = TestAuthority.new()
    path, trust = tmp_path / "letter.pdf", tmp_path / "authority.pem"
    path.write_bytes(
        signed(drawn(reference_case()), load_identity(authority.issue_p12("FOI Team", PASSPHRASE), PASSPHRASE), WHEN)
    )
    trust.write_bytes(authority.pem)
    dialog.take_file(path)
    assert "not known here" in told(dialog, qtbot)
    assert dialog.told.property("surface") == "amber"
    dialog.take_trust(trust)
    qtbot.waitUntil(lambda: dialog.told.said.startswith("Good"))


@pytest.mark.parametrize("content", [b"", b"a text", b"%PDF-1.7\n", b"PK\x03\x04"])
def test_another_file_is_refused_in_plain_words_and_the_next_can_be_chosen(dialog, tmp_path, qtbot, content):
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    dialog.take_file(path)
    assert "not a PDF that can be read" in told(dialog, qtbot)
    assert dialog.yes.isEnabled()


def test_the_last_file_that_was_chosen_is_what_is_told(dialog, letter, tmp_path, qtbot):
    other = tmp_path / "other.pdf"
    other.write_bytes(b"a text")
    dialog.take_file(letter)
    dialog.take_file(other)
    qtbot.waitUntil(lambda: not dialog.tasks.reading)
    assert "not a PDF that can be read" in told(dialog, qtbot)


def test_escape_closes_it(dialog, qtbot):
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
