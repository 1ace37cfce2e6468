"""The other forms of a letter, made of the same blocks, and what is inside them as text that a person reads and a diff shows."""

import io
import struct
import zipfile
import zlib
from email import message_from_bytes
from email.policy import default
from hashlib import sha256

from lxml import etree

from foidesk.letters.blocks import Figure, Heading, Letterhead, ListBlock, Note, Paragraph, Quotation, Run, Signature, Span, Table
from foidesk.letters.email import unsent_email
from foidesk.letters.logrow import log_row
from foidesk.letters.web import log_page
from foidesk.letters.word import word_file
from foidesk.letters.word_parts import WordMeta
from tests.letters.cases import TODAY, WHEN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TITLE, AUTHORITY, REFERENCE = "Digital forensics backlog (142/26)", "Midshire Police", "142/26"


def said(text, **how):
    return Paragraph(runs=(Run(text, **how),))


def png(comment=b"Author: A. Person"):
    """A picture of one blue pixel that carries somebody's name along."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\x1d\x3a\x6e"))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", b"Comment\0" + comment) + pixels + chunk(b"IEND", b"")


def every_block():
    """A letter that has each kind of block, and everything that a run and a table can say."""
    table = Table(
        header=("Year", "Devices", "", "Remark"),
        rows=(("", "Sent", "Returned", ""), ("2023/24", "38", "21,410", "whole year"), ("2024/25", "-5", "29,875", "part")),
        heading_rows=2,
        row_headings=True,
        spans=(Span(0, 1, 1, 2), Span(0, 0, 2, 1), Span(0, 3, 2, 1)),
        notes=(Note("Provisional.", ((0, 0), (2, 1))), Note("To 30 June.", ((3, 3),))),
        caption="Devices by year",
    )
    wide = Table(
        header=("Area", *(f"Month {number}" for number in range(1, 13))),
        rows=(("North", *(str(number) for number in range(12))),),
        caption="Patrols by month",
        row_headings=True,
    )
    inner = ListBlock(items=((said("deep"),),))
    return (
        Letterhead(
            name=AUTHORITY, address=("1 Station Approach", "Midchester"), logo=Figure(image=png(), words="Crest", height=12)
        ),
        Heading(level=1, text="Every kind of block"),
        Paragraph(
            runs=(
                Run("See "),
                Run("our log", link="https://example.org/a?b=1&c=2"),
                Run(" & "),
                Run("Cyngor Gwynedd", lang="cy"),
                Run(", "),
                Run("told", bold=True, italic=True, note="By letter of 5 August."),
                Run("."),
            )
        ),
        ListBlock(items=((said("One"), said("more of one"), inner), (said("Two"),)), ordered=True),
        Heading(level=2, text="Figures"),
        table,
        Paragraph(runs=(Run("Small words."),), small=True),
        ListBlock(items=((said("Begins again"),),), ordered=True),
        Quotation(blocks=(said("What is \u202e<b>asked</b>?"), ListBlock(items=((said("an item"),),)))),
        wide,
        said("The end."),
        Signature(lines=("Disclosure Officer", AUTHORITY), signed_at=""),
    )


def word(blocks, **changes):
    given = {"title": TITLE, "author": AUTHORITY, "reference": REFERENCE, "language": "en-GB", "dated": TODAY}
    return word_file(blocks, WordMeta(**(given | changes)))


def page(blocks, **changes):
    return log_page(blocks, **({"title": TITLE, "authority": AUTHORITY, "dated": TODAY} | changes))


def row(blocks, **changes):
    given = {"reference": REFERENCE, "title": "Digital forensics backlog", "received": WHEN.date().replace(day=5)}
    return log_row(blocks, **(given | {"answered": TODAY, "page": "142_26-log.html"} | changes))


def message(**changes):
    given = {
        "to": "jordan.ellis@example.org",
        "subject": TITLE,
        "body": "Dear Jordan Ellis,\n\nOur reply to your request is attached.\n\nYours sincerely,\nDisclosure Officer\n",
        "attachments": [("142_26-response-1.pdf", "application/pdf", b"%PDF-1.7")],
        "date": WHEN,
    }
    return unsent_email(**(given | changes))


# ---- what is inside


def parts(data):
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def trees(data):
    """The XML parts of a package as trees."""
    return {name: etree.fromstring(part) for name, part in parts(data).items() if name.endswith((".xml", ".rels"))}


def word_text(data):
    """A Word file as text: a line for each paragraph with its style, | for tables, words with their look in braces."""
    found = trees(data)
    links = {item.get("Id"): item.get("Target") for item in found["word/_rels/document.xml.rels"]}
    lines = []
    for name in sorted(name for name in found if name.startswith("word/") and name.endswith(("1.xml", "notes.xml"))):
        lines += [f"({name.removeprefix('word/')}) {''.join(found[name].itertext()).strip()}"]
    for block in found["word/document.xml"].find(f"{W}body"):
        if block.tag == f"{W}tbl":
            lines += [_row_text(item, links) for item in block.iter(f"{W}tr")]
        elif block.tag == f"{W}p":
            lines.append(_paragraph_text(block, links))
    return "\n".join(lines) + "\n"


def _row_text(item, links):
    mark = "=" if item.find(f"{W}trPr/{W}tblHeader") is not None else "|"
    cells = []
    for cell in item.findall(f"{W}tc"):
        span, merged = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        note = f"<{span.get(W + 'val')}>" if span is not None else ""
        note += "" if merged is None else "v" if merged.get(W + "val") else "^"
        cells.append(note + " / ".join(_paragraph_text(inner, links) for inner in cell.findall(f"{W}p")))
    return f"{mark} {' | '.join(cells)}"


def _paragraph_text(block, links):
    style, number = block.find(f"{W}pPr/{W}pStyle"), block.find(f"{W}pPr/{W}numPr")
    named = "" if style is None else f"[{style.get(W + 'val')}] "
    if number is not None:
        named += f"({number.find(W + 'numId').get(W + 'val')}.{number.find(W + 'ilvl').get(W + 'val')}) "
    turned = block.find(f"{W}pPr/{W}sectPr/{W}pgSz")
    if turned is not None:
        named += f"<page {turned.get(W + 'orient') or 'portrait'}> "
    out = []
    for run in block.iter(f"{W}r"):
        words = "".join(item.text or "" for item in run.iter(f"{W}t"))
        words += "{note}" * len(run.findall(f"{W}footnoteReference")) + "{picture}" * len(run.findall(f"{W}drawing"))
        look = [item.tag.removeprefix(W) for item in run.iterfind(f"{W}rPr/*") if item.tag not in {f"{W}bCs", f"{W}iCs"}]
        lang = run.find(f"{W}rPr/{W}lang")
        look = [lang.get(W + "val") if item == "lang" else item for item in look if item != "rStyle"]
        if run.getparent().tag == f"{W}hyperlink":
            look.append(links[run.getparent().get(R + "id")])
        out.append(f"{{{words}:{','.join(look)}}}" if look else words)
    return named + "".join(out)


def message_text(data):
    """A message as text: its headers, its words, and for each file its name, type and SHA-256."""
    read = message_from_bytes(data, policy=default)
    lines = [f"{name}: {value}" for name, value in read.items()]
    for part in read.walk():
        if part.is_multipart():
            continue
        lines.append(f"--- {part.get_content_type()} {part.get_filename() or ''}".rstrip())
        content = part.get_content()
        lines.append(content.rstrip() if isinstance(content, str) else sha256(content).hexdigest())
    return "\n".join(lines) + "\n"
