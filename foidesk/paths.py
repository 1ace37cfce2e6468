"""Where things lie: the program's own resources, the officer's store, the outbox."""

import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from foidesk.errors import UserError

STORE_FILE = "store.db"
"""The store's file in its folder; that it is there says whether foidesk was set up."""

RESTORING, RESTORED = ".restoring", "ready"
"""The folder in which a store is made ready that is to take another's place, and the file in it that says that all of it is there."""

PATIENCE = 5.0 if os.name == "nt" else 0.0
"""How long to wait for a file that another program holds (seconds)."""
_GROUPS = stat.S_ISGID | stat.S_IWGRP
"""The marks of a folder that several users share."""


def resource_dir() -> Path:
    """The folder with law data, wording, fonts, icons and samples: inside the installed package, else beside it in a checkout."""
    packaged = Path(__file__).parent / "resources"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """One file of the program's resources. Raises FileNotFoundError where the installation is damaged."""
    path = resource_dir().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"resource missing: {'/'.join(parts)}")
    return path


def store_dir() -> Path:
    """Where the officer's store lies unless told otherwise: local data, never a roaming profile (decision 3)."""
    return user_data_path("foidesk", appauthor=False, roaming=False)


def holds_store(folder: Path) -> bool:
    """Whether a store lies in a folder, or one that was made ready to be moved in at the next opening. Raises OSError as looking does."""
    return (folder / STORE_FILE).exists() or (folder / RESTORING / RESTORED).exists()


def chosen_store_dir() -> Path:
    """Where the officer's store lies: the folder chosen at the first run (decision 3), or the usual one."""
    try:
        chosen = _chosen().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        chosen = ""
    return Path(chosen) if chosen else store_dir()


def choose_store_dir(folder: Path) -> None:
    """Remember where the store lies from now on. Raises UserError where that cannot be written down."""
    if folder == store_dir():
        _chosen().unlink(missing_ok=True)
        return
    try:
        make_private(store_dir())
    except OSError as error:
        raise UserError(f"Cannot make the folder {store_dir()}: {error.strerror}.") from error
    write_whole(_chosen(), f"{folder.absolute()}\n".encode())


def _chosen() -> Path:
    return store_dir() / "chosen-folder.txt"


def log_dir() -> Path:
    """Where the log lies."""
    return user_log_path("foidesk", appauthor=False)


def file_mode(folder: Path) -> int:
    """Who may read and write a file of the store in a folder: its owner, and the folder's group where the folder is a group's.

    Several officers on one computer share a store in such a folder (decision 1): its group may write there, and what is made there
    belongs to that group (the setgid bit), so that no other group is let in.
    """
    return 0o660 if folder.stat().st_mode & _GROUPS == _GROUPS else 0o600


def make_private(folder: Path, *, like: Path | None = None) -> None:
    """Make a folder for its owner alone, or for the group too where the folder that it is made `like` is a group's."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, mode=0o700)
    if like is not None and file_mode(like) == 0o660:
        folder.chmod(0o700 | _GROUPS | 0o050)


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all: a temporary name beside it, fsync, replace, fsync of the folder.

    Raises UserError where the folder cannot be written or the disk is full; an earlier file of that name then stands unchanged.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise UserError(f"Cannot write in {path.parent}: {error.strerror}. Choose a folder that you may write in.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(mode)
        _replace(Path(temporary), path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        raise UserError(f"Cannot write {path.name}: {error.strerror}. Nothing was written.") from error
    sync_folder(path.parent)


def _replace(temporary: Path, path: Path) -> None:
    """Put a file in another's place. On Windows a scanner may hold the old one for a moment: wait for it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.1)


def sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no such call and needs none; where a file system has none, the file is in place all the same."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
