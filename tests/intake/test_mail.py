"""Reading e-mails: made by the standard library as mail programs make them, and by hand as they really arrive."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.intake.mail import MOST_PARTS, read_mail, text_of_html
from foidesk.intake.tasks import read_request

HEAD = (
    b"Received: from mx.example.org by mail.midshire.example; Wed, 05 Aug 2026 10:12:00 +0100\r\n"
    b"Received: from laptop by mx.example.org; Tue, 04 Aug 2026 09:00:00 +0100\r\n"
    b"Date: Wed, 05 Aug 2026 09:11:40 +0000\r\n"
    b"From: Jordan Ellis <jordan.ellis@example.org>\r\n"
    b"Subject: FOI request: kites\r\n"
    b"MIME-Version: 1.0\r\n"
)
ASKED = b"Content-Type: text/plain; charset=utf-8\r\n\r\nHow many kites?\r\n"


def mail(body="How many kites?", **headers):
    """An e-mail as a mail program makes it; `_` in a header's name stands for `-`."""
    message = EmailMessage()
    given_headers = {"From": "Jordan Ellis <jordan.ellis@example.org>", "Subject": "Kites"} | headers
    for name, value in given_headers.items():
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


def read(data, name="request.eml"):
    """The whole reading of a file's bytes, as the worker gives it."""
    return read_request(bytes(data), name)


def test_the_top_received_header_is_when_the_authority_had_it():
    found = read_mail(HEAD + ASKED)
    assert found.received == datetime(2026, 8, 5, 9, 12, tzinfo=UTC)
    assert found.sent == datetime(2026, 8, 5, 9, 11, 40, tzinfo=UTC)


def test_the_day_of_receipt_is_the_day_in_london():
    late = HEAD.replace(b"Wed, 05 Aug 2026 10:12:00 +0100", b"Wed, 05 Aug 2026 23:30:00 +0000")
    assert read(late + ASKED)["received"] == "2026-08-06"


def test_in_winter_london_keeps_universal_time():
    late = HEAD.replace(b"Wed, 05 Aug 2026 10:12:00 +0100", b"Mon, 07 Dec 2026 23:30:00 +0000")
    assert read(late + ASKED)["received"] == "2026-12-07"


def test_the_sender_clock_does_not_decide_the_day():
    west = HEAD.replace(b"Date: Wed, 05 Aug 2026 09:11:40 +0000", b"Date: Mon, 03 Aug 2026 23:30:00 -0700")
    found = read(west + ASKED)
    assert (found["received"], found["sent"]) == ("2026-08-05", "2026-08-03T23:30:00-07:00")


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"Received: by nowhere\r\n",
        b"Received: ; yesterday\r\n",
        b"Received: ; Wed, 99 Aug 99999 99:99:99 +9999\r\n",
        b"Received: ; Wed, 05 Aug 2026 10:12:00 +99999999999999999999\r\n",
        b"Received: ; Wed, 05 Aug 1926 10:12:00 +0000\r\n",
    ],
)
def test_no_date_of_receipt_is_said_and_not_guessed(received):
    found = read(received + b"From: jordan.ellis@example.org\r\nSubject: Kites\r\n" + ASKED)
    assert found["received"] is None
    assert "Check the day of receipt" in found["warnings"][0]


@pytest.mark.parametrize("header", [b"From", b"Subject", b"Date", b"Received", b"MIME-Version"])
def test_a_missing_header_is_missing_and_no_more(header):
    kept = [line for line in HEAD.splitlines(keepends=True) if not line.startswith(header)]
    assert read(b"".join(kept) + ASKED)["questions"][0]["text"] == "How many kites?"


@pytest.mark.parametrize(
    "sender",
    [
        b"From:\r\n",
        b"From: <>\r\n",
        b"From: ,,,;;\r\n",
        b'From: "unclosed <a@\r\n',
        b"From: =?x-none?q?=41?= <a@b>\r\n",
        b"From: \xff\xfe\r\n",
    ],
)
def test_a_broken_sender_is_no_reason_to_fail(sender):
    assert read_mail(sender + b"Subject: Kites\r\n" + ASKED).body == "How many kites?"


def test_who_wrote_is_read_from_the_sender():
    found = read_mail(HEAD + ASKED)
    assert (found.name, found.email, found.subject) == ("Jordan Ellis", "jordan.ellis@example.org", "FOI request: kites")


@pytest.mark.parametrize("raw", ["Zoë Café".encode(), "Zoë Café".encode("cp1252")])
def test_eight_bit_headers_are_read_as_they_were_meant(raw):
    found = read_mail(b"From: " + raw + b" <zoe@example.org>\r\nSubject: " + raw + b"\r\n" + ASKED)
    assert (found.name, found.email, found.subject) == ("Zoë Café", "zoe@example.org", "Zoë Café")


@pytest.mark.parametrize("subject", [b"=?utf-8?q?Caf=C3=A9s?=", b"=?utf-8?b?Q2Fmw6lz?=", b"=?windows-1252?q?Caf=E9s?="])
def test_encoded_headers_are_decoded(subject):
    assert read_mail(b"From: a@example.org\r\nSubject: " + subject + b"\r\n" + ASKED).subject == "Cafés"


def test_western_windows_text_under_another_name_is_mended():
    head = b"From: a@example.org\r\nSubject: Costs\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert read_mail(head + b"How much is \x93it\x94 \x96 in \x80?").body == "How much is “it” – in €?"


@pytest.mark.parametrize("charset", [b"x-unknown", b'""', b"utf-8; charset=klingon", b"utf-9", b"cp\xe9"])
@pytest.mark.parametrize("words", ["How many cafés?".encode(), "How many cafés?".encode("cp1252")])
def test_an_unknown_character_set_is_read_all_the_same(charset, words):
    head = b"From: a@example.org\r\nSubject: x\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/plain; charset=" + charset
    assert read_mail(head + b"\r\n\r\n" + words).body == "How many cafés?"


def test_text_that_is_not_in_the_character_set_it_names_is_mended_and_said():
    head = b"From: a@example.org\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    found = read_mail(head + "How many cafés?".encode("cp1252"))
    assert found.body == "How many cafés?"
    assert "not in the character set" in found.warnings[0]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_every_transfer_encoding_is_undone(encoding):
    message = EmailMessage()
    message["From"] = "a@example.org"
    message.set_content("How many cafés – and €?", cte=encoding)
    assert read_mail(message.as_bytes()).body == "How many cafés – and €?"


def test_broken_base64_gives_what_it_can():
    head = b"From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert read_mail(head + b"SG93IG1hbnkga2l0ZXM=*!").body.startswith("How many")


def test_the_plain_form_is_preferred():
    message = mail("How many kites?")
    message.add_alternative("<p>How many <b>kites</b>?</p>", subtype="html")
    assert read_mail(message.as_bytes()).body == "How many kites?"


def test_the_rich_form_is_taken_where_the_plain_one_says_nothing():
    message = mail("This message needs an HTML reader.")
    message.add_alternative(
        "<p>1. How many kites?</p>" + "<p>Please answer by year, by colour and by maker.</p>" * 12, subtype="html"
    )
    assert "How many kites?" in read_mail(message.as_bytes()).body


def test_words_beside_each_other_are_all_kept():
    message = mail("My request is below.")
    message.add_attachment("<p>How many kites?</p>", subtype="html", disposition="inline")
    assert read_mail(message.as_bytes()).body == "My request is below.\n\nHow many kites?"


def test_html_alone_becomes_text_with_its_numbers():
    message = EmailMessage()
    message["From"] = "a@example.org"
    message.set_content("<p>Please say:</p><ol><li>How many kites?</li><li>Why?</li></ol>", subtype="html")
    assert [item["text"] for item in read(message.as_bytes())["questions"]] == ["How many kites?", "Why?"]


NESTED = b"""From: jordan.ellis@example.org
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/related; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain

How many kites?
--c
Content-Type: text/html

<p>How many <i>kites</i>?</p><img src="cid:logo">
--c--
--b
Content-Type: image/png
Content-ID: <logo>

x
--b--
--a
Content-Type: application/pdf; name="map.pdf"

x
--a--
"""


def test_parts_within_parts_are_read():
    found = read_mail(NESTED)
    assert (found.body, found.attachments) == ("How many kites?", ("part 6 (image/png)", "map.pdf"))


def test_files_are_named_and_not_opened():
    message = mail()
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="..\\..\\evil/a:b.zip")
    assert read_mail(message.as_bytes()).attachments == (".._.._evil_a_b.zip",)


def test_a_calendar_part_is_named_as_a_file():
    message = mail()
    message.add_attachment(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", maintype="text", subtype="calendar", disposition="inline")
    found = read_mail(message.as_bytes())
    assert (found.body, found.attachments) == ("How many kites?", ("part 3 (text/calendar)",))


def test_a_winmail_dat_is_said_to_be_unread():
    message = mail()
    message.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = read_mail(message.as_bytes())
    assert found.attachments == ("winmail.dat",)
    assert any("winmail.dat" in warning for warning in found.warnings)


def forwarded(covering):
    inner = mail("1. How many kites?\n2. Why?\n", Received="by mail.midshire.example; Mon, 03 Aug 2026 10:00:00 +0100")
    outer = mail(
        covering,
        From="Robin Vale <robin.vale@midshire.example>",
        Subject="FW: Kites",
        Received="by x; Wed, 05 Aug 2026 09:00:00 +0100",
    )
    outer.add_attachment(inner)
    return outer.as_bytes()


def test_a_request_sent_on_as_a_message_is_read_from_that_message():
    found = read(forwarded("For you, I think."))
    assert (found["requester"]["name"], found["received"], len(found["questions"])) == ("Jordan Ellis", "2026-08-03", 2)
    assert "sent on" in found["warnings"][0]
    assert "For you, I think." in found["text"]


def test_a_message_that_the_requester_attaches_is_not_taken_for_the_request():
    found = read(forwarded("Please tell me what became of the attached."))
    assert (found["received"], [item["text"] for item in found["questions"]]) == (
        "2026-08-05",
        ["Please tell me what became of the attached."],
    )


QUOTED = """Hello team, please log the request below.

Robin

-----Original Message-----
From: Jordan Ellis <jordan.ellis@example.org>
Sent: 03 August 2026 10:00
To: Enquiries
Subject: Kites

Dear Midshire Police,

1. How many kites?
2. Why?

Yours faithfully,
Jordan Ellis
"""


def test_a_request_sent_on_as_quoted_words_is_found_with_its_sender():
    found = read(mail(QUOTED, From="Robin Vale <robin.vale@midshire.example>", Subject="FW: Kites").as_bytes())
    assert [item["text"] for item in found["questions"]] == ["How many kites?", "Why?"]
    assert (found["requester"]["name"], found["requester"]["email"]) == ("Jordan Ellis", "jordan.ellis@example.org")
    assert "sent on" in found["warnings"][-1]


def test_a_reply_is_not_taken_for_what_it_quotes():
    found = read(mail("Could you also tell me who flies them?\n\n" + QUOTED).as_bytes())
    assert [item["text"] for item in found["questions"]] == ["Could you also tell me who flies them?"]


def test_an_email_without_words_says_where_to_look():
    message = mail("\n")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="letter.pdf")
    with pytest.raises(Exception, match="Look at its attachments"):
        read(message.as_bytes())


def test_more_parts_than_any_mail_has_are_not_all_read():
    body = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nHow many %d?\r\n" % number for number in range(1000))
    found = read_mail(
        b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body + b"--b--"
    )
    assert found.body.count("How many") < MOST_PARTS
    assert "the rest was not read" in found.warnings[0]


def test_a_mailbox_line_before_the_headers_is_no_hindrance():
    assert read(b"From jordan@example.org Wed Aug  5 10:12:00 2026\n" + HEAD + ASKED)["received"] == "2026-08-05"


def test_a_published_requests_site_is_flagged():
    found = read(mail(From="Jordan Ellis <request-1-a1@whatdotheyknow.com>").as_bytes())
    assert found["requester"]["handle"] == "request-1-a1@whatdotheyknow.com"
    assert any("published at once" in flag for flag in found["flags"])


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a<br>b</p>", "a\nb"),
        ("<ol start='3'><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol start='²'><li>a</ol>", "1. a"),
        ("<ul><li>a</ul>", "• a"),
        ("<script>x()</script><style>p{}</style>a", "a"),
        ("<head><title>t</title><body>a", "a"),
        ("<head><meta><body>a", "a"),
        ("<table><tr><td>1.</td><td>How many?</td></tr></table>", "1. How many?"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("&amp;lt;b&amp;gt; &pound;5", "&lt;b&gt; £5"),
        ("<img src=x onerror=y>a<a href='javascript:z'>b</a>", "ab"),
        ("<", "<"),
    ],
)
def test_html_becomes_the_words_that_a_reader_sees(page, text):
    assert text_of_html(page) == text


PIECES = st.sampled_from(
    [b"From: ", b"Subject: ", b"Received: ;", b"Date: ", b"Content-Type: ", b"multipart/mixed; boundary=b", b"message/rfc822", b"text/html",
     b"text/plain; charset=", b"=?utf-8?q?", b"?=", b"\r\n", b"\r\n\r\n", b"--b", b"--b--", b"\xff\x80", b"<ol><li>", b"1. How many?", b";", b'"']
)  # fmt: skip


@given(st.lists(PIECES, max_size=24).map(b"".join))
def test_a_broken_mail_is_read_as_well_as_it_can_be(data):
    assert isinstance(read_mail(data).body, str)


@given(st.binary(max_size=300))
def test_any_bytes_after_good_headers_are_read(data):
    found = read_mail(HEAD + b"Content-Transfer-Encoding: 8bit\r\n" + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + data)
    assert found.received
    assert found.received.date() == date(2026, 8, 5)
