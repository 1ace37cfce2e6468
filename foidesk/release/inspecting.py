"""The inspection as the rest of the program asks for it: in a worker, whose every failure is a refusal."""

from collections.abc import Iterable

from foidesk.errors import UserError
from foidesk.release.finding import Inspection, found, from_json, plain
from foidesk.worker import in_worker

TASK = "foidesk.release.tasks:inspect"


def inspected(data: bytes, name: str, *, people: Iterable[str] = ()) -> Inspection:
    """What is wrong with a file from elsewhere, read in a process of its own. Never raises: a worker that fails is a file that is refused."""
    try:
        return from_json(in_worker(TASK, data, name=name, people=list(people)))
    except UserError:
        return Inspection((found("corrupt-file", plain(name, 120) or "the file"),))
