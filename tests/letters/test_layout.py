"""Pages as a reader meets them: links and notes where they are said, tables that can be read, and text that is heard as it was written."""

import io
import re
import unicodedata

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name

from foidesk.errors import UserError
from foidesk.letters import fonts, glyphs, styles
from foidesk.letters.blocks import Facts, Figure, Heading, Letterhead, Note, Paragraph, Quotation, Run, Span, Table, paragraph
from foidesk.letters.layout import LetterMeta, draw, draw_plain, pages
from foidesk.letters.rich import rich
from tests.letters.cases import TODAY, WHEN, composed, decided, document, drawn, question, reference_case
from tests.letters.forms import every_block, said
from tests.letters.programs import run, structure_text, text_of
from tests.letters.test_accessible import elements

META = LetterMeta("Patrols", "Midshire Police", "412/26", WHEN, TODAY)
NAME = "محمد السلام (عمان) בן-דוד"


@pytest.fixture
def written(tmp_path):
    """Blocks as a letter in a file."""

    def write(*blocks):
        path = tmp_path / "letter.pdf"
        path.write_bytes(draw(blocks, META, draft=True))
        return path

    return write


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("letters") / "every.pdf"
    path.write_bytes(draw(every_block(), META, draft=False))
    return path


def table(columns, rows, **changes):
    header = ("Ward", *(f"Area {number}" for number in range(1, columns)))
    body = tuple((f"ward {row}", *(f"{row * column * 1111:,}" for column in range(1, columns))) for row in range(rows))
    return Table(header=header, rows=body, **changes)


def sizes(path):
    """The width and height of each page, in whole points."""
    with pikepdf.open(path) as pdf:
        return [(round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))) for page in pdf.pages]


UPRIGHT, TURNED = (595, 842), (842, 595)


def bare(text):
    """Text without blanks: poppler tells the parts of a sentence one by one."""
    return "".join(text.split())


# ---- inside a sentence


def test_a_link_inside_a_sentence_leads_there_and_says_so(written):
    path = written(
        said("before"), *rich([{"paragraph": ["See ", {"text": "our log", "link": "https://example.org/log"}, " first."]}])
    )
    assert "See our log (https://example.org/log) first." in text_of(path)
    assert bare("See our log (https://example.org/log) first.") in bare(structure_text(path))
    with pikepdf.open(path) as pdf:
        (link,) = elements(pdf, "/Link")
        assert link.P.S == Name.P
        (reference,) = [kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR]
        area = reference.Obj
        assert str(area.A.URI) == "https://example.org/log"
        assert str(area.Contents) == "our log (https://example.org/log)"
        left, bottom, right, top = map(float, area.Rect)
        assert right - left > 100
        assert 15 > top - bottom > 10


def test_a_link_over_a_line_end_can_be_followed_on_both_lines(written):
    path = written(
        said("word " * 14), said("a long way to say where the record of everything is " * 2, link="https://example.org")
    )
    with pikepdf.open(path) as pdf:
        areas = [area for page in pdf.pages for area in page.get("/Annots", [])]
        (link,) = elements(pdf, "/Link")
        assert len(areas) == sum(isinstance(kid, pikepdf.Dictionary) for kid in link.K) > 1
        assert len({float(area.Rect[1]) for area in areas}) == len(areas)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Write to foi@example.org.", "mailto:foi@example.org"),
        ("Read https://example.org/a-b_c?d=e, then ask.", "https://example.org/a-b_c?d=e"),
        ("(see https://example.org/log)", "https://example.org/log"),
    ],
)
def test_an_address_in_our_own_words_can_be_followed(written, text, address):
    path = written(said(text))
    assert text in text_of(path)
    with pikepdf.open(path) as pdf:
        assert [str(area.A.URI) for area in pdf.pages[0].Annots] == [address]


def test_an_address_in_quoted_words_cannot_be_followed(written):
    path = written(
        Quotation(blocks=(said("Look at https://evil.example/x or mail a@evil.example", link="https://evil.example"),))
    )
    with pikepdf.open(path) as pdf:
        assert "/Annots" not in pdf.pages[0]


def test_words_in_another_language_say_which(whole):
    with pikepdf.open(whole) as pdf:
        assert [str(span.Lang) for span in elements(pdf, "/Span")] == ["cy"]


def test_a_footnote_stands_under_its_paragraph_with_a_name_of_its_own(whole):
    read = structure_text(whole)
    assert read.index("told [note 1]") < read.index("[note 1] By letter of 5 August.") < read.index("1. One")
    with pikepdf.open(whole) as pdf:
        notes = [str(note.ID) for note in elements(pdf, "/Note")]
        assert notes == ["note-1", "note-2", "note-3"]
        assert len(list(elements(pdf, "/Reference"))) == 4


def test_a_picture_is_told_in_words(whole):
    with pikepdf.open(whole) as pdf:
        (figure,) = elements(pdf, "/Figure")
        assert str(figure.Alt) == "Crest"


@pytest.mark.parametrize("text", ["The office of efficient, affluent staff filed it.", "waffle fluff baffling"])
def test_an_office_stays_an_office(written, text):
    path = written(said(text))
    assert text in run("pdftotext", path, "-")


def test_a_word_that_is_cut_gets_no_blank(written):
    path = written(said("x" * 300))
    assert "x" * 300 in structure_text(path)


# ---- from right to left


def test_a_name_from_right_to_left_is_read_as_it_was_written(written):
    path = written(*composed(document(question("1", "Why?", decided("disclosed", answer="So.")), requester={"name": NAME})))
    assert f"Dear {NAME}" in structure_text(path)
    words = run("pdftotext", "-enc", "UTF-8", path, "-")
    for part in ("محمد السلام", "בן", "דוד"):
        assert part in words


def test_letters_from_right_to_left_stand_in_their_joined_forms(written):
    path = written(Quotation(blocks=(said("محمد"),)))
    fonts = {line.split()[0].partition("+")[2] for line in run("pdffonts", path).splitlines()[2:]}
    assert {"FoideskSecond-Initial", "FoideskSecond-Medial", "FoideskSecond-Final"} <= fonts
    areas = re.findall(r'xMin="([\d.]+)" .*>([محد]+)<', run("pdftotext", "-bbox", path, "-"))
    places = [float(left) for left, _ in areas]
    assert places == sorted(places)


def test_a_mark_that_could_only_be_set_wrongly_is_named(written):
    assert "[U+064E arabic fatha]" in structure_text(written(Quotation(blocks=(said("مَ"),))))


def test_a_letter_that_no_face_has_is_named_in_a_quotation(written):
    assert "[U+738B cjk unified ideograph-738b]" in structure_text(written(Quotation(blocks=(said("王"),))))


# ---- tables


def test_a_table_says_what_heads_what(whole):
    with pikepdf.open(whole) as pdf:
        heads = {"".join(str(cell.A.Scope)) for cell in elements(pdf, "/TH")}
        assert heads == {"/Column", "/Row"}
        assert [int(cell.A.ColSpan) for cell in elements(pdf, "/TH") if "/ColSpan" in cell.A] == [2]
        assert [int(cell.A.RowSpan) for cell in elements(pdf, "/TH") if "/RowSpan" in cell.A] == [2, 2]
        assert {str(part.P.S) for part in elements(pdf, "/Caption")} == {"/Table"}


def test_a_table_of_fifteen_columns_is_turned_with_its_caption_and_the_letter_goes_on_upright(written):
    path = written(said("before"), table(15, 15, caption="By ward"), said("after"))
    assert sizes(path) == [UPRIGHT, TURNED, UPRIGHT]
    each = run("pdftotext", path, "-").split("\f")
    assert ["By ward" in page for page in each[:3]] == [False, True, False]


def test_a_wide_table_of_few_rows_stays_upright_in_parts_that_each_name_the_rows(written):
    path = written(table(15, 2, caption="By ward"))
    assert sizes(path) == [UPRIGHT]
    read = structure_text(path)
    assert read.count("ward 1") > 1
    assert "By ward (continued)" in read
    for number in range(1, 15):
        assert read.count(f"{number * 1111:,}") == 1


def test_a_table_that_is_too_wide_even_for_turned_paper_is_parted_there(written):
    path = written(table(40, 30))
    assert set(sizes(path)) == {TURNED}
    read = text_of(path)
    assert all(f"Area {number} " in read for number in range(1, 40))


def test_a_long_table_has_every_row_once_in_order_under_its_headings(tmp_path):
    rows = tuple((f"car {number:04d}", str(number % 60)) for number in range(4500))
    path = tmp_path / "table.pdf"
    path.write_bytes(draw_plain((Heading(level=1, text="Patrols"), Table(header=("Patrol", "Minutes"), rows=rows)), META))
    text = run("pdftotext", path, "-")
    assert re.findall(r"car \d{4}", text) == [row[0] for row in rows]
    each = text.split("\f")[:-1]
    assert len(each) > 100
    assert all("Patrol\n" in page and "Minutes" in page for page in each)
    with pikepdf.open(path) as pdf:
        assert len(list(elements(pdf, "/TH"))) == 2
        assert len(list(elements(pdf, "/TD"))) == 9000


def test_cells_over_several_rows_are_not_parted_from_them(tmp_path):
    rows = tuple((f"force {number // 3}" if number % 3 == 0 else "", f"year {number % 3}, {number}") for number in range(240))
    spans = tuple(Span(row, 0, rows=3) for row in range(1, 241, 3))
    path = tmp_path / "table.pdf"
    path.write_bytes(draw_plain((Table(header=("Force", "Year"), rows=rows, spans=spans, row_headings=True),), META))
    for page in run("pdftotext", "-layout", path, "-").split("\f")[:-1]:
        years = re.findall(r"year (\d),", page)
        assert years[0] == "0"
        assert years[-1] == "2"


def test_a_footnote_of_a_table_is_named_in_its_cells_and_stands_under_it(written):
    path = written(table(3, 2, notes=(Note("Counted twice.", ((1, 1), (0, 2))),)), said("after"))
    read = structure_text(path)
    assert read.count("[note 1]") == 3
    assert read.index("[note 1] Counted twice.") < read.index("after")


@pytest.mark.parametrize(
    ("span", "kept"),
    [
        ({"row": 1, "column": 0, "rows": 2}, True),
        ({"row": 1, "column": 0, "rows": 3}, False),
        ({"row": 0, "column": 0, "rows": 2}, False),
        ({"row": 1, "column": 1, "columns": 2}, False),
        ({"row": 9, "column": 9}, False),
    ],
)
def test_a_span_that_leaves_its_table_or_hides_words_is_not_followed(span, kept):
    (found,) = rich([{"table": {"header": ["a", "b"], "rows": [["x", "1"], ["", "2"]], "spans": [span]}}])
    assert bool(found.spans) is kept


def test_a_span_over_words_hides_none():
    (found,) = rich(
        [{"table": {"header": ["a", "b"], "rows": [["x", "secret"]], "spans": [{"row": 1, "column": 0, "columns": 2}]}}]
    )
    assert found.spans == ()


def test_figures_stand_at_the_right_whatever_stands_for_none(written):
    path = written(Table(header=("Year", "Devices"), rows=(("one", "38"), ("two", "n/a"), ("three", "1,204"))))
    boxes = re.findall(r'xMax="([\d.]+)" [^>]*>(38|n/a|1,204)<', run("pdftotext", "-bbox", path, "-"))
    assert len(boxes) == 3
    assert max(float(right) for right, _ in boxes) - min(float(right) for right, _ in boxes) < 0.1


# ---- pages


@pytest.mark.parametrize("more", range(0, 40, 2))
def test_a_last_page_is_worth_turning_to(tmp_path, more):
    case = document(question("1", "Why?", decided("disclosed", answer="\n\n".join(["A line of an answer."] * more) or "So.")))
    path = tmp_path / "letter.pdf"
    path.write_bytes(drawn(case))
    last = run("pdftotext", "-layout", path, "-").split("\f")[-2]
    assert len([line for line in last.splitlines() if line.strip()]) >= 7


@pytest.mark.parametrize(
    "make", [every_block, lambda: composed(reference_case(), signed_at=WHEN)], ids=["every block", "reference"]
)
def test_nothing_is_set_smaller_than_ten_and_a_half_points_or_over_a_margin(written, make):
    path = written(*make())
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            faces = [operands[1] for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Tf"]
            # What ReportLab sets before anything is written counts too.
            assert min(float(size) for size in faces) >= 10.5
    for width, body in re.findall(r'<page width="([\d.]+)".*?>(.*?)</page>', run("pdftotext", "-bbox", path, "-"), re.DOTALL):
        side = (styles.UPRIGHT if float(width) < 600 else styles.TURNED).side
        rights = [float(right) for right in re.findall(r'xMax="([\d.]+)"', body)]
        assert max(rights) <= float(width) - side + 0.6


@pytest.mark.parametrize("colour", [styles.INK, styles.SECONDARY, styles.ACCENT, styles.LINK])
@pytest.mark.parametrize("ground", [(1.0, 1.0, 1.0), styles.WASH])
def test_words_stand_out_from_their_ground(colour, ground):
    lighter, darker = light(ground), light(colour)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def light(colour):
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_headings_are_bookmarks_that_lead_to_their_page():
    data = draw(
        (Heading(level=1, text="One"), *[paragraph("words " * 90)] * 30, Heading(level=2, text="Two"), said("end")),
        META,
        draft=True,
    )
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        (one,) = outline.root
        assert one.title == "One"
        assert [child.title for child in one.children] == ["Two"]
    assert pages(data) > 2


def test_a_quoted_list_keeps_its_numbers_and_its_bar(written):
    asked = Quotation(
        blocks=rich(
            [{"paragraph": ["Tell me:"]}, {"list": [[{"paragraph": ["how many"]}], [{"paragraph": ["where"]}]], "ordered": True}]
        )
    )
    assert "Tell me: 1. how many 2. where" in structure_text(written(asked))


def test_bold_and_slanted_words_are_set_so(written):
    path = written(said("plain"), said("bold", bold=True), said("slanted", italic=True), said("both", bold=True, italic=True))
    assert {"Regular", "Bold", "It"} <= set(re.findall(r"SourceSans3-(\w+)", run("pdffonts", path)))


def test_an_empty_run_and_an_empty_cell_do_no_harm(written):
    path = written(said(""), Table(header=("a", ""), rows=(("", ""), ("x", ""))), Quotation(blocks=(said("  "),)), said("end"))
    assert structure_text(path).endswith("end")


def test_runs_only_of_footnotes_are_numbered_in_order(written):
    both = Paragraph(runs=(Run("a", note="first"), Run(" b", note="second")))
    assert "a [note 1] b [note 2] [note 1] first [note 2] second" in structure_text(written(both))


def test_a_list_in_a_list_stands_further_in(written):
    inner = [{"list": [[{"paragraph": ["outer"]}, {"list": [[{"paragraph": ["inner"]}]]}]]}]
    boxes = dict(re.findall(r'xMin="([\d.]+)"[^>]*>(outer|inner)<', run("pdftotext", "-bbox", written(*rich(inner)), "-")))
    outer, inside = (float(left) for left in boxes)
    assert inside > outer + 10


def test_cells_stay_on_one_line_before_headings_do(written):
    rows = tuple((f"Ward number {number}", *["1,204"] * 11) for number in range(20))
    path = written(Table(header=("Ward", *(f"Quarter {number} figures" for number in range(11))), rows=rows, row_headings=True))
    assert all(f"Ward number {number} " in text_of(path) for number in range(20))
    lines = run("pdftotext", "-layout", path, "-").splitlines()
    assert sum(bool(re.search(r"Ward number \d+ +1,204", line)) for line in lines) == 20


def test_no_line_of_ours_ends_before_a_number_that_belongs_to_it(written):
    for more in range(60, 84):
        text = "x" * more + " under section 31(1)(a) on 3 September 2015 see question 12 and more words to fill the line"
        for line in run("pdftotext", written(said(text)), "-").splitlines():
            assert not re.search(r"(section|question| 3) ?$", line)


def test_a_heading_does_not_end_with_a_word_by_itself(written):
    path = written(Heading(level=1, text="Response to your request: Patrols on the Marlpit estate"), said("end"))
    lines = [line for line in run("pdftotext", path, "-").splitlines() if "estate" in line or "request" in line]
    assert lines == ["Response to your request:", "Patrols on the Marlpit estate"]


# ---- whatever comes

STRANGE = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("محمدلاآ אבג 0,5(/)]«»لاً\u0300ﷺﻻ ŵ")), max_size=80
)


@given(STRANGE)
def test_whatever_a_stranger_writes_can_be_printed(text):
    asked = (said(text), said("words before " + text + " and after", bold=True))
    rows = (("To", text), ("Beside", "x" + text))
    assert pages(draw((Quotation(blocks=asked), Facts(rows=rows)), META, draft=True)) >= 1


@given(STRANGE)
def test_our_own_words_are_printed_or_the_character_is_named(text):
    blocks = (Heading(level=1, text=f"A {text}"), said(text, link="https://example.org"), table(3, 2, caption=text))
    known = fonts.load()
    composed_text = unicodedata.normalize("NFC", text)
    if all(ord(letter) in known and not glyphs.is_invisible(letter) for letter in composed_text):
        assert pages(draw(blocks, META, draft=True)) >= 1
    elif not set(text) & set("\t\n\u00ad"):
        with pytest.raises(UserError, match=r"\[U\+"):
            draw(blocks, META, draft=True)


def test_a_logo_that_cannot_be_read_is_a_plain_message():
    with pytest.raises(UserError, match="logo cannot be read"):
        draw((Letterhead(name="Midshire Police", address=(), logo=Figure(image=b"no picture", words="Crest")),), META, draft=True)
