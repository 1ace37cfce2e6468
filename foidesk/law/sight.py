"""What a check may look at, and what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from foidesk.law.clock import ClockResult, clock_of, first_due
from foidesk.law.holidays import Holidays
from foidesk.law.provisions import Absolute, Catalogue, Provision, is_eir
from foidesk.model import Case, Decision, Ground, Letter, Outcome, Question, Regime

IN_PLAY = frozenset({Outcome.PARTIAL, Outcome.WITHHELD, Outcome.NCND})
REFUSING = IN_PLAY | {Outcome.COST, Outcome.VEXATIOUS, Outcome.REPEATED}


class Severity(StrEnum):
    """How bad a finding is: it breaches the statute or makes the letter wrong; it is a strong risk; it is tidiness."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `target` is "Q" and a label, a citation, or "letter"; `fix` names what the program can do about it, if it can."""

    rule: str
    severity: Severity
    target: str
    message: str
    source: str
    ground: str | None = None
    questions: tuple[str, ...] = ()
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Reliance:
    """A ground with the decisions that rest on it, and the provision that it names, where the catalogue knows it."""

    ground: Ground
    decisions: tuple[tuple[Question, Decision], ...]
    provision: Provision | None
    absolute: Absolute
    public_interest_test: bool
    hist_years: int | None

    @property
    def in_play(self) -> bool:
        """Whether a decision that refuses (partial, withheld, neither confirm nor deny) rests on it."""
        return any(decision.outcome in IN_PLAY for _, decision in self.decisions)

    @property
    def pending(self) -> bool:
        """Whether a decision that waits for the public interest rests on it."""
        return any(decision.outcome is Outcome.INTEREST_PENDING for _, decision in self.decisions)

    @property
    def labels(self) -> tuple[str, ...]:
        """The questions that it is relied on for."""
        return tuple(dict.fromkeys(question.label for question, _ in self.decisions))

    def is_section(self, *sections: str) -> bool:
        """Whether the provision belongs to one of these sections of the Act."""
        return self.provision is not None and not is_eir(self.provision.regime) and self.provision.section in sections

    def cites(self, *citations: str) -> bool:
        """Whether it is one of these provisions of the Act."""
        return self.provision is not None and not is_eir(self.provision.regime) and self.provision.citation in citations


@dataclass
class Sight:
    """A case with its letter, and the reference shelf.

    `own_text` is the composed letter outside quoted questions and notes; `public_text` the composed public copy. Either may be null
    where nothing was composed: rules that read it are then silent.
    """

    case: Case
    letter: Letter
    catalogue: Catalogue
    holidays: Holidays
    today: date
    own_text: str | None = None
    public_text: str | None = None

    @cached_property
    def clock(self) -> ClockResult:
        """The clock of the case."""
        return clock_of(self.case, self.holidays, self.today)

    @cached_property
    def first_due(self) -> date:
        """The day by which an answer was due before anything stopped the clock or started it again."""
        return first_due(self.case, self.holidays)

    @property
    def letter_day(self) -> date:
        """The day that counts for lateness: of sending where the letter was sent, else its date, else today."""
        return self.letter.sent or self.dated

    @property
    def dated(self) -> date:
        """The date of the letter; one without a date takes the day it is signed."""
        return self.letter.dated or self.today

    @cached_property
    def decisions(self) -> list[tuple[Question, Decision]]:
        """Every decision with its question or part."""
        return list(self.case.every_decision())

    @cached_property
    def reliances(self) -> list[Reliance]:
        """Every ground with what rests on it."""
        return [self._reliance(ground) for ground in self.case.grounds]

    @cached_property
    def refuses(self) -> bool:
        """Whether the case holds a refusal in the sense of FOIA s.17: a ground relied on, or cost, vexatious or repeated."""
        relied = any(item.in_play or item.pending for item in self.reliances)
        return relied or any(True for _ in self.having(*(REFUSING - IN_PLAY)))

    def having(self, *outcomes: Outcome) -> Iterator[tuple[Question, Decision]]:
        """The decisions with one of these outcomes."""
        return ((question, decision) for question, decision in self.decisions if decision.outcome in outcomes)

    def provisions_of(self, decision: Decision) -> list[Provision]:
        """The known provisions that a decision rests on."""
        found = (self.catalogue.find(ground.provision, self.regime_of(decision)) for ground in decision.grounds)
        return [provision for provision in found if provision is not None]

    def regime_of(self, decision: Decision) -> Regime:
        """The regime of a decision: its own, else the case's."""
        return decision.regime or self.case.regime

    def _reliance(self, ground: Ground) -> Reliance:
        decisions = tuple((question, decision) for question, decision in self.decisions if ground in decision.grounds)
        regime = self.regime_of(decisions[0][1]) if decisions else self.case.regime
        provision = self.catalogue.find(ground.provision, regime)
        named = [found for cited in ground.by_reference_to if (found := self.catalogue.find(cited, regime))]
        read = named or ([provision] if provision else [])
        absolute: Absolute = _common(read)
        return Reliance(
            ground,
            decisions,
            provision,
            absolute,
            any(item.public_interest_test for item in read),
            _longest([item.hist_years for item in read]),
        )


def says(words: Any) -> bool:
    """Whether a text, plain or in blocks, holds any word: blanks alone say nothing."""
    if isinstance(words, str):
        return bool(words.strip())
    if isinstance(words, dict):
        return any(says(value) for key, value in words.items() if key not in {"link", "lang"})
    return isinstance(words, list) and any(says(item) for item in words)


def _longest(years: list[int | None]) -> int | None:
    """The age at which all are spent; never, where one of them never is."""
    known = [item for item in years if item is not None]
    return max(known) if known and len(known) == len(years) else None


def _common(provisions: list[Provision]) -> Absolute:
    """Absolute only where everything referred to is; qualified as soon as one is."""
    values = {provision.absolute for provision in provisions}
    if not values:
        return None
    return values.pop() if len(values) == 1 else False
