"""The history: append-only while the program holds the file, and telling when somebody else did."""

import json
import shutil

import pytest

from foidesk.store import history
from foidesk.store.driver import STORE_FILE, driver
from foidesk.store.engine import open_store
from foidesk.store.history import ANCHOR_FILE
from tests.store.builder import NOW, OFFICER, PASSPHRASE, add_case, add_event, key_of, new_store, run_raw

COLUMNS = "case_id, at, actor, os_user, kind, body, prev, hash"
NO_TRIGGERS = tuple(f"DROP TRIGGER {name}" for name in ("event_no_update", "event_no_delete", "event_no_replace", "event_chain"))


@pytest.fixture
def five(store):
    """A store with five events."""
    for number in range(5):
        add_event(store, number=number)
    return store


def found(store):
    report = store.verify_history()
    return report.ok, report.first_bad, report.why


def test_an_empty_history_is_whole(store):
    assert found(store) == (True, None, "")


def test_the_chain_of_what_was_done_is_whole(five):
    assert (found(five), five.verify_history().events) == ((True, None, ""), 5)


def test_an_event_says_who_did_what_and_when(store):
    case_id = add_case(store)
    with store.reading() as session:
        event = next(history.events(session, case_id))
    assert event == history.PastEvent(1, case_id, NOW, OFFICER, "received", {"questions": 1})


def test_the_events_of_one_case_are_those_of_no_other(store):
    first, _ = add_case(store), add_case(store, "2/26")
    with store.reading() as session:
        assert [event.case_id for event in history.events(session, first)] == [first]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'Mallory' WHERE seq = 2",
        "UPDATE OR REPLACE event SET seq = 4 WHERE seq = 2",
        "DELETE FROM event WHERE seq = 5",
        "DELETE FROM event",
        f"INSERT OR REPLACE INTO event(seq, {COLUMNS}) SELECT seq, {COLUMNS} FROM event WHERE seq = 3",
        f"REPLACE INTO event(seq, {COLUMNS}) SELECT seq, {COLUMNS} FROM event WHERE seq = 5",
        f"INSERT INTO event({COLUMNS}) SELECT {COLUMNS} FROM event WHERE seq = 5",
    ],
    ids=[
        "update",
        "update or replace",
        "delete",
        "delete all",
        "insert or replace",
        "replace the last",
        "insert out of the chain",
    ],
)
def test_the_triggers_refuse_any_change(five, folder, statement):
    with pytest.raises(driver().IntegrityError, match="append-only"):
        run_raw(folder, statement)
    assert five.verify_history().ok


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("actor = 'Mallory'", 3),
        ("os_user = 'mallory'", 3),
        ("kind = 'signed'", 1),
        ("body = '{}'", 5),
        ("at = '2020-01-01T00:00:00+00:00'", 2),
        ("at = 'yesterday'", 2),
        ("case_id = 9", 4),
    ],
)
def test_an_edited_event_is_named(five, folder, change, number):
    run_raw(folder, *NO_TRIGGERS, f"UPDATE event SET {change} WHERE seq = {number}")
    assert found(five) == (False, number, f"event {number} was changed after it was written")


@pytest.mark.parametrize("number", [1, 3, 4])
def test_a_deleted_event_is_named(five, folder, number):
    run_raw(folder, *NO_TRIGGERS, f"DELETE FROM event WHERE seq = {number}")
    assert found(five) == (False, number, f"event {number} is missing")


def test_a_deleted_event_whose_number_was_filled_again_is_named(five, folder):
    run_raw(
        folder,
        *NO_TRIGGERS,
        "DELETE FROM event WHERE seq = 2",
        *(f"UPDATE event SET seq = {n - 1} WHERE seq = {n}" for n in (3, 4, 5)),
    )
    assert found(five) == (False, 2, "event 2 does not follow the one before it")


def test_two_events_that_changed_places_are_named(five, folder):
    swap = ("SET seq = 99 WHERE seq = 2", "SET seq = 2 WHERE seq = 3", "SET seq = 3 WHERE seq = 99")
    run_raw(folder, *NO_TRIGGERS, *(f"UPDATE event {step}" for step in swap))
    assert found(five) == (False, 2, "event 2 does not follow the one before it")


def test_an_event_with_a_new_hash_of_its_own_is_told_by_the_next(five, folder):
    run_raw(folder, *NO_TRIGGERS, f"UPDATE event SET hash = '{'0' * 64}' WHERE seq = 2")
    assert five.verify_history().first_bad == 2


def test_a_cut_tail_is_shown_by_the_anchor(five, folder):
    run_raw(folder, *NO_TRIGGERS, "DELETE FROM event WHERE seq > 3")
    assert found(five) == (False, 4, "the history ends at event 3; it had 5")


@pytest.fixture
def rolled_back(five, folder, tmp_path):
    """The store's file as it was two events ago, beside the anchor of today."""
    five.close()
    old = tmp_path / "old.db"
    shutil.copy(folder / STORE_FILE, old)
    later = open_store(folder, PASSPHRASE)
    add_event(later)
    add_event(later)
    later.close()
    shutil.copy(old, folder / STORE_FILE)
    opened = open_store(folder, PASSPHRASE)
    yield opened
    opened.close()


def test_a_rolled_back_file_is_shown_by_the_anchor(rolled_back):
    assert found(rolled_back) == (False, 6, "the history ends at event 5; it had 7")


def test_work_after_a_rollback_does_not_hide_it(rolled_back):
    for _ in range(3):
        add_event(rolled_back, since="rollback")
    assert found(rolled_back) == (False, 7, "event 7 is another one than the anchor's")


def test_a_chain_ahead_of_its_anchor_is_whole(five, folder):
    anchor = (folder / ANCHOR_FILE).read_bytes()
    add_event(five)
    (folder / ANCHOR_FILE).write_bytes(anchor)
    assert found(five) == (True, None, "")


def test_the_next_step_brings_an_anchor_that_lagged_up_to_date(five, folder):
    anchor = (folder / ANCHOR_FILE).read_bytes()
    add_event(five)
    (folder / ANCHOR_FILE).write_bytes(anchor)
    add_event(five)
    assert history.read_anchor(folder, key_of(folder))[0] == 7


@pytest.mark.parametrize(
    "change",
    [{"seq": 3}, {"hash": "0" * 64}, {"mac": "0" * 64}, {"mac": "é"}, {"seq": None}, {"seq": float("inf")}],
    ids=["number", "hash", "mac", "other letters", "nothing", "endless"],
)
def test_a_changed_anchor_is_told(five, folder, change):
    path = folder / ANCHOR_FILE
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    assert found(five) == (False, 5, "the anchor was changed, or belongs to another store")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff"])
def test_an_anchor_that_is_no_anchor_is_told(five, folder, content):
    (folder / ANCHOR_FILE).write_bytes(content)
    assert found(five) == (False, 5, "the anchor was changed, or belongs to another store")


def test_a_missing_anchor_is_told(five, folder):
    (folder / ANCHOR_FILE).unlink()
    assert found(five) == (False, 5, "the anchor is missing")


def reopened(store, folder):
    """Close and open again; returns what was said at opening, and the kinds of the events since."""
    store.close()
    again = open_store(folder, PASSPHRASE)
    with again.reading() as session:
        kinds = [event.kind for event in history.events(session)][5:]
    again.close()
    return again.history_warning, kinds


def test_a_whole_history_opens_without_a_word(five, folder):
    assert reopened(five, folder) == ("", [])


def test_a_missing_anchor_is_told_at_opening_and_noted_in_the_history(five, folder):
    (folder / ANCHOR_FILE).unlink()
    assert reopened(five, folder) == ("the anchor is missing", ["anchor-missing"])


def test_a_missing_anchor_is_noted_once(five, folder):
    (folder / ANCHOR_FILE).unlink()
    reopened(five, folder)
    assert reopened(five, folder) == ("", ["anchor-missing"])


def test_a_changed_anchor_is_told_at_opening_and_stays_as_it_is(five, folder):
    (folder / ANCHOR_FILE).write_bytes(b"{}")
    assert reopened(five, folder) == ("the anchor was changed, or belongs to another store", [])
    assert (folder / ANCHOR_FILE).read_bytes() == b"{}"


def test_a_rolled_back_file_is_told_at_opening(rolled_back):
    assert rolled_back.history_warning == "the history ends at event 5; it had 7"


def test_a_new_store_has_its_anchor_from_the_start(store, folder):
    assert history.read_anchor(folder, key_of(folder)) == (0, "")


def test_the_anchor_of_another_store_is_told(five, folder, tmp_path):
    other = new_store(tmp_path / "other")
    add_event(other)
    other.close()
    shutil.copy(tmp_path / "other" / ANCHOR_FILE, folder / ANCHOR_FILE)
    assert found(five) == (False, 5, "the anchor was changed, or belongs to another store")


def test_an_anchor_left_by_a_store_that_was_moved_away_is_not_held_against_the_next(five, folder, tmp_path):
    five.close()
    for name in (STORE_FILE, "store.keys"):
        shutil.move(folder / name, tmp_path / name)
    store = new_store(folder)
    add_event(store)
    assert found(store) == (True, None, "")
    store.close()
