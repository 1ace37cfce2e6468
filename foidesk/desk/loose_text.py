"""Checks of a file by its name: a case document, or the words of a letter or a published page that belongs to no case here."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from foidesk.desk import reference
from foidesk.desk.loose import check_document
from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.law.rules import Finding
from foidesk.law.wordcheck import read
from foidesk.law.wordcheck_text import of_text
from foidesk.worker import in_worker

MOST_BYTES = 25 * 1024 * 1024
TEXTS = frozenset({".txt", ".text", ".md", ".html", ".htm", ".pdf"})
"""What is read as a letter or a page, by the ends of names."""


def check_file(
    path: Path, stage: str | None, today: date, *, public_copy: bool = False, names: Sequence[str] = ()
) -> list[Finding]:
    """The findings on a case document, or on the words of a letter or page. Raises UserError where neither can be read."""
    if path.suffix.lower() in TEXTS:
        return check_text(path, stage, public_copy=public_copy or bool(names), names=names)
    if public_copy or names:
        raise UserError("A case document has its names and its public copy in itself: leave out --public-copy and --name.")
    return check_document(path, stage, today)


def check_text(path: Path, stage: str | None = None, *, public_copy: bool = False, names: Sequence[str] = ()) -> list[Finding]:
    """What the word checks find in the text of a letter or page. `names` must not stand in a public copy.

    Raises UserError where the file cannot be read. Its bytes are read in a worker process only: they may be a stranger's.
    """
    data = read_file(path, MOST_BYTES, "A letter has {limit} MB at most.")
    told: dict[str, Any] = in_worker("foidesk.intake.tasks:read_letter", data, name=path.name)
    span = told["request"]
    reading = of_text(
        told["text"],
        reference.letter_words().lexicon(""),
        reference.catalogue(),
        request=(span[0], span[1]) if span else None,
        is_public=public_copy,
        names=names,
    )
    return read(reading, stage or "publish")
