"""The parts of an .xlsx file that a table is read from, in a worker: its sheets, words and formats. Nothing in it is run or followed."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from foidesk.errors import UserError
from foidesk.intake.shown import BUILT_IN

MOST_PARTS = 2_000
MOST_PART = 200 << 20
MOST_WHOLE = 400 << 20
MOST_WORDS = 1_000_000
"""Shared texts of a workbook."""
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = "The workbook cannot be read: it is damaged. Open it in the spreadsheet and save it again."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name; a hidden one is told of and not offered."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """An opened workbook. Raises UserError in plain words for what is none, is locked, or is made to fill the memory."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLD):
            raise UserError(
                "This workbook is locked with a password, or is an old .xls file. Save it as .xlsx without a password."
            )
        try:
            self._parts = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise UserError("This is no .xlsx workbook. Save the sheet as .xlsx or .csv, or copy its cells.") from None
        held = self._parts.infolist()
        names = [item.filename.lower() for item in held]
        if len(held) > MOST_PARTS or len(set(names)) != len(names) or sum(item.file_size for item in held) > MOST_WHOLE:
            raise UserError("The workbook is too large, or made to do harm. Copy the cells that answer and paste them.")
        self._main = self._target("_rels/.rels", "officeDocument")
        if self._main is None or not any("sheets" in local(item) for item in self._tree(self._main)):
            raise UserError("This is no .xlsx workbook. Save the sheet as .xlsx or .csv, or copy its cells.")

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of cells, in their order; sheets of charts alone are left out."""
        assert self._main is not None
        targets = self._targets(_beside(self._main))
        found = []
        for item in self._tree(self._main).iter("{*}sheet"):
            number = next((value for name, value in item.attrib.items() if name.endswith("}id")), "")
            kind, part = targets.get(number, ("", ""))
            if kind.endswith("/worksheet"):
                found.append(Sheet(item.get("name", ""), part, item.get("state", "visible") != "visible"))
        return tuple(found)

    @cached_property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904, as old workbooks of one maker count them."""
        assert self._main is not None
        return any(item.get("date1904") in {"1", "true"} for item in self._tree(self._main).iter("{*}workbookPr"))

    @cached_property
    def words(self) -> list[str]:
        """The shared texts, by number."""
        part = self._of_kind("/sharedStrings")
        found: list[str] = []
        for item in self.elements(part, "si") if part else ():
            found.append(words_of(item))
            item.clear()
            if len(found) > MOST_WORDS:
                raise UserError("The workbook holds too many texts to be read. Copy the cells that answer and paste them.")
        return found

    @cached_property
    def formats(self) -> list[str]:
        """The format of a number, by the style of its cell."""
        part = self._of_kind("/styles")
        if part is None:
            return []
        tree = self._tree(part)
        own = {item.get("numFmtId", ""): item.get("formatCode", "General") for item in tree.iter("{*}numFmt")}
        cells = next(tree.iter("{*}cellXfs"), None)
        numbers = [item.get("numFmtId", "0") for item in cells.iterchildren("{*}xf")] if cells is not None else []
        return [own.get(number) or BUILT_IN.get(int(number) if number.isdigit() else 0, "General") for number in numbers]

    def elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements of these names in a part, one by one; entities are not followed and no definition is loaded."""
        wanted = [f"{{*}}{name}" for name in names]
        reading = etree.iterparse(
            io.BytesIO(self._bytes(part)), tag=wanted, events=("end",), resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for _, element in reading:
                if element.getroottree().docinfo.internalDTD is not None:
                    raise UserError(BROKEN)
                yield element
            if reading.root is not None and reading.root.getroottree().docinfo.internalDTD is not None:
                raise UserError(BROKEN)
        except etree.XMLSyntaxError:
            raise UserError(BROKEN) from None

    def _tree(self, part: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self._bytes(part), parser)
        except etree.XMLSyntaxError:
            raise UserError(BROKEN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UserError(BROKEN)
        return root

    def _bytes(self, part: str) -> bytes:
        try:
            if self._parts.getinfo(part).file_size > MOST_PART:
                raise UserError("The workbook is too large. Copy the cells that answer and paste them.")
            with self._parts.open(part) as held:
                data = held.read(MOST_PART + 1)
        except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError):
            raise UserError(BROKEN) from None
        except Exception as error:
            if isinstance(error, UserError):
                raise
            raise UserError(BROKEN) from None  # what the packing itself stumbles over (zlib and its kin)
        if len(data) > MOST_PART:
            raise UserError("The workbook is too large. Copy the cells that answer and paste them.")
        return data

    def _targets(self, relations: str) -> dict[str, tuple[str, str]]:
        """What a part of relations points to inside the file, as (kind, part), by number."""
        if relations not in self._parts.namelist():
            return {}
        folder = posixpath.dirname(posixpath.dirname(relations))
        return {
            item.get("Id", ""): (
                item.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))[1:],
            )
            for item in self._tree(relations).iter("{*}Relationship")
            if item.get("TargetMode") != "External"
        }

    def _target(self, relations: str, kind: str) -> str | None:
        return next((part for its, part in self._targets(relations).values() if its.endswith(kind)), None)

    def _of_kind(self, kind: str) -> str | None:
        assert self._main is not None
        return self._target(_beside(self._main), kind)


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def words_of(item: Any) -> str:
    """The words of a text in its runs, without the sounds that some scripts write beside them."""
    found = [run.text or "" for run in item.iter("{*}t") if local(run.getparent()) != "rPh"]
    return "".join(found)


def _beside(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
