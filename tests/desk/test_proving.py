"""Somebody changes the store with the key and without the program: what was changed is found and named. And receipts."""

import email
import hashlib
import json
import shutil
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import attach, correspond, decide, opening, proving, requesters, send, sign
from foidesk.errors import UserError
from foidesk.store import history, rekey
from foidesk.store.receipt import Receipt, read, written
from tests.conftest import ROOT
from tests.desk.scenes import SECRET, at_work, events
from tests.office import CHEAP, NOW, PASSPHRASE, add_case, new_desk
from tests.store.builder import ask_raw, run_raw

EVENT_TRIGGERS = tuple(
    f"DROP TRIGGER {name}" for name in ("event_no_update", "event_no_delete", "event_no_replace", "event_chain")
)


def told(at, *statements):
    """What is told of a store that was changed in some way behind the program's back."""
    run_raw(at.desk.store.folder, *statements)
    return proving.prove(at.desk).told


def test_a_store_that_only_the_program_changed_is_as_its_history_says(scene):
    at = scene("closed")
    found = proving.prove(at.desk)
    assert (found.ok, found.told, found.first_bad, found.history.events) == (True, (), None, len(events(at.desk)))


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("UPDATE event SET actor = 'Mallory' WHERE seq = 4", 4),
        ("DELETE FROM event WHERE seq = 5", 5),
        ("REPLACE INTO event SELECT seq, case_id, at, actor, os_user, kind, '{}', prev, hash FROM event WHERE seq = 3", 3),
        ("DELETE FROM event WHERE seq > 6", 7),
    ],
    ids=["edited", "deleted", "replaced", "tail cut"],
)
def test_a_changed_history_is_found_with_its_first_bad_event(scene, change, number):
    at = scene("decided")
    first, *rest = told(at, *EVENT_TRIGGERS, "PRAGMA recursive_triggers = OFF", change)
    assert first.startswith("The history is not as it was written: ")
    assert str(number) in first or "ends at event 6" in first
    assert proving.prove(at.desk).first_bad == number
    assert len([words for words in rest if "taken away" in words]) == 4


def test_two_events_that_changed_places_are_found(scene):
    at = scene("decided")
    swap = ("SET seq = 999 WHERE seq = 4", "SET seq = 4 WHERE seq = 5", "SET seq = 5 WHERE seq = 999")
    told(at, *EVENT_TRIGGERS, *(f"UPDATE event {step}" for step in swap))
    assert proving.prove(at.desk).first_bad == 4


def test_a_trigger_that_was_taken_away_is_named_even_where_nothing_else_was_done(scene):
    (only,) = told(scene("fresh"), "DROP TRIGGER event_no_delete")
    assert only == "The trigger event_no_delete, which lets nobody change the history, was taken away or changed."


def test_the_bytes_of_a_signed_letter_that_were_swapped_are_named(scene):
    at = scene("signed")
    (only,) = told(at, f"UPDATE stored_file SET data = zeroblob(size) WHERE sha256 = '{at.case.letters[0].sha256}'")
    assert only == f"The bytes of the signed response of case {at.case.reference} are not those that were kept."


def test_the_bytes_of_an_attachment_that_were_swapped_are_named(scene):
    at = scene("fresh")
    attach.attach_file(at.desk, at.case_id, made(at, "figures.csv"))
    sha256 = at.case.attachments[-1].sha256
    (only,) = told(at, f"UPDATE stored_file SET data = x'00', size = 1 WHERE sha256 = '{sha256}'")
    assert only == f"The bytes of figures.csv in case {at.case.reference} are not those that were kept."


def made(at, name):
    path = at.desk.store.folder.parent / name
    path.write_bytes(b"a,b\n1,2\n")
    return path


def put_file(data):
    """A statement that puts another file into the store under its right hash, and that hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    return f"INSERT INTO stored_file VALUES ('{sha256}', {len(data)}, x'{data.hex()}')", sha256


def test_another_file_put_in_a_signed_letters_place_is_named_with_its_event(scene):
    at = scene("signed")
    number = next(event.seq for event in events(at.desk) if event.kind == "signed")
    put, sha256 = put_file(b"%PDF-another")
    (only,) = told(at, put, f"UPDATE letter SET sha256 = '{sha256}'")
    assert only == f"The letter of case {at.case.reference} that event {number} signed is not there as it was signed."
    assert proving.prove(at.desk).first_bad == number


def test_another_file_put_in_an_attachments_place_is_named_with_its_event(scene):
    at = scene("fresh")
    attach.attach_file(at.desk, at.case_id, made(at, "figures.csv"))
    put, sha256 = put_file(b"a,b\n9,9\n")
    (only,) = told(at, put, f"UPDATE attachment SET sha256 = '{sha256}' WHERE name = 'figures.csv'")
    assert only.endswith(f"that event {events(at.desk)[-1].seq} attached is not there as it was attached.")


def test_the_request_as_it_came_in_put_aside_is_named(scene):
    at = scene("fresh")
    (only,) = told(at, "DELETE FROM attachment WHERE role = 'request'")
    assert only == f"The request of case {at.case.reference} as it came in is not there any more."


def test_a_letter_that_was_marked_as_signed_by_hand_is_named(scene):
    at = scene("decided")
    put, sha256 = put_file(b"%PDF-forged")
    send.export_draft(at.desk, at.case_id)
    (only,) = told(at, put, f"INSERT INTO letter SELECT 99, case_id, 9, kind, dated, sent, 1, signed_at, '{sha256}', superseded, "
                   "late_apology, public_interest_decision_by, cost_limit_stated_gbp, advice_and_assistance, advice_not_possible, "
                   "goodwill_note, clarification, environmental_handling, format_refused, format_refused_reason, left_out, own_words "
                   "FROM letter LIMIT 1")  # fmt: skip
    assert only == f"A letter of case {at.case.reference} is marked as signed, and no event says so."


def harm_of(at):
    return f"ground:{at.ground()}:harm"


@pytest.mark.parametrize("body", [zlib.compress(b'"Forged."'), b"\0"], ids=["other words", "no words"])
def test_a_version_that_was_changed_is_named(scene, body):
    at = scene("decided")
    first, *_ = told(at, f"UPDATE text_version SET body = x'{body.hex()}' WHERE field = '{harm_of(at)}'")
    assert first == f"Version 1 of the harm of ground {at.ground()} in case {at.case.reference} was changed."
    assert proving.prove(at.desk).first_bad is not None


def test_a_version_that_was_changed_together_with_its_hash_is_told_by_its_event(scene):
    at = scene("decided")
    run_raw(at.desk.store.folder, f"UPDATE text_version SET digest = '{'0' * 64}' WHERE field = '{harm_of(at)}'")
    assert any(words.startswith("Version 1 of the harm") for words in proving.prove(at.desk).told)
    assert any("is not in case" in words for words in proving.prove(at.desk).told)


def test_a_version_forged_with_the_cases_own_salt_is_told_by_its_event(scene):
    """The salt lies in the store: whoever has the key can make a hash that fits the forged words, but no event that names it."""
    from foidesk.model import Case
    from foidesk.store import texts

    at = scene("decided")
    ground, number = at.ground(), events(at.desk)[-1].seq
    with at.desk.store.writing() as session:
        texts.save_version(session, session.get(Case, at.case_id), f"ground:{ground}:harm", "Forged.", at=NOW)
    run_raw(at.desk.store.folder, f"UPDATE ground SET harm = '\"Forged.\"' WHERE id = {ground}")
    (only,) = proving.prove(at.desk).told
    assert only == f"Version 2 of the harm of ground {ground} in case {at.case.reference} is one that no event speaks of."
    assert events(at.desk)[-1].seq == number


def test_a_version_that_was_deleted_is_named(scene):
    at = scene("decided")
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], "There were 99.")
    number = events(at.desk)[-1].seq
    run_raw(at.desk.store.folder, f"DELETE FROM text_version WHERE field = 'decision:{at.decision(1)}:answer' AND number = 2")
    assert f"A text that event {number} saved is not in case {at.case.reference} as it was saved." in proving.prove(at.desk).told


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE ground SET harm = '\"Nothing would happen.\"' WHERE id = {ground}", "harm of ground"),
        ("UPDATE decision SET answer = '\"None.\"' WHERE id = {decision}", "answer of decision"),
        ("UPDATE question SET text = 'How few?' WHERE id = {question}", "text of question"),
        ("UPDATE correspondence SET summary = 'Nothing was said.'", "summary of correspondence"),
    ],
)
def test_words_changed_where_they_stand_are_named(scene, statement, named):
    at = scene("decided")
    correspond.log_message(at.desk, at.case_id, "They asked to be told by telephone.")
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], "There were 42.")
    ids = {"ground": at.ground(), "decision": at.decision(1), "question": at.question(1)}
    (only,) = told(at, statement.format(**ids))
    assert named in only
    assert only.endswith("is not the text that was saved last.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ground SET harm = '\"Planted.\"' WHERE harm IS NULL",
        "UPDATE decision SET answer = '\"Planted.\"' WHERE answer IS NULL",
    ],
)
def test_words_put_where_none_were_saved_are_named(scene, statement):
    first, *_ = told(scene("decided"), statement)
    assert first.endswith("was never saved by the program.")


def test_a_case_that_was_made_to_look_disposed_of_is_named(scene):
    at = scene("closed")
    (only,) = told(at, "UPDATE foi_case SET stage = 'disposed'", "DELETE FROM text_version")
    assert only == f"Case {at.case.reference} is marked as disposed of, and no event says so."


def test_a_requester_who_was_erased_leaves_a_store_that_is_as_its_history_says(scene):
    at = scene("decided")
    name = at.case.requester.name
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], f"Dear {name}, there were 12.")
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], "There were 12.")
    sign.unlock_identity(at.desk, SECRET)
    sign.sign_letter(at.desk, at.case_id)
    send.mark_sent(at.desk, at.case_id, at.letter())
    send.close_case(at.desk, at.case_id)
    requesters.erase_requester(at.desk, at.case_id, "They asked for it.")
    assert proving.prove(at.desk).told == ()
    (only,) = told(at, f"DELETE FROM text_version WHERE field = '{harm_of(at)}'")[:1]
    assert "harm" in only or "a text that event" in only.lower()


@pytest.fixture
def put_back(tmp_path):
    """A store that was put back, whole and with its anchor, to where it stood before the last three steps; and a receipt of the end."""
    desk = new_desk(tmp_path / "desk")
    case_id = add_case(desk)
    opening.leave(desk)
    before = shutil.copytree(tmp_path / "desk", tmp_path / "before")
    with at_work(tmp_path / "desk") as at:
        for words in ("First.", "Second.", "Third."):
            correspond.log_message(at.desk, case_id, words)
        receipt = proving.make_receipt(at.desk, tmp_path).path.read_bytes()
    shutil.rmtree(tmp_path / "desk")
    shutil.copytree(before, tmp_path / "desk")
    with at_work(tmp_path / "desk") as at:
        yield at, receipt


def test_a_store_put_back_with_its_anchor_is_shown_by_a_receipt_alone(put_back):
    at, receipt = put_back
    assert proving.prove(at.desk).ok
    assert at.desk.store.history_warning == ""
    last, then = len(events(at.desk)), read(receipt).events
    found = proving.prove(at.desk, [receipt])
    assert found.told == (
        f"The history does not hold the receipt: the history ends at event {last}; on 20 August 2026 it had {then}. "
        "An older store was put in place, or the end was cut.",
    )
    assert found.first_bad == last + 1


def test_work_after_it_was_put_back_does_not_hide_it(put_back):
    at, receipt = put_back
    for number in range(9):
        correspond.log_message(at.desk, at.case_id, f"Later {number}.")
    (only,) = proving.prove(at.desk, [receipt]).told
    assert only == (
        f"The history does not hold the receipt: event {read(receipt).events} is another one than it was on 20 August 2026."
    )


def test_a_chain_and_anchor_made_anew_by_somebody_with_the_key_are_shown_by_a_receipt(put_back, tmp_path):
    at, receipt = put_back
    store = at.desk.store
    for number in range(9):
        correspond.log_message(at.desk, at.case_id, f"Later {number}.")
    with store.reading() as session:
        history.write_anchor(store.folder, store.key, *history.head(session))
    assert proving.prove(at.desk).ok
    assert not proving.prove(at.desk, [receipt]).ok


def test_a_store_that_holds_its_receipts_says_so_also_after_more_work(desk, tmp_path):
    add_case(desk)
    receipt = proving.make_receipt(desk, tmp_path).path.read_bytes()
    add_case(desk)
    found = proving.prove(desk, [receipt])
    assert found.ok
    assert found.receipts[0].words.startswith("The history holds the receipt of 20 August 2026: event ")


def test_a_receipt_holds_numbers_and_a_day_and_nobodys_name(desk, tmp_path):
    add_case(desk)
    said = json.loads(proving.make_receipt(desk, tmp_path).path.read_bytes())
    assert set(said) == {"format", "version", "day", "events", "head", "seal"}
    assert all(name not in json.dumps(said) for name in ("Ada", "Marsh", "Jordan", "Ellis", "Midshire"))


@pytest.mark.parametrize("field", ["events", "head", "day", "seal"])
def test_a_receipt_that_was_changed_accuses_nobody(desk, tmp_path, field):
    add_case(desk)
    path = proving.make_receipt(desk, tmp_path).path
    said = json.loads(path.read_bytes())
    other = {"events": said["events"] + 5, "head": "0" * 64, "day": "2026-08-19", "seal": "0" * 64}
    found = proving.prove(desk, [json.dumps(said | {field: other[field]}).encode()])
    if field in ("day", "seal"):
        assert found.ok  # the event that it names is there: a hash is its own proof
    else:
        assert found.told[0].startswith("The receipt of 20 August 2026 does not fit this store")
        assert found.first_bad is None


def test_another_stores_receipt_is_told_from_a_rollback(desk, tmp_path):
    other = new_desk(tmp_path / "other")
    add_case(other)
    receipt = proving.make_receipt(other, tmp_path).path.read_bytes()
    opening.leave(other)
    add_case(desk)
    assert "another store's" in proving.prove(desk, [receipt]).told[0]


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"format": "foidesk-receipt", "version": 1}', b"[" * 9000 + b"{}"])
def test_what_is_no_receipt_is_refused_in_a_sentence(desk, data):
    with pytest.raises(UserError, match="no receipt of a history"):
        proving.prove(desk, [data])


def test_a_receipt_is_read_back_out_of_a_message_that_was_pasted(desk, tmp_path):
    add_case(desk)
    data = proving.make_receipt(desk, tmp_path).path.read_bytes()
    assert read(b"> Please keep this:\r\n> " + data.replace(b"\n", b"\r\n> ")) == read(data)
    assert read(b"Please keep this:\r\n\r\n" + data.replace(b"\n", b"\r\n") + b"\r\nRegards") == read(data)


def test_no_receipt_vouches_for_a_history_that_is_not_whole(scene):
    at = scene("fresh")
    run_raw(at.desk.store.folder, "DROP TRIGGER event_no_update", "UPDATE event SET actor = 'Mallory' WHERE seq = 2")
    with pytest.raises(UserError, match="none was made"):
        proving.make_receipt(at.desk)


def test_a_receipt_goes_to_a_second_mailbox_as_an_unsent_message(desk, tmp_path):
    add_case(desk)
    done = proving.email_receipt(desk, "records@example.org", tmp_path)
    message = email.message_from_bytes(done.path.read_bytes(), policy=email.policy.default)
    (enclosed,) = message.iter_attachments()
    assert (message["X-Unsent"], message["To"], enclosed.get_filename()) == (
        "1",
        "records@example.org",
        "foidesk-receipt-2026-08-20.json",
    )
    assert proving.prove(desk, [enclosed.get_payload(decode=True)]).ok
    assert proving.receipt_mailbox(desk) == "records@example.org"


def test_the_events_tell_of_a_receipt_without_the_address(desk, tmp_path):
    add_case(desk)
    proving.email_receipt(desk, "records@example.org", tmp_path)
    assert events(desk)[-1].kind == "receipt-made"
    assert "example.org" not in json.dumps(events(desk)[-1].body)


def test_a_reminder_comes_after_a_month_without_a_receipt_and_goes_with_one(tmp_path):
    folder = tmp_path / "desk"
    opening.leave(new_desk(folder))

    def reminder(days):
        desk = opening.unlock(folder, PASSPHRASE, now=lambda: NOW + timedelta(days))
        try:
            return proving.receipt_reminder(desk)
        finally:
            opening.leave(desk)

    assert reminder(31) == ""
    assert reminder(32).startswith("No receipt of the history was made yet.")
    with at_work(folder) as at:
        proving.make_receipt(at.desk)
    assert reminder(31) == ""
    assert reminder(32).startswith("The last receipt of the history was made on 20 August 2026.")


def test_the_raw_driver_of_these_tests_reaches_the_store(scene):
    at = scene("fresh")
    assert ask_raw(at.desk.store.folder, "SELECT count(*) FROM event") == [(len(events(at.desk)),)]


@pytest.mark.parametrize("frozen", sorted((ROOT / "tests/store/frozen").iterdir()), ids=lambda path: path.name)
def test_a_store_of_an_earlier_version_is_as_its_history_says(frozen, tmp_path):
    """Their events did not name each text by its hash yet; nobody is accused for that."""
    with at_work(shutil.copytree(frozen, tmp_path / "desk")) as at:
        assert proving.prove(at.desk).told == ()


def test_a_receipt_outlives_a_change_of_the_data_key(desk, tmp_path):
    add_case(desk)
    receipt = proving.make_receipt(desk, tmp_path).path.read_bytes()
    new = rekey.make_new_key(desk.store, "walnut harbour tinsel orchid plain", CHEAP)
    rekey.take_new_key(desk.store, new)
    later = opening.unlock(tmp_path / "desk", "walnut harbour tinsel orchid plain", now=lambda: NOW)
    try:
        found = proving.prove(later, [receipt])
        assert found.told == ()
        assert proving.make_receipt(later, tmp_path).path.read_bytes() != receipt
    finally:
        opening.leave(later)


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_whatever_is_read_as_a_receipt_is_one_or_is_refused(data):
    with suppress(UserError):
        assert read(written(read(data))) == read(data)


@given(
    st.builds(
        Receipt,
        st.integers(1, 10**9),
        st.text("0123456789abcdef", min_size=64, max_size=64),
        st.dates(),
        st.text("0123456789abcdef", min_size=64, max_size=64),
    )
)
def test_a_receipt_is_read_as_it_was_written(receipt):
    assert read(written(receipt)) == receipt
