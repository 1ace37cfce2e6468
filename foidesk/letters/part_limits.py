"""The refusals that the Act allows without an exemption: for cost (s.12) and as vexatious or repeated (s.14)."""

from collections.abc import Iterator

from foidesk.law.costs import HOURLY_GBP, allowed_minutes, cost_gbp
from foidesk.letters.blocks import Block, Place, Table
from foidesk.letters.rich import rich
from foidesk.letters.writing import Writing, decimal, pounds
from foidesk.model import CostEstimate, Decision, Outcome, Section

_ACTIVITIES = {
    "determine": "Determining whether it is held",
    "locate": "Locating",
    "retrieve": "Retrieving",
    "extract": "Extracting",
}


def cost(writing: Writing) -> Iterator[Block]:
    """Refusal for cost (s.12), with the estimate as a table and the advice on how to ask for less (s.16)."""
    refused = writing.having(Outcome.COST, eir=False)
    if not refused:
        return
    place = Place("cost")
    limit = writing.case.authority.cost_limit
    yield writing.heading("cost-heading", 2, place)
    if not writing.leaves_out(Section.REFUSAL_STATEMENT):
        yield writing.say("refusal-statement-5", place, what=writing.which(question for question, _ in refused))
    for limb in ("12(1)", "12(2)"):
        under = [(question, decision) for question, decision in refused if _rests_on(decision, limb)]
        if not under:
            continue
        name = "cost-12-1" if limb == "12(1)" else "cost-12-2"
        yield writing.say(name, place, authority=writing.case.authority.name, limit=limit, hours=f"{limit / HOURLY_GBP:g}")
        for held, words in ((True, "cost-held"), (False, "cost-not-held")):
            asked = [question for question, decision in under if decision.held is held]
            if asked and limb == "12(1)":
                yield writing.say(words, place, what=writing.which(asked))
    yield from _estimates(writing, {question.label: decision for question, decision in refused})
    yield from _advice(writing)


def _estimates(writing: Writing, refused: dict[str, Decision]) -> Iterator[Block]:
    for estimate in writing.case.cost_estimates:
        asked = [refused[label] for label in estimate.questions if label in refused]
        if asked and estimate.tasks:
            yield from _estimate(writing, estimate, only_finding_out=all(_rests_on(item, "12(2)") for item in asked))


def _advice(writing: Writing) -> Iterator[Block]:
    letter = writing.letter
    field = "advice_and_assistance" if letter.advice_and_assistance else "advice_not_possible"
    advice = letter.advice_and_assistance or letter.advice_not_possible
    if advice:
        yield writing.heading("advice-heading", 3, Place("advice", field=field))
        yield from rich(advice, Place("advice", field=field))
    if letter.goodwill_note:
        yield writing.heading("goodwill-heading", 3, Place("goodwill", field="goodwill_note"))
        yield from rich(letter.goodwill_note, Place("goodwill", field="goodwill_note"))


def _estimate(writing: Writing, estimate: CostEstimate, *, only_finding_out: bool) -> Iterator[Block]:
    """The estimate with its arithmetic: records times minutes for each task, hours, pounds."""
    place = Place("cost", field="estimate")
    which = writing.which(question for question in writing.case.every_question() if question.label in estimate.questions)
    hours, whole = decimal(allowed_minutes(estimate) / 60), pounds(cost_gbp(estimate))
    name = "cost-estimate-12-2" if only_finding_out else "cost-estimate"
    yield writing.say(name, place, what=which, hours=hours, cost=whole)
    if len(estimate.questions) > 1 and estimate.similar:
        yield writing.say("cost-together", place)
    rows = [
        (
            _ACTIVITIES.get(task["activity"], task["activity"]) + (f": {task['what']}" if task.get("what") else ""),
            decimal(task["records"]),
            decimal(task["minutes_each"]),
            decimal(task["records"] * task["minutes_each"] / 60),
        )
        for task in estimate.tasks
    ]
    if estimate.other_gbp:
        other = writing.wording.text("cost-other", writing.dated)
        rows.append((f"{other}: {pounds(estimate.other_gbp)}", "", "", ""))
    total = "cost-total-other" if estimate.other_gbp else "cost-total"
    rows.append((writing.wording.text(total, writing.dated, cost=whole), "", "", hours))
    caption = writing.wording.text("cost-caption", writing.dated, what=which)
    yield Table(header=("Task", "Records", "Minutes each", "Hours"), rows=tuple(rows), caption=caption, place=place)


def unreasonable(writing: Writing) -> Iterator[Block]:
    """Refusal as vexatious or repeated (s.14)."""
    for outcome, name in ((Outcome.VEXATIOUS, "vexatious"), (Outcome.REPEATED, "repeated")):
        refused = writing.having(outcome, eir=False)
        if not refused:
            continue
        place = Place("refusal")
        yield writing.heading(f"{name}-heading", 2, place)
        if not writing.leaves_out(Section.REFUSAL_STATEMENT):
            yield writing.say("refusal-statement-5", place, what=writing.which(question for question, _ in refused))
        yield writing.say(name, place)
        for ground in dict.fromkeys(ground for _, decision in refused for ground in decision.grounds):
            if ground.previous_reference:
                yield writing.say("earlier-request", Place("ground", ground.key), reference=ground.previous_reference)
            yield from rich(ground.reason, Place("ground", ground.key, field="reason"))


def _rests_on(decision: Decision, limb: str) -> bool:
    cited = [ground.provision.replace(" ", "") for ground in decision.grounds]
    return limb in cited or (limb == "12(1)" and not any(item.startswith("12(") for item in cited))
