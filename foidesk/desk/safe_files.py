"""Files from elsewhere, looked at before they leave: inspected, copied safely, redacted. Each is parsed in a process of its own.

What is written here lies on the officer's own disk beside the original, which is never touched; it has not left by that.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foidesk.errors import RefusedError, UserError
from foidesk.intake.read import read_file
from foidesk.paths import write_whole
from foidesk.release.finding import Inspection, Verdict, as_json, codes, from_json
from foidesk.release.sniff import agrees, kind_of
from foidesk.worker import in_worker

MOST_BYTES = 100 << 20
SECONDS = 300
"""How long a worker may take: a long PDF is drawn several times over."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file and what its inspection came to."""

    path: Path
    inspection: Inspection

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        return {"path": str(self.path), **as_json(self.inspection)}

    def lines(self) -> list[str]:
        """The same for people: the verdict, then what was found, where, and what to do."""
        told = [f"{self.path}: {_VERDICTS[self.inspection.verdict]}"]
        for finding in self.inspection.findings:
            title = codes()[finding.code].title if finding.code in codes() else finding.code
            told.append(f"  {title} ({finding.code}), {finding.where}{': ' if finding.sample else ''}{finding.sample}")
            told.append(f"    {finding.fix}")
        return told


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written: its inspection, the pages that are pictures now, and for a redaction its schedule.

    `unsearched` are pages whose pictures no program could search for the words: somebody has to look at them.
    """

    looked: Looked
    drawn: tuple[int, ...] = ()
    schedule: tuple[Mapping[str, Any], ...] = ()
    occurrences: int = 0
    unsearched: tuple[int, ...] = ()


_VERDICTS = {
    Verdict.PASS: "nothing hidden was found",
    Verdict.STOP: "must not leave as it is",
    Verdict.REFUSE: "must not leave",
}


def inspect_file(path: Path, people: Sequence[str] = ()) -> Looked:
    """Inspect one file of any kind. `people` are names that must not stand in it. Raises UserError where it cannot be opened."""
    data = read_file(path, MOST_BYTES, "A file has {limit} MB at most to be inspected.")
    try:
        answer = in_worker(
            "foidesk.release.tasks:inspect", data, seconds=SECONDS, work=SECONDS, name=path.name, people=list(people)
        )
    except UserError:
        answer = None  # a worker that died of the file: no pass, and the same words as for any file that cannot be read
    return Looked(path, from_json(answer))


def safe_copy(path: Path, out: Path) -> Copied:
    """Write a copy that holds only what is seen of a PDF or picture. Raises UserError, RefusedError where the copy is not clean either."""
    data = _original(path, out)
    answer = in_worker("foidesk.release.redact_tasks:safe_copy", data, seconds=SECONDS, work=SECONDS, name=path.name)
    return _written(answer, out)


def redact_file(path: Path, out: Path, words: Sequence[str], section: str, marks: Sequence[Mapping[str, Any]] = ()) -> Copied:
    """Redact words and boxes of a PDF, or boxes of a picture, and write the result. `marks` are boxes as shares of the page shown.

    Raises UserError where nothing was found or it cannot be proved, RefusedError where the result is not clean. The original is kept.
    """
    data = _original(path, out)
    given = {"name": path.name, "words": list(words), "section": section, "marks": [dict(mark) for mark in marks]}
    answer = in_worker("foidesk.release.redact_tasks:redact_file", data, seconds=SECONDS, work=SECONDS, **given)
    return _written(answer, out)


def _original(path: Path, out: Path) -> bytes:
    data = read_file(path, MOST_BYTES, "A file has {limit} MB at most to be copied.")
    if out.exists() and out.samefile(path):
        raise UserError("The original is kept: give the copy another name.")
    return data


def _written(answer: Any, out: Path) -> Copied:
    """The copy out of a worker's answer, written if it is clean and its name fits."""
    try:
        made = base64.b64decode(answer["file"], validate=True)
        copied = Copied(
            Looked(out, from_json(answer["inspection"])),
            tuple(int(page) for page in answer["drawn"]),
            tuple({str(key): value for key, value in entry.items()} for entry in answer.get("schedule", ())),
            int(answer.get("occurrences", 0)),
            tuple(int(page) for page in answer.get("unsearched", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UserError("The file cannot be read: it is damaged, or made to do harm. Nothing was written.") from error
    if copied.looked.inspection.verdict is not Verdict.PASS:
        first = copied.looked.inspection.findings[0]
        raise RefusedError(f"The copy is not clean either, and was not written: {first.code}, {first.where}.")
    kind = kind_of(made, out.name).name
    if not agrees(kind, out.name):
        raise UserError(f"The copy is of the kind {kind}. Give it a name that ends so.")
    write_whole(out, made)
    return copied
