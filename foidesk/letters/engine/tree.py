"""The structure tree: what each stretch of a page is, kept beside the page while it is drawn."""

from dataclasses import dataclass, field
from typing import Union

Kid = Union["Tag", tuple[int, int], str]
"""A child of a structure element: another element, marked content as (page, number), or the key of an annotation."""


@dataclass(eq=False, slots=True)
class Tag:
    """One structure element, by its kind in ISO 32000-1, 14.8.4.

    `attributes` go to its /A entry ("O" names their owner); `words` stand for a picture (/Alt); `key` names it in the file (/ID).
    """

    kind: str
    kids: list[Kid] = field(default_factory=list)
    attributes: dict[str, str | int] | None = None
    language: str | None = None
    words: str | None = None
    key: str | None = None

    def add(self, kind: str, **attributes: str | int) -> "Tag":
        """A new child element."""
        kid = Tag(kind, attributes=attributes or None)
        self.kids.append(kid)
        return kid
