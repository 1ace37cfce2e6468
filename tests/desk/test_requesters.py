"""One requester over all cases: found, written out, and erased from closed cases."""

import json

import pytest

from foidesk.desk import correspond, requesters, retention, send, sign
from foidesk.desk.browse import open_case, versions
from foidesk.errors import UserError
from foidesk.store import identity, integrity
from tests.desk.scenes import SECRET, state
from tests.office import SIX_QUESTIONS, add_case, decide_all

NAME = "Jordan Ellis"
SIGNED = f"{SIX_QUESTIONS}\nYours faithfully,\n{NAME}\njordan.ellis@example.org\n"


@pytest.fixture
def closed(desk):
    case_id = add_case(desk, SIGNED, original=("request.txt", "text/plain", SIGNED.encode()))
    decide_all(desk, case_id)
    correspond.log_message(desk, case_id, "Mr Ellis rang; Jordan ELLIS is in no hurry.", with_whom=NAME)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.unlock_identity(desk, SECRET)
    send.mark_sent(desk, case_id, sign.sign_letter(desk, case_id).letter_id)
    send.close_case(desk, case_id)
    return case_id


def found(desk, words):
    return [(item.case_id, item.as_requester, item.certain) for item in requesters.find_requester(desk, words)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (NAME, [(1, True, True)]),
        ("  jordan   ELLIS ", [(1, True, True)]),
        ("Jordan.Ellis@Example.org", [(1, True, True)]),
        ("ellis", [(1, True, False)]),
        ("Jordan Elliston", []),
    ],
)
def test_somebody_is_found_by_name_or_address_whatever_the_case_and_blanks(desk, words, wanted):
    add_case(desk, SIGNED)
    add_case(desk, requester={"name": "Sam Field", "email": "sam@example.org"})
    assert found(desk, words) == wanted


@pytest.mark.parametrize("name", ["Zoë Müller", "Siân ap Dafydd", "José"])
def test_accents_make_no_difference(desk, name):
    add_case(desk, requester={"name": name, "email": "z@example.org"})
    assert found(desk, identity.plain(name)) == [(1, True, True)]


def test_a_handle_finds_its_owner(desk):
    add_case(desk, requester={"handle": "@curious_cat"})
    assert found(desk, "@Curious_Cat") == [(1, True, True)]


def test_a_case_that_only_names_somebody_comes_last_and_is_told_apart(desk):
    add_case(desk, f"1. What has {NAME} asked you?", requester={"name": "Sam Field"})
    add_case(desk, SIGNED)
    assert found(desk, NAME) == [(2, True, True), (1, False, False)]


def test_a_name_in_a_message_is_found_too(desk):
    case_id = add_case(desk, requester={"name": "Sam Field"})
    correspond.log_message(desk, case_id, f"{NAME} rang for Sam.")
    assert found(desk, NAME) == [(case_id, False, False)]


@pytest.mark.parametrize("words", ["", "  ", "Jo"])
def test_too_little_to_look_for_is_told(desk, words):
    with pytest.raises(UserError, match="at least three"):
        requesters.find_requester(desk, words)


def test_everything_is_written_out_with_a_warning(desk, closed, tmp_path):
    requesters.export_requester(desk, [closed], tmp_path / "out")
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert names == {
        "README.txt",
        "1_26/1_26.case.json",
        "1_26/1_26-attachment-1.pdf",
        "1_26/1_26-letter-1-response.pdf",
        "1_26/1_26-history.txt",
        "1_26/request.txt",
    }
    assert "NOT ENCRYPTED" in (tmp_path / "out" / "README.txt").read_text()
    assert json.loads((tmp_path / "out" / "1_26" / "1_26.case.json").read_text())["requester"]["name"] == NAME
    assert (tmp_path / "out" / "1_26" / "1_26-letter-1-response.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_is_written_over_that_is_another_file(desk, closed, tmp_path):
    (tmp_path / "1_26").mkdir()
    (tmp_path / "1_26" / "request.txt").write_text("another")
    before = state(desk)
    with pytest.raises(UserError, match=r"another file named request\.txt"):
        requesters.export_requester(desk, [closed], tmp_path)
    assert (tmp_path / "1_26" / "request.txt").read_text() == "another"
    assert state(desk) == before


def test_who_asked_is_erased_from_every_text_and_version_and_the_rest_stands(desk, closed):
    before = open_case(desk, closed).case
    done = requesters.erase_requester(desk, closed, f"{NAME} asked for it under Article 17.")
    case = open_case(desk, closed).case
    assert (case.requester.name, case.requester.email) == (None, None)
    assert case.request_text.endswith("Yours faithfully,\n██████ █████\n████████████████████████\n")
    assert (case.correspondence[0].summary, case.correspondence[0].with_whom) == (
        "██ █████ rang; ██████ █████ is in no hurry.",
        "██████ █████",
    )
    assert [item.text for item in versions(desk, closed, f"correspondence:{case.correspondence[0].id}:summary")] == [
        "██ █████ rang; ██████ █████ is in no hurry."
    ]
    assert [question.text for question in case.questions] == [question.text for question in before.questions]
    assert [item.role for item in case.attachments] == ["answer"]
    assert (done.letters, done.words) == (1, ())


def test_where_a_question_stands_in_the_request_is_as_before(desk, closed):
    before = open_case(desk, closed).case
    requesters.erase_requester(desk, closed, "Asked for.")
    after = open_case(desk, closed).case
    assert len(after.request_text) == len(before.request_text)
    for question in after.questions:
        assert question.text.split()[0] in after.request_text[question.start : question.end]


def test_the_signed_letter_keeps_its_bytes_and_is_said_to_name_the_requester(desk, closed):
    before = open_case(desk, closed).case.letters[0].sha256
    assert requesters.erase_requester(desk, closed, "Asked for.").letters == 1
    assert open_case(desk, closed).case.letters[0].sha256 == before


def test_the_history_and_what_it_names_hold_after_an_erasure(desk, closed):
    requesters.erase_requester(desk, closed, "Asked for.")
    assert desk.store.verify_history().ok
    with desk.reading() as session:
        assert list(integrity.flaws(session)) == []
    assert retention.review(desk).uncleared


def test_nobody_is_found_afterwards(desk, closed):
    requesters.erase_requester(desk, closed, "Asked for.")
    assert found(desk, NAME) == []
    assert found(desk, "jordan.ellis@example.org") == []


def test_a_part_of_the_name_that_is_left_is_told(desk):
    case_id = add_case(desk, f"{SIGNED}\nEllis again.")
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.unlock_identity(desk, SECRET)
    send.mark_sent(desk, case_id, sign.sign_letter(desk, case_id).letter_id)
    send.close_case(desk, case_id)
    assert requesters.erase_requester(desk, case_id, "Asked for.").words == ("Ellis",)


def test_a_surname_that_is_a_common_word_takes_no_other_words_along(desk):
    """ "Case" alone is no name: only the whole name, or a title with it, is."""
    pattern = identity.pattern_of(open_case(desk, add_case(desk, requester={"name": "Alex Case"})).case.requester)
    assert identity.blacked(pattern, "Alex Case asks about case 12; Ms Case, this case is closed.") == (
        "████ ████ asks about case 12; ██ ████, this case is closed."
    )


def test_an_open_case_keeps_who_asked(desk):
    case_id = add_case(desk, SIGNED)
    with pytest.raises(UserError, match="Only from a closed case"):
        requesters.erase_requester(desk, case_id, "Asked for.")


def test_a_case_that_names_nobody_any_more_is_told(desk, closed):
    requesters.erase_requester(desk, closed, "Asked for.")
    with pytest.raises(UserError, match="names no requester any more"):
        requesters.erase_requester(desk, closed, "Asked for again.")
