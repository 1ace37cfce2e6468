"""The keys of a store: one random data key, wrapped under each officer's passphrase and under a printed recovery key.

`store.keys` lies beside `store.db` and holds no secret in the clear. No SQLAlchemy here: the locked window needs this module alone.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from rapidfuzz.distance import Levenshtein

from foidesk.errors import UserError
from foidesk.paths import file_mode, resource, write_whole

KEY_FILE = "store.keys"
PREVIOUS_FILE = "store.keys.previous"
RECOVERED = "by the recovery key"
"""Who acts where the recovery key opened a store of several officers: it does not say which of them typed it."""
_FORMAT = "foidesk-keys"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that reads as another or as a digit."""


class WrongKeyError(UserError):
    """The passphrase or the recovery key does not open the store."""


@dataclass(frozen=True, slots=True)
class KeyCost:
    """What one guess at a passphrase costs (Argon2id): memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1


CAREFUL = KeyCost(memory_kib=65_536, passes=3)
_LOWEST, _HIGHEST = KeyCost(8, 1), KeyCost(262_144, 10, 8)
_MOST_SLOTS = 40


@dataclass(frozen=True, slots=True)
class Opened:
    """An unwrapped data key (32 bytes) and the officer whose slot it came from."""

    key: bytes
    officer: str


def make_passphrase(words: int = 5) -> str:
    """A passphrase of words drawn at random from a list of 7,776 (about 13 bits each)."""
    known = [line.split()[-1] for line in resource("words", "words.txt").read_text("utf-8").splitlines() if line.strip()]
    return " ".join(secrets.choice(known) for _ in range(words))


def check_strength(passphrase: str) -> None:
    """Refuse a passphrase that is quickly guessed. Raises UserError that says what a better one is."""
    words = dict.fromkeys(passphrase.lower().split())
    told = " ".join(words)  # a word said twice tells nothing new
    if len(set(told)) < 8 or len(told) < (16 if len(words) >= 4 else 14):
        raise UserError("That passphrase is too easy to guess. Take the five words offered, or at least 14 varied characters.")


def create_keys(folder: Path, passphrase: str, officer: str, cost: KeyCost = CAREFUL) -> tuple[bytes, str]:
    """Make the data key of a new store and write its wraps; returns the key (32 bytes) and the recovery key to be printed."""
    check_strength(passphrase)
    key, recovery = secrets.token_bytes(32), _new_recovery_key()
    slots = [_slot({"officer": officer}, key, _typed(passphrase), cost), _slot({"recovery": True}, key, _bare(recovery), cost)]
    _write(folder, slots)
    return key, recovery


def put_in_place(made: Path, folder: Path) -> None:
    """Move the key file of a new store to its folder, keeping one that lies there: it may be all that opens a backup."""
    if (folder / KEY_FILE).exists():
        (folder / KEY_FILE).replace(folder / PREVIOUS_FILE)
    (made / KEY_FILE).chmod(file_mode(folder))
    (made / KEY_FILE).rename(folder / KEY_FILE)


def unlock_keys(folder: Path, secret: str) -> Opened:
    """Open a store's data key with a passphrase or the recovery key.

    Raises WrongKeyError for a wrong one, and UserError where the key file is missing or damaged.
    """
    looks_recovered = _is_recovery_key(secret)
    for slot in _read(folder):
        words = _bare(secret) if slot.get("recovery") else _typed(secret)
        if slot.get("keyring") or (slot.get("recovery") and not looks_recovered):
            continue
        key = _unwrap(slot, words)
        if key is not None:
            return Opened(key, slot.get("officer") or _officer_by_recovery(folder))
    raise WrongKeyError("That passphrase does not open this store. Try again, or use the printed recovery key.")


def add_officer(folder: Path, key: bytes, passphrase: str, officer: str, cost: KeyCost = CAREFUL) -> None:
    """Give an officer a slot of their own, or a new passphrase to one who has a slot."""
    check_strength(passphrase)
    kept = [slot for slot in _read(folder) if slot.get("officer") != officer]
    if len(kept) >= _MOST_SLOTS:
        raise UserError(f"This store has {len(kept)} officers already; more would make its key file unreadable.")
    _write(folder, [*kept, _slot({"officer": officer}, key, _typed(passphrase), cost)])


def remove_officer(folder: Path, officer: str) -> None:
    """Take an officer's slot away. Raises UserError where they have none, or nobody else would be left."""
    slots = _read(folder)
    if officer not in [slot.get("officer") for slot in slots]:
        raise UserError(f"{officer} has no passphrase for this store.")
    kept = [slot for slot in slots if officer not in (slot.get("officer"), slot.get("of"))]
    if not any(slot.get("officer") for slot in kept):
        raise UserError("Nobody else has a passphrase for this store. Add another officer first.")
    _write(folder, kept)


def officers(folder: Path) -> list[str]:
    """The officers who have a slot."""
    return [slot["officer"] for slot in _read(folder) if slot.get("officer")]


def keyring_slots(folder: Path) -> dict[str, str]:
    """The slots whose secret a computer's keyring holds: the name of each, and the officer whose it is."""
    return {slot["keyring"]: slot["of"] for slot in _read(folder) if slot.get("keyring")}


def add_keyring_slot(folder: Path, key: bytes, name: str, secret: str, officer: str) -> None:
    """Wrap the key under a random secret of at least 128 bits, which the keyring keeps; one such slot for each officer."""
    kept = [slot for slot in _read(folder) if slot.get("of") != officer]
    # A secret that nobody can guess needs no dear derivation.
    _write(folder, [*kept, _slot({"keyring": name, "of": officer}, key, secret, _LOWEST)])


def remove_keyring_slots(folder: Path, officer: str) -> None:
    """Take an officer's slot for the keyring away, if there is one."""
    slots = _read(folder)
    kept = [slot for slot in slots if slot.get("of") != officer]
    if kept != slots:
        _write(folder, kept)


def unlock_by_keyring(folder: Path, name: str, secret: str) -> Opened | None:
    """Open the data key by the slot of a name with the secret out of the keyring; None if it does not open."""
    for slot in _read(folder):
        if slot.get("keyring") == name:
            key = _unwrap(slot, secret)
            return Opened(key, slot["of"]) if key is not None else None
    return None


def same_slot(folder: Path, other: Path, officer: str) -> bool:
    """Whether the key files in two folders hold one and the same wrap for an officer, so that one passphrase opens both."""
    ours, theirs = ([slot for slot in _read(place) if slot.get("officer") == officer] for place in (folder, other))
    return bool(ours) and ours == theirs


def recovery_key_typed_back(shown: str, typed: str) -> str:
    """What is wrong with a recovery key that was typed back: "" if nothing. The whole key is compared."""
    one, other = _bare(shown), _bare(typed)
    if one == other:
        return ""
    if len(one) != len(other):
        return f"It has {len(other)} characters; the key has {len(one)}."
    return f"{Levenshtein.distance(one, other)} character(s) differ."


def _new_recovery_key() -> str:
    """130 random bits and two check characters, in groups of four."""
    number = secrets.randbits(130)
    body = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(0, 130, 5))
    whole = body + _check_characters(body)
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def _check_characters(body: str) -> str:
    """Two characters that catch every single wrong one and every swap of neighbours (weighted sum modulo 1021)."""
    total = sum((place + 1) * (_ALPHABET.index(character) + 1) for place, character in enumerate(body)) % 1021
    return _ALPHABET[total >> 5] + _ALPHABET[total & 31]


_LOOKALIKES = str.maketrans("OILU", "011V", " -")


def _bare(recovery: str) -> str:
    """A recovery key as typed: spaces and hyphens off, look-alikes read as what they stand for."""
    return recovery.upper().translate(_LOOKALIKES)


def _is_recovery_key(text: str) -> bool:
    bare = _bare(text)
    known = len(bare) == 28 and all(character in _ALPHABET for character in bare)
    return known and _check_characters(bare[:-2]) == bare[-2:]


def _typed(passphrase: str) -> str:
    """A passphrase as it counts: outer blanks off, inner runs of blanks one, each letter in one form on every keyboard."""
    return unicodedata.normalize("NFC", " ".join(passphrase.split()))


def _slot(whose: dict[str, Any], key: bytes, secret: str, cost: KeyCost) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(secret, salt, cost)).encrypt(nonce, key, _sealed_with(whose))
    return {**whose, "argon2id": asdict(cost), "salt": _text(salt), "nonce": _text(nonce), "wrapped": _text(wrapped)}


def _unwrap(slot: Mapping[str, Any], secret: str) -> bytes | None:
    cost = KeyCost(**slot["argon2id"])
    try:
        return AESGCM(_stretch(secret, _bytes(slot["salt"]), cost)).decrypt(
            _bytes(slot["nonce"]), _bytes(slot["wrapped"]), _sealed_with(slot)
        )
    except InvalidTag:
        return None


def _sealed_with(slot: Mapping[str, Any]) -> bytes:
    """Whose slot it is, sealed with the key: nobody without the passphrase can put another name to what an officer does."""
    whose = [_FORMAT, slot.get("officer"), bool(slot.get("recovery"))]
    return json.dumps([*whose, slot["keyring"], slot["of"]] if slot.get("keyring") else whose).encode()


def _stretch(secret: str, salt: bytes, cost: KeyCost) -> bytes:
    try:
        return hash_secret_raw(
            secret.encode("utf-8", "surrogatepass"),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError:
        raise UserError(
            f"There is not enough memory to unlock the store ({cost.memory_kib // 1024} MB). Close other programs and try again."
        ) from None


def _write(folder: Path, slots: list[dict[str, Any]]) -> None:
    """Write the key file whole, keeping the one before it."""
    path = folder / KEY_FILE
    if path.exists():
        write_whole(folder / PREVIOUS_FILE, path.read_bytes(), mode=file_mode(folder))
    text = json.dumps({"format": _FORMAT, "version": 1, "slots": slots}, indent=1) + "\n"
    write_whole(path, text.encode(), mode=file_mode(folder))


def _read(folder: Path) -> list[dict[str, Any]]:
    path = folder / KEY_FILE
    try:
        if path.stat().st_size > 1_000_000:
            raise ValueError
        document = json.loads(path.read_bytes())
        if document["version"] != 1:
            raise UserError(f"The key file {path} was written by a newer version of foidesk. Install that version.")
        slots: list[dict[str, Any]] = document["slots"]
        if len(slots) > _MOST_SLOTS:
            raise ValueError
        for slot in slots:
            _check_slot(slot)
    except FileNotFoundError:
        raise UserError(
            f"The key file {KEY_FILE} is missing from {folder}. Put it back from a backup: without it nothing opens the store."
        ) from None
    except OSError as error:
        raise UserError(f"The key file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserError(f"The key file {path} is damaged. Put {PREVIOUS_FILE} or the copy from a backup in its place.") from None
    return slots


def _check_slot(slot: Mapping[str, Any]) -> None:
    """A key file from elsewhere must not make us spend a gigabyte or an hour."""
    cost = KeyCost(**slot["argon2id"])
    numbers = (cost.memory_kib, cost.passes, cost.lanes)
    within = (
        all(type(number) is int for number in numbers)
        and max(_LOWEST.memory_kib, 8 * cost.lanes) <= cost.memory_kib <= _HIGHEST.memory_kib
        and 1 <= cost.passes <= _HIGHEST.passes
        and 1 <= cost.lanes <= _HIGHEST.lanes
    )
    if not within or [len(_bytes(slot[name])) for name in ("salt", "nonce", "wrapped")] != [16, 12, 48]:
        raise ValueError


def _officer_by_recovery(folder: Path) -> str:
    known = officers(folder)
    return known[0] if len(known) == 1 else RECOVERED


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
