"""Parts of markup, read safely: no definitions, no entities, of a bounded size; and what may stand between the lines of them."""

import re
from typing import Any

from lxml import etree

from foidesk.release.limits import MOST_XML, RefusalError
from foidesk.release.look import Look

_SPACE = re.compile(rb"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']""")
_PATHS = re.compile(
    r"""(?:(?<![A-Za-z])[A-Za-z]:\\[^<>"'|?*\r\n]{3,200}|file:/{2,3}[^<>"'\s]{3,200}|\\\\[\w.-]{2,60}\\[^<>"'|?*\r\n]{2,200})"""
)
_HEAD = 4_096
"""Bytes in which definitions are looked for before the parser sees them; it tells of those that come later."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def tree_of(data: bytes, part: str) -> Any:
    """The root of a part. Raises RefusalError for definitions, for what is too large, and for what is no markup."""
    if len(data) > MOST_XML:
        raise RefusalError("zip-bomb", f"part {part}")
    if b"<!DOCTYPE" in data[:_HEAD]:
        raise RefusalError("unsafe-xml", f"part {part}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise RefusalError("corrupt-file", f"part {part}") from None
    if root is None:
        raise RefusalError("corrupt-file", f"part {part}")
    about = root.getroottree().docinfo
    if about.internalDTD is not None or about.externalDTD is not None:
        raise RefusalError("unsafe-xml", f"part {part}")
    return root


def check_between(look: Look, data: bytes, root: Any, place: str, known: tuple[str, ...]) -> None:
    """Tell of what a part holds that its own program does not show: remarks in the markup, data of other programs, paths of files."""
    wide = data.startswith(_WIDE)
    if wide or b"<!--" in data or b"<?" in data[5:]:
        for node in root.getroottree().xpath("//comment() | //processing-instruction()"):
            text = (node.text or "").strip()
            if text and node.tag is etree.Comment:
                look.say("hidden-text", f"{place}, a remark in its markup", text)
            elif node.tag is not etree.Comment:
                look.say("unknown-part", f"{place}, an instruction in its markup", text)
    for space in sorted({name.decode("utf-8", "replace") for name in _SPACE.findall(data)}):
        if not space.startswith(known):
            look.say("unknown-part", f"{place}, data of another program", space)
    if wide or b"\\" in data or b"file:" in data:
        text = data.decode("utf-16" if wide else "utf-8", "replace")
        for path in sorted(set(_PATHS.findall(text)))[:3]:
            look.say("external-link", f"{place}, a path", path)


def is_on(value: str | None, *, default: bool = False) -> bool:
    """A yes or no of a part; `default` where it says nothing."""
    return default if value is None else value in {"1", "true", "on"}


def number(value: str | None, default: float = 0.0) -> float:
    """A number of a part; the default where it is none."""
    try:
        return float(value) if value is not None else default
    except ValueError:
        return default


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a remark."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute by its name alone, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(held) for key, held in element.attrib.items() if key.endswith("}" + name)), None)


def every(root: Any, *names: str) -> list[Any]:
    """Every element of these names below a root, whatever its namespace, in their order."""
    return list(root.iter(*[f"{{*}}{name}" for name in names]))
