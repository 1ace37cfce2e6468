"""Tables out of .xlsx files made by real programs, and out of such as no program makes."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from foidesk.errors import UserError
from foidesk.intake.sheet import Area
from foidesk.intake.tables import grid_of, read_table

BOOKS = Path(__file__).with_name("workbooks")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(sheet="", *, words="", workbook="", drop=(), **parts):
    """The smallest workbook with a sheet of this inside; `drop` leaves parts out, `parts` replace them."""
    held = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="One" sheetId="1" r:id="a"/></sheets>{workbook}</workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{words}</sst>',
    } | parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in held.items():
            if name not in drop:
                package.writestr(name, data)
    return out.getvalue()


def cells(*rows):
    return "<sheetData>" + "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, 1)) + "</sheetData>"


def text(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_what_openpyxl_wrote_is_read_as_it_is_shown():
    found = read_table(BOOKS / "openpyxl.xlsx")
    assert found.rows[1:] == (
        ("Year", "Devices", "Share", "Cost", "Counted on"),
        ("2021/22", "31", "25.6%", "£1,234.50", "1 April 2022"),
        ("2023/24", "0", "0.0%", "-£12.25", "02/04/2024 13:05"),
        ("2024/25", "3", "8.1%", "£0.00", "1 April 2025"),
        ("Total", "", "", "", ""),
    )
    assert (found.sheet, found.sheets) == ("Devices", ("Devices", "Second"))
    assert found.told == (
        "Hidden sheets, which were not looked at: Staff, Deeper.",
        "Hidden rows left out: 5. Totals that stand in the sheet may count them.",
        "Hidden columns left out: F.",
        "Cells that were joined: A1:D1. The words stand in the first of them, the others are empty.",
        "Without a saved value, and so empty: 1 formula. Open the workbook in the spreadsheet and save it.",
    )


def test_what_xlsxwriter_wrote_is_read_as_it_is_shown():
    found = read_table(BOOKS / "xlsxwriter.xlsx")
    assert found.rows == (
        ("Year", "Cases", "Rate", "Day", "Shown"),
        ("2023", "1,500", "50%", "03/09/2023", ""),
        ("2025", "4", "0%", "03/09/2025", ""),
        ("Total", "4,004", "", "", ""),
        ("Note one", "TRUE", "#DIV/0!", "", ""),
        ("=1+1", "", "", "", ""),
    )
    assert found.told == (
        "Hidden rows, by a filter or by hand, left out: 3. Totals that stand in the sheet may count them.",
        "Values that their format does not show, in 3 cells: taken as empty.",
        "Faults of formulas, such as #REF!, stand in C6.",
    )


def test_days_of_a_workbook_that_counts_from_1904_are_right():
    assert read_table(BOOKS / "from-1904.xlsx").rows[1] == ("3 Sep 2025", "36:00")


def test_a_sheet_and_an_area_can_be_chosen():
    assert read_table(BOOKS / "openpyxl.xlsx", "Second").rows == (("Area", "Cases"), ("Bury, north", "7"))
    assert read_table(BOOKS / "openpyxl.xlsx", "", "$A$3:B4").rows == (("Year", "Devices"), ("2021/22", "31"))


@pytest.mark.parametrize("name", ["Staff", "Deeper", "Nothing"])
def test_a_hidden_sheet_cannot_be_chosen(name):
    with pytest.raises(UserError, match="no sheet"):
        read_table(BOOKS / "openpyxl.xlsx", name)


@pytest.mark.parametrize("area", ["A3:", "3A", "A1:B2:C3", "=A1", "A" * 50])
def test_what_names_no_cells_is_refused(area):
    with pytest.raises(UserError, match="names no cells"):
        Area.named(area)


def test_the_corners_of_an_area_may_be_given_in_any_order():
    assert Area.named("f20:a3") == Area.named("A3:F20") == Area(3, 1, 20, 6)


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ('<sheetFormatPr zeroHeight="1"/>' + cells(text("A1", "x")), "Hidden rows left out: 1."),
        (
            '<cols><col min="2" max="9" width="0"/></cols>' + cells(text("A1", "x") + text("B1", "y")),
            "Hidden columns left out: B.",
        ),
        ('<sheetData><row r="1" ht="0">' + text("A1", "x") + "</row></sheetData>", "Hidden rows left out: 1."),
        ('<cols><col min="1" max="1" hidden="true"/></cols>' + cells(text("A1", "x")), "Hidden columns left out: A."),
    ],
)
def test_whatever_hides_cells_is_seen(sheet, told):
    found = grid_of(book(sheet))
    assert "x" not in str(found["rows"]) or "columns left out: B" in told
    assert any(line.startswith(told) for line in found["told"])


def test_hidden_rows_without_words_are_not_told_of():
    assert grid_of(book(cells(text("A1", "x")).replace("</sheetData>", '<row r="2" hidden="1"/></sheetData>')))["told"] == ()


def test_marks_that_are_not_shown_are_taken_out_and_escapes_are_read():
    sheet = cells(text("A1", "a_x000D_\nb_x0007_") + text("B1", "  x\ty\u00a0z  "))
    assert grid_of(book(sheet))["rows"] == (("a\nb", "x y z"),)


def test_sounds_beside_words_are_not_taken_for_words():
    words = "<si><r><t>To</t></r><r><t>kyo</t></r><rPh><t>sound</t></rPh></si>"
    assert grid_of(book(cells('<c r="A1" t="s"><v>0</v></c>'), words=words))["rows"] == (("Tokyo",),)


BAD = {
    "locked or old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "password"),
    "no package": (b"PK\x03\x04\x00\x00", "no .xlsx workbook"),
    "no main part": (book(drop={"xl/workbook.xml"}), "damaged"),
    "no relations": (book(drop={"_rels/.rels"}), "no .xlsx workbook"),
    "no sheet": (book(drop={"xl/worksheets/sheet1.xml"}), "damaged"),
    "torn": (book("<sheetData><row>"), "damaged"),
    "a text that is not there": (book(cells('<c r="A1" t="s"><v>7</v></c>')), "damaged"),
    "a number that is none": (book(cells('<c r="A1"><v>abc</v></c>')), "damaged"),
    "an endless number": (book(cells('<c r="A1"><v>1e999999</v></c>')), "damaged"),
    "a definition": (
        book(**{"xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY e "boo">]><worksheet>&e;</worksheet>'}),
        "damaged",
    ),
    "another kind of package": (
        book(drop={"_rels/.rels"}, mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "no .xlsx",
    ),
    "too many columns": (book(cells(text("A1", "x") + text("XFD1", "x"))), "columns"),
    "empty": (b"  ", "empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_a_plain_message(name):
    data, words = BAD[name]
    with pytest.raises(UserError, match=words):
        grid_of(data)


def test_an_entity_that_names_a_file_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("planted")
    sheet = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><worksheet xmlns="{MAIN}"><sheetData><row r="1">{text("A1", "&e;")}</row></sheetData></worksheet>'
    with pytest.raises(UserError):
        grid_of(book(**{"xl/worksheets/sheet1.xml": sheet}))


def test_a_sheet_outside_the_file_is_not_fetched():
    relations = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/worksheet" TargetMode="External" Target="https://example.org/s.xml"/></Relationships>'
    with pytest.raises(UserError, match="No sheet of the workbook can be seen"):
        grid_of(book(**{"xl/_rels/workbook.xml.rels": relations}))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path):
    """In its worker, where memory is little; the answer is plain all the same."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(book(f"<sheetData>{' ' * (210 << 20)}</sheetData>"))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UserError, match=r"too large|cannot be read"):
        read_table(path)


def test_more_rows_than_a_table_has_are_refused_by_name():
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(1, 20_003))
    with pytest.raises(UserError, match="20,000 rows"):
        grid_of(book(f"<sheetData>{rows}</sheetData>"))
    assert len(grid_of(book(f"<sheetData>{rows}</sheetData>"), "", "A1:A5")["rows"]) == 5


def test_a_damaged_workbook_is_a_grid_or_a_plain_refusal(trials):
    chance = random.Random(4)
    whole = (BOOKS / "xlsxwriter.xlsx").read_bytes()
    for _ in range(trials(60, 2000)):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            grid_of(bytes(data))
        except UserError:
            continue
