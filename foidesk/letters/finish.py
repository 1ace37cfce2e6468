"""Finishing a letter: what foidesk says of itself in a PDF, and the field that the signature fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from foidesk.letters.engine import finish as engine
from foidesk.letters.engine.pen import Field
from foidesk.letters.engine.tree import Tag
from foidesk.paths import resource

FIELD = "Signature"
"""The name of the signature's field."""


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says about itself. `when` has a zone."""

    title: str
    author: str
    subject: str
    when: datetime
    language: str = "en-GB"


def finish(drawn: bytes, root: Tag, about: About, fields: Sequence[Field] = ()) -> bytes:
    """Make what was drawn PDF/A-2a and PDF/UA-1; equal input gives equal bytes."""
    said = engine.About(about.title, about.author, about.subject, about.when, about.language, "foidesk")
    return engine.finish(drawn, root, said, _profile(), fields)


@cache
def _profile() -> bytes:
    return resource("colour", "srgb.icc").read_bytes()
