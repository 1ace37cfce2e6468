"""What a rule looks at, found out by watching: which fields of the case, the letter, the catalogue and the words it asks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import inspect

from foidesk.law.provisions import Provision
from foidesk.law.rules import Rule
from foidesk.law.sight import Reliance, Sight
from foidesk.model import (
    Attachment,
    Authority,
    Case,
    ClockEvent,
    CostEstimate,
    Decision,
    Ground,
    Letter,
    Question,
    Requester,
)

NAMES: dict[type, str] = {
    Attachment: "attachment",
    Authority: "authority",
    Case: "case",
    ClockEvent: "event",
    CostEstimate: "estimate",
    Decision: "decision",
    Ground: "ground",
    Letter: "letter",
    Question: "question",
    Requester: "requester",
}
FOUND_BY = {"id", "case_id", "question_id", "parent_id", "position", "key", "label", "version", "authority_id", "sha256"}
"""What only says which row it is."""
RELATIONS = {"question.decisions", "decision.grounds"}
OF_SIGHT = {
    "own_text": "words",
    "public_text": "public_copy",
    "clock": "clock",
    "first_due": "clock",
    "refuses": "refusal",
}
OF_PROVISION = {
    **{name: f"provision.{name}" for name in ("duty", "basis", "limb_required", "repealed", "central_only", "dp", "eir")},
    **dict.fromkeys(("citation", "section"), "ground.provision"),
}
OF_RELIANCE = {name: f"provision.{name}" for name in ("absolute", "public_interest_test", "hist_years")}


def looked_at(rule: Rule, sight: Sight) -> set[str]:
    """The names of what a rule reads while it looks at a case, such as "ground.harm" or "provision.basis"."""
    # Worked out before: what stands behind them is the shelf's business, not the rule's.
    _ = sight.reliances, sight.decisions, sight.clock, sight.first_due, sight.refuses
    seen: set[str] = set()
    with watching(seen):
        list(rule.look(sight))
    return seen


@contextmanager
def watching(seen: set[str]) -> Iterator[None]:
    undo = []
    for kind, name in NAMES.items():
        fields = {item.key for item in inspect(kind).column_attrs} - FOUND_BY
        fields |= {item.partition(".")[2] for item in RELATIONS if item.startswith(f"{name}.")}
        undo.append(watch(kind, {field: f"{name}.{field}" for field in fields}, seen))
    undo.append(watch(Attachment, {"has_file": "attachment.file"}, seen))
    undo += [watch(kind, names, seen) for kind, names in ((Sight, OF_SIGHT), (Provision, OF_PROVISION), (Reliance, OF_RELIANCE))]
    try:
        yield
    finally:
        for restore in reversed(undo):
            restore()


def watch(kind: Any, names: dict[str, str], seen: set[str]) -> Any:
    """Note each asking for one of these attributes of a class."""
    before = kind.__dict__.get("__getattribute__")
    ask = kind.__getattribute__

    def noting(self: Any, name: str) -> Any:
        if name in names:
            seen.add(names[name])
        return ask(self, name)

    kind.__getattribute__ = noting

    def restore() -> None:
        if before is None:
            del kind.__getattribute__
        else:
            kind.__getattribute__ = before

    return restore
