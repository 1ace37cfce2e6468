"""The schema as it was frozen, and files of other versions."""

import re
import secrets
import shutil
from pathlib import Path

import pytest
from alembic import command

from foidesk.errors import UserError
from foidesk.model import Case
from foidesk.store import migrate, queries, texts
from foidesk.store.driver import STORE_FILE, connect
from foidesk.store.engine import open_store
from foidesk.store.upgrade import upgrade
from tests.store.builder import NOW, PASSPHRASE, add_case, ask_raw, key_of, run_raw

FROZEN = Path(__file__).with_name("frozen")
FACTS = ("application_id", "user_version", "encoding", "page_size", "journal_mode", "auto_vacuum")


@pytest.fixture
def migrated(tmp_path):
    """A connection to a file that only the frozen revisions made."""
    place, key = tmp_path / "migrated", secrets.token_bytes(32)
    place.mkdir()
    upgrade(place, key)
    connection = connect(place / STORE_FILE, key)
    yield connection
    connection.close()


@pytest.fixture
def made(store, folder):
    """A connection to a file that the models made."""
    connection = connect(folder / STORE_FILE, key_of(folder))
    yield connection
    connection.close()


def schema(connection):
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {(*row[:3], re.sub(r"\s+", " ", row[3] or "").replace("( ", "(").replace(" )", ")").strip()) for row in rows}


def test_the_frozen_revisions_make_the_schema_of_the_models(made, migrated):
    assert schema(migrated) == schema(made)


@pytest.mark.parametrize("fact", FACTS)
def test_the_frozen_revisions_make_a_file_with_the_same_marks(made, migrated, fact):
    assert migrated.execute(f"PRAGMA {fact}").fetchone() == made.execute(f"PRAGMA {fact}").fetchone()


def test_the_frozen_revisions_leave_the_revision_of_the_program(made, migrated):
    assert (migrate.revision(migrated), migrate.revision(made)) == (migrate.HEAD, migrate.HEAD)


def test_the_newest_known_revision_is_that_of_the_program():
    assert migrate.KNOWN[-1] == migrate.HEAD


def test_a_file_of_a_newer_version_is_refused_in_plain_words(store, folder):
    store.close()
    run_raw(folder, "UPDATE alembic_version SET version_num = '9999'")
    before = (folder / STORE_FILE).read_bytes()
    with pytest.raises(UserError, match="written by a newer version of foidesk"):
        open_store(folder, PASSPHRASE)
    assert (folder / STORE_FILE).read_bytes() == before


@pytest.fixture
def older(tmp_path):
    """A folder with a store as revision 0001 wrote it: an answered case with its signed letter, and one that is half decided."""
    shutil.copytree(FROZEN / "0001", tmp_path / "older")
    return tmp_path / "older"


def tables(folder):
    """Every row of every table, by the table's name; the search index is derived, and the revision is meant to change."""
    names = [name for (name,) in ask_raw(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith(("case_fts", "sqlite_", "alembic_version"))]
    return {name: sorted(ask_raw(folder, f'SELECT * FROM "{name}"'), key=repr) for name in kept}


def test_an_older_file_opens_with_everything_it_held(older):
    before = tables(older)
    assert {name for name, rows in before.items() if rows} >= {
        "decision",
        "draft",
        "event",
        "ground",
        "stored_file",
        "text_version",
    }
    open_store(older, PASSPHRASE).close()
    after = tables(older)
    assert [after.pop(name) for name in ("set_aside", "past_source")] == [[], []]
    assert as_wide_as(after, before) == before


def as_wide_as(after, before):
    """The rows without the columns that came later, which stand last."""
    return {name: [row[: len(before[name][0])] for row in rows] if before[name] else rows for name, rows in after.items()}


@pytest.fixture
def second(tmp_path):
    """A folder with a store as revision 0002 wrote it: a closed case, and one with a finding set aside."""
    shutil.copytree(FROZEN / "0002", tmp_path / "second")
    return tmp_path / "second"


def test_a_file_of_the_second_revision_keeps_everything_and_knows_when_a_case_was_closed(second, made):
    before = tables(second)
    open_store(second, PASSPHRASE).close()
    after = tables(second)
    assert after.pop("past_source") == []
    assert as_wide_as(after, before) == before
    assert before["set_aside"]
    connection = connect(second / STORE_FILE, key_of(second))
    try:
        assert schema(connection) == schema(made)
        closed = connection.execute("SELECT stage, closed_on FROM foi_case ORDER BY id").fetchall()
        assert closed == [("closed", "2026-08-20"), ("drafting", None)]
    finally:
        connection.close()


def test_the_cases_of_an_older_file_are_whole_and_its_history_holds(older):
    store = open_store(older, PASSPHRASE)
    try:
        with store.reading() as session:
            cases = [queries.load_case(session, case_id) for case_id in queries.every_case(session)]
        assert [(case.stage.value, len(case.questions), len(case.set_asides)) for case in cases] == [
            ("sent", 6, 0),
            ("drafting", 2, 0),
        ]
        assert store.verify_history().ok
    finally:
        store.close()


def test_an_older_file_becomes_as_a_new_one_is(older, made):
    open_store(older, PASSPHRASE).close()
    connection = connect(older / STORE_FILE, key_of(older))
    try:
        assert schema(connection) == schema(made)
        assert migrate.revision(connection) == migrate.HEAD
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()


def test_an_older_file_is_backed_up_before_it_is_changed(older):
    open_store(older, PASSPHRASE).close()
    (copy,) = (older / "backups").glob("*.db")
    connection = connect(copy, key_of(older))
    try:
        assert migrate.revision(connection) == "0001"
    finally:
        connection.close()


def test_an_older_file_in_a_read_only_folder_is_refused_in_plain_words(folder):
    with pytest.raises(UserError, match="of an older version"):
        migrate.bring_up_to_date(folder, bytes(32), "0001", immutable=True)


def test_running_the_revisions_on_a_file_of_today_changes_nothing(store, folder, made):
    add_case(store)
    before = schema(made)
    upgrade(folder, key_of(folder))
    assert (schema(made), made.execute("SELECT count(*) FROM question").fetchone()) == (before, (1,))


@pytest.mark.parametrize(
    ("step", "lost"),
    [
        ("DELETE FROM question", "the rows of question"),
        ("DROP TRIGGER event_no_delete", "the trigger event_no_delete"),
        ("DROP TABLE note", "the rows of note"),
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'AUTOINCREMENT', '') WHERE name = 'ground'",
            "the ids of ground",
        ),
        (
            "DROP TRIGGER event_no_update; UPDATE event SET hash = replace(hash, substr(hash, 1, 1), 'x')",
            "the history",
        ),
        ("UPDATE text_version SET body = x'00'", "saved texts"),
    ],
    ids=["rows", "trigger", "table", "counting ids", "history", "texts"],
)
def test_an_upgrade_that_would_lose_something_changes_nothing(store, folder, made, monkeypatch, step, lost):
    def lossy(config, to):
        for statement in step.split("; "):
            config.attributes["connection"].exec_driver_sql(statement)

    def state():
        return schema(made), [
            made.execute(f"SELECT * FROM {table}").fetchall() for table in ("question", "event", "text_version")
        ]

    case_id = add_case(store)
    with store.writing() as session:
        texts.save_version(session, session.get(Case, case_id), "ground:1:harm", "Thieves would know.", at=NOW)
    before = state()
    monkeypatch.setattr(command, "upgrade", lossy)
    with pytest.raises(UserError, match=lost):
        upgrade(folder, key_of(folder))
    assert state() == before


def test_a_file_of_the_third_revision_keeps_everything_and_becomes_as_a_new_one_is(tmp_path, made):
    third = tmp_path / "third"
    shutil.copytree(FROZEN / "0003", third)
    before = tables(third)
    open_store(third, PASSPHRASE).close()
    assert tables(third) == before
    connection = connect(third / STORE_FILE, key_of(third))
    try:
        assert schema(connection) == schema(made)
    finally:
        connection.close()
