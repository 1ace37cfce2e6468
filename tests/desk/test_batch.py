"""Letters in number: each stands for itself, is told with its reason, and leaves nothing half done."""

from email import message_from_bytes
from email.policy import default

import pytest

from foidesk.desk import batch, intake, send, sign
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.model import LetterKind
from tests.desk.scenes import SECRET, events
from tests.office import add_case, decide_all, request_of

ACK = LetterKind.ACKNOWLEDGEMENT


@pytest.fixture
def cases(desk):
    """Four new cases; the last has no e-mail address."""
    ids = [add_case(desk, title=f"Request {number}") for number in range(1, 4)]
    post = request_of("1. How many?", requester={"name": "Rowan Pike", "address": "4 Alder Lane, Midchester MX4 2BB"})
    return [*ids, intake.register(desk, post)]


@pytest.fixture
def unlocked(desk):
    sign.make_identity(desk, "Disclosure Officer", SECRET)


def run(desk, ids, kind=ACK):
    return [batch.make(desk, item) for item in batch.plan(desk, ids, kind)]


def letters(desk, case_id):
    return open_case(desk, case_id).case.letters


def test_a_plan_names_each_letter_and_writes_nothing(desk, cases):
    before = len(events(desk))
    planned = batch.plan(desk, [*cases, cases[0], 4711], ACK)
    assert [(item.case_id, item.kind, item.stops, item.by_email) for item in planned] == [
        (case_id, ACK, "", case_id != cases[3]) for case_id in cases
    ]
    assert len(events(desk)) == before
    assert letters(desk, cases[0]) == []


def test_each_is_signed_and_lies_in_the_outbox_as_an_email_or_for_the_post(desk, cases, unlocked):
    done = run(desk, cases)
    assert [(item.problem, item.is_signed) for item in done] == [("", True)] * 4
    assert {path.name for path in send.outbox(desk).iterdir()} == {
        "1_26-acknowledgement-1.eml", "2_26-acknowledgement-1.eml", "3_26-acknowledgement-1.eml", "4_26-acknowledgement-1.pdf",
    }  # fmt: skip
    message = message_from_bytes(done[0].path.read_bytes(), policy=default)
    assert [part.get_filename() for part in message.iter_attachments()] == ["1_26-acknowledgement-1.pdf"]
    for case_id in cases:
        [letter] = letters(desk, case_id)
        assert (letter.kind, letter.signed, letter.sent) == (ACK, True, None)


def test_each_letter_is_verbs_of_its_own(desk, cases, unlocked):
    before = len(events(desk))
    run(desk, cases[:2])
    assert [event.kind for event in events(desk)[before:]] == ["letter-started", "signed", "email-prepared"] * 2


def test_the_same_batch_again_signs_nothing_twice(desk, cases, unlocked):
    first = run(desk, cases)
    hashes = [letters(desk, case_id)[0].sha256 for case_id in cases]
    planned = batch.plan(desk, cases, ACK)
    assert all(item.is_signed for item in planned)
    assert [batch.make(desk, item).path for item in planned] == [item.path for item in first]
    assert [letters(desk, case_id)[0].sha256 for case_id in cases] == hashes


def test_one_that_was_sent_is_told_and_left_alone(desk, cases, unlocked):
    run(desk, cases[:1])
    send.mark_sent(desk, cases[0], letters(desk, cases[0])[0].id)
    done = run(desk, cases[:2])
    assert done[0].problem == "It was sent on 20 August 2026."
    assert done[1].path is not None


def test_what_cannot_be_printed_stops_its_own_letter_alone_and_leaves_no_letter_behind(desk, cases, unlocked):
    intake.edit_case(desk, cases[1], title="Request \U0001f600")
    done = run(desk, cases)
    assert [bool(item.problem) for item in done] == [False, True, False, False]
    assert "U+1F600" in done[1].problem
    assert letters(desk, cases[1]) == []


def test_what_blocks_is_known_before(desk, cases):
    answered = decided(desk, cases[2])
    stops = {item.case_id: item.stops for item in batch.plan(desk, cases, ACK)}
    assert stops[answered].startswith("This case is signed.")
    assert stops[cases[3]] == ""


def decided(desk, case_id):
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.sign_letter(desk, case_id)
    return case_id


def test_signed_letters_that_wait_are_written_out_and_others_told(desk, cases):
    decided(desk, cases[0])
    planned = batch.plan(desk, cases[:2], None)
    assert [(item.kind, item.is_signed, item.stops) for item in planned] == [
        (LetterKind.RESPONSE, True, ""),
        (None, False, "No signed letter waits to be sent."),
    ]
    desk.identity = None
    done = [batch.make(desk, item) for item in planned]
    assert done[0].path.name == "1_26-response-1.eml"
    assert done[1].path is None


def test_without_a_key_nothing_is_begun(desk, cases):
    done = run(desk, cases)
    assert {item.problem for item in done} == {"Unlock the signing identity first."}
    assert [letters(desk, case_id) for case_id in cases] == [[]] * 4


def test_a_letter_that_was_signed_and_could_not_be_written_out_says_so(desk, cases, unlocked):
    outbox = send.outbox(desk)
    outbox.rmdir()
    outbox.write_text("in the way")
    [done] = run(desk, cases[:1])
    assert done.problem.startswith("It is signed, but was not written out. Cannot make the outbox")
    outbox.unlink()
    [done] = run(desk, cases[:1])
    assert done.path.exists()


def test_a_fault_of_our_own_stops_no_other_letter_and_holds_no_words_of_the_case(desk, cases, unlocked, monkeypatch):
    real = sign.signed_bytes

    def broken(shelf, case, *rest):
        if case.title == "Request 2":
            raise ValueError(case.title)
        return real(shelf, case, *rest)

    monkeypatch.setattr(sign, "signed_bytes", broken)
    done = run(desk, cases)
    assert [item.path is None for item in done] == [False, True, False, False]
    assert done[1].problem.startswith("This is a fault of foidesk")
    assert "Request 2" not in done[1].problem
    assert letters(desk, cases[1]) == []


@pytest.mark.parametrize("kind", sorted(set(LetterKind) - set(batch.KINDS)))
def test_what_needs_a_decision_is_never_made_in_number(desk, cases, kind):
    with pytest.raises(UserError, match="one by one"):
        batch.plan(desk, cases, kind)
