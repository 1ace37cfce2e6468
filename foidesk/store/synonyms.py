"""Words that mean the same to a disclosure officer, and the expressions by which the index is asked for them.

Only the query is widened, never the index: a change of the table holds at once, for cases of any age, and nothing has to be made anew.
No SQLAlchemy here: the case list asks by these words too.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from foidesk.paths import resource

SETTING = "synonyms"
"""The setting that holds what an authority added, and what it took out: {"added": [[...]], "dropped": [[...]]}."""
MOST_WORDS = 6
"""Words of the longest phrase that is looked for."""

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for: its words as they were typed, and the phrases that would do as well."""

    words: str
    phrases: tuple[str, ...]

    def expression(self, *, begun: bool = False) -> str:
        """As FTS5 asks it, each phrase quoted; `begun` lets the last word be the beginning of one."""
        first, *others = self.phrases
        asked = [f"{_quoted(first)}{'*' if begun else ''}", *map(_quoted, others)]
        return asked[0] if len(asked) == 1 else f"({' OR '.join(asked)})"


class Synonyms:
    """The groups in force, found by any of their phrases, in singular or plural."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)
        self._by_phrase: dict[tuple[str, ...], list[Group]] = {}
        for group in self.groups:
            for phrase in group:
                self._by_phrase.setdefault(_key(words_of(phrase)), []).append(group)

    def terms(self, words: Sequence[str]) -> Iterator[Term]:
        """The words in their order; where some of them together stand in a group, the whole group as one term."""
        at = 0
        while at < len(words):
            length, phrases = self._longest(words, at)
            own = " ".join(words[at : at + length])
            yield Term(own, tuple(dict.fromkeys([own, *phrases])))
            at += length

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, list[str]]:
        for length in range(min(MOST_WORDS, len(words) - at), 0, -1):
            groups = self._by_phrase.get(_key(words[at : at + length]))
            if groups:
                return length, [phrase for group in groups for phrase in group]
        return 1, []


def words_of(text: str) -> list[str]:
    """The words of a text as the index parts them, in small letters."""
    return re.findall(r"[^\W_]+", text.casefold())


def shipped() -> tuple[Group, ...]:
    """The program's own groups."""
    return tuple(tuple(group) for group in _data()["groups"])


def common_words() -> frozenset[str]:
    """Words that stand in any request, and say nothing of its subject."""
    return _common()


def in_force(kept: Any) -> Synonyms:
    """The program's groups without those that the authority took out, and with its own."""
    kept = kept if isinstance(kept, dict) else {}
    dropped = {frozenset(group) for group in kept.get("dropped", ())}
    own = [tuple(group) for group in kept.get("added", ())]
    return Synonyms([*(group for group in shipped() if frozenset(group) not in dropped), *own])


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("words", "synonyms.json").read_text("utf-8"))
    return found


@cache
def _common() -> frozenset[str]:
    return frozenset(_data()["common"].split())


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(singular(word) for word in words)


def singular(word: str) -> str:
    """A word without the ending of a plural, as far as that can be told from the word alone."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _quoted(phrase: str) -> str:
    return f'"{" ".join(words_of(phrase))}"'
