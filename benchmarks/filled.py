"""A store with as many cases as wanted, made from nothing in the store's own tables: every run makes the same ones.

Rows go in by the raw driver, as plain as it can be, so that a million of them are made within minutes. Sentences are put together from
words of everyday, so that a word is common or rare as words are; people are invented.
"""

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import MISSING
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite

from benchmarks.office import CHEAP, OPEN, PASSPHRASE, PLAN, TODAY
from foidesk.desk import keep, opening
from foidesk.model import (
    Base,
    Case,
    ClockEvent,
    Correspondence,
    Decision,
    Event,
    Ground,
    Letter,
    Note,
    Question,
    Requester,
    TextVersion,
)
from foidesk.model.reasoning import decision_ground
from foidesk.paths import resource
from foidesk.store import history
from foidesk.store.driver import connect

QUESTIONS = 3
AT_A_TIME = 5_000
"""So many cases are put in by one transaction."""

_FIRST = date(2016, 1, 4)
_OUTCOMES = ("disclosed", "disclosed", "withheld", "not_held", "withheld", "ncnd")
_PROVISIONS = ("40(2)", "31(1)(a)", "12(1)", "21(1)", "43(2)", "30(1)", "22(1)", "24(1)")
_KINDS = ("case-received", "ground-claimed", "letter-signed", "case-sent")


def fill(folder: Path, count: int) -> bytes:
    """Make a store of so many cases in a folder; returns its data key (32 bytes)."""
    desk = opening.first_run(folder, PASSPHRASE, "Ada Marsh", cost=CHEAP).desk
    keep.save_profile(desk, **PLAN["authority"])
    key = desk.store.key
    desk.store.close(back_up=False)
    connection = connect(folder / "store.db", key, writing=True)
    try:
        # Made in minutes rather than safely: a store that is cut short here is made again.
        for tuning in ("synchronous = OFF", "secure_delete = OFF", "cache_size = -200000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {tuning}")
        last = _put_in(connection, count)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    history.write_anchor(folder, key, *last)
    return key


def _put_in(connection: Any, count: int) -> tuple[int, str]:
    tables, words = Tables(connection), Words()
    last: tuple[int, str] = connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    for first in range(1, count + 1, AT_A_TIME):
        numbers = range(first, min(first + AT_A_TIME, count + 1))
        connection.execute("BEGIN IMMEDIATE")
        for number in numbers:
            tables.add_case(number, is_open=number > count - OPEN, words=words)
        last = tables.put_events(numbers, last)
        tables.put_all()
        connection.execute("COMMIT")
    return last


def put_cases(connection: Any, numbers: Sequence[int]) -> None:
    """Add closed cases, without history, to a store that has its first: what bringing them in costs the driver alone."""
    tables, words = Tables(connection), Words()
    connection.execute("BEGIN IMMEDIATE")
    for number in numbers:
        tables.add_case(number, is_open=False, words=words)
    tables.put_all()
    connection.execute("COMMIT")


class Words:
    """Sentences of everyday words, a few of which come up often and most of which seldom; always the same."""

    def __init__(self) -> None:
        chance = random.Random(20_000)
        words = [line.split()[-1] for line in resource("words", "words.txt").read_text("utf-8").splitlines() if line.strip()]
        chance.shuffle(words)
        often = [1 / (place + 8) for place in range(len(words))]
        drawn = iter(chance.choices(words, often, k=60_000))
        self.sentences = [" ".join(next(drawn) for _ in range(12)) for _ in range(5_000)]
        self.seldom = words

    def of(self, number: int, which: int, sentences: int) -> str:
        """So many sentences for the text `which` of a case, the same whenever asked."""
        start = number * 7_919 + which * 104_729
        text = ". ".join(self.sentences[(start + step * 3_571) % len(self.sentences)] for step in range(sentences))
        return f"{text}, {self.seldom[start % len(self.seldom)]}."

    def name(self, number: int) -> str:
        """An invented person's name."""
        first = ("Jordan", "Ada", "Robin", "Kit", "Ellis", "Marlow", "Wren", "Tamsin")[number % 8]
        ends = ("lake", "moor", "wick", "stead", "combe", "thorn", "mere", "gate", "shaw", "holt")
        parts = (
            "Ash",
            "Bram",
            "Cole",
            "Dun",
            "Elm",
            "Fen",
            "Gar",
            "Hol",
            "Ink",
            "Kel",
            "Lang",
            "Mar",
            "Nor",
            "Orm",
            "Pen",
            "Quill",
        )
        return f"{first} {parts[number // 8 % 16]}{ends[number // 128 % 10]}-{parts[number // 1280 % 16]}{ends[number // 20480 % 10]}"


class Table:
    """One table that is filled: the values that differ from row to row, and for the rest what a new row has."""

    def __init__(self, connection: Any, noun: type[Base], *varied: str) -> None:
        names, rest = list(varied), []
        for column in noun.__table__.columns:
            if column.name not in varied and (value := _of_new_row(noun, column)) is not None:
                names.append(column.name)
                rest.append(value)
        quoted = ", ".join(f'"{name}"' for name in names)
        self._statement = f'INSERT INTO "{noun.__tablename__}" ({quoted}) VALUES ({", ".join("?" * len(names))})'
        self._connection, self._rest = connection, tuple(rest)
        self.rows: list[tuple[Any, ...]] = []

    def put(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows."""
        self._connection.executemany(self._statement, [row + self._rest for row in rows])

    def put_kept(self) -> None:
        """Insert the rows that were gathered."""
        self.put(self.rows)
        self.rows.clear()


def _of_new_row(noun: type[Base], column: Any) -> Any:
    """What stands in a column of a new row; None where nothing does."""
    field = noun.__dataclass_fields__.get(column.name)
    if column.default is not None:
        value = column.default.arg(None) if column.default.is_callable else column.default.arg
    elif field is not None and field.default_factory is not MISSING:
        value = field.default_factory()
    else:
        return None
    process = column.type.bind_processor(sqlite.dialect())
    return process(value) if process else value


class Tables:
    """Every table that a case has rows in."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._found: list[tuple[Any, ...]] = []
        self._joined: list[tuple[int, int]] = []

    @cached_property
    def _of_case(self) -> dict[type[Base], Table]:
        columns: dict[type[Base], tuple[str, ...]] = {
            Case: ("id", "authority_id", "reference", "title", "stage", "received", "due", "clock_status", "salt", "request_text", "closed_on"),
            Requester: ("id", "case_id", "name", "email"),
            Question: ("id", "case_id", "position", "label", "text"),
            Decision: ("id", "question_id", "outcome", "answer", "held"),
            Ground: ("id", "case_id", "key", "provision", "reason", "harm"),
            Note: ("id", "case_id", "text"),
            ClockEvent: ("id", "case_id", "event", "on"),
            Letter: ("id", "case_id", "dated", "sent"),
            Correspondence: ("id", "case_id", "at", "direction", "channel", "summary"),
            TextVersion: ("id", "case_id", "field", "number", "at", "body", "digest"),
        }  # fmt: skip
        return {noun: Table(self._connection, noun, *names) for noun, names in columns.items()}

    @cached_property
    def _events(self) -> Table:
        return Table(self._connection, Event, "seq", "case_id", "at", "actor", "os_user", "kind", "body", "prev", "hash")

    def add_case(self, number: int, *, is_open: bool, words: Words) -> None:
        """Gather the rows of one case."""
        rows = {noun: table.rows for noun, table in self._of_case.items()}
        received = TODAY - timedelta(number % 40) if is_open else _FIRST + timedelta(number * 31 % 3_800)
        due = TODAY + timedelta(number % 25 - 5) if is_open else received + timedelta(28)
        sent = None if is_open else (due - timedelta(number % 9)).isoformat()
        reference, title, name = f"{number}/{received:%y}", words.of(number, 0, 1)[:60].title(), words.name(number)
        request, answers, person = words.of(number, 1, 5), [], f"{name.lower().replace(' ', '.')}@example.org"
        rows[Case].append(
            (number, 1, reference, title, "drafting" if is_open else "closed", received.isoformat(), due.isoformat(),
             "running" if is_open else "stopped", number.to_bytes(16, "big"), request, sent)
        )  # fmt: skip
        rows[Requester].append((number, number, name, person))
        for place in range(QUESTIONS):
            question, outcome = (number - 1) * QUESTIONS + place + 1, _OUTCOMES[(number + place) % len(_OUTCOMES)]
            answers.append(words.of(number, 10 + place, 2))
            rows[Question].append((question, number, place, str(place + 1), words.of(number, 20 + place, 1)))
            rows[Decision].append((question, question, outcome, json.dumps(answers[-1]), int(outcome != "not_held")))
            if outcome in ("withheld", "ncnd"):
                self._joined.append((question, number))
        provision, harm = _PROVISIONS[number % len(_PROVISIONS)], words.of(number, 30, 3)
        rows[Ground].append((number, number, "g1", provision, json.dumps(words.of(number, 31, 1)), json.dumps(harm)))
        rows[Note].append((number, number, words.of(number, 40, 1)))
        if number % 10 == 0:
            rows[ClockEvent].append((number, number, "extension-notice", due.isoformat()))
        rows[Letter].append((number, number, sent, sent))
        rows[Correspondence].append((number, number, f"{received}T09:30:00+00:00", "in", "email", words.of(number, 50, 1)))
        packed, at = zlib.compress(json.dumps(harm).encode()), f"{received}T10:00:00+00:00"
        rows[TextVersion].append((number, number, f"ground:{number}:harm", 1, at, packed, f"{number:064x}"))
        self._found.append((number, reference, title, f"{name} {person}", request, "\n".join([*answers, provision, harm])))

    def put_events(self, numbers: Sequence[int], last: tuple[int, str]) -> tuple[int, str]:
        """Insert the history of some cases after the event of this number and hash; returns those of the last one."""
        rows = list(_history(numbers, *last))
        self._events.put(rows)
        return rows[-1][0], rows[-1][-1]

    def put_all(self) -> None:
        """Insert what was gathered."""
        for table in self._of_case.values():
            table.put_kept()
        self._connection.executemany(decision_ground.insert().compile(dialect=sqlite.dialect()).string, self._joined)
        self._connection.executemany(
            "INSERT INTO case_fts(rowid, reference, title, requester, request, answer) VALUES (?, ?, ?, ?, ?, ?)", self._found
        )
        self._joined.clear()
        self._found.clear()


def _history(numbers: Sequence[int], seq: int, prev: str) -> Iterator[tuple[Any, ...]]:
    for number in numbers:
        for place, kind in enumerate(_KINDS):
            seq, at = seq + 1, f"{_FIRST + timedelta(number * 31 % 3_800)}T1{place}:00:00+00:00"
            body = json.dumps({"texts": {"harm": f"{seq:064x}"}}, separators=(",", ":"))
            digest = history._digest(seq, number, at, "Ada Marsh", "marsh", kind, body, prev)
            yield seq, number, at, "Ada Marsh", "marsh", kind, body, prev, digest
            prev = digest
