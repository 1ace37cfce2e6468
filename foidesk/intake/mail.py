"""Reading an e-mail: who wrote, when the authority had it, the words of the request, the files that came along."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as read. `received` is the top Received header (the authority's own server), `sent` the Date header."""

    name: str | None
    email: str | None
    subject: str | None
    received: datetime | None
    sent: datetime | None
    body: str
    attachments: tuple[str, ...]
    warnings: tuple[str, ...]


def read_mail(data: bytes) -> Mail:
    """Read an e-mail; a broken part, a missing header or an unknown character set gives a warning, never an error."""
    message = message_from_bytes(data, policy=policy.default)
    warnings: list[str] = []
    name, address = _sender(message)
    received = _received(message)
    if received is None:
        warnings.append("The e-mail does not say when your server received it. Check the day of receipt.")
    body, attachments, trouble = _content(message)
    return Mail(
        name,
        address,
        _header(message, "Subject"),
        received,
        _date(_header(message, "Date")),
        body,
        attachments,
        (*warnings, *trouble),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except Exception:  # a header that the parser chokes on is a missing one
        return None
    return _western(" ".join(str(value).split())) if value else None


def _sender(message: EmailMessage) -> tuple[str | None, str | None]:
    try:
        address = message["From"].addresses[0]
        found = _western(address.display_name) or None, address.addr_spec or None
    except Exception:  # no From, or one that is no address
        raw = _header(message, "From") or ""
        plain = re.search(r"[\w.+'-]+@[\w.-]+\w", raw)
        found = (re.sub(r"<.*", "", raw).strip(' "') or None, plain.group() if plain else None)
    return found


def _received(message: EmailMessage) -> datetime | None:
    """The time behind the last semicolon of the topmost Received header."""
    try:
        headers = message.get_all("Received") or []
    except Exception:
        return None
    return _date(str(headers[0]).rsplit(";", 1)[-1]) if headers else None


def _date(text: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(text.strip()) if text else None
    except (TypeError, ValueError, IndexError):
        return None
    if when is None or not 1990 < when.year < 2200:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _content(message: EmailMessage) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The plain text, or the HTML turned into text where there is no plain one; the names of attached files; warnings."""
    plain: list[str] = []
    rich: list[str] = []
    names: list[str] = []
    warnings: list[str] = []
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            warnings.append(f"The e-mail has more than {MOST_PARTS} parts; the rest was not read.")
            break
        if part.is_multipart():
            continue
        name = _file_name(part)
        kind = part.get_content_type()
        if name or part.get_content_disposition() == "attachment":
            names.append(name or f"part {number}")
        elif kind == "text/plain":
            plain.append(_text(part, warnings))
        elif kind == "text/html":
            rich.append(_text(part, warnings))
    body = "\n".join(plain).strip() or "\n".join(text_of_html(page) for page in rich).strip()
    return body, tuple(names), tuple(warnings)


def _file_name(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
    except Exception:
        return "unreadable name"
    return re.sub(r"[\\/:\0]", "_", name) if name else None


def _text(part: EmailMessage, warnings: list[str]) -> str:
    """A part's text; an unknown character set is read as UTF-8, then as Windows Western."""
    try:
        return _western(part.get_content())
    except Exception:
        warnings.append("A part of the e-mail names no known character set; it was read as well as it could be.")
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _western(text: str) -> str:
    """Repair text that was Windows Western but labelled ISO 8859-1: its control characters are quotes and dashes."""
    return re.sub(r"[\x80-\x9f]", lambda found: found.group().encode("latin-1").decode("cp1252", "replace"), text)


def text_of_html(page: str) -> str:
    """The words of an HTML page, with its paragraphs, line breaks and numbered lists."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(reader.words))).strip()


class _Words(HTMLParser):
    """Collects text; scripts and styles are left out, list items get their numbers."""

    _BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list item or something hidden."""
        if tag in {"script", "style", "head", "title"}:
            self._hidden += 1
        elif tag == "ol":
            start = dict(attrs).get("start") or "1"
            self._lists.append(int(start) if start.isdigit() else 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li":
            count = self._lists[-1] if self._lists else None
            self.words.append("\n• " if count is None else f"\n{count}. ")
            if count is not None:
                self._lists[-1] = count + 1
        elif tag == "br":
            self.words.append("\n")
        if tag in self._BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, a list or something hidden."""
        if tag in {"script", "style", "head", "title"}:
            self._hidden = max(0, self._hidden - 1)
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        if tag in self._BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if not self._hidden:
            self.words.append(re.sub(r"\s+", " ", html.unescape(data)))
