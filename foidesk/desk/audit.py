"""What can be proved of a case: that its history is whole, and what its texts were before."""

import re
from dataclasses import dataclass
from typing import Any

from foidesk.desk.decide import find_decision, find_ground, ground_value
from foidesk.desk.draft import unsigned_letter
from foidesk.desk.office import Desk, Work
from foidesk.desk.questions import find_question
from foidesk.errors import UserError
from foidesk.store import texts

_QUESTION = re.compile(r"question:(\d+):text")
_WRITTEN = re.compile(r"(?:decision|ground|letter):\d+:(?!withdrawn$|own_words$)[a-z0-9_.]+")


@dataclass(frozen=True, slots=True)
class Whole:
    """Whether the history of the store is as it was written: how many events it has, and what is wrong if anything is."""

    ok: bool
    events: int
    why: str = ""


def history_whole(desk: Desk) -> Whole:
    """Read the whole history and compare each event with its hash and the one before it."""
    report = desk.store.verify_history()
    return Whole(report.ok, report.events, report.why)


def saved_texts(desk: Desk, case_id: int) -> list[tuple[str, int]]:
    """The texts of a case by field, each with how many versions were saved; the one saved last comes first."""
    with desk.reading() as session:
        return texts.fields(session, case_id)


def can_come_back(field: str) -> bool:
    """Whether an earlier version of a text can be put in the place of the one that stands."""
    return bool(_QUESTION.fullmatch(field) or _WRITTEN.fullmatch(field))


def bring_back(desk: Desk, case_id: int, field: str, number: int) -> None:
    """Let an earlier version of a text stand again, as a new version with its event; nothing in the history changes (decision 5).

    It is undone in the same way. Raises UserError where the case or its letter is signed, where the text's place is gone, for a text that
    cannot come back, and for the words that stand.
    """
    if not can_come_back(field):
        raise UserError(
            "What was said and done stays as it is written down. Only answers, reasons, letters and questions come back."
        )
    kind, key, name = field.split(":", 2)
    with desk.changing(case_id) as work:
        saved = texts.versions(work.session, case_id, field)
        found = next((version for version in saved if version.number == number), None)
        if found is None:
            raise UserError("That version of the text is not in the store.")
        if found.digest == saved[-1].digest:
            raise UserError("Those words stand already.")
        _put(work, kind, int(key), name, found.text)
        digest = work.save_text(field, found.text)
        work.record("text-restored", field=field, version=number, text=digest)


def _put(work: Work, kind: str, number: int, name: str, value: Any) -> None:
    """Put a text in its place. Raises UserError where that is gone."""
    if kind == "question":
        find_question(work, number).text = value
    elif kind == "decision":
        find_decision(work, number).answer = value or None
    elif kind == "ground":
        setattr(find_ground(work, number), name, ground_value(name, value))
    else:
        letter = unsigned_letter(work, number)
        section = name.removeprefix("own_words.")
        if section == name:
            setattr(letter, name, value or None)
        else:
            letter.own_words = {key: words for key, words in {**letter.own_words, section: value}.items() if words}


def plain_words(value: Any) -> str:
    """A saved text as words alone, whatever form it has: paragraphs parted by blank lines, the items of a list by line ends."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(plain_words, value)))
    if "paragraph" in value:
        return "".join(run if isinstance(run, str) else run["text"] for run in value["paragraph"])
    if "list" in value:
        return "\n".join(f"• {plain_words(item)}" for item in value["list"])
    if "quote" in value:
        return plain_words(value["quote"])
    if "table" in value:
        return "\n".join(" | ".join(row) for row in [value["table"]["header"], *value["table"]["rows"]])
    return "\n\n".join(f"{key}: {plain_words(item)}" for key, item in value.items())
