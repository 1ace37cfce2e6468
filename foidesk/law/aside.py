"""When a finding that was set aside is still the same one: what it said, and the facts that it rested on, as one hash."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from foidesk.law.rules import NOT_CHECKED, RULES
from foidesk.law.sight import Finding, Severity, Sight, says
from foidesk.model import Decision

_READS = {rule.id: rule.reads for rule in RULES}

_NO_FACTS = frozenset({"words", "public_copy", "refusal", "letter.dated", "letter.sent", "letter.signed", "letter.left_out"})
"""What is read and is no fact of its own: the finding quotes the words, days move on by themselves, and a section that was left out is
what the finding says already."""

_BY_VALUE = frozenset({"ground.provision", "ground.by_reference_to", "letter.kind"})


def may_be_set_aside(finding: Finding) -> bool:
    """Whether the officer may answer for it with a reason: a warning or information, never what blocks, nor what was not checked at all."""
    return finding.severity is not Severity.BLOCK and finding.rule != NOT_CHECKED


def fingerprint(finding: Finding, sight: Sight) -> str:
    """SHA-256, hex, of a finding with its facts: it changes when the finding says something else or rests on something else.

    Long texts count as there or not there, since a rule asks no more of them; what a check quotes of them stands in its message.
    """
    facts = {name: list(_values(name, finding, sight)) for name in _READS.get(finding.rule, ()) if name not in _NO_FACTS}
    said = [finding.rule, finding.severity, finding.target, finding.ground, finding.questions, finding.message, facts]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _values(name: str, finding: Finding, sight: Sight) -> Iterator[Any]:
    of, _, field = name.partition(".")
    if of == "clock":
        yield sight.clock.due
    elif name == "decision.grounds":
        yield from ([ground.provision for ground in decision.grounds] for decision in _decisions(finding, sight))
    elif name == "question.decisions":
        yield from ([decision.outcome, decision.extent_kind] for decision in _decisions(finding, sight))
    elif name == "attachment.file":
        yield from (item.has_file for item in sight.case.attachments)
    else:
        yield from (_value(name, getattr(row, field)) for row in _rows(of, finding, sight))


def _rows(of: str, finding: Finding, sight: Sight) -> Iterable[Any]:
    """The rows that a name means for a finding: its own ground and decisions, else all of the case."""
    case = sight.case
    if of == "ground":
        if finding.ground is not None:
            return [ground for ground in case.grounds if ground.key == finding.ground]
        return dict.fromkeys(ground for decision in _decisions(finding, sight) for ground in decision.grounds)
    if of == "decision":
        return _decisions(finding, sight)
    if of == "question":
        return [question for question in case.every_question() if question.label in finding.questions]
    whole: dict[str, Iterable[Any]] = {
        "letter": [sight.letter],
        "case": [case],
        "authority": [case.authority],
        "requester": [case.requester],
        "event": case.clock,
        "estimate": case.cost_estimates,
        "attachment": case.attachments,
    }
    return whole.get(of, ())


def _decisions(finding: Finding, sight: Sight) -> list[Decision]:
    return [decision for question, decision in sight.decisions if not finding.questions or question.label in finding.questions]


def _value(name: str, value: Any) -> Any:
    is_text = isinstance(value, str | list) and not isinstance(value, Enum)
    if is_text and name.startswith(("ground.", "letter.")) and name not in _BY_VALUE:
        return says(value)
    return value
