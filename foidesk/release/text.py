"""Files of plain words and of values between commas: what is written, what cannot be seen in it, and what would run."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise

from foidesk.release.limits import RefusalError
from foidesk.release.look import Look, listed
from foidesk.release.ooxml_sheet import FAR, column_letters
from foidesk.release.sniff import ending
from foidesk.release.text_counts import low_counts, named_cells

MOST_ROWS = 1_000_000
MOST_INVISIBLE = 8
"""Characters without width that a text copied from a web page may hold; more of them may spell something."""
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_NO_WIDTH = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff]")
_STARTS = re.compile(r"^[\s'\"]*(?:=|@\w+\s*\(|[+-]\s*[A-Za-z@(][\w.]*\s*[(|!]|[=+@-].*\|)")
_THREAD = re.compile(
    r"^[ \t>]*(?:-{3,} ?(?:original message|forwarded message|forwarded by)[^\n]*|begin forwarded message:"
    r"|from:[^\n]+\n+[ \t>]*(?:sent|date|to|subject):[^\n]+|on [^\n]{6,120}\n?[^\n]{0,80} wrote:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(r"(?:^>[^\n]*\n){3}", re.MULTILINE)


def look_at_text(look: Look, data: bytes) -> None:
    """Tell of what a file of words holds."""
    look.program = "text"
    text = decoded(data)
    look_at_characters(look, text)
    if ending(look.name) in {"csv", "tsv"}:
        _look_at_table(look, text)
        return
    look_for_thread(look, text)
    look.read_lines((line, f"line {at}") for at, line in enumerate(text.split("\n"), 1))
    _look_at_lines(look, text)


def decoded(data: bytes) -> str:
    """The words of a file. Raises RefusalError for what is no text."""
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise RefusalError("corrupt-file") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(text):
        raise RefusalError("corrupt-file")
    return text


def look_at_characters(look: Look, text: str, place: str = "") -> None:
    """Tell of characters that nobody sees and that may hide or turn words."""
    match = _TURNING.search(text)
    if match or len(_NO_WIDTH.findall(text)) > MOST_INVISIBLE:
        at = text[: match.start()].count("\n") + 1 if match else 1
        look.say("hidden-text", place or f"line {at}, characters that cannot be seen")


def look_for_thread(look: Look, text: str, place: str = "the text") -> None:
    """Tell of earlier messages below a message."""
    match = _THREAD.search(text) or _QUOTED.search(text)
    if match:
        look.say("email-thread", f"{place}, line {text[: match.start()].count(chr(10)) + 1}", match[0])


def _look_at_table(look: Look, text: str) -> None:
    rows = _rows(text, "\t" if ending(look.name) == "tsv" else _between(text))
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if cell[:1] in "=+-@\t '\"" and _STARTS.match(cell):
                look.say("active-formula", f"line {line}, column {column_letters(column)}", cell)
    look.read_lines(("\n".join(row), f"line {line}") for line, row in enumerate(rows, 1))
    _look_far(look, rows)
    for line, column, figure in low_counts(rows):
        look.say("small-number", f"line {line + 1}, column {column_letters(column + 1)}", figure)
    for line, column, words in named_cells(rows):
        look.say("personal-data", f"line {line + 1}, column {column_letters(column + 1)}", words)


def _between(text: str) -> str:
    """What stands between the values: the mark that the first lines have most of."""
    head = "\n".join(text.split("\n")[:5])
    return max(",;\t|", key=lambda mark: (head.count(mark), -",;\t|".index(mark)))


def _rows(text: str, mark: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise RefusalError("corrupt-file") from None
    if len(rows) > MOST_ROWS:
        raise RefusalError("zip-bomb")
    return rows


def _look_far(look: Look, rows: Sequence[Sequence[str]]) -> None:
    filled = [(line, column) for line, row in enumerate(rows, 1) for column, cell in enumerate(row, 1) if cell.strip()]
    found = []
    for at in (0, 1):
        numbers = sorted({cell[at] for cell in filled})
        beyond = next((after for before, after in pairwise(numbers) if after - before - 1 > FAR), 0)
        found += [
            f"line {line}, column {column_letters(column)}" for line, column in filled if beyond and beyond == (line, column)[at]
        ][:1]
    if found:
        look.say("outside-print-area", listed(found))


def _look_at_lines(look: Look, text: str) -> None:
    """Low counts in lines that are columns: between tabs, or a label with its figure."""
    rows = [line.split("\t") for line in text.split("\n") if "\t" in line]
    for line, _, figure in low_counts(rows):
        look.say("small-number", f"a table in the text, row {line + 1}", figure)
