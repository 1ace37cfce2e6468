"""What could be answered within the limit after all, so that the requester can be told (FOIA s.16): which questions, or how few records."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from foidesk.law.costs import CostLaw, counted_tasks, exact, minutes_of, reckon
from foidesk.model import CostEstimate


@dataclass(frozen=True, slots=True)
class Step:
    """One question as it is weighed: the minutes that the work would come to with it, and whether that is within the limit."""

    label: str
    minutes: Fraction
    fits: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """Which questions of an estimate fit the limit together, taken in the order of the request; `alone` tells what each takes alone."""

    steps: tuple[Step, ...]
    minutes: Fraction
    alone: tuple[Step, ...]

    @property
    def inside(self) -> tuple[str, ...]:
        """The questions that fit together."""
        return tuple(step.label for step in self.steps if step.fits)

    @property
    def outside(self) -> tuple[str, ...]:
        """The questions that do not fit beside them."""
        return tuple(step.label for step in self.steps if not step.fits)

    @property
    def instead(self) -> tuple[Step, ...]:
        """Those that do not fit beside the others, but would alone."""
        return tuple(step for step in self.alone if step.fits and step.label not in self.inside)


@dataclass(frozen=True, slots=True)
class Fewer:
    """How many of the records that cost most of the time would come within the limit, and the minutes that those would take."""

    records: Fraction
    within: int
    minutes: Fraction

    @property
    def share(self) -> Fraction:
        """Which part of the records that is."""
        return Fraction(self.within) / self.records


def fitting(estimate: CostEstimate, order: Sequence[str], law: CostLaw, limit_gbp: int, *, finding_out: bool = False) -> Fit:
    """The questions that fit the limit together: each in the order of the request is taken if it fits beside those taken before.

    Work that names no question is needed for any of them; work that names some is needed once one of those is taken. The first
    questions of the request that fit are therefore always among them, and equal estimates always give the same answer.
    """
    taken: list[str] = []
    steps, alone = [], []
    minutes = Fraction()
    for label in (label for label in order if label in estimate.questions):
        with_it = reckon(estimate, law, limit_gbp, finding_out=finding_out, questions=[*taken, label])
        steps.append(Step(label, with_it.minutes, not with_it.exceeds))
        if not with_it.exceeds:
            taken.append(label)
            minutes = with_it.minutes
        by_itself = reckon(estimate, law, limit_gbp, finding_out=finding_out, questions=[label])
        alone.append(Step(label, by_itself.minutes, not by_itself.exceeds))
    return Fit(tuple(steps), minutes, tuple(alone))


def fewer_records(estimate: CostEstimate, law: CostLaw, limit_gbp: int, *, finding_out: bool = False) -> Fewer | None:
    """How few records would come within the limit, said in a round number; None where even a single one would not.

    Tasks over equally many records are over the same ones. The records that take the most time are thought fewer first.
    """
    whole = reckon(estimate, law, limit_gbp, finding_out=finding_out)
    each: dict[Fraction, Fraction] = defaultdict(Fraction)
    spent: dict[Fraction, Fraction] = defaultdict(Fraction)
    for task in counted_tasks(estimate, law, finding_out=finding_out):
        records = exact(task["records"])
        each[records] += exact(task["minutes_each"])
        spent[records] += minutes_of(task)
    for records in sorted(spent, key=lambda number: (-spent[number], -number)):
        rest = whole.minutes - spent[records]
        left = whole.allowed_minutes - rest
        within = _round(floor(left / each[records])) if each[records] and left > 0 else 0
        if 1 <= within < records:
            return Fewer(records, within, rest + within * each[records])
    return None


def _round(number: int) -> int:
    """A number as one says it, and never more: two figures and noughts."""
    unit = int("1" + "0" * (len(str(number)) - 2))
    return number // unit * unit
