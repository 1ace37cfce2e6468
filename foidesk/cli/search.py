"""The verbs that look through the cases: by words, and for what is like one of them (docs/commands.md)."""

import argparse
from collections.abc import Iterator
from typing import Any

from foidesk.cli.terminal import at_desk, tell, today


def case_search(options: argparse.Namespace) -> int:
    """The cases that hold some words, the best first."""
    from foidesk.desk.exchange import documents
    from foidesk.desk.listing import search

    filters = {
        name: value for name in ("outcome", "provision", "year", "requester", "timeliness") if (value := getattr(options, name))
    }
    with at_desk(options) as desk:
        rows = search(desk, " ".join(options.words), filters, today(options))
        found = documents(desk, [row.id for row in rows]) if options.json else []
    lines = [line for row in rows for line in _lines(row)]
    tell(options, found, "\n".join(lines) or "No case holds these words.")
    return 0


def case_similar(options: argparse.Namespace) -> int:
    """What the store holds like a case, with why, and what was decided there."""
    from foidesk.desk.browse import find
    from foidesk.desk.looking import similar_document, similar_lines
    from foidesk.desk.similar import similar

    with at_desk(options) as desk:
        found = similar(desk, find(desk, options.reference))
    tell(options, similar_document(found), "\n".join(similar_lines(found)) or "No case asks for the like.")
    return 0


def _lines(row: Any) -> Iterator[str]:
    """A row of the list, with how a requester's case stands, or the passage that was found."""
    yield f"{row.reference:12} {row.stage:10} {row.requester:24} {row.title}"
    if row.progress is not None:
        last = f", last message {row.progress.last_message.isoformat()}" if row.progress.last_message else ""
        due = f", due {row.due.isoformat()}" if row.due else ""
        yield f"{'':12} {row.progress.decided} of {row.progress.questions} decided{due}{last}"
    elif row.found is not None:
        yield f"{'':12} {row.found.text}"
