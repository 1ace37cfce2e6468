"""What the memory of the program holds while a store is open, and what is left of it once it was locked."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foidesk.desk import decide, opening
from foidesk.desk.browse import open_case
from foidesk.model import Outcome
from tests.conftest import ROOT
from tests.office import PASSPHRASE, add_case, new_desk
from tests.store.builder import key_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system shows no process's memory as a file")

PLANTED = {"request": "zyxquetzal lantern", "requester": "Perpetua Quillfeather", "answer": "ninety-one zyxharpoons"}
_MAP = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)")


@pytest.fixture
def folder(tmp_path):
    """A store with one case that holds the planted words."""
    place = tmp_path / "desk"
    desk = new_desk(place)
    requester = {"name": PLANTED["requester"], "email": "p@example.org"}
    case_id = add_case(desk, f"1. How many cases of the {PLANTED['request']} are there?", requester=requester)
    (decision,) = decide.decide(desk, case_id, [open_case(desk, case_id).case.questions[0].id], Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, [decision], f"There are {PLANTED['answer']}.")
    opening.leave(desk)
    return place


def image(pid):
    """All that a core image of a process would hold: its readable memory, piece by piece."""
    try:
        memory = Path(f"/proc/{pid}/mem").open("rb", 0)  # noqa: SIM115
    except PermissionError:
        pytest.skip("this system lets nobody read the memory of a process")
    with memory:
        for found in map(_MAP.match, Path(f"/proc/{pid}/maps").read_text().splitlines()):
            if found is None or found[3] in ("[vvar]", "[vvar_vclock]", "[vsyscall]"):
                continue
            start, end = int(found[1], 16), int(found[2], 16)
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except OSError:
                continue


def held(pid, key):
    """Which of the secrets stand in a process's memory: the key in two forms, the passphrase, and the planted words as UTF-8 and UTF-16."""
    secrets = {"key": [key], "key in hex": [key.hex().encode()]}
    for name, words in (PLANTED | {"passphrase": PASSPHRASE}).items():
        secrets[name] = [words.encode(), words.encode("utf-16-le")]
    pieces = list(image(pid))
    assert sum(map(len, pieces)) > 10_000_000
    return {name for name, forms in secrets.items() if any(form in piece for form in forms for piece in pieces)}


def state(pid):
    """The process's command and the files and sizes of its memory; the same twice in a row, it is at rest."""
    return Path(f"/proc/{pid}/cmdline").read_bytes(), Path(f"/proc/{pid}/maps").read_text()


def wait_until_locked(child):
    """Until the process is the locked program, and has loaded what it loads while it waits for the passphrase."""
    until, last, quiet = time.monotonic() + 60, None, 0
    while quiet < 5:
        assert child.poll() is None, child.stderr.read()
        assert time.monotonic() < until, "it never locked"
        time.sleep(0.2)
        now = state(child.pid)
        is_done = b"foidesk.app" in now[0].split(b"\0") and "/sqlalchemy/" in now[1]
        quiet, last = (quiet + 1 if is_done and now == last else 0), now


def test_after_locking_no_key_and_no_word_of_a_case_is_left_in_memory(folder):
    key = key_of(folder)
    command = [sys.executable, "-m", "tests.gui.lockable", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            assert child.stdout.readline() == "shown\n", child.stderr.read()
            while_open = held(child.pid, key)
            child.stdin.write("lock\n")
            child.stdin.flush()
            wait_until_locked(child)
            locked = held(child.pid, key)
        finally:
            child.kill()
            child.communicate(timeout=30)
    # Found while it was open: else the search would prove nothing.
    assert while_open >= {"key", "request", "requester", "answer"}
    assert locked == set()


def test_the_program_allows_no_core_dump_of_itself(tmp_path):
    resource = pytest.importorskip("resource")
    code = "import resource, foidesk.app as app; app._no_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "(0, 0)"
    assert resource.RLIMIT_CORE is not None
