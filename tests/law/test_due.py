"""The time limit and the catalogue as the command line tells them."""

import json

import pytest

from foidesk.cli import run


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]):
    def call(*arguments: str) -> tuple[int, str, str]:
        status = run([*arguments, "--today", "2026-08-20"], lambda *_: 0)
        out, err = capsys.readouterr()
        return status, out, err

    return call


def document(said: tuple[int, str, str]):
    status, out, err = said
    assert (status, err) == (0, "")
    return json.loads(out)


def reasons(found) -> dict[str, str]:
    return {item["date"]: item["why"] for item in found["days"] if item["counted"] is None}


def test_the_reference_case_is_due_on_3_september_and_names_31_august(say):
    found = document(say("due", "2015-08-05", "--json"))
    assert (found["due"], found["regime"], found["status"], found["warnings"]) == ("2015-09-03", "foia", "running", [])
    assert "2015-08-31" in reasons(found)
    assert [item["counted"] for item in found["days"] if item["counted"]] == list(range(1, 21))


def test_a_holiday_in_scotland_alone_stops_the_clock_of_all_and_is_named(say):
    found = document(say("due", "2026-05-18", "--json"))
    assert found["due"] == "2026-06-17"
    assert "(Scotland)" in reasons(found)["2026-06-15"]
    status, out, _ = say("due", "2026-05-18")
    assert status == 0
    assert "Mon 15 Jun 2026" in out
    assert "Wednesday 17 June 2026" in out


def test_dates_beside_the_due_day_stand_only_where_they_apply(say):
    plain = document(say("due", "2026-02-02", "--json"))
    assert not {"extension_guidance_latest", "fee_last_day"} & plain.keys()
    extended = document(say("due", "2026-02-02", "--event", "extension-notice=2026-03-02", "--json"))
    assert (extended["due"], extended["extension_guidance_latest"]) == ("2026-03-02", "2026-03-31")
    fee = document(say("due", "2026-02-02", "--event", "fees-notice=2026-02-06", "--json"))
    assert (fee["due"], fee["status"], fee["fee_last_day"]) == (None, "lapsed", "2026-05-05")


def test_the_table_of_holidays_says_its_version_and_where_it_ends(say):
    found = document(say("due", "2028-12-05", "--json"))
    assert found["due"] == "2029-01-08"
    assert found["holidays"]["covers_to"] == "2028-12-31"
    assert "projected" in found["warnings"][0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["2026-05-18", "--event", "party=2026-05-20"],
        ["2026-05-18", "--event", "fees-notice"],
        ["2026-05-18", "--event", "fees-notice=soon"],
        ["2026-05-18", "--event", "fees-notice=2026-05-20..2026-05-22"],
        ["2026-05-18", "--regime", "eir", "--event", "fees-notice=2026-05-20"],
        ["2026-05-18", "--regime", "gdpr"],
        ["2026-02-30"],
        ["9999-12-31"],
        [],
    ],
    ids=" ".join,
)
def test_what_cannot_be_counted_is_one_plain_line(say, arguments):
    status, out, err = say("due", *arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "fault of foidesk" not in err


def test_the_catalogue_is_printed_whole_with_what_each_provision_needs(say):
    found = document(say("provisions", "--json"))["provisions"]
    by_citation = {item["citation"]: item for item in found}
    assert len(found) == len(by_citation) == 150
    assert by_citation["31(3)"] | {"title": "", "needs": []} == {
        "citation": "31(3)",
        "section": "31",
        "title": "",
        "duty": "confirm",
        "basis": "prejudice",
        "absolute": False,
        "public_interest_test": True,
        "harm": True,
        "needs": [],
    }
    assert by_citation["23(5)"]["needs"] == ["why it applies"]
    assert by_citation["12(1)"]["duty"] == "whole_request"


def test_the_regulations_have_a_catalogue_and_other_acts_have_none(say):
    assert len(document(say("provisions", "--regime", "eir", "--json"))["provisions"]) == 19
    status, out, err = say("provisions", "--regime", "foisa")
    assert (status, out) == (2, "")
    assert "no catalogue for foisa" in err
