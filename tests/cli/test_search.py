"""Looking through the cases of a store without a screen."""

import json

import pytest

from tests.store.builder import document

TASER = {
    "title": "Use of electric weapons",
    "request_text": "1. How many radar guns are there?\n2. How often was a conducted energy device drawn?",
    "questions": [{"label": "1", "text": "How often was a conducted energy device drawn?"}],
}


@pytest.fixture
def two(run, store, tmp_path):
    """The store with another case of the same requester's, about something else."""
    path = tmp_path / "taser.case.json"
    path.write_text(json.dumps(document("2/26", **TASER)), "utf-8")
    assert run("case", "import", path, *store).status == 0
    return store


def test_cases_are_found_by_words_with_the_passage(run, two):
    told = run("case", "search", "radar", *two)
    assert told.status == 0
    assert "2/26" in told.out
    assert "1. How many radar guns are there?" in told.out


def test_a_synonym_finds_too(run, two):
    assert [item["reference"] for item in run("case", "search", "taser", *two, "--json").json] == ["2/26"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--outcome", "disclosed"), ["1/26"]),
        (("--year", "2025"), []),
        (("--requester", "ellis"), ["1/26"]),
        (("--provision", "31"), ["1/26"]),
    ],
)
def test_filters_narrow_a_search(run, two, filters, expected):
    assert [item["reference"] for item in run("case", "search", "26", *filters, *two, "--json").json] == expected


def test_nothing_found_is_said(run, two):
    assert run("case", "search", "zeppelins", *two).out == "No case holds these words.\n"


@pytest.mark.parametrize("wrong", [("--outcome", "lost"), ("--year", "25"), ("--timeliness", "soon"), ("--year", "20x5")])
def test_a_filter_that_is_none_is_told(refused, two, wrong):
    refused("case", "search", "radar", *wrong, *two)


def test_what_is_like_a_case_is_told_with_why_and_what_was_decided(run, two, tmp_path):
    path = tmp_path / "again.case.json"
    path.write_text(json.dumps(document("3/26", **TASER)), "utf-8")
    run("case", "import", path, *two)
    told = run("case", "similar", "3_26", *two)
    assert told.out.splitlines()[:2] == [
        "2/26         received             Use of electric weapons",
        "             same requester, nearly the same words: conducted energy device, drawn",
    ]
    found = run("case", "similar", "3_26", *two, "--json").json
    assert [(item["reference"], item["because"]) for item in found["similar"]] == [("2/26", ["person", "words"])]
    assert [item["reference"] for item in found["may_be_counted_together"]] == ["2/26"]
    assert found["differences"] == []


def test_a_case_that_is_not_there_is_told(refused, two):
    assert "no case 9/26" in refused("case", "similar", "9/26", *two)


def test_a_surname_tells_how_the_case_stands(run, two):
    told = run("case", "search", "ellis", *two).out.splitlines()
    assert told[0].startswith("1/26         drafting   Jordan Ellis")
    assert told[1] == "             6 of 6 decided, due 2026-09-03"
