"""The holidays of a store from the command line, and by when an answer is due by them."""

import json
from datetime import date

import pytest

from foidesk.paths import resource

ADD = ("holidays", "add", "2026-08-21", "--name", "A day of thanks", "--source", "Royal Proclamation of 1 August 2026")
TODAY = ("--today", "2026-08-20")
TABLE = json.loads(resource("law", "holidays.json").read_text("utf-8"))


@pytest.fixture
def table(tmp_path):
    """Write a table into a file, newer than the program's and spoilt as told."""

    def write(**changes):
        path = tmp_path / "holidays.json"
        path.write_text(json.dumps({**TABLE, "version": "2099-01-01", **changes}), "utf-8")
        return path

    return write


def test_a_day_is_added_listed_counted_by_and_removed(run, store):
    assert run(*ADD, *store, "--json").json == {
        "written": True,
        "moved": [{"reference": "1/26", "before": "2026-09-03", "after": "2026-09-04"}],
    }
    (added,) = run("holidays", "list", *store, "--json").json["added"]
    assert (added["date"], added["name"], len(added["divisions"])) == ("2026-08-21", "A day of thanks", 3)
    found = run("due", "2026-08-05", *store, *TODAY, "--json").json
    assert found["due"] == "2026-09-04"
    assert {"date": "2026-08-21", "counted": None, "why": "A day of thanks, added by hand"} in found["days"]
    assert run("due", "2026-08-05", *TODAY, "--json").json["due"] == "2026-09-03"
    assert run("holidays", "remove", "2026-08-21", *store, "--json").json["moved"][0]["after"] == "2026-09-03"


def test_a_dry_run_tells_what_would_move_and_writes_nothing(run, store):
    told = run(*ADD, "--dry-run", *store)
    first, moved, last = told.out.splitlines()
    assert (first, last) == ("2026-08-21 would be no working day.", "1 open case would move.")
    assert moved.startswith("1/26         2026-09-03 -> 2026-09-04  ")
    assert run("holidays", "list", *store, "--json").json["added"] == []


def test_a_day_may_hold_in_one_place_only(run, store):
    run(*ADD, "--place", "scotland", *store)
    told = run("holidays", "list", *store).out
    assert "2026-08-21  A day of thanks (scotland): Royal Proclamation of 1 August 2026. Added by " in told
    assert run("due", "2026-08-05", "--regime", "foisa", *store, "--json").json["due"] == "2026-09-03"


def test_a_newer_table_is_loaded_and_given_up_again(run, store, table):
    extra = {"date": "2026-08-24", "name": "A day of thanks", "divisions": ["scotland"]}
    path = table(days=[*TABLE["days"], extra])
    assert run("holidays", "load", path, "--dry-run", *store, "--json").json["written"] is False
    assert run("holidays", "load", path, *store, "--json").json["moved"][0]["after"] == "2026-09-04"
    listed = run("holidays", "list", *store, "--json").json
    assert (listed["version"], bool(listed["loaded_by"])) == ("2099-01-01", True)
    assert run("due", "2026-08-05", *store, "--json").json["holidays"]["version"] == "2099-01-01"
    assert run("holidays", "reset", *store).out.startswith("The program's own table is in use.")
    assert run("holidays", "list", *store, "--json").json["version"] == TABLE["version"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": [{"date": "2026-02-30", "name": "x", "divisions": ["scotland"]}]}, "days[0].date: 2026-02-30 is no day"),
        ({"version": "2001-01-01"}, "That table is of 2001-01-01; the one in use is of"),
        ({"covers_to": "soon"}, "covers_to: must be a date"),
    ],
)
def test_a_table_that_will_not_do_is_one_plain_line_and_changes_nothing(run, refused, store, table, changes, words):
    assert words in refused("holidays", "load", table(**changes), *store)
    assert run("holidays", "list", *store, "--json").json["version"] == TABLE["version"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "2026-02-30", "--name", "x", "--source", "y"), "is not a date"),
        (("add", "2026-08-22", "--name", "x", "--source", "y"), "is no working day as it is: Saturday"),
        (("add", "2026-08-31", "--name", "x", "--source", "y", "--place", "narnia"), "invalid choice"),
        (("add", "2026-08-21", "--name", " ", "--source", "y"), "Give the day's name"),
        (("add", "2026-08-21", "--name", "x"), "--source"),
        (("remove", "2026-08-31"), "was not added by hand"),
        (("load", "nothing.json"), "nothing.json"),
        (("reset",), "in use already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_change_that_cannot_be_is_one_plain_line_and_changes_nothing(run, refused, store, arguments, words):
    assert words in refused("holidays", *arguments, *store)
    assert run("holidays", "list", *store, "--json").json["added"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2026-02-30",), "'2026-02-30' is not a date"),
        (("2026-02-02", "--regime", "gdpr"), "'gdpr' is no regime"),
        (("2026-02-02", "--event", "party=2026-02-03"), "is no event of foia"),
        (("2026-02-02", "--event", "fee-received=2026-02-03"), "has no fees-notice before it"),
        (("2026-02-02", "--event", "clarification-asked=2026-02-01"), "lies before the request was received"),
        (("2026-02-02", "--event", "holiday=2026-02-30"), "'2026-02-30' is not a date"),
        (("2026-02-02", "--regime", "foia-school", "--event", "school-closed=2026-02-10..2026-02-09"), "before it begins"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_counted_is_one_plain_line_that_says_why(refused, arguments, words):
    assert words in refused("due", *arguments)


def test_what_was_clear_is_told_where_clarification_was_asked_too_late(run):
    events = ("--event", "clarification-asked=2026-03-03", "--event", "clarification-received=2026-03-04")
    assert run("due", "2026-02-02", *events, "--json").json["clear_due"] == "2026-03-02"
    assert "What was clear was due Monday 2 March 2026" in run("due", "2026-02-02", *events).out
    assert "clear_due" not in run("due", "2026-02-02", "--json").json


def test_every_printed_count_ends_with_the_limit(run):
    limits = {"foia": 20, "foia-public-record": 30, "foia-armed-forces": 60, "eir-extended": 40, "foisa": 20, "sar": 28}
    for regime, limit in limits.items():
        days = run("due", "2026-02-02", "--regime", regime, "--json").json["days"]
        counted = [day["counted"] for day in days if day["counted"]]
        assert counted == list(range(1, limit + 1)), regime
        assert date.fromisoformat(days[0]["date"]) == date(2026, 2, 3)
