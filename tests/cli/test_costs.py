"""`foidesk costs`: the estimates of a case document, for people and for programs."""

import json

import pytest

from tests.letters.golden_letters import GOLDEN


@pytest.fixture
def costs(run, tmp_path):
    def told(name, *options):
        path = tmp_path / "case.json"
        path.write_text(json.dumps(GOLDEN[name]), "utf-8")
        return run("costs", path, "--today", "2026-08-20", *options)

    return told


def test_the_sum_the_limit_and_what_would_fit(costs):
    told = costs("cost")
    first, *rest = told.out.splitlines()
    assert (told.status, first) == (0, "Questions 1 and 2: 30 h 20 min, £758.33; exceeds the limit of £450 (12(1))")
    assert rest[0].startswith("  Answering question 1 and leaving out question 2 would take about 15 hours and 20 minutes")


def test_programs_get_numbers(costs):
    answer = costs("cost", "--json").json
    assert (answer["limit_gbp"], answer["hourly_gbp"]) == (450, 25)
    (estimate,) = answer["estimates"]
    assert (estimate["minutes"], estimate["exceeds"], estimate["limb"]) == (1820, True, "12(1)")
    assert estimate["fits"] == {"questions": ["1"], "minutes": 920}


def test_finding_out_leaves_extraction_out(costs):
    (estimate,) = costs("cost_to_find_out", "--json").json["estimates"]
    assert (estimate["limb"], estimate["minutes"], estimate["fewer_records"]["within"]) == ("12(2)", 65250, 190)


def test_requests_that_are_counted_together_are_told_with_their_span(costs):
    assert "  counted together with other requests over 16 working days\n" in costs("cost_counted_together").out


def test_a_case_without_an_estimate_says_so(costs):
    assert costs("not_held").out == "The case holds no estimate of the cost.\n"


def test_bad_input_is_one_plain_line(refused, tmp_path):
    assert "Cannot read" in refused("costs", tmp_path / "nothing.json")
