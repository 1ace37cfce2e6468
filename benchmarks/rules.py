"""The checks: every rule and every word check on a case of forty questions, against walking and composing the same case once."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.measure import Line, by_turns
from benchmarks.office import PLAN, TODAY
from foidesk.desk.check import sight_of
from foidesk.desk.draft import composed
from foidesk.desk.office import Shelf
from foidesk.desk.reading import read_of, words_checked
from foidesk.law.rules import check
from foidesk.letters.compose import compose
from foidesk.model import Case
from foidesk.model.written import read_case, write_case

QUESTIONS = 40
_INTEREST = ("duty", "for", "against", "balance")


def lines(rounds: int) -> Iterator[Line]:
    """Rules and words together as an officer's every save asks for them, then the words alone."""
    shelf = Shelf(now=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))
    case = case_of(QUESTIONS)
    letter = case.letters[-1]
    words = composed(shelf, case, letter)

    def checked() -> None:
        sight = sight_of(shelf, case, letter, words)
        words_checked(sight, words.blocks, "publish", check(sight))

    def walked_and_composed() -> None:
        write_case(case)
        compose(case, letter, shelf.catalogue, shelf.wording, shelf.clock(case), today=TODAY)

    floor = "walking and composing it once (at most 3)"
    yield by_turns(f"all rules and word checks on a case of {QUESTIONS} questions", checked, floor, walked_and_composed, rounds)
    sight = sight_of(shelf, case, letter, words)
    yield by_turns(
        "the word checks of it alone",
        lambda: words_checked(sight, words.blocks, "publish", []),
        "its pieces made, and not read",
        lambda: read_of(sight, words.blocks),
        rounds,
    )


def case_of(count: int) -> Case:
    """A case of many questions, each answered with any *other* information denied, or withheld, or not held; argued in full."""
    return read_case(
        {
            "authority": _authority(),
            "reference": "1/26",
            "title": "Devices",
            "received": "2026-08-05",
            "requester": {"name": "Jordan Ellis", "email": "jordan.ellis@example.org"},
            "questions": [_question(number) for number in range(1, count + 1)],
            "grounds": [_ground("g1", "23(5)"), _ground("g2", "31(3)"), _withheld()],
            "letters": [{"kind": "response", "dated": TODAY.isoformat()}],
        }
    )


def _authority() -> dict[str, Any]:
    given = copy.deepcopy(PLAN["authority"])
    signatory = {"name": given.pop("signatory_name", None), "role": given.pop("signatory_role", None)}
    return {**given, "signatory": signatory}


def _question(number: int) -> dict[str, Any]:
    answers = [answer.replace("{attachment}", "the attachment") for answer in PLAN["answers"].values()]
    other = {"outcome": "ncnd", "extent": {"kind": "other", "words": PLAN["extent"]}, "grounds": ["g1", "g2"]}
    given = (
        {
            "outcome": "disclosed",
            "held": True,
            "answer": f"{answers[number % len(answers)]} That is our answer to question {number}.",
        },
        {"outcome": "withheld", "held": True, "grounds": ["g3"]},
        {"outcome": "not_held", "held": False, "answer": "No record is kept of that."},
    )[number % 3]
    text = f"How many devices were sent out in the year 20{number + 10}, and to whom, under section 31(1)(a) or otherwise?"
    return {"label": str(number), "text": text, "decisions": [given, other]}


def _ground(key: str, provision: str) -> dict[str, Any]:
    reasoning = copy.deepcopy(PLAN["grounds"][provision])
    interest = {name: reasoning.pop(f"pi_{name}") for name in _INTEREST if f"pi_{name}" in reasoning}
    return {"id": key, "provision": provision, **reasoning, "public_interest": interest or None}


def _withheld() -> dict[str, Any]:
    interest = {
        "duty": "disclose",
        "for": ["Disclosure would help the public to judge how the work is done."],
        "against": ["Disclosure would be likely to prejudice the work of those who do it."],
        "balance": "On balance the public interest in maintaining the exemption outweighs that in disclosure.",
    }
    return {
        "id": "g3",
        "provision": "31(1)(a)",
        "reason": "The list shows what is sent where.",
        "harm": "Disclosure would be likely to prejudice the prevention of crime.",
        "likelihood": "would_be_likely",
        "public_interest": interest,
    }
