"""Verbs for what goes out: the signed file, its other forms, the unsent e-mail, the response-log page; then sent and closed."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foidesk.desk.attach import file_stem, leaving
from foidesk.desk.check import blocking, findings
from foidesk.desk.clock import add_clock_event
from foidesk.desk.draft import ANSWERING, draft_pdf, find_letter
from foidesk.desk.forms import email_of, page_name, page_of, row_of, word_of, words_of_email
from foidesk.desk.office import Desk, Work
from foidesk.desk.sign import BlockedError
from foidesk.errors import UserError
from foidesk.law.happenings import KNOWN
from foidesk.law.stages import Act
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
    """The one folder for what leaves, readable by those alone who may read the store (security: places).

    Raises UserError where it cannot be made.
    """
    folder = desk.store.folder / "outbox"
    try:
        make_private(folder, like=desk.store.folder)
    except OSError as error:
        raise UserError(f"Cannot make the outbox {folder}: {error.strerror}.") from error
    return folder


def letter_name(case: Case, letter: Letter) -> str:
    """The file name of a letter, such as 3070_15-response-1.pdf (decision 4)."""
    same = [item for item in case.letters if item.kind is letter.kind]
    return f"{file_stem(case)}-{letter.kind.value.replace('_', '-')}-{same.index(letter) + 1}.pdf"


def export_letter(desk: Desk, case_id: int, letter_id: int, folder: Path | None = None, *, name: str = "") -> Released:
    """Write a signed letter, as the store keeps it, into a folder (the outbox unless told otherwise), under its own name unless told."""
    with desk.writing(case_id) as work:
        letter = _signed_letter(work, letter_id)
        data = files.fetch(work.session, letter.sha256 or "")
        passes = Passes.known([letter.sha256 or ""], Audience.REQUESTER)
        done = release(data, Audience.REQUESTER, (folder or outbox(desk)) / (name or letter_name(work.case, letter)), passes)
        work.record("exported", letter=letter.id, sha256=done.sha256)
        return done


def export_draft(desk: Desk, case_id: int, letter_id: int | None = None, folder: Path | None = None) -> Released:
    """Write a letter that is not signed as a PDF that says so on each page. Raises UserError for one that is signed."""
    with desk.writing(case_id) as work:
        letter = find_letter(work, letter_id)
        if letter.sha256 is not None:
            raise UserError("This letter is signed. Write out the signed letter instead of a draft.")
        done = _release(draft_pdf(desk, work.case, letter), folder or outbox(desk), _named(work, letter, "-draft.pdf"))
        work.record("draft-exported", letter=letter.id, sha256=done.sha256)
        return done


def export_word(desk: Desk, case_id: int, letter_id: int | None = None, folder: Path | None = None) -> Released:
    """Write a letter as a Word file, which says on each page that it is a draft, or a copy of the signed letter."""
    with desk.writing(case_id) as work:
        letter = find_letter(work, letter_id)
        ending = "-draft.docx" if letter.sha256 is None else ".docx"
        done = _release(word_of(desk, work.case, letter), folder or outbox(desk), _named(work, letter, ending))
        work.record("word-exported", letter=letter.id, sha256=done.sha256)
        return done


def prepare_email(
    desk: Desk, case_id: int, letter_id: int, folder: Path | None = None, *, name: str = "", as_html: bool = False
) -> Released:
    """Build the unsent e-mail with the signed letter and every listed attachment, from the stored bytes.

    Raises RefusedError if one of the files may not leave, UserError if the requester has no e-mail address.
    """
    with desk.writing(case_id) as work:
        case, letter = work.case, _signed_letter(work, letter_id)
        enclosed, _ = _enclosures(work, letter)
        message = email_of(desk, case, letter, enclosed, as_html=as_html)
        done = _release(message, folder or outbox(desk), name or _named(work, letter, ".eml"))
        work.record("email-prepared", letter=letter.id, sha256=done.sha256, files=len(enclosed))
        return done


@dataclass(frozen=True, slots=True)
class Prepared:
    """A folder with everything that is to be sent, and the words of the message: whom to, what about, what it says."""

    path: Path
    to: str
    subject: str
    body: str


def prepare_folder(desk: Desk, case_id: int, letter_id: int, folder: Path | None = None) -> Prepared:
    """Lay the signed letter, every listed attachment and the words of the message into a folder of their own.

    For mail programs that open no prepared message, and for the post. Raises RefusedError if one of the files may not leave.
    """
    with desk.writing(case_id) as work:
        case, letter = work.case, _signed_letter(work, letter_id)
        enclosed, passes = _enclosures(work, letter)
        subject, body = words_of_email(desk, case, letter)
        to = case.requester.email or case.requester.address or ""
        words = f"To: {' '.join(to.split())}\nSubject: {subject}\n\n{body.strip()}\n"
        place = (folder or outbox(desk)) / _named(work, letter, "")
        if folder is not None and place.exists():
            raise UserError(f"There is a {place.name} in {folder} already. Choose another folder.")
        passes.made_here(words.encode(), Audience.REQUESTER)
        contents = {name: data for name, _, data in enclosed} | {"message.txt": words.encode()}
        _release_all(contents, place, passes, like=desk.store.folder)
        work.record("folder-prepared", letter=letter.id, files=len(enclosed))
        return Prepared(place, to, subject, body)


def _release(data: bytes, folder: Path, name: str, audience: Audience = Audience.REQUESTER) -> Released:
    """Let out a file that was made a moment ago from the case."""
    passes = Passes()
    passes.made_here(data, audience)
    return release(data, audience, folder / name, passes)


def _release_all(contents: Mapping[str, bytes], place: Path, passes: Passes, *, like: Path) -> None:
    """Let several files out into a new folder: all of them or none."""
    if place.is_symlink() or place.is_file():
        raise UserError(f"{place} is no folder. Remove it first.")
    # What an earlier try left there may not belong to the letter any more.
    shutil.rmtree(place, ignore_errors=True)
    try:
        make_private(place, like=like)
        for name, data in contents.items():
            release(data, Audience.REQUESTER, place / name, passes)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise UserError(f"Cannot write in {place.parent}: {error.strerror}. Nothing was written.") from error
    except UserError:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _named(work: Work, letter: Letter, ending: str) -> str:
    """The name of a letter's file or folder with another ending than .pdf."""
    return letter_name(work.case, letter).removesuffix(".pdf") + ending


def _enclosures(work: Work, letter: Letter) -> tuple[list[tuple[str, str, bytes]], Passes]:
    """The letter and, with an answer, its listed attachments: name, media type and bytes, each admitted by the gate; and the passes."""
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
    return enclosed, passes


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
        work.case.closed_on = desk.today()
        work.record("closed")


def make_log_page(desk: Desk, case_id: int, folder: Path | None = None) -> Released:
    """Write the response-log page, without the requester. Raises BlockedError where the public copy would name somebody."""
    with desk.writing(case_id) as work:
        letter = _publishable(desk, work.case)
        page = page_of(desk, work.case, letter)
        done = _release(page, folder or outbox(desk), page_name(work.case), Audience.PUBLIC)
        work.record("log-page-made", letter=letter.id, sha256=done.sha256)
        return done


def make_log_row(desk: Desk, case_id: int, folder: Path | None = None) -> Released:
    """Write the answer as a row of the response log's table (CSV), without the requester. Raises as `make_log_page` does."""
    with desk.writing(case_id) as work:
        letter = _publishable(desk, work.case)
        done = _release(
            row_of(desk, work.case, letter), folder or outbox(desk), f"{file_stem(work.case)}-log.csv", Audience.PUBLIC
        )
        work.record("log-row-made", letter=letter.id, sha256=done.sha256)
        return done


def _publishable(desk: Desk, case: Case) -> Letter:
    """The last signed answer, whose public copy names nobody."""
    letter = next((item for item in reversed(case.letters) if item.kind in ANSWERING and item.signed), None)
    if letter is None:
        raise UserError("There is no signed answer to publish yet.")
    named = [finding for finding in blocking(findings(desk, case, letter, "publish")) if finding.rule in {"VR69", "VR78", "WC15"}]
    if named:
        raise BlockedError(named)
    return letter


def _signed_letter(work: Work, letter_id: int) -> Letter:
    letter = find_letter(work, letter_id)
    if letter.sha256 is None:
        raise UserError("This letter is not signed yet.")
    return letter
