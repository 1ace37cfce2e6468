"""Every bad input is one plain line, status 2, and nothing written."""

import ctypes
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree

import pytest

from foidesk import cli
from foidesk.desk import opening
from tests.conftest import ROOT
from tests.office import NOW, PASSPHRASE
from tests.store.builder import IS_ROOT, document

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(range(256)) * 8


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def written(folder, name, value):
    path = folder / name
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return path


@pytest.fixture
def store(drawer, tmp_path):
    return copytree(drawer / "decided", tmp_path / "store")


@pytest.fixture
def new(tmp_path, secret):
    """Options for a store that is not there yet."""
    return "--store", tmp_path / "new", "--store-passphrase-file", secret


# ---- requests


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.eml", b"", "empty"),
        ("photo.eml", JPEG, "."),
        ("photo.jpg", JPEG, "."),
        ("noise.bin", bytes(range(256)) * 64, "."),
        ("nothing\nat\x1ball.eml", None, "Cannot read"),
    ],
)
def test_a_request_that_is_none(refused, tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    before = files(tmp_path)
    line = refused("intake", path)
    assert words in line
    assert "\x1b" not in line
    assert files(tmp_path) == before


def test_a_text_of_30_megabytes(refused, tmp_path):
    path = written(tmp_path, "long.txt", b"1. How many words are too many?\n" * (30 * 1024 * 1024 // 32))
    assert "MB" in refused("intake", path) or "large" in refused("intake", path)


# ---- case documents


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"titel": "Radar devices"}, "titel"),
        ({"received": "2026-02-30"}, "received"),
        ({"questions": "one"}, "questions"),
        ({"version": 2}, "version"),
        ({"attachments": [{"name": "x.pdf", "role": "answer", "path": "../x.pdf"}]}, "attachments[0].path"),
    ],
)
def test_a_case_document_of_another_shape_is_told_by_its_key_and_makes_no_store(refused, tmp_path, new, change, words):
    path = written(tmp_path, "bad.case.json", document(**change))
    before = files(tmp_path)
    for command in (["check", path], ["letter", path, "--out", tmp_path / "x.pdf"], ["case", "import", path, *new]):
        assert words in refused(*command)
    assert files(tmp_path) == before


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": "foidesk-case", "format": 1}'])
def test_a_file_that_is_no_case_document(refused, tmp_path, new, content):
    path = written(tmp_path, "bad.case.json", content)
    refused("check", path)
    refused("case", "import", path, *new)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.html", b"<html><body> </body></html>"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("broken.pdf", b"%PDF-1.7\n%%EOF"),
        ("zero.txt", b"A letter\0 of ours"),
    ],
)
def test_a_letter_that_has_no_words_to_read(refused, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert refused("check", path)
    assert refused("check", tmp_path / "none.txt")


def test_a_case_document_takes_no_names_from_the_command_line(refused, tmp_path):
    assert "leave out --public-copy and --name" in refused("check", tmp_path / "any.json", "--name", "Robin Ashdown")


@pytest.mark.parametrize("command", ["check", "letter", "import", "intake", "verify", "show", "export"])
def test_a_file_or_case_that_is_not_there(refused, tmp_path, store, secret, command):
    at_store = ("--store", store, "--store-passphrase-file", secret)
    commands = {
        "check": ["check", tmp_path / "none"],
        "letter": ["letter", tmp_path / "none", "--out", tmp_path / "x.pdf"],
        "import": ["case", "import", tmp_path / "none", *at_store],
        "intake": ["intake", tmp_path],
        "verify": ["verify", tmp_path],
        "show": ["case", "show", "9/99", *at_store],
        "export": ["case", "export", "9/99", "--out", tmp_path / "out", *at_store],
    }
    refused(*commands[command])
    assert not (tmp_path / "x.pdf").exists()
    assert not (tmp_path / "out").exists()


def test_a_reference_that_is_taken(refused, tmp_path, store, secret):
    path = written(tmp_path, "again.case.json", document("1/26"))
    assert "There is a case 1/26 already" in refused("case", "import", path, "--store", store, "--store-passphrase-file", secret)


# ---- secrets


def test_a_wrong_passphrase(refused, store, tmp_path):
    wrong = written(tmp_path, "wrong", b"not the passphrase at all")
    before = files(store)
    line = refused("case", "list", "--store", store, "--store-passphrase-file", wrong)
    assert "does not open this store" in line
    assert "not the passphrase" not in line
    assert files(store) == before


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe\x00"])
def test_a_passphrase_that_is_too_weak_for_a_new_store_makes_none(refused, tmp_path, case_file, content):
    weak = written(tmp_path, "weak", content)
    refused("case", "import", case_file, "--store", tmp_path / "new", "--store-passphrase-file", weak)
    assert not (tmp_path / "new" / "store.db").exists()


def test_no_passphrase_and_nobody_to_ask(refused, store, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "--store-passphrase-file" in refused("case", "list", "--store", store)


def test_a_certificate_file_with_a_wrong_password(refused, case_file, identity, tmp_path):
    case_file = written(tmp_path, "plain.case.json", document())
    wrong = written(tmp_path, "wrong", b"another password")
    out = tmp_path / "letter.pdf"
    line = refused("letter", case_file, "--out", out, "--sign", identity, "--passphrase-file", wrong, "--today", "2026-05-20")
    assert "the password is wrong" in line
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"no certificate", JPEG])
def test_a_file_that_holds_no_certificate(refused, tmp_path, secret, content):
    case_file = written(tmp_path, "plain.case.json", document())
    bad, out = written(tmp_path, "bad.p12", content), tmp_path / "letter.pdf"
    refused("letter", case_file, "--out", out, "--sign", bad, "--passphrase-file", secret, "--today", "2026-05-20")
    assert not out.exists()


# ---- signatures


@pytest.mark.parametrize("content", [b"", b"words", JPEG, b"%PDF-1.7\n%%EOF\n"])
def test_a_file_without_a_signature(refused, tmp_path, content):
    refused("verify", written(tmp_path, "letter.pdf", content))


def test_a_trusted_certificate_that_is_none(run, tmp_path):
    draft = tmp_path / "draft.pdf"
    assert run("letter", written(tmp_path, "plain.case.json", document()), "--out", draft).status == 0
    told = run("verify", draft, "--trust", written(tmp_path, "ca.pem", b"no certificate"))
    assert (told.status, told.err.count("\n")) == (2, 1)


# ---- places


def test_a_second_instance(refused, store, secret):
    desk = opening.unlock(store, PASSPHRASE, now=lambda: NOW)
    try:
        line = refused("case", "list", "--store", store, "--store-passphrase-file", secret)
    finally:
        opening.leave(desk)
    assert "is open in another window" in line


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - Midshire Police", "Dropbox", "Nextcloud"])
def test_a_folder_that_a_service_synchronises(refused, tmp_path, case_file, secret, name):
    folder = tmp_path / name / "foidesk"
    line = refused("case", "import", case_file, "--store", folder, "--store-passphrase-file", secret)
    assert "synchronised by" in line
    assert not (tmp_path / name).exists()


def test_a_folder_of_something_else_for_the_demo(refused, tmp_path):
    written(tmp_path, "thesis.txt", b"years of work")
    refused("demo", "--no-window", "--out", tmp_path)
    assert files(tmp_path) == {Path("thesis.txt"): b"years of work"}


def test_a_folder_that_is_not_there_for_a_letter(refused, tmp_path):
    case_file = written(tmp_path, "plain.case.json", document())
    refused("letter", case_file, "--out", tmp_path / "none" / "letter.pdf")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["letter", "letter.odt", "letter.pdf.exe"])
def test_a_form_that_letters_do_not_have(refused, tmp_path, name):
    case_file = written(tmp_path, "plain.case.json", document())
    refused("letter", case_file, "--out", tmp_path / name)
    assert not (tmp_path / name).exists()


# ---- a full disk


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte that is really full; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = IS_ROOT and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    ).returncode == 0  # fmt: skip
    if not made:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(disk):
    ballast = os.open(disk / "ballast", os.O_CREAT | os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="No space left"):
            while True:
                os.write(ballast, bytes(4096))
    finally:
        os.close(ballast)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_full_disk_for_a_letter(refused, tmp_path, small_disk, form):
    fill(small_disk)
    line = refused("letter", written(tmp_path, "plain.case.json", document()), "--out", small_disk / f"letter.{form}")
    assert "No space left on device" in line
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_full_disk_for_an_export(refused, store, secret, small_disk):
    (small_disk / "out").mkdir()
    fill(small_disk)
    refused("case", "export", "1/26", "--out", small_disk / "out", "--store", store, "--store-passphrase-file", secret)
    assert list((small_disk / "out").iterdir()) == []


def test_a_full_disk_for_a_new_store(refused, case_file, secret, small_disk):
    fill(small_disk)
    refused("case", "import", case_file, "--store", small_disk / "new", "--store-passphrase-file", secret)
    assert not (small_disk / "new" / "store.db").exists()


def test_a_full_disk_under_a_store_that_is_there(refused, run, drawer, case_file, secret, small_disk):
    folder = copytree(drawer / "fresh", small_disk / "store", ignore=shutil.ignore_patterns("backups"))
    options = ("--store", folder, "--store-passphrase-file", secret)
    long = written(case_file.parent, "long.case.json", document("9/26", request_text=os.urandom(400_000).hex()))
    fill(small_disk)
    refused("case", "import", long, *options)
    (small_disk / "ballast").unlink()
    assert [item["reference"] for item in run("case", "list", *options, "--json").json] == ["1/26"]


# ---- a folder that may not be written in


def _without_the_right_to_pass_modes():
    """Root may write anywhere, by two capabilities; without them it is bound by modes as everybody is."""
    prctl = ctypes.CDLL(None).prctl
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
    for capability in (dac_override, dac_read_search):
        if prctl(drop_from_bounding_set, capability, 0, 0, 0):
            raise PermissionError("capabilities cannot be dropped")


def run_bound_by_modes(*arguments):
    """Run the program as somebody who is bound by the modes of files."""
    command = [sys.executable, "-m", "foidesk.app", *map(str, arguments)]
    bound = _without_the_right_to_pass_modes if IS_ROOT else None
    try:
        told = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, preexec_fn=bound
        )
    except subprocess.SubprocessError:
        pytest.skip("root cannot be bound by modes here")
    return told.returncode, told.stdout, told.stderr


@pytest.fixture
def sealed(drawer):
    """A place that anybody may read and nobody may write in: a store, a passphrase, a document."""
    place = Path(tempfile.mkdtemp(prefix="foidesk-sealed-"))
    copytree(drawer / "decided", place / "store", ignore=shutil.ignore_patterns("*.lock"))
    written(place, "passphrase", PASSPHRASE.encode())
    written(place, "plain.case.json", document("9/26"))
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield place
    for path in [place, *place.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.parametrize("command", ["import", "export", "letter", "new store", "demo"])
def test_a_folder_that_may_only_be_read(sealed, command):
    store = ["--store", sealed / "store", "--store-passphrase-file", sealed / "passphrase"]
    new = ["--store", sealed / "new", "--store-passphrase-file", sealed / "passphrase"]
    before = files(sealed)
    status, out, err = run_bound_by_modes(
        *{
            "import": ["case", "import", sealed / "plain.case.json", *store],
            "export": ["case", "export", "1/26", "--out", sealed / "out", *store],
            "letter": ["letter", sealed / "plain.case.json", "--out", sealed / "letter.pdf"],
            "new store": ["case", "import", sealed / "plain.case.json", *new],
            "demo": ["demo", "--no-window", "--out", sealed / "demo"],
        }[command]
    )
    assert (status, out, err.count("\n")) == (2, out if command == "demo" else "", 1), err
    assert "fault of foidesk" not in err
    assert files(sealed) == before


def test_a_store_in_a_folder_that_may_only_be_read_can_be_read(sealed):
    status, out, err = run_bound_by_modes(
        "case", "list", "--json", "--store", sealed / "store", "--store-passphrase-file", sealed / "passphrase"
    )
    assert (status, err) == (0, ""), err
    assert [item["reference"] for item in json.loads(out)] == ["1/26"]


# ---- whatever else fails


def test_a_fault_of_our_own_is_one_line_without_a_traceback(run, monkeypatch):
    def fail(options):
        raise KeyError("words of a case")

    monkeypatch.setitem(cli._VERBS, "due", fail)
    told = run("due", "2026-05-18")
    assert (told.status, told.out, told.err.count("\n")) == (2, "", 1)
    assert "This is a fault of foidesk" in told.err
    assert "words of a case" not in told.err


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["case"], ["due"], ["due", "--regime"], ["check"], ["letter", "x"], ["due", "a", "b"]]
)
def test_words_that_are_no_command(refused, arguments):
    assert "--help" in refused(*arguments)


def test_a_damaged_installation_is_one_line(tmp_path, fresh_home):
    code = (
        "import sys; from pathlib import Path; import foidesk.paths as paths\n"
        "paths.resource_dir = lambda: Path('/nowhere')\n"
        "from foidesk import cli; sys.exit(cli.run(['case', 'schema'], lambda *_: 0))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", ["intake", "check", "verify", "passphrase", "identity"])
def test_what_is_no_file_is_not_waited_for(tmp_path, fresh_home, command):
    os.mkfifo(tmp_path / "pipe")
    plain, pipe = written(tmp_path, "plain.case.json", document()), tmp_path / "pipe"
    commands = {
        "intake": ["intake", pipe],
        "check": ["check", pipe],
        "verify": ["verify", pipe],
        "passphrase": ["case", "import", plain, "--store", tmp_path / "new", "--store-passphrase-file", pipe],
        "identity": ["letter", plain, "--out", tmp_path / "x.pdf", "--sign", pipe, "--passphrase-file", plain],
    }
    program = [sys.executable, "-m", "foidesk.app", *map(str, commands[command])]
    told = subprocess.run(program, cwd=ROOT, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=60)
    assert (told.returncode, told.stdout, told.stderr.count(b"\n")) == (2, b"", 1), told.stderr
    assert b"fault of foidesk" not in told.stderr
