"""A program killed in the middle of its work loses nothing that it said was saved."""

import random
import signal
import subprocess
import sys
import time

import pytest

from foidesk.store import history, texts
from foidesk.store.engine import open_store
from foidesk.store.queries import load_case
from tests.store.builder import PASSPHRASE, ROOT, add_case

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def killed_after(folder, delay):
    """Let the saver save for a while and kill it; returns the events and edits that it said were committed."""
    command = [sys.executable, "-m", "tests.store.saver", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        first = child.stdout.readline()
        time.sleep(delay)
        child.kill()
        rest, complaint = child.communicate(timeout=30)
    assert first, complaint
    whole_lines = (first + rest).rpartition("\n")[0].splitlines()
    return [tuple(map(int, line.split())) for line in whole_lines]


def survives(folder, rounds):
    for _ in range(rounds):
        delay = random.uniform(0, 0.15)
        printed = killed_after(folder, delay)
        store = open_store(folder, PASSPHRASE)
        try:
            check(store, printed, f"killed after {delay:.4f} s")
        finally:
            store.close()


def check(store, printed, when):
    report = store.verify_history()
    with store.reading() as session:
        edits = [event.seq for event in history.events(session) if event.kind == "edited"]
        kept = texts.versions(session, 1, "harm")
        title = load_case(session, 1).title
    assert report.ok, f"{when}: {report.why}"
    assert {seq for seq, _ in printed} <= set(edits), f"{when}: a commit was lost"
    assert len(kept) == len(edits), f"{when}: half of a step was kept"
    assert kept[-1].text.startswith(f"{title}:"), f"{when}: half of a step was kept"


@pytest.mark.soak
def test_no_commit_that_was_told_is_lost(store, folder, trials):
    add_case(store)
    store.close()
    survives(folder, trials(5, 50))
