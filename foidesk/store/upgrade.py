"""Running Alembic's revisions on an encrypted file."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from foidesk.errors import UserError
from foidesk.paths import STORE_FILE
from foidesk.store.driver import connect, driver

MEANT: frozenset[str] = frozenset()
"""Columns ("ground.harm") whose contents a revision changes on purpose; all others must read the same afterwards."""
_CONTENTS = {"event": "the history", "text_version": "saved texts"}
_DERIVED = ("sqlite_", "case_fts", "alembic_version")


def upgrade(folder: Path, key: bytes, to: str = "head") -> None:
    """Bring a store's file up to a revision, in one transaction, with foreign keys off before it begins.

    With them on, a table that a batch step rebuilds takes the rows that refer to it along (docs/security.md, migrations). Raises UserError,
    with the file as it was, where a step would have lost or changed anything that stood there before.
    """
    engine = create_engine(
        "sqlite://",
        module=driver(),
        creator=lambda: connect(folder / STORE_FILE, key, writing=True),
        poolclass=NullPool,
        hide_parameters=True,
    )
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.commit()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        try:
            columns = {name: _columns(connection, name) for name in _tables(connection)}
            before, ids = _kept(connection, columns), _last_ids(connection)
            command.upgrade(config, to)
            _refuse_losses(before, _kept(connection, columns))
            # A step may give ids; one that forgets which were given would let them be given again.
            _refuse_losses(ids, {name: min(last, ids.get(name, 0)) for name, last in _last_ids(connection).items()})
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            connection.close()
            engine.dispose()


def _kept(connection: Connection, columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What no upgrade may lose, by a name that can be told: each table's rows, ids and contents, triggers and indexes, what rows name.

    The contents are those of the given columns, which were there before: what a step adds is its own affair.
    """
    dangling = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    kept: dict[str, Any] = {}
    for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all():
        if kind == "trigger":
            kept[f"the trigger {name}"] = sql
        elif kind == "index" and sql:
            kept[f"the index {name}"] = True
        elif kind == "table" and not name.startswith(_DERIVED):
            kept[f"the rows of {name}"] = connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar()  # noqa: S608
            kept[f"the ids of {name}"] = "AUTOINCREMENT" in sql
            kept[_CONTENTS.get(name, f"what stands in {name}")] = _contents(connection, name, columns.get(name, ()))
    return kept | {"a row that another one names": dangling}


def _tables(connection: Connection) -> list[str]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return [name for name in names if not name.startswith(_DERIVED)]


def _columns(connection: Connection, table: str) -> list[str]:
    found = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()]
    return [column for column in found if f"{table}.{column}" not in MEANT]


def _contents(connection: Connection, table: str, columns: Sequence[str]) -> int | None:
    """One number for all that stands in some columns of a table, whatever the order of its rows; None where a column is gone."""
    if not columns or not set(columns) <= set(_columns(connection, table)):
        return None
    whole = 0
    for row in connection.exec_driver_sql(f'SELECT {", ".join(map(_quoted, columns))} FROM "{table}"'):  # noqa: S608
        whole += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return whole % (1 << 256)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _last_ids(connection: Connection) -> dict[str, int]:
    """The last id that each counting table gave, by a name that can be told; a file that was just begun has none."""
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").first() is None:
        return {}
    rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    return {f"the last id of {name}": last for name, last in rows}


def _refuse_losses(before: dict[str, Any], after: dict[str, Any]) -> None:
    lost = [name for name, value in before.items() if after.get(name) != value]
    if lost:
        raise UserError(f"The store could not be brought up to date: it would have lost {lost[0]}. It was left as it was.")
