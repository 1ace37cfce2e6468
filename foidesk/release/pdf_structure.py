"""What a PDF holds beside its pages: annotations, fields, scripts, attached files, earlier states, properties, layers, bookmarks."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pikepdf

from foidesk.release.finding import Finding, found
from foidesk.release.image import inspect_image
from foidesk.release.pdf_strip import inherited
from foidesk.release.pdf_walk import PLUMBING, contents, dictionaries, reachable

Inside = Callable[[bytes, str], Iterable[Finding]]
"""Inspects a file inside the file, by its bytes and name."""

MOST_REVISIONS = 50
_END = re.compile(rb"%%EOF[\r\n]{0,2}")
_ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute", "/Hide", "/SetOCGState", "/Rendition"}
_ELSEWHERE = {"/GoToR", "/GoToE", "/Thread"}
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_QUIET = {"/Link", "/Popup", "/Widget", "/PrinterMark", "/TrapNet"}
_CARRIES = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"}
_HINT_KEYS = frozenset(("/S", "/T", "/O", "/A", "/E", "/V", "/I", "/C", "/L", "/R", "/B", "/Length", "/Filter", "/DecodeParms"))
_UNSEEN_FLAGS = 1 | 2 | 32
_PASSWORD = 1 << 13
_COMBO = 1 << 17


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form as one place of a page shows it, or as nothing shows it (`page` is None)."""

    name: str
    kind: str
    value: str
    page: int | None
    unseen: bool


def found_in(code: str, where: str, sample: str = "") -> Finding:
    """A finding with the advice for a PDF."""
    return found(code, where, sample, "pdf")


def structure(pdf: pikepdf.Pdf, data: bytes, inside: Inside) -> Iterator[Finding]:
    """Everything that is wrong with a PDF beside what its pages show."""
    yield from around_the_file(data)
    yield from earlier_states(pdf, data)
    yield from left_over(pdf)
    yield from dangerous(pdf)
    yield from attached(pdf, inside)
    yield from on_pages(pdf)
    yield from in_fields(pdf)


def around_the_file(data: bytes) -> Iterator[Finding]:
    """Bytes before the file's beginning and after its end, which no program shows."""
    start = data.find(b"%PDF-")
    if data[:start].strip():
        yield found_in("data-after-end", "before the beginning of the PDF", _words(data[:start]))
    ends = [*_END.finditer(data)]
    rest = data[ends[-1].end() :] if ends else b""
    if rest.strip(b"\0 \t\r\n"):
        yield found_in("data-after-end", "after the end of the PDF", _words(rest))


def earlier_states(pdf: pikepdf.Pdf, data: bytes) -> Iterator[Finding]:
    """States of the file before it was changed, of which something is no longer in the last.

    What was only added to, as a signature is, hides nothing. The two tables of a file made for the web are one state.
    """
    ends = [match.end() for match in _END.finditer(data)][:-1]
    if len(ends) > MOST_REVISIONS:
        yield found_in("earlier-revision", f"{len(ends)} earlier states")
        return
    now = contents(pdf) if ends else None
    for number, end in enumerate(ends, 1):
        try:
            with pikepdf.open(io.BytesIO(data[:end]), attempt_recovery=False) as earlier:
                then = contents(earlier)
        except (pikepdf.PdfError, ValueError, RuntimeError):
            continue  # the first table of a file made for the web is no state of its own
        if now is not None and (then.streams - now.streams or then.strings - now.strings):
            yield found_in("earlier-revision", f"state {number} of {len(ends) + 1}")


def left_over(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Streams to which nothing leads: pages and pictures that were deleted and stayed in the file."""
    known = reachable(pdf)
    stray = [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream)
        and each.objgen not in known
        and str(each.get("/Type")) not in PLUMBING
        and not _is_hint(each)
        and _says_something(each)
    ]
    if stray:
        yield found_in("orphan-part", f"{len(stray)} streams that no page uses")


def _says_something(stream: pikepdf.Object) -> bool:
    """Not what a signature leaves behind of an empty field, nor a table of characters that TeX writes beside its fonts."""
    said = stream.read_bytes().strip()
    return bool(said) and not said.startswith(b"%!PS-Adobe-3.0 Resource-CMap")


def _is_hint(stream: pikepdf.Object) -> bool:
    """The table by which a file made for the web is fetched in parts: it holds numbers alone."""
    return "/S" in stream and set(stream.keys()) <= _HINT_KEYS


def dangerous(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Actions that run or lead elsewhere, private data of programs, previews of pages, words behind words."""
    for node in dictionaries(pdf):
        action = str(node.get("/S")) if isinstance(node.get("/S"), pikepdf.Name) else ""
        if "/JS" in node or action in _ACTIVE or "/XFA" in node:
            yield found_in("script", "an action of the PDF", action.strip("/"))
        elif action in _ELSEWHERE:
            yield found_in("external-link", "a link of the PDF", _text(node.get("/F")))
        elif action == "/URI" and not _ADDRESS.match(_text(node.get("/URI")).strip()):
            yield found_in("external-link", "a link of the PDF", _text(node.get("/URI")))
        if isinstance(node, pikepdf.Stream) and node.get("/Filter") == "/DCTDecode":
            yield from (each.inside("a photograph in the PDF") for each in _in_photograph(node.read_raw_bytes()))
        if "/PieceInfo" in node:
            yield found_in("custom-xml", "private data of the program that made the PDF")
        if isinstance(node.get("/Thumb"), pikepdf.Stream):
            yield found_in("thumbnail-shows-more", "the preview of a page")
    if "/AA" in pdf.Root or any("/AA" in page.obj for page in pdf.pages):
        yield found_in("script", "an action of the PDF or of a page")


def _in_photograph(data: bytes) -> Iterator[Finding]:
    """What a photograph brings along into the PDF: a program that places it copies the whole file."""
    if b"Exif" in data or b"ns.adobe.com" in data or b"Photoshop" in data or not data.rstrip(b"\0\r\n ").endswith(b"\xff\xd9"):
        yield from (each for each in inspect_image(data) if each.code != "corrupt-file")


def attached(pdf: pikepdf.Pdf, inside: Inside) -> Iterator[Finding]:
    """Files inside the PDF, and what is inside them."""
    seen: set[tuple[int, int]] = set()
    for node in dictionaries(pdf):
        files = node.get("/EF")
        if not isinstance(files, pikepdf.Dictionary):
            continue
        name = _text(node.get("/UF")) or _text(node.get("/F")) or "without a name"
        yield found_in("embedded-file", f"attachment {name}", name)
        for stream in files.values():
            if isinstance(stream, pikepdf.Stream) and stream.objgen not in seen:
                seen.add(stream.objgen)
                yield from (each.inside(f"attachment {name}") for each in inside(stream.read_bytes(), name))
    if any(str(node.get("/Subtype")) in _CARRIES - {"/FileAttachment"} for page in pdf.pages for node in annotations(page)):
        yield found_in("embedded-file", "sound, film or a model on a page")


def annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The annotations of a page that can be read as such."""
    listed = page.obj.get("/Annots")
    items = [*listed] if isinstance(listed, pikepdf.Array) else []
    return [each for each in items if isinstance(each, pikepdf.Dictionary)]


def on_pages(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Notes, marks and stamps on the pages, and redactions that were only marked."""
    for number, page in enumerate(pdf.pages, 1):
        for each in annotations(page):
            kind = str(each.get("/Subtype"))
            if kind == "/Redact":
                yield found_in("unapplied-redaction", f"page {number}", _text(each.get("/OverlayText")))
            elif kind not in _QUIET:
                words = _text(each.get("/Contents")) or _text(each.get("/T"))
                yield found_in("annotation", f"page {number}, {kind.strip('/')}", words)


def in_fields(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Fields whose value, default or choices nobody sees on the page."""
    for field in fields(pdf):
        if field.unseen and field.value:
            where = f"page {field.page}" if field.page else "on no page"
            yield found_in("hidden-form-field", f"field {field.name or 'without a name'}, {where}", field.value)


def fields(pdf: pikepdf.Pdf) -> Iterator[Field]:
    """Every field of the form with a value of its own, where it stands; signatures say nothing that is hidden."""
    placed: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for each in annotations(page):
            if str(each.get("/Subtype")) == "/Widget":
                placed.add(each.objgen)
                yield from _field(each, number)
    form = pdf.Root.get("/AcroForm")
    listed = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    waiting = [*listed] if isinstance(listed, pikepdf.Array) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting.extend(kids)
        elif node.objgen not in placed or not node.is_indirect:
            yield from _field(node, None)


def _field(node: pikepdf.Object, page: int | None) -> Iterator[Field]:
    kind = str(inherited(node, "/FT"))
    if kind == "/Sig":
        return
    name, flags = _text(inherited(node, "/T")), _number(inherited(node, "/Ff"))
    value, default = _value(inherited(node, "/V")), _value(inherited(node, "/DV"))
    unseen = page is None or bool(_number(node.get("/F")) & _UNSEEN_FLAGS) or _has_no_area(node) or bool(flags & _PASSWORD)
    yield Field(name, kind, value, page, unseen)
    if default and default != value:
        yield Field(name, kind, default, page, True)
    choices = inherited(node, "/Opt")
    if kind == "/Ch" and flags & _COMBO and isinstance(choices, pikepdf.Array) and len(choices) > 1:
        yield Field(name, kind, ", ".join(_value(each) for each in choices)[:400], page, True)


def _has_no_area(node: pikepdf.Object) -> bool:
    box = node.get("/Rect")
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return True
    left, bottom, right, top = (float(each) for each in box)
    return abs(right - left) < 2 or abs(top - bottom) < 2


def _value(value: object) -> str:
    if isinstance(value, pikepdf.Array):
        return ", ".join(filter(None, (_value(each) for each in value)))
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes()[:400].decode("utf-8", "replace")
    return "" if isinstance(value, pikepdf.Name) else _text(value)


def _number(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def _text(value: object) -> str:
    """A string of the PDF, or nothing for what is none."""
    return str(value) if isinstance(value, pikepdf.String | str) else ""


def _words(data: bytes) -> str:
    return " ".join(re.findall(r"[A-Za-z]{3,}", data[:4000].decode("latin-1")))
