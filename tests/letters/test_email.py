"""The unsent e-mail: a draft to one address, the same bytes each time, its words once plain and, if wished, once as HTML."""

from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.errors import UserError
from tests.letters.forms import message
from tests.letters.test_hostile import WRITTEN


def read(data):
    return message_from_bytes(data, policy=default)


def test_it_is_a_draft_without_a_sender():
    made = read(message())
    assert (made["X-Unsent"], made["From"], str(made["To"])) == ("1", None, "jordan.ellis@example.org")
    assert not [name for name in made if name.lower() in {"message-id", "cc", "bcc", "user-agent", "x-mailer", "reply-to"}]


def test_the_authority_s_own_address_may_be_the_sender():
    assert str(read(message(sender="foi@midshire.example"))["From"]) == "foi@midshire.example"
    with pytest.raises(UserError, match="one plain address"):
        message(sender="foi@midshire.example, other@midshire.example")


def test_equal_messages_are_equal_bytes():
    assert message(language="en-GB") == message(language="en-GB")


def test_it_may_carry_its_words_as_html_too_with_their_language():
    made = read(message(language="cy-GB"))
    plain, page = made.get_body(("plain",)), made.get_body(("html",))
    assert "Our reply to your request is attached." in plain.get_content()
    assert '<html lang="cy-GB">' in page.get_content()
    assert [part.get_filename() for part in made.iter_attachments()] == ["142_26-response-1.pdf"]


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_words_stay_words_in_both(words):
    made = read(message(body=f"{WRITTEN}\n\n{words}", subject=words, language="en-GB"))
    seen = Seen(made.get_body(("html",)).get_content())
    assert seen.tags <= {"html", "head", "meta", "title", "body", "p", "br"}
    assert seen.attributes == [("lang", "en-GB"), ("charset", "utf-8")]
    assert WRITTEN in "".join(seen.words)


@pytest.mark.parametrize("mark", ["--=_foidesk-part-1_=", "--=_foidesk-part-1_=--", "--=_foidesk-part-2_=\nX: y"])
def test_words_that_look_like_the_line_between_parts_part_nothing(mark):
    body = f"Before\n{mark}\nContent-Type: text/html\n\n<b>after</b>\n"
    made = read(message(body=body, language="en-GB"))
    assert made.get_body(("plain",)).get_content().replace("\r\n", "\n") == body
    assert [part.get_content_type() for part in made.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
