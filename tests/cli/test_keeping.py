"""The past, retention and one requester's data, as a script or an officer at a terminal calls them."""

import pytest

from foidesk.desk import opening, safety
from tests.cli.test_safety import folder_of
from tests.office import PASSPHRASE

PAGE = "Cameras (4_10)\n\nRequest\n\n1. How many?\n\nResponse\n\nTwelve.\n"
REGISTER = "Ref,Matter,Date received,Request\n1/19,Knives,05/01/2019,How many?\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text(PAGE)
    return tmp_path / "in"


@pytest.fixture
def at_ease(store):
    """The officer has agreed to the computer's clock, which is far from the store's own days."""
    desk = opening.unlock(folder_of(store), PASSPHRASE)
    safety.agree_to_clock(desk)
    opening.leave(desk)
    return store


def test_a_folder_of_pages_is_brought_in_and_a_second_time_is_known(run, store, folder):
    assert run("case", "import-past", folder, "--json", *store).json == {
        "imported": 1,
        "joined": 0,
        "known": 0,
        "stopped": False,
        "unread": [],
        "doubts": [],
    }
    again = run("case", "import-past", folder, *store)
    assert (again.status, again.out) == (0, "0 cases brought in, 0 letters added to theirs, 1 known already.\n")


def test_what_could_not_be_read_is_named_and_the_status_says_so(run, store, folder):
    (folder / "scan.tif").write_bytes(b"II*")
    told = run("case", "import-past", folder, "--json", *store)
    assert (told.status, told.json["imported"]) == (1, 1)
    assert [item["name"] for item in told.json["unread"]] == ["scan.tif"]


def test_the_columns_of_a_register_are_shown_before_anything_is_stored_and_can_be_named(run, store, tmp_path):
    (tmp_path / "register.csv").write_text(REGISTER)
    seen = run("case", "import-past", tmp_path / "register.csv", "--look", "--json", *store).json
    assert (seen["rows"], seen["columns"]["received"], seen["unused"]) == (1, "Date received", ["Matter"])
    told = run("case", "import-past", tmp_path / "register.csv", "--column", "title=Matter", "--json", *store)
    assert told.json["imported"] == 1
    assert "Knives" in run("case", "list", *store).out


def test_a_column_that_is_written_wrongly_is_one_plain_line(refused, store, tmp_path):
    (tmp_path / "register.csv").write_text(REGISTER)
    assert "title=Subject" in refused("case", "import-past", tmp_path / "register.csv", "--column", "Matter", *store)


def test_the_review_lists_the_periods_with_what_they_rest_on(run, store):
    told = run("retention", "review", "--json", *store).json
    assert {item["key"]: item["years"] for item in told["periods"]}["refused"] == 6
    assert "to be set by the authority" in told["source"]


def test_a_case_of_the_past_is_reviewed_and_disposed_of(run, at_ease, folder):
    run("case", "import-past", folder, *at_ease)
    assert [item["reference"] for item in run("retention", "review", "--json", *at_ease).json["due"]] == ["4/10"]
    told = run("retention", "dispose", "4/10", "--json", *at_ease)
    assert (told.status, told.json["disposed"], told.json["clean"]) == (0, ["4/10"], True)
    assert run("case", "show", "4/10", "--json", *at_ease).json["stage"] == "disposed"


def test_a_case_whose_time_is_not_over_is_told_with_the_status_of_a_refusal(run, at_ease):
    told = run("retention", "dispose", "1/26", "--json", *at_ease)
    assert (told.status, told.json["disposed"]) == (1, [])
    assert "1/26" in told.json["stopped"]


def test_the_authority_sets_its_own_years(run, refused, store):
    told = run("retention", "set", "refused=7", "answered=2", "--json", *store).json
    assert {item["key"]: item["years"] for item in told["periods"]}["answered"] == 2
    for wrong in ("refused=many", "refused", "nothing=3", "refused=0"):
        refused("retention", "set", wrong, *store)


def test_a_case_is_kept_longer_and_no_longer(run, refused, store):
    assert run("retention", "keep", "1/26", "--until", "2090-01-01", "--reason", "A claim.", *store).status == 0
    assert run("retention", "keep", "1/26", "--no-longer", *store).status == 0
    assert "--until" in refused("retention", "keep", "1/26", *store)


def test_a_requester_is_found_and_written_out(run, store, tmp_path):
    found = run("requester", "find", "jordan ellis", "--json", *store).json
    assert [(item["reference"], item["how"]) for item in found] == [("1/26", "asked")]
    told = run("requester", "export", "Jordan Ellis", "--out", tmp_path / "out", "--json", *store)
    assert told.json["cases"] == 1
    assert (tmp_path / "out" / "README.txt").exists()


def test_who_asked_is_not_erased_from_an_open_case(refused, store):
    assert "closed case" in refused("requester", "erase", "1/26", "--reason", "Asked for.", *store)
