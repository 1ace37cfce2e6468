"""The case list, read by the raw driver on a connection of its own: ids first, rows only for what is seen.

No SQLAlchemy here: the first window shows the list before anything heavy is imported.
"""

import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from foidesk.store import synonyms
from foidesk.store.driver import connect, driver
from foidesk.store.narrowing import DONE, Values, conditions, near
from foidesk.store.narrowing import VIEWS as VIEWS
from foidesk.store.snippets import Snippet, Snippets
from foidesk.store.synonyms import Synonyms, Term, words_of

_GROUPS = {
    "overdue": f"c.stage NOT IN {DONE!r} AND c.due < :today",
    "week": f"c.stage NOT IN {DONE!r} AND c.due BETWEEN :today AND :week",
    "later": f"c.stage NOT IN {DONE!r} AND c.due > :week",
    "waiting": f"c.stage NOT IN {DONE!r} AND c.due IS NULL",
    "done": f"c.stage IN {DONE!r}",
}
"""The groups of the list without words, in their order."""
_PROVISIONS = (
    "WITH RECURSIVE each(provision) AS (SELECT min(provision) FROM ground UNION ALL "
    "SELECT (SELECT min(g.provision) FROM ground g WHERE g.provision > each.provision) FROM each WHERE each.provision IS NOT NULL) "
    "SELECT provision FROM each WHERE provision IS NOT NULL"
)
"""Every provision that a case rests on, from one to the next in the index: there are few of them in many rows."""
_IN_ONE = "json_group_array(c.id ORDER BY {order})"
"""Ids in one piece: fetched one by one, a hundred thousand of them would take turns with the window's thread for the interpreter."""
MOST_WORDS = 32
"""Words of a search that are asked for; of a whole request that somebody pastes, the first say enough."""
_NO_FILTERS: Mapping[str, str] = {}
_RANK = "bm25(10.0, 5.0, 5.0, 2.0, 1.0)"
"""A word weighs most in the reference, then in the title and the requester, then in the request."""


@dataclass(frozen=True, slots=True)
class CaseIds:
    """The ids of a view in order, and where each group begins: (name, index of its first id)."""

    ids: "array[int]"
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a case is, for whoever is on the telephone: questions decided, of how many, and the day of the last message."""

    decided: int
    questions: int
    last_message: date | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What one row of the list shows. Of a search it also has the passage that was found, or the progress of a requester's case."""

    id: int
    reference: str
    title: str
    requester: str
    stage: str
    due: date | None
    clock_status: str
    found: Snippet | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed by: the provisions that cases rest on, and the years in which requests came in, latest first."""

    provisions: tuple[str, ...]
    years: tuple[int, ...]


class CaseList:
    """A read-only connection for one thread. `interrupt` may be called from another, to stop a query that is out of date."""

    def __init__(self, path: Path, key: bytes, *, immutable: bool = False, stand_ins: Sequence[str] = ()) -> None:
        self._connection: Any = connect(path, key, immutable=immutable, stand_ins=stand_ins)
        self._stopped = False
        self._snippets: Snippets | None = None
        self._table: tuple[str | None, Synonyms] | None = None

    def ids(
        self, view: str, words: str, today: date, filters: Mapping[str, str] = _NO_FILTERS, *, ranked: bool = False
    ) -> CaseIds:
        """The cases of a view ("open", "to_sign", "sent", "all"), narrowed by filters; without words the earliest due comes first.

        With words, those that match them, the newest first; `ranked` puts the best first and then those that match by a synonym. Words are
        looked for in the request and the answer from three letters on, and always in reference, title and requester.
        """
        self._stopped = False
        asked, values = conditions(view, filters, today)
        words = words.strip()
        if not words:
            return self._by_day(asked, values, today)
        terms = _terms(words, self._synonyms()) if len(words) >= 3 else []
        own = self._matching(asked, values, words, _all_of(terms, widened=False))
        if not ranked or not terms:
            return CaseIds(array("q", own), (("newest", 0),) if own else ())
        best = self._ranked(own, _all_of(terms, widened=False), words)
        wider = (
            set(self._matching(asked, values, "", _all_of(terms, widened=True)))
            if any(len(t.phrases) > 1 for t in terms)
            else set()
        )
        more = self._ranked(list(wider - set(own)), _all_of(terms, widened=True), "")
        groups = [("best", 0)] * bool(best) + [("synonyms", len(best))] * bool(more)
        return CaseIds(array("q", best + more), tuple(groups))

    def rows(self, ids: Sequence[int], words: str = "") -> list[CaseRow]:
        """The rows of some ids, in their order; an id that is gone is left out. With words, what was found where."""
        self._stopped = False
        marks = ",".join("?" * len(ids))
        query = (
            "SELECT c.id, c.reference, c.title, coalesce(r.name, ''), c.stage, c.due, c.clock_status "
            f"FROM foi_case c JOIN requester r ON r.case_id = c.id WHERE c.id IN ({marks})"
        )
        found = {row[0]: _row(row) for row in self._ask(query, list(ids))}
        rows = [found[case_id] for case_id in ids if case_id in found]
        return self._with_what_was_found(rows, words.strip()) if words.strip() else rows

    def choices(self) -> Choices:
        """What the list can be narrowed by, as far as the store holds it."""
        self._stopped = False
        provisions = [str(row[0]) for row in self._ask(_PROVISIONS, [])]
        # Two selects: asked for both at once, the database would look through all of them.
        days = "SELECT (SELECT min(received) FROM foi_case), (SELECT max(received) FROM foi_case)"
        first, last = next(self._ask(days, []))
        years = range(int(last[:4]), int(first[:4]) - 1, -1) if first else ()
        return Choices(tuple(sorted(provisions, key=_by_number)), tuple(years))

    def interrupt(self) -> None:
        """Stop the query that is running, which then raises the driver's OperationalError "interrupted"."""
        self._stopped = True
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        if self._snippets is not None:
            self._snippets.close()
        self._connection.close()

    def _by_day(self, asked: list[str], values: Values, today: date) -> CaseIds:
        order = f"c.stage IN {DONE!r}, c.due IS NULL, c.due, c.id"
        counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in _GROUPS.values())
        query = f"SELECT {_IN_ONE.format(order=order)}, {counts} FROM foi_case c {_where(asked)}"
        ids, *many = next(self._ask(query, values | {"week": (today + timedelta(7)).isoformat()}))
        starts = accumulate(many, initial=0)
        groups = tuple((name, start) for name, start, count in zip(_GROUPS, starts, many, strict=False) if count)
        return CaseIds(array("q", json.loads(ids)), groups)

    def _matching(self, asked: list[str], values: Values, words: str, expression: str) -> list[int]:
        """The cases that hold words as part of their names, or what an expression asks for; the newest first."""
        ways, given = [], dict(values)
        if words:
            condition, more = near(words)
            ways.append(condition)
            given |= more
        if expression:
            ways.append("+c.id IN (SELECT rowid FROM case_fts WHERE case_fts MATCH :asked)")
            given["asked"] = expression
        where = _where([*asked, f"({' OR '.join(ways)})"])
        # The plus keeps to the narrow index here too: in the order of the table, every case would be read with the words of its request.
        found = next(self._ask(f"SELECT {_IN_ONE.format(order='+c.id DESC')} FROM foi_case c {where}", given))
        return list(json.loads(found[0]))

    def _ranked(self, ids: list[int], expression: str, words: str) -> list[int]:
        """The same cases, the best first: those whose reference is what was typed, then as the index ranks them, then the newest."""
        if not ids:
            return []
        among = set(ids)
        query = "SELECT rowid FROM case_fts WHERE case_fts MATCH ? AND rank MATCH ? ORDER BY rank"
        ranked = [row[0] for row in self._ask(query, [expression, _RANK]) if row[0] in among]
        exact = [row[0] for row in self._ask("SELECT id FROM foi_case WHERE reference = ?", [words.replace("_", "/")])]
        return list(dict.fromkeys([*(case_id for case_id in exact if case_id in among), *ranked, *ids]))

    def _synonyms(self) -> Synonyms:
        """The table in force: asked for each time, since it may have been changed a moment ago, and made anew only then."""
        row = next(self._ask("SELECT value FROM setting WHERE key = ?", [synonyms.SETTING]), None)
        kept = row[0] if row else None
        if self._table is None or self._table[0] != kept:
            self._table = (kept, synonyms.in_force(json.loads(kept) if kept else None))
        return self._table[1]

    def _with_what_was_found(self, rows: list[CaseRow], words: str) -> list[CaseRow]:
        named = {row.id for row in rows if words.casefold() in row.requester.casefold()}
        progress = self._progress(sorted(named))
        terms = _terms(words, self._synonyms()) if len(words) >= 3 else []
        others = [row.id for row in rows if row.id not in named]
        found: dict[int, Snippet] = {}
        if terms and others:
            self._snippets = self._snippets or Snippets()
            found = self._snippets.find(_any_of(terms), self._texts(others))
        return [replace(row, found=found.get(row.id), progress=progress.get(row.id)) for row in rows]

    def _texts(self, ids: list[int]) -> dict[int, str]:
        """The words of some cases as the index holds them: the request, then what was answered and argued."""
        marks = ",".join("?" * len(ids))
        rows = list(self._ask(f"SELECT id, request_text, past_answer FROM foi_case WHERE id IN ({marks})", ids))
        words = {row[0]: row[1] for row in rows}
        asked = {row[0]: [row[1], row[2]] for row in rows}
        # Two selects, each by an index: with OR every question of the store would be read.
        questions = (
            "SELECT q.case_id, q.text, d.answer FROM question q LEFT JOIN decision d ON d.question_id = q.id "
            f"WHERE q.case_id IN ({marks}) UNION ALL SELECT above.case_id, q.text, d.answer FROM question above "
            "JOIN question q ON q.parent_id = above.id LEFT JOIN decision d ON d.question_id = q.id "
            f"WHERE above.case_id IN ({marks})"
        )
        for case_id, text, answer in self._ask(questions, [*ids, *ids]):
            asked[case_id] += [_plain(answer)] if words[case_id] else [text, _plain(answer)]
        for case_id, *texts in self._ask(f"SELECT case_id, reason, harm, pi_balance FROM ground WHERE case_id IN ({marks})", ids):
            asked[case_id] += map(_plain, texts)
        return {case_id: "\n".join(filter(None, texts)) for case_id, texts in asked.items()}

    def _progress(self, ids: list[int]) -> dict[int, Progress]:
        """How far some cases are."""
        if not ids:
            return {}
        marks = ",".join("?" * len(ids))
        query = (
            "SELECT q.case_id, count(*), sum(q.same_answer_as IS NOT NULL OR EXISTS (SELECT 1 FROM decision d WHERE d.question_id = q.id) "
            "OR EXISTS (SELECT 1 FROM question p JOIN decision d ON d.question_id = p.id WHERE p.parent_id = q.id)), "
            "(SELECT max(at) FROM correspondence m WHERE m.case_id = q.case_id) "
            f"FROM question q WHERE q.case_id IN ({marks}) GROUP BY q.case_id"
        )
        return {row[0]: Progress(row[2], row[1], _day(row[3])) for row in self._ask(query, ids)}

    def _ask(self, query: str, values: list[Any] | Values) -> Iterator[tuple[Any, ...]]:
        if self._stopped:
            # A short query may have ended before it could be stopped; what comes after it must not run.
            raise driver().OperationalError("interrupted")
        try:
            yield from self._connection.execute(query, values)
        except driver().DatabaseError as error:
            if self._stopped:
                # Stopped while the index was being opened, the driver would speak of a damaged one.
                raise driver().OperationalError("interrupted") from error
            raise


def _row(row: tuple[Any, ...]) -> CaseRow:
    case_id, reference, title, requester, stage, due, status = row
    return CaseRow(case_id, reference, title, requester, stage, date.fromisoformat(due) if due else None, status)


def _where(asked: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(asked)}" if asked else ""


def _terms(words: str, table: Synonyms) -> list[Term]:
    return list(table.terms(words_of(words)[:MOST_WORDS]))


def _all_of(terms: Sequence[Term], *, widened: bool) -> str:
    """What asks the index for every term: each word begun as it was typed, or each with its synonyms."""
    if widened:
        return " AND ".join(term.expression(begun=True) for term in terms)
    return " ".join(f'"{word}"*' for term in terms for word in term.words.split())


def _any_of(terms: Sequence[Term]) -> str:
    return " OR ".join(term.expression(begun=True) for term in terms)


def _plain(value: str | None) -> str:
    """The words of a kept text: a JSON text, or JSON blocks of runs."""
    if not value:
        return ""
    with suppress(ValueError):
        return " ".join(_strings(json.loads(value)))
    return value


def _strings(value: Any) -> Iterator[str]:
    """The words of a text and not what its blocks are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for item in value for text in _strings(item))
    elif isinstance(value, dict):
        yield from (
            text for name, item in value.items() if name not in ("type", "kind", "href", "link") for text in _strings(item)
        )


def _day(at: str | None) -> date | None:
    return datetime.fromisoformat(at).date() if at else None


def _by_number(provision: str) -> tuple[int, str]:
    number = re.match(r"\d+", provision)
    return (int(number.group()) if number else 999, provision)
