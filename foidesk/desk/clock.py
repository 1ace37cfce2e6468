"""Verbs for the clock: what stopped it, restarted it or moved its end, each with its day."""

from datetime import date

from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.model import ClockEvent, Stage


def log_clock_event(desk: Desk, case_id: int, event: str, on: date, until: date | None = None) -> None:
    """Log an event of the clock ("clarification-asked", "fees-notice"...) with its day.

    Raises UserError for an event that the case's regime does not know, or one out of order.
    """
    with desk.writing(case_id) as work:
        case = work.case
        if on < case.received and event != "holiday":
            raise UserError("That day lies before the request was received.")
        case.clock.append(ClockEvent(event=event, on=on, until=until, position=len(case.clock)))
        work.renew_clock()
        if event == "clarification-asked" and case.stage in {Stage.RECEIVED, Stage.GATHERING}:
            case.stage = Stage.CLARIFYING
        if event == "clarification-received" and case.stage is Stage.CLARIFYING:
            case.stage = Stage.RECEIVED
        work.record("clock", event=event, on=on.isoformat(), until=until.isoformat() if until else None)


def remove_clock_event(desk: Desk, case_id: int, clock_event_id: int) -> None:
    """Take back an event of the clock that was logged by mistake; the history keeps that it was there."""
    with desk.writing(case_id) as work:
        event = next((event for event in work.case.clock if event.id == clock_event_id), None)
        if event is None:
            raise UserError("That event is not in the clock's log any more.")
        work.case.clock.remove(event)
        work.renew_clock()
        work.record("clock-removed", event=event.event, on=event.on.isoformat())
