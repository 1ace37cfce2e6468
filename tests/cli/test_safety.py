"""Backup, restore, verify-store and reindex, as a script or an officer at a terminal calls them."""

import shutil
from pathlib import Path

import pytest

from foidesk.desk import opening, safety
from tests.office import NOW, PASSPHRASE, add_case
from tests.store.builder import run_raw


@pytest.fixture
def copy(run, store, tmp_path) -> Path:
    """A copy that the command wrote, carried to a stick by hand."""
    path = Path(run("backup", "--json", *store).json["path"])
    stick = tmp_path / "stick"
    stick.mkdir()
    for part in (path, path.with_suffix(".keys")):
        shutil.copy(part, stick)
    return stick / path.name


def folder_of(store):
    return Path(store[store.index("--store") + 1])


def at_work(store):
    return opening.unlock(folder_of(store), PASSPHRASE, now=lambda: NOW)


def test_backup_tells_where_the_copy_lies_and_that_it_is_whole(run, store):
    told = run("backup", "--json", *store).json
    assert Path(told["path"]).exists()
    assert (told["ok"], told["cases"] > 0, len(told["head"])) == (True, True, 64)


def test_backup_says_that_the_clock_is_doubtful_and_that_nothing_was_removed(run, store, monkeypatch):
    monkeypatch.setattr(safety, "clock_trouble", lambda desk: "The clock is behind.")
    said = run("backup", "--json", *store)
    assert said.json["ok"]
    assert "The clock is behind. No old copy was removed." in said.err


def test_backup_carries_the_copy_to_the_officers_own_folder(run, store, tmp_path):
    desk = at_work(store)
    safety.choose_elsewhere(desk, tmp_path)
    opening.leave(desk)
    told = run("backup", "--json", *store).json
    assert Path(told["elsewhere"]).parent == tmp_path


def test_a_backup_restores_on_a_computer_that_never_saw_the_store(run, store, copy, tmp_path, secret):
    told = run("restore", copy, "--json", "--store", tmp_path / "new", "--store-passphrase-file", secret)
    assert (told.status, told.json["ok"], told.json["set_aside"]) == (0, True, None)
    shown = run("case", "list", "--store", tmp_path / "new", "--store-passphrase-file", secret)
    assert shown.out == run("case", "list", *store).out


def test_restoring_names_what_is_lost_and_keeps_what_was_there(run, store, copy):
    desk = at_work(store)
    add_case(desk, reference="77/26")
    opening.leave(desk)
    told = run("restore", copy, "--json", *store)
    assert told.json["lost"] == ["77/26"]
    assert (Path(told.json["set_aside"]) / "store.db").exists()


def test_a_rehearsal_changes_nothing(run, store, copy):
    before = {path: path.read_bytes() for path in folder_of(store).rglob("*") if path.is_file()}
    assert run("restore", copy, "--rehearse", *store).status == 0
    assert {path: path.read_bytes() for path in folder_of(store).rglob("*") if path.is_file()} == before


def test_a_rehearsal_needs_no_store_on_this_computer(run, copy, tmp_path, secret):
    told = run("restore", copy, "--rehearse", "--store", tmp_path / "none", "--store-passphrase-file", secret)
    assert told.status == 0
    assert not (tmp_path / "none").exists()


def test_verify_store_says_that_the_history_is_whole(run, store):
    told = run("verify-store", *store)
    assert (told.status, "The history is whole" in told.out) == (0, True)


def test_verify_store_names_the_first_bad_event(run, store):
    run_raw(folder_of(store), "DROP TRIGGER event_no_update", "UPDATE event SET actor = 'Somebody' WHERE seq = 2")
    told = run("verify-store", "--json", *store)
    assert (told.status, told.json["first_bad"], told.json["ok"]) == (1, 2, False)


def test_reindex_makes_the_index_anew(run, store):
    run_raw(folder_of(store), "DROP TABLE case_fts")
    assert run("reindex", "--json", *store).json["ok"]


def test_what_is_no_backup_is_told_in_one_line(refused, store, tmp_path):
    (tmp_path / "notes.db").write_bytes(b"no database")
    assert "keys is missing" in refused("restore", tmp_path / "notes.db", *store)
    assert "There is no file" in refused("restore", tmp_path / "gone.db", *store)
