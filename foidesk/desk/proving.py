"""Proving the store: its history, and texts and files against it; and the receipt that shows a store put back together with its anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from foidesk.desk.office import LONDON, Desk, Work
from foidesk.desk.send import outbox
from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.letters.email import unsent_email
from foidesk.paths import resource
from foidesk.release.gate import Audience, Passes, Released, release
from foidesk.store import history, integrity, receipt, settings
from foidesk.store.history import HistoryReport
from foidesk.store.integrity import Flaw
from foidesk.store.receipt import Held

MOST_FLAWS = 100
"""More are not told one by one: the first of them says enough."""
EVERY = timedelta(days=31)
"""How old the last receipt may be before the officer is reminded."""
_MADE, _MAILBOX = "receipt-made", "receipt-mailbox"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the history with its anchor, what beside it is not as it says, and whether it holds each receipt."""

    history: HistoryReport
    flaws: tuple[Flaw, ...]
    receipts: tuple[Held, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.told

    @property
    def told(self) -> tuple[str, ...]:
        """What is wrong, one sentence each, the history first."""
        chain = () if self.history.ok else (f"The history is not as it was written: {self.history.why}.",)
        beside = tuple(f"{flaw.why[0].upper()}{flaw.why[1:]}." for flaw in self.flaws)
        return chain + beside + tuple(held.words for held in self.receipts if not held.ok)

    @property
    def first_bad(self) -> int | None:
        """The first event that is not as it was written, or that something beside the history does not agree with."""
        found = [self.history.first_bad, *(flaw.event for flaw in self.flaws), *(held.first_bad for held in self.receipts)]
        return min((seq for seq in found if seq is not None), default=None)


def prove(desk: Desk, receipts: Sequence[bytes] = ()) -> Proof:
    """Read everything: each event, each saved text, each file, the anchor, and the receipts that are given. Changes nothing.

    Raises UserError for a file that is no receipt.
    """
    read = [receipt.read(data) for data in receipts]
    report = desk.store.verify_history()
    with desk.reading() as session:
        found = tuple(islice(integrity.flaws(session), MOST_FLAWS))
        held = tuple(receipt.compare(session, desk.store.key, item) for item in read)
    return Proof(report, found, held)


def read_receipt(path: Path) -> bytes:
    """The bytes of a receipt's file. Raises UserError for one that cannot be read or is far too large."""
    return read_file(path, receipt.MOST_BYTES, "That is no receipt of a history: it is too large for one.")


def make_receipt(desk: Desk, folder: Path | None = None) -> Released:
    """Write a receipt of the history as it stands into a folder, the outbox unless told otherwise.

    Raises UserError where the history is not whole, since a receipt would vouch for it, or where it cannot be written.
    """
    return _receipt(desk, folder, None)


def email_receipt(desk: Desk, to: str, folder: Path | None = None) -> Released:
    """Build the unsent e-mail that carries a receipt to another mailbox of the authority's. Raises as `make_receipt`, and for an address
    that is none; the address is kept for the next time.
    """
    return _receipt(desk, folder, to.strip())


def receipt_mailbox(desk: Desk) -> str:
    """The address that the last receipt was made for; "" before the first."""
    with desk.reading() as session:
        return str(settings.get(session, _MAILBOX, ""))


def receipt_reminder(desk: Desk) -> str:
    """That a receipt is due, in plain words; "" where one was made within a month, or the store is younger than that."""
    with desk.reading() as session:
        made = [event.at for event in history.events_of(session, {_MADE})]
        since = made[-1] if made else history.first_at(session)
    if desk.store.read_only or since is None or desk.now() - since <= EVERY:
        return ""
    day = since.astimezone(LONDON)
    last = (
        f"The last receipt of the history was made on {day.day} {day:%B %Y}."
        if made
        else "No receipt of the history was made yet."
    )
    return f"{last} Make one now and send it to a second mailbox: File, Check the store."


def _receipt(desk: Desk, folder: Path | None, to: str | None) -> Released:
    whole = desk.store.verify_history()
    if not whole.ok:
        raise UserError(f"The history is not as it was written: {whole.why}. A receipt would vouch for it, so none was made.")
    place = folder or outbox(desk)
    with desk.writing() as work:
        made = receipt.make(work.session, desk.store.key, desk.today())
        name, data = f"foidesk-receipt-{made.day.isoformat()}.json", receipt.written(made)
        if to is not None:
            data, name = _message(work, to, name, data), name.replace(".json", ".eml")
            settings.put(work.session, _MAILBOX, to)
        passes = Passes()
        passes.made_here(data, Audience.OWN)
        done = release(data, Audience.OWN, place / name, passes)
        work.record(_MADE, events=made.events, head=made.head[:16], mailed=to is not None)
        return done


def _message(work: Work, to: str, name: str, data: bytes) -> bytes:
    words = resource("wording", "receipt.txt").read_text("utf-8")
    subject, _, body = words.partition("\n\n")
    now = work.desk.now()
    try:
        return unsent_email(
            to=to,
            subject=subject.format(day=f"{now.day} {now:%B %Y}"),
            body=body,
            attachments=[(name, "application/json", data)],
            date=now,
        )
    except UserError:
        raise UserError("That is not one plain e-mail address. Type it as name@example.org.") from None
