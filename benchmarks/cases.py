"""Opening a case, and the list and the search of a store that grows."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.measure import Line, by_turns
from benchmarks.office import TODAY, add_many, decided_case, raw
from foidesk.desk import opening
from foidesk.desk.browse import open_case
from foidesk.desk.office import Desk
from foidesk.store import queries
from foidesk.store.listing import CaseList

SEEN = 50
"""How many rows of the list a screen shows."""
SEARCHES = ("devices", "lantern", "swan meadow", "77/25")


def lines(sizes: Sequence[int], rounds: int) -> Iterator[Line]:
    """For stores of each size in turn: one case whole, the list as it opens, a search as it is typed."""
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        folder = Path(place) / "desk"
        desk, case_id = decided_case(folder)
        listed, bare = desk.store.case_list(), raw(folder)
        try:
            for size in sizes:
                add_many(folder, size)
                yield from _one_case(desk, case_id, bare, size, rounds)
                yield from _list(listed, bare, size, rounds)
        finally:
            bare.close()
            listed.close()
            opening.leave(desk)


def _one_case(desk: Desk, case_id: int, bare: Any, size: int, rounds: int) -> Iterator[Line]:
    statements = _statements(desk, case_id)

    def select() -> None:
        bare.execute("BEGIN")
        for statement, values in statements:
            bare.execute(statement, values).fetchall()
        bare.execute("COMMIT")

    def load() -> None:
        with desk.reading() as session:
            queries.load_case(session, case_id)

    floor = f"its {len(statements)} statements, driver alone"
    yield by_turns(f"one case loaded, of {size:,}", load, floor, select, rounds)
    yield by_turns(
        f"one case opened with letter and checks, of {size:,}", lambda: open_case(desk, case_id), floor, select, rounds
    )


def _statements(desk: Desk, case_id: int) -> list[tuple[str, Any]]:
    """What loading a case asks the driver."""
    asked: list[tuple[str, Any]] = []
    with desk.reading() as session:
        bind = session.get_bind()

        def note(*told: Any) -> None:
            if told[2].startswith("SELECT"):
                asked.append((told[2], told[3]))

        event.listen(bind, "before_cursor_execute", note)
        queries.load_case(session, case_id)
        event.remove(bind, "before_cursor_execute", note)
    return asked


def _list(listed: CaseList, bare: Any, size: int, rounds: int) -> Iterator[Line]:
    def show(view: str, words: str = "") -> None:
        listed.rows(listed.ids(view, words, TODAY).ids[:SEEN])

    def floor() -> None:
        bare.execute("SELECT id, reference, title, stage, due FROM foi_case LIMIT ?", (SEEN,)).fetchall()

    name = f"{SEEN} rows, driver alone"
    yield by_turns(f"list of open cases, of {size:,}", lambda: show("open"), name, floor, rounds)
    yield by_turns(f"list of all cases, of {size:,}", lambda: show("all"), name, floor, rounds)
    for words in SEARCHES:
        yield by_turns(f"search of all for “{words}”, of {size:,}", lambda words=words: show("all", words), name, floor, rounds)  # type: ignore[misc]
