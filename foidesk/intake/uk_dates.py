"""Days as they are written in the United Kingdom: the day first, then the month. Pure."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
DAY = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]+(?:of +)?(?:{_NAMES})\.?,?[ -]+(?:\d{{4}}|\d{{2}}))"
)
"""A pattern of what may be a day."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?: +\d{1,2}:\d{2}.*)?")
_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]+(?:of +)?({_NAMES})\.?,?[ -]+(\d{{4}}|\d{{2}})", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? +", re.IGNORECASE)


def uk_day(text: str) -> date | None:
    """The day that a text is, such as "5/8/15", "5 August 2015", "Wed 5th Aug 2015" or "2015-08-05"; None where it is none.

    A year of two figures lies between 1970 and 2069. The month never comes first.
    """
    bare = _WEEKDAY.sub("", " ".join(text.split()))
    if found := _ISO.fullmatch(bare):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(bare):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(bare):
        return _day(_year(found[3]), 1 + _MONTHS.index(found[2][:3].lower()), int(found[1]))
    return None


def _year(figures: str) -> int:
    year = int(figures)
    return year if len(figures) == 4 else year + (1900 if year >= 70 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1970 <= year <= 2099 else None
