"""The search index: derived, and never in the way."""

from datetime import date

import pytest

from foidesk.store import queries, search
from tests.store.builder import NOW, add_case, full_document, raw, run_raw

TODAY = date(2026, 6, 1)


def words(folder):
    """Every word of the index with its case, column and place."""
    connection = raw(folder)
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, case_fts, instance)")
        return sorted(connection.execute("SELECT term, doc, col, offset FROM temp.vocabulary"))
    finally:
        connection.close()


def rebuild(store):
    with store.writing() as session:
        return search.reindex(session)


@pytest.fixture
def indexed(store, folder):
    """Two cases; the words of the index as the saves wrote them."""
    add_case(store)
    add_case(store, whole=full_document("2/26"))
    return words(folder)


def test_the_index_knows_the_words_of_reasons(indexed):
    assert "thiev" in {term for term, *_ in indexed}


def test_a_rebuilt_index_equals_that_of_the_saves(store, folder, indexed):
    assert (rebuild(store), words(folder)) == (2, indexed)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM case_fts WHERE rowid = 1",
        "INSERT INTO case_fts(rowid, title) VALUES (77, 'stray')",
        "DELETE FROM case_fts_data",
        "DROP TABLE case_fts",
    ],
    ids=["entry gone", "stray entry", "damaged", "dropped"],
)
def test_rebuilding_mends_the_index(store, folder, indexed, damage):
    run_raw(folder, damage)
    rebuild(store)
    assert words(folder) == indexed


def test_a_changed_case_is_no_longer_found_by_its_old_words(store, folder):
    case_id = add_case(store, title="Zeppelins")
    with store.writing() as session:
        case = queries.load_case(session, case_id)
        case.title = "Balloons"
        search.index_case(session, case)
    assert {"zeppelin", "balloon"} & {term for term, *_ in words(folder)} == {"balloon"}


def test_a_missing_index_never_stops_a_save(store, folder):
    office = pytest.importorskip("foidesk.desk.office", reason="the verbs are not there", exc_type=ImportError)
    case_id = add_case(store)
    run_raw(folder, "DROP TABLE case_fts")
    desk = office.Desk(store=store, officer=office.Officer("Ada Marsh", "ada"), now=lambda: NOW)
    with desk.writing(case_id) as work:
        work.case.title = "Saved all the same"
        work.record("titled")
    with store.reading() as session:
        assert queries.load_case(session, case_id).title == "Saved all the same"
