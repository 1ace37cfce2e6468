"""Reading a table of holidays from a file that an officer was given."""

import json
from pathlib import Path
from typing import Any

from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.worker import in_worker

MOST_BYTES = 1024 * 1024


def read_holiday_file(path: Path) -> Any:
    """The plain values of a file of holidays, read in a process of its own. Raises UserError in plain words."""
    data = read_file(path, MOST_BYTES, "A file of holidays has {limit} MB at most.")
    return in_worker("foidesk.intake.holidays:values", data)


def values(data: bytes) -> Any:
    """What a worker does: JSON, each number a number."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise UserError("The holiday file is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        raise UserError(f"The holiday file is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.") from None
    except ValueError:
        raise UserError("The holiday file holds a number that no table of holidays has.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
