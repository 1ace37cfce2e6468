"""The monthly receipt: the head of the history on one small text, kept where nobody who can reach the store's folder can reach it.

It holds no personal value. The anchor lies beside the store, so who can put back an older store can put back the older anchor with it; a
receipt in another mailbox shows that.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from foidesk.errors import UserError
from foidesk.model import Event
from foidesk.store import history

MOST_BYTES = 64 * 1024
_FORMAT = "foidesk-receipt"
_QUOTED = re.compile(r"(?m)^[>\s]+")
"""What a mail program puts before the lines that it quotes."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The number and hash of the event that was the last on a day, with a seal (HMAC-SHA-256, hex) under the store's key."""

    events: int
    head: str
    day: date
    seal: str


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a history holds a receipt, in a sentence; `first_bad` is the first event that cannot be as it was (null if held)."""

    ok: bool
    receipt: Receipt
    words: str
    first_bad: int | None = None


def make(session: Session, key: bytes, day: date) -> Receipt:
    """A receipt of the history as it stands. Raises UserError where there is no history yet."""
    seq, digest = history.head(session)
    if not seq:
        raise UserError("Nothing was done in this store yet, so there is nothing to give a receipt for.")
    return Receipt(seq, digest, day, _seal(key, seq, digest, day))


def written(receipt: Receipt) -> bytes:
    """A receipt as its file."""
    said = {
        "format": _FORMAT,
        "version": 1,
        "day": receipt.day.isoformat(),
        "events": receipt.events,
        "head": receipt.head,
        "seal": receipt.seal,
    }
    return f"{json.dumps(said, indent=1)}\n".encode()


def read(data: bytes) -> Receipt:
    """A receipt out of the text of its file, also where a mail program wrapped or indented it. Raises UserError for anything else."""
    try:
        found = _QUOTED.sub("", data.decode("utf-8", "strict"))
        said = json.loads(found[found.index("{") : found.rindex("}") + 1])
        if said["format"] != _FORMAT or said["version"] != 1 or not isinstance(said["events"], int) or said["events"] < 1:
            raise ValueError
        receipt = Receipt(said["events"], _hex(said["head"]), date.fromisoformat(said["day"]), _hex(said["seal"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserError(
            "That is no receipt of a history. Choose the file foidesk-receipt-….json that came with the message."
        ) from None
    return receipt


def compare(session: Session, key: bytes, receipt: Receipt) -> Held:
    """Whether the history holds the event that a receipt names."""
    found = session.scalar(select(Event.hash).where(Event.seq == receipt.events))
    last, _ = history.head(session)
    day = f"{receipt.day.day} {receipt.day:%B %Y}"
    if found == receipt.head:
        return Held(True, receipt, f"The history holds the receipt of {day}: event {receipt.events} is the one that it names.")
    if not hmac.compare_digest(receipt.seal, _seal(key, receipt.events, receipt.head, receipt.day)):
        return Held(
            False,
            receipt,
            f"The receipt of {day} does not fit this store: it is another store's, was changed, or was made before the data key was.",
        )
    why = (
        f"the history ends at event {last}; on {day} it had {receipt.events}. An older store was put in place, or the end was cut"
        if receipt.events > last
        else f"event {receipt.events} is another one than it was on {day}"
    )
    return Held(False, receipt, f"The history does not hold the receipt: {why}.", min(receipt.events, last + 1))


def _seal(key: bytes, seq: int, digest: str, day: date) -> str:
    derived = hmac.new(key, b"foidesk history receipt", hashlib.sha256).digest()
    return hmac.new(derived, f"{seq}:{digest}:{day.isoformat()}".encode(), hashlib.sha256).hexdigest()


def _hex(value: object) -> str:
    if not isinstance(value, str) or len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        raise ValueError
    return value
