"""Versions of texts, drafts, and the bytes of files."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from foidesk.errors import UserError
from foidesk.model import Case, StoredFile, TextVersion
from foidesk.store import files, texts
from tests.store.builder import NOW, add_case, ask_raw

FIELD = "ground:1:harm"


@pytest.fixture
def case_id(store):
    return add_case(store)


def save(store, case_id, *versions, field=FIELD):
    digests = []
    for number, text in enumerate(versions):
        with store.writing() as session:
            digests.append(
                texts.save_version(session, session.get(Case, case_id), field, text, at=NOW + timedelta(minutes=number))
            )
    return digests


def saved(store, case_id, field=FIELD):
    with store.reading() as session:
        return texts.versions(session, case_id, field)


def paragraph(number):
    return [{"kind": "paragraph", "words": f"Version {number}. " + "The harm would follow. " * number}]


def test_twenty_five_saves_come_back_as_they_were(store, case_id):
    written = [paragraph(number) for number in range(25)]
    save(store, case_id, *written)
    assert [version.text for version in saved(store, case_id)] == written


def test_versions_are_numbered_and_dated(store, case_id):
    save(store, case_id, "one", "two")
    assert [(version.number, version.at) for version in saved(store, case_id)] == [(1, NOW), (2, NOW + timedelta(minutes=1))]


def test_every_tenth_version_stands_alone(store, case_id, folder):
    save(store, case_id, *(paragraph(number) for number in range(25)))
    alone = ask_raw(folder, "SELECT number FROM text_version WHERE base_number IS NULL ORDER BY number")
    assert alone == [(1,), (11,), (21,)]


def test_a_small_change_of_a_long_text_costs_little(store, case_id, folder):
    words = " ".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(300))
    save(store, case_id, words, words + " and more")
    first, second = (size for (size,) in ask_raw(folder, "SELECT length(body) FROM text_version ORDER BY number"))
    assert second < first / 20


def test_the_same_text_twice_is_one_version(store, case_id):
    digests = save(store, case_id, "same", "same")
    assert (len(saved(store, case_id)), len(set(digests))) == (1, 1)


def test_a_text_that_comes_back_later_is_a_version_again(store, case_id):
    save(store, case_id, "one", "two", "one")
    assert [version.text for version in saved(store, case_id)] == ["one", "two", "one"]


def test_fields_have_versions_of_their_own(store, case_id):
    save(store, case_id, "harm")
    save(store, case_id, "reason", field="ground:1:reason")
    assert [version.text for version in saved(store, case_id)] == ["harm"]


def test_equal_texts_of_two_cases_have_hashes_that_tell_nothing(store, case_id):
    other = add_case(store, "2/26")
    assert save(store, case_id, "same") != save(store, other, "same")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=6, unique=True))
def test_any_texts_come_back_as_they_were(store, written):
    with store.writing() as session:
        number = session.scalar(select(func.count()).select_from(Case)) + 1
    case_id = add_case(store, f"{number}/27")
    save(store, case_id, *written)
    assert [version.text for version in saved(store, case_id)] == written


def test_versions_go_with_their_case(store, case_id):
    save(store, case_id, "one")
    with store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM foi_case")
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(TextVersion)) == 0


def test_a_draft_is_what_was_typed_last(store, case_id):
    for words in ("Th", "The ha", "The harm"):
        with store.writing() as session:
            texts.save_draft(session, case_id, FIELD, words, at=NOW)
    with store.reading() as session:
        assert texts.read_drafts(session, case_id) == {FIELD: "The harm"}


def test_a_draft_that_was_saved_is_forgotten_and_others_are_not(store, case_id):
    with store.writing() as session:
        texts.save_draft(session, case_id, FIELD, "typed", at=NOW)
        texts.save_draft(session, case_id, "other", "typed too", at=NOW)
    with store.writing() as session:
        texts.drop_draft(session, session.get(Case, case_id), FIELD)
    with store.reading() as session:
        assert texts.read_drafts(session, case_id) == {"other": "typed too"}


def test_a_kept_file_comes_back(store):
    with store.writing() as session:
        name = files.keep(session, b"%PDF-1.7 bytes")
    with store.reading() as session:
        assert files.fetch(session, name) == b"%PDF-1.7 bytes"


def test_equal_files_are_kept_once(store):
    with store.writing() as session:
        names = {files.keep(session, b"equal"), files.keep(session, b"equal")}
    with store.reading() as session:
        assert (len(names), session.scalar(select(func.count()).select_from(StoredFile))) == (1, 1)


def test_a_file_that_was_never_kept_is_told(store):
    with store.reading() as session, pytest.raises(UserError, match="not in this store"):
        files.fetch(session, "0" * 64)


def test_a_damaged_file_is_not_handed_out(store):
    with store.writing() as session:
        name = files.keep(session, b"as it was")
    with store.writing() as session:
        session.get(StoredFile, name).data = b"as it is."
    with store.reading() as session, pytest.raises(UserError, match="is damaged"):
        files.fetch(session, name)


def test_a_file_that_is_too_large_is_refused(store, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with store.writing() as session, pytest.raises(UserError, match="larger than 50 MB"):
        files.keep(session, b"eleven byte")
