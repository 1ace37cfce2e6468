"""Who may open a store, where it may lie, and what is said when it may not."""

import os
import stat
import subprocess
import sys

import pytest

from foidesk import cli
from foidesk.desk import intake, officers, opening
from foidesk.desk.browse import case_history, open_case
from foidesk.desk.office import Officer
from foidesk.errors import UserError
from tests.conftest import ROOT
from tests.desk.scenes import events, state
from tests.office import CHEAP, NOW, OFFICER, PASSPHRASE, add_case, new_desk, request_of

SECOND = "walnut harbour tinsel orchid plain"


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unlock(folder, passphrase=PASSPHRASE):
    return opening.unlock(folder, passphrase, now=lambda: NOW)


def test_two_officers_open_one_store_each_with_their_own_words_and_under_their_own_name(desk):
    case_id = add_case(desk)
    officers.add_officer(desk, "Sam Field", SECOND, cost=CHEAP)
    folder = desk.store.folder
    opening.leave(desk)
    second = unlock(folder, SECOND)
    intake.edit_case(second, case_id, title="Seen by Sam")
    assert [line.actor for line in case_history(second, case_id)] == [OFFICER, "Sam Field"]
    opening.leave(second)
    first = unlock(folder)
    assert (first.officer.name, open_case(first, case_id).case.title) == (OFFICER, "Seen by Sam")
    opening.leave(first)


def test_the_event_of_a_new_officer_holds_no_passphrase(desk):
    officers.add_officer(desk, "Sam Field", SECOND, cost=CHEAP)
    assert "walnut" not in str(events(desk)[-1])


def test_a_wrong_passphrase_is_told_plainly_and_changes_nothing(desk):
    add_case(desk)
    folder = desk.store.folder
    opening.leave(desk)
    before = files(folder)
    with pytest.raises(UserError, match="does not open this store"):
        unlock(folder, "not the passphrase at all")
    assert files(folder) == before
    opening.leave(unlock(folder))


def test_a_second_window_is_refused_while_the_first_goes_on(desk):
    with pytest.raises(UserError, match="is open in another window"):
        unlock(desk.store.folder)
    assert add_case(desk) == 1


def test_a_second_program_is_refused_too(desk):
    code = (
        "import sys; from pathlib import Path; from foidesk.desk import opening\n"
        "try: opening.unlock(Path(sys.argv[1]), sys.argv[2])\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-c", code, str(desk.store.folder), PASSPHRASE]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.startswith("UserError This store is open in another window")


def test_a_folder_that_a_service_synchronises_is_refused_before_anything_is_written(tmp_path):
    folder = tmp_path / "OneDrive - Midshire" / "foidesk"
    with pytest.raises(UserError, match="synchronised by OneDrive"):
        new_desk(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_moved_into_a_synchronised_folder_is_not_opened(desk, tmp_path):
    opening.leave(desk)
    moved = desk.store.folder.rename(tmp_path / "Dropbox")
    before = files(moved)
    with pytest.raises(UserError, match="synchronised by Dropbox"):
        unlock(moved)
    assert files(moved) == before


def test_a_weak_passphrase_makes_no_store(tmp_path):
    with pytest.raises(UserError, match="too easy to guess"):
        opening.first_run(tmp_path / "desk", "password1", OFFICER, cost=CHEAP)
    assert not (tmp_path / "desk").exists() or list((tmp_path / "desk").iterdir()) == []


def test_a_passphrase_is_suggested_that_is_strong_enough(tmp_path):
    opening.leave(opening.first_run(tmp_path / "desk", opening.suggest_passphrase(), OFFICER, cost=CHEAP).desk)
    assert opening.store_exists(tmp_path / "desk")


def test_a_first_run_can_be_undone_without_a_trace(tmp_path):
    made = opening.first_run(tmp_path / "desk", PASSPHRASE, OFFICER, cost=CHEAP)
    opening.undo_first_run(made)
    assert list(tmp_path.iterdir()) == []


def test_undoing_a_first_run_leaves_what_was_in_the_folder_before(tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "notes.txt").write_text("the officer's own")
    opening.undo_first_run(opening.first_run(tmp_path / "desk", PASSPHRASE, OFFICER, cost=CHEAP))
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["notes.txt"]


def test_a_store_in_a_read_only_folder_is_read_and_not_changed(desk, monkeypatch):
    case_id = add_case(desk)
    folder = desk.store.folder
    opening.leave(desk)
    monkeypatch.setattr(os, "access", lambda path, mode, **more: mode != os.W_OK)
    reader = unlock(folder)
    before = state(reader)
    assert open_case(reader, case_id).case.reference == "1/26"
    with pytest.raises(UserError, match="read-only"):
        intake.register(reader, request_of("1. How many?"))
    assert state(reader) == before
    opening.leave(reader)


def test_leaving_forgets_the_signing_key_and_the_desk_works_no_more(desk):
    add_case(desk)
    opening.leave(desk)
    assert desk.identity is None
    with pytest.raises(UserError):
        add_case(desk)


def test_the_folder_of_a_store_and_what_leaves_from_it_are_the_officers_alone(desk):
    from foidesk.desk.send import outbox

    for folder in (desk.store.folder, outbox(desk)):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_an_operating_system_that_knows_no_name_of_its_user_gives_a_number(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Officer("Ada Marsh").os_user == f"user {os.getuid()}"


def test_a_history_whose_anchor_was_taken_away_is_told_at_the_next_opening_and_not_again(desk):
    add_case(desk)
    folder = desk.store.folder
    opening.leave(desk)
    (folder / "store.anchor").unlink()
    told = []
    for _ in range(2):
        again = unlock(folder)
        told.append(opening.history_warning(again))
        opening.leave(again)
    assert ("the anchor is missing" in told[0], told[1]) == (True, "")


def test_the_command_line_tells_of_a_history_that_is_not_as_it_was_left(desk, tmp_path, capsys):
    add_case(desk)
    opening.leave(desk)
    (desk.store.folder / "store.anchor").write_bytes(b"{}")
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    listed = cli.run(["case", "list", "--store", str(desk.store.folder), "--store-passphrase-file", str(secret)], lambda *_: 0)
    assert (listed, "the anchor was changed" in capsys.readouterr().err) == (0, True)
