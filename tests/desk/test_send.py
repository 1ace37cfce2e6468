"""What leaves in other forms: where it lies, what it is called, what it says of itself, and that nothing is left of what failed."""

import io
import os
import stat
from email import message_from_bytes
from email.policy import default

import docx
import pytest

from foidesk.desk import attach, batch, draft, intake, outbox, send, sign
from foidesk.errors import RefusedError, UserError
from foidesk.model import LetterKind
from foidesk.paths import write_whole
from tests.desk.scenes import SECRET, state
from tests.letters.forms import parts
from tests.letters.programs import text_of


def files(desk):
    return sorted(path.relative_to(send.outbox(desk)).as_posix() for path in send.outbox(desk).rglob("*") if path.is_file())


def heads(path):
    return [item.text for section in docx.Document(io.BytesIO(path.read_bytes())).sections for item in section.header.paragraphs]


def test_a_draft_says_on_each_page_that_it_is_one(scene):
    at = scene("decided")
    done = send.export_draft(at.desk, at.case_id)
    assert done.path.name == "1_26-response-1-draft.pdf"
    assert "Draft – not signed, not sent" in text_of(done.path)


def test_a_signed_letter_leaves_as_no_draft(scene):
    at = scene("signed")
    with pytest.raises(UserError, match="is signed"):
        send.export_draft(at.desk, at.case_id, at.letter())
    assert files(at.desk) == []


def test_a_word_file_says_whether_it_is_a_draft_or_a_copy(scene):
    at, later = scene("decided"), scene("signed")
    before = send.export_word(at.desk, at.case_id).path
    after = send.export_word(later.desk, later.case_id, later.letter()).path
    assert (before.name, heads(before)) == ("1_26-response-1-draft.docx", ["Draft – not signed, not sent"])
    assert (after.name, heads(after)) == ("1_26-response-1.docx", ["Copy of the letter signed on 20 August 2026"])


def test_equal_cases_give_equal_word_files(scene):
    at = scene("signed")
    first = send.export_word(at.desk, at.case_id, at.letter()).sha256
    assert send.export_word(at.desk, at.case_id, at.letter()).sha256 == first


def test_an_email_has_its_words_as_html_where_that_is_asked_for(scene):
    at = scene("signed")
    plain = send.prepare_email(at.desk, at.case_id, at.letter()).path.read_bytes()
    both = send.prepare_email(at.desk, at.case_id, at.letter(), as_html=True).path.read_bytes()
    types = [[part.get_content_type() for part in message_from_bytes(data, policy=default).walk()] for data in (plain, both)]
    assert "text/html" not in types[0]
    assert types[1][:4] == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"]


def test_a_folder_holds_the_letter_what_goes_with_it_and_the_words(scene):
    at = scene("signed")
    done = send.prepare_folder(at.desk, at.case_id, at.letter())
    assert files(at.desk) == [
        f"1_26-response-1/{name}" for name in ("1_26-attachment-1.pdf", "1_26-response-1.pdf", "message.txt")
    ]
    assert attach.attachment_bytes(at.desk, at.case.letters[-1].sha256) == (done.path / "1_26-response-1.pdf").read_bytes()
    words = (done.path / "message.txt").read_text("utf-8")
    assert words.startswith(f"To: jordan.ellis@example.org\nSubject: {done.subject}\n\nDear Jordan Ellis")
    assert done.body.strip() in words


def test_the_outbox_and_its_folders_are_the_officer_s_alone(scene):
    at = scene("signed")
    done = send.prepare_folder(at.desk, at.case_id, at.letter())
    assert stat.S_IMODE(send.outbox(at.desk).stat().st_mode) == 0o700
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in done.path.iterdir()} == {0o600}


def test_a_folder_prepared_again_holds_nothing_of_before(scene):
    at = scene("signed")
    place = send.prepare_folder(at.desk, at.case_id, at.letter()).path
    (place / "old-attachment.pdf").write_bytes(b"withdrawn")
    send.prepare_folder(at.desk, at.case_id, at.letter())
    assert "1_26-response-1/old-attachment.pdf" not in files(at.desk)


def test_a_folder_of_somebody_else_s_is_not_touched(scene, tmp_path):
    at = scene("signed")
    theirs = tmp_path / "1_26-response-1"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="already"):
        send.prepare_folder(at.desk, at.case_id, at.letter(), tmp_path)
    assert [path.name for path in theirs.iterdir()] == ["thesis.txt"]


def test_a_file_from_elsewhere_goes_into_no_folder(scene):
    at = scene("decided")
    path = at.desk.store.folder.parent / "rota.pdf"
    path.write_bytes(b"%PDF-1.7 from elsewhere")
    attach.attach_file(at.desk, at.case_id, path)
    sign.unlock_identity(at.desk, SECRET)
    letter = sign.sign_letter(at.desk, at.case_id).letter_id
    before = state(at.desk)
    with pytest.raises(RefusedError, match="may not leave"):
        send.prepare_folder(at.desk, at.case_id, letter)
    assert files(at.desk) == []
    assert state(at.desk) == before


@pytest.mark.parametrize("verb", [send.prepare_folder, send.export_word, send.export_letter, send.prepare_email])
def test_a_disk_that_fills_while_writing_leaves_no_file_and_the_case_as_it_was(scene, verb, monkeypatch):
    at = scene("signed")
    before, done = state(at.desk), []

    def full(handle):
        # The second file of a folder is the one that does not fit.
        done.append(handle)
        if verb is not send.prepare_folder or len(done) > 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        verb(at.desk, at.case_id, at.letter())
    monkeypatch.undo()
    assert [*send.outbox(at.desk).iterdir()] == []
    assert state(at.desk) == before


def test_a_letter_to_a_third_party_goes_into_no_message_to_the_requester(scene):
    at = scene("fresh")
    draft.start_letter(at.desk, at.case_id, LetterKind.CONSULTATION)
    draft.write_own_words(at.desk, at.case_id, at.letter(), "to", "The Midshire Gazette")
    draft.write_own_words(at.desk, at.case_id, at.letter(), "body", "We hold a letter of yours. May we publish it?")
    sign.unlock_identity(at.desk, SECRET)
    letter = sign.sign_letter(at.desk, at.case_id).letter_id
    for verb in (send.prepare_email, send.prepare_folder):
        with pytest.raises(UserError, match="third party"):
            verb(at.desk, at.case_id, letter)
    assert files(at.desk) == []
    [waiting] = batch.plan(at.desk, [at.case_id], None)
    assert not waiting.by_email
    assert batch.make(at.desk, waiting).path.name == "1_26-consultation-1.pdf"
    word = send.export_word(at.desk, at.case_id, letter).path.read_bytes()
    assert "Ellis" not in "".join(part.decode() for name, part in parts(word).items() if name.endswith((".xml", ".rels")))


# ---- the log


def test_the_row_stands_beside_the_page_and_names_it(scene):
    at = scene("signed")
    page, row = send.make_log_page(at.desk, at.case_id), send.make_log_row(at.desk, at.case_id)
    assert (page.path.name, row.path.name) == ("1_26-log.html", "1_26-log.csv")
    text = row.path.read_text("utf-8-sig")
    assert text.rstrip().endswith(page.path.name)
    assert "Ellis" not in text


def test_nothing_is_published_before_it_is_signed(scene):
    at = scene("decided")
    for verb in (send.make_log_page, send.make_log_row):
        with pytest.raises(UserError, match="no signed answer"):
            verb(at.desk, at.case_id)


# ---- the outbox


def lying(desk):
    return {item.name: (item.reference, item.is_done) for item in outbox.listed(desk)}


def test_the_outbox_tells_what_is_not_needed_any_more(scene):
    at = scene("decided")
    send.export_draft(at.desk, at.case_id)
    assert lying(at.desk) == {"1_26-response-1-draft.pdf": ("1/26", False)}
    sign.unlock_identity(at.desk, SECRET)
    letter = sign.sign_letter(at.desk, at.case_id).letter_id
    send.prepare_folder(at.desk, at.case_id, letter)
    send.make_log_page(at.desk, at.case_id)
    write_whole(send.outbox(at.desk) / "holiday.jpg", b"not ours")
    assert lying(at.desk) == {
        "1_26-response-1-draft.pdf": ("1/26", True),
        "1_26-response-1": ("1/26", False),
        "1_26-log.html": ("1/26", False),
        "holiday.jpg": ("", False),
    }
    send.mark_sent(at.desk, at.case_id, letter)
    assert lying(at.desk)["1_26-response-1"] == ("1/26", True)


def test_what_is_swept_is_gone_and_the_letter_can_be_written_out_again(scene):
    at = scene("signed")
    done = send.prepare_folder(at.desk, at.case_id, at.letter())
    send.export_letter(at.desk, at.case_id, at.letter())
    assert outbox.sweep(at.desk, [item.name for item in outbox.listed(at.desk)]) == 2
    assert [*send.outbox(at.desk).iterdir()] == []
    assert send.prepare_folder(at.desk, at.case_id, at.letter()).path == done.path


def test_a_link_in_the_outbox_is_deleted_and_not_followed(scene, tmp_path):
    at = scene("signed")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work")
    (send.outbox(at.desk) / "link").symlink_to(theirs)
    outbox.sweep(at.desk, ["link"])
    assert (theirs / "thesis.txt").exists()


@pytest.mark.parametrize("name", ["../store.db", "..", ".", "nothing", "/etc/passwd"])
def test_only_what_lies_in_the_outbox_is_swept(scene, name):
    at = scene("signed")
    with pytest.raises(UserError, match="does not lie in the outbox"):
        outbox.sweep(at.desk, [name])
    assert (at.desk.store.folder / "store.db").exists()


def test_a_hostile_address_makes_no_line_of_its_own_in_the_folder(scene):
    at = scene("decided")
    intake.edit_requester(at.desk, at.case_id, email=None, address="1 Lane\nSubject: other")
    sign.unlock_identity(at.desk, SECRET)
    letter = sign.sign_letter(at.desk, at.case_id).letter_id
    words = (send.prepare_folder(at.desk, at.case_id, letter).path / "message.txt").read_text("utf-8").split("\n")
    assert words[0] == "To: 1 Lane Subject: other"
    assert words[1].startswith("Subject: A request")
    assert words[2] == ""
