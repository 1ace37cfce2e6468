"""The e-mail that carries a letter: built, never sent. It opens in a mail program as a draft."""

from collections.abc import Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from foidesk.errors import UserError
from foidesk.letters.markup import escape


def unsent_email(
    *,
    to: str,
    subject: str,
    body: str,
    attachments: Sequence[tuple[str, str, bytes]],
    date: datetime,
    sender: str | None = None,
    language: str | None = None,
) -> bytes:
    """An unsent message (X-Unsent) to one address, with files as (name, media type, bytes). Equal values give equal bytes.

    With a `language` the words are there a second time as HTML that says so, for whoever has them read aloud.
    Raises UserError for anything but exactly one plain address.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if sender:
        message["From"] = _one(sender)
    message["To"] = _one(to)
    message["Subject"] = _one_line(subject)
    message["Date"] = format_datetime(date)
    plain = body.replace("\r\n", "\n")
    message.set_content(plain)
    if language:
        message.add_alternative(_as_html(plain, _one_line(subject), language), subtype="html")
    for name, media_type, data in attachments:
        main, _, sub = media_type.partition("/")
        message.add_attachment(data, maintype=main or "application", subtype=sub or "octet-stream", filename=_one_line(name))
    _name_boundaries(message)
    return message.as_bytes()


def _as_html(body: str, title: str, language: str) -> str:
    """The words of a message as a page without any look, link or picture: the mail program shows them as it shows its own."""
    paragraphs = "\n".join(
        f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in body.strip().split("\n\n") if part.strip()
    )
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head>{head}</head>\n<body>\n{paragraphs}\n</body></html>\n'


def _name_boundaries(message: EmailMessage) -> None:
    """Fixed words between the parts instead of random ones. No part can hold them: texts are checked, files are in base64."""
    whole = [part for part in message.walk() if part.is_multipart()]
    texts = "\n".join(str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text")
    for number, part in enumerate(whole, start=1):
        mark = f"=_foidesk-part-{number}_="
        while mark in texts:
            mark = f"{mark[:-1]}_="
        part.set_boundary(mark)


def _one(address: str) -> Address:
    """One parsed address; a list, a name with commas or a line end is none."""
    try:
        if any(mark in address for mark in ",;\r\n\0<>") or not address.isprintable():
            raise ValueError
        found = Address(addr_spec=address.strip())
        if "." not in found.domain or not found.username or found.addr_spec != address.strip():
            raise ValueError
    except (ValueError, IndexError, HeaderParseError):
        raise UserError("The requester's e-mail address is not one plain address. Correct it in the case.") from None
    return found


def _one_line(text: str) -> str:
    """Text for a header: no line ends, no controls."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
