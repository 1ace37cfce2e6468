"""Rules on s.12 and s.14 (cost, vexatious, repeated) and on the public-interest extension."""

from collections.abc import Iterator

from foidesk.law.clock import FURTHER, nth_working_day
from foidesk.law.costs import estimates_of, labels_of, only_finding_out, reckon, uncounted
from foidesk.law.declare import Rule, at_letter, at_question, rule, spoken
from foidesk.law.provisions import normal
from foidesk.law.sight import Finding, Severity, Sight, says
from foidesk.law.windows import stated_span
from foidesk.model import CostEstimate, Decision, Outcome, Question

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO


def _estimated(sight: Sight, estimate: CostEstimate) -> Iterator[Question]:
    return (question for question in sight.case.every_question() if question.label in estimate.questions)


def _cites(decision: Decision, citation: str) -> bool:
    return any(normal(ground.provision) == citation for ground in decision.grounds)


@rule("VR21", BLOCK, "draft", "FOIA s.17(2)", "decision.outcome letter.public_interest_decision_by")
def decision_date_missing(sight: Sight) -> Iterator[Finding]:
    """Extension without an estimated date of decision."""
    for question, _ in sight.having(Outcome.INTEREST_PENDING):
        if sight.letter.public_interest_decision_by is None:
            yield at_question(
                question,
                f"Question {question.label}: give the day by which the decision is expected.",
                "decision-day",
            )


@rule("VR22", BLOCK, "draft", "FOIA s.10(3), s.17(2)(a)", "decision.outcome provision.absolute")
def nothing_qualified_pending(sight: Sight) -> Iterator[Finding]:
    """Extension without a qualified exemption."""
    for question, decision in sight.having(Outcome.INTEREST_PENDING):
        known = [item for item in sight.reliances if item.provision and any(decision is other for _, other in item.decisions)]
        if known and not any(item.absolute is False for item in known):
            yield at_question(
                question, f"Question {question.label}: only a qualified exemption lets you take more time.", "decide"
            )


@rule(
    "VR23",
    WARN,
    "draft",
    "ICO guidance: no more than a further 20 working days",
    "clock decision.outcome letter.public_interest_decision_by",
)
def decision_date_late(sight: Sight) -> Iterator[Finding]:
    """Estimated decision later than 40 working days."""
    by = sight.letter.public_interest_decision_by
    if by is None:
        return
    latest = sight.clock.interest_latest or nth_working_day(sight.first_due, FURTHER, sight.holidays)
    for question, _ in sight.having(Outcome.INTEREST_PENDING):
        if by > latest:
            yield at_question(
                question,
                f"Question {question.label}: guidance wants the decision by {spoken(latest)}, twenty working days after the answer was due.",
                "decision-day",
            )


@rule("VR28", WARN, "draft", "ICO self-assessment, topic 2: good practice", "decision.outcome estimate.questions estimate.tasks")
def estimate_missing(sight: Sight) -> Iterator[Finding]:
    """Section 12 without an estimate."""
    for question, _ in sight.having(Outcome.COST):
        if not any(True for _ in estimates_of(sight.case, question)):
            yield at_question(question, f"Question {question.label}: add an estimate of the cost, task by task.", "estimate")


@rule(
    "VR29",
    BLOCK,
    "draft",
    "FOIA s.12(1); SI 2004/3244 regs 3-4",
    "authority.cost_limit_gbp authority.kind decision.grounds decision.outcome estimate.aggregated estimate.other_gbp "
    "estimate.questions estimate.tasks ground.provision",
)
def estimate_too_low(sight: Sight) -> Iterator[Finding]:
    """Estimate that does not exceed the limit."""
    law, limit = sight.catalogue.costs, sight.catalogue.costs.limit(sight.case.authority)
    for question, decision in sight.having(Outcome.COST):
        finding_out = only_finding_out(decision)
        for estimate in estimates_of(sight.case, question):
            cost = reckon(estimate, law, limit, finding_out=finding_out)
            if not cost.exceeds:
                what = "finding out whether it is held costs" if finding_out else "answering costs"
                yield at_question(
                    question,
                    f"Question {question.label}: {what} £{float(cost.cost_gbp):,.0f}, which does not exceed £{limit}. "
                    "Answer it, or correct the estimate.",
                    "estimate",
                )


@rule("VR30", BLOCK, "draft", "SI 2004/3244 reg 4(3), a closed list", "estimate.questions estimate.tasks")
def activity_excluded(sight: Sight) -> Iterator[Finding]:
    """Estimate that counts an activity which the Regulations do not allow."""
    for estimate in sight.case.cost_estimates:
        wrong = uncounted(estimate, sight.catalogue.costs)
        for question in _estimated(sight, estimate) if wrong else ():
            yield at_question(
                question,
                f"Question {question.label}: {', '.join(wrong)} may not be counted; only determining, locating, retrieving and extracting.",
                "estimate",
            )


@rule(
    "VR31",
    BLOCK,
    "draft",
    "FOIA s.16(1); ICO self-assessment, topic 2",
    "decision.outcome letter.advice_and_assistance letter.advice_not_possible",
)
def advice_missing(sight: Sight) -> Iterator[Finding]:
    """Section 12 without advice and assistance."""
    for question, _ in sight.having(Outcome.COST):
        if not says(sight.letter.advice_and_assistance) and not says(sight.letter.advice_not_possible):
            yield at_question(
                question,
                f"Question {question.label}: say how the request could be brought within the limit, or why it cannot.",
                "letter:advice_and_assistance",
            )


@rule(
    "VR32", BLOCK, "draft", "FOIA s.12(2)", "decision.grounds decision.held decision.outcome ground.provision question.decisions"
)
def cost_1_silent_on_held(sight: Sight) -> Iterator[Finding]:
    """Section 12(1) without confirming or denying."""
    for question, decision in sight.having(Outcome.COST):
        denied = any(item.outcome is Outcome.NCND for item in question.decisions)
        if _cites(decision, "12(1)") and decision.held is None and not denied:
            yield at_question(
                question, f"Question {question.label}: under 12(1) say whether the information is held.", "say-held"
            )


@rule("VR33", BLOCK, "draft", "FOIA s.12(2)", "decision.grounds decision.held decision.outcome ground.provision")
def cost_2_says_held(sight: Sight) -> Iterator[Finding]:
    """Section 12(2) although it was confirmed or denied."""
    for question, decision in sight.having(Outcome.COST):
        if _cites(decision, "12(2)") and decision.held is not None:
            yield at_question(
                question,
                f"Question {question.label}: 12(2) means that even finding out would cost too much. Use 12(1) instead.",
                "change-provision",
            )


@rule(
    "VR34",
    BLOCK,
    "draft",
    "SI 2004/3244 reg 3: £600 for bodies of Schedule 1 Part I, £450 for others",
    "authority.cost_limit_gbp authority.kind letter.cost_limit_stated_gbp",
)
def wrong_limit(sight: Sight) -> Iterator[Finding]:
    """Wrong appropriate limit stated."""
    stated, limit = sight.letter.cost_limit_stated_gbp, sight.catalogue.costs.limit(sight.case.authority)
    if stated is not None and stated != limit:
        yield at_letter(
            f"The letter states a limit of £{stated}; yours is £{limit}.",
            "limit",
        )


@rule("VR35", BLOCK, "draft", "FOIA s.12(4); SI 2004/3244 reg 5", "case.received estimate.aggregated estimate.questions")
def improper_aggregation(sight: Sight) -> Iterator[Finding]:
    """Improper aggregation."""
    for estimate in sight.case.cost_estimates:
        joined = estimate.aggregated
        if not joined:
            continue
        too_long = stated_span(sight.case, estimate, sight.holidays) > sight.catalogue.costs.window
        wrong = too_long or not joined.get("similar") or not joined.get("same_person_or_campaign")
        for question in _estimated(sight, estimate) if wrong else ():
            yield at_question(
                question,
                f"Question {question.label}: costs may be added up only over similar requests of one person or campaign within 60 working days.",
                "estimate",
            )


@rule("VR36", WARN, "draft", "FOIA s.17(5); good practice (own knowledge)", "decision.grounds decision.outcome ground.reason")
def vexatious_unreasoned(sight: Sight) -> Iterator[Finding]:
    """Section 14(1) without reasons."""
    for question, decision in sight.having(Outcome.VEXATIOUS):
        if decision.grounds and not any(says(ground.reason) for ground in decision.grounds):
            yield at_question(question, f"Question {question.label}: say why the request is vexatious.", "write:reason")


@rule("VR37", BLOCK, "draft", "FOIA s.14(2)", "decision.grounds decision.outcome ground.previous_reference")
def earlier_request_missing(sight: Sight) -> Iterator[Finding]:
    """Section 14(2) without the earlier request."""
    for question, decision in sight.having(Outcome.REPEATED):
        if decision.grounds and not any(says(ground.previous_reference) for ground in decision.grounds):
            yield at_question(
                question,
                f"Question {question.label}: name the earlier request that this one repeats.",
                "write:previous_reference",
            )


@rule(
    "VR38",
    WARN,
    "draft",
    "police practice: goodwill does not waive s.12",
    "decision.outcome estimate.questions letter.goodwill_note",
)
def goodwill_missing(sight: Sight) -> Iterator[Finding]:
    """Section 12 on part of a request, the rest answered without a note on goodwill."""
    refused = {name for question, _ in sight.having(Outcome.COST) for name in labels_of(sight.case, question)}
    answered = {
        name for question, _ in sight.having(Outcome.DISCLOSED, Outcome.PARTIAL) for name in labels_of(sight.case, question)
    }
    if not refused or not answered or says(sight.letter.goodwill_note):
        return
    groups = [set(estimate.questions) for estimate in sight.case.cost_estimates]
    if not groups or any(group & refused and group & answered for group in groups):
        yield at_letter(
            "Part is refused for cost and part is answered: say that the answer is given as a matter of goodwill.",
            "letter:goodwill_note",
        )


@rule("VR76", WARN, "draft", "FOIA s.14(2)", "decision.grounds decision.outcome ground.repeat")
def repeat_conditions_missing(sight: Sight) -> Iterator[Finding]:
    """Section 14(2) without its conditions."""
    needed = ("same_person", "complied_with", "substantially_similar", "interval_days")
    for question, decision in sight.having(Outcome.REPEATED):
        if decision.grounds and not any(
            ground.repeat and all(ground.repeat.get(name) is not None for name in needed) for ground in decision.grounds
        ):
            yield at_question(
                question,
                f"Question {question.label}: record that the same person asked, that the request was met, how similar it is and how long ago.",
                "write:repeat",
            )


@rule("VR81", BLOCK, "draft", "SI 2004/3244 reg 5; separate requests unless similar", "estimate.questions estimate.similar")
def dissimilar_in_one_estimate(sight: Sight) -> Iterator[Finding]:
    """Dissimilar requests in one estimate."""
    for estimate in sight.case.cost_estimates:
        if len(estimate.questions) > 1 and estimate.similar is False:
            for question in _estimated(sight, estimate):
                yield at_question(
                    question,
                    f"Question {question.label}: questions that are not similar are separate requests. Estimate each alone.",
                    "estimate",
                )


RULES: tuple[Rule, ...] = (
    decision_date_missing,
    nothing_qualified_pending,
    decision_date_late,
    estimate_missing,
    estimate_too_low,
    activity_excluded,
    advice_missing,
    cost_1_silent_on_held,
    cost_2_says_held,
    wrong_limit,
    improper_aggregation,
    vexatious_unreasoned,
    earlier_request_missing,
    goodwill_missing,
    repeat_conditions_missing,
    dissimilar_in_one_estimate,
)
