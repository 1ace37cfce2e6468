"""A table as an .xlsx workbook made from its words alone: no formula, no property, no macro, nothing hidden, and the same bytes each time."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from foidesk.letters.package import packed

_FIGURE = re.compile(r"(-?)(£?)(\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(\.\d+)?(%?)")
_MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number; a longer one stays as words."""
_ESCAPED = re.compile(r"(?=_x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[\[\]:*?/\\]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PLAIN, _HEADING, _TITLE = 0, 1, 2


def table_as_xlsx(header: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, about: Sequence[str]) -> bytes:
    """A workbook of two sheets: the table, its headings bold and always in sight, and what it is. Figures stay figures, as they are written."""
    formats = _Formats()
    body = [_row(1, header, lambda cell: _words(cell, _HEADING))]
    body += [_row(number, row, formats.cell) for number, row in enumerate(rows, 2)]
    first = _sheet(body, _widths([header, *rows]), frozen=True)
    lines = [title, *about]
    second = _sheet([_row(number, [line], lambda cell: _words(cell, _TITLE)) for number, line in enumerate(lines, 1)], [100])
    return packed(
        {
            "[Content_Types].xml": _CONTENT.encode(),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": _workbook([_sheet_name(title), "About"]),
            "xl/_rels/workbook.xml.rels": _relations(
                [("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml")]
            ),
            "xl/styles.xml": formats.styles(),
            "xl/worksheets/sheet1.xml": first,
            "xl/worksheets/sheet2.xml": second,
        }
    )


class _Formats:
    """The formats of figures that were met, in their order, as styles of cells."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def cell(self, text: str) -> str:
        """A cell: a figure where its words are those of one, else the words."""
        found = _FIGURE.fullmatch(text)
        if found is None or len(re.sub(r"\D", "", text)) > _MOST_DIGITS or (found[2] and found[5]):
            return _words(text, _PLAIN)
        value = Decimal((found[1] + found[3] + (found[4] or "")).replace(",", ""))
        if found[1] and not value:
            return _words(text, _PLAIN)  # "-0" is no number of a spreadsheet
        value = value / 100 if found[5] else value
        after = "." + "0" * (len(found[4]) - 1) if found[4] else ""
        code = ('"£"' if found[2] else "") + ("#,##0" if "," in found[3] else "0") + after + found[5]
        if code not in self.codes:
            self.codes.append(code)
        return f' s="{self.codes.index(code) + 3}"><v>{value:f}</v></c>'

    def styles(self) -> bytes:
        """The part of styles: plain words, headings, wrapped words, then the formats of figures."""
        own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{_attribute(code)}"/>' for at, code in enumerate(self.codes))
        figures = "".join(
            f'<xf numFmtId="{164 + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            for at in range(len(self.codes))
        )
        known = f'<numFmts count="{len(self.codes)}">{own}</numFmts>' if self.codes else ""
        return (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}">{known}'
            '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(self.codes) + 3}">'
            '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>'
            '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>'
            '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>'
            f'{figures}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        ).encode()


def _words(text: str, style: int) -> str:
    """Words in the cell itself. What looks like a formula is words too: it is never written as one."""
    if not text:
        return f' s="{style}"/>'
    safe = _ESCAPED.sub("_x005F", _FORBIDDEN.sub("", text))
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(safe)}</t></is></c>'


def _row(number: int, cells: Iterable[str], made: Callable[[str], str]) -> str:
    inside = "".join(f'<c r="{_letters(at)}{number}"{made(cell)}' for at, cell in enumerate(cells, 1))
    return f'<row r="{number}">{inside}</row>'


def _sheet(rows: list[str], widths: Sequence[float], *, frozen: bool = False) -> bytes:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    selected = ' tabSelected="1"' if frozen else ""
    columns = "".join(f'<col min="{at}" max="{at}" width="{width:g}" customWidth="1"/>' for at, width in enumerate(widths, 1))
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{selected} workbookViewId="0">'
        f"{pane}</sheetView></sheetViews><cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    ).encode()


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Columns as wide as their longest line, within reason."""
    return [
        min(60.0, max(8.0, 2.0 + max((len(line) for row in rows for line in row[at].split("\n")), default=0)))
        for at in range(len(rows[0]))
    ]


def _workbook(names: Sequence[str]) -> bytes:
    sheets = "".join(f'<sheet name="{_attribute(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1))
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'.encode()


def _relations(targets: Iterable[tuple[str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


def _sheet_name(title: str) -> str:
    """A name that a sheet may have: thirty-one characters at most, and none of those that name places."""
    name = " ".join(_NAME.sub(" ", _FORBIDDEN.sub("", title)).split()).strip("'")[:31].strip(" '")
    return name if name and name.casefold() not in {"about", "history"} else "Table"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_CONTENT = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/xl/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for part, kind in (
            ("workbook.xml", "sheet.main"),
            ("worksheets/sheet1.xml", "worksheet"),
            ("worksheets/sheet2.xml", "worksheet"),
            ("styles.xml", "styles"),
        )
    )
    + "</Types>"
)
