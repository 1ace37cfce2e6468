"""The only way out. Nothing is written, printed, copied or mailed but the very bytes that passed, for the audience they passed for.

So far the gate knows one reason to pass: foidesk itself made the file from the case. Whatever came from elsewhere is refused;
no file of an officer leaves uninspected.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from foidesk.errors import RefusedError
from foidesk.paths import write_whole

GATE_VERSION = 1


class Audience(StrEnum):
    """Who will read what leaves; a pass for one audience is none for another."""

    REQUESTER = "requester"
    PUBLIC = "public"
    REGULATOR = "regulator"
    HOLDER = "holder"
    OWN = "own"
    """The authority itself: a receipt of the history, a hand-over sheet."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave for exactly these bytes (SHA-256, hex) to go to one audience, given by one version of the gate."""

    sha256: str
    audience: Audience
    gate_version: int = GATE_VERSION


@dataclass(slots=True)
class Passes:
    """The passes given so far: those that the store knows, and those of files made a moment ago."""

    given: set[Pass] = field(default_factory=set)

    @classmethod
    def known(cls, hashes: Iterable[str], audience: Audience) -> "Passes":
        """Passes for files whose hashes the store recorded when foidesk made them."""
        return cls({Pass(sha256, audience) for sha256 in hashes})

    def made_here(self, data: bytes, audience: Audience) -> Pass:
        """Give a pass to a file that foidesk has just made out of the case, and of nothing else."""
        new = Pass(hashlib.sha256(data).hexdigest(), audience)
        self.given.add(new)
        return new


@dataclass(frozen=True, slots=True)
class Released:
    """What left: where to, and the SHA-256 (hex) of its bytes."""

    path: Path
    sha256: str


def admit(data: bytes, name: str, audience: Audience, passes: Passes) -> str:
    """Check that a file may leave, and return its SHA-256 (hex). Raises RefusedError with what to do, naming the file."""
    sha256 = hashlib.sha256(data).hexdigest()
    if Pass(sha256, audience) not in passes.given:
        raise RefusedError(
            f"{name} may not leave: foidesk did not make it, and this version cannot inspect files from elsewhere for hidden data. "
            "Put the figures into the answer as a table and let foidesk make the attachment."
        )
    return sha256


def release(data: bytes, audience: Audience, destination: Path, passes: Passes) -> Released:
    """Write bytes that may leave to where they are to go, whole or not at all. Raises RefusedError, or UserError if it cannot be written."""
    sha256 = admit(data, destination.name, audience, passes)
    write_whole(destination, data)
    return Released(destination, sha256)
