"""What a spreadsheet's clipboard and .csv files hold: every character lands in its cell, and gaps are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.errors import UserError
from foidesk.intake.grid import csv_grid, decoded, delimiter_of, parted, pasted

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='"\n,;'), max_size=12)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def rows(text):
    return pasted(text).rows


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6), st.sampled_from("\t,;|"))
def test_every_quoted_cell_comes_back_as_it_was(table, delimiter):
    text = "\n".join(delimiter.join(map(quoted, row)) for row in table)
    assert parted(text, delimiter) == [tuple(row) for row in table]


@given(st.text(max_size=80), st.sampled_from("\t,;|"))
def test_any_text_is_parted_without_losing_what_is_bare(text, delimiter):
    words = [cell for row in parted(text, delimiter) for cell in row]
    if '"' not in text:
        assert "".join(words) == text.replace(delimiter, "").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Size\tNo\n5" pipe\t3', (("Size", "No"), ('5" pipe', "3"))),
        ('Name\tNo\n"Blue" lamp\t3', (("Name", "No"), ('"Blue" lamp', "3"))),
        ('Name\tNo\n"open\t3', (("Name", "No"), ('"open', "3"))),
        ('Name\tNo\n"two\nlines"\t3', (("Name", "No"), ("two\nlines", "3"))),
        ('Name\tNo\n"a\ttab"\t3', (("Name", "No"), ("a tab", "3"))),
        ('Name\tNo\n"say ""so"""\t3', (("Name", "No"), ('say "so"', "3"))),
        ("A\u00a0b\tNo\n1\u202f234\t\u200e3\u00ad", (("A b", "No"), ("1 234", "3"))),
        ("Rate\tNo\n1,5\t3", (("Rate", "No"), ("1,5", "3"))),
        ("A\tB\tC\nx\t\t3", (("A", "B", "C"), ("x", "", "3"))),
        ("A\tB\t\n1\t2\t\n", (("A", "B"), ("1", "2"))),
        ("A\tB\r\n\r\n1\t2\r\n", (("A", "B"), ("1", "2"))),
        ("Count\n1,234\n5,678", (("Count",), ("1,234",), ("5,678",))),
    ],
    ids=[
        "inch",
        "marks at the start",
        "open mark",
        "lines",
        "tab",
        "marks",
        "blanks",
        "comma",
        "joined",
        "empty column",
        "empty row",
        "one column",
    ],
)
def test_cells_of_the_clipboard_are_read_as_they_were(text, told):
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2\n3,5;4\n", ";"),
        ("a|b\n1|2", "|"),
        ('a,b\n"x;y;z",2\n', ","),
        ("one\ntwo\n", None),
        ("Count\n1,234\n5,678\n", None),
        ("", None),
    ],
)
def test_what_parts_the_cells_is_found(text, delimiter):
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_is_read_in_the_coding_that_it_was_written_in(coding):
    assert csv_grid('Area,Cost\r\n"Bury, north",£31\r\n'.encode(coding)).rows == (("Area", "Cost"), ("Bury, north", "£31"))


def test_how_a_file_was_read_is_told():
    assert csv_grid("a;b\n£;2\n".encode("cp1252")).told == ("Read as Windows-1252; cells are parted by semicolons.",)


@pytest.mark.parametrize(
    ("text", "row", "has", "others"),
    [("A\tB\n1\n2\t3\n", 2, "1 cell", "2 cells"), ("A\tB\n1\t2\n1\t2\t3\n", 3, "3 cells", "2 cells")],
)
def test_a_row_of_another_length_is_named(text, row, has, others):
    with pytest.raises(UserError, match=f"Row {row} has {has}, the others have {others}"):
        pasted(text)


def test_a_title_above_the_table_may_be_shorter():
    assert csv_grid(b"Devices by year\n\nYear,Devices\n2024,38\n2025,40\n").rows[0] == ("Devices by year", "")


def test_bytes_that_are_no_text_are_refused_in_plain_words():
    with pytest.raises(UserError, match=r"no \.csv file"):
        decoded(b"\x00\x01\x02abcdefghijkl\x00")
    with pytest.raises(UserError, match="20,000 rows"):
        pasted("a\tb\n" * 20_001)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_grid_or_a_plain_refusal(data):
    try:
        grid = csv_grid(data)
    except UserError:
        return
    assert len({len(row) for row in grid.rows}) <= 1
