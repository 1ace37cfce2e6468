"""Running Alembic's revisions on an encrypted file."""

import hashlib
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from foidesk.errors import UserError
from foidesk.paths import STORE_FILE
from foidesk.store.driver import connect, driver

_DERIVED = ("sqlite_", "case_fts", "alembic_version")


def upgrade(folder: Path, key: bytes, to: str = "head") -> None:
    """Bring a store's file up to a revision, in one transaction, with foreign keys off before it begins.

    With them on, a table that a batch step rebuilds takes the rows that refer to it along (docs/security.md, migrations). Raises UserError,
    with the file as it was, where a step would have lost rows, triggers, the count of ids or the history's head.
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
            before = _kept(connection)
            command.upgrade(config, to)
            _refuse_losses(before, _kept(connection))
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            connection.close()
            engine.dispose()


def _kept(connection: Connection) -> dict[str, Any]:
    """What no upgrade may lose, by a name that can be told: rows of each table, triggers, counting ids, saved texts, the history's head."""
    kept: dict[str, Any] = {}
    for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all():
        if kind == "trigger":
            kept[f"the trigger {name}"] = sql
        elif kind == "table" and not name.startswith(_DERIVED):
            kept[f"the rows of {name}"] = connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar()  # noqa: S608
            kept[f"the ids of {name}"] = "AUTOINCREMENT" in sql
            if name == "event":
                kept["the history"] = connection.exec_driver_sql("SELECT hash FROM event ORDER BY seq DESC LIMIT 1").scalar()
            if name == "text_version":
                kept["saved texts"] = _texts(connection)
    return kept


def _texts(connection: Connection) -> str:
    """One hash over every saved version of every text, as its bytes lie there."""
    whole = hashlib.sha256()
    rows = connection.exec_driver_sql(
        "SELECT case_id, field, number, digest, body FROM text_version ORDER BY case_id, field, number"
    )
    for *named, body in rows:
        whole.update(repr(named).encode() + body)
    return whole.hexdigest()


def _refuse_losses(before: dict[str, Any], after: dict[str, Any]) -> None:
    lost = [name for name, value in before.items() if after.get(name) != value]
    if lost:
        raise UserError(f"The store could not be brought up to date: it would have lost {lost[0]}. It was left as it was.")
