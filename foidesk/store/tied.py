"""Which requests are tied to a case, and which closed cases a review has to look at."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from foidesk.model import Case, CaseLink, Decision, Ground, Outcome, Question, Regime, Stage


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed case as far as its time of retention needs it."""

    id: int
    regime: Regime
    is_past: bool
    closed_on: date
    outcomes: frozenset[Outcome]


def closed_before(session: Session, day: date) -> list[Closed]:
    """The cases that were closed on a day or before it, the earliest first, without their words."""
    closed = (Case.stage == Stage.CLOSED) & (Case.closed_on <= day)
    outcomes: dict[int, set[Outcome]] = defaultdict(set)
    whole = aliased(Question)
    of_questions = select(Question.case_id, Decision.outcome).join(Decision, Decision.question_id == Question.id)
    of_parts = (
        select(whole.case_id, Decision.outcome)
        .join(Question, Question.parent_id == whole.id)
        .join(Decision, Decision.question_id == Question.id)
    )
    for query, owner in ((of_questions, Question.case_id), (of_parts, whole.case_id)):
        for case_id, outcome in session.execute(query.join(Case, Case.id == owner).where(closed).distinct()):
            outcomes[case_id or 0].add(outcome)
    columns = select(Case.id, Case.regime, Case.past_on, Case.closed_on).where(closed).order_by(Case.closed_on, Case.id)
    return [
        Closed(row.id, row.regime, row.past_on is not None, row.closed_on, frozenset(outcomes.get(row.id, ())))
        for row in session.execute(columns)
    ]


def references_at_work(session: Session, case: Case, at_rest: Collection[Stage]) -> set[str]:
    """The references of the requests tied to a case, either way and through others, that are not at rest."""
    known, asked, open_ = {case.reference}, {case.reference}, set()
    while asked:
        found = _beside(session, asked) - known
        known |= found
        asked = found
        stages = session.execute(select(Case.reference, Case.stage).where(Case.reference.in_(found)))
        open_ |= {row.reference for row in stages if row.stage not in at_rest}
    return open_


def _beside(session: Session, references: Collection[str]) -> set[str]:
    """What some cases name, and what names them: as a tie, or as the earlier answer that a ground rests on."""
    found: set[str] = set()
    for model, named in ((CaseLink, CaseLink.reference), (Ground, Ground.previous_reference)):
        of = select(Case.reference, named).join(Case, Case.id == model.case_id).where(named.is_not(None))
        for row in session.execute(of.where(Case.reference.in_(references) | named.in_(references))):
            found |= {str(row[0]), str(row[1])}
    return found
