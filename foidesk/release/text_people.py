"""People in words: the case's own and the staff that the officer lists, by name; others by the marks that personal data has.

Tuned so that requests and answers that name nobody raise nothing: an officer who is warned for nothing stops reading.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

_DATE = r"\d{1,2}(?:[./-]\d{1,2}[./-]|(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\s+)(?:19|20)?\d{2}"
_ROLES = re.compile(
    r"(?:foi|foia|info|information|enquir|inquir|contact|office|press|media|disclosure|data\.?protection|dpo|mail|admin|reception"
    r"|no-?reply|donotreply|icocasework|casework|complaint|feedback|support|help|customer|hr$|it$|webmaster|postmaster|freedom)",
    re.IGNORECASE,
)
_RANKS = r"(?:PC|DC|PS|DS|DI|DCI|DSU|WPC|PCSO|SC|TDC|Sgt|Insp|Const)"
_TITLES = r"(?:Mr|Mrs|Miss|Ms|Mx|Dr|Prof|Rev|Cllr|Sgt|Insp|Constable|Sergeant|Inspector)"
_NO_NAMES = re.compile(
    r"(?:Units?|Teams?|Officers?|Offices?|Numbers?|World|Departments?|Divisions?|Sections?|Act|Orders?|General|Justice|Hours|Costs?"
    r"|Services?|Police|Force|Staff|Grades?|Ranks?|Posts?|Totals?|The|And|Or|Of|In|At|On|Is|Was|Are)"
)


_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of personal data: words without which it cannot be there (cheap to look for), the pattern, and a test of what it meets."""

    name: str
    pattern: re.Pattern[str]
    hint: str = ""
    holds: Callable[[str], bool] = bool


def _by_sum(text: str) -> bool:
    """The check digit of an NHS number: weights ten to two, modulo eleven."""
    digits = [int(each) for each in text if each.isdigit()]
    left = 11 - sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and left % 11 == digits[9] and left != 10


def _by_luhn(text: str) -> bool:
    digits = [int(each) for each in text if each.isdigit()][::-1]
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(digits)]
    return len(digits) == 16 and sum(doubled) % 10 == 0 and len(set(digits)) > 1


def _of_a_person(address: str) -> bool:
    return not _ROLES.match(address)


def _is_address(text: str) -> bool:
    parts = [int(part) for part in text.split(".")]
    return all(part < 256 for part in parts) and parts[0] >= 10


def _is_named(text: str) -> bool:
    return not _NO_NAMES.fullmatch(text.split()[-1])


MARKS = (
    Mark("an e-mail address", re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"), "@", _of_a_person),
    Mark(
        "a telephone number",
        re.compile(r"(?<![\w/.+-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ )-]{0,2}){8,9}\d(?![\w/-]|\.\d)"),
        "0",
    ),
    Mark("a National Insurance number", re.compile(r"\b(?!QQ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")),
    Mark(
        "an address",
        re.compile(
            r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z][a-z']+ ){1,3}(?:Road|Street|Avenue|Lane|Close|Drive|Crescent|Way|Grove|Terrace|Place|Court)\b"
        ),
    ),
    Mark("a postcode", re.compile(r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}$", re.MULTILINE)),
    Mark("a number of an officer", re.compile(rf"\b{_RANKS} ?\d{{2,5}}\b")),
    Mark(
        "a number of a member of staff",
        re.compile(
            r"\b(?:warrant|collar|staff|payroll|employee|shoulder|service)\s+(?:no\.?|number|id)\s*:?\s*[A-Z]{0,2}\d{3,8}\b",
            re.IGNORECASE,
        ),
    ),
    Mark(
        "a named person",
        re.compile(rf"\b(?:{_RANKS}|{_TITLES})\.? (?:[A-Z]\.? ){{0,2}}(?:[A-Z][a-z]+[ -]){{0,2}}[A-Z][a-z]{{2,}}\b"),
        "",
        _is_named,
    ),
    Mark("a date of birth", re.compile(rf"\b(?:DOB|D\.O\.B\.?|date of birth|born)(?: on)?[\s:,(-]{{0,4}}{_DATE}", re.IGNORECASE)),
    Mark("a vehicle's registration", re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y]\d\d ?[A-HJ-PR-Z]{3}\b")),
    Mark("an NHS number", re.compile(r"\b\d{3} \d{3} \d{4}\b|(?<=NHS )\d{10}\b"), "", _by_sum),
    Mark("a card's number", re.compile(r"\b(?:\d{4}[ -]?){3}\d{4}\b"), "", _by_luhn),
    Mark("a bank account", re.compile(r"\b\d\d-\d\d-\d\d\D{1,20}\d{8}\b"), "-"),
    Mark("a crime's reference", re.compile(r"\b\d\d[A-Z]{1,4}\d?/\d{3,7}[A-Z]?/\d\d\b"), "/"),
    Mark("a computer's address", re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), ".", _is_address),
)


@dataclass(frozen=True)
class People:
    """Those who are looked for by name: names, addresses and numbers as the officer listed them."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, people: Iterable[str]) -> "People":
        """People by their names; what is shorter than three characters names nobody."""
        return cls(tuple(sorted({" ".join(name.split()) for name in people if len(name.strip()) >= 3})))

    @cached_property
    def _by_words(self) -> dict[str, list[tuple[frozenset[str], re.Pattern[str]]]]:
        """The names by their first word, each with all its words: a text without them all does not name the person."""
        found: dict[str, list[tuple[frozenset[str], re.Pattern[str]]]] = {}
        for name in self.names:
            words = _WORDS.findall(name.casefold())
            if words:
                pattern = r"\s+".join(map(re.escape, name.split()))
                found.setdefault(words[0], []).append((frozenset(words), re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)))
        return found

    def named_in(self, text: str) -> list[str]:
        """The listed people whom a text names, as it writes them."""
        if not self.names:
            return []
        words = set(_WORDS.findall(text.casefold()))
        likely = [
            pattern for first in words & self._by_words.keys() for all_of, pattern in self._by_words[first] if all_of <= words
        ]
        return [match[0] for pattern in likely for match in pattern.finditer(text)]

    def in_text(self, text: str) -> list[str]:
        """Whom or what personal a text holds, each once."""
        return list(dict.fromkeys([*self.named_in(text), *(sample for _, sample in marks_in(text))]))


def marks_in(text: str) -> Iterator[tuple[str, str]]:
    """The marks of personal data in a text, as (what it is, the words)."""
    for mark in MARKS:
        if mark.hint in text:
            for match in mark.pattern.finditer(text):
                if mark.holds(match[0]):
                    yield mark.name, match[0]
