"""The files of backups: how they are called, which are kept, and how one is carried to another folder, such as a stick."""

import hashlib
import os
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj

from foidesk.errors import UserError
from foidesk.paths import sync_folder

NEWEST, DAYS, WEEKS, MONTHS = 24, 14, 8, 12
"""How many copies are kept: the newest, and the last one of so many days, weeks and months that have one. Counted, never by age."""

_NAME = re.compile(r"foidesk-(\d{8}-\d{6}-\d{6})(?:-[0-9a-f]{8})?\.db")


def name_of(when: datetime, head: str) -> str:
    """What a copy is called: its time (UTC), and the beginning of the hash of the last event that it holds."""
    return f"foidesk-{when:%Y%m%d-%H%M%S-%f}{f'-{head[:8]}' if head else ''}.db"


def time_of(copy: Path) -> datetime | None:
    """When a copy was written, by its name; None for a file that is called otherwise."""
    found = _NAME.fullmatch(copy.name)
    if found is None:
        return None
    try:
        return datetime.strptime(found.group(1), "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def copies_in(folder: Path) -> list[Path]:
    """The copies in a folder, the earliest first. A folder that is not there, or may not be read, holds none."""
    try:
        found = [path for path in folder.iterdir() if time_of(path) is not None]
    except OSError:
        return []
    return sorted(found)


def written(folder: Path) -> list[datetime]:
    """When the copies in a folder were written, the earliest first."""
    return [when for copy in copies_in(folder) if (when := time_of(copy)) is not None]


def prune(folder: Path, own: Collection[str] | None = None) -> None:
    """Remove the copies that are not kept any more, each with its key file; where names are given, only `own` ones are looked at.

    A stick may hold the copies of another store as well, which are not this one's to count.
    """
    found = [copy for copy in copies_in(folder) if own is None or copy.name in own]
    keep = kept(found)
    for old in found:
        if old not in keep:
            with suppress(OSError):
                old.unlink(missing_ok=True)
                old.with_suffix(".keys").unlink(missing_ok=True)


def kept(found: Sequence[Path]) -> set[Path]:
    """Which of these copies are kept (earliest first); a wrong clock can never empty the folder, since only counts decide."""
    times = {copy: when for copy in found if (when := time_of(copy)) is not None}
    keep = set(found[-NEWEST:])
    for most, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        last = {f"{when:{period}}": copy for copy, when in times.items()}
        keep |= {last[name] for name in sorted(last)[-most:]}
    return keep


def carry(copy: Path, folder: Path) -> Path:
    """Carry a verified copy and its key file to another folder and read both back from there; returns the copy's new path.

    Raises UserError where the folder is away, is full, or what stands there is not what was written; nothing half-written stays.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is not there. Plug the stick in, or choose another folder for backups.")
    target = folder / copy.name
    made: list[Path] = []
    try:
        # The key file first: a copy without it would look whole and be of no use.
        for source, place in ((copy.with_suffix(".keys"), target.with_suffix(".keys")), (copy, target)):
            part = place.with_name(f".{place.name}.part")
            made.append(part)
            digest = _write(source, part)
            if _digest(part) != digest:
                raise UserError(f"What was written to {folder} does not read back. Do not rely on that stick or folder.")
            part.replace(place)
            made.append(place)
        sync_folder(folder)
    except BaseException as error:
        for left in made:
            with suppress(OSError):
                left.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UserError(
                f"The backup could not be written to {folder}: {error.strerror}. The store itself is whole."
            ) from error
        raise
    return target


def bring_to_disk(path: Path) -> None:
    """Have a file's bytes on the disk, and out of memory, so that what is read back comes from the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _write(source: Path, part: Path) -> str:
    part.touch(mode=0o600)
    with source.open("rb") as read, part.open("wb") as out:
        copyfileobj(read, out, 1 << 20)
        out.flush()
    bring_to_disk(part)
    return _digest(source)


def _digest(path: Path) -> str:
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()
