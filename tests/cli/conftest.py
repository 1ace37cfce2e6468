"""The command line in this process, and what it needs: a passphrase in a file, a store, case documents, an identity."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from foidesk import cli
from foidesk.desk import opening
from foidesk.letters.identity import make_identity
from foidesk.store.keys import CAREFUL
from tests.desk.scenes import build
from tests.office import CHEAP, PASSPHRASE
from tests.store.builder import document

SECRET = "a password of a certificate"


@dataclass(frozen=True)
class Told:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Run a command; every part of it becomes text."""

    def command(*arguments: object) -> Told:
        capsys.readouterr()
        status = cli.run([str(item) for item in arguments], lambda *_: 0)
        said = capsys.readouterr()
        return Told(status, said.out, said.err)

    return command


@pytest.fixture
def refused(run: Callable[..., Told]) -> Callable[..., str]:
    """Run a command that must end with status 2 and one plain line; returns the line."""

    def command(*arguments: object) -> str:
        told = run(*arguments)
        assert (told.status, told.out, told.err.count("\n")) == (2, "", 1), told
        assert told.err.startswith("foidesk: ")
        assert "fault of foidesk" not in told.err
        assert "Traceback" not in told.err
        return told.err

    return command


@pytest.fixture(scope="session")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli-drawer")
    build(place)
    return place


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that a command makes costs the tests no second of stretching."""
    assert CAREFUL != CHEAP
    real = opening.first_run
    monkeypatch.setattr(opening, "first_run", lambda *args, **more: real(*args, **{"cost": CHEAP, **more}))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", "utf-8")
    return path


@pytest.fixture
def store(drawer: Path, tmp_path: Path, secret: Path) -> tuple[object, ...]:
    """The options for a store that holds one decided case, 1/26."""
    return "--store", copytree(drawer / "decided", tmp_path / "store"), "--store-passphrase-file", secret


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A case that withholds and says neither why nor on what: its letter is blocked."""
    refused = [{"label": "1", "text": "How many radar devices do you own?", "decisions": [{"outcome": "withheld", "held": True}]}]
    path = tmp_path / "radar.case.json"
    path.write_text(json.dumps(document(questions=refused)), "utf-8")
    return path


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """A PKCS#12 file that can sign at any time near now."""
    from datetime import UTC, datetime

    path = tmp_path / "identity.p12"
    path.write_bytes(make_identity("Disclosure Officer", "Midshire Police", SECRET, kind="p256", now=datetime.now(UTC)))
    (tmp_path / "identity.secret").write_text(SECRET, "utf-8")
    return path
