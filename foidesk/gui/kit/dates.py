"""How the window writes days and times: British English, London time."""

import re
from datetime import date, datetime

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def full(day: date) -> str:
    """A day with its year: 3 September 2015."""
    return f"{day.day} {day:%B %Y}"


def with_weekday(day: date, today: date) -> str:
    """A day with its weekday, and its year where that is another: Thu 3 September."""
    words = f"{day:%a} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def clock_time(moment: datetime) -> str:
    """A time of day in London: 10:42."""
    return f"{_in_london(moment):%H:%M}"


def moment_words(moment: datetime) -> str:
    """A day and time in London: 3 September 2015, 10:42."""
    local = _in_london(moment)
    return f"{full(local.date())}, {local:%H:%M}"


def london_day(moment: datetime) -> date:
    """The day in London at a moment."""
    return _in_london(moment).date()


def _in_london(moment: datetime) -> datetime:
    # Late: no time of day stands in the locked window, which is painted first.
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/London"))


def spoken(words: str) -> str:
    """Words from below the window, with the days in them as the window writes days."""
    return _ISO_DAY.sub(_spoken, words)


def _spoken(found: "re.Match[str]") -> str:
    try:
        return full(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
