"""Verbs for the letter: start one, write its own parts, see how it reads. What is typed is kept as a draft until it is saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from foidesk.desk.office import SEALED, Desk, Shelf, Work, refuse_sealed
from foidesk.errors import UserError
from foidesk.law.clock import ClockResult
from foidesk.law.stages import NO_LETTER, Act, refuse_past
from foidesk.letters.blocks import Block, plain_text
from foidesk.letters.compose import compose, public_copy
from foidesk.letters.layout import LetterMeta, draw
from foidesk.letters.wording import Wording
from foidesk.model import Case, Letter, LetterKind, Section, Stage
from foidesk.store import history

ANSWERING = frozenset(
    {
        LetterKind.RESPONSE,
        LetterKind.SECOND_NOTICE,
        LetterKind.INTERNAL_REVIEW,
        LetterKind.CORRECTION,
        LetterKind.SUPPLEMENTARY,
        LetterKind.INVALID,
        LetterKind.WITHDRAWN,
    }
)
"""Kinds of letter that answer the request: signing one seals the case, sending one answers it."""

FURTHER = frozenset({LetterKind.CORRECTION, LetterKind.SUPPLEMENTARY, LetterKind.INTERNAL_REVIEW, LetterKind.SECOND_NOTICE})
"""Kinds of letter that may follow an answer that was sent."""
LETTER_TEXTS = (
    "late_apology",
    "advice_and_assistance",
    "advice_not_possible",
    "goodwill_note",
    "clarification",
    "environmental_handling",
    "format_refused_reason",
)
"""What is kept in versions when it is written."""
_VALUES = ("dated", "public_interest_decision_by", "cost_limit_stated_gbp", "format_refused", "left_out", "own_words")


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter as it reads today: its blocks, the officer's own words without what is quoted, the public copy's words.

    `wording` is the one that it was composed with, and knows what was taken.
    """

    blocks: tuple[Block, ...]
    own_text: str
    public_text: str
    wording: Wording | None = None


def current_letter(case: Case) -> Letter:
    """The letter that is worked on: the last that is not sent, else the last, else a response that is not written down yet."""
    unsent = [letter for letter in case.letters if letter.sent is None]
    chosen = unsent or case.letters
    return chosen[-1] if chosen else Letter(kind=LetterKind.RESPONSE)


def may_write(case: Case, letter: Letter) -> bool:
    """Whether a letter may still be written: neither signed nor sent, and, once the case is answered, none that answers (decision 7)."""
    open_still = case.stage not in SEALED or (letter.kind not in ANSWERING and case.stage is not Stage.DISPOSED)
    return open_still and letter.sha256 is None and letter.sent is None


@contextmanager
def writing_letter(desk: Desk, case_id: int, letter_id: int | None) -> Iterator[tuple[Work, Letter]]:
    """One verb on a letter that is not signed (None: the one that is worked on). Raises UserError where it may not be written any more.

    An acknowledgement, a covering letter or a consultation can be written after the answer too.
    """
    with desk.writing(case_id) as work:
        if not any(item.id == letter_id or letter_id is None for item in work.case.letters if may_write(work.case, item)):
            refuse_sealed(work.case)
        yield work, unsigned_letter(work, letter_id)


def start_letter(desk: Desk, case_id: int, kind: LetterKind) -> int:
    """Begin a letter of some kind; returns its id. An answered case opens again only for a further letter."""
    with desk.writing(case_id) as work:
        case = work.case
        refuse_past(case)
        if case.stage is Stage.SIGNED:
            raise UserError("A signed letter waits to be sent. Send it, or withdraw its signature, first.")
        if case.stage in NO_LETTER:
            refuse_sealed(case)
        reopened = case.stage if case.stage in SEALED and kind in ANSWERING else None
        if reopened:
            if kind not in FURTHER:
                raise UserError("This case has been answered. A further letter is a correction, a supplement or a review.")
            work.move(Act.FURTHER)
        letter = Letter(kind=kind, position=len(case.letters))
        case.letters.append(letter)
        work.session.flush()
        opened = {"reopened": reopened} if reopened else {}
        work.record("letter-started", letter=letter.id, letter_kind=kind, **opened)
        return letter.id


def discard_letter(desk: Desk, case_id: int, letter_id: int) -> None:
    """Give up a letter that was begun and neither signed nor sent. Its texts stay in the history, and signed bytes in the store.

    Where it had opened an answered case again, the case goes back to the stage that it had, once no other such letter is at work.
    """
    with desk.writing(case_id) as work:
        case, letter = work.case, unsigned_letter(work, letter_id)
        case.letters.remove(letter)
        for position, other in enumerate(case.letters):
            other.position = position
        work.drop_drafts(f"letter:{letter_id}:")
        answers = [other.sent for other in case.letters if other.kind in ANSWERING]
        if case.stage not in SEALED and letter.kind in ANSWERING and answers and all(answers):
            work.move(Act.DISCARD, _stage_before(work))
        work.record("letter-discarded", letter=letter_id, letter_kind=letter.kind, superseded=letter.superseded)


def _stage_before(work: Work) -> Stage:
    """The stage that an answered case had before it was last opened again."""
    stages = (
        event.body.get("reopened") for event in history.events(work.session, work.case.id) if event.kind == "letter-started"
    )
    *_, last = (Stage.SENT, *(Stage(stage) for stage in stages if stage))
    return last


def write_letter(desk: Desk, case_id: int, letter_id: int | None = None, **fields: Any) -> int:
    """Write what stands in the letter itself: apology, advice, date, sections left out, own words; returns its id."""
    unknown = set(fields) - {*LETTER_TEXTS, *_VALUES}
    if unknown:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    with writing_letter(desk, case_id, letter_id) as (work, letter):
        digests = {}
        for name, value in fields.items():
            setattr(letter, name, _letter_value(name, value))
            if name in (*LETTER_TEXTS, "own_words"):
                digests[name] = _save_letter_text(work, letter, letter_id, name, value)
        work.record("letter-written", letter=letter.id, fields=sorted(fields), texts=digests)
        return letter.id


def write_own_words(desk: Desk, case_id: int, letter_id: int | None, section: str, words: Any) -> int:
    """Put the officer's own words in the place of a section's standard ones (empty: the standard ones again); returns the letter's id."""
    with writing_letter(desk, case_id, letter_id) as (work, letter):
        letter.own_words = {key: value for key, value in {**letter.own_words, section: words}.items() if value}
        digest = _save_letter_text(work, letter, letter_id, f"own_words.{section}", words)
        work.record("letter-written", letter=letter.id, fields=["own_words"], texts={f"own_words.{section}": digest})
        return letter.id


def _save_letter_text(work: Work, letter: Letter, letter_id: int | None, name: str, value: Any) -> str:
    """Keep a version; what was typed before the letter had a number goes with it."""
    if letter_id is None:
        work.drop_draft(f"letter::{name}")
    return work.save_text(f"letter:{letter.id}:{name}", value or "")


def unsigned_letter(work: Work, letter_id: int | None) -> Letter:
    """The letter with this id, while it may be changed. Raises UserError once it is signed or sent."""
    letter = find_letter(work, letter_id)
    if letter.sha256 is not None or letter.sent is not None:
        raise UserError("This letter is signed. Withdraw its signature first, or start another letter.")
    return letter


def _letter_value(name: str, value: Any) -> Any:
    if name == "left_out":
        unknown = set(value or []) - set(Section)
        if unknown:
            raise UserError(f"There is no section {', '.join(sorted(unknown))} that a letter could leave out.")
        return [Section(item).value for item in value or []]
    if name == "own_words":
        return {section: words for section, words in (value or {}).items() if words}
    if name == "format_refused":
        return bool(value)
    return value or None


def put_to_sign(desk: Desk, case_id: int) -> None:
    """Say that the letter is ready to be signed; the checks of that stage show from now on."""
    _move(desk, case_id, Act.PUT_TO_SIGN, "to-sign")


def back_to_drafting(desk: Desk, case_id: int) -> None:
    """Take a letter that was to be signed back to drafting."""
    _move(desk, case_id, Act.BACK, "back-to-drafting")


def gather(desk: Desk, case_id: int) -> None:
    """Say that the case waits for what the holders of the information send."""
    _move(desk, case_id, Act.GATHER, "gathering")


def _move(desk: Desk, case_id: int, act: Act, kind: str) -> None:
    with desk.writing(case_id) as work:
        work.move(act)
        work.record(kind)


def find_letter(work: Work, letter_id: int | None) -> Letter:
    """The letter with this id; for None the one that is worked on, made a row if it was none. Raises UserError if it is gone."""
    if letter_id is None:
        letter = current_letter(work.case)
        if letter.sent is not None:
            raise UserError("The last letter has been sent. Start a further letter first.")
        if letter not in work.case.letters:
            letter.position = len(work.case.letters)
            work.case.letters.append(letter)
            work.session.flush()
        return letter
    found = next((letter for letter in work.case.letters if letter.id == letter_id), None)
    if found is None:
        raise UserError("That letter is not in the case any more.")
    return found


def composed(shelf: Shelf, case: Case, letter: Letter, clock: ClockResult | None = None) -> Composed:
    """The letter as it reads today, for the window, the checks and the writers."""
    clock = clock or shelf.clock(case)
    wording = shelf.wording.of_letter(case.language, letter.signed_at).listening()
    blocks = compose(case, letter, shelf.catalogue, wording, clock, today=shelf.today(), logo=shelf.logo_of(letter))
    public = public_copy(case, letter, shelf.catalogue, shelf.wording, clock, today=shelf.today())
    return Composed(blocks, plain_text(blocks, quotations=False), plain_text(public), wording)


def draft_pdf(shelf: Shelf, case: Case, letter: Letter) -> bytes:
    """The letter as a PDF that says on each page that it is a draft."""
    blocks = compose(
        case, letter, shelf.catalogue, shelf.wording, shelf.clock(case), today=shelf.today(), logo=shelf.logo_of(letter)
    )
    return draw(blocks, letter_meta(case, letter, letter.dated or shelf.today(), shelf), draft=True)


def letter_meta(case: Case, letter: Letter, dated: date, shelf: Shelf) -> LetterMeta:
    """What the PDF says about itself."""
    return LetterMeta(
        title=f"{case.title} ({case.reference})",
        author=case.authority.name,
        reference=case.reference,
        language="en-GB" if case.language == "en" else case.language,
        when=shelf.now(),
        dated=dated,
    )
