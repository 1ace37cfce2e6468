"""Characters that a letter may hold: what no font has, and what cannot be seen.

In quoted words such a character is shown by its number and name; in the authority's own words it is an error that names it.
"""

import unicodedata

from foidesk.errors import UserError

_ALLOWED_INVISIBLE = frozenset("\u00ad")
"""A soft hyphen does no harm: it is simply not drawn."""


def is_invisible(character: str) -> bool:
    """Whether a character is a control, a direction mark, or otherwise not seen."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} or character in "\u2028\u2029"


def shown(character: str) -> str:
    """A character by number and name: [U+202E right-to-left override]."""
    unnamed = "control character" if unicodedata.category(character) == "Cc" else "unnamed character"
    name = unicodedata.name(character, unnamed).lower()
    return f"[U+{ord(character):04X} {name}]"


def quoted(text: str, known: frozenset[int]) -> str:
    """Quoted words with every character that is invisible or in no font shown by name; the rest as it stands."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_as_quoted(character, known) for character in _composed(text))


def own(text: str, known: frozenset[int]) -> str:
    """The authority's own words. Raises UserError that names a character which no font of the letter has."""
    if text.isascii() and text.isprintable():
        return text
    text = _composed(text).replace("\t", " ").replace("\n", " ")
    for place, character in enumerate(text):
        if character in _ALLOWED_INVISIBLE:
            continue
        if is_invisible(character) or ord(character) not in known:
            raise UserError(
                f"The letter holds a character that cannot be printed: {shown(character)}, in “{_around(text, place)}”. Replace it."
            )
    return "".join(character for character in text if character not in _ALLOWED_INVISIBLE)


def _around(text: str, place: int) -> str:
    """Some words on both sides of a character, with a box in its place and in that of others that cannot be seen."""
    start, end = max(0, place - 30), place + 31
    words = "".join("▯" if number == place or is_invisible(item) else item for number, item in enumerate(text))
    return f"{'…' if start else ''}{words[start:end].strip()}{'…' if end < len(text) else ''}"


def _composed(text: str) -> str:
    """Accents joined to their letters, so that "e" and a combining acute are one known character."""
    return unicodedata.normalize("NFC", text)


def _as_quoted(character: str, known: frozenset[int]) -> str:
    if character in "\t\n":
        return " "
    if character in _ALLOWED_INVISIBLE:
        return ""
    if is_invisible(character) or ord(character) not in known:
        return shown(character)
    return character
