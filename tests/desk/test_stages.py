"""No verb moves a case but by the table of stages, whatever is done in whatever order."""

import random
import re
from datetime import timedelta
from pathlib import Path

import pytest

from foidesk import desk as room
from foidesk.desk import clock, decide, draft, send, sign
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.law.stages import MOVES, SEALED, WITHOUT_VERB, Act
from foidesk.model import ExtentKind, LetterKind, Outcome, Stage
from tests.desk.scenes import SECRET, events
from tests.office import NOW, add_case

TABLE = {(move.start, move.to) for move in MOVES}
KINDS = (LetterKind.RESPONSE, LetterKind.CORRECTION, LetterKind.SUPPLEMENTARY, LetterKind.CLARIFICATION, LetterKind.INVALID)


@pytest.fixture
def quick(desk, monkeypatch):
    """A desk that signs without drawing: what is asked here is the stage, not the page."""
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    signed = iter(range(10**6))
    monkeypatch.setattr(sign, "signed_bytes", lambda *args, **more: b"%PDF-" + str(next(signed)).encode())
    monkeypatch.setattr(sign, "pages", lambda data: 1)
    return desk


def any_letter(desk, case_id, luck):
    letters = open_case(desk, case_id).case.letters
    return luck.choice(letters).id if letters else 0


def steps(desk, case_id, luck):
    """What an officer may try, each with luck's own choice of letter, question and day."""
    case = open_case(desk, case_id).case
    question = luck.choice(case.questions).id
    letter = any_letter(desk, case_id, luck)
    day = case.received + timedelta(days=luck.randrange(12))
    outcome, kind = luck.choice([Outcome.DISCLOSED, Outcome.NOT_HELD]), luck.choice(KINDS)
    return {
        "decide": lambda: decide.decide(desk, case_id, [question], outcome),
        "undecide": lambda: [decide.remove_decision(desk, case_id, item.id) for _, item in case.every_decision()],
        "answer": lambda: [decide.decide(desk, case_id, [item.id for item in case.questions], outcome)],
        "other": lambda: decide.decide(desk, case_id, [question], outcome, extent_kind=ExtentKind.OTHER),
        "ask": lambda: clock.log_clock_event(desk, case_id, "clarification-asked", day),
        "clarified": lambda: clock.log_clock_event(desk, case_id, "clarification-received", day),
        "unclock": lambda: clock.remove_clock_event(desk, case_id, luck.choice(case.clock).id if case.clock else 0),
        "gather": lambda: draft.gather(desk, case_id),
        "to sign": lambda: draft.put_to_sign(desk, case_id),
        "back": lambda: draft.back_to_drafting(desk, case_id),
        "start": lambda: draft.start_letter(desk, case_id, kind),
        "discard": lambda: draft.discard_letter(desk, case_id, letter),
        "sign": lambda: sign.sign_letter(desk, case_id),
        "withdraw": lambda: sign.withdraw_signature(desk, case_id, letter, "A slip."),
        "send": lambda: send.mark_sent(desk, case_id, letter),
        "close": lambda: send.close_case(desk, case_id),
    }


def test_no_verb_makes_a_move_that_is_not_in_the_table(quick, trials):
    luck, made, tried = random.Random(3), set(), 0
    for _ in range(trials(4, 60)):
        case_id = add_case(quick, "1. How many?\n2. Why?\n")
        for _ in range(40):
            before = open_case(quick, case_id).case.stage
            name, step = luck.choice(list(steps(quick, case_id, luck).items()))
            head = len(events(quick))
            try:
                step()
            except UserError:
                assert name == "undecide" or len(events(quick)) == head
            after = open_case(quick, case_id).case.stage
            assert after is before or (before, after) in TABLE, name
            made.add((before, after))
            tried += 1
    assert tried >= 160
    assert len([move for move in made if move[0] is not move[1]]) >= 8


def stage(desk, case_id):
    return open_case(desk, case_id).case.stage


def answered(desk, *, closed=False):
    case_id = add_case(desk, "1. How many?\n")
    decide.decide(desk, case_id, [open_case(desk, case_id).case.questions[0].id], Outcome.NOT_HELD)
    send.mark_sent(desk, case_id, sign.sign_letter(desk, case_id).letter_id)
    if closed:
        send.close_case(desk, case_id)
    return case_id


def test_asking_waits_and_the_reply_goes_on(quick):
    case_id = add_case(quick)
    clock.log_clock_event(quick, case_id, "clarification-asked", NOW.date())
    assert stage(quick, case_id) is Stage.CLARIFYING
    clock.log_clock_event(quick, case_id, "clarification-received", NOW.date())
    assert stage(quick, case_id) is Stage.RECEIVED


def test_an_asking_that_was_logged_by_mistake_lets_the_case_go_on_when_it_is_taken_back(quick):
    case_id = add_case(quick)
    clock.log_clock_event(quick, case_id, "clarification-asked", NOW.date())
    clock.remove_clock_event(quick, case_id, open_case(quick, case_id).case.clock[0].id)
    assert stage(quick, case_id) is Stage.RECEIVED


def test_a_reply_that_was_logged_by_mistake_lets_the_case_wait_again_when_it_is_taken_back(quick):
    case_id = add_case(quick)
    for event in ("clarification-asked", "clarification-received"):
        clock.log_clock_event(quick, case_id, event, NOW.date())
    clock.remove_clock_event(quick, case_id, open_case(quick, case_id).case.clock[1].id)
    assert stage(quick, case_id) is Stage.CLARIFYING


def test_a_case_gathers_until_something_is_decided(quick):
    case_id = add_case(quick)
    draft.gather(quick, case_id)
    assert stage(quick, case_id) is Stage.GATHERING
    decide.decide(quick, case_id, [open_case(quick, case_id).case.questions[0].id], Outcome.NOT_HELD)
    assert stage(quick, case_id) is Stage.DRAFTING
    draft.gather(quick, case_id)
    assert stage(quick, case_id) is Stage.GATHERING


@pytest.mark.parametrize("closed", [False, True])
def test_a_further_letter_that_was_begun_by_mistake_leaves_no_trace_but_the_history(quick, closed):
    case_id = answered(quick, closed=closed)
    before = stage(quick, case_id)
    letter = draft.start_letter(quick, case_id, LetterKind.CORRECTION)
    draft.write_letter(quick, case_id, letter, late_apology="We are sorry.")
    assert stage(quick, case_id) is Stage.DRAFTING
    draft.discard_letter(quick, case_id, letter)
    case = open_case(quick, case_id).case
    assert (case.stage, [item.kind for item in case.letters]) == (before, [LetterKind.RESPONSE])
    assert events(quick)[-1].kind == "letter-discarded"


def test_the_texts_of_a_discarded_letter_stay_in_the_history(quick):
    from foidesk.desk.browse import versions

    case_id = answered(quick)
    letter = draft.start_letter(quick, case_id, LetterKind.CORRECTION)
    draft.write_letter(quick, case_id, letter, late_apology="We are sorry.")
    draft.discard_letter(quick, case_id, letter)
    assert [item.text for item in versions(quick, case_id, f"letter:{letter}:late_apology")] == ["We are sorry."]


def test_while_another_further_letter_is_at_work_the_case_stays_open(quick):
    case_id = answered(quick, closed=True)
    first = draft.start_letter(quick, case_id, LetterKind.CORRECTION)
    second = draft.start_letter(quick, case_id, LetterKind.SUPPLEMENTARY)
    draft.discard_letter(quick, case_id, first)
    assert stage(quick, case_id) is Stage.DRAFTING
    draft.discard_letter(quick, case_id, second)
    assert stage(quick, case_id) is Stage.CLOSED


def test_a_first_letter_that_is_discarded_leaves_the_case_as_it_was(quick):
    case_id = add_case(quick)
    letter = draft.start_letter(quick, case_id, LetterKind.ACKNOWLEDGEMENT)
    draft.discard_letter(quick, case_id, letter)
    assert (stage(quick, case_id), open_case(quick, case_id).case.letters) == (Stage.RECEIVED, [])


def test_signed_bytes_outlive_the_letter_that_was_discarded(quick):
    from foidesk.desk.attach import attachment_bytes

    case_id = answered(quick)
    letter = draft.start_letter(quick, case_id, LetterKind.CORRECTION)
    sha256 = sign.sign_letter(quick, case_id, letter).sha256
    sign.withdraw_signature(quick, case_id, letter, "Not needed.")
    draft.discard_letter(quick, case_id, letter)
    assert events(quick)[-1].body["superseded"] == [sha256]
    assert attachment_bytes(quick, sha256).startswith(b"%PDF-")
    assert stage(quick, case_id) is Stage.SENT


def test_what_was_being_typed_in_a_discarded_letter_is_forgotten(quick):
    from foidesk.desk.fields import autosave

    case_id = answered(quick)
    letter = draft.start_letter(quick, case_id, LetterKind.CORRECTION)
    autosave(quick, case_id, f"letter:{letter}:late_apology", "We are")
    draft.discard_letter(quick, case_id, letter)
    assert open_case(quick, case_id).typed == ()


def test_a_stage_is_set_in_one_place_only():
    places = {
        path.name
        for path in Path(room.__path__[0]).glob("*.py")
        if re.search(r"\.stage = (?!stages\.imported\()", path.read_text("utf-8"))
    }
    assert places == {"office.py"}


def test_every_act_that_a_verb_does_is_used_by_the_desk():
    source = "".join(path.read_text("utf-8") for path in Path(room.__path__[0]).glob("*.py"))
    assert {act for act in Act if f"Act.{act.name}" in source} == set(Act) - WITHOUT_VERB


def test_the_table_seals_nothing_that_can_still_be_changed():
    assert {move.to for move in MOVES if move.act in (Act.WITHDRAW, Act.FURTHER)}.isdisjoint(SEALED)
