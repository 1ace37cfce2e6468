"""The styles of an OpenDocument file, by name and kind, with those that they build on."""

from typing import Any

from foidesk.release.markup import attribute, every, local, number

_MOST_STEPS = 20


class Styles:
    """The styles of the parts given, those of the text itself before the common ones."""

    def __init__(self, *roots: Any) -> None:
        self.roots = roots
        self._named: dict[tuple[str, str], Any] = {}
        self._data: dict[str, Any] = {}
        self._plain: dict[str, Any] = {}
        for root in roots:
            for item in every(root, "style"):
                self._named[attribute(item, "family") or "", attribute(item, "name") or ""] = item
            for item in every(root, "default-style"):
                self._plain[attribute(item, "family") or ""] = item
            for kind in (
                "number-style",
                "currency-style",
                "percentage-style",
                "date-style",
                "time-style",
                "text-style",
                "boolean-style",
            ):
                self._data |= {attribute(item, "name") or "": item for item in every(root, kind)}

    def asked(self, family: str, name: str | None, wanted: str) -> str | None:
        """What a style says of one of its properties, by the property's own name ("color"); None where it says nothing."""
        for item in self._chain(family, name):
            for properties in item:
                if isinstance(properties.tag, str) and local(properties).endswith("-properties"):
                    value = attribute(properties, wanted)
                    if value is not None:
                        return value
        return None

    def text(self, family: str, name: str | None, wanted: str) -> str | None:
        """The same, of the properties of letters alone: a cell and its words each have a background."""
        for item in self._chain(family, name):
            for properties in item.iterchildren("{*}text-properties"):
                value = attribute(properties, wanted)
                if value is not None:
                    return value
        return None

    def shows_nothing(self, name: str | None) -> bool:
        """Whether the format of numbers of a cell's style shows nothing at all."""
        data = next(
            (
                attribute(item, "data-style-name")
                for item in self._chain("table-cell", name)
                if attribute(item, "data-style-name")
            ),
            None,
        )
        style = self._data.get(data or "")
        if style is None:
            return False
        return not any(
            local(item) not in {"map", "text-properties"} and (local(item) != "text" or (item.text or "").strip())
            for item in style
        )

    def _chain(self, family: str, name: str | None) -> list[Any]:
        found: list[Any] = []
        while name and (family, name) in self._named and len(found) < _MOST_STEPS:
            found.append(self._named[family, name])
            name = attribute(found[-1], "parent-style-name")
        return [*found, self._plain[family]] if family in self._plain else found


def points(length: str | None, default: float) -> float:
    """A length ("2.5cm") in points; the default where it is none."""
    if not length:
        return default
    units = {"cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pt": 1.0, "px": 0.75}
    unit = length[-2:]
    return number(length[:-2], default / units[unit]) * units[unit] if unit in units else default


def words_of(item: Any) -> str:
    """The words of a paragraph or cell, without those of comments in it."""
    found: list[str] = []
    _collect(item, found, 0)
    return "".join(found)


def _collect(item: Any, found: list[str], depth: int) -> None:
    if depth > 100:
        return
    found.append(item.text or "")
    for inner in item:
        if isinstance(inner.tag, str) and local(inner) not in {"annotation", "tracked-changes", "note-citation"}:
            if local(inner) in {"s", "tab", "line-break"}:
                found.append(" ")
            _collect(inner, found, depth + 1)
        found.append(inner.tail or "")
