"""Composing a letter: from the case to blocks. Pure: data in, data out."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from foidesk.law.clock import ClockResult
from foidesk.law.provisions import Catalogue
from foidesk.letters import part_answers, part_frame, part_refusal
from foidesk.letters.blocks import Block, Figure, Place, Quotation
from foidesk.letters.rich import rich
from foidesk.letters.wording import Wording
from foidesk.letters.writing import Writing
from foidesk.model import Case, Letter, LetterKind, Outcome

Body = Callable[[Writing], Iterator[Block]]


def compose(
    case: Case,
    letter: Letter,
    catalogue: Catalogue,
    wording: Wording,
    clock: ClockResult | None,
    *,
    today: date,
    signed_at: datetime | None = None,
    logo: Figure | None = None,
) -> tuple[Block, ...]:
    """The whole letter of a case, part by part in the order of docs/letter.md; a part appears only where the case needs it."""
    words = wording.of_letter(case.language, letter.signed_at)
    writing = Writing(case, letter, catalogue, words, clock, today, signed_at, logo)
    body = _BODIES.get(letter.kind, _response)
    return (*part_frame.head(writing), *part_frame.opening(writing), *body(writing), *part_frame.signature(writing))


def public_copy(
    case: Case, letter: Letter, catalogue: Catalogue, wording: Wording, clock: ClockResult | None, *, today: date
) -> tuple[Block, ...]:
    """The response-log copy of an answer: the request, the answer and the reasons, without the requester."""
    words = wording.of_letter(case.language, letter.signed_at)
    writing = Writing(case, letter, catalogue, words, clock, today)
    return (
        *part_frame.public_head(writing),
        *part_answers.summary(writing),
        *part_answers.answers(writing),
        *part_refusal.refusal(writing),
        *part_frame.attachments(writing, public=True),
        *part_frame.reuse(writing),
    )


def _response(writing: Writing) -> Iterator[Block]:
    yield from part_answers.summary(writing)
    yield from part_answers.answers(writing)
    yield from part_frame.clarification(writing)
    yield from part_refusal.refusal(writing)
    yield from part_frame.handling(writing)
    yield from part_frame.attachments(writing)
    yield from part_frame.reuse(writing)
    yield from part_frame.complaints(writing)


def _further(writing: Writing) -> Iterator[Block]:
    """A letter after the answer: what is new in the officer's words, then the whole answer as it now stands."""
    yield from _own_body(writing)
    yield from _response(writing)


def _acknowledgement(writing: Writing) -> Iterator[Block]:
    if writing.clock is not None and writing.clock.due is not None:
        yield writing.say("due-promise", Place("due"), due=writing.day(writing.clock.due))
    yield from _request(writing)


def _clarification(writing: Writing) -> Iterator[Block]:
    yield from _request(writing)
    yield from part_frame.clarification(writing)
    yield from _own_body(writing)


def _fixed(name: str, *, complaints: bool = False) -> Body:
    """A letter whose body is one paragraph of wording, and the officer's own words; some kinds say nothing without those."""

    def body(writing: Writing) -> Iterator[Block]:
        yield writing.say(name, Place("body"))
        own = tuple(_own_body(writing))
        yield from own
        if not own and writing.letter.kind in _NEEDS_BODY:
            yield writing.say(f"body-{writing.letter.kind.value}", Place("body", field="body"))
        if complaints:
            yield from part_frame.complaints(writing)

    return body


_NEEDS_BODY = {LetterKind.FEES_NOTICE, LetterKind.TRANSFER}


def _consultation(writing: Writing) -> Iterator[Block]:
    yield from tuple(_own_body(writing)) or (writing.say("body-consultation", Place("body", field="body")),)
    yield writing.say("consultation-text", Place("body"))


def _review_acknowledgement(writing: Writing) -> Iterator[Block]:
    place, days = Place("body"), writing.case.authority.review_days
    yield writing.say("review-ack-text", place)
    if days:
        yield writing.say("review-days", place, days=days)
    yield from _own_body(writing)


def _withdrawn(writing: Writing) -> Iterator[Block]:
    """The request is closed: the requester withdrew it, or it lapsed because nothing was heard."""
    yield writing.say("lapsed-text" if writing.having(Outcome.LAPSED) else "withdrawn-text", Place("body"))
    yield from _own_body(writing)


def _covering(writing: Writing) -> Iterator[Block]:
    yield writing.say("covering-text", Place("body"))
    yield from _own_body(writing)
    yield from part_frame.attachments(writing)
    yield from part_frame.reuse(writing)


def _own_body(writing: Writing) -> Iterator[Block]:
    yield from writing.own("body", Place("body", field="body"))


def _request(writing: Writing) -> Iterator[Block]:
    """The request as it was made, quoted whole."""
    place = Place("request")
    yield writing.heading("request-heading", 2, place)
    for question in writing.case.questions:
        yield Quotation(blocks=part_answers.quoted(question, labelled=True), place=place)
    for note in writing.case.notes:
        yield Quotation(blocks=rich(note.text), place=place)


_BODIES: dict[LetterKind, Body] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.CLARIFICATION: _clarification,
    LetterKind.CORRECTION: _further,
    LetterKind.SUPPLEMENTARY: _further,
    LetterKind.SECOND_NOTICE: _further,
    LetterKind.INTERNAL_REVIEW: _further,
    LetterKind.DELAY: _fixed("delay-text", complaints=True),
    LetterKind.FEES_NOTICE: _fixed("fees-law", complaints=True),
    LetterKind.REVIEW_ACKNOWLEDGEMENT: _review_acknowledgement,
    LetterKind.TRANSFER: _fixed("transfer-text", complaints=True),
    LetterKind.INVALID: _fixed("invalid-law"),
    LetterKind.WITHDRAWN: _withdrawn,
    LetterKind.CONSULTATION: _consultation,
    LetterKind.COVERING: _covering,
}
"""What stands between opening and signature, for kinds that are not answers; every other kind is one."""
