"""Questions are corrected without losing a word, and whatever names a question follows it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import decide, exchange, questions
from foidesk.errors import UserError
from foidesk.model import Case, Outcome, Question
from tests.desk.scenes import Scene
from tests.office import add_case

TEXT = """Please tell me:

1. How many cases was the unit
working on? And how many were waiting?
2. How many staff are there?
3. How many devices were sent out?

N.B. Please take cases to include online offences.
"""


@pytest.fixture
def at(desk):
    return Scene(desk, add_case(desk, TEXT))


def words(at, question):
    """A question's words as the request has them, at its span."""
    return at.case.request_text[question.start : question.end]


def squeezed(text):
    return " ".join(text.split())


def test_each_question_has_its_words_at_its_span(at):
    for question in at.case.questions:
        assert squeezed(question.text) in squeezed(words(at, question))


def test_a_split_question_shares_its_span_and_loses_no_word(at):
    before = at.case.questions[0]
    second = questions.split_question(at.desk, at.case_id, before.id, before.text.index("And"))
    one, two = at.case.questions[:2]
    assert two.id == second
    assert (one.start, one.end, two.end) == (before.start, two.start, before.end)
    assert words(at, two).startswith("And how many")
    assert squeezed(f"{one.text} {two.text}") == squeezed(before.text)


def test_a_split_whose_place_in_the_request_is_not_plain_claims_none(at):
    question = at.case.questions[1]
    questions.edit_question(at.desk, at.case_id, question.id, text="How many officers are there? How many civilians?")
    questions.split_question(at.desk, at.case_id, question.id, 29)
    assert [(item.start, item.end) for item in at.case.questions[1:3]] == [(None, None), (None, None)]


def test_joined_questions_span_from_the_first_word_to_the_last(at):
    first, second = at.case.questions[:2]
    joined = questions.merge_questions(at.desk, at.case_id, [second.id, first.id])
    question = at.case.questions[0]
    assert (question.id, question.start, question.end) == (joined, first.start, second.end)
    assert question.text == f"{first.text}\n{second.text}"


def test_questions_joined_against_the_order_of_the_request_claim_no_place(at):
    questions.move_question(at.desk, at.case_id, at.question(2), 0)
    questions.merge_questions(at.desk, at.case_id, [at.question(1), at.question(2)])
    assert (at.case.questions[0].start, at.case.questions[0].end) == (None, None)


def test_two_decided_questions_are_not_joined(at):
    decide.decide(at.desk, at.case_id, [at.question(1), at.question(2)], Outcome.DISCLOSED)
    with pytest.raises(UserError, match="More than one of these questions is decided"):
        questions.merge_questions(at.desk, at.case_id, [at.question(1), at.question(2)])
    assert len(at.case.questions) == 3


def test_a_joined_question_keeps_the_one_decision_that_there_was(at):
    (decision,) = decide.decide(at.desk, at.case_id, [at.question(2)], Outcome.DISCLOSED)
    questions.merge_questions(at.desk, at.case_id, [at.question(1), at.question(2)])
    assert [item.id for item in at.case.questions[0].decisions] == [decision]


def test_splitting_the_request_again_brings_back_what_intake_found(at):
    before = [(question.label, question.text, question.start, question.end) for question in at.case.questions]
    notes = [note.text for note in at.case.notes]
    questions.merge_questions(at.desk, at.case_id, [at.question(1), at.question(2)])
    questions.question_to_note(at.desk, at.case_id, at.question(2))
    questions.resplit(at.desk, at.case_id)
    assert [(question.label, question.text, question.start, question.end) for question in at.case.questions] == before
    assert [note.text for note in at.case.notes] == notes


def test_what_was_decided_is_not_lost_by_splitting_again(at):
    decide.decide(at.desk, at.case_id, [at.question(1)], Outcome.DISCLOSED)
    with pytest.raises(UserError, match="splitting again would lose that"):
        questions.resplit(at.desk, at.case_id)


def test_the_requests_own_text_never_changes(at):
    questions.edit_question(at.desk, at.case_id, at.question(1), text="Other words")
    questions.question_to_note(at.desk, at.case_id, at.question(3))
    assert at.case.request_text == TEXT


def test_a_new_label_is_followed_by_all_that_names_the_question(at):
    decide.same_answer_as(at.desk, at.case_id, at.question(3), "1")
    questions.edit_question(at.desk, at.case_id, at.question(1), label="A")
    assert at.case.questions[2].same_answer_as == "A"


def test_a_question_that_another_rests_on_is_not_taken_away(at):
    decide.same_answer_as(at.desk, at.case_id, at.question(3), "1")
    with pytest.raises(UserError, match="takes its answer from question 1"):
        questions.question_to_note(at.desk, at.case_id, at.question(1))


def test_answers_do_not_point_at_each_other_in_a_row_or_a_ring(at):
    decide.same_answer_as(at.desk, at.case_id, at.question(2), "1")
    with pytest.raises(UserError, match="takes its own answer from question 1"):
        decide.same_answer_as(at.desk, at.case_id, at.question(3), "2")
    with pytest.raises(UserError, match="takes its answer from question 1"):
        decide.same_answer_as(at.desk, at.case_id, at.question(1), "3")


def test_a_note_of_some_questions_follows_them(at, tmp_path):
    path = exchange.export_case(at.desk, at.case_id, tmp_path)
    value = json.loads(path.read_text("utf-8"))
    value["reference"], value["notes"][0]["questions"] = "2/26", ["2", "3"]
    path.write_text(json.dumps(value), "utf-8")
    other = Scene(at.desk, exchange.import_case(at.desk, path))
    questions.edit_question(other.desk, other.case_id, other.question(2), label="B")
    assert other.case.notes[0].questions == ["B", "3"]
    questions.merge_questions(other.desk, other.case_id, [other.question(2), other.question(3)])
    assert other.case.notes[0].questions == ["B"]
    questions.question_to_note(other.desk, other.case_id, other.question(2))
    assert other.case.notes[0].questions == "all"


@given(st.text("ab ?\n", max_size=40), st.integers(0, 40))
def test_a_split_span_lies_within_the_whole_and_leaves_no_gap(text, at):
    """Whatever the words: the two spans, where they are told, are the old one cut in two."""
    question = Question(label="1", text=" ".join(text.split()), start=0, end=len(text))
    second = Question(label="2", text=question.text[at:].strip())
    if not second.text:
        return
    questions._split_span(text, question, second)
    if question.start is None:
        assert (question.end, second.start, second.end) == (None, None, None)
    else:
        assert 0 == question.start < question.end == second.start < second.end == len(text)
        assert squeezed(text[second.start : second.end]).startswith(squeezed(second.text))


def test_labels_stay_unique_however_often_a_question_is_split(at):
    for _ in range(4):
        question = at.case.questions[0]
        if len(question.text) > 4:
            questions.split_question(at.desk, at.case_id, question.id, len(question.text) // 2)
    labels = [question.label for question in Case.every_question(at.case)]
    assert len(set(labels)) == len(labels)
