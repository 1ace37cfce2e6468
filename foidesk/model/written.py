"""A case in its written form: the case document (docs/case-document.md) as plain JSON values, and back.

`read_case` trusts the shape: it was checked against the schema before. What is not in the document keeps its default, and
`write_case` always writes every key, so that writing, reading and writing again gives the same document.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from foidesk.model.base import Base
from foidesk.model.case import Authority, Case, CaseLink, ClockEvent, Correspondence, Note, Question, Requester
from foidesk.model.document import Attachment, Letter
from foidesk.model.reasoning import CostEstimate, Decision, Ground
from foidesk.model.words import (
    AttachmentRole,
    AuthorityKind,
    Channel,
    Direction,
    Duty,
    ExtentKind,
    LetterKind,
    Likelihood,
    LinkKind,
    Outcome,
    Regime,
    Stage,
)

FORMAT, VERSION = "foidesk-case", 1

# Keys that are written as they stand in the row. What needs more than that is written out below.
_AUTHORITY = ("name", "kind", "address", "cost_limit_gbp", "audit_functions", "complaints", "no_complaints_procedure")
_AUTHORITY_END = ("review_days", "regulator_contact", "reuse")
_REQUESTER = ("name", "email", "address", "handle", "organisation", "format_wanted")
_CASE = ("reference", "title", "regime", "language", "stage", "publish", "received", "channel")
_PLAIN_LISTS = ("holders", "advice", "consultations", "approvals")
_DECISION = ("regime", "in_the_alternative", "different_information", "record_year")
_GROUND_START = ("provision", "by_reference_to", "reason", "harm", "likelihood")
_GROUND_END = (
    "section_17_4",
    "private_reason",
    "certificate",
    "consultations",
    "qualified_person",
    "statistical",
    "where",
    "publication_plan",
    "held_before_request",
    "previous_reference",
    "repeat",
    "enactment",
    "interests_of",
    "breach_of_confidence",
    "data_protection",
    "subject_access_pointer",
    "purpose_31_2",
)
_ESTIMATE = ("questions", "similar", "other_gbp", "aggregated", "tasks")
_LETTER = (
    "kind",
    "dated",
    "sent",
    "signed",
    "late_apology",
    "public_interest_decision_by",
    "cost_limit_stated_gbp",
    "advice_and_assistance",
    "advice_not_possible",
    "goodwill_note",
    "clarification",
    "environmental_handling",
    "format_refused",
    "format_refused_reason",
    "left_out",
    "own_words",
)

_READ: dict[str, Any] = {
    "received": date.fromisoformat,
    "dated": date.fromisoformat,
    "sent": date.fromisoformat,
    "public_interest_decision_by": date.fromisoformat,
    "regime": Regime,
    "stage": Stage,
    "channel": Channel,
    "likelihood": Likelihood,
}


def read_case(document: Mapping[str, Any]) -> Case:
    """The case that a document describes, as rows that belong to no store yet. Attachments have no bytes."""
    authority = document["authority"]
    signatory = authority.get("signatory") or {}
    grounds = {item["id"]: _ground(item, position) for position, item in enumerate(document.get("grounds", []))}
    return Case(
        **_columns(document, _CASE),
        **_columns(document, ("request_text", "people", *_PLAIN_LISTS)),
        authority=Authority(
            **_columns(authority, (*_AUTHORITY, *_AUTHORITY_END), kind=AuthorityKind),
            signatory_name=signatory.get("name"),
            signatory_role=signatory.get("role"),
        ),
        requester=Requester(**_columns(document.get("requester") or {}, _REQUESTER)),
        questions=[_question(item, position, grounds) for position, item in enumerate(document["questions"])],
        notes=[
            Note(position=position, text=item["text"], questions=item.get("questions", "all"))
            for position, item in enumerate(document.get("notes", []))
        ],
        clock=[_clock_event(item, position) for position, item in enumerate(document.get("clock", []))],
        grounds=list(grounds.values()),
        cost_estimates=[
            CostEstimate(position=position, **_columns(item, _ESTIMATE))
            for position, item in enumerate(document.get("cost_estimates", []))
        ],
        attachments=[
            Attachment(
                position=position,
                **_columns(item, ("name", "role", "listed", "sha256", "pages", "media_type"), role=AttachmentRole),
            )
            for position, item in enumerate(document.get("attachments", []))
        ],
        letters=[
            Letter(position=position, **_columns(item, _LETTER, kind=LetterKind))
            for position, item in enumerate(document.get("letters", []))
        ],
        correspondence=[_correspondence(item) for item in document.get("correspondence", [])],
        links=[
            CaseLink(position=position, kind=LinkKind(item["kind"]), reference=item["reference"])
            for position, item in enumerate(document.get("links", []))
        ],
    )


def write_case(case: Case) -> dict[str, Any]:
    """The whole case as a document. The `path` of an attachment that has bytes is its name: the file lies beside the document."""
    authority = case.authority
    return {
        "format": FORMAT,
        "version": VERSION,
        "authority": {
            **_keys(authority, _AUTHORITY),
            "signatory": {"name": authority.signatory_name, "role": authority.signatory_role},
            **_keys(authority, _AUTHORITY_END),
        },
        **_keys(case, _CASE),
        "requester": _keys(case.requester, _REQUESTER),
        "people": case.people,
        "request_text": case.request_text,
        "notes": [{"text": note.text, "questions": note.questions} for note in case.notes],
        "clock": [_write_clock_event(event) for event in case.clock],
        "questions": [
            {
                "label": question.label,
                "text": question.text,
                "parts": [
                    {"label": part.label, "text": part.text, "decisions": _write_decisions(part)} for part in question.parts
                ],
                "same_answer_as": question.same_answer_as,
                "decisions": _write_decisions(question),
            }
            for question in case.questions
        ],
        "grounds": [_write_ground(ground) for ground in case.grounds],
        "cost_estimates": [_keys(estimate, _ESTIMATE) for estimate in case.cost_estimates],
        "attachments": [
            {
                **_keys(item, ("name", "role", "listed", "media_type")),
                "path": item.name if item.sha256 else None,
                **_keys(item, ("sha256", "pages")),
            }
            for item in case.attachments
        ],
        "letters": [_keys(letter, _LETTER) for letter in case.letters],
        "correspondence": [
            {
                **_keys(item, ("at", "direction", "channel")),
                "with": item.with_whom,
                **_keys(item, ("summary", "files")),
            }
            for item in case.correspondence
        ],
        **_keys(case, _PLAIN_LISTS),
        "links": [_keys(link, ("kind", "reference")) for link in case.links],
    }


def _columns(source: Mapping[str, Any], names: Iterable[str], **readers: Any) -> dict[str, Any]:
    """The named values of a document's object that are there, read into the types of the columns."""
    read = _READ | readers
    values = {name: source[name] for name in names if name in source}
    return {name: read[name](value) if name in read and value is not None else value for name, value in values.items()}


def _keys(row: Base, names: Iterable[str]) -> dict[str, Any]:
    """The named columns of a row as JSON values."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _question(item: Mapping[str, Any], position: int, grounds: Mapping[str, Ground]) -> Question:
    return Question(
        position=position,
        label=item["label"],
        text=item["text"],
        same_answer_as=item.get("same_answer_as"),
        parts=[_question(part, number, grounds) for number, part in enumerate(item.get("parts", []))],
        decisions=[_decision(entry, number, grounds) for number, entry in enumerate(item.get("decisions", []))],
    )


def _decision(item: Mapping[str, Any], position: int, grounds: Mapping[str, Ground]) -> Decision:
    extent = item.get("extent") or {}
    return Decision(
        position=position,
        outcome=Outcome(item["outcome"]),
        extent_kind=ExtentKind(extent.get("kind", "all")),
        extent_words=extent.get("words", ""),
        held=item.get("held"),
        answer=item.get("answer"),
        **_columns(item, _DECISION),
        grounds=[grounds[key] for key in item.get("grounds", [])],
    )


def _write_decisions(question: Question) -> list[dict[str, Any]]:
    return [
        {
            "outcome": decision.outcome.value,
            "extent": {"kind": decision.extent_kind.value, "words": decision.extent_words},
            "held": decision.held,
            "answer": decision.answer,
            "grounds": [ground.key for ground in decision.grounds],
            **_keys(decision, _DECISION),
        }
        for decision in question.decisions
    ]


def _ground(item: Mapping[str, Any], position: int) -> Ground:
    interest = item.get("public_interest") or {}
    return Ground(
        position=position,
        key=item["id"],
        **_columns(item, (*_GROUND_START, *_GROUND_END)),
        pi_duty=Duty(interest["duty"]) if interest.get("duty") else None,
        pi_for=interest.get("for", []),
        pi_against=interest.get("against", []),
        pi_balance=interest.get("balance"),
    )


def _write_ground(ground: Ground) -> dict[str, Any]:
    interest = {
        "duty": ground.pi_duty.value if ground.pi_duty else None,
        "for": ground.pi_for,
        "against": ground.pi_against,
        "balance": ground.pi_balance,
    }
    return {
        "id": ground.key,
        **_keys(ground, _GROUND_START),
        "public_interest": interest if ground.pi_duty or ground.has_public_interest else None,
        **_keys(ground, _GROUND_END),
    }


def _clock_event(item: Mapping[str, Any], position: int) -> ClockEvent:
    return ClockEvent(
        position=position,
        event=item["event"],
        on=date.fromisoformat(item.get("date") or item["from"]),
        until=date.fromisoformat(item["to"]) if item.get("to") else None,
        questions=item.get("questions", "all"),
    )


def _write_clock_event(event: ClockEvent) -> dict[str, Any]:
    first = event.on.isoformat()
    days = {"date": first} if event.until is None else {"from": first, "to": event.until.isoformat()}
    return {"event": event.event, **days, "questions": event.questions}


def _correspondence(item: Mapping[str, Any]) -> Correspondence:
    return Correspondence(
        at=datetime.fromisoformat(item["at"]),
        direction=Direction(item["direction"]),
        channel=Channel(item["channel"]),
        with_whom=item.get("with", "requester"),
        summary=item.get("summary", ""),
        files=item.get("files", []),
    )
