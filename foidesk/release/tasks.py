"""What a worker process does for the gate: it takes the bytes of one file and gives plain JSON values. Imported only there."""

from collections.abc import Sequence
from typing import Any

from foidesk.release.finding import as_json
from foidesk.release.inspect import inspect as look


def inspect(data: bytes, name: str = "", people: Sequence[str] = (), allowed: Sequence[str] = ()) -> dict[str, Any]:
    """The inspection of a file, as finding.as_json writes it down."""
    return as_json(look(data, name, people=people, allowed=allowed))
