"""Opening the desk: the first run, the unlocking, the leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from foidesk.desk.office import Desk, Officer
from foidesk.store.engine import create_store, open_store
from foidesk.store.keys import CAREFUL, KeyCost, make_passphrase
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
    return (folder / "store.db").exists()


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
    store = open_store(folder, passphrase)
    return Desk(store=store, officer=Officer(store.officer), now=now)


def leave(desk: Desk) -> None:
    """Close the desk: the key is dropped, the store is closed and backed up."""
    desk.identity = None
    desk.store.close()
