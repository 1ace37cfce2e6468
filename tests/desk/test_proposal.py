from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk.proposal import (
    NewQuestion,
    NewRequest,
    edit_note_proposed,
    edit_proposed,
    fault_of,
    lift_proposed,
    mark_proposed,
    merge_proposed,
    move_proposed,
    note_proposed,
    one_proposed,
    question_proposed,
    split_proposed,
)
from foidesk.errors import UserError

TEXT = """1. How many cars? For each:
a) the make
b) the
cost
2. How many vans are there?
N.B. Vans include lorries.
3. Who drives them? Since when?
"""


def span(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def asked(label, text, words, *parts):
    return NewQuestion(label, text, *span(words), parts)


def request():
    return NewRequest(
        received=date(2026, 8, 5),
        request_text=TEXT,
        questions=(
            asked(
                "1",
                "How many cars? For each:",
                "1. How many cars? For each:\na) the make\nb) the\ncost",
                asked("1(a)", "the make", "a) the make"),
                asked("1(b)", "the cost", "b) the\ncost"),
            ),
            asked("2", "How many vans are there?", "2. How many vans are there?"),
            asked("3", "Who drives them? Since when?", "3. Who drives them? Since when?"),
        ),
        notes=("N.B. Vans include lorries.",),
        note_spans=(span("N.B. Vans include lorries."),),
    )


def shown(new):
    return [(item.label, item.text) for question in new.questions for item in question.with_parts()]


def words_at(new, question):
    return new.request_text[question.start : question.end]


def test_a_question_split_at_the_cursor_becomes_two_that_know_their_places():
    new = split_proposed(request(), 2, len("Who drives them?"))
    assert shown(new)[-2:] == [("3", "Who drives them?"), ("4", "Since when?")]
    assert [words_at(new, question) for question in new.questions[-2:]] == ["3. Who drives them?", "Since when?"]


def test_words_that_were_corrected_have_no_place_once_they_are_split():
    corrected = edit_proposed(request(), 2, text="Who drives? From when?")
    assert [(question.start, question.end) for question in split_proposed(corrected, 2, 11).questions[-2:]] == [(None, None)] * 2


def test_the_parts_follow_the_second_half_of_a_question_that_is_split():
    new = split_proposed(request(), 0, len("How many cars?"))
    assert shown(new)[:4] == [("1", "How many cars?"), ("2", "For each:"), ("2(a)", "the make"), ("2(b)", "the cost")]


@pytest.mark.parametrize("at", [0, len("Who drives them? Since when?")])
def test_a_cursor_at_an_end_splits_nothing(at):
    with pytest.raises(UserError, match="Put the cursor between"):
        split_proposed(request(), 2, at)


def test_joining_with_the_one_before_keeps_words_and_place_and_counts_anew():
    new = merge_proposed(request(), 2)
    assert shown(new)[-1] == ("2", "How many vans are there?\nWho drives them? Since when?")
    assert words_at(new, new.questions[-1]).endswith("Since when?")


def test_the_first_question_has_none_before_it():
    with pytest.raises(UserError, match="none before it"):
        merge_proposed(request(), 0)


def test_a_first_part_is_joined_to_its_questions_own_words():
    assert shown(merge_proposed(request(), 0, 0))[:2] == [("1", "How many cars? For each:\nthe make"), ("1(b)", "the cost")]


def test_a_later_part_is_joined_to_the_part_before_it():
    assert shown(merge_proposed(request(), 0, 1))[1] == ("1(a)", "the make\nthe cost")


def test_a_part_can_be_split():
    assert shown(split_proposed(request(), 0, 4, 1))[1:4] == [("1(a)", "the make"), ("1(b)", "the"), ("1(c)", "cost")]


def test_a_part_can_be_made_a_question_of_its_own():
    new = lift_proposed(request(), 0, 0)
    assert shown(new)[:3] == [("1", "How many cars? For each:"), ("1(b)", "the cost"), ("2", "the make")]
    assert words_at(new, new.questions[1]) == "a) the make"


def test_words_of_the_request_can_be_made_a_question_where_they_stand():
    start, end = span("\ncost\n2. How")
    new = mark_proposed(request(), start, end)
    assert shown(new)[3] == ("2", "cost 2. How")
    assert words_at(new, new.questions[1]) == "cost\n2. How"


def test_no_words_make_no_question():
    with pytest.raises(UserError, match="Choose the words"):
        mark_proposed(request(), 3, 3)


def test_a_note_made_a_question_comes_where_it_stands_in_the_request():
    new = question_proposed(request(), 0)
    assert [text for _, text in shown(new)][-2:] == ["N.B. Vans include lorries.", "Who drives them? Since when?"]
    assert (new.notes, new.note_spans) == ((), ())


def test_a_note_without_a_known_place_becomes_the_last_question():
    new = NewRequest(date(2026, 8, 5), "", (NewQuestion("1", "One?"),), notes=("A note",))
    assert shown(question_proposed(new, 0))[-1] == ("2", "A note")


def test_a_question_made_a_note_and_back_stands_where_it_stood():
    there = note_proposed(request(), 1)
    assert there.notes == ("N.B. Vans include lorries.", "How many vans are there?")
    assert shown(question_proposed(there, 1)) == shown(request())


def test_the_order_can_change_and_the_labels_follow_it():
    assert shown(move_proposed(request(), 0, 1))[:3] == [
        ("1", "How many vans are there?"),
        ("2", "How many cars? For each:"),
        ("2(a)", "the make"),
    ]


def test_parts_change_places_under_the_same_labels():
    assert shown(move_proposed(request(), 0, 1, 0))[1:3] == [("1(a)", "the cost"), ("1(b)", "the make")]


def test_a_question_that_is_all_parts_leaves_no_empty_line_behind():
    new = edit_proposed(request(), 0, text="")
    assert fault_of(new) == ""
    assert merge_proposed(new, 0, 0).questions[0].text == "the make"
    assert note_proposed(new, 0).notes[-1] == "the make\nthe cost"


def test_everything_can_be_one_question():
    new = one_proposed(request())
    assert [question.label for question in new.questions] == ["1"]
    assert words_at(new, new.questions[0]).startswith("1. How many cars?")
    assert new.notes == request().notes


def test_the_requesters_own_labels_stand_until_the_order_changes():
    new = edit_proposed(request(), 1, label="B2")
    assert shown(edit_proposed(new, 1, text="Vans?"))[3] == ("B2", "Vans?")
    assert shown(merge_proposed(new, 2))[3][0] == "2"


def test_the_labels_of_parts_follow_their_questions():
    assert [label for label, _ in shown(edit_proposed(request(), 0, label="A"))][:3] == ["A", "A(a)", "A(b)"]


def test_a_note_can_be_corrected_but_not_emptied():
    assert edit_note_proposed(request(), 0, " Lorries too. ").notes == ("Lorries too.",)
    with pytest.raises(UserError, match="needs words"):
        edit_note_proposed(request(), 0, "  ")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewRequest(date(2026, 8, 5), "", ()), "no question yet"),
        (edit_proposed(request(), 0, 1, text=" "), "no words"),
        (edit_proposed(request(), 1, text=" "), "no words"),
        (edit_proposed(request(), 1, label=" "), "no label"),
        (edit_proposed(request(), 1, label="3"), "labelled 3"),
    ],
)
def test_what_stands_against_registering_is_said(new, words):
    assert words in fault_of(new)


def test_nothing_stands_against_a_request_as_it_was_read():
    assert fault_of(request()) == ""


def letters(new):
    """Every character that is not blank, in questions, parts and notes."""
    return Counter("".join([*(text for _, text in shown(new)), *new.notes])) - Counter({" ": 10**6, "\n": 10**6})


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("split", "merge", "note", "question", "lift", "move", "one")),
        st.integers(0, 5),
        st.one_of(st.none(), st.integers(0, 2)),
        st.integers(0, 30),
    ),
    max_size=12,
)


def corrected(new, tool, index, part, at):
    """A step of correcting, or the proposal as it was where the step points at nothing."""
    if tool == "one":
        return one_proposed(new)
    if tool == "question":
        return question_proposed(new, index)
    if tool == "lift":
        return lift_proposed(new, index, part or 0)
    if tool == "split":
        return split_proposed(new, index, at, part)
    if tool == "move":
        return move_proposed(new, index, min(at, 1), part)
    return (merge_proposed if tool == "merge" else note_proposed)(new, index, part)


@given(STEPS)
def test_however_it_is_corrected_no_word_is_lost_and_no_label_doubled(steps):
    new = request()
    for step in steps:
        try:
            new = corrected(new, *step)
        except (UserError, IndexError):
            continue
        labels = [label for label, _ in shown(new)]
        assert len(set(labels)) == len(labels)
        assert "" not in labels
        assert len(new.note_spans) == len(new.notes)
        assert letters(new) == letters(request())
