"""The passage of a case in which words were found. The index holds no text, so it is made from the cases that are seen. No SQLAlchemy here.

The library that found them marks them too, in memory: then a word is marked exactly where it was found, whatever its ending.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foidesk.store.driver import driver

_WORDS = 16
_OPEN, _SHUT = "\x02", "\x03"
_TABLE = "CREATE VIRTUAL TABLE seen USING fts5(words, tokenize='porter unicode61 remove_diacritics 2')"
_MOST = 200_000
"""Characters of a case that are read for its passage."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage in one line, and where in it the words that were looked for begin and end."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Snippets:
    """Finds passages; of one thread, like the connection that it has in memory."""

    def __init__(self) -> None:
        self._memory: Any = driver().connect(":memory:", isolation_level=None, check_same_thread=False)
        self._memory.execute("PRAGMA temp_store = MEMORY")
        self._memory.execute(_TABLE)

    def find(self, asked: str, texts: Mapping[int, str]) -> dict[int, Snippet]:
        """The passage of each text that holds any of what is asked; the others are left out."""
        rows = [(key, " ".join(text[:_MOST].replace(_OPEN, " ").replace(_SHUT, " ").split())) for key, text in texts.items()]
        try:
            self._memory.executemany("INSERT INTO seen(rowid, words) VALUES (?, ?)", rows)
            query = "SELECT rowid, snippet(seen, 0, ?, ?, '…', ?) FROM seen WHERE seen MATCH ?"
            return {key: _marked(text) for key, text in self._memory.execute(query, (_OPEN, _SHUT, _WORDS, asked))}
        finally:
            self._memory.execute("DELETE FROM seen")

    def close(self) -> None:
        """Let the memory go."""
        self._memory.close()


def _marked(text: str) -> Snippet:
    plain, marks, start = "", [], 0
    for letter in text:
        if letter == _OPEN:
            start = len(plain)
        elif letter == _SHUT:
            marks.append((start, len(plain)))
        else:
            plain += letter
    return Snippet(plain, tuple(marks))
