"""PDFs with one fault each, and PDFs with none, made afresh by ReportLab, pikepdf and Pillow. All people in them are invented."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

SECRET = "Joan Quillfeather"
WORDS = "The panel met in March and found the figures in order"
SIZE = (420, 320)


def drawn(*steps, size=SIZE, pages=1):
    """A PDF whose every page is drawn by the steps."""
    out = io.BytesIO()
    pen = canvas.Canvas(out, pagesize=size, invariant=1)
    for _ in range(pages):
        pen.setFont("Helvetica", 12)
        for step in steps:
            step(pen)
        pen.showPage()
    pen.save()
    return changed(out.getvalue(), without_properties)


def changed(data, *changes):
    """A PDF after changes to its objects."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for change in changes:
            change(pdf)
        pdf.save(out)
    return out.getvalue()


def without_properties(pdf):
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def words(pen, text=WORDS, y=250, x=30):
    pen.drawString(x, y, text)


def secret(pen, y=150):
    pen.drawString(40, y, SECRET)


def box(left=38, bottom=145, width=120, height=16, colour=(0, 0, 0)):
    def draw(pen):
        pen.setFillColorRGB(*colour)
        pen.rect(left, bottom, width, height, stroke=0, fill=1)
        pen.setFillGray(0)

    return draw


def polygon(pen):
    path = pen.beginPath()
    path.moveTo(36, 144)
    for point in ((164, 144), (164, 164), (36, 164)):
        path.lineTo(*point)
    path.close()
    pen.drawPath(path, stroke=0, fill=1)


def thick_line(pen):
    pen.setLineWidth(16)
    pen.line(36, 154, 164, 154)


def noise(width=120, height=60, seed=7):
    """A picture with detail everywhere."""
    values = bytes((seed * (place + 3) * (place % 13 + 5)) % 251 for place in range(width * height * 3))
    return Image.frombytes("RGB", (width, height), values)


def placed(picture, x=40, y=60, width=120, height=60):
    return lambda pen: pen.drawImage(ImageReader(picture), x, y, width, height)


def patch(pen):
    pen.drawImage(ImageReader(Image.new("RGB", (10, 10), "black")), 36, 144, 128, 20)


def coloured(grey, text=SECRET, y=150):
    def draw(pen):
        pen.setFillGray(grey)
        pen.drawString(40, y, text)
        pen.setFillGray(0)

    return draw


def painted(mode, text=SECRET, x=40, y=150):
    def draw(pen):
        run = pen.beginText(x, y)
        run.setTextRenderMode(mode)
        run.textOut(text)
        pen.drawText(run)
        pen.drawText(pen.beginText(0, 0))

    return draw


def turned(data, angle):
    return changed(data, lambda pdf: pdf.pages[0].obj.__setitem__(Name.Rotate, angle))


def boxed(data, **boxes):
    """A PDF whose first page has other boxes, such as CropBox=(0, 0, 100, 100)."""

    def change(pdf):
        for name, value in boxes.items():
            pdf.pages[0].obj[Name(f"/{name}")] = Array(value) if isinstance(value, tuple) else value

    return changed(data, change)


def moved(data, x=500, y=-300):
    """The same page with its origin elsewhere."""

    def change(pdf):
        page = pdf.pages[0]
        page.obj[Name.MediaBox] = Array([x, y, x + SIZE[0], y + SIZE[1]])
        page.contents_add(f"1 0 0 1 {x} {y} cm".encode(), prepend=True)

    return changed(data, change)


def nested(data, depth=3, scale=1.0):
    """The same page drawn by forms inside forms."""

    def change(pdf):
        page = pdf.pages[0]
        page.contents_coalesce()
        content, resources = page.Contents.read_bytes(), page.obj.Resources
        for _ in range(depth):
            form = pdf.make_stream(content)
            form.stream_dict = Dictionary(
                Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *SIZE]), Resources=resources, Length=len(content)
            )
            form.write(content)
            content, resources = b"q /F0 Do Q", Dictionary(XObject=Dictionary(F0=form))
        page.obj[Name.Contents] = pdf.make_stream(f"q {scale} 0 0 {scale} 0 0 cm ".encode() + content + b" Q")
        page.obj[Name.Resources] = resources

    return changed(data, change)


def noted(kind, **entries):
    def change(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([36, 140, 170, 170]), **entries)
        pdf.pages[0].obj[Name.Annots] = Array([pdf.make_indirect(note)])

    return change


def appearance(pdf):
    """A black square as the look of an annotation."""
    look = pdf.make_stream(b"0 g 0 0 134 30 re f")
    look.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 134, 30]))
    look.write(b"0 g 0 0 134 30 re f")
    pdf.pages[0].obj.Annots[0][Name.AP] = Dictionary(N=look)


def field(flags=2, rect=(36, 140, 170, 170), kind="Tx", **entries):
    def change(pdf):
        made = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name(f"/{kind}"),
                T=String("officer"),
                F=flags,
                Rect=Array(rect),
                **entries,
            )
        )
        pdf.pages[0].obj[Name.Annots] = Array([made])
        pdf.Root[Name.AcroForm] = Dictionary(Fields=Array([made]))

    return change


def layered(data, state="OFF"):
    """A PDF whose text lies in a layer."""

    def change(pdf):
        page = pdf.pages[0]
        page.contents_coalesce()
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Officers")))
        usual = Dictionary(ON=Array([]), OFF=Array([group])) if state == "OFF" else Dictionary(ON=Array([group]), OFF=Array([]))
        pdf.Root[Name.OCProperties] = Dictionary(OCGs=Array([group]), D=usual)
        page.obj.Resources[Name.Properties] = Dictionary(L=group)
        page.obj[Name.Contents] = pdf.make_stream(
            b"/OC /L BDC " + page.Contents.read_bytes() + b" EMC BT /F1 12 Tf 30 280 Td (Seen by all) Tj ET"
        )

    return changed(data, change)


def attached(data, name="staff.csv", content=b"name\nJoan Quillfeather\n"):
    def change(pdf):
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    return changed(data, change)


def bookmarked(data, title=SECRET):
    def change(pdf):
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(title, 0))

    return changed(data, change)


def place_named(pdf):
    pdf.Root[Name.Names] = Dictionary(Dests=Dictionary(Names=Array([String(SECRET), Array([pdf.pages[0].obj, Name.Fit])])))


def properties(**entries):
    return lambda pdf: pdf.trailer.__setitem__(Name.Info, pdf.make_indirect(Dictionary(**entries)))


def described(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
        packet["dc:creator"] = [SECRET]


def updated(data, change):
    """A later state added at the end of the file, as editors save: the earlier one stays whole before it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page, size = pdf.pages[0].objgen[0], int(pdf.trailer.Size)
        root, info = pdf.Root.objgen[0], ""
        number = pdf.pages[0].Contents.objgen[0]
    out = bytearray(data)
    places = {}
    for at, body in change(number, page, size).items():
        places[at] = len(out)
        out += f"{at} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n"
    for at, place in sorted(places.items()):
        out += f"{at} 1\n{place:010d} 00000 n \n".encode()
    earlier = int(data.rsplit(b"startxref", 1)[1].split()[0])
    out += f"trailer\n<< /Size {max(size, *(at + 1 for at in places))} /Root {root} 0 R {info}/Prev {earlier} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def classic(data):
    """The same with a plain table of its objects, to which a later state can be added by hand."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def rewritten(number, page, size):
    content = b"BT /F1 12 Tf 30 250 Td (Nothing to see) Tj ET"
    return {number: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)}


def added_only(number, page, size):
    return {size: b"<< /Note (Checked) >>"}


def stray(pdf):
    """A stream to which nothing leads, kept in the file all the same."""
    pdf.make_indirect(pdf.make_stream(b"BT (Joan Quillfeather) Tj ET"))


def with_stray(data):
    """A PDF that holds the content of a page that was deleted."""
    content = b"BT /F1 12 Tf 30 250 Td (Joan Quillfeather) Tj ET"
    return updated(
        classic(data), lambda number, page, size: {size: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)}
    )


def spoken(pdf):
    pdf.pages[0].contents_add(b"/Span << /ActualText (Joan Quillfeather) >> BDC EMC")


def preview(pdf, page=0):
    look = pdf.make_stream(b"\0" * 300)
    look.stream_dict = Dictionary(Width=10, Height=10, BitsPerComponent=8, ColorSpace=Name.DeviceRGB)
    look.write(b"\0" * 300)
    pdf.pages[page].obj[Name.Thumb] = look


def private(pdf):
    pdf.pages[0].obj[Name.PieceInfo] = Dictionary(Editor=Dictionary(Private=String(SECRET)))


def located_photograph(pdf):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 28.0, 30.0), 3: "W", 4: (1.0, 53.0, 30.0)}
    out = io.BytesIO()
    noise().save(out, "JPEG", exif=exif.tobytes())
    photograph = pdf.make_stream(b"")
    photograph.write(out.getvalue(), filter=Name.DCTDecode)
    photograph.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=120,
        Height=60,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )
    page = pdf.pages[0]
    page.obj.Resources[Name.XObject] = Dictionary(P=photograph)
    page.contents_add(b"q 120 0 0 60 40 60 cm /P Do Q")


def clipped(pen):
    pen.saveState()
    path = pen.beginPath()
    path.rect(0, 0, 20, 20)
    pen.clipPath(path, stroke=0, fill=0)
    secret(pen)
    pen.restoreState()


def cropped(pen):
    pen.saveState()
    path = pen.beginPath()
    path.rect(40, 60, 40, 60)
    pen.clipPath(path, stroke=0, fill=0)
    placed(noise())(pen)
    pen.restoreState()


def scan(text=(WORDS, SECRET), covered=False):
    """A scanned page: paper, letters as pixels, and a layer of recognised text that is not drawn."""
    paper = Image.new("L", (SIZE[0] * 3, SIZE[1] * 3), 246)
    pen = ImageDraw.Draw(paper)
    for number, line in enumerate(text):
        pen.text((90, 200 + 150 * number), line, fill=25, font_size=36)
    if covered:
        pen.rectangle((80, 345, 500, 400), fill=0)
    recognised = []
    for number, line in enumerate(text):
        recognised.append(painted(3, line, 30, SIZE[1] - (236 + 150 * number) / 3))
    return drawn(placed(paper.convert("RGB"), 0, 0, *SIZE), *recognised)


def shown_words(pen):
    pen.setFillGray(0.8)
    pen.rect(30, 100, 200, 30, fill=1)
    pen.setFillGray(0)
    pen.drawString(40, 110, "On a grey ground")
    pen.rect(30, 60, 200, 30, fill=1)
    pen.setFillGray(1)
    pen.drawString(40, 70, "White on black")
    pen.setFillGray(0)


def highlighted(pen):
    pen.setFillAlpha(0.4)
    pen.setFillColorRGB(1, 1, 0)
    pen.rect(28, 246, 200, 16, stroke=0, fill=1)
    pen.setFillAlpha(1)


def watermark(pen):
    pen.saveState()
    pen.setFillGray(0.85)
    pen.setFont("Helvetica", 60)
    pen.translate(100, 180)
    pen.rotate(30)
    pen.drawString(0, 0, "DRAFT")
    pen.restoreState()


def leaders(pen):
    pen.drawString(30, 200, "Contents" + " ." * 40 + " 3")
    pen.setFillGray(1)
    pen.drawString(30, 180, ". . . . . . . . . . . .")
    pen.setFillGray(0)


def linearised(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, linearize=True)
    return out.getvalue()


def locked(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="lantern"))
    return out.getvalue()


def struck(pen):
    pen.drawString(30, 120, "Struck out and underlined")
    pen.line(30, 124, 180, 124)
    pen.line(30, 118, 180, 118)


def linked(pdf):
    noted("Link", A=Dictionary(S=Name.URI, URI=String("https://example.org/")))(pdf)


def plain():
    return drawn(words)


def covered(*extra):
    return drawn(words, secret, box(), *extra)


FAULTY = {
    "text under a black box": ("text-under-box", covered),
    "a box one point short": ("text-under-box", lambda: drawn(words, secret, box(39, 148, 100, 12))),
    "a box three points short": ("text-under-box", lambda: drawn(words, secret, box(39, 151, 100, 16))),
    "a white box": ("text-under-box", lambda: drawn(words, secret, box(colour=(1, 1, 1)))),
    "a polygon": ("text-under-box", lambda: drawn(words, secret, polygon)),
    "a thick line": ("text-under-box", lambda: drawn(words, secret, thick_line)),
    "a pasted black picture": ("text-under-box", lambda: drawn(words, secret, patch)),
    "a rotated page": ("text-under-box", lambda: turned(covered(), 90)),
    "a page upside down": ("text-under-box", lambda: turned(covered(), 180)),
    "a cropped page": ("text-under-box", lambda: boxed(covered(), CropBox=(20, 100, 400, 300))),
    "a cropped and rotated page": ("text-under-box", lambda: turned(boxed(covered(), CropBox=(20, 100, 400, 300)), 270)),
    "a page with a moved origin": ("text-under-box", lambda: moved(covered())),
    "a page in another unit": ("text-under-box", lambda: boxed(covered(), UserUnit=2)),
    "forms inside forms": ("text-under-box", lambda: nested(covered())),
    "a box with a label on it": ("text-under-box", lambda: covered(coloured(1, "s.40(2)"))),
    "a black square as an annotation": ("text-under-box", lambda: changed(drawn(words, secret), noted("Square"), appearance)),
    "a scan whose recognised text was left under the box": ("text-under-box", lambda: scan(covered=True)),
    "one figure under a box": ("text-under-box", lambda: drawn(words, lambda pen: pen.drawString(42, 150, "7"), box())),
    "white text": ("invisible-text", lambda: drawn(words, coloured(1))),
    "text that is not drawn": ("invisible-text", lambda: drawn(words, painted(3))),
    "text that is nearly white": ("invisible-text", lambda: drawn(words, coloured(0.97))),
    "text too small to be read": (
        "invisible-text",
        lambda: drawn(words, lambda pen: (pen.setFont("Helvetica", 0.9), secret(pen))),
    ),
    "text cut away by its frame": ("text-under-box", lambda: drawn(words, clipped)),
    "text behind glass": ("invisible-text", lambda: drawn(words, lambda pen: (pen.setFillAlpha(0), secret(pen)))),
    "text replaced on a white box": (
        "text-under-box",
        lambda: drawn(words, secret, box(colour=(1, 1, 1)), coloured(0, "Name left out")),
    ),
    "text that stands for other text": ("invisible-text", lambda: changed(plain(), spoken)),
    "text beside the page": ("outside-page", lambda: drawn(words, lambda pen: pen.drawString(600, 150, SECRET))),
    "text outside the crop box": ("outside-page", lambda: boxed(drawn(words, secret), CropBox=(20, 200, 400, 300))),
    "a picture half beside the page": ("outside-page", lambda: drawn(words, placed(noise(), x=380))),
    "a black box on a picture": ("image-under-box", lambda: drawn(words, placed(noise()), box(60, 70, 40, 30))),
    "a picture under a picture": (
        "image-under-box",
        lambda: drawn(words, placed(noise()), placed(noise(40, 40, 5), 60, 70, 40, 40)),
    ),
    "a cropped picture": ("cropped-image", lambda: drawn(words, cropped)),
    "a cropped picture on a rotated page": ("cropped-image", lambda: turned(drawn(words, cropped), 270)),
    "a redaction that was not applied": ("unapplied-redaction", lambda: changed(drawn(words, secret), noted("Redact"))),
    "a redaction with a label": ("unapplied-redaction", lambda: changed(plain(), noted("Redact", OverlayText=String("s.40")))),
    "a note": ("annotation", lambda: changed(plain(), noted("Text", Contents=String("Ask Joan")))),
    "a highlight": ("annotation", lambda: changed(plain(), noted("Highlight", T=String(SECRET)))),
    "an earlier state": ("earlier-revision", lambda: updated(classic(drawn(words, secret)), rewritten)),
    "two earlier states": ("earlier-revision", lambda: updated(updated(classic(drawn(secret)), rewritten), rewritten)),
    "a layer that is off": ("hidden-layer", lambda: layered(drawn(secret))),
    "a layer without text that is off": ("hidden-layer", lambda: layered(drawn(placed(noise()), words))),
    "an attached file": ("embedded-file", lambda: attached(plain())),
    "an attached PDF": ("embedded-file", lambda: attached(plain(), "inner.pdf", covered())),
    "a bookmark": ("bookmark-leak", lambda: bookmarked(plain())),
    "the name of a place": ("bookmark-leak", lambda: changed(plain(), place_named)),
    "a hidden field": ("hidden-form-field", lambda: changed(plain(), field(V=String(SECRET)))),
    "a field of no size": ("hidden-form-field", lambda: changed(plain(), field(4, (0, 0, 0, 0), V=String(SECRET)))),
    "a list of choices": (
        "hidden-form-field",
        lambda: changed(plain(), field(4, kind="Ch", Ff=1 << 17, Opt=Array([String("Joan"), String("Alan")]))),
    ),
    "a script": (
        "script",
        lambda: changed(
            plain(), lambda pdf: pdf.Root.__setitem__(Name.OpenAction, Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        ),
    ),
    "a program to be started": (
        "script",
        lambda: changed(plain(), noted("Link", A=Dictionary(S=Name.Launch, F=String("calc.exe")))),
    ),
    "a link to a path": (
        "external-link",
        lambda: changed(plain(), noted("Link", A=Dictionary(S=Name.URI, URI=String("file://server/staff")))),
    ),
    "a link to another file": (
        "external-link",
        lambda: changed(plain(), noted("Link", A=Dictionary(S=Name.GoToR, F=String("staff.pdf")))),
    ),
    "an author": ("author-in-properties", lambda: changed(plain(), properties(Author=String(SECRET)))),
    "a title that names somebody": (
        "author-in-properties",
        lambda: changed(plain(), properties(Title=String("Letter about Joan Quillfeather"))),
    ),
    "an author in the XML": ("author-in-properties", lambda: changed(plain(), described)),
    "bytes after the end": ("data-after-end", lambda: plain() + b"Joan Quillfeather"),
    "bytes before the beginning": ("data-after-end", lambda: b"Joan Quillfeather\n" + plain()),
    "a preview": ("thumbnail-shows-more", lambda: changed(plain(), preview)),
    "private data of a program": ("custom-xml", lambda: changed(plain(), private)),
    "a photograph with its place": ("gps-location", lambda: changed(plain(), located_photograph)),
    "a page that was deleted and stayed": ("orphan-part", lambda: with_stray(plain())),
    "a password": ("password-protected", lambda: locked(plain())),
    "a preview of the second page": ("thumbnail-shows-more", lambda: changed(drawn(words, pages=2), lambda pdf: preview(pdf, 1))),
    "private data for the whole file": (
        "custom-xml",
        lambda: changed(plain(), lambda pdf: pdf.Root.__setitem__(Name.PieceInfo, Dictionary(Editor=Dictionary()))),
    ),
    "a photograph with its place on a turned page": ("gps-location", lambda: turned(changed(plain(), located_photograph), 90)),
    "a page that was deleted from a scan": ("orphan-part", lambda: with_stray(scan((WORDS,)))),
    "a password on a scan": ("password-protected", lambda: locked(scan((WORDS,)))),
    "half a file": ("corrupt-file", lambda: plain()[:600]),
    "no PDF at all": ("corrupt-file", lambda: b"%PDF-1.7\nnothing\n%%EOF\n"),
}
"""What the PDF holds, the code of its fault, and how it is made."""

CLEAN = {
    "words": plain,
    "words on grounds": lambda: drawn(words, shown_words),
    "leader dots, some of them white": lambda: drawn(words, leaders),
    "struck and underlined words": lambda: drawn(words, struck),
    "made for the web": lambda: linearised(drawn(words, pages=12)),
    "made for the web, one page": lambda: linearised(plain()),
    "a scan with its recognised text": scan,
    "a picture": lambda: drawn(words, placed(noise())),
    "words on a picture": lambda: drawn(words, placed(noise()), lambda pen: pen.drawString(50, 80, "On a picture")),
    "a rotated page": lambda: turned(drawn(words), 90),
    "a page with a crop box": lambda: boxed(drawn(words), CropBox=(10, 100, 410, 310)),
    "a page with a moved origin": lambda: moved(drawn(words)),
    "a page in another unit": lambda: boxed(drawn(words), UserUnit=3),
    "forms inside forms": lambda: nested(drawn(words)),
    "a layer that is on": lambda: layered(drawn(words), "ON"),
    "a link": lambda: changed(plain(), linked),
    "a bookmark of a heading": lambda: bookmarked(plain(), "The panel met in March"),
    "a bookmark that parts its words otherwise": lambda: bookmarked(plain(), "The pan\u00adel met in Mar-ch"),
    "a title that stands on the page": lambda: changed(
        plain(), properties(Title=String("The panel met"), Producer=String("Some Writer 7.1"))
    ),
    "something added later, nothing taken": lambda: updated(classic(plain()), added_only),
    "a field that shows its value": lambda: changed(plain(), field(4, V=String("The panel"))),
    "a preview-less photograph beside words": lambda: drawn(words, placed(noise(), 200, 40)),
    "text in outline": lambda: drawn(words, painted(1, "Outlined words")),
    "text drawn twice to look bold": lambda: drawn(words, words),
    "marked with a see-through colour": lambda: drawn(words, highlighted),
    "a watermark behind words": lambda: drawn(watermark, words),
    "tiles side by side": lambda: drawn(words, placed(noise()), placed(noise(60, 60, 9), 159.9, 60, 60, 60)),
    "a picture to the edges": lambda: drawn(placed(noise(420, 320), -4, -4, 428, 328)),
    "light grey words": lambda: drawn(words, coloured(0.8, "A footnote in light grey")),
    "small print": lambda: drawn(words, lambda pen: (pen.setFont("Helvetica", 5), pen.drawString(30, 40, "Printed on paper"))),
}
