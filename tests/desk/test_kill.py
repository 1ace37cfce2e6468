"""A program killed at any moment loses nothing that it said was saved, and a signature is there whole or not at all."""

import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from foidesk.desk import attach, opening, proving, send, sign
from foidesk.desk.browse import open_case, versions
from foidesk.desk.fields import save_typed
from tests.conftest import ROOT
from tests.desk.scenes import SECRET, at_work, events
from tests.office import NOW, PASSPHRASE

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")

STEPS = ("checked", "drawn", "signed", "verified", "recorded", "committed")


def start(*arguments):
    command = [sys.executable, "-m", "tests.desk.worker", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_after(folder, delay):
    """Let the worker edit for a while and kill it; returns the lines that it printed whole."""
    with start("edit", folder) as child:
        first = child.stdout.readline()
        time.sleep(delay)
        child.kill()
        rest, complaint = child.communicate(timeout=30)
    assert first, complaint
    return [line.split() for line in (first + rest).rpartition("\n")[0].splitlines()]


def last(lines, kind):
    return max((int(number) for told, number in lines if told == kind), default=0)


def check_edits(folder, lines, before, when):
    """Every line that was printed is true of the store as it is opened again."""
    with at_work(folder) as scene:
        assert scene.desk.store.verify_history().ok, when
        snapshot = open_case(scene.desk, 1)
        decision = snapshot.case.questions[0].decisions[0]
        saved = versions(scene.desk, 1, f"decision:{decision.id}:answer")
        kinds = [event.kind for event in events(scene.desk)][before:]
        assert kinds.count("answer-written") >= last(lines, "saved"), when
        assert kinds.count("decided") >= last(lines, "decided"), when
        assert decision.answer == saved[-1].text, f"{when}: half of a verb was kept"
        # Killed before the first answer was saved, the one of the beginning stands, which has no number.
        assert not last(lines, "saved") or int(str(decision.answer).split(":")[0]) >= last(lines, "saved"), when
        typed = f"ground:{snapshot.case.grounds[0].id}:reason"
        assert typed in snapshot.typed, when
        assert int(snapshot.case.grounds[0].reason.split(":")[0]) >= last(lines, "typed"), when
        assert save_typed(scene.desk, 1) == 1
        return len(events(scene.desk))


@pytest.mark.soak
def test_no_save_whose_commit_had_returned_is_lost(drawer, tmp_path, trials):
    folder = shutil.copytree(drawer / "decided", tmp_path / "desk")
    with at_work(folder) as scene:
        before = len(events(scene.desk))
    for _ in range(trials(8, 50)):
        delay = random.uniform(0, 0.4)
        lines = killed_after(folder, delay)
        before = check_edits(folder, lines, before, f"killed after {delay:.4f} s")
    with at_work(folder) as scene:
        assert proving.prove(scene.desk).told == ()


def killed_at(folder, step):
    with start("sign", folder, step) as child:
        reached = child.stdout.readline().strip()
        child.kill()
        _, complaint = child.communicate(timeout=30)
    assert reached == step, complaint


def signed_files(folder):
    """Every PDF below a store's folder."""
    return [path for path in folder.rglob("*") if path.is_file() and path.read_bytes()[:5] == b"%PDF-"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_of_signing_the_letter_can_be_completed_and_no_unknown_one_exists(drawer, tmp_path, step):
    folder = shutil.copytree(drawer / "decided", tmp_path / "desk")
    killed_at(folder, step)
    assert signed_files(folder) == []
    with at_work(folder) as scene:
        assert scene.desk.store.verify_history().ok
        is_signed = step == "committed"
        assert [letter.signed for letter in scene.case.letters] == ([True] if is_signed else [])
        assert ("signed" in [event.kind for event in events(scene.desk)]) is is_signed
        if not is_signed:
            sign.unlock_identity(scene.desk, SECRET)
            sign.sign_letter(scene.desk, 1)
        done = send.export_letter(scene.desk, 1, scene.letter())
        assert done.sha256 == scene.case.letters[0].sha256
        assert send.prepare_email(scene.desk, 1, scene.letter()).path.exists()
        assert scene.desk.store.verify_history().ok


def test_every_step_of_signing_is_tried(scene):
    at, heard = scene("decided"), []
    sign.unlock_identity(at.desk, SECRET)
    sign.sign_letter(at.desk, 1, at_step=heard.append)
    assert tuple(heard) == STEPS


@pytest.mark.parametrize("leave", [send.export_letter, send.prepare_email, send.make_log_page])
def test_what_left_without_its_event_is_known_to_the_store_and_can_be_written_again(scene, leave, monkeypatch):
    """As a kill between the file and the commit leaves it: the file is there, the event is not."""
    at = scene("signed")
    arguments = (at.desk, 1) if leave is send.make_log_page else (at.desk, 1, at.letter())
    with monkeypatch.context() as patch:
        patch.setattr("foidesk.desk.office.Work.finish", lambda work: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            leave(*arguments)
    again = leave(*arguments)
    assert [path.name for path in send.outbox(at.desk).iterdir()] == [again.path.name]
    if leave is send.export_letter:
        assert again.path.read_bytes() == attach.attachment_bytes(at.desk, at.case.letters[0].sha256)


def test_a_killed_program_leaves_no_lock_that_keeps_the_next_one_out(drawer, tmp_path):
    folder = shutil.copytree(drawer / "decided", tmp_path / "desk")
    killed_after(folder, 0)
    opening.leave(opening.unlock(folder, PASSPHRASE, now=lambda: NOW))
