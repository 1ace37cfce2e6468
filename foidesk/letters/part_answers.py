"""The part of a letter that quotes each question and answers it."""

from collections.abc import Iterator

from foidesk.letters.blocks import Block, Facts, Heading, Place, Quotation, paragraph
from foidesk.letters.rich import rich
from foidesk.letters.writing import Writing, numbered
from foidesk.model import AttachmentRole, Decision, ExtentKind, Outcome, Question

_WORDING = {
    Outcome.PARTIAL: "answer-partial",
    Outcome.WITHHELD: "answer-withheld",
    Outcome.NCND: "answer-ncnd",
    Outcome.NOT_HELD: "answer-not-held",
    Outcome.COST: "answer-cost",
    Outcome.VEXATIOUS: "answer-vexatious",
    Outcome.REPEATED: "answer-repeated",
    Outcome.CLARIFY: "answer-clarify",
    Outcome.INTEREST_PENDING: "answer-interest-pending",
    Outcome.TRANSFERRED: "answer-transferred",
    Outcome.SUBJECT_ACCESS: "answer-subject-access",
    Outcome.OUTSIDE_ACT: "answer-outside-act",
    Outcome.INVALID: "answer-invalid",
    Outcome.WITHDRAWN: "answer-withdrawn",
    Outcome.LAPSED: "answer-lapsed",
    Outcome.NOT_APPLICABLE: "answer-not-applicable",
}
_WITH_PART = {"answer-withheld", "answer-not-held", "answer-ncnd"}
_SHORT = {
    Outcome.DISCLOSED: "answered",
    Outcome.PARTIAL: "answered in part",
    Outcome.WITHHELD: "refused",
    Outcome.NCND: "neither confirmed nor denied",
    Outcome.NOT_HELD: "not held",
    Outcome.COST: "refused for its cost",
    Outcome.VEXATIOUS: "refused as vexatious",
    Outcome.REPEATED: "refused as repeated",
    Outcome.CLARIFY: "not clear yet",
    Outcome.INTEREST_PENDING: "decision later",
    Outcome.TRANSFERRED: "held elsewhere",
    Outcome.SUBJECT_ACCESS: "your own data, handled separately",
    Outcome.OUTSIDE_ACT: "outside the Act",
    Outcome.INVALID: "not a valid request yet",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.LAPSED: "lapsed",
    Outcome.NOT_APPLICABLE: "does not arise",
}


def answers(writing: Writing) -> Iterator[Block]:
    """Every question as it was asked, the requester's notes, and what is answered."""
    case = writing.case
    yield writing.heading("questions-heading", 2, Place("questions"))
    for note in case.notes:
        if note.questions == "all":
            yield writing.say("notes-intro", Place("notes"))
            yield Quotation(blocks=rich(note.text), place=Place("notes"))
    for question in case.questions:
        yield from _question(writing, question)


def summary(writing: Writing) -> Iterator[Block]:
    """The outcomes in short, where they are mixed; never beside a denial of *other* information, where it would say too much."""
    if any(decision.outcome is Outcome.NCND and decision.extent_kind is ExtentKind.OTHER for _, decision in writing.decisions):
        return
    place = Place("summary")
    own = writing.own("summary", Place("summary", field="summary"))
    if own:
        yield writing.heading("summary-heading", 2, place)
        yield from own
        return
    groups: dict[str, list[str]] = {}
    for question in writing.case.questions:
        outcomes = [decision.outcome for item in question.with_parts() for decision in item.decisions]
        if outcomes:
            groups.setdefault("; ".join(dict.fromkeys(_SHORT[outcome] for outcome in outcomes)), []).append(question.label)
    if len(groups) > 1:
        yield writing.heading("summary-heading", 2, place)
        yield Facts(rows=tuple((_capital(numbered(labels)), _capital(words)) for words, labels in groups.items()), place=place)


def _question(writing: Writing, question: Question) -> Iterator[Block]:
    place = Place("question", question=question.label)
    yield writing.heading("question-heading", 3, place, label=question.label)
    quoted: list[Block] = list(rich(question.text))
    quoted += [paragraph(f"{part.label}  {part.text}") for part in question.parts]
    yield Quotation(blocks=tuple(quoted), place=place)
    for note in writing.case.notes:
        if note.questions != "all" and question.label in note.questions:
            yield writing.say("notes-intro", place)
            yield Quotation(blocks=rich(note.text), place=place)
    if question.same_answer_as:
        yield writing.say("answer-as", place, label=question.same_answer_as)
    for decision in question.decisions:
        yield from _answer(writing, question, decision)
    for part in question.parts:
        if part.decisions:
            yield Heading(level=4, text=part.label, place=Place("question", question=part.label))
        for decision in part.decisions:
            yield from _answer(writing, part, decision)


def _answer(writing: Writing, question: Question, decision: Decision) -> Iterator[Block]:
    """One decision as an answer; a denial of *other* information stands once, in the refusal, and not here."""
    place = Place("answer", question=question.label, field=f"decision:{decision.id}:answer")
    if decision.extent_kind is ExtentKind.OTHER:
        return
    name = _WORDING.get(decision.outcome)
    if name is not None and decision.extent_kind is ExtentKind.PART and name in _WITH_PART:
        yield writing.say(f"{name}-part", place, extent=decision.extent_words)
    elif name is not None:
        yield writing.say(name, place)
    given = rich(decision.answer, place)
    yield from given
    if name is None and not given:
        enclosed = any(item.listed and item.role is AttachmentRole.ANSWER for item in writing.case.attachments)
        if enclosed:
            yield writing.say("answer-enclosed", place)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
