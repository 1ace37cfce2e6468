"""Verbs for what goes out: the signed file, the unsent e-mail, the response-log page; then sent and closed."""

from datetime import date
from pathlib import Path

from foidesk.desk.attach import file_stem, leaving
from foidesk.desk.check import blocking, findings
from foidesk.desk.clock import add_clock_event
from foidesk.desk.draft import ANSWERING, find_letter
from foidesk.desk.office import Desk, Shelf, Work
from foidesk.desk.sign import BlockedError
from foidesk.errors import UserError
from foidesk.law.happenings import KNOWN
from foidesk.law.stages import Act
from foidesk.letters.compose import public_copy
from foidesk.letters.email import unsent_email
from foidesk.letters.web import log_page
from foidesk.model import Case, Letter, LetterKind
from foidesk.paths import make_private
from foidesk.release.gate import Audience, Passes, Released, admit, release
from foidesk.store import files

_STARTS: dict[LetterKind, str] = {
    LetterKind.CLARIFICATION: "clarification-asked",
    LetterKind.FEES_NOTICE: "fees-notice",
    LetterKind.EXTENSION: "extension-notice",
}
"""What sending a letter means for the clock, where the regime knows such an event."""


def outbox(desk: Desk) -> Path:
    """The one folder for what leaves, readable by those alone who may read the store (security: places)."""
    folder = desk.store.folder / "outbox"
    make_private(folder, like=desk.store.folder)
    return folder


def letter_name(case: Case, letter: Letter) -> str:
    """The file name of a letter, such as 3070_15-response-1.pdf (decision 4)."""
    same = [item for item in case.letters if item.kind is letter.kind]
    return f"{file_stem(case)}-{letter.kind.value.replace('_', '-')}-{same.index(letter) + 1}.pdf"


def export_letter(desk: Desk, case_id: int, letter_id: int, folder: Path | None = None) -> Released:
    """Write a signed letter, as the store keeps it, into a folder (the outbox unless told otherwise)."""
    with desk.writing(case_id) as work:
        letter = _signed_letter(work, letter_id)
        data = files.fetch(work.session, letter.sha256 or "")
        passes = Passes.known([letter.sha256 or ""], Audience.REQUESTER)
        done = release(data, Audience.REQUESTER, (folder or outbox(desk)) / letter_name(work.case, letter), passes)
        work.record("exported", letter=letter.id, sha256=done.sha256)
        return done


def prepare_email(desk: Desk, case_id: int, letter_id: int, folder: Path | None = None) -> Released:
    """Build the unsent e-mail with the signed letter and every listed attachment, from the stored bytes.

    Raises RefusedError if one of the files may not leave, UserError if the requester has no e-mail address.
    """
    with desk.writing(case_id) as work:
        case, letter = work.case, _signed_letter(work, letter_id)
        enclosed = _enclosures(work, letter)
        message = email_of(desk, case, letter, enclosed)
        passes = Passes()
        passes.made_here(message, Audience.REQUESTER)
        name = letter_name(case, letter).removesuffix(".pdf") + ".eml"
        done = release(message, Audience.REQUESTER, (folder or outbox(desk)) / name, passes)
        work.record("email-prepared", letter=letter.id, sha256=done.sha256, files=len(enclosed))
        return done


def email_of(shelf: Shelf, case: Case, letter: Letter, enclosed: list[tuple[str, str, bytes]]) -> bytes:
    """The unsent e-mail to the requester. Raises UserError if the case has no e-mail address, or one that is none."""
    if not case.requester.email:
        raise UserError("The requester has no e-mail address. Export the letter and send it by post instead.")
    body = shelf.wording.of_letter(case.language, letter.signed_at).text(
        "email-body",
        letter.dated or shelf.today(),
        name=case.requester.name or "Sir or Madam",
        reference=case.reference,
        authority=case.authority.name,
        role=case.authority.signatory_role or "Disclosure Officer",
    )
    return unsent_email(
        to=case.requester.email,
        subject=f"{case.title} ({case.reference})",
        body=body,
        attachments=enclosed,
        date=shelf.now(),
    )


def _enclosures(work: Work, letter: Letter) -> list[tuple[str, str, bytes]]:
    """The letter and, with an answer, its listed attachments: name, media type and bytes, each admitted by the gate."""
    data = files.fetch(work.session, letter.sha256 or "")
    enclosed = [(letter_name(work.case, letter), "application/pdf", data)]
    if letter.kind in ANSWERING:
        for item in leaving(work.case):
            if item.sha256 is None:
                raise UserError(f"{item.name} is listed, but there is no file behind it.")
            enclosed.append((item.name, item.media_type, files.fetch(work.session, item.sha256)))
    made = [item.sha256 for item in work.case.attachments if item.made_here and item.sha256]
    passes = Passes.known([letter.sha256 or "", *made], Audience.REQUESTER)
    for name, _, content in enclosed:
        admit(content, name, Audience.REQUESTER, passes)
    return enclosed


def mark_sent(desk: Desk, case_id: int, letter_id: int, on: date | None = None) -> None:
    """Record that a letter went out, today unless another day is given. What the letter starts, the clock learns."""
    with desk.writing(case_id) as work:
        case, letter = work.case, _signed_letter(work, letter_id)
        if letter.sent is not None:
            raise UserError(f"This letter was sent on {letter.sent:%d.%m.%Y} already.")
        letter.sent = on or desk.today()
        if letter.sent < (letter.dated or letter.sent):
            raise UserError("A letter cannot have been sent before its date.")
        if letter.sent > desk.today():
            raise UserError("The day of sending lies in the future. Mark the letter as sent when it has gone.")
        if letter.kind in ANSWERING:
            work.move(Act.SEND)
        started = _STARTS.get(letter.kind)
        if started and started in KNOWN.get(case.regime, frozenset()):
            add_clock_event(work, started, letter.sent)
        work.record("sent", letter=letter.id, letter_kind=letter.kind, on=letter.sent.isoformat(), sha256=letter.sha256)


def close_case(desk: Desk, case_id: int) -> None:
    """Close a case that has been answered."""
    with desk.writing(case_id) as work:
        work.move(Act.CLOSE)
        work.record("closed")


def make_log_page(desk: Desk, case_id: int, folder: Path | None = None) -> Released:
    """Write the response-log page, without the requester. Raises BlockedError where the public copy would name somebody."""
    with desk.writing(case_id) as work:
        case = work.case
        letter = next((item for item in reversed(case.letters) if item.kind in ANSWERING and item.signed), None)
        if letter is None:
            raise UserError("There is no signed answer to publish yet.")
        named = [finding for finding in blocking(findings(desk, case, letter, "publish")) if finding.rule in {"VR69", "VR78"}]
        if named:
            raise BlockedError(named)
        blocks = public_copy(case, letter, desk.catalogue, desk.wording, desk.clock(case), today=desk.today())
        page = log_page(blocks, title=f"{case.title} ({case.reference})", authority=case.authority.name, dated=letter.dated)
        passes = Passes()
        passes.made_here(page, Audience.PUBLIC)
        done = release(page, Audience.PUBLIC, (folder or outbox(desk)) / f"{file_stem(case)}-log.html", passes)
        work.record("log-page-made", letter=letter.id, sha256=done.sha256)
        return done


def _signed_letter(work: Work, letter_id: int) -> Letter:
    letter = find_letter(work, letter_id)
    if letter.sha256 is None:
        raise UserError("This letter is not signed yet.")
    return letter
