"""A ZIP read by its own bytes, so that it has one meaning only: no names twice, no gaps, nothing before it, both headers alike.

Readers differ in which of two entries of a name they take, and in whether they believe the entry or the directory; a file that
looks clean to one may hold anything for another.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from foidesk.release.limits import MOST_MEMBERS, MOST_NAME, MOST_RATIO, RATIO_FROM, Budget, RefusalError

_END, _DIRECTORY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_64, _LOCATOR_64, _DESCRIPTOR = b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"
_NO_SIZE = 0xFFFFFFFF
_LOCKED, _DESCRIBED, _UTF8 = 1, 8, 0x800
_KNOWN_FLAGS = _LOCKED | _DESCRIBED | _UTF8 | 0x6
"""The others announce patches, masks and stronger locks, which readers follow or do not."""
_NEWEST = 63
"""The latest version of the format (6.3); a higher one is asked for by nobody."""
_STORED, _DEFLATED = 0, 8
_AES, _GROWTH, _UNICODE_NAME, _ZIP64 = 0x9901, 0xA220, 0x7075, 0x0001
_KNOWN_EXTRAS = {_ZIP64, _GROWTH, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0xCAFE}
"""What may stand in a field of extras: sizes, times, owners by number, room to grow."""
_MOST_EXTRA = 64
_UNSAFE = re.compile(r'(^[/\\])|(^[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)|[\0-\x1f\\<>"|?*:]')
_LINK = 0xA000


@dataclass(frozen=True, slots=True)
class Member:
    """One part: where its packed bytes lie, and what it says of itself."""

    name: str
    start: int
    packed: int
    size: int
    method: int
    crc: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the directory."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    extra: bytes
    offset: int
    link: bool


class Archive:
    """The parts of a ZIP by name, in the order of the file. Raises RefusalError for one that is unsafe or has two meanings."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._data, self._budget = data, budget
        self.remarks: list[tuple[str, str]] = []
        """Faults that are no reason to refuse, as (code, place)."""
        self.members = {member.name: member for member in self._read()}

    def __contains__(self, name: object) -> bool:
        return name in self.members

    def read(self, name: str, most: int | None = None) -> bytes:
        """The bytes of a part. Raises RefusalError where it is not what it says, or larger than it may be."""
        member = self.members[name]
        if most is not None and member.size > most:
            raise RefusalError("zip-bomb", f"part {name}")
        self._budget.spend(member.size)
        packed = self._data[member.start : member.start + member.packed]
        unpacked = packed if member.method == _STORED else _inflated(packed, member)
        if len(unpacked) != member.size or zlib.crc32(unpacked) != member.crc:
            raise RefusalError("corrupt-file", f"part {name}")
        return unpacked

    def _read(self) -> list[Member]:
        start, end, count = self._directory()
        if count > MOST_MEMBERS:
            raise RefusalError("zip-bomb")
        entries = sorted(self._entries(start, end, count), key=lambda entry: entry.offset)
        bounds = [entry.offset for entry in entries] + [start]
        if entries and bounds[0] != 0:
            raise RefusalError("corrupt-file", "data before the archive")
        members = [self._member(entry, after) for entry, after in zip(entries, bounds[1:], strict=True)]
        _check_names([member.name for member in members])
        _check_sizes(members, self._budget.left)
        return [member for member in members if not member.name.endswith("/")]

    def _directory(self) -> tuple[int, int, int]:
        """Where the directory starts and ends, and how many entries it has."""
        data = self._data
        at = data.rfind(_END, max(0, len(data) - 65_557))
        if at < 0 or at + 22 > len(data):
            raise RefusalError("corrupt-file")
        disk, first, here, count, size, start, comment = struct.unpack_from("<HHHHIIH", data, at + 4)
        if disk or first or here != count:
            raise RefusalError("corrupt-file")
        if at + 22 != len(data):
            place = "the archive's comment" if comment == len(data) - at - 22 else "data after the archive"
            self.remarks.append(("data-after-end", place))
        end = at
        if data[at - 20 : at - 16] == _LOCATOR_64:
            (end,) = struct.unpack_from("<Q", data, at - 12)
            if end + 56 != at - 20 or data[end : end + 4] != _END_64:
                raise RefusalError("corrupt-file")
            count, size, start = struct.unpack_from("<QQQ", data, end + 32)
        if start + size != end:
            raise RefusalError("corrupt-file", "a gap before the archive's directory")
        return start, end, count

    def _entries(self, start: int, end: int, count: int) -> Iterator[_Entry]:
        data, at = self._data, start
        for _ in range(count):
            if at + 46 > end or data[at : at + 4] != _DIRECTORY:
                raise RefusalError("corrupt-file")
            version, flags, method = struct.unpack_from("<HHH", data, at + 6)
            crc, packed, size, name, extra, comment, disk = struct.unpack_from("<IIIHHHH", data, at + 16)
            if version & 0xFF > _NEWEST or flags & ~_KNOWN_FLAGS or disk:
                raise RefusalError("corrupt-file")
            mode, offset = struct.unpack_from("<II", data, at + 38)
            raw = data[at + 46 : at + 46 + name]
            extras = data[at + 46 + name : at + 46 + name + extra]
            size, packed, offset = _wide(extras, [size, packed, offset])
            if comment:
                self.remarks.append(("data-after-end", "a comment in the archive's directory"))
            yield _Entry(raw, flags, method, crc, packed, size, extras, offset, mode >> 16 & 0xF000 == _LINK)
            at += 46 + name + extra + comment
        if at != end:
            raise RefusalError("corrupt-file", "a gap in the archive's directory")

    def _member(self, entry: _Entry, after: int) -> Member:
        """An entry, when what stands before its bytes says the same, and nothing stands between it and the next."""
        data, at = self._data, entry.offset
        if at + 30 > after or data[at : at + 4] != _LOCAL:
            raise RefusalError("corrupt-file")
        version, flags, method = struct.unpack_from("<HHH", data, at + 4)
        crc, packed, size, name, extra = struct.unpack_from("<IIIHH", data, at + 14)
        raw, extras = data[at + 30 : at + 30 + name], data[at + 30 + name : at + 30 + name + extra]
        start = at + 30 + name + extra
        size, packed = _wide(extras, [size, packed])
        told, known = (crc, packed, size), (entry.crc, entry.packed, entry.size)
        described = bool(entry.flags & _DESCRIBED)
        same = told == known or (described and all(one in (0, other) for one, other in zip(told, known, strict=True)))
        if raw != entry.raw or method != entry.method or (flags ^ entry.flags) & ~0x6 or version & 0xFF > _NEWEST or not same:
            raise RefusalError("corrupt-file", "an entry of the archive that says two things")
        title = _name(entry)
        for each in (extras, entry.extra):
            self._check_extras(each, title)
        if entry.flags & _LOCKED:
            raise RefusalError("password-protected", title)
        if method not in (_STORED, _DEFLATED):
            raise RefusalError("unread-format", title)
        if not _ends(data[start + entry.packed : after], entry, described=described):
            raise RefusalError("corrupt-file", f"a gap after {title}")
        if entry.link:
            raise RefusalError("unsafe-path", title)
        return Member(title, start, entry.packed, entry.size, method, entry.crc)

    def _check_extras(self, extras: bytes, title: str) -> None:
        for kind, body in _fields(extras):
            if kind == _AES:
                raise RefusalError("password-protected", title)
            if kind == _UNICODE_NAME and body[5:].decode("utf-8", "replace") != title:
                raise RefusalError("unsafe-path", title)
            blank = kind == _GROWTH and not body[4:].strip(b"\0")
            if (kind not in _KNOWN_EXTRAS | {_UNICODE_NAME} or len(body) > _MOST_EXTRA) and not blank:
                self.remarks.append(("unknown-part", f"data beside the entry {title}"))


def _inflated(packed: bytes, member: Member) -> bytes:
    """The unpacked bytes, and never more of them than the entry says."""
    reading = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacked = reading.decompress(packed, member.size + 1)
    except zlib.error:
        raise RefusalError("corrupt-file", f"part {member.name}") from None
    if len(unpacked) > member.size:
        raise RefusalError("zip-bomb", f"part {member.name}")
    if not reading.eof:
        # The last bytes of a stream may hold nothing but its end.
        unpacked += reading.decompress(reading.unconsumed_tail, 1)
    if not reading.eof or reading.unused_data:
        raise RefusalError("corrupt-file", f"part {member.name}")
    return unpacked


def _ends(between: bytes, entry: _Entry, *, described: bool) -> bool:
    """Whether what stands between an entry's bytes and the next entry is nothing, or the description that was announced."""
    if not described:
        return not between
    made = [struct.pack(form, entry.crc, entry.packed, entry.size) for form in ("<III", "<IQQ") if entry.size <= _NO_SIZE]
    return between in {head + each for head in (b"", _DESCRIPTOR) for each in made}


def _fields(extras: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extras):
        kind, size = struct.unpack_from("<HH", extras, at)
        if at + 4 + size > len(extras):
            raise RefusalError("corrupt-file")
        yield kind, extras[at + 4 : at + 4 + size]
        at += 4 + size
    if at != len(extras) and extras[at:].strip(b"\0"):
        raise RefusalError("corrupt-file")


def _wide(extras: bytes, values: list[int]) -> list[int]:
    """Numbers that did not fit into their field, taken from the field of wide ones, in their order."""
    if _NO_SIZE not in values:
        return values
    body = next((body for kind, body in _fields(extras) if kind == _ZIP64), b"")
    wide = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
    return [next(wide, _NO_SIZE) if value == _NO_SIZE else value for value in values]


def _name(entry: _Entry) -> str:
    try:
        return entry.raw.decode("utf-8" if entry.flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise RefusalError("unsafe-path") from None


def _check_names(names: list[str]) -> None:
    for name in names:
        if not name or len(name) > MOST_NAME or _UNSAFE.search(name):
            raise RefusalError("unsafe-path", name)
    seen: set[str] = set()
    for name in names:
        folded = unicodedata.normalize("NFKC", name).casefold()
        if folded in seen:
            raise RefusalError("unsafe-path", f"{name}, which stands twice in the archive")
        seen.add(folded)


def _check_sizes(members: list[Member], left: int) -> None:
    if sum(member.size for member in members) > left:
        raise RefusalError("zip-bomb")
    for member in members:
        if member.name.endswith("/") and member.size:
            raise RefusalError("unsafe-path", member.name)
        if member.size > RATIO_FROM and member.size > MOST_RATIO * member.packed:
            raise RefusalError("zip-bomb", f"part {member.name}")
        if member.method == _STORED and member.size != member.packed:
            raise RefusalError("corrupt-file", f"part {member.name}")
