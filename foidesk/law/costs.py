"""What answering would cost (FOIA s.12; SI 2004/3244): which work counts, what it comes to, and whether that exceeds the limit.

Everything is reckoned in exact fractions, since an estimate that comes to the limit to the minute does not exceed it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from foidesk.model import Authority, Case, CostEstimate, Decision, Question
from foidesk.model.words import AuthorityKind, Outcome, Regime


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of work: whether it may be counted (reg 4(3)), and whether it may be needed to find out what is held (s.12(2))."""

    word: str
    counts: bool
    finds_out: bool
    source: str


@dataclass(frozen=True, slots=True)
class CostLaw:
    """The rate and the limits in pounds, the activities, and the window of reg 5 in working days. The data lies in resources/law/."""

    hourly_gbp: int
    limits: Mapping[AuthorityKind, int]
    other_limit: int
    activities: Mapping[str, Activity]
    window: int
    ahead: int
    regimes: frozenset[Regime]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "CostLaw":
        """The law of the data file. Raises ValueError for a kind of authority or a regime that there is not."""
        named = [item for item in data["limits"] if item["kinds"]]
        return cls(
            hourly_gbp=data["hourly_gbp"]["amount"],
            limits={AuthorityKind(kind): item["gbp"] for item in named for kind in item["kinds"]},
            other_limit=next(item["gbp"] for item in data["limits"] if not item["kinds"]),
            activities={
                item["word"]: Activity(item["word"], item["counts"], item.get("finds_out", False), item["source"])
                for item in data["activities"]
            },
            window=data["window"]["working_days"],
            ahead=data["window"]["ahead"],
            regimes=frozenset(Regime(word) for word in data["window"]["regimes"]),
        )

    def counts(self, activity: str) -> bool:
        """Whether work of this kind may be counted; a word that is not in the list may not. Source: SI 2004/3244 reg 4(3)."""
        known = self.activities.get(activity)
        return known is not None and known.counts

    def finds_out(self, activity: str) -> bool:
        """Whether work of this kind may be needed to find out whether information is held. Source: FOIA s.12(2)."""
        known = self.activities.get(activity)
        return known is not None and known.finds_out

    def limit(self, authority: Authority) -> int:
        """The appropriate limit in pounds: the one of the profile, else by the kind of authority. Source: SI 2004/3244 reg 3."""
        if authority.cost_limit_gbp is not None:
            return authority.cost_limit_gbp
        return self.limits.get(authority.kind, self.other_limit)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What some work comes to, exactly: minutes that count, other costs, rate and limit in pounds."""

    minutes: Fraction
    other_gbp: int
    hourly_gbp: int
    limit_gbp: int

    @property
    def cost_gbp(self) -> Fraction:
        """The cost in pounds: the time at the hourly rate, and the other costs."""
        return self.minutes * self.hourly_gbp / 60 + self.other_gbp

    @property
    def exceeds(self) -> bool:
        """Whether the cost exceeds the limit; exactly at the limit it does not. Source: FOIA s.12(1) "would exceed"."""
        return self.cost_gbp > self.limit_gbp

    @property
    def allowed_minutes(self) -> Fraction:
        """The minutes that may be spent within the limit, beside the other costs."""
        return Fraction(max(0, self.limit_gbp - self.other_gbp) * 60, self.hourly_gbp)


def reckon(
    estimate: CostEstimate,
    law: CostLaw,
    limit_gbp: int,
    *,
    finding_out: bool = False,
    questions: Collection[str] | None = None,
) -> Reckoning:
    """What an estimate comes to; for s.12(2) only what finding out may need, or only what some of its questions need.

    The cost of requests that are counted together with it is part of it (FOIA s.12(4), SI 2004/3244 reg 5).
    """
    counted = (task for task in counted_tasks(estimate, law, finding_out=finding_out) if is_needed(task, questions))
    minutes = sum((minutes_of(task) for task in counted), start=Fraction())
    return Reckoning(minutes + joined_minutes(estimate), estimate.other_gbp, law.hourly_gbp, limit_gbp)


def counted_tasks(estimate: CostEstimate, law: CostLaw, *, finding_out: bool = False) -> list[Mapping[str, Any]]:
    """The tasks that may be counted; for s.12(2) those that finding out may need."""
    may = law.finds_out if finding_out else law.counts
    return [task for task in estimate.tasks if may(task["activity"])]


def uncounted(estimate: CostEstimate, law: CostLaw) -> list[str]:
    """The activities of an estimate that may not be counted, each once."""
    return sorted({task["activity"] for task in estimate.tasks if not law.counts(task["activity"])})


def is_needed(task: Mapping[str, Any], questions: Collection[str] | None) -> bool:
    """Whether a task is needed to answer some questions: one that names none is shared, and needed for any."""
    own = task.get("questions")
    return questions is None or (bool(questions) if not own else bool(set(own) & set(questions)))


def minutes_of(task: Mapping[str, Any]) -> Fraction:
    """The minutes of a task: records times minutes for each."""
    return exact(task["minutes_each"]) * exact(task["records"])


def exact(number: float) -> Fraction:
    """A number as it was written: 0.1 is a tenth, and not the nearest that a machine can hold."""
    return Fraction(str(number))


def joined_requests(estimate: CostEstimate) -> list[Mapping[str, Any]]:
    """The other requests that are counted together with an estimate: {"reference", "received", "minutes"}."""
    return list((estimate.aggregated or {}).get("requests", ()))


def joined_minutes(estimate: CostEstimate) -> Fraction:
    """The minutes of the other requests that are counted together with an estimate."""
    return sum((exact(item.get("minutes") or 0) for item in joined_requests(estimate)), start=Fraction())


def labels_of(case: Case, question: Question) -> set[str]:
    """The labels by which an estimate can mean a question: its own, and for a part that of its question."""
    return {question.label} | {whole.label for whole in case.questions if question in whole.parts}


def estimates_of(case: Case, question: Question) -> Iterator[CostEstimate]:
    """The estimates that cover a question or part, and that list a task."""
    names = labels_of(case, question)
    return (estimate for estimate in case.cost_estimates if estimate.tasks and names & set(estimate.questions))


def limbs(decision: Decision) -> frozenset[str]:
    """Which limbs of s.12 a decision rests on; the first, where its grounds name neither."""
    cited = {ground.provision.replace(" ", "") for ground in decision.grounds}
    return frozenset(cited & {"12(1)", "12(2)"} or {"12(1)"})


def only_finding_out(decision: Decision) -> bool:
    """Whether a refusal rests on the cost of finding out alone (FOIA s.12(2))."""
    return limbs(decision) == {"12(2)"}


def finds_out_only(case: Case, estimate: CostEstimate) -> bool:
    """Whether an estimate is of finding out alone: every decision for cost that it is for rests on s.12(2)."""
    decided = [
        only_finding_out(decision)
        for whole in case.questions
        for question in whole.with_parts()
        if {question.label, whole.label} & set(estimate.questions)
        for decision in question.decisions
        if decision.outcome is Outcome.COST
    ]
    return bool(decided) and all(decided)
