"""Measuring by turns: the thing and its floor one after the other, many times, so that a busy machine slows both."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter, thread_time

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: milliseconds (medians) of the thing and of its floor; or why it was not measured; or what else was `told`."""

    what: str
    floor: str
    thing_ms: float = 0.0
    floor_ms: float = 0.0
    skipped: str = ""
    told: str = ""

    @property
    def ratio(self) -> float:
        """How many times the floor the thing takes."""
        return self.thing_ms / self.floor_ms


Clock = Callable[[], float]


def by_turns(what: str, thing: Work, floor_name: str, floor: Work, rounds: int, clock: Clock = perf_counter) -> Line:
    """Run both once unmeasured, then by turns."""
    thing()
    floor()
    pairs = [(ms(thing, clock), ms(floor, clock)) for _ in range(rounds)]
    return Line(what, floor_name, median(pair[0] for pair in pairs), median(pair[1] for pair in pairs))


def ms(work: Work, clock: Clock = perf_counter) -> float:
    """How long a work takes, by a clock (milliseconds)."""
    before = clock()
    work()
    return (clock() - before) * 1000


def by_work(what: str, thing: Work, floor_name: str, floor: Work, rounds: int) -> Line:
    """As `by_turns`, in the time that the processor works for this thread: what else the machine does stretches it far less."""
    return by_turns(what, thing, floor_name, floor, rounds, thread_time)


def table(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as they are printed, each as soon as it is known."""
    yield f"{'what':<64} {'ms':>9}   {'floor':<44} {'ms':>9} {'ratio':>7}"
    for line in lines:
        if line.told:
            yield f"{line.what:<64} {line.told:>9}   {line.floor}"
        elif line.skipped:
            yield f"{line.what:<64} {'skipped':>9}   {line.skipped}"
        else:
            yield f"{line.what:<64} {line.thing_ms:>9.2f}   {line.floor:<44} {line.floor_ms:>9.2f} {line.ratio:>7.1f}"
