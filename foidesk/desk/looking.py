"""What the command line says of a search for similar cases: for people, and as one JSON document."""

from collections.abc import Iterator
from typing import Any

from foidesk.desk.similar import Similar, SimilarCase

_WHY = {"person": "same requester", "words": "nearly the same words", "subject": "same subject"}


def similar_document(found: Similar) -> dict[str, Any]:
    """What was found, as one JSON document."""
    return {
        "similar": [_as_document(item) for item in found.cases],
        "differences": [{"question": item.questions[0], "message": item.message} for item in found.differences],
        "may_be_counted_together": [
            {
                "reference": item.reference,
                "received": item.received.isoformat(),
                "working_days": item.working_days,
                "because": list(item.because),
            }
            for item in found.combinable
        ],
    }


def _as_document(item: SimilarCase) -> dict[str, Any]:
    return {
        "reference": item.reference,
        "title": item.title,
        "received": item.received.isoformat(),
        "sent": item.sent.isoformat() if item.sent else None,
        "stage": item.stage.value,
        "because": list(item.because),
        "shared": list(item.shared),
        "score": item.score,
        "positions": [
            {"label": each.label, "outcome": each.outcome.value, "extent": each.extent, "provisions": list(each.provisions)}
            for each in item.positions
        ],
        "provisions": list(item.provisions),
        "repeat": item.repeat.as_record() if item.repeat else None,
    }


def similar_lines(found: Similar) -> Iterator[str]:
    """The same for people."""
    for item in found.cases:
        answered = f"answered {item.sent.isoformat()}" if item.sent else item.stage.value.replace("_", " ")
        shared = f": {', '.join(item.shared)}" if item.shared else ""
        yield f"{item.reference:12} {answered:20} {item.title}"
        yield f"{'':12} {', '.join(_WHY[why] for why in item.because)}{shared}"
        yield from (f"{'':12} {each.label}: {each.words}" for each in item.positions)
        if item.repeat is not None and item.repeat.holds:
            yield f"{'':12} may be a repeat (s.14(2)): met {item.repeat.interval_days} days before this one came"
    yield from (f"WARN  {item.message}" for item in found.differences)
    for each in found.combinable:
        yield f"{each.reference} may be counted together with it (s.12(4)): {each.working_days} working days"
