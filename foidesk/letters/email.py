"""The e-mail that carries a letter: built, never sent. It opens in a mail program as a draft."""

from collections.abc import Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from foidesk.errors import UserError


def unsent_email(
    *, to: str, subject: str, body: str, attachments: Sequence[tuple[str, str, bytes]], date: datetime, sender: str | None = None
) -> bytes:
    """An unsent message (X-Unsent) to one address, with files as (name, media type, bytes).

    Raises UserError for anything but exactly one plain address.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if sender:
        message["From"] = _one(sender)
    message["To"] = _one(to)
    message["Subject"] = _one_line(subject)
    message["Date"] = format_datetime(date)
    message.set_content(body.replace("\r\n", "\n"))
    for name, media_type, data in attachments:
        main, _, sub = media_type.partition("/")
        message.add_attachment(data, maintype=main or "application", subtype=sub or "octet-stream", filename=_one_line(name))
    return message.as_bytes()


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
