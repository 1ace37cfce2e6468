"""What a request tells about its requester and itself. Suggestions only: nothing is ever rejected (FOIA s.8, s.11, s.16)."""

import re
from collections.abc import Iterator

from foidesk.intake import marks
from foidesk.intake.reading import Sender

_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_SITES = ("whatdotheyknow", "alaveteli", "asktheeu")
_FORMATS = (("excel", "Excel"), ("spreadsheet", "spreadsheet"), ("csv", "CSV"), ("word document", "Word"), ("pdf", "PDF"))
_OWN_DATA = re.compile(
    r"\b(?:information|data|records?|file|footage|notes)\b.{0,40}\b(?:about|on|of|concerning|relating to|held on)\s+(?:me|myself)\b"
    r"|\bsubject access\b|\bmy (?:own )?(?:personal data|records?|file|custody record)\b",
    re.IGNORECASE,
)
_ENVIRONMENT = re.compile(
    r"\b(?:emissions?|pollution|air quality|noise levels?|contaminated land|planning applications?|flood(?:ing|s)?|waste (?:disposal|collection)"
    r"|sewage|biodiversity|pesticides?|tree preservation|environmental information)\b",
    re.IGNORECASE,
)


def requester_of(text: str, name: str | None = None, email: str | None = None) -> Sender:
    """Who asks: the signature before the sender's display name, the address in the text, the form that is wished."""
    signed = _signature(text)
    site = bool(email) and any(word in (email or "").lower() for word in _SITES)
    found = _EMAIL.search("\n".join(signed))
    return Sender(
        name=next((line for line in signed if _is_name(line)), None) or name,
        email=email or (found.group() if found else None),
        address=_address(signed),
        handle=email if site else None,
        organisation=None,
        format_wanted=next((word for key, word in _FORMATS if _wishes(text, key)), None),
    )


def flags_of(text: str, sender: Sender) -> Iterator[str]:
    """Hints for the officer, in plain words."""
    if _OWN_DATA.search(text):
        yield "It may ask for the requester's own data: that is handled under data protection law."
    if _ENVIRONMENT.search(text):
        yield "It may ask for environmental information: the Environmental Information Regulations may govern."
    if sender.handle:
        yield "It came through a site that publishes requests: whatever you send is published at once."
    if not sender.name:
        yield "No name was found. A request needs the requester's name (s.8): ask for it, and offer help (s.16)."
    elif len(sender.name.split()) < 2:
        yield "The name is a single word. Consider whether it is a real name (s.8)."
    if not sender.email and not sender.address:
        yield "No address for correspondence was found (s.8)."


def _signature(text: str) -> list[str]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if marks.is_closing(line):
            following = [item.strip() for item in lines[number + 1 : number + 9]]
            return [item for item in following if item and not marks.is_footer(item)]
    return []


def _is_name(line: str) -> bool:
    words = line.replace(",", " ").split()
    return 1 <= len(words) <= 5 and not re.search(r"[\d@:/\[\]]", line) and words[0][:1].isupper()


def _address(signed: list[str]) -> str | None:
    """The lines of the signature up to a postcode, without the name."""
    for number, line in enumerate(signed):
        if _POSTCODE.search(line):
            lines = signed[1 : number + 1] if number else [line]
            return "\n".join(lines)
    return None


def _wishes(text: str, form: str) -> bool:
    return any(form in sentence.lower() and marks.is_wish(sentence) for sentence in re.split(r"(?<=[.?!])\s+|\n", text))
