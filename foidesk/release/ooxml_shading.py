"""What a run of words in a Word document looks like: hidden, its letters, the ground behind them, its size; with the styles it follows."""

from typing import Any

from foidesk.release.markup import attribute, every, is_on, local, number
from foidesk.release.ooxml import Package
from foidesk.release.ooxml_styles import BLACK, WHITE, colour, theme_colours

HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
"""The colours of the highlighter (ECMA-376, 17.18.40)."""
_THEME_NAMES = {
    "background1": "lt1",
    "text1": "dk1",
    "background2": "lt2",
    "text2": "dk2",
    "light1": "lt1",
    "dark1": "dk1",
    "light2": "lt2",
    "dark2": "dk2",
}
_PLAIN = {"lt1": WHITE, "dk1": BLACK}
_MOST_STEPS = 20


class Shading:
    """The styles of a document, asked for one run at a time."""

    def __init__(self, package: Package) -> None:
        themes = package.targets(package.main, "theme")
        self._theme = theme_colours(package.tree(themes[0])) if themes else {}
        parts = package.targets(package.main, "styles", "stylesWithEffects")
        roots = [package.tree(part) for part in parts]
        self._styles = {attribute(item, "styleId") or "": item for root in reversed(roots) for item in every(root, "style")}
        plain = [item for item in self._styles.values() if is_on(attribute(item, "default"))]
        self._default = {attribute(item, "type"): item for item in plain}
        self._page = next(
            (colour(attribute(item, "color"), WHITE) for item in every(package.tree(package.main), "background")), WHITE
        )

    def is_hidden(self, run: Any) -> bool:
        """Whether a run is marked as hidden, by itself or by a style; one that says it is not, is not."""
        mark = self._asked(run, "vanish")
        return mark is not None and is_on(attribute(mark, "val"), default=True)

    def size(self, run: Any) -> float:
        """The height of the letters in half points; 0 where nothing says it."""
        mark = self._asked(run, "sz")
        return number(attribute(mark, "val")) if mark is not None else 0.0

    def letters(self, run: Any) -> str | None:
        """The colour of the letters; black where it is left to the program on a marked ground, None where the program picks one that shows."""
        mark = self._asked(run, "color")
        if mark is None or attribute(mark, "val") == "auto":
            # Word turns letters without a colour white on a dark shading, and leaves them black under the highlighter.
            return BLACK if self._highlight(run) else None
        return self._colour(mark, "themeColor", "val", BLACK)

    def ground(self, run: Any) -> str | None:
        """The colour behind the letters: highlighter, shading of the run, the paragraph, the cell, its table's style, its box, the page.

        None where it is no plain colour.
        """
        marked = self._highlight(run)
        if marked:
            return marked
        shade = self._asked(run, "shd")
        if self._is_filled(shade):
            return self._colour(shade, "themeFill", "fill", WHITE)
        for above in run.iterancestors("{*}p", "{*}tc", "{*}tbl"):
            for shade in self._shades(above, run):
                if self._is_filled(shade):
                    return self._colour(shade, "themeFill", "fill", WHITE)
        box = next(run.iterancestors("{*}wsp", "{*}rect", "{*}shape", "{*}roundrect"), None)
        return self._page if box is None else self._ground_of_box(box)

    def _ground_of_box(self, box: Any) -> str | None:
        """The colour of a box around words: of one without any, the page's."""
        if local(box) != "wsp":
            return self._page if box.get("filled") in {"f", "false"} else colour(box.get("fillcolor"), WHITE)
        marks = box.find("{*}spPr")
        kinds = [local(item) for item in marks] if marks is not None else []
        if "solidFill" in kinds:
            held = next(iter(marks.find("{*}solidFill")), None)
            if held is None or len(held):
                return None
            name = held.get("val", "")
            key = _THEME_NAMES.get(name, {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}.get(name, name))
            return self._theme.get(key) or _PLAIN.get(key) or colour(name, WHITE)
        styled = box.find("{*}style") is not None and "noFill" not in kinds
        return None if styled or {"gradFill", "blipFill", "pattFill"} & set(kinds) else self._page

    def _shades(self, above: Any, run: Any) -> list[Any]:
        marks = above.find(f"{{*}}{local(above)}Pr")
        found = [marks.find("{*}shd")] if marks is not None else []
        name = {"p": "pStyle", "tbl": "tblStyle"}.get(local(above))
        style = marks.find(f"{{*}}{name}") if marks is not None and name else None
        for each in self._chain(attribute(style, "val") or "" if style is not None else ""):
            if local(above) == "tbl":
                found += self._of_table(each, above, run)
            else:
                found += [item.find("{*}shd") for item in each.iterchildren("{*}pPr")]
        return found

    def _of_table(self, style: Any, table: Any, run: Any) -> list[Any]:
        """The shadings that a table's style gives to the row and column of a run, the most particular first."""
        row = next(run.iterancestors("{*}tr"), None)
        cell = next(run.iterancestors("{*}tc"), None)
        rows, cells = list(table.iterchildren("{*}tr")), list(row.iterchildren("{*}tc")) if row is not None else []
        wanted = [
            ("firstRow", bool(rows) and row is rows[0]),
            ("lastRow", bool(rows) and row is rows[-1]),
            ("firstCol", bool(cells) and cell is cells[0]),
            ("lastCol", bool(cells) and cell is cells[-1]),
            ("band1Horz", True),
            ("wholeTable", True),
        ]
        by_place = {attribute(item, "type"): item for item in style.iterchildren("{*}tblStylePr")}
        chosen = [by_place[name] for name, holds in wanted if holds and name in by_place]
        return [shade for item in [*chosen, style] for shade in item.iterfind("{*}tcPr/{*}shd")]

    def _highlight(self, run: Any) -> str:
        mark = self._asked(run, "highlight")
        return HIGHLIGHTS.get(attribute(mark, "val") or "", "") if mark is not None else ""

    @staticmethod
    def _is_filled(shade: Any | None) -> bool:
        return shade is not None and (attribute(shade, "fill") not in (None, "auto") or attribute(shade, "themeFill") is not None)

    def _asked(self, run: Any, name: str) -> Any | None:
        """What a run says of one of its marks, else its style, its paragraph's style, and the plain style."""
        own = run.find("{*}rPr")
        found = own.find(f"{{*}}{name}") if own is not None else None
        if found is not None:
            return found
        named = own.find("{*}rStyle") if own is not None else None
        paragraph = next(run.iterancestors("{*}p"), None)
        marks = paragraph.find("{*}pPr") if paragraph is not None else None
        above = marks.find("{*}pStyle") if marks is not None else None
        for style in (named, above):
            for each in self._chain(attribute(style, "val") or "" if style is not None else ""):
                found = each.find(f"{{*}}rPr/{{*}}{name}")
                if found is not None:
                    return found
        plain = self._default.get("paragraph") if above is None else None
        return plain.find(f"{{*}}rPr/{{*}}{name}") if plain is not None else None

    def _chain(self, name: str) -> list[Any]:
        """A style and those that it is based on."""
        found: list[Any] = []
        while name in self._styles and len(found) < _MOST_STEPS:
            found.append(self._styles[name])
            base = self._styles[name].find("{*}basedOn")
            name = attribute(base, "val") or "" if base is not None else ""
        return found

    def _colour(self, mark: Any, theme: str, plain: str, default: str) -> str:
        named = attribute(mark, theme)
        if named and attribute(mark, f"{theme}Tint") is None and attribute(mark, f"{theme}Shade") is None:
            key = _THEME_NAMES.get(named, named)
            return self._theme.get(key) or _PLAIN.get(key) or colour(attribute(mark, plain), default)
        return colour(attribute(mark, plain), default)
