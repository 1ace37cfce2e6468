"""Unlocking by the keyring of this computer's user, where the officer asked for it: a slot of its own whose secret the keyring keeps.

Only keyrings of the system itself are used. Whatever is written to one is read back: some accept everything and keep nothing.
"""

import secrets
from pathlib import Path
from typing import Protocol

from foidesk.errors import UserError
from foidesk.store import keys

SERVICE = "foidesk"

_KNOWN = {
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Locker",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
}
"""The keyrings that may be used, each by its class; any other may be a plain file, or keep nothing."""


class Ring(Protocol):
    """What is asked of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """What it keeps under a name; None if nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep something under a name."""

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""


def of_this_computer() -> Ring | None:
    """The keyring of this computer's user; None where there is none that may be used."""
    # Late, since looking for keyrings loads whatever offers itself as one.
    import keyring
    from keyring.backends.chainer import ChainerBackend

    found = keyring.get_keyring()
    offered = found.backends if isinstance(found, ChainerBackend) else [found]
    return next((ring for ring in offered if name_of(ring)), None)


def name_of(ring: Ring) -> str:
    """What a keyring is called; "" for one that may not be used."""
    return _KNOWN.get(f"{type(ring).__module__}.{type(ring).__qualname__}", "")


def switch_on(folder: Path, key: bytes, officer: str, ring: Ring) -> None:
    """Give an officer a slot whose secret the keyring keeps. Raises UserError where the keyring does not keep it."""
    name, secret = secrets.token_hex(16), secrets.token_urlsafe(32)
    for earlier in _slots_of(folder, officer):
        forget(ring, earlier)
    try:
        ring.set_password(SERVICE, name, secret)
        kept = ring.get_password(SERVICE, name)
    except Exception as error:  # each keyring has errors of its own
        raise UserError("This computer's keyring did not take the key. Unlock it, or leave this switched off.") from error
    if kept != secret:
        forget(ring, name)
        raise UserError("This computer's keyring took the key and did not keep it, so it cannot be used.")
    try:
        keys.add_keyring_slot(folder, key, name, secret, officer)
    except BaseException:
        forget(ring, name)
        raise


def switch_off(folder: Path, officer: str, ring: Ring | None) -> None:
    """Take an officer's slot for the keyring away, and its secret out of the keyring where that can be reached."""
    for name in _slots_of(folder, officer):
        if ring is not None:
            forget(ring, name)
    keys.remove_keyring_slots(folder, officer)


def unlock(folder: Path, ring: Ring | None) -> keys.Opened:
    """Open a store's data key by the keyring. Raises UserError where the keyring is locked or holds no key of this store."""
    for name in keys.keyring_slots(folder):
        try:
            secret = ring.get_password(SERVICE, name) if ring is not None else None
        except Exception as error:  # as above
            raise UserError("This computer's keyring is locked or does not answer. Type the passphrase instead.") from error
        opened = keys.unlock_by_keyring(folder, name, secret) if secret else None
        if opened is not None:
            return opened
    raise UserError("This computer's keyring holds no key of this store for you. Type the passphrase instead.")


def _slots_of(folder: Path, officer: str) -> list[str]:
    return [name for name, whose in keys.keyring_slots(folder).items() if whose == officer]


def forget(ring: Ring, name: str) -> None:
    """Take a secret out of a keyring. Another user's may hold it, or it is gone already: without its slot it opens nothing."""
    try:
        ring.delete_password(SERVICE, name)
    except Exception:
        return
