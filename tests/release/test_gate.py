"""Nothing leaves but what passed, for the audience that it passed for."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import attach, send, sign
from foidesk.errors import RefusedError, UserError
from foidesk.release.gate import GATE_VERSION, Audience, Pass, Passes, admit, release
from tests.office import add_case, decide_all

DATA = b"made here"
SHA256 = hashlib.sha256(DATA).hexdigest()


def passes(audience=Audience.REQUESTER):
    given = Passes()
    given.made_here(DATA, audience)
    return given


def test_what_foidesk_made_is_written_whole(tmp_path):
    done = release(DATA, Audience.REQUESTER, tmp_path / "letter.pdf", passes())
    assert done.path.read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_what_came_from_elsewhere_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(RefusedError, match=r"staff\.xlsx"):
        release(b"a workbook", Audience.REQUESTER, tmp_path / "staff.xlsx", passes())
    assert list(tmp_path.iterdir()) == []


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_one_changed_byte_is_another_file(at, change):
    changed = bytearray(DATA)
    changed[at] ^= change
    with pytest.raises(RefusedError):
        admit(bytes(changed), "letter.pdf", Audience.REQUESTER, passes())


@given(st.binary(min_size=1))
def test_bytes_added_before_or_behind_make_another_file(more):
    for data in (DATA + more, more + DATA):
        with pytest.raises(RefusedError):
            admit(data, "letter.pdf", Audience.REQUESTER, passes())


@pytest.mark.parametrize("asked", Audience)
@pytest.mark.parametrize("granted", Audience)
def test_a_pass_is_bound_to_its_audience(granted, asked):
    if granted is asked:
        assert admit(DATA, "letter.pdf", asked, passes(granted)) == SHA256
    else:
        with pytest.raises(RefusedError):
            admit(DATA, "letter.pdf", asked, passes(granted))


def test_a_pass_of_an_earlier_gate_is_none():
    old = Passes({Pass(SHA256, Audience.REQUESTER, GATE_VERSION - 1)})
    with pytest.raises(RefusedError):
        admit(DATA, "letter.pdf", Audience.REQUESTER, old)


def test_what_the_store_knows_passes_for_the_audience_it_knows_it_for():
    known = Passes.known([SHA256], Audience.PUBLIC)
    assert admit(DATA, "page.html", Audience.PUBLIC, known) == SHA256
    with pytest.raises(RefusedError):
        admit(DATA, "page.html", Audience.REQUESTER, known)


def test_without_a_pass_nothing_leaves_and_the_words_say_what_to_do(tmp_path):
    with pytest.raises(RefusedError, match="Put the figures into the answer as a table"):
        release(DATA, Audience.REQUESTER, tmp_path / "figures.xlsx", Passes())
    assert not [*tmp_path.iterdir()]


def test_a_folder_that_is_not_there_is_a_plain_message(tmp_path):
    with pytest.raises(UserError, match="Cannot write"):
        release(DATA, Audience.REQUESTER, tmp_path / "gone" / "letter.pdf", passes())


def test_a_file_of_the_officer_s_goes_into_no_email(desk, tmp_path):
    """The likeliest leak: a workbook attached in a hurry. It is listed, so the e-mail is refused, and nothing is in the outbox."""
    workbook = tmp_path / "figures.xlsx"
    workbook.write_bytes(b"PK\x03\x04 a workbook with a hidden sheet")
    case_id = add_case(desk)
    decide_all(desk, case_id)
    attach.attach_file(desk, case_id, workbook)
    sign.make_identity(desk, "Disclosure Officer", "not a secret either")
    letter = sign.sign_letter(desk, case_id)
    with pytest.raises(RefusedError, match=r"figures\.xlsx may not leave"):
        send.prepare_email(desk, case_id, letter.letter_id)
    assert not [*send.outbox(desk).iterdir()]


def test_an_earlier_file_stands_when_the_new_one_cannot_be_written(tmp_path, monkeypatch):
    target = tmp_path / "letter.pdf"
    target.write_bytes(b"earlier")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="No space left"):
        release(DATA, Audience.REQUESTER, target, passes())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("letter.pdf", b"earlier")]
