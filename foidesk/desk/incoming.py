"""What the window asks about a request before it is registered: what a file or a typed text says, and by when an answer would be due."""

import mimetypes
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from foidesk.desk.intake import read_file
from foidesk.desk.office import Desk
from foidesk.desk.proposal import NewRequest, proposal
from foidesk.intake.read import read_bytes, read_typed
from foidesk.intake.reading import Reading
from foidesk.law.clock import ClockResult, run_clock
from foidesk.model import Channel, Regime


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request that was read, and what would be registered if the officer changed nothing."""

    reading: Reading
    new: NewRequest


def bring_in(desk: Desk, path: Path) -> Incoming:
    """Read a request from a file; its bytes are kept with the proposal. Raises UserError in plain words; nothing is stored."""
    reading = read_file(path)
    kind = "message/rfc822" if reading.kind == "email" else mimetypes.guess_type(path.name)[0] or "text/plain"
    return Incoming(reading, proposal(reading, desk.today(), (path.name, kind, read_bytes(path))))


def bring_in_text(desk: Desk, text: str, channel: Channel) -> Incoming:
    """Read a request that was typed or pasted. Raises UserError in plain words; nothing is stored."""
    reading = read_typed(text)
    return Incoming(reading, replace(proposal(reading, desk.today()), channel=channel))


def clock_from(desk: Desk, regime: Regime, received: date) -> ClockResult:
    """The clock of a request as if it were registered with this day of receipt, as of today."""
    return run_clock(regime, received, (), desk.holidays, desk.today())
