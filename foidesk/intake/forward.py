"""A request that was sent on: where the original begins in the text, and who wrote it."""

import re
from dataclasses import dataclass

from foidesk.intake import marks

_FIELD = re.compile(r"[ \t>*]*(from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments)\s?:\*?\s(.*)$", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w.-]{1,250}\w")


@dataclass(frozen=True, slots=True)
class Original:
    """The message inside a forwarded one: the code point at which its words begin, and its sender as named there."""

    start: int
    name: str | None
    email: str | None


def original_of(text: str) -> Original | None:
    """The first message that a text quotes with its headers, or None where something is asked before it."""
    at, lines = 0, text.split("\n")
    for number, line in enumerate(lines):
        if _fields(lines, number):
            return _original(lines, number, at)
        if marks.plainly_asks(line) and not _is_covering(line):
            return None
        at += len(line) + 1
    return None


def _fields(lines: list[str], number: int) -> bool:
    """Whether headers of a message begin at a line: "From:" with "Subject:" or "To:" soon after."""
    found = _FIELD.match(lines[number])
    if not found or found.group(1).lower() != "from":
        return False
    following = [item for line in lines[number + 1 : number + 7] if (item := _FIELD.match(line))]
    return len(following) >= 2


def _is_covering(line: str) -> bool:
    """A colleague's own words over what is sent on: "Please can you log this request"."""
    return bool(
        re.search(
            r"\b(?:see|log|deal|handle|reply|respond|below|attached|this (?:request|foi)|one for you|over to you)\b", line, re.I
        )
    )


def _original(lines: list[str], number: int, at: int) -> Original:
    sender = _FIELD.match(lines[number])
    raw = sender.group(2) if sender else ""
    address = _ADDRESS.search(raw)
    name = re.sub(r"[<\[(].*", "", raw).strip(" \"'*")
    while number < len(lines) and lines[number].strip() and (_FIELD.match(lines[number]) or lines[number][:1] in " \t"):
        at += len(lines[number]) + 1
        number += 1
    return Original(min(at, len("\n".join(lines))), None if "@" in name else name or None, address.group() if address else None)
