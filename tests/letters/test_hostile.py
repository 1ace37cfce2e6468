"""What a stranger writes stays words: nothing of it is read as mark-up, followed, hidden, run or carried into a header."""

import csv
import io
from email import message_from_bytes
from email.policy import default as email_policy
from html.parser import HTMLParser

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.errors import UserError
from foidesk.letters import fonts, glyphs
from foidesk.letters.answers import table_as_csv
from foidesk.letters.blocks import Paragraph, paragraph, plain_text
from foidesk.letters.email import unsent_email
from foidesk.letters.rich import rich, safe_link
from foidesk.letters.web import log_page
from foidesk.paths import resource
from tests.letters.cases import WHEN, composed, decided, document, drawn, published, question
from tests.letters.programs import flat, text_of

FONT = resource("fonts", "source-sans", "LICENSE.md")
WRITTEN = (
    f'Please <img src="{FONT}"> and <img src="https://example.org/seen.png"> see \\\\files.example.org\\share\\list.xlsx & '
    '<script>alert(1)</script> <a href="javascript:alert(2)">here</a> </para><para fontSize="40"> &#x202e; <b>now'
)
INVISIBLE = "in\u202evisible\u200b and \U0001f600 and \u0000 end"
SHOWN = "in[U+202E right-to-left override]visible[U+200B zero width space] and [U+1F600 grinning face] and [U+0000 control character] end"


def hostile(answer="There are 12."):
    return document(
        question("1", WRITTEN, decided("disclosed", answer=answer)),
        question("2", INVISIBLE, decided("not_held")),
        notes=[{"text": f"N.B. {WRITTEN}", "questions": "all"}],
        requester={"name": "Jordan <b>Ellis</b>", "email": "jordan.ellis@example.org"},
    )


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "letter.pdf"
    path.write_bytes(drawn(hostile()))
    return path


def test_the_letter_prints_the_words_as_they_were_written(pdf):
    printed = text_of(pdf).replace(" ", "")
    assert printed.count(WRITTEN.replace(" ", "")) == 2
    assert "DearJordan<b>Ellis</b>" in printed


def test_what_cannot_be_seen_is_shown_by_name(pdf):
    assert flat(SHOWN) in text_of(pdf)


def test_the_letter_holds_no_picture_link_action_or_file(pdf):
    names = {b"/URI", b"/JS", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/Filespec", b"/GoToR", b"/SubmitForm"}
    with pikepdf.open(pdf) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                values = {str(item.get(key)).encode() for key in ("/S", "/Type", "/Subtype")}
                assert not values & {*names, b"/Image"}
                assert "/OpenAction" not in item
                assert "/AA" not in item


def test_a_character_in_the_authority_s_own_words_is_an_error_that_names_it():
    for character, name in (("\U0001f600", "U+1F600 grinning face"), ("\u202e", "U+202E right-to-left override")):
        with pytest.raises(UserError, match=name.replace("+", r"\+")):
            drawn(hostile(answer=f"There are 12{character}."))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "\\\\files.example.org\\share",
        "http://example.org",
        "//example.org",
        " https://example.org",
        "https://example.org\njavascript:alert(1)",
        "https://example.org/\u0000",
        "vbscript:x",
        "",
    ],
)
def test_only_https_and_mailto_links_are_kept(address):
    assert safe_link(address) is None
    [block] = rich([{"paragraph": [{"text": "see here", "link": address}]}])
    assert isinstance(block, Paragraph)
    assert block.runs[0].link is None


@pytest.mark.parametrize("address", ["https://example.org/a?b=c&d=e", "HTTPS://example.org", "mailto:foi@example.org"])
def test_an_honest_link_is_kept(address):
    assert safe_link(address) == address


class Page(HTMLParser):
    """The elements, attributes and words of a page."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.attributes, self.words = set(), [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def page_of(case):
    return log_page(published(case), title="Title <script>", authority="A & B", dated=WHEN.date()).decode()


def test_the_log_page_holds_no_element_of_the_stranger_s():
    page = Page(page_of(hostile()))
    plain = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "p",
        "blockquote",
        "table",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert page.elements <= plain
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"src", "href", "style"}]
    assert WRITTEN in page.words


def test_the_log_page_may_load_and_run_nothing():
    page = Page(page_of(hostile()))
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert ("content", "no-referrer") in page.attributes


def test_the_log_page_shows_what_cannot_be_seen():
    page = page_of(hostile())
    assert "[U+202E right-to-left override]" in page
    assert not any(glyphs.is_invisible(character) for character in page if character != "\n")


def test_a_script_link_in_an_answer_reaches_no_page():
    answer = [
        {"paragraph": [{"text": "here", "link": "javascript:alert(1)"}, {"text": "there", "link": 'https://example.org/?a="b'}]}
    ]
    page = Page(page_of(hostile(answer=answer)))
    assert [value for name, value in page.attributes if name == "href"] == ['https://example.org/?a="b']


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_words_come_back_from_the_page_as_they_were(words):
    page = Page(log_page([paragraph(words)], title="Title", authority="Authority", dated=None).decode())
    shown = "".join(glyphs.shown(item) if glyphs.is_invisible(item) and item not in "\n\t\u00ad" else item for item in words)
    assert flat(shown) in flat("".join(page.words))
    assert page.elements == {"html", "head", "meta", "title", "style", "body", "main", "p"}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_quoted_words_can_be_drawn(words):
    known = fonts.load()
    assert all(ord(character) in known for character in glyphs.quoted(words, known))


def message(**changes):
    given = {
        "to": "jordan.ellis@example.org",
        "subject": "Digital forensics (142/26)",
        "body": "Dear Jordan Ellis",
        "attachments": [("142_26-response-1.pdf", "application/pdf", b"%PDF-1.7")],
        "date": WHEN,
    }
    return message_from_bytes(unsent_email(**(given | changes)), policy=email_policy)


HEADERS = {"x-unsent", "to", "subject", "date", "mime-version", "content-type"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u0085", "\x0b", "\x00"])
def test_a_subject_carries_no_header(end):
    made = message(subject=f"Forensics{end}Bcc: staff@example.org{end}{end}body")
    assert {key.lower() for key in made} == HEADERS
    assert made["Subject"] == "Forensics Bcc: staff@example.org body"


def test_a_file_name_carries_no_header():
    [part] = message(attachments=[('a"\r\nBcc: staff@example.org\r\n.pdf', "application/pdf", b"x")]).iter_attachments()
    assert {key.lower() for key in part} == {"content-type", "content-transfer-encoding", "content-disposition", "mime-version"}
    assert part.get_filename() == 'a" Bcc: staff@example.org .pdf'


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jordan",
        "jordan@",
        "@example.org",
        "jordan@localhost",
        "jordan@example.org, staff@example.org",
        "jordan@example.org; staff@example.org",
        "Jordan <jordan@example.org>",
        "jordan@example.org\nBcc: staff@example.org",
        "jordan@example.org\u202e",
        "undisclosed: jordan@example.org;",
        "(staff@example.org)jordan@example.org",
    ],
)
def test_only_one_plain_address_is_written_to(address):
    with pytest.raises(UserError, match="one plain address"):
        message(to=address)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_subject_stays_in_its_header(subject):
    made = message(subject=subject)
    assert {key.lower() for key in made} == HEADERS
    assert made["To"] == "jordan.ellis@example.org"


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://example.org")', "-cmd|' /C calc'!A0", "=\n1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_spreadsheet_runs_no_cell(cell):
    rows = list(csv.reader(io.StringIO(table_as_csv([cell], [[cell]]).decode("utf-8-sig"), newline="")))
    assert rows == [[f"'{cell}"], [f"'{cell}"]]


@pytest.mark.parametrize("cell", ["-5", "-1,234.50", "12", "2024/25", "'quoted'", "a=b", 'a, "b"\nc', "£12", ""])
def test_an_honest_cell_stays_as_it_is(cell):
    rows = list(csv.reader(io.StringIO(table_as_csv(["Cell", "x"], [[cell, "y"]]).decode("utf-8-sig"), newline="")))
    assert rows[1] == [cell, "y"]


def test_a_slot_in_a_stranger_s_words_is_not_filled():
    case = document(question("1", "{authority} {0}", decided("disclosed", answer="{reference}")), requester={"name": "{name}"})
    text = plain_text(composed(case))
    assert "{authority} {0}" in text
    assert "Dear {name}" in text
