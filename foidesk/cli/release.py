"""The verbs of the gate: what hides in a file, a copy without it, and true redaction (docs/commands.md)."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from foidesk.cli.terminal import tell

if TYPE_CHECKING:
    from foidesk.desk.safe_files import Copied


def inspect(options: argparse.Namespace) -> int:
    """Inspect files; 1 where one of them must not leave."""
    from foidesk.desk.safe_files import inspect_file

    looked = [inspect_file(Path(name), options.name or []) for name in options.files]
    lines = [line for each in looked for line in each.lines()]
    tell(options, {"files": [each.document() for each in looked]}, "\n".join(lines))
    return 1 if any(each.inspection.findings for each in looked) else 0


def safe_copy(options: argparse.Namespace) -> int:
    """Write a copy that holds only what is seen."""
    from foidesk.desk.safe_files import safe_copy as copy_safely

    done = copy_safely(Path(options.file), Path(options.out))
    tell(
        options, {"files": [done.looked.document()], "drawn": list(done.drawn)}, "\n".join([*done.looked.lines(), *_drawn(done)])
    )
    return 0


def redact(options: argparse.Namespace) -> int:
    """Redact every occurrence of some words, proved by a second library."""
    from foidesk.desk.safe_files import redact_file

    done = redact_file(Path(options.file), Path(options.out), options.find, options.section)
    document = {
        "path": str(done.looked.path),
        "removed": done.occurrences,
        "verified": True,
        "drawn": list(done.drawn),
        "unsearched": list(done.unsearched),
        "schedule": list(done.schedule),
    }
    times = "once" if done.occurrences == 1 else f"{done.occurrences} times"
    lines = [f"{done.looked.path}: redacted {times} under {options.section}, and proved by a second library.", *_drawn(done)]
    lines += _unsearched(done)
    tell(options, document, "\n".join(lines))
    return 0


def _drawn(done: "Copied") -> list[str]:
    return [f"  Now pictures with the words that are seen: {_pages(done.drawn)}."] if done.drawn else []


def _unsearched(done: "Copied") -> list[str]:
    return (
        [f"  Pictures, notes or fields that were not searched; look at them: {_pages(done.unsearched)}."]
        if done.unsearched
        else []
    )


def _pages(numbers: tuple[int, ...]) -> str:
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
