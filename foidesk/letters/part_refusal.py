"""The part of a letter that refuses: the notice of s.17, each ground with its reasoning, cost, s.14, and the Regulations."""

from collections.abc import Iterator
from datetime import date

from foidesk.law.costs import HOURLY_GBP, allowed_minutes, cost_gbp
from foidesk.law.provisions import Provision, is_eir
from foidesk.letters.blocks import Block, Heading, ListBlock, Paragraph, Place, Run, Table, paragraph
from foidesk.letters.rich import rich
from foidesk.letters.writing import Writing, day, join
from foidesk.model import CostEstimate, Decision, Duty, ExtentKind, Ground, Outcome, Question, Regime, Section

_KINDS = {
    (True, "class"): "kind-absolute-class",
    (True, "necessity_absolute"): "kind-absolute-class",
    (True, "prejudice"): "kind-absolute-prejudice",
    (False, "class"): "kind-qualified-class",
    (False, "prejudice"): "kind-qualified-prejudice",
    (False, "endangerment"): "kind-qualified-endangerment",
    (False, "necessity"): "kind-qualified-necessity",
    (False, "qp_opinion"): "kind-qualified-opinion",
    ("practice", "class"): "kind-practice",
}
_ACTIVITIES = {
    "determine": "Determining whether it is held",
    "locate": "Locating",
    "retrieve": "Retrieving",
    "extract": "Extracting",
}
_REFUSING = (Outcome.NCND, Outcome.WITHHELD, Outcome.PARTIAL, Outcome.INTEREST_PENDING)


def refusal(writing: Writing) -> Iterator[Block]:
    """The refusal under the Act, then that for cost, as vexatious or repeated, then that under the Regulations."""
    foia = writing.grounds(eir=False)
    if foia:
        yield from _act(writing, foia)
    yield from _cost(writing)
    yield from _unreasonable(writing)
    eir = writing.grounds(eir=True)
    if eir:
        yield from _regulations(writing, eir)


def _act(writing: Writing, grounds: list[Ground]) -> Iterator[Block]:
    place = Place("refusal")
    yield writing.heading("refusal-heading", 2, place)
    if not writing.leaves_out(Section.REFUSAL_STATEMENT):
        yield writing.say("two-duties", place)
        yield writing.say("refusal-statement", place, what=_what(writing))
    yield from _statements(writing)
    items = tuple((_provision_line(writing, ground, eir=False),) for ground in grounds)
    yield ListBlock(items=items, place=place)
    for ground in grounds:
        yield from _ground(writing, ground)
    confirm = any(_provision(writing, ground).duty is Duty.CONFIRM for ground in grounds if _known(writing, ground))
    if confirm and not writing.leaves_out(Section.NO_INFERENCE):
        yield writing.say("no-inference", Place("no_inference"))


def _what(writing: Writing) -> str:
    """What the notice is for, in words: questions, or the other information that is neither confirmed nor denied."""
    questions = [
        question
        for outcome in _REFUSING
        for question, decision in writing.having(outcome, eir=False)
        if decision.extent_kind is not ExtentKind.OTHER
    ]
    extents = list(
        dict.fromkeys(
            decision.extent_words
            for _, decision in writing.having(Outcome.NCND, eir=False)
            if decision.extent_kind is ExtentKind.OTHER and not writing.leaves_out(Section.OTHER_INFORMATION)
        )
    )
    ordered = [question for question in writing.case.every_question() if question in questions]
    return join([*([writing.which(ordered)] if ordered else []), *extents]) or "your request"


def _statements(writing: Writing) -> Iterator[Block]:
    """What is neither confirmed nor denied, what is withheld, and what is not decided yet; each stands once."""
    place, authority = Place("refusal"), writing.case.authority.name
    denied = writing.having(Outcome.NCND, eir=False)
    whole = [question for question, decision in denied if decision.extent_kind is ExtentKind.ALL]
    if whole:
        yield writing.say("ncnd-all", place, authority=authority, what=writing.which(whole))
    for kind, name in ((ExtentKind.PART, "ncnd-part"), (ExtentKind.OTHER, "ncnd-other")):
        if kind is ExtentKind.OTHER and writing.leaves_out(Section.OTHER_INFORMATION):
            continue
        for words in dict.fromkeys(decision.extent_words for _, decision in denied if decision.extent_kind is kind):
            asked = [question for question, decision in denied if decision.extent_kind is kind and decision.extent_words == words]
            yield _scoped(writing, name, asked, words)
    for outcome, name in ((Outcome.WITHHELD, "withheld-statement"), (Outcome.PARTIAL, "withheld-partly-statement")):
        asked = [question for question, _ in writing.having(outcome, eir=False)]
        if asked:
            yield writing.say(name, place, authority=authority, what=writing.which(asked))
    pending = [question for question, _ in writing.having(Outcome.INTEREST_PENDING, eir=False)]
    if pending:
        by = writing.letter.public_interest_decision_by
        yield writing.say(
            "pending-statement", place, what=writing.which(pending), by=day(by) if by else "a day that is still to be given"
        )
        yield writing.say("pending-reason", place)


def _scoped(writing: Writing, name: str, asked: list[Question], words: str) -> Paragraph:
    """The denial, for some questions only where it does not reach all."""
    said = writing.say(name, Place("refusal", field="extent"), authority=writing.case.authority.name, extent=words)
    which = writing.which(asked)
    if which == "your request":
        return said
    text = said.runs[0].text
    return Paragraph(runs=(Run(f"With regard to {which}, {text}"),), place=said.place, locked=said.locked)


def _provision_line(writing: Writing, ground: Ground, *, eir: bool) -> Paragraph:
    title = _provision(writing, ground).title if _known(writing, ground) else "unknown provision"
    words = writing.wording.text(
        "eir-provision-line" if eir else "provision-line", writing.dated, citation=ground.provision, title=title
    )
    decisions = [(question, decision) for question, decision in writing.decisions if ground in decision.grounds]
    which = writing.which(question for question, _ in decisions)
    several = len({tuple(decision.grounds) for _, decision in writing.decisions if decision.grounds}) > 1
    return paragraph(
        f"{words} ({which})" if several and which != "your request" else words, place=Place("ground", ground=ground.key)
    )


def _ground(writing: Writing, ground: Ground) -> Iterator[Block]:
    """One ground: what kind of provision it is, why it applies, the harm, the public interest."""
    place = Place("ground", ground=ground.key)
    provision = _provision(writing, ground)
    yield Heading(
        level=3,
        text=writing.wording.text("provision-line", writing.dated, citation=ground.provision, title=provision.title),
        place=place,
    )
    if ground.section_17_4:
        yield writing.say("kind-section-17-4", place, citation=ground.provision)
        return
    absolute, tested = _nature(writing, ground, provision)
    kind = _KINDS.get((absolute, provision.basis))
    if kind:
        yield writing.say(kind, place, citation=ground.provision)
    if ground.by_reference_to:
        yield writing.say("by-reference", place, matters=join(list(ground.by_reference_to)))
    yield from rich(ground.reason, Place("ground", ground.key, field="reason"))
    yield from _particulars(writing, ground)
    if ground.harm:
        yield writing.heading(_harm_heading(provision), 4, Place("ground", ground.key, field="harm"))
        yield from rich(ground.harm, Place("ground", ground.key, field="harm"))
    if tested and ground.has_public_interest:
        duty = ground.pi_duty or provision.duty or Duty.DISCLOSE
        yield from _public_interest(writing, ground, duty.value, "interest-heading")


def _harm_heading(provision: Provision) -> str:
    if provision.basis == "necessity":
        return "required-heading"
    if provision.basis == "endangerment":
        return "danger-heading"
    return "harm-heading-confirm" if provision.duty is Duty.CONFIRM else "harm-heading-disclose"


def _particulars(writing: Writing, ground: Ground) -> Iterator[Block]:
    """What a provision needs beside reason, harm and public interest."""
    place = Place("ground", ground=ground.key)
    person = ground.qualified_person or {}
    if person.get("name") and person.get("date"):
        yield writing.say("qualified-person", place, name=person["name"], date=day(date.fromisoformat(person["date"])))
        yield from rich(person.get("opinion"), Place("ground", ground.key, field="qualified_person"))
    named = (
        ("certificate", "certificate", ground.certificate),
        ("where-to-find", "where", ground.where),
        ("publication-plan", "plan", ground.publication_plan),
        ("interests-of", "whose", ground.interests_of),
        ("enactment", "enactment", ground.enactment),
        ("purpose-31-2", "purpose", ground.purpose_31_2),
    )
    for name, slot, value in named:
        if value:
            yield writing.say(name, place, **{slot: value.strip().rstrip(".") if name not in _OWN_SENTENCE else value.strip()})
    for field in ("breach_of_confidence", "data_protection", "subject_access_pointer"):
        yield from rich(getattr(ground, field), Place("ground", ground.key, field=field))


_OWN_SENTENCE = {"certificate", "where-to-find", "publication-plan"}


def _public_interest(writing: Writing, ground: Ground, duty: str, heading: str) -> Iterator[Block]:
    place = Place("ground", ground=ground.key, field="pi_for")
    yield writing.heading(heading, 4, place, citation=ground.provision)
    for side, factors in (("for", ground.pi_for), ("against", ground.pi_against)):
        if factors:
            field = Place("ground", ground.key, field=f"pi_{side}")
            yield Paragraph(runs=(Run(writing.wording.text(f"factors-{side}-{duty}", writing.dated), bold=True),), place=field)
            yield ListBlock(items=tuple(rich(factor, field) for factor in factors if factor), place=field)
    if ground.pi_balance:
        field = Place("ground", ground.key, field="pi_balance")
        yield Paragraph(runs=(Run(writing.wording.text("balance-heading", writing.dated), bold=True),), place=field)
        yield from rich(ground.pi_balance, field)


def _nature(writing: Writing, ground: Ground, provision: Provision) -> tuple[object, bool]:
    """Whether a ground is absolute and needs the test: of the provisions that it refers to, where it does (37(2) to 37(1)(a))."""
    named = [found for cited in ground.by_reference_to if (found := writing.catalogue.find(cited, provision.regime))] or [
        provision
    ]
    values = {item.absolute for item in named}
    return (values.pop() if len(values) == 1 else False), any(item.public_interest_test for item in named)


def _cost(writing: Writing) -> Iterator[Block]:
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
    labels = {question.label for question, _ in refused}
    for estimate in writing.case.cost_estimates:
        if labels & set(estimate.questions) and estimate.tasks:
            yield from _estimate(writing, estimate)
    advice = writing.letter.advice_and_assistance or writing.letter.advice_not_possible
    if advice:
        field = "advice_and_assistance" if writing.letter.advice_and_assistance else "advice_not_possible"
        yield writing.heading("advice-heading", 3, Place("advice", field=field))
        yield from rich(advice, Place("advice", field=field))
    if writing.letter.goodwill_note:
        yield writing.heading("goodwill-heading", 3, Place("goodwill", field="goodwill_note"))
        yield from rich(writing.letter.goodwill_note, Place("goodwill", field="goodwill_note"))


def _estimate(writing: Writing, estimate: CostEstimate) -> Iterator[Block]:
    """The estimate with its arithmetic: records times minutes for each task, hours, pounds."""
    place = Place("cost", field="estimate")
    asked = [question for question in writing.case.every_question() if question.label in estimate.questions]
    which = writing.which(asked)
    hours = allowed_minutes(estimate) / 60
    yield writing.say("cost-estimate", place, what=f"answering {which}", hours=f"{hours:.3g}", cost=f"{cost_gbp(estimate):,.0f}")
    rows = [
        (
            _ACTIVITIES.get(task["activity"], task["activity"]) + (f": {task['what']}" if task.get("what") else ""),
            f"{task['records']:g}",
            f"{task['minutes_each']:g}",
            f"{task['records'] * task['minutes_each'] / 60:.3g}",
        )
        for task in estimate.tasks
    ]
    if estimate.other_gbp:
        rows.append(("Other costs", "", "", f"£{estimate.other_gbp}"))
    caption = writing.wording.text("cost-caption", writing.dated, what=which)
    yield Table(header=("Task", "Records", "Minutes each", "Hours"), rows=tuple(rows), caption=caption, place=place)


def _unreasonable(writing: Writing) -> Iterator[Block]:
    """Refusal as vexatious or repeated (s.14)."""
    for outcome, name in ((Outcome.VEXATIOUS, "vexatious"), (Outcome.REPEATED, "repeated")):
        refused = writing.having(outcome, eir=False)
        if not refused:
            continue
        place = Place("refusal")
        yield writing.heading("refusal-heading", 2, place)
        if not writing.leaves_out(Section.REFUSAL_STATEMENT):
            yield writing.say("refusal-statement-5", place, what=writing.which(question for question, _ in refused))
        yield writing.say(name, place)
        for ground in dict.fromkeys(ground for _, decision in refused for ground in decision.grounds):
            if ground.previous_reference:
                yield writing.say("earlier-request", Place("ground", ground.key), reference=ground.previous_reference)
            yield from rich(ground.reason, Place("ground", ground.key, field="reason"))


def _regulations(writing: Writing, grounds: list[Ground]) -> Iterator[Block]:
    """Refusal under the Environmental Information Regulations."""
    place = Place("refusal")
    refused = [question for outcome in _REFUSING for question, _ in writing.having(outcome, eir=True)]
    yield writing.heading("eir-refusal-heading", 2, place)
    if not writing.leaves_out(Section.REFUSAL_STATEMENT):
        yield writing.say("eir-duty", place)
        yield writing.say("eir-statement", place, what=writing.which(refused))
    yield ListBlock(items=tuple((_provision_line(writing, ground, eir=True),) for ground in grounds), place=place)
    for ground in grounds:
        here = Place("ground", ground=ground.key)
        provision = _provision(writing, ground)
        title = writing.wording.text("eir-provision-line", writing.dated, citation=ground.provision, title=provision.title)
        yield Heading(level=3, text=title, place=here)
        kind = (
            "eir-kind-adverse"
            if provision.basis == "adverse_effect"
            else "eir-kind"
            if provision.public_interest_test
            else "eir-kind-plain"
        )
        yield writing.say(kind, here, citation=ground.provision)
        yield from rich(ground.reason, Place("ground", ground.key, field="reason"))
        if ground.harm:
            yield writing.heading("eir-harm-heading", 4, here)
            yield from rich(ground.harm, Place("ground", ground.key, field="harm"))
        yield from _particulars(writing, ground)
        if ground.has_public_interest:
            yield from _public_interest(writing, ground, "disclose", "eir-interest-heading")


def _rests_on(decision: Decision, limb: str) -> bool:
    cited = [ground.provision.replace(" ", "") for ground in decision.grounds]
    return limb in cited or (limb == "12(1)" and not any(item.startswith("12(") for item in cited))


def _known(writing: Writing, ground: Ground) -> bool:
    return writing.catalogue.find(ground.provision, _regime(writing, ground)) is not None


def _provision(writing: Writing, ground: Ground) -> Provision:
    """The provision of a ground; one that the catalogue does not know is written as it stands, and the checks name it."""
    found = writing.catalogue.find(ground.provision, _regime(writing, ground))
    return found or Provision(ground.provision, "", "unknown provision", None, "", None, public_interest_test=True, harm=False)


def _regime(writing: Writing, ground: Ground) -> Regime:
    resting = next((decision for _, decision in writing.decisions if ground in decision.grounds), None)
    regime = writing.regime(resting) if resting else writing.case.regime
    return Regime.EIR if is_eir(regime) else Regime.FOIA
