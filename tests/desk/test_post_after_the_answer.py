"""Post that answers nothing can be written, signed and sent after the answer too; what was answered stands."""

import pytest

from foidesk.desk import draft, fields, send, sign
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.model import LetterKind, Stage
from tests.desk.scenes import SECRET


@pytest.fixture
def answered(scene):
    """A case that was answered, and a covering letter that was begun afterwards."""
    at = scene("sent")
    sign.unlock_identity(at.desk, SECRET)
    return at, draft.start_letter(at.desk, at.case_id, LetterKind.COVERING)


def test_a_covering_letter_is_written_signed_and_sent_after_the_answer(answered):
    at, letter_id = answered
    draft.write_own_words(at.desk, at.case_id, letter_id, "body", "The disc that you asked for is enclosed.")
    sign.sign_letter(at.desk, at.case_id, letter_id)
    send.mark_sent(at.desk, at.case_id, letter_id, at.desk.today())
    assert at.case.stage is Stage.SENT
    assert at.case.letters[-1].sent == at.desk.today()


def test_what_is_typed_in_it_is_kept_shown_and_signed(answered):
    at, letter_id = answered
    fields.autosave(at.desk, at.case_id, f"letter:{letter_id}:own_words.body", "Typed and not left.")
    assert "Typed and not left." in open_case(at.desk, at.case_id, letter_id).words.own_text
    sign.sign_letter(at.desk, at.case_id, letter_id)
    assert at.case.letters[-1].own_words == {"body": "Typed and not left."}


def test_the_answer_itself_cannot_be_written_any_more(answered):
    at, letter_id = answered
    answer = at.case.letters[0].id
    assert answer != letter_id
    for write in (
        lambda: draft.write_own_words(at.desk, at.case_id, answer, "opening", "Another opening."),
        lambda: fields.autosave(at.desk, at.case_id, f"letter:{answer}:own_words.opening", "Another opening."),
        lambda: fields.autosave(at.desk, at.case_id, f"decision:{at.decision(1)}:answer", "Another answer."),
        lambda: sign.sign_letter(at.desk, at.case_id, answer),
    ):
        with pytest.raises(UserError, match="has been answered"):
            write()


def test_a_signed_covering_letter_is_not_written_on(answered):
    at, letter_id = answered
    sign.sign_letter(at.desk, at.case_id, letter_id)
    with pytest.raises(UserError):
        draft.write_own_words(at.desk, at.case_id, letter_id, "body", "Something else.")
