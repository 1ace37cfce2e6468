"""Files from elsewhere for the gate: sound ones of real producers, and copies of them with something planted in their parts."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

FILES = Path(__file__).parent / "files"
Change = bytes | str | Callable[[str], str] | None
RELATION = '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sample(name: str) -> bytes:
    """A file as its producer made it."""
    return (FILES / name).read_bytes()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of some parts; the mimetype of an OpenDocument file goes first and unpacked."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(parts.items(), key=lambda item: item[0] != "mimetype"):
            entry = zipfile.ZipInfo(name, (2026, 8, 20, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return kept.getvalue()


def altered(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """A copy with parts replaced, changed by a function of their words, added, or taken out (None)."""
    parts: dict[str, bytes | str] = dict(parts_of(data))
    for name, change in changes.items():
        if change is None:
            del parts[name]
        elif callable(change):
            before = parts[name]
            text = before.decode() if isinstance(before, bytes) else before
            parts[name] = change(text)
            assert parts[name] != text, f"nothing was changed in {name}"
        else:
            parts[name] = change
    return packed(parts)


def swap(old: str, new: str) -> Callable[[str], str]:
    """A change of the first place where some words stand."""
    return lambda text: text.replace(old, new, 1)


def every(old: str, new: str) -> Callable[[str], str]:
    """A change of every place where some words stand."""
    return lambda text: text.replace(old, new)


def relations(*lines: tuple[str, str, str]) -> str:
    """A part of relations, each (id, kind, target); a target with a colon or backslashes is outside."""
    return f'<Relationships xmlns="{PACKAGE}">' + "".join(relation(*line) for line in lines) + "</Relationships>"


def relation(id: str, kind: str, target: str) -> str:
    """One line of such a part."""
    outside = ":" in target or "\\" in target
    return RELATION.format(id=id, kind=kind, target=target, mode=' TargetMode="External"' if outside else "")


def related(*lines: tuple[str, str, str]) -> Callable[[str], str]:
    """A change that adds relations to a part of them."""
    return swap("</Relationships>", "".join(relation(*line) for line in lines) + "</Relationships>")


SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
DOCUMENT = "word/document.xml"
CORE = "docProps/core.xml"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"


def book(changes: Mapping[str, Change] | None = None) -> bytes:
    """The workbook of XlsxWriter, with changes."""
    return altered(sample("xlsxwriter.xlsx"), changes or {})


def document(changes: Mapping[str, Change] | None = None) -> bytes:
    """The Word document of LibreOffice, with changes."""
    return altered(sample("libreoffice.docx"), changes or {})


def paragraph(inner: str) -> Callable[[str], str]:
    """A change that adds a paragraph to a Word document."""
    return swap("<w:sectPr>", f"<w:p>{inner}</w:p><w:sectPr>")


def run(said: str, marks: str = "") -> str:
    """A run of words of a Word document."""
    return f"<w:r><w:rPr>{marks}</w:rPr><w:t>{said}</w:t></w:r>"


def text(changes: Mapping[str, Change] | None = None) -> bytes:
    """The OpenDocument text of LibreOffice, with changes."""
    return altered(sample("libreoffice.odt"), changes or {})


def slides(changes: Mapping[str, Change] | None = None) -> bytes:
    """The presentation of python-pptx, with changes."""
    return altered(sample("python-pptx.pptx"), changes or {})


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = (
    " ".join(
        f'xmlns:{short}="{_ODF}{long}:1.0"'
        for short, long in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "presentation": "presentation",
            "number": "datastyle",
            "meta": "meta",
            "config": "config",
            "form": "form",
            "script": "script",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def opendocument(kind: str, body: str, styles: str = "", more: Mapping[str, bytes | str] | None = None, meta: str = "") -> bytes:
    """An OpenDocument file by hand: no producer of sheets and slides runs without a screen everywhere."""
    parts: dict[str, bytes | str] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}/>",
        "meta.xml": f"<office:document-meta {SPACES}><office:meta><meta:generator>made by hand</meta:generator>{meta}</office:meta></office:document-meta>",
        **(more or {}),
    }
    listed = "".join(f'<m:file-entry m:full-path="{name}" m:media-type=""/>' for name in ["/", *parts] if name != "mimetype")
    return packed({**parts, "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}manifest:1.0">{listed}</m:manifest>'})


def cell(words: str, more: str = "") -> str:
    """A cell of words of an OpenDocument sheet."""
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


def figure(value: int, more: str = "") -> str:
    """A cell with a figure."""
    return f'<table:table-cell office:value-type="float" office:value="{value}"{more}><text:p>{value}</text:p></table:table-cell>'


def row(*cells: str) -> str:
    """A row of an OpenDocument sheet."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def sheet(rows: str, name: str = "Table", more: str = "", columns: str = "<table:table-column/>") -> str:
    """A sheet of rows below the usual heading."""
    head = f"<table:table-row>{cell('Offence')}{cell('2019')}</table:table-row>"
    body = f"<table:table-row>{cell('Burglary')}{figure(120)}</table:table-row>"
    return f'<table:table table:name="{name}"{more}>{columns}{head}{body}{rows}</table:table>'


def sheets(rows: str = "", styles: str = "", parts: Mapping[str, bytes | str] | None = None, **options: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    return opendocument("spreadsheet", sheet(rows, **options), styles, parts)


def charted(value: str) -> bytes:
    """An OpenDocument spreadsheet with a chart, which keeps a table of its own."""
    table = f"<table:table>{row(cell('Burglary'), figure(int(value)))}</table:table>"
    body = f"<office:body><office:chart><chart:chart>{table}</chart:chart></office:chart></office:body>"
    part = f'<office:document-content {SPACES} xmlns:chart="{_ODF}chart:1.0">{body}</office:document-content>'
    return sheets(parts={"Object 1/content.xml": part})


def mail(body: str = "Please find our answer attached.", header: str = "", kind: str = "text/plain; charset=utf-8") -> bytes:
    """A message as it is sent."""
    return (
        f"From: foi@example.org\r\nTo: requester@example.org\r\nSubject: Your request\r\nMIME-Version: 1.0\r\n{header}"
        f"Content-Type: {kind}\r\n\r\n{body}\r\n"
    ).encode()


def with_files(*files: tuple[str, bytes]) -> bytes:
    """A message with files attached."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "foi@example.org", "requester@example.org", "Your request"
    message.set_content("Please find our answer attached.\n")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An old container with streams in its root, each in whole sectors: small enough for one table of sectors."""
    import struct

    padded = {name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()}
    table, blocks, entries = [0xFFFFFFFD], [], []
    at = 1 + -(-(len(padded) + 1) // 4)
    directory = list(range(1, at))
    table += [*directory[1:], 0xFFFFFFFE]
    names = list(padded)
    for number, (name, data) in enumerate(padded.items(), 1):
        count = len(data) // 512
        table += [*range(at + 1, at + count), 0xFFFFFFFE]
        after = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, after, 0xFFFFFFFF, at, len(data)))
        blocks.append(data)
        at += count
    root = _entry("Root Entry", 5, 0xFFFFFFFF, 1 if names else 0xFFFFFFFF, 0xFFFFFFFE, 0)
    listed = b"".join([root, *entries]).ljust(len(directory) * 512, b"\0")
    assert len(table) <= 128
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head = head[:44] + struct.pack("<I", 1) + struct.pack("<I", 1) + head[52:]
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + listed + b"".join(blocks)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    import struct

    wide = name.encode("utf-16-le")
    return (
        (wide + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
