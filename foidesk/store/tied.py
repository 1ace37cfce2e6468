"""Which requests are tied to a case, and which closed cases a review has to look at."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, load_only, selectinload

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


def for_review(session: Session, ids: Collection[int]) -> dict[int, Case]:
    """Some closed cases by their ids, with their letters and without their words."""
    columns = (Case.reference, Case.title, Case.stage, Case.closed_on, Case.kept_until, Case.kept_reason)
    query = select(Case).where(Case.id.in_(ids)).options(load_only(*columns), selectinload(Case.letters))
    return {case.id: case for case in session.scalars(query)}


def ties(session: Session) -> dict[str, set[str]]:
    """Which references are tied to which, either way: as a link, or as the earlier answer that a ground rests on."""
    found: dict[str, set[str]] = defaultdict(set)
    for model, named in ((CaseLink, CaseLink.reference), (Ground, Ground.previous_reference)):
        query = select(Case.reference, named).join(Case, Case.id == model.case_id).where(named.is_not(None))
        for one, other in session.execute(query):
            found[one].add(str(other))
            found[str(other)].add(one)
    return found


def references_at_work(
    session: Session, reference: str, tied: Mapping[str, Collection[str]], at_rest: Collection[Stage]
) -> set[str]:
    """The references of the requests tied to one, directly or through others, that are not at rest."""
    known, asked = {reference}, [reference]
    while asked:
        fresh = set(tied.get(asked.pop(), ())) - known
        known |= fresh
        asked += fresh
    stages = session.execute(select(Case.reference, Case.stage).where(Case.reference.in_(known - {reference})))
    return {row.reference for row in stages if row.stage not in at_rest}
