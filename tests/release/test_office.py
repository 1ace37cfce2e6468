"""Office files, messages, tables and archives: every planted fault is told by its code and place, nothing is said of clean ones."""

import json

import pytest

from foidesk.letters.answers import table_as_csv
from foidesk.letters.blocks import Heading
from foidesk.letters.sheets import table_as_xlsx
from foidesk.release.finding import Inspection, Verdict, codes, from_json
from foidesk.release.inspect import inspect
from foidesk.release.ooxml_sheet import Sheet
from foidesk.worker import in_worker
from tests.letters.forms import AUTHORITY, TITLE, said, word
from tests.release.office_clean import clean
from tests.release.office_faults import BLACK, anchored, faults, second_sheet
from tests.release.parts import DOCUMENT, SHEET, book, document, packed, paragraph, run, sheets, swap, with_files

TABLE = [["Offence", "2019"], ["Burglary", "120"], ["Arson", "31"]]
FAULTS, CLEAN = list(faults()), list(clean())
PEOPLE = ("Jane Exampleton",)
OF_PICTURES_AND_PDF = {"unapplied-redaction", "annotation", "hidden-layer", "gps-location"}
"""Codes that no office file of its own can have; a picture or PDF inside one can."""


def places(inspection: Inspection, code: str) -> list[str]:
    return [finding.where for finding in inspection.findings if finding.code == code]


@pytest.mark.parametrize(("code", "name", "data"), FAULTS, ids=[f"{code}-{name}" for code, name, _ in FAULTS])
def test_a_planted_fault_is_told_and_nothing_passes(code, name, data):
    inspection = inspect(data, name, people=PEOPLE)
    assert code in inspection.codes
    assert inspection.verdict != Verdict.PASS


@pytest.mark.parametrize(("name", "data"), CLEAN, ids=[name for name, _ in CLEAN])
def test_nothing_is_said_of_a_clean_file(name, data):
    assert inspect(data, name, people=PEOPLE).findings == ()


def test_every_code_is_planted_at_least_twice():
    planted = [code for code, _, _ in FAULTS]
    assert {code for code in codes() if planted.count(code) < 2} == OF_PICTURES_AND_PDF


def test_the_corpus_is_large_enough():
    assert len(FAULTS) >= 120
    assert len(CLEAN) >= 30


@pytest.mark.parametrize("code", codes())
def test_each_code_has_words_an_officer_can_follow(code):
    told = codes()[code]
    assert told.title
    assert told.why.endswith(".")
    assert all(len(words) > 20 and words.endswith(".") for words in told.fix.values())


def test_structural_hidden_data_is_never_set_aside():
    assert {name for name, code in codes().items() if code.aside} == {
        "email-thread",
        "personal-data",
        "small-number",
        "author-in-properties",
    }


def test_the_way_to_a_fault_leads_from_the_outermost_file_inwards():
    mail = with_files(("answer.zip", packed({"figures.xlsx": second_sheet("hidden")})))
    assert places(inspect(mail, "sent.eml"), "hidden-sheet") == [
        "sent.eml > an attached file > answer.zip > figures.xlsx > sheet HR"
    ]


def test_a_place_names_the_sheet_and_the_rows():
    data = book(
        {SHEET: lambda held: held.replace('<row r="3"', '<row hidden="1" r="3"').replace('<row r="4"', '<row hidden="1" r="4"')}
    )
    assert places(inspect(data, "a.xlsx"), "hidden-row") == ["a.xlsx > sheet Table, rows 3 to 4"]


def test_a_sample_gives_no_name_away():
    finding = next(each for each in inspect(second_sheet("hidden"), "a.xlsx").findings if each.code == "hidden-sheet")
    assert finding.sample == "J••• E••••••••n"


def test_advice_speaks_of_the_program_that_the_officer_has():
    excel = next(each.fix for each in inspect(second_sheet("hidden"), "a.xlsx").findings if each.code == "hidden-sheet")
    assert "Unhide" in excel
    assert "Show Sheet" in codes()["hidden-sheet"].fix["calc"]


def test_a_worker_tells_the_same_as_the_function():
    data = second_sheet("veryHidden")
    told = from_json(in_worker("foidesk.release.tasks:inspect", data, name="a.xlsx", people=list(PEOPLE)))
    assert told == inspect(data, "a.xlsx", people=PEOPLE)


def test_an_answer_that_says_pass_beside_a_fault_is_not_believed():
    lie = {"verdict": "pass", "findings": [{"code": "hidden-sheet", "where": "a", "sample": "", "fix": ""}]}
    assert from_json(lie).verdict == Verdict.REFUSE


@pytest.mark.parametrize("answer", [None, {}, {"verdict": "fine", "findings": []}, {"verdict": "pass", "findings": [{}]}, "pass"])
def test_an_answer_of_another_shape_refuses(answer):
    assert from_json(json.loads(json.dumps(answer))).verdict == Verdict.REFUSE


def test_a_fault_of_ours_on_a_file_refuses_it(monkeypatch):
    monkeypatch.setattr("foidesk.release.ooxml_excel.look_at_book", lambda package: 1 / 0)
    assert inspect(book(), "a.xlsx").codes == {"corrupt-file"}


def test_the_authoritys_own_name_in_the_properties_is_allowed_where_it_was_said_so():
    data = document({"docProps/app.xml": swap("</Properties>", "<Company>Northtown Borough</Company></Properties>")})
    assert inspect(data, "a.docx").codes == {"author-in-properties"}
    assert inspect(packed({"a.docx": data}), "a.zip", allowed=["Northtown Borough"]).codes == set()


@pytest.mark.parametrize("name", ["ours.docx", "ours.xlsx", "ours.csv"])
def test_what_foidesk_makes_itself_is_clean(name):
    made = {
        "ours.docx": lambda: word([Heading(level=1, text=TITLE), said("We hold the information.")]),
        "ours.xlsx": lambda: table_as_xlsx(TABLE[0], TABLE[1:], title="Offences", about=["Our reference 1/26"]),
        "ours.csv": lambda: table_as_csv(TABLE[0], TABLE[1:]),
    }
    assert inspect(made[name](), name, allowed=[AUTHORITY]).findings == ()


def test_people_are_looked_for_in_the_name_of_the_file_too():
    assert "personal-data" in inspect(book(), "letter to Jane_Exampleton.xlsx", people=PEOPLE).codes


def test_a_name_split_over_two_runs_is_still_found():
    data = document({DOCUMENT: paragraph(run("Jane Exam") + run("pleton"))})
    assert "personal-data" in inspect(data, "a.docx", people=PEOPLE).codes


def test_where_very_many_faults_are_alike_each_code_is_still_told():
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>person{at}@example.org</text:p></table:table-cell></table:table-row>"
        for at in range(900)
    )
    inspection = inspect(
        sheets(
            rows
            + '<table:table-row table:visibility="collapse"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        "a.ods",
    )
    assert {"personal-data", "hidden-row"} <= inspection.codes
    assert len(inspection.findings) < 60
    assert "a.ods > 870 more places" in places(inspection, "personal-data")


def test_a_box_that_is_seen_through_covers_nothing():
    clear = BLACK.replace('val="000000"/>', 'val="000000"><a:alpha val="20000"/></a:srgbClr>')
    assert inspect(document({DOCUMENT: paragraph(anchored(0, BLACK))}), "a.docx").codes == {"text-under-box"}
    assert inspect(document({DOCUMENT: paragraph(anchored(0, clear))}), "a.docx").codes == set()


def test_the_shared_requests_raise_nothing_but_what_they_hold(shared):
    alarms = {}
    for path in sorted((shared / "inputs" / "requests").glob("*.json")):
        text = json.loads(path.read_text("utf-8"))["request_text"]
        found = inspect(text.encode(), "request.txt").findings
        if found:
            alarms[path.name] = [(each.code, each.where, each.sample) for each in found]
    assert alarms == {}


def test_a_list_of_very_many_people_is_told_and_not_looked_up_one_by_one(monkeypatch):
    looked_up = []
    monkeypatch.setattr(Sheet, "cells_of_words", lambda self, sample: looked_up.append(sample) or ["A1"])
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>person{at}@example.org</t></is></c></row>' for at in range(10, 3_010)
    )
    inspection = inspect(book({SHEET: swap("</sheetData>", f"{rows}</sheetData>")}), "staff.xlsx")
    assert "staff.xlsx > 2970 more places" in places(inspection, "personal-data")
    assert places(inspection, "personal-data")[0] == "staff.xlsx > sheet Table, cell A1"
    assert len(looked_up) == 30
