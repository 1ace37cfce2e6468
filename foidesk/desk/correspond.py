"""Verbs for what is said beside the letters: calls, letters that came in, notes."""

from datetime import datetime

from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.model import Channel, Correspondence, Direction


def log_message(
    desk: Desk,
    case_id: int,
    summary: str,
    *,
    channel: Channel = Channel.PHONE,
    direction: Direction = Direction.IN,
    with_whom: str = "requester",
    at: datetime | None = None,
) -> None:
    """Log a call, a letter or a note on any case, signed and sent ones too. `at` is now unless given."""
    if not summary.strip():
        raise UserError("Write a line about what was said.")
    with desk.writing(case_id) as work:
        message = Correspondence(
            at=at or desk.now(),
            direction=direction,
            channel=channel,
            with_whom=with_whom.strip() or "requester",
            summary=summary.strip(),
        )
        work.case.correspondence.append(message)
        work.session.flush()
        digest = work.save_text(f"correspondence:{message.id}:summary", message.summary)
        work.record("message-logged", message=message.id, channel=channel, direction=direction, text=digest)
