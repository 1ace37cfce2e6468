"""A presentation: hidden slides, notes, comments, what lies beside a slide or under a box on it."""

from dataclasses import dataclass
from typing import Any

from foidesk.release.look import Look
from foidesk.release.markup import attribute, every, is_on, local, number
from foidesk.release.ooxml import Package
from foidesk.release.ooxml_about import look_at_properties
from foidesk.release.ooxml_drawing import look_at_crops, look_at_hidden_shapes, words_of
from foidesk.release.ooxml_styles import BLACK, WHITE, alike, colour, theme_colours
from foidesk.release.text_counts import low_counts, named_cells

COVERED = 0.6
"""The share of a shape that has to lie under a filled one to be called covered."""
_MOST_SHAPES = 400
_DRAWN = ("sp", "pic", "graphicFrame", "grpSp", "cxnSp")
_SCHEME = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape lies on its slide (EMU)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """How large it is."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def common(self, other: "Box") -> float:
        """How large the part is that two share."""
        return Box(
            max(self.left, other.left), max(self.top, other.top), min(self.right, other.right), min(self.bottom, other.bottom)
        ).area


def look_at_slides(package: Package) -> None:
    """Tell of everything that a presentation holds and does not show."""
    look, root = package.look, package.tree(package.main)
    size = next(iter(every(root, "sldSz")), None)
    page = (
        Box(0, 0, number(size.get("cx"), 9_144_000), number(size.get("cy"), 6_858_000))
        if size is not None
        else Box(0, 0, 9e6, 7e6)
    )
    relations = {each.id: each.target for each in package.relations(package.main)}
    order = [relations.get(_relation(item), "") for item in every(root, "sldId")]
    for part in package.targets(package.main, "slide"):
        if part not in order:
            look.say("orphan-part", f"part {part}, a slide that the presentation does not list")
    words: list[str] = []
    for at, part in enumerate(order, 1):
        if part in package.archive:
            words += _look_at_slide(package, part, f"slide {at}", page)
    _look_at_comments(package, order)
    text = "\n".join(words).casefold()
    stem = look.name.rpartition(".")[0].casefold()
    look_at_properties(package, lambda each: each.casefold() in text or each.casefold() == stem)


def _relation(item: Any) -> str:
    return next((value for name, value in item.attrib.items() if name.endswith("}id")), "")


def _look_at_slide(package: Package, part: str, place: str, page: Box) -> list[str]:
    look, root = package.look, package.tree(part)
    if root.get("show") is not None and not is_on(root.get("show")):
        look.say("hidden-slide", place, words_of(root))
    look_at_crops(look, root, place)
    look_at_hidden_shapes(look, root, place)
    frames = _frames(package, part)
    _look_at_boxes(look, root, place, page, frames)
    _look_at_letters(look, root, place, _ground(package, part), _colours(package, part))
    for each in package.targets(part, "notesSlide"):
        notes = _notes(package.tree(each))
        if notes:
            look.say("speaker-notes", f"{place}, its notes", notes)
    paragraphs = [words_of(item) for item in every(root, "p")]
    for text in paragraphs:
        look.read(text, place)
    for table in every(root, "tbl"):
        rows = [[words_of(cell) for cell in row.iterchildren("{*}tc")] for row in table.iterchildren("{*}tr")]
        for line, _, figure in low_counts(rows):
            look.say("small-number", f"{place}, its table, row {line + 1}", figure)
        for line, _, name in named_cells(rows):
            look.say("personal-data", f"{place}, its table, row {line + 1}", name)
    return paragraphs


def _notes(root: Any) -> str:
    """The words of a page of notes, without the number, date and picture that every such page has."""
    found = []
    for shape in every(root, "sp"):
        kind = next((item.get("type", "") for item in every(shape, "ph")), "")
        if kind not in {"sldNum", "dt", "hdr", "ftr", "sldImg"}:
            found.append(words_of(shape))
    return " ".join(filter(None, found)).strip()


def _box(shape: Any) -> Box | None:
    """Where a shape lies; None where its layout says it, or where it turns with its group."""
    frame = next((item for item in shape.iter("{*}xfrm")), None)
    offset, extent = (frame.find("{*}off"), frame.find("{*}ext")) if frame is not None else (None, None)
    if offset is None or extent is None:
        return None
    left, top = number(offset.get("x")), number(offset.get("y"))
    return Box(left, top, left + number(extent.get("cx")), top + number(extent.get("cy")))


def _frames(package: Package, part: str) -> dict[str, Box]:
    """Where a slide's layout and master put the places for a title and for words, by number and by kind."""
    parts = package.targets(part, "slideLayout")
    parts += [master for layout in parts for master in package.targets(layout, "slideMaster")]
    found: dict[str, Box] = {}
    for each in reversed(parts):
        for shape in every(package.tree(each), "sp"):
            box = _box(shape)
            for name in _holder(shape) if box is not None else ():
                found[name] = box  # type: ignore[assignment]
    return found


def _holder(shape: Any) -> list[str]:
    """The kind and number of the place that a shape fills: "title", "1"; nothing for one that stands by itself."""
    mark = next(iter(every(shape, "ph")), None)
    if mark is None:
        return []
    kind = {"ctrTitle": "title"}.get(mark.get("type", "body"), mark.get("type", "body"))
    return [kind, *([mark.get("idx")] if mark.get("idx") else [])]


def _framed(shape: Any, frames: dict[str, Box]) -> Box | None:
    """Where a shape lies, by itself or by its layout."""
    return _box(shape) or next((frames[name] for name in reversed(_holder(shape)) if name in frames), None)


def _look_at_boxes(look: Look, root: Any, place: str, page: Box, frames: dict[str, Box]) -> None:
    """What lies beside the slide, and what lies under a filled shape that was drawn later."""
    tree = next(iter(every(root, "spTree")), None)
    shapes = [item for item in tree if local(item) in _DRAWN][:_MOST_SHAPES] if tree is not None else []
    placed = [(item, box) for item in shapes if (box := _framed(item, frames)) is not None]
    for at, (item, box) in enumerate(placed):
        name = next((each.get("name", "") for each in every(item, "cNvPr")), "") or "a shape"
        if box.area and not box.common(page):
            look.say("off-slide-object", f"{place}, {name}", words_of(item))
        words, picture = words_of(item), local(item) == "pic"
        over = [other for other, cover in placed[at + 1 :] if _is_filled(other) and box.common(cover) >= COVERED * box.area > 0]
        if over and (words or picture):
            look.say("image-under-box" if picture else "text-under-box", f"{place}, {name}", words)


def _is_filled(shape: Any) -> bool:
    marks = shape.find("{*}spPr")
    fill = marks.find("{*}solidFill") if marks is not None else None
    return local(shape) == "sp" and fill is not None and not every(fill, "alpha")


def _look_at_letters(look: Look, root: Any, place: str, ground: str | None, theme: dict[str, str]) -> None:
    """Words in the colour of their shape or, where it has none, of the slide."""
    for shape in every(root, "sp"):
        marks = shape.find("{*}spPr")
        fill = marks.find("{*}solidFill") if marks is not None else None
        other = marks is not None and any(marks.find(f"{{*}}{name}") is not None for name in ("gradFill", "blipFill", "pattFill"))
        behind = _colour(fill, theme) if fill is not None else None if other or shape.find("{*}style") is not None else ground
        for run in every(shape, "r"):
            held = run.find("{*}rPr/{*}solidFill")
            letters = _colour(held, theme) if held is not None else None
            small = 0 < number((run.find("{*}rPr").get("sz") if run.find("{*}rPr") is not None else None) or "0") <= 200
            text = run.findtext("{*}t") or ""
            if text.strip() and (small or (letters and behind and alike(letters, behind))):
                look.say("invisible-text", place, text)


def _colour(fill: Any, theme: dict[str, str]) -> str | None:
    for item in fill:
        if len(item):
            return None
        if local(item) == "srgbClr":
            return colour(item.get("val"), BLACK)
        if local(item) == "schemeClr":
            name = item.get("val", "")
            return theme.get(_SCHEME.get(name, name))
    return None


def _colours(package: Package, part: str) -> dict[str, str]:
    for layout in package.targets(part, "slideLayout"):
        for master in package.targets(layout, "slideMaster"):
            for theme in package.targets(master, "theme"):
                return theme_colours(package.tree(theme))
    return {}


def _ground(package: Package, part: str) -> str | None:
    """The colour of a slide: its own, its layout's or its master's; None for one that is no plain colour."""
    theme = _colours(package, part)
    parts = [part, *package.targets(part, "slideLayout")]
    parts += package.targets(parts[-1], "slideMaster")
    for each in parts:
        for item in every(package.tree(each), "bg"):
            fill = item.find("{*}bgPr/{*}solidFill")
            held = fill if fill is not None else item.find("{*}bgRef")
            return _colour(held, theme) if held is not None else None
    return WHITE


def _look_at_comments(package: Package, order: list[str]) -> None:
    for part, kinds in sorted(package.reached.items()):
        if not kinds & {"comments", "threadedComment", "commentAuthors", "authors"}:
            continue
        root = package.tree(part)
        slide = next(
            (f"slide {at}" for at, each in enumerate(order, 1) if part in {one.target for one in package.relations(each)}),
            f"part {part}",
        )
        for item in every(root, "cm"):
            modern = "2018" in (item.tag if isinstance(item.tag, str) else "")
            look_text = "".join(item.itertext()) or attribute(item, "text") or ""
            package.look.say("threaded-comment" if modern else "comment", slide, look_text)
        for item in every(root, "cmAuthor", "author"):
            package.look.say("author-in-properties", "the list of people who wrote comments", item.get("name", ""))
