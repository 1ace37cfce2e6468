"""Old Office files and Outlook's messages: what can be told of them is told, and none of them passes. They cannot be read whole."""

import struct
from collections.abc import Iterator

from foidesk.release.limits import RefusalError
from foidesk.release.look import Look
from foidesk.release.mail import look_at_words_of_message
from foidesk.release.sniff import agrees
from foidesk.release.xls_compound import Compound

_BOUNDSHEET, _FILEPASS, _NOTE, _ROW, _COLUMNS, _SUPBOOK = 0x85, 0x2F, 0x1C, 0x208, 0x7D, 0x1AE
_HIDDEN_ROW = 0x20
_LOCKED_WORD = 0x100
_ATTACHED = "__attach_version1.0_"
_DATA, _LONG_NAME, _SHORT_NAME = "__substg1.0_37010102", "__substg1.0_3707001F", "__substg1.0_3704001F"
_BODY, _HEADER = "__substg1.0_1000001F", "__substg1.0_007D001F"


def kind_of_compound(data: bytes) -> str:
    """What a container holds: "xls", "doc", "ppt", "msg", "locked", or "" for something else."""
    names = Compound(data).names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        return "locked"
    known = (
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("WordDocument", "doc"),
        ("PowerPoint Document", "ppt"),
        ("__properties_version1.0", "msg"),
    )
    return next((kind for name, kind in known if name in names), "")


def look_at_compound(look: Look, data: bytes) -> None:
    """Tell what can be told of an old file, and refuse it with advice. Raises RefusalError for a locked one."""
    kind = kind_of_compound(data)
    if kind == "locked":
        raise RefusalError("password-protected")
    look.program = kind
    book = Compound(data)
    if kind and not agrees(kind, look.name):
        look.say("wrong-extension", "", kind)
    look.say("unread-format")
    if any(name.split("/")[0] in {"_VBA_PROJECT_CUR", "Macros", "_VBA_PROJECT"} for name in book.streams):
        look.say("macros")
    if any(name.split("/")[0] == "_SX_DB_CUR" for name in book.streams):
        look.say("pivot-cache", "a pivot table")
    if any(name.split("/")[0].startswith(("MBD", "ObjectPool")) for name in book.streams):
        look.say("embedded-file", "an object")
    if kind == "xls":
        _look_at_workbook(look, book)
    elif kind == "doc" and struct.unpack_from("<H", book.read("WordDocument").ljust(12, b"\0"), 10)[0] & _LOCKED_WORD:
        look.say("password-protected")
    elif kind == "msg":
        _look_at_message(look, book)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _look_at_workbook(look: Look, book: Compound) -> None:
    """Hidden sheets, rows and columns, comments and links, by the records of the workbook."""
    name = "Workbook" if "Workbook" in book.streams else "Book"
    seen: set[int] = set()
    for kind, body in _records(book.read(name)):
        if kind == _FILEPASS:
            raise RefusalError("password-protected")
        if kind == _BOUNDSHEET and len(body) > 8:
            state, wide = body[4] & 3, body[7] & 1
            title = body[8:].decode("utf-16-le" if wide else "cp1252", "replace")
            if state:
                look.say("very-hidden-sheet" if state == 2 else "hidden-sheet", f"sheet {title}")
        elif kind in seen:
            continue
        elif kind == _NOTE:
            look.say("comment", "a cell")
            seen.add(kind)
        elif kind == _ROW and len(body) >= 16 and struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
            look.say("hidden-row", f"row {struct.unpack_from('<H', body)[0] + 1}")
            seen.add(kind)
        elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
            look.say("hidden-column", f"column number {struct.unpack_from('<H', body)[0] + 1}")
            seen.add(kind)
        elif kind == _SUPBOOK and len(body) > 4 and struct.unpack_from("<H", body, 2)[0] not in (0x0401, 0x3A01):
            look.say("external-link", "a link to another workbook")
            seen.add(kind)


def _look_at_message(look: Look, book: Compound) -> None:
    """The words of a message from Outlook, its header, and every attached file."""
    if _HEADER in book.streams:
        look.say("internal-header", "the header", book.read(_HEADER).decode("utf-16-le", "replace")[:200])
    if _BODY in book.streams:
        look_at_words_of_message(look, book.read(_BODY).decode("utf-16-le", "replace"))
    for path in book.streams:
        folder, _, name = path.partition("/")
        if folder.startswith(_ATTACHED) and name == _DATA:
            title = next(
                (book.read(f"{folder}/{each}") for each in (_LONG_NAME, _SHORT_NAME) if f"{folder}/{each}" in book.streams), b""
            )
            look.inside(
                book.read(path), title.decode("utf-16-le", "replace").strip("\0") or "an attached file", "an attached file"
            )
