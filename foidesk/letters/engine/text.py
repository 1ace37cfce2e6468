"""Words on lines: pieces of text of one look, measured and broken into lines, ragged on the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics

from foidesk.letters.engine.tree import Tag

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""
_LONG_WORD_BREAKS = "/-_.@?&="


@dataclass(frozen=True, slots=True)
class Style:
    """How words of a paragraph look: the face, and sizes and distances in points.

    `right` sets them at the right; `even` makes lines of about the same length, so that no heading ends with a word by itself.
    """

    font: str
    size: float
    leading: float
    colour: Colour
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    right: bool = False
    even: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Text of one look. `tag` is an element of its own inside the paragraph; `backwards` says that it is written from right to left.

    Text that is written backwards holds its letters in the order in which they are read, in the forms in which they are joined.
    """

    text: str
    font: str
    colour: Colour
    tag: Tag | None = None
    link: str | None = None
    backwards: bool = False


@dataclass(slots=True)
class Line:
    """One line: its pieces in the order in which they are read, and its width without the blank at its end."""

    parts: list[tuple[Piece, str]]
    width: float


_Bit = tuple[Piece, str]


@dataclass(slots=True)
class _Word:
    """What no line end may part; `gap` is the piece that holds the blank before it, None where there is none."""

    bits: list[_Bit]
    gap: Piece | None


@cache
def advances(font: str) -> dict[str, float]:
    """The width of each character of a face, in parts of its size."""
    widths = pdfmetrics.getFont(font).face.charWidths
    return {chr(code): width / 1000 for code, width in widths.items()}


def measure(text: str, font: str, size: float) -> float:
    """The width of text in points. Every character must be in the face."""
    return sum(map(advances(font).__getitem__, text)) * size


def broken(pieces: Sequence[Piece], size: float, width: float) -> list[Line]:
    """Pieces as lines no wider than `width`. Runs of blanks are one; each line but the last ends with the blank that parted it."""
    if len(pieces) == 1:
        return _broken_alike(pieces[0], size, width)
    lines: list[Line] = []
    parts: list[_Bit] = []
    used = 0.0
    for word in _fitting(_words(pieces), size, width):
        wide = _width(word.bits, size)
        blank = measure(" ", word.gap.font, size) if word.gap and parts else 0.0
        if parts and used + blank + wide > width:
            if word.gap:
                _put(parts, word.gap, " ")
            lines.append(Line(parts, used))
            parts, used, blank = [], 0.0, 0.0
        elif blank and word.gap:
            _put(parts, word.gap, " ")
        for piece, text in word.bits:
            _put(parts, piece, text)
        used += blank + wide
    return [*lines, Line(parts, used)]


def evenly(pieces: Sequence[Piece], size: float, width: float) -> list[Line]:
    """Pieces as lines of about the same length, and as few as `broken` gives."""
    lines = broken(pieces, size, width)
    if len(lines) == 1:
        return lines
    low, high = width / 2, width
    while high - low > size / 4:
        middle = (low + high) / 2
        narrower = broken(pieces, size, middle)
        if len(narrower) == len(lines):
            lines, high = narrower, middle
        else:
            low = middle
    return lines


def _broken_alike(piece: Piece, size: float, width: float) -> list[Line]:
    """The same for text of one look, which most is."""
    advance = advances(piece.font).__getitem__
    room, blank = width / size, advance(" ")
    lines: list[Line] = []
    words: list[str] = []
    used = 0.0
    for word in piece.text.split(" "):
        wide = sum(map(advance, word))
        if words and used + blank + wide > room:
            lines.append(Line([(piece, " ".join(words) + " ")], used * size))
            words, used = [], 0.0
        if wide > room:
            *whole, word = _cut(word, piece.font, size, width)
            lines += [Line([(piece, part)], measure(part, piece.font, size)) for part in whole]
            wide = sum(map(advance, word))
        if word:
            used += wide + (blank if words else 0.0)
            words.append(word)
    return [*lines, Line([(piece, " ".join(words))], used * size)]


def _words(pieces: Sequence[Piece]) -> Iterator[_Word]:
    """Words over the borders of pieces: no line breaks where there is no blank."""
    word = _Word([], None)
    for piece in pieces:
        first, *others = piece.text.split(" ")
        if first:
            word.bits.append((piece, first))
        for text in others:
            if word.bits:
                yield word
            word = _Word([(piece, text)] if text else [], piece)
    if word.bits:
        yield word


def _fitting(words: Iterator[_Word], size: float, width: float) -> Iterator[_Word]:
    """Words of which none is wider than a line: one that is, is cut."""
    for word in words:
        if _width(word.bits, size) <= width:
            yield word
            continue
        gap: Piece | None = word.gap
        for piece, text in word.bits:
            for part in _cut(text, piece.font, size, width):
                yield _Word([(piece, part)], gap)
                gap = None


def _cut(word: str, font: str, size: float, width: float) -> list[str]:
    """A word in parts that fit, cut after a mark such as a slash where there is one in the second half of a line."""
    advance, room = advances(font), width / size
    parts: list[str] = []
    start, used = 0, 0.0
    for at, character in enumerate(word):
        used += advance[character]
        if used > room and at > start:
            end = max(word.rfind(mark, start + (at - start) // 2, at) for mark in _LONG_WORD_BREAKS) + 1 or at
            parts.append(word[start:end])
            start, used = end, sum(advance[item] for item in word[end : at + 1])
    return [*parts, word[start:]]


def _width(bits: Sequence[_Bit], size: float) -> float:
    return sum(measure(text, piece.font, size) for piece, text in bits)


def _put(parts: list[_Bit], piece: Piece, text: str) -> None:
    if parts and parts[-1][0] is piece:
        parts[-1] = (piece, parts[-1][1] + text)
    else:
        parts.append((piece, text))
