"""A request before it is registered: what was read, and what the officer corrects in it. Pure values; nothing is stored yet."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.reading import Reading
from foidesk.model import Channel, Question, Regime


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as the officer confirmed it; `start` and `end` are its code points in the request's text, where known."""

    label: str
    text: str
    start: int | None = None
    end: int | None = None
    parts: tuple["NewQuestion", ...] = ()


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request that is ready to be registered: what was read, and what the officer corrected."""

    received: date
    request_text: str
    questions: tuple[NewQuestion, ...]
    notes: tuple[str, ...] = ()
    reference: str | None = None
    title: str = ""
    channel: Channel | None = Channel.EMAIL
    regime: Regime = Regime.FOIA
    requester: dict[str, str | None] = field(default_factory=dict)
    sent_by_requester: datetime | None = None
    received_reason: str | None = None
    original: tuple[str, str, bytes] | None = None
    """File name, media type and bytes of what came in, kept beside the case."""


def proposal(reading: Reading, today: date, original: tuple[str, str, bytes] | None = None) -> NewRequest:
    """What would be registered if the officer changed nothing. Without a date in the file, today is proposed as received."""
    return NewRequest(
        received=reading.received.date() if isinstance(reading.received, datetime) else reading.received or today,
        request_text=reading.text,
        questions=tuple(asked(item) for item in reading.questions),
        notes=tuple(note.text for note in reading.notes),
        reference=reading.reference,
        title=reading.title or reading.subject or "",
        requester={
            key: getattr(reading.requester, key, None)
            for key in ("name", "email", "address", "handle", "organisation", "format_wanted")
        },
        sent_by_requester=reading.sent if isinstance(reading.sent, datetime) else None,
        original=original,
    )


def split_proposed(new: NewRequest, index: int, at: int) -> NewRequest:
    """The proposal with one question split in two at a character of its text."""
    question = new.questions[index]
    first, second = question.text[:at].strip(), question.text[at:].strip()
    if not first or not second:
        raise UserError("Put the cursor between the two questions, then split.")
    halves = (replace(question, text=first, start=None, end=None), NewQuestion(label="", text=second))
    return _renumbered(new, (*new.questions[:index], *halves, *new.questions[index + 1 :]))


def merge_proposed(new: NewRequest, index: int) -> NewRequest:
    """The proposal with a question joined to the one before it."""
    if index < 1:
        raise UserError("The first question has none before it to be joined to.")
    before, question = new.questions[index - 1], new.questions[index]
    known = before.start is not None and question.end is not None
    joined = replace(
        before,
        text=f"{before.text}\n{question.text}",
        start=before.start if known else None,
        end=question.end if known else None,
        parts=before.parts + question.parts,
    )
    return _renumbered(new, (*new.questions[: index - 1], joined, *new.questions[index + 1 :]))


def note_proposed(new: NewRequest, index: int) -> NewRequest:
    """The proposal with one question made a note that applies to all."""
    question = new.questions[index]
    words = "\n".join([question.text, *(part.text for part in question.parts)])
    kept = _renumbered(new, new.questions[:index] + new.questions[index + 1 :])
    return replace(kept, notes=(*new.notes, words))


def question_proposed(new: NewRequest, note: int) -> NewRequest:
    """The proposal with one note made a question at the end."""
    question = NewQuestion(label="", text=new.notes[note])
    asked = _renumbered(new, (*new.questions, question))
    return replace(asked, notes=new.notes[:note] + new.notes[note + 1 :])


def move_proposed(new: NewRequest, index: int, to: int) -> NewRequest:
    """The proposal with one question at another place; labels follow the new order."""
    order = list(new.questions)
    order.insert(to, order.pop(index))
    return _renumbered(new, tuple(order))


def _renumbered(new: NewRequest, questions: tuple[NewQuestion, ...]) -> NewRequest:
    """Labels run from 1 again, unless the requester's own labels (such as "B1") still stand unchanged."""
    if [question.label for question in questions] == [question.label for question in new.questions]:
        return replace(new, questions=questions)
    return replace(
        new, questions=tuple(replace(question, label=str(number)) for number, question in enumerate(questions, start=1))
    )


def asked(item: Any) -> NewQuestion:
    """A question that intake found, with its parts."""
    return NewQuestion(
        label=item.label, text=item.text, start=item.start, end=item.end, parts=tuple(asked(part) for part in item.parts)
    )


def question_row(new: NewQuestion, position: int) -> Question:
    """The row of a confirmed question, with its parts."""
    return Question(
        label=new.label,
        text=new.text,
        start=new.start,
        end=new.end,
        position=position,
        parts=[question_row(part, number) for number, part in enumerate(new.parts)],
    )
