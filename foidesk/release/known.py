"""What is known of foreign files, as data (resources/release/parts.json): relationships, namespaces, headers, and the names of nobody."""

import json
from functools import cache
from typing import Any

from foidesk.paths import resource


@cache
def known() -> Any:
    """The lists by their names. What stands on none of them is a finding."""
    return json.loads(resource("release", "parts.json").read_text("utf-8"))
