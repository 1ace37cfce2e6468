"""Numbers and dates as a spreadsheet shows them: by the format of their cell. What a format asks that is not known here is told."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0;-"£"#,##0',
    6: '"£"#,##0;-"£"#,##0',
    7: '"£"#,##0.00;-"£"#,##0.00',
    8: '"£"#,##0.00;-"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: '"£"#,##0;-"£"#,##0;"£"-',
    43: "#,##0.00;-#,##0.00;-",
    44: '"£"#,##0.00;-"£"#,##0.00;"£"-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "0.0E+0",
    49: "@",
}
"""The formats that a workbook names by number alone (ECMA-376, 18.8.30), as a computer set to the United Kingdom shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<noon>AM/PM|A/P)'
    r"|(?P<general>General)|(?P<exponent>[Ee][+-])|(?P<part>[yYdDhHsS]+|[mM]+)|(?P<fraction>\.0+)(?=[^0#?]|$)|(?P<place>[0#?.,%@])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_LONG_DATE, _LONG_TIME = "d mmmm yyyy", "hh:mm:ss"
_MOST = Decimal("1e300")


class UnknownFormatError(ValueError):
    """A format that is not known here."""


def shown(value: float | Decimal, code: str, *, from_1904: bool = False) -> tuple[str, bool]:
    """How a number stands in its cell, and whether its format was followed; where not, the number stands plainly."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    try:
        return _by_format(number, code, from_1904), True
    except (UnknownFormatError, OverflowError, InvalidOperation):
        return general(number), False


def shown_text(text: str, code: str) -> str:
    """How words stand in a cell: only the last of four sections, or one with an @, speaks of words."""
    sections = _sections(code)
    if len(sections) < 4 and "@" not in sections[-1]:
        return text
    return "".join(
        text if kind == "place" and word == "@" else word for kind, word in _tokens(sections[-1]) if kind in _WORDS or word == "@"
    )


def general(number: Decimal) -> str:
    """A number without a format: whole where it is whole, to eleven characters where it is not."""
    if not number:
        return "0"
    if number == number.to_integral_value() and abs(number) < Decimal("1e11"):
        return str(int(number))
    if abs(number) >= Decimal("1e11") or abs(number) < Decimal("1e-9"):
        mantissa, _, power = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:].zfill(2)}"
    whole = len(str(abs(int(number))))
    return _trimmed(f"{_rounded(number, max(0, 10 - whole)):f}")


_WORDS = {"quoted", "escaped", "other", "room", "bracket"}


def _by_format(number: Decimal, code: str, from_1904: bool) -> str:
    sections = _sections(code)
    if _has_conditions(code):
        raise UnknownFormatError
    section, signed = sections[0], number < 0
    if len(sections) > 1 and number < 0:
        section, signed = sections[1], False
    elif len(sections) > 2 and number == 0:
        section = sections[2]
    if _is_date(section):
        return _date(number, _tokens(section), from_1904)
    written = _number(abs(number), section)
    return f"-{written}" if signed and any(mark in "123456789" for mark in written) else written


@lru_cache(maxsize=512)
def _has_conditions(code: str) -> bool:
    return re.search(r"\[[<>=]", code) is not None


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    found, last, at = [], 0, 0
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "other" and match[0] == ";":
            found.append(code[last : match.start()])
            last = match.end()
        at = match.end()
    return (*found, code[last:at])


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[str, str], ...]:
    """The parts of a format as (kind, word); what only makes room is left out."""
    lowered = section.lower()
    if "[$-f800]" in lowered:
        return _tokens(_LONG_DATE)
    if "[$-f400]" in lowered:
        return _tokens(_LONG_TIME)
    made: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "other"
        word = match[kind]
        if kind == "bracket":
            if word.startswith("$"):
                made.append(("quoted", word[1:].split("-")[0]))
            elif word and set(word.lower()) in ({"h"}, {"m"}, {"s"}):
                made.append(("elapsed", word.lower()))
        elif kind == "room":
            made.append(("room", " " if word == " " else ""))
        elif kind != "fill":
            made.append((kind, word))
    return tuple(made)


@lru_cache(maxsize=512)
def _is_date(section: str) -> bool:
    return any(kind in {"part", "noon", "elapsed"} for kind, _ in _tokens(section))


@dataclass(slots=True)
class _Places:
    """What the places of a number ask for: `whole` and `after` are the places before and behind the point."""

    whole: str = ""
    after: str = ""
    grouped: bool = False
    scale: int = 0
    percent: int = 0
    exponent: str = ""
    power: str = ""


def _number(number: Decimal, section: str) -> str:
    plan = _plan(section)
    if isinstance(plan, str):
        return plan
    before, places, behind = plan
    return f"{before}{general(number) if places is None else _digits(number, places)}{behind}"


@lru_cache(maxsize=512)
def _plan(section: str) -> "str | tuple[str, _Places | None, str]":
    """What stands before and behind a number, and its places; none for General. Words alone where the format shows no number."""
    tokens = _tokens(section)
    at = next((place for place, (kind, _) in enumerate(tokens) if kind == "general"), None)
    if at is not None:
        before, behind = (("".join(word for kind, word in some if kind in _WORDS)) for some in (tokens[:at], tokens[at + 1 :]))
        return before, None, behind
    marks = [place for place, (kind, word) in enumerate(tokens) if kind in {"place", "fraction", "exponent"} and word not in "%@"]
    if not marks:
        # Words alone, such as "nil" for nought; a format of nothing shows nothing.
        return "".join(word for _, word in tokens)
    first, last = marks[0], marks[-1]
    if any(kind in _WORDS and word.strip() for kind, word in tokens[first:last]):
        raise UnknownFormatError  # words between the digits, or a fraction
    places = _places(tokens[first : last + 1], sum(word == "%" for kind, word in tokens if kind == "place"))
    before = "".join(word for _, word in tokens[:first])
    behind = "".join(word for _, word in tokens[last + 1 :])
    return before, places, behind


def _places(tokens: tuple[tuple[str, str], ...], percent: int) -> _Places:
    found, behind = _Places(percent=percent), False
    for kind, word in tokens:
        if kind == "exponent":
            found.exponent = word
        elif found.exponent:
            found.power += word
        elif kind == "fraction":
            found.after += word[1:]
            behind = True
        elif word == ".":
            behind = True
        elif word == ",":
            found.scale += 1
        elif word in "0#?":
            if found.scale and not behind:
                found.grouped, found.scale = True, 0
            if behind:
                found.after += word
            else:
                found.whole += word
    return found


def _digits(number: Decimal, places: _Places) -> str:
    number = number.scaleb(2 * places.percent - 3 * places.scale)
    if abs(number) > _MOST:
        raise UnknownFormatError
    if places.exponent:
        mantissa, _, power = f"{number:.{len(places.after)}E}".partition("E")
        sign = "-" if power.startswith("-") else ("+" if places.exponent.endswith("+") else "")
        return f"{mantissa}E{sign}{power.lstrip('+-').zfill(max(1, len(places.power)))}"
    rounded = f"{_rounded(number, len(places.after)):f}"
    whole, _, after = rounded.partition(".")
    least = len(places.after.rstrip("#?")) if places.after else 0
    after = after[:least] + after[least:].rstrip("0")
    whole = whole.lstrip("0").zfill(places.whole.count("0"))
    if places.grouped and whole:
        whole = f"{int(whole):,}".zfill(len(whole))
    return f"{whole}.{after}" if places.after and (after or least) else whole


def _rounded(number: Decimal, places: int) -> Decimal:
    """Half away from nought, as spreadsheets round."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _date(number: Decimal, tokens: tuple[tuple[str, str], ...], from_1904: bool) -> str:
    if number < 0 or number >= 2958466:
        raise UnknownFormatError
    fine = max((len(word) - 1 for kind, word in tokens if kind == "fraction"), default=0)
    seconds = _rounded(number * 86400, fine)
    moment = _moment(seconds, from_1904)
    twelve = any(kind == "noon" for kind, _ in tokens)
    written = []
    for place, (kind, word) in enumerate(tokens):
        if kind == "part":
            written.append(_part(word.lower(), moment, twelve, _is_minutes(tokens, place)))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[word[0]]
            written.append(str(int(seconds // unit)).zfill(len(word)))
        elif kind == "noon":
            written.append(("AM" if moment.hour < 12 else "PM")[: 1 if len(word) == 3 else 2])
        elif kind == "fraction":
            written.append(f"{seconds % 1:.{len(word) - 1}f}"[1:])
        else:
            written.append(word)
    return "".join(written)


def _moment(seconds: Decimal, from_1904: bool) -> datetime:
    """The moment of a serial number. Until 28 February 1900 the first calendar is a day behind, for a leap day that never was."""
    days = int(seconds // 86400)
    first = datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)
    return (datetime(1904, 1, 1) if from_1904 else first) + timedelta(seconds=float(seconds))


def _is_minutes(tokens: tuple[tuple[str, str], ...], place: int) -> bool:
    """Whether an m stands for minutes: it follows hours, or seconds follow it."""
    near = [word.lower()[0] for kind, word in tokens[:place] if kind in {"part", "elapsed"}]
    after = [word.lower()[0] for kind, word in tokens[place + 1 :] if kind in {"part", "elapsed"}]
    return near[-1:] == ["h"] or after[:1] == ["s"]


def _part(word: str, moment: datetime, twelve: bool, minutes: bool) -> str:
    size, letter = len(word), word[0]
    if letter == "y":
        return f"{moment:%Y}" if size > 2 else f"{moment:%y}"
    if letter == "d":
        return (str(moment.day), f"{moment:%d}", f"{moment:%a}")[size - 1] if size < 4 else f"{moment:%A}"
    if letter == "m" and not minutes:
        names = (str(moment.month), f"{moment:%m}", f"{moment:%b}", f"{moment:%B}", f"{moment:%B}"[0])
        return names[min(size, 5) - 1]
    hours = (moment.hour % 12 or 12) if twelve else moment.hour
    value = {"h": hours, "m": moment.minute, "s": moment.second}[letter]
    return str(value).zfill(min(size, 2))
