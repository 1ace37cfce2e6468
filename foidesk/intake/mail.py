"""Reading an e-mail: who wrote, when the authority had it, the words of the request, the files that came along."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

from foidesk.intake import marks

MOST_PARTS = 200
MOST_HEADER = 2000
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w.-]{1,250}\w")
_FORWARDED = re.compile(r"\s*fwd?\s*:", re.IGNORECASE)


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
    """Read an e-mail; a broken part, a missing header or an unknown character set gives a warning, never an error.

    A request that a colleague sent on as an attached message is read from that message: it tells who asked, and when.
    """
    message = message_from_bytes(data, policy=policy.default)
    found = _Content()
    found.take(message)
    asked, warnings = message, found.warnings
    if found.enclosed and not any(map(marks.plainly_asks, found.words().split("\n"))):
        asked = found.enclosed[0]
        warnings.append(
            "The request is a message that was sent on. Who asked, and when you received it, are taken from that message."
        )
        found.texts.append(_words_of(asked, found))
    received = _received(asked)
    if received is None:
        warnings.append("The e-mail does not say when your server received it. Check the day of receipt.")
    elif _FORWARDED.match(_header(asked, "Subject") or ""):
        warnings.append("The e-mail was sent on to you. It may have reached your authority earlier: check the day of receipt.")
    name, address = _sender(asked)
    return Mail(
        name,
        address,
        _header(asked, "Subject"),
        received,
        _date(_header(asked, "Date")),
        found.words(),
        tuple(found.names),
        tuple(dict.fromkeys(warnings)),
    )


def _words_of(message: EmailMessage, found: "_Content") -> str:
    inner = _Content()
    inner.take(message)
    found.names += inner.names
    found.warnings += inner.warnings
    return inner.words()


def _header(message: EmailMessage, name: str) -> str | None:
    """One header in plain words. Bytes that name no character set are read as UTF-8, then as Windows Western."""
    try:
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        raw = str(raw)[:MOST_HEADER]
        named = raw.isascii()
        value = str(message.get(name) or "")[:MOST_HEADER] if named else _decoded(raw.encode("utf-8", "surrogateescape"))
    except Exception:  # a header that the parser chokes on is a missing one
        return None
    return _western(" ".join(value.split())) or None


def _sender(message: EmailMessage) -> tuple[str | None, str | None]:
    raw = _header(message, "From") or ""
    try:
        address = message["From"].addresses[0]
        found = _western(address.display_name) or None, address.addr_spec or None
        if "\ufffd" not in address.display_name and all(map(_is_whole, found)):
            return found
    except Exception:  # no From, or one that is no address
        pass
    plain = _ADDRESS.search(raw)
    return re.sub(r"<.*", "", raw).strip(' "') or None, plain.group() if plain else None


def _is_whole(text: str | None) -> bool:
    return text is None or not re.search("[\ud800-\udfff]", text)


def _received(message: EmailMessage) -> datetime | None:
    """The time behind the last semicolon of the topmost Received header."""
    header = _header(message, "Received")
    return _date(header.rsplit(";", 1)[-1]) if header else None


def _date(text: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(text.strip()) if text else None
        if when is None or not 1990 < when.year < 2200:
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return when if abs(when.utcoffset() or timedelta()) < timedelta(hours=24) else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


class _Content:
    """What an e-mail holds: its texts, the names of its files, the messages that are attached, and what went wrong."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.names: list[str] = []
        self.enclosed: list[EmailMessage] = []
        self.warnings: list[str] = []
        self._count = 0

    def words(self) -> str:
        """All texts, one after the other."""
        return "\n".join(self.texts).strip()

    def take(self, part: EmailMessage) -> None:
        """Take a message or one part of it, with everything inside but for attached messages."""
        self._count += 1
        if self._count == MOST_PARTS:
            self.warnings.append(f"The e-mail has more than {MOST_PARTS} parts; the rest was not read.")
        if self._count >= MOST_PARTS:
            return
        kind, name = part.get_content_type(), _file_name(part)
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list):
            messages = [item for item in inside if isinstance(item, EmailMessage)]
            self._take_all(kind, name, messages)
        elif name or part.get_content_disposition() == "attachment" or kind not in {"text/plain", "text/html"}:
            self.names.append(name or f"part {self._count} ({kind})")
            if kind == "application/ms-tnef" or (name or "").lower() == "winmail.dat":
                self.warnings.append(
                    "The e-mail holds a winmail.dat, which is not read. Ask the sender for the files as they are."
                )
        else:
            words = _text(part, self.warnings)
            self.texts.append(words if kind == "text/plain" else text_of_html(words))

    def _take_all(self, kind: str, name: str | None, parts: list[EmailMessage]) -> None:
        if kind == "message/rfc822":
            self.enclosed += parts
            self.names.append(name or "an attached message")
            return
        before = len(self.texts)
        for item in parts:
            self.take(item)
        if kind == "multipart/alternative":
            self.texts[before:] = _best(self.texts[before:])


def _best(texts: list[str]) -> list[str]:
    """Of several forms of the same words the first (the plain one), unless another says far more: "This needs an HTML reader"."""
    said = [text for text in texts if text.strip()]
    fullest = max(said, key=len, default="")
    return [said[0] if len(fullest) < 3 * len(said[0].strip()) + 200 else fullest] if said else []


def _file_name(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
    except Exception:
        return "unreadable name"
    return re.sub(r"[\\/:\0]", "_", name) if name else None


def _text(part: EmailMessage, warnings: list[str]) -> str:
    """A part's text; an unknown character set is read as UTF-8, then as Windows Western."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        words = str(part.get_content())
        if "\ufffd" not in words:
            return _western(words)
        warnings.append("A part of the e-mail is not in the character set that it names; it was read as well as it could be.")
    except Exception:
        warnings.append("A part of the e-mail names no known character set; it was read as well as it could be.")
    return _western(_decoded(data))


def _decoded(data: bytes) -> str:
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
    lines = "".join(reader.words).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


class _Words(HTMLParser):
    """Collects text; scripts and styles are left out, list items get their numbers."""

    _BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"})
    _HIDDEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0
        self._kept = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list item or something hidden."""
        if tag in self._HIDDEN:
            self._hidden += 1
        elif tag == "body":
            # A head that was never closed ends here, as it does for every reader.
            self._hidden = 0
        elif tag == "ol":
            start = dict(attrs).get("start") or "1"
            self._lists.append(int(start) if re.fullmatch("[0-9]{1,4}", start) else 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li":
            self._item()
        elif tag in {"br", "td", "th"}:
            self.words.append("\n" if tag == "br" else " ")
        self._kept += tag == "pre"
        if tag in self._BLOCKS:
            self.words.append("\n")

    def _item(self) -> None:
        count = self._lists[-1] if self._lists else None
        self.words.append("\n• " if count is None else f"\n{count}. ")
        if count is not None:
            self._lists[-1] = count + 1

    def handle_endtag(self, tag: str) -> None:
        """End a block, a list or something hidden."""
        if tag in self._HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        self._kept = max(0, self._kept - (tag == "pre"))
        if tag in self._BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if not self._hidden:
            self.words.append(data if self._kept else re.sub(r"\s+", " ", data))
