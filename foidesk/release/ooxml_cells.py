"""The words and figures in the cells of a workbook: people, low counts, words that no cell uses or that cannot be seen."""

import re
from collections.abc import Iterator
from typing import Any

from foidesk.release.look import MOST_ALIKE, listed
from foidesk.release.markup import number
from foidesk.release.ooxml_book import Book, Tab
from foidesk.release.ooxml_sheet import Sheet, column_letters, place_of
from foidesk.release.ooxml_styles import alike
from foidesk.release.text_counts import counts, is_ordinal, named_cells, speaks_of_counts

FIRST_ROWS = 30
"""Rows at the top of a sheet in which its headings are looked for."""
_NO_FIGURE = re.compile(r"[%dmyhs]", re.IGNORECASE)
_PERCENT_AND_DATES = frozenset([9, 10, *range(14, 23), *range(45, 48)])


def look_at_words(book: Book) -> None:
    """The words of the cells: those that no cell uses, those in the colour of their ground, people, and low counts."""
    used = set().union(*(sheet.used_strings for _, sheet in book.sheets)) if book.sheets else set()
    for at, text in enumerate(book.strings):
        if at not in used and text.strip():
            book.look.say("leftover-string", "the table of words in the file", text)
    for item in book.string_items:
        for sound in item.iter("{*}rPh"):
            book.look.read_hidden("".join(sound.itertext()), "the sounds that are kept beside words")
    _look_for_people(book, used)
    _look_at_runs(book)
    for tab, sheet in book.seen_sheets:
        for sample in _first_of(book, book.look.people.in_text("\n".join(sheet.own_words))):
            for name in sheet.cells_of_words(sample)[:1]:
                book.look.say("personal-data", f"sheet {tab.name}, cell {name}", sample)
        _look_at_tables(book, tab, sheet)


def _look_for_people(book: Book, used: set[int]) -> None:
    """People in the shared words: all words at once, and only what was found is looked for in the cells."""
    words = "\n".join(book.strings[at] for at in sorted(used) if at < len(book.strings))
    for sample in _first_of(book, book.look.people.in_text(words)):
        place = next(_places(book, sample), "")
        if place:
            book.look.say("personal-data", place, sample)


def _first_of(book: Book, samples: list[str]) -> list[str]:
    """The first of very many: a list of staff is told in thirty places and a number, not looked up name by name."""
    untold = book.look.untold
    untold["personal-data"] = untold.get("personal-data", 0) + max(0, len(samples) - MOST_ALIKE)
    return samples[:MOST_ALIKE]


def _places(book: Book, sample: str) -> Iterator[str]:
    for at, text in enumerate(book.strings):
        if sample in text:
            for tab, sheet in book.seen_sheets:
                for name in sheet.cells_of_string(at) if at in sheet.used_strings else ():
                    yield f"sheet {tab.name}, cell {name}"


def _look_at_runs(book: Book) -> None:
    """Words of a cell of which only some have the colour of the ground."""
    for at, item in enumerate(book.string_items):
        if len(item) < 2:
            continue
        for run in item.iterchildren("{*}r"):
            held = next(run.iter("{*}color"), None)
            text = run.findtext("{*}t") or ""
            if held is None or not text.strip():
                continue
            letters = book.styles.colour_of(held, "000000")
            for tab, sheet in book.seen_sheets:
                for name in sheet.cells_of_string(at) if at in sheet.used_strings else ():
                    if alike(letters, sheet.ground(name)):
                        book.look.say("invisible-text", f"sheet {tab.name}, cell {name}", text)


def _look_at_tables(book: Book, tab: Tab, sheet: Sheet) -> None:
    """Low counts, and names below headings that promise them."""
    rows = sheet.find("x:sheetData/x:row")[:FIRST_ROWS]
    grid = {place_of(cell.get("r", "")): sheet.words(cell) for row in rows for cell in row.iterchildren("{*}c")}
    _look_at_counts(book, tab, sheet, grid)
    top = max((column for _, column in grid), default=0)
    lines = [[grid.get((row, column), "") for column in range(1, top + 1)] for row in sorted({row for row, _ in grid})]
    for _, column, words in list(named_cells(lines))[:5]:
        book.look.say("personal-data", f"sheet {tab.name}, column {column_letters(column + 1)}", words)


def _look_at_counts(book: Book, tab: Tab, sheet: Sheet, grid: dict[tuple[int, int], str]) -> None:
    """Low counts. The figures are only asked for where any heading or label speaks of counts: most of a long list has none."""
    shared = (book.strings[at] for at in sheet.used_strings if at < len(book.strings))
    if not any(map(counts, grid.values())) and not any(map(speaks_of_counts, {*sheet.own_words, *shared})):
        return
    low: dict[int, list[tuple[str, int]]] = {}
    for cell in sheet.low_figures():
        row, column = place_of(cell.get("r", ""))
        if column > 1 and _is_count(sheet, cell, _heading(grid, row, column), sheet.text(f"A{row}")):
            low.setdefault(column, []).append((cell.get("r"), int(sheet.words(cell))))
    for column, found in low.items():
        if not is_ordinal([value for _, value in found]):
            cells = listed(name for name, _ in found)
            book.look.say("small-number", f"sheet {tab.name}, column {column_letters(column)}, cells {cells}", str(found[0][1]))


def _heading(grid: dict[tuple[int, int], str], row: int, column: int) -> str:
    """The nearest words above a figure in its column; a year at the top counts as words."""
    above = [grid[each, column] for each in range(min(row - 1, FIRST_ROWS), 0, -1) if grid.get((each, column), "").strip()]
    return next((text for text in above if not re.fullmatch(r"[-\d.,]+", text)), above[-1] if above else "")


def _is_count(sheet: Sheet, cell: Any, heading: str, label: str) -> bool:
    style = int(number(cell.get("s")))
    formats = sheet.styles.formats
    if style < len(formats) and (
        _NO_FIGURE.search(re.sub(r'"[^"]*"|\[[^\]]*\]', "", formats[style])) or sheet.styles.numbers[style] in _PERCENT_AND_DATES
    ):
        return False
    return counts(heading) or speaks_of_counts(label)
