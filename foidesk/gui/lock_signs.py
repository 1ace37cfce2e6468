"""When to lock without being asked: nobody has touched the window for a while, the computer was put to sleep, or its screen was locked.

Linux tells of sleep and of a locked screen on the system's own local bus, Windows by messages to the window. Where neither is to be
had, waking up is still noticed, by a clock that stood still.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import Structure, c_uint, c_void_p
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

MINUTES = 15
"""How long the window may lie untouched, unless the officer says otherwise."""

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}
_LOOK = 5_000
"""How often to look whether the computer slept (milliseconds)."""
_STOOD_STILL = 60.0
"""A gap between two looks that means that the computer slept (seconds)."""


class LockSigns(QObject):
    """Watches while the store is open."""

    wanted = Signal(bool)
    """Nobody has touched the window (false); or it cannot wait (true): asleep, behind a locked screen, untouched for as long again."""

    def __init__(self, window: QWidget, minutes: int = MINUTES) -> None:
        super().__init__(window)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._untouched)
        self._waited = self._watching = False
        self._looking = QTimer(self, interval=_LOOK)
        self._looking.timeout.connect(self._look)
        self._last = time.time()
        self._messages: _WindowsMessages | None = None
        self._window = window
        self.wait_for(minutes)

    def watch(self) -> None:
        """Begin to watch."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        # Only windows are watched, each once it has the keyboard: a filter on the whole application would be asked about every object,
        # also about one that is being taken down.
        application.focusWindowChanged.connect(self._watch_window)
        self._watching = True
        self._watch_window(application.focusWindow())
        self._last = time.time()
        self._looking.start()
        self._idle.start()
        if sys.platform == "win32":
            self._messages = _WindowsMessages(int(self._window.winId()), lambda: self.wanted.emit(True))
            application.installNativeEventFilter(self._messages)
        elif sys.platform != "darwin":
            self._listen_to_the_bus()

    def stop(self) -> None:
        """Watch no longer."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication) and self._watching:
            self._watching = False
            application.focusWindowChanged.disconnect(self._watch_window)
            if self._messages is not None:
                application.removeNativeEventFilter(self._messages)
        self._idle.stop()
        self._looking.stop()

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self._touched()

    def wait_for(self, minutes: int) -> None:
        """How long the window may lie untouched (minutes)."""
        self._idle.setInterval(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched()
        return False

    def _touched(self) -> None:
        if self._idle.isActive():
            self._waited = False
            self._idle.start()

    def _untouched(self) -> None:
        waited, self._waited = self._waited, True
        self._idle.start()
        self.wanted.emit(waited)

    def _look(self) -> None:
        now = time.time()
        if now - self._last > _LOOK / 1000 + _STOOD_STILL:
            self.wanted.emit(True)
        self._last = now

    def _listen_to_the_bus(self) -> None:
        # Late, since the first paint needs none of it; only the system's own bus on this computer, which is a local socket.
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        # The binding takes the slot as SLOT gives it, whatever its declaration says.
        connect: Callable[..., bool] = bus.connect
        login = "org.freedesktop.login1"
        connect(login, "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", self, SLOT("sleeping(bool)"))
        # The session's own path is not asked for: any session of this computer that locks is reason enough.
        connect(login, "", f"{login}.Session", "Lock", self, SLOT("locked()"))

    @Slot(bool)
    def sleeping(self, going: bool) -> None:
        """The computer is put to sleep, or (false) wakes up."""
        if going:
            self.wanted.emit(True)

    @Slot()
    def locked(self) -> None:
        """The screen was locked."""
        self.wanted.emit(True)


class _Message(Structure):
    """The head of a Windows MSG."""

    _fields_ = (("hwnd", c_void_p), ("message", c_uint), ("wparam", c_void_p), ("lparam", c_void_p))


class _WindowsMessages(QAbstractNativeEventFilter):
    """WM_POWERBROADCAST with PBT_APMSUSPEND, and WM_WTSSESSION_CHANGE with WTS_SESSION_LOCK, once this window has asked for it."""

    _SIGNS = ((0x0218, 0x0004), (0x02B1, 0x0007))

    def __init__(self, window: int, wanted: Callable[[], None]) -> None:
        super().__init__()
        self._wanted = wanted
        import ctypes

        with suppress(AttributeError, OSError):
            getattr(ctypes, "windll").wtsapi32.WTSRegisterSessionNotification(window, 0)  # noqa: B009

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        told = _Message.from_address(int(message))
        if (told.message, told.wparam or 0) in self._SIGNS:
            self._wanted()
        return False, 0
