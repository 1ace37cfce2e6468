import pytest

from foidesk.desk import audit, browse, correspond, decide, draft, fields, questions
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.model import Outcome
from tests.office import add_case


def ground_of(desk):
    case_id = add_case(desk)
    question = open_case(desk, case_id).case.questions[0]
    decisions = decide.decide(desk, case_id, [question.id], Outcome.WITHHELD)
    return case_id, decide.claim_ground(desk, case_id, "31(1)(a)", decisions)


def test_the_text_saved_last_comes_first(desk):
    case_id, ground = ground_of(desk)
    decide.write_ground(desk, case_id, ground, harm="It would warn.")
    decide.write_ground(desk, case_id, ground, harm="It would warn them.")
    assert audit.saved_texts(desk, case_id)[0] == (f"ground:{ground}:harm", 2)


def test_factors_come_back_as_the_list_they_were(desk):
    case_id, ground = ground_of(desk)
    decide.write_ground(desk, case_id, ground, pi_for=["Openness", "Money spent"])
    decide.write_ground(desk, case_id, ground, pi_for=["Openness"])
    audit.bring_back(desk, case_id, f"ground:{ground}:pi_for", 1)
    assert open_case(desk, case_id).case.grounds[0].pi_for == ["Openness", "Money spent"]


@pytest.mark.parametrize(
    "field", ["correspondence:1:summary", "letter:1:withdrawn", "letter:1:own_words", "ground::harm", "nothing"]
)
def test_what_was_said_and_done_is_never_brought_back(field):
    assert not audit.can_come_back(field)


def test_a_version_that_is_not_there_is_refused(desk):
    case_id, ground = ground_of(desk)
    with pytest.raises(UserError, match="not in the store"):
        audit.bring_back(desk, case_id, f"ground:{ground}:harm", 7)


def test_a_message_cannot_be_put_in_the_place_of_another(desk):
    case_id = add_case(desk)
    correspond.log_message(desk, case_id, "A call.")
    message = open_case(desk, case_id).case.correspondence[0]
    with pytest.raises(UserError):
        audit.bring_back(desk, case_id, f"correspondence:{message.id}:summary", 1)


def test_a_text_of_any_form_is_shown_as_words():
    blocks = [
        {"paragraph": ["We hold ", {"text": "two", "bold": True}, "."]},
        {"list": [[{"paragraph": ["one"]}], [{"paragraph": ["other"]}]], "ordered": False},
        {"quote": [{"paragraph": ["As asked."]}]},
        {"table": {"header": ["Year", "Number"], "rows": [["2024", "3"]]}},
    ]
    assert audit.plain_words(blocks) == "We hold two.\n\n• one\n• other\n\nAs asked.\n\nYear | Number\n2024 | 3"
    assert audit.plain_words(["Openness", "Money"]) == "Openness\n\nMoney"
    assert audit.plain_words(None) == ""


def kinds(desk, case_id):
    return [line.kind for line in browse.case_history(desk, case_id)]


def test_the_history_says_that_a_text_came_back_and_which_version(desk):
    case_id, ground = ground_of(desk)
    decide.write_ground(desk, case_id, ground, harm="It would warn.")
    decide.write_ground(desk, case_id, ground, harm="It would not.")
    before = kinds(desk, case_id)
    audit.bring_back(desk, case_id, f"ground:{ground}:harm", 1)
    assert kinds(desk, case_id) == [*before, "text-restored"]
    assert browse.case_history(desk, case_id)[-1].words == "Earlier version of a text restored: version 1 (31(1)(a))"


def test_what_came_back_goes_back_in_the_same_way(desk):
    case_id, ground = ground_of(desk)
    field = f"ground:{ground}:harm"
    for words in ("It would warn.", "It would not."):
        decide.write_ground(desk, case_id, ground, harm=words)
    audit.bring_back(desk, case_id, field, 1)
    audit.bring_back(desk, case_id, field, 2)
    assert open_case(desk, case_id).case.grounds[0].harm == "It would not."
    assert [version.text for version in browse.versions(desk, case_id, field)] == ["It would warn.", "It would not."] * 2


def test_a_question_comes_back_in_its_first_words(desk):
    case_id = add_case(desk)
    question = open_case(desk, case_id).case.questions[0]
    questions.edit_question(desk, case_id, question.id, text="How many?")
    audit.bring_back(desk, case_id, f"question:{question.id}:text", 1)
    assert open_case(desk, case_id).case.questions[0].text == question.text


def test_the_letters_own_words_come_back(desk):
    case_id, _ = ground_of(desk)
    letter = draft.write_own_words(desk, case_id, None, "opening", "Good day.")
    draft.write_own_words(desk, case_id, letter, "opening", "")
    audit.bring_back(desk, case_id, f"letter:{letter}:own_words.opening", 1)
    assert open_case(desk, case_id).case.letters[0].own_words == {"opening": "Good day."}


def test_what_was_typed_towards_a_text_goes_when_an_earlier_one_comes_back(desk):
    case_id, ground = ground_of(desk)
    field = f"ground:{ground}:harm"
    for words in ("It would warn.", "It would not."):
        decide.write_ground(desk, case_id, ground, harm=words)
    fields.autosave(desk, case_id, field, "Half a sen")
    audit.bring_back(desk, case_id, field, 1)
    snapshot = open_case(desk, case_id)
    assert (snapshot.typed, snapshot.case.grounds[0].harm) == ((), "It would warn.")


def test_the_words_that_stand_are_not_brought_back(desk):
    case_id, ground = ground_of(desk)
    for words in ("It would warn.", "It would not.", "It would warn."):
        decide.write_ground(desk, case_id, ground, harm=words)
    with pytest.raises(UserError, match="stand already"):
        audit.bring_back(desk, case_id, f"ground:{ground}:harm", 1)


def test_nothing_comes_back_into_a_dropped_ground(desk):
    case_id, ground = ground_of(desk)
    for words in ("It would warn.", "It would not."):
        decide.write_ground(desk, case_id, ground, harm=words)
    decide.drop_ground(desk, case_id, ground)
    with pytest.raises(UserError, match="not in the case any more"):
        audit.bring_back(desk, case_id, f"ground:{ground}:harm", 1)


def test_the_history_names_the_question_or_the_provision_that_an_event_was_about(desk):
    case_id, ground = ground_of(desk)
    case = open_case(desk, case_id).case
    first, second = (question.id for question in case.questions[:2])
    (other,) = decide.decide(desk, case_id, [second], Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, [case.questions[0].decisions[0].id, other], "There were 12.")
    decide.write_ground(desk, case_id, ground, harm="It would warn.")
    questions.edit_question(desk, case_id, first, text="How many?")
    assert [line.words for line in browse.case_history(desk, case_id)][-3:] == [
        "Answer written (questions 1 and 2)",
        "Reasoning written: harm (31(1)(a))",
        "Question corrected (question 1)",
    ]


def test_an_event_about_something_that_is_gone_names_no_place(desk):
    case_id, ground = ground_of(desk)
    decide.write_ground(desk, case_id, ground, harm="It would warn.")
    decide.drop_ground(desk, case_id, ground)
    assert "Reasoning written: harm" in [line.words for line in browse.case_history(desk, case_id)]
