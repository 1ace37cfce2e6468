"""What intake returns: plain values with the place of every word in the source."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the text, from code point `start` up to `end`; `text` is the same, cleaned."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its label, its words without the marker and with wrapped lines joined, and its raw span, marker included.

    `text` holds the parts too, a line each; `own` is what stands before them, and is empty where the parts are all there is.
    """

    label: str
    text: str
    start: int
    end: int
    parts: tuple["Asked", ...] = ()
    own: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """A text divided: every character that is not blank lies in a question, a note or `other`."""

    questions: tuple[Asked, ...]
    notes: tuple[Span, ...]
    other: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks, as far as the text tells; every value is a suggestion."""

    name: str | None = None
    email: str | None = None
    address: str | None = None
    handle: str | None = None
    organisation: str | None = None
    format_wanted: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A request, or a published log page, as it was read.

    `received` is the day in London on which the authority's own mail server had it; `sent` is the sender's clock. `response` and
    `attachments` are those of a log page, or the names of files that came with an e-mail. `flags` are hints for the officer.
    """

    kind: str
    text: str
    questions: tuple[Asked, ...]
    notes: tuple[Span, ...]
    other: tuple[Span, ...]
    requester: Sender
    received: date | None = None
    sent: datetime | None = None
    subject: str | None = None
    title: str | None = None
    reference: str | None = None
    response: str | None = None
    attachments: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON document (docs/commands.md)."""
    document = asdict(reading)
    document["received"] = reading.received.isoformat() if reading.received else None
    document["sent"] = reading.sent.isoformat() if reading.sent else None
    # As in the case document: a note applies to every question until the officer says otherwise.
    document["notes"] = [{**note, "questions": "all"} for note in document["notes"]]
    return document


def from_json(document: Mapping[str, Any]) -> Reading:
    """A reading out of its JSON document, as the worker process sends it. Raises KeyError, TypeError or ValueError for another shape."""
    return Reading(
        kind=str(document["kind"]),
        text=str(document["text"]),
        questions=tuple(_asked(item) for item in document["questions"]),
        notes=tuple(Span(item["text"], item["start"], item["end"]) for item in document["notes"]),
        other=tuple(Span(**item) for item in document["other"]),
        requester=Sender(**document["requester"]),
        received=date.fromisoformat(document["received"]) if document["received"] else None,
        sent=datetime.fromisoformat(document["sent"]) if document["sent"] else None,
        subject=document["subject"],
        title=document["title"],
        reference=document["reference"],
        response=document["response"],
        attachments=tuple(document["attachments"]),
        flags=tuple(document["flags"]),
        warnings=tuple(document["warnings"]),
    )


def split_from_json(document: Mapping[str, Any]) -> Split:
    """A split out of its JSON document."""
    return Split(
        tuple(_asked(item) for item in document["questions"]),
        tuple(Span(**item) for item in document["notes"]),
        tuple(Span(**item) for item in document["other"]),
    )


def _asked(item: Mapping[str, Any]) -> Asked:
    parts = tuple(_asked(part) for part in item["parts"])
    return Asked(item["label"], item["text"], item["start"], item["end"], parts, item["own"])
