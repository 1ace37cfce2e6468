"""A workbook made here: it says what the table says, holds nothing else, and is the same bytes each time."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from foidesk.intake.tables import grid_of
from foidesk.letters.answers import AnswerTable, as_file
from foidesk.letters.blocks import Note
from foidesk.letters.sheets import table_as_xlsx
from tests.letters.cases import WHEN

HEADER, ROWS = (
    ("Year", "Devices", "Share", "Cost"),
    (("2024/25", "1,204", "25.6%", "£1,234.50"), ("2025/26", "0", "0.0%", "-£3.00")),
)
ABOUT = {"title": "Devices by year", "authority": "Midshire Police", "reference": "142/26", "when": WHEN}
PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
]
CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf", "Cn", "Co"], include_characters=" \n_x=+-@'\"<&"),
    max_size=14,
)


def made(header=HEADER, rows=ROWS, title="Devices by year"):
    return table_as_xlsx(header, rows, title=title, about=["Midshire Police, request 142/26"])


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_it_reads_as_the_table():
    assert grid_of(made())["rows"] == (HEADER, *ROWS)
    assert grid_of(made())["told"] == ()
    assert grid_of(made(), "About")["rows"] == (("Devices by year",), ("Midshire Police, request 142/26",))


@given(
    st.lists(
        st.lists(CELL.map(lambda text: "\n".join(line.strip() for line in text.split("\n")).strip()), min_size=2, max_size=2),
        min_size=1,
        max_size=4,
    )
)
def test_any_words_come_back_as_they_were(rows):
    head = ["Name", "Words"]
    told = grid_of(made(head, rows))["rows"]
    kept = [tuple(row) for row in rows if any(row)]
    width = len(told[0])
    assert list(told[1:]) == [row[:width] for row in kept]


@given(
    st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["{:,.2f}", "{:.1f}", "{:,.0f}", "{:.0f}%", "£{:,.2f}", "{:.2f}%"])
)
def test_any_figure_comes_back_as_it_was_written(value, form):
    words = form.format(value)
    assert grid_of(made(["Figure", "x"], [[words, "x"]]))["rows"][1] == (words, "x")


def test_figures_are_figures_and_words_are_words():
    sheet = etree.fromstring(
        parts(made(["a", "b", "c", "d"], [["1,204", "007", "12345678901234567890", "=1+1"]]))["xl/worksheets/sheet1.xml"]
    )
    kinds = [cell.get("t", "n") for cell in sheet.iter("{*}c")][4:]
    assert kinds == ["n", "inlineStr", "inlineStr", "inlineStr"]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "@SUM(A1)", "-1+cmd|' /C calc'!A0", '=HYPERLINK("https://example.org")', "<f>1</f>"]
)
def test_no_cell_is_ever_a_formula(cell):
    held = parts(made([cell, "x"], [[cell, cell]], title=cell))
    assert not [name for name, data in held.items() if re.search(rb"<f[ >]|<hyperlink|<extLst|<definedName", data)]


def test_it_holds_the_parts_of_a_workbook_and_nothing_else():
    held = parts(made())
    assert list(held) == PARTS
    words = b" ".join(held.values())
    for hidden in (b"docProps", b"creator", b"hidden", b"absPath", b"foidesk", b'Target="http'):
        assert hidden not in words


def test_the_headings_stay_in_sight():
    pane = next(etree.fromstring(parts(made())["xl/worksheets/sheet1.xml"]).iter("{*}pane"))
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")


def test_the_same_table_is_the_same_bytes_without_a_date():
    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Costs: 2024/25 [all]?", "Costs 2024 25 all"),
        ("x" * 40, "x" * 31),
        ("''", "Table"),
        ("About", "Table"),
        ("Tom & <Jerry>", "Tom & <Jerry>"),
    ],
)
def test_a_title_becomes_a_name_that_a_sheet_may_have(title, name):
    assert grid_of(made(title=title))["sheets"] == (name, "About")


def test_notes_stand_in_a_column_of_their_own_in_files_of_figures():
    table = AnswerTable(
        HEADER[:2],
        (("2024/25", "38"), ("2025/26", "40")),
        notes=(Note("Counted in April.", ((0, 1),)), Note("An estimate.", ((2, 1),)), Note("All forces.")),
    )
    csv = as_file(table, "csv", **ABOUT).decode("utf-8-sig").splitlines()
    assert csv == [
        "Year,Devices,Notes (Devices: Counted in April.)",
        "2024/25,38,All forces.",
        "2025/26,40,Devices: An estimate.",
    ]
    assert grid_of(as_file(table, "xlsx", **ABOUT))["rows"][2] == ("2025/26", "40", "Devices: An estimate.")


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_each_form_is_the_same_bytes_each_time(form):
    table = AnswerTable(HEADER, ROWS, row_header=True, notes=(Note("Counted in April.", ((0, 1),)),))
    assert as_file(table, form, **ABOUT) == as_file(table, form, **ABOUT)
