"""A starting text for the advice that goes with a refusal for cost (FOIA s.16), written from the estimate. The officer has the last word.

Under s.12(2) nothing in it says, or lets one guess, that information is held.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor

from foidesk.law.costs import CostLaw, finds_out_only, joined_minutes, joined_requests, reckon
from foidesk.law.narrowing import Fewer, Fit, fewer_records, fitting
from foidesk.letters.durations import in_words
from foidesk.letters.wording import Wording
from foidesk.letters.writing import count, day, decimal, numbered, pounds
from foidesk.model import Case, CostEstimate


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice, with a blank line between paragraphs; where nothing narrower would fit, it says so and `possible` is false."""

    text: str
    possible: bool


def cost_advice(
    case: Case, estimates: Iterable[CostEstimate], law: CostLaw, wording: Wording, on: date, *, years: int = 0, free_from: date
) -> Advice:
    """Advice on what would come within the limit, for the estimates that exceed it.

    `years` is the period over which the records are spread, nought where that is not known; `free_from` is the day from which a new
    request is no longer counted together with this one.
    """
    limit = law.limit(case.authority)
    asked = [_Asked(case, estimate, law, limit, wording, on, years, free_from) for estimate in estimates if estimate.tasks]
    over = [item for item in asked if item.exceeds]
    helped = [item for item in over if item.possible]
    parts = [words for item in helped or over for words in item.paragraphs()]
    if any(item.is_narrower for item in helped):
        parts.append(wording.text("advice-choose", on))
    return Advice("\n\n".join(dict.fromkeys(parts)), bool(helped) or not over)


class _Asked:
    """What can be said about one estimate."""

    def __init__(
        self,
        case: Case,
        estimate: CostEstimate,
        law: CostLaw,
        limit: int,
        wording: Wording,
        on: date,
        years: int,
        free_from: date,
    ) -> None:
        self.wording, self.on, self.years, self.free_from = wording, on, years, free_from
        self.limit = pounds(limit)
        self.finding_out = finds_out_only(case, estimate)
        self.suffix = "-12-2" if self.finding_out else ""
        self.is_joined = bool(joined_requests(estimate))
        order = [question.label for question in case.every_question()]
        whole = reckon(estimate, law, limit, finding_out=self.finding_out)
        own = replace(whole, minutes=whole.minutes - joined_minutes(estimate))
        self.exceeds, self.can_wait = whole.exceeds, not own.exceeds
        self.fit: Fit = fitting(estimate, order, law, limit, finding_out=self.finding_out)
        self.fewer: Fewer | None = fewer_records(estimate, law, limit, finding_out=self.finding_out)

    @property
    def possible(self) -> bool:
        """Whether something narrower, or the same at a later time, would come within the limit."""
        return self.is_narrower or self.can_wait

    @property
    def is_narrower(self) -> bool:
        """Whether something narrower would."""
        return bool(self.fit.inside) or self.fewer is not None

    def paragraphs(self) -> Iterator[str]:
        """What is said about it, a paragraph each."""
        if not self.possible:
            yield self._say(f"advice-none{self.suffix}")
        if self.fit.inside:
            yield " ".join(self._questions())
        elif self.fewer is not None:
            yield " ".join(self._records(self.fewer))
        if self.finding_out and self.is_narrower:
            yield self._say("advice-then-12-2")
        if self.is_joined and self.possible:
            yield self._say("advice-window", day=day(self.free_from))

    def _questions(self) -> Iterator[str]:
        inside, rest = numbered(self.fit.inside), numbered(self.fit.outside)
        yield self._say(f"advice-fits{self.suffix}", what=inside, rest=rest, time=in_words(self.fit.minutes), limit=self.limit)
        for step in self.fit.instead:
            yield self._say(f"advice-instead{self.suffix}", what=numbered([step.label]), time=in_words(step.minutes))

    def _records(self, fewer: Fewer) -> Iterator[str]:
        yield self._say(
            f"advice-fewer{self.suffix}",
            records=decimal(float(fewer.records)),
            within=f"{fewer.within:,}",
            time=in_words(fewer.minutes),
            limit=self.limit,
        )
        period = period_words(fewer.share * self.years)
        if period:
            yield self._say("advice-period", whole=count(self.years, "year"), period=period)

    def _say(self, name: str, **slots: object) -> str:
        text: Callable[..., str] = self.wording.text
        return text(name, self.on, **slots)


def period_words(years: Fraction) -> str:
    """A span of time as one says it, and never longer: years from two on, months below, weeks below one; nothing below a week."""
    for number, one in ((years if years >= 2 else 0, "year"), (years * 12, "month"), (years * 52, "week")):
        if number >= 1:
            return count(floor(number), one)
    return ""
