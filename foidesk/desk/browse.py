"""What the window shows: one case as a snapshot of a closed session, its history in plain words, earlier versions of a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foidesk.desk.aside import PutAside, parted
from foidesk.desk.check import checked, stage_of
from foidesk.desk.draft import Composed, composed, current_letter
from foidesk.desk.event_places import place_of
from foidesk.desk.fields import overlay, typed
from foidesk.desk.holidays import MOVING
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.law.clock import ClockResult, question_clocks
from foidesk.law.rules import Finding
from foidesk.model import Case, Letter, Stage
from foidesk.store import history, queries, texts


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case as it stands: detached rows, the clock's result, the letter as it reads and the findings on it.

    What was typed and not saved shows as if it were; `typed` names its fields. `passed` are the titles of the rules that found nothing.
    `set_aside` are the findings that the officer answered for; they do not stand among `findings`.
    `question_clocks` are the clocks of those questions that have one of their own, by label.
    """

    case: Case
    letter: Letter
    clock: ClockResult
    words: Composed
    findings: tuple[Finding, ...]
    check_stage: str
    passed: tuple[str, ...]
    typed: tuple[str, ...]
    question_clocks: Mapping[str, ClockResult]
    set_aside: tuple[PutAside, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event in plain words."""

    seq: int
    at: datetime
    actor: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version of a text."""

    number: int
    at: datetime
    text: Any


def open_case(desk: Desk, case_id: int, letter_id: int | None = None) -> Snapshot:
    """Everything about one case for the window. Raises UserError if it is not in the store."""
    with desk.reading() as session:
        case = queries.load_case(session, case_id)
        if case is None:
            raise UserError("That case is not in this store.")
        waiting = typed(session, case_id)
        session.expunge_all()
    letter = next((item for item in case.letters if item.id == letter_id), None) or current_letter(case)
    overlay(case, letter, waiting)
    clock = desk.clock(case)
    own = question_clocks(case, desk.holidays_of(case), desk.today())
    words = composed(desk, case, letter, clock)
    stage = stage_of(case)
    # What was answered elsewhere, or is erased, has no letter to check.
    found, passed = ([], []) if _is_bare(case) else checked(desk, case, letter, stage, words)
    to_read, aside = parted(desk, case, letter, words, found)
    titles = tuple(rule.title for rule in passed)
    return Snapshot(case, letter, clock, words, tuple(to_read), stage, titles, tuple(waiting), own, tuple(aside))


def _is_bare(case: Case) -> bool:
    return case.past_on is not None or case.stage is Stage.DISPOSED


def find(desk: Desk, reference: str) -> int:
    """The id of the case with this reference (`_` is read as `/`). Raises UserError if there is none."""
    with desk.reading() as session:
        found = queries.find_case(session, reference.strip())
        if found is None:
            found = queries.find_case(session, reference.strip().replace("_", "/"))
    if found is None:
        raise UserError(f"There is no case {reference} in this store.")
    return found


def case_history(desk: Desk, case_id: int) -> list[HistoryLine]:
    """What was done in a case, oldest first, in plain words; a change of the holidays that moved its due day is told too."""
    with desk.reading() as session:
        case = queries.load_case(session, case_id)
        lines = [
            HistoryLine(event.seq, event.at, event.actor, event.kind, _words_in(case, event.kind, event.body))
            for event in history.events(session, case_id)
        ]
        for event in history.events_of(session, MOVING):
            before, after = event.body["moved"].get(str(case_id), (None, None))
            if before or after:
                words = event_words("due-moved", {"before": before or "–", "after": after or "–"})
                lines.append(HistoryLine(event.seq, event.at, event.actor, "due-moved", words))
    return sorted(lines, key=lambda line: line.seq)


def _words_in(case: Case | None, kind: str, body: Mapping[str, Any]) -> str:
    """An event of a case in words, with the question or the provision that it was about."""
    words = event_words(kind, body)
    place = place_of(case, kind, body) if case is not None else ""
    return f"{words} ({place})" if place else words


def versions(desk: Desk, case_id: int, field: str) -> list[Version]:
    """The saved versions of one text, oldest first."""
    with desk.reading() as session:
        return [Version(item.number, item.at, item.text) for item in texts.versions(session, case_id, field)]


_EVENT_WORDS = {
    "received": "Request registered: {questions} questions, received {received}",
    "received-corrected": "Day of receipt corrected from {before} to {after}",
    "case-edited": "Case details changed: {fields}",
    "requester-edited": "Requester's details changed: {fields}",
    "question-edited": "Question corrected",
    "question-split": "Question split in two",
    "questions-merged": "Questions joined",
    "question-moved": "Order of the questions changed",
    "question-to-note": "Question made a note",
    "note-to-question": "Note made a question",
    "resplit": "Request split again: {questions} questions",
    "decided": "Decided {outcome} for {questions}",
    "decision-changed": "Decision corrected",
    "decision-removed": "Decision taken back",
    "answer-written": "Answer written",
    "same-answer": "One answer made to serve two questions",
    "answered-as": "Answered as another case: {questions}, {attachments} files",
    "ground-claimed": "Relied on {provision}",
    "ground-linked": "Ground tied to other decisions",
    "ground-dropped": "Relied no longer on {provision}",
    "ground-written": "Reasoning written: {fields}",
    "estimate-written": "Cost estimated for {questions}",
    "estimate-removed": "Estimate of the cost taken back",
    "clock": "Clock: {event} on {on}",
    "clock-removed": "Clock: {event} on {on} taken back",
    "message-logged": "Message logged: {channel}, {direction}",
    "attached": "File attached ({size} bytes)",
    "attachment-listed": "Attachment listing changed",
    "attachment-removed": "Attachment removed",
    "letter-started": "Letter started: {letter_kind}",
    "letter-written": "Letter changed: {fields}",
    "to-sign": "Put forward for signing",
    "back-to-drafting": "Taken back to drafting",
    "gathering": "Waits for what the holders send",
    "letter-discarded": "Letter that was begun given up: {letter_kind}",
    "finding-set-aside": "Finding set aside, with a reason: {about} ({rule})",
    "set-aside-taken-back": "Finding no longer set aside: {about} ({rule})",
    "provision-changed": "Relied on {provision} instead of {before}",
    "signed": "Letter signed: {letter_kind}, SHA-256 {sha256}",
    "signature-withdrawn": "Signature withdrawn; the signed bytes are kept as superseded",
    "exported": "Signed letter written out",
    "draft-exported": "Draft written out",
    "word-exported": "Written out as a Word file",
    "email-prepared": "E-mail prepared with {files} files",
    "folder-prepared": "Folder prepared with {files} files and the words of the message",
    "outbox-swept": "Outbox swept: {files} deleted",
    "sent": "Letter sent on {on}",
    "log-page-made": "Response-log page made",
    "log-row-made": "Row of the response log's table made",
    "closed": "Case closed",
    "imported": "Case imported from a document: {questions} questions",
    "case-exported": "Case written out as a document",
    "holiday-added": "{on} added to the holidays: {cases} due days moved",
    "holiday-removed": "{on} removed from the holidays: {cases} due days moved",
    "holidays-loaded": "Table of holidays of {version} loaded: {cases} due days moved",
    "holidays-dropped": "Back to the program's own table of holidays: {cases} due days moved",
    "due-days-renewed": "The program's table of holidays is a newer one: {cases} due days moved",
    "due-moved": "Due day moved from {before} to {after}: the holidays changed",
    "synonyms-written": "Table of synonyms changed",
    "logo-chosen": "Logo of letters chosen",
    "logo-described": "Logo of letters told in other words",
    "logo-removed": "Logo of letters removed",
    "backup-folder-chosen": "Folder for copies elsewhere chosen or given up",
    "officer-added": "Officer added: {officers} have a passphrase",
    "officer-removed": "Officer taken away: {officers} have a passphrase",
    "passphrase-changed": "Passphrase of an officer changed",
    "keyring-used": "A computer's keyring may open the store",
    "keyring-left": "The computer's keyring opens the store no longer",
    "key-changed": "New data key; {officers} officers had a passphrase before",
    "clock-agreed": "The computer's clock confirmed as right",
    "anchor-missing": "Opened without the anchor of the history",
    "past-imported": "Brought in from the authority's past",
    "past-letter-added": "Letter of the authority's past added",
    "disposed": "Disposed of: texts, files and people erased; closed {closed}",
    "cleared-up": "Store's file rewritten, so that nothing erased is left in it",
    "kept-longer": "Kept beyond its time of retention, until {until}",
    "kept-no-longer": "Kept no longer than its time of retention",
    "retention-set": "Times of retention set",
    "requester-exported": "Everything about a requester written out: {cases} cases",
    "requester-erased": "Requester's identity erased",
    "reindexed": "Search index made anew: {cases} cases",
    "restored": "Store restored from a backup of {written}",
    "text-restored": "Earlier version of a text restored: version {version}",
    "receipt-made": "Receipt of the history made, up to event {events}",
    "handed-over": "Hand-over sheet made: {cases} open cases",
}


def event_words(kind: str, body: Mapping[str, Any]) -> str:
    """An event as a sentence; a kind that this version does not know is shown by its name."""
    template = _EVENT_WORDS.get(kind)
    if template is None:
        return kind.replace("-", " ").capitalize()
    return template.format_map(_Shown(body))


class _Shown(dict[str, str]):
    """Event values as words: lists are counted or joined, and what is missing is shown as a dash."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        super().__init__({key: _shown(value) for key, value in body.items()})

    def __missing__(self, key: str) -> str:
        return "–"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        if all(isinstance(item, int) for item in value):
            return f"{len(value)} question" + ("" if len(value) == 1 else "s")
        return ", ".join(map(_word, value))
    return _word(value)


def _word(value: Any) -> str:
    words = str(value)
    if _ISO_DAY.fullmatch(words):
        day = date.fromisoformat(words)
        return f"{day.day} {day:%B %Y}"
    return _PLAIN.get(words, words.replace("_", " "))


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = {
    "in": "came in",
    "out": "went out",
    "email": "e-mail",
    "phone": "telephone",
    "hand": "in person",
    "ncnd": "neither confirmed nor denied",
    "partial": "disclosed in part",
    "cost": "over the cost limit",
    "clarify": "clarification needed",
    "pi_for": "factors for disclosure",
    "pi_against": "factors against disclosure",
    "pi_balance": "balance",
    "pi_duty": "duty weighed",
    "section_17_4": "section 17(4)",
    "purpose_31_2": "purpose under section 31(2)",
}
"""Words of the model that say too little on their own."""
