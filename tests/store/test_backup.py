"""Backups: whole, verified, and of use on another computer."""

import shutil
import stat

import pytest

from foidesk.errors import UserError
from foidesk.store import copies as kept_copies
from foidesk.store.driver import STORE_FILE
from foidesk.store.engine import create_store, open_store
from foidesk.store.keys import KEY_FILE
from foidesk.store.queries import find_case
from tests.store.builder import CHEAP, OFFICER, PASSPHRASE, add_case


def restore(copy, folder):
    """A copy and its key file under the names of a store, in a folder where nothing else is."""
    folder.mkdir()
    shutil.copy(copy, folder / STORE_FILE)
    shutil.copy(copy.with_suffix(".keys"), folder / KEY_FILE)
    return folder


def has_case(folder, secret, reference="1/26"):
    opened = open_store(folder, secret)
    try:
        with opened.reading() as session:
            return find_case(session, reference) is not None
    finally:
        opened.close()


def copies(folder):
    return sorted(path.name for path in (folder / "backups").glob("*.db"))


def test_a_copy_opens_with_the_passphrase_alone_in_a_new_folder(store, tmp_path):
    add_case(store)
    assert has_case(restore(store.back_up(), tmp_path / "new"), PASSPHRASE)


def test_a_copy_opens_with_the_printed_recovery_key(folder, tmp_path):
    store, recovery = create_store(folder, PASSPHRASE, OFFICER, cost=CHEAP)
    add_case(store)
    copy = store.back_up()
    store.close()
    assert has_case(restore(copy, tmp_path / "new"), recovery)


def test_a_copy_is_taken_while_the_store_is_open_and_holds_its_last_change(store, tmp_path):
    store.back_up()
    add_case(store, "2/26")
    assert has_case(restore(store.back_up(), tmp_path / "new"), PASSPHRASE, "2/26")


def test_a_restored_copy_can_be_worked_with(store, tmp_path):
    add_case(store)
    opened = open_store(restore(store.back_up(), tmp_path / "new"), PASSPHRASE)
    add_case(opened, "2/26")
    assert opened.verify_history().ok
    opened.close()


@pytest.fixture
def few(monkeypatch):
    """Few copies are kept, so that few have to be made."""

    def keep(newest):
        for name, most in (("NEWEST", newest), ("DAYS", 1), ("WEEKS", 1), ("MONTHS", 1)):
            monkeypatch.setattr(kept_copies, name, most)

    return keep


def test_copies_are_pruned_by_count_and_the_newest_stay(store, folder, few):
    few(3)
    made = [store.back_up().name for _ in range(5)]
    assert copies(folder) == made[-3:]


def test_the_key_file_of_a_pruned_copy_goes_with_it(store, folder, few):
    few(2)
    for _ in range(4):
        store.back_up()
    assert {path.stem for path in (folder / "backups").glob("*.keys")} == {name.removesuffix(".db") for name in copies(folder)}


def spoil(monkeypatch, change):
    """Change a copy after it was written and before it is read back."""
    monkeypatch.setattr(kept_copies, "bring_to_disk", change)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path):
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b""), cut, overwrite], ids=["0 bytes", "cut", "overwritten"])
def test_a_copy_that_does_not_read_back_is_not_accepted(store, folder, monkeypatch, change):
    add_case(store)
    spoil(monkeypatch, change)
    with pytest.raises(UserError):
        store.back_up()
    assert list((folder / "backups").iterdir()) == []


def test_a_copy_whose_key_file_is_missing_is_not_accepted(store, folder):
    (folder / KEY_FILE).unlink()
    with pytest.raises(UserError, match="The store itself is whole"):
        store.back_up()
    assert list((folder / "backups").iterdir()) == []


def test_what_a_copy_that_was_cut_short_left_is_swept(store, folder):
    store.back_up()
    (folder / "backups" / ".foidesk-20260101-000000-000000.part").write_bytes(b"half")
    store.back_up()
    assert not list((folder / "backups").glob(".*"))


def test_a_place_of_backups_that_cannot_be_made_is_told(store, folder):
    (folder / "backups").write_text("a file in the way")
    with pytest.raises(UserError, match="could not be written"):
        store.back_up()


def test_a_copy_that_failed_prunes_nothing(store, folder, monkeypatch, few):
    few(1)
    good = store.back_up().name
    spoil(monkeypatch, lambda path: path.write_bytes(b""))
    with pytest.raises(UserError, match="did not read back"):
        store.back_up()
    assert copies(folder) == [good]


def test_closing_backs_up_what_was_changed(store, folder):
    add_case(store)
    store.close()
    assert len(copies(folder)) == 1


def test_closing_backs_up_nothing_where_nothing_was_changed(store, folder):
    store.close()
    assert not (folder / "backups").exists()


def test_backups_are_for_their_owner_alone(store, folder):
    copy = store.back_up()
    made = (folder / "backups", copy, copy.with_suffix(".keys"))
    assert [stat.S_IMODE(path.stat().st_mode) for path in made] == [0o700, 0o600, 0o600]
