"""The catalogue: every provision that a refusal can rest on, and what each needs. The data lies in resources/law/."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from foidesk.law.costs import CostLaw
from foidesk.model.words import Duty, Regime

Absolute = bool | Literal["practice"] | None
"""True: absolute by FOIA s.2(3). False: qualified. "practice": not named there, treated so. None: no exemption (s.12, s.14)."""

HARM_BASES = frozenset({"prejudice", "endangerment", "adverse_effect"})
"""Bases that rest on harm and on how likely it is."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One citable provision. `duty` is null where the provision reaches the whole request (s.12, s.14).

    `hist_years` is the age in years after which it is spent (ss.62-63), null where it never is; from `repealed` on it is
    no law any more. `asks` are its needs in words beside those that follow from its kind.
    """

    citation: str
    section: str
    title: str
    duty: Duty | None
    basis: str
    absolute: Absolute
    public_interest_test: bool
    harm: bool
    regime: Regime = Regime.FOIA
    limb_required: bool = False
    hist_years: int | None = None
    repealed: date | None = None
    exclusive_with: tuple[str, ...] = ()
    central_only: bool = False
    qualified_person: bool = False
    dp: bool = False
    eir: bool = False
    asks: tuple[str, ...] = ()
    note: str = ""

    @property
    def whole_request(self) -> bool:
        """Whether it answers the request as a whole rather than one of the two duties of s.1(1)."""
        return self.duty is None

    @property
    def duty_word(self) -> str:
        """The duty as the catalogue's data names it."""
        return self.duty.value if self.duty else "whole_request"

    @property
    def rests_on_harm(self) -> bool:
        """Whether harm and its likelihood belong to its reasoning."""
        return self.basis in HARM_BASES

    @property
    def needs(self) -> tuple[str, ...]:
        """What a letter must or should say when it relies on this provision, in words."""
        found = [] if self.whole_request else ["why it applies"]
        if self.limb_required:
            found.append("which limb is relied on")
        if self.rests_on_harm:
            found.append("the harm, and whether it would or would be likely to follow")
        if self.public_interest_test:
            found.append("the public interest factors on each side and the balance")
        return (*found, *self.asks)


def normal(citation: str) -> str:
    """A citation in the catalogue's form: "s. 31 (1)(a)" becomes "31(1)(a)"."""
    bare = re.sub(r"^\s*(?:sections?|regulations?|reg\.?|ss?\.?)\s*", "", citation.strip(), flags=re.IGNORECASE)
    return re.sub(r"\s+", "", bare)


class Catalogue:
    """All provisions of the Act and of the Environmental Information Regulations, found by citation; in `costs` what s.12 is read with."""

    def __init__(self, foia: Iterable[Provision], eir: Iterable[Provision], costs: CostLaw) -> None:
        self.costs = costs
        self._foia = {item.citation.lower(): item for item in foia}
        self._eir = {item.citation.lower(): item for item in eir}

    @classmethod
    def from_data(cls, foia: Mapping[str, Any], eir: Mapping[str, Any], costs: Mapping[str, Any]) -> "Catalogue":
        """The catalogue of the three data files."""
        return cls(
            [_provision(item, Regime.FOIA) for item in foia["provisions"]],
            [_provision(item, Regime.EIR) for item in eir["provisions"]],
            CostLaw.from_data(costs),
        )

    def find(self, citation: str, regime: Regime = Regime.FOIA) -> Provision | None:
        """The provision of this citation: under the Regulations their own first, else the Act's; None if there is none."""
        key = normal(citation).lower()
        if is_eir(regime):
            return self._eir.get(key) or self._foia.get(key)
        return self._foia.get(key)

    def all(self, regime: Regime = Regime.FOIA) -> tuple[Provision, ...]:
        """Every provision of the Act, or of the Regulations, in the order of the data."""
        return tuple((self._eir if is_eir(regime) else self._foia).values())


def is_eir(regime: Regime) -> bool:
    """Whether the Environmental Information Regulations govern."""
    return regime in {Regime.EIR, Regime.EIR_EXTENDED, Regime.EIR_INTERNAL_REVIEW}


def _provision(item: Mapping[str, Any], regime: Regime) -> Provision:
    return Provision(
        citation=item["citation"],
        section=item["section"],
        title=item["title"],
        duty=None if item["duty"] == "whole_request" else Duty(item["duty"]),
        basis=item["basis"],
        absolute=item["absolute"],
        public_interest_test=item["pit_required"],
        harm=item["harm_required"],
        regime=regime,
        limb_required=item.get("limb_required", False),
        hist_years=item.get("hist_years"),
        repealed=date.fromisoformat(item["repealed"]) if item.get("repealed") else None,
        exclusive_with=tuple(item.get("exclusive_with", ())),
        central_only=item.get("central_only", False),
        qualified_person=item.get("qp", False),
        dp=item.get("dp", False),
        eir=item.get("eir", False),
        asks=tuple(item.get("asks", ())),
        note=item.get("note", ""),
    )
