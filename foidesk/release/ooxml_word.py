"""A Word document: changes, comments, hidden and invisible words, fields, and shapes that lie over the words."""

import re
from collections.abc import Iterator
from typing import Any

from foidesk.release.look import Look
from foidesk.release.markup import attribute, every, is_on, local, number
from foidesk.release.ooxml import Package
from foidesk.release.ooxml_about import look_at_properties
from foidesk.release.ooxml_drawing import look_at_crops, look_at_hidden_shapes
from foidesk.release.ooxml_shading import Shading
from foidesk.release.ooxml_styles import alike
from foidesk.release.text import look_for_thread
from foidesk.release.text_counts import low_counts, named_cells

CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange")
PAGE = 22 * 72 * 12_700
"""Where a shape lies beyond every page that is printed (EMU): 22 inches."""
_STORIES = ("header", "footer", "footnotes", "endnotes", "glossaryDocument")
_STORY_NAMES = {
    "header": "a header",
    "footer": "a footer",
    "footnotes": "the footnotes",
    "endnotes": "the endnotes",
    "glossaryDocument": "the building blocks",
}
_ACTIVE = re.compile(r"^\s*(?:DDE|DDEAUTO)\b", re.IGNORECASE)
_LINKED = re.compile(
    r"^\s*(?:LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|RD|DATABASE)\b|(?:file:|\\\\\\\\|[A-Za-z]:\\\\)", re.IGNORECASE
)
_TINY = 4
"""Letters of this height (half points) or less cannot be read."""


def look_at_document(package: Package) -> None:
    """Tell of everything that a Word document holds and does not show."""
    shading = Shading(package)
    words: list[str] = []
    for part, place in _stories(package):
        root = package.tree(part)
        _look_at_changes(package.look, root, place)
        _look_at_runs(package.look, root, place, shading)
        _look_at_fields(package.look, root, place)
        _look_at_shapes(package.look, root, place)
        _look_at_alternatives(package.look, root, place)
        words += _look_at_words(package.look, root, place)
    look_for_thread(package.look, "\n".join(words))
    _look_at_comments(package)
    _look_at_settings(package)
    text = "\n".join(words).casefold()
    stem = package.look.name.rpartition(".")[0].casefold()
    look_at_properties(package, lambda each: each.casefold() in text or each.casefold() == stem)


def _stories(package: Package) -> Iterator[tuple[str, str]]:
    """The parts with words that are printed, each with its name for the officer."""
    yield package.main, "the text"
    for part, kinds in sorted(package.reached.items()):
        kind = next((each for each in _STORIES if each in kinds), "")
        if kind == "glossaryDocument":
            package.look.say("hidden-text", f"part {part}, building blocks that no page shows")
        if kind:
            yield part, _STORY_NAMES[kind]


def text_of(item: Any) -> str:
    """The words of a paragraph, run or cell, as they are read."""
    found = []
    for each in item.iter("{*}t", "{*}delText", "{*}tab", "{*}br", "{*}noBreakHyphen"):
        name = local(each)
        found.append(each.text or "" if name in {"t", "delText"} else "-" if name == "noBreakHyphen" else " ")
    return "".join(found)


def _paragraph(item: Any) -> str:
    """Where something stands, in words: the start of its paragraph."""
    above = next((each for each in item.iterancestors("{*}p")), None)
    start = " ".join(text_of(above).split())[:30] if above is not None else ""
    return f', the paragraph that starts "{start}"' if start else ""


def _look_at_changes(look: Look, root: Any, place: str) -> None:
    for item in root.iter("{*}" + CHANGES[0], *["{*}" + name for name in CHANGES[1:]]):
        parent = local(item.getparent()) if item.getparent() is not None else ""
        if parent != "rPr" or local(item) in {"ins", "del", "moveFrom", "moveTo"}:
            kind = "deleted" if local(item) in {"del", "moveFrom", "cellDel"} else "inserted"
            look.say("tracked-changes", f"{place}, {kind} words{_paragraph(item)}", text_of(item))
    for item in root.iter():
        if isinstance(item.tag, str) and item.tag.endswith("PrChange"):
            look.say("tracked-changes", f"{place}, a change of format{_paragraph(item)}", attribute(item, "author") or "")


def _look_at_runs(look: Look, root: Any, place: str, shading: Shading) -> None:
    """Words that are marked as hidden, have the colour of their ground, or are too small."""
    for run in every(root, "r"):
        text = text_of(run)
        if not text.strip() or run.find("{*}t") is None:
            continue
        if shading.is_hidden(run):
            look.say("hidden-text", f"{place}{_paragraph(run)}", text)
            continue
        letters = shading.letters(run)
        ground = shading.ground(run)
        if (letters is not None and ground is not None and alike(letters, ground)) or 0 < shading.size(run) <= _TINY:
            look.say("invisible-text", f"{place}{_paragraph(run)}", text)
    for row in every(root, "tr"):
        marks = row.find("{*}trPr")
        if marks is not None and any(is_on(attribute(item, "val"), default=True) for item in every(marks, "hidden")):
            look.say("hidden-row", f"{place}, a row of a table", text_of(row))
        height = next(iter(every(marks, "trHeight")), None) if marks is not None else None
        if (
            height is not None
            and attribute(height, "hRule") == "exact"
            and number(attribute(height, "val"), 99) < 60
            and text_of(row).strip()
        ):
            look.say("hidden-row", f"{place}, a row of a table that is too low to be read", text_of(row))


def _look_at_fields(look: Look, root: Any, place: str) -> None:
    for item in every(root, "instrText", "fldSimple"):
        text = item.text or attribute(item, "instr") or ""
        if _ACTIVE.match(text):
            look.say("active-formula", f"{place}, a field{_paragraph(item)}", text)
        elif _LINKED.search(text):
            look.say("external-link", f"{place}, a field{_paragraph(item)}", text)
        elif "HYPERLINK" in text or "MAILTO" in text.upper():
            look.read(text, f"{place}, a link{_paragraph(item)}")
    for item in every(root, "bookmarkStart"):
        for sample in look.people.named_in((attribute(item, "name") or "").replace("_", " ")):
            look.say("bookmark-leak", f"{place}, a bookmark", sample)
    for item in every(root, "ffData"):
        told = " ".join(attribute(each, "val") or "" for each in every(item, "helpText", "statusText", "default", "listEntry"))
        look.read_hidden(told, f"{place}, a form field", "hidden-form-field")


def _look_at_shapes(look: Look, root: Any, place: str) -> None:
    look_at_crops(look, root, place)
    look_at_hidden_shapes(look, root, place)
    for anchor in every(root, "anchor"):
        name = next((item.get("name", "") for item in every(anchor, "docPr")), "") or "a shape"
        offsets = [number((item.text or "").strip()) for item in every(anchor, "posOffset")]
        extent = next(iter(every(anchor, "extent")), None)
        size = [number(extent.get(side)) for side in ("cx", "cy")] if extent is not None else [0.0, 0.0]
        if any(offset > PAGE or offset + side < -PAGE / 4 for offset, side in zip(offsets, size, strict=False)):
            look.say("outside-page", f"{place}, {name}", text_of(anchor))
        if _covers(anchor):
            look.say("text-under-box", f"{place}, {name}, a filled box in front of the text{_paragraph(anchor)}")
    for item in every(root, "rect", "shape", "roundrect"):
        if _covers_of_old(item):
            look.say("text-under-box", f"{place}, a filled box in front of the text{_paragraph(item)}")
    for item in every(root, "control", "OLEObject"):
        if local(item) == "control":
            look.say("script", f"{place}, an active control")


def _covers(anchor: Any) -> bool:
    """Whether a shape is an empty, filled box in front of the text: the usual way of hiding words that hides nothing."""
    if is_on(anchor.get("behindDoc")) or not every(anchor, "wrapNone") or text_of(anchor).strip():
        return False
    shape = next(iter(every(anchor, "wsp")), None)
    marks = shape.find("{*}spPr") if shape is not None else None
    fill = marks.find("{*}solidFill") if marks is not None else None
    return fill is not None and not every(fill, "alpha")


def _covers_of_old(item: Any) -> bool:
    """The same of a shape as older programs write it."""
    style = (item.get("style") or "").replace(" ", "")
    if "position:absolute" not in style or "z-index:-" in style or text_of(item).strip() or every(item, "imagedata"):
        return False
    return (
        (item.get("filled") or "t") not in {"f", "false"}
        and "urn:schemas-microsoft-com:vml" in str(item.tag)
        and bool(item.get("fillcolor"))
    )


def _look_at_alternatives(look: Look, root: Any, place: str) -> None:
    """What older programs are shown instead of a shape: words that stand only there are seen by nobody else."""
    for item in every(root, "AlternateContent"):
        choice = " ".join(text_of(each) for each in every(item, "Choice"))
        fallback = " ".join(text_of(each) for each in every(item, "Fallback"))
        if fallback.strip() and fallback.strip() not in choice:
            look.say("hidden-text", f"{place}, the stand-in for a shape", fallback)


def _look_at_words(look: Look, root: Any, place: str) -> list[str]:
    """The words that can be seen: people, personal data, low counts. Returned paragraph by paragraph."""
    paragraphs = [text_of(item) for item in every(root, "p")]
    for text in paragraphs:
        if text.strip():
            look.read(text, f'{place}, the paragraph that starts "{" ".join(text.split())[:30]}"')
    for at, table in enumerate(every(root, "tbl"), 1):
        rows = [[text_of(cell) for cell in row.iterchildren("{*}tc")] for row in table.iterchildren("{*}tr")]
        for line, _, figure in low_counts(rows):
            look.say("small-number", f"{place}, table {at}, row {line + 1}", figure)
        for line, _, words in named_cells(rows):
            look.say("personal-data", f"{place}, table {at}, row {line + 1}", words)
    return paragraphs


def _look_at_comments(package: Package) -> None:
    for part, kinds in sorted(package.reached.items()):
        if "comments" in kinds:
            for item in every(package.tree(part), "comment"):
                package.look.say("comment", f"the comment of {attribute(item, 'initials') or 'somebody'}", text_of(item))
        elif kinds & {"commentsExtended", "commentsExtensible", "commentsIds"}:
            if every(package.tree(part), "commentEx", "commentExtensible", "commentId"):
                package.look.say("threaded-comment", f"part {part}")
        elif "people" in kinds:
            for item in every(package.tree(part), "person"):
                package.look.say(
                    "author-in-properties", "the list of people who wrote comments or changes", attribute(item, "author") or ""
                )


def _look_at_settings(package: Package) -> None:
    for part in package.targets(package.main, "settings"):
        root = package.tree(part)
        for item in every(root, "docVar"):
            package.look.say("custom-xml", "a variable of the document", attribute(item, "val") or "")
        for _ in every(root, "mailMerge"):
            package.look.say("data-connection", "Mailings, the list of recipients")
