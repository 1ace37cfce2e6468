"""A backup in the place of the store: looked at first, moved in whole, the present files kept."""

import os
import shutil

import pytest

from foidesk.errors import UserError
from foidesk.model import Case
from foidesk.paths import STORE_FILE
from foidesk.store import placing, restore
from foidesk.store.engine import create_store, open_store
from foidesk.store.history import events
from foidesk.store.keys import KEY_FILE
from foidesk.store.queries import find_case
from tests.store.builder import CHEAP, OFFICER, PASSPHRASE, add_case, new_store


def references(folder, secret=PASSPHRASE):
    opened = open_store(folder, secret)
    try:
        with opened.reading() as session:
            return [name for name in ("1/26", "2/26", "3/26") if find_case(session, name)]
    finally:
        opened.close(back_up=False)


def files(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "lock" not in path.name
    }


@pytest.fixture
def copy(store, tmp_path):
    """A backup with case 1/26 on a stick; the store went on to 2/26 and was closed."""
    add_case(store)
    made = store.back_up()
    stick = tmp_path / "stick"
    stick.mkdir()
    for part in (made, made.with_suffix(".keys")):
        shutil.copy(part, stick)
    add_case(store, "2/26")
    store.close()
    return stick / made.name


def test_looking_tells_what_the_copy_holds_and_what_would_be_lost(copy, folder):
    before = files(folder)
    seen = restore.look_at(copy, PASSPHRASE, folder)
    assert (seen.copy.cases, seen.lost, seen.older, seen.back) == (1, ("2/26",), (), ())
    assert seen.copy.written is not None
    assert files(folder) == before


def test_looking_names_the_cases_that_the_copy_has_as_they_were_earlier(copy, folder):
    opened = open_store(folder, PASSPHRASE)
    with opened.writing() as session:
        session.get(Case, find_case(session, "1/26")).title = "Changed since"
    opened.close(back_up=False)
    assert restore.look_at(copy, PASSPHRASE, folder).older == ("1/26",)


def test_nothing_is_written_beside_a_copy_that_is_looked_at(copy, folder):
    before = sorted(copy.parent.iterdir())
    restore.look_at(copy, PASSPHRASE, folder)
    restore.rehearse(copy, PASSPHRASE, folder)
    assert sorted(copy.parent.iterdir()) == before


def test_a_rehearsal_reads_everything_and_leaves_the_store_as_it_was(copy, folder):
    before = files(folder)
    held = restore.rehearse(copy, PASSPHRASE, folder)
    assert (held.cases, held.events > 0) == (1, True)
    assert files(folder) == before


def test_restoring_puts_the_copy_in_place_and_keeps_the_present_files(copy, folder):
    _, aside = restore.restore(copy, PASSPHRASE, folder)
    assert references(folder) == ["1/26"]
    kept = folder.parent / "kept"
    shutil.copytree(aside, kept)
    assert references(kept) == ["1/26", "2/26"]


def test_the_restored_store_says_so_in_its_history_which_is_whole(copy, folder):
    restore.restore(copy, PASSPHRASE, folder)
    opened = open_store(folder, PASSPHRASE)
    with opened.reading() as session:
        last = list(events(session))[-1]
    assert (last.kind, last.actor) == ("restored", OFFICER)
    assert opened.verify_history().ok
    assert opened.history_warning == ""
    opened.close()


def test_a_new_computer_needs_the_stick_and_the_paper_key_alone(tmp_path):
    store, recovery = create_store(tmp_path / "desk", PASSPHRASE, OFFICER, cost=CHEAP)
    add_case(store)
    made = store.back_up()
    store.close()
    restore.restore(made, recovery, tmp_path / "new" / "desk")
    assert references(tmp_path / "new" / "desk", recovery) == ["1/26"]


def test_a_store_that_is_open_is_not_replaced(copy, folder):
    opened = open_store(folder, PASSPHRASE)
    with pytest.raises(UserError, match="open in another window"):
        restore.restore(copy, PASSPHRASE, folder)
    opened.close()
    assert references(folder) == ["1/26", "2/26"]


@pytest.mark.parametrize("step", range(8))
def test_a_restore_that_was_cut_short_is_finished_at_the_next_opening_or_never_happened(copy, folder, monkeypatch, step):
    """The process ends at one of its renames; what is found afterwards is the copy or the present store, and never a mix."""
    done = 0

    class PowerCutError(Exception):
        pass

    real = placing.Path.replace

    def counted(self, target):
        nonlocal done
        if done == step:
            raise PowerCutError
        done += 1
        return real(self, target)

    monkeypatch.setattr(placing.Path, "replace", counted)
    try:
        restore.restore(copy, PASSPHRASE, folder)
        cut = False
    except PowerCutError:
        cut = True
    monkeypatch.undo()
    made_ready = (folder / placing.MAKING / placing.READY).exists()
    assert references(folder) == (["1/26"] if made_ready or not cut else ["1/26", "2/26"])
    assert not (folder / placing.MAKING).exists()


def test_a_disk_that_fills_leaves_the_store_as_it_was(copy, folder, monkeypatch):
    def full(read, out, length):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore, "copyfileobj", full)
    with pytest.raises(UserError, match="No space left on device"):
        restore.restore(copy, PASSPHRASE, folder)
    assert references(folder) == ["1/26", "2/26"]
    assert not list(folder.glob(".restoring"))


def zeros(path):
    path.write_bytes(bytes(path.stat().st_size))


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-4096])


def one_bit(path):
    data = bytearray(path.read_bytes())
    data[3 * 4096 + 100] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "spoil", [lambda path: path.write_bytes(b""), zeros, cut_short, one_bit], ids=["empty", "zeros", "cut", "a bit"]
)
def test_a_damaged_copy_is_refused_and_nothing_is_touched(copy, folder, spoil):
    spoil(copy)
    before = files(folder)
    for act in (restore.look_at, restore.rehearse, restore.restore):
        with pytest.raises(UserError):
            act(copy, PASSPHRASE, folder)
    assert files(folder) == before


def test_a_wrong_passphrase_is_told(copy, folder):
    with pytest.raises(UserError, match="does not open this store"):
        restore.restore(copy, "another set of words here", folder)


def test_a_copy_without_its_key_file_is_told(copy, folder):
    copy.with_suffix(".keys").unlink()
    with pytest.raises(UserError, match="keys is missing beside"):
        restore.look_at(copy, PASSPHRASE, folder)


def test_a_file_that_is_not_there_is_told(folder, tmp_path):
    new_store(folder).close()
    with pytest.raises(UserError, match="There is no file"):
        restore.look_at(tmp_path / "gone.db", PASSPHRASE, folder)


def test_a_present_store_that_does_not_open_is_moved_aside_all_the_same(copy, folder):
    zeros(folder / STORE_FILE)
    assert not restore.look_at(copy, PASSPHRASE, folder).present
    _, aside = restore.restore(copy, PASSPHRASE, folder)
    assert references(folder) == ["1/26"]
    assert {STORE_FILE, KEY_FILE} <= {path.name for path in aside.iterdir()}


def test_a_log_of_the_present_store_never_meets_the_restored_file(copy, folder):
    (folder / f"{STORE_FILE}-wal").write_bytes(os.urandom(8192))
    _, aside = restore.restore(copy, PASSPHRASE, folder)
    assert (aside / f"{STORE_FILE}-wal").exists()
    assert references(folder) == ["1/26"]
