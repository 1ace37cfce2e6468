"""Long texts between the store's form and Qt's: blocks of runs, never mark-up. What Qt cannot show as such is kept as it came.

A text that holds nothing but words stays a plain string, with blank lines between its paragraphs.
"""

import json
from collections.abc import Iterable
from typing import Any

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

QUOTED = QTextFormat.Property.UserProperty + 1
LANGUAGE = QTextFormat.Property.UserProperty + 2
TABLE = QTextFormat.Property.UserProperty + 3
"""What a table has beside its cells (caption, notes), as JSON: Qt has no place for it, and it must come back as it was."""
_LINE = "\u2028"
_BULLETS, _NUMBERS = QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListDecimal


def put(document: QTextDocument, value: Any) -> None:
    """Show a text in a document. Undo begins anew."""
    document.clear()
    cursor = QTextCursor(document)
    if isinstance(value, str):
        for number, part in enumerate(value.replace("\r\n", "\n").split("\n\n")):
            if number:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertText(part.strip("\n").replace("\n", _LINE))
    else:
        _put_blocks(cursor, value or [], first=True)
    document.clearUndoRedoStacks()
    document.setModified(False)


def take(document: QTextDocument) -> Any:
    """The text of a document: a plain string where nothing has a form, else a list of blocks; "" for an empty one."""
    if not document.toPlainText().strip():
        return ""
    blocks = _take_frame(document)
    if all(_is_plain(block) for block in blocks):
        return "\n\n".join("".join(block["paragraph"]) for block in blocks)
    return blocks


def take_words(document: QTextDocument) -> str:
    """The words of a document alone, with blank lines between its paragraphs."""
    found, block = [], document.begin()
    while block.isValid():
        words = block.text().replace(_LINE, "\n").replace("\ufffc", "").strip()
        if words:
            found.append(words)
        block = block.next()
    return "\n\n".join(found)


def _put_blocks(cursor: QTextCursor, blocks: Iterable[Any], *, first: bool, quoted: bool = False) -> bool:
    for block in blocks:
        if "quote" in block:
            first = _put_blocks(cursor, block["quote"], first=first, quoted=True)
        elif "table" in block:
            insert_table(cursor, block["table"])
            cursor.movePosition(QTextCursor.MoveOperation.End)
            first = True
        elif "list" in block:
            style = _NUMBERS if block.get("ordered") else _BULLETS
            made = None
            for item in block["list"]:
                first = _new_block(cursor, first, quoted)
                if made is None:
                    made = cursor.createList(style)
                else:
                    made.add(cursor.block())
                _put_runs(cursor, [run for inner in item for run in inner.get("paragraph", [])])
        else:
            first = _new_block(cursor, first, quoted)
            _put_runs(cursor, block["paragraph"])
    return first


def _new_block(cursor: QTextCursor, first: bool, quoted: bool) -> bool:
    form = QTextBlockFormat()
    if quoted:
        form.setProperty(QUOTED, True)
        form.setLeftMargin(24)
    if first:
        cursor.setBlockFormat(form)
    else:
        cursor.insertBlock(form, QTextCharFormat())
    return False


def _put_runs(cursor: QTextCursor, runs: Iterable[Any]) -> None:
    for run in runs:
        form = QTextCharFormat()
        if not isinstance(run, str):
            form.setFontWeight(QFont.Weight.Bold if run.get("bold") else QFont.Weight.Normal)
            form.setFontItalic(bool(run.get("italic")))
            if run.get("link"):
                form.setAnchor(True)
                form.setAnchorHref(run["link"])
                form.setFontUnderline(True)
            if run.get("lang"):
                form.setProperty(LANGUAGE, run["lang"])
        cursor.insertText(run if isinstance(run, str) else run["text"], form)


def insert_table(cursor: QTextCursor, table: Any) -> QTextTable:
    """Put a table of the store's form where the cursor stands."""
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setCellPadding(4)
    form.setCellSpacing(0)
    form.setProperty(TABLE, json.dumps({key: value for key, value in table.items() if key not in {"header", "rows"}}))
    rows = [table["header"], *table["rows"]]
    made = cursor.insertTable(len(rows), len(table["header"]), form)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    for down, row in enumerate(rows):
        for across, cell in enumerate(row[: len(table["header"])]):
            made.cellAt(down, across).firstCursorPosition().insertText(cell, bold if down == 0 else QTextCharFormat())
    return made


def _take_frame(document: QTextDocument) -> list[Any]:
    found: list[Any] = []
    quote: list[Any] | None = None
    at_list: int | None = None
    block = document.begin()
    while block.isValid():
        table: QTextTable | None = QTextCursor(block).currentTable()
        if table is not None:
            found.append(_taken_table(table))
            block = document.findBlock(table.lastPosition()).next()
            quote, at_list = None, None
            continue
        words = _taken_runs(block)
        if any((run if isinstance(run, str) else run["text"]).strip() for run in words):
            if block.blockFormat().boolProperty(QUOTED):
                if quote is None:
                    quote = []
                    found.append({"quote": quote})
                    at_list = None
                target = quote
            else:
                if quote is not None:
                    at_list = None
                quote, target = None, found
            at_list = _add(target, block, words, at_list)
        block = block.next()
    return found


def _add(target: list[Any], block: QTextBlock, words: list[Any], at_list: int | None) -> int | None:
    """Add a paragraph or an item; returns the number of the list that it belongs to."""
    made: QTextList | None = block.textList()
    if made is None:
        target.append({"paragraph": words})
        return None
    number = made.objectIndex()
    if at_list != number:
        target.append({"list": [], "ordered": made.format().style() == _NUMBERS})
    target[-1]["list"].append([{"paragraph": words}])
    return number


def _taken_runs(block: QTextBlock) -> list[Any]:
    runs: list[Any] = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        form, text = fragment.charFormat(), fragment.text().replace(_LINE, "\n").replace("\ufffc", "")
        looks: dict[str, Any] = {}
        if form.fontWeight() >= QFont.Weight.DemiBold:
            looks["bold"] = True
        if form.fontItalic():
            looks["italic"] = True
        if form.anchorHref():
            looks["link"] = form.anchorHref()
        if form.hasProperty(LANGUAGE):
            looks["lang"] = form.stringProperty(LANGUAGE)
        if not looks and runs and isinstance(runs[-1], str):
            runs[-1] += text
        elif text:
            runs.append({"text": text, **looks} if looks else text)
        fragments += 1
    return runs


def _taken_table(table: QTextTable) -> dict[str, Any]:
    def cell(down: int, across: int) -> str:
        at = table.cellAt(down, across)
        cursor = at.firstCursorPosition()
        cursor.setPosition(at.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace(_LINE, "\n")

    rows = [[cell(down, across) for across in range(table.columns())] for down in range(table.rows())]
    beside = json.loads(table.format().stringProperty(TABLE) or "{}")
    return {"table": {"header": rows[0], "rows": rows[1:], **beside}}


def _is_plain(block: Any) -> bool:
    return "paragraph" in block and all(isinstance(run, str) for run in block["paragraph"])
