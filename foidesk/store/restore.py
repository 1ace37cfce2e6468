"""Putting a backup in the place of the store: looked at first, made ready beside it, and then moved in; nothing is ever written over.

A restore that was cut short is finished at the next opening (`placing`), or never happened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import mkdtemp

from foidesk.errors import UserError
from foidesk.paths import STORE_FILE, file_mode, write_whole
from foidesk.store import copies, history, keys, queries, schema, search
from foidesk.store.driver import connect, driver
from foidesk.store.engine import Store, hold_lock, make_folder, open_by
from foidesk.store.placing import MAKING, READY, finish_restore

_LOOKING = ".looking"


@dataclass(frozen=True, slots=True)
class Copy:
    """What a backup holds: when it was written (null if its name does not tell), how many cases, and the head of its history."""

    path: Path
    written: datetime | None
    cases: int
    events: int
    head: str
    last_event: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring would change, by references: cases that only the present store has, and those that the copy has as they were earlier.

    `present` is false where there is no store in the folder, or none that this secret opens: then nothing can be compared.
    """

    copy: Copy
    present: bool
    lost: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def look_at(copy: Path, secret: str, folder: Path) -> Preview:
    """What a backup holds, and what restoring it to a folder would change there. Changes nothing.

    Raises UserError for a file that is no backup, is damaged, or that this passphrase or recovery key does not open.
    """
    with _prepared(copy, _by(secret), _place(folder, _LOOKING)) as (held, store):
        ours, theirs = _versions(store), _present(folder, secret)
    if theirs is None:
        return Preview(held, present=False)
    return Preview(
        held,
        present=True,
        lost=tuple(sorted(set(theirs) - set(ours))),
        older=tuple(sorted(name for name in set(theirs) & set(ours) if theirs[name] > ours[name])),
        back=tuple(sorted(set(ours) - set(theirs))),
    )


def rehearse(copy: Path, secret: str, folder: Path) -> Copy:
    """Restore a backup to where it is thrown away again, read everything, and tell what it holds. Raises UserError as `look_at`."""
    return _rehearse(copy, _by(secret), folder)[0]


def rehearse_own(copy: Path, present: Store) -> tuple[Copy, bool]:
    """Rehearse a backup of an open store by that store's own key; also whether the officer's present passphrase opens it.

    Raises UserError as `look_at`, also for a copy that was written under an earlier key.
    """

    def unwrap(place: Path) -> keys.Opened:
        if not _opens(place, present.key):
            raise UserError(
                f"{copy.name} does not open with this store's key. It is damaged, or of the time before the key was changed: "
                "then it opens with the passphrases of that time."
            )
        return keys.Opened(present.key, present.officer)

    return _rehearse(copy, unwrap, present.folder)


def _rehearse(copy: Path, unwrap: Callable[[Path], keys.Opened], folder: Path) -> tuple[Copy, bool]:
    with _prepared(copy, unwrap, _place(folder, _LOOKING)) as (held, store):
        with store.writing() as session:
            search.reindex(session)
            history.record_own(session, "rehearsed", {}, store.officer)
        same = (folder / keys.KEY_FILE).exists() and keys.same_slot(store.folder, folder, store.officer)
        return held, same


def restore(copy: Path, secret: str, folder: Path) -> tuple[Copy, Path | None]:
    """Put a backup in the place of the store in a folder; returns what it holds, and where the present files lie from now on.

    The restored store says so in its history. Raises UserError as `look_at`, and where the present store is open or the disk is full;
    then that store is as it was.
    """
    make_folder(folder)
    lock = hold_lock(folder)
    try:
        finish_restore(folder)
        with _prepared(copy, _by(secret), folder / MAKING) as (held, store):
            with store.writing() as session:
                search.reindex(session)
                body = {"events": held.events, "head": held.head[:16], "written": _moment(held.written)}
                history.record_own(session, "restored", body, store.officer)
            store.close(back_up=False)
            write_whole(folder / MAKING / READY, b"")
        return held, finish_restore(folder)
    finally:
        lock.release()


@contextmanager
def _prepared(copy: Path, unwrap: Callable[[Path], keys.Opened], place: Path) -> Iterator[tuple[Copy, Store]]:
    """The backup as a whole, open store in a folder of its own, read and verified. The folder goes away again, unless marked as ready."""
    try:
        rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        _bring(copy, place)
        opened = unwrap(place)
        _anchor_as_it_is(place, opened.key, copy)
        store = open_by(place, lambda: opened)
        try:
            yield _read_whole(copy, store), store
        finally:
            store.close(back_up=False)
    except OSError as error:
        raise UserError(f"The backup could not be read or copied: {error.strerror}. Nothing was changed.") from error
    finally:
        if not (place / READY).exists():
            rmtree(place, ignore_errors=True)


def _by(secret: str) -> Callable[[Path], keys.Opened]:
    return lambda place: keys.unlock_keys(place, secret)


def _opens(place: Path, key: bytes) -> bool:
    try:
        connect(place / STORE_FILE, key, immutable=True).close()
    except UserError:
        return False
    return True


def _place(folder: Path, name: str) -> Path:
    """Beside the store, where there is room for one like it; where no store is yet, among the system's own temporary files."""
    return folder / name if folder.is_dir() else Path(mkdtemp(prefix="foidesk-"))


def _bring(copy: Path, place: Path) -> None:
    """The copy and its key file under the names that a store's files have."""
    if not copy.is_file():
        raise UserError(f"There is no file {copy}.")
    if not copy.with_suffix(".keys").is_file():
        raise UserError(
            f"{copy.with_suffix('.keys').name} is missing beside {copy.name}. They were written together; both are needed."
        )
    for source, name in ((copy.with_suffix(".keys"), keys.KEY_FILE), (copy, STORE_FILE)):
        (place / name).touch(mode=0o600)
        with source.open("rb") as read, (place / name).open("wb") as out:
            copyfileobj(read, out, 1 << 20)
        (place / name).chmod(file_mode(place.parent))
        copies.bring_to_disk(place / name)


def _anchor_as_it_is(place: Path, key: bytes, copy: Path) -> None:
    """Read every page, and take the copy's own last event for its anchor, since none lies with a backup."""
    damaged = f"{copy.name} is damaged. Take another backup; nothing was changed."
    connection = connect(place / STORE_FILE, key, immutable=True)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise UserError(f"{copy.name} is not a backup of foidesk.")
        whole = [connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
        if whole != [[("ok",)], []]:
            raise UserError(damaged)
        last = connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    except driver().DatabaseError:
        raise UserError(damaged) from None
    finally:
        connection.close()
    history.write_anchor(place, key, *(last or (0, "")))


def _read_whole(copy: Path, store: Store) -> Copy:
    """Read every event. Raises UserError for a history that is not whole."""
    report = store.verify_history()
    if not report.ok:
        raise UserError(f"The history in {copy.name} is not whole: {report.why}. Take another backup; nothing was changed.")
    with store.reading() as session:
        return Copy(
            copy, copies.time_of(copy), len(queries.every_case(session)), report.events, report.head, history.last_at(session)
        )


def _versions(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return queries.versions(session)


def _present(folder: Path, secret: str) -> dict[str, int] | None:
    """The cases of the present store with their versions; None where there is no store, or none that this secret opens."""
    if not (folder / STORE_FILE).exists():
        return None
    try:
        connection = connect(folder / STORE_FILE, keys.unlock_keys(folder, secret).key)
    except UserError:
        return None
    try:
        return dict(connection.execute("SELECT reference, version FROM foi_case").fetchall())
    except driver().DatabaseError:
        return None
    finally:
        connection.close()


def _moment(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds") if when else None
