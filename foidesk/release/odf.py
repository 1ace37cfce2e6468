"""An OpenDocument file: its parts by the manifest, what it says of itself, and the readers of its three sorts."""

import posixpath
import re
from typing import Any

from foidesk.release.archive import Archive
from foidesk.release.known import known
from foidesk.release.limits import MOST_XML, RefusalError
from foidesk.release.look import Look
from foidesk.release.markup import attribute, check_between, every, local, tree_of
from foidesk.release.odf_sheet import look_at_sheets
from foidesk.release.odf_styles import Styles
from foidesk.release.odf_words import look_at_slides, look_at_words
from foidesk.release.sniff import opendocument

MANIFEST = "META-INF/manifest.xml"
_OWN = {
    "mimetype",
    "content.xml",
    "styles.xml",
    "meta.xml",
    "settings.xml",
    MANIFEST,
    "manifest.rdf",
    "layout-cache",
    "Thumbnails/thumbnail.png",
}
_NAMESPACES = (
    "urn:oasis:names:tc:opendocument:",
    "urn:org:documentfoundation:",
    "urn:openoffice:names:",
    "http://www.w3.org/",
    "http://purl.org/dc/",
    "http://openoffice.org/",
    "http://docs.oasis-open.org/",
)
_WHO = {"initial-creator": "Created by", "creator": "Modified by", "printed-by": "Printed by"}
_WORDS = {
    "title": "Title",
    "subject": "Subject",
    "description": "Comments",
    "keyword": "Keywords",
    "user-defined": "a custom property",
}
_PRINTER = {"PrinterName", "PrinterSetup", "PrintFaxName", "CurrentDatabaseDataSource", "CurrentDatabaseCommand"}
_LINKS = re.compile(r"^(?:file:|\\\\|/|[A-Za-z]:[\\/]|\.\./)")
_SUB = re.compile(r"^(?:Object \d+|Obj\d+)/")
_MOST_THUMBNAIL = 512


def look_at_opendocument(archive: Archive, look: Look) -> None:
    """Tell of everything that an OpenDocument file holds and does not show."""
    look.program = opendocument(archive.read("mimetype", 1_000))
    _look_at_manifest(archive, look)
    content = _tree(archive, look, "content.xml")
    styles = Styles(*(_tree(archive, look, part) for part in ("styles.xml",) if part in archive), content)
    _look_at_links(look, content)
    for root in styles.roots:
        _look_at_common(look, root)
    reader = {"calc": look_at_sheets, "writer": look_at_words, "impress": look_at_slides}[look.program]
    seen = reader(look, content, styles)
    _look_at_parts(archive, look, frozenset(line.strip() for line in seen.split("\n")) if look.program == "calc" else None)
    _look_at_about(archive, look, seen)


def _tree(archive: Archive, look: Look, part: str) -> Any:
    if part not in archive:
        raise RefusalError("corrupt-file", f"part {part}")
    data = archive.read(part, MOST_XML)
    root = tree_of(data, part)
    check_between(look, data, root, f"part {part}", _NAMESPACES)
    return root


def _look_at_manifest(archive: Archive, look: Look) -> None:
    """What is there and not listed, and what is locked."""
    if MANIFEST not in archive:
        raise RefusalError("corrupt-file", f"part {MANIFEST}")
    root = _tree(archive, look, MANIFEST)
    if every(root, "encryption-data"):
        raise RefusalError("password-protected")
    entries = {attribute(item, "full-path") or "" for item in every(root, "file-entry")}
    for name in archive.members:
        if name not in entries and name not in {"mimetype", MANIFEST} and not name.startswith("META-INF/documentsignatures"):
            look.say("orphan-part", f"part {name}")


def _look_at_parts(archive: Archive, look: Look, seen: frozenset[str] | None) -> None:
    """Each part by its name. `seen` is what the cells of a workbook show, None for other documents."""
    for name, member in archive.members.items():
        if name in _OWN or not member.size:
            if name == "Thumbnails/thumbnail.png":
                _look_at_thumbnail(archive, look, name)
            continue
        if name.startswith(("Basic/", "Scripts/")):
            look.say("macros", f"part {name}")
        elif name.startswith("Versions/") or name == "VersionList.xml":
            look.say("earlier-revision", f"part {name}")
        elif name.startswith("Pictures/"):
            _look_at_picture(archive, look, name)
        elif name.startswith("ObjectReplacements/"):
            # The picture of an object that is told of itself.
            continue
        elif _SUB.match(name) or name.startswith("Object"):
            _look_at_object(archive, look, name, seen)
        elif name.startswith("META-INF/"):
            look.say("author-in-properties", f"part {name}")
        elif name.startswith(("Configurations2/", "Configurations/")):
            look.say("custom-xml", f"part {name}")
        else:
            look.say("unknown-part", f"part {name}")


def _look_at_thumbnail(archive: Archive, look: Look, name: str) -> None:
    """The small picture of the first page that is made at every saving: too small to be read. A larger one was put there."""
    data = archive.read(name)
    sides = [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)]
    if not data.startswith(b"\x89PNG") or max(sides) > _MOST_THUMBNAIL or not data.rstrip(b"\0").endswith(b"IEND\xaeB`\x82"):
        look.say("thumbnail-shows-more", f"part {name}")


def _look_at_picture(archive: Archive, look: Look, name: str) -> None:
    data = archive.read(name)
    if name.lower().endswith((".svm", ".emf", ".wmf", ".svg")):
        for text in (data.decode("latin-1"), data.decode("utf-16-le", "ignore")):
            look.read_hidden("\n".join(look.people.named_in(text)), f"picture {posixpath.basename(name)}")
        return
    look.inside(data, posixpath.basename(name))


def _look_at_object(archive: Archive, look: Look, name: str, seen: frozenset[str] | None) -> None:
    """A chart keeps its figures in a table of its own; anything else inside is a document of its own."""
    if name.endswith("/content.xml"):
        root = _tree(archive, look, name)
        chart = every(root, "chart")
        held = [text.strip() for text in root.itertext() if text.strip()]
        words = " ".join(held)
        kept = [" ".join(item.itertext()).strip() for item in every(root, "table-cell")]
        unseen = [text for text in kept if text and (seen is None or text not in seen)]
        if not chart or unseen:
            look.say(
                "chart-cache" if chart else "embedded-file",
                f"the object {name.partition('/')[0]}",
                unseen[0] if unseen else words,
            )
        look.read_hidden(words, f"the object {name.partition('/')[0]}")
    elif "/" not in name:
        look.say("embedded-file", f"the object {name}")
        look.inside(archive.read(name), name)
    elif name.endswith(("/styles.xml", "/settings.xml", "/meta.xml")):
        _tree(archive, look, name)
    else:
        look.say("unknown-part", f"part {name}")


def _look_at_links(look: Look, content: Any) -> None:
    for item in content.iter():
        target = attribute(item, "href") if isinstance(item.tag, str) else None
        if target is None:
            continue
        name = local(item)
        if name in {"event-listener", "script"}:
            look.say("macros", "an event that starts a macro", target)
        elif name == "plugin" or (name == "floating-frame"):
            look.say("external-link", f"a {name}", target)
        elif _LINKS.match(target) or (name in {"table-source", "section-source"} and target):
            look.say("external-link", f"a link ({name})", target)
        elif name == "image" and target.startswith(("http:", "https:")):
            look.say("external-link", "a picture that is fetched", target)
        elif target.lower().startswith("mailto:"):
            look.read(target[7:].partition("?")[0], "the address of a link")


def _look_at_common(look: Look, root: Any) -> None:
    """Comments, changes, scripts and cut pictures: alike in all three sorts, and in headers and footers too."""
    for item in every(root, "annotation"):
        look.say("comment", "a comment", " ".join(text for text in item.itertext() if text.strip()))
    for item in every(root, "changed-region", "cell-content-change", "insertion", "deletion", "movement"):
        if local(item) == "changed-region" or local(item.getparent()) != "changed-region":
            look.say("tracked-changes", "Edit, Track Changes, Manage", " ".join(text for text in item.itertext() if text.strip()))
    for item in every(root, "script", "event-listener"):
        if len(item) or attribute(item, "macro-name") or (item.text or "").strip():
            look.say("macros", "a script", attribute(item, "macro-name") or "")
    for item in every(root, "dde-connection-decl", "dde-source", "dde-link"):
        look.say("active-formula", "a link that starts a program", " ".join(item.attrib.values()))
    for item in every(root, "graphic-properties"):
        clip = attribute(item, "clip") or ""
        cut = [float(value) for value in re.findall(r"(-?\d+(?:\.\d+)?)(?:cm|in|mm|pt)", clip)]
        if clip.startswith("rect") and any(value > 0.001 for value in cut):
            look.say("cropped-image", "a picture")
    for item in every(root, "title", "desc"):
        if item.getparent() is not None and local(item.getparent()) in {"frame", "custom-shape", "g", "rect"}:
            look.read_hidden(item.text or "", "the alternative text of a picture", "personal-data")


def _look_at_about(archive: Archive, look: Look, seen: str) -> None:
    """Names and words in the properties, the template, the printer."""
    folded = seen.casefold()
    if "meta.xml" in archive:
        for item in _tree(archive, look, "meta.xml").iter():
            name, text = local(item), (item.text or "").strip() if isinstance(item.tag, str) else ""
            if name == "template" and attribute(item, "href"):
                look.say("external-template", "File, Properties, Template", attribute(item, "href") or "")
            elif name in _WHO and not look.names_nobody(text):
                look.say("author-in-properties", f"File, Properties, {_WHO[name]}", text)
            elif name in _WORDS and text and text.casefold() not in known()["titles"] and text.casefold() not in folded:
                look.say("author-in-properties", f"File, Properties, {_WORDS[name]}", text)
    if "settings.xml" in archive:
        for item in every(_tree(archive, look, "settings.xml"), "config-item"):
            if attribute(item, "name") in _PRINTER and (item.text or "").strip():
                look.say("author-in-properties", f"the settings, {attribute(item, 'name')}", item.text or "")
