"""The letter of a case document as a file: of a case that is in no store, or recorded in the store where one is named."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from foidesk.desk.attach import file_stem, leaving
from foidesk.desk.check import blocking, findings
from foidesk.desk.draft import current_letter, draft_pdf
from foidesk.desk.exchange import open_case_and_files
from foidesk.desk.forms import email_of, page_of, row_of, word_of
from foidesk.desk.loose import shelf_on
from foidesk.desk.office import Shelf
from foidesk.desk.sign import MOST_P12, TOO_LARGE_P12, BlockedError, refuse_expired, refuse_personal, signed_bytes
from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.letters.identity import Identity, load_identity
from foidesk.letters.layout import pages
from foidesk.model import Case, Letter, LetterKind
from foidesk.release.gate import Audience, Passes, release

SIGNED_FORMS = frozenset({".pdf", ".eml"})
"""Forms that a signature goes into."""


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a letter in some form, whom they are for, and what there is to tell of them."""

    data: bytes
    audience: Audience = Audience.REQUESTER
    pages: int | None = None
    signed: bool = False


def write_letter(
    path: Path,
    out: Path,
    kind: str | None,
    identity_file: Path | None,
    passphrase: str | None,
    today: date,
    *,
    personal: bool = False,
) -> dict[str, Any]:
    """Write the letter of a case document in the form that the name of `out` asks for; an unsigned PDF or Word file is marked a draft.

    Raises BlockedError, with nothing written, where a finding blocks what would be signed, sent or published; UserError for a form
    that there is none of, or that cannot be signed; PersonalError for a certificate that tells of a person, unless that was agreed to
    (`personal`).
    """
    form = form_of(out, signs=identity_file is not None)
    case, contents = open_case_and_files(path)
    shelf, letter = shelf_on(today), letter_of(case, kind)
    letter.dated = letter.dated or today
    if form in SIGNED_FORMS and (identity_file is not None or form == ".eml"):
        identity = read_identity(identity_file, passphrase, personal=personal) if identity_file else None
        made = _sendable(shelf, case, letter, form, identity, contents)
    else:
        made = _FORMS[form](shelf, case, letter)
    return written(made, out, recorded=False)


def written(made: Made, out: Path, *, recorded: bool) -> dict[str, Any]:
    """Let the file out, and say what was written."""
    passes = Passes()
    passes.made_here(made.data, made.audience)
    release(made.data, made.audience, out, passes)
    return {
        "path": str(out),
        "sha256": hashlib.sha256(made.data).hexdigest(),
        "pages": made.pages,
        "signed": made.signed,
        "recorded": recorded,
    }


def form_of(out: Path, *, signs: bool) -> str:
    """The form that a file's name asks for, such as ".docx". Raises UserError for one that there is none of, or that cannot be signed."""
    form = out.suffix.lower()
    if form not in {*_FORMS, *SIGNED_FORMS}:
        named = out.suffix or "a file without a suffix"
        raise UserError(f"foidesk writes .pdf, .docx, .eml, .html and .csv letters, not {named}.")
    if signs and form not in SIGNED_FORMS:
        raise UserError(f"A {form} file cannot be signed: write a .pdf or an .eml, or leave --sign out.")
    return form


def letter_of(case: Case, kind: str | None) -> Letter:
    """The case's letter of a kind, by its last; a new one where it has none. Raises UserError for a word that is no kind."""
    if kind is None:
        return current_letter(case)
    if kind not in set(LetterKind):
        raise UserError(f"{kind!r} is no kind of letter. Choose one of: {', '.join(LetterKind)}.")
    wanted = LetterKind(kind)
    return next((letter for letter in reversed(case.letters) if letter.kind is wanted), Letter(kind=wanted))


def read_identity(path: Path, passphrase: str | None, *, personal: bool = False) -> Identity:
    """A signing identity out of a PKCS#12 file.

    Raises UserError for a wrong password or an expired certificate, and PersonalError for one that tells of a person, unless that was
    agreed to (`personal`).
    """
    identity = load_identity(read_file(path, MOST_P12, TOO_LARGE_P12), passphrase or "")
    refuse_expired(identity, datetime.now(UTC))
    refuse_personal(identity, agreed=personal)
    return identity


def _draft(shelf: Shelf, case: Case, letter: Letter) -> Made:
    data = draft_pdf(shelf, case, letter)
    return Made(data, pages=pages(data))


def _word(shelf: Shelf, case: Case, letter: Letter) -> Made:
    return Made(word_of(shelf, case, letter))


def _page(shelf: Shelf, case: Case, letter: Letter) -> Made:
    _stop_if_blocked(shelf, case, letter, "publish")
    return Made(page_of(shelf, case, letter), Audience.PUBLIC)


def _row(shelf: Shelf, case: Case, letter: Letter) -> Made:
    _stop_if_blocked(shelf, case, letter, "publish")
    return Made(row_of(shelf, case, letter), Audience.PUBLIC)


_FORMS: dict[str, Callable[[Shelf, Case, Letter], Made]] = {".pdf": _draft, ".docx": _word, ".html": _page, ".csv": _row}


def _sendable(shelf: Shelf, case: Case, letter: Letter, form: str, identity: Identity | None, contents: dict[str, bytes]) -> Made:
    """The letter as it goes out: signed where there is an identity, and in its e-mail where that is the form."""
    _stop_if_blocked(shelf, case, letter, "sign")
    signed = identity is not None
    data = signed_bytes(shelf, case, letter, identity, datetime.now(UTC)) if identity else draft_pdf(shelf, case, letter)
    if form == ".pdf":
        return Made(data, pages=pages(data), signed=signed)
    message = email_of(shelf, case, letter, _enclosures(case, letter, data, contents))
    return Made(message, pages=pages(data), signed=signed)


def _stop_if_blocked(shelf: Shelf, case: Case, letter: Letter, stage: str) -> None:
    stop = blocking(findings(shelf, case, letter, stage))
    if stop:
        raise BlockedError(stop)


def _enclosures(case: Case, letter: Letter, data: bytes, contents: dict[str, bytes]) -> list[tuple[str, str, bytes]]:
    """The letter alone, unless attachments are listed: those came from outside, and the gate lets none of them pass yet."""
    name = f"{file_stem(case)}-{letter.kind.value.replace('_', '-')}.pdf"
    foreign = [item.name for item in leaving(case) if item.sha256 in contents]
    if foreign:
        raise UserError(
            f"{foreign[0]} may not leave uninspected. Import the case, let foidesk make it from a table, and send that."
        )
    return [(name, "application/pdf", data)]
