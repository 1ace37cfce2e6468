"""Where an officer can begin the reasoning of a ground, and the checks' word where a letter goes no further than that."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from foidesk.law.provisions import Catalogue, Provision
from foidesk.law.sight import IN_PLAY, Finding, Severity
from foidesk.letters.rich import words
from foidesk.letters.starting import LIKELIHOODS, StartingPoint, StartingPoints
from foidesk.model import Case, Ground
from foidesk.paths import resource

_ARGUED = {"reason": "the reason", "harm": "the harm", "pi_balance": "the balance"}
"""What a case needs words of its own in. (A factor may be as general as the interest that it names.)"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an officer can begin a field with: sentences that are filled in, and questions to answer beside them.

    `waits` says that there are more once the likelihood of the harm is chosen.
    """

    texts: tuple[str, ...]
    asks: tuple[str, ...]
    waits: bool


@cache
def starting_points() -> StartingPoints:
    """All starting points, read once from the program's resources."""
    foia, eir = (json.loads(resource("wording", "starting", f"{name}.json").read_text("utf-8")) for name in ("foia", "eir"))
    return StartingPoints.from_data(foia, eir)


def offer(ground: Ground, provision: Provision | None, field: str, on: date) -> Offer:
    """What there is to begin a field of a ground with, on a day; nothing for a provision that the catalogue does not know."""
    if provision is None:
        return Offer((), (), waits=False)
    start = starting_points().of(provision, field, on)
    likelihood = LIKELIHOODS[ground.likelihood] if ground.likelihood else ""
    filled = [point.filled(citation=provision.citation, likelihood=likelihood) for point in start.points]
    return Offer(tuple(text for text in filled if text), start.asks, waits=None in filled)


def findings(case: Case, catalogue: Catalogue, on: date) -> list[Finding]:
    """The fields in which a starting point stands and nothing else, so that the letter says nothing of this case (FOIA s.17(1)(c))."""
    return [found for ground in case.grounds if not ground.section_17_4 for found in _bare(case, ground, catalogue, on)]


def _bare(case: Case, ground: Ground, catalogue: Catalogue, on: date) -> Iterator[Finding]:
    relying = [(question, decision) for question, decision in case.every_decision() if ground in decision.grounds]
    if not any(decision.outcome in IN_PLAY for _, decision in relying):
        return
    provision = catalogue.find(ground.provision, relying[0][1].regime or case.regime)
    for field, named in _ARGUED.items():
        if provision is not None and _is_bare(getattr(ground, field), starting_points().of(provision, field, on).points, ground):
            yield Finding(
                "SP01",
                Severity.WARN,
                ground.provision,
                f"In {named} stands a starting point and nothing of this case. Go on from it, or say it in your own words.",
                "FOIA s.17(1)(c), (3)",
                ground=ground.key,
                questions=tuple(dict.fromkeys(question.label for question, _ in relying)),
                fix=f"write:{field}",
            )


def _is_bare(value: Any, points: tuple[StartingPoint, ...], ground: Ground) -> bool:
    """Whether a text is made of starting points alone, none of which may stand alone."""
    left = " ".join(words(value or "").split())
    found = False
    # The longest first, lest a short one be taken out of the middle of another.
    for text, whole in sorted(_readings(points, ground), key=lambda item: -len(item[0])):
        if text in left:
            if whole:
                return False
            left, found = left.replace(text, "").strip(), True
    return found and not left


def _readings(points: tuple[StartingPoint, ...], ground: Ground) -> Iterator[tuple[str, bool]]:
    """Every point as it may have been put in, with one likelihood or the other."""
    for point in points:
        for likelihood in LIKELIHOODS.values():
            text = point.filled(citation=ground.provision, likelihood=likelihood)
            if text:
                yield text, point.whole
