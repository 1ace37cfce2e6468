"""The authority's own wording in letters: from its day on, in its language, never in a letter that was signed before."""

from datetime import date, timedelta

import pytest

from foidesk.desk import opening, own_wording, sign
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.letters.blocks import plain_text
from foidesk.model import Case
from foidesk.store import settings
from tests.desk.scenes import SECRET, events
from tests.office import NOW, PASSPHRASE, add_case, decide_all

OWN = "Please infer nothing from this refusal."
STANDARD = "Nothing should be inferred from this refusal"


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


def replaced(desk, text=OWN, name="no-inference", **changes):
    return own_wording.replace_wording(desk, name, text, "Counsel advised it.", **changes)


def letter(desk, case_id):
    return plain_text(open_case(desk, case_id).words.blocks)


def told(desk, case_id):
    return {(finding.rule, finding.fix) for finding in open_case(desk, case_id).findings if finding.rule.startswith("OW")}


def entry(desk, name="no-inference", language="en"):
    return next(item for item in own_wording.entries(desk, language) if item.name == name)


def test_the_authoritys_words_stand_in_the_letter_the_same_day(desk, case_id):
    assert STANDARD in letter(desk, case_id)
    replaced(desk)
    assert OWN in letter(desk, case_id)
    assert STANDARD not in letter(desk, case_id)


def test_the_letter_marks_locked_words_that_were_replaced_and_the_checks_name_the_law_they_state(desk, case_id):
    assert told(desk, case_id) == set()
    replaced(desk)
    blocks = open_case(desk, case_id).words.blocks
    assert [plain_text([block]) for block in blocks if block.replaced] == [OWN]
    assert told(desk, case_id) == {("OW01", "settings:wording.no-inference")}


def test_words_that_were_the_authoritys_anyway_are_replaced_without_a_finding(desk, case_id):
    replaced(desk, "What we enclose", "attachments-heading")
    assert "What we enclose" in letter(desk, case_id)
    assert told(desk, case_id) == set()


def test_words_for_a_later_day_wait_for_it(desk, case_id):
    replaced(desk, since=NOW.date() + timedelta(days=1))
    assert STANDARD in letter(desk, case_id)


def test_of_two_replacements_the_one_that_begins_last_stands(desk, case_id):
    replaced(desk)
    replaced(desk, "Infer nothing at all.", since=NOW.date() - timedelta(days=9))
    assert OWN in letter(desk, case_id)
    replaced(desk, "Infer nothing, please.")
    assert "Infer nothing, please." in letter(desk, case_id)


def test_what_is_taken_back_gives_way_to_what_stood_before_and_is_kept(desk, case_id):
    first, second = replaced(desk), replaced(desk, "Infer nothing, please.")
    own_wording.take_wording_back(desk, second, "The first was better.")
    assert OWN in letter(desk, case_id)
    own_wording.take_wording_back(desk, first, "The standard words do.")
    assert STANDARD in letter(desk, case_id)
    assert [item.taken_back_why for item in entry(desk).earlier] == ["The standard words do.", "The first was better."]


def test_a_letter_that_is_signed_reads_as_it_was_signed(desk, case_id):
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.unlock_identity(desk, SECRET)
    sign.sign_letter(desk, case_id)
    desk.now = lambda: NOW + timedelta(minutes=5)
    replaced(desk)
    assert STANDARD in letter(desk, case_id)
    assert told(desk, case_id) == set()


def test_a_letter_signed_with_the_authoritys_words_keeps_them_when_they_are_taken_back(desk, case_id):
    number = replaced(desk)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.unlock_identity(desk, SECRET)
    desk.now = lambda: NOW + timedelta(minutes=5)
    sign.sign_letter(desk, case_id)
    desk.now = lambda: NOW + timedelta(minutes=10)
    own_wording.take_wording_back(desk, number, "The standard words do.")
    assert OWN in letter(desk, case_id)


def test_who_when_why_and_since_are_kept_and_read_back_from_the_store(desk, case_id):
    replaced(desk, since=date(2026, 8, 1))
    folder = desk.store.folder
    opening.leave(desk)
    again = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    own = entry(again).own
    assert (own.by, own.made, own.why, own.since) == ("Ada Marsh", NOW, "Counsel advised it.", date(2026, 8, 1))
    assert OWN in letter(again, case_id)
    opening.leave(again)


def test_the_history_holds_neither_the_words_nor_the_reason(desk):
    own_wording.take_wording_back(desk, replaced(desk), "It was too short.")
    for event in events(desk)[-2:]:
        assert "refusal" not in str(event.body)
        assert "Counsel" not in str(event.body)
        assert "short" not in str(event.body)


def test_words_that_the_program_has_changed_since_are_warned_of(desk, case_id):
    replaced(desk)
    with desk.store.writing() as session:
        (kept,) = settings.get(session, own_wording.KEY)
        settings.put(session, own_wording.KEY, [kept | {"instead_of": "What an older version said."}])
    desk.forget_wording()
    assert entry(desk).superseded
    assert told(desk, case_id) == {("OW02", "settings:wording.no-inference")}


def test_a_text_that_drops_what_the_program_fills_in_is_told_which(desk):
    with pytest.raises(UserError, match=r"Keep \{authority\} and \{provisions\}"):
        replaced(
            desk, "We neither confirm nor deny that we hold the information asked for in {what}, by virtue of {law}.", "ncnd-all"
        )


def test_the_regulators_name_is_changed_in_one_place_for_every_sentence(desk, case_id):
    replaced(desk, "the Information Commission", "regulator")
    assert "apply to the Information Commission for a decision" in letter(desk, case_id)


def test_the_regulators_address_changes_on_its_day(desk, case_id):
    replaced(desk, "2 New Square, Midchester MX9 9ZZ", "regulator-address", since=NOW.date() + timedelta(days=1))
    assert "New Square" not in letter(desk, case_id)
    desk.now = lambda: NOW + timedelta(days=1)
    assert "You can reach the Commissioner here: 2 New Square, Midchester MX9 9ZZ" in letter(desk, case_id)


def test_a_welsh_letter_takes_welsh_words_where_there_are_some_and_says_how_many_are_missing(desk, case_id):
    with desk.store.writing() as session:
        session.get(Case, case_id).language = "cy"
    replaced(desk, "Ni ddylid casglu dim o hyn.", language="cy")
    replaced(desk, "What we enclose", "attachments-heading")
    shown = letter(desk, case_id)
    assert "Ni ddylid casglu dim o hyn." in shown
    assert "This letter is a refusal notice" in shown
    assert "What we enclose" in shown
    missing = next(finding for finding in open_case(desk, case_id).findings if finding.rule == "OW03")
    assert "no Welsh wording yet" in missing.message


def test_days_and_numbers_of_questions_are_written_out_in_the_language_too(desk, case_id):
    with desk.store.writing() as session:
        session.get(Case, case_id).language = "cy"
    for name, words in {
        "month-8": "Awst",
        "question-heading": "Cwestiwn {label}",
        "refusal-statement": "Gwrthodir {what}.",
        "several-questions": "cwestiynau {labels}",
        "one-question": "cwestiwn {labels}",
        "your-request": "eich cais",
        "and": "{before} a {last}",
    }.items():
        replaced(desk, words, name, language="cy")
    shown = letter(desk, case_id)
    assert "20 Awst 2026" in shown
    assert "August 2026" not in shown
    assert "Cwestiwn 1" in shown
    assert "Gwrthodir" in shown


def test_an_english_letter_never_takes_welsh_words(desk, case_id):
    replaced(desk, "Ni ddylid casglu dim o hyn.", language="cy")
    assert STANDARD in letter(desk, case_id)
    assert told(desk, case_id) == set()


def test_english_words_in_a_welsh_letter_are_marked_as_english(desk, case_id):
    with desk.store.writing() as session:
        session.get(Case, case_id).language = "cy"
    replaced(desk, "Ni ddylid casglu dim o hyn.", language="cy")
    runs = {run.text: run.lang for block in open_case(desk, case_id).words.blocks for run in getattr(block, "runs", ())}
    assert runs["Ni ddylid casglu dim o hyn."] is None
    assert next(lang for text, lang in runs.items() if text.startswith("Thank you for your request")) == "en-GB"


def test_what_stands_for_missing_words_is_not_offered(desk):
    assert not [item.name for item in own_wording.entries(desk) if item.standard.startswith("[")]
    assert len(own_wording.entries(desk)) > 100
