"""Estimates of the cost at the desk: written, changed, taken back; which other requests may be counted with them."""

from datetime import date

import pytest
from sqlalchemy import update

from foidesk.desk import decide, draft, estimate, questions
from foidesk.desk.browse import case_history, open_case
from foidesk.desk.estimate import Joined, Task
from foidesk.errors import UserError
from foidesk.law.costs import reckon
from foidesk.model import Case, CaseLink, LinkKind, Outcome, Regime
from tests.office import add_case

OTHER = "1. What does a chair cost?"
STRANGER = {"name": "Sam Reed", "email": "sam.reed@example.org"}
TASKS = [Task("locate", " open  each log ", 6, 100), Task("extract", "", 2.5, 40, ("2",))]


@pytest.fixture
def case_id(desk):
    return add_case(desk)


def of(desk, case_id):
    return open_case(desk, case_id).case.cost_estimates


def written(desk, case_id, labels=("1", "2"), **changes):
    return estimate.write_estimate(desk, case_id, changes.pop("number", None), labels, changes.pop("tasks", TASKS), **changes)


def label_ids(desk, case_id):
    return {question.label: question.id for question in open_case(desk, case_id).case.questions}


def test_an_estimate_is_kept_as_it_was_put_together(desk, case_id):
    number = written(desk, case_id, ("2", "1"), similar=True, other_gbp=12)
    (kept,) = of(desk, case_id)
    assert (kept.id, kept.questions, kept.similar, kept.other_gbp, kept.aggregated) == (number, ["1", "2"], True, 12, None)
    assert kept.tasks == [
        {"activity": "locate", "what": "open each log", "minutes_each": 6, "records": 100},
        {"activity": "extract", "what": "", "minutes_each": 2.5, "records": 40, "questions": ["2"]},
    ]


def test_an_estimate_is_changed_where_it_stands(desk, case_id):
    first, second = written(desk, case_id, ["1"]), written(desk, case_id, ["2"])
    assert written(desk, case_id, ["1", "3"], number=first, tasks=[Task("retrieve", "", 1, 1)]) == first
    assert [(item.id, item.questions, len(item.tasks)) for item in of(desk, case_id)] == [
        (first, ["1", "3"], 1),
        (second, ["2"], 2),
    ]


def test_a_task_that_is_for_every_question_is_shared_and_one_for_another_question_is_too(desk, case_id):
    written(desk, case_id, tasks=[Task("locate", "", 1, 1, ("1", "2")), Task("locate", "", 1, 1, ("5",))])
    assert [task.get("questions") for task in of(desk, case_id)[0].tasks] == [None, None]


def test_the_history_says_for_how_many_questions(desk, case_id):
    number = written(desk, case_id)
    estimate.remove_estimate(desk, case_id, number)
    said = [line.words for line in case_history(desk, case_id)]
    assert said[-2:] == ["Cost estimated for 2 questions", "Estimate of the cost taken back"]
    assert of(desk, case_id) == []


def test_a_question_stands_in_one_estimate_only(desk, case_id):
    written(desk, case_id, ["1", "2"])
    with pytest.raises(UserError, match="Question 2 stands in another estimate already"):
        written(desk, case_id, ["2", "3"])


def test_costs_are_not_added_up_across_laws(desk, case_id):
    decide.decide(desk, case_id, [label_ids(desk, case_id)["2"]], Outcome.WITHHELD, regime=Regime.EIR)
    with pytest.raises(UserError, match="Question 2 is decided under another law"):
        written(desk, case_id)
    with pytest.raises(UserError, match="under another law"):
        written(desk, add_case(desk, regime=Regime.EIR), ["1"])


def test_an_estimate_follows_its_questions_to_their_new_labels(desk, case_id):
    written(desk, case_id, ["1", "2", "3"], tasks=[Task("extract", "", 1, 1, ("2", "3"))])
    ids = label_ids(desk, case_id)
    questions.edit_question(desk, case_id, ids["2"], label="B2")
    assert of(desk, case_id)[0].tasks[0]["questions"] == ["B2", "3"]
    questions.merge_questions(desk, case_id, [ids["2"], ids["3"]])
    assert (of(desk, case_id)[0].questions, of(desk, case_id)[0].tasks[0]["questions"]) == (["1", "B2"], ["B2"])
    questions.question_to_note(desk, case_id, ids["2"])
    assert (of(desk, case_id)[0].questions, of(desk, case_id)[0].tasks[0].get("questions")) == (["1"], None)


def test_requests_are_counted_together_with_the_days_over_which_they_came_in(desk, case_id):
    written(desk, case_id, joined=[Joined("9/26", date(2026, 7, 27), 600)])
    (kept,) = of(desk, case_id)
    assert kept.aggregated == {
        "working_days": 7,
        "similar": True,
        "same_person_or_campaign": True,
        "requests": [{"reference": "9/26", "received": "2026-07-27", "minutes": 600}],
    }
    written(desk, case_id, number=kept.id)
    assert of(desk, case_id)[0].aggregated is None


def test_the_sixtieth_working_day_is_within_and_the_next_is_not(desk, case_id):
    written(desk, case_id, ["1"], joined=[Joined("9/26", date(2026, 5, 8))])
    with pytest.raises(UserError, match="came in over 61 working days"):
        written(desk, case_id, ["2"], joined=[Joined("9/26", date(2026, 5, 7))])


def test_requests_that_a_document_counts_together_without_naming_them_stay_counted(desk, case_id):
    number = written(desk, case_id)
    stated = {"working_days": 20, "similar": True, "same_person_or_campaign": True}
    with desk.changing(case_id) as work:
        work.case.cost_estimates[0].aggregated = stated
        work.record("estimate-written", estimate=number)
    written(desk, case_id, number=number, tasks=TASKS[:1])
    assert of(desk, case_id)[0].aggregated == stated


@pytest.fixture
def found(desk, case_id):
    return lambda: [(item.reference, item.because, item.working_days) for item in estimate.combinable(desk, case_id)]


def test_requests_of_the_same_person_within_sixty_working_days(desk, found):
    add_case(desk, OTHER, received=date(2026, 5, 8))
    add_case(desk, OTHER, received=date(2026, 5, 7))
    add_case(desk, OTHER, received=date(2026, 8, 20), requester={"name": " jordan  ELLIS"})
    assert found() == [("4/26", ("person",), 12), ("2/26", ("person",), 60)]


def test_a_stranger_s_request_is_no_part_of_it_but_the_same_words_are(desk, found):
    add_case(desk, OTHER, requester=STRANGER)
    add_case(desk, requester=STRANGER)
    assert found() == [("3/26", ("words",), 1)]


def test_two_requests_without_a_name_are_not_of_one_person(desk, case_id):
    first = add_case(desk, OTHER, requester={"name": None, "email": None})
    add_case(desk, "1. Another?", requester={"name": "", "email": ""})
    assert estimate.combinable(desk, first) == []


@pytest.mark.parametrize("ties_itself", [True, False])
def test_a_link_in_either_direction_ties(desk, case_id, found, ties_itself):
    other = add_case(desk, OTHER, requester=STRANGER)
    owner, to = (case_id, "2/26") if ties_itself else (other, "1/26")
    with desk.writing(owner) as work:
        work.case.links.append(CaseLink(kind=LinkKind.SAME_CAMPAIGN, reference=to))
        work.record("linked")
    assert found() == [("2/26", ("link",), 1)]


def test_costs_of_other_laws_are_not_counted(desk, case_id, found):
    other = add_case(desk, OTHER, regime=Regime.EIR)
    assert found() == []
    assert estimate.combinable(desk, other) == []
    with desk.store.writing() as session:
        session.execute(update(Case).where(Case.id == other).values(regime=Regime.FOIA))
    assert found() == [("2/26", ("person",), 1)]


def test_what_the_other_request_takes_is_known_where_it_was_estimated(desk, case_id):
    other = add_case(desk, OTHER)
    assert estimate.combinable(desk, case_id)[0].minutes is None
    written(
        desk,
        other,
        ["1"],
        tasks=[Task("locate", "", 6, 100), Task("redact", "", 99, 99)],
        joined=[Joined("7/26", date(2026, 8, 5), 500)],
    )
    assert estimate.combinable(desk, case_id)[0].minutes == 600


def test_advice_is_written_for_what_is_refused_and_tells_from_when_a_new_request_stands_alone(desk, case_id):
    case = open_case(desk, case_id).case
    together = [Joined("9/26", date(2026, 8, 10), 600)]
    made = estimate.draft_estimate(desk, case, ["1"], [Task("locate", "", 60, 12)], joined=together)
    assert reckon(made, desk.catalogue.costs, 450).minutes == 1320
    text = estimate.advice_for(desk, case, [made]).text
    assert "about 8 of them" in text
    assert "on or after 3 November 2026" in text


def test_a_request_that_is_refused_for_its_cost_is_ready_to_be_signed_once_it_is_estimated_and_advised(desk, case_id):
    case = open_case(desk, case_id).case
    ids = decide.decide(desk, case_id, [question.id for question in case.questions], Outcome.COST)
    for number in ids:
        decide.change_decisions(desk, case_id, [number], held=True)
    decide.claim_ground(desk, case_id, "12(1)", ids)
    labels = [question.label for question in case.questions]
    number = written(desk, case_id, labels, tasks=[Task("locate", "open each file", 4, 270)], similar=True)
    rules = lambda: {item.rule for item in open_case(desk, case_id).findings if item.severity == "block"}  # noqa: E731
    assert rules() == {"VR29", "VR31"}
    written(desk, case_id, labels, number=number, tasks=[Task("locate", "open each file", 4, 271)], similar=True)
    assert rules() == {"VR31"}
    advice = estimate.advice_for(desk, case, of(desk, case_id))
    draft.write_letter(desk, case_id, advice_and_assistance=advice.text)
    assert rules() == set()
    assert "18 h 4 min" in open_case(desk, case_id).words.own_text
