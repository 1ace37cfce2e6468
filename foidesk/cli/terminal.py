"""What every command does alike: it prints without steering the terminal, reads days and words, and comes to its desk."""

import argparse
import getpass
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from foidesk.errors import UserError

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def complain(message: str) -> int:
    """Say in one line on the error stream what is wrong; returns the exit status for it."""
    print(unsteered(f"foidesk: {' '.join(message.split())}"), file=sys.stderr)  # noqa: T201
    return 2


def say(text: str) -> None:
    """Print for people."""
    print(unsteered(text))  # noqa: T201


def unsteered(text: str) -> str:
    """The text with the characters that steer a terminal, or turn its direction, as JSON writes them: it may be a stranger's."""
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def print_json(value: Any) -> None:
    """Print one JSON document."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def tell(options: argparse.Namespace, document: Any, text: str) -> None:
    """Print the document where --json asks for it, else the text."""
    if options.json:
        print_json(document)
    else:
        say(text)


@contextmanager
def at_desk(options: argparse.Namespace) -> Iterator[Any]:
    """The opened store, closed and backed up afterwards."""
    from foidesk.desk.opening import history_warning, leave, store_exists, unlock

    folder = store_folder(options)
    if not store_exists(folder):
        raise UserError(f"There is no store in {folder}. Open the window once to make one, or import a case.")
    desk = unlock(folder, store_passphrase(options))
    try:
        if history_warning(desk):
            complain(history_warning(desk))
        yield desk
    finally:
        leave(desk)


def store_folder(options: argparse.Namespace) -> Path:
    """The folder that --store names, or the officer's own."""
    from foidesk.paths import chosen_store_dir

    return Path(options.store) if options.store else chosen_store_dir()


def store_passphrase(options: argparse.Namespace) -> str:
    """The passphrase of the store, from a file or asked for. Raises UserError where nobody can be asked."""
    if options.store_passphrase_file:
        return secret(options.store_passphrase_file)
    if not sys.stdin.isatty():
        raise UserError("The store is locked. Give its passphrase in a file with --store-passphrase-file.")
    return getpass.getpass("Passphrase of the store: ")


def secret(path: str) -> str:
    """The secret that a file holds."""
    return read(Path(path)).decode("utf-8", "replace").rstrip("\r\n")


def read(path: Path) -> bytes:
    """The bytes of a file. Raises UserError for one that is huge or cannot be read."""
    from foidesk.intake.read import read_file

    return read_file(path, 100 << 20, "That is none of the files that are read here, which have {limit} MB at most.")


def day(text: str) -> date:
    """A day as it is typed. Raises UserError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is not a date. Write it as 2026-05-18.") from None


def words(day: date) -> str:
    """A day as it is spoken."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def today(options: argparse.Namespace) -> date:
    """The day that --today fixes, or today in London."""
    if options.today:
        return day(options.today)
    return datetime.now(ZoneInfo("Europe/London")).date()


def word(words: Any, text: str, what: str) -> Any:
    """One of the fixed words. Raises UserError that names them all."""
    try:
        return words(text)
    except ValueError:
        raise UserError(f"{text!r} is no {what}. Choose one of: {', '.join(item.value for item in words)}.") from None
