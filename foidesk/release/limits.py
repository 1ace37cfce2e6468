"""How much of a foreign file is read at most, and how a reading is broken off. What is not read whole is refused, never passed."""

from dataclasses import dataclass

MOST_MEMBERS = 2_000
MOST_WHOLE = 200 << 20
"""Bytes of all parts together, with those of the files inside."""
MOST_XML = 50 << 20
MOST_RATIO = 200
RATIO_FROM = 1 << 20
"""Bytes from which on the ratio counts: a small part of blanks packs better than that and does no harm."""
MOST_NAME = 400
MOST_DEPTH = 4
MOST_FILES = 5_000
"""Files inside the file, at all depths together."""


class RefusalError(Exception):
    """A file cannot be read whole, or must not be: the code of the fault, and where it lies."""

    def __init__(self, code: str, place: str = "", sample: str = "") -> None:
        super().__init__(code)
        self.code, self.place, self.sample = code, place, sample


@dataclass(slots=True)
class Budget:
    """What the outermost file and all files inside it may take together."""

    left: int = MOST_WHOLE
    files: int = MOST_FILES

    def spend(self, size: int) -> None:
        """Take some bytes. Raises RefusalError where there are not so many left."""
        if size > self.left:
            raise RefusalError("zip-bomb")
        self.left -= size

    def open_one(self) -> None:
        """Count a file inside. Raises RefusalError where there are too many."""
        self.files -= 1
        if self.files < 0:
            raise RefusalError("zip-bomb")
