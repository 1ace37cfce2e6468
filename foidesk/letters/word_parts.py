"""The parts of a Word file around its words: styles, lists, foot and head of the page, details, relations. The fixed ones are resources."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from foidesk.letters import markup
from foidesk.letters.package import packed
from foidesk.paths import resource

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{_W} xmlns:r="{_OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
PORTRAIT = True
_PAPER = {PORTRAIT: 'w:w="11906" w:h="16838"', not PORTRAIT: 'w:w="16838" w:h="11906" w:orient="landscape"'}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMeta:
    """What a Word file says about itself: no person, and no time but the letter's date. `head` is what each page says above, if anything."""

    title: str
    author: str
    reference: str
    language: str
    dated: date
    head: str = ""


def section(meta: WordMeta, upright: bool, *, inside: bool = False) -> str:
    """The page of a section: A4 upright or turned, its margins, its foot; `inside` the text, where another follows."""
    head = '<w:headerReference w:type="default" r:id="head"/>' if meta.head else ""
    kind = '<w:type w:val="nextPage"/>' if inside or not upright else ""
    margins = 'w:top="1134" w:right="1474" w:bottom="1247" w:left="1474" w:header="567" w:footer="567" w:gutter="0"'
    foot = '<w:footerReference w:type="default" r:id="foot"/>'
    return f"<w:sectPr>{head}{foot}{kind}<w:pgSz {_PAPER[upright]}/><w:pgMar {margins}/></w:sectPr>"


def foot(number: int, words: str) -> str:
    """A footnote, its words escaped and in runs already."""
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    return f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{mark}{words}</w:p></w:footnote>'


def package(
    document: str, meta: WordMeta, *, links: Sequence[str], notes: Sequence[str], pictures: Sequence[bytes], ordered: int
) -> bytes:
    """The whole file from the XML of its document and what that refers to; `ordered` says how many numbered lists it has."""
    lists = "".join(
        f'\n  <w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
        for number in range(2, ordered + 2)
    )
    separators = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if notes else ""
    texts = {
        "word/document.xml": document,
        "word/styles.xml": _fixed("styles", language=meta.language),
        "word/numbering.xml": _fixed("numbering", lists=lists),
        "word/settings.xml": _fixed("settings", notes=separators, language=meta.language),
        "word/fontTable.xml": _fixed("fontTable"),
        "word/footer1.xml": _footer(meta),
    }
    if meta.head:
        texts["word/header1.xml"] = _around("hdr", "Header", _said(meta.head))
    if notes:
        texts["word/footnotes.xml"] = f"<w:footnotes {_W}>{_SEPARATORS}{''.join(notes)}</w:footnotes>"
    images = {f"word/media/image{number}.png": data for number, data in enumerate(pictures, start=1)}
    wrapped = {
        "[Content_Types].xml": _content_types(texts, bool(images)),
        "_rels/.rels": _relations(_OF_PACKAGE),
        "docProps/core.xml": _core(meta),
        "docProps/app.xml": _APP,
    } | texts
    wrapped["word/_rels/document.xml.rels"] = _relations(_of_document(texts, links, len(pictures)))
    return packed({name: _declared(text).encode() for name, text in wrapped.items()} | images)


def _declared(text: str) -> str:
    return text if text.startswith("<?xml") else _DECLARED + text


@cache
def _resource(name: str) -> str:
    """A fixed part without the remarks that are for whoever maintains it."""
    text = resource("word", f"{name}.xml").read_text("utf-8")
    return re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL)


def _fixed(name: str, **slots: str) -> str:
    text = _resource(name)
    for slot, value in slots.items():
        text = text.replace(f"{{{slot}}}", value)
    return text


def _said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{markup.escape(text)}</w:t></w:r>'


def _around(kind: str, style: str, content: str) -> str:
    return f'<w:{kind} {_W}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p></w:{kind}>'


def _field(name: str) -> str:
    """A number that Word works out: of the page, or of all pages."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _footer(meta: WordMeta) -> str:
    pages = f"{_said('Page ')}{_field('PAGE')}{_said(' of ')}{_field('NUMPAGES')}"
    return _around("ftr", "Footer", _said(f"{meta.author} · {meta.reference} · ") + pages)


_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_KINDS = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_NAMED = {
    "word/styles.xml": ("styles", "styles"),
    "word/numbering.xml": ("numbering", "numbering"),
    "word/settings.xml": ("settings", "settings"),
    "word/fontTable.xml": ("fonts", "fontTable"),
    "word/footer1.xml": ("foot", "footer"),
    "word/header1.xml": ("head", "header"),
    "word/footnotes.xml": ("notes", "footnotes"),
}
"""How the document refers to each part: the relation's id and its type."""
_OF_PACKAGE = [
    ("document", f"{_OFFICE}/officeDocument", "word/document.xml", ""),
    ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", ""),
    ("app", f"{_OFFICE}/extended-properties", "docProps/app.xml", ""),
]
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>foidesk</Application></Properties>"
)


def _content_types(texts: dict[str, str], has_pictures: bool) -> str:
    parts = [*texts, "docProps/core.xml", "docProps/app.xml"]
    named = "".join(f'<Override PartName="/{name}" ContentType="{_KINDS[name]}"/>' for name in parts)
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    usual += '<Default Extension="xml" ContentType="application/xml"/>'
    usual += '<Default Extension="png" ContentType="image/png"/>' if has_pictures else ""
    return f'<Types xmlns="{_PACKAGE}/content-types">{usual}{named}</Types>'


def _of_document(texts: dict[str, str], links: Sequence[str], pictures: int) -> list[tuple[str, str, str, str]]:
    found = [
        (_NAMED[name][0], f"{_OFFICE}/{_NAMED[name][1]}", name.removeprefix("word/"), "") for name in texts if name in _NAMED
    ]
    found += [(f"picture{number}", f"{_OFFICE}/image", f"media/image{number}.png", "") for number in range(1, pictures + 1)]
    external = ' TargetMode="External"'
    return found + [
        (f"link{number}", f"{_OFFICE}/hyperlink", markup.escape(link), external) for number, link in enumerate(links, start=1)
    ]


def _relations(found: Sequence[tuple[str, str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>' for key, kind, target, mode in found)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core(meta: WordMeta) -> str:
    """Title, author and language; both times are the letter's date, so that nobody learns when somebody worked on it."""
    when = f'xsi:type="dcterms:W3CDTF">{meta.dated.isoformat()}T00:00:00Z</dcterms:'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{markup.escape(meta.title)}</dc:title><dc:creator>{markup.escape(meta.author)}</dc:creator>"
        f"<dc:language>{meta.language}</dc:language><cp:lastModifiedBy>{markup.escape(meta.author)}</cp:lastModifiedBy>"
        f"<dcterms:created {when}created><dcterms:modified {when}modified></cp:coreProperties>"
    )
