"""The package of a Word, Excel or PowerPoint file: every part by its relationships. What stands on no list is a finding.

Nothing is read through a library for such files: each drops what it does not know, and what it drops is what leaks.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from foidesk.release.archive import Archive
from foidesk.release.known import known
from foidesk.release.limits import MOST_XML, RefusalError
from foidesk.release.look import Look
from foidesk.release.markup import attribute, check_between, local, tree_of

TYPES = "[Content_Types].xml"
_MAIN = re.compile(r"/(?:relationships|relationships/metadata)/")
_PROGRAMS = (
    ("spreadsheetml", "excel"),
    ("ms-excel", "excel"),
    ("wordprocessingml", "word"),
    ("ms-word", "word"),
    ("presentationml", "powerpoint"),
    ("ms-powerpoint", "powerpoint"),
)
_READ = frozenset(
    {
        "worksheet",
        "sharedStrings",
        "officeDocument",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "slide",
        "notesSlide",
        "comments",
    }
    | {"core-properties", "extended-properties", "threadedComment", "person", "people", "commentAuthors", "authors", "drawing"}
)
"""The kinds of parts whose words a reader of their own goes through."""
_DRAWN = frozenset({"chart", "chartEx", "chartUserShapes", "diagramData", "vmlDrawing"})
_PLACES = {
    "worksheet": "a sheet",
    "chartsheet": "a sheet of a chart",
    "drawing": "a drawing on a sheet",
    "vmlDrawing": "a drawing",
    "chart": "a chart",
    "slide": "a slide",
    "slideLayout": "a layout of slides",
    "slideMaster": "the master of the slides",
    "notesSlide": "the notes of a slide",
    "header": "a header",
    "footer": "a footer",
    "footnotes": "the footnotes",
    "endnotes": "the endnotes",
    "settings": "the settings",
    "externalLink": "a link to another workbook",
    "officeDocument": "the document",
}
"""What a kind of part is to the officer, who knows nothing of parts."""
_MEDIA = {"image", "hdphoto"}
_WEB = ("http://", "https://", "mailto:", "tel:", "#")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: its kind ("worksheet"), and the part, or the place outside the file."""

    id: str
    kind: str
    target: str
    outside: bool
    known: bool


@dataclass
class Package:
    """An opened package. `reached` are the parts that a relationship leads to, with what they are."""

    archive: Archive
    look: Look
    reached: dict[str, set[str]] = field(default_factory=dict)
    _relations: dict[str, list[Relation]] = field(default_factory=dict)
    _trees: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def types(self) -> dict[str, str]:
        """What each part says it is, by name, and by ending where it has no line of its own (".xml")."""
        root = tree_of(self.archive.read(TYPES, MOST_XML), TYPES)
        named = {
            item.get("PartName", "").lstrip("/").casefold(): item.get("ContentType", "") for item in root.iter("{*}Override")
        }
        return {
            "." + item.get("Extension", "").casefold(): item.get("ContentType", "") for item in root.iter("{*}Default")
        } | named

    def type_of(self, part: str) -> str:
        """What a part says it is."""
        folded = part.casefold()
        return self.types.get(folded) or self.types.get("." + folded.rpartition(".")[2], "")

    @cached_property
    def main(self) -> str:
        """The part that the document starts from. Raises RefusalError where there is none, or more than one."""
        parts = [each.target for each in self.relations("") if each.kind == "officeDocument" and not each.outside]
        if len(parts) != 1 or parts[0] not in self.archive:
            raise RefusalError("corrupt-file")
        return parts[0]

    @cached_property
    def program(self) -> str:
        """Whose file it is: "excel", "word" or "powerpoint". Raises RefusalError for what is none of them."""
        said = self.type_of(self.main).lower()
        program = next((name for word, name in _PROGRAMS if word in said), "")
        if not program or ".binary." in said:
            raise RefusalError("unread-format")
        return program

    def relations(self, part: str) -> list[Relation]:
        """What a part points to; "" is the package itself."""
        if part not in self._relations:
            self._relations[part] = list(self._read_relations(part))
        return self._relations[part]

    def targets(self, part: str, *kinds: str) -> list[str]:
        """The parts of some kinds that a part points to, and that are there."""
        return [
            each.target
            for each in self.relations(part)
            if each.kind in kinds and not each.outside and each.target in self.archive
        ]

    def tree(self, part: str) -> Any:
        """The root of a part, read once; how it is written is looked at then."""
        if part not in self._trees:
            data = self.archive.read(part, MOST_XML)
            root = self._trees[part] = tree_of(data, part)
            check_between(self.look, data, root, f"part {part}", tuple(known()["namespaces"]))
        return self._trees[part]

    @cached_property
    def sheet_names(self) -> dict[str, str]:
        """The names of the sheets of a workbook, by their parts."""
        if self.program != "excel":
            return {}
        targets = {each.id: each.target for each in self.relations(self.main)}
        sheets = self.tree(self.main).iter("{*}sheet")
        return {targets.get(attribute(item, "id") or "", ""): item.get("name", "") for item in sheets}

    def words_for(self, part: str) -> str:
        """A part in words that an officer can follow, with its name for whoever unpacks the file."""
        if part in self.sheet_names:
            return f"sheet {self.sheet_names[part]}"
        kinds = self.reached.get(part, set())
        words = next((_PLACES[kind] for kind in sorted(kinds) if kind in _PLACES), "part")
        return f"{words} ({posixpath.basename(part)})" if words != "part" else f"part {part}"

    def _read_relations(self, part: str) -> Iterator[Relation]:
        folder, name = posixpath.split(part)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside not in self.archive:
            return
        data = self.archive.read(beside, MOST_XML)
        root = tree_of(data, beside)
        homes = tuple(known()["homes"])
        seen: set[str] = set()
        for item in root:
            if local(item) != "Relationship" or item.get("Id", "") in seen:
                raise RefusalError("corrupt-file", f"part {beside}")
            seen.add(item.get("Id", ""))
            kind, target = item.get("Type", ""), item.get("Target", "")
            outside = item.get("TargetMode") == "External"
            last = kind.rpartition("/")[2]
            if not outside:
                target = unquote(target.partition("#")[0])
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:] if target else ""
            yield Relation(item.get("Id", ""), last, target, outside, kind.startswith(homes) and last in known()["relationships"])


def look_at_the_rest(package: Package) -> None:
    """People in the parts that no reader goes through word by word: diagrams, old drawings, tables, masters."""
    for part, kinds in sorted(package.reached.items()):
        if part.endswith((".xml", ".vml")) and not kinds & _READ:
            root = package.tree(part)
            held = [text for text in root.itertext() if text.strip()]
            held += [str(value) for item in root.iter() if isinstance(item.tag, str) for value in item.attrib.values()]
            for sample in package.look.people.named_in("\n".join(held)):
                package.look.say("hidden-text", f"part {part}", sample)
            if kinds & _DRAWN:
                package.look.read("\n".join(text for text in root.itertext() if text.strip()), f"part {part}")


def walk(package: Package) -> None:
    """Follow every relationship from the start, tell what is known to leak, and what nothing leads to or nobody knows."""
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for each in package.relations(part):
            if each.outside:
                _look_outside(package, each, part)
                continue
            if not each.target:
                continue
            if each.target not in package.archive:
                # Programs leave such lines behind; there is nothing that could leak.
                continue
            if each.target not in package.reached:
                waiting.append(each.target)
            kinds = package.reached.setdefault(each.target, set())
            if each.kind not in kinds:
                kinds.add(each.kind)
                _look_at_kind(package, each, part)
    _look_for_orphans(package)


def _look_outside(package: Package, each: Relation, part: str) -> None:
    look, place = package.look, package.words_for(part) if part else ""
    if each.kind == "attachedTemplate":
        look.say("external-template", place, each.target)
    elif each.kind != "hyperlink" or not each.target.lower().startswith(_WEB):
        look.say("external-link", place, each.target)
    elif each.target.lower().startswith("mailto:"):
        look.read(unquote(each.target[7:].partition("?")[0]), f"{place}, the address of a link")


def _look_at_kind(package: Package, each: Relation, part: str) -> None:
    """One part, by what leads to it."""
    look, place = package.look, f"part {each.target}"
    meaning = known()["relationships"].get(each.kind) if each.known else "unknown-part"
    if meaning == "embedded-file":
        within = f"an object in {package.words_for(part)}"
        look.say(meaning, within, posixpath.basename(each.target))
        look.inside(package.archive.read(each.target), posixpath.basename(each.target), within)
    elif each.kind in _MEDIA:
        _look_at_picture(package, each.target)
    elif meaning == "macros":
        look.say(meaning, place)
    elif meaning == "unread-format":
        raise RefusalError("unread-format", place)
    elif meaning == "custom-xml":
        if not _is_empty_list(package, each.target):
            look.say(meaning, place, _words_of(package, each.target))
    elif meaning != "read":
        look.say(str(meaning), place)
    if not each.known or each.target.endswith((".xml", ".vml", ".rels")):
        _look_at_markup(package, each.target)


def _look_at_picture(package: Package, part: str) -> None:
    data = package.archive.read(part)
    if part.lower().endswith((".emf", ".wmf", ".svg")):
        _look_at_drawing(package.look, part, data)
        return
    package.look.inside(data, posixpath.basename(part))


def _look_at_drawing(look: Look, part: str, data: bytes) -> None:
    """A picture made of lines: its words are looked for people, in both ways in which they may be written."""
    for text in (data.decode("latin-1"), data.decode("utf-16-le", "ignore"), data[1:].decode("utf-16-le", "ignore")):
        for sample in look.people.named_in(text):
            look.say("hidden-text", f"picture {posixpath.basename(part)}", sample)


def _look_at_markup(package: Package, part: str) -> None:
    if part.endswith((".xml", ".vml", ".rels")):
        package.tree(part)


def _is_empty_list(package: Package, part: str) -> bool:
    """Whether custom data is the list of sources that Word keeps for every document, with no source in it."""
    return part.endswith(".xml") and local(package.tree(part)) == "Sources" and len(package.tree(part)) == 0


def _words_of(package: Package, part: str) -> str:
    if not part.endswith(".xml"):
        return ""
    return " ".join(text.strip() for text in package.tree(part).itertext() if text.strip())


def _look_for_orphans(package: Package) -> None:
    """What no relationship leads to: left by a program that forgot it, or put there."""
    beside = {""} | set(package.reached)
    helpers = {posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels") for part in beside}
    for name in package.archive.members:
        if name not in package.reached and name not in helpers and name != TYPES:
            package.look.say("orphan-part", f"part {name}")
