"""Where in a case an event was: which question or provision its ids mean today. Events hold ids alone (decision 6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from foidesk.model import Case

TOLD = frozenset({"answer-written", "question-edited", "question-moved", "ground-written", "decision-changed", "text-restored"})
"""Kinds of events whose words say too little without their place."""


def place_of(case: Case, kind: str, body: Mapping[str, Any]) -> str:
    """The place of an event in words, such as "question 3" or "31(1)(a)"; "" where it has none, or what it was about is gone."""
    if kind not in TOLD:
        return ""
    if kind == "text-restored":
        what, number, _ = str(body.get("field", "::")).split(":", 2)
        return _place(case, {what: [int(number)]}) if number.isdigit() else ""
    return _place(
        case,
        {
            "decision": [*body.get("decisions", ()), *_one(body, "decision")],
            "question": _one(body, "question"),
            "ground": _one(body, "ground"),
        },
    )


def _one(body: Mapping[str, Any], name: str) -> list[int]:
    return [body[name]] if isinstance(body.get(name), int) else []


def _place(case: Case, ids: Mapping[str, Sequence[int]]) -> str:
    decisions, asked, grounds = ids.get("decision", ()), ids.get("question", ()), ids.get("ground", ())
    labels = [
        question.label
        for question in case.every_question()
        if question.id in asked or any(decision.id in decisions for decision in question.decisions)
    ]
    provisions = [ground.provision for ground in case.grounds if ground.id in grounds]
    return ", ".join([*([_questions(labels)] if labels else []), *provisions])


def _questions(labels: Sequence[str]) -> str:
    *most, last = labels
    return f"questions {', '.join(most)} and {last}" if most else f"question {last}"
