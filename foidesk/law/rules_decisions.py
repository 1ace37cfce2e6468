"""Rules on decisions: every question answered, and each outcome fitting what is said and what is relied on."""

import re
from collections.abc import Iterator

from foidesk.law.declare import Rule, at_ground, at_letter, at_question, rule
from foidesk.law.provisions import is_eir
from foidesk.law.sight import REFUSING, Finding, Severity, Sight, says
from foidesk.model import Decision, Duty, ExtentKind, LetterKind, Outcome, Question, Section

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
_DISCLOSING = (Outcome.DISCLOSED, Outcome.PARTIAL)


def _is_answered(question: Question, sight: Sight, *asked: Question) -> bool:
    if question.decisions or (question.parts and all(part.decisions for part in question.parts)):
        return True
    other = sight.case.question(question.same_answer_as) if question.same_answer_as else None
    # Two questions that point at each other answer neither.
    return other is not None and other not in (question, *asked) and _is_answered(other, sight, question, *asked)


@rule(
    "VR01",
    BLOCK,
    "sign",
    "FOIA s.1(1)(a)-(b)",
    "clock letter.dated letter.kind letter.sent question.decisions question.same_answer_as",
)
def unanswered(sight: Sight) -> Iterator[Finding]:
    """Question unanswered."""
    if sight.letter.kind is LetterKind.EXTENSION and sight.clock.due and sight.letter_day <= sight.clock.due:
        return
    for question in sight.case.questions:
        if not _is_answered(question, sight):
            yield at_question(
                question, f"Question {question.label} has no decision. Decide it, or let another answer serve for it.", "decide"
            )


@rule("VR02", BLOCK, "draft", "FOIA s.17(1)(b)", "decision.grounds decision.outcome")
def refused_without_ground(sight: Sight) -> Iterator[Finding]:
    """Refused question without an exemption."""
    for question, decision in sight.having(*REFUSING, Outcome.INTEREST_PENDING):
        if not decision.grounds:
            yield at_question(
                question, f"Question {question.label} is refused, but on no provision. Choose the one relied on.", "claim-ground"
            )


@rule("VR03", BLOCK, "draft", "FOIA s.17(1), s.2(2)", "decision.grounds decision.outcome")
def ground_on_an_answer(sight: Sight) -> Iterator[Finding]:
    """Exemption attached to an answered question."""
    for question, decision in sight.having(Outcome.DISCLOSED, Outcome.NOT_HELD, Outcome.CLARIFY):
        if decision.grounds:
            yield at_question(
                question,
                f"Question {question.label} is answered, so no exemption belongs to it. Remove it, or decide it as refused.",
                "decide",
            )


@rule(
    "VR06",
    BLOCK,
    "draft",
    "FOIA s.2(1), s.17(1); s.21 has no limb to neither confirm nor deny",
    "case.regime decision.grounds decision.outcome decision.regime ground.provision provision.duty",
)
def denial_on_disclosure_limb(sight: Sight) -> Iterator[Finding]:
    """Neither confirmed nor denied on a provision about disclosure."""
    for question, decision in sight.having(Outcome.NCND):
        wrong = [item.citation for item in sight.provisions_of(decision) if item.duty is not Duty.CONFIRM]
        if wrong:
            yield at_question(
                question,
                f"{', '.join(wrong)} is about disclosing. To neither confirm nor deny, rely on the limb about confirming or denying.",
                "change-provision",
            )


@rule(
    "VR07",
    BLOCK,
    "draft",
    "FOIA s.2(1)-(2)",
    "case.regime decision.grounds decision.outcome decision.regime ground.provision provision.duty",
)
def withheld_on_denial_limb(sight: Sight) -> Iterator[Finding]:
    """Withheld on a limb about confirming or denying."""
    for question, decision in sight.having(Outcome.WITHHELD):
        wrong = [item.citation for item in sight.provisions_of(decision) if item.duty is Duty.CONFIRM]
        if wrong:
            yield at_question(
                question,
                f"{', '.join(wrong)} is about confirming or denying. To withhold, rely on the limb about disclosure.",
                "change-provision",
            )


@rule(
    "VR08", BLOCK, "draft", "FOIA s.1(1)(a); ICO guidance on when to refuse to confirm or deny", "decision.held decision.outcome"
)
def denial_that_says_held(sight: Sight) -> Iterator[Finding]:
    """Neither confirmed nor denied, yet said to be held or not held."""
    for question, decision in sight.having(Outcome.NCND):
        if decision.held is not None:
            yield at_question(
                question,
                f"Question {question.label} is neither confirmed nor denied: say nothing on whether it is held.",
                "held:unsaid",
            )


@rule("VR09", BLOCK, "draft", "FOIA s.1(5)", "decision.extent_kind decision.outcome question.decisions")
def denial_beside_disclosure(sight: Sight) -> Iterator[Finding]:
    """The whole question neither confirmed nor denied although part of it is disclosed."""
    for question in sight.case.every_question():
        denied = any(item.outcome is Outcome.NCND and item.extent_kind is ExtentKind.ALL for item in question.decisions)
        # A decision on the whole question reaches its parts.
        if denied and any(item.outcome in _DISCLOSING for here in question.with_parts() for item in here.decisions):
            yield at_question(
                question,
                f"Question {question.label} gives information and denies the whole of it. Deny any *other* information instead.",
                "other",
            )


@rule("VR10", WARN, "draft", "police practice", "decision.outcome letter.left_out provision.duty")
def no_inference_left_out(sight: Sight) -> Iterator[Finding]:
    """Neither confirmed nor denied without the sentence on inference."""
    confirm = any(item.in_play and item.provision and item.provision.duty is Duty.CONFIRM for item in sight.reliances)
    if confirm and sight.letter.leaves_out(Section.NO_INFERENCE):
        yield at_letter("The sentence that nothing can be inferred is switched off. Switch it on again.", "restore:no_inference")


@rule("VR11", WARN, "draft", "police practice", "case.language decision.extent_kind decision.extent_words letter.left_out")
def other_not_worded(sight: Sight) -> Iterator[Finding]:
    """Other information neither confirmed nor denied, but not worded so."""
    for question, decision in sight.decisions:
        if decision.extent_kind is not ExtentKind.OTHER:
            continue
        worded = sight.case.language != "en" or re.search(r"\bother\b", decision.extent_words, re.IGNORECASE)
        left_out = sight.letter.leaves_out(Section.OTHER_INFORMATION)
        if left_out or not worded:
            yield at_question(
                question,
                f'Question {question.label}: say "any other information", so that the answer given does not contradict it.',
                "restore:other_information" if left_out else "other",
            )


@rule(
    "VR42",
    BLOCK,
    "draft",
    "FOIA s.24(1); ICO on how sections 23 and 24 interact",
    "case.regime decision.different_information decision.grounds decision.in_the_alternative decision.regime ground.provision provision.duty",
)
def both_23_and_24(sight: Sight) -> Iterator[Finding]:
    """Sections 23(1) and 24(1) for the same information."""
    yield from _both(sight, "23", "24")


@rule(
    "VR43",
    BLOCK,
    "draft",
    "FOIA s.31(1); ICO on whether to apply section 30 or 31",
    "case.regime decision.different_information decision.grounds decision.in_the_alternative decision.regime ground.provision provision.duty",
)
def both_30_and_31(sight: Sight) -> Iterator[Finding]:
    """Sections 30 and 31 for the same withheld information."""
    yield from _both(sight, "30", "31")


@rule(
    "VR45",
    BLOCK,
    "draft",
    "FOIA s.36(1)(a)",
    "case.regime decision.different_information decision.grounds decision.in_the_alternative decision.regime ground.provision provision.duty",
)
def both_35_and_36(sight: Sight) -> Iterator[Finding]:
    """Sections 35 and 36 for the same information."""
    yield from _both(sight, "35", "36")


def _both(sight: Sight, one: str, other: str) -> Iterator[Finding]:
    """Two sections that exclude each other; only the limbs about disclosure do."""
    for question, decision in sight.decisions:
        sections = {
            item.section for item in sight.provisions_of(decision) if item.duty is Duty.DISCLOSE and not is_eir(item.regime)
        }
        if {one, other} <= sections and not decision.in_the_alternative and not decision.different_information:
            yield at_question(
                question,
                f"Sections {one} and {other} cannot both cover the same information. Drop one, or say that they cover different "
                "information or are pleaded in the alternative.",
                "alternative",
            )


@rule("VR64", BLOCK, "draft", "FOIA s.1(1)(a); ICO guide on refusal notices", "decision.held decision.outcome")
def withheld_not_confirmed(sight: Sight) -> Iterator[Finding]:
    """Withheld without confirming that it is held."""
    for question, decision in sight.having(Outcome.WITHHELD, Outcome.PARTIAL):
        if decision.held is not True:
            yield at_question(
                question, f"Question {question.label} is withheld: confirm that the information is held.", "held:true"
            )


@rule("VR65", BLOCK, "draft", "FOIA s.1(1)(a)", "decision.held decision.outcome")
def not_held_not_said(sight: Sight) -> Iterator[Finding]:
    """Not held without saying so."""
    for question, decision in sight.having(Outcome.NOT_HELD):
        if decision.held is not False:
            yield at_question(question, f"Question {question.label} is not held: say so.", "held:false")


@rule("VR67", BLOCK, "draft", "EIR reg 14(3)", "decision.regime ground.provision provision.duty")
def act_in_a_regulations_answer(sight: Sight) -> Iterator[Finding]:
    """An exemption of the Act in an answer under the Regulations."""
    for item in sight.reliances:
        if (
            item.provision is None
            or is_eir(item.provision.regime)
            or item.provision.whole_request
            or item.provision.section == "39"
        ):
            continue
        if any(is_eir(sight.regime_of(decision)) for _, decision in item.decisions):
            yield at_ground(
                item,
                f"Section {item.provision.citation} is of the Act. Under the Regulations rely on an exception of regulation 12 or 13.",
                "change-provision",
            )


@rule(
    "VR72",
    BLOCK,
    "sign",
    "implies that some information is held",
    "decision.answer decision.extent_kind decision.extent_words decision.outcome",
)
def whole_denial_says_other(sight: Sight) -> Iterator[Finding]:
    """The whole request neither confirmed nor denied, but worded as other information."""
    for question, decision in sight.having(Outcome.NCND):
        if decision.extent_kind is ExtentKind.ALL and _OTHER in _words(decision):
            fix = "not-other" if _OTHER in _plain(decision.extent_words) else "write-answer"
            yield at_question(question, f'Question {question.label}: nothing was given, so leave out the word "other".', fix)


_OTHER = "any other information"


def _words(decision: Decision) -> str:
    return _plain(f"{decision.extent_words} {decision.answer or ''}")


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


@rule("VR79", WARN, "publish", "practice", "case.publish decision.regime ground.provision")
def publishing_what_is_personal(sight: Sight) -> Iterator[Finding]:
    """Publishing an answer about a person, or a vexatious one."""
    personal = any(
        item.cites("40(1)", "40(5A)") or (item.provision is not None and item.provision.citation.startswith("40(5B)"))
        for item in sight.reliances
        if item.decisions
    )
    vexatious = any(item.decisions and item.is_section("14") for item in sight.reliances)
    own_data = any(decision.regime and decision.regime.value.startswith("sar") for _, decision in sight.decisions)
    if sight.case.publish and (personal or vexatious or own_data):
        yield at_letter("This answer is about a person, or calls a request vexatious. Do not publish it.", "publish:false")


@rule("VR84", WARN, "draft", "FOIA s.40(1); data protection law", "decision.outcome question.decisions")
def own_data_beside_disclosure(sight: Sight) -> Iterator[Finding]:
    """The requester's own data handled as freedom of information."""
    for question in sight.case.every_question():
        outcomes = {decision.outcome for decision in question.decisions}
        if Outcome.SUBJECT_ACCESS in outcomes and outcomes & set(_DISCLOSING):
            yield at_question(
                question,
                f"Question {question.label} asks for the requester's own data. Answer that under data protection law alone.",
                "decide",
            )


@rule("VR85", INFO, "draft", "FOIA s.16", "decision.answer decision.outcome")
def elsewhere_not_told(sight: Sight) -> Iterator[Finding]:
    """Part of the answer belongs elsewhere, but where is not said."""
    for question, decision in sight.having(Outcome.TRANSFERRED, Outcome.SUBJECT_ACCESS, Outcome.OUTSIDE_ACT):
        if not says(decision.answer):
            yield at_question(question, f"Question {question.label}: tell the requester where to go.", "write-answer")


RULES: tuple[Rule, ...] = (
    unanswered,
    refused_without_ground,
    ground_on_an_answer,
    denial_on_disclosure_limb,
    withheld_on_denial_limb,
    denial_that_says_held,
    denial_beside_disclosure,
    no_inference_left_out,
    other_not_worded,
    both_23_and_24,
    both_30_and_31,
    both_35_and_36,
    withheld_not_confirmed,
    not_held_not_said,
    act_in_a_regulations_answer,
    whole_denial_says_other,
    publishing_what_is_personal,
    own_data_beside_disclosure,
    elsewhere_not_told,
)
