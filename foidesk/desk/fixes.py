"""What the program can put right by itself: each such fix of a finding is one verb with its one event, to be undone like any other.

A fix is named by the rule ("restore:section_50"). Those that are not here lead the officer to a place and leave the words to them.
"""

from collections.abc import Callable
from typing import Any

from foidesk.desk import decide, draft, intake
from foidesk.desk.browse import Snapshot, open_case
from foidesk.desk.choose import fits
from foidesk.desk.office import Desk, Shelf
from foidesk.errors import UserError
from foidesk.law.rules import Finding
from foidesk.model import Case, Decision, Duty, ExtentKind, Ground, Outcome

_HELD: dict[str, tuple[bool | None, frozenset[Outcome]]] = {
    "true": (True, frozenset({Outcome.WITHHELD, Outcome.PARTIAL})),
    "false": (False, frozenset({Outcome.NOT_HELD})),
    "unsaid": (None, frozenset({Outcome.NCND})),
}
"""What is said of being held, and the outcomes that it is said of."""

_CLEARED: dict[str, dict[str, Any]] = {
    "public_interest": {"pi_for": [], "pi_against": [], "pi_balance": None},
    "harm": {"harm": None},
}


def can_do(finding: Finding) -> bool:
    """Whether pressing the fix of a finding puts it right, rather than leading to where the officer can."""
    return (finding.fix or "").partition(":")[0] in _VERBS


def do_fix(desk: Desk, case_id: int, finding: Finding, letter_id: int | None = None) -> None:
    """Put a finding right in one step. Raises UserError if it cannot be, since the case has changed or is signed."""
    verb, _, name = (finding.fix or "").partition(":")
    if verb not in _VERBS:
        raise UserError("This one is for you to put right: go to its place.")
    _VERBS[verb](desk, open_case(desk, case_id, letter_id), finding, name)


def ground_to_change(case: Case, finding: Finding, shelf: Shelf) -> Ground | None:
    """The ground whose provision is wrong: the finding's own, else one on its questions that does not fit what was decided there."""
    if finding.ground is not None:
        return next((ground for ground in case.grounds if ground.key == finding.ground), None)
    used = [
        (ground, item)
        for question, item in case.every_decision()
        if question.label in finding.questions
        for ground in item.grounds
    ]
    wrong = (ground for ground, item in used if not _fits(shelf, case, ground, item))
    return next(wrong, used[0][0] if used else None)


def resting_on(case: Case, ground: Ground) -> list[int]:
    """The ids of the decisions that rest on a ground."""
    return [decision.id for _, decision in case.decisions_on(ground)]


def _fits(shelf: Shelf, case: Case, ground: Ground, decision: Decision) -> bool:
    known = shelf.catalogue.find(ground.provision, decision.regime or case.regime)
    return known is not None and fits(known, decision.outcome)


def _restore(desk: Desk, at: Snapshot, finding: Finding, section: str) -> None:
    """Write a section again that was left out."""
    if section not in at.letter.left_out:
        raise UserError("That section is switched on already. Read its words in the letter.")
    left_out = [item for item in at.letter.left_out if item != section]
    draft.write_letter(desk, at.case.id, at.letter.id, left_out=left_out)


def _held(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    held, outcomes = _HELD[name]
    wanted = [item.id for item in _decisions(at, finding) if item.outcome in outcomes and item.held is not held]
    decide.say_held(desk, at.case.id, _some(wanted), held)


def _other(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    """A denial that stands beside an answer, or is not worded so, is of any other information."""
    denials = [item for item in _decisions(at, finding) if item.outcome is Outcome.NCND or item.extent_kind is ExtentKind.OTHER]
    decide.say_other(desk, at.case.id, _some([item.id for item in denials]), True)


def _not_other(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    """Nothing was given, so nothing is "other"."""
    denials = [item for item in _decisions(at, finding) if item.outcome is Outcome.NCND and item.extent_kind is ExtentKind.ALL]
    decide.say_other(desk, at.case.id, _some([item.id for item in denials]), False)


def _alternative(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    """Two sections that exclude each other are pleaded one or the other."""
    several = [item.id for item in _decisions(at, finding) if len(item.grounds) > 1 and not item.in_the_alternative]
    decide.plead_in_the_alternative(desk, at.case.id, _some(several))


def _duty(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    decide.write_ground(desk, at.case.id, _ground(at, finding).id, pi_duty=Duty(name))


def _clear(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    """Take out what this provision does not need; the words stay among the versions of the text."""
    decide.write_ground(desk, at.case.id, _ground(at, finding).id, **_CLEARED[name])


def _limit(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    limit = desk.catalogue.costs.limit(at.case.authority)
    draft.write_letter(desk, at.case.id, at.letter.id, cost_limit_stated_gbp=limit)


def _undated(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    """A letter without a date takes the day on which it is signed."""
    draft.write_letter(desk, at.case.id, at.letter.id, dated=None)


def _publish(desk: Desk, at: Snapshot, finding: Finding, name: str) -> None:
    intake.edit_case(desk, at.case.id, publish=name == "true")


_VERBS: dict[str, Callable[[Desk, Snapshot, Finding, str], None]] = {
    "restore": _restore,
    "held": _held,
    "other": _other,
    "not-other": _not_other,
    "alternative": _alternative,
    "duty": _duty,
    "clear": _clear,
    "limit": _limit,
    "undated": _undated,
    "publish": _publish,
}


def _decisions(at: Snapshot, finding: Finding) -> list[Decision]:
    """The decisions on the questions that a finding names, those on their parts with them."""
    named = [question for question in at.case.every_question() if question.label in finding.questions]
    every = dict.fromkeys(here for question in named for here in question.with_parts())
    return [decision for question in every for decision in question.decisions]


def _ground(at: Snapshot, finding: Finding) -> Ground:
    found = next((ground for ground in at.case.grounds if ground.key == finding.ground), None)
    if found is None:
        raise UserError(_CHANGED)
    return found


def _some(ids: list[int]) -> list[int]:
    if not ids:
        raise UserError(_CHANGED)
    return ids


_CHANGED = "The case has changed since this was found. Read the checks again."
