"""One answer for several questions: said once, jumped to where it is written, and never where each question must keep its own."""

import pytest

from foidesk.desk.check import findings
from foidesk.desk.loose import shelf_on
from foidesk.letters.blocks import Heading, plain_text
from foidesk.letters.logrow import _columns
from foidesk.model.written import read_case
from tests.letters.cases import TODAY, composed, decided, document, ground, letter_of, published, question, reference_case
from tests.letters.golden_letters import GOLDEN

LONG = "We met twelve times in that year, and each meeting is listed in what we enclose."


def headings(given):
    return [block.text for block in composed(given) if isinstance(block, Heading) and block.level == 3]


def three(second, third, answer=LONG):
    return document(question("1", "How often?", decided("disclosed", answer=answer)), second, third)


def same(label, answer=LONG, **changes):
    return question(label, "And when?", decided("disclosed", answer=answer, **changes))


def test_neighbours_that_were_answered_alike_share_their_answer():
    given = three(same("2"), same("3"))
    assert headings(given)[:4] == ["Question 1", "Question 2", "Question 3", "Our answer to questions 1 to 3"]
    assert plain_text(composed(given)).count(LONG) == 1


@pytest.mark.parametrize(
    "given",
    [
        three(same("2", "Yes, in June and again in December of the same year."), same("3")),
        three(same("2", part="2021"), same("3")),
        three(question("2", "Why?", decided("not_held")), same("3")),
        three(same("2", "None."), same("3", "None."), "None."),
        three(question("2", "Why?", parts=[same("2(a)")]), question("3", "Who?", decided("not_held"))),
        three(question("2", "Why?", decided("not_held")), question("3", "Who?", same_answer_as="1")),
        three(question("2", "Why?", same_answer_as="3"), question("3", "Who?", decided("not_held"))),
    ],
    ids=[
        "other words",
        "another extent",
        "not a neighbour",
        "too short",
        "parts",
        "said of one further off",
        "said of one that follows",
    ],
)
def test_what_is_not_the_same_answer_of_neighbours_stays_apart(given):
    assert not [text for text in headings(given) if text.startswith("Our answer to")]


def test_a_refusal_that_serves_two_questions_is_pointed_to_as_before():
    refused = question("1", "Who?", decided("withheld", "g1"))
    given = document(refused, question("2", "When?", same_answer_as="1"), grounds=[ground("g1", "44(1)(a)", enactment="an Act")])
    assert "Our answer to question 1 answers this question too." in plain_text(composed(given))


def test_beside_a_denial_of_other_information_each_question_keeps_what_is_said_of_it():
    given = reference_case()
    for item in given["questions"]:
        item["decisions"][0]["answer"] = LONG
    assert headings(given)[:6] == [f"Question {number}" for number in range(1, 7)]
    assert plain_text(composed(given)).count(LONG) == 6


def test_the_shared_answer_comes_from_the_question_that_it_was_written_for():
    case = read_case(three(same("2"), same("3")))
    blocks = composed(three(same("2"), same("3")))
    (answer,) = [block for block in blocks if block.own and LONG in plain_text([block])]
    assert answer.place.question == "1"
    assert answer.place.field == f"decision:{case.questions[0].decisions[0].id}:answer"


def test_a_finding_on_the_words_of_a_shared_answer_points_to_its_question():
    slip = LONG.replace("each meeting", "each each meeting")
    case = read_case(
        document(question("1", "Who?", decided("not_held")), same("2", slip), question("3", "Why?", same_answer_as="2"))
    )
    (told,) = [item for item in findings(shelf_on(TODAY), case, letter_of(case), "sign") if "each each" in item.message]
    assert (told.target, told.questions) == ("Q2", ("2",))


def test_the_row_of_the_log_has_all_questions_in_one_cell_and_the_answer_in_the_other():
    asked, said, _ = (plain_text(part) for part in _columns(published(GOLDEN["together"])))
    assert "Question 1\nHow many patrols" in asked
    assert "Our answer to questions 1 and 2" not in asked
    assert "Our answer to questions 1 and 2\nThere were 412" in said
