"""A workbook as it is asked: its sheets, their words by number, what can be seen of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from foidesk.release.limits import RefusalError
from foidesk.release.markup import attribute, every, local
from foidesk.release.ooxml import Package
from foidesk.release.ooxml_sheet import Sheet
from foidesk.release.ooxml_styles import Styles, theme_colours

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""The namespaces of workbooks: as they are written today, and by the strict standard."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet's line in the workbook: its name, whether it is shown, its part and kind."""

    name: str
    state: str
    part: str
    kind: str


class Book:
    """An opened workbook."""

    def __init__(self, package: Package) -> None:
        self.package, self.look = package, package.look
        self.root = package.tree(package.main)

    @cached_property
    def tabs(self) -> list[Tab]:
        """The sheets in their order."""
        relations = {each.id: each for each in self.package.relations(self.package.main)}
        found = []
        for item in every(self.root, "sheet"):
            each = relations.get(attribute(item, "id") or "")
            part = each.target if each and not each.outside else ""
            found.append(Tab(item.get("name", ""), item.get("state", "visible"), part, each.kind if each else ""))
        return found

    @cached_property
    def strings(self) -> list[str]:
        """The shared words, by number."""
        return [item[0].text or "" if len(item) == 1 and local(item[0]) == "t" else _words_of(item) for item in self.string_items]

    @cached_property
    def string_items(self) -> list[Any]:
        """The shared words as they are written, with the format of their runs."""
        parts = self.package.targets(self.package.main, "sharedStrings")
        return list(self.package.tree(parts[0]).iterchildren("{*}si")) if parts else []

    @cached_property
    def styles(self) -> Styles:
        """The styles of the cells."""
        parts = self.package.targets(self.package.main, "styles")
        themes = self.package.targets(self.package.main, "theme")
        return Styles(
            self.package.tree(parts[0]) if parts else None, theme_colours(self.package.tree(themes[0])) if themes else {}
        )

    @cached_property
    def sheets(self) -> list[tuple[Tab, Sheet]]:
        """The sheets of cells."""
        return [
            (tab, Sheet(tab.name, self._cells_of(tab), self.strings, self.styles))
            for tab in self.tabs
            if tab.kind == "worksheet" and tab.part in self.package.archive
        ]

    def _cells_of(self, tab: Tab) -> Any:
        """The root of a sheet. Raises RefusalError for one that is none, or has lines that are none: nothing would be found in it."""
        root = self.package.tree(tab.part)
        space = root.tag.rpartition("}")[0]
        lines = (line for rows in root.iterchildren("{*}sheetData") for line in rows)
        if (
            space not in {f"{{{each}" for each in MAIN}
            or root.tag != f"{space}}}worksheet"
            or any(line.tag != f"{space}}}row" for line in lines)
        ):
            raise RefusalError("corrupt-file", f"sheet {tab.name}")
        return root

    @property
    def seen_sheets(self) -> list[tuple[Tab, Sheet]]:
        """The sheets of cells that are shown."""
        return [(tab, sheet) for tab, sheet in self.sheets if tab.state == "visible"]

    @cached_property
    def seen_values(self) -> frozenset[str]:
        """Everything that a cell of a shown sheet holds."""
        found: set[str] = set()
        for _, sheet in self.seen_sheets:
            found |= {self.strings[at] for at in sheet.used_strings if at < len(self.strings)}
            found |= set(sheet.find("x:sheetData/x:row/x:c[not(@t='s')]/x:v/text()"))
            found |= set(sheet.own_words)
        return frozenset(found)

    def is_seen(self, text: str) -> bool:
        """Whether the workbook shows a text: in a cell, or as the name of a sheet or of an area."""
        folded = text.casefold().strip()
        return folded in self._shown or folded.rpartition("!")[2] in self._shown

    @cached_property
    def _shown(self) -> frozenset[str]:
        names = {tab.name for tab in self.tabs} | {
            item.get("name", "").removeprefix("_xlnm.") for item in every(self.root, "definedName")
        }
        return frozenset(each.casefold().strip() for each in names | self.seen_values) | {
            self.look.name.rpartition(".")[0].casefold()
        }


def _words_of(item: Any) -> str:
    return "".join(run.text or "" for run in item.iter("{*}t") if local(run.getparent()) != "rPh")
