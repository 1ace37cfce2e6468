"""The log: type, place and ids of our own faults, never the words of a case (security: logs)."""

import logging
import traceback
from contextlib import suppress
from pathlib import Path

from foidesk.errors import UserError

LOGGER = logging.getLogger("foidesk")
# Without a handler of its own, the library would print on the error stream where the log cannot be written.
LOGGER.addHandler(logging.NullHandler())


LONGEST = 500_000
"""How long the log's file may grow before another is begun (bytes)."""
KEPT = 3
"""How many older files of the log are kept."""


class _Handler(logging.FileHandler):
    """A log that cannot be written, on a full disk for one, is not the officer's trouble.

    The library's own rotating handler would load sockets and pickles before the first window is painted.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, in a new file where the old one is long."""
        if self.stream is not None and self.stream.tell() > LONGEST:
            self._begin_another()
        super().emit(record)

    def _begin_another(self) -> None:
        self.close()
        path = Path(self.baseFilename)
        with suppress(OSError):
            for age in range(KEPT, 0, -1):
                older = path.with_name(f"{path.name}.{age - 1}") if age > 1 else path
                if older.exists():
                    older.replace(path.with_name(f"{path.name}.{age}"))
        with suppress(OSError):
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Let it go."""


def start_log(folder: Path) -> None:
    """Write the log to a small rotating file in a folder of the user's own; a folder that cannot be written leaves the log off."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _Handler(folder / "foidesk.log", encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)


def describe(error: BaseException) -> str:
    """An error as type and places. `str(error)` is left out, since database and value errors carry the text they met."""
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    return f"{type(error).__name__} at {places or 'unknown place'}"


def log_fault(error: BaseException) -> str:
    """Write down a fault of our own and return what was written; what the officer can mend (UserError) is not a fault."""
    words = describe(error)
    if not isinstance(error, UserError):
        LOGGER.error("%s", words)
    return words
