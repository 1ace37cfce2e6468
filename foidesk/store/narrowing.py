"""What the list of cases is narrowed by: a view, words, and filters, each a condition on the narrow index of the list. No SQLAlchemy here."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

VIEWS = {
    "open": ("received", "clarifying", "gathering", "drafting", "to_sign", "signed"),
    "to_sign": ("to_sign", "signed"),
    "sent": ("sent", "internal_review", "ico", "closed"),
    "all": (),
}
DONE = ("sent", "internal_review", "ico", "closed", "disposed")
_ANSWERED = "(SELECT min(l.sent) FROM letter l WHERE l.case_id = c.id AND l.kind = 'response')"
_EXTENDED = "+c.id IN (SELECT case_id FROM clock_event WHERE event = 'extension-notice')"
TIMELINESS = {
    "late": f"((c.stage NOT IN {DONE!r} AND c.due < :today) OR ({_ANSWERED} > c.due AND NOT {_EXTENDED}))",
    "in_time": f"({_ANSWERED} <= c.due)",
    "extended": f"({_EXTENDED})",
}
"""Late: not answered by the due day, or answered after it. An extended case has its notice in time, and its answer may come later."""

_OUTCOME = (
    "+c.id IN (SELECT case_id FROM question WHERE +id IN (SELECT question_id FROM decision WHERE outcome = :outcome) UNION "
    "SELECT case_id FROM question WHERE +id IN (SELECT parent_id FROM question WHERE parent_id IS NOT NULL "
    "AND +id IN (SELECT question_id FROM decision WHERE outcome = :outcome)))"
)
_REQUESTER = (
    "+c.id IN (SELECT case_id FROM requester WHERE name LIKE :requester ESCAPE '\\' "
    "OR email LIKE :requester ESCAPE '\\' OR organisation LIKE :requester ESCAPE '\\')"
)

Values = dict[str, Any]
"""Values by name: the conditions are put together from any of them."""


def conditions(view: str, filters: Mapping[str, str], today: date) -> tuple[list[str], Values]:
    """The conditions of a view and of filters by name ("outcome", "provision", "year", "requester", "timeliness"); unknown ones raise."""
    asked, values = [], Values(today=today.isoformat())
    if VIEWS[view]:
        asked.append(f"c.stage IN {VIEWS[view]!r}")
    for name, value in filters.items():
        condition, given = _FILTERS[name](value)
        asked.append(condition)
        values |= given
    return asked, values


def near(words: str) -> tuple[str, Values]:
    """The condition that some words are part of a reference, a title, or a requester's name."""
    like = _like(words)
    # The plus keeps to the narrow index of the list: a row read by its id is read through the words of its request.
    condition = (
        "(c.reference LIKE :near ESCAPE '\\' OR c.title LIKE :near ESCAPE '\\' "
        "OR +c.id IN (SELECT case_id FROM requester WHERE name LIKE :near ESCAPE '\\'))"
    )
    return condition, {"near": like}


def _outcome(value: str) -> tuple[str, Values]:
    """Decided so in a question or in a part of one; both are read by indexes, without their words."""
    return _OUTCOME, {"outcome": value}


def _provision(value: str) -> tuple[str, Values]:
    """A provision and all that stands below it: 31 finds 31(1)(a), and 31(1) does too."""
    condition = "+c.id IN (SELECT case_id FROM ground WHERE provision = :provision OR provision LIKE :below ESCAPE '\\')"
    return condition, {"provision": value, "below": f"{_escaped(value)}(%"}


def _year(value: str) -> tuple[str, Values]:
    return "+c.id IN (SELECT id FROM foi_case WHERE received BETWEEN :first AND :last)", {
        "first": f"{value}-01-01",
        "last": f"{value}-12-31",
    }


def _requester(value: str) -> tuple[str, Values]:
    return _REQUESTER, {"requester": _like(value)}


_FILTERS: Mapping[str, Callable[[str], tuple[str, Values]]] = {
    "outcome": _outcome,
    "provision": _provision,
    "year": _year,
    "requester": _requester,
    "timeliness": lambda value: (TIMELINESS[value], {}),
}
FILTERS = tuple(_FILTERS)


def _like(words: str) -> str:
    return f"%{_escaped(words)}%"


def _escaped(words: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", words)
