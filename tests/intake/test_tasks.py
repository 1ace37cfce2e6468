"""Texts and published pages: what kind of thing a file is, and what is read from it."""

import pytest

from foidesk.errors import UserError
from foidesk.intake.tasks import read_request
from tests.conftest import ROOT

PAGE = (ROOT / "tests" / "intake" / "log-page-412_26.txt").read_text("utf-8")


def read(text, name="request.txt"):
    return read_request(text.encode(), name)


def test_a_log_page_gives_its_questions_word_for_word():
    asked = [line.split(". ", 1)[1] for line in PAGE.split("\n")[4:10]]
    found = read(PAGE)["questions"]
    assert [(item["label"], item["text"]) for item in found] == [(str(number), words) for number, words in enumerate(asked, 1)]


def test_a_log_page_gives_its_note_title_reference_and_files():
    found = read(PAGE)
    assert [(note["text"], note["questions"]) for note in found["notes"]] == [(PAGE.split("\n")[11], "all")]
    assert (found["kind"], found["title"], found["reference"]) == ("log-page", "Mounted Section", "412/26")
    assert found["attachments"] == ("412_attachment_ 01", "412_attachment_ 02")


def test_a_log_page_gives_the_response_without_what_the_site_adds():
    response = read(PAGE)["response"]
    assert response.startswith("Please find attached")
    assert response.endswith("requester's?")


def test_every_character_of_a_log_page_is_placed():
    found = read(PAGE)
    pieces = sorted([*found["questions"], *found["notes"], *found["other"]], key=lambda piece: piece["start"])
    covered = "".join(found["text"][piece["start"] : piece["end"]] for piece in pieces)
    assert "".join(covered.split()) == "".join(PAGE.split())


def test_spans_of_a_log_page_point_into_the_whole_page():
    found = read(PAGE)
    assert all(PAGE[item["start"] : item["end"]].endswith(item["text"]) for item in found["questions"])


@pytest.mark.parametrize("missing", ["Request", "Response"])
def test_a_page_with_a_reference_is_known_without_one_of_its_headings(missing):
    found = read(PAGE.replace(f"\n{missing}\n", "\n"))
    assert (found["kind"], found["reference"], len(found["questions"])) == ("log-page", "412/26", 6)
    assert found["response"].startswith("Please find attached")


def test_a_page_without_a_title_has_none():
    found = read("Request\n\n1. How many?\n2. Why?\n\nResponse\n\nNone.\n")
    assert (found["title"], found["reference"], len(found["questions"])) == ("", None, 2)


def test_the_published_reference_page_is_read_whole(shared):
    text = (shared / "inputs" / "response-log-page-3070_15.txt").read_text("utf-8")
    found = read(text)
    lines = text.split("\n")
    assert [item["text"] for item in found["questions"]] == [line.split(". ", 1)[1] for line in lines[4:10]]
    assert [note["text"] for note in found["notes"]] == [lines[11]]
    assert (found["reference"], found["title"]) == ("3070/15", "High Tech Crime")
    assert found["attachments"] == ("3070_attachment_ 01",)


def test_a_plain_text_is_a_request_without_a_date():
    found = read("1. How many?\n2. Why?\n\nYours faithfully,\nJordan Ellis\njordan.ellis@example.org\n")
    assert (found["kind"], found["received"], found["requester"]["name"]) == ("text", None, "Jordan Ellis")
    assert found["requester"]["email"] == "jordan.ellis@example.org"


def test_a_text_that_begins_like_a_header_is_still_a_text():
    assert read("Subject: kites\n\nHow many kites?\n")["kind"] == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encodings_that_editors_write(encoding):
    assert read_request("How many “cafés” – in €?".encode(encoding), "a.txt")["text"] == "How many “cafés” – in €?"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\x0b"])
def test_every_kind_of_line_end_is_one_line_end(end):
    assert read(f"1. How many?{end}2. Why?")["text"] == "1. How many?\n2. Why?"


def test_no_character_of_a_text_is_changed():
    text = "1. How\u00a0many \u200bcafe\u0301s \u2013 \U0001f600?\n2. Why\ufeff?"
    assert read(text)["text"] == text


def test_a_page_saved_as_html_is_read_as_text():
    assert len(read("<html><body><ol><li>How many?<li>Why?</ol></body></html>")["questions"]) == 2


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x89PNG\r\n", "a picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04", "a Word, Excel or ZIP file"),
        (b"\xd0\xcf\x11\xe0", "an Outlook or older Office file"),
        (b"MZ\x90", "a program"),
    ],
)
def test_another_kind_of_file_is_named_whatever_its_name_says(head, what):
    with pytest.raises(UserError, match=f"request.eml is {what}"):
        read_request(head + b"How many?", "request.eml")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Please send me all information held about me.", "own data"),
        ("What are the noise levels near the airfield?", "environmental information"),
        ("How many?\n\nRegards,\nJordan\n", "single word"),
        ("How many?", "No name was found"),
    ],
)
def test_hints_are_given_and_nothing_is_rejected(text, flag):
    found = read(text)
    assert any(flag in hint for hint in found["flags"])
    assert found["questions"]


def test_the_postal_address_is_what_stands_up_to_the_postcode():
    found = read("How many?\n\nYours faithfully,\nJordan Ellis\n2 Mill Lane\nMidchester\nMX1 2AB\n\nSent from my telephone\n")
    assert found["requester"]["address"] == "2 Mill Lane\nMidchester\nMX1 2AB"


def test_the_form_that_is_wished_is_noticed():
    assert read("How many? Please provide the data in Excel format.")["requester"]["format_wanted"] == "Excel"
