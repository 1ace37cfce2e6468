"""What a worker does with PDFs and pictures: each task takes the bytes of one file and gives plain JSON values. Imported only there."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from foidesk.errors import UserError
from foidesk.release.finding import as_json, inspection_of
from foidesk.release.image import inspect_image, safe_image
from foidesk.release.marks import MOST_MARKS, mark_of
from foidesk.release.pdf import inspect_pdf
from foidesk.release.rebuild_pdf import safe_pdf
from foidesk.release.redact import Redacted, redact, redact_image
from foidesk.release.redact_find import find
from foidesk.release.sniff import kind_of


def inspect(data: bytes, name: str = "", allowed: Sequence[str] = ()) -> dict[str, Any]:
    """Inspect a PDF or a picture. Raises UserError for what is neither."""
    findings = inspect_pdf(data, allowed=frozenset(allowed)) if _is_pdf(data, name) else inspect_image(data)
    return as_json(inspection_of(findings))


def safe_copy(data: bytes, name: str = "") -> dict[str, Any]:
    """A copy of a PDF or picture that holds only what is seen, and its inspection. Raises UserError where none can be made."""
    if _is_pdf(data, name):
        made, drawn = (copy := safe_pdf(data)).data, copy.drawn
        findings = inspect_pdf(made)
    else:
        made, drawn = safe_image(data), ()
        findings = inspect_image(made)
    return {"file": _packed(made), "drawn": list(drawn), "inspection": as_json(inspection_of(findings))}


def search(data: bytes, words: Sequence[str]) -> dict[str, Any]:
    """Where words stand in a PDF, as boxes that can be redacted."""
    found = find(data, words)
    return {
        "marks": [asdict(mark) for mark in found.marks],
        "occurrences": found.occurrences,
        "unsearched": list(found.unsearched),
    }


def redact_file(
    data: bytes, name: str = "", words: Sequence[str] = (), marks: Sequence[Mapping[str, Any]] = (), section: str = ""
) -> dict[str, Any]:
    """Redact a PDF or a picture: the new file, the schedule, and its inspection. Raises UserError where that cannot be done or proved."""
    if len(marks) > MOST_MARKS:
        raise UserError("These are too many boxes.")
    boxes = [mark_of(mark) for mark in marks]
    if _is_pdf(data, name):
        return _answer(redact(data, boxes, words, section))
    if words:
        raise UserError("Words cannot be found in a picture. Draw boxes on it.")
    return _answer(redact_image(data, boxes, section))


def _answer(done: Redacted) -> dict[str, Any]:
    return {
        "file": _packed(done.data),
        "schedule": list(done.schedule),
        "occurrences": done.occurrences,
        "drawn": list(done.drawn),
        "unsearched": list(done.unsearched),
        "inspection": as_json(done.inspection),
    }


def _is_pdf(data: bytes, name: str) -> bool:
    kind = kind_of(data, name)
    if kind.name != "pdf" and not kind.picture:
        raise UserError(f"{name or 'The file'} is neither a PDF nor a picture.")
    return kind.name == "pdf"


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode()
