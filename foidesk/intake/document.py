"""Reading a case document from a file."""

import json
from pathlib import Path
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.worker import in_worker
from foidesk.paths import resource

MOST_BYTES = 20 * 1024 * 1024


def read_document(path: Path) -> dict[str, Any]:
    """A case document as plain values of exactly the shape of its schema. Raises UserError that names the key that is wrong."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path.name} is larger than 20 MB: that is no case document.")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"Cannot read {path.name}: {error.strerror}.") from error
    schema = json.loads(resource("schema", "case-document.schema.json").read_text("utf-8"))
    document: dict[str, Any] = in_worker("document", data, schema=schema)
    for number, item in enumerate(document.get("attachments", [])):
        _check_name(item.get("path"), f"attachments[{number}].path")
        _check_name(item["name"], f"attachments[{number}].name")
    return document


def _check_name(name: str | None, key: str) -> None:
    """A bare file name: no folder, no drive, no way up."""
    if name is None:
        return
    if not name.strip() or name in {".", ".."} or any(mark in name for mark in '/\\:\0\n*?"<>|'):
        raise UserError(f"{key}: must be a bare file name beside the document.")
