"""Reading what an authority published or sent in earlier years: response-log pages and letters, each in a worker process."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.intake.uk_dates import DAY, uk_day
from foidesk.worker import in_worker

MOST_BYTES = 25 * 1024 * 1024
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".pdf": "letter",
    ".eml": "e-mail",
}
"""What is read, by the ends of names."""

_NUMBER = r"(\d{1,6}[A-Z]?)\s*[/_]\s*(\d{4}|\d{2})(?!\d)"
_NAMED = re.compile(
    rf"(?:reference|ref\.?|request|foi|foia)(?:\s+(?:no\.?|number|ref(?:erence)?))?\s*[:.#]?\s*(?:FOI\s*)?{_NUMBER}",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<![\d])(\d{1,6}[A-Z]?)[_-](\d{2})(?!\d)")
_RECEIVED = re.compile(
    rf"\b(?:received|date of (?:the )?request|request(?:ed)?(?: date)?)\b(?:\s+(?:on|dated|date))?\s*:?\s*({DAY})", re.IGNORECASE
)
_SENT = re.compile(
    rf"\b(?:sent|published|posted|dated?|respon(?:se|ded)|answered|replied|issued)\b(?:\s+(?:on|date))?\s*:?\s*({DAY})",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^\s*(?:subject|re|request|title)\s*:\s*(\S.{2,150})$", re.IGNORECASE | re.MULTILINE)
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """One question of the past with its parts."""

    label: str
    text: str
    parts: tuple["PastQuestion", ...] = ()


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case of the past as it was read, before it is kept. `name` says where it stands; `sha256` (hex) is of its bytes.

    `citations` are provisions as they were written; `doubts` say in plain words what could not be made out.
    """

    sha256: str
    name: str
    reference: str | None = None
    title: str = ""
    received: date | None = None
    sent: date | None = None
    request_text: str = ""
    questions: tuple[PastQuestion, ...] = ()
    answer: str = ""
    outcome: str | None = None
    citations: tuple[str, ...] = ()
    requester: Mapping[str, str | None] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def is_answer_alone(self) -> bool:
        """Whether only the letter is known and not what was asked."""
        return not self.questions


def read_past_bytes(path: Path) -> tuple[bytes, str]:
    """The bytes of a file of the past and their SHA-256 (hex). Raises UserError for a kind that is not read here."""
    if path.suffix.lower() not in KINDS:
        raise UserError(f"{path.suffix or 'A file without an ending'} is not read here; pages, texts, PDFs and e-mails are.")
    data = read_file(path, MOST_BYTES, "A page or a letter is read up to {limit} MB.")
    if not data.strip():
        raise UserError("It is empty.")
    return data, hashlib.sha256(data).hexdigest()


def read_past(path: Path, data: bytes, sha256: str) -> PastCase:
    """What a page or a letter says, read in a process of its own. Raises UserError where it cannot be read."""
    try:
        told = in_worker("foidesk.intake.past:past_of", data, name=path.name)
        return PastCase(
            sha256,
            path.name,
            reference=told["reference"],
            title=told["title"],
            received=_iso(told["received"]),
            sent=_iso(told["sent"]),
            request_text=told["request_text"],
            questions=tuple(_question(item) for item in told["questions"]),
            answer=told["answer"],
            requester=told["requester"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("It cannot be read.") from error


def split_many(texts: list[str]) -> list[tuple[PastQuestion, ...]]:
    """The questions in each of some texts, split in one worker process: they are strangers' words."""
    import json

    told = in_worker("foidesk.intake.past:questions_of", json.dumps(texts).encode())
    try:
        found = [tuple(_question(item) for item in row) for row in told]
    except (KeyError, TypeError) as error:
        raise UserError("The questions cannot be read.") from error
    if len(found) != len(texts):
        raise UserError("The questions cannot be read.")
    return found


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _question(item: Mapping[str, Any]) -> PastQuestion:
    return PastQuestion(str(item["label"]), str(item["own"]), tuple(_question(part) for part in item["parts"]))


def past_of(data: bytes, name: str = "") -> dict[str, Any]:
    """The worker's own side: the parts of a page, a letter or an e-mail."""
    from foidesk.intake.page import read_page
    from foidesk.intake.tasks import read_letter, read_request

    if name.lower().endswith(".eml"):
        mail = read_request(data, name)
        received, sent = mail["received"], (mail["sent"] or "")[:10] or None
        return _told(mail["text"], name, title=mail["title"] or "", answer=mail["text"], sent=sent or received)
    text = read_letter(data, name)["text"]
    page = read_page(text)
    if page is None:
        return _told(text, name, answer=text, sent=_first_day(text))
    asked = text[slice(*page.request)].strip()
    # Days are looked for around the question: those within it are the requester's.
    around = text[: page.request[0]] + "\n" + text[page.request[1] :]
    (questions,) = questions_of_texts([asked])
    return _told(around, name, page.title, page.reference, asked, questions, page.response, page.attachments)


def questions_of(data: bytes) -> list[list[dict[str, Any]]]:
    """The worker's own side: the questions of some texts, which come as a JSON list."""
    import json

    return questions_of_texts([str(text) for text in json.loads(data)])


def questions_of_texts(texts: list[str]) -> list[list[dict[str, Any]]]:
    """The questions in each text as plain values. A text without one is one question itself."""
    from dataclasses import asdict

    from foidesk.intake.split import split

    found = []
    for text in texts:
        questions = [asdict(item) for item in split(text).questions]
        found.append(questions or [{"label": "1", "own": text.strip(), "parts": ()}])
    return found


def _told(
    text: str,
    name: str,
    title: str = "",
    reference: str | None = None,
    request_text: str = "",
    questions: list[dict[str, Any]] | None = None,
    answer: str = "",
    attachments: tuple[str, ...] = (),
    sent: str | None = None,
) -> dict[str, Any]:
    head = "\n".join(text.split("\n")[:_HEAD_LINES])
    subject = _SUBJECT.search(head)
    listed = "\n\nAttachments: " + "; ".join(attachments) if attachments else ""
    return {
        "reference": reference or _reference(f"FOI {title}\n{head}", name),
        "title": title or (subject[1].strip() if subject else ""),
        "received": _labelled(_RECEIVED, text),
        "sent": _labelled(_SENT, head) or sent,
        "request_text": request_text,
        "questions": questions or [],
        "answer": answer.strip() + listed,
        "requester": {},
    }


def _reference(head: str, name: str) -> str | None:
    found = _NAMED.search(head) or _IN_NAME.search(Path(name).stem)
    return f"{found[1]}/{found[2]}" if found else None


def _labelled(pattern: re.Pattern[str], text: str) -> str | None:
    for found in pattern.finditer(text):
        if day := uk_day(found[1]):
            return day.isoformat()
    return None


def _first_day(text: str) -> str | None:
    """The first day that stands on a line of its own near the head, as in a letter."""
    lines = [line for line in text.split("\n") if line.strip()][:_HEAD_LINES]
    return next((day.isoformat() for line in lines if (day := uk_day(line.strip().removeprefix("Date:")))), None)
