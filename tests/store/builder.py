"""A small store, cases with valid defaults, and the ways in which a stranger might change a file."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from foidesk.model.written import read_case
from foidesk.store import history, search
from foidesk.store.driver import STORE_FILE, connect
from foidesk.store.engine import Store, create_store
from foidesk.store.files import new_salt
from foidesk.store.keys import KeyCost, unlock_keys

ROOT = Path(__file__).parents[2]
PASSPHRASE = "copper lantern meadow gravel swan"
OFFICER = "Ada Marsh"
CHEAP = KeyCost(8, 1)
NOW = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def new_store(folder: Path) -> Store:
    return create_store(folder, PASSPHRASE, OFFICER, cost=CHEAP)[0]


def document(reference: str = "1/26", **changes: Any) -> dict[str, Any]:
    return {
        "format": "foidesk-case",
        "version": 1,
        "authority": {"name": "Midshire Police"},
        "reference": reference,
        "title": "Radar devices",
        "requester": {"name": "Jo Teller", "email": "jo@example.org"},
        "received": "2026-05-18",
        "questions": [
            {
                "label": "1",
                "text": "How many radar devices do you own?",
                "decisions": [{"outcome": "disclosed", "held": True, "answer": "We own twelve."}],
            }
        ],
    } | changes


def full_document(reference: str = "1/26", sha256: str | None = None) -> dict[str, Any]:
    """A case that has one of everything, with parts, shared grounds and a link."""
    return document(
        reference,
        notes=[{"text": "Since 2020 only."}],
        clock=[{"event": "clarification-asked", "date": "2026-05-20"}],
        questions=[
            {
                "label": "1",
                "text": "How many?",
                "decisions": [{"outcome": "withheld", "held": True, "grounds": ["g1"]}],
                "parts": [
                    {"label": "1(a)", "text": "In May?", "decisions": [{"outcome": "ncnd", "grounds": ["g1", "g2"]}]},
                    {"label": "1(b)", "text": "In June?", "decisions": [{"outcome": "not_held", "held": False}]},
                ],
            },
            {"label": "2", "text": "Why?", "decisions": [{"outcome": "disclosed", "held": True, "answer": "By law."}]},
        ],
        grounds=[
            {"id": "g1", "provision": "31(1)(a)", "harm": "Thieves would know.", "likelihood": "would"},
            {
                "id": "g2",
                "provision": "31(3)",
                "public_interest": {"duty": "confirm", "for": ["a"], "against": ["b"], "balance": "c"},
            },
        ],
        cost_estimates=[
            {"questions": ["1"], "tasks": [{"activity": "locate", "what": "files", "minutes_each": 5, "records": 9}]}
        ],
        attachments=[{"name": "table.pdf", "role": "answer", "sha256": sha256}],
        letters=[{"kind": "response", "dated": "2026-06-01"}],
        correspondence=[{"at": "2026-05-19T10:00:00+01:00", "direction": "in", "channel": "phone"}],
        links=[{"kind": "repeats", "reference": "9/25"}],
    )


def add_case(
    store: Store, reference: str = "1/26", *, due: date | None = None, whole: dict[str, Any] | None = None, **changes: Any
) -> int:
    """Add a case as a verb would: the rows, the search entry and one event in one transaction."""
    with store.writing() as session:
        case = read_case(whole or document(reference, **changes))
        case.salt, case.due = new_salt(), due
        session.add(case)
        session.flush()
        search.index_case(session, case)
        history.record(session, case=case, kind="received", body={"questions": 1}, actor=OFFICER, os_user="ada", at=NOW)
        return case.id


def add_event(store: Store, kind: str = "noted", **body: Any) -> int:
    with store.writing() as session:
        return history.record(session, case=None, kind=kind, body=body, actor=OFFICER, os_user="ada", at=NOW)


def key_of(folder: Path) -> bytes:
    return unlock_keys(folder, PASSPHRASE).key


def raw(folder: Path, *, writing: bool = True) -> Any:
    """A bare connection to a store's file, as somebody with the key but without the program has it."""
    return connect(folder / STORE_FILE, key_of(folder), writing=writing)


def run_raw(folder: Path, *statements: str) -> None:
    connection = raw(folder)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def ask_raw(folder: Path, question: str) -> list[tuple[Any, ...]]:
    connection = raw(folder, writing=False)
    try:
        return list(connection.execute(question))
    finally:
        connection.close()


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
