"""Verbs for a backup: what it holds, a rehearsal, and putting it in the place of the store. Only the newest's rehearsal needs a desk."""

from dataclasses import dataclass
from pathlib import Path

from foidesk.desk import safety
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.store import restore as store_restore
from foidesk.store.copies import copies_in
from foidesk.store.places import check_place
from foidesk.store.restore import Copy, Preview, rehearse

__all__ = ["Copy", "Preview", "Rehearsed", "copies_of", "look_at", "rehearse", "rehearse_newest", "restore"]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What the newest copy held: whether it lies in the folder elsewhere, and whether the officer's present passphrase opens it."""

    copy: Copy
    is_elsewhere: bool
    opens: bool


def rehearse_newest(desk: Desk) -> Rehearsed:
    """Restore the newest copy to where it is thrown away again, and read everything in it: that elsewhere, where it can be reached.

    Raises UserError where there is no copy, or the newest is not whole.
    """
    place = safety.elsewhere(desk)
    there = safety.copies_elsewhere(desk, place.folder)[-1:] if place is not None and place.reachable else []
    found = there or copies_in(desk.store.folder / "backups")[-1:]
    if not found:
        raise UserError("There is no copy yet. Make one first.")
    held, opens = store_restore.rehearse_own(found[0], desk.store)
    return Rehearsed(held, bool(there), opens)


def look_at(copy: Path, secret: str, folder: Path) -> Preview:
    """What a backup holds, and what restoring it to a folder would change there. Changes nothing.

    Raises UserError for a place where no store may lie, a file that is no backup, is damaged, or that the secret does not open.
    """
    check_place(folder)
    return store_restore.look_at(copy, secret, folder)


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
