"""Measuring by turns: the thing and its floor one after the other, many times, so that a busy machine slows both."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

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


def by_turns(what: str, thing: Work, floor_name: str, floor: Work, rounds: int) -> Line:
    """Run both once unmeasured, then by turns."""
    thing()
    floor()
    pairs = [(_ms(thing), _ms(floor)) for _ in range(rounds)]
    return Line(what, floor_name, median(pair[0] for pair in pairs), median(pair[1] for pair in pairs))


def _ms(work: Work) -> float:
    before = perf_counter()
    work()
    return (perf_counter() - before) * 1000


def table(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as they are printed, each as soon as it is known."""
    yield f"{'what':<52} {'ms':>9}   {'floor':<38} {'ms':>9} {'ratio':>7}"
    for line in lines:
        if line.told:
            yield f"{line.what:<52} {line.told:>9}   {line.floor}"
        elif line.skipped:
            yield f"{line.what:<52} {'skipped':>9}   {line.skipped}"
        else:
            yield f"{line.what:<52} {line.thing_ms:>9.2f}   {line.floor:<38} {line.floor_ms:>9.2f} {line.ratio:>7.1f}"
