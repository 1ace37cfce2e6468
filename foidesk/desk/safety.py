"""Verbs for keeping the store safe: backups here and elsewhere, the history read whole, the index made anew, the clock held against it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.paths import write_whole
from foidesk.store import copies, history, search, settings
from foidesk.store.history import HistoryReport
from foidesk.store.places import synced_by

FAR_OFF = timedelta(days=35)
"""How far the clock may be from the last event before foidesk asks and removes nothing (docs/security.md)."""
BEHIND = timedelta(days=1)
"""How far it may lie behind the last event: a laptop's clock is set by hand at times."""

STALE = timedelta(days=7)
"""After how long without a copy elsewhere foidesk says so."""

_CHOSEN, _SEEN, _TRUSTED = "backup-elsewhere", "elsewhere.json", "clock-trusted"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The officer's own folder for backups: whether it can be reached, when a whole copy was last seen there, and who synchronises it."""

    folder: Path
    reachable: bool
    last: datetime | None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What backing up did: the copy in the store's folder, the one elsewhere, and in plain words what went wrong there ("" if nothing)."""

    path: Path
    carried: Path | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """How safe the cases are: the copies here (earliest first), the folder elsewhere, and since when there is something to lose."""

    here: tuple[datetime, ...]
    place: Elsewhere | None
    since: datetime | None
    now: datetime

    @property
    def is_stale(self) -> bool:
        """Whether nothing that was written in the last seven days, or ever, lies anywhere but on this computer."""
        last = self.place.last if self.place is not None else None
        since = last or self.since
        return since is not None and self.now - since > STALE


def back_up(desk: Desk, carrying: Callable[[], object] = lambda: None) -> BackedUp:
    """Write a verified copy now, and carry it to the officer's own folder where one is chosen; `carrying` is called in between.

    Raises UserError where no copy could be written. That the other folder is away is told in the answer: the copy here is whole.
    """
    prune = not clock_trouble(desk)
    path = desk.store.back_up(prune=prune)
    place = elsewhere(desk)
    if place is None:
        return BackedUp(path)
    carrying()
    try:
        return BackedUp(path, _carry(desk.store.folder, path, place.folder, prune=prune))
    except UserError as error:
        return BackedUp(path, trouble=str(error))


def back_up_if_changed(desk: Desk) -> BackedUp | None:
    """As `back_up`, but only where something was written since the last copy. Raises UserError as that."""
    return back_up(desk) if desk.store.changed and not desk.store.read_only else None


def carry_newest(store_folder: Path, place: Elsewhere, *, prune: bool) -> None:
    """Carry the newest copy to the officer's own folder, if that is there and does not hold it yet. Raises UserError if it fails."""
    here = copies.copies_in(store_folder / "backups")
    if here and place.reachable and not (place.folder / here[-1].name).exists():
        _carry(store_folder, here[-1], place.folder, prune=prune)


def choose_elsewhere(desk: Desk, folder: Path | None) -> None:
    """Keep copies in a folder of the officer's choice as well, such as a stick's (None: no longer).

    Raises UserError for a folder that is not there or cannot be written, or one inside the store's own.
    """
    if folder is not None:
        folder = folder.expanduser().absolute()
        _check_elsewhere(desk.store.folder, folder)
    with desk.writing() as work:
        settings.put(work.session, _CHOSEN, str(folder) if folder else None)
        work.record("backup-folder-chosen", chosen=folder is not None)


def elsewhere(desk: Desk) -> Elsewhere | None:
    """The officer's own folder for backups, if one is chosen."""
    with desk.reading() as session:
        chosen = settings.get(session, _CHOSEN)
    if not chosen:
        return None
    folder = Path(chosen)
    there, reachable = copies_elsewhere(desk, folder), folder.is_dir()
    carried = _carried(desk.store.folder, folder)
    last = there[-1] if reachable and there else None if reachable else Path(carried[-1]) if carried else None
    return Elsewhere(folder, reachable, copies.time_of(last) if last is not None else None, synced_by(folder))


def copies_elsewhere(desk: Desk, folder: Path) -> list[Path]:
    """The copies in a folder that this store carried there, the earliest first; another store's may lie there too."""
    carried = _carried(desk.store.folder, folder)
    return [copy for copy in copies.copies_in(folder) if copy.name in carried]


def verify(desk: Desk) -> HistoryReport:
    """Read the whole history: whether each event is as it was written, and which is the first that is not."""
    return desk.store.verify_history()


def reindex(desk: Desk) -> int:
    """Make the search index anew from the cases; returns how many."""
    with desk.writing() as work:
        count = search.reindex(work.session)
        work.record("reindexed", cases=count)
        return count


def kept(desk: Desk) -> Kept:
    """What copies there are, here and elsewhere, and whether that is enough."""
    with desk.reading() as session:
        since = history.first_at(session)
    return Kept(tuple(copies.written(desk.store.folder / "backups")), elsewhere(desk), since, desk.now())


def watch_clock(desk: Desk) -> None:
    """At opening: where the clock is doubtful, remember the last time that can be trusted, so that what is written now hides no doubt.

    It is forgotten once the officer agrees to the clock, or the clock was set right and something was written by it.
    """
    last, trusted, now = *_times(desk), desk.now()
    if last is None or desk.store.read_only:
        return
    held = trusted or last
    mended = now if _off(now, last) else None
    keep = held if _off(now, held) else mended
    if keep != trusted:
        # No event: it tells of this computer, and not of anything that was done.
        with desk.store.writing() as session:
            settings.put(session, _TRUSTED, keep.isoformat() if keep else None)


def clock_trouble(desk: Desk) -> str:
    """What is wrong with this computer's clock as far as the history tells, in plain words; "" if nothing.

    While it stands nothing is pruned and nothing disposed of: a wrong day would make everything look old.
    """
    last, trusted = _times(desk)
    held, now = trusted or last, desk.now()
    if held is None or not _off(now, held):
        return ""
    shown = f"The last entry in this store is of {held.day} {held:%B %Y}; this computer says {now.day} {now:%B %Y}."
    if now > held:
        return f"{shown} If that is right, go on. If not, set the clock first: dates on letters and time limits are worked out from it."
    return f"{shown} The clock is behind. Set it before you go on: dates on letters and time limits are worked out from it."


def agree_to_clock(desk: Desk) -> None:
    """This computer's clock is right, whatever the history makes of it: from now on it is trusted."""
    with desk.writing() as work:
        settings.put(work.session, _TRUSTED, None)
        work.record("clock-agreed")


def _times(desk: Desk) -> tuple[datetime | None, datetime | None]:
    """When the last entry was written, and, where a clock was doubted, the last time that can be trusted."""
    with desk.reading() as session:
        kept = settings.get(session, _TRUSTED)
        return history.last_at(session), datetime.fromisoformat(kept) if kept else None


def _off(now: datetime, held: datetime) -> bool:
    return now - held > FAR_OFF or held - now > BEHIND


def _carry(store_folder: Path, copy: Path, folder: Path, *, prune: bool) -> Path:
    target = copies.carry(copy, folder)
    carried = sorted({*_carried(store_folder, folder), copy.name})
    if prune:
        copies.prune(folder, carried)
        carried = [name for name in carried if (folder / name).exists()]
    # Beside the copies here, so that it is known while the stick is away, and whose copies are whose.
    write_whole(store_folder / "backups" / _SEEN, json.dumps({"folder": str(folder), "carried": carried}).encode())
    return target


def _carried(store_folder: Path, folder: Path) -> list[str]:
    """The names of the copies that were carried to a folder, the earliest first."""
    try:
        seen = json.loads((store_folder / "backups" / _SEEN).read_bytes())
        return [str(name) for name in seen["carried"]] if seen["folder"] == str(folder) else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _check_elsewhere(store_folder: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(f"{folder} is not there. Plug the stick in, or make the folder first.")
    if store_folder.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise UserError("That folder lies in the store's own, and is lost with it. Choose another disk or a stick.")
    trial = folder / ".foidesk-trial.part"
    try:
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise UserError(f"You may not write in {folder}: {error.strerror}. Choose another folder.") from error
