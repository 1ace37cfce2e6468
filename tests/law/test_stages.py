"""The table of stages: every stage stands in it, and what it refuses is refused in a sentence."""

import pytest

from foidesk.errors import UserError
from foidesk.law.stages import MOVES, SEALED, STANDINGS, WITHOUT_VERB, Act, after, following, imported, refuse_sealed
from foidesk.model import Stage
from tests.law.builder import Sample


def case_at(stage, *, decided=True):
    sample = Sample()
    sample.case.stage = stage
    if not decided:
        for question in sample.case.questions:
            question.decisions.clear()
    return sample.case


def test_every_stage_is_explained_and_can_be_reached_and_left():
    assert set(STANDINGS) == set(Stage)
    assert {move.to for move in MOVES} == set(Stage)
    assert {move.start for move in MOVES} == set(Stage) - {Stage.DISPOSED}


def test_every_act_has_moves_that_lead_elsewhere_and_say_what_they_require():
    assert {move.act for move in MOVES} == set(Act)
    assert all(move.start is not move.to and move.requires and move.source for move in MOVES)
    assert set(Act) >= WITHOUT_VERB


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.act.name}-{move.start}-{move.to}")
def test_a_move_of_the_table_is_allowed_where_its_case_is_such(move):
    (case,) = [case for decided in (True, False) if move.when(case := case_at(move.start, decided=decided))][:1]
    assert after(case, move.act, move.to) is move.to


REFUSED = [
    pytest.param(stage, act, id=f"{act.name}-{stage}")
    for stage in Stage
    for act in Act
    if not any(move.act is act and move.start is stage for move in MOVES)
]


@pytest.mark.parametrize(("stage", "act"), REFUSED)
def test_what_the_table_does_not_hold_is_refused_in_a_sentence_and_moves_nothing(stage, act):
    case = case_at(stage)
    with pytest.raises(UserError) as refusal:
        after(case, act)
    assert str(refusal.value).startswith("Only a case that ")
    assert str(refusal.value).endswith(f" can {act}: this one {STANDINGS[stage].words}.")
    assert following(case, act) is stage


@pytest.mark.parametrize(("decided", "stage"), [(True, Stage.DRAFTING), (False, Stage.RECEIVED)])
def test_after_a_clarification_a_case_goes_where_its_decisions_stand(decided, stage):
    assert after(case_at(Stage.CLARIFYING, decided=decided), Act.CLARIFIED) is stage


def test_what_was_signed_or_answered_is_sealed():
    assert {stage for stage in Stage if stage not in SEALED} == {
        Stage.RECEIVED,
        Stage.CLARIFYING,
        Stage.GATHERING,
        Stage.DRAFTING,
        Stage.TO_SIGN,
    }


@pytest.mark.parametrize("stage", Stage)
def test_a_sealed_case_says_what_to_do_instead(stage):
    if stage in SEALED:
        with pytest.raises(UserError, match=r"signature|further letter|letter of the review|history is left"):
            refuse_sealed(case_at(stage))
    else:
        refuse_sealed(case_at(stage))


@pytest.mark.parametrize("stage", Stage)
def test_a_document_never_brings_in_an_answered_case(stage):
    assert imported(stage) not in SEALED
