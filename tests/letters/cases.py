"""Cases to write letters of, as documents with valid defaults, and the letters composed from them. Everybody in them is invented."""

from datetime import UTC, date, datetime
from typing import Any

from foidesk.desk import reference
from foidesk.law.clock import clock_of
from foidesk.letters.blocks import Block, Facts, Heading, Letterhead, ListBlock, Paragraph, Quotation, Signature, Table
from foidesk.letters.compose import compose, public_copy
from foidesk.letters.layout import LetterMeta, draw
from foidesk.model import Case, Letter, LetterKind
from foidesk.model.written import read_case
from tests.office import PLAN

TODAY = date(2026, 8, 20)
WHEN = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)
AUTHORITY = {key: value for key, value in PLAN["authority"].items() if not key.startswith("signatory")} | {
    "signatory": {"name": None, "role": "Disclosure Officer"}
}
REQUESTER = {"name": "Jordan Ellis", "email": "jordan.ellis@example.org", "address": "3 Alder Lane, Midchester MX4 2BB"}
OTHER = "any other information relating to this request"
NOTE = "N.B. Please take cases to include grooming and other offences committed online."
QUESTIONS = (
    "As of today (05.08.26), how many cases concerning children is the digital forensics unit working on?",
    "As of today (05.08.26), how many such cases are waiting to be allocated to a member of its staff?",
    "For how many days has each of those waited? (If that cannot be given case by case, please give the date of the oldest.)",
    "In each of the last 3 financial years (2023/24, 2024/25, 2025/26) and this year to date, how many devices were sent to "
    "outside companies? For each year please state the cost.",
    "In each of the same years, how many such cases were dropped or stayed because of delays in analysing devices?",
    "How many staff work in the unit at present? (Please include full and part time.)",
)
HARM = (
    "Saying where patrols are thin would tell burglars when an estate is not watched. It would be likely to prejudice the "
    "prevention of crime there."
)
HARM_OF_SAYING = (
    "A burglar who knew whether such cameras are held could tell which streets to avoid. Saying so would be likely to prejudice "
    "the prevention of crime."
)
TABLE = {
    "header": ["Financial year", "Devices sent", "Cost (£)"],
    "rows": [["2023/24", "38", "21,410"], ["2024/25", "52", "29,875"], ["2025/26", "47", "26,930"]],
}


def document(*questions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A case document of some questions; what is not given is as in the sample."""
    return {
        "format": "foidesk-case",
        "version": 1,
        "authority": AUTHORITY,
        "reference": "412/26",
        "title": "Patrols on the Marlpit estate",
        "received": "2026-08-05",
        "requester": REQUESTER,
        "questions": list(questions),
        "letters": [{"kind": "response", "dated": "2026-08-20"}],
    } | changes


def question(label: str, text: str, *decisions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A question with its decisions."""
    return {"label": label, "text": text, "decisions": list(decisions)} | changes


def decided(outcome: str, *grounds: str, **changes: Any) -> dict[str, Any]:
    """A decision. `part` and `other` are the words of an extent."""
    extent: dict[str, Any] = {"kind": "all", "words": ""}
    for kind in ("part", "other"):
        if kind in changes:
            extent = {"kind": kind, "words": changes.pop(kind)}
    held = {"disclosed": True, "partial": True, "withheld": True, "not_held": False}.get(outcome)
    return {"outcome": outcome, "extent": extent, "held": held, "grounds": list(grounds)} | changes


def ground(key: str, provision: str, **changes: Any) -> dict[str, Any]:
    """A ground with a reason."""
    return {"id": key, "provision": provision, "reason": "The information is of the kind that this exemption protects."} | changes


def argued(key: str, provision: str, duty: str = "disclose", **changes: Any) -> dict[str, Any]:
    """A qualified ground that is argued in full."""
    of = {"disclose": "disclosing it", "confirm": "confirming or denying"}[duty]
    interest = {
        "duty": duty,
        "for": [f"There is a public interest in {of}: it would help residents to follow how police time is used."],
        "against": [f"There is a public interest against {of}: it would be likely to help those who mean harm."],
        "balance": f"The harm weighs more heavily than what {of} would add to public debate.",
    }
    return ground(key, provision, public_interest=interest, **changes)


def reference_case() -> dict[str, Any]:
    """Six numbered questions with a note to all, one answered by attachment; any other information neither confirmed nor denied."""
    names = ["142_26-attachment-1.pdf"]
    answers = [PLAN["answers"].get(str(number), PLAN["answers"]["attachment"]) for number in range(1, 7)]
    reasoning = dict(PLAN["grounds"]["31(3)"])
    interest = {key: reasoning.pop(f"pi_{key}") for key in ("duty", "for", "against", "balance")}
    return document(
        *(
            question(
                str(number),
                text,
                decided("disclosed", answer=answers[number - 1].replace("{attachment}", names[0])),
                decided("ncnd", "g1", "g2", other=OTHER),
            )
            for number, text in enumerate(QUESTIONS, start=1)
        ),
        reference="142/26",
        title="Digital forensics backlog",
        notes=[{"text": NOTE, "questions": "all"}],
        grounds=[
            {"id": "g1", "provision": "23(5)", **PLAN["grounds"]["23(5)"]},
            {"id": "g2", "provision": "31(3)", **reasoning, "public_interest": interest},
        ],
        attachments=[{"name": names[0], "role": "answer", "listed": True, "sha256": "0" * 64, "pages": 2}],
    )


def with_letter(case: dict[str, Any], kind: str, **fields: Any) -> dict[str, Any]:
    """The same case with one more letter, of this kind."""
    return case | {"letters": [*case.get("letters", []), {"kind": kind, "dated": "2026-08-20"} | fields]}


def letter_of(case: Case) -> Letter:
    """The letter that is written: the last."""
    return case.letters[-1]


def composed(given: dict[str, Any], **changes: Any) -> tuple[Block, ...]:
    """The blocks of the last letter of a case document."""
    case = read_case(given)
    clock = clock_of(case, reference.holidays(), TODAY)
    return compose(case, letter_of(case), reference.catalogue(), reference.wording(), clock, today=TODAY, **changes)


def published(given: dict[str, Any]) -> tuple[Block, ...]:
    """The blocks of the public copy."""
    case = read_case(given)
    clock = clock_of(case, reference.holidays(), TODAY)
    return public_copy(case, letter_of(case), reference.catalogue(), reference.wording(), clock, today=TODAY)


def drawn(given: dict[str, Any], *, draft: bool = False, when: datetime = WHEN, language: str = "en-GB") -> bytes:
    """The letter as an unsigned PDF, with the signature's time printed unless it is a draft."""
    blocks = composed(given) if draft else composed(given, signed_at=when)
    meta = LetterMeta(
        title=f"{given['title']} ({given['reference']})",
        author=given["authority"]["name"],
        reference=given["reference"],
        when=when,
        dated=TODAY,
        language=language,
    )
    return draw(blocks, meta, draft=draft)


KINDS = tuple(kind.value for kind in LetterKind)


def as_text(blocks: tuple[Block, ...] | list[Block], mark: str = "") -> str:
    """Blocks as plain text that a person reads and a diff shows: # for headings, > for quotations, - for lists, | for tables."""
    return "\n".join(line for block in blocks for line in _lines(block, mark))


def _lines(block: Block, mark: str) -> list[str]:
    match block:
        case Heading(level=level, text=text):
            return ["", f"{mark}{'#' * level} {text}"]
        case Paragraph(runs=runs):
            return [mark + "".join(run.text for run in runs)]
        case Quotation(blocks=inner):
            return as_text(list(inner), f"{mark}> ").split("\n")
        case ListBlock(items=items, ordered=ordered):
            numbers = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
            return [
                line
                for number, item in zip(numbers, items, strict=True)
                for line in [f"{mark}{number}{as_text(list(item)).strip()}"]
            ]
        case Table(header=header, rows=rows, caption=caption):
            return [f"{mark}({caption})"] * bool(caption) + [
                f"{mark}|{'|'.join(f' {cell} ' if cell else ' ' for cell in row)}|" for row in (header, *rows)
            ]
        case Facts(rows=rows):
            return [f"{mark}{label}: {value}" for label, value in rows]
        case Letterhead(name=name, address=address):
            return [f"[{name}]", *(f"[{line}]" for line in address)]
        case Signature(lines=lines, signed_at=signed_at):
            return [f"[{line}]" for line in (*lines, signed_at) if line]
    raise AssertionError(block)
