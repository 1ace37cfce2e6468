"""The outbox: what was written out and still lies there in plain form. It is listed, and swept once it is not needed any more.

The store keeps the signed letters; a file of the outbox can be written out again at any time.
"""

import re
import shutil
import stat
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from foidesk.desk.office import Desk
from foidesk.desk.send import outbox
from foidesk.errors import UserError
from foidesk.model import Case, LetterKind
from foidesk.store import queries

_KINDS = "|".join(kind.value.replace("_", "-") for kind in LetterKind)
_OF_LETTER = re.compile(rf"(?P<stem>.+)-(?P<kind>{_KINDS})-(?P<number>\d+)(?P<draft>-draft)?(\.(pdf|docx|eml))?")
_OF_LOG = re.compile(r"(?P<stem>.+)-log\.(html|csv)")


@dataclass(frozen=True, slots=True)
class Lying:
    """One file or folder of the outbox: since when (UTC), how many bytes, of which case, and whether it has done its service.

    `reference` is "" where no case of this store is known by the name.
    """

    name: str
    at: datetime
    size: int
    is_folder: bool
    reference: str
    is_done: bool


def listed(desk: Desk) -> list[Lying]:
    """What lies in the outbox, the newest first."""
    with desk.reading() as session:
        found = [_lying(session, path) for path in outbox(desk).iterdir() if not path.name.startswith(".")]
    return sorted(found, key=lambda item: (item.at, item.name), reverse=True)


def sweep(desk: Desk, names: Collection[str]) -> int:
    """Delete files and folders of the outbox by their names; returns how many. The store keeps what was signed.

    Raises UserError for a name that is not in the outbox, and where a file cannot be deleted.
    """
    place = outbox(desk)
    there = {path.name: path for path in place.iterdir()}
    unknown = [name for name in names if name not in there]
    if unknown or not names:
        raise UserError("That does not lie in the outbox any more. List it again.")
    with desk.writing() as work:
        for name in names:
            _delete(there[name])
        work.record("outbox-swept", files=len(names))
    return len(names)


def sweep_of(desk: Desk, reference: str) -> int:
    """Delete what lies there of one case, within the verb that disposes of it; returns how many. Raises UserError where it cannot."""
    names = [item.name for item in listed(desk) if item.reference == reference]
    for name in names:
        _delete(outbox(desk) / name)
    return len(names)


def _delete(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise UserError(f"Cannot delete {path.name}: {error.strerror}. Close it where it is open, and try again.") from error


def _lying(session: Session, path: Path) -> Lying:
    known = path.lstat()
    is_folder = stat.S_ISDIR(known.st_mode)
    size = sum(item.lstat().st_size for item in path.iterdir()) if is_folder else known.st_size
    case = _case_of(session, path.name)
    return Lying(
        path.name,
        datetime.fromtimestamp(known.st_mtime, UTC),
        size,
        is_folder,
        case.reference if case else "",
        case is not None and _has_served(case, path.name),
    )


def _case_of(session: Session, name: str) -> Case | None:
    """The case that a file was written for, by the beginning of its name."""
    found = _OF_LETTER.fullmatch(name) or _OF_LOG.fullmatch(name)
    if found is None:
        return None
    stem = found["stem"]
    case_id = queries.find_case(session, stem) or queries.find_case(session, stem.replace("_", "/"))
    return None if case_id is None else queries.load_case(session, case_id)


def _has_served(case: Case, name: str) -> bool:
    """Whether a file is not needed any more: its letter was sent, or signed where this is a draft of it. A log page may still be wanted."""
    found = _OF_LETTER.fullmatch(name)
    if found is None:
        return False
    same = [letter for letter in case.letters if letter.kind.value.replace("_", "-") == found["kind"]]
    number = int(found["number"])
    if not 1 <= number <= len(same):
        return True
    letter = same[number - 1]
    return letter.sent is not None or (bool(found["draft"]) and letter.sha256 is not None)
