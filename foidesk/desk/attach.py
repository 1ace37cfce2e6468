"""Verbs for attachments: tables that foidesk turns into files, files of the officer, and which of them the letter lists."""

import mimetypes
from pathlib import Path, PurePosixPath

from foidesk.desk.office import SEALED, Desk, Work
from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.letters.answers import AnswerTable as AnswerTable
from foidesk.letters.answers import as_file
from foidesk.letters.layout import pages
from foidesk.model import Attachment, AttachmentRole, Case
from foidesk.store import files

MOST_BYTES = 50 * 1024 * 1024
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
"""What a table can be made into, with its media type."""
MOST_NAME = 60
"""Characters of a file's name: even four bytes long each, they are a name on every file system."""


def attach_table(desk: Desk, case_id: int, table: AnswerTable, title: str, form: str = "pdf") -> str:
    """Make a file from a table, attach it as an answer and list it; returns its name. `form` is "pdf", "xlsx" or "csv"."""
    if not title.strip():
        raise UserError("Give the table a title: it heads the attachment.")
    with desk.changing(case_id) as work:
        case = work.case
        name = f"{file_stem(case)}-attachment-{_next_number(case)}.{form}"
        data = as_file(table, form, title=title.strip(), authority=case.authority.name, reference=case.reference, when=desk.now())
        count = pages(data) if form == "pdf" else None
        _add(work, name, data, FORMS[form], AttachmentRole.ANSWER, made_here=True, count=count)
        return name


def attach_file(desk: Desk, case_id: int, path: Path, role: AttachmentRole = AttachmentRole.ANSWER) -> str:
    """Keep a file of the officer's with the case; returns its name there. It cannot leave before it can be inspected."""
    data = read_file(path, MOST_BYTES, "An attachment has {limit} MB at most. Send large files in parts.")
    if not data:
        raise UserError(f"{path.name} is empty.")
    name = PurePosixPath(path.name).name
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    with desk.writing(case_id) as work:
        if role is AttachmentRole.ANSWER and work.case.stage in SEALED:
            raise UserError("The letter is signed: its attachments cannot change any more.")
        kept = kept_name(work.case, name)
        _add(work, kept, data, media_type, role, made_here=False, count=None)
        return kept


def list_attachment(desk: Desk, case_id: int, attachment_id: int, listed: bool) -> None:
    """Say whether the letter lists an attachment, and so whether it goes out with it."""
    with desk.changing(case_id) as work:
        attachment = _find(work, attachment_id)
        attachment.listed = listed
        work.record("attachment-listed", attachment=attachment.id, listed=listed)


def remove_attachment(desk: Desk, case_id: int, attachment_id: int) -> None:
    """Take an attachment off the case. The request itself always stays."""
    with desk.changing(case_id) as work:
        attachment = _find(work, attachment_id)
        if attachment.role is AttachmentRole.REQUEST:
            raise UserError("The request as it came in always stays with the case.")
        work.case.attachments.remove(attachment)
        work.record("attachment-removed", attachment=attachment_id, sha256=attachment.sha256)


def attachment_bytes(desk: Desk, sha256: str) -> bytes:
    """The stored bytes of an attachment or a letter."""
    with desk.reading() as session:
        return files.fetch(session, sha256)


def leaving(case: Case) -> list[Attachment]:
    """The attachments that go out with an answer, in the order in which the letter lists them."""
    return [item for item in case.attachments if item.listed and item.role is AttachmentRole.ANSWER]


def file_stem(case: Case) -> str:
    """The case's reference as the beginning of a file name: "3070/15" becomes "3070_15"."""
    return "".join(character if character.isalnum() or character in "-." else "_" for character in case.reference)


def _add(
    work: Work, name: str, data: bytes, media_type: str, role: AttachmentRole, *, made_here: bool, count: int | None
) -> None:
    attachment = Attachment(
        name=name,
        role=role,
        listed=role is AttachmentRole.ANSWER,
        media_type=media_type,
        sha256=files.keep(work.session, data),
        pages=count,
        made_here=made_here,
        position=len(work.case.attachments),
    )
    work.case.attachments.append(attachment)
    work.session.flush()
    work.record("attached", attachment=attachment.id, sha256=attachment.sha256, size=len(data), role=role, made_here=made_here)


def _find(work: Work, attachment_id: int) -> Attachment:
    found = next((item for item in work.case.attachments if item.id == attachment_id), None)
    if found is None:
        raise UserError("That attachment is not in the case any more.")
    return found


def _next_number(case: Case) -> int:
    names = {item.name.rsplit(".", 1)[0] for item in case.attachments}
    return next(number for number in range(1, len(names) + 2) if f"{file_stem(case)}-attachment-{number}" not in names)


def document_name(case: Case) -> str:
    """The file name of a case when it is written out as a document; no attachment has it."""
    return f"{file_stem(case)}.case.json"


def kept_name(case: Case, name: str) -> str:
    """The name that a file gets in a case: one that every system allows, and that no other file of the case has in any case of letters."""
    clean = "".join("_" if character in '/\\:*?"<>|' or not character.isprintable() else character for character in name)
    stem, dot, suffix = clean.strip(" .").rpartition(".")
    if not stem:
        stem, dot, suffix = suffix or "file", "", ""
    stem, suffix = stem[:MOST_NAME], suffix[:20]
    taken = {document_name(case).casefold(), *(item.name.casefold() for item in case.attachments)}
    candidates = [f"{stem}{dot}{suffix}", *(f"{stem}-{number}{dot}{suffix}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate.casefold() not in taken)
