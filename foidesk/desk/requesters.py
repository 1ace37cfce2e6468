"""Verbs for one requester over all cases: what the store holds about somebody, writing it out, and erasing who asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from foidesk.desk import outbox
from foidesk.desk.attach import document_name, file_stem
from foidesk.desk.browse import case_history
from foidesk.desk.exchange import write_beside
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.model import AttachmentRole, Case, Stage
from foidesk.model.written import write_case
from foidesk.paths import resource
from foidesk.store import erasing, files, identity, queries

_FIELDS = ("name", "email", "address", "handle", "organisation", "format_wanted")
LEAST = 3
"""How many letters are looked for at least."""


@dataclass(frozen=True, slots=True)
class About:
    """A case in which somebody was found, and how: they asked (`certain` where the whole name or address is the same), or are named in it."""

    case_id: int
    reference: str
    title: str
    received: date
    stage: Stage
    requester: str
    as_requester: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What erasing an identity left: signed letters that still name the requester, and parts of the name that still stand in the texts."""

    letters: int
    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def find_requester(desk: Desk, words: str) -> list[About]:
    """Every case of whoever has this name, e-mail address or handle, and every case in whose words it stands. Raises UserError if too short."""
    if len(identity.plain(words)) < LEAST:
        raise UserError("Type at least three letters of the name, the e-mail address or the handle.")
    with desk.reading() as session:
        return [_about(session, item) for item in identity.find(session, words)]


def export_requester(desk: Desk, case_ids: Sequence[int], folder: Path) -> Path:
    """Write everything that some cases hold into a folder, one folder for each case, with a README; returns the folder. It is plain text.

    Raises UserError where nothing was chosen, or the folder cannot be written or holds other files of these names.
    """
    if not case_ids:
        raise UserError("Choose at least one case.")
    with desk.writing() as work:
        cases = [queries.load_case(work.session, case_id) for case_id in case_ids]
        written = 0
        for case in [case for case in cases if case is not None]:
            contents = dict(_contents(desk, work.session, case))
            write_beside(folder / file_stem(case), contents, document_name(case))
            written += len(contents)
        readme = resource("wording", "requester-export.txt").read_text("utf-8")
        about = readme.format(cases=len(cases), authority=cases[0].authority.name if cases[0] else "", on=desk.today())
        write_beside(folder, {"README.txt": about.encode()}, "README.txt")
        work.record("requester-exported", cases=list(case_ids), files=written)
    return folder


def erase_requester(desk: Desk, case_id: int, reason: str) -> Forgotten:
    """Erase who asked from a closed case: the details, the name in every text and version, the request as it came in, what is in the outbox.

    Signed letters stay as they are (docs/decisions): they are the record of what was answered, and go when the case is disposed of.
    Raises UserError for a case that is not closed, one that names nobody, or without a reason. Call `clear_up` afterwards.
    """
    if not reason.strip():
        raise UserError("Say why the identity is erased: the reason is kept with the case.")
    with desk.writing(case_id) as work:
        case = work.case
        if case.stage is not Stage.CLOSED:
            raise UserError("Only from a closed case can who asked be erased: until then the answer needs an address.")
        pattern, name = identity.pattern_of(case.requester), case.requester.name
        if pattern is None:
            raise UserError("This case names no requester any more.")
        outbox.sweep_of(desk, case.reference)
        originals = [item for item in case.attachments if item.role is AttachmentRole.REQUEST and item.sha256]
        gone = {item.sha256 for item in originals if item.sha256}
        for item in originals:
            case.attachments.remove(item)
        for field in _FIELDS:
            setattr(case.requester, field, None)
        identity.black_out(case, pattern)
        work.session.flush()
        erased, standing = identity.forget_versions(work.session, case, pattern)
        case = work.reload()
        for field, text in standing.items():
            work.save_text(field, text)
        erasing.drop_unused(work.session, gone)
        work.save_text(f"requester:{case.requester.id}:erased", identity.blacked(pattern, reason.strip()))
        letters = sum(letter.sha256 is not None for letter in case.letters)
        work.record("requester-erased", erased=erased, original=bool(gone), letters=letters)
        kept = tuple(item.name for item in case.attachments if item.sha256 and not item.made_here)
        return Forgotten(letters, tuple(identity.left_words(case, name)), kept)


def _about(session: Session, found: identity.Found) -> About:
    case = queries.load_case(session, found.case_id)
    assert case is not None
    return About(
        case.id,
        case.reference,
        case.title,
        case.received,
        case.stage,
        case.requester.name or "",
        found.as_requester,
        found.certain,
    )


def _contents(desk: Desk, session: Session, case: Case) -> Iterator[tuple[str, bytes]]:
    """The files of one case: its document, what was attached, its letters as they were signed, and its history in words."""
    yield document_name(case), (json.dumps(write_case(case), ensure_ascii=False, indent=1) + "\n").encode()
    for item in case.attachments:
        if item.sha256:
            yield item.name, files.fetch(session, item.sha256)
    for number, letter in enumerate(case.letters, start=1):
        if letter.sha256:
            yield f"{file_stem(case)}-letter-{number}-{letter.kind.value}.pdf", files.fetch(session, letter.sha256)
    if case.past_answer:
        yield f"{file_stem(case)}-answer.txt", case.past_answer.encode()
    lines = [f"{line.at:%Y-%m-%d %H:%M} UTC  {line.actor}  {line.words}" for line in case_history(desk, case.id)]
    yield f"{file_stem(case)}-history.txt", ("\n".join(lines) + "\n").encode()
