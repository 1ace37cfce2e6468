"""The log: type, place and ids of our own faults, never the words of a case (security: logs)."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from foidesk.errors import UserError

LOGGER = logging.getLogger("foidesk")
# Without a handler of its own, the library would print on the error stream where the log cannot be written.
LOGGER.addHandler(logging.NullHandler())


class _Handler(RotatingFileHandler):
    """A log that cannot be written, on a full disk for one, is not the officer's trouble."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Let it go."""


def start_log(folder: Path) -> None:
    """Write the log to a small rotating file in a folder of the user's own; a folder that cannot be written leaves the log off."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _Handler(folder / "foidesk.log", maxBytes=500_000, backupCount=3, encoding="utf-8")
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
