"""Finding who asked over all cases, and taking a requester's identity out of the words of one case."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, inspect, or_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from foidesk.model import Base, Case, Correspondence, Draft, Note, Requester, TextVersion
from foidesk.store import texts

_TITLES = r"(?:mr|mrs|ms|miss|mx|dr|prof(?:essor)?|sir|dame|lord|lady|rev(?:erend)?|cllr|councillor)\.?\s+"
_IDENTIFYING = ("name", "email", "address", "handle")
_LEAST = 3
"""How many characters a name has at least that is looked for in running words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case in which somebody was found: as the one who asked (`certain` where all of the name or address is the same), or in its words."""

    case_id: int
    as_requester: bool
    certain: bool


def plain(words: str | None) -> str:
    """Words as they are compared: without case, accents and more than one blank."""
    bare = unicodedata.normalize("NFKD", words or "").casefold()
    return " ".join("".join(mark for mark in bare if not unicodedata.combining(mark)).split())


def find(session: Session, words: str) -> list[Found]:
    """The cases of whoever has this name, e-mail address or handle, then those whose words hold it, the earliest first."""
    wanted = plain(words)
    found = {}
    columns = (Requester.case_id, Requester.name, Requester.email, Requester.handle, Requester.address, Requester.organisation)
    for row in session.execute(select(*columns).order_by(Requester.case_id)):
        values = [plain(value) for value in row[1:]]
        if wanted in values:
            found[row.case_id] = Found(row.case_id, as_requester=True, certain=True)
        elif any(_holds(value, wanted) for value in values):
            found[row.case_id] = Found(row.case_id, as_requester=True, certain=False)
    for case_id in sorted(_in_words(session, words) - set(found)):
        found[case_id] = Found(case_id, as_requester=False, certain=False)
    return sorted(found.values(), key=lambda item: (not item.as_requester, not item.certain, item.case_id))


def _holds(value: str, wanted: str) -> bool:
    """Whether every word that is looked for stands in a value as a word."""
    return bool(value) and set(re.findall(r"[\w.@'-]+", wanted)) <= set(re.findall(r"[\w.@'-]+", value))


def _in_words(session: Session, words: str) -> set[int]:
    """The cases in whose text, notes or messages the words stand one after the other."""
    tokens = re.findall(r"\w+", words)
    if not tokens:
        return set()
    like = "%" + re.sub(r"([%_\\])", r"\\\1", words.strip()) + "%"
    found = set(
        session.scalars(
            select(Correspondence.case_id).where(
                _like(Correspondence.summary, like),
            )
        )
    )
    found |= set(session.scalars(select(Correspondence.case_id).where(_like(Correspondence.with_whom, like))))
    found |= set(session.scalars(select(Note.case_id).where(_like(Note.text, like))))
    try:
        with session.begin_nested():
            phrase = '"' + " ".join(tokens) + '"'
            rows = session.execute(text("SELECT rowid FROM case_fts WHERE case_fts MATCH :words"), {"words": phrase})
            return found | {row[0] for row in rows}
    except DBAPIError:
        # The index is derived and may be damaged; slower, the words themselves are looked through.
        return found | set(
            session.scalars(select(Case.id).where(or_(_like(Case.request_text, like), _like(Case.past_answer, like))))
        )


def _like(column: Any, words: str) -> Any:
    return column.like(words, escape="\\")


def pattern_of(requester: Requester) -> re.Pattern[str] | None:
    """What identifies a requester in running words: name, e-mail, address, handle, and a title with the surname; None where nothing does."""
    told = [value.strip() for name in _IDENTIFYING if (value := getattr(requester, name)) and len(value.strip()) >= _LEAST]
    choices = [r"\s+".join(map(re.escape, value.split())) for value in sorted(told, key=len, reverse=True)]
    if requester.name and len(parts := requester.name.split()) > 1:
        choices.append(_TITLES + re.escape(parts[-1]))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE) if choices else None


def blacked(pattern: re.Pattern[str], value: Any) -> Any:
    """A text, or a list or record of texts, with what identifies blacked out, character for character: places in it stay what they were."""
    if type(value) is str:
        return pattern.sub(lambda found: "".join(mark if mark.isspace() else "█" for mark in found.group()), value)
    if isinstance(value, list):
        return [blacked(pattern, item) for item in value]
    if isinstance(value, dict):
        return {key: blacked(pattern, item) for key, item in value.items()}
    return value


def black_out(case: Case, pattern: re.Pattern[str]) -> int:
    """Black what identifies out of every text of a case; returns in how many places it stood."""
    count = 0
    for row in _rows(case):
        for attribute in inspect(type(row)).column_attrs:
            before = getattr(row, attribute.key)
            after = blacked(pattern, before)
            if after != before:
                setattr(row, attribute.key, after)
                count += 1
    return count


def forget_versions(session: Session, case: Case, pattern: re.Pattern[str]) -> tuple[list[str], dict[str, Any]]:
    """Delete the versions of those texts in which somebody was named at any time; returns their hashes, and each text as it is to stand."""
    erased: list[str] = []
    standing: dict[str, Any] = {}
    for name, _ in texts.fields(session, case.id):
        saved = texts.versions(session, case.id, name)
        if not any(blacked(pattern, item.text) != item.text for item in saved):
            continue
        erased += [item.digest for item in saved]
        standing[name] = blacked(pattern, saved[-1].text)
        session.execute(delete(TextVersion).where(TextVersion.case_id == case.id, TextVersion.field == name))
    session.execute(delete(Draft).where(Draft.case_id == case.id))
    session.expire_all()
    return erased, standing


def left_words(case: Case, name: str | None) -> list[str]:
    """The parts of a name that still stand somewhere in a case's texts: whether they mean the person only a reader can tell."""
    parts = [part for part in (name or "").split() if len(part) >= _LEAST]
    values = [getattr(row, item.key) for row in _rows(case) for item in inspect(type(row)).column_attrs]
    whole = "\n".join(words for value in values for words in _strings(value))
    return [part for part in parts if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole, re.IGNORECASE)]


def _strings(value: Any) -> Iterator[str]:
    """The texts in a value."""
    if type(value) is str:
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _rows(case: Case) -> Iterator[Base]:
    yield case
    for question in case.every_question():
        yield question
        yield from question.decisions
    rows: Collection[Collection[Base]] = (
        case.notes,
        case.grounds,
        case.cost_estimates,
        case.attachments,
        case.letters,
        case.correspondence,
        case.set_asides,
    )
    for some in rows:
        yield from some
