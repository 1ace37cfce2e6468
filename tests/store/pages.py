"""The pages of a store as they lie on the disk, decrypted by hand: not by the database's own reading, which passes over what is free.

SQLCipher 4 writes pages of 4096 bytes, each AES-256-CBC under the store's key (a raw key is used as it is), with the initialisation vector
and a MAC in the last 80 bytes; the first 16 bytes of the file are its salt. The log (WAL) has the same pages behind headers of 24 bytes.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
LOG_HEAD, FRAME_HEAD = 32, 24


def plain_pages(folder: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the store's file and of its log, the free ones and the rest of used ones too."""
    whole = (folder / "store.db").read_bytes()
    for start in range(0, len(whole), PAGE):
        yield _decrypted(whole[start : start + PAGE], key, skip=0 if start else SALT)
    log = folder / "store.db-wal"
    frames = log.read_bytes() if log.exists() else b""
    for start in range(LOG_HEAD, len(frames), FRAME_HEAD + PAGE):
        number = int.from_bytes(frames[start : start + 4])
        page = frames[start + FRAME_HEAD : start + FRAME_HEAD + PAGE]
        if len(page) == PAGE:
            yield _decrypted(page, key, skip=SALT if number == 1 else 0)


def _decrypted(page: bytes, key: bytes, skip: int) -> bytes:
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    opener = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opener.update(page[skip : PAGE - RESERVED]) + opener.finalize()


def standing_in(folder: Path, key: bytes, needles: dict[str, bytes]) -> set[str]:
    """Which of these bytes stand in some page. A page that was not decrypted would hold none of them, so that is tried first."""
    pages = list(plain_pages(folder, key))
    assert any(b"CREATE TABLE foi_case" in page for page in pages), "the pages were not decrypted"
    return {name for name, needle in needles.items() if any(needle in page for page in pages)}
