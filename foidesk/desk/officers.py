"""Verbs for who opens the store: officers and their passphrases, this computer's keyring, and a new data key."""

from dataclasses import dataclass

from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.store import keyrings, keys, rekey
from foidesk.store.keys import CAREFUL, KeyCost
from foidesk.store.rekey import NewKey

__all__ = ["NewKey", "Officers", "make_new_key", "take_new_key"]


@dataclass(frozen=True, slots=True)
class Officers:
    """Who opens this store. `keyring` is what this computer's is called ("" if none may be used); `by_keyring` whose slot it has."""

    names: tuple[str, ...]
    at_work: str
    keyring: str
    by_keyring: bool

    @property
    def by_recovery_key(self) -> bool:
        """Whether the recovery key opened it, so that nobody is known to be at work."""
        return self.at_work not in self.names


def officers(desk: Desk) -> Officers:
    """Everybody who has a passphrase for this store."""
    folder, name = desk.store.folder, desk.officer.name
    ring = keyrings.of_this_computer()
    return Officers(
        tuple(keys.officers(folder)),
        name,
        keyrings.name_of(ring) if ring is not None else "",
        name in keys.keyring_slots(folder).values(),
    )


def add_officer(desk: Desk, name: str, passphrase: str, *, cost: KeyCost = CAREFUL) -> None:
    """Let another officer open this store with a passphrase of their own (decision 1).

    Raises UserError for an empty name, one that has a passphrase already, or a weak passphrase.
    """
    name = " ".join(name.split())
    if not name:
        raise UserError("Give the officer's name: it stands beside everything they do.")
    if name.casefold() in [known.casefold() for known in keys.officers(desk.store.folder)]:
        raise UserError(f"{name} has a passphrase for this store already. Give them a new one instead.")
    with desk.store.changing_keys(), desk.writing() as work:
        work.record("officer-added", officers=desk.store.add_officer(name, passphrase, cost))


def change_passphrase(desk: Desk, name: str, passphrase: str, *, cost: KeyCost = CAREFUL) -> None:
    """Give an officer who has a passphrase a new one; the one before opens the store no longer.

    Copies that were made before still open with it: only a new data key makes it useless (docs/security.md). Raises UserError for
    somebody who has no passphrase, or a weak one.
    """
    if name not in keys.officers(desk.store.folder):
        raise UserError(f"{name} has no passphrase for this store. Add them first.")
    with desk.store.changing_keys(), desk.writing() as work:
        work.record("passphrase-changed", officers=desk.store.add_officer(name, passphrase, cost))


def remove_officer(desk: Desk, name: str) -> None:
    """Let an officer open this store no longer. Raises UserError where they have no passphrase, or are the last who has one.

    What they did stays in the history under their name. Copies that were made before still open with their passphrase.
    """
    folder = desk.store.folder
    with desk.store.changing_keys(), desk.writing() as work:
        keyrings.switch_off(folder, name, None)
        keys.remove_officer(folder, name)
        work.record("officer-removed", officers=len(keys.officers(folder)))


def use_keyring(desk: Desk, on: bool) -> None:
    """Let this computer's keyring open the store for the officer at work, or no longer.

    Raises UserError where no keyring may be used, it does not keep what it is given, or it is not known who is at work.
    """
    folder, name, ring = desk.store.folder, desk.officer.name, keyrings.of_this_computer()
    if on and ring is None:
        raise UserError("This computer has no keyring that foidesk may use.")
    if on and name not in keys.officers(folder):
        raise UserError(
            "The recovery key opened the store, and does not say who is at work. Unlock it with your passphrase first."
        )
    with desk.store.changing_keys(), desk.writing() as work:
        if on and ring is not None:
            keyrings.switch_on(folder, desk.store.key, name, ring)
        else:
            keyrings.switch_off(folder, name, ring)
        work.record("keyring-used" if on else "keyring-left")


def make_new_key(desk: Desk, passphrase: str, *, cost: KeyCost = CAREFUL) -> NewKey:
    """Make a new data key for the store, with a recovery key that is shown this once and typed back; nothing is changed yet.

    Raises UserError for a weak passphrase, or where it is not known who is at work.
    """
    if desk.officer.name not in keys.officers(desk.store.folder):
        raise UserError(
            "The recovery key opened the store, and does not say who is at work. Unlock it with your passphrase first."
        )
    return rekey.make_new_key(desk.store, passphrase, cost)


def give_up_new_key(desk: Desk) -> None:
    """Forget a new key that was made and not taken into use."""
    rekey.give_up(desk.store)


def take_new_key(desk: Desk, new: NewKey) -> None:
    """Write the store anew under its new key, and close it. From then on it opens with the new passphrase and recovery key alone.

    The other officers have to be added again; older copies open with the passphrases of their day. Raises UserError where it cannot be
    written or does not read back; then the store is open and as it was.
    """
    folder, name = desk.store.folder, desk.officer.name
    slots = keys.keyring_slots(folder)
    rekey.take_new_key(desk.store, new)
    desk.identity = None
    ring = keyrings.of_this_computer() if name in slots.values() else None
    for slot, whose in slots.items():
        if ring is not None and whose == name:
            keyrings.forget(ring, slot)
