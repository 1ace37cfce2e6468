"""Places in a text: Python counts code points, Qt counts UTF-16 units, so an emoji moves everything after it by one."""

import unicodedata
from bisect import bisect_left

HIDDEN_MARK = "▯"


class Positions:
    """Turns the places of one text into Qt's and back."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_in_qt = [place + before for before, place in enumerate(self._wide)]

    def to_qt(self, place: int) -> int:
        """A code point's place as Qt counts it."""
        return place + bisect_left(self._wide, place)

    def from_qt(self, place: int) -> int:
        """A place of Qt's as a code point's; within a character that Qt counts as two, the one after it."""
        return place - bisect_left(self._wide_in_qt, place)


def with_marks(text: str) -> tuple[str, int]:
    """A stranger's text with each character that no screen shows, or that turns the line about, as a mark in its place; and how many."""
    shown = [HIDDEN_MARK if _is_hidden(character) else character for character in text]
    return "".join(shown), sum(character == HIDDEN_MARK for character in shown) - text.count(HIDDEN_MARK)


def _is_hidden(character: str) -> bool:
    # The joiner between the pieces of one emoji is left alone; without it a single picture would become several.
    return character not in "\n\t\u200d" and unicodedata.category(character) in ("Cf", "Cc")
