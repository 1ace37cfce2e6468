"""The part of a letter that refuses: the notice of s.17, each ground with its reasoning, and the Regulations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from foidesk.law.provisions import Provision, is_eir
from foidesk.letters import part_limits
from foidesk.letters.blocks import Block, Heading, ListBlock, Paragraph, Place, paragraph
from foidesk.letters.citing import cited, sections
from foidesk.letters.rich import rich
from foidesk.letters.writing import Writing
from foidesk.model import Decision, Duty, ExtentKind, Ground, Outcome, Question, Regime, Section

Pair = tuple[Question, Decision]

_KINDS = {
    (True, "class"): "kind-absolute-class",
    (True, "necessity_absolute"): "kind-absolute-necessity",
    (False, "class"): "kind-qualified-class",
    (False, "prejudice"): "kind-qualified-prejudice",
    (False, "endangerment"): "kind-qualified-endangerment",
    (False, "necessity"): "kind-qualified-necessity",
    (False, "qp_opinion"): "kind-qualified-opinion",
    ("practice", "class"): "kind-practice",
}
_REFUSING = (Outcome.NCND, Outcome.WITHHELD, Outcome.PARTIAL, Outcome.INTEREST_PENDING)
_STATEMENTS = {
    (Outcome.NCND, ExtentKind.ALL): "ncnd-all",
    (Outcome.NCND, ExtentKind.PART): "ncnd-part",
    (Outcome.NCND, ExtentKind.OTHER): "ncnd-other",
    (Outcome.WITHHELD, ExtentKind.ALL): "withheld-statement",
    (Outcome.WITHHELD, ExtentKind.PART): "withheld-part-statement",
    (Outcome.WITHHELD, ExtentKind.OTHER): "withheld-other-statement",
    (Outcome.PARTIAL, ExtentKind.ALL): "withheld-partly-statement",
    (Outcome.PARTIAL, ExtentKind.PART): "withheld-partly-statement",
    (Outcome.PARTIAL, ExtentKind.OTHER): "withheld-partly-statement",
}
_NAMES_ITS_QUESTIONS = {Outcome.PARTIAL, Outcome.WITHHELD}


def refusal(writing: Writing) -> Iterator[Block]:
    """The refusal under the Act, then that for cost, as vexatious or repeated, then that under the Regulations."""
    foia = writing.grounds(eir=False)
    if foia:
        yield from _act(writing, foia)
    yield from part_limits.cost(writing)
    yield from part_limits.unreasonable(writing)
    eir = writing.grounds(eir=True)
    if eir:
        yield from _regulations(writing, eir)


def _act(writing: Writing, grounds: list[Ground]) -> Iterator[Block]:
    place = Place("refusal")
    yield writing.heading("refusal-heading", 2, place)
    if not writing.leaves_out(Section.REFUSAL_STATEMENT):
        yield writing.say("two-duties", place)
        refused = [pair for outcome in _REFUSING for pair in writing.having(outcome, eir=False)]
        yield writing.say("refusal-statement", place, what=_scope(writing, refused) or writing.your_request)
    yield from _statements(writing, eir=False)
    yield from _named(writing, grounds, "exemptions", eir=False)
    for ground in grounds:
        yield from _ground(writing, ground)
    yield from _no_inference(writing, grounds)


def _no_inference(writing: Writing, grounds: list[Ground]) -> Iterator[Block]:
    confirm = any(_provision(writing, ground).duty is Duty.CONFIRM for ground in grounds if _known(writing, ground))
    if confirm and not writing.leaves_out(Section.NO_INFERENCE):
        yield writing.heading("no-inference-heading", 3, Place("no_inference"))
        yield writing.say("no-inference", Place("no_inference"))


def _scope(writing: Writing, decided: list[Pair], *, apart: bool = False) -> str:
    """What some decisions are about, in words: questions, and *other* information that is not given."""
    questions = {id(question) for question, decision in decided if decision.extent_kind is not ExtentKind.OTHER}
    ordered = [question for question in writing.case.every_question() if id(question) in questions]
    other = [
        decision.extent_words
        for _, decision in decided
        if decision.extent_kind is ExtentKind.OTHER and not writing.leaves_out(Section.OTHER_INFORMATION)
    ]
    # Beside other words "your request" would take in too much: there the questions are named one by one.
    which = writing.numbered([question.label for question in ordered]) if ordered and (other or apart) else writing.which(ordered)
    return writing.join([*([which] if ordered else []), *dict.fromkeys(other)])


def _statements(writing: Writing, *, eir: bool) -> Iterator[Block]:
    """What is neither confirmed nor denied, what is withheld, and what is not decided yet; each stands once."""
    for outcome in _REFUSING:
        for kind in ExtentKind:
            if kind is ExtentKind.OTHER and outcome is Outcome.NCND and writing.leaves_out(Section.OTHER_INFORMATION):
                continue
            of_kind = [pair for pair in writing.having(outcome, eir=eir) if pair[1].extent_kind is kind]
            for words in dict.fromkeys(decision.extent_words for _, decision in of_kind):
                yield from _statement(writing, outcome, kind, eir, [pair for pair in of_kind if pair[1].extent_words == words])


def _statement(writing: Writing, outcome: Outcome, kind: ExtentKind, eir: bool, decided: list[Pair]) -> Iterator[Block]:
    place = Place("refusal", field="extent" if kind is not ExtentKind.ALL else None)
    what = writing.which(question for question, _ in decided)
    slots = {
        "authority": writing.case.authority.name,
        "what": what,
        "extent": decided[0][1].extent_words,
        "provisions": sections(writing, _relied_on(writing, decided), eir=eir),
        "law": writing.wording.text("the-regulations" if eir else "the-act", writing.dated),
    }
    if outcome is Outcome.INTEREST_PENDING:
        by = writing.letter.public_interest_decision_by
        yield writing.say(
            "pending-statement", place, **slots, by=writing.day(by) if by else writing.wording.text("day-missing", writing.dated)
        )
        yield writing.say("pending-reason", place)
        return
    said = writing.say(_STATEMENTS[outcome, kind], place, **slots)
    if kind is ExtentKind.ALL or what == writing.your_request or outcome in _NAMES_ITS_QUESTIONS:
        yield said
    else:
        text = writing.wording.text("scope", writing.dated, which=what, statement=said.runs[0].text)
        yield replace(said, runs=(replace(said.runs[0], text=text),))


def _relied_on(writing: Writing, decided: list[Pair]) -> list[str]:
    resting = {id(ground) for _, decision in decided for ground in decision.grounds}
    return [ground.provision for ground in writing.case.grounds if id(ground) in resting]


def _named(writing: Writing, grounds: list[Ground], name: str, *, eir: bool) -> Iterator[Block]:
    """The list of what is relied on, each with its title, and for what where that differs; one alone has its heading just below."""
    if len(grounds) > 1:
        place = Place("refusal")
        yield writing.say(name, place)
        yield ListBlock(items=tuple((_provision_line(writing, ground, eir=eir),) for ground in grounds), place=place)


def _provision_line(writing: Writing, ground: Ground, *, eir: bool) -> Paragraph:
    words = _provision_title(writing, ground, eir=eir)
    decided = [(question, decision) for question, decision in writing.decisions if ground in decision.grounds]
    differs = len({tuple(decision.grounds) for _, decision in writing.decisions if decision.grounds}) > 1
    scope = _scope(writing, decided, apart=True) if differs else ""
    return paragraph(f"{words} ({scope})" if scope else words, place=Place("ground", ground=ground.key))


def _provision_title(writing: Writing, ground: Ground, *, eir: bool) -> str:
    title = _provision(writing, ground).title if _known(writing, ground) else "unknown provision"
    name = "eir-provision-line" if eir else "provision-line"
    return writing.wording.text(name, writing.dated, citation=cited(writing, ground.provision), title=title)


def _ground(writing: Writing, ground: Ground) -> Iterator[Block]:
    """One ground: what kind of provision it is, why it applies, the harm, the public interest."""
    place = Place("ground", ground=ground.key)
    provision, citation = _provision(writing, ground), cited(writing, ground.provision)
    yield Heading(level=3, text=_provision_title(writing, ground, eir=False), place=place)
    if ground.section_17_4:
        yield writing.say("kind-section-17-4", place, citation=citation)
        return
    absolute, tested = _nature(writing, ground, provision)
    kind = _KINDS.get((absolute, provision.basis))
    if kind:
        yield writing.say(kind, place, citation=citation)
    if ground.by_reference_to:
        yield writing.say("by-reference", place, matters=sections(writing, ground.by_reference_to))
    yield from rich(ground.reason, Place("ground", ground.key, field="reason"))
    yield from _particulars(writing, ground, provision)
    if ground.harm:
        yield writing.heading(_harm_heading(provision), 4, Place("ground", ground.key, field="harm"))
        yield from rich(ground.harm, Place("ground", ground.key, field="harm"))
    # Whether the limbs of section 40(5) need a test is disputed: none is asked for, and one that was written is not lost.
    if (tested or absolute == "practice") and ground.has_public_interest:
        duty = ground.pi_duty or provision.duty or Duty.DISCLOSE
        yield from _public_interest(writing, ground, duty.value, "interest-heading")


def _harm_heading(provision: Provision) -> str:
    if provision.basis == "necessity":
        return "required-heading"
    if provision.basis == "endangerment":
        return "danger-heading"
    return "harm-heading-confirm" if provision.duty is Duty.CONFIRM else "harm-heading-disclose"


def _particulars(writing: Writing, ground: Ground, provision: Provision) -> Iterator[Block]:
    """What a provision needs beside reason, harm and public interest."""
    place = Place("ground", ground=ground.key)
    person = ground.qualified_person or {}
    if person.get("name") and person.get("date"):
        yield writing.say("qualified-person", place, name=person["name"], date=writing.day(date.fromisoformat(person["date"])))
        yield from rich(person.get("opinion"), Place("ground", ground.key, field="qualified_person"))
    named = (
        ("certificate", "certificate", ground.certificate),
        ("where-to-find", "where", ground.where),
        # Under a limb that neither confirms nor denies, nothing may say that there is information to publish.
        ("publication-plan-confirm" if provision.duty is Duty.CONFIRM else "publication-plan", "plan", ground.publication_plan),
        ("interests-of", "whose", ground.interests_of),
        ("enactment", "enactment", ground.enactment),
        ("purpose-31-2", "purpose", ground.purpose_31_2),
    )
    for name, slot, value in named:
        if value:
            yield writing.say(name, place, **{slot: value.strip().rstrip(".") if name not in _OWN_SENTENCE else value.strip()})
    for field in ("breach_of_confidence", "data_protection", "subject_access_pointer"):
        yield from rich(getattr(ground, field), Place("ground", ground.key, field=field))


_OWN_SENTENCE = {"certificate", "where-to-find", "publication-plan", "publication-plan-confirm"}


def _public_interest(writing: Writing, ground: Ground, duty: str, heading: str) -> Iterator[Block]:
    place = Place("ground", ground=ground.key, field="pi_for")
    yield writing.heading(heading, 4, place, citation=cited(writing, ground.provision))
    for side, factors in (("for", ground.pi_for), ("against", ground.pi_against)):
        if factors:
            field = Place("ground", ground.key, field=f"pi_{side}")
            yield writing.heading(f"factors-{side}-{duty}", 5, field)
            yield ListBlock(items=tuple(rich(factor, field) for factor in factors if factor), place=field)
    if ground.pi_balance:
        field = Place("ground", ground.key, field="pi_balance")
        yield writing.heading("balance-heading", 5, field)
        yield from rich(ground.pi_balance, field)


def _nature(writing: Writing, ground: Ground, provision: Provision) -> tuple[object, bool]:
    """Whether a ground is absolute and needs the test: of the provisions that it refers to, where it does (37(2) to 37(1)(a))."""
    named = [found for cited in ground.by_reference_to if (found := writing.catalogue.find(cited, provision.regime))] or [
        provision
    ]
    values = {item.absolute for item in named}
    return (values.pop() if len(values) == 1 else False), any(item.public_interest_test for item in named)


def _regulations(writing: Writing, grounds: list[Ground]) -> Iterator[Block]:
    """Refusal under the Environmental Information Regulations."""
    place = Place("refusal")
    yield writing.heading("eir-refusal-heading", 2, place)
    if not writing.leaves_out(Section.REFUSAL_STATEMENT):
        yield writing.say("eir-duty", place)
        refused = [pair for outcome in _REFUSING for pair in writing.having(outcome, eir=True)]
        yield writing.say("eir-statement", place, what=_scope(writing, refused) or writing.your_request)
    yield from _statements(writing, eir=True)
    yield from _named(writing, grounds, "eir-exceptions", eir=True)
    for ground in grounds:
        yield from _exception(writing, ground)
    yield from _no_inference(writing, grounds)


def _exception(writing: Writing, ground: Ground) -> Iterator[Block]:
    """One exception under the Regulations, with its reasoning."""
    place = Place("ground", ground=ground.key)
    provision = _provision(writing, ground)
    confirm = provision.duty is Duty.CONFIRM
    yield Heading(level=3, text=_provision_title(writing, ground, eir=True), place=place)
    kind = "eir-kind" if provision.public_interest_test else "eir-kind-plain"
    if provision.basis == "adverse_effect":
        kind = "eir-kind-adverse-confirm" if confirm else "eir-kind-adverse"
    yield writing.say(kind, place, citation=ground.provision)
    yield from rich(ground.reason, Place("ground", ground.key, field="reason"))
    if ground.harm:
        yield writing.heading("eir-harm-heading", 4, place)
        yield from rich(ground.harm, Place("ground", ground.key, field="harm"))
    yield from _particulars(writing, ground, provision)
    if ground.has_public_interest:
        yield from _public_interest(writing, ground, "confirm" if confirm else "disclose", "eir-interest-heading")


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
