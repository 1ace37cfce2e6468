"""Cases that ask for the like: candidates from the index by the rarest words of a request, and near repeats told by their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from foidesk.store.synonyms import Synonyms, Term, common_words, singular, words_of

MOST_TERMS = 16
"""How many of the rarest terms are asked for; more make the asking slower and the finding no better."""
CANDIDATES = 30
MOST_WORDS = 3_000
"""Words of a request that are held against another's: a request can be as long as its sender likes, and the work grows with its square."""
MOST_LOOKED_UP = 400
"""Different terms that are looked up in the index, for the same reason."""
NEAR = 86
"""From this score on one request is the other again: of pairs that are, hardly any lies below it; of pairs that are not, hardly any above."""
_TOO_COMMON = 5
"""A term that more than one case in so many holds says nothing of a subject."""
_FEW = 20
"""In so many cases any term may still tell one from the other."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COLUMNS = "{title request} : "


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that asks for the like. `score` tells how near its words are, from 0 to 100; `shared` are the terms that both hold."""

    case_id: int
    score: float
    shared: tuple[str, ...]

    @property
    def is_near(self) -> bool:
        """Whether the one request is the other again in nearly the same words."""
        return self.score >= NEAR


def alike(session: Session, asked: str, synonyms: Synonyms, *, without: int | None = None, limit: int = 10) -> list[Alike]:
    """The cases whose requests are most like some words: near repeats first, then by how rare the words are that they share."""
    terms = _rarest(session, synonyms, asked)
    if not terms:
        return []
    found = _candidates(session, terms, without)
    texts = _texts(session, found)
    scored = {case_id: nearness(asked, texts.get(case_id, "")) for case_id in found}
    # Of several that hold the same words, the one that holds no others and names the same years comes first.
    whole = {case_id: _whole(asked, texts.get(case_id, "")) for case_id in found}
    best = sorted(found, key=lambda case_id: -(scored[case_id] + whole[case_id]) if scored[case_id] >= NEAR else 0)[:limit]
    return [Alike(case_id, scored[case_id], _shared(terms, texts.get(case_id, ""))) for case_id in best]


def _shared(terms: Sequence[Term], words: str) -> tuple[str, ...]:
    """The terms that a request holds too, in its own words or in others that mean the same."""
    spaced = f" {' '.join(map(singular, words_of(words)))} "
    return tuple(
        term.words for term in terms if any(f" {' '.join(map(singular, words_of(phrase)))} " in spaced for phrase in term.phrases)
    )


def nearness(one: str, other: str) -> float:
    """How near the words of two requests are, from 0 to 100, whatever their order and the years that they name."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return 0.0
    return float(fuzz.token_set_ratio(first, second)) * min(1.0, _balance(first, second))


def _whole(one: str, other: str) -> float:
    """How far two requests are the same to the last word, with something for naming the same years."""
    first, second = _years(one), _years(other)
    years = len(first & second) / len(first | second) if first or second else 1.0
    return float(fuzz.token_sort_ratio(" ".join(words_of(one)[:MOST_WORDS]), " ".join(words_of(other)[:MOST_WORDS]))) + 20 * years


def _years(words: str) -> set[str]:
    return set(_YEAR.findall(words))


def _balance(first: str, second: str) -> float:
    """Below 1 where one request holds so much more than the other that the few words they share make no repeat."""
    fewer, more = sorted(len(set(item.split())) for item in (first, second))
    return 2.0 * fewer / more


def _telling(words: str) -> str:
    """The words that say what is asked for, without years."""
    return " ".join(word for word in words_of(words)[:MOST_WORDS] if word not in common_words() and not _YEAR.fullmatch(word))


def _rarest(session: Session, synonyms: Synonyms, asked: str) -> list[Term]:
    words = words_of(asked)
    cases = int(session.execute(text("SELECT count(*) FROM foi_case")).scalar_one())
    most = max(cases // _TOO_COMMON, _FEW)
    telling = {
        term.words: term
        for term in synonyms.terms(words)
        if term.words not in common_words() and not term.words.isdecimal() and len(term.words) > 1
    }
    counted = [(_count(session, term, most + 1), term) for term in islice(telling.values(), MOST_LOOKED_UP)]
    return [term for held, term in sorted(counted, key=lambda item: item[0]) if 0 < held <= most][:MOST_TERMS]


def _count(session: Session, term: Term, most: int) -> int:
    """How many cases hold a term, no further than to a number: a word that stands in most of them is soon told."""
    statement = "SELECT count(*) FROM (SELECT 1 FROM case_fts WHERE case_fts MATCH :asked LIMIT :most)"
    return int(session.execute(text(statement), {"asked": _COLUMNS + term.expression(), "most": most}).scalar_one())


def _candidates(session: Session, terms: Sequence[Term], without: int | None) -> list[int]:
    asked = f"{_COLUMNS}({' OR '.join(term.expression() for term in terms)})"
    statement = "SELECT rowid FROM case_fts WHERE case_fts MATCH :asked AND rowid IS NOT :without ORDER BY rank LIMIT :most"
    return list(session.scalars(text(statement), {"asked": asked, "without": without, "most": CANDIDATES}))


def _texts(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The words of the questions of some cases, with their parts."""
    # Two selects, each by an index: with OR every question of the store would be read.
    statement = text(
        "SELECT case_id, text FROM question WHERE case_id IN :ids UNION ALL SELECT above.case_id, part.text FROM question above "
        "JOIN question part ON part.parent_id = above.id WHERE above.case_id IN :ids"
    ).bindparams(bindparam("ids", expanding=True))
    found: dict[int, list[str]] = {}
    for case_id, words in session.execute(statement, {"ids": list(ids)}):
        found.setdefault(case_id, []).append(words)
    return {case_id: " ".join(texts) for case_id, texts in found.items()}
