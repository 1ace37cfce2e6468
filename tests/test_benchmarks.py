"""The benchmarks run; what they measure is nobody's test."""

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.filled import fill
from benchmarks.measure import by_turns, table
from benchmarks.office import PASSPHRASE, TODAY
from foidesk.desk import opening
from foidesk.desk.browse import open_case


def test_every_benchmark_runs_and_prints_a_line(capsys):
    benchmarks.main(["--rounds", "1", "--sizes", "3"])
    lines = capsys.readouterr().out.splitlines()
    for what in (
        "foidesk due",
        "first paint",
        "one case loaded, of 3",
        "50 open cases listed",
        "list of all",
        "search while typing",
        "search at rest",
        "saved with its event",
        "encrypted, size",
        "history verified",
        "backed up",
        "cases of the past brought in",
        "the list shown",
        "while the list is scrolled",
        "memory for the list",
        "a letter of",
        "word checks",
        "rows (",
    ):
        assert [line for line in lines if what in line], what


def test_a_thing_and_its_floor_are_run_by_turns():
    ran = []
    by_turns("thing", lambda: ran.append("thing"), "floor", lambda: ran.append("floor"), rounds=2)
    assert ran == ["thing", "floor"] * 3


def test_a_thing_that_fails_is_not_measured():
    with pytest.raises(ZeroDivisionError):
        list(table([by_turns("thing", lambda: 1 / 0, "floor", lambda: None, rounds=1)]))


def test_a_filled_store_is_a_store_as_any_other_and_its_history_is_whole(tmp_path):
    fill(tmp_path / "desk", 120)
    desk = opening.unlock(tmp_path / "desk", PASSPHRASE)
    try:
        assert desk.store.verify_history().ok
        listed = desk.store.case_list()
        assert len(listed.ids("open", "", TODAY).ids) == 100
        assert len(listed.ids("sent", "", TODAY).ids) == 20
        case = open_case(desk, 20).case
        assert list(listed.ids("all", case.requester.name, TODAY).ids) == [20]
        assert len(case.questions) == 3
        listed.close()
    finally:
        desk.store.close(back_up=False)


def test_filled_stores_are_the_same_each_time(tmp_path):
    heads = []
    for name in ("one", "other"):
        fill(tmp_path / name, 10)
        desk = opening.unlock(tmp_path / name, PASSPHRASE)
        case = open_case(desk, 7).case
        heads.append((case.title, case.request_text, case.requester.name, [question.text for question in case.questions]))
        desk.store.close(back_up=False)
    assert heads[0] == heads[1]
