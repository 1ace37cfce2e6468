"""From the words of a request to its questions: shapes that real requests have, and what must hold for every text."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.intake.lines import lines_of, open_chains
from foidesk.intake.split import MOST_LINES, split
from tests.intake.shapes import SHAPES


def words_of(text):
    return [question.text for question in split(text).questions]


def labels_of(text):
    return [question.label for question in split(text).questions]


@pytest.mark.parametrize("name", SHAPES)
def test_a_request_is_split_at_its_questions(name):
    text, begins = SHAPES[name]
    found = words_of(text)
    assert [words[: len(begin)] for words, begin in zip(found, begins, strict=False)] == list(begins)
    assert len(found) == len(begins)


def test_wrapped_lines_are_joined_and_the_marker_is_taken_off():
    found = split("1. How many officers\n   were there?\n2. Why?\n").questions
    assert [(item.label, item.text) for item in found] == [("1", "How many officers were there?"), ("2", "Why?")]


def test_a_span_holds_the_marker():
    text = "Dear all,\n\n1) How many?\n2) Why?\n"
    assert [text[item.start : item.end] for item in split(text).questions] == ["1) How many?", "2) Why?"]


@pytest.mark.parametrize("sign", ["\u00a0", "\ufeff", "\u200b", "\u2060 ", "\t"])
def test_a_blank_of_another_kind_hides_no_marker_and_moves_no_span(sign):
    text = f"{sign}1.{sign if sign.isspace() else ' '}How many?\n{sign}2. Why?"
    found = split(text).questions
    assert [item.text for item in found] == ["How many?", "Why?"]
    assert found[-1].end == len(text)


def test_letters_under_a_number_are_its_parts():
    (question, _) = split("1. Please give the cost of:\na) pens\nb) paper\n2. Why?\n").questions
    assert [(part.label, part.text) for part in question.parts] == [("1(a)", "pens"), ("1(b)", "paper")]
    assert question.own == "Please give the cost of:"
    assert question.text == "Please give the cost of:\na) pens\nb) paper"


def test_parts_that_repeat_their_number_belong_to_it():
    first, second = split("1. How many?\n2. a. How many cars?\n2. b. How many vans?\n").questions
    assert [part.label for part in second.parts] == ["2(a)", "2(b)"]
    assert (first.own, second.own) == ("How many?", "")


def test_a_note_between_two_parts_is_in_neither():
    found = split("5a. How many?\nN.B. cases include online ones.\n5b. Why?")
    assert ([item.text for item in found.questions], len(found.notes)) == (["How many?", "Why?"], 1)


def test_numbers_that_begin_again_get_the_letter_of_their_group():
    assert labels_of("1. How?\n2. Why?\n\nPrinters\n1. Who?\n2. When?\n") == ["1", "2", "B1", "B2"]


def test_more_groups_than_letters_are_labelled_all_the_same():
    labels = labels_of("1. How many?\n2. Why?\n" * 60)
    assert len(set(labels)) == 120
    assert split("A: x\n1. y\n2. z\n" * 900).questions


def test_a_heading_between_two_questions_is_in_neither():
    found = split("1. How many trees?\n\nShrubs\n\n2. How many shrubs?\n")
    assert [item.text for item in found.questions] == ["How many trees?", "How many shrubs?"]
    assert [item.text for item in found.other] == ["Shrubs"]


def test_a_period_over_later_questions_is_a_note():
    found = split("1. How many?\n\nFor the period 3 March to 10 June, please could you tell me:\n\n2. Why?\n")
    assert [item.text for item in found.notes] == ["For the period 3 March to 10 June, please could you tell me:"]


@pytest.mark.parametrize(
    "note",
    [
        "N.B. Please take cases to include online ones.",
        "N.B Please take cases to include online ones.",
        "NB: cases include online ones.",
        "Please note that I mean sworn officers only.",
        "For the avoidance of doubt, cases include online ones.",
        "Please provide the data in Excel format.",
    ],
)
def test_a_sentence_about_all_questions_is_a_note(note):
    found = split(f"1. How many?\n2. Why?\n\n{note}\n\nYours faithfully,\nJordan Ellis\n")
    assert ([item.text for item in found.notes], len(found.questions)) == ([note], 2)


def test_greeting_and_signature_are_neither_question_nor_note():
    found = split("Dear Sir or Madam,\n\nHow many cats are there?\n\nYours faithfully,\nJordan Ellis\n")
    assert [item.text for item in found.other] == ["Dear Sir or Madam,", "Yours faithfully, Jordan Ellis"]


def test_a_request_in_the_line_of_its_greeting_is_not_lost():
    assert words_of("Hi, please send me your travel policy.") == ["please send me your travel policy."]


@pytest.mark.parametrize(
    "text",
    [
        "A list of vans",
        "Please note I want the dog policy.",
        "vans\nbikes",
        "policy",
        "Further to my call: the lease.",
        "N.B. vans",
    ],
)
def test_words_that_do_not_plainly_ask_make_a_question_all_the_same(text):
    assert split(text).questions


@pytest.mark.parametrize(
    "text",
    [
        "As set out in question 1. How do you answer? I refer to part 2. Nothing else.",
        "We saw 12 officers.\n2021 was worse. How many were there in 2021?",
        "How many staff are on band 3. And how many on band 4. Please say.",
    ],
)
def test_figures_in_sentences_are_no_markers(text):
    assert not any(re.match(r"\d", words) for words in words_of(text))


def test_quoted_mail_is_kept_as_other():
    found = split("How many cats are there?\n\n> 1. How many dogs?\n> 2. Why?\n")
    assert len(found.questions) == 1
    assert "How many dogs?" in found.other[0].text


def test_hundreds_of_questions_are_left_to_a_person_as_one():
    (question,) = split("".join(f"{number % 900 + 1}. How many?\n" for number in range(1200))).questions
    assert question.label == "1"


def test_a_text_of_more_lines_than_a_request_has_is_one_question():
    assert len(split("How?\n" * (MOST_LINES + 1)).questions) == 1


LINE = st.sampled_from(
    [
        "1. How many officers are there?",
        "2) What did it cost",
        "3.",
        "a) by year",
        "(ii) by rank",
        "- a list of vans",
        "• the number of bikes",
        "Q4: Why?",
        "5a. How many?",
        "1. one? 2. two? 3. three?",
        "N.B. cases include online ones.",
        "Dear Midshire Police,",
        "Yours faithfully,",
        "> quoted",
        "A: PRINTERS",
        "Please provide the following:",
        "In each of the last three financial years and this year to date, how many devices were sent",
        "and at what cost?",
        "   indented words",
        "-----Original Message-----",
        "Thank you.",
        "",
        "\t",
    ]
)
FREE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=40)
REQUESTS = st.lists(st.one_of(LINE, FREE), max_size=14).map("\n".join)


def pieces(found):
    return sorted([*found.questions, *found.notes, *found.other], key=lambda piece: piece.start)


@given(REQUESTS)
def test_every_character_ends_in_a_question_a_note_or_other(text):
    covered = set()
    for piece in pieces(split(text)):
        covered.update(range(piece.start, piece.end))
    assert [text[at] for at in range(len(text)) if at not in covered and not text[at].isspace()] == []


@given(REQUESTS)
def test_pieces_lie_in_the_text_one_after_the_other(text):
    at = 0
    for piece in pieces(split(text)):
        assert at <= piece.start < piece.end <= len(text)
        at = piece.end


@given(REQUESTS)
def test_parts_lie_in_their_question_one_after_the_other(text):
    for question in split(text).questions:
        at = question.start
        for part in question.parts:
            assert at <= part.start < part.end <= question.end
            at = part.end


@given(REQUESTS)
def test_a_request_of_any_words_has_a_question(text):
    found = split(text)
    assert found.questions or not found.notes


@given(REQUESTS)
def test_labels_are_unique(text):
    labels = [item.label for question in split(text).questions for item in (question, *question.parts)]
    assert len(set(labels)) == len(labels)


@given(REQUESTS)
def test_a_question_says_what_its_span_says(text):
    for question in split(text).questions:
        said, span = ("".join(words.split()) for words in (question.text, text[question.start : question.end]))
        assert span.endswith(said) or said in span or _in_order(said, span)


def _in_order(said, span):
    """Whether all characters of a text stand in another in the same order: markers were taken off in between."""
    rest = iter(span)
    return all(character in rest for character in said)


@given(REQUESTS)
def test_lines_together_are_the_text(text):
    lines = open_chains(lines_of(text))
    assert all(line.text == text[line.start : line.end] for line in lines)
    assert "".join(line.text for line in lines) == text.replace("\n", "")


def real_requests(shared):
    for path in sorted((shared / "inputs" / "requests").glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        if document["kind"] == "real":
            yield document


def test_real_requests_are_counted_right(shared):
    right = [len(split(item["request_text"]).questions) == item["n_questions"] for item in real_requests(shared)]
    assert sum(right) >= 0.95 * len(right)


def test_questions_of_real_requests_begin_and_end_where_a_person_says(shared):
    right = []
    for item in real_requests(shared):
        found = [
            "".join(item["request_text"][question.start : question.end].split())
            for question in split(item["request_text"]).questions
        ]
        wanted = ["".join(question.split()) for question in item["questions"]]
        right.append(len(found) == len(wanted) and all(map(str.endswith, found, wanted)))
    assert sum(right) >= 0.9 * len(right)


def test_no_character_of_a_real_request_is_lost(shared):
    for item in real_requests(shared):
        text = item["request_text"]
        covered = {at for piece in pieces(split(text)) for at in range(piece.start, piece.end)}
        assert [text[at] for at in range(len(text)) if at not in covered and not text[at].isspace()] == []
