"""Every saved version of a text, and what is being typed now.

A version is compressed with the one before it as dictionary, which makes a hundred versions of a paragraph cost little more than one;
every tenth stands alone, so that no text hangs on a long chain.
"""

import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from foidesk.errors import UserError
from foidesk.model import Case, Draft, TextVersion

KEYFRAME_EVERY = 10


@dataclass(frozen=True, slots=True)
class SavedText:
    """One version of a text: a plain string, or the lists and records that it was saved as."""

    number: int
    at: datetime
    text: Any
    digest: str


def save_version(session: Session, case: Case, field: str, text: Any, *, at: datetime) -> str:
    """Keep a version of a text, unless it is the one that stands; returns its keyed hash (HMAC-SHA-256 under the case's salt, hex)."""
    body = _encode(text)
    digest = digest_of(case.salt, field, body)
    rows = _rows(session, case.id, field)
    if rows and rows[-1].digest == digest:
        return digest
    number = len(rows) + 1
    alone = (number - 1) % KEYFRAME_EVERY == 0
    base = None if alone else rows[-1].number
    packer = zlib.compressobj(9) if alone else zlib.compressobj(9, zdict=unpacked(rows)[-1])
    packed = packer.compress(body) + packer.flush()
    session.add(TextVersion(case_id=case.id, field=field, number=number, at=at, base_number=base, body=packed, digest=digest))
    session.flush()
    return digest


def digest_of(salt: bytes, field: str, body: bytes) -> str:
    """The keyed hash (HMAC-SHA-256, hex) by which the history names a text."""
    return hmac.new(salt, field.encode() + b"\0" + body, hashlib.sha256).hexdigest()


def versions(session: Session, case_id: int, field: str) -> list[SavedText]:
    """All versions of a text, oldest first. Raises UserError where one was damaged."""
    rows = _rows(session, case_id, field)
    try:
        return [SavedText(row.number, row.at, _decode(body), row.digest) for row, body in zip(rows, unpacked(rows), strict=True)]
    except (zlib.error, ValueError) as error:
        raise UserError("A saved version of this text is damaged. Check the store, and restore a backup.") from error


def fields(session: Session, case_id: int) -> list[tuple[str, int]]:
    """The texts of a case that were saved, by field, with how many versions each has; the one saved last comes first."""
    query = select(TextVersion.field, func.count()).where(TextVersion.case_id == case_id).group_by(TextVersion.field)
    return [(row[0], row[1]) for row in session.execute(query.order_by(func.max(TextVersion.id).desc()))]


def save_draft(session: Session, case_id: int, field: str, text: str, *, at: datetime) -> None:
    """Keep what is being typed, over what was typed before."""
    row = session.get(Draft, (case_id, field))
    if row is None:
        session.add(Draft(case_id=case_id, field=field, at=at, body=text))
    else:
        row.body, row.at = text, at


def read_drafts(session: Session, case_id: int) -> Mapping[str, str]:
    """What was typed and not saved, by field."""
    rows = session.execute(select(Draft.field, Draft.body).where(Draft.case_id == case_id))
    return dict(rows.all())


def drop_draft(session: Session, case: Case, field: str) -> None:
    """Forget what was typed in a field, since it is saved."""
    forget_draft(session, case.id, field)


def forget_draft(session: Session, case_id: int, field: str) -> None:
    """Forget what was typed in a field of a case."""
    session.execute(delete(Draft).where(Draft.case_id == case_id, Draft.field == field))


def _rows(session: Session, case_id: int, field: str) -> list[TextVersion]:
    query = select(TextVersion).where(TextVersion.case_id == case_id, TextVersion.field == field).order_by(TextVersion.number)
    return list(session.scalars(query))


def unpacked(rows: Sequence[TextVersion]) -> list[bytes]:
    """The bytes of all versions of one text, oldest first. Raises zlib.error for one that was changed."""
    bodies: list[bytes] = []
    for row in rows:
        opener = zlib.decompressobj() if row.base_number is None else zlib.decompressobj(zdict=bodies[-1])
        bodies.append(opener.decompress(row.body) + opener.flush())
        if not opener.eof:
            raise zlib.error("cut short")
    return bodies


def _encode(text: Any) -> bytes:
    return json.dumps(text, ensure_ascii=False, sort_keys=True).encode()


def _decode(body: bytes) -> Any:
    return json.loads(body)
