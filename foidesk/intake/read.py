"""Reading what comes in: the file's size is looked at here, its bytes only in a worker process."""

from pathlib import Path

from foidesk.errors import UserError
from foidesk.intake.reading import Reading, Split, from_json, split_from_json
from foidesk.worker import in_worker

MOST_BYTES = 25 * 1024 * 1024
MOST_TEXT = 2 * 1024 * 1024


def read_request(path: Path) -> Reading:
    """Read a request (.eml, .txt) or a published log page. Raises UserError in plain words; nothing is written anywhere."""
    data = read_bytes(path)
    try:
        return from_json(in_worker("foidesk.intake.tasks:read_request", data, name=path.name))
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{path.name} cannot be read.") from error


def read_typed(text: str) -> Reading:
    """Read a request that was typed or pasted: always as a text, whatever it looks like. Raises UserError in plain words."""
    if not text.strip():
        raise UserError("There is no text yet. Paste or type the request.")
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise UserError("The text holds characters that are none. Paste it as plain text.") from None
    if len(data) > MOST_TEXT:
        raise UserError(f"The text is longer than {MOST_TEXT // 1_048_576} MB. Paste the request alone.")
    try:
        return from_json(in_worker("foidesk.intake.tasks:read_typed", data))
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("The text cannot be read.") from error


def split_text(text: str) -> Split:
    """Split a text into questions and notes, in a worker process too: the text came from a stranger."""
    return split_from_json(in_worker("foidesk.intake.tasks:split_text", text.encode()))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is neither empty nor huge. Raises UserError."""
    limit = MOST_BYTES if path.suffix.lower() == ".eml" else MOST_TEXT
    data = read_file(path, limit, "A request is read up to {limit} MB: cut it down first.")
    if not data.strip():
        raise UserError(f"{path.name} is empty.")
    return data


def read_file(path: Path, limit: int, advice: str) -> bytes:
    """The bytes of an ordinary file up to a limit. Raises UserError, whose last sentence is `advice` where the file is larger."""
    try:
        if path.is_dir():
            raise UserError(f"{path.name or path} is a folder. Choose one file.")
        size = path.stat().st_size
        if not path.is_file():
            # A pipe or a device has no end: reading it would never come back.
            raise UserError(f"{path.name} is no ordinary file.")
        if size > limit:
            raise UserError(f"{path.name} is {size / 1_048_576:.0f} MB. {advice.format(limit=limit // 1_048_576)}")
        with path.open("rb") as file:
            return file.read(limit)
    except OSError as error:
        raise UserError(f"Cannot read {path.name}: {error.strerror}.") from error
    except ValueError:
        raise UserError("That is no name that a file can have.") from None
