"""One sheet of a workbook: what stands in it and is not shown. The whole tree is asked at once: cell by cell would take ten times as long."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from lxml import etree

from foidesk.release.markup import is_on, number
from foidesk.release.ooxml_styles import WHITE, Styles

NARROW = 0.5
"""Columns of this width (letters) or less, and rows below LOW points, show nothing of what they hold."""
LOW = 2.0
FAR = 20
"""Rows or columns with nothing in them, after which nobody looks further."""
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
_FILLED = "*"
"""A cell with anything in it: a value, words or a formula."""
MOST_STYLES = 60
MOST_ASKED = 500
MOST_LOW = 5_000
MOST_NAMES = 5

Area = tuple[int, int, int, int]
"""Top, left, bottom, right, from 1; the last row and column are part of it."""


@cache
def _path(path: str, space: str) -> Any:
    return etree.XPath(path, namespaces={"x": space}, smart_strings=False)


@cache
def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def column_letters(value: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while value:
        value, rest = divmod(value - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(ref: str) -> tuple[int, int]:
    """Row and column of a cell by its name; (0, 0) for what is no name."""
    match = _CELL.fullmatch(ref)
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


def area_of(text: str) -> Area | None:
    """The area that "$A$3:$F$20" names, with or without its sheet."""
    match = _AREA.search(text.rpartition("!")[2].strip())
    if match is None:
        return None
    top, left = int(match[2]), column_number(match[1])
    bottom, right = (int(match[4]), column_number(match[3])) if match[3] else (top, left)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def holds(area: Area, row: int, column: int) -> bool:
    """Whether a cell lies in an area."""
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as runs of neighbours: 4, 5, 6, 9 are (4, 6) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for value in sorted(set(numbers)):
        if found and value == found[-1][1] + 1:
            found[-1] = (found[-1][0], value)
        else:
            found.append((value, value))
    return found


@dataclass
class Sheet:
    """A sheet of cells by its name. `strings` are the workbook's shared words."""

    name: str
    root: Any
    strings: Sequence[str]
    styles: Styles

    def __post_init__(self) -> None:
        self._space = etree.QName(self.root).namespace or ""
        self._number_cells()

    def find(self, path: str, **values: str) -> Any:
        """What a path finds in the sheet; x: is the namespace of its parts, $name one of the values."""
        return _path(path, self._space)(self.root, **values)

    def has(self, name: str) -> bool:
        """Whether there is any element of a name: asked before a path is, because that is dear on a long sheet."""
        return next(self.root.iter(f"{{{self._space}}}{name}"), None) is not None

    def formulas(self) -> list[Any]:
        """The formulas of the cells."""
        return list(self.find("x:sheetData/x:row/x:c/x:f[text()]")) if self.has("f") else []

    @cached_property
    def _rows(self) -> dict[int, Any]:
        """The rows by their number."""
        return {int(number(row.get("r"))): row for row in self.find("x:sheetData/x:row")}

    def _number_cells(self) -> None:
        """Write the names of rows and cells where a program left them to be counted."""
        if not self.find("boolean(x:sheetData/x:row[not(@r)]) or boolean(x:sheetData/x:row/x:c[not(@r)])"):
            return
        last = 0
        for row in self.find("x:sheetData/x:row"):
            last = int(number(row.get("r"), last + 1))
            row.set("r", str(last))
            column = 0
            for cell in row.iterchildren("{*}c"):
                column = place_of(cell.get("r", ""))[1] or column + 1
                cell.set("r", f"{column_letters(column)}{last}")

    @cached_property
    def filled(self) -> list[tuple[int, int]]:
        """Row and column of every cell with something in it."""
        return [place_of(ref) for ref in self.find(f"x:sheetData/x:row/x:c[{_FILLED}]/@r")]

    @cached_property
    def filled_rows(self) -> list[int]:
        """The rows with something in them."""
        return [int(value) for value in self.find("x:sheetData/x:row[*/*]/@r") if value.isdigit()]

    @cached_property
    def used_strings(self) -> set[int]:
        """The shared words that a cell uses, by number."""
        used = set(self.find("x:sheetData/x:row/x:c[@t='s']/x:v/text()")) if self.strings else set()
        return {int(value) for value in used if value.isdigit()}

    def hidden_rows(self) -> list[int]:
        """Rows with something in them that are hidden, or too low to show it."""
        low = f"@ht<{LOW}"
        base = next(iter(self.find("x:sheetFormatPr")), None)
        if base is not None and number(base.get("defaultRowHeight"), 15) < LOW:
            low += " or not(@ht)"
        path = f"x:sheetData/x:row[@hidden='1' or @hidden='true' or {low}][x:c[{_FILLED}]]/@r"
        return [int(value) for value in self.find(path) if value.isdigit()]

    def hidden_columns(self) -> list[int]:
        """Columns with something in them that are hidden, or too narrow to show it."""
        areas, told = [], []
        for item in self.find("x:cols/x:col"):
            span = int(number(item.get("min"))), int(number(item.get("max")))
            told.append(span)
            if is_on(item.get("hidden")) or number(item.get("width"), 9) <= NARROW:
                areas.append(span)
        base = next(iter(self.find("x:sheetFormatPr")), None)
        narrow = base is not None and number(base.get("defaultColWidth"), 9) <= NARROW
        if not areas and not narrow:
            return []
        columns = {column for _, column in self.filled}
        hidden = {column for column in columns if any(first <= column <= last for first, last in areas)}
        if narrow:
            hidden |= {column for column in columns if not any(first <= column <= last for first, last in told)}
        return sorted(hidden)

    def filters(self) -> list[Area]:
        """The areas whose rows a filter of the sheet chooses from."""
        found = [area_of(item.get("ref", "")) for item in self.find("x:autoFilter[x:filterColumn]")]
        return [area for area in found if area]

    def unseen_cells(self) -> Iterator[tuple[str, list[str]]]:
        """Cells whose style shows nothing of them, as (why, names): "all" or "numbers" by their format, or "colour"."""
        for why in ("all", "numbers", "colour"):
            styles = [at for at, reason in self.styles.hiding.items() if reason == why]
            if not styles:
                continue
            more = " and not(@t='s' or @t='inlineStr' or @t='str')" if why == "numbers" else ""
            if len(styles) > MOST_STYLES:
                wanted = {str(at) for at in styles}
                cells = self.find(f"x:sheetData/x:row/x:c[({_FILLED}){more}]")
                names = [cell.get("r") for cell in cells if cell.get("s", "0") in wanted]
            else:
                chosen = " or ".join("(not(@s) or @s='0')" if at == 0 else f"@s='{at}'" for at in styles)
                names = self.find(f"x:sheetData/x:row/x:c[{chosen}][({_FILLED}){more}]/@r")
            names = self._written(names)
            if names:
                yield why, names

    def below_merged(self) -> list[str]:
        """Cells with something in them that a joined cell covers: only its first shows."""
        areas = [area_of(item.get("ref", "")) for item in self.find("x:mergeCells/x:mergeCell")]
        if not areas:
            return []
        covered = []
        by_row: dict[int, list[Area]] = {}
        for area in areas:
            for row in range(area[0], min(area[2], area[0] + 2_000) + 1) if area else ():
                by_row.setdefault(row, []).append(area)  # type: ignore[arg-type]
        for row, column in self.filled:
            for area in by_row.get(row, ()):
                if holds(area, row, column) and (row, column) != area[:2]:
                    covered.append(f"{column_letters(column)}{row}")
        return self._written(covered)

    def outside(self, areas: Sequence[Area]) -> list[str]:
        """Cells with something in them outside every area that is printed."""
        return [
            f"{column_letters(column)}{row}" for row, column in self.filled if not any(holds(each, row, column) for each in areas)
        ]

    def far_cells(self) -> list[str]:
        """The first cells that stand beyond a wide gap from the rest."""
        found = []
        row = _beyond(self.filled_rows)
        if row:
            found += list(self.find(f"x:sheetData/x:row[@r=$row]/x:c[{_FILLED}]/@r", row=str(row)))[:1]
        last = self.find("x:sheetData/x:row/x:c[last()]/@r")
        if any(place_of(name)[1] > FAR for name in set(last)):
            column = _beyond(sorted({column for _, column in self.filled}))
            found += [f"{column_letters(column)}{row}" for row, each in self.filled if each == column][:1] if column else []
        return self._written(list(dict.fromkeys(found)))

    def _written(self, names: Sequence[str]) -> list[str]:
        """The cells whose words are more than blanks; where there are very many, the first of them tell enough."""
        return [name for name in names[:MOST_ASKED] if self.text(name).strip()]

    def cell(self, name: str) -> Any | None:
        """The cell of a name."""
        row = self._rows.get(place_of(name)[0])
        cells = row.iterchildren("{*}c") if row is not None else ()
        return next((cell for cell in cells if cell.get("r") == name), None)

    def text(self, name: str) -> str:
        """What stands in a cell, by its name."""
        cell = self.cell(name)
        return self.words(cell) if cell is not None else ""

    def words(self, cell: Any) -> str:
        """What stands in a cell."""
        value = cell.findtext("{*}v") or ""
        kind = cell.get("t")
        if kind == "s":
            return self.strings[int(value)] if value.isdigit() and int(value) < len(self.strings) else ""
        if kind == "inlineStr":
            return "".join(run.text or "" for run in cell.iter("{*}t"))
        return value or (cell.findtext("{*}f") or "")

    def row_words(self, row: int) -> str:
        """The words of a row, for a sample."""
        cells = list(self._rows[row].iterchildren("{*}c"))[:8] if row in self._rows else []
        return " ".join(filter(None, (self.words(cell) for cell in cells)))

    def sample(self) -> str:
        """The first words of the sheet."""
        return self.row_words(self.filled_rows[0]) if self.filled_rows else ""

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """The words that stand in the sheet's own cells, not among the shared ones, each once, in their order."""
        plain: list[str] = []
        if self.has("is"):
            plain += self.find("x:sheetData/x:row/x:c/x:is/x:t/text()")
        if self.has("r"):
            plain += [self.words(cell) for cell in self.find("x:sheetData/x:row/x:c/x:is[x:r]/..")]
        plain += self.find("x:sheetData/x:row/x:c[@t='str']/x:v/text()")
        return tuple(dict.fromkeys(plain))

    def cells_of_words(self, sample: str) -> list[str]:
        """The names of cells whose own words hold a sample."""
        path = "x:sheetData/x:row/x:c[@t='inlineStr' or @t='str'][contains(string(x:is), $sample) or contains(string(x:v), $sample)]/@r"
        return [str(name) for name in self.find(path, sample=sample)[:5]]

    def cells_of_string(self, at: int) -> list[str]:
        """The names of the first cells that use one of the shared words."""
        return self._cells_by_string.get(str(at), [])

    @cached_property
    def _cells_by_string(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for cell in self.find("x:sheetData/x:row/x:c[@t='s']"):
            names = found.setdefault(cell.findtext("{*}v") or "", [])
            if len(names) < MOST_NAMES:
                names.append(cell.get("r"))
        return found

    def low_figures(self) -> list[Any]:
        """The cells that hold a whole number from one to four."""
        cells = self.find("x:sheetData/x:row/x:c/x:v[.='1' or .='2' or .='3' or .='4']/..")
        return [cell for cell in cells if cell.get("t", "n") == "n"][:MOST_LOW]

    def ground(self, name: str) -> str:
        """The colour behind a cell."""
        cell = self.cell(name)
        return self.styles.ground(int(number(cell.get("s")))) if cell is not None else WHITE


def _beyond(numbers: Sequence[int]) -> int:
    """The first number after a gap of more than FAR; 0 where there is none."""
    return next((after for before, after in pairwise(numbers) if after - before - 1 > FAR), 0)
