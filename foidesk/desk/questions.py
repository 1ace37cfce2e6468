"""Verbs for the questions of a registered case: correct, split, join, order, make a note. The request's text never changes."""

import re
from collections.abc import Sequence
from typing import Any

from foidesk.desk.office import Desk, Work
from foidesk.desk.proposal import asked, question_row
from foidesk.errors import UserError
from foidesk.intake.read import split_text
from foidesk.model import Case, ClockEvent, CostEstimate, Note, Question


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
            _relabel(work.case, question.label, label)
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
        _split_span(case.request_text, question, new)
        question.text = first
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
        chosen = _neighbours(case, question_ids)
        first, rest = chosen[0], chosen[1:]
        first.text = "\n".join(question.text for question in chosen)
        first.start, first.end = _joined_span(chosen)
        for question in rest:
            _relabel(case, question.label, first.label)
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
        if any(other.same_answer_as == question.label for other in case.every_question()):
            raise UserError(f"Another question takes its answer from question {question.label}. Change that one first.")
        case.questions.remove(question)
        for item in question.with_parts():
            _relabel(case, item.label, None)
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
        if not found.questions:
            raise UserError("No question was found in the request's text. Correct single questions instead.")
        for question in case.every_question():
            _relabel(case, question.label, None)
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


def _neighbours(case: Case, question_ids: Sequence[int]) -> list[Question]:
    chosen = [question for question in case.questions if question.id in set(question_ids)]
    if len(chosen) < 2:
        raise UserError("Choose at least two questions to join.")
    if case.questions.index(chosen[-1]) - case.questions.index(chosen[0]) >= len(chosen):
        raise UserError("Only questions that stand next to each other can be joined. Move one first.")
    if sum(bool(question.decisions) for question in chosen) > 1:
        raise UserError("More than one of these questions is decided. Take the decisions of all but one back first.")
    return chosen


def _joined_span(chosen: Sequence[Question]) -> tuple[int | None, int | None]:
    """From the first word to the last where every span is known and they follow each other in the request, else nothing."""
    spans = [(question.start, question.end) for question in chosen]
    known = [(start, end) for start, end in spans if start is not None and end is not None]
    if len(known) < len(spans) or known != sorted(known):
        return None, None
    return known[0][0], known[-1][1]


def _split_span(request_text: str, question: Question, second: Question) -> None:
    """Share a question's span at the one place where the second's words begin in it; where that is not plain, neither has one."""
    start, end = question.start, question.end
    question.start = question.end = None
    if start is None or end is None:
        return
    words = re.compile(r"\s+".join(map(re.escape, second.text.split())))
    found = [match.start() for match in words.finditer(request_text, start, end)]
    if len(found) == 1 and found[0] > start:
        question.start, question.end, second.start, second.end = start, found[0], found[0], end


def _relabel(case: Case, before: str, after: str | None) -> None:
    """Let everything that names a question follow it to another label, or (None) name it no longer."""
    for question in case.every_question():
        if question.same_answer_as == before:
            question.same_answer_as = after if question.label != after else None
    rows: list[Note | ClockEvent | CostEstimate] = [*case.notes, *case.clock, *case.cost_estimates]
    for row in rows:
        if row.questions != "all" and before in row.questions:
            named = [after if label == before else label for label in row.questions]
            left = list(dict.fromkeys(label for label in named if label is not None))
            row.questions = left if left or isinstance(row, CostEstimate) else "all"
    for estimate in case.cost_estimates:
        estimate.tasks = [_task_relabelled(task, before, after) for task in estimate.tasks]


def _task_relabelled(task: dict[str, Any], before: str, after: str | None) -> dict[str, Any]:
    """A task of an estimate whose question has another label; one whose last question is gone is shared by those that are left."""
    if before not in task.get("questions", ()):
        return task
    named = [after if label == before else label for label in task["questions"]]
    left = list(dict.fromkeys(label for label in named if label is not None))
    rest = {key: value for key, value in task.items() if key != "questions"}
    return rest | ({"questions": left} if left else {})


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
