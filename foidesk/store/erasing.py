"""Erasing: what is left of a case that is disposed of, and making sure that nothing else is left in the file.

What is kept is named here, column by column; everything that is not named is erased, so that a column that comes later is erased too.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import String, delete, func, inspect, select, type_coerce
from sqlalchemy.orm import Session

from foidesk.errors import UserError
from foidesk.model import Attachment, Base, Case, Draft, Event, Letter, Setting, StoredFile, TextVersion
from foidesk.paths import STORE_FILE
from foidesk.store.driver import connect, driver

KEPT: dict[str, frozenset[str]] = {
    "foi_case": frozenset(
        {"id", "version", "authority_id", "reference", "regime", "language", "stage", "publish", "received", "channel", "due"}
        | {"clock_status", "closed_on", "disposed_on", "past_on"}
    ),
    "requester": frozenset({"id", "case_id"}),
    "question": frozenset({"id", "case_id", "parent_id", "position", "label"}),
    "decision": frozenset(
        {"id", "question_id", "position", "outcome", "extent_kind", "held", "regime", "in_the_alternative"}
        | {"different_information", "record_year"}
    ),
    "ground": frozenset(
        {"id", "case_id", "position", "key", "provision", "by_reference_to", "likelihood", "pi_duty", "section_17_4"}
        | {"statistical", "held_before_request"}
    ),
    "clock_event": frozenset({"id", "case_id", "position", "event", "on", "until", "questions"}),
    "letter": frozenset(
        {"id", "case_id", "position", "kind", "dated", "sent", "signed", "signed_at", "public_interest_decision_by"}
        | {"cost_limit_stated_gbp", "format_refused"}
    ),
}
"""What statistics and the history need of a disposed case; rows of all other tables are deleted."""
DELETED = ("notes", "cost_estimates", "attachments", "correspondence", "links", "set_asides")
"""The lists of a case whose rows are deleted."""


_HASH = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased: saved versions of texts, and files that no other case uses."""

    texts: int
    files: int


def erase_case(session: Session, case: Case) -> Erased:
    """Erase a case to what is kept of it, its files too where no other case uses them, and destroy its salt."""
    used = set(_files_of(session, case))
    for name in DELETED:
        getattr(case, name).clear()
    for row in _rows(case):
        _empty(row)
    session.flush()
    texts = session.scalar(select(func.count()).where(TextVersion.case_id == case.id)) or 0
    session.execute(delete(TextVersion).where(TextVersion.case_id == case.id))
    session.execute(delete(Draft).where(Draft.case_id == case.id))
    return Erased(texts, drop_unused(session, used))


def drop_unused(session: Session, candidates: Collection[str]) -> int:
    """Delete those of these stored files (SHA-256, hex) that no row names any more; returns how many."""
    session.flush()
    there = set(session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(candidates))))
    gone = [sha256 for sha256 in sorted(there) if not _is_used(session, sha256)]
    for sha256 in gone:
        session.execute(delete(StoredFile).where(StoredFile.sha256 == sha256))
    return len(gone)


def scour(folder: Path, key: bytes) -> bool:
    """Leave nothing of what was deleted in the file: the search index is merged, the file rewritten page by page, its log emptied.

    False where something else was reading meanwhile, so that the log could not be emptied. Raises UserError where there is no room.
    """
    connection = connect(folder / STORE_FILE, key, writing=True)
    try:
        connection.execute("INSERT INTO case_fts(case_fts) VALUES ('optimize')")
        connection.execute("VACUUM")
        return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
    except driver().DatabaseError as error:
        if "locked" in str(error):
            return False
        words = "Make the search index anew, or make room on the disk, and try again."
        raise UserError(f"The store could not be rewritten. {words} What was erased stays erased.") from error
    finally:
        connection.close()


def _files_of(session: Session, case: Case) -> Iterator[str]:
    for attachment in case.attachments:
        if attachment.sha256:
            yield attachment.sha256
    for letter in case.letters:
        yield from filter(None, [letter.sha256, *letter.superseded])
    # Signed bytes of a letter that was given up, or a file that was taken out, are named by the history alone.
    for body in session.scalars(select(Event.body).where(Event.case_id == case.id)):
        yield from _HASH.findall(body)


def _is_used(session: Session, sha256: str) -> bool:
    was = type_coerce(Letter.superseded, String).contains(sha256, autoescape=True)
    named = select(Attachment.id).where(Attachment.sha256 == sha256)
    signed = select(Letter.id).where((Letter.sha256 == sha256) | was)
    # The signing identity is named by a setting.
    of_store = select(Setting.key).where(type_coerce(Setting.value, String).contains(sha256, autoescape=True))
    return any(session.scalar(query.limit(1)) is not None for query in (named, signed, of_store))


def _rows(case: Case) -> Iterator[Base]:
    yield case
    yield case.requester
    for question in case.every_question():
        yield question
        yield from question.decisions
    yield from case.grounds
    yield from case.letters


def _empty(row: Base) -> None:
    """Set every column that is not kept to nothing."""
    mapper = inspect(type(row))
    kept = KEPT[str(type(row).__tablename__)]
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if attribute.key not in kept:
            setattr(row, attribute.key, None if column.nullable else _nothing(getattr(row, attribute.key)))


def _nothing(value: Any) -> Any:
    """The empty value of a column that may not be null."""
    return type(value)()
