"""Office files in which nothing is wrong, and among them everything that looks as if it were: (the file's name, its bytes)."""

from collections.abc import Iterator

from tests.release.office_faults import anchored, document_part
from tests.release.parts import (
    BOOK_RELATIONS,
    CORE,
    DOCUMENT,
    SHEET,
    altered,
    book,
    cell,
    charted,
    document,
    figure,
    mail,
    opendocument,
    packed,
    paragraph,
    related,
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

Clean = tuple[str, bytes]
WHITE_LETTERS = '<w:color w:val="FFFFFF"/>'
RANKS = b"Rank,Number of officers,Position\nConstable,120,1\nSergeant,31,2\nInspector,12,3\nChief Inspector,6,4\n"
LETTER = (
    "Our reference: 3070/15\n\nDear requester,\n\nThank you for your request of 5 August 2026. Section 17(1) of the Freedom of Information Act "
    "2000 asks us to say why. In 2013/14 we held 2 systems (see 1.2.3.4 of our policy). Write to foi@example.org, or to Example House, "
    "Northtown N1 2AB.\n\nYours faithfully,\nInformation Rights Team\n"
)


def clean() -> Iterator[Clean]:
    """All of them."""
    yield from _as_made()
    yield from _workbooks()
    yield from _documents()
    yield from _open_documents()
    yield from _others()


def _as_made() -> Iterator[Clean]:
    """What the producers make when nothing was done to hide anything."""
    for name in (
        "openpyxl.xlsx",
        "openpyxl-chart.xlsx",
        "xlsxwriter.xlsx",
        "libreoffice.docx",
        "libreoffice.odt",
        "python-pptx.pptx",
    ):
        yield name, sample(name)


def _workbooks() -> Iterator[Clean]:
    yield "hidden-empty-row.xlsx", book({SHEET: swap("</sheetData>", '<row r="7" hidden="1"/></sheetData>')})
    yield (
        "hidden-empty-column.xlsx",
        book({SHEET: swap("<sheetData>", '<cols><col min="9" max="20" hidden="1"/></cols><sheetData>')}),
    )
    # A user who hides all rows below the table leaves those of the table plainly listed.
    yield "no-more-rows.xlsx", book({SHEET: swap('defaultRowHeight="15"', 'defaultRowHeight="15" zeroHeight="1"')})
    yield "default-author.xlsx", book({CORE: _said("creator", "openpyxl")})
    yield "ordinal.xlsx", altered(sample("openpyxl.xlsx"), {SHEET: lambda held: _numbered(held)})
    yield (
        "long-gap-of-twenty.xlsx",
        altered(sample("openpyxl.xlsx"), {SHEET: swap("</sheetData>", '<row r="24"><c r="A24"><v>9</v></c></row></sheetData>')}),
    )
    yield (
        "empty-people.xlsx",
        book(
            {
                BOOK_RELATIONS: related(("rId70", "person", "persons/person.xml")),
                "xl/persons/person.xml": '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
            }
        ),
    )
    yield (
        "filter-name.xlsx",
        book(
            {
                "xl/workbook.xml": swap(
                    "<definedNames>",
                    '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Table!$A$1:$C$4</definedName>',
                )
            }
        ),
    )
    yield "nought.xlsx", altered(sample("openpyxl.xlsx"), {SHEET: swap("<v>31</v>", "<v>0</v>")})
    yield (
        "format-of-three.xlsx",
        book(
            {
                "xl/styles.xml": swap(
                    "<fonts",
                    '<numFmts count="1"><numFmt numFmtId="170" formatCode="#,##0;-#,##0;&quot;-&quot;"/></numFmts><fonts',
                )
            }
        ),
    )
    yield (
        "link-to-the-web.xlsx",
        book({"xl/worksheets/_rels/sheet1.xml.rels": related(("rId70", "hyperlink", "https://www.gov.uk/"))}),
    )
    red = '<dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs>'
    rule = '<conditionalFormatting sqref="B2:C4"><cfRule type="expression" dxfId="0"/></conditionalFormatting><pageMargins'
    yield "red-when-high.xlsx", book({"xl/styles.xml": swap('<dxfs count="0"/>', red), SHEET: swap("<pageMargins", rule)})


def _said(name: str, words: str) -> object:
    """A change of a property, however empty it was written."""
    return lambda held: held.replace(f"<dc:{name}></dc:{name}>", f"<dc:{name}>{words}</dc:{name}>").replace(
        f"<dc:{name}/>", f"<dc:{name}>{words}</dc:{name}>"
    )


def _numbered(held: str) -> str:
    """The years' figures as numbers of the lines."""
    return held.replace("<v>120</v>", "<v>1</v>").replace("<v>31</v>", "<v>2</v>").replace("<v>55</v>", "<v>3</v>")


def _documents() -> Iterator[Clean]:
    yield "not-vanished.docx", document({DOCUMENT: paragraph(run("plain words", '<w:vanish w:val="false"/>'))})
    yield "vanished-nothing.docx", document({DOCUMENT: paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r>")})
    yield "hidden-mark.docx", document({DOCUMENT: paragraph("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run("plain words"))})
    yield (
        "white-on-blue.docx",
        document({DOCUMENT: paragraph(run("plain words", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'))}),
    )
    yield (
        "automatic-on-dark.docx",
        document({DOCUMENT: paragraph(run("plain words", '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>'))}),
    )
    blue = anchored(
        900_000, '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>', f"<w:p>{run('plain words', WHITE_LETTERS)}</w:p>"
    )
    yield "white-in-a-blue-box.docx", document({DOCUMENT: paragraph(blue)})
    bibliography = (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" SelectedStyle="\\APA.XSL"/>'
    )
    yield "no-sources.docx", document_part("customXml", "customXml/item1.xml", bibliography)
    yield "leader-dots.docx", document({DOCUMENT: paragraph(run("Contents ........................ 3"))})
    yield (
        "not-cropped.docx",
        document(
            {
                DOCUMENT: paragraph(
                    '<w:r><a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" l="0" t="0" r="0" b="0"/></w:r>'
                )
            }
        ),
    )
    yield "page-number.docx", document({DOCUMENT: paragraph("<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>")})
    yield (
        "back-mark.docx",
        document({DOCUMENT: paragraph('<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>')}),
    )
    yield "numbered.pptx", slides({"ppt/slides/slide1.xml": swap("We hold the information.", "We hold 2 of the 5 items.")})


def _open_documents() -> Iterator[Clean]:
    yield "charted.ods", charted("120")
    yield "plain.ods", sheets(row(cell("Robbery"), figure(55)))
    yield (
        "repeated.ods",
        sheets(
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
    )
    yield "hidden-empty.ods", sheets('<table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>')
    yield "two.ods", opendocument("spreadsheet", sheet("") + sheet("", name="Second"))
    shown = '<draw:page draw:name="p"><draw:frame svg:width="9cm" svg:height="2cm" svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>Figures</text:p></draw:text-box></draw:frame></draw:page>'
    yield "plain.odp", opendocument("presentation", shown)
    yield (
        "not-hidden.odt",
        text(
            {
                "content.xml": swap(
                    "</office:text>", '<text:section text:name="s"><text:p>plain words</text:p></text:section></office:text>'
                )
            }
        ),
    )


def _others() -> Iterator[Clean]:
    yield "ranks.csv", RANKS
    yield "years.csv", b"Offence,2013/14,2014/15\nBurglary,120,140\nArson,31,27\n"
    yield "signs.csv", b"Item,Change,Phone\nTheft,-12,none\nArson,+7.5%,-\nFraud,- not recorded,n/a\n"
    yield "windows.csv", "Offence,Cost\nTheft,£120\n".encode("cp1252")
    yield "wide.csv", "Offence,Cost\nTheft,120\n".encode("utf-16")
    yield "letter.txt", LETTER.encode()
    yield "ours.eml", mail(header="X-Unsent: 1\r\n")
    yield "attached.eml", with_files(("figures.xlsx", book()), ("years.csv", b"Offence,2019\nBurglary,120\n"))
    yield (
        "html.eml",
        mail(
            "<html><body><!--[if mso]>x<![endif]--><p>Please find our answer attached.</p></body></html>",
            kind="text/html; charset=utf-8",
        ),
    )
    yield "both.zip", packed({"answer/figures.xlsx": book(), "answer/letter.docx": document(), "read me.txt": "Two files.\n"})
