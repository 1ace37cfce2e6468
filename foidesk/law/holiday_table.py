"""A table of holidays that comes as a file: looked at before it is believed, so that no due day rests on a slip of the pen.

The shape is that of resources/law/holidays.json (docs/law.md).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from foidesk.errors import UserError
from foidesk.law.bank_holidays import ALL
from foidesk.law.happenings import YEARS
from foidesk.law.holidays import Holidays

MOST_DAYS = 5_000
MOST_LETTERS = 400
FEWEST_A_YEAR = 8
"""Each part of the United Kingdom has that many bank holidays at least, so a year with fewer was forgotten in part."""


def read_table(data: Any) -> Holidays:
    """The table of a file's values. Raises UserError that names the first place where it is wrong."""
    if not isinstance(data, dict):
        raise UserError("The holiday file must be one JSON object with version, source, covers_from, covers_to and days.")
    for key in ("version", "source"):
        _words(data.get(key), key)
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", data["version"]):
        # Which of two tables is the newer is told by their versions.
        raise UserError("In the holiday file, version: must begin with its date, such as 2026-05-18.")
    first, last = (_day(data.get(key), key) for key in ("covers_from", "covers_to"))
    if (first.month, first.day) != (1, 1) or (last.month, last.day) != (12, 31) or last < first:
        raise UserError(
            "The holiday file must cover whole years: covers_from a 1 January, covers_to a 31 December, not before it."
        )
    _check_days(data.get("days"), first, last)
    _check_contested(data.get("contested", []))
    table = Holidays.from_data(data)
    _check_years(table)
    return table


def _check_days(days: Any, first: date, last: date) -> None:
    if not isinstance(days, list) or len(days) > MOST_DAYS:
        raise UserError(f"In the holiday file, days: must be a list of at most {MOST_DAYS} days.")
    seen = set()
    for number, item in enumerate(days):
        place = f"days[{number}]"
        if not isinstance(item, Mapping):
            raise UserError(f"In the holiday file, {place}: must have date, name and divisions.")
        day = _day(item.get("date"), f"{place}.date")
        if not first <= day <= last:
            raise UserError(f"In the holiday file, {place}.date: {day} lies outside the years that the file covers.")
        if day in seen:
            raise UserError(f"In the holiday file, {place}.date: {day} stands twice.")
        seen.add(day)
        _words(item.get("name"), f"{place}.name")
        where = item.get("divisions")
        if not isinstance(where, list) or not where or any(part not in ALL for part in where):
            raise UserError(f"In the holiday file, {place}.divisions: must name one or more of {', '.join(ALL)}.")


def _check_contested(items: Any) -> None:
    if not isinstance(items, list) or len(items) > MOST_DAYS:
        raise UserError("In the holiday file, contested: must be a list of date and note.")
    for number, item in enumerate(items):
        if not isinstance(item, Mapping):
            raise UserError(f"In the holiday file, contested[{number}]: must have date and note.")
        _day(item.get("date"), f"contested[{number}].date")
        _words(item.get("note"), f"contested[{number}].note")


def _check_years(table: Holidays) -> None:
    """A year that was left out would make every answer of that year due too soon."""
    for year in range(table.covers_from.year, table.covers_to.year + 1):
        for part in ALL:
            days = [day for day, item in table.table.items() if day.year == year and part in item.divisions]
            if len(days) < FEWEST_A_YEAR:
                raise UserError(f"The holiday file has {len(days)} days of {part} in {year}, which has at least {FEWEST_A_YEAR}.")


def _day(value: Any, place: str) -> date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise UserError(f"In the holiday file, {place}: must be a date such as 2026-05-18.")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise UserError(f"In the holiday file, {place}: {value} is no day of the calendar.") from None
    if day.year not in YEARS:
        raise UserError(f"In the holiday file, {place}: {value} is too far away to be right.")
    return day


def _words(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_LETTERS or not value.isprintable():
        raise UserError(f"In the holiday file, {place}: must be a line of words, of {MOST_LETTERS} characters at most.")
    return value
