"""Writing from right to left: which stretches of a text are, their letters in joined forms, and how a line of them stands on paper.

After the Unicode Bidirectional Algorithm (UAX 9) as far as names and sentences need it: no embedding marks, one level of numbers.
Joined forms are those that Unicode itself lists (Arabic Presentation Forms), so that no shaping engine is needed; what has none is
not `writable`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_BACKWARDS = {"R", "AL"}
_NUMBERS = {"EN", "AN"}
_NUMBER = re.compile(r"\d[\d.,:/\u066b\u066c-]*\d|\d")
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
FORMS = ("initial", "medial", "final", "mirrored", "lam-isolated", "lam-final")
"""The faces that writing from right to left needs beside a plain one: each has another shape under the plain letter.

A bracket turned round; an alef that is written as one with the lam before it, for which a hair of blank then stands.
"""
_LAM = "\u0644"
HAIR = 0x200A
_TATWEEL = "\u0640"


def has_backwards(text: str) -> bool:
    """Whether any letter of a text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in _BACKWARDS for character in text)


def begins_backwards(text: str) -> bool:
    """Whether the first letter of a text is one that is written from right to left, and so the paragraph."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind in _BACKWARDS for kind in kinds if kind in _BACKWARDS or kind == "L"), False)


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """A text in stretches, each with whether it is written from right to left.

    One that is begins and ends with such a letter or with a number after one, and holds the blanks and marks between them.
    """
    start = at = 0
    while at < len(text):
        if unicodedata.bidirectional(text[at]) not in _BACKWARDS:
            at += 1
            continue
        end = _end(text, at)
        if at > start:
            yield text[start:at], False
        yield text[at:end], True
        start = at = end
    if start < len(text):
        yield text[start:], False


def _end(text: str, start: int) -> int:
    """Where a stretch from right to left ends: after its last letter or number before the next letter from left to right."""
    end = start + 1
    for at in range(start, len(text)):
        kind = unicodedata.bidirectional(text[at])
        if kind == "L":
            break
        if kind in _BACKWARDS or kind in _NUMBERS or (at == end and _closes(text[start:end], text[at])):
            end = at + 1
    return end


def _closes(before: str, mark: str) -> bool:
    """Whether a bracket closes one that was opened in a stretch (rule N0 of the algorithm)."""
    opener = _MIRRORED.get(mark, "")
    return mark in ")]}" and before.count(opener) > before.count(mark)


def writable(character: str) -> bool:
    """Whether a letter from right to left can be set: one that joins must have its joined forms, and no mark can be placed."""
    kind = unicodedata.bidirectional(character)
    if kind == "NSM" and 0x0590 <= ord(character) <= 0x08FF:
        return False
    if kind != "AL" or not character.isalpha() or character in {_TATWEEL, "\u0621", "\u0674"}:
        return True
    return ord(character) >= 0xFB50 or character in _forms()


def joined(text: str) -> str:
    """Letters in the forms in which they join their neighbours, still in the order in which they are read."""
    forms = _forms()
    out: list[str] = []
    at = 0
    while at < len(text):
        before = text[at - 1] if at else ""
        unit = text[at : at + 2] if text[at] == _LAM and text[at : at + 2] in forms else text[at]
        after = text[at + len(unit) : at + len(unit) + 1]
        out.append(_form(unit, before, after))
        at += len(unit)
    return "".join(out)


def _form(unit: str, before: str, after: str) -> str:
    forms = _forms().get(unit)
    if forms is None:
        return unit
    to_before = _joins_on(before) and "final" in forms
    to_after = _joins_back(after) and "initial" in forms
    name = ("medial" if to_after else "final") if to_before else ("initial" if to_after else "isolated")
    return forms.get(name) or forms.get("isolated") or unit


def _joins_on(character: str) -> bool:
    """Whether a letter joins the one after it."""
    return character == _TATWEEL or "initial" in _forms().get(character, {})


def _joins_back(character: str) -> bool:
    """Whether a letter joins the one before it."""
    return character == _TATWEEL or "final" in _forms().get(character, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The joined forms of each letter, and of the pairs that are written as one, as Unicode lists them."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        name, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if name in {"<isolated>", "<final>", "<initial>", "<medial>"}:
            unit = "".join(chr(int(letter, 16)) for letter in letters)
            if len(unit) == 1 or (len(unit) == 2 and unit[0] == _LAM):
                found.setdefault(unit, {}).setdefault(name.strip("<>"), chr(code))
    return found


@dataclass(frozen=True, slots=True)
class Unit:
    """What is set at one place: plain letters, and the face that has the form they take there."""

    letters: str
    form: str = ""


def units(text: str) -> Iterator[Unit]:
    """What is set one after the other from the right: plain letters, each with the form that it has here; a number is one unit."""
    start = 0
    for number in [*_NUMBER.finditer(text), None]:
        for character in text[start : number.start() if number else len(text)]:
            yield from _units(character)
        if number:
            yield Unit(number.group())
            start = number.end()


def _units(character: str) -> Iterator[Unit]:
    if character in _MIRRORED:
        yield Unit(character, "mirrored")
        return
    name, letters = _form_of(character), as_read(character)
    if len(letters) == 2:
        yield Unit(letters[0], f"lam-{name}")
        yield Unit(letters[1], f"lam-{name}")
    else:
        yield Unit(letters, name if name in FORMS else "")


def _form_of(character: str) -> str:
    return unicodedata.decomposition(character).partition(" ")[0].strip("<>")


def letters_in(form: str) -> dict[int, int]:
    """The letters that have a form, each with the code whose shape it takes."""
    if form == "mirrored":
        return {ord(letter): ord(turned) for letter, turned in _MIRRORED.items()}
    lam, _, name = form.rpartition("-")
    found = {unit: forms[name] for unit, forms in _forms().items() if name in forms}
    if lam:
        return {ord(unit[1]): ord(code) for unit, code in found.items() if len(unit) == 2} | {ord(_LAM): HAIR}
    return {ord(unit): ord(code) for unit, code in found.items() if len(unit) == 1}


def as_read(text: str) -> str:
    """The plain letters behind joined forms, in the order in which they are read."""
    return "".join(unicodedata.normalize("NFKC", item) if ord(item) >= 0xFB50 else item for item in text)
