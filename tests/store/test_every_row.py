"""A store that holds a row of every kind goes through every revision; a step that would break something is stopped, and nothing is lost."""

import shutil

import pytest
from alembic import command

from foidesk.desk import attach, audit, correspond, decide, estimate, fields, questions, sign
from foidesk.desk.browse import open_case
from foidesk.desk.opening import unlock
from foidesk.errors import UserError
from foidesk.model import Base
from foidesk.store import backup, integrity, migrate
from foidesk.store.driver import STORE_FILE, connect
from foidesk.store.engine import open_store
from foidesk.store.upgrade import upgrade
from tests.desk.scenes import SECRET, at_work, build
from tests.desk.verbs import TABLE, put_aside
from tests.office import NOW, PASSPHRASE
from tests.store.builder import add_case, ask_raw, full_document, key_of, run_raw

DERIVED = ("case_fts", "sqlite_", "alembic_version")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A store of today with a row of every kind, made by the verbs; what no verb makes yet is put in by hand."""
    place = tmp_path_factory.mktemp("full")
    build(place)
    with at_work(place / "decided") as at:
        put_aside(at)
        attach.attach_table(at.desk, at.case_id, TABLE, "Devices", "csv")
        correspond.log_message(at.desk, at.case_id, "They rang.")
        estimate.write_estimate(at.desk, at.case_id, None, ["4"], [estimate.Task("locate", "open each record", 5, 300)])
        for words in ("There were 12.", "There were 14."):
            decide.write_answer(at.desk, at.case_id, [at.decision(1)], words)
        audit.bring_back(at.desk, at.case_id, f"decision:{at.decision(1)}:answer", 1)
        questions.edit_question(at.desk, at.case_id, at.question(1), text="How many in all?")
        sign.unlock_identity(at.desk, SECRET)
        sign.sign_letter(at.desk, at.case_id)
        sign.withdraw_signature(at.desk, at.case_id, at.letter(), "A slip.")
        fields.autosave(at.desk, at.case_id, f"ground:{at.ground()}:reason", "Typed and not saved")
        add_case(at.desk.store, "7/25", whole=full_document("7/25"))
    fill_the_rest(place / "decided")
    return place / "decided"


def fill_the_rest(folder):
    """A row in each table that has none yet, with every column filled as its type allows."""
    for table in Base.metadata.sorted_tables:
        if ask_raw(folder, f'SELECT count(*) FROM "{table.name}"') == [(0,)]:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            run_raw(folder, f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join(map(filled, table.columns))})')


def filled(column):
    if column.foreign_keys:
        return "1"
    kind = column.type.compile()
    return {"INTEGER": "1", "BLOB": "x'00'"}.get(kind, f"'{'a' * 64}'")


@pytest.fixture
def at_first(full, tmp_path):
    """The same rows in a file of the first revision, as far as it had places for them."""
    return as_of(full, tmp_path, migrate.KNOWN[0])


def as_of(full, tmp_path, revision):
    folder, key = tmp_path / revision, key_of(full)
    shutil.copytree(full, folder, ignore=shutil.ignore_patterns(f"{STORE_FILE}*", "backups", "outbox"))
    upgrade(folder, key, to=revision)
    old = connect(folder / STORE_FILE, key, writing=True)
    try:
        old.execute("PRAGMA foreign_keys = OFF")
        old.execute(f"ATTACH '{full / STORE_FILE}' AS full KEY \"x'{key.hex()}'\"")
        for (name,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if not name.startswith(DERIVED):
                columns = ", ".join(f'"{row[1]}"' for row in old.execute(f'PRAGMA main.table_info("{name}")').fetchall())
                order = "ORDER BY seq" if name == "event" else ""
                old.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM full."{name}" {order}')
        old.execute("DELETE FROM main.sqlite_sequence")
        old.execute("INSERT INTO main.sqlite_sequence SELECT * FROM full.sqlite_sequence")
        old.execute("DETACH full")
    finally:
        old.close()
    return folder


def tables(folder):
    """Every row of every table as a record, by the table's name."""
    found = {}
    connection = connect(folder / STORE_FILE, key_of(folder))
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not name.startswith(DERIVED):
                rows = connection.execute(f'SELECT * FROM "{name}"')
                names = [item[0] for item in rows.description]
                found[name] = sorted((dict(zip(names, row, strict=True)) for row in rows), key=repr)
        return found
    finally:
        connection.close()


def triggers(folder):
    return ask_raw(folder, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")


def test_every_kind_of_row_is_there(full):
    assert {name for name, rows in tables(full).items() if not rows} == set()
    assert set(tables(full)) == {table.name for table in Base.metadata.sorted_tables}


@pytest.mark.parametrize("revision", migrate.KNOWN[:-1])
def test_everything_is_there_after_the_upgrade_as_it_was_before(full, tmp_path, revision):
    folder = as_of(full, tmp_path, revision)
    before, guards = tables(folder), triggers(folder)
    ids = ask_raw(folder, "SELECT name, seq FROM sqlite_sequence ORDER BY name")
    assert [name for name, rows in before.items() if not rows] == []
    store = open_store(folder, PASSPHRASE)
    try:
        assert (store.read_only, store.verify_history().ok) == (False, True)
    finally:
        store.close()
    after = tables(folder)
    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert sorted(kept, key=repr) == rows, name
    assert triggers(folder) == guards
    assert ask_raw(folder, "SELECT name, seq FROM sqlite_sequence ORDER BY name") == ids
    assert ask_raw(folder, "PRAGMA foreign_key_check") == ask_raw(full, "PRAGMA foreign_key_check")


BAD = {
    "a row gone": "DELETE FROM note",
    "a word changed": "UPDATE ground SET harm = NULL",
    "words of two rows swapped": "UPDATE question SET text = (SELECT max(text) FROM question)",
    "a column gone": "ALTER TABLE correspondence DROP COLUMN summary",
    "an event changed": "DROP TRIGGER event_no_update;; UPDATE event SET actor = 'Nobody' WHERE seq = 2;; {event_no_update}",
    "a version changed": "UPDATE text_version SET body = x'00'",
    "a file changed": "UPDATE stored_file SET data = zeroblob(size)",
    "a trigger gone": "DROP TRIGGER event_no_replace",
    "an index gone": "DROP INDEX ix_foi_case_list",
    "ids forgotten": "DELETE FROM sqlite_sequence WHERE name = 'decision'",
    "a table gone": "DROP TABLE draft",
}


@pytest.mark.parametrize("step", BAD)
def test_a_step_that_would_break_something_is_stopped_and_the_file_is_as_it_was(at_first, monkeypatch, step):
    guard = dict(triggers(at_first))
    before, schema = tables(at_first), ask_raw(at_first, "SELECT type, name, sql FROM sqlite_master ORDER BY name")

    def bad(config, to):
        for statement in BAD[step].format(**guard).split(";; "):
            config.attributes["connection"].exec_driver_sql(statement)

    monkeypatch.setattr(command, "upgrade", bad)
    with pytest.raises(UserError, match="would have lost"):
        upgrade(at_first, key_of(at_first))
    assert tables(at_first) == before
    assert ask_raw(at_first, "SELECT type, name, sql FROM sqlite_master ORDER BY name") == schema


def no_room(folder, key, **how):
    raise UserError("The backup could not be written: the disk may be full. The store itself is whole.")


def a_step_that_fails(config, to):
    config.attributes["connection"].exec_driver_sql("DELETE FROM question")
    raise ZeroDivisionError


@pytest.mark.parametrize(("whose", "what", "does"), [(backup, "back_up", no_room), (command, "upgrade", a_step_that_fails)])
def test_an_officer_is_not_locked_out_of_a_store_that_cannot_be_brought_up_to_date(at_first, monkeypatch, whose, what, does):
    monkeypatch.setattr(whose, what, does)
    before = (at_first / STORE_FILE).read_bytes()
    desk = unlock(at_first, PASSPHRASE, now=lambda: NOW)
    try:
        assert desk.store.read_only
        assert desk.store.why_read_only.startswith("This store was written by an earlier version of foidesk")
        case_list = desk.store.case_list()
        try:
            assert len(case_list.rows(case_list.ids("all", "", NOW.date()).ids)) == 2
        finally:
            case_list.close()
        assert [len(open_case(desk, number).case.questions) for number in (1, 2)] == [6, 2]
        with desk.reading() as session:
            assert all("was never saved" in flaw.why or "named" in flaw.why for flaw in integrity.flaws(session))
        with pytest.raises(UserError, match="can only be read"):
            correspond.log_message(desk, 1, "They rang again.")
    finally:
        desk.store.close()
    assert (at_first / STORE_FILE).read_bytes() == before
    monkeypatch.undo()
    store = open_store(at_first, PASSPHRASE)
    assert not store.read_only
    store.close()
