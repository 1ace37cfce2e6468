"""What can be proved of a case: that its history is whole, and what its texts were before."""

import re
from dataclasses import dataclass
from typing import Any

from foidesk.desk.browse import versions
from foidesk.desk.fields import save_field
from foidesk.desk.office import Desk
from foidesk.desk.questions import edit_question
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
    """Save an earlier version of a text anew: nothing in the history changes, one event more says so (decision 5)."""
    found = next((version for version in versions(desk, case_id, field) if version.number == number), None)
    if found is None or not can_come_back(field):
        raise UserError("That version of the text cannot be brought back.")
    question = _QUESTION.fullmatch(field)
    if question:
        edit_question(desk, case_id, int(question[1]), text=found.text)
    else:
        save_field(desk, case_id, field, found.text)


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
