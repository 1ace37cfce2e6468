"""The styles of a workbook, as far as they make the words of a cell invisible: by their colour, their size or their format."""

import re
from functools import cached_property
from typing import Any

from foidesk.release.markup import is_on, local, number

SAME = 18
"""Colours whose parts differ by less than this (of 255) cannot be told apart on a screen."""
SMALL = 2.0
"""Letters of this height (points) or less cannot be read."""
_INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
"""The colours that a workbook names by number, one after the other (ECMA-376, 18.8.27)."""
_SYSTEM_GROUND = 65
"""The number of the colour that the system gives to a window's ground."""
_THEME = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")
"""The colours of a theme by their number where the file has none of its own; light and dark change places there (18.8.3)."""
_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
WHITE, BLACK = "FFFFFF", "000000"


def alike(one: str, other: str) -> bool:
    """Whether two colours ("RRGGBB") cannot be told apart."""
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) < SAME for at in (0, 2, 4))


def colour(value: str | None, default: str) -> str:
    """A colour of a part as RRGGBB; the default where it is none, or left to the program."""
    text = (value or "").lstrip("#")[-6:]
    return text.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", text) else default


def theme_colours(root: Any) -> dict[str, str]:
    """The colours of a theme by their names ("lt1", "accent3")."""
    found = {}
    for scheme in root.iter("{*}clrScheme"):
        for item in scheme:
            held = next(iter(item), None)
            if held is not None:
                found[local(item)] = colour(held.get("lastClr") or held.get("val"), BLACK)
    return found


def shows_nothing(code: str) -> str:
    """What a format of numbers hides: "all", "numbers", or "" for nothing."""
    sections = _NOISE.sub(lambda match: "" if match[0][0] in "_*[" else match[0], code).split(";")
    if len(sections) < 3 or any(section.strip() for section in sections[:3]):
        return ""
    return "all" if len(sections) > 3 and not sections[3].strip() else "numbers"


class Styles:
    """The styles of the cells of one workbook, by their number."""

    def __init__(self, root: Any | None, theme: dict[str, str]) -> None:
        self._root, self._theme = root, theme

    @cached_property
    def hiding(self) -> dict[int, str]:
        """The styles that show nothing of a cell: "all", "numbers" (its words are shown), or "colour"."""
        found = {}
        for at, item in enumerate(self._cells):
            nothing = shows_nothing(self.formats[at])
            font = self._fonts[self._at(item, "fontId", self._fonts)] if self._fonts else None
            if nothing:
                found[at] = nothing
            elif font is not None and self._is_unseen(font, at):
                found[at] = "colour"
        return found

    @cached_property
    def formats(self) -> list[str]:
        """The format of numbers of each style; "" for the plain one and those named by number alone."""
        own = {item.get("numFmtId"): item.get("formatCode", "") for item in self._all("numFmt")}
        return [own.get(item.get("numFmtId"), "") for item in self._cells]

    @cached_property
    def numbers(self) -> list[int]:
        """The number of the format of each style, as the file has it."""
        return [int(number(item.get("numFmtId"))) for item in self._cells]

    def rule_hides(self, at: int, ground: str) -> bool:
        """Whether what a conditional format gives to a cell makes its words invisible, on the ground that the cell has."""
        rules = self._children("dxfs")
        if not 0 <= at < len(rules):
            return False
        if any(shows_nothing(item.get("formatCode", "")) for item in rules[at].iter("{*}numFmt")):
            return True
        held = next(rules[at].iterfind("{*}font/{*}color"), None)
        fill = next(rules[at].iterfind("{*}fill/{*}patternFill/{*}bgColor"), None)
        return held is not None and alike(self.colour_of(held, BLACK), self.colour_of(fill, ground))

    def ground(self, style: int) -> str:
        """The colour behind a cell of a style."""
        fills = self._children("fills")
        if not 0 <= style < len(self._cells) or not fills:
            return WHITE
        return self._ground_of(fills[self._at(self._cells[style], "fillId", fills)])

    def colour_of(self, item: Any | None, default: str) -> str:
        """The colour that an element names, by its parts, its number or the theme."""
        if item is None or is_on(item.get("auto")):
            return default
        if item.get("rgb"):
            return colour(item.get("rgb"), default)
        if item.get("indexed"):
            at = int(number(item.get("indexed")))
            if at == _SYSTEM_GROUND:
                return WHITE
            return _INDEXED[7 * at : 7 * at + 6] if 0 <= at < 64 else default
        if item.get("theme"):
            at = int(number(item.get("theme")))
            name = _ORDER[at] if 0 <= at < len(_ORDER) else ""
            return _tinted(self._theme.get(name) or (_THEME[at] if name else default), number(item.get("tint")))
        return default

    def _is_unseen(self, font: Any, style: int) -> bool:
        size = next(font.iter("{*}sz"), None)
        if size is not None and number(size.get("val"), 11) <= SMALL:
            return True
        letters = self.colour_of(next(font.iter("{*}color"), None), BLACK)
        return alike(letters, self.ground(style))

    def _ground_of(self, fill: Any) -> str:
        pattern = next(fill.iter("{*}patternFill"), None)
        if pattern is None or pattern.get("patternType", "none") != "solid":
            return WHITE
        return self.colour_of(next(pattern.iter("{*}fgColor"), None), BLACK)

    @cached_property
    def _cells(self) -> list[Any]:
        return self._children("cellXfs")

    @cached_property
    def _fonts(self) -> list[Any]:
        return self._children("fonts")

    def _children(self, name: str) -> list[Any]:
        held = next(iter(self._all(name)), None)
        return [item for item in held if isinstance(item.tag, str)] if held is not None else []

    def _all(self, name: str) -> list[Any]:
        return list(self._root.iter(f"{{*}}{name}")) if self._root is not None else []

    @staticmethod
    def _at(item: Any, name: str, held: list[Any]) -> int:
        at = int(number(item.get(name)))
        return at if 0 <= at < len(held) else 0


def _tinted(base: str, tint: float) -> str:
    """A colour made lighter (above 0) or darker (below 0), as ECMA-376 18.8.19 says, on each of its parts."""
    parts = [int(base[at : at + 2], 16) for at in (0, 2, 4)]
    tint = max(-1.0, min(1.0, tint))
    made = [part * (1 + tint) if tint < 0 else part + (255 - part) * tint for part in parts]
    return "".join(f"{round(part):02X}" for part in made)
