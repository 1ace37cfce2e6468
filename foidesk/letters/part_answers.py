"""The part of a letter that quotes each question and answers it."""

from collections.abc import Iterator, Sequence
from typing import Any

from foidesk.law.provisions import is_eir
from foidesk.letters.blocks import Block, Facts, Place, Quotation, paragraph
from foidesk.letters.rich import rich, words
from foidesk.letters.writing import Writing
from foidesk.model import AttachmentRole, Decision, ExtentKind, LetterKind, Outcome, Question

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
_WITH_EXTENT = {"answer-withheld", "answer-accessible", "answer-partial", "answer-not-held", "answer-ncnd"}
_EXCEPTED = {"answer-withheld", "answer-partial"}
_WORTH_SAYING_ONCE = 40
"""Characters of an answer that two questions share by its words alone: "None." twice is two answers."""
_STILL_TO_COME = {LetterKind.EXTENSION, LetterKind.DELAY}


def answers(writing: Writing) -> Iterator[Block]:
    """Every question as it was asked, the requester's notes, and what is answered."""
    case = writing.case
    yield writing.heading("questions-heading", 2, Place("questions"))
    for note in case.notes:
        if note.questions == "all":
            yield writing.say("notes-intro", Place("notes"))
            yield Quotation(blocks=rich(note.text), place=Place("notes"))
    for together in _served_together(writing):
        yield from _question(writing, together[0]) if len(together) == 1 else _together(writing, together)


def summary(writing: Writing) -> Iterator[Block]:
    """The outcomes in short, where they are mixed; never beside a denial of *other* information, where it would say too much."""
    if any(_denies_other(decision) for _, decision in writing.decisions):
        return
    place = Place("summary")
    own = writing.own("summary", Place("summary", field="summary"))
    if own:
        yield writing.heading("summary-heading", 2, place)
        yield from own
        return
    groups: dict[str, list[str]] = {}
    for item in writing.case.every_question():
        told = writing.case.question(item.same_answer_as) if item.same_answer_as else item
        short = [_in_short(writing, decision) for decision in told.decisions] if told else []
        if short:
            groups.setdefault("; ".join(dict.fromkeys(short)), []).append(item.label)
    if len(groups) > 1:
        yield writing.heading("summary-heading", 2, place)
        yield Facts(
            rows=tuple((_capital(writing.numbered(labels)), _capital(words)) for words, labels in groups.items()), place=place
        )


def _in_short(writing: Writing, decision: Decision) -> str:
    words = writing.wording.text(f"short-{decision.outcome.value}", writing.dated)
    if decision.extent_kind is ExtentKind.ALL or decision.outcome is Outcome.PARTIAL:
        return words
    return writing.wording.text("short-in-part", writing.dated, words=words)


def quoted(question: Question, *, labelled: bool = False) -> tuple[Block, ...]:
    """A question with its parts, as the requester put them; with its own label in front where no heading names it."""
    text = f"{question.label}. {question.text}" if labelled else question.text
    return (*rich(text), *(paragraph(f"{part.label} {part.text}") for part in question.parts))


def _served_together(writing: Writing) -> Iterator[list[Question]]:
    """The questions in order, neighbours that one answer serves as one group."""
    group: list[Question] = []
    for question in writing.case.questions:
        if group and _serves(group[0], question):
            group.append(question)
            continue
        if group:
            yield group
        group = [question]
    if group:
        yield group


def _serves(first: Question, other: Question) -> bool:
    """Whether the answer to one question serves another: it was said to, or the same was decided and written for both.

    Only what is simply answered, in the officer's own words: standard sentences speak of "this information", and beside a denial of *other*
    information each question keeps what is said of it.
    """
    if not _is_simply_answered(first) or any(part.decisions for part in other.parts):
        return False
    if other.same_answer_as:
        return other.same_answer_as == first.label and not other.decisions
    return _decided(first) == _decided(other) and len(words(first.decisions[0].answer)) >= _WORTH_SAYING_ONCE


def _is_simply_answered(question: Question) -> bool:
    alone = not question.same_answer_as and not any(part.decisions for part in question.parts)
    return (
        alone
        and bool(question.decisions)
        and all(item.outcome is Outcome.DISCLOSED and item.answer for item in question.decisions)
    )


def _decided(question: Question) -> list[tuple[Any, ...]]:
    """What is decided and said of a question, apart from where it stands."""
    return [
        (
            item.outcome,
            item.extent_kind,
            item.extent_words,
            item.held,
            item.regime,
            item.answer,
            [ground.key for ground in item.grounds],
        )
        for item in question.decisions
    ]


def _together(writing: Writing, questions: Sequence[Question]) -> Iterator[Block]:
    """Questions one after the other as they were asked, then the one answer that serves them; its place is in the first of them."""
    for question in questions:
        yield from _asked(writing, question)
    first = questions[0]
    labels = writing.numbered([question.label for question in questions])
    yield writing.heading("answer-together", 3, Place("answer", question=first.label), questions=labels)
    for decision in first.decisions:
        yield from _answer(writing, first, decision)


def _asked(writing: Writing, question: Question) -> Iterator[Block]:
    place = Place("question", question=question.label)
    yield writing.heading("question-heading", 3, place, label=question.label)
    yield Quotation(blocks=quoted(question), place=place)
    for note in writing.case.notes:
        if note.questions != "all" and question.label in note.questions:
            yield writing.say("notes-intro-one", place, label=question.label)
            yield Quotation(blocks=rich(note.text), place=place)


def _question(writing: Writing, question: Question) -> Iterator[Block]:
    place = Place("question", question=question.label)
    yield from _asked(writing, question)
    if question.same_answer_as:
        yield writing.say("answer-as", place, label=question.same_answer_as)
    elif writing.letter.kind in _STILL_TO_COME and not any(item.decisions for item in question.with_parts()):
        due = writing.clock.due if writing.clock else None
        yield (
            writing.say("answer-to-follow", place, due=writing.day(due))
            if due
            else writing.say("answer-to-follow-undated", place)
        )
    for decision in question.decisions:
        yield from _answer(writing, question, decision)
    for part in question.parts:
        if part.decisions:
            yield writing.heading("part-heading", 4, Place("question", question=part.label), label=part.label)
        for decision in part.decisions:
            yield from _answer(writing, part, decision)


def _answer(writing: Writing, question: Question, decision: Decision) -> Iterator[Block]:
    """One decision as an answer; a denial of *other* information stands once, in the refusal, and not here."""
    place = Place("answer", question=question.label, field=f"decision:{decision.id}:answer")
    if _denies_other(decision):
        return
    name = _wording(writing, question, decision)
    if name is not None:
        yield writing.say(name, place, extent=decision.extent_words)
    given = rich(decision.answer, place)
    yield from given
    if name is None and not given:
        enclosed = [item for item in writing.case.attachments if item.listed and item.role is AttachmentRole.ANSWER]
        if enclosed:
            yield writing.say("answer-enclosed-one" if len(enclosed) == 1 else "answer-enclosed", place)


def _wording(writing: Writing, question: Question, decision: Decision) -> str | None:
    """The name of the sentence that goes before the officer's own words; none for what is simply answered."""
    name = _WORDING.get(decision.outcome)
    if name is None:
        return None
    if decision.outcome is Outcome.WITHHELD and decision.extent_kind is not ExtentKind.OTHER and _is_accessible(decision):
        name = "answer-accessible"
    extent = "" if decision.extent_kind is ExtentKind.ALL or name not in _WITH_EXTENT else f"-{decision.extent_kind.value}"
    if extent == "-other" and name not in {"answer-withheld", "answer-not-held"}:
        extent = ""
    if not extent and name in _EXCEPTED and any(_denies_other(item) for item in question.decisions):
        # "This information" and "the rest" would speak of everything, and so of what is neither confirmed nor denied.
        return f"{name}-beside-other"
    excepted = name in _EXCEPTED and extent != "-other" and is_eir(writing.regime(decision))
    return f"{name}{extent}{'-eir' if excepted else ''}"


def _denies_other(decision: Decision) -> bool:
    return decision.outcome is Outcome.NCND and decision.extent_kind is ExtentKind.OTHER


def _is_accessible(decision: Decision) -> bool:
    """Whether it is refused for no other reason than that it can be had elsewhere (s.21)."""
    return bool(decision.grounds) and all(ground.provision.replace(" ", "") in {"21", "21(1)"} for ground in decision.grounds)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
