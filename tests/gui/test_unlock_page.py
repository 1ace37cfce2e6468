import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from foidesk.desk import opening
from foidesk.gui.setup.unlock_page import UnlockPage
from tests.conftest import ROOT
from tests.office import CHEAP, OFFICER, PASSPHRASE

LONG = 5_000


@pytest.fixture
def made(tmp_path):
    """A store that was made and left: its folder and its recovery key."""
    folder = tmp_path / "desk"
    first = opening.first_run(folder, PASSPHRASE, OFFICER, cost=CHEAP)
    opening.leave(first.desk)
    return folder, first.recovery_key


@pytest.fixture
def page(made, tasks, qtbot):
    shown = UnlockPage(made[0], tasks)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def type_in(qtbot, page, words):
    qtbot.keyClicks(page.secret.edit, words)
    qtbot.keyClick(page.secret.edit, Qt.Key.Key_Return)


def opened_by(qtbot, page, words):
    with qtbot.waitSignal(page.opened, timeout=LONG) as heard:
        type_in(qtbot, page, words)
    desk = heard.args[0]
    opening.leave(desk)
    return desk


def test_the_passphrase_opens_the_store(page, made, qtbot):
    desk = opened_by(qtbot, page, PASSPHRASE)
    assert (desk.officer.name, desk.store.folder) == (OFFICER, made[0])
    assert page.secret.text() == ""


def test_the_recovery_key_opens_the_store_without_hyphens_and_in_small_letters(page, made, qtbot):
    qtbot.mouseClick(page.other_way, Qt.MouseButton.LeftButton)
    assert page.secret.edit.accessibleName() == "Recovery key"
    assert opened_by(qtbot, page, made[1].lower().replace("-", " ")).officer.name == OFFICER


def test_a_wrong_passphrase_is_told_beside_the_box_and_can_be_typed_over(page, qtbot):
    type_in(qtbot, page, "not the right words")
    qtbot.waitUntil(lambda: page.problem.text != "", timeout=LONG)
    assert "does not open this store" in page.problem.text
    assert page.secret.edit.selectedText() != ""
    assert page.unlock_button.isEnabled()
    opened_by(qtbot, page, PASSPHRASE)


def test_while_the_key_is_worked_out_nothing_can_be_asked_twice(page, qtbot):
    asked = []
    page.opened.connect(asked.append)
    page.secret.edit.setText(PASSPHRASE)
    page.unlock()
    assert not page.unlock_button.isEnabled()
    assert not page.secret.isEnabled()
    page.unlock()
    qtbot.waitUntil(lambda: page._tasks.reading == 0, timeout=LONG)
    assert len(asked) == 1
    opening.leave(asked[0])


def test_an_empty_box_is_told_at_once(page, qtbot):
    qtbot.mouseClick(page.unlock_button, Qt.MouseButton.LeftButton)
    assert page.problem.text == "Type the passphrase."


def test_a_store_that_is_open_elsewhere_says_so(page, made, qtbot):
    other = opening.unlock(made[0], PASSPHRASE)
    type_in(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: "open in another window" in page.problem.text, timeout=LONG)
    opening.leave(other)


def test_a_damaged_key_file_says_what_to_put_in_its_place(page, made, qtbot):
    (made[0] / "store.keys").write_text("{", "utf-8")
    type_in(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: "damaged" in page.problem.text, timeout=LONG)
    assert "store.keys.previous" in page.problem.text


def test_a_fault_of_our_own_goes_to_the_window(page, tasks, qtbot, monkeypatch):
    monkeypatch.setattr(opening, "unlock", lambda folder, secret: 1 / 0)
    with qtbot.waitSignal(tasks.problem, timeout=LONG) as told:
        type_in(qtbot, page, PASSPHRASE)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert page.unlock_button.isEnabled()


def test_what_is_typed_is_hidden_until_asked_for(page, qtbot):
    assert page.secret.edit.echoMode() == QLineEdit.EchoMode.Password
    qtbot.mouseClick(page.secret.eye, Qt.MouseButton.LeftButton)
    assert page.secret.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert page.secret.eye.accessibleName() == "Hide what is typed"


@pytest.mark.parametrize(
    ("key", "modifier", "seems_on"),
    [
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
    ],
)
def test_capitals_without_shift_look_like_caps_lock(page, qtbot, key, modifier, seems_on):
    page.secret.edit.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, key))
    assert page.secret.caps_lock_seems_on == seems_on


def test_the_locked_window_needs_no_database():
    code = (
        "import sys, foidesk.gui.setup.unlock_page;"
        "print([name for name in sys.modules if name.split('.')[0] in ('sqlalchemy', 'reportlab', 'pyhanko', 'argon2')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
