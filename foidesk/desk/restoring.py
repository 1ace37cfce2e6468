"""Verbs for a backup, which need no open desk: what it holds, a rehearsal, and putting it in the place of the store."""

from pathlib import Path

from foidesk.store import restore as store_restore
from foidesk.store.copies import copies_in
from foidesk.store.places import check_place
from foidesk.store.restore import Copy, Preview, look_at, rehearse

__all__ = ["Copy", "Preview", "copies_of", "look_at", "rehearse", "restore"]


def restore(copy: Path, secret: str, folder: Path) -> tuple[Copy, Path | None]:
    """Put a backup in the place of the store in a folder; returns what it holds, and where the present files lie from now on.

    `secret` is a passphrase of the copy, or the recovery key. Raises UserError for a place where no store may lie, a copy that is not
    whole, or a store that is open.
    """
    check_place(folder)
    return store_restore.restore(copy, secret, folder)


def copies_of(folder: Path) -> list[Path]:
    """The copies that lie in a store's own folder of backups, the newest first."""
    return copies_in(folder / "backups")[::-1]
