"""A request made to do harm goes the whole way, from the file to the answer and out into another store, and does none."""

import json
import re
from email import message_from_bytes
from email.policy import default

import pikepdf
import pypdfium2
import pytest
from lxml import html

from foidesk.desk import attach, decide, exchange, intake, send, sign
from foidesk.desk.browse import case_history, open_case
from foidesk.desk.proposal import proposal
from foidesk.errors import UserError
from tests.desk.scenes import SECRET
from tests.office import NOW, add_case, decide_all, new_desk

IMAGE = '<img src="file:///etc/passwd" onerror="alert(1)">'
UNC = r"\\evil.example\share\stolen.png"
LINK = '<a href="javascript:alert(1)">here</a>'
BIDI = "cases \u202egnp.exe"
EMOJI = "\U0001f600"
FORMULA = '=HYPERLINK("http://evil.example","figures")'
MAIL = f"""\
Return-Path: <jordan.ellis@example.org>
Received: from mail.example.org by mail.midshire.example with ESMTPS id x1; Wed, 05 Aug 2026 10:12:00 +0100
Date: Wed, 05 Aug 2026 09:11:40 +0000
From: "Jordan <b>Ellis</b> {EMOJI}" <jordan.ellis@example.org>
To: disclosure@midshire.example
Subject: {EMOJI} {IMAGE} \u202eeno
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Dear Midshire Police,

1. How many {IMAGE} cases was the unit working on?
2. How many are kept at {UNC} or <link rel=stylesheet href={UNC}>?
3. How long has the oldest been waiting {LINK} {EMOJI}?
4. How many devices in each financial year, and at what cost: {FORMULA}?
5. How many {BIDI} were dropped?
6. How many staff are there? <script>alert(1)</script> <para><font color="red">&#0;

N.B. Please take cases to include online offences. {IMAGE} {UNC}

Yours faithfully,
Jordan Ellis
"""
TABLE = attach.AnswerTable(("Year", "=1+1"), ((FORMULA, "38"), ("@SUM(A1)", "-5"), ("2024/25", "+44 20 7946 0001")))


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The whole job on the hostile request: the desk, the case and the folder with everything that left."""
    place = tmp_path_factory.mktemp("hostile")
    (place / "request.eml").write_bytes(MAIL.encode())
    desk, out = new_desk(place / "desk"), place / "out"
    out.mkdir()
    reading = intake.read_file(place / "request.eml")
    given = ("..\\..\\<b>request</b>.eml", "message/rfc822", MAIL.encode())
    case_id = intake.register(desk, proposal(reading, NOW.date(), given))
    decide_all(desk, case_id)
    attach.attach_table(desk, case_id, TABLE, "Figures", "csv")
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    # What heads the letter is the authority's own: there the officer must say it in words that can be printed.
    with pytest.raises(UserError, match=r"placeholder|cannot be printed"):
        sign.sign_letter(desk, case_id)
    intake.edit_case(desk, case_id, title="Digital forensics")
    letter = sign.sign_letter(desk, case_id).letter_id
    for leave in (send.export_letter, send.prepare_email):
        leave(desk, case_id, letter, out)
    send.make_log_page(desk, case_id, out)
    exchange.export_case(desk, case_id, out / "document")
    return desk, case_id, out


def letter_of(out):
    return next(out.glob("*-response-1.pdf"))


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_nothing_of_the_request_is_lost(done):
    desk, case_id, _ = done
    case = open_case(desk, case_id).case
    assert len(case.questions) == 6
    for words in (IMAGE, UNC, LINK, BIDI, EMOJI, FORMULA, "<script>alert(1)</script>"):
        assert words in case.request_text


def test_the_letter_shows_it_as_words_and_by_name(done):
    text = " ".join(text_of(letter_of(done[2])).split())
    assert "[U+202E right-to-left override]" in text
    assert "[U+1F600 grinning face]" in text
    assert "file:///etc/passwd" in text
    assert "javascript:alert(1)" in text
    assert "\u202e" not in text


def test_the_letter_holds_no_picture_no_script_and_no_link_of_the_requesters(done):
    with pikepdf.open(letter_of(done[2])) as pdf:
        dictionaries = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
        addresses = [str(item["/URI"]) for item in dictionaries if "/URI" in item]
        assert not [item for item in dictionaries if "/JS" in item or item.get("/S") in ("/JavaScript", "/Launch", "/GoToR")]
        assert not [item for item in dictionaries if item.get("/Subtype") == "/Image"]
    assert not [address for address in addresses if not re.match(r"(https://ico\.org\.uk|mailto:disclosure@midshire)", address)]


def test_the_log_page_runs_nothing_loads_nothing_and_names_no_requester(done):
    page = next(done[2].glob("*-log.html")).read_text("utf-8")
    tree = html.fromstring(page.encode())
    assert {element.tag for element in tree.iter()} & {"img", "script", "link", "iframe", "object", "form", "font", "b"} == set()
    attributes = {(name, value) for element in tree.iter() for name, value in element.attrib.items()}
    assert not [name for name, _ in attributes if name.startswith("on") or name in {"src", "style", "background"}]
    assert not [value for name, value in attributes if name == "href" and not value.startswith(("https://", "mailto:"))]
    assert "Ellis" not in page
    assert "example.org" not in page
    assert "\u202e" not in page


def test_the_email_has_one_recipient_the_plain_files_and_no_markup(done):
    message = message_from_bytes(next(done[2].glob("*.eml")).read_bytes(), policy=default)
    assert str(message["To"]) == "jordan.ellis@example.org"
    assert set(message.keys()) == {"X-Unsent", "To", "Subject", "Date", "MIME-Version", "Content-Type"}
    assert {part.get_content_type() for part in message.walk()} == {
        "multipart/mixed", "text/plain", "application/pdf", "text/csv",
    }  # fmt: skip
    assert all(re.fullmatch(r"[\w.-]+", part.get_filename()) for part in message.iter_attachments())
    assert "\u202e" not in str(message["Subject"])


def test_a_spreadsheet_runs_no_cell_of_the_table(done):
    desk, case_id, _ = done
    attached = next(item for item in open_case(desk, case_id).case.attachments if item.name.endswith(".csv"))
    lines = attach.attachment_bytes(desk, attached.sha256).decode("utf-8-sig").splitlines()
    cells = [cell.strip('"') for line in lines for cell in re.split(r",(?=[^,\"]*$)", line)]
    assert [cell for cell in cells if cell[:1] in "=+@"] == []


def test_the_files_have_names_of_the_programs_own(done):
    desk, case_id, out = done
    names = {path.name for path in out.rglob("*") if path.is_file()}
    names |= {item.name for item in open_case(desk, case_id).case.attachments}
    assert not [name for name in names if re.search(r'[\\/:*?"<>|\u202e]', name)]


def test_it_travels_as_a_document_and_stays_the_same(done, tmp_path):
    first = next((done[2] / "document").glob("*.case.json"))
    other = new_desk(tmp_path / "other")
    second = exchange.export_case(other, exchange.import_case(other, first), tmp_path / "again")
    one, two = (json.loads(path.read_bytes()) for path in (first, second))
    assert one["stage"] == "signed"
    assert {key for key in one if one[key] != two[key]} == {"stage", "letters"}
    assert IMAGE in two["questions"][0]["text"]


def test_the_history_holds_nothing_of_it(done):
    desk, case_id, _ = done
    told = json.dumps([line.words for line in case_history(desk, case_id)])
    assert not re.search(r"evil|passwd|Ellis|alert|example\.org", told)


def test_a_character_that_no_font_has_stops_the_authoritys_own_words_and_names_itself(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    decision = open_case(desk, case_id).case.questions[0].decisions[0].id
    decide.write_answer(desk, case_id, [decision], f"There were forty {EMOJI}.")
    with pytest.raises(UserError, match=r"U\+1F600 grinning face\], in “There were forty ▯\.”"):
        sign.sign_letter(desk, case_id)
    assert open_case(desk, case_id).case.letters == []


@pytest.mark.parametrize(
    "address", ["a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", "nobody", "<a@example.org>"]
)
def test_an_answer_goes_to_exactly_one_plain_address(scene, address):
    at = scene("signed")
    intake.edit_requester(at.desk, at.case_id, email=address)
    with pytest.raises(UserError, match="not one plain address"):
        send.prepare_email(at.desk, at.case_id, at.letter())
    assert list(send.outbox(at.desk).iterdir()) == []
