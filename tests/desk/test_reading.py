"""The reading of the letter's words at the desk: it shows beside the rules, stops a signature, and reads nothing that is quoted."""

import pytest

from foidesk.desk import decide, draft, fields, sign
from foidesk.desk.browse import open_case
from foidesk.desk.draft import composed, current_letter
from foidesk.desk.reading import pieces_of
from foidesk.desk.sign import BlockedError
from foidesk.letters.blocks import plain_text
from foidesk.model import Outcome
from tests.office import add_case, decide_all

ASKED = "1. Do you have such cameras, and all of the 12 cases of of them? You hold no records under section 38(1)(b) or nor.\n"
HARM = "Whoever knew it would adapt. {}An answer either way would be likely to prejudice the prevention of crime."


@pytest.fixture
def denied(desk):
    """A case with one question, wholly neither confirmed nor denied; its ground."""
    case_id = add_case(desk, ASKED)
    (question,) = open_case(desk, case_id).case.questions
    made = decide.decide(desk, case_id, [question.id], Outcome.NCND)
    ground = decide.claim_ground(desk, case_id, "31(3)", made)
    decide.write_ground(
        desk,
        case_id,
        ground,
        by_reference_to=["31(1)(a)"],
        reason="Whether such cameras are held is not told.",
        harm=HARM.format(""),
        likelihood="would_be_likely",
        pi_duty="confirm",
        pi_for=["Confirming or denying would help the public to judge how streets are watched."],
        pi_against=["Confirming or denying would be likely to help those who mean harm."],
        pi_balance="On balance the public interest lies in giving the same answer always.",
    )
    return case_id, ground


def found(desk, case_id):
    return [(item.rule, item.target) for item in open_case(desk, case_id).findings]


def test_words_that_confirm_stop_a_signature_until_they_are_reworded(desk, denied):
    case_id, ground = denied
    sign.make_identity(desk, "Disclosure Officer", "a password")
    decide.write_ground(desk, case_id, ground, harm=HARM.format("We hold no records of that. "))
    with pytest.raises(BlockedError) as refused:
        sign.sign_letter(desk, case_id)
    assert [item.rule for item in refused.value.findings] == ["WC01"]
    assert "We hold" in str(refused.value)
    decide.write_ground(desk, case_id, ground, harm=HARM.format(""))
    assert sign.sign_letter(desk, case_id).pages >= 1


def test_what_is_typed_and_not_saved_is_read_as_well(desk, denied):
    case_id, ground = denied
    assert found(desk, case_id) == []
    fields.autosave(desk, case_id, f"ground:{ground}:harm", HARM.format("The 12 cases are secret. "))
    assert found(desk, case_id) == [("WC01", "31(3)")]


def test_what_is_warned_of_shows_beside_the_rules_and_signs_all_the_same(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    draft.write_own_words(desk, case_id, None, "opening", "Thank you for for your request.")
    assert ("WC08", "letter") in found(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", "a password")
    assert sign.sign_letter(desk, case_id).pages >= 1


def test_what_was_read_and_found_nothing_is_told_as_passed(desk, denied):
    case_id, _ = denied
    assert "Words that confirm or deny beside a neither-confirm-nor-deny" in open_case(desk, case_id).passed


def test_every_word_of_a_letter_is_in_a_piece_and_only_quotations_are_quoted(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    case = open_case(desk, case_id).case
    blocks = composed(desk, case, current_letter(case)).blocks
    pieces = [piece for block in blocks for piece in pieces_of(block)]
    assert "\n".join(piece.text for piece in pieces).split() == plain_text(blocks).split()
    own = "\n".join(piece.text for piece in pieces if not piece.quoted)
    assert own.split() == plain_text(blocks, quotations=False).split()
    assert any(piece.locked for piece in pieces)
    assert {piece.ground for piece in pieces if piece.section == "ground"} >= {"g1", "g2"}
