"""The hand-over sheet: who owes what in each open case, and what to do first."""

import io
from datetime import date

import pikepdf
import pytest

from foidesk.desk import clock, decide, draft, handover, intake, send, sign
from foidesk.desk.browse import open_case
from foidesk.model import LetterKind, Outcome
from tests.desk.scenes import SECRET
from tests.letters.programs import text_of
from tests.office import add_case, new_desk


def only(desk):
    (case,) = handover.open_cases(desk)
    return case


def test_a_new_case_waits_for_its_decisions(desk):
    add_case(desk, reference="12/26")
    case = only(desk)
    assert (case.reference, case.standing, case.received) == ("12/26", "has been received", date(2026, 8, 5))
    assert (case.due, case.left) == (date(2026, 9, 3), "9 working days left")
    assert case.owes == ("This office: decisions on questions 1, 2, 3, 4, 5 and 6",)
    assert case.next_step == "Decide questions 1, 2, 3, 4, 5 and 6."


def test_what_is_decided_is_not_owed_any_more(desk):
    case_id = add_case(desk)
    ids = [question.id for question in open_case(desk, case_id).case.questions]
    decide.decide(desk, case_id, ids[:4], Outcome.DISCLOSED)
    decide.same_answer_as(desk, case_id, ids[4], "1")
    assert only(desk).next_step == "Decide question 6."
    decide.decide(desk, case_id, ids[5:], Outcome.DISCLOSED)
    assert only(desk).next_step == "Finish the response and put it forward for signing."


def test_a_case_that_waits_for_the_requester_comes_last_and_says_since_when(desk):
    waiting, other = add_case(desk, reference="1/26"), add_case(desk, reference="2/26")
    clock.log_clock_event(desk, waiting, "clarification-asked", date(2026, 8, 10))
    first, last = handover.open_cases(desk)
    assert (first.reference, last.reference) == ("2/26", "1/26")
    assert (last.due, last.left) == (None, "the clock stands still")
    assert last.owes == ("The requester: an answer or a fee, since 10 August 2026",)
    assert open_case(desk, other).clock.due == first.due


def test_a_case_that_is_late_says_by_how_much(tmp_path):
    desk = new_desk(tmp_path / "desk")
    add_case(desk, received=date(2026, 7, 1))
    assert only(desk).left == "14 working days late"  # 13 July and 3 August are holidays in a part of the kingdom
    desk.store.close()


def test_what_the_holders_owe_is_named(desk):
    case_id = add_case(desk)
    with desk.writing(case_id) as work:
        work.case.holders = [{"name": "Digital Forensics Unit"}, {"name": "Finance", "replied": "2026-08-12"}]
        work.record("case-edited", fields=["holders"])
    draft.gather(desk, case_id)
    case = only(desk)
    assert case.owes == ("Digital Forensics Unit: what they hold, asked for",)
    assert case.next_step.startswith("Chase the holders, then decide questions 1")


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        ("decided", "Finish the response and put it forward for signing."),
        ("signed", "Send the signed letter and mark it as sent."),
    ],
)
def test_the_next_step_follows_the_stage(scene, stage, step):
    assert only(scene(stage).desk).next_step == step


def test_what_is_put_forward_waits_for_its_signature(scene):
    at = scene("decided")
    draft.put_to_sign(at.desk, at.case_id)
    assert only(at.desk).owes == ("This office: the signature",)


@pytest.mark.parametrize("stage", ["sent", "closed"])
def test_an_answered_case_is_on_no_sheet(scene, stage):
    assert handover.open_cases(scene(stage).desk) == []


def test_a_case_that_was_opened_again_is_on_it(scene):
    at = scene("sent")
    draft.start_letter(at.desk, at.case_id, LetterKind.CORRECTION)
    assert only(at.desk).next_step == "Finish the correction and put it forward for signing."


def test_the_sheet_is_a_tagged_pdf_that_names_every_open_case_and_no_requester(desk, tmp_path):
    add_case(desk, reference="12/26", title="Digital forensics")
    add_case(desk, reference="13/26", title="Radar devices")
    done = handover.hand_over(desk, tmp_path)
    assert done.path.name == "hand-over-2026-08-20.pdf"
    with pikepdf.open(io.BytesIO(done.path.read_bytes())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Hand-over sheet"
    words = text_of(done.path)
    for wanted in (
        "12/26: Digital forensics",
        "13/26: Radar devices",
        "Due on 3 September 2026",
        "Made by Ada Marsh",
        "Last worked on: 20 August 2026 by Ada Marsh",
    ):
        assert wanted in words
    assert "Jordan" not in words
    assert "Ellis" not in words


def test_a_title_that_no_font_can_write_does_not_keep_the_sheet_from_being_made(desk, tmp_path):
    case_id = add_case(desk)
    intake.edit_case(desk, case_id, title="Radar \U0001f600\u202e devices")
    assert "[U+1F600 grinning face]" in text_of(handover.hand_over(desk, tmp_path).path)


def test_a_store_without_open_cases_says_so(desk, tmp_path):
    assert "Nothing is open" in text_of(handover.hand_over(desk, tmp_path).path)


def test_a_signed_case_that_was_sent_leaves_the_sheet(scene, tmp_path):
    at = scene("decided")
    sign.unlock_identity(at.desk, SECRET)
    sign.sign_letter(at.desk, at.case_id)
    send.mark_sent(at.desk, at.case_id, at.letter())
    assert handover.open_cases(at.desk) == []
