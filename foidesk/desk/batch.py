"""One kind of letter for many cases: what would be written and what stops it, then each letter by verbs of its own.

Only kinds that need no decision are made in number; an answer is signed by somebody who has read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from foidesk.desk.check import blocking, findings
from foidesk.desk.choose import letters_for
from foidesk.desk.draft import discard_letter, start_letter
from foidesk.desk.forms import address_of
from foidesk.desk.office import Desk, refuse_sealed
from foidesk.desk.send import export_letter, prepare_email
from foidesk.desk.sign import sign_letter
from foidesk.errors import UserError
from foidesk.log import log_fault
from foidesk.model import Case, Letter, LetterKind
from foidesk.store import queries

KINDS = (LetterKind.ACKNOWLEDGEMENT, LetterKind.DELAY, LetterKind.REVIEW_ACKNOWLEDGEMENT)
"""Letters that say nothing about what is held or decided."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter of a batch. `letter_id` is None where it is still to be begun; `stops` says why it is not made, "" if it is.

    A letter that `is_signed` is only written out. `by_email` says whether it goes into an e-mail or out as a file for the post.
    """

    case_id: int
    reference: str
    title: str
    kind: LetterKind | None
    letter_id: int | None = None
    is_signed: bool = False
    by_email: bool = False
    stops: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one letter: the file that was written, or why there is none. `is_signed`: the store holds it signed all the same."""

    planned: Planned
    path: Path | None = None
    problem: str = ""
    is_signed: bool = False


def plan(desk: Desk, case_ids: Iterable[int], kind: LetterKind | None) -> list[Planned]:
    """What a batch would make, in the order of the cases: a letter of a kind for each, or (None) the signed ones that wait to go.

    Nothing is written. Raises UserError for a kind that is not made in number.
    """
    if kind is not None and kind not in KINDS:
        raise UserError(f"Letters of this kind are written one by one. In number: {', '.join(KINDS)}.")
    planned = []
    for case_id in dict.fromkeys(case_ids):
        with desk.reading() as session:
            case = queries.load_case(session, case_id)
            session.expunge_all()
        if case is not None:
            planned.append(_planned(desk, case, kind))
    return planned


def make(desk: Desk, planned: Planned) -> Result:
    """Make one letter of a batch: begin it, sign it, write it out, each a verb of its own. A failure is told in the result."""
    if planned.stops:
        return Result(planned, problem=planned.stops)
    try:
        letter_id = planned.letter_id if planned.is_signed else _signed(desk, planned)
    except Exception as error:  # one letter that fails must not stop the others
        return Result(planned, problem=_words(error))
    try:
        assert letter_id is not None
        write = prepare_email if planned.by_email else export_letter
        return Result(planned, write(desk, planned.case_id, letter_id).path, is_signed=True)
    except Exception as error:
        return Result(planned, problem=f"It is signed, but was not written out. {_words(error)}", is_signed=True)


def _signed(desk: Desk, planned: Planned) -> int:
    """The id of the letter once it is signed. One that was begun for this and cannot be signed is given up again."""
    assert planned.kind is not None
    letter_id = planned.letter_id or start_letter(desk, planned.case_id, planned.kind)
    try:
        return sign_letter(desk, planned.case_id, letter_id).letter_id
    except Exception:
        if planned.letter_id is None:
            discard_letter(desk, planned.case_id, letter_id)
        raise


def _planned(desk: Desk, case: Case, kind: LetterKind | None) -> Planned:
    letter = _waiting(case) if kind is None else _of_kind(case, kind)
    by_email = bool(address_of(case, letter) if letter else case.requester.email)

    def found(*, stops: str = "", is_signed: bool = False) -> Planned:
        named = letter.kind if letter is not None else kind
        letter_id = None if letter is None else letter.id
        return Planned(case.id, case.reference, case.title, named, letter_id, is_signed, by_email, stops)

    if letter is not None and letter.sent is not None:
        return found(stops=f"It was sent on {letter.sent.day} {letter.sent:%B %Y}.")
    if letter is not None and letter.sha256 is not None:
        return found(is_signed=True)
    if kind is None:
        return found(stops="No signed letter waits to be sent.")
    return found(stops=_stops(desk, case, letter, kind))


def _stops(desk: Desk, case: Case, letter: Letter | None, kind: LetterKind) -> str:
    """Why a letter cannot be begun or signed now; "" where nothing stands in its way."""
    try:
        refuse_sealed(case)
    except UserError as error:
        return str(error)
    if letter is None and kind not in letters_for(case):
        return "A letter of this kind does not fit this case."
    stop = blocking(findings(desk, case, letter or Letter(kind=kind), "sign"))
    if len(stop) > 1:
        return f"{stop[0].message} And {len(stop) - 1} more."
    return stop[0].message if stop else ""


def _waiting(case: Case) -> Letter | None:
    return next((letter for letter in reversed(case.letters) if letter.sha256 is not None and letter.sent is None), None)


def _of_kind(case: Case, kind: LetterKind) -> Letter | None:
    return next((letter for letter in reversed(case.letters) if letter.kind is kind), None)


def _words(error: Exception) -> str:
    if isinstance(error, UserError):
        return str(error)
    return f"This is a fault of foidesk ({log_fault(error)})."
