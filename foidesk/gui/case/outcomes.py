"""Outcomes, extents and states in the window's words. Keys are the words of the model, so that no model is imported to paint."""

from dataclasses import dataclass

from PySide6.QtCore import QObject


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """An outcome: in a list, on a chip, and what it means."""

    name: str
    chip: str
    meaning: str


REFUSING = frozenset({"partial", "withheld", "ncnd", "cost", "vexatious", "repeated", "interest_pending"})
"""Outcomes that rest on a provision."""

ANSWERING = frozenset(
    {"disclosed", "partial", "not_held", "transferred", "subject_access", "outside_act", "clarify", "ncnd", "withheld"}
)
"""Outcomes beside which the officer may write an answer."""


class Words(QObject):
    """The words for what is decided."""

    def outcomes(self) -> dict[str, OutcomeWords]:
        """Every outcome, those chosen most often first."""
        one = OutcomeWords
        return {
            "disclosed": one(self.tr("Disclosed"), self.tr("Disclosed"), self.tr("All that was asked for is given.")),
            "partial": one(
                self.tr("Disclosed in part"), self.tr("In part"), self.tr("Some is given and some withheld, on a provision.")
            ),
            "withheld": one(self.tr("Withheld"), self.tr("Withheld"), self.tr("It is held, and refused on a provision.")),
            "ncnd": one(
                self.tr("Neither confirmed nor denied"),
                self.tr("NCND"),
                self.tr("Whether it is held is not said, on a provision."),
            ),
            "not_held": one(self.tr("Not held"), self.tr("Not held"), self.tr("The authority does not hold it.")),
            "cost": one(
                self.tr("Over the cost limit"), self.tr("Cost"), self.tr("Answering would exceed the limit of section 12.")
            ),
            "clarify": one(
                self.tr("Clarification needed"), self.tr("Clarify"), self.tr("The question is not clear enough to answer.")
            ),
            "interest_pending": one(
                self.tr("Public interest still weighed"), self.tr("Pending"), self.tr("More time is taken under section 10(3).")
            ),
            "vexatious": one(self.tr("Vexatious"), self.tr("Vexatious"), self.tr("Refused under section 14(1).")),
            "repeated": one(self.tr("Repeated"), self.tr("Repeated"), self.tr("Refused under section 14(2).")),
            "transferred": one(self.tr("Held elsewhere"), self.tr("Elsewhere"), self.tr("Another authority holds it.")),
            "subject_access": one(
                self.tr("The requester's own data"), self.tr("Own data"), self.tr("Handled as subject access.")
            ),
            "outside_act": one(
                self.tr("Outside the Act"), self.tr("Outside"), self.tr("Not a request for recorded information.")
            ),
            "invalid": one(self.tr("Not a valid request"), self.tr("Invalid"), self.tr("It lacks what section 8 asks for.")),
            "withdrawn": one(self.tr("Withdrawn"), self.tr("Withdrawn"), self.tr("The requester took it back.")),
            "lapsed": one(self.tr("Lapsed"), self.tr("Lapsed"), self.tr("No clarification or fee came in time.")),
            "not_applicable": one(self.tr("Does not arise"), self.tr("N/A"), self.tr("An earlier answer makes it pointless.")),
        }

    def outcome(self, outcome: str) -> OutcomeWords:
        """One outcome."""
        return self.outcomes().get(outcome, OutcomeWords(outcome, outcome, ""))

    def extent(self, kind: str, words: str) -> str:
        """How much of the question a decision covers."""
        return self.tr("the whole question") if kind == "all" else words

    def likelihoods(self) -> dict[str, str]:
        """The two limbs of a prejudice test."""
        return {"would_be_likely": self.tr("would be likely to"), "would": self.tr("would")}

    def duties(self) -> dict[str, str]:
        """The two duties of section 1(1)."""
        return {"confirm": self.tr("to confirm or deny"), "disclose": self.tr("to disclose")}


def citation(provision: str, regime: str) -> str:
    """A provision as it is cited: s.31(3), or reg 12(5)(a)."""
    return f"reg {provision}" if regime.startswith("eir") else f"s.{provision}"
