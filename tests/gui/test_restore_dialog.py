"""A backup is put in the store's place from the door: by the first run on a new computer, and by the locked window."""

import shutil

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import exchange, intake, keep, opening, restoring
from foidesk.desk.listing import every_case
from foidesk.errors import UserError
from foidesk.gui.kit.widgets import Label
from foidesk.gui.setup.restore_dialog import RestoreDialog
from foidesk.gui.setup.unlock_page import UnlockPage
from foidesk.gui.window import MainWindow
from foidesk.paths import chosen_store_dir, store_dir
from foidesk.store import restore
from tests.office import CHEAP, NOW, OFFICER, PASSPHRASE, PLAN, add_case, decide_all

LONG = 20_000


class Old:
    """The computer that was lost: its cases, its stick and its paper key."""

    def __init__(self, place):
        first = opening.first_run(place / "old", PASSPHRASE, OFFICER, cost=CHEAP, now=lambda: NOW)
        keep.save_profile(first.desk, **PLAN["authority"])
        decide_all(first.desk, add_case(first.desk))
        add_case(first.desk, title="A second request")
        copy = first.desk.store.back_up()
        self.stick = place / "stick"
        self.stick.mkdir()
        for part in (copy, copy.with_suffix(".keys")):
            shutil.copy(part, self.stick)
        self.copy, self.paper, self.cases = self.stick / copy.name, first.recovery_key, documents(first.desk)
        self.folder = first.desk.store.folder
        opening.leave(first.desk)


def documents(desk):
    return exchange.documents(desk, every_case(desk))


@pytest.fixture
def old(tmp_path):
    return Old(tmp_path)


@pytest.fixture
def start(qtbot):
    started = []

    def begin(folder):
        window = MainWindow(folder)
        started.append(window)
        window.show()
        window.begin()
        qtbot.waitUntil(lambda: not window.tasks.reading, timeout=LONG)
        return window

    yield begin
    for window in started:
        window.close()
        qtbot.waitUntil(lambda window=window: window._left, timeout=LONG)
        window.deleteLater()


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(window, qtbot):
    press(qtbot, window.door.restore_button)
    return window.findChildren(RestoreDialog)[-1]


def told(dialog):
    return " ".join(label.text() for label in dialog.told.findChildren(Label) if not label.isHidden())


def look(dialog, qtbot, copy, secret):
    dialog.take_file(copy)
    dialog.secret.edit.setText(secret)
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: told(dialog) != "" or dialog.problem.text != "", timeout=LONG)


def put_in_place(dialog, qtbot):
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: (dialog._finished and told(dialog) != "") or dialog.problem.text != "", timeout=LONG)


def test_a_new_computer_with_the_stick_and_the_paper_key_alone_has_everything_back(old, start, qtbot, fresh_home):
    shutil.rmtree(old.folder)
    window = start(store_dir())
    assert fresh_home in store_dir().parents
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, old.paper.lower().replace("-", " "))
    assert "2 cases" in told(dialog)
    assert "no store on this computer yet" in told(dialog)
    put_in_place(dialog, qtbot)
    assert "its history is whole" in told(dialog)
    press(qtbot, dialog.yes)
    assert isinstance(window.door, UnlockPage)
    press(qtbot, window.door.other_way)
    qtbot.keyClicks(window.door.secret.edit, old.paper)
    press(qtbot, window.door.unlock_button)
    qtbot.waitUntil(lambda: window.commands is not None, timeout=LONG)
    desk = window.commands.desk
    assert documents(desk) == old.cases
    assert desk.store.verify_history().ok
    assert (desk.officer.name, desk.store.history_warning) == (OFFICER, "")


def test_a_folder_that_was_chosen_is_found_at_the_next_start(old, start, qtbot, fresh_home, tmp_path):
    window = start(store_dir())
    window.door.start.try_folder(tmp_path / "shared desk")
    qtbot.waitUntil(lambda: window.door.start.was_chosen, timeout=LONG)
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, PASSPHRASE)
    put_in_place(dialog, qtbot)
    press(qtbot, dialog.yes)
    assert chosen_store_dir() == window.folder == tmp_path / "shared desk"


def later(old):
    """What was done since the copy: another case, and a change to the first."""
    desk = opening.unlock(old.folder, PASSPHRASE, now=lambda: NOW)
    add_case(desk, title="Since the copy")
    intake.edit_case(desk, 1, title="Changed since")
    desk.store.close(back_up=False)


def test_the_locked_window_says_what_would_be_lost_and_keeps_it_aside(old, start, qtbot):
    later(old)
    window = start(old.folder)
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, PASSPHRASE)
    assert "gone from the store then (1): 3/26" in told(dialog)
    assert "as they were earlier (1): 1/26" in told(dialog)
    put_in_place(dialog, qtbot)
    (aside,) = old.folder.glob("replaced-*")
    assert str(aside) in told(dialog)
    press(qtbot, dialog.yes)
    kept = opening.unlock(aside, PASSPHRASE, now=lambda: NOW)
    assert len(every_case(kept)) == 3
    opening.leave(kept)


def test_looking_and_cancelling_changes_nothing(old, start, qtbot):
    window = start(old.folder)
    before = sorted(old.folder.rglob("*"))
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, PASSPHRASE)
    press(qtbot, dialog.cancel)
    assert sorted(old.folder.rglob("*")) == before


def test_a_store_that_this_passphrase_does_not_open_cannot_be_compared(old, start, qtbot, tmp_path):
    opening.leave(opening.first_run(tmp_path / "other", "violet harbour timber candle fox", "Sam Field", cost=CHEAP).desk)
    window = start(tmp_path / "other")
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, PASSPHRASE)
    assert "cannot be compared" in told(dialog)


def spoil(old):
    old.copy.write_bytes(bytes(old.copy.stat().st_size))


@pytest.mark.parametrize(
    ("before", "secret", "words"),
    [
        (lambda old: None, "", "Type a passphrase"),
        (lambda old: None, "not the right words", "does not open this store"),
        (spoil, PASSPHRASE, "does not open"),
        (lambda old: old.copy.with_suffix(".keys").unlink(), PASSPHRASE, "missing beside"),
    ],
    ids=["empty", "wrong", "damaged", "no keys"],
)
def test_a_copy_that_cannot_serve_is_told_and_nothing_is_changed(old, start, qtbot, before, secret, words):
    before(old)
    window = start(old.folder)
    present = sorted(old.folder.rglob("*"))
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, secret)
    assert words in dialog.problem.text
    assert sorted(old.folder.rglob("*")) == present
    dialog.reject()


def test_a_store_that_is_open_elsewhere_is_not_replaced(old, start, qtbot):
    window = start(old.folder)
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, PASSPHRASE)
    other = opening.unlock(old.folder, PASSPHRASE, now=lambda: NOW)
    put_in_place(dialog, qtbot)
    assert "open in another window" in dialog.problem.text
    assert list(old.folder.glob("replaced-*")) == []
    opening.leave(other)
    dialog.reject()


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_a_service_synchronises_takes_no_store_and_nothing_is_left_there(old, start, qtbot, tmp_path, there):
    folder = tmp_path / "OneDrive - Midshire" / "desk"
    if there:
        folder.mkdir(parents=True)
    window = start(folder)
    dialog = dialog_of(window, qtbot)
    look(dialog, qtbot, old.copy, PASSPHRASE)
    assert "synchronised by OneDrive" in dialog.problem.text
    assert list(folder.rglob("*")) == []
    dialog.reject()


def test_a_store_that_was_moved_to_a_synchronised_folder_says_why_it_is_not_opened(old, start, qtbot, tmp_path):
    window = start(old.folder.rename(tmp_path / "Dropbox"))
    qtbot.keyClicks(window.door.secret.edit, PASSPHRASE)
    press(qtbot, window.door.unlock_button)
    qtbot.waitUntil(lambda: "synchronised by Dropbox" in window.door.problem.text, timeout=LONG)


def test_a_restore_that_was_cut_short_on_a_new_computer_is_finished_by_unlocking_it(old, start, qtbot, tmp_path, monkeypatch):
    new = tmp_path / "new"

    class PowerCutError(Exception):
        pass

    def cut(folder):
        raise PowerCutError

    monkeypatch.setattr(
        restore, "finish_restore", lambda folder: cut(folder) if (folder / ".restoring" / "ready").exists() else None
    )
    with pytest.raises(PowerCutError):
        restoring.restore(old.copy, PASSPHRASE, new)
    monkeypatch.undo()
    window = start(new)
    assert isinstance(window.door, UnlockPage)
    with pytest.raises(UserError, match="There is a store in"):
        opening.first_run(new, PASSPHRASE, OFFICER, cost=CHEAP)
    qtbot.keyClicks(window.door.secret.edit, PASSPHRASE)
    press(qtbot, window.door.unlock_button)
    qtbot.waitUntil(lambda: window.commands is not None, timeout=LONG)
    assert documents(window.commands.desk) == old.cases


def test_no_file_chosen_is_told(old, start, qtbot):
    window = start(old.folder)
    dialog = dialog_of(window, qtbot)
    press(qtbot, dialog.yes)
    assert dialog.problem.text == "Choose the backup first."
    dialog.reject()
