"""Verbs for the clock: what stopped it, restarted it or moved its end, each with its day."""

from collections.abc import Sequence
from datetime import date

from foidesk.desk.office import Desk, Work
from foidesk.errors import UserError
from foidesk.law.happenings import event_fault, is_of_all
from foidesk.law.stages import Act
from foidesk.model import ClockEvent

_CLARIFICATION = ("clarification-asked", "clarification-received")


def log_clock_event(
    desk: Desk, case_id: int, event: str, on: date, until: date | None = None, questions: Sequence[str] = ()
) -> None:
    """Log an event of the clock ("clarification-asked", "fees-notice"...) with its day; a clarification may name the questions it is of.

    Raises UserError for an event that the case's regime does not know, one out of order, or a question that is not there.
    """
    with desk.writing(case_id) as work:
        add_clock_event(work, event, on, until, questions)
        said = {"event": event, "on": on.isoformat(), "until": until.isoformat() if until else None}
        work.record("clock", **said, **({"questions": list(questions)} if questions else {}))


def add_clock_event(work: Work, event: str, on: date, until: date | None = None, questions: Sequence[str] = ()) -> None:
    """Add an event to the clock of the case at hand, and let its stage follow: it waits while a clarification of all is awaited."""
    case = work.case
    if questions and event not in _CLARIFICATION:
        raise UserError("Only clarification can be of some questions; all else is of the whole request.")
    if unknown := [label for label in questions if case.question(label) is None]:
        raise UserError(f"There is no question {unknown[0]} in this case.")
    added = ClockEvent(event=event, on=on, until=until, position=len(case.clock), questions=list(questions) or "all")
    case.clock.append(added)
    if fault := event_fault(case, added):
        raise UserError(fault)
    work.renew_clock()
    _follow_clarification(work, added)


def _follow_clarification(work: Work, event: ClockEvent) -> None:
    """A case waits for a clarification exactly while the last one that was asked of all its questions has not come."""
    labels = {question.label for question in work.case.questions}
    if event.event not in _CLARIFICATION or not is_of_all(event, labels):
        return
    said = [other for other in work.case.clock if other.event in _CLARIFICATION and is_of_all(other, labels)]
    last = max(said, key=lambda other: (other.on, other.position), default=None)
    work.follow(Act.ASK if last is not None and last.event == "clarification-asked" else Act.CLARIFIED)


def remove_clock_event(desk: Desk, case_id: int, clock_event_id: int) -> None:
    """Take back an event of the clock that was logged by mistake; the history keeps that it was there."""
    with desk.writing(case_id) as work:
        event = next((event for event in work.case.clock if event.id == clock_event_id), None)
        if event is None:
            raise UserError("That event is not in the clock's log any more.")
        sound = [other for other in work.case.clock if other is not event and event_fault(work.case, other) is None]
        work.case.clock.remove(event)
        if fault := next(filter(None, (event_fault(work.case, other) for other in sound)), None):
            raise UserError(f"{fault} Take that one back first.")
        work.renew_clock()
        _follow_clarification(work, event)
        work.record("clock-removed", event=event.event, on=event.on.isoformat())
