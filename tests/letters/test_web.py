"""The response-log page and the row of its table: accessible, alone, and without the requester."""

import base64
import csv
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest
from lxml import html

from foidesk.letters.blocks import Figure, Heading, Paragraph, Place, Quotation, Run, Table
from foidesk.letters.logrow import HEADER, MOST
from tests.letters.cases import published, reference_case
from tests.letters.forms import AUTHORITY, every_block, page, png, row, said
from tests.letters.golden_letters import GOLDEN
from tests.letters.test_hostile import FORMULAS, WRITTEN, hostile

VOID = {"meta", "br", "img"}


class Balance(HTMLParser):
    """Says which tags were opened and not closed, or closed and not opened."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def tree(blocks, **changes):
    return html.fromstring(page(blocks, **changes))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_page_of_any_answer_is_well_formed_and_has_one_title(name):
    text = page(published(GOLDEN[name])).decode()
    told = Balance(text)
    assert (told.open, told.faults) == ([], [])
    assert text.count("<h1>") == 1
    assert text.count("<main>") == 1


def test_every_tag_of_every_block_is_closed():
    told = Balance(page(every_block()).decode())
    assert (told.open, told.faults) == ([], [])


def test_every_heading_of_a_table_says_what_it_heads():
    found = tree(every_block()).xpath("//th")
    assert found
    assert {item.get("scope") for item in found} == {"col", "colgroup", "row"}
    assert tree(published(reference_case())).xpath("//th[not(@scope)]") == []


def test_a_spanned_table_has_as_many_cells_in_each_row_as_columns():
    rows = tree(every_block()).xpath("(//table)[1]//tr")
    widths = [sum(int(cell.get("colspan", "1")) for cell in item) for item in rows]
    # Two cells of the first row reach down into the second.
    assert widths == [4, 2, 4, 4]


def test_the_page_names_its_language_and_that_of_words_in_another():
    found = tree(every_block(), language="cy-GB")
    assert found.get("lang") == "cy-GB"
    assert [item.text for item in found.xpath("//span[@lang='cy']")] == ["Cyngor Gwynedd"]


def test_a_wide_table_scrolls_by_the_keyboard_and_is_named():
    [region] = tree(every_block()).xpath("//div[@role='region']")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Patrols by month")


def test_the_page_may_use_its_own_style_sheet_alone():
    found = tree(published(reference_case()))
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    [style] = found.xpath("//style")
    told = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{told}'; base-uri 'none'; form-action 'none'"
    assert found.xpath("//@style") == []


def test_a_picture_lies_in_the_page_with_its_words_and_its_pixels_only():
    found = tree([Figure(image=png(), words='A "map"')])
    [image] = found.xpath("//img")
    assert image.get("alt") == 'A "map"'
    assert b"A. Person" not in base64.b64decode(image.get("src").removeprefix("data:image/png;base64,"))
    assert "img-src data:;" in found.xpath("//meta[@http-equiv]/@content")[0]


def test_the_page_names_neither_requester_nor_signatory():
    text = page(published(reference_case())).decode()
    assert not re.search(r"Jordan|Ellis|jordan|Alder Lane|Disclosure Officer|Yours", text)
    assert f"Answered by {AUTHORITY} on 20 August 2026." in text


# ---- the row


def cells(data):
    [header, values] = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return dict(zip(header, values, strict=True))


def test_the_row_tells_request_answer_and_what_was_sent():
    told = cells(row(published(reference_case())))
    assert tuple(told) == HEADER
    assert (told["Reference"], told["Request received"], told["Answered"]) == ("142/26", "2026-08-05", "2026-08-20")
    assert told["Request"].startswith("You added this to your questions:\nN.B.")
    assert "Question 6\nHow many staff work in the unit" in told["Request"]
    assert told["Answer"].startswith("Question 1\nOn 5 August")
    assert told["Attachments"] == "142_26-attachment-1.pdf, 2 pages"


def test_the_row_names_neither_requester_nor_signatory():
    assert not re.search(r"Jordan|Ellis|jordan|Alder Lane|Disclosure Officer", row(published(reference_case())).decode())


def test_words_of_a_stranger_stay_words_in_the_row():
    told = cells(row(published(hostile())))
    assert WRITTEN in told["Request"]
    assert "[U+202E right-to-left override]" in told["Request"]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", "".join(told.values()))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_spreadsheet_runs_no_cell_of_the_row(formula):
    asked = Quotation(blocks=(said(formula),), place=Place("question"))
    answer = Paragraph(runs=(Run(formula),), place=Place("answer"))
    told = cells(row([asked, Heading(level=2, text="x", place=Place("questions")), answer], title=formula, reference=formula))
    # A line end of the old kind is shown by its name, which begins with a bracket.
    assert {told[name][:1] for name in ("Reference", "Title", "Request", "Answer")} == {"[" if formula[0] == "\r" else "'"}


def test_a_long_answer_is_cut_with_a_word_where_a_spreadsheet_would_cut_it_without():
    long = Table(header=("a",), rows=tuple((f"row {number}",) for number in range(5000)), place=Place("answer"))
    told = cells(row([long]))
    assert len(told["Answer"]) <= MOST
    assert told["Answer"].endswith("… The whole of it stands on the page.")
