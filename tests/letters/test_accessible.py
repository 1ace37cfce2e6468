"""Letters are PDF/A-2a and PDF/UA-1 by veraPDF's judgement, read in the right order, and look the same wherever they are opened."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from foidesk.errors import UserError
from foidesk.letters.answers import table_as_pdf
from foidesk.letters.blocks import Heading, Quotation
from foidesk.letters.layout import LetterMeta, draw, pages
from foidesk.letters.logo import as_figure, from_pixels, read_pixels
from foidesk.letters.rich import rich
from foidesk.letters.sign import sign
from foidesk.model import LetterKind
from tests.letters.cases import QUESTIONS, TODAY, WHEN, composed, decided, document, drawn, question, reference_case, with_letter
from tests.letters.forms import every_block
from tests.letters.golden_letters import GOLDEN, OWN, PATROLS, mixed, plain
from tests.letters.programs import flat, run, structure_text

ONE_JAVA = pytest.mark.xdist_group("vera")


def wide_table():
    """A table that needs two parts, and more rows than a page holds."""
    header = [f"Column {number}" for number in range(6 + 3)]
    rows = [[f"row {row}", *(str(row * column) for column in range(1, len(header)))] for row in range(70)]
    return table_as_pdf(header, rows, title="Patrols by street", authority="Midshire Police", reference="412/26", when=WHEN)


def in_welsh():
    """A letter in Welsh, for a requester with a Welsh name."""
    asked = question(
        "1",
        "Faint o gŵn heddlu sydd gennych, a beth yw'r gost flynyddol?",
        decided("disclosed", answer="Mae gan yr heddlu wyth ci."),
    )
    return document(asked, title="Cŵn heddlu Tŷ Gwyn", requester={"name": "Siôn Llŷr ap Gwŷr"}, language="cy")


def in_polish():
    asked = question(
        "1", "Ile interwencji było przy ul. Źródlanej? (zażółć gęślą jaźń)", decided("disclosed", answer="Było ich 12.")
    )
    return document(asked, title="Ulica Źródlana", requester={"name": "Małgorzata Wiśniewska-Żółć"})


def long_letter():
    """Forty questions with tables, over many pages."""
    table = {"header": ["Month", "Patrols"], "rows": [[f"month {number}", str(number * 7)] for number in range(30)]}

    def answer(number):
        words = {"paragraph": ["The ", {"text": "figures", "bold": True}, f" of set {number} follow."]}
        return decided("disclosed", answer=[words, {"table": table}])

    return document(*(question(str(number), f"{QUESTIONS[3]} (set {number})", answer(number)) for number in range(1, 41)))


TALL = " ".join(f"word{number}" for number in range(900))


def tall_row():
    """A cell that needs more than a page, and a name that fills one."""
    table = {"header": ["What", "Why"], "rows": [["the first", TALL], ["the second", "short"]]}
    return document(question("1", "Why?", decided("disclosed", answer=[{"table": table}])), requester={"name": "Jordan " * 400})


def of_kind(kind):
    fields = {"own_words": OWN.get(kind, {})}
    if kind == "clarification":
        fields["clarification"] = "Which estate do you mean?"
    return with_letter(plain(), kind, **fields)


def cross_table():
    """Fifteen columns by month and ward, on turned paper."""
    months = [f"{name} 2025" for name in ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]]
    rows = [[f"Ward {ward}", *(f"{ward * month:,}" for month in range(12)), "1,204", "8.3%"] for ward in range(30)]
    table = {
        "header": ["Ward", *months, "All", "Share"],
        "rows": rows,
        "caption": "Patrols",
        "row_headings": True,
        "notes": [{"text": "To 30 June.", "cells": [[0, 12]]}],
    }
    return document(question("1", PATROLS, decided("disclosed", answer=[{"table": table}])))


def thousands_of_rows():
    rows = [[f"{number % 28 + 1} May 2025, car {number}", str(number % 60)] for number in range(4500)]
    table = {"header": ["Patrol", "Minutes"], "rows": rows}
    return document(question("1", PATROLS, decided("disclosed", answer=[{"table": table}])))


def everything():
    """Each kind of block, with words from right to left and other signs beside them."""
    asked = Quotation(blocks=rich("My name is محمد السلام (عمان), or בן-דוד 5. → ☐ 王 ₾ \u202e 𝄞"))
    meta = LetterMeta("Every kind of block", "Midshire Police", "412/26", WHEN, TODAY)
    return draw((*every_block()[:-1], asked, every_block()[-1]), meta, draft=False)


def with_logo():
    """The logo of a letterhead, as an authority's is kept."""
    file = io.BytesIO()
    Image.effect_noise((900, 200), 60).save(file, "JPEG")
    figure = as_figure(from_pixels(read_pixels(file.getvalue())), "Crest of Midshire Police")
    meta = LetterMeta("Patrols", "Midshire Police", "412/26", WHEN, TODAY)
    return draw(composed(plain(), logo=figure), meta, draft=False)


LETTERS = {
    "one question": lambda: drawn(plain()),
    "draft": lambda: drawn(reference_case(), draft=True),
    "mixed outcomes": lambda: drawn(mixed()),
    "wide table": wide_table,
    "welsh": lambda: drawn(in_welsh(), language="cy"),
    "polish": lambda: drawn(in_polish()),
    "many pages": lambda: drawn(long_letter()),
    "row taller than a page": lambda: drawn(tall_row()),
    "cost table": lambda: drawn(GOLDEN["cost"]),
    "table and bold words": lambda: drawn(GOLDEN["commercial"]),
    "every kind of block": everything,
    "logo": with_logo,
    "one answer for several": lambda: drawn(GOLDEN["together"]),
    "fifteen columns": lambda: drawn(cross_table()),
    "4,500 rows": lambda: drawn(thousands_of_rows()),
    **{f"kind {kind.value}": lambda kind=kind.value: drawn(of_kind(kind)) for kind in LetterKind},
}


@ONE_JAVA
@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("kind", ["rsa", "p256"])
def test_the_signed_reference_letter_conforms(vera, identities, kind, profile, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(sign(drawn(reference_case()), identities[kind], WHEN))
    assert vera.failures(path, profile) == {}


SIGNED_TOO = {name for name in LETTERS if name.startswith("kind ")} | {
    "one question",
    "many pages",
    "welsh",
    "polish",
    "fifteen columns",
}
NO_FAILURE = {"2a": {}, "ua1": {}}


@ONE_JAVA
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_conforms(vera, name, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(LETTERS[name]())
    assert {profile: vera.failures(path, profile) for profile in NO_FAILURE} == NO_FAILURE


@ONE_JAVA
@pytest.mark.parametrize("name", sorted(SIGNED_TOO))
def test_a_signed_letter_conforms(vera, identity, name, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(sign(LETTERS[name](), identity, WHEN))
    assert {profile: vera.failures(path, profile) for profile in NO_FAILURE} == NO_FAILURE


def test_the_long_letter_is_as_long_as_promised():
    assert pages(drawn(long_letter())) >= 33


def no_language(pdf):
    del pdf.Root.Lang


def no_title_shown(pdf):
    del pdf.Root.ViewerPreferences


def no_mark(pdf):
    del pdf.Root.MarkInfo


def no_scope(pdf):
    for element in elements(pdf, "/TH"):
        del element.A


def a_level_skipped(pdf):
    next(elements(pdf, "/H2")).S = Name.H4


def no_output_intent(pdf):
    del pdf.Root.OutputIntents


def font_not_embedded(pdf):
    del next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item).FontFile2


def no_unicode(pdf):
    del next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item).ToUnicode


def words_untagged(pdf):
    content = pdf.pages[0].Contents
    content.write(re.sub(rb"/P <</MCID \d+>> BDC(.*?)EMC", rb"\1", content.read_bytes(), count=1, flags=re.DOTALL))


def no_tab_order(pdf):
    del pdf.pages[-1].obj.Tabs


def a_list_item_without_body(pdf):
    next(elements(pdf, "/LBody")).S = Name.Span


def a_link_in_no_words(pdf):
    del next(area for page in pdf.pages for area in page.get("/Annots", []) if area.Subtype == Name.Link).Contents


def a_picture_in_no_words(pdf):
    next(elements(pdf, "/P")).S = Name.Figure


def a_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


BREAKAGES = [
    no_language,
    no_title_shown,
    no_mark,
    no_scope,
    a_level_skipped,
    no_output_intent,
    font_not_embedded,
    no_unicode,
    words_untagged,
    no_tab_order,
    a_list_item_without_body,
    a_link_in_no_words,
    a_picture_in_no_words,
    a_script,
]


def elements(pdf, kind):
    """The structure elements of a kind, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if kind == element.S:
                yield element
            waiting[:0] = list(element.K)


@ONE_JAVA
@pytest.mark.parametrize("broken", BREAKAGES)
def test_the_judge_sees_what_is_broken(vera, broken, tmp_path):
    path = tmp_path / "broken.pdf"
    with pikepdf.open(io.BytesIO(drawn(reference_case()))) as pdf:
        broken(pdf)
        pdf.save(path)
    assert vera.failures(path, "2a") or vera.failures(path, "ua1")


@pytest.fixture(scope="module")
def reading(signed_file):
    return structure_text(signed_file)


def test_words_are_read_in_the_order_of_the_letter(reading):
    case = reference_case()
    words = [*QUESTIONS, *case["grounds"][1]["public_interest"]["for"], *case["grounds"][1]["public_interest"]["against"]]
    places = [reading.index(flat(item)) for item in words]
    assert places == sorted(places)


def test_a_swapped_order_is_seen(tmp_path):
    """No validator sees this one; reading the structure does."""
    path = tmp_path / "swapped.pdf"
    with pikepdf.open(io.BytesIO(drawn(reference_case()))) as pdf:
        quotes = list(elements(pdf, "/BlockQuote"))
        quotes[1].K, quotes[2].K = quotes[2].K, quotes[1].K
        pdf.save(path)
    read = structure_text(path)
    assert read.index(flat(QUESTIONS[1])) < read.index(flat(QUESTIONS[0]))


def test_words_at_line_ends_are_not_glued(reading):
    case = reference_case()
    for words in (*QUESTIONS, case["grounds"][1]["harm"], case["grounds"][1]["public_interest"]["balance"]):
        assert flat(words) in reading


def test_every_font_is_embedded_and_knows_its_characters(signed_file):
    rows = [line.split() for line in run("pdffonts", signed_file).splitlines()[2:]]
    assert len(rows) >= 3
    for row in rows:
        emb, sub, uni = row[-5:-2]
        assert (emb, sub, uni) == ("yes", "yes", "yes"), row
        assert "SourceSans3" in row[0]


def test_the_same_case_at_the_same_time_gives_the_same_bytes():
    assert drawn(reference_case()) == drawn(reference_case())


def test_another_minute_gives_other_bytes():
    assert drawn(reference_case()) != drawn(reference_case(), when=WHEN + timedelta(minutes=1))


def test_a_draft_says_so_on_every_page_and_has_no_signature_field(tmp_path):
    path = tmp_path / "draft.pdf"
    path.write_bytes(drawn(reference_case(), draft=True))
    each = run("pdftotext", path, "-").split("\f")[:-1]
    assert len(each) == pages(path.read_bytes())
    assert all("Draft – not signed, not sent" in page for page in each)
    with pikepdf.open(path) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_every_page_says_which_it_is(signed_file):
    each = run("pdftotext", signed_file, "-").split("\f")[:-1]
    for number, page in enumerate(each, start=1):
        assert f"Page {number} of {len(each)}" in page
        assert "Midshire Police · 142/26" in page


def test_a_table_goes_on_over_pages_with_its_head(tmp_path):
    path = tmp_path / "table.pdf"
    path.write_bytes(wide_table())
    each = run("pdftotext", path, "-").split("\f")[:-1]
    assert len(each) > 2
    assert all(page.count("Column") == 9 for page in each)
    with pikepdf.open(path) as pdf:
        assert len(list(elements(pdf, "/TH"))) == 9


def test_a_row_taller_than_a_page_loses_no_word(tmp_path):
    path = tmp_path / "tall.pdf"
    path.write_bytes(drawn(tall_row()))
    assert pages(path.read_bytes()) > 3
    assert TALL in structure_text(path)


def test_headings_taller_than_a_page_are_a_plain_message():
    with pytest.raises(UserError, match="Shorten the headings"):
        table_as_pdf(["one", TALL], [["1", "2"]], title="Table", authority="Midshire Police", reference="412/26", when=WHEN)


def test_a_character_that_no_font_has_stops_the_letter_and_is_named():
    case = document(question("1", "How many?", decided("disclosed", answer="There are 12 \U0001f600.")))
    with pytest.raises(UserError, match=r"\[U\+1F600 grinning face\]"):
        drawn(case)


def last_lines(path):
    """The last line of each page but the last, above its foot."""
    each = run("pdftotext", "-layout", path, "-").split("\f")[:-2]
    return [[line.strip() for line in page.splitlines() if line.strip()][-2] for page in each]


@pytest.mark.parametrize("more", range(12))
def test_nothing_that_leads_on_is_stranded_wherever_pages_break(tmp_path, more):
    case = mixed()
    case["letters"][0]["late_apology"] = "\n\n".join(["We are sorry that this is late."] * more)
    path = tmp_path / "letter.pdf"
    path.write_bytes(drawn(case))
    headings = {block.text for block in composed(case) if isinstance(block, Heading)}
    for line in last_lines(path):
        assert not any(heading.endswith(line) for heading in headings)
        assert not line.endswith(":")


def test_the_signature_never_stands_alone_on_a_page(tmp_path):
    for more in range(14):
        case = plain()
        case["letters"][0]["late_apology"] = "\n\n".join(["We are sorry that this is late."] * (more * 2))
        path = tmp_path / "letter.pdf"
        path.write_bytes(drawn(case))
        last = run("pdftotext", path, "-").split("\f")[-2]
        assert "Disclosure Officer" in last
        assert "You can reach the Commissioner" in last, f"with {more * 2} more paragraphs"


def test_the_dates_of_the_file_are_those_of_the_letter(signed):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith(f"D:{WHEN:%Y%m%d%H%M%S}")
