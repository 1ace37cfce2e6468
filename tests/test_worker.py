"""The worker process: what it may use, what it inherits, and what becomes of one that dies, hangs, lies or floods."""

import json
import os
import subprocess
import sys

import pytest

from foidesk import worker
from foidesk.errors import UserError
from foidesk.worker import in_worker

TRIED = "tried:it"
SPLIT, REQUEST = "foidesk.intake.tasks:split_text", "foidesk.intake.tasks:read_request"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and descriptors as Linux has them")


@pytest.fixture
def impostor(monkeypatch):
    """Put a script of our own in the worker's place; it is started exactly as the worker is."""
    return lambda script: monkeypatch.setattr(worker, "_command", lambda: [sys.executable, "-P", "-c", script])


@pytest.fixture
def task(impostor):
    """The real worker, under its real limits, with one more task: an expression over `data`."""

    def add(expression, limits=""):
        impostor(
            "import os, sys, types; from foidesk import worker\n"
            f"{limits}\n"
            f"sys.modules['tried'] = types.SimpleNamespace(it=lambda data: {expression})\n"
            "os._exit(worker.main())"
        )

    return add


def refused(**given):
    with pytest.raises(UserError, match="cannot be read") as caught:
        in_worker(TRIED, b"x", **given)
    assert "\n" not in str(caught.value)


def test_a_worker_answers_with_plain_values():
    assert [item["text"] for item in in_worker(SPLIT, b"1. How many?\n2. Why?")["questions"]] == ["How many?", "Why?"]


def test_a_worker_says_in_its_own_words_what_is_wrong():
    with pytest.raises(UserError, match="is a picture"):
        in_worker(REQUEST, b"\x89PNG", name="a.txt")


@pytest.mark.parametrize(
    "script",
    [
        "raise SystemExit(3)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "",
        "print('not JSON')",
        "print('[]')",
        "print('7')",
        "print('{}')",
        "print('{\"error\": 7}')",
        'print(\'{"answer": 1} {"answer": 2}\')',
        "print('[' * 100_000)",
        "import sys; sys.stdout.buffer.write(b'\\xff\\xfe\\x00')",
        "print('{\"answer\": 1}'); raise SystemExit(1)",
        "import pickle, os; os.write(1, pickle.dumps({'answer': 1}))",
    ],
)
def test_a_worker_that_dies_or_lies_means_a_refusal(impostor, script):
    impostor(script)
    refused()


def test_a_worker_that_dies_before_it_has_read_its_task_means_a_refusal(impostor):
    impostor("import os; os.close(0)")
    with pytest.raises(UserError, match="cannot be read"):
        in_worker(TRIED, b"x" * 5_000_000)


def test_a_worker_that_hangs_is_killed(impostor):
    impostor("import time; time.sleep(600)")
    refused(seconds=0.3)


def test_a_worker_that_answers_and_then_hangs_is_killed(impostor, monkeypatch):
    impostor("import os, time; os.write(1, b'{\"answer\": 1}'); os.close(1); time.sleep(600)")
    refused()


def test_a_worker_that_floods_is_killed(impostor, monkeypatch):
    monkeypatch.setattr(worker, "MOST_ANSWER", 1 << 16)
    impostor("import os\nwhile True: os.write(1, b'x' * 65536)")
    refused()


def test_what_a_worker_says_is_shown_as_one_short_plain_line(impostor):
    impostor("print('{\"error\": \"a\\\\u001b[31m\\\\n\\\\u202eb' + 'c' * 5000 + '\"}')")
    with pytest.raises(UserError) as caught:
        in_worker(TRIED, b"")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) <= worker.MOST_WORDS


@linux
def test_a_worker_that_asks_for_much_memory_is_refused(task):
    task("len(bytearray(2 << 30))")
    with pytest.raises(UserError, match="too large to be read"):
        in_worker(TRIED, b"")


@linux
def test_a_worker_that_calculates_for_ever_is_ended_by_the_system(task):
    task("[0 for _ in iter(int, 1)]", limits="worker.MOST_SECONDS = 1")
    refused(seconds=20)


def test_a_worker_that_nests_without_end_is_refused_in_plain_words(task):
    task("(f := lambda: f())()")
    with pytest.raises(UserError, match="nested too deeply"):
        in_worker(TRIED, b"")


@linux
def test_a_worker_can_write_no_file(task, tmp_path):
    task(f"open({str(tmp_path / 'kept')!r}, 'wb', 0).write(data)")
    refused()
    assert not (tmp_path / "kept").exists() or (tmp_path / "kept").read_bytes() == b""


@linux
def test_a_worker_leaves_no_image_of_its_memory(task):
    task("__import__('resource').getrlimit(__import__('resource').RLIMIT_CORE)")
    assert in_worker(TRIED, b"") == [0, 0]


@linux
def test_a_worker_inherits_no_open_file(task, tmp_path):
    secret = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(secret, True)
    try:
        task(
            "[os.readlink(f'/proc/self/fd/{number}') for number in os.listdir('/proc/self/fd') if int(number) > 2 and os.path.exists(f'/proc/self/fd/{number}')]"
        )
        assert in_worker(TRIED, b"") == []
    finally:
        os.close(secret)


def test_a_worker_learns_nothing_from_the_surroundings(task, monkeypatch):
    monkeypatch.setenv("FOIDESK_SECRET", "copper lantern")
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    task("sorted(os.environ)")
    allowed = {
        "PATH",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "LANG",
        "LC_CTYPE",
        "LD_LIBRARY_PATH",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUTF8",
    }
    assert set(in_worker(TRIED, b"")) <= allowed


def test_a_worker_runs_no_code_that_lies_in_the_folder(tmp_path, monkeypatch):
    for name in ("json.py", "struct.py", "foidesk.py", "email.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert in_worker(SPLIT, b"How many?")["questions"]


def test_a_worker_gets_its_task_by_the_pipe_alone(monkeypatch):
    seen = []
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **given: seen.append(json.dumps(command)) or real(command, **given))
    in_worker(SPLIT, b"How many secret kites?")
    assert "kites" not in seen[0]


def test_no_worker_is_left_behind(impostor, monkeypatch):
    started = []
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *command, **given: started.append(real(*command, **given)) or started[0])
    impostor("import time; time.sleep(600)")
    refused(seconds=0.2)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)


def test_the_process_that_holds_keys_imports_no_reader():
    rooms = "foidesk.desk.intake, foidesk.desk.exchange, foidesk.desk.pages, foidesk.desk.browse, foidesk.cli"
    readers = "{'foidesk.intake.mail', 'foidesk.intake.tasks', 'foidesk.intake.strict', 'pypdfium2', 'jsonschema'}"
    script = f"import sys, {rooms}; print(sorted({readers} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
