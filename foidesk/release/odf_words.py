"""The words of an OpenDocument text or presentation: hidden, invisible, on hidden slides, in notes, beside the page."""

from typing import Any

from foidesk.release.look import Look
from foidesk.release.markup import attribute, every, local
from foidesk.release.odf_styles import Styles, points, words_of
from foidesk.release.ooxml_styles import BLACK, WHITE, alike, colour
from foidesk.release.text_counts import low_counts, named_cells

_HIDDEN = ("hidden-text", "hidden-paragraph", "conditional-text")
_FIELDS = ("variable-decl", "user-field-decl", "variable-set", "database-display", "database-next", "placeholder")
_TINY = 2.5
"""Letters of this height (points) or less cannot be read."""


def look_at_words(look: Look, content: Any, styles: Styles) -> str:
    """Tell of what a text document holds and does not show; returns its words."""
    for root in styles.roots:
        _look_at_hidden(look, root, styles)
        _look_at_letters(look, root, styles)
    return _read(look, content)


def look_at_slides(look: Look, content: Any, styles: Styles) -> str:
    """Tell of what a presentation holds and does not show; returns its words."""
    for at, page in enumerate(every(content, "page"), 1):
        place = f"slide {at}"
        if styles.asked("drawing-page", attribute(page, "style-name"), "visibility") == "hidden":
            look.say("hidden-slide", place, words_of(page))
        for notes in page.iterchildren("{*}notes"):
            words = " ".join(words_of(item).strip() for item in every(notes, "p")).strip()
            if words:
                look.say("speaker-notes", f"{place}, its notes", words)
        _look_beside(look, page, place, _size(content, styles, page))
    for root in styles.roots:
        _look_at_letters(look, root, styles)
    return _read(look, content)


def _read(look: Look, content: Any) -> str:
    paragraphs = [words_of(item) for item in every(content, "p", "h")]
    for text in paragraphs:
        if text.strip():
            look.read(text, f'the paragraph that starts "{" ".join(text.split())[:30]}"')
    for at, table in enumerate(every(content, "table"), 1):
        rows = [
            [" ".join(words_of(item) for item in cell.iterchildren("{*}p")) for cell in row.iterchildren("{*}table-cell")]
            for row in every(table, "table-row")
        ]
        for line, _, figure in low_counts(rows):
            look.say("small-number", f"table {at}, row {line + 1}", figure)
        for line, _, words in named_cells(rows):
            look.say("personal-data", f"table {at}, row {line + 1}", words)
    return "\n".join(paragraphs)


def _look_at_hidden(look: Look, root: Any, styles: Styles) -> None:
    """Words, paragraphs and sections that a mark or a condition hides; fields that keep values."""
    for item in every(root, *_HIDDEN):
        words = words_of(item) or attribute(item, "string-value") or attribute(item, "string-value-if-true") or ""
        if words.strip():
            look.say("hidden-text", "a hidden field", words)
    for item in every(root, "section"):
        if attribute(item, "display") in {"none", "condition"}:
            look.say("hidden-text", f"the section {attribute(item, 'name') or ''}", words_of(item))
    for item in every(root, "span", "p", "h", "a"):
        family = "paragraph" if local(item) in {"p", "h"} else "text"
        if styles.text(family, attribute(item, "style-name"), "display") == "none" and words_of(item).strip():
            look.say("hidden-text", "words that are marked as hidden", words_of(item))
    for item in every(root, *_FIELDS):
        kept = attribute(item, "string-value") or ""
        if kept and attribute(item, "display") == "none":
            look.say("hidden-text", f"the variable {attribute(item, 'name') or ''}", kept)
        elif local(item) == "user-field-decl" and kept:
            look.say("hidden-text", f"the user field {attribute(item, 'name') or ''}", kept)
    for item in every(root, "table"):
        if styles.asked("table", attribute(item, "style-name"), "display") == "false":
            look.say("hidden-text", "a table", words_of(item))


def _look_at_letters(look: Look, root: Any, styles: Styles) -> None:
    """Words in the colour of their ground, or too small."""
    for item in every(root, "span", "p", "h"):
        words = words_of(item) if local(item) == "span" else (item.text or "")
        if not words.strip():
            continue
        family = "text" if local(item) == "span" else "paragraph"
        name = attribute(item, "style-name")
        letters = styles.text(family, name, "color")
        size = points(styles.text(family, name, "font-size"), 12)
        # Letters whose colour is left to the program show on any ground, but for the marker's.
        ground = _ground(item, styles)
        unseen = (letters or ground != WHITE) and alike(colour(letters, BLACK), ground)
        automatic = styles.text(family, name, "use-window-font-color") == "true" and not _marked(item, styles)
        if (unseen and not automatic) or size <= _TINY:
            look.say("invisible-text", "words that cannot be seen", words)


def _marked(item: Any, styles: Styles) -> str:
    family = "text" if local(item) == "span" else "paragraph"
    return colour(styles.text(family, attribute(item, "style-name"), "background-color"), "")


def _ground(item: Any, styles: Styles) -> str:
    """The colour behind the words: the marker's, the paragraph's, the cell's or shape's, the page's."""
    for each in [item, *item.iterancestors()]:
        name, kind = attribute(each, "style-name"), local(each)
        if kind in {"span", "p", "h"}:
            found = _marked(each, styles)
            if not found and kind != "span":
                found = colour(styles.asked("paragraph", name, "background-color"), "")
        elif kind == "table-cell":
            found = colour(styles.asked("table-cell", name, "background-color"), "")
        elif kind in {"frame", "custom-shape", "rect", "text-box"}:
            fill = styles.asked("graphic", name, "fill") or styles.asked("presentation", name, "fill")
            found = (
                colour(styles.asked("graphic", name, "fill-color") or styles.asked("presentation", name, "fill-color"), "")
                if fill == "solid"
                else ""
            )
        else:
            found = ""
        if found:
            return found
    return WHITE


def _size(content: Any, styles: Styles, page: Any) -> tuple[float, float]:
    """Width and height of a slide in points."""
    for root in styles.roots:
        for master in every(root, "master-page"):
            if attribute(master, "name") == attribute(page, "master-page-name"):
                layout = attribute(master, "page-layout-name")
                for item in every(root, "page-layout"):
                    if attribute(item, "name") == layout:
                        held = next(iter(every(item, "page-layout-properties")), None)
                        if held is not None:
                            return points(attribute(held, "page-width"), 794), points(attribute(held, "page-height"), 595)
    return 794.0, 595.0


def _look_beside(look: Look, page: Any, place: str, size: tuple[float, float]) -> None:
    for item in page:
        if not isinstance(item.tag, str) or attribute(item, "width") is None:
            continue
        left, top = points(attribute(item, "x"), 0), points(attribute(item, "y"), 0)
        width, height = points(attribute(item, "width"), 0), points(attribute(item, "height"), 0)
        if left >= size[0] or top >= size[1] or left + width <= 0 or top + height <= 0:
            look.say("off-slide-object", f"{place}, {attribute(item, 'name') or 'a shape'}", words_of(item))
