"""Which kinds of events belong together, so that the history can be looked at by what it is about."""

GROUPS: dict[str, tuple[str, ...]] = {
    "request": (
        "received", "received-corrected", "case-edited", "requester-edited", "question-edited", "question-split", "questions-merged",
        "question-moved", "question-to-note", "note-to-question", "resplit", "imported", "past-imported", "past-letter-added",
    ),
    "decisions": (
        "decided", "answered-as", "decision-changed", "decision-removed", "answer-written", "same-answer", "ground-claimed", "ground-linked",
        "ground-dropped", "ground-written", "provision-changed", "estimate-written", "estimate-removed", "finding-set-aside",
        "set-aside-taken-back", "text-restored",
    ),
    "letters": (
        "letter-started", "letter-written", "letter-discarded", "to-sign", "back-to-drafting", "signed", "signature-withdrawn",
    ),
    "sending": (
        "exported", "draft-exported", "word-exported", "email-prepared", "folder-prepared", "sent", "log-page-made", "log-row-made",
        "case-exported", "closed",
    ),
    "clock": ("clock", "clock-removed", "due-moved", "gathering"),
    "messages": ("message-logged", "attached", "attachment-listed", "attachment-removed"),
}  # fmt: skip
"""The groups in the order in which they are offered."""
OTHER = "other"
"""The group of every kind that stands in none."""

_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


def group_of(kind: str) -> str:
    """The group that a kind of event belongs to."""
    return _OF.get(kind, OTHER)
