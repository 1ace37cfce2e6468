"""One file being looked at: its path from outside in, what it may take, who is looked for, and what was found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from foidesk.release.finding import Finding, found, plain
from foidesk.release.known import known
from foidesk.release.limits import MOST_DEPTH, Budget, RefusalError
from foidesk.release.text_people import People

MOST_ALIKE = 30
"""Findings of one code in one file that are told one by one."""


@dataclass(slots=True)
class Look:
    """What a reader is given beside the bytes. `program` names the sort of program that the advice speaks of."""

    name: str
    people: People
    inspector: Callable[["Look", bytes], None]
    path: str = ""
    budget: Budget = field(default_factory=Budget)
    depth: int = 0
    program: str = ""
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    untold: dict[str, int] = field(default_factory=dict)
    """Faults of each code that were counted and not looked up one by one."""
    allowed: frozenset[str] = frozenset()
    """Names that properties may tell: the authority's own, and those of its templates."""

    def say(self, code: str, place: str = "", sample: str = "") -> None:
        """Tell of a fault, at a place in this file; "" is the whole file."""
        count = self.counts[code] = self.counts.get(code, 0) + 1
        if count <= MOST_ALIKE:
            self.findings.append(found(code, f"{self.path} > {place}" if place else self.path, sample, self.program))

    def tell_the_rest(self) -> None:
        """Say of how many faults that are alike only the first were told one by one."""
        for code, count in self.counts.items():
            more = max(0, count - MOST_ALIKE) + self.untold.get(code, 0)
            if more:
                self.findings.append(found(code, f"{self.path} > {more} more places", "", self.program))

    def add(self, findings: Iterable[Finding]) -> None:
        """Take over what another reader found in this file, with the way to it."""
        for each in findings:
            self.findings.append(each.inside(self.path))

    def inside(self, data: bytes, name: str, place: str = "") -> None:
        """Look at a file inside this one; what is found there is told with the way to it. Raises RefusalError beyond the limits."""
        if self.depth >= MOST_DEPTH:
            raise RefusalError("nested-archive", place or name)
        self.budget.open_one()
        steps = [self.path, *([place] if place else []), plain(name, 80)]
        inner = Look(name, self.people, self.inspector, " > ".join(steps), self.budget, self.depth + 1, allowed=self.allowed)
        self.inspector(inner, data)
        self.findings.extend(inner.findings)

    def names_nobody(self, text: str) -> bool:
        """Whether a property tells nothing: what programs write by themselves, and what is allowed once for all."""
        folded = text.casefold()
        return folded in known()["authors"] or folded in {name.casefold() for name in self.allowed}

    def read(self, text: str, place: str) -> None:
        """Look for people and personal data in words that can be seen."""
        for sample in self.people.in_text(text):
            self.say("personal-data", place, sample)

    def read_lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """The same in many lines, each with its place: all at once first, since most files name nobody."""
        held = [(line, place) for line, place in lines if line.strip()]
        if self.people.in_text("\n".join(line for line, _ in held)):
            for line, place in held:
                self.read(line, place)

    def read_hidden(self, text: str, place: str, code: str = "hidden-text") -> None:
        """The same in words that no page shows: there it is a fault of the file."""
        for sample in self.people.in_text(text):
            self.say(code, place, sample)


def listed(items: Iterable[object], most: int = 6) -> str:
    """A few of many, for a place: "4, 5, 9 and 12 more"."""
    names = [str(item) for item in items]
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
