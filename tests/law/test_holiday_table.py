"""A table of holidays that comes as a file is looked at before it is believed."""

import copy
import json

import pytest

from foidesk.errors import UserError
from foidesk.law.holiday_table import read_table
from foidesk.paths import resource

TABLE = json.loads(resource("law", "holidays.json").read_text("utf-8"))


def spoilt(**changes):
    return copy.deepcopy(TABLE) | changes


def with_day(number=0, **changes):
    made = spoilt()
    made["days"][number] |= changes
    return made


def test_the_programs_own_table_would_be_taken():
    assert read_table(TABLE).version == TABLE["version"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "one JSON object"),
        (spoilt(version=3), "version: must be a line of words"),
        (spoilt(version="next"), "version: must begin with its date"),
        (spoilt(source=" "), "source: must be a line of words"),
        (spoilt(source="a\nb"), "source: must be a line of words"),
        (spoilt(covers_from="2005-02-30"), "covers_from: 2005-02-30 is no day of the calendar"),
        (spoilt(covers_to="31/12/2028"), "covers_to: must be a date such as"),
        (spoilt(covers_to="2028-06-30"), "must cover whole years"),
        (spoilt(covers_from="2029-01-01"), "must cover whole years"),
        (spoilt(covers_to="2029-12-31"), "has 0 days of england-and-wales in 2029"),
        (spoilt(covers_to="9029-12-31"), "covers_to: 9029-12-31 is too far away"),
        (spoilt(days="none"), "days: must be a list"),
        (spoilt(days=[1]), r"days\[0\]: must have date, name and divisions"),
        (with_day(date="2005-02-29"), r"days\[0\].date: 2005-02-29 is no day of the calendar"),
        (with_day(date=20050101), r"days\[0\].date: must be a date such as"),
        (with_day(date="2004-12-31"), r"days\[0\].date: 2004-12-31 lies outside the years"),
        (with_day(1, date="2005-01-01"), r"days\[1\].date: 2005-01-01 stands twice"),
        (with_day(name=""), r"days\[0\].name: must be a line of words"),
        (with_day(divisions=[]), r"days\[0\].divisions: must name one or more of"),
        (with_day(divisions=["wales"]), r"days\[0\].divisions: must name one or more of"),
        (spoilt(contested=[{"date": "2022-09-19"}]), r"contested\[0\].note: must be a line of words"),
        (spoilt(contested=[{"date": "2022-19-09", "note": "?"}]), r"contested\[0\].date: 2022-19-09 is no day"),
        (spoilt(contested={}), "contested: must be a list"),
    ],
)
def test_a_table_that_is_wrong_names_the_first_place_where_it_is(data, words):
    with pytest.raises(UserError, match=words) as refusal:
        read_table(data)
    assert "\n" not in str(refusal.value)


def test_a_year_that_was_forgotten_is_noticed():
    made = spoilt(days=[day for day in TABLE["days"] if not day["date"].startswith("2027")])
    with pytest.raises(UserError, match="has 0 days of england-and-wales in 2027"):
        read_table(made)
