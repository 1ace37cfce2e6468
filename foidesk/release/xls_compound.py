"""The container of old Office files and of Outlook's messages: streams in folders, read by its own tables, within limits."""

import struct
from dataclasses import dataclass
from functools import cached_property

from foidesk.release.limits import RefusalError

_FREE = 0xFFFFFFFA
"""From here on a number is no sector but a mark."""
MOST_ENTRIES = 20_000
MOST_SECTORS = 500_000
_NO_ENTRY = 0xFFFFFFFF
FOLDER, STREAM, ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or a folder, by the way to it ("__attach_version1.0_#00000000/__substg1.0_37010102")."""

    path: str
    kind: int
    start: int
    size: int


class Compound:
    """An opened container. Raises RefusalError for one whose tables lead nowhere or in circles."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise RefusalError("corrupt-file")
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise RefusalError("corrupt-file")
        self._sector = 1 << shift
        self._directory, _, self._cutoff, self._small_start, _, self._more, _ = struct.unpack_from("<IIIIIII", data, 48)

    @cached_property
    def streams(self) -> dict[str, Entry]:
        """The streams by the way to them."""
        return {entry.path: entry for entry in self.entries if entry.kind == STREAM}

    @property
    def names(self) -> set[str]:
        """The names at the top."""
        return {entry.path for entry in self.entries if "/" not in entry.path}

    def read(self, path: str) -> bytes:
        """The bytes of a stream."""
        entry = self.streams[path]
        if entry.size > len(self._data):
            raise RefusalError("corrupt-file")
        if entry.size < self._cutoff:
            return self._chain(entry.start, entry.size, self._small_table, self._small_sector)
        return self._chain(entry.start, entry.size, self._table, self._read_sector)

    @cached_property
    def entries(self) -> list[Entry]:
        """Everything in it, folders and streams."""
        raw = self._chain(self._directory, None, self._table, self._read_sector)
        if len(raw) // 128 > MOST_ENTRIES:
            raise RefusalError("zip-bomb")
        found: list[Entry] = []
        seen = {0}
        waiting = [(struct.unpack_from("<I", raw, 76)[0], "")] if len(raw) >= 128 else []
        while waiting:
            at, folder = waiting.pop()
            if at == _NO_ENTRY:
                continue
            if at in seen or (at + 1) * 128 > len(raw):
                raise RefusalError("corrupt-file")
            seen.add(at)
            block = raw[at * 128 : at * 128 + 128]
            length = struct.unpack_from("<H", block, 64)[0]
            name = block[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", block, 68)
            start, size = struct.unpack_from("<II", block, 116)
            found.append(Entry(folder + name, block[66], start, size))
            waiting += [(left, folder), (right, folder)]
            if block[66] == FOLDER:
                waiting.append((child, f"{folder}{name}/"))
        return found

    @cached_property
    def _table(self) -> list[int]:
        """Which sector follows which."""
        sectors = [at for at in struct.unpack_from("<109I", self._data, 76) if at < _FREE]
        more, steps = self._more, 0
        while more < _FREE:
            block = struct.unpack(f"<{self._sector // 4}I", self._read_sector(more))
            sectors += [at for at in block[:-1] if at < _FREE]
            more, steps = block[-1], steps + 1
            if steps > MOST_SECTORS // 100:
                raise RefusalError("corrupt-file")
        if len(sectors) * self._sector > len(self._data):
            raise RefusalError("corrupt-file")
        joined = b"".join(self._read_sector(at) for at in sectors)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    @cached_property
    def _small_table(self) -> list[int]:
        joined = self._chain(self._small_start, None, self._table, self._read_sector) if self._small_start < _FREE else b""
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    @cached_property
    def _small(self) -> bytes:
        """The stream that holds all small ones: the root's own."""
        raw = self._chain(self._directory, None, self._table, self._read_sector)
        start, size = struct.unpack_from("<II", raw, 116)
        return self._chain(start, min(size, len(self._data)), self._table, self._read_sector) if start < _FREE else b""

    def _read_sector(self, at: int) -> bytes:
        block = self._data[(at + 1) * self._sector : (at + 2) * self._sector]
        if not block:
            raise RefusalError("corrupt-file")
        return block.ljust(self._sector, b"\0")

    def _small_sector(self, at: int) -> bytes:
        block = self._small[at * 64 : at * 64 + 64]
        if not block:
            raise RefusalError("corrupt-file")
        return block.ljust(64, b"\0")

    def _chain(self, start: int, size: int | None, table: list[int], read: "object") -> bytes:
        """The bytes of a chain of sectors."""
        found, at = [], start
        seen: set[int] = set()
        taken = 0
        while at < _FREE and (size is None or taken < size):
            if at in seen or at >= len(table) or len(seen) > MOST_SECTORS:
                raise RefusalError("corrupt-file")
            seen.add(at)
            found.append(read(at))  # type: ignore[operator]
            taken += len(found[-1])
            at = table[at]
        joined = b"".join(found)
        if size is not None and len(joined) < size:
            raise RefusalError("corrupt-file")
        return joined if size is None else joined[:size]
