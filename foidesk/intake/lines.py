"""The lines of a request, as a reader would see them: a greeting ends its line, and "1. ... 2. ..." in one line is a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from foidesk.intake.marks import NUMBERED, Mark, asks, mark_of

_GREETED = re.compile(r"\s*(?:dear|hi|hello|good (?:morning|afternoon|evening))\b[^,.?!:;\n]{0,60}[,:;]\s+(?=\S)", re.IGNORECASE)
_INLINE = re.compile(
    r"(?<![\w.,/-])(?:Q(?:uestion)?\s?(?P<asked>\d{1,2})[.):]|\(?(?P<plain>\d{1,2})[.)]{1,2})\s{0,3}(?=[A-Za-z“\"'(])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*[\"“].*[\"”]\s*")
_DOT = re.compile(r"(?<=\s)[•·▪●](?=\s)")
_REFERS = re.compile(
    r"\b(?:questions?|sections?|parts?|points?|items?|numbers?|nos?|q|s|articles?|rules?|regulations?|paragraphs?|phase|level|grade|tier|band"
    r"|category|stage|step|group|class|type|year|week|day|page|table|schedule|of|in|at|to|from|and|or|than|is|was|are|were|least|about)\.?\s*[#(]?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Line:
    """One line of the text with its place, its marker, and what it is to the request."""

    start: int
    end: int
    text: str
    mark: Mark | None = None
    role: str = "body"

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """How far it is indented; a tab counts four."""
        head = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(head.expandtabs(4))


def lines_of(text: str) -> list[Line]:
    """The lines of a text, in order; together with the line ends between them they are the text."""
    lines: list[Line] = []
    at = 0
    for part in text.split("\n"):
        greeted = _GREETED.match(part)
        cuts = [0, greeted.end(), len(part)] if greeted else [0, len(part)]
        lines += [Line(at + start, at + end, part[start:end]) for start, end in pairwise(cuts)]
        at += len(part) + 1
    return lines


def open_chains(lines: list[Line]) -> list[Line]:
    """The same lines, with a new one at each number within a line that is the next of a count from 1, and at each of several bullets."""
    places = _counted([line for line in lines if line.role == "body"])
    opened: list[Line] = []
    for line in lines:
        inside = places.get(line.start) or _dots(line) if line.role == "body" else []
        for start, end in pairwise([0, *inside, len(line.text)]):
            opened.append(Line(line.start + start, line.start + end, line.text[start:end], role=line.role))
    return opened


def _may_begin(before: str) -> bool:
    """Whether a number after these words may begin an item: "in question 2. " does not, "; and 2) " does."""
    return bool(re.search(r"(?:^|[;,.?])\s*(?:and|or)\s*$", before)) or not _REFERS.search(before)


def _dots(line: Line) -> list[int]:
    found = [dot.start() for dot in _DOT.finditer(line.text)]
    return found if len(found) > 1 else []


def _counted(body: list[Line]) -> dict[int, list[int]]:
    """Where in which line (by its start) a number is the next of the count; nothing where the count would have one number only."""
    places: dict[int, list[int]] = {}
    counted = 0
    first: tuple[int, int] | None = None
    for line in body:
        if _QUOTED.fullmatch(line.text):
            continue
        for found in _INLINE.finditer(line.text):
            value = int(found["asked"] or found["plain"])
            if found.start() < 20 and not line.text[: found.start()].strip(" \t*•-–"):
                counted = value
            elif value == counted + 1 and _may_begin(line.text[max(0, found.start() - 20) : found.start()]):
                counted = value
                if value == 1:
                    first = (line.start, found.start())
                    continue
                places.setdefault(line.start, []).append(found.start())
            if value == 2 and first:
                # A lone "1." within a line is part of a sentence: it begins a list only once "2." has followed.
                places[first[0]] = [first[1], *places.get(first[0], [])]
                first = None
    return places


def find_marks(lines: list[Line]) -> None:
    """Give each line of the body its marker, as far as it has one; what only looks like a marker is none."""
    letter = ""
    for line in lines:
        if line.role == "body" and not line.blank:
            line.mark = mark_of(line.text, letter)
            letter = (
                line.mark.value if line.mark and line.mark.kind in {"letter", "roman"} else letter if line.mark is None else ""
            )
    marked = [line for line in lines if line.mark]
    _mend_romans(marked)
    _mend_circles(marked)
    _mend_named(marked)
    _drop_false_numbers(lines)


def _mend_romans(marked: Sequence[Line]) -> None:
    """A lone "I", "V" or "X" beside a roman number is one too, and no letter."""
    for number, line in enumerate(marked):
        beside = [other.mark for other in (*marked[max(0, number - 1) : number], *marked[number + 1 : number + 2]) if other.mark]
        alone = line.mark and line.mark.kind == "letter" and line.mark.value in {"I", "V", "X"}
        if line.mark and alone and any(mark.kind == "roman" and mark.value.isupper() for mark in beside):
            line.mark = Mark("roman", line.mark.value, line.mark.length)


def _mend_named(marked: Sequence[Line]) -> None:
    """ "Part 1:" numbers a question where most such lines ask; else it is a heading."""
    named = [line for line in marked if line.mark and line.mark.kind == "named"]
    ask = sum(asks(line.text[line.mark.length :]) for line in named if line.mark)
    for line in named:
        line.mark = Mark("question", line.mark.value, line.mark.length) if line.mark and ask * 2 > len(named) else None


def _mend_circles(marked: Sequence[Line]) -> None:
    """An "o" at a line's start is a bullet: one of a lower level where there are others, and a word before a small letter."""
    others = any(line.mark.kind == "bullet" for line in marked if line.mark)
    for line in marked:
        if line.mark and line.mark.kind == "circle" and not others:
            line.mark = Mark("bullet", "", line.mark.length) if line.text[line.mark.length :][:1].isupper() else None


def _drop_false_numbers(lines: list[Line]) -> None:
    """A bare figure at a line's start is a marker only in a run 1, 2, 3...: "12 officers" and years are not."""
    for kinds in ({"bare"}, {"alone"}):
        found = [line for line in lines if line.mark and line.mark.kind in kinds]
        run = [line for line in lines if line.mark and line.mark.kind in NUMBERED]
        values = [int(line.mark.value) for line in run if line.mark and line.mark.value.isdigit()]
        if not (len(values) >= 2 and values[0] == 1 and all(b in (a + 1, 1) for a, b in pairwise(values))):
            for line in found:
                line.mark = None
    roman = [line for line in lines if line.mark and line.mark.kind in {"roman", "letter"}]
    if len(roman) == 1 and not any(line.mark and line.mark.kind in NUMBERED for line in lines):
        roman[0].mark = None
