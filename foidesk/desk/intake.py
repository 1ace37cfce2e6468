"""Verbs for what comes in: read a file, register the request, correct who asked and when."""

from datetime import date
from pathlib import Path
from typing import Any

from foidesk.desk.attach import kept_name
from foidesk.desk.keep import profile_row
from foidesk.desk.office import Desk, Work, refuse_sealed
from foidesk.desk.proposal import NewRequest, question_row
from foidesk.errors import UserError
from foidesk.intake.read import read_request
from foidesk.intake.reading import Reading
from foidesk.model import Attachment, AttachmentRole, Case, Note, Requester
from foidesk.store import files, queries

_WHERE_TO = frozenset({"email", "handle"})
"""What the signed letter does not say of the requester."""
_PUBLISHING = frozenset({"people", "publish"})
"""What is decided about the public copy, before or after the answer is signed."""


def read_file(path: Path) -> Reading:
    """Read a request from a file, in a process of its own. Raises UserError in plain words; nothing is stored."""
    return read_request(path)


def register(desk: Desk, new: NewRequest) -> int:
    """Add a request to the store as a case and start its clock; returns the case's id.

    Raises UserError for a reference that is taken, for a day of receipt in the future, or without a single question.
    """
    if not any(question.text.strip() for question in new.questions):
        raise UserError("There is no question yet. Mark at least one in the request's text.")
    if new.received > desk.today():
        raise UserError("The day of receipt lies in the future. Correct it first.")
    with desk.writing() as work:
        case = Case(
            reference=_reference(desk, work, new),
            title=new.title.strip() or new.questions[0].text[:80],
            regime=new.regime,
            received=new.received,
            received_reason=new.received_reason,
            sent_by_requester=new.sent_by_requester,
            channel=new.channel,
            request_text=new.request_text,
            authority=profile_row(work.session),
            requester=Requester(**new.requester),
            questions=[question_row(question, number) for number, question in enumerate(new.questions)],
            notes=[Note(text=text, position=number) for number, text in enumerate(new.notes)],
            salt=files.new_salt(),
        )
        if new.original:
            name, media_type, data = new.original
            sha256 = files.keep(work.session, data)
            case.attachments.append(
                Attachment(
                    name=kept_name(case, name), role=AttachmentRole.REQUEST, listed=False, media_type=media_type, sha256=sha256
                )
            )
        work.take(case)
        work.renew_clock()
        for question in case.every_question():
            work.save_text(f"question:{question.id}:text", question.text)
        work.record(
            "received",
            questions=len(new.questions),
            notes=len(new.notes),
            received=new.received.isoformat(),
            file=case.attachments[0].sha256 if new.original else None,
        )
        return case.id


def correct_received(desk: Desk, case_id: int, received: date, reason: str) -> None:
    """Correct the day of receipt, with the reason; the clock starts anew from it."""
    if not reason.strip():
        raise UserError("Say why the day of receipt is another one: the reason is kept in the history.")
    if received > desk.today():
        raise UserError("The day of receipt lies in the future.")
    with desk.changing(case_id) as work:
        before, work.case.received = work.case.received, received
        work.case.received_reason = reason.strip()
        work.renew_clock()
        work.record("received-corrected", before=before.isoformat(), after=received.isoformat())


def edit_case(desk: Desk, case_id: int, **fields: Any) -> None:
    """Correct the title, the regime, the language, the channel; on a signed case only who and what may be published."""
    allowed = {"title", "regime", "language", "people", "publish", "channel"}
    _assign(desk, case_id, fields, allowed)


def edit_requester(desk: Desk, case_id: int, **fields: str | None) -> None:
    """Correct who asks: name, e-mail, address, handle, organisation, or the form in which the answer is wished.

    Where a signed answer goes can still be corrected; the name and the address that stand in it cannot.
    """
    allowed = {"name", "email", "address", "handle", "organisation", "format_wanted"}
    _refuse_unknown(fields, allowed)
    with desk.writing(case_id) as work:
        if not fields.keys() <= _WHERE_TO:
            refuse_sealed(work.case)
        for name, value in fields.items():
            setattr(work.case.requester, name, value)
        work.record("requester-edited", fields=sorted(fields))


def _reference(desk: Desk, work: Work, new: NewRequest) -> str:
    """The reference asked for, with `_` read as `/` (decision 4), or the next free one of the authority's pattern."""
    if not new.reference:
        return queries.next_reference(work.session, new.received.year)
    reference = new.reference.strip().replace("_", "/")
    if queries.find_case(work.session, reference) is not None:
        raise UserError(
            f"There is a case {reference} already. Give this one another reference, or leave it empty for the next free one."
        )
    return reference


def _refuse_unknown(fields: dict[str, Any], allowed: set[str]) -> None:
    unknown = set(fields) - allowed
    if unknown:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")


def _assign(desk: Desk, case_id: int, fields: dict[str, Any], allowed: set[str]) -> None:
    _refuse_unknown(fields, allowed)
    with desk.writing(case_id) as work:
        if not fields.keys() <= _PUBLISHING:
            refuse_sealed(work.case)
        for name, value in fields.items():
            setattr(work.case, name, value)
        if "regime" in fields:
            work.renew_clock()
        work.record("case-edited", fields=sorted(fields))
