"""The program opens no internet socket, looks no name up, and has nothing inside that would."""

import ast
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest

PACKAGE = conftest.ROOT / "foidesk"
TALKERS = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "nntplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
QT_TALKERS = {"QtNetwork", "QtNetworkAuth", "QtHttpServer", "QtWebSockets", "QtWebEngineCore", "QtWebEngineWidgets", "QtDBus"}
ALLOWED = {"urllib.parse": "only takes addresses apart", "PySide6.QtDBus.QDBusConnection": "asks the system's own bus: see below"}


def imported_names(source: str) -> set[str]:
    """Every module and every name out of a module that a source text imports, wherever in it, also by importlib."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
            "import_module",
            "__import__",
        }:
            names |= {str(item.value) for item in node.args if isinstance(item, ast.Constant)}
    return names


def talkers(source: str) -> set[str]:
    """The imports of a source text that could talk to the internet."""
    return {
        name
        for name in imported_names(source)
        if (name.split(".")[0] in TALKERS or QT_TALKERS & set(name.split(".")))
        and not any(name.startswith(allowed) for allowed in ALLOWED)
    }


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_what_could_talk(module):
    assert talkers(module.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "def f():\n    from urllib import request",
        "from PySide6.QtNetwork import QTcpSocket",
        "import importlib\nimportlib.import_module('ssl')",
    ],
)
def test_the_scan_finds_a_planted_import(source):
    assert talkers(source)


def test_the_scan_lets_addresses_be_taken_apart():
    assert talkers("from urllib.parse import quote") == set()


def test_only_the_signs_for_locking_listen_to_the_systems_bus_and_to_no_other():
    """A bus may lie at an address of the internet; the system's own lies on this computer."""
    listening = [path for path in PACKAGE.rglob("*.py") if "QtDBus" in path.read_text("utf-8")]
    assert [path.name for path in listening] == ["lock_signs.py"]
    assert re.findall(r"QDBusConnection\.(\w+)", listening[0].read_text("utf-8")) == ["systemBus"]


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_socket_is_refused_and_noticed(family):
    with pytest.raises(conftest.NoInternetError):
        socket.socket(family)
    assert conftest.ATTEMPTS
    conftest.ATTEMPTS.clear()


def test_a_look_up_is_refused_and_noticed():
    with pytest.raises(conftest.NoInternetError):
        socket.getaddrinfo("example.org", 443)
    assert conftest.ATTEMPTS
    conftest.ATTEMPTS.clear()


def test_a_local_socket_is_let_be():
    with socket.socket(socket.AF_UNIX):
        pass


def traced(command: list[str], log: Path) -> str:
    """Run a command and everything it starts under strace; returns its network calls. Skips where tracing is not to be had."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace not installed")
    tracer = [strace, "-f", "-qq", "--seccomp-bpf", "-e", "trace=network", "-o", str(log)]
    if subprocess.run([*tracer, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let strace trace")
    done = subprocess.run(
        [*tracer, *command], cwd=conftest.ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return log.read_text("utf-8", errors="replace")


INTERNET_CALL = re.compile(r"\bAF_INET6?\b")


def test_the_trace_sees_a_socket(tmp_path):
    calls = traced([sys.executable, "-c", "import socket; socket.socket(socket.AF_INET)"], tmp_path / "calls")
    assert INTERNET_CALL.search(calls)


def test_the_demo_opens_no_internet_socket(tmp_path, fresh_home):
    demo = [sys.executable, "-m", "foidesk.app", "demo", "--no-window", "--out", str(tmp_path / "demo")]
    calls = traced(demo, tmp_path / "calls")
    assert [line for line in calls.splitlines() if INTERNET_CALL.search(line)] == []
