"""Days as registers and pages of the United Kingdom write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.intake.uk_dates import uk_day

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
FORMS = ("%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y", "%d %B %Y", "%d %b %y", "%d-%b-%Y", "%A %d %B %Y", "%a, %d %b %Y", "%Y-%m-%d")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_is_read_in_every_form_that_it_is_written_in(day, form):
    assert uk_day(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/8/15", date(2015, 8, 5)),
        ("1st of March 2020", date(2020, 3, 1)),
        ("22nd Sept. 2019", date(2019, 9, 22)),
        ("05/08/2015 14:30", date(2015, 8, 5)),
        ("2015-08-05T14:30:00Z", date(2015, 8, 5)),
        ("  12  June   2018 ", date(2018, 6, 12)),
    ],
)
def test_looser_forms_are_read_too(text, day):
    assert uk_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "31/02/2019", "13/13/2019", "August 2015", "5 August", "2015", "12/8", "next week", "99/99/99"]
)
def test_what_is_no_day_is_none(text):
    assert uk_day(text) is None


@given(st.text(max_size=40))
def test_no_text_at_all_is_a_fault(text):
    found = uk_day(text)
    assert found is None or 1970 <= found.year <= 2099
