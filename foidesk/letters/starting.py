"""Starting points: sentences with which an officer can begin a reason, a harm, a factor or a balance, and questions to answer in it.

They are data, by provision and by duty: what argues against disclosure never argues against confirming or denying, nor the other way.
Each is a whole sentence that says what the provision asks for, and nothing of a case (docs/decisions/0017-starting-points.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from foidesk.law.provisions import Provision, is_eir, normal
from foidesk.model import Likelihood, Regime

FIELDS = ("reason", "harm", "pi_for", "pi_against", "pi_balance")
"""The fields of a ground that a starting point can begin."""
SLOTS = frozenset({"citation", "likelihood"})
"""What the program fills in before a sentence is put anywhere."""
EVERY = "*"
LIKELIHOODS = {Likelihood.WOULD: "would", Likelihood.WOULD_BE_LIKELY: "would be likely to"}


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """One sentence or two for a field. `whole` may stand alone; any other needs words about the case beside it."""

    provision: str
    field: str
    text: str
    whole: bool
    source: str
    version: int

    def filled(self, **slots: str) -> str | None:
        """The sentence with its slots filled; None where one of them is not known yet."""
        if any(not slots.get(name) for name in self.slots):
            return None
        return self.text.format(**slots)

    @property
    def slots(self) -> frozenset[str]:
        """What is to be filled in."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


@dataclass(frozen=True, slots=True)
class Start:
    """What there is for one field of one ground: sentences, the nearest to its limb first, and questions that the field should answer."""

    points: tuple[StartingPoint, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    provision: str
    duty: str
    eir: bool
    since: date
    until: date | None
    points: tuple[StartingPoint, ...]
    asks: Mapping[str, tuple[str, ...]]

    def reaches(self, provision: Provision, on: date) -> bool:
        """Whether it is in force and about this provision and duty, or a section or limb that holds it."""
        if self.duty != provision.duty_word or self.eir != is_eir(provision.regime) or self.since > on:
            return False
        if self.until is not None and self.until < on:
            return False
        cited = normal(provision.citation)
        return self.provision in (EVERY, cited) or cited.startswith(f"{self.provision}(")


class StartingPoints:
    """All starting points, found by provision."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        # The nearest first: "31(1)(a)" before "31" before what holds for every provision.
        self._entries = sorted(entries, key=lambda entry: (entry.provision == EVERY, -len(entry.provision)))

    @classmethod
    def from_data(cls, foia: Mapping[str, Any], eir: Mapping[str, Any]) -> "StartingPoints":
        """The starting points of the two data files."""
        return cls(_entry(item, regime) for data, regime in ((foia, Regime.FOIA), (eir, Regime.EIR)) for item in data["starting"])

    def of(self, provision: Provision, field: str, on: date) -> Start:
        """What there is for a field of a ground on a provision, in a letter of a day. What refuses a request whole takes nothing general."""
        reaching = [entry for entry in self._entries if entry.reaches(provision, on)]
        points = tuple(point for entry in reaching for point in entry.points if point.field == field)
        asks = dict.fromkeys(ask for entry in reaching for ask in entry.asks.get(field, ()))
        return Start(points, tuple(asks))


def _entry(item: Mapping[str, Any], regime: Regime) -> _Entry:
    return _Entry(
        item["provision"],
        item["duty"],
        is_eir(regime),
        date.fromisoformat(item["since"]),
        date.fromisoformat(item["until"]) if item.get("until") else None,
        tuple(_points(item)),
        {field: tuple(found.get("ask", ())) for field, found in item["fields"].items()},
    )


def _points(item: Mapping[str, Any]) -> Iterator[StartingPoint]:
    for field, found in item["fields"].items():
        for key in ("whole", "points"):
            for text in found.get(key, ()):
                yield StartingPoint(item["provision"], field, text, key == "whole", item["source"], item["version"])
