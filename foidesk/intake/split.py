"""From the text of a request to numbered questions. Pure: every character that is not blank ends in a question, a note or "other".

Markers first, since more than half of all requests have them; where there are none, the sentences that ask.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_letters, ascii_uppercase

from foidesk.intake import marks
from foidesk.intake.lines import Line, find_marks, lines_of, open_chains
from foidesk.intake.marks import NUMBERED, Mark
from foidesk.intake.prose import split_prose
from foidesk.intake.reading import Asked, Span, Split

_NAME = re.compile(r"\s*[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){1,3}\s*")
MOST_QUESTIONS = 500
MOST_MARKS = 3000
MOST_LINES = 20_000


@dataclass(slots=True)
class Item:
    """A marked question or part while it is gathered: its lines, and its parts."""

    mark: Mark
    lines: list[Line] = field(default_factory=list)
    parts: list["Item"] = field(default_factory=list)
    group: str = ""

    @property
    def every_line(self) -> list[Line]:
        """Its own lines, and those of its parts."""
        return [*self.lines, *(line for part in self.parts for line in part.lines)]

    @property
    def number(self) -> str:
        """The figures of its marker: "2" of "2a"."""
        return self.mark.value.rstrip(ascii_letters)


def split(text: str) -> Split:
    """Divide a request into its questions, with their parts, the notes that apply to all, and everything else."""
    text = _plain(text)
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        return Split((_whole(text, lines),) if text.strip() else (), (), ())
    _find_frame(lines)
    lines = open_chains(lines)
    find_marks(lines)
    body = [line for line in lines if line.role == "body"]
    if sum(line.mark is not None for line in body) > MOST_MARKS:
        questions, notes = [_whole(text, body)], list[Span]()
    elif top := _top_kinds(body):
        questions, notes = _marked(text, body, top)
    else:
        questions, notes = split_prose(text, [(line.start, line.end) for line in body], _bullets(body))
    if len(questions) > MOST_QUESTIONS:
        questions, notes = [_whole(text, body)], []
    return Split(tuple(questions), tuple(notes), tuple(_rest(text, questions, notes)))


def _plain(text: str) -> str:
    """The text, character for character, with blanks where a blank of another kind or an unseen sign would hide a marker."""
    text = re.sub("[\u00a0\u2007\u202f]", " ", text)
    return re.sub("(?m)^[ \t]*[\u200b\u2060\ufeff][ \t\u200b\u2060\ufeff]*", lambda found: " " * len(found.group()), text)


def _whole(text: str, body: Sequence[Line]) -> Asked:
    """The whole body as one question: what seems to hold hundreds is a pasted list, and a person has to look at it."""
    said = [line for line in body if not line.blank]
    start, end = said[0].start, said[-1].end
    words = " ".join(text[start:end].split())
    return Asked("1", words, start, end, own=words)


def _find_frame(lines: list[Line]) -> None:
    """Set greeting, thanks, signature and what a mail program adds aside; the body is what lies between."""
    over = begun = False
    for line in lines:
        if over:
            line.role = "frame"
        elif begun and (marks.is_footer(line.text) or marks.is_closing(line.text)):
            over, line.role = True, "frame"
        elif _is_frame(line.text, begun):
            line.role = "frame"
        begun = begun or (line.role == "body" and not line.blank)
    _find_name([line for line in lines if line.role == "body"])


def _find_name(body: Sequence[Line]) -> None:
    """A name at the very end, after a sentence that ended, is a signature without a closing."""
    said = [line for line in body if not line.blank]
    if len(said) > 1 and _NAME.fullmatch(said[-1].text) and said[-2].text.rstrip()[-1:] in ".?!":
        said[-1].role = "frame"


def _is_frame(words: str, begun: bool) -> bool:
    """Quoted mail, thanks, or, as long as the request has not begun, a greeting."""
    quoted = words.lstrip().startswith(">")
    return quoted or marks.is_thanks(words) or (not begun and (marks.is_greeting(words) or marks.is_footer(words)))


def _top_kinds(body: Sequence[Line]) -> set[str]:
    """The kinds of marker that number whole questions; none where the text is prose, or its list only holds parts of a sentence."""
    kinds = Counter(line.mark.kind for line in body if line.mark)
    if not kinds:
        return set()
    if kinds["question"]:
        return {"question"}
    numbered = [line for line in body if line.mark and line.mark.kind in NUMBERED]
    if numbered:
        return set() if _breaks_down(body, numbered) else set(NUMBERED)
    first = next(line.mark.kind for line in body if line.mark)
    items = [line for line in body if line.mark and line.mark.kind == first]
    if first == "bullet" and not _list_asks(body, items):
        return set()
    return {first}


def _breaks_down(body: Sequence[Line], items: Sequence[Line]) -> bool:
    """Whether a numbered list only says how the figures asked for above it are to be broken down."""
    before = [line.text for line in body if not line.blank and line.start < items[0].start]
    return (
        len(before) > 1
        and before[-1].rstrip().endswith(":")
        and marks.is_breakdown(before[-1])
        and not any(marks.plainly_asks(item.text[item.mark.length :]) for item in items if item.mark)
    )


def _list_asks(body: Sequence[Line], items: Sequence[Line]) -> bool:
    """Whether the items of a bulleted list are questions themselves, rather than fields of the sentence before them."""
    words = [item.text[item.mark.length :] for item in items if item.mark]
    before = [line.text for line in body if not line.blank and line.start < items[0].start]
    if before and marks.wants_fields(before[-1]) and not any(marks.plainly_asks(item) for item in words):
        return False
    return sum(map(marks.asks, words)) * 2 > len(words)


def _bullets(body: Sequence[Line]) -> list[tuple[int, int, int]]:
    return [(line.start, line.end, line.mark.length) for line in body if line.mark]


def _marked(text: str, body: Sequence[Line], top: set[str]) -> tuple[list[Asked], list[Span]]:
    items, loose = _gather(body, top)
    if items:
        _ask_on(text, items, loose)
    notes = [_span(text, lines) for lines in loose if _is_note(text, lines)]
    labels = _labels(items)
    return [_asked(text, item, label) for item, label in zip(items, labels, strict=True)], notes


def _ask_on(text: str, items: list[Item], loose: list[list[Line]]) -> None:
    """A paragraph after the last numbered question that asks again is a question too: it must not go unanswered."""
    end = items[-1].every_line[-1].end
    for lines in list(loose):
        if lines[0].start > end and marks.asks_more(text[lines[0].start : lines[-1].end]):
            last = items[-1]
            following = str(int(last.mark.value) + 1) if last.mark.value.isdecimal() else ""
            items.append(Item(Mark("unmarked", following, 0), lines, group=last.group))
            loose.remove(lines)


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
        elif mark and mark.kind == "numbered-letter" and (items or mark.kind in top):
            current = _lettered(items, line, mark, group, touching=current is not None and not broken)
            broken = False
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
        elif (
            marks.is_note(line.text)
            or current is None
            or broken
            or _leads_on(body, number, top, current, apart)
            or (number > last_top and _ends(items, current, line, apart) and not _leads_parts(body, number, top))
        ):
            broken = True
            if loose and not apart and current is None and not marks.is_note(line.text) and line.start - loose[-1][-1].end <= 1:
                loose[-1].append(line)
            else:
                loose.append([line])
            current = None if number > last_top else current
        else:
            current.lines.append(line)
        apart = False
    return items, loose


def _lettered(items: list[Item], line: Line, mark: Mark, group: str, *, touching: bool) -> Item:
    """A part that repeats the number of its question: "2a", "2. b." and "2(c)" are parts of question 2, unless words stand between."""
    number, letter = mark.value[:-1], mark.value[-1]
    if not (touching and items and items[-1].number == number):
        items.append(Item(Mark("number", number, 0), group=group))
    part = Item(Mark("letter", letter, mark.length), [line])
    items[-1].parts.append(part)
    return part


def _next_line(body: Sequence[Line], number: int) -> Line | None:
    return next((line for line in body[number + 1 : number + 8] if not line.blank), None)


def _leads_on(body: Sequence[Line], number: int, top: set[str], current: Item, apart: bool) -> bool:
    """Whether a line between two questions heads or announces the next one, rather than ending the one before it."""
    following, words = _next_line(body, number), body[number].text.strip()
    if following is None or following.mark is None or following.mark.kind not in top or len(words) > 160:
        return False
    ended = current.lines[-1].text.rstrip()[-1:] in ".?!:;)" or apart
    if not ended or not (words[:1].isupper() or words[:1].isdigit()):
        return False
    return words.endswith(":") or (apart and words[-1] not in ".?!;," and len(words) <= 80 and not marks.asks(words))


def _leads_parts(body: Sequence[Line], number: int, top: set[str]) -> bool:
    """Whether a line announces a list of parts that still belongs to the last question."""
    following = _next_line(body, number)
    return (
        body[number].text.rstrip().endswith((":", ":-"))
        and following is not None
        and following.mark is not None
        and following.mark.kind not in top
    )


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
    before = items[-1].every_line[-1].text.rstrip()
    deeper = bool(items[-1].parts) and line.indent >= items[-1].parts[-1].lines[0].indent
    if deeper and _stop(line) != _stop(items[0].every_line[0]):
        return True
    return (before.endswith(":") and line.mark.value in {"1", ""}) or (deeper and items[-1].parts[-1].mark.kind == line.mark.kind)


def _stop(line: Line) -> str:
    """The sign after the figure of a marker: "1)" and "1." count different lists."""
    return line.text[: line.mark.length].rstrip()[-1:] if line.mark else ""


def _restarts(mark: Mark, before: Item) -> bool:
    return mark.value == "1" and before.mark.value not in {"", "1"} and mark.kind == before.mark.kind


def _next_group(items: Sequence[Item], group: str) -> str:
    taken = {item.group for item in items if item.group}
    if group and group not in taken and group != "A":
        return group
    names = ("".join(letters) for size in count(1) for letters in product(ascii_uppercase, repeat=size))
    return next(name for name in names if name != "A" and name not in taken)


def _free_heading(items: Sequence[Item], loose: list[list[Line]]) -> None:
    """A short unmarked line before a new count is the heading of the group, not the end of the question before it."""
    last = (items[-1].parts or [items[-1]])[-1]
    while len(last.lines) > 1 and len(last.lines[-1].text.strip()) <= 80 and not marks.asks(last.lines[-1].text):
        loose.append([last.lines.pop()])


def _ends(items: Sequence[Item], item: Item, line: Line, apart: bool) -> bool:
    """Whether a line after the last question no longer belongs to it."""
    before, words = item.lines[-1].text.rstrip(), line.text.strip()
    if words.startswith("("):
        return False
    if _stands_alone(item):
        # Where each marker has a line to itself, its question is the whole block below it.
        above = len(item.lines) == 1 or all(_stands_alone(other) for other in items)
        return not above or marks.limits(words) or marks.opens(words)
    if apart:
        return True
    return not marks.goes_on(before, words) and before[-1:] in ".?!;)" and words[:1].isupper()


def _stands_alone(item: Item) -> bool:
    return bool(item.lines) and not item.lines[0].text[item.mark.length :].strip()


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
        _spanned(part, _clean(part.lines, part.mark), part_label)
        for part, part_label in zip(item.parts, _part_labels(item.parts, label), strict=True)
    )
    own = _clean(item.lines, item.mark)
    kept = [_clean(part.lines) for part in item.parts]
    whole = "\n".join([own, *kept] if own or not parts else [parts[0].own, *kept[1:]])
    asked = _spanned(item, own, label)
    return Asked(label, whole, asked.start, asked.end, parts, own)


def _spanned(item: Item, words: str, label: str) -> Asked:
    lines = item.every_line
    return Asked(label, words, lines[0].start, lines[-1].end, own=words)


def _part_labels(parts: Sequence[Item], label: str) -> list[str]:
    """ "4(a)", "4(b)"...; where the requester's marks are bullets or stand twice, counted "4.1", "4.2"."""
    named = [f"{label}({part.mark.value})" for part in parts]
    if all(part.mark.value for part in parts) and len(set(named)) == len(named):
        return named
    return [f"{label}.{number}" for number in range(1, len(parts) + 1)]


def _clean(lines: Sequence[Line], mark: Mark | None = None) -> str:
    """The words, without their marker where one is given, wrapped lines joined."""
    words = " ".join(line.text.strip() for line in lines)
    if mark and lines:
        words = " ".join([lines[0].text[mark.length :], *(line.text.strip() for line in lines[1:])])
    return re.sub(r"[ \t]+", " ", words).strip()


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
