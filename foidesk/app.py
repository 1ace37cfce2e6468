"""The composition root: start the log, then hand over to the command line or to the window. Imported by nobody."""

import gc
import os
import sys
from contextlib import suppress


def main(argv: list[str] | None = None) -> int:
    """Run foidesk: with a verb on the command line, without one in the window. Returns the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    os.umask(0o077)
    _no_core_dumps()
    from foidesk.log import start_log
    from foidesk.paths import log_dir

    start_log(log_dir())
    if not arguments or (len(arguments) == 2 and arguments[0] == "--store"):
        return open_window(arguments[1] if arguments else None)
    from foidesk.cli import run

    return run(arguments, open_window)


def open_window(folder: str | None = None, case_id: int | None = None, passphrase: str | None = None) -> int:
    """Open the window on a store. Qt is imported here and nowhere above."""
    # Of the thousands of objects that the start makes, none is garbage; and later a collection on a worker's thread can end the program
    # without a word. What counting references does not free stays until the window is left or locked.
    gc.disable()
    from pathlib import Path

    from foidesk.gui.start import run as run_window

    return run_window(Path(folder) if folder else None, case_id=case_id, passphrase=passphrase)


def _no_core_dumps() -> None:
    """A core image would hold the key and the words of cases (security: keys)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
