"""Bad input at the door: one plain line, exit status 2, and nothing written anywhere."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from foidesk.cli import run
from tests.conftest import ROOT
from tests.intake.test_document import GOOD, changed


@pytest.fixture
def refusal(tmp_path, fresh_home, capsys):
    """Run a verb that must be refused; returns its one line. Nothing in the folder or the home may have changed."""

    def attempt(*arguments):
        before = everything(tmp_path)
        status = run([str(argument) for argument in arguments], lambda *_: 0)
        said = capsys.readouterr()
        assert (status, said.out, everything(tmp_path)) == (2, "", before)
        assert said.err.startswith("foidesk: ")
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
        assert "fault of foidesk" not in said.err
        return said.err.strip()

    return attempt


def everything(folder):
    return sorted((str(path), path.stat().st_size) for path in folder.rglob("*"))


def nested_mail(deep):
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number) for number in range(deep)
    )
    return (
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + parts + b"Content-Type: text/plain\r\n\r\nHow many?\r\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.eml", b"", "a.eml is empty."),
        ("a.txt", b" \r\n\t ", "a.txt is empty."),
        ("a.eml", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(3000), "a.eml is a picture (JPEG)"),
        ("a.txt", b"How many\0 kites?", "a.txt is not a text"),
        ("a.eml", b"From: a@example.org\r\nSubject: x\r\n\r\nHow many\0?", "a.eml is not a text"),
        ("a.eml", b"From: a@example.org\r\nSubject: x\r\n\r\n \r\n", "no words of its own"),
        ("a.eml", nested_mail(1000), "nested too deeply"),
    ],
)
def test_a_file_that_is_no_request_is_refused(refusal, tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    assert said in refusal("intake", tmp_path / name, "--json")


def test_a_text_of_thirty_megabytes_is_refused_unread(refusal, tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(30 << 20)
    assert "a.txt is 30 MB. A request is read up to 2 MB" in refusal("intake", tmp_path / "a.txt")


def test_an_email_of_thirty_megabytes_is_refused_unread(refusal, tmp_path):
    with (tmp_path / "a.eml").open("wb") as file:
        file.truncate(30 << 20)
    assert "A request is read up to 25 MB" in refusal("intake", tmp_path / "a.eml")


def test_a_folder_is_refused(refusal, tmp_path):
    (tmp_path / "a.eml").mkdir()
    assert refusal("intake", tmp_path / "a.eml").endswith("a.eml is a folder. Choose one file.")


def test_a_file_that_is_not_there_is_refused(refusal, tmp_path):
    assert refusal("intake", tmp_path / "a.eml").endswith("Cannot read a.eml: No such file or directory.")


def test_a_name_that_no_file_can_have_is_refused(refusal):
    assert "no name that a file can have" in refusal("intake", "a\0.eml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_and_not_waited_for(refusal, tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "no ordinary file" in refusal("intake", tmp_path / "a.txt")


@pytest.mark.skipif(os.name == "nt", reason="permissions as Unix has them")
def test_an_unreadable_file_is_refused(refusal, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("How many?")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything: see the next test")
    assert refusal("intake", path).endswith("Cannot read a.txt: Permission denied.")


@pytest.mark.skipif(os.name == "nt" or shutil.which("setpriv") is None, reason="setpriv not installed")
def test_an_unreadable_file_is_refused_to_a_plain_user(tmp_path_factory):
    """Tests often run as root, to whom every file is readable: here the reading is done as nobody."""
    if os.geteuid() != 0:
        pytest.skip("not root: the test before this one did it")
    folder = tmp_path_factory.mktemp("plain")
    path = folder / "a.txt"
    path.write_text("How many?")
    path.chmod(0)
    script = f"from pathlib import Path; from foidesk.intake.read import read_bytes; read_bytes(Path({str(path)!r}))"
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    started = subprocess.run(
        [*as_nobody, sys.executable, "-c", "import foidesk"], env=environment, check=False, capture_output=True
    )
    if started.returncode:
        pytest.skip("nobody may not start this Python")
    done = subprocess.run(
        [*as_nobody, sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip().endswith("UserError: Cannot read a.txt: Permission denied.")


DOCUMENTS = {
    "a misspelt key": (changed("questions", 0, "text", key="txt"), "questions[0].txt: there is no such key"),
    "an impossible date": (changed("received", to="2026-02-30"), "received: is not a date"),
    "a date beyond the calendar": (changed("received", to="9999-12-31"), "received: is not a date"),
    "a NUL": (changed("title", to="a\0b"), "title: holds a character"),
    "half a character": (changed("title", to="a\ud800b"), "title: holds a character"),
    "a huge number": (changed("authority", "review_days", to=10**14), "authority.review_days: must be"),
    "a path out": (changed("attachments", 0, "path", to="../a.pdf"), "attachments[0].path: must be a bare"),
}
RAW = {
    "nothing": (b"", "not JSON"),
    "no JSON": (b"How many?", "not JSON"),
    "no UTF-8": (b'{"title": "caf\xe9"}', "not UTF-8"),
    "a doubled key": (b'{"version": 1, "version": 1}', "version stands twice"),
    "deep nesting": (b"[" * 200_000, "nested more than 40 deep"),
    "a number of 5,000 figures": (json.dumps(GOOD).replace("300", "9" * 5000).encode(), "too large a number"),
    "a picture": (b"\xff\xd8\xff\xe0", "not UTF-8"),
}
EVERY = {name: (json.dumps(document).encode(), said) for name, (document, said) in DOCUMENTS.items()} | RAW


@pytest.mark.parametrize("name", EVERY)
def test_a_case_document_of_another_shape_is_refused_by_every_verb(refusal, tmp_path, name):
    data, said = EVERY[name]
    path = tmp_path / "a.case.json"
    path.write_bytes(data)
    for verb in (["check", path], ["letter", path, "--out", tmp_path / "a.pdf"]):
        assert said in refusal(*verb)
