"""Reading a register of past requests (.csv, .xlsx): which column holds what, days as they are written here, one case for each row."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.grid import Grid
from foidesk.intake.past import PastCase
from foidesk.intake.tables import read_table
from foidesk.intake.uk_dates import uk_day

FIELDS = ("reference", "title", "received", "sent", "outcome", "provisions", "requester", "question", "answer")
"""What a register may say of a request."""
_CITED = re.compile(r"\d{1,2}[A-Z]?(?:\s?\(\d{0,2}[A-Za-z]{0,4}\))*", re.IGNORECASE)
_LONGEST = 100_000
_WORDS = {"outcome": "Outcome", "provisions": "Provisions"}


@dataclass(frozen=True, slots=True)
class Register:
    """A register that was read: its headings, its rows, and which heading stands for which field. `told` says how it was read."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    told: tuple[str, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that stand for nothing here, and whose columns are left out."""
        return tuple(heading for heading in self.headings if heading and heading not in self.columns.values())


def read_register(path: Path, words: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> Register:
    """Read a register; `columns` names headings by field where the officer chose them, else they are found by `words`.

    Raises UserError for a heading that is not there, or where neither a title nor a question can be found.
    """
    grid = read_table(path)
    headings = _headings(grid)
    found = guessed(headings, words) | dict(columns or {})
    _check(found, headings)
    return Register(headings, grid.rows[1:], {name: found[name] for name in FIELDS if found.get(name)}, grid.told)


def guessed(headings: Sequence[str], words: Mapping[str, Any]) -> dict[str, str]:
    """Which heading stands for which field, as far as the words that registers use tell; each heading for one field."""
    found: dict[str, str] = {}
    for name in FIELDS:
        for known in words["headings"][name]:
            match = next((item for item in headings if _bare(item) == known and item not in found.values()), None)
            if match is not None:
                found[name] = match
                break
    return found


def cases_of(register: Register, words: Mapping[str, Any]) -> list[PastCase]:
    """One case for each row that says something; questions are not split yet. Doubts stand with the case."""
    places = {name: register.headings.index(heading) for name, heading in register.columns.items()}
    outcomes = {known: outcome for outcome, listed in words["outcomes"].items() for known in listed}
    found = []
    for number, row in enumerate(register.rows, start=2):
        said = {name: row[place].strip()[:_LONGEST] for name, place in places.items()}
        if any(said.values()):
            found.append(_case(number, said, outcomes))
    return found


def _case(number: int, said: Mapping[str, str], outcomes: Mapping[str, str]) -> PastCase:
    doubts = []
    days = {}
    for name in ("received", "sent"):
        days[name] = uk_day(said.get(name, ""))
        if said.get(name) and days[name] is None:
            doubts.append(f"“{said[name][:40]}” is no day that is known here ({name}).")
    outcome = outcomes.get(_bare(said.get("outcome", "")))
    if said.get("outcome") and outcome is None:
        doubts.append(f"“{said['outcome'][:40]}” is no outcome that is known here.")
    reference = re.sub(r"\s*_\s*", "/", said.get("reference", "")) or None
    return PastCase(
        hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        f"row {number}",
        reference=reference,
        title=" ".join(said.get("title", "").split())[:200],
        received=days["received"],
        sent=days["sent"],
        request_text=said.get("question", ""),
        answer="\n\n".join(filter(None, [said.get("answer"), *_as_written(said)])),
        outcome=outcome,
        citations=tuple(dict.fromkeys(re.sub(r"\s", "", cited) for cited in _CITED.findall(said.get("provisions", "")))),
        requester={"name": said["requester"]} if said.get("requester") else {},
        doubts=tuple(doubts),
    )


def _as_written(said: Mapping[str, str]) -> list[str]:
    """What the register says in words of its own, which are kept as they stand."""
    return [f"{words} in the register: {said[name]}" for name, words in _WORDS.items() if said.get(name)]


def _headings(grid: Grid) -> tuple[str, ...]:
    if len(grid.rows) < 2:
        raise UserError("A register has a line of headings and a row for each request. This file has not.")
    return tuple(" ".join(cell.split()) for cell in grid.rows[0])


def _check(columns: Mapping[str, str], headings: Sequence[str]) -> None:
    for name, heading in columns.items():
        if name not in FIELDS:
            raise UserError(f"{name} is nothing that a register says. Known are: {', '.join(FIELDS)}.")
        if heading and heading not in headings:
            raise UserError(f"There is no column {heading[:60]}. There are: {', '.join(filter(None, headings))[:300]}.")
    if not (columns.get("title") or columns.get("question")):
        raise UserError(
            f"No column was found that says what was asked. Name one, such as question={next(filter(None, headings), 'Request')[:40]}."
        )


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())
