"""Where an officer can begin a ground's reasoning, filled in for the case; and a letter that goes no further is told of."""

from datetime import date

import pytest

from foidesk.desk import aside, decide
from foidesk.desk.browse import case_history, open_case
from foidesk.desk.starting import findings, offer
from tests.office import add_case, decide_all

HARM = "Disclosure would be likely to prejudice the prevention or detection of crime."
OTHER_HARM = "Disclosure would prejudice the prevention or detection of crime."


@pytest.fixture
def case_id(desk):
    """Question 1 is withheld under section 31(1)(a)."""
    made = add_case(desk)
    question = open_case(desk, made).case.questions[0].id
    decided = decide.decide(desk, made, [question], decide.Outcome.WITHHELD)
    decide.claim_ground(desk, made, "31(1)(a)", decided)
    return made


def ground_of(desk, case_id):
    return open_case(desk, case_id).case.grounds[-1]


def written(desk, case_id, **fields):
    decide.write_ground(desk, case_id, ground_of(desk, case_id).id, **fields)


def offered(desk, case_id, field):
    ground = ground_of(desk, case_id)
    return offer(ground, desk.catalogue.find(ground.provision), field, desk.today())


def bare(desk, case_id):
    return {finding.fix for finding in open_case(desk, case_id).findings if finding.rule == "SP01"}


def test_sentences_come_filled_in_with_the_citation(desk, case_id):
    assert offered(desk, case_id, "reason").texts[0] == "Section 31(1)(a) protects the prevention and detection of crime."


def test_a_harm_waits_for_its_likelihood_and_then_has_it(desk, case_id):
    assert offered(desk, case_id, "harm").waits
    assert not any("prejudice" in text for text in offered(desk, case_id, "harm").texts)
    written(desk, case_id, likelihood="would_be_likely")
    assert HARM in offered(desk, case_id, "harm").texts
    assert not offered(desk, case_id, "harm").waits


def test_questions_stand_beside_the_sentences(desk, case_id):
    assert "Where and when: which operation, place or method suffers?" in offered(desk, case_id, "harm").asks


def test_nothing_is_offered_for_a_provision_that_is_none(desk, case_id):
    assert offer(ground_of(desk, case_id), None, "reason", date(2026, 8, 20)).texts == ()


@pytest.mark.parametrize("likelihood", ["would", "would_be_likely", None])
def test_a_harm_that_is_a_starting_point_and_no_more_is_warned_of(desk, case_id, likelihood):
    written(desk, case_id, likelihood=likelihood, harm=HARM if likelihood != "would" else OTHER_HARM)
    assert bare(desk, case_id) == {"write:harm"}


def test_two_starting_points_say_no_more_than_one(desk, case_id):
    written(desk, case_id, likelihood="would_be_likely")
    first, second = offered(desk, case_id, "harm").texts
    written(desk, case_id, harm=f"{first}\n\n{second}")
    assert bare(desk, case_id) == {"write:harm"}


def test_a_harm_that_goes_on_to_speak_of_the_case_is_not(desk, case_id):
    written(desk, case_id, harm=f"{HARM} Burglars would know the hours of the patrols.")
    assert bare(desk, case_id) == set()


def test_a_text_of_blocks_is_read_as_its_words(desk, case_id):
    written(desk, case_id, harm=[{"paragraph": [{"text": HARM, "bold": True}]}])
    assert bare(desk, case_id) == {"write:harm"}


def test_a_reason_that_may_stand_alone_is_left_alone(desk):
    made = add_case(desk)
    question = open_case(desk, made).case.questions[0].id
    decided = decide.decide(desk, made, [question], decide.Outcome.WITHHELD)
    decide.claim_ground(desk, made, "21(1)", decided)
    written(desk, made, reason=offered(desk, made, "reason").texts[0])
    assert bare(desk, made) == set()


def test_a_reason_that_cannot_be_given_is_not_asked_for(desk, case_id):
    written(desk, case_id, harm=HARM, section_17_4=True)
    assert bare(desk, case_id) == set()


def test_a_ground_that_nothing_rests_on_is_not_read(desk, case_id):
    written(desk, case_id, harm=HARM)
    case = open_case(desk, case_id).case
    for _, decision in case.every_decision():
        decision.outcome = decide.Outcome.INTEREST_PENDING
    assert findings(case, desk.catalogue, desk.today()) == []


def test_the_sample_case_is_argued_in_words_of_its_own(desk):
    made = add_case(desk)
    decide_all(desk, made)
    assert bare(desk, made) == set()


def test_an_officer_who_means_it_sets_the_warning_aside_with_a_reason(desk, case_id):
    written(desk, case_id, harm=HARM)
    found = next(finding for finding in open_case(desk, case_id).findings if finding.rule == "SP01")
    aside.set_aside(desk, case_id, found, "More would tell what is to be kept.")
    assert bare(desk, case_id) == set()
    assert any("A starting point, and nothing of the case" in line.words for line in case_history(desk, case_id))
