"""How long a case is kept after it was closed, and what stands against disposing of it (UK GDPR Article 5(1)(e)). Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foidesk.model import Case
from foidesk.model.words import LetterKind, Outcome, Regime, Stage

LEAST, MOST = 1, 100
"""How many years may be set."""
AT_REST = frozenset({Stage.CLOSED, Stage.DISPOSED})
"""The stages of a request at which nothing waits for anything."""


@dataclass(frozen=True, slots=True)
class Period:
    """How long one kind of case is kept: `years` after the day on which it was closed. An empty set stands for all."""

    key: str
    words: str
    years: int
    regimes: frozenset[Regime] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    past: bool = False

    def covers(self, regime: Regime, outcomes: Collection[Outcome], *, is_past: bool) -> bool:
        """Whether a case is of this kind: by its regime, or by any of its outcomes; one that names neither covers every case."""
        if self.past:
            return is_past
        if not self.regimes and not self.outcomes:
            return True
        return regime in self.regimes or bool(self.outcomes & set(outcomes))


@dataclass(frozen=True, slots=True)
class Schedule:
    """The periods in the order in which they are asked; the last one covers every case. `source` says what they rest on."""

    source: str
    periods: tuple[Period, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Schedule":
        """The schedule of the data file."""
        return cls(data["source"], tuple(_period(item) for item in data["periods"]))

    def with_years(self, years: Mapping[str, int]) -> "Schedule":
        """The schedule with the authority's own years, by the keys of the periods."""
        return replace(self, periods=tuple(replace(item, years=years.get(item.key, item.years)) for item in self.periods))

    def period_of(self, regime: Regime, outcomes: Collection[Outcome], *, is_past: bool = False) -> Period:
        """The period that holds for a case: the first of its regime or of the past, else the longest that one of its outcomes asks for."""
        covering = [period for period in self.periods if period.covers(regime, outcomes, is_past=is_past)]
        first = next((period for period in covering if period.past or regime in period.regimes), None)
        if first is not None:
            return first
        return max((period for period in covering if period.outcomes), key=lambda period: period.years, default=covering[-1])


def due_on(closed: date, years: int) -> date:
    """The first day on which a case that was closed on a day may be disposed of."""
    try:
        return closed.replace(year=closed.year + years)
    except ValueError:  # the 29th of February
        return date(closed.year + years, 3, 1)


def outcomes_of(case: Case) -> frozenset[Outcome]:
    """How the questions of a case were answered."""
    return frozenset(decision.outcome for _, decision in case.every_decision())


def stops(case: Case, open_beside: Collection[str], today: date) -> Iterator[str]:
    """What stands against disposing of a case whose time is over, in plain words; `open_beside` are the open requests tied to it."""
    if case.stage is not Stage.CLOSED:
        yield "It is not closed."
    if case.kept_until is not None and case.kept_until > today:
        yield f"It is kept until {case.kept_until.day} {case.kept_until:%B %Y}: {case.kept_reason}"
    if _awaits_review(case):
        yield "An internal review was begun and has not been answered."
    if any(letter.sent is None and not letter.signed and letter.id is not None for letter in case.letters):
        yield "A letter was begun and is neither signed nor sent."
    if open_beside:
        yield f"A request that is tied to it is open: {', '.join(sorted(open_beside))}."


def _awaits_review(case: Case) -> bool:
    begun = [letter for letter in case.letters if letter.kind is LetterKind.REVIEW_ACKNOWLEDGEMENT and letter.sent]
    ended = [letter for letter in case.letters if letter.kind is LetterKind.INTERNAL_REVIEW and letter.sent]
    return len(begun) > len(ended)


def _period(item: Mapping[str, Any]) -> Period:
    return Period(
        item["key"],
        item["words"],
        item["years"],
        frozenset(map(Regime, item.get("regimes", ()))),
        frozenset(map(Outcome, item.get("outcomes", ()))),
        item.get("past", False),
    )
