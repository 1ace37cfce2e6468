"""What the window does by itself: asks about the clock, tells of old copies, backs up, and comes forward when it is started again."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import doorbell, intake, keep, officers, opening, safety
from foidesk.gui.setup.new_key_dialog import NewKeyDialog
from foidesk.gui.window import MainWindow
from foidesk.store import copies
from tests.conftest import ROOT
from tests.office import CHEAP, OFFICER, PASSPHRASE, PLAN, add_case, new_desk
from tests.store.ring import Ring, use

LONG = 20_000
THIRD = "violet harbour timber candle fox"


@pytest.fixture
def clock(monkeypatch):
    """The computer's clock: now, unless a test moves it."""

    class Clock:
        moved = timedelta(0)

        def __call__(self):
            return datetime.now(UTC) + self.moved

    made = Clock()
    monkeypatch.setattr(opening.unlock, "__kwdefaults__", {"now": made})
    return made


@pytest.fixture
def folder(tmp_path):
    """A store with a case, as of now."""
    desk = opening.first_run(tmp_path / "desk", PASSPHRASE, OFFICER, cost=CHEAP).desk
    keep.save_profile(desk, **PLAN["authority"])
    add_case(desk)
    opening.leave(desk)
    return tmp_path / "desk"


@pytest.fixture
def start(qtbot, clock):
    started = []

    def begin(folder, passphrase=PASSPHRASE):
        window = MainWindow(folder, passphrase=passphrase)
        started.append(window)
        window.show()
        window.begin()
        if passphrase:
            qtbot.waitUntil(lambda: window.commands is not None, timeout=LONG)
        settle(window, qtbot)
        return window

    yield begin
    for window in started:
        leave(window, qtbot)
        window.deleteLater()


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.tasks.reading and not window.tasks.writing, timeout=LONG)


def leave(window, qtbot):
    window.close()
    qtbot.waitUntil(lambda: window._left, timeout=LONG)


def change(window, title):
    intake.edit_case(window.commands.desk, 1, title=title)


def only_one_is_kept(monkeypatch):
    for name in ("NEWEST", "DAYS", "WEEKS", "MONTHS"):
        monkeypatch.setattr(copies, name, 1)


def test_a_clock_that_is_right_is_not_asked_about(start, folder):
    assert start(folder).advice.text == ""


def test_a_clock_800_days_ahead_is_asked_about_and_nothing_is_pruned_until_it_is_answered(
    start, folder, clock, qtbot, monkeypatch
):
    only_one_is_kept(monkeypatch)
    clock.moved = timedelta(days=800)
    for number in (1, 2):
        window = start(folder)
        assert "If that is right, go on" in window.advice.text
        assert "no old copy is removed" in window.advice.text
        change(window, f"Change {number}")
        leave(window, qtbot)
        assert len(copies.copies_in(folder / "backups")) == 1 + number
    window = start(folder)
    window.advice.press(0)
    settle(window, qtbot)
    assert safety.clock_trouble(window.commands.desk) == ""
    leave(window, qtbot)
    assert len(copies.copies_in(folder / "backups")) == 1
    assert start(folder).advice.text.startswith("Every copy")


def test_a_doubtful_clock_can_be_answered_by_locking(start, folder, clock, qtbot):
    clock.moved = timedelta(days=800)
    window = start(folder)
    window.advice.press(1)
    qtbot.waitUntil(lambda: window._left, timeout=LONG)
    assert window.lock_wanted


def test_a_copy_elsewhere_that_is_too_old_is_told_and_leads_to_its_card(start, folder, clock, qtbot, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = opening.unlock(folder, PASSPHRASE)
    safety.choose_elsewhere(desk, stick)
    safety.back_up(desk)
    opening.leave(desk)
    stick.rename(tmp_path / "pulled")
    clock.moved = timedelta(days=8)
    window = start(folder)
    assert window.advice.text.startswith(f"The last copy in {stick} is of")
    window.advice.press(0)
    settle(window, qtbot)
    page = window.commands._settings
    assert window.stack.currentWidget() is page
    assert "plug the stick in" in page.backups.elsewhere.text()


def test_every_four_hours_a_copy_is_made_if_anything_was_written(start, folder, qtbot):
    window = start(folder)
    assert window.commands.keeping._timer.interval() == 4 * 3600 * 1000
    before = len(copies.copies_in(folder / "backups"))
    for change_first, expected in ((False, 0), (True, 1), (False, 1)):
        if change_first:
            change(window, "Changed")
        window.commands.keeping._timer.timeout.emit()
        settle(window, qtbot)
        assert len(copies.copies_in(folder / "backups")) == before + expected


def test_a_stick_that_is_away_at_a_copy_by_itself_is_told(start, folder, qtbot, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    window = start(folder)
    safety.choose_elsewhere(window.commands.desk, stick)
    stick.rmdir()
    window.commands.keeping.back_up()
    settle(window, qtbot)
    assert "Plug the stick in" in window.notice.text


def test_a_second_start_brings_the_first_window_forward_and_leaves(start, folder, qtbot):
    first = start(folder)
    first.showMinimized()
    second = start(folder, passphrase=None)
    assert "open in another window" in second.door.problem.text
    qtbot.waitUntil(lambda: second._left, timeout=LONG)
    assert not first.isMinimized()
    assert first.commands is not None


RING = "import sys; from pathlib import Path; from foidesk.desk import doorbell; print(doorbell.ring(Path(sys.argv[1])))"


def ring_from_another_process(folder):
    done = subprocess.run([sys.executable, "-c", RING, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_another_process_rings_the_bell_and_it_is_answered(start, folder, qtbot):
    window = start(folder)
    window.showMinimized()
    assert ring_from_another_process(folder) == str(folder / "doorbell")
    qtbot.waitUntil(lambda: not window.isMinimized(), timeout=LONG)
    qtbot.waitUntil(lambda: doorbell.is_answered(folder / "doorbell"), timeout=LONG)


def test_an_answer_on_another_users_desktop_does_not_close_the_second_window(start, folder, qtbot, monkeypatch):
    window = start(folder)
    bell = doorbell.ring(folder)
    qtbot.waitUntil(lambda: doorbell.is_answered(bell), timeout=LONG)
    monkeypatch.setattr("getpass.getuser", lambda: "somebody-else")
    assert not doorbell.is_answered(bell)
    assert window.commands is not None


def test_nobody_is_at_home_once_the_window_is_left(start, folder, qtbot):
    leave(start(folder), qtbot)
    assert doorbell.ring(folder) is None
    assert not (folder / "doorbell").exists()


def test_a_store_that_a_command_has_open_says_so_and_the_second_start_stays(start, folder, qtbot):
    desk = opening.unlock(folder, PASSPHRASE)
    window = start(folder, passphrase=None)
    assert "open in another window" in window.door.problem.text
    opening.leave(desk)
    qtbot.keyClicks(window.door.secret.edit, PASSPHRASE)
    qtbot.keyClick(window.door.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.commands is not None, timeout=LONG)


def test_the_keyring_opens_the_store_at_the_door(start, folder, qtbot, monkeypatch):
    ring = use(monkeypatch, Ring())
    window = start(folder, passphrase=None)
    assert not window.door.keyring_button.isVisibleTo(window)
    desk = opening.unlock(folder, PASSPHRASE)
    officers.use_keyring(desk, True)
    opening.leave(desk)
    again = start(folder, passphrase=None)
    assert again.door.keyring_button.isVisibleTo(again)
    qtbot.mouseClick(again.door.keyring_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.commands is not None, timeout=LONG)
    assert again.commands.desk.officer.name == OFFICER
    assert len(ring.kept) == 1


def test_a_keyring_that_lost_the_key_says_to_type_the_passphrase(start, folder, qtbot, monkeypatch):
    ring = use(monkeypatch, Ring())
    desk = opening.unlock(folder, PASSPHRASE)
    officers.use_keyring(desk, True)
    opening.leave(desk)
    ring.kept.clear()
    window = start(folder, passphrase=None)
    qtbot.mouseClick(window.door.keyring_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Type the passphrase instead" in window.door.problem.text, timeout=LONG)


def test_after_a_new_data_key_the_window_locks_and_nothing_is_told_that_is_not_so(start, folder, qtbot):
    window = start(folder)
    window.actions_["settings"].trigger()
    settle(window, qtbot)
    window.commands._settings.officers.make_new_key()
    (dialog,) = window.findChildren(NewKeyDialog)
    for box in (dialog.passphrase.first, dialog.passphrase.again):
        box.edit.setText(THIRD)
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.sides.currentWidget() is dialog.key, timeout=LONG)
    dialog.key.typed.setText(dialog._new.recovery)
    dialog.agree()
    qtbot.waitUntil(lambda: window._left, timeout=LONG)
    assert window.lock_wanted
    assert window.notice.isHidden()
    opening.leave(opening.unlock(folder, THIRD))


READ_ONLY = """
import sys, time
from pathlib import Path
from foidesk.desk import doorbell
from PySide6.QtWidgets import QApplication
from foidesk.gui.window import MainWindow
from foidesk.gui.kit import style
application = QApplication([])
style.dress(application)
window = MainWindow(Path(sys.argv[1]), passphrase=sys.argv[2])
window.show()
window.begin()
def settle(ready):
    until = time.monotonic() + 30
    while time.monotonic() < until and not (ready() and not window.tasks.reading and not window.tasks.writing):
        application.processEvents()
settle(lambda: window.commands is not None)
print(window.notice.text, doorbell.ring(Path(sys.argv[1])))
window.actions_["settings"].trigger()
page = window.commands._settings
settle(lambda: page.backups.here.text() and page.officers.people.children())
print([button.isEnabled() for button in (page.backups.now, page.backups.choose, page.officers.add, page.officers.new_key)])
window.close()
settle(lambda: window._left)
print(window._left)
"""


STEP_DOWN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
"""Root may write anywhere; without these capabilities it may write where its rights let it, as everybody."""


def bound_by_rights():
    """What to put before a command so that it is bound by the rights on files."""
    if os.name == "nt":
        pytest.skip("rights of folders there")
    if os.geteuid():
        return ()
    if subprocess.run([*STEP_DOWN, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root cannot step down here")
    return STEP_DOWN


def test_a_store_in_a_read_only_folder_is_shown_says_so_and_offers_no_change(folder):
    before = bound_by_rights()
    folder.chmod(0o555)
    command = [*before, sys.executable, "-c", READ_ONLY, str(folder), PASSPHRASE]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert "is read-only, so nothing can be changed" in told[0]
    assert told[0].endswith("None")  # nobody holds it, so nobody is said to
    assert told[1:] == ["[False, False, False, False]", "True"]


def test_a_store_of_long_ago_without_a_folder_elsewhere_is_told_to_choose_one(start, tmp_path, clock):
    opening.leave(new_desk(tmp_path / "old"))
    clock.moved = timedelta(days=10) - (datetime.now(UTC) - datetime(2026, 8, 20, 9, 30, tzinfo=UTC))
    assert start(tmp_path / "old").advice.text.startswith("Every copy of the cases lies on this computer")
