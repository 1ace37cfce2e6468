"""Each word check with a composed letter that it finds, and a near miss that it leaves alone; and with texts without a case."""

from dataclasses import dataclass
from typing import Any

from foidesk.model import Likelihood, Outcome
from tests.law.builder import OTHER, Sample
from tests.law.spoil import Spoil, also, denied, enclose, put, steps, withheld


@dataclass(frozen=True)
class WordCase:
    """A word check, its target, the words that it finds, and words that are nearly the same."""

    check: str
    target: str
    spoil: Spoil
    near: Spoil

    def __str__(self) -> str:
        return f"{self.check}-{self.target}"


def says(field: str, found: Any, near: Any, *, check: str, target: str, after: Spoil = lambda case: None) -> WordCase:
    """The same field with two texts, after a change that both have."""
    return WordCase(check, target, steps(after, put(field, found)), steps(after, put(field, near)))


ncnd, beside_other = denied("31(3)"), also("1", Outcome.NCND, "31(3)", **OTHER)
HELD = "Offenders would adapt. {} It would be likely to prejudice the detection of crime."


def harm(found: str, near: str, **more: Any) -> WordCase:
    """A denial whose harm says something."""
    return says("g.harm", HELD.format(found), HELD.format(near), check="WC01", target="31(3)", after=ncnd, **more)


def answered_last(sample: Sample) -> None:
    """The answer to question 1 is its last decision, so that "Q1.answer" is the answer's."""
    sample.question("1").decisions.reverse()


CONFIRMING = [
    says("Q2.answer", "Yes.", "You ask about one place.", check="WC01", target="Q2", after=ncnd),
    says("Q2.answer", "We do not hold this information.", "We cannot say whether we hold it.", check="WC01", target="Q2", after=ncnd),
    harm("We hold no records of that.", "If we hold no records of that, to say so would help them."),
    harm("We can confirm that we hold it.", "To confirm that we hold it would help them."),
    harm("Disclosing the 12 cases would help them.", "The two duties are separate, as all 43 forces know."),
    harm("We sent 214 devices away.", "Whether we sent 214 devices away is not said."),
    harm("Whether or not that is so, we hold none.", "Whether or not we hold any, the answer must be the same."),
    harm("There were no such incidents.", "There is no such duty."),
    harm("The withheld information shows it.", "Any information that was withheld would show it."),
    harm("We neither confirm nor deny it, but we hold such records.", "We neither confirm nor deny that we hold such records."),
    says("Q2.answer", "Nothing further is held.", "Whether anything further is held is not said.", check="WC01", target="Q2",
         after=steps(beside_other, put("Q2.answer", ""))),
]  # fmt: skip

CASES = [
    *CONFIRMING,
    *(
        says("Q1.answer", found, near, check="WC02", target="Q1", after=steps(beside_other, answered_last))
        for found, near in (
            ("That is all that we hold: twelve.", "There were twelve, not at all evenly spread."),
            ("The total is twelve.", "There were twelve every year."),
            ("Only twelve were found.", "There were twelve, and not only in May."),
            ("The complete list is attached.", "The list was completed in May."),
            ("We give the list in full.", "We give the list of full-time staff."),
        )
    ),
    says("g.harm", "That may prejudice detection, and would be likely to harm victims.", "That may be read, and would be likely to harm victims.",
         check="WC03", target="31(1)(a)"),
    says("g.harm", "Disclosure would undermine detection and be likely to harm it.", "Disclosure would tell much and be likely to harm detection.",
         check="WC03", target="31(1)(a)"),
    says("g.likelihood", Likelihood.WOULD, Likelihood.WOULD_BE_LIKELY, check="WC03", target="31(1)(a)"),
    says("g.pi_against", ["It could hinder detection."], ["Victims could be asked to come again."], check="WC03", target="31(1)(a)"),
    says("Q1.answer", "Twelve. The rest is exempt under section 38(1)(b).", "Twelve. We do not rely on section 38(1)(b).", check="WC04", target="Q1"),
    says("Q1.answer", "Twelve. The rest is exempt under section 38(1)(b).", "Twelve, in S38 1AB and under section 38 of the Highways Act 1980.",
         check="WC04", target="Q1"),
    says("g.reason", "It is held for policing, and section 30(1)(a) applies.", "Section 30(1)(a) does not apply, so this does.", check="WC05",
         target="31(1)(a)"),
    says("g.reason", "The person is known. Section 40(5) applies.", "The person is known. Section 40(5B) applies.", check="WC06",
         target="40(5B)(a)(i)", after=denied("40(5B)(a)(i)")),
    says("Q1.answer", "There were twelve on Monday 3 March 2026.", "There were twelve on Tuesday 3 March 2026.", check="WC07", target="Q1"),
    says("Q1.answer", "Twelve, to 31 June 2025.", "Twelve, to 30 June 2025.", check="WC07", target="Q1"),
    says("Q1.answer", "Twelve, as in our answer to question 7.", "Twelve, as in our answer to question 2.", check="WC07", target="Q1"),
    says("Q1.answer", "Please see 12_26-figures.pdf.", "Please see 12_26-answer.pdf.", check="WC07", target="Q1",
         after=enclose("12_26-answer.pdf")),
    says("letter.own_words", {"opening": "Your request, our reference 21/26, is answered here."}, {"opening": "Your request, our reference 12/26, is answered here."},
         check="WC07", target="letter"),
    says("letter.own_words", {"opening": "We received on 3 March 2026."}, {"opening": "Your request was received on 2 March 2026."},
         check="WC07", target="letter"),
    says("Q1.answer", "There were were twelve.", "There had had to be twelve that that day brought to Wagga Wagga.", check="WC08", target="Q1"),
    says("g.harm", "To confirm or nor would be likely to harm detection.", "To confirm, or not, would be likely to harm detection.", check="WC08",
         target="31(1)(a)"),
    says("Q1.answer", "We are confirming, nor denying, nothing.", "We are neither confirming nor denying anything.", check="WC08", target="Q1"),
    says("Q1.answer", "Twelve (JS to check).", "Twelve (check the table).", check="WC09", target="Q1"),
    says("Q1.answer", "Twelve. Check with legal.", "Twelve. Check with your own adviser.", check="WC09", target="Q1"),
    says("Q1.answer", "DRAFT: twelve.", "Twelve drafts of the draft report.", check="WC09", target="Q1"),
    says("g.pi_for", ["Disclosure would show what is held."], ["Confirming or denying would show what is done."], check="WC13", target="31(3)", after=ncnd),
    says("g.pi_against", ["Confirming it would be likely to help offenders."], ["Releasing it would be likely to help offenders."], check="WC13",
         target="31(1)(a)"),
    says("g.harm", "Offenders could read how they are found.", "Offenders could read how they are found; prejudice would be likely to follow.",
         check="WC14", target="31(1)(a)"),
    says("g.reason", "The public interest in maintaining the exemption outweighs that in disclosure.", "No public interest need be weighed.",
         check="WC16", target="23(1)", after=withheld("23(1)")),
]  # fmt: skip
