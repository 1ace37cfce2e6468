"""The leaks that were in the news, made anew with invented people by the programs that people use."""

import io
import shutil
import subprocess

import pytest
from docx import Document
from PIL import Image

from foidesk.release.finding import Verdict
from foidesk.release.inspect import inspect
from tests.release.office_faults import BLACK, anchored, cropped_slide, doubled
from tests.release.parts import (
    BOOK_RELATIONS,
    DOCUMENT,
    SHEET,
    altered,
    book,
    document,
    packed,
    paragraph,
    parts_of,
    related,
    sample,
    swap,
)

PEOPLE = ("Jane Exampleton", "Omar Sampleson")


def saved(held) -> bytes:
    kept = io.BytesIO()
    held.save(kept)
    return kept.getvalue()


def staff(book_of):
    """A sheet of every member of staff, as a human resources system hands it out."""
    listed = book_of.create_sheet("Sheet1 (2)")
    listed.append(["Surname", "Initials", "Rank", "Location"])
    for number in range(200):
        listed.append([f"Exampleton{number}", "J", "Constable", "Northtown"])
    return listed


@pytest.fixture
def openpyxl():
    return pytest.importorskip("openpyxl")


def test_a_hidden_sheet_left_after_every_visible_one_was_deleted_is_told(openpyxl):
    held = openpyxl.Workbook()
    staff(held).sheet_state = "hidden"
    held.remove(held.worksheets[0])
    held.create_sheet("Answer", 0).append(["Rank", "2019"])
    held["Answer"].append(["Constable", 120])
    held.active = 0
    inspection = inspect(saved(held), "answer.xlsx")
    assert inspection.verdict == Verdict.STOP
    assert [finding.where for finding in inspection.findings if finding.code == "hidden-sheet"] == [
        "answer.xlsx > sheet Sheet1 (2)"
    ]


def test_a_workbook_of_which_the_only_sheet_is_hidden_is_told():
    assert (
        "hidden-sheet" in inspect(book({"xl/workbook.xml": swap('name="Table"', 'name="Table" state="hidden"')}), "a.xlsx").codes
    )


def test_the_cache_of_a_pivot_table_whose_sheet_was_deleted_is_told():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    names = "".join(f'<s v="Exampleton{number}"/>' for number in range(50))
    data = book(
        {
            BOOK_RELATIONS: related(("rId70", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")),
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{main}"><cacheSource type="worksheet">'
            f'<worksheetSource ref="A1:D200" sheet="deleted"/></cacheSource><cacheFields><cacheField name="Surname"><sharedItems>{names}'
            "</sharedItems></cacheField></cacheFields></pivotCacheDefinition>",
        }
    )
    assert inspect(data, "pivot.xlsx").codes == {"pivot-cache"}


def test_a_sheet_whose_line_was_taken_out_but_not_its_part_is_told():
    data = book(
        {
            "xl/worksheets/sheet9.xml": parts_of(book())[SHEET],
            BOOK_RELATIONS: related(("rId70", "worksheet", "worksheets/sheet9.xml")),
        }
    )
    assert inspect(data, "a.xlsx").codes == {"orphan-part"}


def test_a_cropped_picture_that_is_kept_whole_is_told():
    assert inspect(cropped_slide(), "a.pptx").codes == {"cropped-image"}


def test_a_part_that_stands_twice_in_the_archive_is_refused():
    assert inspect(doubled(document(), DOCUMENT), "a.docx").codes == {"unsafe-path"}


def test_a_place_in_a_photograph_inside_a_document_is_told():
    picture = Image.new("RGB", (64, 48), "#335577")
    about = Image.Exif()
    about.get_ifd(0x8825).update({1: "N", 2: (52.0, 28.0, 1.0), 3: "W", 4: (1.0, 54.0, 2.0)})
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=about)
    data = document(
        {
            "word/_rels/document.xml.rels": related(("rId70", "image", "media/image1.jpg")),
            "word/media/image1.jpg": kept.getvalue(),
        }
    )
    inspection = inspect(data, "report.docx")
    assert [finding.where.split(" > ")[:2] for finding in inspection.findings if finding.code == "gps-location"] == [
        ["report.docx", "image1.jpg"]
    ]


def test_words_under_a_black_box_of_a_word_processor_are_told():
    assert inspect(document({DOCUMENT: paragraph(anchored(900_000, BLACK))}), "a.docx").codes == {"text-under-box"}


def test_what_openpyxl_hides_is_told(openpyxl):
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName

    held = openpyxl.load_workbook(io.BytesIO(sample("openpyxl.xlsx")))
    page = held.active
    page.append(["Fraud", 12, 15])
    page.row_dimensions[2].hidden = True
    page.column_dimensions["C"].hidden = True
    page["A1"].comment = Comment("Ask Jane", "Omar")
    page["E40"] = "Jane Exampleton"
    held.defined_names["old"] = DefinedName("old", attr_text="'[staff.xlsx]HR'!$A$1")
    held.properties.creator = "Omar Sampleson"
    assert inspect(saved(held), "a.xlsx", people=PEOPLE).codes == {
        "hidden-row",
        "hidden-column",
        "comment",
        "outside-print-area",
        "external-link",
        "personal-data",
        "author-in-properties",
    }


def test_what_xlsxwriter_hides_is_told():
    xlsxwriter = pytest.importorskip("xlsxwriter")
    kept = io.BytesIO()
    held = xlsxwriter.Workbook(kept)
    page, secret = held.add_worksheet("Table"), held.add_worksheet("HR")
    page.write_row(0, 0, ["Offence", "2019"])
    page.write_row(1, 0, ["Burglary", 120])
    page.write(2, 0, "Jane Exampleton", held.add_format({"font_color": "white"}))
    page.write(3, 0, 4711, held.add_format({"num_format": ";;;"}))
    page.autofilter("A1:B5")
    page.filter_column("A", "x == Burglary")
    page.set_row(4, None, None, {"hidden": True})
    page.write_row(4, 0, ["Arson", 55])
    secret.write(0, 0, "x")
    secret.very_hidden()
    held.set_properties({"author": "Omar Sampleson"})
    held.close()
    assert inspect(kept.getvalue(), "a.xlsx", people=PEOPLE).codes == {
        "very-hidden-sheet",
        "invisible-text",
        "hidden-text",
        "filtered-rows",
        "author-in-properties",
        "personal-data",
    }


def test_what_python_docx_brings_with_its_template_is_told():
    held = Document()
    held.add_paragraph("We hold no information.")
    held.core_properties.author = "Omar Sampleson"
    held.add_paragraph().add_run("Jane Exampleton").font.hidden = True
    assert inspect(saved(held), "a.docx").codes == {"thumbnail-shows-more", "author-in-properties", "hidden-text"}


def test_what_python_pptx_hides_is_told():
    pptx = pytest.importorskip("pptx")
    held = pptx.Presentation(io.BytesIO(sample("python-pptx.pptx")))
    held.slides[0].notes_slide.notes_text_frame.text = "Do not say that Jane did it"
    held.slides[1]._element.set("show", "0")
    box = held.slides[0].shapes.add_textbox(pptx.util.Inches(40), 0, pptx.util.Inches(2), pptx.util.Inches(1))
    box.text_frame.text = "beside"
    assert inspect(saved(held), "a.pptx").codes == {"speaker-notes", "hidden-slide", "off-slide-object"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_keeps_of_a_hidden_run_is_told(tmp_path):
    made = tmp_path / "a.docx"
    held = Document()
    held.add_paragraph("We hold no information.").add_run(" Jane Exampleton").font.hidden = True
    held.save(str(made))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(made)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert "hidden-text" in inspect((tmp_path / "a.odt").read_bytes(), "a.odt").codes


def test_a_file_that_was_only_renamed_is_refused():
    assert inspect(book(), "figures.csv").codes == {"wrong-extension"}
    assert inspect(packed({"a.txt": "a"}), "a.docx").codes == {"wrong-extension"}


def test_the_file_around_tells_what_the_file_inside_hides():
    inner = altered(sample("openpyxl.xlsx"), {SHEET: swap('<row r="3"', '<row hidden="1" r="3"')})
    outer = document(
        {"word/_rels/document.xml.rels": related(("rId70", "package", "embeddings/c.xlsx")), "word/embeddings/c.xlsx": inner}
    )
    inspection = inspect(packed({"b.docx": outer}), "a.zip")
    assert inspection.codes == {"embedded-file", "hidden-row"}
    where = next(finding.where for finding in inspection.findings if finding.code == "hidden-row")
    assert where == "a.zip > b.docx > an object in the document (document.xml) > c.xlsx > sheet Table, rows 3"
