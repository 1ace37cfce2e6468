"""Where things lie: the program's own resources, the officer's store, the outbox."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from foidesk.errors import UserError


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


def log_dir() -> Path:
    """Where the log lies."""
    return user_log_path("foidesk", appauthor=False)


def write_whole(path: Path, data: bytes) -> None:
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
        Path(temporary).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        raise UserError(f"Cannot write {path.name}: {error.strerror}. Nothing was written.") from error


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
