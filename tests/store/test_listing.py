"""The case list: what the first window reads."""

import subprocess
import sys
import threading
from datetime import date

import pytest

from foidesk.store import history, search, settings
from foidesk.store.driver import driver
from tests.store.builder import NOW, ROOT, add_case, run_raw

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
        ("radar device", ["41/26", "3070/15"]),
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


FILTERED = {
    "withheld/24": {
        "received": "2024-03-01",
        "requester": {"name": "Ola Fern", "email": "ola@example.org", "organisation": "The Midshire Gazette"},
        "questions": [{"label": "1", "text": "How many?", "decisions": [{"outcome": "withheld", "grounds": ["g1"]}]}],
        "grounds": [{"id": "g1", "provision": "31(1)(a)"}],
    },
    "part/25": {
        "received": "2025-12-31",
        "questions": [
            {
                "label": "1",
                "text": "What?",
                "parts": [{"label": "1(a)", "text": "Where?", "decisions": [{"outcome": "withheld", "grounds": ["g1"]}]}],
            }
        ],
        "grounds": [{"id": "g1", "provision": "31(3)"}],
    },
    "given/26": {"received": "2026-01-01"},
    "undecided/26": {"received": "2026-02-01", "questions": [{"label": "1", "text": "Who?"}]},
}


@pytest.fixture
def filtered(store):
    for reference, changes in FILTERED.items():
        add_case(store, reference, due=date(2027, 1, 1), **changes)


def narrowed(listed, words="", view="all", **filters):
    return {row.reference for row in listed.rows(listed.ids(view, words, TODAY, filters).ids)}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"outcome": "withheld"}, {"withheld/24", "part/25"}),
        ({"outcome": "disclosed"}, {"given/26"}),
        ({"outcome": "vexatious"}, set()),
        ({"provision": "31"}, {"withheld/24", "part/25"}),
        ({"provision": "31(1)"}, {"withheld/24"}),
        ({"provision": "3"}, set()),
        ({"provision": "31(3)"}, {"part/25"}),
        ({"provision": "%"}, set()),
        ({"year": "2025"}, {"part/25"}),
        ({"year": "2026"}, {"given/26", "undecided/26"}),
        ({"requester": "fern"}, {"withheld/24"}),
        ({"requester": "gazette"}, {"withheld/24"}),
        ({"requester": "OLA@example"}, {"withheld/24"}),
        ({"outcome": "withheld", "year": "2024"}, {"withheld/24"}),
        ({"outcome": "withheld", "year": "2026"}, set()),
    ],
)
def test_the_list_is_narrowed_by_filters(filtered, listed, filters, expected):
    assert narrowed(listed, **filters) == expected


def test_filters_words_and_a_view_narrow_each_other(filtered, listed):
    assert narrowed(listed, "how", outcome="withheld") == {"withheld/24"}
    assert narrowed(listed, "", "sent", outcome="withheld") == set()


TIMELY = [
    ("overdue", {"stage": "drafting"}, date(2026, 5, 29), None),
    ("due", {"stage": "drafting"}, TODAY, None),
    ("in-time", {"stage": "sent"}, date(2026, 5, 20), "2026-05-20"),
    ("too-late", {"stage": "closed"}, date(2026, 5, 20), "2026-05-21"),
    (
        "extended",
        {"stage": "sent", "clock": [{"event": "extension-notice", "date": "2026-05-19"}]},
        date(2026, 5, 20),
        "2026-05-28",
    ),
    ("acknowledged", {"stage": "drafting"}, date(2026, 6, 9), None),
]


@pytest.mark.parametrize(
    ("timeliness", "expected"),
    [("late", {"overdue", "too-late"}), ("in_time", {"in-time"}), ("extended", {"extended"})],
)
def test_the_list_is_narrowed_by_whether_answers_were_in_time(store, listed, timeliness, expected):
    for reference, changes, due, sent in TIMELY:
        letters = [{"kind": "response", "sent": sent}] if sent else [{"kind": "acknowledgement", "sent": "2026-05-30"}]
        add_case(store, reference, due=due, letters=letters, **changes)
    assert narrowed(listed, timeliness=timeliness) == expected


@pytest.mark.parametrize("filters", [{"outcome": "withheld"}, {"provision": "31"}, {"year": "2025"}, {"timeliness": "late"}])
def test_filters_do_not_read_through_the_words_of_the_requests_either(filtered, listed, filters):
    asked = []
    listed._connection.set_trace_callback(asked.append)
    listed.ids("open", "", TODAY, filters)
    listed._connection.set_trace_callback(None)
    plan = [row[3] for row in listed._connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    steps = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
    assert steps
    assert [
        step for step in steps if "COVERING INDEX" not in step and "USING INTEGER PRIMARY KEY" not in step and "LIST" not in step
    ] == []


def test_a_filter_that_is_none_is_a_fault(listed):
    with pytest.raises(KeyError):
        listed.ids("all", "", TODAY, {"colour": "red"})


def test_the_filters_offer_what_the_store_holds(filtered, listed):
    choices = listed.choices()
    assert (choices.provisions, choices.years) == (("31(1)(a)", "31(3)"), (2026, 2025, 2024))


def test_an_empty_store_offers_no_filters(listed):
    assert (listed.choices().provisions, listed.choices().years) == ((), ())


@pytest.fixture
def tasers(store):
    """The word in passing, in the title, and another word for the same."""
    texts = {
        "1/26": "How often was a Taser drawn? " + "And what of the horses, dogs and vans? " * 20,
        "2/26": "How often was one drawn?",
    }
    for reference, text in texts.items():
        add_case(store, reference, title="Tasers" if reference == "2/26" else "Equipment", request_text=text)
    add_case(store, "3/26", title="Equipment", request_text="When was a conducted energy device bought?")
    add_case(store, "4/26", title="Stables", request_text="How many horses?")


def test_while_words_are_typed_the_newest_come_first(tasers, listed):
    found = listed.ids("all", "taser", TODAY)
    assert (list(found.ids), found.groups) == ([2, 1], (("newest", 0),))


def test_ranked_the_best_come_first_and_then_what_synonyms_find(tasers, listed):
    found = listed.ids("all", "taser", TODAY, ranked=True)
    assert (list(found.ids), found.groups) == ([2, 1, 3], (("best", 0), ("synonyms", 2)))


def test_what_only_a_synonym_finds_is_found_too(tasers, listed):
    found = listed.ids("all", "stun gun bought", TODAY, ranked=True)
    assert (list(found.ids), found.groups) == ([3], (("synonyms", 0),))


def test_a_reference_that_was_typed_whole_comes_first(store, listed):
    add_case(store, "30/26", request_text="As I asked in 3/26, and again in 3/26 and 3/26.")
    add_case(store, "3/26")
    assert listed.ids("all", "3/26", TODAY, ranked=True).ids[0] == 2


def test_the_table_of_synonyms_holds_at_once(store, tasers, listed):
    assert list(listed.ids("all", "dobbins", TODAY, ranked=True).ids) == []
    with store.writing() as session:
        settings.put(session, "synonyms", {"added": [["dobbin", "horses"]], "dropped": []})
        history.record(session, case=None, kind="changed", body={}, actor="Ada Marsh", os_user="ada", at=NOW)
    assert set(listed.ids("all", "dobbins", TODAY, ranked=True).ids) == {4, 1}


def shown(listed, words):
    """The passage of each row that is found, with its marks in brackets."""
    rows = listed.rows(listed.ids("all", words, TODAY, ranked=True).ids, words)
    return {row.reference: marked(row.found) for row in rows}


def marked(found):
    if found is None:
        return None
    text = found.text
    for start, end in reversed(found.marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def test_a_row_that_was_found_shows_where(tasers, listed):
    passages = shown(listed, "tasers")
    assert passages["1/26"].startswith("How often was a [Taser] drawn?")
    assert passages["2/26"] is None
    assert (
        passages["3/26"] == "When was a [conducted] [energy] [device] bought?" or "[conducted energy device]" in passages["3/26"]
    )


def test_a_passage_shows_words_of_the_answer_and_not_the_marks_of_its_blocks(store, listed):
    block = [{"type": "paragraph", "runs": [{"text": "Porridge and "}, {"text": "kippers", "bold": True}, {"text": "."}]}]
    add_case(store, questions=[{"label": "1", "text": "What?", "decisions": [{"outcome": "disclosed", "answer": block}]}])
    assert "[kippers]" in shown(listed, "kipper")["1/26"]
    assert "paragraph" not in shown(listed, "kipper")["1/26"]


def test_a_surname_tells_how_far_the_case_is_instead(store, listed):
    questions = [
        {"label": "1", "text": "How many?", "decisions": [{"outcome": "disclosed", "held": True, "answer": "Two."}]},
        {"label": "2", "text": "Where?", "parts": [{"label": "2(a)", "text": "North?"}]},
    ]
    letters = [{"at": "2026-05-19T10:00:00+01:00", "direction": "in", "channel": "phone"}]
    add_case(store, questions=questions, correspondence=letters)
    (row,) = listed.rows([1], "teller")
    assert row.found is None
    assert (row.progress.decided, row.progress.questions, row.progress.last_message) == (1, 2, date(2026, 5, 19))


def test_rows_that_nobody_searched_for_carry_nothing_more(three, listed):
    assert [(row.found, row.progress) for row in listed.rows([1, 2, 3])] == [(None, None)] * 3


@pytest.mark.parametrize(
    "words",
    [
        "\x00",
        '"',
        "* NEAR(",
        "taser OR",
        "a" * 5000,
        " ".join(f"taser{number}" for number in range(5000)),
        "taser " * 5000,
        "  \x02taser\x03 ",
    ],
)
def test_no_words_break_a_search(tasers, listed, words):
    listed.rows(listed.ids("all", words, TODAY, ranked=True).ids, words)


def test_a_stop_that_comes_between_two_steps_of_a_search_is_not_lost(tasers, listed):
    ask = listed._ask

    def stopped_meanwhile(query, values):
        rows = list(ask(query, values))
        listed.interrupt()
        return iter(rows)

    listed._ask = stopped_meanwhile
    with pytest.raises(driver().OperationalError, match="interrupted"):
        listed.ids("all", "taser", TODAY, ranked=True)


def test_the_passages_of_a_page_are_not_looked_for_in_every_question_of_the_store(tasers, listed):
    asked = []
    listed._connection.set_trace_callback(asked.append)
    listed.rows([1, 2], "taser")
    listed._connection.set_trace_callback(None)
    plans = [row[3] for query in asked for row in listed._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert [step for step in plans if step.startswith("SCAN")] == []


def test_a_passage_is_found_in_a_part_of_a_question_too(store, listed):
    part = {
        "label": "1(a)",
        "text": "And the zebras?",
        "decisions": [{"outcome": "disclosed", "held": True, "answer": "Two okapis."}],
    }
    add_case(store, request_text="", questions=[{"label": "1", "text": "How many horses?", "parts": [part]}])
    assert "[zebras]" in shown(listed, "zebra")["1/26"]
    assert "[okapis]" in shown(listed, "okapi")["1/26"]


def test_a_passage_is_found_in_the_answer_of_a_case_of_the_past(store, listed, folder):
    add_case(store)
    run_raw(folder, "UPDATE foi_case SET past_answer = 'They keep two okapis.'")
    with store.writing() as session:
        search.reindex(session)
        history.record(session, case=None, kind="reindexed", body={}, actor="Ada Marsh", os_user="ada", at=NOW)
    assert "[okapis]" in shown(listed, "okapi")["1/26"]
