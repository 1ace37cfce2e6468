"""The letter of a case document, signed and recorded in a store: the history knows it, and the store keeps its bytes."""

from pathlib import Path
from typing import Any

from foidesk.desk import sign
from foidesk.desk.attach import attachment_bytes
from foidesk.desk.check import blocking, findings
from foidesk.desk.draft import draft_pdf, start_letter
from foidesk.desk.exchange import add_document, documents, open_case_and_files
from foidesk.desk.loose_letter import SIGNED_FORMS, form_of, letter_of
from foidesk.desk.office import Desk
from foidesk.desk.send import export_letter, prepare_email
from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.letters.identity import load_identity
from foidesk.letters.layout import pages
from foidesk.model import Case, LetterKind
from foidesk.model.written import write_case
from foidesk.store import queries, settings

_OF_SIGNING = frozenset({"signed", "signed_at", "sent", "dated", "sha256"})
"""What is not compared of a letter: what a document says of being signed is never believed."""


def record_letter(
    desk: Desk, path: Path, out: Path, kind: str | None, identity_file: Path, passphrase: str, *, personal: bool = False
) -> dict[str, Any]:
    """Sign the letter of a case document, keep it in the store, and write it out.

    A case that is not in the store yet is added; one that is there must say what the document says. Raises BlockedError, with nothing
    stored or written, where a finding blocks; UserError where the store's case is another, or its signing identity is; PersonalError where a
    store without an identity would keep one that tells of a person, unless that was agreed to (`personal`).
    """
    form = form_of(out, signs=True)
    assert form in SIGNED_FORMS
    case, contents = open_case_and_files(path)
    letter = letter_of(case, kind)
    letter.dated = desk.today()
    case_id = _in_store(desk, case)
    stop = blocking(findings(desk, case, letter, "sign"))
    if stop:
        raise sign.BlockedError(stop)
    # Whatever cannot be printed is told now, before anything is stored.
    draft_pdf(desk, case, letter)
    _unlock(desk, identity_file, passphrase, personal=personal)
    case_id = case_id or add_document(desk, case, contents)
    signed = sign.sign_letter(desk, case_id, _letter_id(desk, case_id, letter.kind))
    write = export_letter if form == ".pdf" else prepare_email
    done = write(desk, case_id, signed.letter_id, out.parent, name=out.name)
    count = pages(attachment_bytes(desk, signed.sha256))
    return {"path": str(out), "sha256": done.sha256, "pages": count, "signed": True, "recorded": True}


def _in_store(desk: Desk, case: Case) -> int | None:
    """The id of the store's case with this reference, if there is one. Raises UserError where that one says something else."""
    with desk.reading() as session:
        case_id = queries.find_case(session, case.reference)
    if case_id is not None and _said(documents(desk, [case_id])[0]) != _said(write_case(case)):
        raise UserError(
            f"The case {case.reference} in the store is not what this document says. Export it anew, or leave --store out."
        )
    return case_id


def _said(document: dict[str, Any]) -> dict[str, Any]:
    """What a case says, apart from how far it has come; a letter counts once something is written in it."""
    written = [
        {name: value for name, value in item.items() if value and name not in _OF_SIGNING} for item in document.get("letters", [])
    ]
    kept = {name: value for name, value in document.items() if name not in {"stage", "letters"}}
    return kept | {"letters": [item for item in written if set(item) != {"kind"}]}


def _letter_id(desk: Desk, case_id: int, kind: LetterKind) -> int:
    """The case's letter of a kind that is not sent yet, begun where there is none."""
    with desk.reading() as session:
        case = queries.load_case(session, case_id)
        found = [letter.id for letter in case.letters if letter.kind is kind and letter.sent is None] if case else []
    return found[-1] if found else start_letter(desk, case_id, kind)


def _unlock(desk: Desk, file: Path, passphrase: str, *, personal: bool) -> None:
    """Take the identity of a file for signing; a store without one keeps it. Raises UserError where the store signs with another."""
    data = read_file(file, sign.MOST_P12, sign.TOO_LARGE_P12)
    identity = load_identity(data, passphrase)
    sign.refuse_expired(identity, desk.now())
    with desk.reading() as session:
        kept, pinned = settings.get(session, "identity", None), settings.get(session, "pinned", [])
    if kept is None:
        sign.import_identity(desk, data, passphrase, personal=personal)
    elif identity.fingerprint in pinned:
        desk.identity = identity
    else:
        raise UserError(f"This store signs as {kept['role']} with another identity. Import this one in Settings first.")
