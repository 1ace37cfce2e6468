"""Verified copies of the store."""

import os
from datetime import UTC, datetime
from pathlib import Path

from foidesk.errors import UserError
from foidesk.paths import write_whole
from foidesk.store.driver import STORE_FILE, connect
from foidesk.store.keys import KEY_FILE
from foidesk.store.schema import APPLICATION_ID

KEPT = 24
"""How many copies are kept; they are pruned by count, never by age."""


def back_up(folder: Path, key: bytes) -> Path:
    """Write a copy with the key file beside it, read it back, and prune old ones; returns the copy's path.

    Raises UserError where it cannot be written. VACUUM INTO, not a stepped backup, which starves while another connection writes.
    """
    backups = folder / "backups"
    backups.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    target, temporary = backups / f"foidesk-{stamp}.db", backups / f".foidesk-{stamp}.part"
    source = connect(folder / STORE_FILE, key, writing=True)
    try:
        expected = _state(source)
        source.execute("VACUUM INTO ?", (str(temporary),))
    except Exception as error:
        temporary.unlink(missing_ok=True)
        raise UserError("The backup could not be written: the disk may be full. The store itself is whole.") from error
    finally:
        source.close()
    _sync(temporary)
    copy = connect(temporary, key, immutable=True)
    try:
        whole = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok" and _state(copy) == expected
    finally:
        copy.close()
    if not whole:
        temporary.unlink(missing_ok=True)
        raise UserError("The backup did not read back as the store. The store itself is whole; check the disk.")
    write_whole(target.with_suffix(".keys"), (folder / KEY_FILE).read_bytes())
    temporary.replace(target)
    _prune(backups)
    return target


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


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune(backups: Path) -> None:
    for old in sorted(backups.glob("foidesk-*.db"))[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_suffix(".keys").unlink(missing_ok=True)
