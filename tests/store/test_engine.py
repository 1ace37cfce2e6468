"""The file itself: encrypted, opened once, written whole or not at all."""

import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from foidesk.errors import UserError
from foidesk.model import Case, Setting
from foidesk.store import driver, history, migrate, settings
from foidesk.store.driver import STORE_FILE, connect
from foidesk.store.engine import LOCK_FILE, create_store, open_store, remove_store
from foidesk.store.keys import KEY_FILE, PREVIOUS_FILE
from foidesk.store.places import check_place
from foidesk.store.queries import load_case
from foidesk.store.schema import APPLICATION_ID
from tests.store.builder import (
    CHEAP,
    IS_ROOT,
    NOW,
    OFFICER,
    PASSPHRASE,
    ROOT,
    add_case,
    add_event,
    all_bytes,
    ask_raw,
    new_store,
    run_raw,
)

NOBODY = 65534
WORDS = ("zebrafinch", "Quillfeather", "marmalade")


def add_wordy_case(store):
    return add_case(
        store,
        title="The zebrafinch file",
        requester={"name": "Quillfeather"},
        questions=[{"label": "1", "text": "How much marmalade?", "decisions": [{"outcome": "disclosed", "answer": "marmalade"}]}],
    )


def words_in(data):
    forms = [(word, form) for word in WORDS for form in (word.encode(), word.lower().encode(), word.encode("utf-16-le"))]
    return {word for word, form in forms if form in data}


def titles(store):
    with store.reading() as session:
        return set(session.scalars(select(Case.title)))


# ---- encrypted


def test_no_word_of_a_case_stands_in_the_files_of_an_open_store(store, folder):
    add_wordy_case(store)
    assert (folder / f"{STORE_FILE}-wal").stat().st_size > 0
    assert words_in(all_bytes(folder)) == set()


def test_no_word_of_a_case_stands_in_the_files_of_a_closed_store_or_its_backups(store, folder):
    add_wordy_case(store)
    store.close()
    assert list((folder / "backups").iterdir())
    assert words_in(all_bytes(folder)) == set()


def test_the_file_does_not_even_say_what_it_is(store, folder):
    add_case(store)
    store.close()
    assert b"SQLite format" not in all_bytes(folder)


def test_without_the_driver_nothing_is_made(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(UserError, match="never written in the clear"):
        new_store(folder)
    assert not (folder / STORE_FILE).exists()


def test_a_driver_that_cannot_encrypt_writes_nothing(folder, monkeypatch):
    monkeypatch.setattr(driver, "driver", lambda: sqlite3)
    with pytest.raises(UserError, match="cannot encrypt"):
        new_store(folder)
    assert not (folder / STORE_FILE).exists()


def test_the_key_file_of_another_store_is_told(tmp_path):
    for name in ("one", "two"):
        new_store(tmp_path / name).close()
    shutil.copy(tmp_path / "two" / KEY_FILE, tmp_path / "one" / KEY_FILE)
    with pytest.raises(UserError, match="does not open with its key file"):
        open_store(tmp_path / "one", PASSPHRASE)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="cannot be opened"):
        connect(tmp_path / STORE_FILE, bytes(32))


def test_a_folder_without_a_store_is_told(tmp_path):
    with pytest.raises(UserError, match="There is no store"):
        open_store(tmp_path, PASSPHRASE)


def test_another_encrypted_file_is_not_taken_for_a_store(store, folder):
    store.close()
    run_raw(folder, "PRAGMA application_id = 7")
    with pytest.raises(UserError, match="is not a foidesk store"):
        open_store(folder, PASSPHRASE)


# ---- made


def test_the_file_carries_the_mark_of_the_program(store, folder):
    assert ask_raw(folder, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_every_table_of_ours_is_strict(store, folder):
    loose = ask_raw(folder, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict")
    assert {name for (name,) in loose if not name.startswith("sqlite_")} == {"alembic_version"}


def test_a_strict_table_refuses_a_word_for_a_number(store, folder):
    add_case(store)
    with pytest.raises(driver.driver().IntegrityError):
        run_raw(folder, "UPDATE foi_case SET publish = 'perhaps'")


def test_a_store_is_not_made_over_another(store, folder):
    store.close()
    with pytest.raises(UserError, match="already"):
        new_store(folder)


def test_a_refused_second_store_leaves_the_first_as_it_was(store, folder):
    store.close()
    before = all_bytes(folder)
    with suppress(UserError):
        new_store(folder)
    assert all_bytes(folder) == before


def test_a_first_run_that_failed_can_be_tried_again(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "stamp", lambda connection: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            new_store(folder)
    new_store(folder).close()


def test_a_first_run_that_failed_leaves_an_earlier_key_file_alone(folder, monkeypatch):
    folder.mkdir()
    (folder / KEY_FILE).write_text("all that opens some backup")
    monkeypatch.setattr(migrate, "stamp", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        new_store(folder)
    assert (folder / KEY_FILE).read_text() == "all that opens some backup"


def test_a_new_store_keeps_an_earlier_key_file_under_another_name(folder):
    folder.mkdir()
    (folder / KEY_FILE).write_text("all that opens some backup")
    new_store(folder).close()
    assert (folder / PREVIOUS_FILE).read_text() == "all that opens some backup"


def test_a_store_that_is_taken_away_gives_an_earlier_key_file_back(folder):
    folder.mkdir()
    (folder / KEY_FILE).write_text("all that opens some backup")
    new_store(folder).close()
    remove_store(folder)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(KEY_FILE, "all that opens some backup")]


def test_a_first_run_that_was_cut_short_can_be_tried_again(folder):
    (folder / ".making").mkdir(parents=True)
    (folder / ".making" / STORE_FILE).write_bytes(b"half")
    new_store(folder).close()
    assert open_and_close(folder) == OFFICER


def test_the_log_of_a_store_that_is_gone_is_not_taken_for_the_new_ones(folder):
    folder.mkdir()
    (folder / f"{STORE_FILE}-wal").write_bytes(b"changes of another store")
    new_store(folder).close()
    assert open_and_close(folder) == OFFICER


def test_a_weak_passphrase_makes_no_folder(folder):
    with pytest.raises(UserError, match="too easy"):
        create_store(folder, "secret", OFFICER, cost=CHEAP)
    assert not folder.exists()


def rights(folder):
    """The rights on the folder and on everything in it that is a store's."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) & 0o777 for path in (folder, *folder.rglob("*"))}


@pytest.fixture
def open_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_every_file_is_for_its_owner_alone_whatever_the_umask(open_umask, folder):
    store = new_store(folder)
    add_event(store)
    found = rights(folder)
    store.close()
    assert found.pop("desk") == 0o700
    assert set(found) >= {STORE_FILE, f"{STORE_FILE}-wal", KEY_FILE, history.ANCHOR_FILE, LOCK_FILE}
    assert set(found.values()) == {0o600}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_in_a_groups_folder_the_group_may_open_the_store(folder):
    folder.mkdir()
    folder.chmod(0o2770)
    before = os.umask(0o077)
    try:
        store = new_store(folder)
        add_event(store)
        store.back_up()
        found = rights(folder)
        store.close()
    finally:
        os.umask(before)
    assert (found.pop("desk"), found.pop("backups")) == (0o770, 0o770)
    assert set(found.values()) == {0o660}


def test_the_recovery_key_opens_the_store(folder):
    made, recovery = create_store(folder, PASSPHRASE, OFFICER, cost=CHEAP)
    made.close()
    opened = open_store(folder, recovery)
    opened.close()
    assert opened.officer == OFFICER


def test_what_was_saved_is_there_after_closing_and_opening(store, folder):
    add_case(store, title="Kept")
    store.close()
    again = open_store(folder, PASSPHRASE)
    assert titles(again) == {"Kept"}
    again.close()


# ---- one at a time

_OPEN = """
import sys
from pathlib import Path
from foidesk.errors import UserError
from foidesk.store.engine import open_store
try:
    open_store(Path(sys.argv[1]), sys.argv[2]).close()
    print("opened")
except UserError as error:
    print(error)
"""


def open_and_close(folder):
    store = open_store(folder, PASSPHRASE)
    store.close()
    return store.officer


def opened_elsewhere(folder):
    done = subprocess.run(
        [sys.executable, "-c", _OPEN, str(folder), PASSPHRASE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_second_program_is_told_that_the_store_is_open(store, folder):
    assert opened_elsewhere(folder) == "This store is open in another window of foidesk already. Use that one, or close it first."


def test_a_closed_store_lets_the_next_program_in(store, folder):
    store.close()
    assert opened_elsewhere(folder) == "opened"


def test_a_wrong_passphrase_does_not_leave_the_store_locked(store, folder):
    store.close()
    with pytest.raises(UserError):
        open_store(folder, "violet harbour timber candle fox")
    assert opened_elsewhere(folder) == "opened"


def test_closing_twice_is_closing_once(store):
    store.close()
    store.close()


def test_a_closed_store_gives_nothing_out(store):
    add_case(store)
    store.close()
    for use in (
        *(store.reading().__enter__, store.writing().__enter__, store.case_list, store.verify_history, store.back_up),
        lambda: store.add_officer("Ben Hale", "violet harbour timber candle fox", CHEAP),
    ):
        with pytest.raises(UserError, match="is closed"):
            use()


def test_a_store_that_another_thread_opened_is_let_go(store, folder):
    store.close()
    opened = []
    thread = threading.Thread(target=lambda: opened.append(open_store(folder, PASSPHRASE)))
    thread.start()
    thread.join()
    with pytest.raises(UserError, match="open in another window"):
        open_store(folder, PASSPHRASE)
    opened[0].close()
    assert open_and_close(folder) == OFFICER


# ---- all or nothing


def test_an_exception_in_a_transaction_leaves_nothing(store, folder):
    add_case(store, title="Before")
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        session.add(Setting(key="half", value=1))
        history.record(session, case=None, kind="noted", body={}, actor=OFFICER, os_user="ada", at=NOW)
        session.flush()
        raise ZeroDivisionError
    assert (ask_raw(folder, "SELECT key FROM setting"), ask_raw(folder, "SELECT max(seq) FROM event")) == ([], [(1,)])


def test_an_exception_leaves_the_anchor_where_it_was(store):
    add_event(store)
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        history.record(session, case=None, kind="noted", body={}, actor=OFFICER, os_user="ada", at=NOW)
        raise ZeroDivisionError
    assert store.verify_history().ok


def test_a_store_can_be_written_after_an_exception(store):
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError
    add_case(store, title="After")
    assert titles(store) == {"After"}


def test_a_reading_session_cannot_write(store):
    with pytest.raises(UserError, match="read-only"), store.reading() as session:
        session.add(Setting(key="sly", value=1))
        session.flush()


def test_a_saved_step_is_not_called_failed_when_only_the_anchor_could_not_follow(store, monkeypatch):
    def full(*_, **__):
        raise UserError("Cannot write store.anchor: No space left on device. Nothing was written.")

    monkeypatch.setattr(history, "write_whole", full)
    add_case(store, title="Kept")
    assert titles(store) == {"Kept"}
    assert store.verify_history().ok


def test_a_stores_settings_are_kept(store):
    with store.writing() as session:
        settings.put(session, "pattern", {"a": [1]})
    with store.writing() as session:
        settings.put(session, "pattern", {"a": [2]})
    with store.reading() as session:
        assert (settings.get(session, "pattern"), settings.get(session, "none", 3)) == ({"a": [2]}, 3)


# ---- a disk that fails


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("database or disk is full", "The disk is full"),
        ("attempt to write a readonly database", "become read-only"),
        ("database is locked", "busy"),
        ("disk I/O error", "did not answer"),
        ("database disk image is malformed", "is damaged"),
    ],
)
def test_a_failing_disk_is_told_in_plain_words(store, words, plain):
    with pytest.raises(UserError, match=plain), store.reading():
        raise OperationalError("SELECT", {}, driver.driver().OperationalError(words))


def test_a_fault_of_our_own_is_not_dressed_up_as_the_disks(store):
    with pytest.raises(OperationalError, match="no such table"), store.reading() as session:
        session.execute(text("SELECT full FROM readonly"))


# ---- a full disk


def test_a_full_file_is_told_and_loses_nothing_that_was_saved(store, folder):
    add_case(store, title="Before")
    with store.writing() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(UserError, match="The disk is full"):
        add_case(store, "2/26", request_text="x" * 200_000)
    assert titles(store) == {"Before"}
    assert store.verify_history().ok


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, where the system lets us mount one."""
    if not IS_ROOT:
        pytest.skip("only root may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False
    ).returncode:
        pytest.skip("this system does not let root mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill_up(store):
    """Save case after case until one is refused; returns the references that were saved."""
    saved = []
    for number in range(1, 500):
        try:
            add_case(store, f"{number}/26", request_text=os.urandom(20_000).hex())
        except UserError as error:
            if "The disk is full" not in str(error):
                raise
            return saved
        saved.append(f"{number}/26")
    return pytest.fail("the disk never filled")


def test_a_full_disk_is_told_and_every_earlier_commit_is_kept(small_disk, tmp_path):
    store = new_store(small_disk / "desk")
    saved = fill_up(store)
    with suppress(UserError):  # there is no room for the backup either
        store.close()
    shutil.copytree(small_disk / "desk", tmp_path / "roomier")
    again = open_store(tmp_path / "roomier", PASSPHRASE)
    with again.reading() as session:
        assert list(session.scalars(select(Case.reference).order_by(Case.id))) == saved
    assert again.verify_history().ok
    again.close()


def test_a_backup_that_finds_no_room_is_told(small_disk):
    store = new_store(small_disk / "desk")
    fill_up(store)
    with pytest.raises(UserError, match="The store itself is whole"):
        store.close()
    assert not list((small_disk / "desk" / "backups").iterdir())


# ---- a folder that cannot be written


@pytest.fixture
def sealed_folder():
    """A closed store in a folder that nobody may write in, where an ordinary user can reach it."""
    top = Path(tempfile.mkdtemp(prefix="foidesk-sealed-"))
    top.chmod(0o755)
    folder = top / "desk"
    store = new_store(folder)
    add_case(store, title="Readable")
    store.close()
    shutil.rmtree(folder / "backups")
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(top)


def _as_user(pipe, work, folder, user, groups):
    try:
        os.umask(0o077)
        os.setgroups(groups)
        os.setgid(user)
        os.setuid(user)
        pipe.send(work(folder))
    except BaseException as error:
        pipe.send(f"{type(error).__name__}: {error}")


def without_rights(work, folder):
    """Run a function as somebody who may only read: root may write anywhere, and so steps down in a process of its own."""
    return as_user(work, folder, NOBODY, []) if IS_ROOT else work(folder)


def as_user(work, folder, user, groups):
    """Run a function in a process that has stepped down to another user of some groups."""
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe()
    child = context.Process(target=_as_user, args=(far, work, folder, user, groups))
    child.start()
    answer = near.recv() if near.poll(60) else "no answer"
    child.join()
    near.close()
    far.close()
    return answer


def _titles_read_only(folder):
    store = open_store(folder, PASSPHRASE)
    listed = store.case_list()
    try:
        return store.read_only, titles(store), store.verify_history().ok, [row.title for row in listed.rows([1])]
    finally:
        listed.close()
        store.close()


def _write_read_only(folder):
    store = open_store(folder, PASSPHRASE)
    try:
        add_event(store)
    except UserError as error:
        return str(error)
    finally:
        store.close()
    return "written"


def _make_read_only(folder):
    try:
        new_store(folder / "inner").close()
    except UserError as error:
        return str(error)
    return "made"


def _open_read_only(folder):
    try:
        open_store(folder, PASSPHRASE).close()
    except UserError as error:
        return str(error)
    return "opened"


def test_a_store_in_a_read_only_folder_opens_for_reading(sealed_folder):
    assert without_rights(_titles_read_only, sealed_folder) == (True, {"Readable"}, True, ["Readable"])


def test_writing_in_a_read_only_store_is_told(sealed_folder):
    assert "is read-only, so nothing can be changed" in without_rights(_write_read_only, sealed_folder)


def test_reading_in_a_read_only_folder_leaves_nothing_there(sealed_folder):
    before = sorted(path.name for path in sealed_folder.iterdir())
    without_rights(_titles_read_only, sealed_folder)
    assert sorted(path.name for path in sealed_folder.iterdir()) == before


def test_a_store_is_not_made_where_one_may_not_write(sealed_folder):
    assert "Cannot make the folder" in without_rights(_make_read_only, sealed_folder)


def test_a_read_only_store_with_changes_still_in_its_log_is_not_read_without_them(sealed_folder):
    sealed_folder.chmod(0o755)
    (sealed_folder / f"{STORE_FILE}-wal").write_bytes(b"changes")
    sealed_folder.chmod(0o555)
    assert "is open elsewhere, or was not closed" in without_rights(_open_read_only, sealed_folder)


def test_a_store_that_may_not_be_read_is_told(sealed_folder):
    sealed_folder.chmod(0o755)
    (sealed_folder / STORE_FILE).chmod(0)
    sealed_folder.chmod(0o555)
    assert "cannot be opened" in without_rights(_open_read_only, sealed_folder)


# ---- a folder of a group


def _make_and_write(folder):
    store = new_store(folder)
    add_case(store, title="Of the first officer")
    store.close()
    return "made"


def _add_and_read(folder):
    store = open_store(folder, PASSPHRASE)
    add_case(store, "2/26", title="Of the second")
    try:
        return titles(store), store.verify_history().ok
    finally:
        store.close()


@pytest.fixture
def groups_folder():
    """A folder that a group may write in and that hands its group on."""
    if not IS_ROOT:
        pytest.skip("only root may act as several users")
    top = Path(tempfile.mkdtemp(prefix="foidesk-group-"))
    top.chmod(0o755)
    folder = top / "desk"
    folder.mkdir()
    os.chown(folder, 0, 54321)
    folder.chmod(0o2770)
    yield folder
    shutil.rmtree(top)


def test_two_users_of_a_group_work_at_one_store_in_turn(groups_folder):
    assert as_user(_make_and_write, groups_folder, 50001, [54321]) == "made"
    both = {"Of the first officer", "Of the second"}
    assert as_user(_add_and_read, groups_folder, 50002, [54321]) == (both, True)


def test_a_user_of_another_group_does_not_get_in(groups_folder):
    as_user(_make_and_write, groups_folder, 50001, [54321])
    assert "UserError: You may not look into" in as_user(_add_and_read, groups_folder, 50003, [])
    assert as_user(check_place, groups_folder / "within", 50003, []) is None


def test_a_case_of_a_closed_session_can_be_read(store):
    case_id = add_case(store)
    with store.reading() as session:
        case = load_case(session, case_id)
    assert case.title == "Radar devices"
