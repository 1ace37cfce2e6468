"""Verbs for the questions of a registered case: correct, split, join, order, make a note. The request's text never changes."""

from collections.abc import Sequence
from typing import Any

from foidesk.desk.office import Desk, Work
from foidesk.desk.proposal import asked, question_row
from foidesk.errors import UserError
from foidesk.intake.read import split_text
from foidesk.model import Case, Note, Question


def edit_question(desk: Desk, case_id: int, question_id: int, *, text: str | None = None, label: str | None = None) -> None:
    """Correct the words or the label of one question or part; the request's own text never changes."""
    with desk.changing(case_id) as work:
        question = find_question(work, question_id)
        digest = None
        if text is not None:
            if not text.strip():
                raise UserError("A question needs words. Merge it with its neighbour, or make it a note, instead.")
            question.text = text.strip()
            digest = work.save_text(f"question:{question.id}:text", question.text)
        if label is not None:
            _free_label(work.case, label, question)
            for other in work.case.every_question():
                if other.same_answer_as == question.label:
                    other.same_answer_as = label
            question.label = label
        work.record("question-edited", question=question.id, text=digest, relabelled=label is not None)


def split_question(desk: Desk, case_id: int, question_id: int, at: int) -> int:
    """Split a question in two at a character of its text; returns the id of the second. The decisions stay with the first."""
    with desk.changing(case_id) as work:
        case, question = work.case, find_question(work, question_id)
        first, second = question.text[:at].strip(), question.text[at:].strip()
        if not first or not second:
            raise UserError("Put the cursor between the two questions, then split.")
        siblings = _siblings(case, question)
        new = Question(label=_next_label(case), text=second)
        question.text, question.end = first, None
        question.start = None
        siblings.insert(siblings.index(question) + 1, new)
        _renumber(siblings)
        work.session.flush()
        work.save_text(f"question:{question.id}:text", first)
        work.save_text(f"question:{new.id}:text", second)
        work.record("question-split", question=question.id, new=new.id)
        return new.id


def merge_questions(desk: Desk, case_id: int, question_ids: Sequence[int]) -> int:
    """Join neighbouring questions into the first of them, words, parts and decisions; returns its id."""
    with desk.changing(case_id) as work:
        case = work.case
        chosen = [question for question in case.questions if question.id in set(question_ids)]
        if len(chosen) < 2:
            raise UserError("Choose at least two questions to join.")
        first, rest = chosen[0], chosen[1:]
        first.text = "\n".join(question.text for question in chosen)
        starts, ends = [question.start for question in chosen], [question.end for question in chosen]
        first.start = min((start for start in starts if start is not None), default=None)
        first.end = max((end for end in ends if end is not None), default=None) if first.start is not None else None
        for question in rest:
            _move_all(question.parts, first.parts)
            _move_all(question.decisions, first.decisions)
            case.questions.remove(question)
        _renumber(case.questions)
        _renumber(first.parts)
        _renumber(first.decisions)
        work.save_text(f"question:{first.id}:text", first.text)
        work.record("questions-merged", into=first.id, joined=[question.id for question in rest])
        return first.id


def move_question(desk: Desk, case_id: int, question_id: int, to: int) -> None:
    """Put a question at another place in the order (0 is first)."""
    with desk.changing(case_id) as work:
        question = find_question(work, question_id)
        siblings = _siblings(work.case, question)
        siblings.remove(question)
        siblings.insert(to, question)
        _renumber(siblings)
        work.record("question-moved", question=question.id, to=to)


def question_to_note(desk: Desk, case_id: int, question_id: int) -> None:
    """Make a question a note that applies to all; it must not be decided yet."""
    with desk.changing(case_id) as work:
        case, question = work.case, find_question(work, question_id)
        if any(item.decisions for item in question.with_parts()):
            raise UserError(f"Question {question.label} is decided already. Remove its decisions first.")
        if len(case.questions) == 1:
            raise UserError("This is the only question. A request needs at least one.")
        if question not in case.questions:
            raise UserError("Only a whole question can become a note.")
        case.questions.remove(question)
        _renumber(case.questions)
        words = "\n".join(item.text for item in question.with_parts())
        case.notes.append(Note(text=words, position=len(case.notes)))
        work.record("question-to-note", question=question.id)


def note_to_question(desk: Desk, case_id: int, note_id: int) -> int:
    """Make a note a question at the end; returns its id."""
    with desk.changing(case_id) as work:
        case = work.case
        note = next((note for note in case.notes if note.id == note_id), None)
        if note is None:
            raise UserError("That note is not in the case any more.")
        case.notes.remove(note)
        question = Question(label=_next_label(case), text=note.text, position=len(case.questions))
        case.questions.append(question)
        work.session.flush()
        work.save_text(f"question:{question.id}:text", question.text)
        work.record("note-to-question", note=note_id, question=question.id)
        return question.id


def resplit(desk: Desk, case_id: int) -> None:
    """Split the request's text again from the start. Raises UserError if a question is decided already."""
    with desk.changing(case_id) as work:
        case = work.case
        if any(True for _ in case.every_decision()):
            raise UserError("Questions are decided already; splitting again would lose that. Correct single questions instead.")
        found = split_text(case.request_text)
        case.questions[:] = [question_row(asked(item), number) for number, item in enumerate(found.questions)]
        case.notes[:] = [Note(text=note.text, position=number) for number, note in enumerate(found.notes)]
        work.session.flush()
        for question in case.every_question():
            work.save_text(f"question:{question.id}:text", question.text)
        work.record("resplit", questions=len(case.questions), notes=len(case.notes))


def find_question(work: Work, question_id: int) -> Question:
    """The question or part with this id. Raises UserError if it is gone."""
    question = next((question for question in work.case.every_question() if question.id == question_id), None)
    if question is None:
        raise UserError("That question is not in the case any more.")
    return question


def _siblings(case: Case, question: Question) -> list[Question]:
    return next((parent.parts for parent in case.questions if question in parent.parts), case.questions)


def _renumber(rows: Sequence[Any]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def _move_all(source: list[Any], target: list[Any]) -> None:
    for row in list(source):
        source.remove(row)
        target.append(row)


def _next_label(case: Case) -> str:
    taken = {question.label for question in case.every_question()}
    return next(label for label in map(str, range(1, len(taken) + 2)) if label not in taken)


def _free_label(case: Case, label: str, question: Question) -> None:
    if not label.strip():
        raise UserError("A question needs a label.")
    if any(other.label == label for other in case.every_question() if other is not question):
        raise UserError(f"There is a question {label} already.")
