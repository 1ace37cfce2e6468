"""Verbs for deciding: what is answered and what is refused, question by question, and on which grounds."""

from collections.abc import Iterable, Sequence
from typing import Any

from foidesk.desk.office import Desk, Work
from foidesk.desk.questions import find_question
from foidesk.errors import UserError
from foidesk.law.provisions import Provision
from foidesk.law.stages import Act
from foidesk.model import Case, Decision, Duty, ExtentKind, Ground, Likelihood, Outcome, Regime

OTHER_INFORMATION = "any other information"

_HELD: dict[Outcome, bool] = {
    Outcome.DISCLOSED: True,
    Outcome.PARTIAL: True,
    Outcome.WITHHELD: True,
    Outcome.NOT_HELD: False,
}
"""What an outcome says about whether the information is held; the others say nothing."""

_TEXTS = ("reason", "harm", "pi_balance")
_LISTS = ("pi_for", "pi_against", "by_reference_to", "consultations")
_FLAGS = ("section_17_4", "statistical", "held_before_request")
_WORDS = (
    "private_reason",
    "certificate",
    "where",
    "publication_plan",
    "previous_reference",
    "enactment",
    "interests_of",
    "breach_of_confidence",
    "data_protection",
    "subject_access_pointer",
    "purpose_31_2",
)
_RECORDS = ("qualified_person", "repeat")
GROUND_TEXTS = (*_TEXTS, *_LISTS, *_WORDS)
"""What is kept in versions when it is written."""


def decide(
    desk: Desk,
    case_id: int,
    question_ids: Sequence[int],
    outcome: Outcome,
    *,
    extent_kind: ExtentKind = ExtentKind.ALL,
    extent_words: str = "",
    regime: Regime | None = None,
) -> list[int]:
    """Decide one or more questions or parts in the same way; returns the ids of the decisions.

    A decision of the same extent is replaced and keeps its answer and grounds; one of another extent stands beside it.
    """
    if extent_kind is ExtentKind.PART and not extent_words.strip():
        raise UserError('Say which part the decision is about, for example "2021 to 2023".')
    if extent_kind is ExtentKind.OTHER and not extent_words.strip():
        extent_words = OTHER_INFORMATION
    with desk.changing(case_id) as work:
        decided = [
            _decide_one(find_question(work, question_id).decisions, outcome, extent_kind, extent_words.strip(), regime)
            for question_id in question_ids
        ]
        if not decided:
            raise UserError("Choose the questions to decide first.")
        drop_unused(work.case)
        work.follow(Act.DECIDE)
        work.session.flush()
        ids = [decision.id for decision in decided]
        work.record("decided", questions=list(question_ids), decisions=ids, outcome=outcome, extent=extent_kind)
        return ids


def _decide_one(decisions: list[Decision], outcome: Outcome, kind: ExtentKind, words: str, regime: Regime | None) -> Decision:
    same = next(
        (item for item in decisions if item.extent_kind is kind and (kind is ExtentKind.ALL or item.extent_words == words)), None
    )
    if same is None:
        same = Decision(outcome=outcome, extent_kind=kind, extent_words=words, position=len(decisions))
        decisions.append(same)
    elif same.outcome is not outcome and not may_have_grounds(outcome):
        same.grounds = []
    same.outcome, same.held, same.regime = outcome, _HELD.get(outcome), regime
    return same


def may_have_grounds(outcome: Outcome) -> bool:
    """Whether a decision with this outcome rests on provisions (FOIA s.17)."""
    return outcome in {
        Outcome.PARTIAL,
        Outcome.WITHHELD,
        Outcome.NCND,
        Outcome.COST,
        Outcome.VEXATIOUS,
        Outcome.REPEATED,
        Outcome.INTEREST_PENDING,
    }


def change_decisions(
    desk: Desk,
    case_id: int,
    decision_ids: Sequence[int],
    *,
    held: bool | None = None,
    extent_words: str | None = None,
    in_the_alternative: bool | None = None,
    different_information: bool | None = None,
    record_year: int | None = None,
) -> None:
    """Correct what decisions say beside their outcome; what is not given stays. A `record_year` of 0 means that none is known."""
    changes = {
        "held": held,
        "extent_words": extent_words,
        "in_the_alternative": in_the_alternative,
        "different_information": different_information,
        "record_year": record_year,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    with desk.changing(case_id) as work:
        for decision_id in decision_ids:
            decision = find_decision(work, decision_id)
            for name, value in given.items():
                setattr(decision, name, None if name == "record_year" and not value else value)
        work.record("decision-changed", decisions=list(decision_ids), fields=sorted(given))


def say_held(desk: Desk, case_id: int, decision_ids: Sequence[int], held: bool | None) -> None:
    """Say that what decisions are about is held, or is not, or (None) say nothing of it."""
    with desk.changing(case_id) as work:
        for decision_id in decision_ids:
            find_decision(work, decision_id).held = held
        work.record("decision-changed", decisions=list(decision_ids), fields=["held"])


def say_other(desk: Desk, case_id: int, decision_ids: Sequence[int], is_other: bool) -> None:
    """Let decisions be about any other information beside an answer, in the words for it, or about all that is asked."""
    kind, words = (ExtentKind.OTHER, OTHER_INFORMATION) if is_other else (ExtentKind.ALL, "")
    with desk.changing(case_id) as work:
        for decision_id in decision_ids:
            decision = find_decision(work, decision_id)
            decision.extent_kind, decision.extent_words = kind, words
        work.record("decision-changed", decisions=list(decision_ids), fields=["extent"])


def plead_in_the_alternative(desk: Desk, case_id: int, decision_ids: Sequence[int], is_so: bool = True) -> None:
    """Say that the provisions of decisions are relied on one or the other, not both for the same information (or no longer)."""
    with desk.changing(case_id) as work:
        for decision_id in decision_ids:
            find_decision(work, decision_id).in_the_alternative = is_so
        work.record("decision-changed", decisions=list(decision_ids), fields=["in_the_alternative"])


def remove_decision(desk: Desk, case_id: int, decision_id: int) -> None:
    """Take a decision back. A ground that nothing rests on any more goes with it; its texts stay in the history."""
    with desk.changing(case_id) as work:
        decision = find_decision(work, decision_id)
        question = next(question for question, item in work.case.every_decision() if item is decision)
        question.decisions.remove(decision)
        gone = drop_unused(work.case)
        work.record("decision-removed", decision=decision_id, question=question.id, grounds=gone)


def write_answer(desk: Desk, case_id: int, decision_ids: Sequence[int], answer: Any) -> None:
    """Write the answer that one or more decisions give: a plain text or a list of blocks; empty means none."""
    with desk.changing(case_id) as work:
        digests = {}
        for decision_id in decision_ids:
            decision = find_decision(work, decision_id)
            decision.answer = answer or None
            digests[str(decision_id)] = work.save_text(f"decision:{decision_id}:answer", answer or "")
        work.record("answer-written", decisions=list(decision_ids), texts=digests)


def same_answer_as(desk: Desk, case_id: int, question_id: int, label: str | None) -> None:
    """Let another question's answer serve for this one, or (None) no longer."""
    with desk.changing(case_id) as work:
        question = find_question(work, question_id)
        other = work.case.question(label) if label else None
        if label and (other is None or other is question):
            raise UserError(f"There is no other question {label}.")
        if other and other.same_answer_as:
            raise UserError(f"Question {label} takes its own answer from question {other.same_answer_as}. Choose that one.")
        if label and any(item.same_answer_as == question.label for item in work.case.every_question()):
            raise UserError(f"Another question takes its answer from question {question.label}. Change that one first.")
        question.same_answer_as = label
        work.record("same-answer", question=question.id, as_question=other.id if other else None)


def claim_ground(desk: Desk, case_id: int, provision: str, decision_ids: Sequence[int]) -> int:
    """Rely on a provision for some decisions; returns the ground's id. A ground of that provision is used again, not doubled.

    Raises UserError for a provision that the catalogue does not know, or decisions that answer rather than refuse.
    """
    with desk.changing(case_id) as work:
        case = work.case
        decisions = [find_decision(work, decision_id) for decision_id in decision_ids]
        known = _known(desk, provision, _regime(case, decisions))
        ground = next((item for item in case.grounds if item.provision == known.citation), None)
        if ground is None:
            ground = Ground(key=_next_key(case), provision=known.citation, position=len(case.grounds))
            if known.public_interest_test:
                ground.pi_duty = known.duty
            case.grounds.append(ground)
        _rest_on(ground, decisions)
        work.follow(Act.DECIDE)
        work.session.flush()
        work.record("ground-claimed", ground=ground.id, provision=known.citation, decisions=list(decision_ids))
        return ground.id


def link_ground(desk: Desk, case_id: int, ground_id: int, decision_ids: Iterable[int]) -> None:
    """Set exactly which decisions rest on a ground."""
    wanted = set(decision_ids)
    with desk.changing(case_id) as work:
        ground = find_ground(work, ground_id)
        for _, decision in work.case.every_decision():
            if decision.id in wanted:
                _rest_on(ground, [decision])
            elif ground in decision.grounds:
                decision.grounds.remove(ground)
        work.record("ground-linked", ground=ground_id, decisions=sorted(wanted))


def change_provision(desk: Desk, case_id: int, ground_id: int, provision: str) -> None:
    """Rest a ground on another provision, such as the limb of a section; its reasoning stays.

    Raises UserError for a provision that the catalogue does not know, or one that the case relies on already.
    """
    with desk.changing(case_id) as work:
        ground = find_ground(work, ground_id)
        decisions = [decision for _, decision in work.case.decisions_on(ground)]
        known = _known(desk, provision, _regime(work.case, decisions))
        if any(other.provision == known.citation for other in work.case.grounds):
            raise UserError(f"The case relies on {known.citation} already. Tie that ground to the question, and drop this one.")
        before, ground.provision = ground.provision, known.citation
        if known.public_interest_test and not ground.has_public_interest:
            ground.pi_duty = known.duty
        work.record("provision-changed", ground=ground_id, before=before, provision=known.citation)


def drop_ground(desk: Desk, case_id: int, ground_id: int) -> None:
    """Rely on a ground no longer. Its texts stay in the history."""
    with desk.changing(case_id) as work:
        ground = find_ground(work, ground_id)
        _remove_ground(work.case, ground)
        work.record("ground-dropped", ground=ground_id, provision=ground.provision)


def write_ground(desk: Desk, case_id: int, ground_id: int, **fields: Any) -> None:
    """Write the reasoning of a ground: its reason, harm, likelihood, factors, balance, or what its provision needs beside these.

    Long texts are a plain text or a list of blocks. Raises UserError for a likelihood or duty that is none.
    """
    unknown = set(fields) - {*_TEXTS, *_LISTS, *_FLAGS, *_WORDS, *_RECORDS, "likelihood", "pi_duty"}
    if unknown:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    with desk.changing(case_id) as work:
        ground = find_ground(work, ground_id)
        digests = {}
        for name, value in fields.items():
            setattr(ground, name, ground_value(name, value))
            if name in GROUND_TEXTS:
                digests[name] = work.save_text(f"ground:{ground_id}:{name}", value or "")
        work.record("ground-written", ground=ground_id, fields=sorted(fields), texts=digests)


def ground_value(name: str, value: Any) -> Any:
    """What a field of a ground keeps of what was written. Raises UserError for a word that is none of its choices."""
    if name in _LISTS:
        return [item for item in value or [] if item]
    if name in _FLAGS:
        return bool(value)
    if not value:
        return None
    if name in _CHOICES:
        try:
            return _CHOICES[name](value)
        except ValueError:
            raise UserError(f"Choose one of: {', '.join(_CHOICES[name])}.") from None
    return value


_CHOICES: dict[str, type[Likelihood] | type[Duty]] = {"likelihood": Likelihood, "pi_duty": Duty}


def find_decision(work: Work, decision_id: int) -> Decision:
    """The decision with this id. Raises UserError if it is gone."""
    found = next((decision for _, decision in work.case.every_decision() if decision.id == decision_id), None)
    if found is None:
        raise UserError("That decision is not in the case any more.")
    return found


def find_ground(work: Work, ground_id: int) -> Ground:
    """The ground with this id. Raises UserError if it is gone."""
    found = next((ground for ground in work.case.grounds if ground.id == ground_id), None)
    if found is None:
        raise UserError("That ground is not in the case any more.")
    return found


def drop_unused(case: Case) -> list[int]:
    """Remove the grounds that no decision rests on any more; returns their ids."""
    unused = [ground for ground in case.grounds if not any(True for _ in case.decisions_on(ground))]
    for ground in unused:
        _remove_ground(case, ground)
    return [ground.id for ground in unused]


def _remove_ground(case: Case, ground: Ground) -> None:
    for _, decision in case.every_decision():
        if ground in decision.grounds:
            decision.grounds.remove(ground)
    case.grounds.remove(ground)


def _rest_on(ground: Ground, decisions: Iterable[Decision]) -> None:
    for decision in decisions:
        if not may_have_grounds(decision.outcome):
            raise UserError(
                "A question that is answered needs no exemption. Decide it as withheld or neither confirmed nor denied first."
            )
        if ground not in decision.grounds:
            decision.grounds.append(ground)


def _known(desk: Desk, provision: str, regime: Regime) -> Provision:
    known = desk.catalogue.find(provision, regime)
    if known is None:
        raise UserError(f"{provision} is not a provision that a refusal can rest on. Choose one from the list.")
    return known


def _regime(case: Case, decisions: Sequence[Decision]) -> Regime:
    return next((decision.regime for decision in decisions if decision.regime), case.regime)


def _next_key(case: Case) -> str:
    taken = {ground.key for ground in case.grounds}
    return next(key for key in (f"g{number}" for number in range(1, len(taken) + 2)) if key not in taken)
