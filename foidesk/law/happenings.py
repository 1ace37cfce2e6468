"""What moves the clock: the events that each regime knows, and what can be wrong with one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foidesk.model import Case, ClockEvent
from foidesk.model.words import Regime

YEARS = range(1900, 2200)
"""The years in which a request and its events can lie; any other is a slip of the pen."""

_CLARIFICATION = {"clarification-asked", "clarification-received"}
_FOIA = _CLARIFICATION | {"fees-notice", "fee-received", "extension-notice"}
KNOWN: dict[Regime, frozenset[str]] = {
    Regime.FOIA: frozenset(_FOIA),
    Regime.FOIA_SCHOOL: frozenset(_FOIA | {"school-closed"}),
    Regime.FOIA_PUBLIC_RECORD: frozenset(_FOIA),
    Regime.FOIA_ARMED_FORCES: frozenset(_FOIA),
    Regime.EIR: frozenset(_CLARIFICATION),
    Regime.EIR_EXTENDED: frozenset(_CLARIFICATION),
    Regime.FOISA: frozenset(_CLARIFICATION),
    Regime.SAR: frozenset({"information-asked", "information-received"}),
    Regime.SAR_EXTENDED: frozenset({"information-asked", "information-received"}),
}
"""The events that each regime knows, beside "holiday", which every one knows."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that moves the clock: its kind, its day, and for a span its last day."""

    kind: str
    on: date
    until: date | None = None


def of_event(event: ClockEvent) -> Happening:
    """An event of a case's log as the clock reads it."""
    return Happening(event.event, event.on, event.until)


def is_of_all(event: ClockEvent, labels: Collection[str]) -> bool:
    """Whether an event is of the whole request: it says so, or names every question."""
    return bool(event.questions == "all" or (labels and set(labels) <= set(event.questions)))


def sound(regime: Regime, received: date, happenings: Sequence[Happening]) -> tuple[list[Happening], list[str]]:
    """The events that can be, and in words what is wrong with the others."""
    usable, wrong = list(happenings), list[str]()
    # Leaving one out can take the question away from its answer, so the rest is looked at again.
    while found := list(faults(regime, received, usable)):
        wrong += [fault for _, fault in found]
        usable = [item for item in usable if all(item is not faulty for faulty, _ in found)]
    return usable, wrong


def event_fault(case: Case, event: ClockEvent) -> str | None:
    """What is wrong with one event of a case's log, in words: unknown to the regime, or out of order; None if it is right.

    An answer to a question about some of the request is looked for among the events that touch those questions.
    """
    touching = [item for item in case.clock if _touches(item, event)]
    happenings = [of_event(item) for item in touching]
    mine = happenings[touching.index(event)]
    return next((fault for item, fault in faults(case.regime, case.received, happenings) if item is mine), None)


def _touches(item: ClockEvent, event: ClockEvent) -> bool:
    if event.questions == "all":
        return bool(item.questions == "all")
    return bool(item.questions == "all" or set(item.questions) & set(event.questions))


def faults(regime: Regime, received: date, happenings: Sequence[Happening]) -> Iterator[tuple[Happening, str]]:
    """The events that cannot be, each with the reason in words."""
    known = {"holiday", *KNOWN.get(regime, ())}
    for item in happenings:
        if item.kind not in known:
            yield item, f"{item.kind!r} is no event of {regime.value}. It knows: {', '.join(sorted(known))}."
        elif item.on.year not in YEARS:
            yield item, f"{item.kind} on {item.on} is too far away to be right."
        elif item.until is not None and item.kind != "school-closed":
            yield item, f"{item.kind} takes one day, not a span. Give each day by itself."
        elif item.until is not None and item.until < item.on:
            yield item, f"{item.kind} ends on {item.until}, before it begins on {item.on}."
        elif item.kind not in _ANY_DAY and item.on < received:
            yield item, f"{item.kind} on {item.on} lies before the request was received on {received}."
        elif (first := _PAIRS.get(item.kind)) and not any(other.kind == first and other.on <= item.on for other in happenings):
            yield item, f"{item.kind} on {item.on} has no {first} before it."


_ANY_DAY = {"holiday", "school-closed"}
_PAIRS = {
    "clarification-received": "clarification-asked",
    "fee-received": "fees-notice",
    "information-received": "information-asked",
}
