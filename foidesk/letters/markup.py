"""Words for mark-up: the one place where text is made safe for a page or a Word file."""

import unicodedata
from collections.abc import Callable
from html import escape as escaped

from foidesk.letters import glyphs

Words = Callable[[str], str]
"""What makes words safe: `quoted` for somebody else's, `own` for the authority's."""


def shown(text: str) -> str:
    """Text with what cannot be seen, or turns the direction of reading, shown by name; line ends and tabs stay."""
    return "".join(glyphs.shown(item) if glyphs.is_invisible(item) and item not in "\n\t\u00ad" else item for item in text)


def escape(text: str) -> str:
    """Text as it may stand in HTML or XML, between tags or in an attribute: nothing in it is read as mark-up."""
    return escaped(shown(text), quote=True)


def quoted(text: str) -> str:
    """Somebody else's words, escaped, on one line."""
    whole = unicodedata.normalize("NFC", text)
    return escape(glyphs.quoted(whole, frozenset(map(ord, whole))))


def own(text: str) -> str:
    """The authority's own words, escaped, on one line. Raises UserError that names a character which cannot be seen."""
    whole = unicodedata.normalize("NFC", text)
    return escape(glyphs.own(whole, frozenset(map(ord, whole))))
