"""A desk to measure at: a small store with cheap keys, the sample request decided as the demonstration decides it, and many cases more."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from foidesk.desk import decide, intake, keep, opening
from foidesk.desk.browse import open_case
from foidesk.desk.office import Desk
from foidesk.desk.proposal import NewRequest, asked
from foidesk.intake.read import split_text
from foidesk.model import ExtentKind, Outcome
from foidesk.paths import resource
from foidesk.store.driver import connect
from foidesk.store.keys import KeyCost, unlock_keys

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


def raw(folder: Path, *, writing: bool = False) -> Any:
    """A bare connection of the driver to the desk's file."""
    return connect(folder / "store.db", unlock_keys(folder, PASSPHRASE).key, writing=writing)


def add_many(folder: Path, count: int) -> None:
    """Copy the one case there is, with other words, until there are `count`; straight into the tables, as a bulk import would."""
    connection = raw(folder, writing=True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        (last,) = connection.execute("SELECT max(id) FROM foi_case").fetchone()
        cases = list(_cases(_row(connection, "foi_case"), last + 1, count + 1))
        _insert(connection, "foi_case", cases)
        person = _row(connection, "requester")
        people = [person | {"id": None, "case_id": case["id"], "name": f"Jordan {_name(case['id'])}"} for case in cases]
        _insert(connection, "requester", people)
        question = _row(connection, "question")
        _insert(connection, "question", [question | {"id": None, "case_id": case["id"]} for case in cases])
        connection.executemany(
            "INSERT INTO case_fts(rowid, reference, title, requester, request, answer) VALUES (?, ?, ?, ?, ?, '')",
            [
                (case["id"], case["reference"], case["title"], person["name"], case["request_text"])
                for case, person in zip(cases, people, strict=True)
            ],
        )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _cases(pattern: dict[str, Any], first: int, end: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(first)
    words = [line.split()[-1] for line in resource("words", "words.txt").read_text("utf-8").splitlines() if line.strip()]
    for number in range(first, end):
        is_open = number <= OPEN
        yield pattern | {
            "id": number,
            "reference": f"{number}/25",
            "title": " ".join(chance.choices(words, k=5)),
            "request_text": " ".join(chance.choices(words, k=300)),
            "stage": "drafting" if is_open else "closed",
            "due": (TODAY + timedelta(chance.randrange(-5, 20) if is_open else -number % 3000)).isoformat(),
        }


def _name(number: int) -> str:
    return f"{'AEIOU'[number % 5]}{'lmnrst'[number % 6]}{number:x}"


def _row(connection: Any, table: str) -> dict[str, Any]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _insert(connection: Any, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows])
