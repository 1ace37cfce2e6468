"""The stages of a case as one table: what each stage means, which moves lead from one to another, and what each move requires.

Every verb that moves a case asks this table; a move that does not stand here is refused. docs/stages.md is made from it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from foidesk.errors import UserError
from foidesk.model import Case
from foidesk.model.words import Stage

Shows = Literal["draft", "sign", "send"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a stage means: as a sentence about the case, which checks show in it, and, where it is sealed, what to do instead.

    In a sealed stage what was decided and written stands as it is (decision 7).
    """

    stage: Stage
    words: str
    shows: Shows
    sealed: str = ""


STANDINGS: dict[Stage, Standing] = {
    item.stage: item
    for item in (
        Standing(Stage.RECEIVED, "has been received", "draft"),
        Standing(Stage.CLARIFYING, "waits for the requester's clarification", "draft"),
        Standing(Stage.GATHERING, "waits for what the holders send", "draft"),
        Standing(Stage.DRAFTING, "is being drafted", "draft"),
        Standing(Stage.TO_SIGN, "waits to be signed", "sign"),
        Standing(
            Stage.SIGNED, "is signed", "send", "This case is signed. Withdraw the signature first if something must change."
        ),
        Standing(
            Stage.SENT,
            "has been answered",
            "send",
            "This case has been answered. Start a further letter (a correction or a supplement) if something must change.",
        ),
        Standing(
            Stage.INTERNAL_REVIEW,
            "has been answered and is under internal review",
            "send",
            "This case has been answered and is under internal review. Start the letter of the review if something must change.",
        ),
        Standing(
            Stage.ICO,
            "has been answered and lies with the Commissioner",
            "send",
            "This case has been answered and lies with the Commissioner. Start a further letter if something must change.",
        ),
        Standing(
            Stage.CLOSED,
            "has been answered and closed",
            "send",
            "This case has been answered and closed. Start a further letter (a correction or a supplement) if something must change.",
        ),
        Standing(
            Stage.DISPOSED,
            "has been disposed of",
            "send",
            "This case has been disposed of; only its history is left.",
        ),
    )
}

SEALED = frozenset(stage for stage, standing in STANDINGS.items() if standing.sealed)
"""Stages in which what was decided and written stands as it is (decision 7)."""

NO_LETTER = frozenset({Stage.SIGNED, Stage.DISPOSED})
"""Stages in which no letter may be begun: a signed one waits to be sent, or nothing is left to write about."""


class Act(StrEnum):
    """What is done to a case that moves it, as it would be said: "it cannot be closed"."""

    GATHER = "be gathered for"
    DECIDE = "be decided"
    ASK = "be clarified"
    CLARIFIED = "go on after a clarification"
    PUT_TO_SIGN = "be put forward for signing"
    BACK = "be taken back to drafting"
    SIGN = "be signed"
    WITHDRAW = "have its signature withdrawn"
    SEND = "be sent"
    FURTHER = "be given a further letter"
    DISCARD = "go back to where it stood before a further letter"
    REVIEW = "be reviewed"
    COMPLAIN = "be brought before the Commissioner"
    CLOSE = "be closed"
    DISPOSE = "be disposed of"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: an act that leads from one stage to another, what it requires, and where the law or decision stands.

    `when` is asked of the case where two moves of one act begin at the same stage.
    """

    act: Act
    start: Stage
    to: Stage
    requires: str
    source: str
    when: Callable[[Case], bool] = lambda case: True


def _is_decided(case: Case) -> bool:
    return any(True for _ in case.every_decision())


def _is_undecided(case: Case) -> bool:
    return not _is_decided(case)


_BEFORE = (Stage.RECEIVED, Stage.GATHERING, Stage.DRAFTING, Stage.TO_SIGN)
_OPEN = (*_BEFORE, Stage.CLARIFYING)
_ANSWERED = (Stage.SENT, Stage.INTERNAL_REVIEW, Stage.ICO, Stage.CLOSED)


def _moves() -> Iterator[Move]:
    for stage in (Stage.RECEIVED, Stage.DRAFTING):
        yield Move(Act.GATHER, stage, Stage.GATHERING, "information is still to come from its holders", "practice")
    for stage in (Stage.RECEIVED, Stage.GATHERING):
        yield Move(Act.DECIDE, stage, Stage.DRAFTING, "a question was decided, or a provision relied on", "decision 12")
    for stage in _BEFORE:
        asked = "a clarification was asked for, by a letter that was sent or as an event of the clock"
        yield Move(Act.ASK, stage, Stage.CLARIFYING, asked, "FOIA s.1(3)")
    came = "the clarification came, or its asking was taken back; {} is decided"
    yield Move(Act.CLARIFIED, Stage.CLARIFYING, Stage.DRAFTING, came.format("something"), "FOIA s.1(3)", _is_decided)
    yield Move(Act.CLARIFIED, Stage.CLARIFYING, Stage.RECEIVED, came.format("nothing"), "FOIA s.1(3)", _is_undecided)
    for stage in (Stage.RECEIVED, Stage.GATHERING, Stage.DRAFTING):
        yield Move(Act.PUT_TO_SIGN, stage, Stage.TO_SIGN, "the letter is ready in the officer's eyes", "decision 12")
    yield Move(Act.BACK, Stage.TO_SIGN, Stage.DRAFTING, "nothing", "decision 12")
    for stage in _OPEN:
        signed = "a letter that answers; no finding that blocks; an unlocked identity; verified bytes"
        yield Move(Act.SIGN, stage, Stage.SIGNED, signed, "decision 7; FOIA s.17")
    yield Move(Act.WITHDRAW, Stage.SIGNED, Stage.DRAFTING, "the letter was not sent; a reason", "decision 7")
    yield Move(
        Act.SEND, Stage.SIGNED, Stage.SENT, "a signed letter that answers; a day not before its date nor after today", "FOIA s.10"
    )
    for stage in _ANSWERED:
        yield Move(Act.FURTHER, stage, Stage.DRAFTING, "a correction, a supplement, a second notice or a review", "decision 7")
    for start in _OPEN:
        for stage in _ANSWERED:
            back = "an answer was sent; the further letter is neither signed nor sent, and no other one is at work; it had that stage"
            yield Move(Act.DISCARD, start, stage, back, "decision 7")
    for stage in (Stage.SENT, Stage.CLOSED):
        yield Move(Act.REVIEW, stage, Stage.INTERNAL_REVIEW, "the requester asked for a review", "s.45 Code; EIR reg 11")
    for stage in (Stage.SENT, Stage.INTERNAL_REVIEW, Stage.CLOSED):
        yield Move(Act.COMPLAIN, stage, Stage.ICO, "the requester applied to the Commissioner", "FOIA s.50")
    for stage in (Stage.SENT, Stage.INTERNAL_REVIEW, Stage.ICO):
        yield Move(Act.CLOSE, stage, Stage.CLOSED, "an answer was sent", "practice")
    yield Move(Act.DISPOSE, Stage.CLOSED, Stage.DISPOSED, "its time of retention is over", "UK GDPR Art 5(1)(e)")


MOVES: tuple[Move, ...] = tuple(_moves())
"""Every move that there is."""

WITHOUT_VERB = frozenset({Act.REVIEW, Act.COMPLAIN})
"""Acts that the table allows and that no verb of the desk does yet."""


def after(case: Case, act: Act, to: Stage | None = None) -> Stage:
    """The stage that a case has after an act; `to` chooses where an act may lead to several. Raises UserError where it is not allowed."""
    if act is not Act.DISPOSE:
        refuse_past(case)
    found = _move(case, act, to)
    if found is None:
        raise UserError(_refusal(case.stage, act))
    return found.to


def following(case: Case, act: Act) -> Stage:
    """The stage that a case has after something that moves it only from some stages; from the others it stays where it is."""
    found = _move(case, act, None)
    return found.to if found is not None else case.stage


def imported(stage: Stage) -> Stage:
    """The stage of a case that came as a document: that it was signed, sent or more is not believed (docs/security.md)."""
    return stage if stage in {Stage.RECEIVED, Stage.CLARIFYING, Stage.GATHERING} else Stage.DRAFTING


def refuse_sealed(case: Case) -> None:
    """Raises UserError, with what to do instead, for a case that is signed or past that."""
    refuse_past(case)
    if sealed := STANDINGS[case.stage].sealed:
        raise UserError(sealed)


def refuse_past(case: Case) -> None:
    """Raises UserError for a case that came in from the authority's past: it was answered elsewhere."""
    if case.past_on is not None:
        raise UserError(
            "This case was answered before it came here, and stands as it is. Register a new request if it is asked again."
        )


def _move(case: Case, act: Act, to: Stage | None) -> Move | None:
    rows = (move for move in MOVES if move.act is act and move.start is case.stage and to in (None, move.to))
    return next((move for move in rows if move.when(case)), None)


def _refusal(stage: Stage, act: Act) -> str:
    told = dict.fromkeys(STANDINGS[move.start].words for move in MOVES if move.act is act)
    # What "has been answered" says already is not said again for each of its kinds.
    *most, last = (words for words in told if not any(words.startswith(f"{other} and ") for other in told))
    wanted = f"{', '.join(most)} or {last}" if most else last
    return f"Only a case that {wanted} can {act}: this one {STANDINGS[stage].words}."
