"""Whether words name somebody of another case. A name that crosses from one case to another is a leak, so this errs towards finding one."""

import re
import unicodedata
from collections.abc import Iterator

from foidesk.model import Case

_LEAST = 3
"""Letters of a name that is looked for alone; shorter ones are found in whole names only."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")


class Names:
    """Everybody of one case: who asked, with address, organisation and handle, and the people whom the officer named there."""

    def __init__(self, case: Case) -> None:
        asker = case.requester
        people = [str(person) for person in case.people if person]
        whole = [*filter(None, [asker.name, asker.email, asker.handle, asker.organisation]), *people, *_lines(asker.address)]
        patterns = [_spaced(_bare(words)) for words in whole if len(words.strip()) >= _LEAST]
        self._whole = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE) if patterns else None
        parts = {part for words in [asker.name or "", *people] for part in _parts(words)}
        # A part alone counts as it is written in a name, or all in capitals: "price" and "will" are words, "Price" may be a person.
        alone = [re.escape(form) for part in sorted(parts) for form in {part, part.upper()}]
        self._alone = re.compile(rf"(?<!\w)(?:{'|'.join(alone)})(?!\w)") if alone else None

    def stand_in(self, words: str) -> bool:
        """Whether some words name one of them."""
        bare = _bare(words)
        return any(pattern is not None and pattern.search(bare) is not None for pattern in (self._whole, self._alone))


def _lines(address: str | None) -> Iterator[str]:
    """The lines of an address that tell a house or a postcode; "London" alone tells nobody."""
    yield from (line.strip() for line in re.split(r"[\n,;]", address or "") if re.search(r"\d", line) and len(line.strip()) > 4)


def _parts(words: str) -> Iterator[str]:
    if "@" not in words:
        yield from (
            part
            for part in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", _bare(words))
            if len(part) >= _LEAST and part[0].isupper()
        )


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _bare(words: str) -> str:
    """Words without accents and without characters that no screen shows."""
    parted = unicodedata.normalize("NFKD", _INVISIBLE.sub("", words))
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).replace("’", "'")
