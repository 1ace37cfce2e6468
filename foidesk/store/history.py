"""The history: append-only events, each covering the one before it by SHA-256, and the anchor outside the file.

It is evidence, not proof, against somebody who holds the key (docs/security.md): such a person could rebuild the whole chain. The anchor,
kept in a file of its own and keyed with the store's key, shows a cut or rolled-back chain to everybody else.
"""

import getpass
import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Text, insert, select, type_coerce
from sqlalchemy.orm import Session

from foidesk.model import Case, Event
from foidesk.paths import file_mode, write_whole

ANCHOR_FILE = "store.anchor"
NO_ANCHOR = "the anchor is missing"
BAD_ANCHOR = "the anchor was changed, or belongs to another store"


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One event as it was written."""

    seq: int
    case_id: int | None
    at: datetime
    actor: str
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """Whether the history is whole: how many events, the first bad one (null if none), and why."""

    ok: bool
    events: int
    head: str
    first_bad: int | None = None
    why: str = ""


def record(
    session: Session, *, case: Case | None, kind: str, body: Mapping[str, Any], actor: str, os_user: str, at: datetime
) -> int:
    """Write one event in the transaction of the verb that it belongs to; returns its number."""
    last = session.execute(select(Event.seq, Event.hash).order_by(Event.seq.desc()).limit(1)).one_or_none()
    seq, prev = (last.seq + 1, last.hash) if last else (1, "")
    when = at.astimezone(UTC).replace(microsecond=0)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    case_id = case.id if case is not None else None
    digest = _digest(seq, case_id, when.isoformat(timespec="seconds"), actor, os_user, kind, text, prev)
    session.execute(
        insert(Event).values(
            seq=seq, case_id=case_id, at=when, actor=actor, os_user=os_user, kind=kind, body=text, prev=prev, hash=digest
        )
    )
    return seq


def record_own(session: Session, kind: str, body: Mapping[str, Any], actor: str) -> int:
    """Write an event that no verb asked for: something that the store itself met with."""
    return record(session, case=None, kind=kind, body=body, actor=actor, os_user=getpass.getuser(), at=datetime.now(UTC))


def events(session: Session, case_id: int | None = None) -> Iterator[PastEvent]:
    """The events of one case, or all, oldest first."""
    query = select(Event).order_by(Event.seq)
    rows = session.scalars(
        (query if case_id is None else query.where(Event.case_id == case_id)).execution_options(yield_per=1000)
    )
    for row in rows:
        yield PastEvent(row.seq, row.case_id, row.at, row.actor, row.kind, json.loads(row.body))


def events_of(session: Session, kinds: Collection[str]) -> Iterator[PastEvent]:
    """The events of some kinds, of every case and of none, oldest first."""
    for row in session.scalars(select(Event).where(Event.kind.in_(kinds)).order_by(Event.seq)):
        yield PastEvent(row.seq, row.case_id, row.at, row.actor, row.kind, json.loads(row.body))


def head(session: Session) -> tuple[int, str]:
    """The number and the hash of the last event; (0, "") where there is none."""
    last = session.execute(select(Event.seq, Event.hash).order_by(Event.seq.desc()).limit(1)).one_or_none()
    return (last.seq, last.hash) if last else (0, "")


def last_at(session: Session) -> datetime | None:
    """When the last event was written; None where there is none."""
    return session.scalar(select(Event.at).order_by(Event.seq.desc()).limit(1))


def first_at(session: Session) -> datetime | None:
    """When the first event was written; None where there is none."""
    return session.scalar(select(Event.at).order_by(Event.seq).limit(1))


def last_of(session: Session, case_id: int) -> tuple[datetime, str] | None:
    """When a case was last worked on, and by whom; None where nothing was done in it."""
    query = select(Event.at, Event.actor).where(Event.case_id == case_id).order_by(Event.seq.desc()).limit(1)
    row = session.execute(query).one_or_none()
    return (row.at, row.actor) if row else None


def verify_chain(session: Session, folder: Path, key: bytes) -> HistoryReport:
    """Read the whole history and name the first event that is not as it was written; then compare it with the anchor."""
    prev, count, hashes = "", 0, {0: ""}
    # The time as it is stored: one that is no time any more is a bad event, not an error of ours.
    at = type_coerce(Event.at, Text).label("at")
    rest = (Event.seq, Event.case_id, at, Event.actor, Event.os_user, Event.kind, Event.body, Event.prev, Event.hash)
    for row in session.execute(select(*rest).order_by(Event.seq).execution_options(yield_per=1000)):
        count += 1
        if row.seq != count:
            return HistoryReport(False, count, prev, count, f"event {count} is missing")
        if row.prev != prev:
            return HistoryReport(False, count, prev, row.seq, f"event {row.seq} does not follow the one before it")
        if row.hash != _digest(row.seq, row.case_id, row.at, row.actor, row.os_user, row.kind, row.body, row.prev):
            return HistoryReport(False, count, prev, row.seq, f"event {row.seq} was changed after it was written")
        prev = hashes[row.seq] = row.hash
    return _against_anchor(HistoryReport(True, count, prev), hashes, folder, key)


def _against_anchor(report: HistoryReport, hashes: Mapping[int, str], folder: Path, key: bytes) -> HistoryReport:
    """The chain may be ahead of its anchor (a crash between the two), but it must hold it."""
    try:
        anchor = read_anchor(folder, key)
    except ValueError:
        return replace(report, ok=False, first_bad=report.events, why=BAD_ANCHOR)
    if anchor is None:
        return replace(report, ok=False, first_bad=report.events, why=NO_ANCHOR) if report.events else report
    seq, digest = anchor
    why = _not_held(seq, digest, report.events, hashes.get(seq))
    return replace(report, ok=False, first_bad=min(seq, report.events + 1), why=why) if why else report


def differs_from_anchor(session: Session, folder: Path, key: bytes) -> str:
    """What is wrong between the history and its anchor, without reading the whole chain; "" if nothing."""
    last, _ = head(session)
    try:
        anchor = read_anchor(folder, key)
    except ValueError:
        return BAD_ANCHOR
    if anchor is None:
        return NO_ANCHOR if last else ""
    seq, digest = anchor
    return _not_held(seq, digest, last, session.scalar(select(Event.hash).where(Event.seq == seq)))


def _not_held(seq: int, digest: str, last: int, found: str | None) -> str:
    if seq > last:
        return f"the history ends at event {last}; it had {seq}"
    return f"event {seq} is another one than the anchor's" if seq and found != digest else ""


def write_anchor(folder: Path, key: bytes, seq: int, digest: str) -> None:
    """Keep the head of the history outside the store's file, with an HMAC under a key derived from the store's."""
    text = json.dumps({"seq": seq, "hash": digest, "mac": _mac(key, seq, digest)})
    write_whole(folder / ANCHOR_FILE, text.encode(), mode=file_mode(folder))


def read_anchor(folder: Path, key: bytes) -> tuple[int, str] | None:
    """The anchored head, or None where there is no anchor file. Raises ValueError for one that was changed."""
    try:
        anchor = json.loads((folder / ANCHOR_FILE).read_bytes())
        seq, digest, mac = int(anchor["seq"]), str(anchor["hash"]), str(anchor["mac"])
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError("anchor") from error
    if not hmac.compare_digest(mac.encode(), _mac(key, seq, digest).encode()):
        raise ValueError("anchor")
    return seq, digest


def _mac(key: bytes, seq: int, digest: str) -> str:
    derived = hmac.new(key, b"foidesk history anchor", hashlib.sha256).digest()
    return hmac.new(derived, f"{seq}:{digest}".encode(), hashlib.sha256).hexdigest()


def _digest(seq: int, case_id: int | None, at: str, actor: str, os_user: str, kind: str, body: str, prev: str) -> str:
    line = json.dumps([seq, case_id, at, actor, os_user, kind, body, prev], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()
