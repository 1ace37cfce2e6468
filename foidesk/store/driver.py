"""The SQLite driver with encryption, and how every connection begins. No SQLAlchemy here: the case list needs this module alone."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from foidesk.errors import UserError
from foidesk.paths import STORE_FILE

_TUNING = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 3000",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cache_size = -16000",
)


def driver() -> Any:
    """The DB-API module. Raises UserError if it is missing: a store is never opened or written without encryption."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise UserError(
            "The encrypting database driver is missing. Install foidesk again: a store is never written in the clear."
        ) from error
    return dbapi2


def connect(path: Path, key: bytes, *, writing: bool = False, immutable: bool = False, stand_ins: Sequence[str] = ()) -> Any:
    """A connection to an encrypted file. The key comes first; then one real read, so that a wrong key is told at once.

    `stand_ins` are temporary views that are made on one that only reads (see older.py).
    """
    dbapi = driver()
    name = f"file:{_quoted(path)}?{'immutable=1&mode=ro' if immutable else 'mode=rwc' if writing else 'mode=rw'}"
    try:
        connection = dbapi.connect(name, uri=True, isolation_level=None, check_same_thread=False, timeout=3)
    except dbapi.DatabaseError as error:
        raise _plain(error, path) from error
    try:
        begin(connection, key, writing=writing, immutable=immutable, stand_ins=stand_ins)
    except dbapi.DatabaseError as error:
        connection.close()
        raise _plain(error, path) from error
    except UserError:
        connection.close()
        raise
    return connection


def begin(connection: Any, key: bytes, *, writing: bool, immutable: bool = False, stand_ins: Sequence[str] = ()) -> None:
    """Unlock a fresh connection and set what every connection needs (findings: order matters, the key is first)."""
    cursor = connection.cursor()
    if not (cursor.execute("PRAGMA cipher_version").fetchone() or ("",))[0]:
        # Without its encryption the library would ignore the key and write in the clear.
        raise UserError(
            "The database driver on this computer cannot encrypt. Install foidesk again: a store is never written in the clear."
        )
    cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for statement in (*_TUNING, *stand_ins):
        cursor.execute(statement)
    if writing and not immutable:
        cursor.execute("PRAGMA journal_mode = WAL").fetchone()
        cursor.execute("PRAGMA synchronous = FULL")
    elif not writing:
        cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder and the store in it can be changed."""
    path = folder / STORE_FILE
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _plain(error: Exception, path: Path) -> UserError:
    words = str(error)
    if "not a database" in words:
        return UserError(
            f"{path} does not open with its key file. One of the two belongs to another store, or is damaged: restore a backup."
        )
    if "unable to open" in words:
        return UserError(f"{path} cannot be opened. Check that it is there and that you may read it.")
    return UserError(f"{path} cannot be read: the file is damaged or in use. Restore a backup if it stays so.")


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
