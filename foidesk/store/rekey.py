"""A new data key for a store, where somebody may have copied it together with a passphrase that opened it.

The whole store is written anew under the new key beside the present one, read back, and moved in as a restore is (`placing`). Only the
officer who does it keeps a slot, since nobody can wrap the new key for others without their passphrases; there is a new recovery key.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from foidesk.errors import UserError
from foidesk.paths import STORE_FILE, file_mode, write_whole
from foidesk.store import backup, copies, history, keys
from foidesk.store.driver import connect, driver
from foidesk.store.engine import Store, hold_lock
from foidesk.store.placing import FORGET, MAKING, READY, finish_restore


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that waits to be taken into use, and the recovery key to be printed and typed back first."""

    key: bytes = field(repr=False)
    recovery: str = field(repr=False)


def make_new_key(store: Store, passphrase: str, cost: keys.KeyCost = keys.CAREFUL) -> NewKey:
    """Make the new key and its wraps, beside the store; nothing is changed yet. Raises UserError for a weak passphrase."""
    making = store.folder / MAKING
    keys.check_strength(passphrase)
    rmtree(making, ignore_errors=True)
    try:
        making.mkdir(mode=0o700)
        return NewKey(*keys.create_keys(making, passphrase, store.officer, cost))
    except OSError as error:
        raise UserError(f"The new key could not be written: {error.strerror}. The store keeps its present key.") from error


def give_up(store: Store) -> None:
    """Forget a new key that was made and not taken into use."""
    rmtree(store.folder / MAKING, ignore_errors=True)


def take_new_key(store: Store, new: NewKey) -> None:
    """Write the store under its new key, put it in place, and close it; it opens with the new passphrase from now on.

    Raises UserError where there is no room or what was written does not read back; then the store is open and as it was. The files under
    the old key are removed; older backups still open with the passphrases of their day.
    """
    folder, making = store.folder, store.folder / MAKING
    copy = making / STORE_FILE
    try:
        expected = backup.copy_store(folder, store.key, copy)
        _change_key(store.key, new.key, copy)
        if backup.read_back(copy, new.key) != expected:
            raise UserError(
                "What was written under the new key does not read back. The store keeps its present key; check the disk."
            )
        copy.chmod(file_mode(folder))
        history.write_anchor(making, new.key, *_head(new.key, making))
        _say_so(store, new)
        write_whole(making / READY, FORGET)
    except BaseException as error:
        (making / READY).unlink(missing_ok=True)
        rmtree(making, ignore_errors=True)
        if isinstance(error, OSError):
            raise UserError(f"There is no room to write the store anew: {error.strerror}. It keeps its present key.") from error
        raise
    store.close(back_up=False, then=lambda: _place(folder))


def _place(folder: Path) -> None:
    # A file that somebody still holds open cannot be replaced everywhere: the next opening goes on where this stopped.
    with suppress(OSError):
        finish_restore(folder)


def _say_so(store: Store, new: NewKey) -> None:
    """The event is written into the copy alone: where the change fails it never happened."""
    making = store.folder / MAKING
    copy = Store(making, new.key, store.officer, hold_lock(making))
    try:
        with copy.writing() as session:
            history.record_own(session, "key-changed", {"officers": len(keys.officers(store.folder))}, store.officer)
    finally:
        copy.close(back_up=False)


def _change_key(old: bytes, new: bytes, copy: Path) -> None:
    connection = connect(copy, old, writing=True)
    try:
        # A log of its own would be written under the old key.
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    except driver().DatabaseError as error:
        raise UserError("There is no room to write the store anew. It keeps its present key.") from error
    finally:
        connection.close()
    copies.bring_to_disk(copy)


def _head(key: bytes, making: Path) -> tuple[int, str]:
    connection = connect(making / STORE_FILE, key, immutable=True)
    try:
        seq, digest = connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
        return int(seq), str(digest)
    finally:
        connection.close()
