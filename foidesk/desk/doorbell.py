"""A second start on a store that is open: its door is rung, and whoever has it open comes forward. A file beside the lock, no network."""

import getpass
from contextlib import suppress
from pathlib import Path

from foidesk.errors import UserError
from foidesk.paths import file_mode, make_private, write_whole
from foidesk.store.driver import is_writable
from foidesk.store.engine import LOCK_FILE, hold_lock

_FOLDER, _BELL = "doorbell", "bell"
_RUNG, _ANSWERED = b"rung", b"answered"
"""What stands in the bell; an answer also says by which user of the system it is."""


def hang(folder: Path) -> Path | None:
    """Whoever has the store open: make the bell, and return its folder to be watched; None where the folder is read-only."""
    place = folder / _FOLDER
    with suppress(OSError, UserError):
        make_private(place, like=folder)
        (place / _BELL).unlink(missing_ok=True)
        return place
    return None


def ring(folder: Path) -> Path | None:
    """A second start: whether the store is open elsewhere. Then its bell is rung, and the folder to watch for an answer returned.

    Where nobody can hear it (a command has it open) the folder is the store's own.
    """
    if not (folder / LOCK_FILE).exists() or not is_writable(folder):
        return None
    with suppress(UserError):
        hold_lock(folder).release()
        return None
    place = folder / _FOLDER
    if not place.is_dir():
        return folder
    try:
        write_whole(place / _BELL, _RUNG, mode=file_mode(folder))
    except (UserError, OSError):
        return folder
    return place


def is_rung(place: Path) -> bool:
    """Whether somebody waits at the door; answers it."""
    if _read(place) != _RUNG:
        return False
    with suppress(UserError, OSError):
        write_whole(place / _BELL, _answer(), mode=file_mode(place))
    return True


def is_answered(place: Path) -> bool:
    """Whether the window that has the store open came forward, before this user: another's is on a desktop of its own."""
    return _read(place) == _answer()


def take_down(place: Path) -> None:
    """The store is left: nobody hears the bell any more."""
    with suppress(OSError):
        (place / _BELL).unlink(missing_ok=True)
        place.rmdir()


def _answer() -> bytes:
    return b"%s by %s" % (_ANSWERED, getpass.getuser().encode())


def _read(place: Path) -> bytes:
    try:
        return (place / _BELL).read_bytes()
    except OSError:
        return b""
