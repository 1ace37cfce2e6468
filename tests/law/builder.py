"""A case that no rule finds fault with, and small ways to spoil it.

Received on Monday 2 March 2026 and due on Tuesday 31 March: question 1 is answered, question 2 withheld under 31(1)(a), all in order.
"""

from datetime import date
from typing import Any

from foidesk.desk import reference
from foidesk.law.rules import check
from foidesk.law.sight import Sight
from foidesk.model import (
    Attachment,
    AttachmentRole,
    Authority,
    AuthorityKind,
    Case,
    ClockEvent,
    CostEstimate,
    Decision,
    Duty,
    ExtentKind,
    Ground,
    Letter,
    Likelihood,
    Outcome,
    Question,
    Regime,
    Requester,
)

RECEIVED, DATED, DUE = date(2026, 3, 2), date(2026, 3, 24), date(2026, 3, 31)
OTHER = {"extent_kind": ExtentKind.OTHER, "extent_words": "any other information"}
TASKS = [{"activity": "locate", "minutes_each": 5, "records": 300}]
MATTERS = {
    "26(3)": "26(1)(a)",
    "27(4)": "27(1)(a)",
    "30(3)": "30(1)(a)",
    "31(3)": "31(1)(a)",
    "36(3)": "36(2)(c)",
    "37(2)": "37(1)(b)",
    "38(2)": "38(1)(a)",
    "43(3)": "43(2)",
}


class Sample:
    """The case, and the words that were composed from it."""

    def __init__(self) -> None:
        self.stage = "publish"
        self.own_text = "We hold this information. Section 31(1)(a) applies."
        self.public_text = "A request about figures, and our answer to it."
        self.letter = Letter(dated=DATED, signed=True)
        self.case = Case(
            reference="12/26",
            received=RECEIVED,
            authority=Authority(
                name="Midshire Police",
                kind=AuthorityKind.POLICE,
                complaints="Write to us for an internal review.",
                review_days=20,
                regulator_contact="Information Commissioner, 1 Example Street",
                reuse="You may re-use this under the Open Government Licence.",
            ),
            requester=Requester(name="Alex Sample", email="alex@example.org"),
            questions=[Question(label="1", text="How many?", position=0), Question(label="2", text="Where?", position=1)],
            letters=[self.letter],
        )
        self.decide("1", Outcome.DISCLOSED, held=True, answer="Twelve.")
        self.decide("2", Outcome.WITHHELD, "31(1)(a)", held=True)

    def question(self, label: str) -> Question:
        """One question."""
        found = self.case.question(label)
        assert found is not None
        return found

    def decision(self, label: str) -> Decision:
        """The last decision on a question."""
        return self.question(label).decisions[-1]

    def ground(self, provision: str | None = None) -> Ground:
        """The last ground that was argued, or the last on a provision."""
        return next(item for item in reversed(self.case.grounds) if provision in (None, item.provision))

    def argue(self, provision: str, regime: Regime | None = None, **changes: Any) -> Ground:
        """A ground with everything that its provision needs."""
        known = reference.catalogue().find(provision, regime or self.case.regime)
        ground = Ground(key=f"g{len(self.case.grounds) + 1}", provision=provision, reason="It is of the kind described.")
        ground.by_reference_to = [MATTERS[provision]] if provision in MATTERS else []
        if known and (known.rests_on_harm or known.basis == "necessity"):
            ground.harm = "Offenders would learn how they are found, which would be likely to prejudice the detection of crime."
        if known and (known.rests_on_harm or known.qualified_person):
            ground.likelihood = Likelihood.WOULD_BE_LIKELY
        if known and known.public_interest_test:
            ground.pi_duty = known.duty
            ground.pi_for, ground.pi_against, ground.pi_balance = ["Openness."], ["Safety."], "Safety weighs more."
        for field in ("where", "publication_plan", "previous_reference", "enactment", "interests_of", "purpose_31_2"):
            setattr(ground, field, "as the provision asks")
        for field in ("breach_of_confidence", "data_protection", "subject_access_pointer"):
            setattr(ground, field, "as the provision asks")
        ground.held_before_request, ground.consultations = True, ["c1"]
        ground.qualified_person = {"name": "R. Hale", "date": "2026-03-20"}
        ground.repeat = {"same_person": True, "complied_with": True, "substantially_similar": True, "interval_days": 20}
        for field, value in changes.items():
            setattr(ground, field, value)
        self.case.grounds.append(ground)
        return ground

    def decide(self, label: str, outcome: Outcome, *provisions: str, **changes: Any) -> Decision:
        """One more decision on a question, with grounds that are argued in full."""
        grounds = [self.argue(provision, changes.get("regime")) for provision in provisions]
        made = Decision(outcome=outcome, grounds=grounds, **changes)
        self.question(label).decisions.append(made)
        return made

    def instead(self, label: str, outcome: Outcome, *provisions: str, **changes: Any) -> Decision:
        """Another decision in the place of those on a question."""
        gone = [ground for decision in self.question(label).decisions for ground in decision.grounds]
        self.case.grounds[:] = [ground for ground in self.case.grounds if ground not in gone]
        self.question(label).decisions.clear()
        return self.decide(label, outcome, *provisions, **changes)

    def disclose_all(self) -> None:
        """Answer question 2 as well, so that nothing is refused."""
        self.instead("2", Outcome.DISCLOSED, held=True, answer="At Midton.")

    def refuse_for_cost(self, limb: str = "12(1)", held: bool | None = True, **estimate: Any) -> CostEstimate:
        """Refuse question 2 for its cost, with an estimate of 25 hours, advice, and a note on the rest."""
        self.instead("2", Outcome.COST, limb, held=held)
        self.letter.advice_and_assistance = "Ask for one year only."
        self.letter.goodwill_note = "Question 1 is answered as a matter of goodwill."
        made = CostEstimate(**{"questions": ["2"], "similar": True, "tasks": TASKS} | estimate)
        self.case.cost_estimates.append(made)
        return made

    def happened(self, event: str, on: date, questions: Any = "all") -> None:
        """An event of the clock."""
        self.case.clock.append(ClockEvent(event=event, on=on, questions=questions))

    def enclose(self, name: str, **changes: Any) -> None:
        """An attachment that answers, with bytes behind it unless told otherwise."""
        self.case.attachments.append(Attachment(**{"name": name, "role": AttachmentRole.ANSWER, "sha256": "0" * 64} | changes))

    def leave_out(self, *sections: str) -> None:
        """Switch sections of the letter off."""
        self.letter.left_out = list(sections)

    def sight(self) -> Sight:
        """What the rules look at, on the day that the letter bears."""
        today = self.letter.dated or DATED
        shelf = reference.catalogue(), reference.holidays()
        return Sight(self.case, self.letter, *shelf, today, self.own_text, self.public_text)

    def found(self, stage: str | None = None) -> set[tuple[str, str]]:
        """The rules that find something, each with its target."""
        return {(finding.rule, finding.target) for finding in check(self.sight(), stage or self.stage)}


CONFIRM, DISCLOSE = Duty.CONFIRM, Duty.DISCLOSE
