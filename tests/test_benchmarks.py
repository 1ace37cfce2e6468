"""The benchmarks run; what they measure is nobody's test."""

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.measure import by_turns, table


def test_every_benchmark_runs_and_prints_a_line(capsys):
    benchmarks.main(["--rounds", "1", "--sizes", "3"])
    lines = capsys.readouterr().out.splitlines()
    for what in (
        "foidesk due",
        "first paint",
        "one case loaded, of 3",
        "list of open",
        "search of all",
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
