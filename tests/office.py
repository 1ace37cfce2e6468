"""A desk to try things at: a small store with cheap keys, a fixed day, an authority, and the sample request."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from foidesk.desk import demo, intake, keep, opening
from foidesk.desk.browse import open_case
from foidesk.desk.office import Desk
from foidesk.desk.proposal import NewRequest, asked, proposal
from foidesk.intake.read import split_text
from foidesk.paths import resource
from foidesk.store.keys import KeyCost

PASSPHRASE = "copper lantern meadow gravel swan"
OFFICER = "Ada Marsh"
CHEAP = KeyCost(8, 1)
NOW = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)
PLAN: dict[str, Any] = demo.sample_plan()


def new_desk(folder: Path, *, profile: bool = True) -> Desk:
    """A new store in a folder, with the sample's authority unless told otherwise. It is Thursday 20 August 2026."""
    desk = opening.first_run(folder, PASSPHRASE, OFFICER, cost=CHEAP, now=lambda: NOW).desk
    if profile:
        keep.save_profile(desk, **PLAN["authority"])
    return desk


def sample_request() -> NewRequest:
    """The sample request, read in its own process as always."""
    path = resource("samples", "sample-request.eml")
    return proposal(intake.read_file(path), NOW.date(), (path.name, "message/rfc822", path.read_bytes()))


def request_of(text: str, **changes: Any) -> NewRequest:
    """A request made of some text, split as intake splits it, without a process or a file."""
    found = split_text(text)
    given: dict[str, Any] = {
        "received": NOW.date().replace(day=5),
        "request_text": text,
        "questions": tuple(asked(item) for item in found.questions),
        "notes": tuple(note.text for note in found.notes),
        "title": "A request",
        "requester": {"name": "Jordan Ellis", "email": "jordan.ellis@example.org"},
    }
    return NewRequest(**(given | changes))


SIX_QUESTIONS = """Please tell me:

1. How many cases was the unit working on?
2. How many were waiting?
3. How long has the oldest been waiting?
4. How many devices were sent out in each of the last three financial years, and at what cost?
5. How many cases were dropped?
6. How many staff are there?

N.B. Please take cases to include online offences.
"""


def add_case(desk: Desk, text: str = SIX_QUESTIONS, **changes: Any) -> int:
    """Register a request; by default one of six questions with a note."""
    return intake.register(desk, request_of(text, **changes))


def decide_all(desk: Desk, case_id: int) -> list[int]:
    """Decide a case as the demonstration does, so that nothing blocks a signature; returns the ids of its grounds."""
    demo.decide_sample(desk, case_id, PLAN)
    return [ground.id for ground in open_case(desk, case_id).case.grounds]
