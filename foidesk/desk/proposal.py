"""A request before it is registered: what was read, and what the officer corrects in it. Pure values; nothing is stored yet."""

import re
from collections.abc import Iterator
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

    def with_parts(self) -> Iterator["NewQuestion"]:
        """The question itself, then its parts."""
        yield self
        yield from self.parts


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
    note_spans: tuple[tuple[int, int] | None, ...] = ()
    """For each note its code points in the request's text, where known."""

    def note_span(self, note: int) -> tuple[int, int] | None:
        """Where a note stands in the request's text, if that is known."""
        return self.note_spans[note] if note < len(self.note_spans) else None


def proposal(reading: Reading, today: date, original: tuple[str, str, bytes] | None = None) -> NewRequest:
    """What would be registered if the officer changed nothing. Without a date in the file, today is proposed as received."""
    return NewRequest(
        received=reading.received.date() if isinstance(reading.received, datetime) else reading.received or today,
        request_text=reading.text,
        questions=tuple(asked(item) for item in reading.questions),
        notes=tuple(note.text for note in reading.notes),
        note_spans=tuple((note.start, note.end) for note in reading.notes),
        reference=reading.reference,
        title=reading.title or reading.subject or "",
        requester={
            key: getattr(reading.requester, key, None)
            for key in ("name", "email", "address", "handle", "organisation", "format_wanted")
        },
        sent_by_requester=reading.sent if isinstance(reading.sent, datetime) else None,
        original=original,
    )


def fault_of(new: NewRequest) -> str:
    """What stands against registering the questions as they are, in plain words; "" if nothing."""
    if not new.questions:
        return "There is no question yet. Mark at least one in the request's text."
    items = [item for question in new.questions for item in question.with_parts()]
    if any(not item.text.strip() and not item.parts for item in items):
        return "A question has no words. Join it to its neighbour, or make it a note."
    labels = [item.label.strip() for item in items]
    if "" in labels:
        return "A question has no label. Give it a number or a letter."
    twice = next((label for label in labels if labels.count(label) > 1), None)
    return f"Two questions are labelled {twice}. Give one of them another label." if twice else ""


def edit_proposed(
    new: NewRequest, index: int, part: int | None = None, *, text: str | None = None, label: str | None = None
) -> NewRequest:
    """The proposal with other words or another label for a question or a part; where it stands in the request is kept."""
    row = list(_row(new, index, part))
    at = index if part is None else part
    changed = row[at]
    if text is not None:
        changed = replace(changed, text=text.strip())
    if label is not None:
        before, label = changed.label, label.strip()
        changed = replace(changed, label=label, parts=_following(changed.parts, before, label))
    row[at] = changed
    return _with_row(new, index, part, tuple(row))


def edit_note_proposed(new: NewRequest, note: int, text: str) -> NewRequest:
    """The proposal with other words for a note."""
    if not text.strip():
        raise UserError("A note needs words. Make it a question, or leave its words as they were.")
    return replace(new, notes=(*new.notes[:note], text.strip(), *new.notes[note + 1 :]))


def split_proposed(new: NewRequest, index: int, at: int, part: int | None = None) -> NewRequest:
    """The proposal with one question or part split in two at a character of its text; what follows it, its parts, goes with the second."""
    row = _row(new, index, part)
    place = index if part is None else part
    question = row[place]
    first, second = question.text[:at].strip(), question.text[at:].strip()
    if not first or not second:
        raise UserError("Put the cursor between the two questions, then split.")
    spans = _divided(new.request_text, question, second)
    halves = (
        replace(question, text=first, start=spans[0], end=spans[1], parts=()),
        NewQuestion(question.label, second, spans[2], spans[3], question.parts),
    )
    return _renumbered(new, _with_row(new, index, part, (*row[:place], *halves, *row[place + 1 :])))


def merge_proposed(new: NewRequest, index: int, part: int | None = None) -> NewRequest:
    """The proposal with a question joined to the one before it; a first part goes into its question's own words."""
    if part == 0:
        question = new.questions[index]
        joined = replace(question, text=_together(question, question.parts[0]), parts=question.parts[1:])
        return _renumbered(new, _with_row(new, index, None, (*new.questions[:index], joined, *new.questions[index + 1 :])))
    row = _row(new, index, part)
    place = index if part is None else part
    if place < 1:
        raise UserError("The first question has none before it to be joined to.")
    joined = _joined(row[place - 1], row[place])
    return _renumbered(new, _with_row(new, index, part, (*row[: place - 1], joined, *row[place + 1 :])))


def one_proposed(new: NewRequest) -> NewRequest:
    """The proposal with everything that is asked as one question, parts and all."""
    if not new.questions:
        raise UserError("There is no question yet.")
    items = [item for question in new.questions for item in question.with_parts()]
    starts = [item.start for item in items if item.start is not None]
    ends = [item.end for item in items if item.end is not None]
    whole = NewQuestion("1", _together(*items), min(starts, default=None), max(ends, default=None))
    return replace(new, questions=(whole if starts and ends else replace(whole, start=None, end=None),))


def note_proposed(new: NewRequest, index: int, part: int | None = None) -> NewRequest:
    """The proposal with one question, or part, made a note that applies to all."""
    row = _row(new, index, part)
    place = index if part is None else part
    question = row[place]
    words = _together(*question.with_parts())
    span = (question.start, question.end) if question.start is not None and question.end is not None else None
    kept = _renumbered(new, _with_row(new, index, part, (*row[:place], *row[place + 1 :])))
    return replace(kept, notes=(*new.notes, words), note_spans=(*_spans(new), span))


def question_proposed(new: NewRequest, note: int) -> NewRequest:
    """The proposal with one note made a question: where it stands in the request, or at the end where that is not known."""
    span = new.note_span(note) or (None, None)
    question = NewQuestion("", new.notes[note], *span)
    place = question_place(new, note)
    asked = _renumbered(new, replace(new, questions=(*new.questions[:place], question, *new.questions[place:])))
    spans = _spans(new)
    return replace(asked, notes=new.notes[:note] + new.notes[note + 1 :], note_spans=spans[:note] + spans[note + 1 :])


def question_place(new: NewRequest, note: int) -> int:
    """At which place a note would stand among the questions."""
    span = new.note_span(note)
    return len(new.questions) if span is None else place_of(new, span[0])


def place_of(new: NewRequest, start: int) -> int:
    """At which place a question that begins at a code point of the request would stand."""
    later = (number for number, question in enumerate(new.questions) if (question.start or 0) > start)
    return next(later, len(new.questions))


def mark_proposed(new: NewRequest, start: int, end: int) -> NewRequest:
    """The proposal with some words of the request made a question, where they stand; wrapped lines are joined."""
    raw = new.request_text[start:end]
    words = "\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", raw.strip()))
    if not words:
        raise UserError("Choose the words in the request first.")
    start += len(raw) - len(raw.lstrip())
    question = NewQuestion("", words, start, start + len(raw.strip()))
    place = place_of(new, start)
    return _renumbered(new, replace(new, questions=(*new.questions[:place], question, *new.questions[place:])))


def lift_proposed(new: NewRequest, index: int, part: int) -> NewRequest:
    """The proposal with a part made a question of its own, after the one that it was part of."""
    question = new.questions[index]
    left = replace(question, parts=question.parts[:part] + question.parts[part + 1 :])
    lifted = replace(question.parts[part], label="")
    return _renumbered(new, replace(new, questions=(*new.questions[:index], left, lifted, *new.questions[index + 1 :])))


def move_proposed(new: NewRequest, index: int, to: int, part: int | None = None) -> NewRequest:
    """The proposal with one question, or part, at another place among its like; labels follow the new order."""
    order = list(_row(new, index, part))
    order.insert(to, order.pop(index if part is None else part))
    if part is not None:
        order = [replace(item, label=old.label) for item, old in zip(order, _row(new, index, part), strict=True)]
        return _with_row(new, index, part, tuple(order))
    return _renumbered(new, replace(new, questions=tuple(order)))


def _row(new: NewRequest, index: int, part: int | None) -> tuple[NewQuestion, ...]:
    """The questions, or the parts of one, among which a question or part stands."""
    return new.questions if part is None else new.questions[index].parts


def _with_row(new: NewRequest, index: int, part: int | None, row: tuple[NewQuestion, ...]) -> NewRequest:
    if part is None:
        return replace(new, questions=row)
    changed = replace(new.questions[index], parts=row)
    return replace(new, questions=(*new.questions[:index], changed, *new.questions[index + 1 :]))


def _together(*items: NewQuestion) -> str:
    """The words of some questions, a line for each; one that has only parts has none of its own."""
    return "\n".join(item.text for item in items if item.text)


def _joined(before: NewQuestion, question: NewQuestion) -> NewQuestion:
    known = before.start is not None and question.end is not None
    return replace(
        before,
        text=_together(before, question),
        start=before.start if known else None,
        end=question.end if known else None,
        parts=before.parts + question.parts,
    )


def _divided(request_text: str, question: NewQuestion, second: str) -> tuple[int | None, int | None, int | None, int | None]:
    """The spans of the two halves, where the second's words begin at one plain place of the question's own; else no span."""
    if question.start is None or question.end is None:
        return None, None, None, None
    words = re.compile(r"\s+".join(map(re.escape, second.split())))
    found = [match.start() for match in words.finditer(request_text, question.start, question.end)]
    if len(found) != 1 or found[0] <= question.start:
        return None, None, None, None
    before = request_text[question.start : found[0]].rstrip()
    return question.start, question.start + len(before), found[0], question.end


def _spans(new: NewRequest) -> tuple[tuple[int, int] | None, ...]:
    return tuple(new.note_span(number) for number in range(len(new.notes)))


def _renumbered(before: NewRequest, after: NewRequest) -> NewRequest:
    """Labels run from 1 again, unless the requester's own (such as "B1") still stand unchanged; those of parts follow."""
    questions = after.questions
    if [question.label for question in questions] != [question.label for question in before.questions]:
        questions = tuple(
            replace(question, label=str(number), parts=_following(question.parts, question.label, str(number)))
            for number, question in enumerate(questions, start=1)
        )
    labels = [item.label for question in questions for item in question.with_parts()]
    if len(set(labels)) < len(labels) or "" in labels:
        questions = tuple(_lettered(question) for question in questions)
    return replace(after, questions=questions)


def _following(parts: tuple[NewQuestion, ...], before: str, after: str) -> tuple[NewQuestion, ...]:
    """Parts whose labels begin with their question's label, once that is another one."""
    return tuple(
        replace(part, label=after + part.label[len(before) :]) if before and part.label.startswith(before) else part
        for part in parts
    )


def _lettered(question: NewQuestion) -> NewQuestion:
    """The parts labelled (a), (b) and so on under their question's label."""
    letters = (chr(ord("a") + number) if number < 26 else str(number + 1) for number in range(len(question.parts)))
    parts = (replace(part, label=f"{question.label}({letter})") for part, letter in zip(question.parts, letters, strict=True))
    return replace(question, parts=tuple(parts))


def asked(item: Any) -> NewQuestion:
    """A question that intake found, with its parts."""
    return NewQuestion(
        label=item.label, text=item.own, start=item.start, end=item.end, parts=tuple(asked(part) for part in item.parts)
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
