"""Verbs for what an answer would cost (FOIA s.12): estimates of groups of questions, and the requests that may be counted with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from foidesk.desk.office import Desk, Shelf, Work
from foidesk.errors import UserError
from foidesk.law.costs import CostLaw, reckon
from foidesk.law.windows import days_around, free_from, span
from foidesk.letters.cost_advice import Advice, cost_advice
from foidesk.model import Case, CostEstimate, LinkKind, Question, Regime
from foidesk.store.receipts import Receipt, linked_references, received_between

MOST = 1_000_000_000
"""The largest number of records, or of minutes for each, that an estimate may hold."""
_TIES = (LinkKind.SAME_CAMPAIGN, LinkKind.COMBINED_WITH, LinkKind.REFINES, LinkKind.REPEATS)


@dataclass(frozen=True, slots=True)
class Task:
    """One task of an estimate: minutes for each of some records; with `questions` it is needed for those alone."""

    activity: str
    what: str = ""
    minutes_each: float = 0
    records: float = 0
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Another request that is counted together with this one, and the minutes that it took or would take."""

    reference: str
    received: date
    minutes: float = 0


@dataclass(frozen=True, slots=True)
class Combinable:
    """A request of the store that may be counted together with a case, if the officer finds it similar.

    `because` says what ties it: "person", "link", "words". `working_days` is the span with the case's own day of receipt; `minutes` is
    what its own estimate comes to, where it has one.
    """

    reference: str
    title: str
    received: date
    because: tuple[str, ...]
    working_days: int
    minutes: Fraction | None


def write_estimate(
    desk: Desk,
    case_id: int,
    estimate_id: int | None,
    questions: Sequence[str],
    tasks: Iterable[Task],
    *,
    similar: bool | None = None,
    other_gbp: int = 0,
    joined: Sequence[Joined] = (),
) -> int:
    """Write an estimate of some questions, by their labels; a new one where no id is given. Returns its id.

    Requests are joined to it on the officer's word that they are similar and come from one person or campaign. Raises UserError for a
    question that is not in the case, stands in another estimate or is decided under another law, and for requests too far apart.
    """
    with desk.changing(case_id) as work:
        case, law = work.case, desk.catalogue.costs
        estimate = _find(work, estimate_id) if estimate_id is not None else CostEstimate(position=len(case.cost_estimates))
        named = _questions(case, questions, estimate)
        made = draft_estimate(desk, case, [question.label for question in named], tasks, similar, other_gbp, joined)
        _refuse_wrong(made, law)
        for name in ("questions", "tasks", "similar", "other_gbp"):
            setattr(estimate, name, getattr(made, name))
        # Where a document says that requests are counted together and names none, that stands until some are named.
        if joined or (estimate.aggregated or {}).get("requests"):
            estimate.aggregated = made.aggregated
        if estimate_id is None:
            case.cost_estimates.append(estimate)
            work.session.flush()
        work.record(
            "estimate-written", estimate=estimate.id, questions=[question.id for question in named], tasks=len(estimate.tasks)
        )
        return estimate.id


def remove_estimate(desk: Desk, case_id: int, estimate_id: int) -> None:
    """Take an estimate back. Raises UserError if it is gone."""
    with desk.changing(case_id) as work:
        estimate = _find(work, estimate_id)
        work.case.cost_estimates.remove(estimate)
        for position, row in enumerate(work.case.cost_estimates):
            row.position = position
        work.record("estimate-removed", estimate=estimate_id)


def draft_estimate(
    shelf: Shelf,
    case: Case,
    questions: Sequence[str],
    tasks: Iterable[Task],
    similar: bool | None = None,
    other_gbp: int = 0,
    joined: Sequence[Joined] = (),
) -> CostEstimate:
    """An estimate that is in no store, to be reckoned while it is put together."""
    requests = [{"reference": item.reference, "received": item.received.isoformat(), "minutes": item.minutes} for item in joined]
    days = span([case.received, *(item.received for item in joined)], shelf.holidays)
    return CostEstimate(
        questions=list(questions),
        tasks=[_task(item, questions) for item in tasks],
        similar=similar,
        other_gbp=other_gbp,
        aggregated={"working_days": days, "similar": True, "same_person_or_campaign": True, "requests": requests}
        if joined
        else None,
    )


def combinable(desk: Desk, case_id: int) -> list[Combinable]:
    """The requests of the store that may be counted together with a case: of the same person or tied to it, within the window of reg 5.

    Whether they ask for the same or similar information is the officer's to say.
    """
    law, holidays = desk.catalogue.costs, desk.holidays
    with desk.reading() as session:
        case = session.get(Case, case_id)
        if case is None or case.regime not in law.regimes:
            return []
        first, last = days_around(case.received, law, holidays)
        found = received_between(session, first, last, law.regimes)
        tied = linked_references(session, case_id, case.reference, _TIES)
        own = next((item for item in found if item.case_id == case_id), None)
        if own is None:
            return []
        others = ((item, _because(own, item, tied)) for item in found if item.case_id != case_id)
        return [
            Combinable(
                item.reference,
                item.title,
                item.received,
                why,
                span([own.received, item.received], holidays),
                _minutes(item, law),
            )
            for item, why in others
            if why
        ]


def advice_for(shelf: Shelf, case: Case, estimates: Iterable[CostEstimate], years: int = 0) -> Advice:
    """A starting text for the advice on what would come within the limit (FOIA s.16), for some estimates of a case."""
    law = shelf.catalogue.costs
    latest = max([case.received, *(date.fromisoformat(day) for item in estimates for day in _days(item))])
    free = free_from(latest, law, shelf.holidays)
    return cost_advice(case, estimates, law, shelf.wording, shelf.today(), years=years, free_from=free)


def _days(estimate: CostEstimate) -> list[str]:
    return [item["received"] for item in (estimate.aggregated or {}).get("requests", ())]


def _find(work: Work, estimate_id: int) -> CostEstimate:
    found = next((item for item in work.case.cost_estimates if item.id == estimate_id), None)
    if found is None:
        raise UserError("That estimate is not in the case any more.")
    return found


def _questions(case: Case, labels: Sequence[str], estimate: CostEstimate) -> list[Question]:
    """The questions of an estimate, in the order of the request."""
    if not _is_of_the_act(case.regime):
        raise UserError("The limit of section 12 is of the Freedom of Information Act. This case is under another law.")
    if not labels:
        raise UserError("Choose the questions that the estimate is for.")
    missing = [label for label in labels if case.question(label) is None]
    if missing:
        raise UserError(f"There is no question {missing[0]} in this case.")
    taken = {label for other in case.cost_estimates if other is not estimate for label in other.questions}
    chosen = [question for question in case.every_question() if question.label in labels]
    for question in chosen:
        if question.label in taken:
            raise UserError(f"Question {question.label} stands in another estimate already. Take it out of that one first.")
        if any(decision.regime and not _is_of_the_act(decision.regime) for decision in question.decisions):
            raise UserError(f"Question {question.label} is decided under another law. Costs are added up under the Act alone.")
    return chosen


def _is_of_the_act(regime: Regime) -> bool:
    return regime.value.startswith("foia")


def _refuse_wrong(estimate: CostEstimate, law: CostLaw) -> None:
    for task in estimate.tasks:
        if not (0 <= task["minutes_each"] <= MOST and 0 <= task["records"] <= MOST):
            raise UserError(f"Minutes and records are numbers from 0 to {MOST:,}.")
    if not 0 <= estimate.other_gbp <= MOST:
        raise UserError(f"Other costs are pounds from 0 to {MOST:,}.")
    days = (estimate.aggregated or {}).get("working_days", 0)
    if days > law.window:
        raise UserError(
            f"Those requests came in over {days} working days. Only {law.window} consecutive ones may be counted together."
        )


def _task(task: Task, questions: Sequence[str]) -> Mapping[str, Any]:
    """A task as it is kept; one that is for every question of its estimate is shared, and names none."""
    own = [label for label in task.questions if label in questions]
    kept: dict[str, Any] = {
        "activity": task.activity,
        "what": " ".join(task.what.split()),
        "minutes_each": _number(task.minutes_each),
        "records": _number(task.records),
    }
    return kept | ({"questions": own} if own and set(own) != set(questions) else {})


def _number(value: float) -> float:
    return int(value) if value == int(value) else value


def _because(own: Receipt, other: Receipt, tied: set[str]) -> tuple[str, ...]:
    """What ties two requests: one person by name or address, a link, or word for word the same questions."""
    person = any(_same(getattr(own, name), getattr(other, name)) for name in ("email", "name"))
    words = bool(own.words) and [_bare(text) for text in own.words] == [_bare(text) for text in other.words]
    found = {"person": person, "link": other.reference in tied, "words": words}
    return tuple(why for why, holds in found.items() if holds)


def _same(one: str | None, other: str | None) -> bool:
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _minutes(receipt: Receipt, law: CostLaw) -> Fraction | None:
    """What the request's own estimates come to, without what they count together with it."""
    alone = [CostEstimate(questions=item.questions, tasks=item.tasks) for item in receipt.estimates]
    return sum((reckon(item, law, 0).minutes for item in alone), start=Fraction()) if alone else None
