"""Verbs for the clock: what stopped it, restarted it or moved its end, each with its day."""

from datetime import date

from foidesk.desk.office import Desk, Work
from foidesk.errors import UserError
from foidesk.law.happenings import event_fault
from foidesk.law.stages import Act
from foidesk.model import ClockEvent

_CLARIFICATION = ("clarification-asked", "clarification-received")


def log_clock_event(desk: Desk, case_id: int, event: str, on: date, until: date | None = None) -> None:
    """Log an event of the clock ("clarification-asked", "fees-notice"...) with its day.

    Raises UserError for an event that the case's regime does not know, or one out of order.
    """
    with desk.writing(case_id) as work:
        add_clock_event(work, event, on, until)
        work.record("clock", event=event, on=on.isoformat(), until=until.isoformat() if until else None)


def add_clock_event(work: Work, event: str, on: date, until: date | None = None) -> None:
    """Add an event to the clock of the case at hand, and let its stage follow: it waits while a clarification is awaited."""
    case = work.case
    added = ClockEvent(event=event, on=on, until=until, position=len(case.clock))
    case.clock.append(added)
    if fault := event_fault(case, added):
        raise UserError(fault)
    work.renew_clock()
    _follow_clarification(work, event)


def _follow_clarification(work: Work, event: str) -> None:
    """A case waits for a clarification exactly while the last one that was asked for has not come."""
    if event not in _CLARIFICATION:
        return
    said = [other for other in work.case.clock if other.event in _CLARIFICATION]
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
        _follow_clarification(work, event.event)
        work.record("clock-removed", event=event.event, on=event.on.isoformat())
