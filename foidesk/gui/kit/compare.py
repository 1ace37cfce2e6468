"""Two versions of a text, word by word: what went is struck through, what came is marked."""

import difflib
import re
from collections.abc import Iterator

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from foidesk.gui.kit.style import colour

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 20_000
"""Beyond this a comparison takes too long to be of use; the newer text is shown alone."""

SAME, GONE, CAME = "same", "gone", "came"


def compared(before: str, after: str) -> list[tuple[str, str]]:
    """The words of two versions in one order, each piece the same, gone or come. Joined without the one kind or the other, they give
    back the two texts."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [(SAME if before == after else CAME, after)]
    return [(kind, words) for kind, words in _pieces(old, new) if words]


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield SAME, "".join(old[old_from:old_to])
        else:
            yield GONE, "".join(old[old_from:old_to])
            yield CAME, "".join(new[new_from:new_to])


def paint(document: QTextDocument, pieces: list[tuple[str, str]]) -> None:
    """Show a comparison in a document."""
    document.clear()
    cursor = QTextCursor(document)
    for kind, words in pieces:
        cursor.insertText(words, _look(kind))


def _look(kind: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(colour("ink"))
    if kind == GONE:
        form.setForeground(colour("red"))
        form.setFontStrikeOut(True)
    elif kind == CAME:
        form.setBackground(colour("mark"))
        form.setFontUnderline(True)
    return form
