"""What a worker process does: each task takes the bytes of one file and gives plain JSON values. Imported only there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from foidesk.errors import UserError
from foidesk.intake.forward import original_of
from foidesk.intake.mail import read_mail, text_of_html
from foidesk.intake.page import read_page
from foidesk.intake.reading import Reading, Span, Split, as_json
from foidesk.intake.split import split
from foidesk.intake.understand import flags_of, requester_of

_LONDON = ZoneInfo("Europe/London")
_MAGIC = (
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an Outlook or older Office file"),
    (b"MZ", "a program"),
)
_MAIL_HEADER = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*|[ \t][^\r\n]*)$", re.MULTILINE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"\s*<(?:!doctype|html|body|p|div)\b", re.IGNORECASE)
MOST_DEPTH = 40
MOST_TEXT = 2_100_000
MOST_PAGES = 200
MOST_PIXELS = 40_000_000


def read_request(data: bytes, name: str = "") -> dict[str, Any]:
    """Read a request or a published log page."""
    _refuse_foreign(data, name)
    mail = not data.startswith(_WIDE) and _looks_like_mail(data, name)
    return as_json(_read_mail(data) if mail else _read_text(_decode(data), name))


def read_typed(data: bytes) -> dict[str, Any]:
    """Read a request that was typed or pasted."""
    return as_json(_read_text(data.decode("utf-8"), ""))


def read_letter(data: bytes, name: str = "") -> dict[str, Any]:
    """The words of a letter or a published page (.txt, .html, .pdf), and the span of the request in them where a page shows it."""
    if data.startswith(b"%PDF"):
        text = _text_of_pdf(data)
    else:
        _refuse_foreign(data, name)
        text = _text_of_page(_decode(data))
    text = _tidy(text)
    if not text.strip():
        raise UserError(f"{name or 'The file'} has no words that can be read. A scanned letter is a picture of words.")
    page = read_page(text)
    return {"text": text, "request": list(page.request) if page else None}


def split_text(data: bytes) -> dict[str, Any]:
    """Split a text that is known already."""
    return asdict(split(data.decode("utf-8")))


def read_document(data: bytes, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Read a case document strictly: no doubled keys, no deep nesting, nothing that its schema does not know."""
    from foidesk.intake.strict import parse, validate

    document = parse(data, MOST_DEPTH)
    validate(document, schema or {})
    return document


def draw_pages(data: bytes, scale: float = 1.5) -> dict[str, Any]:
    """Draw the pages of a PDF as raw pixels, packed. Raises UserError for more pages or larger ones than a screen can show."""
    import base64
    import zlib

    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    sizes = [document.get_page_size(number) for number in range(min(len(document), MOST_PAGES + 1))]
    if len(sizes) > MOST_PAGES:
        raise UserError(f"The PDF has more than {MOST_PAGES} pages: that is too much to be shown here.")
    areas = [width * height * scale * scale for width, height in sizes]
    # "not <=" and "not all": a size that is no number is refused as well.
    if not all(0 < area <= MOST_PIXELS for area in areas) or not sum(areas) <= MOST_PIXELS * 8:
        raise UserError("The PDF has pages that are too large to be shown.")
    pages = []
    for number in range(len(document)):
        picture = document[number].render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
        rgb = base64.b64encode(zlib.compress(picture.tobytes(), 1)).decode()
        pages.append({"width": picture.width, "height": picture.height, "rgb": rgb})
    return {"pages": pages}


def _refuse_foreign(data: bytes, name: str) -> None:
    """Raises UserError for what is neither an e-mail nor a text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UserError(
                f"{name} is {what}, not an e-mail or a text. Open it in its own program, copy the words, and save them as a text file."
            )
    if b"\0" in data and not data.startswith(_WIDE):
        raise UserError(f"{name} is not a text: it holds characters that no text has.")


def _text_of_pdf(data: bytes) -> str:
    """The words of a PDF as it shows them, page after page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if len(document) > MOST_PAGES:
        raise UserError(f"The PDF has more than {MOST_PAGES} pages: that is no letter.")
    # U+FFFE stands where pdfium joined a word that a line's end had parted.
    pages = [page.get_textpage().get_text_range().replace("\ufffe", "").splitlines() for page in document]
    return "\n".join(line for page in _without_running_lines(pages) for line in page)


_PAGE_NUMBER = re.compile(r"\bpage \d{1,4} of \d{1,4}\b|^\s*\d{1,4}\s*$", re.IGNORECASE)


def _without_running_lines(pages: list[list[str]]) -> Iterator[list[str]]:
    """The pages without their numbers, and without what stands at the head or foot of a page once more."""
    told: set[str] = set()
    for page in pages:
        ends = {place % len(page) for place in (0, 1, -3, -2, -1)} if page else set()
        running = {place for place in ends if page[place] in told or _PAGE_NUMBER.search(page[place])}
        told |= {page[place] for place in ends}
        yield [line for place, line in enumerate(page) if place not in running]


def _text_of_page(text: str) -> str:
    """The words of a page or a plain text; lines that the page quotes begin with ">"."""
    if not _HTML.match(text):
        return text
    marked = re.sub(r"<blockquote\b[^>]*>", "<p>\ue000</p>", text, flags=re.IGNORECASE)
    marked = re.sub(r"</blockquote\s*>", "<p>\ue001</p>", marked, flags=re.IGNORECASE)
    # Cells apart: words that stand twice in a row of a table are no slip.
    marked = re.sub(r"</t[dh]\s*>(?=\s*<t[dh]\b)", " |</td>", marked, flags=re.IGNORECASE)
    lines, deep = [], 0
    for line in text_of_html(marked).split("\n"):
        deep = max(0, deep + line.count("\ue000") - line.count("\ue001"))
        bare = line.replace("\ue000", "").replace("\ue001", "")
        lines.append(f"> {bare}" if deep and bare.strip() else bare)
    return "\n".join(lines)


def _looks_like_mail(data: bytes, name: str) -> bool:
    head = data[:4000].split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    known = re.search(
        rb"^(?:from|received|date|subject|to|mime-version|message-id|return-path|delivered-to):",
        head,
        re.IGNORECASE | re.MULTILINE,
    )
    lines = head.splitlines()
    return bool(known) and (
        name.lower().endswith(".eml") or (len(lines) >= 2 and all(_MAIL_HEADER.match(line) for line in lines if line))
    )


def _read_mail(data: bytes) -> Reading:
    mail = read_mail(data)
    text = _tidy(mail.body)
    if not text.strip():
        raise UserError("The e-mail has no words of its own. Look at its attachments, and paste the request.")
    name, email, warnings, original = mail.name, mail.email, mail.warnings, original_of(text)
    if original:
        name, email = original.name or name, original.email
        warnings = (*warnings, "The request stands in a message that was sent on. Check who asked, and the day of receipt.")
    found = _shifted(text, original.start, len(text)) if original else split(text)
    sender = requester_of(text[original.start :] if original else text, name, email)
    return Reading(
        kind="email",
        text=text,
        questions=found.questions,
        notes=found.notes,
        other=found.other,
        requester=sender,
        received=mail.received.astimezone(_LONDON).date() if mail.received else None,
        sent=mail.sent,
        subject=mail.subject,
        title=_title(mail.subject),
        reference=None,
        attachments=mail.attachments,
        flags=tuple(flags_of(text, sender)),
        warnings=warnings,
    )


def _read_text(text: str, name: str) -> Reading:
    text = _tidy(text_of_html(text) if _HTML.match(text) else text)
    if not text.strip():
        raise UserError(f"{name or 'The text'} is empty.")
    page = read_page(text)
    if page is None:
        found, sender = split(text), requester_of(text)
        return Reading("text", text, found.questions, found.notes, found.other, sender, flags=tuple(flags_of(text, sender)))
    start, end = page.request
    found = _shifted(text, start, end)
    return Reading(
        kind="log-page",
        text=text,
        questions=found.questions,
        notes=found.notes,
        other=found.other,
        requester=requester_of(""),
        title=page.title,
        reference=page.reference,
        response=page.response,
        attachments=page.attachments,
    )


def _shifted(text: str, start: int, end: int) -> Split:
    """The split of a passage, with its offsets in the whole text, and the rest of the text as other."""
    blank = "".join(character if character == "\n" else " " for character in text[:start])
    found = split(blank + text[start:end])
    around = [
        Span(" ".join(text[first:last].split()), first, last)
        for first, last in ((0, start), (end, len(text)))
        if text[first:last].strip()
    ]
    return Split(found.questions, found.notes, tuple(sorted([*found.other, *around], key=lambda span: span.start)))


def _decode(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(_WIDE) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _tidy(text: str) -> str:
    """Line ends as \\n; every other character stays, seen or unseen, since offsets point into this text."""
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    if re.search("[\0\ud800-\udfff]", text):
        raise UserError("The text holds characters that are none. Save it as UTF-8 and try again.")
    if len(text) > MOST_TEXT:
        raise UserError("The text has more than two million characters: that is no request. Cut it down first.")
    return text


def _title(subject: str | None) -> str | None:
    """The subject without "Re:", "Fwd:" and the like, and without the words that every such request has."""
    bare = re.sub(r"^(?:(?:re|fwd?|fw)\s*:\s*)+", "", subject or "", flags=re.IGNORECASE)
    bare = re.sub(
        r"^(?:freedom of information(?: act)?(?: 2000)?|foi)\s*(?:request)?\s*[-–:]*\s*", "", bare, flags=re.IGNORECASE
    ).strip()
    title = (bare or subject or "").strip()
    return title[:1].upper() + title[1:] or None
