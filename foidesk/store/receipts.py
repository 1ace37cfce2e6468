"""Which requests came in when, and what they asked: what is needed to see which may be counted together (FOIA s.12(4))."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from foidesk.model import Case, CaseLink, CostEstimate, LinkKind, Question, Regime, Requester


@dataclass(frozen=True, slots=True)
class Receipt:
    """One request: who asked it, when it came in, and the words of its questions in their order."""

    case_id: int
    reference: str
    title: str
    received: date
    name: str | None
    email: str | None
    words: tuple[str, ...]
    estimates: tuple[CostEstimate, ...]


def received_between(session: Session, first: date, last: date, regimes: Collection[Regime]) -> list[Receipt]:
    """The requests under some laws that came in from one day to another, the latest first."""
    columns = (Case.id, Case.reference, Case.title, Case.received, Requester.name, Requester.email)
    within = (Case.received >= first, Case.received <= last, Case.regime.in_(list(regimes)))
    rows = session.execute(
        select(*columns).join(Case.requester).where(*within).order_by(Case.received.desc(), Case.id.desc())
    ).all()
    chosen = select(Case.id).where(*within)
    words: dict[int | None, list[str]] = defaultdict(list)
    asked = select(Question.case_id, Question.text).where(Question.case_id.in_(chosen)).order_by(Question.position)
    for case_id, text in session.execute(asked):
        words[case_id].append(text)
    estimates: dict[int, list[CostEstimate]] = defaultdict(list)
    for estimate in session.scalars(select(CostEstimate).where(CostEstimate.case_id.in_(chosen)).order_by(CostEstimate.position)):
        estimates[estimate.case_id].append(estimate)
    return [Receipt(*row, tuple(words[row.id]), tuple(estimates[row.id])) for row in rows]


def linked_references(session: Session, case_id: int, reference: str, kinds: Collection[LinkKind]) -> set[str]:
    """The references of cases that a case is tied to by links of some kinds, or that are tied to it."""
    rows = session.execute(
        select(CaseLink.case_id, CaseLink.reference, Case.reference)
        .join(Case, Case.id == CaseLink.case_id)
        .where(CaseLink.kind.in_(list(kinds)), or_(CaseLink.case_id == case_id, CaseLink.reference == reference))
    )
    return {to if owner == case_id else owned_by for owner, to, owned_by in rows}


def cases_of(session: Session, name: str | None, email: str | None, most: int) -> list[int]:
    """The cases of a person, told by e-mail address or by the whole name, the newest first."""
    known = [
        func.lower(column) == value.strip().lower()
        for column, value in ((Requester.name, name), (Requester.email, email))
        if value and value.strip()
    ]
    if not known:
        return []
    return list(session.scalars(select(Requester.case_id).where(or_(*known)).order_by(Requester.case_id.desc()).limit(most)))
