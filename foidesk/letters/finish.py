"""Finishing a drawn PDF: the structure tree, PDF/A-2a and PDF/UA-1 metadata, the colour profile, the empty signature field."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from foidesk.letters.tagged import SignatureSpot, Tag
from foidesk.paths import resource

FIELD = "Signature"
"""The name of the signature's field."""


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says about itself. `when` has a zone."""

    title: str
    author: str
    subject: str
    when: datetime
    language: str = "en-GB"


def finish(drawn: bytes, root: Tag, about: About, spot: SignatureSpot | None = None) -> bytes:
    """Add structure, metadata, output intent and signature field to what was drawn; equal input gives equal bytes."""
    pdf = pikepdf.open(io.BytesIO(drawn))
    tree = _Tree(pdf)
    if spot is not None and spot.box is not None and spot.page is not None:
        tree.annotations[FIELD] = _signature_field(pdf, spot, about)
    tree.write(root)
    catalogue = pdf.Root
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.Lang = String(about.language)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    catalogue.OutputIntents = Array([_output_intent(pdf)])
    catalogue.Metadata = Stream(pdf, _xmp(about).encode(), Type=Name.Metadata, Subtype=Name.XML)
    stamp = _pdf_date(about.when)
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Subject=String(about.subject),
            Creator=String("foidesk"),
            Producer=String("ReportLab and pikepdf"),
            CreationDate=String(stamp),
            ModDate=String(stamp),
        )
    )
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
    return out.getvalue()


class _Tree:
    """Writes structure elements, and the number tree that leads from marked content back to them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.annotations: dict[str, pikepdf.Object] = {}
        self._content: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self._by_annotation: list[tuple[int, pikepdf.Object]] = []

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
        self.pdf.Root.StructTreeRoot = top

    def _element(self, tag: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.kind}"), P=parent))
        home = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
        if home is not None:
            element.Pg = self.pages[home]
        if tag.attributes:
            owner = Name(f"/{tag.attributes['O']}")
            element.A = Dictionary(O=owner)
            for key, value in tag.attributes.items():
                if key != "O":
                    element.A[f"/{key}"] = Name(f"/{value}")
        if tag.language:
            element.Lang = String(tag.language)
        element.K = Array(list(self._kids(tag, element, home)))
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
                yield Dictionary(Type=Name.OBJR, Obj=annotation)


def _signature_field(pdf: pikepdf.Pdf, spot: SignatureSpot, about: About) -> pikepdf.Object:
    """The empty field that the signature fills. Its seal is drawn with lines, so that no font is missing afterwards."""
    assert spot.box is not None
    assert spot.page is not None
    page = pdf.pages[spot.page].obj
    empty = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *spot.side]))
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD),
            TU=String(f"Electronic signature of {about.author}"),
            F=132,
            P=page,
            Rect=Array([round(value, 2) for value in spot.box]),
            AP=Dictionary(N=empty),
        )
    )
    page.Annots = Array([*page.get("/Annots", []), widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=0)
    return widget


def _output_intent(pdf: pikepdf.Pdf) -> Dictionary:
    profile = Stream(pdf, resource("colour", "srgb.icc").read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        DestOutputProfile=profile,
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
   <xmp:CreatorTool>foidesk</xmp:CreatorTool>
   <pdf:Producer>ReportLab and pikepdf</pdf:Producer>
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
