"""Whether what the store holds is what its history says: triggers, links, the bytes of files, every saved text and the text that stands.

The chain tells of a changed event; this tells of a change beside the events, by somebody who had the key and no program. What the history
does not name by a hash (a day, a label, an outcome) is not covered (docs/store.md).
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, aliased

from foidesk.model import (
    Attachment,
    Base,
    Case,
    Correspondence,
    Decision,
    Event,
    Ground,
    Letter,
    Question,
    SetAside,
    Stage,
    StoredFile,
    TextVersion,
)
from foidesk.store import schema, texts

_AT_ONCE = 500
"""How many cases are read at a time, so that a large store needs no more memory than a small one."""
_NAMING = ("text", "texts", "saved", "reason")
"""Under which words an event names the hashes of texts."""
_ROWS: dict[str, type[Base]] = {
    "question": Question,
    "decision": Decision,
    "ground": Ground,
    "letter": Letter,
    "correspondence": Correspondence,
    "aside": SetAside,
}
_WITHOUT_NAMES = {"imported": ""} | dict.fromkeys(
    ("received", "question-split", "questions-merged", "note-to-question", "resplit"), "question:"
)
_ENDING = "disposed"
"""The event after which a case's texts and files are gone."""
_NOT_LIVE = {"withdrawn"}
_COLUMNS = {"set_aside": "reason"}
_REASONS = ("reason", "harm", "pi_for", "pi_against", "pi_balance")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is not as the history says, in plain words, and the event that it should agree with (null where there is none)."""

    why: str
    event: int | None = None


@dataclass(slots=True)
class _Told:
    """What the events of one case say: the hashes of texts and of files, each by the event that named it first or last."""

    texts: dict[str, int] = field(default_factory=dict)
    signed: dict[int, tuple[str, int]] = field(default_factory=dict)
    attached: dict[int, tuple[str, int]] = field(default_factory=dict)
    received: tuple[str, int] | None = None
    disposed: bool = False
    unnamed: set[str] = field(default_factory=set)
    """Beginnings of the names of texts that an event saved and did not name, as events of the first versions of foidesk did."""


def flaws(session: Session) -> Iterator[Flaw]:
    """Everything that is not as the history says, what could be met with first. Reads every file and every text."""
    yield from _schema(session)
    yield from _links(session)
    yield from _files(session)
    last = session.scalar(select(Case.id).order_by(Case.id.desc()).limit(1)) or 0
    for first in range(0, last + 1, _AT_ONCE):
        yield from _cases(session, first, first + _AT_ONCE - 1)


def _schema(session: Session) -> Iterator[Flaw]:
    """The triggers that keep the history append-only."""
    found = {" ".join(sql.split()) for (sql,) in session.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))}
    for statement in schema.EXTRA:
        wanted = " ".join(statement.split())
        if wanted.startswith("CREATE TRIGGER") and wanted not in found:
            yield Flaw(f"the trigger {wanted.split()[2]}, which lets nobody change the history, was taken away or changed")


def _links(session: Session) -> Iterator[Flaw]:
    rows = session.execute(text("PRAGMA foreign_key_check")).all()
    for table, parent in dict.fromkeys((row[0], row[2]) for row in rows):
        yield Flaw(f"a row of {table} names a row of {parent} that is not there")


def _files(session: Session) -> Iterator[Flaw]:
    """The bytes of every stored file against the hash that it is kept under, one at a time."""
    for sha256 in session.scalars(select(StoredFile.sha256).order_by(StoredFile.sha256)).all():
        data = session.scalar(select(StoredFile.data).where(StoredFile.sha256 == sha256))
        if hashlib.sha256(data or b"").hexdigest() != sha256:
            yield Flaw(f"the bytes of {_owner(session, sha256)} are not those that were kept")


def _owner(session: Session, sha256: str) -> str:
    """What a stored file is, in words."""
    letter = session.execute(select(Case.reference, Letter.kind).join(Letter).where(Letter.sha256 == sha256)).first()
    if letter:
        return f"the signed {letter.kind.value.replace('_', ' ')} of case {letter.reference}"
    attached = session.execute(
        select(Case.reference, Attachment.name).join(Attachment).where(Attachment.sha256 == sha256)
    ).first()
    return f"{attached.name} in case {attached.reference}" if attached else f"the file {sha256[:16]}…"


def _cases(session: Session, first: int, last: int) -> Iterator[Flaw]:
    told: dict[int, _Told] = defaultdict(_Told)
    for row in session.execute(
        select(Event.seq, Event.case_id, Event.kind, Event.body).where(Event.case_id.between(first, last)).order_by(Event.seq)
    ):
        _listen(told[row.case_id], row.seq, row.kind, row.body)
    columns = (Case.id, Case.reference, Case.salt, Case.stage)
    cases = list(session.execute(select(*columns).where(Case.id.between(first, last)).order_by(Case.id)))
    for case in [case for case in cases if case.stage is Stage.DISPOSED]:
        cases.remove(case)  # its texts and files are gone, as its history says
        if not told[case.id].disposed:
            yield Flaw(f"case {case.reference} is marked as disposed of, and no event says so")
    saved: dict[int, list[TextVersion]] = defaultdict(list)
    query = select(TextVersion).where(TextVersion.case_id.between(first, last))
    for version in session.scalars(query.order_by(TextVersion.case_id, TextVersion.field, TextVersion.number)):
        saved[version.case_id].append(version)
    live = _live(session, saved)
    for case in cases:
        named = f"case {case.reference}"
        rows = {name: list(group) for name, group in groupby(saved[case.id], attrgetter("field"))}
        bodies = {name: _bodies(group) for name, group in rows.items()}
        yield from _texts(rows, bodies, case.salt, told[case.id], named)
        yield from _standing(rows, bodies, live, named)
    yield from _unsaved(session, saved, {case.id: case.reference for case in cases})
    yield from _named_files(session, told, {case.id: case.reference for case in cases})
    session.expunge_all()


def _listen(told: _Told, seq: int, kind: str, body: str) -> None:
    """Take in what one event names. A body that is no record any more is the chain's to tell."""
    try:
        said = json.loads(body)
    except ValueError:
        return
    if not isinstance(said, dict):
        return
    if kind == "requester-erased":  # the texts in which somebody was named are gone, as it says itself
        for digest in said.get("erased", ()):
            told.texts.pop(digest, None)
        told.received = None if said.get("original") else told.received
    for word in _NAMING:
        value = said.get(word)
        for digest in value.values() if isinstance(value, dict) else [value]:
            if isinstance(digest, str) and len(digest) == 64:
                told.texts[digest] = seq
    told.disposed |= kind == _ENDING
    if kind in _WITHOUT_NAMES and "saved" not in said:
        told.unnamed.add(_WITHOUT_NAMES[kind])
    sha256 = str(said.get("sha256"))
    if kind == "signed":
        told.signed[said.get("letter", 0)] = (sha256, seq)
    elif kind == "signature-withdrawn":
        told.signed.pop(said.get("letter", 0), None)
    elif kind == "attached":
        told.attached[said.get("attachment", 0)] = (sha256, seq)
    elif kind == "attachment-removed":
        told.attached.pop(said.get("attachment", 0), None)
    elif kind == "received" and said.get("file"):
        told.received = (said["file"], seq)


def _texts(
    rows: Mapping[str, list[TextVersion]], bodies: Mapping[str, list[bytes | None]], salt: bytes, told: _Told, named: str
) -> Iterator[Flaw]:
    """Every version against its own hash and against the events; and every hash of the events against the versions."""
    missing = dict(told.texts)
    for name, versions in rows.items():
        if [row.number for row in versions] != list(range(1, len(versions) + 1)):
            yield Flaw(f"a version of {_words(name)} in {named} is missing")
        for row, body in zip(versions, bodies[name], strict=True):
            seq = missing.pop(row.digest, told.texts.get(row.digest))
            if body is None or texts.digest_of(salt, name, body) != row.digest:
                yield Flaw(f"version {row.number} of {_words(name)} in {named} was changed", seq)
                break
            if seq is None and not any(name.startswith(start) for start in told.unnamed):
                yield Flaw(f"version {row.number} of {_words(name)} in {named} is one that no event speaks of")
    for seq in sorted(set(missing.values())):
        yield Flaw(f"a text that event {seq} saved is not in {named} as it was saved", seq)


def _bodies(versions: Sequence[TextVersion]) -> list[bytes | None]:
    """The versions unpacked; from the first that does not unpack on, nothing."""
    try:
        return list(texts.unpacked(versions))
    except (zlib.error, IndexError):
        pass
    found: list[bytes | None] = []
    for count in range(1, len(versions) + 1):
        try:
            found.append(texts.unpacked(versions[:count])[-1])
        except (zlib.error, IndexError):
            break
    return [*found, *[None] * (len(versions) - len(found))]


def _live(session: Session, saved: Mapping[int, Sequence[TextVersion]]) -> dict[tuple[str, int], Any]:
    """The rows whose texts have versions, by kind and id."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for rows in saved.values():
        for row in rows:
            kind, number, _ = row.field.split(":", 2)
            wanted[kind].add(int(number))
    found: dict[tuple[str, int], Any] = {}
    for kind, ids in wanted.items():
        model: Any = _ROWS.get(kind)
        if model is not None:
            found |= {(kind, row.id): row for row in session.scalars(select(model).where(model.id.in_(ids)))}
    return found


def _standing(
    rows: Mapping[str, list[TextVersion]],
    bodies: Mapping[str, list[bytes | None]],
    live: Mapping[tuple[str, int], Any],
    named: str,
) -> Iterator[Flaw]:
    """The text that stands in its place against the last version that was saved of it."""
    own_words: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in sorted((group[-1] for group in rows.values()), key=attrgetter("id")):
        kind, number, name = row.field.split(":", 2)
        owner, body = live.get((kind, int(number))), bodies[row.field][-1]
        if owner is None or body is None or name in _NOT_LIVE:
            continue
        try:
            value = json.loads(body)
        except ValueError:
            continue  # told already: its hash does not fit
        if name == "own_words":
            own_words[owner.id] = dict(value or {})
        elif name.startswith("own_words."):
            own_words[owner.id][name.partition(".")[2]] = value
        elif _plain(getattr(owner, _COLUMNS.get(name, name), None)) != _plain(value):
            yield Flaw(f"{_words(row.field)} in {named} is not the text that was saved last")
    for letter_id, words in own_words.items():
        stands = live["letter", letter_id].own_words
        if _plain({key: stands.get(key) for key in words}) != _plain(words):
            yield Flaw(f"the own words of a letter in {named} are not those that were saved last")


def _unsaved(session: Session, saved: Mapping[int, Sequence[TextVersion]], references: Mapping[int, str]) -> Iterator[Flaw]:
    """Answers and reasons that stand somewhere though none was ever saved there."""
    known = {row.field for rows in saved.values() for row in rows}
    for ground in session.scalars(select(Ground).where(Ground.case_id.in_(references))):
        for name in _REASONS:
            if getattr(ground, name) and f"ground:{ground.id}:{name}" not in known:
                yield Flaw(
                    f"{_words(f'ground:{ground.id}:{name}')} in case {references[ground.case_id]} was never saved by the program"
                )
    above = aliased(Question)
    owner = func.coalesce(Question.case_id, above.case_id)
    query = select(Decision.id, Decision.answer, owner.label("case_id")).join(Question, Question.id == Decision.question_id)
    for row in session.execute(query.outerjoin(above, above.id == Question.parent_id).where(owner.in_(references))):
        if row.answer and f"decision:{row.id}:answer" not in known:
            yield Flaw(f"the answer of decision {row.id} in case {references[row.case_id]} was never saved by the program")


def _plain(value: Any) -> Any:
    """A text without what verbs leave out when they put it in its place: emptiness of any kind."""
    if isinstance(value, list):
        return [item for item in value if item] or ""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if item} or ""
    return value or ""


def _named_files(session: Session, told: Mapping[int, _Told], references: Mapping[int, str]) -> Iterator[Flaw]:
    """Signed letters and attachments against the events that signed and attached them."""
    letters: dict[int, str | None] = {}
    columns = (Letter.id, Letter.case_id, Letter.sha256, Letter.signed)
    for letter in session.execute(select(*columns).where(Letter.case_id.in_(references))):
        letters[letter.id] = letter.sha256
        if letter.signed and letter.id not in told[letter.case_id].signed:
            yield Flaw(f"a letter of case {references[letter.case_id]} is marked as signed, and no event says so")
    attached: dict[int, str | None] = {}
    kept: dict[int, set[str | None]] = defaultdict(set)
    for row in session.execute(
        select(Attachment.id, Attachment.case_id, Attachment.sha256).where(Attachment.case_id.in_(references))
    ):
        attached[row.id] = row.sha256
        kept[row.case_id].add(row.sha256)
    for case_id, reference in references.items():
        said = told[case_id]
        for number, (sha256, seq) in said.signed.items():
            if letters.get(number) != sha256:
                yield Flaw(f"the letter of case {reference} that event {seq} signed is not there as it was signed", seq)
        for number, (sha256, seq) in said.attached.items():
            if attached.get(number) != sha256:
                yield Flaw(f"the file of case {reference} that event {seq} attached is not there as it was attached", seq)
        if said.received and said.received[0] not in kept[case_id]:
            yield Flaw(f"the request of case {reference} as it came in is not there any more", said.received[1])


def _words(name: str) -> str:
    """A text's name for people, such as "the harm of ground 7"."""
    kind, number, what = name.split(":", 2)
    return f"the {what.replace('_', ' ')} of {kind} {number}"
