"""A recording of what a program wrote to a folder, and the disk as it stood after each write: as a killed program or a power cut leaves it.

Recorded with strace, since neither SQLite nor Python can then do anything behind its back.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
SECTOR = 512
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_HANDLE = re.compile(r"\d+<([^>]*)>")
_STRING = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Step:
    """One call: `what` is write, cut, sync, move, remove or told; `to` is the new name, the new size or the number that was told."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""
    to: str | int = ""


def record(folder: Path, module: str) -> list[Step]:
    """Run a program of the tests on a folder, and return what it wrote there, and told, in order."""
    log = folder.parent / "calls.log"
    trace = ["strace", "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log)]
    done = subprocess.run(
        [*trace, sys.executable, "-m", module, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return list(steps(log.read_text("ascii"), folder))


def steps(log: str, folder: Path) -> Iterator[Step]:
    """The calls of a recording that concern files right in the folder."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        pid = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[pid] = line.removesuffix("<unfinished ...>").rstrip()
            continue
        if resumed := re.match(r"\d+ +<\.\.\. \w+ resumed>", line):
            line = begun.pop(pid) + line[resumed.end() :]
        if found := _LINE.fullmatch(line):
            yield from _step(found[2], found[3], int(found[4]), folder)


def _step(call: str, arguments: str, result: int, folder: Path) -> Iterator[Step]:
    strings = [_bytes(text) for text in _STRING.findall(arguments)]
    handle = _HANDLE.match(arguments)
    path = _bytes(handle[1]).decode() if handle else ""
    if call == "write" and strings and strings[0].startswith(b"told "):
        yield Step("told", to=int(strings[0].split()[1]))
    elif result < 0:
        return
    elif call.startswith("rename"):
        old, new = (Path(text.decode()) for text in strings)
        if folder in (old.parent, new.parent):
            yield Step("move", old.name, to=new.name)
    elif call.startswith("unlink"):
        if Path(strings[0].decode()).parent == folder:
            yield Step("remove", Path(strings[0].decode()).name)
    elif Path(path).parent == folder and not path.endswith(("-shm", ".lock")):
        name, numbers = Path(path).name, re.findall(r"(?<=, )\d+", arguments)
        if call == "pwrite64":
            yield Step("write", name, int(numbers[-1]), strings[0])
        elif call == "write":
            yield Step("write", name, -1, strings[0])
        elif call == "ftruncate":
            yield Step("cut", name, to=int(numbers[-1]))
        else:
            yield Step("sync", name)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


@dataclass
class Disk:
    """The files of a folder: as programs see them, as they are certain to be after a power cut, and the writes between the two."""

    seen: dict[str, bytes]
    certain: dict[str, bytes] = field(default_factory=dict)
    pending: dict[str, list[Step]] = field(default_factory=dict)
    told: int = 0

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.endswith(".lock")}
        return cls(dict(files), dict(files))

    def take(self, step: Step) -> None:
        """One call more."""
        if step.what == "told":
            self.told = int(step.to)
        elif step.what in ("write", "cut"):
            self.seen[step.name] = _after(self.seen.get(step.name, b""), step)
            self.pending.setdefault(step.name, []).append(step)
        elif step.what == "sync":
            self.certain[step.name] = self.seen.get(step.name, b"")
            self.pending.pop(step.name, None)
        elif step.what == "move":
            for files in (self.seen, self.certain):
                if step.name in files:
                    files[str(step.to)] = files.pop(step.name)
            self.pending.pop(str(step.to), None)
        else:
            self.seen.pop(step.name, None)
            self.certain.pop(step.name, None)
            self.pending.pop(step.name, None)

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """What may lie there: all that was synced, and of the rest some writes, in any choice, the last of them perhaps in part."""
        files = dict(self.certain)
        for name, writes in self.pending.items():
            kept = [step for step in writes if chance.random() < 0.5]
            for step in kept:
                files[name] = _after(files.get(name, b""), _torn(step, chance) if step is kept[-1] else step)
        return files


def _after(data: bytes, step: Step) -> bytes:
    if step.what == "cut":
        return data[: int(step.to)].ljust(int(step.to), b"\0")
    at = len(data) if step.at < 0 else step.at
    return data[:at].ljust(at, b"\0") + step.data + data[at + len(step.data) :]


def _torn(step: Step, chance: random.Random) -> Step:
    if step.what != "write" or len(step.data) <= SECTOR:
        return step
    return Step("write", step.name, step.at, step.data[: SECTOR * chance.randrange(1, len(step.data) // SECTOR + 1)])


def lay(files: dict[str, bytes], folder: Path) -> Path:
    """The files as a folder of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name, data in files.items():
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o600)
    return folder
