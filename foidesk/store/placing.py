"""Moving a store that was made ready into its place, and what lies there aside: the last step of a restore or a new key, safe to repeat."""

import os
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from foidesk.paths import RESTORED, RESTORING, STORE_FILE, make_private, sync_folder
from foidesk.store.history import ANCHOR_FILE
from foidesk.store.keys import KEY_FILE, PREVIOUS_FILE

MAKING, READY = RESTORING, RESTORED

FORGET = b"forget what was there"
"""What the second holds where the present files are to go for good: they open with a key that is to open nothing any more."""

_LOG = (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm")
_PLACED = (KEY_FILE, PREVIOUS_FILE, ANCHOR_FILE, STORE_FILE)


def finish_restore(folder: Path) -> Path | None:
    """Move in what was made ready, the present files aside; returns where those lie now, None if there were none.

    What was not made ready whole is thrown away. Cut short at any step, it goes on where it stopped. The caller holds the store's lock.
    """
    making = folder / MAKING
    if not (making / READY).exists():
        rmtree(making, ignore_errors=True)
        return None
    aside = folder / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    # The log goes with the file that it belongs to: beside another one it would be taken for that one's.
    for name in _LOG if (making / STORE_FILE).exists() else ():
        _put_aside(folder / name, aside)
    for name in _PLACED:
        if (making / name).exists():
            _put_aside(folder / name, aside, leave=name == STORE_FILE)
            (making / name).replace(folder / name)
    sync_folder(folder)
    if (making / READY).read_bytes() == FORGET:
        for gone in folder.glob("replaced-*"):
            rmtree(gone, ignore_errors=True)
        (folder / PREVIOUS_FILE).unlink(missing_ok=True)
    (making / READY).unlink()
    rmtree(making, ignore_errors=True)
    return aside if aside.exists() else None


def _put_aside(present: Path, aside: Path, *, leave: bool = False) -> None:
    """Move a file aside; with `leave`, where the disk can, let it stand too until the new one replaces it, so that there is always one."""
    if not present.exists():
        return
    make_private(aside, like=present.parent)
    if leave:
        try:
            os.link(present, aside / present.name)
            return
        except OSError:
            pass
    present.replace(aside / present.name)
