"""The case list, read by the raw driver on a connection of its own: ids first, rows only for what is seen.

No SQLAlchemy here: the first window shows the list before anything heavy is imported.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from foidesk.store.driver import connect, driver

VIEWS = {
    "open": ("received", "clarifying", "gathering", "drafting", "to_sign", "signed"),
    "to_sign": ("to_sign", "signed"),
    "sent": ("sent", "internal_review", "ico", "closed"),
    "all": (),
}
_DONE = frozenset({"sent", "internal_review", "ico", "closed", "disposed"})


@dataclass(frozen=True, slots=True)
class CaseIds:
    """The ids of a view in order, and where each group begins: (name, index of its first id)."""

    ids: "array[int]"
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What one row of the list shows."""

    id: int
    reference: str
    title: str
    requester: str
    stage: str
    due: date | None
    clock_status: str


class CaseList:
    """A read-only connection for one thread. `interrupt` may be called from another, to stop a query that is out of date."""

    def __init__(self, path: Path, key: bytes, *, immutable: bool = False) -> None:
        self._connection: Any = connect(path, key, immutable=immutable)
        self._stopped = False

    def ids(self, view: str, words: str, today: date) -> CaseIds:
        """The cases of a view ("open", "to_sign", "sent", "all"), earliest due first; with words, those that match them.

        Words are looked for in the request and the answer from three letters on, and always in reference, title and requester.
        """
        where, values = _condition(view, words)
        order = "c.stage IN ('sent', 'internal_review', 'ico', 'closed', 'disposed'), c.due IS NULL, c.due, c.id"
        query = f"SELECT c.id, c.due, c.stage FROM foi_case c {where} ORDER BY {order}"
        found = list(self._ask(query, values))
        group = _grouping(today)
        groups = [(name, sum(1 for _ in same)) for name, same in groupby(found, group)]
        starts = accumulate((count for _, count in groups), initial=0)
        return CaseIds(
            array("q", [row[0] for row in found]), tuple((name, start) for (name, _), start in zip(groups, starts, strict=False))
        )

    def rows(self, ids: Sequence[int]) -> list[CaseRow]:
        """The rows of some ids, in their order; an id that is gone is left out."""
        marks = ",".join("?" * len(ids))
        query = (
            "SELECT c.id, c.reference, c.title, coalesce(r.name, ''), c.stage, c.due, c.clock_status "
            f"FROM foi_case c JOIN requester r ON r.case_id = c.id WHERE c.id IN ({marks})"
        )
        found = {row[0]: row for row in self._ask(query, list(ids))}
        return [_row(found[case_id]) for case_id in ids if case_id in found]

    def interrupt(self) -> None:
        """Stop the query that is running, which then raises the driver's OperationalError "interrupted"."""
        self._stopped = True
        self._connection.interrupt()

    def _ask(self, query: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        self._stopped = False
        try:
            yield from self._connection.execute(query, values)
        except driver().DatabaseError as error:
            if self._stopped:
                # Stopped while the index was being opened, the driver would speak of a damaged one.
                raise driver().OperationalError("interrupted") from error
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _row(row: tuple[Any, ...]) -> CaseRow:
    case_id, reference, title, requester, stage, due, status = row
    return CaseRow(case_id, reference, title, requester, stage, date.fromisoformat(due) if due else None, status)


def _grouping(today: date) -> Callable[[tuple[Any, ...]], str]:
    """Which group of the list an (id, due, stage) belongs to."""
    now, week = today.isoformat(), (today + timedelta(7)).isoformat()

    def group(row: tuple[Any, ...]) -> str:
        _, due, stage = row
        if stage in _DONE:
            return "done"
        if due is None:
            return "waiting"
        if due < now:
            return "overdue"
        return "week" if due <= week else "later"

    return group


def _condition(view: str, words: str) -> tuple[str, list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    stages = VIEWS[view]
    if stages:
        conditions.append(f"c.stage IN ({','.join('?' * len(stages))})")
        values += stages
    words = words.strip()
    if words:
        like = "%" + re.sub(r"([%_\\])", r"\\\1", words) + "%"
        # The plus keeps to the narrow index of the list: a row read by its id is read through the words of its request.
        near = (
            "c.reference LIKE ? ESCAPE '\\' OR c.title LIKE ? ESCAPE '\\' "
            "OR +c.id IN (SELECT case_id FROM requester WHERE name LIKE ? ESCAPE '\\')"
        )
        values += [like] * 3
        tokens = re.findall(r"\w+", words)
        if tokens and len(words) >= 3:
            near += " OR +c.id IN (SELECT rowid FROM case_fts WHERE case_fts MATCH ?)"
            values.append(" ".join(f'"{token}"*' for token in tokens))
        conditions.append(f"({near})")
    return ("WHERE " + " AND ".join(conditions) if conditions else ""), values
