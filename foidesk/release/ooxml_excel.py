"""The faults of a workbook: hidden sheets, names, caches, links, rows and columns, and cells that nobody sees."""

import re
from collections.abc import Iterator
from typing import Any

from foidesk.release.look import Look, listed
from foidesk.release.markup import every, is_on, number
from foidesk.release.ooxml import Package
from foidesk.release.ooxml_about import look_at_properties
from foidesk.release.ooxml_book import Book, Tab
from foidesk.release.ooxml_cells import look_at_words
from foidesk.release.ooxml_drawing import look_at_chart, look_at_crops, look_at_hidden_shapes, words_of
from foidesk.release.ooxml_sheet import Area, Sheet, area_of, column_letters, holds, runs

ACTIVE = re.compile(
    r"\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|DDE|FILTERXML)\s*\(|\|'?[^|!\"]*'?!|^\s*=?\s*(?:cmd|msexcel|mshta|powershell)\s*\|",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\[\d+\]|\[[^\]\[]+\.xl\w+\]|(?:^|['\"(])(?:file:|\\\\|[A-Za-z]:\\)", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_OF_EXCEL = ("_xlnm.", "_xlchart.", "_xleta", "_xlpm.")
_CONSTANT = re.compile(r"\s*=?\s*(?:\"|[-+]?\d+(?:\.\d+)?\s*$|\{|TRUE\b|FALSE\b)", re.IGNORECASE)


def look_at_book(package: Package) -> None:
    """Tell of everything that a workbook holds and does not show."""
    book = Book(package)
    _look_at_tabs(book)
    _look_at_names(book)
    _look_at_parts(book)
    for tab, sheet in book.seen_sheets:
        _look_at_sheet(book, tab, sheet)
        _look_at_cells(book, tab, sheet)
        _look_at_drawings(book, tab, sheet)
    look_at_words(book)
    look_at_properties(package, book.is_seen)


def _look_at_tabs(book: Book) -> None:
    cells = {tab.part: sheet for tab, sheet in book.sheets}
    for tab in book.tabs:
        if tab.state != "visible":
            code = "very-hidden-sheet" if tab.state == "veryHidden" else "hidden-sheet"
            book.look.say(code, f"sheet {tab.name}", cells[tab.part].sample() if tab.part in cells else "")
        if tab.kind not in {"worksheet", "chartsheet"}:
            book.look.say("unknown-part", f"sheet {tab.name}, which is neither of cells nor a chart")
        book.look.read(tab.name, f"the name of the sheet {tab.name}")
    if any(item.get("visibility", "visible") != "visible" for item in every(book.root, "workbookView")):
        book.look.say("hidden-sheet", "the whole workbook, whose window is hidden")
    listed_parts = {tab.part for tab in book.tabs}
    for part in book.package.targets(book.package.main, "worksheet", "chartsheet", "dialogsheet"):
        if part not in listed_parts:
            book.look.say("orphan-part", f"part {part}, a sheet that the workbook does not list")
    for item in every(book.root, "workbookPr", "fileSharing"):
        if item.get("userName"):
            book.look.say("author-in-properties", "the sharing of the workbook", item.get("userName"))


def _look_at_names(book: Book) -> None:
    shown = {tab.name.casefold() for tab in book.tabs}
    for item in every(book.root, "definedName"):
        name, text = item.get("name", ""), (item.text or "").strip()
        if name.startswith(_OF_EXCEL) and not _ELSEWHERE.search(text):
            continue
        bare = _QUOTED.sub('""', text)
        if ACTIVE.search(bare):
            book.look.say("active-formula", f"the name {name}", text)
        elif _ELSEWHERE.search(text):
            book.look.say("external-link", f"the name {name}", text)
        elif is_on(item.get("hidden")) or is_on(item.get("vbProcedure")) or is_on(item.get("function")):
            book.look.say("hidden-name", f"the name {name}", text)
        elif (
            "#REF!" in text
            or _CONSTANT.match(text)
            or (area_of(text) and text.rpartition("!")[0].strip("'=").replace("''", "'").casefold() not in shown)
        ):
            book.look.say("hidden-name", f"Formulas, Name Manager, {name}", text)
        if item.get("comment"):
            book.look.say("hidden-name", f"the remark of the name {name}", item.get("comment", ""))


def _look_at_parts(book: Book) -> None:
    """Comments and their writers, links to other workbooks, and filters that other parts hold."""
    look, package = book.look, book.package
    for part, kinds in sorted(package.reached.items()):
        if "comments" in kinds:
            for item in every(package.tree(part), "comment"):
                look.say("comment", f"{_sheet_of(book, part)}, cell {item.get('ref', '')}", "".join(item.itertext()))
            if not every(package.tree(part), "comment") and every(package.tree(part), "author"):
                look.say("comment", f"part {part}", "".join(package.tree(part).itertext()))
        elif "threadedComment" in kinds:
            for item in every(package.tree(part), "threadedComment"):
                look.say("threaded-comment", f"{_sheet_of(book, part)}, cell {item.get('ref', '')}", "".join(item.itertext()))
        elif "person" in kinds:
            for item in every(package.tree(part), "person"):
                look.say("author-in-properties", "the list of people who wrote comments", item.get("displayName", ""))
        elif "externalLink" in kinds:
            root = package.tree(part)
            code = "active-formula" if every(root, "ddeLink") else "external-link"
            look.say(code, f"part {part}, values of another file", " ".join(item.text or "" for item in every(root, "v")[:6]))
        elif "pivotTable" in kinds and every(package.tree(part), "filter"):
            look.read_hidden(
                " ".join(str(value) for item in package.tree(part).iter() for value in item.attrib.values()), f"part {part}"
            )


def _sheet_of(book: Book, part: str) -> str:
    """The sheet that a part belongs to, in words."""
    for tab in book.tabs:
        if any(each.target == part for each in book.package.relations(tab.part)):
            return f"sheet {tab.name}"
    return f"part {part}"


def _look_at_sheet(book: Book, tab: Tab, sheet: Sheet) -> None:
    """Rows and columns that are not shown, and cells where nobody looks."""
    look, place = book.look, f"sheet {tab.name}"
    areas = [*sheet.filters(), *_table_filters(book, tab)]
    rows = sheet.hidden_rows()
    filtered = [row for row in rows if any(area[0] <= row <= area[2] for area in areas)]
    for code, found in (("filtered-rows", filtered), ("hidden-row", sorted(set(rows) - set(filtered)))):
        if found:
            look.say(code, f"{place}, rows {listed(_span(run) for run in runs(found))}", sheet.row_words(found[0]))
    columns = sheet.hidden_columns()
    if columns:
        names = [
            f"{column_letters(first)} to {column_letters(last)}" if first != last else column_letters(first)
            for first, last in runs(columns)
        ]
        first = next(f"{column_letters(column)}{row}" for row, column in sheet.filled if column == columns[0])
        look.say("hidden-column", f"{place}, columns {listed(names)}", sheet.text(first))
    printed = _printed(book, tab)
    beyond = sheet.outside(printed) if printed else sheet.far_cells()
    if beyond:
        look.say("outside-print-area", f"{place}, cells {listed(beyond)}", sheet.text(beyond[0]))


def _span(run: tuple[int, int]) -> str:
    return str(run[0]) if run[0] == run[1] else f"{run[0]} to {run[1]}"


def _table_filters(book: Book, tab: Tab) -> Iterator[Area]:
    for part in book.package.targets(tab.part, "table"):
        for item in every(book.package.tree(part), "autoFilter"):
            area = area_of(item.get("ref", ""))
            if area and every(item, "filterColumn"):
                yield area


def _printed(book: Book, tab: Tab) -> list[Area]:
    at = str(book.tabs.index(tab))
    for item in every(book.root, "definedName"):
        if item.get("name") == "_xlnm.Print_Area" and item.get("localSheetId") == at:
            return [area for text in (item.text or "").split(",") if (area := area_of(text))]
    return []


def _look_at_cells(book: Book, tab: Tab, sheet: Sheet) -> None:
    """Cells whose words are not to be seen, that act, or that keep what is elsewhere."""
    look, place = book.look, f"sheet {tab.name}"
    for why, names in sheet.unseen_cells():
        code = "invisible-text" if why == "colour" else "hidden-text"
        look.say(code, f"{place}, cells {listed(names)}", sheet.text(names[0]))
    covered = sheet.below_merged()
    if covered:
        look.say("hidden-text", f"{place}, cells {listed(covered)} below a joined cell", sheet.text(covered[0]))
    for item in sheet.formulas():
        _look_at_formula(look, f"{place}, cell {item.getparent().get('r')}", item.text)
    _look_at_rules(book, sheet, place)
    for item in sheet.find("x:conditionalFormatting//x:formula | x:dataValidations//x:formula1 | x:dataValidations//x:formula2"):
        _look_at_formula(look, f"{place}, a rule of its cells", item.text or "")
        look.read_hidden(item.text or "", f"{place}, a list or rule of its cells")
    for item in sheet.find("x:dataValidations/x:dataValidation"):
        look.read_hidden(
            " ".join(item.get(name, "") for name in ("prompt", "promptTitle", "error", "errorTitle")),
            f"{place}, a hint of its cells",
        )
    for item in sheet.find("x:headerFooter/*"):
        look.read(item.text or "", f"{place}, its header or footer")
    for item in sheet.find("x:hyperlinks/x:hyperlink"):
        look.read_hidden(
            f"{item.get('tooltip', '')}\n{item.get('display', '')}", f"{place}, a link in cell {item.get('ref', '')}"
        )
    if sheet.find("boolean(x:scenarios/x:scenario)"):
        look.say("hidden-text", f"{place}, a scenario of the What-If Analysis")


def _look_at_rules(book: Book, sheet: Sheet, place: str) -> None:
    """Rules that give cells letters of the colour of their ground, or a format that shows nothing, under a condition."""
    for rule in sheet.find("x:conditionalFormatting/x:cfRule[@dxfId]"):
        areas = [area for text in rule.getparent().get("sqref", "").split() if (area := area_of(text))]
        names = [
            f"{column_letters(column)}{row}" for row, column in sheet.filled if any(holds(area, row, column) for area in areas)
        ]
        if names and book.styles.rule_hides(int(number(rule.get("dxfId"), -1)), sheet.ground(names[0])):
            book.look.say(
                "invisible-text",
                f"{place}, a conditional format of cells {rule.getparent().get('sqref', '')}",
                sheet.text(names[0]),
            )


def _look_at_formula(look: Look, place: str, text: str) -> None:
    if len(text) < 4 or not any(mark in text for mark in "[|(\\:"):
        return
    bare = _QUOTED.sub('""', text)
    if ACTIVE.search(bare):
        look.say("active-formula", place, text)
    elif _ELSEWHERE.search(bare) or ("HYPERLINK" in text.upper() and re.search(r'"(?:file:|\\\\|[A-Za-z]:\\)', text)):
        look.say("external-link", place, text)


def _look_at_drawings(book: Book, tab: Tab, sheet: Sheet) -> None:
    package = book.package
    for part in package.targets(tab.part, "drawing"):
        root, place = package.tree(part), f"sheet {tab.name}"
        book.look.read(words_of(root), f"{place}, a shape")
        look_at_crops(book.look, root, place)
        look_at_hidden_shapes(book.look, root, place)
        _look_below_shapes(book, tab, sheet, root)
        for chart in package.targets(part, "chart", "chartEx"):
            look_at_chart(book.look, package.tree(chart), f"{place}, a chart", book.seen_values)


def _look_below_shapes(book: Book, tab: Tab, sheet: Sheet, root: Any) -> None:
    """Cells with something in them that a filled shape covers."""
    for anchor in every(root, "twoCellAnchor"):
        shape = next(iter(every(anchor, "sp")), None)
        filled = shape is not None and next(shape.iterfind("{*}spPr/{*}solidFill"), None) is not None
        corners = [int(number(item.text)) for item in every(anchor, "row", "col") if (item.text or "").strip().isdigit()]
        if not filled or len(corners) != 4:
            continue
        left, top, right, bottom = corners
        inner = (top + 2, left + 2, bottom, right)
        below = [f"{column_letters(column)}{row}" for row, column in sheet.filled if holds(inner, row, column)]
        if below:
            book.look.say("text-under-box", f"sheet {tab.name}, cells {listed(below)}", sheet.text(below[0]))
