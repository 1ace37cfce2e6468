"""Low counts in tables. Ranks, years, numbers of lines and amounts are no counts; nothing is said of noughts."""

import re
from collections.abc import Iterator, Sequence

_COUNT = re.compile(
    r"\b(?:numbers? of|no\.? of|count|total|how many|cases|officers|incidents|offences|crimes|complaints|arrests|people|persons|staff|"
    r"applications|requests|reports|victims|suspects|claimants|patients|pupils|children|women|men|females?|males?|dismissals?|"
    r"prosecutions|convictions|searches|deaths|absences|grievances|employees|dismissed|cautioned|charged)\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"\b(?:year|rank|ranking|id|ref|reference|grade|band|month|day|date|quarter|week|phone|telephone|question|item|line|row|page|percent|rate|"
    r"average|mean|median|cost|amount|price|value|spend|hours?|minutes|ratio|score|level|tier|stage|section|age|code|version|position|place|"
    r"number of (?:years|months|weeks|days|hours))\b|[%£$€]",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:FY\s?)?(?:19|20)(?P<first>\d\d)(?:\s?[/–-]\s?(?:20)?(?P<next>\d\d))?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?:[ -](?:20)?\d\d)?",
    re.IGNORECASE,
)
_SMALL = re.compile(r"[1-4]")


def counts(heading: str) -> bool:
    """Whether the figures below a heading are counts: it says so, or it is a year above a column of figures."""
    return is_period(heading) or speaks_of_counts(heading)


def is_period(heading: str) -> bool:
    """Whether a heading is a year, a financial year (2024/25) or a month: what stands below it is counted by them."""
    match = _PERIOD.fullmatch(" ".join(heading.split()))
    return match is not None and (match["next"] is None or int(match["next"]) == (int(match["first"]) + 1) % 100)


def speaks_of_counts(words: str) -> bool:
    """Whether words say that the figure beside or below them is a count."""
    return bool(_COUNT.search(words)) and not _NO_COUNT.search(words)


def is_ordinal(values: Sequence[int]) -> bool:
    """Whether figures only number their lines: 1, 2, 3."""
    return len(values) >= 3 and list(values) == list(range(values[0], values[0] + len(values)))


def low_counts(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """The low counts of a table as (row, column, figure), both from 0. The first column is a column of labels.

    A figure is a count by the nearest words above it in its column, or by the words at the start of its row.
    """
    heading: dict[int, str] = {}
    columns: dict[int, list[tuple[int, str]]] = {}
    for at, row in enumerate(rows):
        label = row[0].strip() if row else ""
        for column, cell in enumerate(row):
            text = cell.strip()
            if not text:
                continue
            if at == 0 or not re.search(r"\d", text) or (at < 3 and is_period(text)):
                heading[column] = text
            elif column and _SMALL.fullmatch(text) and (counts(heading.get(column, "")) or speaks_of_counts(label)):
                columns.setdefault(column, []).append((at, text))
    for column, found in columns.items():
        if not is_ordinal([int(text) for _, text in found]) or len(found) < len(rows) - 1:
            yield from ((at, column, text) for at, text in found)


_PEOPLE = re.compile(
    r"^(?:full |first |last |sur)?name$|officer'?s? name|"
    r"name of (?:officer|staff|employee|victim|claimant|requester)|^(?:victim|claimant|employee|line manager)$",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"^(?:d\.?o\.?b\.?|date of birth|birth ?date)$", re.IGNORECASE)
_TWO_NAMES = re.compile(r"[A-Z][a-z'-]+(?: [A-Z]\.?)? [A-Z][A-Za-z'-]+|[A-Z][A-Za-z'-]+, [A-Z][a-z'-]+")


def named_cells(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """The cells of a table below a heading that promises a person's name or birthday, as (row, column, words)."""
    heads = {column: cell.strip() for row in rows[:1] for column, cell in enumerate(row)}
    people = {column for column, head in heads.items() if _PEOPLE.search(head)}
    births = {column for column, head in heads.items() if _BIRTH.search(head)}
    for at, row in enumerate(rows[1:], 1):
        for column, cell in enumerate(row):
            text = cell.strip()
            if (column in people and _TWO_NAMES.fullmatch(text)) or (column in births and re.search(r"\d", text)):
                yield at, column, text
