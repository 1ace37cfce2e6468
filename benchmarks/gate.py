"""The gate: a workbook of 20,000 rows inspected, against unpacking its parts and parsing each of them once."""

import io
import random
import zipfile
from collections.abc import Iterator

from lxml import etree

from benchmarks.measure import Line, by_turns
from foidesk.release.inspect import inspect

ROWS = 20_000
COLUMNS = "ABCDEFGHI"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFENCES = ("Burglary", "Theft from a vehicle", "Criminal damage", "Arson", "Robbery", "Shoplifting", "Public order", "Fraud")
_PLACES = ("Northtown", "Southtown", "Eastvale", "Westbrook", "Milford", "Ashton", "Kingsley", "Overby")
_PEOPLE = tuple(f"Officer{number} Exampleton{number}" for number in range(200))
_HEADINGS = ("Reference", "Month", "Area", "Ward", "Offence", "Outcome", "Beat", "Easting", "Northing")


def lines(rounds: int) -> Iterator[Line]:
    """The inspection of a clean workbook of about a megabyte, with 200 people to look for."""
    for shared, where in ((True, "shared words"), (False, "words in its cells")):
        data = workbook(ROWS, shared=shared)
        yield by_turns(
            f"{ROWS} rows ({len(data) / 1e6:.1f} MB, {where}) inspected",
            lambda data=data: inspect(data, "crimes.xlsx", people=_PEOPLE),  # type: ignore[misc]
            "unpacking and parsing it once (at most 3)",
            lambda data=data: parsed(data),  # type: ignore[misc]
            min(rounds, 7),
        )


def workbook(rows: int, *, shared: bool) -> bytes:
    """A list of crimes, as forces answer with: a reference, a month, two places, an offence, its outcome, three figures.

    Its words stand in a table of their own, as Excel writes them, or in the cells, as other programs do.
    """
    table: dict[str, int] = {}
    body = "".join(_row(number, line, table if shared else None) for number, line in enumerate(_lines(rows), 1))
    words = "".join(f"<si><t>{word}</t></si>" for word in table)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types())
        archive.writestr("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Crimes" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
        )
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>')
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{words}</sst>')
    return kept.getvalue()


def parsed(data: bytes) -> None:
    """The floor: every part unpacked, and every part of markup parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)


def _lines(rows: int) -> Iterator[tuple[str | int, ...]]:
    chance = random.Random(3070)
    yield _HEADINGS
    for number in range(rows):
        month, ward, outcome = f"2025-{number % 12 + 1:02}", f"Ward {chance.randrange(400)}", f"Outcome {chance.randrange(30)}"
        east, north = 400_000 + chance.randrange(99_999), 280_000 + chance.randrange(99_999)
        area, offence, beat = chance.choice(_PLACES), chance.choice(_OFFENCES), chance.randrange(900)
        yield f"C{number:06}", month, area, ward, offence, outcome, beat, east, north


def _row(number: int, line: tuple[str | int, ...], table: dict[str, int] | None) -> str:
    cells = []
    for letter, value in zip(COLUMNS, line, strict=True):
        if isinstance(value, int):
            cells.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
        elif table is None:
            cells.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>')
        else:
            cells.append(f'<c r="{letter}{number}" t="s"><v>{table.setdefault(value, len(table))}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _types() -> str:
    parts = (
        ("workbook", f"{_TYPE}.sheet.main+xml"),
        ("worksheets/sheet1", f"{_TYPE}.worksheet+xml"),
        ("sharedStrings", f"{_TYPE}.sharedStrings+xml"),
    )
    named = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>' for name, kind in parts)
    return f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>{named}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
