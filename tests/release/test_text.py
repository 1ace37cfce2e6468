"""People and low counts in words: what is found, and what must not be."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.release.finding import MOST_SAMPLE, found, masked
from foidesk.release.inspect import inspect
from foidesk.release.text_counts import counts, low_counts, named_cells
from foidesk.release.text_people import People, marks_in
from tests.release.parts import mail

WORDS = st.text(string.ascii_letters + " ", min_size=3, max_size=30).filter(lambda name: len("".join(name.split())) >= 3)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an e-mail address", "write to jane.exampleton@example.org please"),
        ("a telephone number", "ring 07700 900417"),
        ("a telephone number", "ring +44 7700 900417"),
        ("a telephone number", "(0161) 496 0123"),
        ("a National Insurance number", "NINO AB 12 34 56 C"),
        ("an address", "of 12 Sample Street, Northtown"),
        ("a postcode", "N1 2AB"),
        ("a number of an officer", "seen by PC 4512"),
        ("a number of a member of staff", "collar number 4512"),
        ("a number of a member of staff", "Payroll no: 00451234"),
        ("a named person", "Mrs Exampleton said so"),
        ("a named person", "Sgt J. Exampleton said so"),
        ("a date of birth", "DOB: 01/02/1980"),
        ("a date of birth", "born on 1 February 1980"),
        ("a vehicle's registration", "the car AB12 CDE"),
        ("an NHS number", "943 476 5919"),
        ("a card's number", "4111 1111 1111 1111"),
        ("a bank account", "12-34-56 12345678"),
        ("a crime's reference", "20SL/24343D/13"),
        ("a computer's address", "from 192.0.2.17"),
    ],
)
def test_a_mark_of_personal_data_is_found(what, text):
    assert what in [name for name, _ in marks_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "foi@example.org",
        "information.rights@example.org",
        "3070/15 of 5 August 2015",
        "in 2013/14 and 2014/15, see 1.2.3.4",
        "QQ 12 34 56 C",
        "1 Act 2 PC Unit 3 DC Office",
        "the Dr Act",
        "123 456 7890",
        "4111 1111 1111 1112",
        "£07,700,900.41 and 07700",
        "Section 40(2) of the Freedom of Information Act 2000",
        "Northtown Council, Town Hall, High Street, Northtown N1 2AB",
        "The total was 01234 (56)",
    ],
)
def test_words_of_clean_answers_raise_nothing(text):
    assert list(marks_in(text)) == []


@given(WORDS, st.sampled_from([" ", ", ", "\n", " (", " - "]))
def test_a_listed_name_is_found_wherever_it_stands_alone(name, around):
    people = People.of([name])
    assert people.named_in(f"before{around}{name.upper()}{around}after")


@given(WORDS)
def test_a_name_inside_a_longer_word_is_nobody(name):
    assert not People.of([name.strip()]).named_in(f"x{name.strip()}x")


def test_a_name_over_two_blanks_or_lines_is_the_same_name():
    assert People.of(["Jane Exampleton"]).named_in("Jane\n  Exampleton") == ["Jane\n  Exampleton"]


def test_what_is_too_short_names_nobody():
    assert People.of(["", "J", "Al"]).names == ()


@given(st.text(max_size=400))
def test_a_sample_is_one_short_line_and_never_shows_a_whole_word(text):
    sample = masked(text)
    assert sample.isprintable()
    assert len(sample) <= MOST_SAMPLE
    assert not [word for word in text.split() if len(word) > 2 and word.isalnum() and word.isascii() and word in sample]


def test_a_sample_shows_one_digit_of_a_number_at_most():
    assert masked("07700 900417") == "0•••• 9•••••"
    assert found("small-number", "a", "3").sample == "•"


@pytest.mark.parametrize(
    "heading", ["Number of officers", "Total", "2019", "2013/14", "Cases", "March 2024", "No. of dismissals"]
)
def test_a_heading_of_counts(heading):
    assert counts(heading)


@pytest.mark.parametrize(
    "heading",
    ["Rank", "Year", "Grade", "Position", "Cost (£)", "2025-03", "Question", "Average number of days", "Section", "Item no"],
)
def test_a_heading_of_no_counts(heading):
    assert not counts(heading)


TABLE = [["Offence", "2019", "2020"], ["Burglary", "120", "3"], ["Arson", "0", "31"]]


def test_a_low_count_is_found_by_its_heading():
    assert list(low_counts(TABLE)) == [(1, 2, "3")]


def test_a_low_count_is_found_by_the_label_beside_it():
    assert list(low_counts([["Question", "Answer"], ["Number of officers dismissed", "2"]])) == [(1, 1, "2")]


def test_noughts_and_figures_of_five_and_more_are_no_low_counts():
    assert list(low_counts([["Offence", "2019"], ["Arson", "0"], ["Fraud", "5"]])) == []


def test_a_column_that_only_numbers_its_lines_is_no_column_of_counts():
    assert list(low_counts([["Offence", "Number of rank"], ["a", "1"], ["b", "2"], ["c", "3"]])) == []


def test_the_first_column_is_one_of_labels():
    assert list(low_counts([["Number of officers", "Force"], ["3", "North"]])) == []


def test_names_below_a_heading_that_promises_them_are_found():
    assert list(named_cells([["Officer name", "Ward"], ["Jane Exampleton", "New Town"]])) == [(1, 0, "Jane Exampleton")]


def test_two_capitalised_words_below_another_heading_are_no_name():
    assert list(named_cells([["Ward", "Officer"], ["New Town", "North West"]])) == []


@pytest.mark.parametrize("cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+cmd|'/C calc'!A0", "-A1(2)", " =A1"])
def test_a_cell_that_a_spreadsheet_would_run_is_refused(cell):
    assert "active-formula" in inspect(f'Offence,Note\nArson,"{cell}"\n'.encode(), "a.csv").codes


@pytest.mark.parametrize("cell", ["-12", "+7.5%", "- not recorded", "-", "--", "+44", "a=b", "-1,200.50", "@ North", "1-2"])
def test_a_cell_that_is_a_number_or_words_runs_nothing(cell):
    assert inspect(f'Offence,Note\nArson,"{cell}"\n'.encode(), "a.csv").codes == set()


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_reader_of_words_stumble(data):
    for name in ("a.txt", "a.csv", "a.eml", "a"):
        inspect(data, name)


def test_words_of_a_formatted_message_are_read_block_by_block():
    body = "<html><head><title>Mrs Exampleton</title></head><body>Mrs<p>Exampleton</p>&#1;<p>Jane <b>Exam</b>pleton</p></body></html>"
    found = inspect(mail(body, kind="text/html; charset=utf-8"), "a.eml", people=["Jane Exampleton"]).findings
    assert [(each.code, each.sample) for each in found] == [("personal-data", "J••• E••••••••n")]


def test_bytes_that_are_no_text_are_refused():
    assert inspect(b"a,b\n\x01\x02\n", "a.csv").codes == {"corrupt-file"}


def test_text_in_an_old_code_page_is_read():
    assert "personal-data" in inspect("Zoë Exampleton".encode("cp1252"), "a.txt", people=["Zoë Exampleton"]).codes
