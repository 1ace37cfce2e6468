"""The list of cases for the window's query thread, and for scripts."""

from collections.abc import Mapping
from datetime import date, timedelta

from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.model import Outcome
from foidesk.store import queries
from foidesk.store.listing import CaseList, CaseRow

MOST = 200
"""How many cases a search tells of; whoever has more looks for other words."""


def open_list(desk: Desk) -> CaseList:
    """The case list on a connection of its own, which a newer keystroke can interrupt."""
    return desk.store.case_list()


def search(desk: Desk, words: str, filters: Mapping[str, str], today: date) -> list[CaseRow]:
    """The rows of all cases that hold some words, the best first, with the passages found. Raises UserError for a filter that is none."""
    if filters.get("outcome", Outcome.DISCLOSED) not in set(Outcome):
        raise UserError(f"{filters['outcome']!r} is no outcome. Choose one of: {', '.join(Outcome)}.")
    if not (filters.get("year", "2000").isdecimal() and len(filters.get("year", "2000")) == 4):
        raise UserError(f"{filters['year']!r} is no year. Write it as 2025.")
    listed = open_list(desk)
    try:
        return listed.rows(listed.ids("all", words, today, filters, ranked=True).ids[:MOST], words)
    finally:
        listed.close()


def every_case(desk: Desk) -> list[int]:
    """The ids of all cases, the earliest received first."""
    with desk.reading() as session:
        return queries.every_case(session)


def days_left(desk: Desk, due: date) -> int:
    """Working days from today to a due day: 0 on the day itself, negative once it has passed. Days of the whole United Kingdom count."""
    today = desk.today()
    step = 1 if due >= today else -1
    # Beyond a year the exact number helps nobody.
    span = min(abs((due - today).days), 366)
    # After the due day the days gone by are counted, today among them; before it the days to come, the due day among them.
    days = (today + timedelta(step * number + (1 if step < 0 else 0)) for number in range(1, span + 1))
    return step * sum(not desk.holidays.why_not(day) for day in days)
