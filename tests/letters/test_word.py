"""A letter as a Word file: built of Word's own styles, lists and tables, the same bytes each time, and with nothing hidden in it."""

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from foidesk.errors import UserError
from foidesk.letters import glyphs
from foidesk.letters.blocks import Facts, Figure, ListBlock, Quotation, plain_text
from tests.letters.cases import composed, reference_case
from tests.letters.forms import AUTHORITY, TITLE, R, W, every_block, parts, png, said, trees, word
from tests.letters.golden_letters import GOLDEN
from tests.letters.test_hostile import INVISIBLE, SHOWN, WRITTEN, hostile

FIXED = {
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/document.xml", "word/styles.xml",
    "word/numbering.xml", "word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/_rels/document.xml.rels",
}  # fmt: skip
"""Every part that a plain letter has: no thumbnail, no theme, no custom XML, no comments, no macros."""
NEVER = {
    "ins", "del", "moveFrom", "moveTo", "vanish", "webHidden", "specVanish", "comment", "commentReference", "sdt", "docVar", "docVars",
    "rsids", "rsid", "attachedTemplate", "altChunk", "object", "instrText", "customXml", "proofErr", "bookmarkStart", "smartTag",
    "permStart", "subDoc", "embedRegular", "documentProtection", "mailMerge", "dataBinding",
}  # fmt: skip
"""Elements that hide words, keep old ones, name people, run something or fetch something."""
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "sectPr": "headerReference footerReference type pgSz pgMar",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom removePersonalInformation removeDateAndTime defaultTabStop characterSpacingControl footnotePr compat "
    "themeFontLang decimalSymbol listSeparator",
}
"""The order in which the format wants the children of an element; Word calls a file damaged that has another."""


@pytest.fixture(scope="module")
def every():
    return word(every_block())


@pytest.fixture(scope="module")
def reference():
    return word(composed(reference_case()))


def opened(data):
    return docx.Document(io.BytesIO(data))


def elements(data):
    """The element of every part, without its namespace."""
    for name, tree in trees(data).items():
        for item in tree.iter():
            assert isinstance(item.tag, str), f"a remark in {name}"
            yield item.tag.rpartition("}")[2], item


def test_another_program_reads_its_headings_lists_and_tables(reference):
    letter = opened(reference)
    headings = [item for item in letter.paragraphs if item.style.name.startswith("Heading")]
    assert [item.style.name for item in headings][:3] == ["Heading 1", "Heading 2", "Heading 3"]
    assert headings[0].text == "Response to your request: Digital forensics backlog"
    assert next(item.text for item in letter.paragraphs if item.style.name == "Quote").startswith("N.B.")
    assert letter.tables[0].cell(1, 1).text == "142/26"


def test_every_word_of_the_letter_is_there_in_order(reference):
    blocks = composed(reference_case())
    read = "".join(reading_order(reference))
    at = 0
    for line in plain_text([block for block in blocks if not isinstance(block, Facts)]).split("\n"):
        at = read.index(line, at) + len(line)


def reading_order(data):
    return ["".join(item.itertext()) for item in trees(data)["word/document.xml"].iter(f"{W}p")]


def test_each_numbered_list_begins_with_one(every):
    numbers = [item.get(W + "numId") or item.get(W + "val") for item in trees(every)["word/document.xml"].iter(f"{W}numId")]
    assert numbers == ["2", "1", "2", "3", "1"]
    starts = trees(every)["word/numbering.xml"].findall(f"{W}num/{W}lvlOverride/{W}startOverride")
    assert [item.get(W + "val") for item in starts] == ["1", "1"]


def test_rows_of_headings_are_repeated_and_say_so(every):
    rows = opened(every).tables[0].rows
    assert [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False]


def test_a_wide_table_gets_turned_pages_of_its_own(every):
    assert [section.orientation for section in opened(every).sections] == [0, 1, 0]


def test_words_of_another_language_and_the_file_s_own_are_marked(every):
    languages = {item.get(W + "val") for name, item in elements(every) if name == "lang"}
    assert languages == {"en-GB", "cy"}
    assert opened(word([said("Annwyl")], language="cy-GB")).styles.element.find(f".//{W}lang").get(W + "val") == "cy-GB"


def test_pages_are_numbered_by_word_itself(reference):
    fields = [item.get(W + "instr") for item in trees(reference)["word/footer1.xml"].iter(f"{W}fldSimple")]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_a_picture_tells_its_words_and_carries_only_its_pixels(every):
    described = [item.get("descr") for name, item in elements(every) if name in {"docPr", "cNvPr"}]
    assert described == ["Crest", "Crest"]
    data = parts(every)["word/media/image1.png"]
    assert b"A. Person" in png()
    assert b"A. Person" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert (image.size, image.getpixel((0, 0)), image.info) == ((1, 1), (0x1D, 0x3A, 0x6E), {})


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:40], b"<svg/>"])
def test_what_is_no_picture_is_told_plainly(data):
    with pytest.raises(UserError, match="cannot be read"):
        word([Figure(image=data, words="Crest")])


# ---- nothing hidden, nothing personal


@pytest.mark.parametrize("name", GOLDEN)
def test_a_letter_of_any_kind_holds_only_the_parts_it_needs(name):
    data = word(composed(GOLDEN[name]))
    assert set(parts(data)) == FIXED
    assert not {item for item, _ in elements(data)} & NEVER


def test_a_letter_with_everything_in_it_holds_nothing_hidden(every):
    assert set(parts(every)) - FIXED == {"word/footnotes.xml", "word/media/image1.png"}
    assert not {name for name, _ in elements(every)} & NEVER
    assert not [key for _, item in elements(every) for key in item.attrib if "rsid" in key]


def test_its_details_name_the_authority_alone_and_no_time_of_work(every):
    core = opened(every).core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == (TITLE, AUTHORITY, AUTHORITY, "en-GB")
    assert core.created == core.modified
    assert (core.created.hour, core.created.minute) == (0, 0)
    details = trees(every)["docProps/core.xml"]
    assert {item.tag.rpartition("}")[2] for item in details} == {
        "title", "creator", "language", "lastModifiedBy", "created", "modified",
    }  # fmt: skip
    assert [item.text for item in trees(every)["docProps/app.xml"]] == ["foidesk"]


def test_word_keeps_no_names_of_whoever_works_on_it_later(every):
    settings = {item.tag.rpartition("}")[2] for item in trees(every)["word/settings.xml"]}
    assert {"removePersonalInformation", "removeDateAndTime"} <= settings


def test_equal_letters_are_equal_bytes_and_the_package_tells_no_time():
    assert word(every_block()) == word(every_block())
    with zipfile.ZipFile(io.BytesIO(word(every_block()))) as package:
        assert package.comment == b""
        for part in package.infolist():
            assert (part.date_time, part.create_system, part.external_attr) == ((1980, 1, 1, 0, 0, 0), 0, 0x20)
            assert (part.comment, part.extra) == (b"", b"")


def test_the_children_of_each_element_stand_in_the_order_of_the_format(every):
    found = set()
    for name, item in elements(every):
        if name in ORDER and item.tag.startswith(W):
            wanted = ORDER[name].split()
            places = [wanted.index(child.tag.rpartition("}")[2]) for child in item if child.tag.startswith(W)]
            assert places == sorted(places), [child.tag for child in item]
            found.add(name)
    assert found == set(ORDER)


def test_every_part_has_its_kind_and_every_relation_its_end(every):
    kinds = trees(every)["[Content_Types].xml"]
    named = {item.get("PartName", "").removeprefix("/") for item in kinds if item.get("PartName")}
    usual = {item.get("Extension") for item in kinds if item.get("Extension")}
    assert named <= set(parts(every))
    assert all(
        name in named or name.rpartition(".")[2] in usual - {"xml"} for name in parts(every) if name != "[Content_Types].xml"
    )
    relations = trees(every)["word/_rels/document.xml.rels"]
    ids = {item.get("Id"): item for item in relations}
    used = {value for _, item in elements(every) for key, value in item.attrib.items() if key.startswith(R)}
    assert used <= set(ids)
    for item in relations:
        assert item.get("TargetMode") == "External" or f"word/{item.get('Target')}" in parts(every)


# ---- hostile words stay words


def test_what_a_stranger_wrote_stays_words():
    data = word(composed(hostile()))
    told = reading_order(data)
    assert sum(WRITTEN in line for line in told) == 2
    # A computer that opens Word files has a face for what can be seen.
    assert SHOWN.replace("[U+1F600 grinning face]", "\U0001f600") in "".join(told)
    assert "Dear Jordan <b>Ellis</b>" in told


def test_a_stranger_s_words_make_no_relation_and_no_field():
    data = word(composed(hostile()))
    outside = [item.get("Target") for item in trees(data)["word/_rels/document.xml.rels"] if item.get("TargetMode")]
    assert outside == []
    assert {item.get(W + "instr") for name, item in elements(data) if name == "fldSimple"} == {" PAGE ", " NUMPAGES "}


def test_only_https_and_mailto_links_are_kept():
    links = ["https://example.org/?a=\"b'&<", "mailto:foi@example.org", "javascript:alert(1)", "file:///etc/passwd", "\\\\a\\b"]
    data = word([said(f"see {number}", link=link) for number, link in enumerate(links)])
    assert [item.get("Target") for item in trees(data)["word/_rels/document.xml.rels"] if item.get("TargetMode")] == links[:2]


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x00", "\ud800", "\ufffe"])
def test_a_character_that_cannot_be_seen_is_an_error_in_the_authority_s_own_words(character):
    with pytest.raises(UserError, match=r"U\+"):
        word([said(f"There are 12{character}.")])


@given(st.text(alphabet=st.characters()))
def test_any_quoted_words_come_back_as_they_were_shown(words):
    data = word([Quotation(blocks=(said(words), ListBlock(items=((said(words),),))))])
    known = frozenset(map(ord, words)) | frozenset(range(0x10000))
    shown = glyphs.quoted(words, known)
    assert reading_order(data) == [shown, shown]


def test_the_hostile_words_are_hostile():
    assert "\u202e" in INVISIBLE
    assert "\u0000" in INVISIBLE
