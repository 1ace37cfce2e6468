"""One case from the file to the answer: signed, taken back, changed, signed again, sent, and written to once more."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from foidesk.desk import attach, clock, correspond, decide, draft, intake, send, sign
from foidesk.desk.browse import case_history, find, open_case
from foidesk.errors import RefusedError, UserError
from foidesk.model import ClockEvent, LetterKind, Outcome, Stage
from tests.desk.scenes import SECRET, STEPS, events
from tests.desk.verbs import file_of
from tests.office import NOW, add_case, sample_request


def clarification(at):
    """A signed clarification letter that was not sent."""
    letter = draft.start_letter(at.desk, at.case_id, LetterKind.CLARIFICATION)
    draft.write_letter(at.desk, at.case_id, letter, clarification="Which unit do you mean?")
    sign.unlock_identity(at.desk, SECRET)
    sign.sign_letter(at.desk, at.case_id, letter)
    return letter


def test_a_withdrawn_signature_lets_the_answer_change_and_keeps_the_signed_bytes(scene):
    at = scene("signed")
    sign.unlock_identity(at.desk, SECRET)
    first = at.case.letters[0].sha256
    sign.withdraw_signature(at.desk, at.case_id, at.letter(), "A figure was wrong.")
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], "There were 42.")
    again = sign.sign_letter(at.desk, at.case_id)
    letter = at.case.letters[0]
    assert (letter.sha256, letter.superseded) == (again.sha256, [first])
    assert attach.attachment_bytes(at.desk, first) != attach.attachment_bytes(at.desk, again.sha256)
    assert [sign.verify_file(at.desk, attach.attachment_bytes(at.desk, sha)).valid for sha in (first, again.sha256)] == [
        True,
        True,
    ]


def test_the_reason_of_a_withdrawal_is_kept_but_not_in_the_events(scene):
    at = scene("signed")
    sign.withdraw_signature(at.desk, at.case_id, at.letter(), "The officer named Bartholomew was left in.")
    assert "Bartholomew" not in str(events(at.desk)[-1])


def test_a_sent_letter_cannot_be_withdrawn(scene):
    at = scene("sent")
    with pytest.raises(UserError, match=r"has been sent\. Write a correction"):
        sign.withdraw_signature(at.desk, at.case_id, at.letter(), "Too late.")


def test_a_letter_is_sent_once(scene):
    at = scene("sent")
    with pytest.raises(UserError, match=r"was sent on 20\.08\.2026 already"):
        send.mark_sent(at.desk, at.case_id, at.letter())


@pytest.mark.parametrize("stage", ["decided", "signed"])
def test_a_case_that_was_not_answered_cannot_be_closed(scene, stage):
    at = scene(stage)
    with pytest.raises(UserError, match="Only a case that has been answered"):
        send.close_case(at.desk, at.case_id)


@pytest.mark.parametrize("stage", STEPS)
def test_a_call_is_logged_at_every_stage(scene, stage):
    at = scene(stage)
    before = at.case.stage
    correspond.log_message(at.desk, at.case_id, "Rang to ask how it stands.")
    assert (at.case.correspondence[-1].summary, at.case.stage) == ("Rang to ask how it stands.", before)


@pytest.mark.parametrize("stage", ["signed", "sent"])
def test_of_a_sealed_case_only_where_it_goes_and_what_is_published_can_change(scene, stage):
    at = scene(stage)
    intake.edit_requester(at.desk, at.case_id, email="new.address@example.org")
    intake.edit_case(at.desk, at.case_id, people=["Sam Field"], publish=True)
    attach.attach_file(at.desk, at.case_id, file_of(at), attach.AttachmentRole.WORKING)
    with pytest.raises(UserError, match=r"signed|answered"):
        intake.edit_requester(at.desk, at.case_id, email="x@example.org", name="Somebody Else")
    assert (at.case.requester.email, at.case.requester.name) == ("new.address@example.org", "Jordan Ellis")


@pytest.mark.parametrize("stage", ["sent", "closed"])
def test_an_answered_case_opens_again_only_for_a_further_letter(scene, stage):
    at = scene(stage)
    with pytest.raises(UserError, match="A further letter is a correction"):
        draft.start_letter(at.desk, at.case_id, LetterKind.RESPONSE)
    further = draft.start_letter(at.desk, at.case_id, LetterKind.CORRECTION)
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], "There were 42, not 41.")
    sign.unlock_identity(at.desk, SECRET)
    sign.sign_letter(at.desk, at.case_id, further)
    send.mark_sent(at.desk, at.case_id, further)
    assert at.case.stage is Stage.SENT
    assert [letter.sent for letter in at.case.letters] == [NOW.date(), NOW.date()]


def test_while_a_further_letter_is_written_the_sent_one_stands(scene):
    at = scene("sent")
    sent = at.case.letters[0]
    draft.start_letter(at.desk, at.case_id, LetterKind.CORRECTION)
    with pytest.raises(UserError, match="This letter is signed"):
        draft.write_letter(at.desk, at.case_id, sent.id, late_apology="Rewriting what was sent")
    assert at.case.letters[0].late_apology is None


def test_a_signed_letter_that_seals_nothing_cannot_be_written_either(scene):
    at = scene("fresh")
    letter = clarification(at)
    assert at.case.stage is not Stage.SIGNED
    with pytest.raises(UserError, match="This letter is signed"):
        draft.write_own_words(at.desk, at.case_id, letter, "opening", "Other words")
    with pytest.raises(UserError, match="This letter is signed"):
        draft.write_letter(at.desk, at.case_id, clarification="Something else?")


def test_sending_a_clarification_letter_stops_the_clock_and_the_reply_starts_it_anew(scene):
    at = scene("fresh")
    before = open_case(at.desk, at.case_id).clock
    letter = clarification(at)
    assert open_case(at.desk, at.case_id).clock.status == before.status == "running"
    send.mark_sent(at.desk, at.case_id, letter)
    waiting = open_case(at.desk, at.case_id)
    assert (waiting.clock.status, waiting.clock.due, waiting.case.stage) == ("waiting", None, Stage.CLARIFYING)
    clock.log_clock_event(at.desk, at.case_id, "clarification-received", NOW.date())
    again = open_case(at.desk, at.case_id)
    assert (again.clock.status, again.case.stage) == ("running", Stage.RECEIVED)
    assert again.clock.due - before.due > timedelta(10)


def test_a_clarification_that_comes_back_to_a_half_decided_case_leaves_it_in_drafting(scene):
    at = scene("decided")
    clock.log_clock_event(at.desk, at.case_id, "clarification-asked", date(2026, 8, 10))
    clock.log_clock_event(at.desk, at.case_id, "clarification-received", date(2026, 8, 12))
    assert at.case.stage is Stage.DRAFTING


def test_the_lists_clock_is_the_cases_clock_after_every_verb_that_moves_it(scene):
    at = scene("fresh")
    clock.log_clock_event(at.desk, at.case_id, "clarification-asked", date(2026, 8, 10))
    clock.log_clock_event(at.desk, at.case_id, "clarification-received", date(2026, 8, 12))
    intake.correct_received(at.desk, at.case_id, date(2026, 8, 3), "Misread.")
    snapshot = open_case(at.desk, at.case_id)
    assert (snapshot.case.due, snapshot.case.clock_status) == (snapshot.clock.due, snapshot.clock.status)
    assert isinstance(snapshot.case.clock[0], ClockEvent)


def test_the_email_carries_the_stored_letter_and_the_listed_attachment_and_goes_to_one_address(scene):
    at = scene("signed")
    done = send.prepare_email(at.desk, at.case_id, at.letter())
    message = message_from_bytes(done.path.read_bytes(), policy=default)
    parts = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    answer = next(item for item in at.case.attachments if item.listed)
    assert parts == {
        "1_26-response-1.pdf": attach.attachment_bytes(at.desk, at.case.letters[0].sha256),
        answer.name: attach.attachment_bytes(at.desk, answer.sha256),
    }
    assert (message["To"], message["X-Unsent"]) == ("jordan.ellis@example.org", "1")


def test_a_file_of_the_officers_does_not_leave_by_email(scene):
    at = scene("decided")
    attach.attach_file(at.desk, at.case_id, file_of(at))
    sign.unlock_identity(at.desk, SECRET)
    signed = sign.sign_letter(at.desk, at.case_id)
    before = len(events(at.desk))
    with pytest.raises(RefusedError, match="may not leave"):
        send.prepare_email(at.desk, at.case_id, signed.letter_id)
    assert len(events(at.desk)) == before
    assert list(send.outbox(at.desk).iterdir()) == []


def test_a_file_gets_a_name_that_is_free_and_that_every_system_allows(scene):
    at = scene("fresh")
    one = attach.attach_file(at.desk, at.case_id, file_of(at, "Re: who?.csv"))
    two = attach.attach_file(at.desk, at.case_id, file_of(at, "re_ WHO_.csv"))
    three = attach.attach_file(at.desk, at.case_id, file_of(at, "1_26.case.json"))
    assert [one, two, three] == ["Re_ who_.csv", "re_ WHO_-2.csv", "1_26.case-2.json"]
    assert {one, two, three} < {item.name for item in at.case.attachments}


def test_a_letter_is_not_signed_with_an_expired_certificate(scene):
    at = scene("decided")
    sign.unlock_identity(at.desk, SECRET)
    at.desk.now = lambda: NOW + timedelta(days=4 * 365)
    with pytest.raises(UserError, match="certificate expired on"):
        sign.sign_letter(at.desk, at.case_id)


def test_the_certificate_names_the_role_and_the_authority(scene):
    at = scene("fresh")
    sign.unlock_identity(at.desk, SECRET)
    assert at.desk.identity.certificate.subject.rfc4514_string() == "CN=Disclosure Officer,O=Midshire Police,C=GB"


def test_signing_needs_the_identity_and_what_it_is_told_is_the_password(scene):
    at = scene("decided")
    with pytest.raises(UserError, match="Unlock the signing identity"):
        sign.sign_letter(at.desk, at.case_id)
    with pytest.raises(UserError, match="password is wrong"):
        sign.unlock_identity(at.desk, "another one")


def test_what_blocks_is_told_with_the_refusal(scene):
    at = scene("fresh")
    decide.decide(at.desk, at.case_id, [question.id for question in at.case.questions], Outcome.WITHHELD)
    sign.unlock_identity(at.desk, SECRET)
    with pytest.raises(sign.BlockedError) as blocked:
        sign.sign_letter(at.desk, at.case_id)
    assert blocked.value.findings
    assert blocked.value.findings[0].message in str(blocked.value)


def test_the_history_of_a_case_reads_as_sentences(scene):
    at = scene("closed")
    lines = [line.words for line in case_history(at.desk, at.case_id)]
    assert lines[0] == "Request registered: 6 questions, received 5 August 2026"
    assert lines[-2:] == ["Letter sent on 20 August 2026", "Case closed"]
    assert not [line for line in lines if "{" in line or "–" in line]


def test_every_kind_of_event_that_a_verb_writes_has_words():
    from foidesk.desk.browse import _EVENT_WORDS
    from tests.desk.verbs import VERBS

    without_a_case = {"identity-kept", "profile-saved", "officer-added", "wording-replaced", "wording-taken-back"}
    assert {verb.event for verb in VERBS} - without_a_case <= set(_EVENT_WORDS)


def test_a_case_is_found_by_its_reference_with_either_mark(desk):
    one, two = add_case(desk, reference="12/26"), add_case(desk, reference="FOI-7")
    assert [find(desk, text) for text in ("12/26", " 12_26 ", "FOI-7")] == [one, one, two]


def test_the_sample_is_registered_with_its_file(desk):
    case = open_case(desk, intake.register(desk, sample_request())).case
    assert (len(case.questions), len(case.notes), case.attachments[0].role) == (6, 1, "request")


def test_a_clarification_that_was_answered_is_not_taken_back_before_its_answer(scene):
    at = scene("fresh")
    clock.log_clock_event(at.desk, at.case_id, "clarification-asked", date(2026, 8, 10))
    clock.log_clock_event(at.desk, at.case_id, "clarification-received", date(2026, 8, 12))
    asked, received = (event.id for event in at.case.clock)
    with pytest.raises(UserError, match="Take that one back first"):
        clock.remove_clock_event(at.desk, at.case_id, asked)
    clock.remove_clock_event(at.desk, at.case_id, received)
    clock.remove_clock_event(at.desk, at.case_id, asked)
    assert open_case(at.desk, at.case_id).clock.status == "running"
