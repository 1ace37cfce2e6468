"""The bytes of files, kept once under their SHA-256."""

import hashlib
import secrets

from sqlalchemy.orm import Session

from foidesk.errors import UserError
from foidesk.model import StoredFile

MOST_BYTES = 50 * 1024 * 1024


def keep(session: Session, data: bytes) -> str:
    """Keep bytes and return their SHA-256 (hex). Equal bytes are kept once. Raises UserError above 50 MB."""
    if len(data) > MOST_BYTES:
        raise UserError("The file is larger than 50 MB and cannot be kept in the store.")
    sha256 = hashlib.sha256(data).hexdigest()
    if session.get(StoredFile, sha256) is None:
        session.add(StoredFile(sha256=sha256, size=len(data), data=data))
        session.flush()
    return sha256


def fetch(session: Session, sha256: str) -> bytes:
    """The bytes of this SHA-256, compared with it before they are handed out. Raises UserError if they are missing or damaged."""
    row = session.get(StoredFile, sha256)
    if row is None:
        raise UserError("The file is not in this store.")
    if hashlib.sha256(row.data).hexdigest() != sha256:
        raise UserError("The stored file is damaged: its bytes are not those that were kept. Restore a backup.")
    return row.data


def new_salt() -> bytes:
    """A random key (32 bytes) for the hashes of one case's texts."""
    return secrets.token_bytes(32)
