"""Pictures, shapes and charts of a Word, Excel or PowerPoint file: cropped, hidden, or keeping figures of their own."""

from collections.abc import Container
from typing import Any

from foidesk.release.look import Look
from foidesk.release.markup import every, is_on, number

CUT = 100
"""Thousandths of a per cent that may be cut off a picture to fit its frame."""
_SIDES = ("l", "t", "r", "b")


def look_at_crops(look: Look, root: Any, place: str) -> None:
    """Tell of pictures of which a part is cut off and kept."""
    for item in every(root, "srcRect"):
        cut = [number(item.get(side, "0").rstrip("%")) * (1000 if item.get(side, "").endswith("%") else 1) for side in _SIDES]
        if max(cut) > CUT:
            look.say("cropped-image", f"{place}, the picture {_name(item)}".rstrip())


def _name(item: Any) -> str:
    """The name of the picture that a crop belongs to, as the program's selection pane lists it."""
    for above in item.iterancestors():
        named = next(iter(every(above, "cNvPr", "docPr")), None)
        if named is not None:
            return str(named.get("name", ""))
    return ""


def look_at_hidden_shapes(look: Look, root: Any, place: str) -> None:
    """Tell of shapes and pictures that are marked as hidden or have no size, and read what their alternative text says."""
    for item in every(root, "cNvPr", "docPr"):
        name = f"{place}, {item.get('name') or 'a shape'}"
        look.read_hidden(f"{item.get('descr', '')}\n{item.get('title', '')}", f"{name}, its alternative text", "personal-data")
        if is_on(item.get("hidden")):
            holder = item.getparent().getparent() if item.getparent() is not None else None
            look.say("hidden-text", f"{name}, which is hidden", words_of(holder) if holder is not None else "")


def words_of(root: Any) -> str:
    """The words of a drawing."""
    return " ".join(filter(None, (item.text for item in every(root, "t"))))


def look_at_chart(look: Look, root: Any, place: str, seen: Container[str]) -> None:
    """Tell of figures and names that a chart keeps and no cell shows."""
    for cache in every(root, "strCache", "numCache", "multiLvlStrCache", "lvl", "strDim", "numDim"):
        for value in every(cache, "v", "pt"):
            text = (value.text or "").strip()
            if text and text not in seen and not _is_figure_seen(text, seen):
                look.say("chart-cache", place, text)
                return


def _is_figure_seen(text: str, seen: Container[str]) -> bool:
    """A chart writes 12.0 or 1.2E1 where the cell holds 12."""
    try:
        value = float(text)
    except ValueError:
        return False
    return any(form in seen for form in (repr(value), f"{value:g}", str(int(value)) if value == int(value) else text))
