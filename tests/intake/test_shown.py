"""Numbers as spreadsheets show them; the expected words are those that a spreadsheet set to the United Kingdom gives."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.intake.shown import BUILT_IN, shown, shown_text

ACCOUNTS = '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (12345678901234, "General", "1.23457E+13"),
        (1234.5, "#,##0", "1,235"),
        (1234567, "#,##0.00", "1,234,567.00"),
        (0.256, "0.0%", "25.6%"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (-0.2, "0", "0"),
        (1.005, "0.00", "1.01"),
        (7, "000", "007"),
        (0, "#", ""),
        (1234.5, "#,##0.##", "1,234.5"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"nil"', "nil"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (-5, ACCOUNTS, "-5"),
        (0, ACCOUNTS, "-"),
        (1234567, '0.0,,"m"', "1.2m"),
        (12345, "0.00E+00", "1.23E+04"),
        (12, '0" cases"', "12 cases"),
        (5, ";;;", ""),
        (45903, "dd/mm/yyyy", "03/09/2025"),
        (45903, "d mmmm yyyy", "3 September 2025"),
        (45903.75, "ddd d mmm yy hh:mm", "Wed 3 Sep 25 18:00"),
        (45903, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "3 September 2025"),
        (45903.5, "h:mm AM/PM", "12:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (0.000694444, "mm:ss", "01:00"),
        (1, "dd/mm/yyyy", "01/01/1900"),
        (61, "dd/mm/yyyy", "01/03/1900"),
        (0.99999999, "hh:mm:ss", "00:00:00"),
    ],
)
def test_a_number_stands_as_its_format_shows_it(value, code, words):
    assert shown(value, code) == (words, True)


@pytest.mark.parametrize("code", ["# ?/?", '[<10]"few";0', "000-0000"])
def test_a_format_that_is_not_known_leaves_the_number_plain_and_says_so(code):
    assert shown(12.5, code) == ("12.5", False)


def test_days_counted_from_1904_are_four_years_later():
    assert shown(0, "dd/mm/yyyy", from_1904=True) == ("01/01/1904", True)


def test_words_follow_the_section_for_words_alone():
    assert [shown_text("abc", code) for code in ("General", "0.00", '0;0;0;"x "@', "@", ";;;")] == [
        "abc",
        "abc",
        "x abc",
        "abc",
        "",
    ]


@given(
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**20), 10**20),
    st.text('0#?.,%;"[]dmyhsE+-_*\\@ £a', max_size=16),
)
def test_any_number_in_any_format_is_shown_somehow(value, code):
    words, _ = shown(Decimal(repr(value)), code)
    assert isinstance(words, str)


@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(BUILT_IN)))
def test_the_formats_known_by_number_are_all_followed(value, number):
    _, followed = shown(value, BUILT_IN[number])
    assert followed or number in range(14, 23) or number in {45, 46, 47}
