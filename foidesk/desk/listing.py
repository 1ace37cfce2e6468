"""The list of cases for the window's query thread, and for scripts."""

from foidesk.desk.office import Desk
from foidesk.store import queries
from foidesk.store.listing import CaseList


def open_list(desk: Desk) -> CaseList:
    """The case list on a connection of its own, which a newer keystroke can interrupt."""
    return desk.store.case_list()


def every_case(desk: Desk) -> list[int]:
    """The ids of all cases, the earliest received first."""
    with desk.reading() as session:
        return queries.every_case(session)
