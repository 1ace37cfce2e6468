"""What is typed is kept at once, shown at once, saved when its field is left, and never turns up anywhere else."""

import pytest

from foidesk.desk import decide, draft, fields, sign
from foidesk.desk.browse import open_case, versions
from foidesk.errors import UserError
from foidesk.model import ExtentKind, LetterKind, Outcome
from tests.desk.scenes import SECRET, events

BLOCKS = [{"paragraph": ["We hold ", {"text": "forty", "bold": True}, "."]}]


def typed(at):
    return open_case(at.desk, at.case_id).typed


def every_field(at):
    """Each kind of text that can be typed, with words for it."""
    yield from ((f"decision:{at.decision(1)}:answer", words) for words in ("Forty.", BLOCKS))
    for name in decide.GROUND_TEXTS:
        yield f"ground:{at.ground()}:{name}", ["One", "Two"] if name in ("pi_for", "pi_against") else "Words"
    for name in draft.LETTER_TEXTS:
        yield f"letter::{name}", "Words"
    yield "letter::own_words.opening", "Thank you."


def test_typing_writes_no_event_and_survives_a_crash(scene):
    at = scene("decided")
    before = len(events(at.desk))
    field = f"decision:{at.decision(1)}:answer"
    fields.autosave(at.desk, at.case_id, field, "Forty-th")
    assert (len(events(at.desk)), typed(at)) == (before, (field,))


def test_what_is_typed_shows_in_the_letter_before_it_is_saved(scene):
    at = scene("decided")
    fields.autosave(at.desk, at.case_id, f"decision:{at.decision(1)}:answer", "Exactly forty cases.")
    assert "Exactly forty cases." in open_case(at.desk, at.case_id).words.own_text


def test_every_field_can_be_typed_and_saved_each_with_one_event(scene):
    at = scene("decided")
    for field, words in every_field(at):
        fields.autosave(at.desk, at.case_id, field, words)
        before = len(events(at.desk))
        fields.save_field(at.desk, at.case_id, field, words)
        assert (field, len(events(at.desk)) - before, typed(at)) == (field, 1, ())


def test_what_was_typed_before_a_crash_is_saved_afterwards(scene):
    at = scene("decided")
    waiting = dict(every_field(at))
    for field, words in waiting.items():
        fields.autosave(at.desk, at.case_id, field, words)
    assert fields.save_typed(at.desk, at.case_id) == len(waiting)
    snapshot = open_case(at.desk, at.case_id)
    assert snapshot.typed == ()
    assert snapshot.case.questions[0].decisions[0].answer == BLOCKS
    assert snapshot.letter.own_words == {"opening": "Thank you."}


def test_saving_a_text_forgets_what_was_typed_towards_it_in_the_same_transaction(scene, monkeypatch):
    at = scene("fresh")
    fields.autosave(at.desk, at.case_id, "letter::late_apology", "We are sor")
    before = len(events(at.desk))
    fields.save_field(at.desk, at.case_id, "letter::late_apology", "We are sorry.")
    assert (typed(at), len(events(at.desk))) == ((), before + 1)


def test_words_typed_towards_a_decision_that_is_gone_do_not_turn_up_in_the_next(scene):
    at = scene("decided")
    last = at.other(6)
    fields.autosave(at.desk, at.case_id, f"decision:{last}:answer", "Only for question six")
    decide.remove_decision(at.desk, at.case_id, last)
    new = decide.decide(at.desk, at.case_id, [at.question(1)], Outcome.PARTIAL, extent_kind=ExtentKind.PART, extent_words="2024")
    assert new != [last]
    assert "Only for question six" not in open_case(at.desk, at.case_id).words.own_text
    fields.save_typed(at.desk, at.case_id)
    assert typed(at) == ()


def test_words_typed_in_one_letter_do_not_show_in_another(scene):
    at = scene("decided")
    first = draft.start_letter(at.desk, at.case_id, LetterKind.ACKNOWLEDGEMENT)
    second = draft.start_letter(at.desk, at.case_id, LetterKind.RESPONSE)
    fields.autosave(at.desk, at.case_id, f"letter:{first}:own_words.opening", "For the first letter alone.")
    assert open_case(at.desk, at.case_id, second).letter.own_words == {}
    assert open_case(at.desk, at.case_id, first).letter.own_words == {"opening": "For the first letter alone."}


def test_what_is_signed_is_what_was_on_the_screen(scene):
    at = scene("decided")
    sign.unlock_identity(at.desk, SECRET)
    fields.autosave(at.desk, at.case_id, f"decision:{at.decision(1)}:answer", "There were forty-three cases.")
    seen = open_case(at.desk, at.case_id).words.own_text
    sign.sign_letter(at.desk, at.case_id)
    signed = open_case(at.desk, at.case_id)
    assert signed.case.questions[0].decisions[0].answer == "There were forty-three cases."
    assert signed.typed == ()
    assert "There were forty-three cases." in seen


@pytest.mark.parametrize("stage", ["signed", "sent", "closed"])
def test_nothing_is_typed_into_a_sealed_case(scene, stage):
    at = scene(stage)
    with pytest.raises(UserError, match=r"signed|answered"):
        fields.autosave(at.desk, at.case_id, f"decision:{at.decision(1)}:answer", "Too late")
    assert typed(at) == ()


@pytest.mark.parametrize(
    "field",
    ["decision:1:answers", "decision::answer", "ground:1:provision", "letter:1:dated", "case:1:title", "ground:1:own_words.harm"],
)
def test_a_field_that_is_no_text_is_a_fault(scene, field):
    at = scene("decided")
    with pytest.raises(ValueError, match="no such field"):
        fields.autosave(at.desk, at.case_id, field, "Words")
    with pytest.raises(ValueError, match="no such field"):
        fields.save_field(at.desk, at.case_id, field, "Words")


def test_earlier_versions_of_a_text_are_kept(scene):
    at = scene("decided")
    field = f"ground:{at.ground()}:harm"
    for words in ("First.", "Second.", "Second.", "Third."):
        fields.save_field(at.desk, at.case_id, field, words)
    assert [version.text for version in versions(at.desk, at.case_id, field)][1:] == ["First.", "Second.", "Third."]
