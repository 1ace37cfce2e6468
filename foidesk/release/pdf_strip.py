"""The same PDF with parts of its pages left out, so that two pictures of a page tell what each part shows.

Text is judged by what changes when it is taken away, not by what its operators say: boxes, pictures, colours, layers and edges all
come to the same question. Nothing made here leaves the program.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from enum import Enum

import pikepdf
from pikepdf import Name, Operator

MOST_INSTRUCTIONS = 2_000_000
MOST_FORMS = 5_000
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_PLACES_TEXT = frozenset(["q", "Q", "cm", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Td", "TD", "Tm", "T*", "Ts", "Do"]) | _SHOWS
_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*"])
_PAINTS = frozenset(["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"])
_PLACES_PICTURES = frozenset(["q", "Q", "cm", "gs", "Do", "BDC", "BMC", "EMC"]) | _PATH
_MARKS = frozenset(["BDC", "BMC", "EMC", "DP", "MP"])
_WIDE = (-100_000, -100_000, 100_000, 100_000)

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


class Left(Enum):
    """What of the pages is left."""

    NO_TEXT = "everything but text"
    TEXT = "text alone: all of it, in black, in no layer, cut off by nothing"
    PICTURES = "pictures alone, cut as they are on the page"
    WHOLE_PICTURES = "pictures alone, cut by nothing"
    UNMARKED = "everything, without the marks that name parts, layers and words that stand for others"


def stripped(data: bytes, left: Left) -> bytes:
    """The PDF with only a part of its pages. Raises pikepdf.PdfError, or ValueError where a page asks for too much work."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _Stripper(pdf, left).strip()
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
        return out.getvalue()


class _Stripper:
    def __init__(self, pdf: pikepdf.Pdf, left: Left) -> None:
        self.pdf = pdf
        self.left = left
        self.keep: Callable[[Instruction, pikepdf.Object | None], Iterable[Instruction]] = {
            Left.NO_TEXT: _all_but_text,
            Left.TEXT: _text,
            Left.PICTURES: _pictures,
            Left.WHOLE_PICTURES: _whole_pictures,
            Left.UNMARKED: _unmarked,
        }[left]
        self.unbound = left in (Left.TEXT, Left.WHOLE_PICTURES)
        self.seen: set[tuple[int, int]] = set()
        self.instructions = 0

    def strip(self) -> None:
        for page in self.pdf.pages:
            resources = inherited(page.obj, "/Resources")
            page.obj[Name.Contents] = self.pdf.make_stream(self._rewritten(page, resources))
            if self.left is not Left.NO_TEXT and "/Annots" in page.obj:
                del page.obj["/Annots"]
            self._forms(resources)
        if self.left is Left.TEXT and "/OCProperties" in self.pdf.Root:
            del self.pdf.Root["/OCProperties"]

    def _rewritten(self, content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object | None) -> bytes:
        parsed = pikepdf.parse_content_stream(content)
        self.instructions += len(parsed)
        if self.instructions > MOST_INSTRUCTIONS:
            raise ValueError("too many instructions")
        return pikepdf.unparse_content_stream(kept for each in parsed for kept in self.keep(each, resources))  # type: ignore[arg-type]

    def _forms(self, resources: pikepdf.Object | None) -> None:
        waiting = [*forms(resources)]
        while waiting:
            form = waiting.pop()
            if form.objgen in self.seen:
                continue
            self.seen.add(form.objgen)
            if len(self.seen) > MOST_FORMS:
                raise ValueError("too many forms")
            inner = form.get("/Resources", resources)
            form.write(self._rewritten(form, inner))
            if self.unbound:
                form[Name.BBox] = pikepdf.Array(_WIDE)
                for key in ("/OC", "/Group"):
                    if key in form:
                        del form[key]
            waiting.extend(forms(inner))


def forms(resources: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """The form XObjects that resources name."""
    return (each for each in xobjects(resources) if each.get("/Subtype") == "/Form")


def xobjects(resources: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """The XObjects that resources name: pictures and forms."""
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(named, pikepdf.Dictionary):
        yield from (each for each in named.values() if isinstance(each, pikepdf.Stream))


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An attribute of a page, its own or that of the folder of pages around it."""
    node: pikepdf.Object | None = page
    for _ in range(50):
        if node is None:
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _all_but_text(each: Instruction, resources: pikepdf.Object | None) -> Iterable[Instruction]:
    return () if str(each.operator) in _SHOWS else (each,)


def _text(each: Instruction, resources: pikepdf.Object | None) -> Iterable[Instruction]:
    operator = str(each.operator)
    return (each,) if operator in _PLACES_TEXT and not (operator == "Do" and not _is_form(each, resources)) else ()


def _unmarked(each: Instruction, resources: pikepdf.Object | None) -> Iterable[Instruction]:
    return () if str(each.operator) in _MARKS else (each,)


def _pictures(each: Instruction, resources: pikepdf.Object | None) -> Iterable[Instruction]:
    operator = str(each.operator)
    if operator in _PAINTS:
        # What would be painted may have been made the edge of what follows (W n): the path has to end all the same.
        return (pikepdf.ContentStreamInstruction([], Operator("n")),)
    return (each,) if operator in _PLACES_PICTURES or operator == "INLINE IMAGE" else ()


def _whole_pictures(each: Instruction, resources: pikepdf.Object | None) -> Iterable[Instruction]:
    operator = str(each.operator)
    return () if operator in _PATH | _PAINTS else _pictures(each, resources)


def _is_form(each: Instruction, resources: pikepdf.Object | None) -> bool:
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    called = named.get(str(each.operands[0])) if isinstance(named, pikepdf.Dictionary) and each.operands else None
    return isinstance(called, pikepdf.Stream) and called.get("/Subtype") == "/Form"
