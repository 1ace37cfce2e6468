"""Verified copies of the store."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from foidesk.errors import UserError
from foidesk.paths import STORE_FILE, file_mode, make_private, sync_folder, write_whole
from foidesk.store import copies
from foidesk.store.driver import connect, driver
from foidesk.store.keys import KEY_FILE
from foidesk.store.schema import APPLICATION_ID


def back_up(folder: Path, key: bytes, *, prune: bool = True) -> Path:
    """Write a copy with the key file beside it, read it back, and prune old ones; returns the copy's path.

    Raises UserError where it cannot be written or does not read back; then nothing new is left and no old copy is pruned. Nothing is
    pruned either where the clock cannot be trusted (`prune` false).
    """
    backups = folder / "backups"
    temporary = backups / f".foidesk-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.part"
    target = None
    try:
        _make_room(backups)
        expected = copy_store(folder, key, temporary)
        target = backups / copies.name_of(datetime.now(UTC), str(expected[-1] or ""))
        if read_back(temporary, key) != expected:
            raise UserError("The backup did not read back as the store. The store itself is whole; check the disk.")
        write_whole(target.with_suffix(".keys"), (folder / KEY_FILE).read_bytes(), mode=file_mode(folder))
        temporary.replace(target)
        sync_folder(backups)
    except BaseException as error:
        for made in (temporary, target.with_suffix(".keys") if target else temporary):
            with suppress(OSError):
                made.unlink()
        if isinstance(error, OSError):
            raise UserError(f"The backup could not be written: {error.strerror}. The store itself is whole.") from error
        raise
    if prune:
        copies.prune(backups)
    return target


def _make_room(backups: Path) -> None:
    """The folder of copies, without what a copy that was cut short left there: only who holds the store's lock backs it up."""
    make_private(backups, like=backups.parent)
    for left in backups.glob(".foidesk-*.part"):
        left.unlink(missing_ok=True)


def copy_store(folder: Path, key: bytes, temporary: Path) -> tuple[object, ...]:
    """Write a copy under the same key and bring it to the disk; returns what it must have in common with the store."""
    source = connect(folder / STORE_FILE, key, writing=True)
    # VACUUM INTO fills an empty file, which keeps the mode that it was made with.
    temporary.touch(mode=0o600)
    temporary.chmod(file_mode(folder))
    try:
        expected = _state(source)
        # Not a stepped backup, which starves while another connection writes.
        source.execute("VACUUM INTO ?", (str(temporary),))
    except driver().DatabaseError as error:
        raise UserError("The backup could not be written: the disk may be full. The store itself is whole.") from error
    finally:
        source.close()
    copies.bring_to_disk(temporary)
    return expected


def read_back(temporary: Path, key: bytes) -> tuple[object, ...] | None:
    """What the copy holds, read page by page; None where it is no whole store."""
    try:
        copy = connect(temporary, key, immutable=True)
    except UserError:
        return None
    try:
        return _state(copy) if copy.execute("PRAGMA quick_check").fetchone()[0] == "ok" else None
    except driver().DatabaseError:
        return None
    finally:
        copy.close()


def _state(connection: object) -> tuple[object, ...]:
    """What a copy must have in common with the store: its mark, the counts of cases and texts, the head of the history."""
    query = (
        "SELECT (SELECT count(*) FROM foi_case), (SELECT count(*) FROM text_version), (SELECT count(*) FROM stored_file), "
        "(SELECT coalesce(max(seq), 0) FROM event), (SELECT hash FROM event ORDER BY seq DESC LIMIT 1)"
    )
    mark = connection.execute("PRAGMA application_id").fetchone()[0]  # type: ignore[attr-defined]
    if mark != APPLICATION_ID:
        return (mark,)
    return (mark, *connection.execute(query).fetchone())  # type: ignore[attr-defined]
