"""The store: one encrypted SQLite file, opened by one program at a time, written in whole transactions."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from foidesk.errors import UserError
from foidesk.model import Base
from foidesk.store import backup, history, keys, migrate, schema
from foidesk.store.driver import STORE_FILE, connect, driver, is_writable
from foidesk.store.listing import CaseList

LOCK_FILE = "store.lock"


class Store:
    """An open store. `officer` is who unlocked it; a store in a read-only folder can be read and not written."""

    def __init__(self, folder: Path, key: bytes, officer: str, lock: FileLock | None) -> None:
        self.folder, self.path, self.officer = folder, folder / STORE_FILE, officer
        self.read_only = lock is None
        self._key, self._lock = key, lock
        self._reader = _engine(self.path, key, writing=False, immutable=self.read_only)
        self._writer = None if self.read_only else _engine(self.path, key, writing=True)
        self._read = sessionmaker(self._reader, expire_on_commit=False)
        self._write = sessionmaker(self._writer, expire_on_commit=False)
        self._changed = False

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the store and cannot change it."""
        with _plainly(), self._read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it or nothing. Raises UserError where the disk is full or the store is read-only."""
        if self.read_only:
            raise UserError(
                f"{self.folder} is read-only, so nothing can be changed. Copy the store to a folder that you may write in."
            )
        with _plainly():
            with self._write.begin() as session:
                before, sound = history.head(session), history.holds_anchor(session, self.folder, self._key)
                yield session
                after = history.head(session)
            if after != before:
                self._changed = True
                if sound:  # else the anchor is the evidence of a rolled-back file, and stays
                    # What is committed is saved: a crash or a full disk here leaves the chain ahead of its anchor, as verifying allows.
                    with suppress(UserError):
                        history.write_anchor(self.folder, self._key, *after)

    def case_list(self) -> CaseList:
        """The case list on a connection of its own, for the window's query thread."""
        return CaseList(self.path, self._key, immutable=self.read_only)

    def verify_history(self) -> history.HistoryReport:
        """Whether the history is whole; names the first bad event."""
        with self.reading() as session:
            return history.verify_chain(session, self.folder, self._key)

    def back_up(self) -> Path:
        """Write a verified copy into the folder of backups; returns its path."""
        return backup.back_up(self.folder, self._key)

    def close(self) -> None:
        """Back up what was changed, close every connection, forget the key and let the next one in."""
        if self._lock is None and not self.read_only:
            return
        try:
            if self._changed:
                self.back_up()
        finally:
            self._reader.dispose()
            if self._writer is not None:
                self._writer.dispose()
            self._key = b""
            if self._lock is not None:
                self._lock.release()
                self._lock = None


def create_store(folder: Path, passphrase: str, officer: str, *, cost: keys.KeyCost = keys.CAREFUL) -> tuple[Store, str]:
    """Make a new store in a folder; returns it, open, and the recovery key that is shown this once.

    Raises UserError for a weak passphrase, a folder that cannot be written, or one that holds a store already.
    """
    keys.check_strength(passphrase)
    driver()
    _make_folder(folder)
    if (folder / STORE_FILE).exists():
        raise UserError(f"There is a store in {folder} already.")
    lock = _lock(folder)
    try:
        # The anchor of a store that was moved away would be held against the new one.
        (folder / history.ANCHOR_FILE).unlink(missing_ok=True)
        key, recovery = keys.create_keys(folder, passphrase, officer, cost)
        _make_tables(folder, key)
    except BaseException:
        # A first run that failed leaves an empty folder, so that it can be tried again.
        for name in (STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", keys.KEY_FILE):
            with suppress(OSError):
                (folder / name).unlink()
        lock.release()
        raise
    return Store(folder, key, officer, lock), recovery


def open_store(folder: Path, passphrase: str) -> Store:
    """Open the store in a folder with a passphrase or the recovery key.

    Raises UserError in plain words: no store, a wrong or lost key, a file of a newer version, or one that is open elsewhere.
    """
    driver()
    if not (folder / STORE_FILE).exists():
        raise UserError(f"There is no store in {folder}.")
    lock = _lock(folder) if is_writable(folder) else None
    try:
        opened = keys.unlock_keys(folder, passphrase)
        _check_file(folder, opened.key, immutable=lock is None)
        return Store(folder, opened.key, opened.officer, lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _check_file(folder: Path, key: bytes, *, immutable: bool) -> None:
    log = folder / f"{STORE_FILE}-wal"
    if immutable and log.exists() and log.stat().st_size:
        # Read without its log, the file would silently lack the last changes.
        raise UserError(
            f"The store in {folder} is open elsewhere, or was not closed, and the folder is read-only. "
            "Close it there, or copy the whole folder to a place that you may write in."
        )
    connection = connect(folder / STORE_FILE, key, immutable=immutable)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise UserError(f"{folder / STORE_FILE} is not a foidesk store.")
        revision = migrate.revision(connection)
    finally:
        connection.close()
    migrate.bring_up_to_date(folder, key, revision, immutable=immutable)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UserError(f"Cannot make the folder {folder}: {error.strerror}.") from error
    if not is_writable(folder):
        raise UserError(f"You may not write in {folder}. Choose another folder.")


def _lock(folder: Path) -> FileLock:
    lock = FileLock(folder / LOCK_FILE, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise UserError("This store is open in another window of foidesk already. Use that one, or close it first.") from None
    except OSError as error:
        raise UserError(f"Cannot lock the store in {folder}: {error.strerror}.") from error
    return lock


def _make_tables(folder: Path, key: bytes) -> None:
    engine = _engine(folder / STORE_FILE, key, writing=True)
    try:
        with _plainly(), engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            Base.metadata.create_all(connection)
            for statement in schema.EXTRA:
                connection.exec_driver_sql(statement)
            migrate.stamp(connection)
    finally:
        engine.dispose()


def _engine(path: Path, key: bytes, *, writing: bool, immutable: bool = False) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=driver(),
        creator=lambda: connect(path, key, writing=writing, immutable=immutable),
        poolclass=QueuePool,
        pool_size=1 if writing else 3,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that writes after another's commit fails at once, whatever the timeout: take the write lock first.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell the environment's failures in plain words; anything else passes."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig)
        if "full" in words:
            raise UserError("The disk is full. Nothing of this step was saved; make room and try again.") from None
        if "readonly" in words or "read-only" in words:
            raise UserError("The store's folder has become read-only. Nothing of this step was saved.") from None
        if "locked" in words or "busy" in words:
            raise UserError("The store is busy. Nothing of this step was saved; try again in a moment.") from None
        raise
