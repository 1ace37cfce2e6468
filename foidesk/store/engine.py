"""The store: one encrypted SQLite file, opened by one program at a time, written in whole transactions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from foidesk.errors import UserError
from foidesk.model import Base
from foidesk.paths import STORE_FILE, file_mode, holds_store, make_private, sync_folder, write_whole
from foidesk.store import backup, history, keys, migrate, placing, schema
from foidesk.store.driver import connect, driver, is_writable
from foidesk.store.listing import CaseList

LOCK_FILE = "store.lock"


class Store:
    """An open store. `officer` is who unlocked it; a store in a read-only folder can be read and not written."""

    def __init__(self, folder: Path, key: bytes, officer: str, lock: FileLock | None, *, older: str = "") -> None:
        self.folder, self.path, self.officer = folder, folder / STORE_FILE, officer
        self.read_only = lock is None or bool(older)
        self.why_read_only = (
            older or f"{folder} is read-only, so nothing can be changed. Copy the store to a folder that you may write in."
        )
        self._key, self._lock, self._immutable = key, lock, lock is None
        self._stand_ins = _stand_ins(self.path, key) if older else ()
        self._reader = _engine(self.path, key, writing=False, immutable=self._immutable, stand_ins=self._stand_ins)
        self._writer = None if self.read_only else _engine(self.path, key, writing=True)
        self._changed = self._closed = False
        self.history_warning = self._hold_against_anchor()
        """What is wrong with the history as far as its anchor tells, in plain words; "" if nothing."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the store and cannot change it."""
        self._check_open()
        with _plainly(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it or nothing. Raises UserError where the disk is full or the store is read-only."""
        self._check_open()
        if self.read_only:
            raise UserError(self.why_read_only)
        with _plainly():
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                before, wrong = history.head(session), history.differs_from_anchor(session, self.folder, self._key)
                yield session
                after = history.head(session)
            if after != before:
                self._changed = True
                if wrong in ("", history.NO_ANCHOR):  # else the anchor is the evidence of a rolled-back file, and stays
                    # What is committed is saved: a crash or a full disk here leaves the chain ahead of its anchor, as verifying allows.
                    with suppress(UserError):
                        history.write_anchor(self.folder, self._key, *after)

    def case_list(self) -> CaseList:
        """The case list on a connection of its own, for the window's query thread."""
        self._check_open()
        return CaseList(self.path, self._key, immutable=self._immutable, stand_ins=self._stand_ins)

    def verify_history(self) -> history.HistoryReport:
        """Whether the history is whole; names the first bad event."""
        with self.reading() as session:
            return history.verify_chain(session, self.folder, self._key)

    def add_officer(self, name: str, passphrase: str, cost: keys.KeyCost) -> int:
        """Give an officer a slot of their own for the key; returns how many officers have one. Raises UserError for a weak passphrase."""
        self._check_open()  # a slot that wraps no key would make the key file unreadable
        keys.add_officer(self.folder, self._key, passphrase, name, cost)
        return len(keys.officers(self.folder))

    def back_up(self, *, prune: bool = True) -> Path:
        """Write a verified copy into the folder of backups; returns its path. Old ones are kept where `prune` is false."""
        self._check_open()
        path = backup.back_up(self.folder, self._key, prune=prune)
        self._changed = False
        return path

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, so that nothing can be read from it any more."""
        return self._closed

    @property
    def changed(self) -> bool:
        """Whether anything was written since the last copy."""
        return self._changed

    @contextmanager
    def changing_keys(self) -> Iterator[None]:
        """Change the key file; what fails in it, or in the transaction within, puts the file back as it was."""
        self._check_open()
        path = self.folder / keys.KEY_FILE
        try:
            before = path.read_bytes()
        except OSError as error:
            raise UserError(f"The key file {path} cannot be read: {error.strerror}.") from error
        try:
            yield
        except BaseException:
            if path.read_bytes() != before:
                write_whole(path, before, mode=file_mode(self.folder))
            raise

    @property
    def key(self) -> bytes:
        """The data key, for what works on the files themselves."""
        self._check_open()
        return self._key

    def close(self, *, back_up: bool = True, prune: bool = True, then: Callable[[], object] = lambda: None) -> None:
        """Back up what was changed, close every connection, forget the key, do what is to be done with the files, let the next one in."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._changed and back_up:
                backup.back_up(self.folder, self._key, prune=prune)
        finally:
            self._reader.dispose()
            if self._writer is not None:
                self._writer.dispose()
            # An engine's recipe for new connections holds the key too.
            del self._reader, self._writer
            self._key = b""
            try:
                then()
            finally:
                if self._lock is not None:
                    self._lock.release()

    def _check_open(self) -> None:
        if self._closed:
            raise UserError("The store is closed. Unlock it again first.")

    def _hold_against_anchor(self) -> str:
        """Compare the history with its anchor. A missing one is noted in the history itself, which makes a new one."""
        with self.reading() as session:
            wrong = history.differs_from_anchor(session, self.folder, self._key)
            seq, _ = history.head(session)
        if wrong == history.NO_ANCHOR and not self.read_only:
            with suppress(UserError), self.writing() as session:  # a full disk must not lock the officer out
                history.record_own(session, "anchor-missing", {"events": seq}, self.officer)
        return wrong


def create_store(folder: Path, passphrase: str, officer: str, *, cost: keys.KeyCost = keys.CAREFUL) -> tuple[Store, str]:
    """Make a new store in a folder; returns it, open, and the recovery key that is shown this once.

    Raises UserError for a weak passphrase, a folder that cannot be written, or one that holds a store already.
    """
    keys.check_strength(passphrase)
    driver()
    make_folder(folder)
    if holds_store(folder):
        raise UserError(f"There is a store in {folder} already.")
    lock = hold_lock(folder)
    try:
        key, recovery = _make_store(folder, passphrase, officer, cost)
        return Store(folder, key, officer, lock), recovery
    except BaseException:
        lock.release()
        raise


def remove_store(folder: Path) -> None:
    """Take away a store that was made a moment ago, closed, and holds nothing; an earlier key file comes back to its place."""
    made = (STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", history.ANCHOR_FILE, LOCK_FILE, keys.KEY_FILE)
    for name in made:
        (folder / name).unlink(missing_ok=True)
    if (folder / keys.PREVIOUS_FILE).exists():
        (folder / keys.PREVIOUS_FILE).rename(folder / keys.KEY_FILE)
    rmtree(folder / "backups", ignore_errors=True)


def open_store(folder: Path, passphrase: str) -> Store:
    """Open the store in a folder with a passphrase or the recovery key.

    Raises UserError in plain words: no store, a wrong or lost key, a file of a newer version, or one that is open elsewhere.
    """
    return open_by(folder, lambda: keys.unlock_keys(folder, passphrase))


def open_by(folder: Path, unwrap: Callable[[], keys.Opened]) -> Store:
    """Open the store in a folder by a key that is unwrapped once the store is held. Raises UserError as `open_store`."""
    driver()
    try:
        found = holds_store(folder)
    except OSError as error:
        raise UserError(f"You may not look into {folder}: {error.strerror}. Ask whoever set it up to let you in.") from error
    if not found:
        raise UserError(f"There is no store in {folder}.")
    lock = hold_lock(folder) if is_writable(folder) else None
    try:
        if lock is not None:
            placing.finish_restore(folder)
        opened = unwrap()
        older = _check_file(folder, opened.key, immutable=lock is None)
        return Store(folder, opened.key, opened.officer, lock, older=older)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _check_file(folder: Path, key: bytes, *, immutable: bool) -> str:
    """Bring the file up to date; returns in plain words why it could not be, so that it can only be read, "" where it is."""
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
    return migrate.bring_up_to_date(folder, key, revision, immutable=immutable)


def _stand_ins(path: Path, key: bytes) -> Sequence[str]:
    from foidesk.store import older

    connection = connect(path, key)
    try:
        return older.stand_ins(connection)
    finally:
        connection.close()


def make_folder(folder: Path) -> None:
    """The folder of a store, made where there is none. Raises UserError where it cannot be made or written in."""
    try:
        make_private(folder)
    except OSError as error:
        raise UserError(f"Cannot make the folder {folder}: {error.strerror}.") from error
    if not is_writable(folder):
        raise UserError(f"You may not write in {folder}. Choose another folder.")


def hold_lock(folder: Path) -> FileLock:
    """The lock that says that a store is open. Raises UserError where another program holds it."""
    # Not a thread's own: the window unlocks on one thread and leaves on another.
    lock = FileLock(folder / LOCK_FILE, timeout=0, mode=file_mode(folder), thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError("This store is open in another window of foidesk already. Use that one, or close it first.") from None
    except OSError as error:
        raise UserError(f"Cannot lock the store in {folder}: {error.strerror}.") from error
    return lock


def _make_store(folder: Path, passphrase: str, officer: str, cost: keys.KeyCost) -> tuple[bytes, str]:
    """Make keys and tables in a folder within, and put them in place whole: a first run that was cut short can be tried again."""
    making = folder / ".making"
    rmtree(making, ignore_errors=True)
    try:
        making.mkdir(mode=0o700)
        key, recovery = keys.create_keys(making, passphrase, officer, cost)
        _make_tables(making, key)
        # A log or an anchor that was left by a store that is gone would be taken for this one's.
        for name in (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm"):
            (folder / name).unlink(missing_ok=True)
        history.write_anchor(folder, key, 0, "")
        keys.put_in_place(making, folder)
        (making / STORE_FILE).chmod(file_mode(folder))
        (making / STORE_FILE).rename(folder / STORE_FILE)
        sync_folder(folder)
    except OSError as error:
        raise UserError(f"The store could not be made in {folder}: {error.strerror}.") from error
    finally:
        rmtree(making, ignore_errors=True)
    return key, recovery


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


def _engine(path: Path, key: bytes, *, writing: bool, immutable: bool = False, stand_ins: Sequence[str] = ()) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=driver(),
        creator=lambda: connect(path, key, writing=writing, immutable=immutable, stand_ins=stand_ins),
        poolclass=QueuePool,
        pool_size=1 if writing else 3,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that writes after another's commit fails at once, whatever the timeout: take the write lock first.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


_PLAIN = (
    ("disk is full", "The disk is full. Nothing of this step was saved; make room and try again."),
    ("readonly database", "The store's folder has become read-only. Nothing of this step was saved."),
    ("database is locked", "The store is busy. Nothing of this step was saved; try again in a moment."),
    ("disk I/O error", "The disk did not answer. Nothing of this step was saved; check the disk, then open the store again."),
    ("image is malformed", "The store is damaged. Close it, keep its folder as it is, and restore the newest backup."),
)


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell the environment's failures in plain words; anything else passes."""
    try:
        yield
    except DBAPIError as error:
        for words, plain in _PLAIN:
            if words in str(error.orig):
                raise UserError(plain) from None
        raise
