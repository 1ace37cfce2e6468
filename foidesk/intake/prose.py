"""A request without markers: one question for each sentence, or each line of a list, that asks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from foidesk.intake import marks
from foidesk.intake.reading import Asked, Span

_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "mr.", "mrs.", "ms.", "dr.", "no.", "st.", "vs.", "approx.", "inc.", "ref.", "p.a.")
_END = re.compile(r"(?<=[.?!])[\"”')]*\s+(?=[A-Z“\"(])")


@dataclass(slots=True)
class Open:
    """A question while it is gathered: where it begins and ends, and its parts as (start, end, length of marker)."""

    start: int
    end: int
    parts: list[tuple[int, int, int]] = field(default_factory=list)


def split_prose(
    text: str, lines: Sequence[tuple[int, int]], bullets: Sequence[tuple[int, int, int]]
) -> tuple[list[Asked], list[Span]]:
    """The questions and notes of lines (spans of the text) that carry no numbers; bullets are parts of the sentence before them."""
    length = {start: (start, end, marker) for start, end, marker in bullets}
    found: list[Open] = []
    notes: list[Span] = []
    openers: list[Open] = []
    leads = fields = False
    paragraphs = list(_paragraphs(text, lines, set(length)))
    for number, (start, end) in enumerate(paragraphs):
        listed = number + 1 < len(paragraphs) and paragraphs[number + 1][0] in length
        if start in length:
            touching = bool(found) and not text[found[-1].end : start].strip()
            if touching and (text[max(0, start - 80) : start].rstrip()[-1:] in ":;," or found[-1].parts):
                found[-1].parts.append(length[start])
                found[-1].end = end
            continue
        words = text[start:end].strip()
        fields = fields and _is_field(words)
        if fields:
            found[-1].parts.append((*_trimmed(text, start, end), 0))
            found[-1].end = found[-1].parts[-1][1]
            continue
        if leads and (_is_list_line(words) or (found and text[found[-1].end - 1] in ";," and found[-1].end < start)):
            found.append(Open(*_trimmed(text, start, end)))
            continue
        leads = False
        for first, last in _sentences(text, start, end):
            sentence = text[first:last]
            fields = last >= end - 1 and sentence.endswith(":") and marks.wants_fields(sentence)
            if fields and not (found and marks.is_breakdown(sentence)):
                found.append(Open(first, last))
            elif _is_lead(sentence) and not (listed and last >= end - 1 and marks.plainly_asks(sentence)):
                leads = True
                if marks.asks(sentence) and not marks.is_note(sentence):
                    openers.append(Open(first, last))
            elif marks.is_note(sentence) or marks.is_wish(sentence) or marks.is_general(sentence):
                notes.append(_span(text, first, last))
            elif (
                found
                and (marks.is_condition(sentence) or marks.is_breakdown(sentence))
                and not text[found[-1].end : first].strip()
            ):
                found[-1].end = last
            elif marks.asks(sentence):
                (openers if marks.opens(sentence) and not listed else found).append(Open(first, last))
            elif found and _continues(sentence) and text[found[-1].end : first].strip() == "":
                found[-1].end = last
            elif marks.limits(sentence):
                notes.append(_span(text, first, last))
    if not found:
        # What looked like a lead-in is the whole request; the last of them says what is wanted.
        found = openers[-1:]
    if not found:
        # Better a question too long than none at all: the officer sees it and splits it.
        found, notes = _topics(text, paragraphs), []
    return [_asked(text, item, str(number)) for number, item in enumerate(found, start=1)], notes


def _topics(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Open]:
    """Where nothing asks, a list of short lines is a list of what is wanted, and anything else is one question."""
    if not paragraphs:
        return []
    if len(paragraphs) > 1 and all(end - start <= 120 for start, end in paragraphs):
        wanted = [(start, end) for start, end in paragraphs if not text[start:end].rstrip().endswith(":")]
        return [Open(*_trimmed(text, start, end)) for start, end in wanted]
    return [Open(*_trimmed(text, paragraphs[0][0], paragraphs[-1][1]))]


def _paragraphs(text: str, lines: Sequence[tuple[int, int]], alone: set[int]) -> Iterator[tuple[int, int]]:
    """Lines with hard wraps joined: a long line without an end, and one after it that begins small."""
    current: tuple[int, int] | None = None
    last = ""
    for start, end in lines:
        words = text[start:end]
        if current and words.strip() and start not in alone and current[0] not in alone and marks.goes_on(last, words):
            current = (current[0], end)
        else:
            if current:
                yield current
            current = (start, end) if words.strip() else None
        last = words
    if current:
        yield current


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _END.finditer(text, start, end):
        if text[at : found.start()].lower().endswith(_ABBREVIATIONS):
            continue
        yield _trimmed(text, at, found.start() + len(found.group()) - len(found.group().lstrip("\"”')")))
        at = found.end()
    if text[at:end].strip():
        yield _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


def _is_lead(sentence: str) -> bool:
    """A sentence that announces a list: "please provide the following information"."""
    bare = sentence.strip()
    if "?" in bare:
        return False
    return (bare.endswith(":") and (marks.opens(bare) or not marks.plainly_asks(bare))) or bool(
        re.search(r"\bthe following\b[^,]{0,40}\.?$", bare, re.I)
    )


def _is_list_line(words: str) -> bool:
    """A line of an announced list: a whole question, or a thing that is wanted ("The number of staff...;")."""
    if marks.is_note(words) or marks.is_wish(words) or words.endswith(":"):
        return False
    one = len(re.findall(r"[.?!]\s+[A-Z]", words)) == 0
    return one and (marks.asks(words) or words.endswith((";", "; and", ",")))


def _is_field(words: str) -> bool:
    """A short line under a sentence that says what a list should show."""
    return len(words) <= 100 and words[-1:] not in ".:" and not (marks.plainly_asks(words) or marks.limits(words))


def _continues(sentence: str) -> bool:
    return not marks.is_greeting(sentence)


def _asked(text: str, item: Open, label: str) -> Asked:
    own = " ".join(text[item.start : item.parts[0][0] if item.parts else item.end].split())
    parts = []
    for number, (start, end, marker) in enumerate(item.parts, start=1):
        words = " ".join(text[start + marker : end].split())
        parts.append(Asked(f"{label}.{number}", words, start, end, own=words))
    whole = "\n".join([own, *(" ".join(text[part.start : part.end].split()) for part in parts)])
    return Asked(label, whole, item.start, item.end, tuple(parts), own)


def _span(text: str, start: int, end: int) -> Span:
    return Span(" ".join(text[start:end].split()), start, end)
