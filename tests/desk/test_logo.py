"""An authority's logo: in letters from when it was chosen, never in one that was signed before; one that fails leaves all as it was."""

import io

import docx
import pikepdf
import pytest
from PIL import Image

from foidesk.desk import draft, logo, opening, sign
from foidesk.desk.browse import open_case
from foidesk.desk.forms import page_of, word_of
from foidesk.desk.send import export_letter
from foidesk.errors import UserError
from tests.desk.scenes import SECRET, events, state
from tests.office import NOW, PASSPHRASE, add_case, decide_all
from tests.store.builder import run_raw

WORDS = "Crest of Midshire Police"


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "crest.png"
    Image.new("RGB", (300, 200), (20, 60, 140)).save(path)
    return path


def letter(desk, case_id):
    shown = open_case(desk, case_id)
    return shown.case, shown.letter


def alternatives(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(item.Alt) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]


def head_of(desk, case_id):
    return open_case(desk, case_id).words.blocks[0]


def test_a_chosen_logo_stands_in_letter_and_word_file_and_not_on_the_published_page(desk, case_id, picture):
    case, current = letter(desk, case_id)
    page = page_of(desk, case, current)
    logo.choose_logo(desk, picture, f"  {WORDS} ")
    assert (desk.logos.now.words, head_of(desk, case_id).logo.words) == (WORDS, WORDS)
    assert alternatives(draft.draft_pdf(desk, case, current))[0] == WORDS
    assert len(docx.Document(io.BytesIO(word_of(desk, case, current))).inline_shapes) == 1
    assert page_of(desk, case, current) == page


def test_each_verb_is_one_event_that_names_the_picture_alone(desk, picture):
    logo.choose_logo(desk, picture, WORDS)
    logo.describe_logo(desk, "A blue crest")
    logo.remove_logo(desk)
    told = events(desk)[-3:]
    assert [event.kind for event in told] == ["logo-chosen", "logo-described", "logo-removed"]
    assert WORDS not in str(told)
    assert desk.logos.now is None


def test_a_logo_is_there_when_the_store_is_opened_again(desk, case_id, picture):
    logo.choose_logo(desk, picture, WORDS)
    opening.leave(desk)
    again = opening.unlock(desk.store.folder, PASSPHRASE, now=lambda: NOW)
    try:
        assert head_of(again, case_id).logo.words == WORDS
    finally:
        opening.leave(again)


def test_a_signed_letter_and_its_copies_keep_the_logo_that_they_had(desk, case_id, picture, tmp_path, monkeypatch):
    logo.choose_logo(desk, picture, WORDS)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    signed = sign.sign_letter(desk, case_id)
    later = NOW.replace(hour=23)
    monkeypatch.setattr(desk, "now", lambda: later)
    logo.remove_logo(desk)
    case, current = letter(desk, case_id)
    assert len(docx.Document(io.BytesIO(word_of(desk, case, current))).inline_shapes) == 1
    written = export_letter(desk, case_id, signed.letter_id, tmp_path)
    assert written.sha256 == signed.sha256
    assert alternatives(written.path.read_bytes())[0] == WORDS


def test_a_letter_that_was_signed_before_has_none(desk, case_id, picture, monkeypatch):
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.sign_letter(desk, case_id)
    later = NOW.replace(hour=23)
    monkeypatch.setattr(desk, "now", lambda: later)
    logo.choose_logo(desk, picture, WORDS)
    assert head_of(desk, case_id).logo is None


@pytest.mark.parametrize("data", [b"no picture", b"", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
def test_an_unreadable_logo_is_a_plain_message_and_changes_nothing(desk, case_id, tmp_path, data):
    path = tmp_path / "crest.png"
    path.write_bytes(data)
    before = state(desk)
    with pytest.raises(UserError, match=r"cannot be read|SVG"):
        logo.choose_logo(desk, path, WORDS)
    assert state(desk) == before
    assert desk.logos.now is None


@pytest.mark.parametrize("words", ["", "  ", "x" * 201, "A crest \U0001f600"])
def test_words_that_nobody_could_hear_are_refused(desk, picture, words):
    with pytest.raises(UserError):
        logo.choose_logo(desk, picture, words)
    assert desk.logos.now is None


def test_a_file_too_large_for_a_logo_is_not_even_read(desk, tmp_path):
    path = tmp_path / "crest.png"
    path.write_bytes(b"\0" * (5 * 1024 * 1024 + 1))
    with pytest.raises(UserError, match="up to 5 MB"):
        logo.read_logo(path)


@pytest.fixture
def damaged(desk, case_id, picture):
    """A store in which the bytes of the logo were changed."""
    logo.choose_logo(desk, picture, WORDS)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    run_raw(desk.store.folder, f"UPDATE stored_file SET data = zeroblob(size) WHERE sha256 = '{desk.logos.now.sha256}'")
    with desk.reading() as session:
        desk.logos = logo.read_logos(session)
    return desk


def test_a_logo_that_is_damaged_in_the_store_stops_the_signature_and_not_the_reading(damaged, case_id, tmp_path):
    before = state(damaged)
    assert open_case(damaged, case_id).words.blocks
    with pytest.raises(UserError, match=r"logo cannot be read\. Choose it anew in Settings"):
        sign.sign_letter(damaged, case_id)
    with pytest.raises(UserError, match="logo cannot be read"):
        draft.draft_pdf(damaged, *letter(damaged, case_id))
    with pytest.raises(UserError, match="logo cannot be read"):
        word_of(damaged, *letter(damaged, case_id))
    assert state(damaged) == before
    logo.remove_logo(damaged)
    assert sign.sign_letter(damaged, case_id).pages
