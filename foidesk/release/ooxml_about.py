"""What a Word, Excel or PowerPoint file says of itself: who wrote it, for whom, out of what. A name of nobody is no finding."""

from collections.abc import Callable
from typing import Any

from foidesk.release.known import known
from foidesk.release.markup import local
from foidesk.release.ooxml import Package

_WHO = {
    "creator": "Author",
    "lastModifiedBy": "Last saved by",
    "Manager": "Manager",
    "Company": "Company",
    "HyperlinkBase": "Hyperlink base",
}
_WORDS = {
    "title": "Title",
    "subject": "Subject",
    "description": "Comments",
    "keywords": "Tags",
    "category": "Category",
    "contentStatus": "Status",
}


def look_at_properties(package: Package, is_seen: Callable[[str], bool]) -> None:
    """Tell of people, companies and words in the properties. `is_seen` says whether the document itself shows a text."""
    for part in package.targets("", "core-properties", "extended-properties"):
        for item in package.tree(part):
            _look_at(package, local(item), (item.text or "").strip(), is_seen)
        for item in package.tree(part).iter("{*}TitlesOfParts"):
            _look_at_titles(package, item, is_seen)


def _look_at(package: Package, name: str, text: str, is_seen: Callable[[str], bool]) -> None:
    folded = text.casefold()
    if name in _WHO and not package.look.names_nobody(text):
        package.look.say("author-in-properties", f"File, Info, Properties, {_WHO[name]}", text)
    elif name in _WORDS and folded not in known()["titles"] and not is_seen(text):
        package.look.say("author-in-properties", f"File, Info, Properties, {_WORDS[name]}", text)


def _look_at_titles(package: Package, item: Any, is_seen: Callable[[str], bool]) -> None:
    """The names of sheets that the properties keep: one that is there no more was deleted, and its name stayed."""
    if package.program != "excel":
        return
    for title in item.iter("{*}lpstr"):
        text = (title.text or "").strip()
        if text and not is_seen(text):
            package.look.say("author-in-properties", "the list of sheets in the properties", text)
