"""Reading a published response-log page: title and reference, the request, the response, the attachments."""

import re
from dataclasses import dataclass

_REFERENCE = re.compile(r"\(\s*(?:FOI\s*)?(\d{1,6}[A-Z]?)\s*[_/]\s*(\d{2,4})\s*\)")
_HEADINGS = {
    "request": re.compile(r"\s*(?:your\s+)?(?:request|questions?)(?:\s+for\s+information)?\s*:?\s*$", re.IGNORECASE),
    "response": re.compile(r"\s*(?:our\s+)?(?:response|reply|answer)\s*:?\s*$", re.IGNORECASE),
    "attachments": re.compile(r"\s*(?:attachments?|documents?|files?)\s*:?\s*$", re.IGNORECASE),
}
_ANSWERS = re.compile(
    r"\s*(?:please (?:find attached|see (?:our|the attached|attached))|reasons? for decision\b|thank you for your (?:request|enquiry))",
    re.I,
)
_CHROME = re.compile(r"\s*(?:bookmark the permalink|comments are closed|posted in|filed under|share this)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A log page: the request's span in the text, and the rest as words."""

    title: str
    reference: str | None
    request: tuple[int, int]
    response: str
    attachments: tuple[str, ...]


def read_page(text: str) -> Page | None:
    """The parts of a published page, or None where the text is none.

    A page has a heading "Request" and, after it, one "Response". Where the first line carries a reference, one of the two may be
    missing: the request then begins under the title, the response with a phrase that every force begins with.
    """
    lines = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    found = {
        name: next((number for number, (_, line) in enumerate(lines) if pattern.match(line)), None)
        for name, pattern in _HEADINGS.items()
    }
    asked, answered = found["request"], found["response"]
    heading = next((number for number, (_, line) in enumerate(lines) if line.strip()), 0)
    if _REFERENCE.search(lines[heading][1]):
        asked = heading if asked is None else asked
        begun = (number for number, (_, line) in enumerate(lines) if number > asked and _ANSWERS.match(line))
        answered = next(begun, None) if answered is None else answered
    if asked is None or answered is None or answered <= asked:
        return None
    files = next(
        (number for number, (_, line) in enumerate(lines) if number > answered and _HEADINGS["attachments"].match(line)), None
    )
    end = len(lines) if files is None else files
    title, reference = _title([line for _, line in lines[: asked if found["request"] is not None else heading + 1]])
    names = [line.strip() for _, line in lines[end + 1 :] if line.strip() and not _CHROME.match(line)]
    first = answered + bool(_HEADINGS["response"].match(lines[answered][1]))
    answer = [line for _, line in lines[first:end] if not _CHROME.match(line)]
    return Page(
        title,
        reference,
        (lines[asked + 1][0], lines[answered][0]),
        "\n".join(answer).strip(),
        tuple(names),
    )


def _title(head: list[str]) -> tuple[str, str | None]:
    """The first line with its reference taken off: "High Tech Crime (3070_15)" is 3070/15."""
    first = next((line.strip() for line in head if line.strip()), "")
    found = _REFERENCE.search(first)
    if not found:
        return first, None
    return _REFERENCE.sub("", first).strip(), f"{found.group(1)}/{found.group(2)}"
