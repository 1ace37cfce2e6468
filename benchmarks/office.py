"""A desk to measure at: a small store with cheap keys, the sample request decided as the demonstration decides it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from foidesk.desk import decide, intake, keep, opening
from foidesk.desk.browse import open_case
from foidesk.desk.office import Desk
from foidesk.desk.proposal import NewRequest, asked
from foidesk.intake.read import split_text
from foidesk.model import ExtentKind, Outcome
from foidesk.paths import resource
from foidesk.store.keys import KeyCost

PASSPHRASE = "copper lantern meadow gravel swan"
CHEAP = KeyCost(8, 1)
PLAN: dict[str, Any] = json.loads(resource("samples", "demo.json").read_text("utf-8"))
TODAY = date(2026, 8, 20)
OPEN = 100
"""So many cases are open, the rest are closed: an office that answers 3,000 requests a year has about a hundred on its desk."""


def decided_case(folder: Path) -> tuple[Desk, int]:
    """A new store with one case of six questions, all decided, with two grounds and their reasoning."""
    desk = opening.first_run(folder, PASSPHRASE, "Ada Marsh", cost=CHEAP).desk
    keep.save_profile(desk, **PLAN["authority"])
    lines = [f"{number}. How many devices were sent out in the year 20{number + 10}?" for number in range(1, 7)]
    request = "\n".join(lines) + "\n\nN.B. Please take devices to include spare ones.\n"
    found = split_text(request)
    case_id = intake.register(
        desk,
        NewRequest(
            title="Devices",
            requester={"name": "Jordan Ellis", "email": "jordan.ellis@example.org"},
            received=date(2026, 8, 5),
            request_text=request,
            questions=tuple(asked(item) for item in found.questions),
            notes=tuple(note.text for note in found.notes),
        ),
    )
    ids = [question.id for question in open_case(desk, case_id).case.questions]
    answered = decide.decide(desk, case_id, ids, Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, answered, "Thirty-eight devices were sent out in that year.")
    other = decide.decide(desk, case_id, ids, Outcome.NCND, extent_kind=ExtentKind.OTHER, extent_words=PLAN["extent"])
    for provision, reasoning in PLAN["grounds"].items():
        decide.write_ground(desk, case_id, decide.claim_ground(desk, case_id, provision, other), **reasoning)
    return desk, case_id
