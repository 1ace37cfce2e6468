"""From the text of a request to numbered questions. Pure: every character that is not blank ends in a question, a note or "other".

Measured on real requests (docs/intake.md): markers first, since two thirds of requests have them; sentences that ask, where there are none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from foidesk.intake import marks
from foidesk.intake.marks import NUMBERED, Mark
from foidesk.intake.prose import split_prose
from foidesk.intake.reading import Asked, Span, Split


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


@dataclass(slots=True)
class Item:
    """A marked question or part while it is gathered: its lines, and its parts."""

    mark: Mark
    lines: list[Line] = field(default_factory=list)
    parts: list["Item"] = field(default_factory=list)
    group: str = ""


def split(text: str) -> Split:
    """Divide a request into its questions, with their parts, the notes that apply to all, and everything else."""
    lines = list(_lines(text))
    _find_frame(lines)
    _find_marks(lines)
    body = [line for line in lines if line.role == "body"]
    top = _top_kinds(body)
    if top:
        questions, notes = _marked(text, body, top)
    else:
        questions, notes = split_prose(text, [(line.start, line.end) for line in body], _bullets(body))
    return Split(tuple(questions), tuple(notes), tuple(_rest(text, questions, notes)))


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for part in text.split("\n"):
        yield Line(at, at + len(part), part)
        at += len(part) + 1


def _find_frame(lines: list[Line]) -> None:
    """Set greeting, thanks, signature and what a mail program adds aside; the body is what lies between."""
    over = False
    for number, line in enumerate(lines):
        if over:
            line.role = "frame"
        elif marks.is_footer(line.text) and number > 0:
            over, line.role = True, "frame"
        elif line.text.lstrip().startswith(">"):
            line.role = "frame"
        elif marks.is_closing(line.text) and _asked_before(lines[:number]):
            over, line.role = True, "frame"
        elif marks.is_thanks(line.text) or (marks.is_greeting(line.text) and not _asked_before(lines[:number])):
            line.role = "frame"


def _asked_before(lines: Sequence[Line]) -> bool:
    return any(line.role == "body" and not line.blank for line in lines)


def _find_marks(lines: list[Line]) -> None:
    letter = ""
    for line in lines:
        if line.role == "body" and not line.blank:
            line.mark = marks.mark_of(line.text, letter)
            letter = (
                line.mark.value if line.mark and line.mark.kind in {"letter", "roman"} else letter if line.mark is None else ""
            )
    _drop_false_numbers(lines)


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


def _top_kinds(body: Sequence[Line]) -> set[str]:
    """The kinds of marker that number whole questions; none where the text is prose, or its list only holds parts of a sentence."""
    kinds = Counter(line.mark.kind for line in body if line.mark)
    if not kinds:
        return set()
    if kinds["question"]:
        return {"question"}
    numbered = [kind for kind in kinds if kind in NUMBERED]
    if numbered:
        return set(NUMBERED)
    first = next(line.mark.kind for line in body if line.mark)
    items = [line for line in body if line.mark and line.mark.kind == first]
    if first == "bullet" and not _list_asks(body, items):
        return set()
    return {first}


def _list_asks(body: Sequence[Line], items: Sequence[Line]) -> bool:
    """Whether the items of a bulleted list are questions themselves, rather than fields of the sentence before them."""
    asking = sum(marks.asks(item.text[item.mark.length :]) for item in items if item.mark)
    return asking * 2 > len(items)


def _bullets(body: Sequence[Line]) -> list[tuple[int, int, int]]:
    return [(line.start, line.end, line.mark.length) for line in body if line.mark]


def _marked(text: str, body: Sequence[Line], top: set[str]) -> tuple[list[Asked], list[Span]]:
    items, loose = _gather(body, top)
    notes = [_span(text, lines) for lines in loose if _is_note(text, lines)]
    labels = _labels(items)
    return [_asked(text, item, label) for item, label in zip(items, labels, strict=True)], notes


def _gather(body: Sequence[Line], top: set[str]) -> tuple[list[Item], list[list[Line]]]:
    """Lay the lines into items; paragraphs that belong to none come back apart."""
    items: list[Item] = []
    loose: list[list[Line]] = []
    current: Item | None = None
    group, base_indent = "", None
    apart = broken = False
    last_top = max((number for number, line in enumerate(body) if line.mark and line.mark.kind in top), default=-1)
    for number, line in enumerate(body):
        if line.blank:
            apart = True
            continue
        mark = line.mark
        if mark and _is_heading(body, number, top):
            group, current = mark.value.upper(), None
            loose.append([line])
        elif mark and mark.kind in top and not _is_nested(line, items, base_indent):
            if items and _restarts(mark, items[-1]):
                _free_heading(items, loose)
                group = group or "A"
                group = group if not items[-1].group and any(item.group for item in items) else _next_group(items, group)
            current = Item(mark, [line], group=group)
            items.append(current)
            broken = False
            base_indent = line.indent if base_indent is None else base_indent
        elif mark and items and current is not None and not broken:
            current = Item(mark, [line])
            items[-1].parts.append(current)
        elif marks.is_note(line.text) or current is None or broken or (_ends(current, line, apart) and number > last_top):
            broken = True
            if loose and not apart and current is None and not marks.is_note(line.text) and loose[-1][-1].end + 1 == line.start:
                loose[-1].append(line)
            else:
                loose.append([line])
            current = None if number > last_top else current
        else:
            current.lines.append(line)
        apart = False
    return items, loose


def _is_heading(body: Sequence[Line], number: int, top: set[str]) -> bool:
    """A lettered line without a question, over numbers that begin at 1: "A: SCANNERS"."""
    line = body[number]
    if not (line.mark and line.mark.kind == "letter" and line.mark.value.isupper() and "number" in top) or "?" in line.text:
        return False
    following = next((item for item in body[number + 1 :] if item.mark), None)
    return following is not None and following.mark is not None and following.mark.kind in top and following.mark.value == "1"


def _is_nested(line: Line, items: Sequence[Item], base_indent: int | None) -> bool:
    """A number further in, under a question that ends in a colon or has parts: a list of its own."""
    if not items or base_indent is None or line.mark is None or line.indent <= base_indent:
        return False
    before = items[-1].lines[-1].text.rstrip()
    deeper = bool(items[-1].parts) and line.indent >= items[-1].parts[-1].lines[0].indent
    return (before.endswith(":") and line.mark.value in {"1", ""}) or (deeper and items[-1].parts[-1].mark.kind == line.mark.kind)


def _restarts(mark: Mark, before: Item) -> bool:
    return mark.value == "1" and before.mark.value not in {"", "1"} and mark.kind == before.mark.kind


def _next_group(items: Sequence[Item], group: str) -> str:
    taken = {item.group for item in items if item.group}
    if group and group not in taken and group != "A":
        return group
    return next(letter for letter in "BCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in taken)


def _free_heading(items: Sequence[Item], loose: list[list[Line]]) -> None:
    """A short unmarked line before a new count is the heading of the group, not the end of the question before it."""
    last = (items[-1].parts or [items[-1]])[-1]
    while len(last.lines) > 1 and len(last.lines[-1].text.strip()) <= 80 and not marks.asks(last.lines[-1].text):
        loose.append([last.lines.pop()])


def _ends(item: Item, line: Line, apart: bool) -> bool:
    """Whether a line after the last question no longer belongs to it."""
    before, words = item.lines[-1].text.rstrip(), line.text.strip()
    if words.startswith("("):
        return False
    if apart:
        return True
    wrapped = len(before) >= 45 and before[-1:] not in ".?!:;)" and not words[:1].isupper()
    if item.mark.kind == "alone" and len(item.lines) == 1:
        return False
    return not wrapped and before[-1:] in ".?!;)" and words[:1].isupper()


def _labels(items: Sequence[Item]) -> list[str]:
    """The requester's own numbers where they are unique; counted anew where they were lost (every item "1.") or stand twice."""
    named = [f"{item.group}{item.mark.value}" for item in items]
    figures = all(item.mark.value and not item.mark.value.isalpha() for item in items)
    if figures and len(set(named)) == len(named):
        return named
    if all(item.mark.kind == "letter" for item in items) and len(set(named)) == len(named):
        return named
    return [str(number) for number in range(1, len(items) + 1)]


def _asked(text: str, item: Item, label: str) -> Asked:
    parts = tuple(
        Asked(part_label, _clean(part.lines, part.mark), part.lines[0].start, part.lines[-1].end)
        for part, part_label in zip(item.parts, _part_labels(item.parts, label), strict=True)
    )
    last = item.parts[-1].lines[-1] if item.parts else item.lines[-1]
    return Asked(label, _clean(item.lines, item.mark), item.lines[0].start, last.end, parts)


def _part_labels(parts: Sequence[Item], label: str) -> list[str]:
    """ "4(a)", "4(b)"...; where the requester's marks are bullets or stand twice, counted "4.1", "4.2"."""
    named = [f"{label}({part.mark.value})" for part in parts]
    if all(part.mark.value for part in parts) and len(set(named)) == len(named):
        return named
    return [f"{label}.{number}" for number in range(1, len(parts) + 1)]


def _clean(lines: Sequence[Line], mark: Mark) -> str:
    """The words without their marker, wrapped lines joined."""
    first = lines[0].text[mark.length :]
    return re.sub(r"[ \t]+", " ", " ".join(part.strip() for part in [first, *(line.text for line in lines[1:])])).strip()


def _is_note(text: str, lines: Sequence[Line]) -> bool:
    return marks.limits(text[lines[0].start : lines[-1].end])


def _span(text: str, lines: Sequence[Line]) -> Span:
    start, end = lines[0].start, lines[-1].end
    return Span(" ".join(text[start:end].split()), start, end)


def _rest(text: str, questions: Sequence[Asked], notes: Sequence[Span]) -> Iterator[Span]:
    """Everything between questions and notes that is not blank."""
    taken = sorted([(item.start, item.end) for item in questions] + [(note.start, note.end) for note in notes])
    at = 0
    for start, end in [*taken, (len(text), len(text))]:
        if start > at and text[at:start].strip():
            raw = text[at:start]
            left = at + len(raw) - len(raw.lstrip())
            right = at + len(raw.rstrip())
            yield Span(" ".join(raw.split()), left, right)
        at = max(at, end)
