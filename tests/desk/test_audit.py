import pytest

from foidesk.desk import audit, correspond, decide
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
