"""Reading a case document from a file."""

import json
from pathlib import Path
from typing import Any
from unicodedata import category

from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.paths import resource
from foidesk.worker import in_worker

MOST_BYTES = 20 * 1024 * 1024


def read_document(path: Path) -> dict[str, Any]:
    """A case document as plain values of exactly the shape of its schema. Raises UserError that names the key that is wrong."""
    data = read_file(path, MOST_BYTES, "A case document has {limit} MB at most.")
    schema = json.loads(resource("schema", "case-document.schema.json").read_text("utf-8"))
    document: dict[str, Any] = in_worker("foidesk.intake.tasks:read_document", data, schema=schema)
    for number, item in enumerate(document.get("attachments", [])):
        _check_name(item.get("path"), f"attachments[{number}].path")
        _check_name(item["name"], f"attachments[{number}].name")
    return document


def _check_name(name: str | None, key: str) -> None:
    """A bare file name: no folder, no drive, no way up, and nothing in it that a screen does not show."""
    if name is None:
        return
    marks = any(mark in '/\\:*?"<>|' or category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for mark in name)
    if not name.strip(" .") or marks or len(name) > 200:
        raise UserError(f"{key}: must be a bare file name beside the document.")
