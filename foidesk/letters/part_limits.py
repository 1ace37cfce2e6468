"""The refusals that the Act allows without an exemption: for cost (s.12) and as vexatious or repeated (s.14)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from foidesk.law.costs import counted_tasks, estimates_of, exact, joined_requests, limbs, minutes_of, only_finding_out, reckon
from foidesk.letters.blocks import Block, Place, Span, Table
from foidesk.letters.durations import in_short, in_words
from foidesk.letters.rich import rich
from foidesk.letters.writing import Writing, decimal, pounds
from foidesk.model import CostEstimate, Decision, Outcome, Question, Section

Pair = tuple[Question, Decision]
_ANSWERED = frozenset({Outcome.DISCLOSED, Outcome.PARTIAL, Outcome.WITHHELD, Outcome.NOT_HELD})


def cost(writing: Writing) -> Iterator[Block]:
    """Refusal for cost (s.12), with the estimate as a table and the advice on how to ask for less (s.16)."""
    refused = writing.having(Outcome.COST, eir=False)
    if not refused:
        return
    place = Place("cost")
    law, limit = writing.catalogue.costs, writing.catalogue.costs.limit(writing.case.authority)
    yield writing.heading("cost-heading", 2, place)
    if not writing.leaves_out(Section.REFUSAL_STATEMENT):
        yield writing.say("refusal-statement-5", place, what=writing.which(question for question, _ in refused))
    for limb in ("12(1)", "12(2)"):
        under = [(question, decision) for question, decision in refused if limb in limbs(decision)]
        if not under:
            continue
        name = "cost-12-1" if limb == "12(1)" else "cost-12-2"
        yield writing.say(name, place, authority=writing.case.authority.name, limit=limit, hours=f"{limit / law.hourly_gbp:g}")
        for held, words in ((True, "cost-held"), (False, "cost-not-held")):
            asked = [question for question, decision in under if decision.held is held]
            if asked and limb == "12(1)":
                yield writing.say(words, place, what=writing.which(asked))
    yield from _estimates(writing, refused)
    yield from _advice(writing)


def _estimates(writing: Writing, refused: list[Pair]) -> Iterator[Block]:
    """Each estimate once, under the limb that the questions rest on which it is for."""
    estimates: dict[int, list[Decision]] = {}
    for question, decision in refused:
        for estimate in estimates_of(writing.case, question):
            estimates.setdefault(writing.case.cost_estimates.index(estimate), []).append(decision)
    if not estimates:
        return
    yield writing.heading("cost-estimate-heading", 3, Place("cost", field="estimate"))
    for number in sorted(estimates):
        finding_out = all(only_finding_out(decision) for decision in estimates[number])
        yield from _estimate(writing, writing.case.cost_estimates[number], finding_out=finding_out)
    yield from _apart(writing, {question.label for question, _ in refused})


def _apart(writing: Writing, refused: set[str]) -> Iterator[Block]:
    """That nothing is counted for an unlike question, which is a request of its own and is answered as of right."""
    named = {label for estimate in writing.case.cost_estimates for label in estimate.questions} | refused
    apart = [
        question.label
        for question in writing.case.questions
        if not named & {item.label for item in question.with_parts()}
        and any(decision.outcome in _ANSWERED for item in question.with_parts() for decision in item.decisions)
    ]
    if apart:
        yield writing.say("cost-apart", Place("cost"), what=writing.numbered(apart))


def _advice(writing: Writing) -> Iterator[Block]:
    letter = writing.letter
    field = "advice_and_assistance" if letter.advice_and_assistance else "advice_not_possible"
    advice = letter.advice_and_assistance or letter.advice_not_possible
    if advice:
        yield writing.heading("advice-heading", 3, Place("advice", field=field))
        yield from rich(advice, Place("advice", field=field))
    if letter.goodwill_note:
        place = Place("goodwill", field="goodwill_note")
        yield writing.heading("goodwill-heading", 3, place)
        yield from rich(letter.goodwill_note, place)
        yield writing.say("goodwill-stands", Place("goodwill"))


def _estimate(writing: Writing, estimate: CostEstimate, *, finding_out: bool) -> Iterator[Block]:
    """The estimate with its arithmetic: records times minutes for each task, the time, what it costs, and the limit."""
    place, law = Place("cost", field="estimate"), writing.catalogue.costs
    which = writing.which(question for question in writing.case.every_question() if question.label in estimate.questions)
    sum_ = reckon(estimate, law, law.limit(writing.case.authority), finding_out=finding_out)
    whole, name = pounds(float(sum_.cost_gbp)), "cost-estimate-12-2" if finding_out else "cost-estimate"
    yield writing.say(name, place, what=which, time=in_words(sum_.minutes), cost=whole)
    if len(estimate.questions) > 1 and estimate.similar:
        yield writing.say("cost-together", place)
    if estimate.aggregated:
        yield writing.say("cost-aggregated", place, requests=_requests(writing, estimate))
    word = _words(writing)
    rows = [_task(writing, task) for task in counted_tasks(estimate, law, finding_out=finding_out)]
    rows += [_joined(writing, item) for item in joined_requests(estimate)]
    rows.append((word("cost-total-time"), "", "", in_short(sum_.minutes)))
    rows.append((word("cost-at-rate", rate=law.hourly_gbp), "", "", pounds(float(sum_.cost_gbp - estimate.other_gbp))))
    if estimate.other_gbp:
        rows.append((word("cost-other"), "", "", pounds(estimate.other_gbp)))
        rows.append((word("cost-total"), "", "", whole))
    rows.append((word("cost-limit"), "", "", pounds(sum_.limit_gbp)))
    header = tuple(word(f"cost-column-{column}") for column in ("task", "records", "minutes", "time"))
    # What stands for a sum reaches to it, so that nobody is read empty cells.
    sums = tuple(Span(number, 0, columns=3) for number, row in enumerate(rows, start=1) if not row[1])
    caption = word("cost-caption", what=which)
    yield Table(header=header, rows=tuple(rows), caption=caption, place=place, row_headings=True, spans=sums)


def _words(writing: Writing) -> Callable[..., str]:
    """What writes words of the wording, as cells of a table take them."""

    def word(name: str, **slots: object) -> str:
        return writing.wording.text(name, writing.dated, **slots)

    return word


def _task(writing: Writing, task: Mapping[str, Any]) -> tuple[str, ...]:
    word = _words(writing)
    name = word(f"cost-activity-{task['activity']}")
    if task.get("what"):
        name = word("cost-task", activity=name, words=task["what"])
    if task.get("questions"):
        name = word("cost-task-for", task=name, what=writing.numbered(task["questions"]))
    each, records = decimal(float(exact(task["minutes_each"]))), decimal(float(exact(task["records"])))
    return name, records, each, in_short(minutes_of(task))


def _joined(writing: Writing, item: Mapping[str, Any]) -> tuple[str, ...]:
    name = _words(writing)(
        "cost-row-request", reference=item["reference"], received=writing.day(date.fromisoformat(item["received"]))
    )
    return name, "", "", in_short(exact(item.get("minutes") or 0))


def _requests(writing: Writing, estimate: CostEstimate) -> str:
    """The other requests in words: "request 9/26 of 1 July 2026"."""
    word = _words(writing)
    named = [
        word("cost-one-request", reference=item["reference"], received=writing.day(date.fromisoformat(item["received"])))
        for item in joined_requests(estimate)
    ]
    return writing.join(named) or word("cost-other-requests")


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
