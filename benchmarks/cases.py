"""The store as it grows: every thing that an officer waits for, against the bare driver doing no more than it must, by turns."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from time import thread_time
from typing import Any

from sqlalchemy import event

from benchmarks.bare import Bare
from benchmarks.filled import Words, fill, put_cases
from benchmarks.measure import Line, by_turns, by_work, ms
from benchmarks.office import OPEN, PASSPHRASE, TODAY
from foidesk.desk import decide, opening, past
from foidesk.desk.browse import open_case
from foidesk.desk.office import Desk
from foidesk.desk.similar import similar
from foidesk.store import engine, history, queries
from foidesk.store.keys import Opened
from foidesk.store.listing import CaseList

SEEN = 50
"""How many rows of the list a screen shows."""
TYPED = ("cradle desktop", "jordan", "humvee", "12/1", "lantern")
"""What is typed into the search, letter by letter: common words, a name, a reference, a word that is seldom."""
FILTERED = (("open", {"timeliness": "late"}), ("all", {"outcome": "withheld"}), ("all", {"provision": "31", "year": "2025"}))
"""What the list is narrowed by."""
IMPORTED = 1_000
COPIED = 100_000
"""Up to this many cases a store is copied and verified whole."""


def lines(sizes: Sequence[int], rounds: int, kept: Path | None = None) -> Iterator[Line]:
    """For stores of each size in turn; then how the largest compares with the smallest. Stores are kept in a folder, where one is named."""
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        for size in sizes:
            folder = (kept or Path(place)) / f"{size}-cases"
            if not folder.exists():
                fill(folder, size)
            for line in _of_store(folder, size, rounds):
                taken.setdefault(line.what.split(", of ")[0], []).append(line.thing_ms)
                yield line
        yield from _imported(Path(place), min(IMPORTED, sizes[0]))
    for what in ("opened", "50 open cases listed", "one case loaded", "an answer saved with its event"):
        if len(sizes) > 1:
            yield Line(f"{what}: {sizes[-1]:,} cases to {sizes[0]:,}", "", told=f"x {taken[what][-1] / taken[what][0]:.2f}")


def _of_store(folder: Path, size: int, rounds: int) -> Iterator[Line]:
    desk = opening.unlock(folder, PASSPHRASE)
    listed, bare = desk.store.case_list(), Bare(folder, desk.store.key)
    case_id = max(size - OPEN // 2, 1)
    try:
        yield _opened(folder, desk.store.key, bare, size, rounds, lambda: desk.store.close(back_up=False))
        desk = opening.unlock(folder, PASSPHRASE)
        yield from _listed(listed, bare, size, rounds)
        yield from _one_case(desk, case_id, bare, size, rounds)
        yield from _saved(desk, case_id, bare, size, rounds)
        yield from _searched(listed, bare, size, rounds)
        yield from _looked(desk, listed, case_id, bare, size, min(rounds, 5))
        yield from _without_encryption(bare, case_id, size, rounds)
        if size <= COPIED:
            yield from _whole(desk, bare, size, min(rounds, 3))
    finally:
        bare.close()
        listed.close()
        desk.store.close(back_up=False)


def _opened(folder: Path, key: bytes, bare: Bare, size: int, rounds: int, leave: Callable[[], None]) -> Line:
    leave()
    return by_work(
        f"opened, of {size:,}",
        lambda: engine.open_by(folder, lambda: Opened(key, "Ada Marsh")).close(back_up=False),
        "one connection, one question (at most 3)",
        bare.connect_and_ask,
        rounds,
    )


def _listed(listed: CaseList, bare: Bare, size: int, rounds: int) -> Iterator[Line]:
    def show(view: str) -> None:
        listed.rows(listed.ids(view, "", TODAY).ids[:SEEN])

    what = f"{SEEN} open cases listed, of {size:,}"
    yield by_work(what, lambda: show("open"), "the same rows, driver alone (at most 6)", lambda: bare.page(SEEN), rounds)
    yield by_work(f"list of all cases, of {size:,}", lambda: show("all"), "their ids in order, driver alone", bare.ids, rounds)


def _one_case(desk: Desk, case_id: int, bare: Bare, size: int, rounds: int) -> Iterator[Line]:
    statements = _statements(desk, case_id)

    def load() -> None:
        with desk.reading() as session:
            queries.load_case(session, case_id)

    floor = f"its {len(statements)} statements, driver alone"
    yield by_work(f"one case loaded, of {size:,}", load, f"{floor} (at most 25)", lambda: bare.ask(statements), rounds)
    whole = f"one case opened with letter and checks, of {size:,}"
    yield by_work(whole, lambda: open_case(desk, case_id), floor, lambda: bare.ask(statements), rounds)


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


def _saved(desk: Desk, case_id: int, bare: Bare, size: int, rounds: int) -> Iterator[Line]:
    decision = open_case(desk, case_id).case.questions[0].decisions[0].id
    words, counted = Words(), iter(range(10**9))

    def save() -> None:
        decide.write_answer(desk, case_id, [decision], words.of(next(counted), 60, 3))

    def note(*, with_event: bool) -> None:
        with desk.store.writing() as session:
            case = queries.load_case(session, case_id)
            assert case is not None
            case.title = words.of(next(counted), 61, 1)
            if with_event:
                history.record_own(session, "title-changed", {"texts": {"title": "0" * 64}}, "Ada Marsh")

    bare_save = lambda: bare.save(max(case_id - 1, 1), words.of(next(counted), 62, 3))  # noqa: E731
    yield by_work(
        f"an answer saved with its event, of {size:,}", save, "the same rows, driver alone (at most 8)", bare_save, rounds
    )
    yield by_turns(f"the same by the clock, to the disk, of {size:,}", save, "the same rows, driver alone", bare_save, rounds)
    yield by_work(
        f"a title saved, with event and anchor, of {size:,}",
        lambda: note(with_event=True),
        "without event and anchor (at most 1.3)",
        lambda: note(with_event=False),
        rounds,
    )


def _searched(listed: CaseList, bare: Bare, size: int, rounds: int) -> Iterator[Line]:
    keys = [word[:end] for word in TYPED for end in range(1, len(word) + 1)]
    times = 1 if size > COPIED else min(rounds, 3)
    for ranked, name in ((False, "search while typing, newest first"), (True, "search at rest, best first")):

        def look(words: str, ranked: bool = ranked) -> None:
            listed.rows(listed.ids("all", words, TODAY, ranked=ranked).ids[:SEEN], words)

        def floor(words: str, ranked: bool = ranked) -> None:
            bare.find(words, SEEN, ranked=ranked)

        taken = [
            (ms(lambda words=words: look(words), thread_time), ms(lambda words=words: floor(words), thread_time))  # type: ignore[misc]
            for words in keys
            for _ in range(times)
        ]
        for part, at in (("median", 49), ("19 of 20 within", 94)):
            ours, theirs = (quantiles([pair[side] for pair in taken], n=100)[at] for side in (0, 1))
            yield Line(f"{name}, {part}, of {size:,}", f"{SEEN} matches of the index alone, {part}", ours, theirs)


def _looked(desk: Desk, listed: CaseList, case_id: int, bare: Bare, size: int, rounds: int) -> Iterator[Line]:
    """The list narrowed by filters, and the cases that are like one."""
    for view, filters in FILTERED:
        yield by_work(
            f"list of {view} cases by {' and '.join(filters)}, of {size:,}",
            lambda view=view, filters=filters: listed.rows(listed.ids(view, "", TODAY, filters).ids[:SEEN]),  # type: ignore[misc]
            "their ids in order, driver alone",
            bare.ids,
            rounds,
        )
    yield by_work(
        f"cases like one, of {size:,}", lambda: similar(desk, case_id), "one page of rows", lambda: bare.page(SEEN), rounds
    )


def _without_encryption(bare: Bare, case_id: int, size: int, rounds: int) -> Iterator[Line]:
    """The driver alone, on the store's file and on the same without encryption."""
    if size > COPIED:
        return
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        plain = bare.copied_plain(Path(place) / "plain.db")
        bare.copy(Path(place) / "encrypted.db")  # both without the gaps of a file that was filled bit by bit
        copied = (Path(place) / "encrypted.db").stat().st_size
        floor, words, counted = "not encrypted", Words(), iter(range(10**9))
        for what, most, work in (
            ("saved", 1.5, lambda here: here.save(max(case_id - 2, 1), words.of(next(counted), 63, 3))),
            ("read", 2, lambda here: here.page(SEEN)),
            ("searched", 1.3, lambda here: here.find("cradle", SEEN, ranked=True)),
        ):
            name = f"encrypted, {what}, of {size:,}"
            yield by_work(name, lambda work=work: work(bare), f"{floor} (at most {most})", lambda work=work: work(plain), rounds)  # type: ignore[misc]
        yield Line(f"encrypted, size of the file, of {size:,}", f"{floor} (at most 1.1)", told=f"x {copied / plain.size():.2f}")
        plain.close()


def _whole(desk: Desk, bare: Bare, size: int, rounds: int) -> Iterator[Line]:
    yield by_work(f"history verified, of {size:,}", desk.store.verify_history, "its rows read and hashed", bare.verify, rounds)
    with tempfile.TemporaryDirectory(prefix="foidesk-bench-") as place:
        copies = iter(Path(place) / f"{number}.db" for number in range(rounds + 1))

        def back_up() -> None:
            desk.store.back_up(prune=False).unlink()

        yield by_work(f"backed up and read back, of {size:,}", back_up, "VACUUM INTO", lambda: bare.copy(next(copies)), rounds)


def _imported(place: Path, count: int) -> Iterator[Line]:
    """A register of the past, brought into a new store, against as many cases put in by the driver."""
    register, words = place / "register.csv", Words()
    with register.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(("Reference", "Title", "Date received", "Date sent", "Outcome", "Exemptions", "Request", "Response"))
        for number in range(count):
            texts = words.of(number, 0, 1)[:60], words.of(number, 1, 5), words.of(number, 2, 4)
            rows.writerow((f"P{number}", texts[0], "05/01/2016", "02/02/2016", "Withheld", "31(1)(a)", *texts[1:]))
    fill(place / "new", 1)
    fill(place / "bare", 1)
    desk = opening.unlock(place / "new", PASSPHRASE)
    bare = Bare(place / "bare", opening.unlock(place / "bare", PASSPHRASE).store.key)
    try:
        ours = ms(lambda: past.import_past(desk, register), thread_time)
        floor = ms(lambda: put_cases(bare.connection, range(2, count + 2)), thread_time)
        yield Line(f"{count:,} cases of the past brought in", "as many cases, driver alone (at most 4)", ours, floor)
    finally:
        bare.close()
        desk.store.close(back_up=False)
