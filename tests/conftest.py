"""What holds for every test: no screen, no internet, no home of the user's, no keyring.

All of it is set before the first test module is imported, since Qt and the folders are asked for at import by some.
"""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from foidesk.errors import UserError

if TYPE_CHECKING:
    from foidesk.desk.office import Desk

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
HOME = Path(tempfile.mkdtemp(prefix="foidesk-tests-"))

INTERNET = {socket.AF_INET, socket.AF_INET6}
LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
ATTEMPTS: list[str] = []


class NoInternetError(OSError):
    """A test, or what it called, reached for the internet."""


def forbid_internet(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook sees what C code does too, unlike a replaced socket class, and nobody can take it away again."""
    if not event.startswith("socket."):
        return
    family = arguments[1] if event == "socket.__new__" else getattr(arguments[0], "family", None) if arguments else None
    if event in LOOK_UPS or family in INTERNET:
        ATTEMPTS.append(f"{event} {arguments[1:] if family in INTERNET else arguments}")
        raise NoInternetError(f"the tests run offline: {ATTEMPTS[-1]}")


def isolate() -> None:
    """Give the tests a home of their own, an offscreen Qt and a keyring that keeps nothing."""
    os.environ |= {
        "HOME": str(HOME),
        "XDG_CONFIG_HOME": str(HOME / "config"),
        "XDG_DATA_HOME": str(HOME / "data"),
        "XDG_STATE_HOME": str(HOME / "state"),
        "XDG_CACHE_HOME": str(HOME / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    for session in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        os.environ.pop(session, None)


isolate()
sys.addaudithook(forbid_internet)

# Examples are drawn the same way each time in `make test`, so that a failure there is never a matter of luck; `make soak` draws anew.
SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "sample", deadline=None, derandomize=True, database=None, max_examples=60, suppress_health_check=SLOW_MACHINE
)
settings.register_profile("soak", deadline=None, database=None, max_examples=3000, suppress_health_check=SLOW_MACHINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long trials in full")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("soak" if config.getoption("--soak") else "sample")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a real screen run in one worker, one after the other, and say why where they cannot run."""
    missing = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
    for item in items:
        if item.get_closest_marker("xvfb"):
            item.add_marker(pytest.mark.xdist_group("screen"))
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"{' and '.join(missing)} not installed"))


@pytest.fixture(autouse=True)
def offline() -> Iterator[None]:
    """Fail a test whose code reached for the internet, even where that code swallowed the refusal."""
    ATTEMPTS.clear()
    yield
    assert not ATTEMPTS, f"reached for the internet: {ATTEMPTS}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that lies beside a checkout; not every checkout has it."""
    if not SHARED.is_dir():
        pytest.skip("no shared material beside this checkout")
    return SHARED


@pytest.fixture
def fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that is empty at the start of this test."""
    home = tmp_path / "home"
    home.mkdir()
    for name, folder in (
        ("HOME", home),
        ("XDG_DATA_HOME", home / "data"),
        ("XDG_STATE_HOME", home / "state"),
        ("XDG_CACHE_HOME", home / "cache"),
    ):
        monkeypatch.setenv(name, str(folder))
    return home


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often to repeat: `trials(sample, full)` gives the first in `make test` and the second in `make soak`."""
    return lambda sample, full: full if request.config.getoption("--soak") else sample


@pytest.fixture
def desk(tmp_path: Path) -> "Iterator[Desk]":
    """A desk at work: a new store with an authority, on Thursday 20 August 2026."""
    from foidesk.desk import opening
    from tests.office import new_desk

    made = new_desk(tmp_path / "desk")
    yield made
    with suppress(UserError):
        opening.leave(made)
