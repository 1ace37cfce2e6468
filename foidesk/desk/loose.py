"""Checks and letters of a case document that is in no store: what scripts and other programs use."""

import hashlib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from foidesk.desk.attach import file_stem, leaving
from foidesk.desk.check import blocking, findings
from foidesk.desk.draft import current_letter, draft_pdf
from foidesk.desk.exchange import open_case_and_files
from foidesk.desk.office import LONDON, Shelf
from foidesk.desk.send import email_of
from foidesk.desk.sign import MOST_P12, TOO_LARGE_P12, BlockedError, refuse_expired, signed_bytes
from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.law.rules import Finding
from foidesk.letters.compose import public_copy
from foidesk.letters.identity import load_identity
from foidesk.letters.layout import pages
from foidesk.letters.web import log_page
from foidesk.model import Case, Letter, LetterKind
from foidesk.release.gate import Audience, Passes, release


def check_document(path: Path, stage: str | None, today: date) -> list[Finding]:
    """The findings on a case document: of all stages unless one is named."""
    case, _ = open_case_and_files(path)
    return findings(_shelf(today), case, stage=stage or "publish")


def write_letter(
    path: Path, out: Path, kind: str | None, identity_file: Path | None, passphrase: str | None, today: date
) -> dict[str, Any]:
    """Write the letter of a case document as .pdf, .eml or .html, by the name of `out`; an unsigned PDF is marked a draft.

    Raises BlockedError, with nothing written, where a finding blocks what would be signed, sent or published.
    """
    case, contents = open_case_and_files(path)
    shelf = _shelf(today)
    letter = _letter(case, kind)
    letter.dated = letter.dated or today
    audience, count, signed = Audience.REQUESTER, None, False
    form = out.suffix.lower()
    if form == ".pdf" and identity_file is None:
        data = draft_pdf(shelf, case, letter)
        count = pages(data)
    elif form == ".pdf" or form == ".eml":
        _stop_if_blocked(shelf, case, letter, "sign")
        data, signed = _signed_or_draft(shelf, case, letter, identity_file, passphrase)
        count = pages(data)
        if form == ".eml":
            data = email_of(shelf, case, letter, _enclosures(case, letter, data, contents))
    elif form == ".html":
        audience = Audience.PUBLIC
        _stop_if_blocked(shelf, case, letter, "publish")
        blocks = public_copy(case, letter, shelf.catalogue, shelf.wording, shelf.clock(case), today=today)
        data = log_page(blocks, title=f"{case.title} ({case.reference})", authority=case.authority.name, dated=letter.dated)
    else:
        raise UserError(f"foidesk writes .pdf, .eml and .html letters, not {out.suffix or 'a file without a suffix'}.")
    passes = Passes()
    passes.made_here(data, audience)
    release(data, audience, out, passes)
    return {
        "path": str(out),
        "sha256": hashlib.sha256(data).hexdigest(),
        "pages": count,
        "signed": signed,
        "recorded": False,
    }


def _shelf(today: date) -> Shelf:
    """The reference shelf on a fixed day; at noon in London, so that no zone moves the day."""
    moment = datetime.combine(today, time(12), LONDON).astimezone(UTC)
    return Shelf(now=lambda: moment)


def _letter(case: Case, kind: str | None) -> Letter:
    if kind is None:
        return current_letter(case)
    if kind not in set(LetterKind):
        raise UserError(f"{kind!r} is no kind of letter. Choose one of: {', '.join(LetterKind)}.")
    wanted = LetterKind(kind)
    return next((letter for letter in reversed(case.letters) if letter.kind is wanted), Letter(kind=wanted))


def _stop_if_blocked(shelf: Shelf, case: Case, letter: Letter, stage: str) -> None:
    stop = blocking(findings(shelf, case, letter, stage))
    if stop:
        raise BlockedError(stop)


def _signed_or_draft(
    shelf: Shelf, case: Case, letter: Letter, identity_file: Path | None, passphrase: str | None
) -> tuple[bytes, bool]:
    if identity_file is None:
        return draft_pdf(shelf, case, letter), False
    p12 = read_file(identity_file, MOST_P12, TOO_LARGE_P12)
    identity, when = load_identity(p12, passphrase or ""), datetime.now(UTC)
    refuse_expired(identity, when)
    return signed_bytes(shelf, case, letter, identity, when), True


def _enclosures(case: Case, letter: Letter, data: bytes, contents: dict[str, bytes]) -> list[tuple[str, str, bytes]]:
    """The letter alone, unless attachments are listed: those came from outside, and the gate lets none of them pass yet."""
    name = f"{file_stem(case)}-{letter.kind.value.replace('_', '-')}.pdf"
    foreign = [item.name for item in leaving(case) if item.sha256 in contents]
    if foreign:
        raise UserError(
            f"{foreign[0]} may not leave uninspected. Import the case, let foidesk make it from a table, and send that."
        )
    return [(name, "application/pdf", data)]
