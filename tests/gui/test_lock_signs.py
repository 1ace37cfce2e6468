"""The window locks by itself: untouched for a while, asleep, or behind a locked screen."""

import ctypes
import os
import shutil
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from foidesk.gui import lock_signs
from foidesk.gui.lock_signs import LockSigns


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def signs(window):
    made = LockSigns(window)
    yield made
    made.stop()


def test_nobody_touching_the_window_wants_it_locked_and_for_as_long_again_cannot_wait(signs, qtbot):
    signs._idle.setInterval(30)
    heard = []
    signs.wanted.connect(heard.append)
    signs.watch()
    qtbot.waitUntil(lambda: len(heard) >= 2, timeout=5000)
    assert heard[:2] == [False, True]


def test_a_key_begins_the_wait_anew(signs, window):
    signs.watch()
    signs._watch_window(window.windowHandle())
    signs._waited = True
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not signs._waited


def test_a_clock_that_stood_still_means_that_the_computer_slept(signs, qtbot):
    signs.watch()
    signs._last = time.time() - 600
    with qtbot.waitSignal(signs.wanted, timeout=1000):
        signs._look()


def test_a_busy_moment_is_no_sleep(signs, qtbot):
    signs.watch()
    signs._last = time.time() - 20
    with qtbot.assertNotEmitted(signs.wanted):
        signs._look()


def test_after_stop_nothing_locks(signs, qtbot):
    signs._idle.setInterval(10)
    signs.watch()
    signs.stop()
    with qtbot.assertNotEmitted(signs.wanted, wait=60):
        pass


@pytest.mark.parametrize(
    ("message", "word", "locks"),
    [(0x0218, 4, True), (0x02B1, 7, True), (0x02B1, 8, False), (0x0218, 18, False), (0x0010, 7, False)],
)
def test_what_windows_says_is_understood(message, word, locks):
    """A lock, a suspension; neither an unlocking, a waking up nor any other message."""
    heard = []
    told = lock_signs._Message(None, message, word, None)
    filtering = lock_signs._WindowsMessages(0, lambda: heard.append(1))
    assert filtering.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told)) == (False, 0)
    assert bool(heard) is locks


BUS = """
import os, sys
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QTimer
from foidesk.gui.lock_signs import LockSigns
application = QApplication([])
signs = LockSigns(QWidget())
signs.wanted.connect(lambda urgent: application.exit(7 if urgent else 5))
signs.watch()
QTimer.singleShot(4_000, lambda: application.exit(3))
print("ready", flush=True)
sys.exit(application.exec())
"""


LOGIN = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
application = QCoreApplication([])
bus = QDBusConnection.connectToBus(sys.argv[1], "login")
assert bus.registerService("org.freedesktop.login1")
print("ready", flush=True)
sys.stdin.readline()
path, interface, name, *values = sys.argv[2:]
message = QDBusMessage.createSignal(path, interface, name)
message.setArguments([bool(value) for value in values])
assert bus.send(message)
sys.stdin.readline()
"""


@pytest.fixture
def bus(tmp_path):
    """A message bus of the test's own in the place of the system's."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon not installed")
    address = f"unix:path={tmp_path}/bus"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--address={address}", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout.readline()
    yield address
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def started():
    """Start a program that says when it is ready; all are ended afterwards."""
    running = []

    def start(source, *arguments, **more):
        program = subprocess.Popen(
            [sys.executable, "-c", source, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **more
        )
        running.append(program)
        assert program.stdout.readline() == "ready\n"
        return program

    yield start
    for program in running:
        program.kill()
        program.communicate()


@pytest.mark.parametrize(
    ("sign", "locks"),
    [
        (["/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "going"], True),
        (["/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", ""], False),
        (["/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock"], True),
    ],
    ids=["sleep", "waking", "locked screen"],
)
def test_what_the_systems_bus_says_is_heard(bus, started, sign, locks):
    login = started(LOGIN, bus, *sign)
    window = started(BUS, env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus})
    login.stdin.write("now\n")
    login.stdin.flush()
    assert window.wait(30) == (7 if locks else 3)
