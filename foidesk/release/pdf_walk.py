"""Every object of a PDF, also what lies inside others and what nothing leads to: actions, attached files, strings, streams.

The walk is bounded: a file that is made to be endless is refused by its caller, never half read.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

MOST_OBJECTS = 300_000
MOST_NODES = 4_000_000
PLUMBING = frozenset(("/XRef", "/ObjStm"))
"""The streams by which a PDF finds its objects."""
_ELEMENT = re.compile(rb"<([\w:.-]+)[^<>]*>([^<>]+)</")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)=[\"']([^\"'<>]*)[\"']")
_CHANGES = re.compile(
    rb"(?i)date|producer|creatortool|documentid|instanceid|^xmlns|^rdf:(?!li)|xml:lang|xmptk|^id$|^begin$|^end$"
)


class TooMuchError(Exception):
    """More objects than any answer has."""


@dataclass(slots=True)
class Contents:
    """What a PDF consists of: the hashes of its streams and strings, and the dictionaries that lie in it (each once)."""

    streams: set[bytes] = field(default_factory=set)
    strings: set[bytes] = field(default_factory=set)


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and the dictionary of every stream, however deep in others."""
    for node in _nodes(pdf):
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            yield node


def contents(pdf: pikepdf.Pdf) -> Contents:
    """The hashes of what a PDF says: streams as they lie in the file, and strings.

    Left out is what every saving changes and nobody wrote: dates, the program's name, the file's own mark.
    """
    found = Contents()
    for node in _nodes(pdf):
        if isinstance(node, pikepdf.Stream) and str(node.get("/Type")) == "/Metadata":
            found.strings |= {_hash(each) for each in _said(node.read_bytes())}
        elif isinstance(node, pikepdf.Stream) and str(node.get("/Type")) not in PLUMBING:
            found.streams.add(_hash(node.read_raw_bytes()))
        elif isinstance(node, pikepdf.String) and not bytes(node).startswith(b"D:"):
            found.strings.add(_hash(bytes(node)))
    return Contents(found.streams, found.strings - {_hash(each) for each in _marks(pdf)})


def _marks(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """The file's mark, wherever a table repeats it, and the name of the program that wrote it."""
    for node in [pdf.trailer, *(each for each in pdf.objects if str(_get(each, "/Type")) == "/XRef")]:
        yield from (bytes(each) for each in node.get("/ID", []) if isinstance(each, pikepdf.String))
    producer = _get(pdf.trailer.get("/Info"), "/Producer")
    if isinstance(producer, pikepdf.String):
        yield bytes(producer)


def _get(node: object, key: str) -> object:
    return node.get(key) if isinstance(node, pikepdf.Dictionary | pikepdf.Stream) else None


def _said(packet: bytes) -> set[bytes]:
    """What an XML packet of properties says, but for dates, marks and the program's name."""
    said = [*_ELEMENT.findall(packet), *_ATTRIBUTE.findall(packet)]
    return {
        value.strip() for name, value in said if value.strip() and not _CHANGES.search(name) and not value.startswith(b"http")
    }


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def reachable(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The numbers of the objects to which the trailer leads."""
    seen: set[tuple[int, int]] = set()
    waiting: list[pikepdf.Object] = [pdf.trailer]
    nodes = 0
    while waiting:
        node = waiting.pop()
        nodes += 1
        if nodes > MOST_NODES:
            raise TooMuchError
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        waiting.extend(_children(node))
    return seen


def _nodes(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    if len(pdf.objects) > MOST_OBJECTS:
        raise TooMuchError
    waiting: list[pikepdf.Object] = [*pdf.objects, pdf.trailer]
    nodes = 0
    while waiting:
        node = waiting.pop()
        nodes += 1
        if nodes > MOST_NODES:
            raise TooMuchError
        yield node
        waiting.extend(child for child in _children(node) if not child.is_indirect)


def _children(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
        values: Iterator[object] = iter(node.values())
    elif isinstance(node, pikepdf.Array):
        values = iter(node)
    else:
        return
    yield from (value for value in values if isinstance(value, pikepdf.Object))


def strings_and_streams(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Everything that a PDF says: its strings, and its streams both unpacked and as they lie in the file."""
    for node in _nodes(pdf):
        if isinstance(node, pikepdf.String):
            yield bytes(node)
        elif isinstance(node, pikepdf.Stream):
            yield node.read_raw_bytes()
            try:
                yield node.read_bytes()
            except pikepdf.PdfError:
                continue  # a picture in a form that only its own decoder unpacks
