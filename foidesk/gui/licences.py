"""What the program is built on, with the licence of each: packages as their own metadata tells, fonts, icons and words as they came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from foidesk.paths import resource_dir

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
OWN = (
    ("Inter", "OFL-1.1", ("fonts", "window", "OFL-Inter.txt")),
    ("Source Serif 4", "OFL-1.1", ("fonts", "window", "OFL-SourceSerif4.txt")),
    ("Source Sans 3", "OFL-1.1", ("fonts", "source-sans", "LICENSE.md")),
    ("Lucide icons", "ISC", ("icons", "LICENSE")),
    ("Words of the passphrases", "CC-BY-3.0-US", ("words", "README.md")),
)
"""What lies in the resources: its name, its licence, the file that holds it."""


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that the program is built on, and the text of its licence as far as it came with it."""

    name: str
    version: str
    licence: str
    text: str


def components() -> list[Component]:
    """Everything, by name: what lies in the resources first, then every package that the program needs, and what those need."""
    own = [Component(name, "", licence, _read(resource_dir().joinpath(*parts))) for name, licence, parts in OWN]
    packages = sorted((_package(found) for found in _needed("foidesk")), key=lambda item: item.name.lower())
    return [*own, *packages]


def _needed(root: str) -> Iterator[metadata.Distribution]:
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        if name != root:
            yield found
        for line in found.requires or []:
            match = _NAME.match(line)
            if match and "extra ==" not in line:
                waiting.append(match[0])


def _package(found: metadata.Distribution) -> Component:
    about = found.metadata
    texts = [_read(Path(str(found.locate_file(file)))) for file in found.files or [] if _is_licence(str(file))]
    return Component(about["Name"], found.version, _licence(about), "\n\n".join(filter(None, texts)))


def _is_licence(path: str) -> bool:
    return ".dist-info/" in path and bool(_LICENCE_FILE.search(path))


def _licence(about: metadata.PackageMetadata) -> str:
    for field in ("License-Expression", "License"):
        if field in about and about[field].strip():
            return about[field].strip().partition("\n")[0]
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return ", ".join(named)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
