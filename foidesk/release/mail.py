"""A saved message: its header, its words, what they are followed by, and every file with it."""

import re
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from lxml import html

from foidesk.release.known import known
from foidesk.release.limits import RefusalError
from foidesk.release.look import Look, listed
from foidesk.release.text import look_at_characters, look_for_thread

MOST_PARTS = 500
MOST_DEEP = 20
MOST_HTML = 10 << 20
_INSIDE = re.compile(r"\.(?:local|lan|internal|intra|corp|priv|ad)>?\s*$", re.IGNORECASE)
_PUBLIC = re.compile(r"@[\w-]+(?:\.[\w-]+)+>?\s*$")
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|"
    r"(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b)|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_NO_WORDS, _BLOCKS = {"style", "script", "head", "title"}, {"br", "p", "div", "tr", "li", "blockquote"}
_OF_OFFICE = re.compile(
    r"^\s*\[(?:if|endif)|^\s*\[if[^\]]*\]|<!\[endif|^\s*/\* |^\s*@|^\s*(?:StartFragment|EndFragment)\s*$", re.IGNORECASE
)
_BAD = {
    "StartBoundaryNotFoundDefect",
    "NoBoundaryInMultipartDefect",
    "CloseBoundaryNotFoundDefect",
    "MultipartInvariantViolationDefect",
    "InvalidBase64CharactersDefect",
    "InvalidBase64LengthDefect",
    "MissingHeaderBodySeparatorDefect",
    "FirstHeaderLineIsContinuationDefect",
}


def look_at_mail(look: Look, data: bytes) -> None:
    """Tell of what a message holds beside what it was written for. Raises RefusalError where it cannot be read whole."""
    look.program = "mail"
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        _look_at_header(look, message)
        parts = list(_parts(message, 0))
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, KeyError):
        # What the header's own reader stumbles over differs from version to version.
        raise RefusalError("corrupt-file") from None
    if len(parts) > MOST_PARTS:
        raise RefusalError("zip-bomb")
    for at, part in enumerate(parts, 1):
        _look_at_part(look, part, at)


def _parts(message: Any, depth: int) -> Any:
    """The parts of a message, without going into messages that are attached to it."""
    if depth > MOST_DEEP:
        raise RefusalError("nested-archive")
    if any(type(defect).__name__ in _BAD for defect in message.defects):
        raise RefusalError("corrupt-file")
    yield message
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for inner in message.get_payload():
            yield from _parts(inner, depth + 1)


def _look_at_header(look: Look, message: EmailMessage) -> None:
    others = [name for name in message if name.lower() not in known()["headers"]]
    if others:
        look.say("internal-header", f"the header, {listed(dict.fromkeys(others))}", str(message[others[0]]))
    number = str(message.get("Message-ID", ""))
    if number and (not _PUBLIC.search(number) or _INSIDE.search(number)):
        look.say("internal-header", "the header, Message-ID", number)
    writers = getaddresses([str(each) for each in message.get_all("From", [])])
    if len(writers) > 1 or any("@" in name for name, _ in writers):
        look.say("internal-header", "the header, a second address in From", str(message.get("From", "")))
    look.read(str(message.get("Subject", "")), "the subject")
    for name in ("To", "Cc"):
        for sample in look.people.named_in(", ".join(str(each) for each in message.get_all(name, []))):
            look.say("personal-data", f"the header, {name}", sample)


def _look_at_part(look: Look, part: Any, at: int) -> None:
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":
        _look_around(look, part)
        return
    if kind == "message/rfc822":
        for inner in part.get_payload():
            look.inside(inner.as_bytes(), f"{inner.get('Subject', 'message')}.eml", f"attached message {at}")
        return
    data = part.get_payload(decode=True)
    if data is None or any(type(defect).__name__ in _BAD for defect in part.defects):
        raise RefusalError("corrupt-file", f"part {at}")
    name = part.get_filename() or ""
    if name or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
        look.inside(data, name or f"part {at}", "an attached file")
        return
    text = _words(part, data)
    if kind == "text/html":
        _look_at_html(look, text)
    else:
        look_at_words_of_message(look, text)


def _look_around(look: Look, part: Any) -> None:
    """Words before the first part and after the last, which no program shows."""
    preamble, epilogue = (part.preamble or "").strip(), (part.epilogue or "").strip()
    if preamble and "multi" not in preamble.lower()[:60]:
        look.say("hidden-text", "words before the first part", preamble)
    if epilogue:
        look.say("data-after-end", "words after the last part", epilogue)


def _words(part: Any, data: bytes) -> str:
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            raise RefusalError("corrupt-file") from None


def look_at_words_of_message(look: Look, text: str) -> None:
    """The words of a message, and the earlier messages below them."""
    text = text.replace("\r\n", "\n")
    look_at_characters(look, text, "the message")
    look_for_thread(look, text, "the message")
    for at, line in enumerate(text.split("\n"), 1):
        if line.strip():
            look.read(line, f"the message, line {at}")


def _look_at_html(look: Look, text: str) -> None:
    """The words of a formatted message, and what of it is not shown, runs, or is fetched."""
    if not text.strip():
        return
    if len(text) > MOST_HTML:
        raise RefusalError("zip-bomb")
    try:
        root = html.fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (ValueError, AssertionError, TypeError, html.etree.LxmlError):
        raise RefusalError("corrupt-file", "the message") from None
    for item in root.iter():
        if not isinstance(item.tag, str):
            words = (item.text or "").strip()
            if words and not _OF_OFFICE.search(words):
                look.say("hidden-text", "the message, a remark in its markup", words)
            continue
        _look_at_element(look, item)
    look_at_words_of_message(look, _lines_of(root))
    if root.find(".//blockquote") is not None or root.xpath(
        "boolean(//*[@id='divRplyFwdMsg' or contains(@class,'gmail_quote')])"
    ):
        look.say("email-thread", "the message, a quoted message", "")


def _lines_of(root: Any) -> str:
    """The words of a formatted message, line by line."""
    found: list[str] = []
    for event, item in html.etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start" and item.tag not in _NO_WORDS:
            found += ["\n" if item.tag in _BLOCKS else "", item.text or ""]
        if event in {"end", "comment"}:
            found += ["\n" if item.tag in _BLOCKS else "", item.tail or ""]
    return "".join(found)


def _look_at_element(look: Look, item: Any) -> None:
    if item.tag in {"script", "iframe", "object", "embed", "form"} or any(name.lower().startswith("on") for name in item.attrib):
        look.say("script", f"the message, <{item.tag}>")
    source = item.get("src") or item.get("background") or ""
    if source and not source.lower().startswith(("cid:", "data:image/")):
        look.say("external-link", "the message, something that is fetched", source)
    words = "".join(item.itertext()).strip()
    if words and (
        _UNSEEN.search(item.get("style") or "")
        or (item.tag == "font" and (item.get("color") or "").lower() in {"white", "#ffffff"})
    ):
        look.say("hidden-text", "the message, words that are not shown", words)
