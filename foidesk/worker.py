"""One process for each file that comes from outside (docs/security.md): it has little memory and time, and answers in plain JSON.

A leaf that any room may use: each names its own tasks ("foidesk.intake.tasks:read_request"), and only the worker imports them. A
worker that lies, hangs, dies or floods is one answer: the file cannot be read.
"""

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from foidesk.errors import UserError

MOST_MEMORY = 1 << 30
MOST_SECONDS = 30
MOST_ANSWER = 256 << 20
MOST_WORDS = 600
_ROOT = Path(__file__).parents[1]


def in_worker(task: str, data: bytes, *, seconds: float = MOST_SECONDS, work: int | None = None, **arguments: Any) -> Any:
    """Do a task, named by its module and function, on some bytes in a process of its own; returns its JSON value.

    Raises UserError: the worker's own plain words, or that the file cannot be read. `seconds` is its time by the wall clock, `work`
    that of the processor (seconds; MOST_SECONDS unless told).
    """
    head = json.dumps({"task": task, "arguments": arguments, "work": work}).encode()
    process = subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=_ROOT,
        close_fds=True,
    )
    timer = threading.Timer(seconds, process.kill)
    feeder = threading.Thread(target=_feed, args=(process, struct.pack(">I", len(head)) + head + data), daemon=True)
    timer.start()
    feeder.start()
    try:
        assert process.stdout is not None
        answer = process.stdout.read(MOST_ANSWER + 1)
    finally:
        # It has answered, or flooded, or the officer stopped it: in no case is there anything to wait for.
        status = _ended(process)
        timer.cancel()
        feeder.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    return _understood(answer, status)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """The exit status of a worker that has closed its answer; one that goes on all the same is killed."""
    try:
        return process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _feed(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    try:
        assert process.stdin is not None
        process.stdin.write(data)
        process.stdin.close()
    except OSError:
        # The worker died while it was fed; its status tells.
        pass


def _understood(answer: bytes, status: int) -> Any:
    if status == 0 and len(answer) <= MOST_ANSWER:
        try:
            told = json.loads(answer)
            if isinstance(told, dict) and isinstance(told.get("error"), str):
                raise UserError(_plainly(told["error"]))
            return told["answer"]
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
    raise UserError("The file cannot be read: it is damaged, too large, or made to do harm. Nothing was taken from it.")


def _plainly(words: str) -> str:
    """A worker's own words as one line without characters that steer a screen: they may quote the file."""
    return " ".join("".join(character if character.isprintable() else " " for character in words[:MOST_WORDS]).split())


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    # -P, -s: a file named json.py in the folder from which the program was started must not be run.
    return [sys.executable, "-P", "-s", "-m", "foidesk.worker"]


def _environment() -> dict[str, str]:
    """What a worker needs to start, and no more; the package is found where the parent found it."""
    kept = {
        name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LD_LIBRARY_PATH") if name in os.environ
    }
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _limit(work: int) -> None:
    """Take little memory and time, write no file, and leave no core image, where the system can say so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (work, work))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def run(task: str, data: bytes, arguments: Mapping[str, Any]) -> str:
    """Do one task and give its answer as JSON: {"answer": ...} or {"error": plain words}."""
    module, _, name = task.partition(":")
    try:
        return json.dumps({"answer": getattr(import_module(module), name)(data, **arguments)})
    except UserError as error:
        return json.dumps({"error": str(error)})
    except RecursionError:
        return json.dumps({"error": "The file is nested too deeply to be read. Nothing was taken from it."})
    except MemoryError:
        return json.dumps({"error": "The file is too large to be read. Nothing was taken from it."})


def main() -> int:
    """The worker's own side: read the task, do it, answer."""
    source = sys.stdin.buffer
    (length,) = struct.unpack(">I", source.read(4))
    head = json.loads(source.read(length))
    # The head is the parent's own; the file, which is not, is read under the limits.
    _limit(head["work"] or MOST_SECONDS)
    data = source.read()
    answer = run(head["task"], data, head["arguments"])
    sys.stdout.buffer.write(answer.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    # os._exit: a worker has nothing to tidy, and a hostile object must not run code while it is taken down.
    os._exit(main())
