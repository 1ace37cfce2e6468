"""What is like a case: why it was found, what was decided there, where that differs, and what is only asked again."""

from datetime import date

import pytest

from foidesk.desk import decide, similar
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.model import ExtentKind, Letter, LetterKind, Outcome, Stage
from tests.office import add_case, request_of

PLATES = "1. How many number plate cameras does the force operate in Midshire?\n"
ANPR = "1. Where are your ANPR sites on the roads of the county?\n"
HORSES = "1. What do the horses of the mounted section eat in winter?\n"
OLA = {"name": "Ola Fern", "email": "ola@example.org"}
FIRST = date(2026, 3, 2)


def answered(desk, text, outcome=Outcome.DISCLOSED, provision="", *, sent=date(2026, 3, 20), **changes):
    """A case that was decided and sent, as far as the store tells; returns its id."""
    case_id = add_case(desk, text, **{"received": FIRST, **changes})
    ids = decide.decide(desk, case_id, [item.id for item in open_case(desk, case_id).case.questions], outcome)
    if provision:
        decide.claim_ground(desk, case_id, provision, ids)
    with desk.writing(case_id) as work:
        work.case.letters = [Letter(kind=LetterKind.RESPONSE, sent=sent, dated=sent)]
        work.case.stage = Stage.SENT
        work.record("sent", on=sent.isoformat())
    return case_id


def because(desk, case_id):
    return {item.reference: item.because for item in similar.similar(desk, case_id).cases}


def test_each_case_says_why_it_was_found(desk):
    add_case(desk, PLATES)
    add_case(desk, ANPR)
    add_case(desk, HORSES, requester=OLA)
    add_case(desk, "1. Who paid for the new helmets of the band?\n")
    mine = add_case(desk, PLATES, requester=OLA)
    assert because(desk, mine) == {"1/26": ("words",), "2/26": ("subject",), "3/26": ("person",)}


def test_a_person_is_told_by_address_or_whole_name_whatever_the_case_of_letters(desk):
    add_case(desk, HORSES, requester={"name": "O. Fern", "email": "OLA@example.org"})
    add_case(desk, HORSES.replace("horses", "dogs"), requester={"name": "ola fern", "email": None})
    add_case(desk, "1. Who paid for the helmets?\n", requester={"name": "Ola Fernley", "email": "fernley@example.org"})
    mine = add_case(desk, PLATES, requester=OLA)
    assert because(desk, mine) == {"2/26": ("person",), "1/26": ("person",)}


def test_requests_without_a_name_are_of_nobody(desk):
    add_case(desk, HORSES, requester={"name": "", "email": None})
    assert because(desk, add_case(desk, PLATES, requester={"name": "", "email": None})) == {}


def test_what_was_decided_there_is_told(desk):
    answered(desk, PLATES, Outcome.NCND, "31(3)")
    mine = add_case(desk, PLATES)
    (found,) = similar.similar(desk, mine).cases
    assert [item.words for item in found.positions] == ["neither confirmed nor denied on 31(3)"]
    assert (found.sent, found.stage) == (date(2026, 3, 20), Stage.SENT)


@pytest.fixture
def asked_again(desk):
    """A case that was denied before, asked again; decided by the test."""
    answered(desk, PLATES, Outcome.NCND, "31(3)")
    return add_case(desk, PLATES)


def differences(desk, case_id):
    return [finding.message for finding in similar.similar(desk, case_id).differences]


def decided_as(desk, case_id, outcome, provision="", **how):
    ids = decide.decide(desk, case_id, [open_case(desk, case_id).case.questions[0].id], outcome, **how)
    if provision:
        decide.claim_ground(desk, case_id, provision, ids)


def test_another_position_than_last_time_is_warned_of(desk, asked_again):
    decided_as(desk, asked_again, Outcome.WITHHELD, "31(1)(a)")
    (message,) = differences(desk, asked_again)
    assert message.startswith("Case 1/26, answered on 20 March 2026, took another position on the same question: ")
    assert "neither confirmed nor denied on 31(3). Here it is: withheld on 31(1)(a)." in message


def test_another_provision_is_another_position(desk, asked_again):
    decided_as(desk, asked_again, Outcome.NCND, "24(2)")
    assert len(differences(desk, asked_again)) == 1


def test_a_position_beside_the_other_is_another_position(desk, asked_again):
    decided_as(desk, asked_again, Outcome.NCND, "31(3)")
    decided_as(desk, asked_again, Outcome.DISCLOSED, extent_kind=ExtentKind.PART, extent_words="fixed cameras")
    assert len(differences(desk, asked_again)) == 1


def test_the_same_position_is_not_warned_of(desk, asked_again):
    decided_as(desk, asked_again, Outcome.NCND, "31(3)")
    assert differences(desk, asked_again) == []


def test_nothing_is_warned_of_before_something_is_decided(desk, asked_again):
    assert differences(desk, asked_again) == []


def test_the_last_answer_counts_and_not_an_older_one(desk, asked_again):
    answered(desk, PLATES, Outcome.WITHHELD, "31(1)(a)", sent=date(2026, 5, 4))
    decided_as(desk, asked_again, Outcome.WITHHELD, "31(1)(a)")
    assert differences(desk, asked_again) == []


def test_a_case_that_was_never_answered_binds_nobody(desk):
    other = add_case(desk, PLATES)
    decided_as(desk, other, Outcome.NCND, "31(3)")
    mine = add_case(desk, PLATES)
    decided_as(desk, mine, Outcome.NOT_HELD)
    assert differences(desk, mine) == []


def repeat(desk, case_id, reference="1/26"):
    return next(item.repeat for item in similar.similar(desk, case_id).cases if item.reference == reference)


def test_a_request_of_the_same_person_that_was_met_is_a_repeat(desk):
    answered(desk, PLATES, requester=OLA)
    found = repeat(desk, add_case(desk, PLATES, requester=OLA, received=date(2026, 4, 1)))
    assert found.holds
    assert found.as_record() == {"same_person": True, "complied_with": True, "substantially_similar": True, "interval_days": 12}


@pytest.mark.parametrize("outcome", [Outcome.WITHHELD, Outcome.NCND, Outcome.COST, Outcome.CLARIFY, Outcome.VEXATIOUS])
def test_a_refusal_is_not_complying(desk, outcome):
    answered(desk, PLATES, outcome, requester=OLA)
    found = repeat(desk, add_case(desk, PLATES, requester=OLA))
    assert (found.complied_with, found.holds) == (False, False)


def test_a_request_that_came_before_the_answer_is_no_repeat(desk):
    answered(desk, PLATES, requester=OLA)
    found = repeat(desk, add_case(desk, PLATES, requester=OLA, received=date(2026, 3, 10)))
    assert (found.holds, found.interval_days) == (False, None)


def test_three_people_who_ask_the_same_do_not_repeat_each_other(desk):
    answered(desk, PLATES)
    assert repeat(desk, add_case(desk, PLATES, requester=OLA)) is None


def test_another_request_of_the_same_person_is_no_repeat(desk):
    answered(desk, HORSES, requester=OLA)
    assert repeat(desk, add_case(desk, PLATES, requester=OLA)) is None


def test_requests_that_may_be_counted_together_are_listed(desk):
    add_case(desk, HORSES, requester=OLA)
    mine = add_case(desk, PLATES, requester=OLA)
    assert [item.reference for item in similar.similar(desk, mine).combinable] == ["1/26"]


def test_a_request_is_held_against_the_store_before_it_is_registered(desk):
    add_case(desk, PLATES)
    add_case(desk, HORSES)
    found = similar.before_registering(desk, request_of(PLATES))
    assert [(item.reference, item.because) for item in found] == [("1/26", ("person", "words")), ("2/26", ("person",))]


def test_nothing_is_found_in_an_empty_store(desk):
    assert similar.before_registering(desk, request_of(PLATES)) == ()


def test_looking_changes_nothing(desk, asked_again):
    before = open_case(desk, asked_again).case.version
    similar.similar(desk, asked_again)
    assert open_case(desk, asked_again).case.version == before


def test_a_case_that_is_gone_is_told_plainly(desk):
    with pytest.raises(UserError, match="not in this store"):
        similar.similar(desk, 99)


def test_of_a_case_of_the_past_its_provisions_are_told(desk):
    other = answered(desk, PLATES, Outcome.NCND, "31(3)")
    with desk.writing(other) as work:
        for question in work.case.questions:
            question.decisions = []
        work.case.past_on = work.case.closed_on = date(2026, 3, 1)
        work.record("past-imported")
    (found,) = similar.similar(desk, add_case(desk, PLATES)).cases
    assert (found.positions, found.provisions) == ((), ("31(3)",))
