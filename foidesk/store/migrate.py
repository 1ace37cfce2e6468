"""Which revision a store's file has, and how an older one is brought up to date.

One raw SELECT decides; Alembic is imported only when the file's revision differs from the program's.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from foidesk.errors import UserError
from foidesk.log import log_fault

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", "0004")
"""Every revision that this program can read, oldest first."""

_ONLY_READ = (
    "This store was written by an earlier version of foidesk and could not be brought up to date, so it can only be read."
)
_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def revision(connection: Any) -> str:
    """The revision of a file, read by the raw driver; "" where it has none."""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def stamp(connection: Connection) -> None:
    """Mark a file that was just made as being of the newest revision."""
    connection.exec_driver_sql(_TABLE)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))


def bring_up_to_date(folder: Path, key: bytes, found: str, *, immutable: bool) -> str:
    """Upgrade an older file after a verified backup; returns "", or in plain words why the file is as it was and can only be read.

    There may be no room for the backup, or a step may fail: the officer is not locked out for that. Raises UserError for a newer file, or
    an older one in a read-only folder.
    """
    if found == HEAD:
        return ""
    if found not in KNOWN:
        raise UserError("This store was written by a newer version of foidesk. Install that version; the store was not touched.")
    if immutable:
        raise UserError(
            f"This store is of an older version and {folder} is read-only. Copy it to a folder that you may write in."
        )
    from foidesk.store import backup
    from foidesk.store.upgrade import upgrade

    try:
        backup.back_up(folder, key)
        upgrade(folder, key)
    except UserError as error:
        return f"{_ONLY_READ} {error}"
    except Exception as error:  # a step that fails has changed nothing, and the cases must be within reach today
        log_fault(error)
        if "disk is full" in str(error):
            return f"{_ONLY_READ} The disk is full: make room, then open it again."
        return f"{_ONLY_READ} A step of it failed; the log says where. Tell whoever looks after foidesk."
    return ""
