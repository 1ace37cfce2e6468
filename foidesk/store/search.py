"""The search index: derived from the cases, written by the same verb, rebuilt when it is damaged."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from foidesk.model import Case
from foidesk.store import queries, schema


def index_case(session: Session, case: Case) -> None:
    """Write a case's entry anew."""
    answers = [_plain(decision.answer) for _, decision in case.every_decision()]
    reasons = [
        _plain(value) for ground in case.grounds for value in (ground.provision, ground.reason, ground.harm, ground.pi_balance)
    ]
    session.execute(text("DELETE FROM case_fts WHERE rowid = :id"), {"id": case.id})
    session.execute(
        text(
            "INSERT INTO case_fts(rowid, reference, title, requester, request, answer) "
            "VALUES (:id, :reference, :title, :requester, :request, :answer)"
        ),
        {
            "id": case.id,
            "reference": case.reference,
            "title": case.title,
            "requester": " ".join(filter(None, [case.requester.name, case.requester.email, case.requester.organisation])),
            "request": case.request_text or "\n".join(question.text for question in case.every_question()),
            "answer": "\n".join(filter(None, [*answers, *reasons, case.past_answer])),
        },
    )


def reindex(session: Session) -> int:
    """Rebuild the whole index; returns the number of cases."""
    # Made anew and not emptied: a damaged or missing index cannot be emptied.
    session.execute(text("DROP TABLE IF EXISTS case_fts"))
    session.execute(text(schema.INDEX))
    ids = queries.every_case(session)
    for case_id in ids:
        case = queries.load_case(session, case_id)
        if case is not None:
            index_case(session, case)
        session.expunge_all()
    return len(ids)


def _plain(value: Any) -> str:
    """The words of a plain string or of a list of blocks."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(filter(None, (_plain(item) for item in value.values())))
    if isinstance(value, list):
        return " ".join(filter(None, (_plain(item) for item in value)))
    return ""
