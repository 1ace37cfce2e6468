"""Verbs that carry a case in and out as a document with its files beside it (docs/case-document.md)."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from foidesk.desk.attach import MOST_BYTES, document_name
from foidesk.desk.keep import PROFILE_FIELDS
from foidesk.desk.office import Desk, Work
from foidesk.errors import UserError
from foidesk.intake.document import read_document
from foidesk.law import stages
from foidesk.model import Authority, Case
from foidesk.model.written import read_case, write_case
from foidesk.paths import write_whole
from foidesk.store import files, queries

_GROUND_TEXTS = ("reason", "harm", "pi_for", "pi_against", "pi_balance")


def open_case_and_files(path: Path) -> tuple[Case, dict[str, bytes]]:
    """The case that a document describes, in no store, and the files beside the document by their SHA-256.

    Raises UserError, with the path of the key, for a document of another shape or files that are not what it says.
    """
    document = read_document(path)
    case = read_case(document)
    _check_names(case)
    contents: dict[str, bytes] = {}
    for attachment, item in zip(case.attachments, document.get("attachments", []), strict=True):
        data = _file_beside(path.parent, item)
        attachment.sha256 = None if data is None else hashlib.sha256(data).hexdigest()
        if data is not None and attachment.sha256:
            contents[attachment.sha256] = data
    return case, contents


def _check_names(case: Case) -> None:
    """What a schema cannot say: each attachment can lie beside the document under its own name."""
    taken = {document_name(case).casefold()}
    for number, attachment in enumerate(case.attachments):
        if attachment.name.casefold() in taken:
            raise UserError(f"attachments[{number}].name: {attachment.name} is the name of another file of this case.")
        taken.add(attachment.name.casefold())


def _file_beside(folder: Path, item: Mapping[str, Any]) -> bytes | None:
    """The bytes of an attachment that lies beside its document, or None where there is no such file."""
    if not item.get("path"):
        return None
    file = folder / Path(item["path"])
    if file.is_symlink() or folder.resolve() not in file.resolve().parents:
        raise UserError(
            f"{item['path']} is a link or lies outside the document's folder. Put the file itself beside the document."
        )
    if not file.is_file():
        return None
    if file.stat().st_size > MOST_BYTES:
        raise UserError(f"{item['path']} is larger than 50 MB.")
    data = file.read_bytes()
    if item.get("sha256") and hashlib.sha256(data).hexdigest() != item["sha256"]:
        raise UserError(f"{item['path']} is not the file that the document speaks of: its SHA-256 differs.")
    return data


def import_case(desk: Desk, path: Path) -> int:
    """Add the case of a document to the store; returns its id. Claims of being signed or sent are not believed.

    Raises UserError, with nothing stored, for a document of another shape, a reference that is taken, or files that do not match.
    """
    return add_document(desk, *open_case_and_files(path))


def add_document(desk: Desk, case: Case, contents: Mapping[str, bytes]) -> int:
    """Add a case that was read from a document, with its files by their SHA-256, to the store; returns its id. As `import_case`."""
    case.stage = stages.imported(case.stage)
    case.salt = files.new_salt()
    for letter in case.letters:
        letter.signed, letter.sent = False, None
    with desk.writing() as work:
        if queries.find_case(work.session, case.reference) is not None:
            raise UserError(f"There is a case {case.reference} already. Nothing was imported.")
        for data in contents.values():
            files.keep(work.session, data)
        case.authority = _same_authority(work.session, case.authority)
        work.take(case)
        work.renew_clock()
        _save_texts(work)
        work.record("imported", questions=len(case.questions), attachments=len(contents))
        return case.id


def export_case(desk: Desk, case_id: int, folder: Path) -> Path:
    """Write a case as a document, with its files beside it, into a folder; returns its path. It is plain text.

    Raises UserError, before anything is written, if a file of another content is in the way.
    """
    with desk.writing(case_id) as work:
        case = work.case
        text = json.dumps(write_case(case), ensure_ascii=False, indent=1) + "\n"
        outgoing = {item.name: files.fetch(work.session, item.sha256) for item in case.attachments if item.sha256}
        document = folder / document_name(case)
        write_beside(folder, outgoing | {document.name: text.encode()}, document.name)
        work.record("case-exported", files=len(outgoing), sha256=hashlib.sha256(text.encode()).hexdigest())
        return document


def write_beside(folder: Path, contents: Mapping[str, bytes], document: str) -> None:
    """Write files into a folder, made where it is not there: all of them or none. Only an earlier document is written over."""
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = [folder / name for name in contents if not (folder / name).exists()]
        for name, data in contents.items():
            if name != document and folder / name not in fresh and (folder / name).read_bytes() != data:
                raise UserError(f"There is another file named {name} in {folder}. Choose an empty folder.")
        for path in fresh if (folder / document) in fresh else [*fresh, folder / document]:
            write_whole(path, contents[path.name])
            written.append(path)
    except OSError as error:
        raise UserError(f"Cannot write in {folder}: {error.strerror}. Choose a folder that you may write in.") from error
    except UserError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def documents(desk: Desk, case_ids: list[int]) -> list[dict[str, Any]]:
    """Cases of the store in their written form."""
    with desk.reading() as session:
        cases = [queries.load_case(session, case_id) for case_id in case_ids]
        return [write_case(case) for case in cases if case is not None]


def _same_authority(session: Session, authority: Authority) -> Authority:
    """The row that says the same of the authority, where the store has one, else this one."""
    for row in queries.authorities(session, authority.name):
        if all(getattr(row, name) == getattr(authority, name) for name in PROFILE_FIELDS):
            return row
    return authority


def _save_texts(work: Work) -> None:
    """Begin the versions of every text that came with the document."""
    case = work.case
    for question in case.every_question():
        work.save_text(f"question:{question.id}:text", question.text)
    for _, decision in case.every_decision():
        if decision.answer:
            work.save_text(f"decision:{decision.id}:answer", decision.answer)
    for ground in case.grounds:
        for name in _GROUND_TEXTS:
            if value := getattr(ground, name):
                work.save_text(f"ground:{ground.id}:{name}", value)
