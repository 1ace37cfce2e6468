"""Opening the desk: the first run, the unlocking, the leaving."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from foidesk.desk import safety
from foidesk.desk.holidays import catch_up
from foidesk.desk.office import Desk, Officer
from foidesk.errors import UserError
from foidesk.paths import holds_store
from foidesk.store import keyrings
from foidesk.store.engine import Store, create_store, open_by, open_store, remove_store
from foidesk.store.keys import CAREFUL, KeyCost, keyring_slots, make_passphrase
from foidesk.store.places import check_place


@dataclass(frozen=True, slots=True)
class FirstRun:
    """A new store: the desk, and the recovery key that is shown once and typed back."""

    desk: Desk
    recovery_key: str


def suggest_passphrase() -> str:
    """Five words made by the program."""
    return make_passphrase()


def store_exists(folder: Path) -> bool:
    """Whether a store lies in a folder."""
    try:
        return holds_store(folder)
    except PermissionError:
        return True  # opening it will say that this user may not


def first_run(
    folder: Path,
    passphrase: str,
    officer: str,
    *,
    cost: KeyCost = CAREFUL,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> FirstRun:
    """Make a store on this computer. Raises UserError for a synchronised folder, a network share or a weak passphrase."""
    check_place(folder)
    store, recovery = create_store(folder, passphrase, officer, cost=cost)
    return FirstRun(Desk(store=store, officer=Officer(officer), now=now), recovery)


def unlock(
    folder: Path,
    passphrase: str,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Desk:
    """Open the store with an officer's passphrase. Raises UserError for a wrong one, or if it is open elsewhere."""
    check_place(folder)
    return _at_work(open_store(folder, passphrase), now)


def keyring_offered(folder: Path) -> str:
    """What the keyring of this computer is called, where it may open the store in a folder; "" where it does not."""
    ring = keyrings.of_this_computer() if keyring_slots(folder) else None
    return keyrings.name_of(ring) if ring is not None else ""


def unlock_by_keyring(folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Desk:
    """Open the store with the key out of this computer's keyring. Raises UserError where that holds none, as `unlock` otherwise."""
    check_place(folder)
    return _at_work(open_by(folder, lambda: keyrings.unlock(folder, keyrings.of_this_computer())), now)


def _at_work(store: Store, now: Callable[[], datetime]) -> Desk:
    desk = Desk(store=store, officer=Officer(store.officer), now=now)
    with suppress(UserError):  # a full disk must not keep the officer out
        safety.watch_clock(desk)
        catch_up(desk)
    return desk


def undo_first_run(made: FirstRun) -> None:
    """Take a store away that was made a moment ago and never used, since what it was made for failed."""
    folder = made.desk.store.folder
    with suppress(UserError):
        leave(made.desk)
    remove_store(folder)
    with suppress(OSError):
        folder.rmdir()


def history_warning(desk: Desk) -> str:
    """What must be known about the history before work goes on, as sentences; "" if it stands as it was left (docs/store.md)."""
    why = desk.store.history_warning
    if not why:
        return ""
    advice = "That is so after a backup was restored; if none was, find out who had this folder."
    return f"The history is not as it was left: {why}. {advice}"


def leave(desk: Desk) -> None:
    """Close the desk: the key is dropped, the store is closed and backed up, also to the officer's own folder where that is there.

    Raises UserError where that backup failed; the store is closed all the same.
    """
    desk.identity = None
    place, prune = None, True
    with suppress(UserError):
        place, prune = safety.elsewhere(desk), not safety.clock_trouble(desk)
    desk.store.close(prune=prune)
    if place is not None:
        safety.carry_newest(desk.store.folder, place, prune=prune)
