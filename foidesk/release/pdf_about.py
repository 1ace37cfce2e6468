"""What a PDF says of itself beside its pages: properties, bookmarks, names of places, words that stand for other words, layers."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import pikepdf
from lxml import etree

from foidesk.release.finding import Finding
from foidesk.release.pdf_structure import found_in
from foidesk.release.pdf_walk import dictionaries

MOST_BOOKMARKS = 20_000
_TOKEN = re.compile(r"[^\W_]{2,}")
_NAMES_NOBODY = frozenset(
    _TOKEN.findall(
        "anonymous unspecified untitled unknown user author admin administrator none default document microsoft word excel powerpoint "
        "libreoffice openoffice writer calc impress draw adobe acrobat pdf scan scanned report page pages"
    )
)
_TITLES = {"/Title", "/Subject", "/Keywords"}
_PROGRAMS = {"/Creator", "/Producer"}
_SILENT = {"/CreationDate", "/ModDate", "/Trapped"}
_PROGRAM_TAGS = {"CreatorTool", "Producer"}
_TITLE_TAGS = {"title", "description", "subject", "Keywords", "Title", "Subject"}
_SILENT_SPACES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.aiim.org/pdfa/ns/",
    "http://www.aiim.org/pdfua/ns/",
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/sType/",
    "adobe:ns:meta/",
)
_SILENT_TAGS = {"CreateDate", "ModifyDate", "MetadataDate", "Trapped", "PDFVersion", "format", "date", "language", "Marked"}
_PLACE = re.compile(r"[\\/][^\s\\/]+[\\/]|[A-Za-z]:\\|@")
_MADE_NAME = re.compile(r"[\w.\-:/%+#]*")
_XML = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def about(pdf: pikepdf.Pdf, shown: str, allowed: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """What the file says of itself that its pages do not. `shown` is the text that is seen; `allowed` are the authority's own names."""
    seen = tokens(shown)
    house = frozenset().union(*(tokens(name) for name in allowed)) if allowed else frozenset()
    yield from _properties(pdf, seen, house)
    yield from _metadata(pdf, seen, house)
    yield from _bookmarks(pdf, seen | house, _letters(shown))
    yield from _behind_words(pdf, seen)
    yield from layers(pdf)


def tokens(text: str) -> frozenset[str]:
    """The words and numbers of a text, without their case."""
    return frozenset(each.casefold() for each in _TOKEN.findall(unicodedata.normalize("NFKC", text)))


def _properties(pdf: pikepdf.Pdf, seen: frozenset[str], house: frozenset[str]) -> Iterator[Finding]:
    info = pdf.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, pikepdf.Dictionary) else ():
        text = str(value) if isinstance(value, pikepdf.String) else ""
        if not text.strip() or key in _SILENT or key.startswith(("/PTEX", "/GTS_")):
            continue
        titled = _names_somebody(text, seen | house) if key in _TITLES else _tells(text, house, key in _PROGRAMS)
        if titled:
            yield found_in("author-in-properties", f"properties, {key.strip('/')}", text)


def _tells(text: str, known: frozenset[str], program: bool = False) -> bool:
    """Whether a property says something that is not known already: the name of a program does not, a path or an address always does."""
    if _PLACE.search(text) and not text.startswith(("http://", "https://")):
        return not program or "@" in text or "\\" in text
    return not program and bool(tokens(text) - known - _NAMES_NOBODY)


def _names_somebody(text: str, known: frozenset[str]) -> bool:
    """Whether a title has a name or a number that its pages do not show; the ordinary words of a title need not stand there."""
    telling = [each for each in _TOKEN.findall(unicodedata.normalize("NFKC", text)) if each[0].isupper() or len(each) > 3]
    words = {each.casefold() for each in telling if each[0].isupper() or any(map(str.isdigit, each))}
    first = {each.casefold() for each in _TOKEN.findall(text)[:1]} - {each.casefold() for each in telling[1:]}
    return bool(words - first - known - _NAMES_NOBODY) or (_PLACE.search(text) is not None)


def _metadata(pdf: pikepdf.Pdf, seen: frozenset[str], house: frozenset[str]) -> Iterator[Finding]:
    """The XML packets of the file and of its parts."""
    for node in dictionaries(pdf):
        packet = node.get("/Metadata")
        if not isinstance(packet, pikepdf.Stream):
            continue
        try:
            root = etree.fromstring(packet.read_bytes().strip(b"\0 \r\n\t"), etree.XMLParser(**_XML))
        except (etree.XMLSyntaxError, ValueError):
            yield found_in("author-in-properties", "properties that cannot be read (XMP)")
            continue
        if root.getroottree().docinfo.doctype:
            yield found_in("unsafe-xml", "properties (XMP)")
        yield from _packet(root, seen, house)


def _packet(root: etree._Element, seen: frozenset[str], house: frozenset[str]) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        said = [(element.tag, element.text or ""), *element.attrib.items()]
        for tag, text in said:
            space, name = _named(tag, element)
            if not text.strip() or space.startswith(_SILENT_SPACES) or name in _SILENT_TAGS or _is_date(text):
                continue
            if _names_somebody(text, seen | house) if name in _TITLE_TAGS else _tells(text, house, name in _PROGRAM_TAGS):
                yield found_in("author-in-properties", f"properties (XMP), {name}", text)


def _named(tag: str, element: etree._Element) -> tuple[str, str]:
    """Namespace and name of a property; an item of a list has its list's."""
    name = etree.QName(tag)
    up: etree._Element | None = element
    while tag == element.tag and up is not None and etree.QName(up).localname in {"li", "Seq", "Bag", "Alt", "Description"}:
        up = up.getparent()
        name = etree.QName(up) if up is not None else name
    return name.namespace or "", name.localname


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.+Z-]*)?", text.strip()) is not None


def _letters(text: str) -> str:
    """The letters and figures of a text alone: a heading may be parted otherwise than its bookmark."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _bookmarks(pdf: pikepdf.Pdf, seen: frozenset[str], shown: str) -> Iterator[Finding]:
    outlines = pdf.Root.get("/Outlines")
    waiting = [outlines.get("/First")] if isinstance(outlines, pikepdf.Dictionary) else []
    visited: set[tuple[int, int]] = set()
    while waiting and len(visited) < MOST_BOOKMARKS:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in visited:
            continue
        visited.add(node.objgen)
        waiting += [node.get("/Next"), node.get("/First")]
        title = str(node.get("/Title", ""))
        if tokens(title) - seen and _letters(title) not in shown:
            yield found_in("bookmark-leak", "the list of bookmarks", title)
    if waiting:
        yield found_in("corrupt-file", "the list of bookmarks")
    for name in _place_names(pdf):
        if not _MADE_NAME.fullmatch(name) and tokens(name) - seen:
            yield found_in("bookmark-leak", "the names of places in the PDF", name)


def _place_names(pdf: pikepdf.Pdf) -> Iterator[str]:
    for node in dictionaries(pdf):
        names = node.get("/Names")
        if isinstance(names, pikepdf.Array):
            yield from (str(each) for each in names if isinstance(each, pikepdf.String))
        prefix = node.get("/P")
        if isinstance(prefix, pikepdf.String) and str(node.get("/S")) in {"None", "/D", "/r", "/R", "/a", "/A"}:
            yield str(prefix)


def _behind_words(pdf: pikepdf.Pdf, seen: frozenset[str]) -> Iterator[Finding]:
    """Words that a reader aloud or a copy gives in the place of what is seen."""
    spoken: list[tuple[object, str]] = [
        (node.get(key), key) for node in dictionaries(pdf) for key in ("/ActualText", "/E", "/Alt")
    ]
    spoken += [(value, key) for page in pdf.pages for key, value in _marked(page)]
    for value, key in spoken:
        text = str(value) if isinstance(value, pikepdf.String) else ""
        if key == "/Alt":
            if _PLACE.search(text):
                yield found_in("invisible-text", "the description of a picture", text)
        elif tokens(text) - seen:
            yield found_in("invisible-text", "words that stand for other words (ActualText)", text)


def _marked(page: pikepdf.Page) -> Iterator[tuple[str, object]]:
    for each in pikepdf.parse_content_stream(page, "BDC"):
        properties = each.operands[1] if len(each.operands) > 1 else None
        if isinstance(properties, pikepdf.Dictionary):
            yield from ((key, properties[key]) for key in ("/ActualText", "/E", "/Alt") if key in properties)


def layers(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Layers that are switched off, on the screen or on paper."""
    for group, name in layer_states(pdf).items():
        if name and group:
            yield found_in("hidden-layer", f"layer {name}", name)


def layer_states(pdf: pikepdf.Pdf) -> Mapping[tuple[int, int], str]:
    """The layers that are off in some way, by their object, with their names."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return {}
    groups = {each.objgen: each for each in properties.get("/OCGs", []) if isinstance(each, pikepdf.Dictionary)}
    usual = properties.get("/D", pikepdf.Dictionary())
    base_off = str(usual.get("/BaseState")) == "/OFF"
    on = {each.objgen for each in usual.get("/ON", []) if isinstance(each, pikepdf.Dictionary)}
    off = {each.objgen for each in usual.get("/OFF", []) if isinstance(each, pikepdf.Dictionary)}
    hidden = (set(groups) - on if base_off else set()) | off
    hidden |= {key for key, each in groups.items() if _off_somewhere(each)}
    return {key: str(groups[key].get("/Name", "")) or "without a name" for key in hidden if key in groups}


def _off_somewhere(group: pikepdf.Object) -> bool:
    usage = group.get("/Usage")
    if not isinstance(usage, pikepdf.Dictionary):
        return False
    states = [
        usage.get(kind, pikepdf.Dictionary()).get(state) for kind, state in (("/View", "/ViewState"), ("/Print", "/PrintState"))
    ]
    return any(str(state) == "/OFF" for state in states)
