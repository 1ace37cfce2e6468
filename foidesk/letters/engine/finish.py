"""Finishing what was drawn: the structure tree, PDF/A-2a and PDF/UA-1 metadata, the colour profile, empty fields for signatures."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from foidesk.letters.engine.pen import LINK, Field
from foidesk.letters.engine.tree import Tag


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says about itself. `when` has a zone; `creator` is the program that made it."""

    title: str
    author: str
    subject: str
    when: datetime
    language: str
    creator: str


def finish(drawn: bytes, root: Tag, about: About, profile: bytes, fields: Sequence[Field] = ()) -> bytes:
    """Add structure, metadata, an sRGB output intent and signature fields to what was drawn; equal input gives equal bytes."""
    pdf = pikepdf.open(io.BytesIO(drawn))
    _keep_packed(pdf)
    tree = _Tree(pdf)
    widgets = [tree.field(field) for field in fields]
    tree.write(root)
    catalogue = pdf.Root
    if widgets:
        catalogue.AcroForm = Dictionary(Fields=Array(widgets), SigFlags=0)
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.Lang = String(about.language)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    catalogue.OutputIntents = Array([_output_intent(pdf, profile)])
    catalogue.Metadata = Stream(pdf, _xmp(about).encode(), Type=Name.Metadata, Subtype=Name.XML)
    stamp = _pdf_date(about.when)
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Subject=String(about.subject),
            Creator=String(about.creator),
            Producer=String(_PRODUCER),
            CreationDate=String(stamp),
            ModDate=String(stamp),
        )
    )
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
    return out.getvalue()


_PRODUCER = "ReportLab and pikepdf"


def _keep_packed(pdf: pikepdf.Pdf) -> None:
    """ReportLab names the packing of a stream in a list of one; qpdf would unpack and pack such a stream once more."""
    for item in pdf.objects:
        if isinstance(item, Stream):
            packing = item.get("/Filter")
            if isinstance(packing, Array) and len(packing) == 1:
                item["/Filter"] = packing[0]


class _Tree:
    """Writes structure elements, and the number tree that leads from marked content back to them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.annotations: dict[str, pikepdf.Object] = {
            str(area.NM): area
            for page in self.pages
            for area in page.get("/Annots", [])
            if str(area.get("/NM", "")).startswith(LINK)
        }
        self._content: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self._by_annotation: list[tuple[int, pikepdf.Object]] = []
        self._named: list[tuple[str, pikepdf.Object]] = []

    def field(self, field: Field) -> pikepdf.Object:
        """An empty field for a signature. Its seal is drawn with lines, so that no font is missing afterwards."""
        page = self.pages[field.page]
        left, bottom, right, top = field.box
        empty = Stream(self.pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, top - bottom]))
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(field.name),
                TU=String(field.purpose),
                F=132,
                P=page,
                Rect=Array([round(value, 2) for value in field.box]),
                AP=Dictionary(N=empty),
            )
        )
        page.Annots = Array([*page.get("/Annots", []), widget])
        self.annotations[field.name] = widget
        return widget

    def write(self, root: Tag) -> None:
        """Write the whole tree into the file."""
        top = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top.K = Array([self._element(root, top)])
        numbers: list[object] = []
        for index, page in enumerate(self.pages):
            page.StructParents, page.Tabs = index, Name.S
            if "/Trans" in page:
                del page.Trans
            found = self._content[index]
            numbers += [index, self.pdf.make_indirect(Array([found[number] for number in sorted(found)]))]
        for key, element in self._by_annotation:
            numbers += [key, element]
        top.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        top.ParentTreeNextKey = len(self.pages) + len(self._by_annotation)
        if self._named:
            names: list[object] = [part for name, element in sorted(self._named, key=_name) for part in (String(name), element)]
            top.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        self.pdf.Root.StructTreeRoot = top

    def _element(self, tag: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        said: dict[str, object] = {"/Type": _ELEMENT, "/S": _named(tag.kind), "/P": parent}
        home = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
        if home is not None:
            said["/Pg"] = self.pages[home]
        if tag.attributes:
            said["/A"] = Dictionary({f"/{key}": _value(value) for key, value in tag.attributes.items()})
        for key, text in (("/Lang", tag.language), ("/Alt", tag.words), ("/ID", tag.key)):
            if text is not None:
                said[key] = String(text)
        element = self.pdf.make_indirect(Dictionary(said))
        if tag.key is not None:
            self._named.append((tag.key, element))
        element["/K"] = Array(list(self._kids(tag, element, home)))
        return element

    def _kids(self, tag: Tag, element: pikepdf.Object, home: int | None) -> Iterator[object]:
        for kid in tag.kids:
            if isinstance(kid, Tag):
                if kid.kids:
                    yield self._element(kid, element)
            elif isinstance(kid, tuple):
                page, number = kid
                self._content[page][number] = element
                yield number if page == home else Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=number)
            else:
                annotation = self.annotations[kid]
                key = len(self.pages) + len(self._by_annotation)
                annotation.StructParent = key
                self._by_annotation.append((key, element))
                yield Dictionary(Type=Name.OBJR, Pg=annotation.get("/P", self.pages[home or 0]), Obj=annotation)


_ELEMENT = Name.StructElem


@cache
def _named(kind: str) -> Name:
    """A name of the format; made once, since a letter has hundreds of a few."""
    return Name(f"/{kind}")


def _name(named: tuple[str, pikepdf.Object]) -> str:
    return named[0]


def _value(value: str | int) -> object:
    """An attribute's value: a number, numbers that are parted by blanks, or a name."""
    if isinstance(value, int):
        return value
    return Array([float(part) for part in value.split()]) if " " in value else _named(value)


def _output_intent(pdf: pikepdf.Pdf, profile: bytes) -> Dictionary:

    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        DestOutputProfile=Stream(pdf, profile, N=3),
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
    )


def _pdf_date(when: datetime) -> str:
    zone = when.strftime("%z")
    return when.strftime("D:%Y%m%d%H%M%S") + (f"{zone[:3]}'{zone[3:]}'" if zone else "Z")


def _xmp(about: About) -> str:
    """The metadata packet: what the document is, and that it is PDF/A-2a and PDF/UA-1 (with the schema that PDF/A asks for)."""
    when = about.when.isoformat(timespec="seconds")
    title, author, subject = escape(about.title), escape(about.author), escape(about.subject)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <dc:format>application/pdf</dc:format>
   <dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <xmp:CreateDate>{when}</xmp:CreateDate>
   <xmp:ModifyDate>{when}</xmp:ModifyDate>
   <xmp:CreatorTool>{escape(about.creator)}</xmp:CreatorTool>
   <pdf:Producer>{_PRODUCER}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Version of PDF/UA</pdfaProperty:description>
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
