"""The gate: a workbook of 20,000 rows inspected, against unpacking its parts and parsing each of them once."""

import io
import random
import zipfile
from collections.abc import Iterator

from lxml import etree
from openpyxl import Workbook

from benchmarks.measure import Line, by_turns
from foidesk.release.inspect import inspect

ROWS = 20_000
_WORDS = ("Burglary", "Theft from a vehicle", "Criminal damage", "Arson", "Robbery", "Shoplifting", "Public order", "Fraud")
_PLACES = ("Northtown", "Southtown", "Eastvale", "Westbrook", "Milford", "Ashton", "Kingsley", "Overby")
_PEOPLE = tuple(f"Officer{number} Exampleton{number}" for number in range(200))


def lines(rounds: int) -> Iterator[Line]:
    """The inspection of a clean workbook of about a megabyte, with 200 people to look for."""
    data = workbook(ROWS)
    what = f"a workbook of {ROWS} rows ({len(data) / 1e6:.1f} MB) inspected"
    yield by_turns(what, lambda: inspect(data, "crimes.xlsx", people=_PEOPLE), "unpacking and parsing it once (at most 3)", lambda: parsed(data), min(rounds, 7))


def workbook(rows: int) -> bytes:
    """A list of crimes, as forces answer with: a reference, a month, two places, an offence, its outcome, three figures."""
    chance = random.Random(3070)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Crimes")
    sheet.append(["Reference", "Month", "Area", "Ward", "Offence", "Outcome", "Beat", "Easting", "Northing"])
    for number in range(rows):
        sheet.append(
            [
                f"C{number:06}",
                f"2025-{number % 12 + 1:02}",
                chance.choice(_PLACES),
                f"Ward {chance.randrange(400)}",
                chance.choice(_WORDS),
                f"Outcome {chance.randrange(30)}",
                chance.randrange(900),
                400_000 + chance.randrange(99_999),
                280_000 + chance.randrange(99_999),
            ]
        )
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def parsed(data: bytes) -> None:
    """The floor: every part unpacked, and every part of markup parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)
