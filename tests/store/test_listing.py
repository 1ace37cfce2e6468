"""The case list: what the first window reads."""

import subprocess
import sys
import threading
from datetime import date

import pytest

from foidesk.store.driver import driver
from tests.store.builder import ROOT, add_case, run_raw

TODAY = date(2026, 6, 1)


@pytest.fixture
def listed(store):
    opened = store.case_list()
    yield opened
    opened.close()


def references(listed, view="all", words=""):
    return [row.reference for row in listed.rows(listed.ids(view, words, TODAY).ids)]


def test_the_list_and_the_keys_bring_no_sqlalchemy_along():
    program = "import sys, foidesk.store.listing, foidesk.store.keys; print(sorted(m for m in sys.modules if m.startswith('sqlalchemy')))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_earliest_due_comes_first_and_what_is_done_last(store, listed):
    for reference, due, stage in (
        ("later/26", date(2026, 7, 1), "drafting"),
        ("done/26", date(2026, 1, 1), "sent"),
        ("waiting/26", None, "clarifying"),
        ("overdue/26", date(2026, 5, 29), "received"),
        ("week/26", date(2026, 6, 8), "to_sign"),
        ("today/26", TODAY, "gathering"),
    ):
        add_case(store, reference, due=due, stage=stage)
    assert references(listed) == ["overdue/26", "today/26", "week/26", "later/26", "waiting/26", "done/26"]


def test_groups_begin_where_their_first_case_stands(store, listed):
    for number, (due, stage) in enumerate(
        [
            (date(2026, 5, 29), "received"),
            (date(2026, 5, 31), "received"),
            (TODAY, "received"),
            (date(2026, 6, 8), "received"),
            (date(2026, 6, 9), "received"),
            (None, "clarifying"),
            (None, "closed"),
        ]
    ):
        add_case(store, f"{number}/26", due=due, stage=stage)
    assert listed.ids("all", "", TODAY).groups == (("overdue", 0), ("week", 2), ("later", 4), ("waiting", 5), ("done", 6))


def test_an_empty_store_has_no_groups(listed):
    assert (list(listed.ids("open", "", TODAY).ids), listed.ids("open", "", TODAY).groups) == ([], ())


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("open", {"received", "clarifying", "gathering", "drafting", "to_sign", "signed"}),
        ("to_sign", {"to_sign", "signed"}),
        ("sent", {"sent", "internal_review", "ico", "closed"}),
    ],
)
def test_a_view_shows_its_stages(store, listed, view, expected):
    for stage in (
        "received",
        "clarifying",
        "gathering",
        "drafting",
        "to_sign",
        "signed",
        "sent",
        "internal_review",
        "ico",
        "closed",
        "disposed",
    ):
        add_case(store, f"{stage}/26", stage=stage)
    assert {row.stage for row in listed.rows(listed.ids(view, "", TODAY).ids)} == expected


def test_a_row_says_what_the_list_shows(store, listed):
    add_case(store, "7/26", due=date(2026, 6, 15))
    (row,) = listed.rows([1])
    assert (row.reference, row.title, row.requester, row.stage, row.due, row.clock_status) == (
        *("7/26", "Radar devices", "Jo Teller", "received"),
        *(date(2026, 6, 15), "running"),
    )


def test_rows_come_in_the_order_asked_for_and_without_those_that_are_gone(store, listed):
    for number in (1, 2, 3):
        add_case(store, f"{number}/26")
    assert [row.id for row in listed.rows([3, 99, 1])] == [3, 1]


@pytest.fixture
def three(store):
    add_case(store, "3070/15")
    add_case(store, "41/26", title="Parking", requester={"name": "Siân O'Brien", "email": "sian@example.org"})
    add_case(
        store,
        "42/26",
        title="Canteen 100%",
        questions=[
            {"label": "1", "text": "What is served?", "decisions": [{"outcome": "disclosed", "answer": "Porridges and kippers."}]}
        ],
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3070", ["3070/15"]),
        ("070/1", ["3070/15"]),
        ("41/26", ["41/26"]),
        ("parking", ["41/26"]),
        ("o'brien", ["41/26"]),
        ("sian", ["41/26"]),
        ("sian@example.org", ["41/26"]),
        ("kippers", ["42/26"]),
        ("kipp", ["42/26"]),
        ("porridge", ["42/26"]),
        ("served kippers", ["42/26"]),
        ("100%", ["42/26"]),
        ("radar device", ["3070/15", "41/26"]),
        ("zeppelin", []),
        ("%", ["42/26"]),
        ("_", []),
        ('"', []),
        ("NOT (kippers", []),
        ("  ", ["3070/15", "41/26", "42/26"]),
    ],
)
def test_cases_are_found_by_words(three, listed, words, expected):
    assert references(listed, words=words) == expected


def test_words_and_a_view_narrow_each_other(store, three, listed):
    add_case(store, "43/26", title="Parking again", stage="closed")
    assert references(listed, "sent", "parking") == ["43/26"]


def test_a_saved_case_shows_at_once(store, listed):
    assert references(listed) == []
    add_case(store, "5/26")
    assert references(listed) == ["5/26"]


def test_a_query_that_is_out_of_date_can_be_stopped_from_another_thread(three, listed):
    running, stopped = threading.Event(), threading.Event()

    def hold():
        running.set()
        stopped.wait(10)
        return 0

    def stop():
        running.wait(10)
        listed.interrupt()
        stopped.set()

    other = threading.Thread(target=stop)
    other.start()
    listed._connection.set_progress_handler(hold, 1)
    with pytest.raises(driver().OperationalError, match="interrupted"):
        listed.ids("all", "kippers", TODAY)
    other.join()
    listed._connection.set_progress_handler(None, 1)
    assert references(listed, words="kippers") == ["42/26"]


def test_an_interrupt_between_queries_stops_none(three, listed):
    listed.interrupt()
    assert references(listed, words="kippers") == ["42/26"]


def test_damage_is_not_taken_for_an_interrupt(three, folder, listed):
    run_raw(folder, "DROP TABLE case_fts")
    listed.interrupt()
    with pytest.raises(driver().OperationalError, match="case_fts"):
        listed.ids("all", "kippers", TODAY)


def test_the_list_cannot_write(listed):
    with pytest.raises(driver().OperationalError, match="readonly"):
        listed._connection.execute("DELETE FROM foi_case")


@pytest.mark.parametrize(("view", "words"), [("open", ""), ("all", ""), ("all", "kippers"), ("sent", "41/26")])
def test_the_list_never_reads_through_the_words_of_the_requests(three, listed, view, words):
    asked = []
    listed._connection.set_trace_callback(asked.append)
    listed.ids(view, words, TODAY)
    listed._connection.set_trace_callback(None)
    plan = [row[3] for row in listed._connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert [step for step in plan if " c " in f"{step} " and "USING COVERING INDEX ix_foi_case_list" not in step] == []
