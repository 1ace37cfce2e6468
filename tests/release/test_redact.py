"""True redaction: nothing is left under a box by three readers, by raw streams and by pixels; the other words stay."""

import collections
import functools
import io
import re
import shutil
import subprocess

import pikepdf
import pypdfium2
import pytest
from pdfminer.high_level import extract_text
from PIL import Image, ImageChops

from foidesk.errors import UserError
from foidesk.release import redact as redact_module
from foidesk.release.finding import Verdict, inspection_of
from foidesk.release.image import inspect_image
from foidesk.release.marks import Mark, mark_of, on_every_page, schedule
from foidesk.release.pdf import inspect_pdf
from foidesk.release.pdf_look import Document
from foidesk.release.rebuild_pdf import safe_pdf
from foidesk.release.redact import redact, redact_image
from foidesk.release.redact_find import find
from foidesk.release.redact_verify import page_picture, remains
from tests.release import pdf_corpus as corpus
from tests.release.pdf_corpus import FAULTY, SECRET, WORDS

LINES = (
    "Minutes of the estates panel held on 14 March",
    "Present: Joan Quillfeather, the chair, and two members",
    "The chair (J. Quillfeather) asked for the costs of the roof",
    "Costs came to 14,200 pounds and were met in the year",
    "No other matter was raised and the panel closed at noon",
)
poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def page_of(lines=LINES, step=20, font="Helvetica", size=11):
    def draw(pen):
        pen.setFont(font, size)
        for number, line in enumerate(lines):
            pen.drawString(24, 280 - step * number, line)

    return corpus.drawn(draw)


def slanted(angle):
    def draw(pen):
        pen.translate(210, 160)
        pen.rotate(angle)
        pen.setFont("Helvetica", 9)
        for number, line in enumerate(LINES[:3]):
            pen.drawString(-120, 20 - 18 * number, line)

    return corpus.drawn(corpus.words, draw)


def tables():
    from reportlab.platypus import SimpleDocTemplate, Table

    out = io.BytesIO()
    rows = [
        [f"Officer {number}", "Joan Quillfeather" if number % 3 == 0 else f"Member {number}", str(4000 + number)]
        for number in range(14)
    ]
    SimpleDocTemplate(out, pagesize=(420, 320), invariant=1, topMargin=20, bottomMargin=20).build([Table(rows)])
    return corpus.changed(out.getvalue(), corpus.without_properties)


def fifty():
    """Fifty PDFs: pages turned, cropped, moved, in other units, of forms inside forms, and all of these together."""
    base = page_of()
    for angle in (0, 90, 180, 270):
        yield f"turned by {angle}", corpus.turned(base, angle)
        yield f"turned by {angle}, cropped", corpus.turned(corpus.boxed(base, CropBox=(10, 40, 400, 315)), angle)
        yield f"turned by {angle}, moved", corpus.turned(corpus.moved(base), angle)
        yield f"turned by {angle}, in another unit", corpus.turned(corpus.boxed(base, UserUnit=2), angle)
        yield f"turned by {angle}, forms", corpus.turned(corpus.nested(base), angle)
        yield f"turned by {angle}, forms, moved", corpus.turned(corpus.moved(corpus.nested(base), -50, 70), angle)
        yield (
            f"turned by {angle}, forms, cropped, in another unit",
            corpus.turned(corpus.boxed(corpus.nested(base), CropBox=(15, 30, 410, 310), UserUnit=1.5), angle),
        )
    for x, y in ((-300, 0), (1000, 1000), (0.5, -0.25)):
        yield f"moved by {x}, {y}", corpus.moved(base, x, y)
    for scale in (0.4, 0.75, 0.9):
        yield f"forms at {scale}", corpus.nested(base, 2, scale)
    for angle in (15, 45, 90, 180, 270):
        yield f"slanted by {angle}", slanted(angle)
    for font in ("Times-Roman", "Courier", "Helvetica-Bold", "Times-Italic"):
        yield f"in {font}", page_of(font=font, size=9)
    for step in (11, 12, 14):
        yield f"lines {step} apart", page_of(step=step)
    yield "a table", tables()
    yield "a scan", corpus.scan((WORDS, SECRET))
    yield "under a box already", corpus.drawn(corpus.words, corpus.secret, corpus.box())
    yield "small", page_of(size=5, step=7)


CASES = dict(fifty())


@functools.cache
def redacted(name):
    return redact(CASES[name], words=["Quillfeather"], section="40(2)")


def test_there_are_fifty_of_them():
    assert len(CASES) >= 50


def bare(text):
    return re.sub(r"[\s\u00ad\ufffe]", "", text).casefold()


def by_poppler(data):
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def by_pdfium(data):
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


OVER_MUCH = ("slanted by 15", "slanted by 45")
"""Text at such angles has a box along the page's edges, which takes its neighbours too."""


def readers():
    yield lambda data: extract_text(io.BytesIO(data))
    yield by_pdfium
    if shutil.which("pdftotext"):
        yield by_poppler


def kept_share(before, after, gone):
    """The share of the other words that are still there."""
    wanted = collections.Counter(word for word in re.findall(r"\w+", before.casefold()) if word not in gone)
    left = collections.Counter(re.findall(r"\w+", after.casefold()))
    return sum(min(count, left[word]) for word, count in wanted.items()) / max(1, sum(wanted.values()))


@pytest.mark.parametrize("name", CASES)
def test_no_reader_finds_a_redacted_word_and_the_others_stay(name):
    done = redacted(name)
    assert done.occurrences >= 1
    assert done.inspection.verdict is Verdict.PASS
    for read in readers():
        said = bare(read(done.data))
        assert "quillfeather" not in said
        assert "rehtaeflliuq" not in said
    assert_raw_is_clean(done.data, "quillfeather")


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith(OVER_MUCH)])
def test_the_other_words_stay(name):
    data, made = CASES[name], redacted(name).data
    gone = {"quillfeather", "joan"} if name == "under a box already" else {"quillfeather"}
    for read in (by_pdfium, by_poppler) if shutil.which("pdftotext") else (by_pdfium,):
        assert kept_share(read(data), read(made), gone) >= 0.97


@pytest.mark.parametrize("name", [name for name in CASES if name != "a scan"])
def test_nothing_shines_where_the_word_was_drawn(name):
    assert_changed_pixels_are_black(CASES[name], redacted(name).data)


def assert_raw_is_clean(data, word):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        raw = [
            each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Filter") != "/DCTDecode"
        ]
    forms = [word.encode(), word.encode("utf-16-be"), word.encode("utf-16-be").hex().encode()]
    assert not [form for form in forms for each in (*raw, data) if form in each.lower()]


def assert_changed_pixels_are_black(before, after):
    """Without a box's own coordinates: wherever the word's ink was, found by drawing the page with it and without, there is black now."""
    with pikepdf.open(io.BytesIO(after)) as pdf:
        for number in range(len(pdf.pages)):
            ink = word_ink(before, number)
            if ink.getbbox():
                new = page_picture(pdf.pages[number]).resize(ink.size)
                assert ImageChops.darker(ink, new.point([0] * 60 + [255] * 196)).getbbox() is None


def word_ink(data, number, scale=2):
    """The ink of the word alone: of two pages that end with it and just before it, what differs."""

    def ending(with_it):
        def change(pdf):
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream) and b"Quillfeather" in (content := unpacked(each)):
                    each.write(re.sub(rb"Quillfeather(?:\\.|[^\\()])*\)", with_it + b")", content))

        return pypdfium2.PdfDocument(corpus.changed(data, change))[number].render(scale=scale).to_pil().convert("L")

    return ImageChops.difference(ending(b"Quillfeather"), ending(b"")).point([0] * 120 + [255] * 136)


def unpacked(stream):
    return stream.read_bytes() if stream.get("/Subtype") != "/Image" else b""


@pytest.mark.parametrize("name", list(CASES)[:8])
def test_a_drawn_box_leaves_nothing_under_it(name):
    mark = Mark(1, 0.1, 0.1, 0.5, 0.5, "31(1)(a)")
    done = redact(CASES[name], [mark])
    assert remains(CASES[name], done.data, [mark], []) == []
    under = characters_in(done.data, mark)
    assert set(under) <= set("31(1)(a)")
    picture = pypdfium2.PdfDocument(done.data)[0].render(scale=2).to_pil().convert("L")
    inside = picture.crop(tuple(int(side) for side in mark.on(*picture.size)))
    assert sum(inside.histogram()[128:]) < 0.02 * inside.width * inside.height


def characters_in(data, mark):
    look = Document(data).page(0)
    left, top, right, bottom = mark.on(*look.size)
    middles = [
        (glyph.text, (glyph.place[0] + glyph.place[2]) / 2, (glyph.place[1] + glyph.place[3]) / 2) for glyph in look.glyphs
    ]
    return "".join(text for text, x, y in middles if text.strip() and left < x < right and top < y < bottom)


def test_the_section_stands_on_each_box_and_can_be_read():
    done = redact(page_of(), words=["Quillfeather"], section="40(2)")
    assert by_pdfium(done.data).count("40(2)") == 2


def test_the_schedule_counts_the_boxes_and_holds_no_word():
    done = redact(page_of(), [Mark(1, 0.1, 0.8, 0.2, 0.9, "31(1)(a)")], ["quillfeather"], "40(2)")
    assert [each["number"] for each in done.schedule] == [1, 2, 3]
    assert [each["section"] for each in done.schedule] == ["40(2)", "40(2)", "31(1)(a)"]
    assert "uill" not in str(done.schedule)


def test_a_word_is_found_over_the_end_of_a_line_and_with_a_hyphen():
    found = find(page_of(("The chair was Joan Quill-", "feather of the panel", "and QUILLFEATHER again")), ["quillfeather"])
    assert found.occurrences == 2
    assert len(found.marks) == 3


def test_words_that_stand_nowhere_are_told():
    with pytest.raises(UserError, match="stand nowhere"):
        redact(page_of(), words=["Nobody Else"], section="40(2)")


@pytest.mark.parametrize("texts", [[], ["x"], [" "]])
def test_a_text_that_is_too_short_to_be_found_is_refused(texts):
    with pytest.raises(UserError, match="two letters"):
        find(page_of(), texts)


def test_pages_of_pictures_alone_are_told_as_not_searched():
    data = corpus.drawn(corpus.words, corpus.placed(corpus.noise()))
    assert find(data, ["figures"]).unsearched == (1,)


def test_pages_with_a_filled_field_are_told_as_not_searched():
    data = corpus.changed(corpus.plain(), corpus.field(4, V=pikepdf.String(SECRET)))
    assert find(data, ["figures"]).unsearched == (1,)


def test_letters_of_a_word_under_a_replacement_do_not_reach_the_safe_copy():
    over = corpus.coloured(0, "Name left out")
    made = safe_pdf(corpus.drawn(corpus.words, corpus.secret, corpus.box(colour=(1, 1, 1)), over)).data
    assert set(bare(by_pdfium(made).replace(WORDS, ""))) <= set(bare("Name left out"))
    assert inspection_of(inspect_pdf(made)).findings == ()


def test_a_redaction_that_was_only_marked_is_burned_into_the_safe_copy():
    data = corpus.changed(corpus.drawn(corpus.words, corpus.secret), corpus.noted("Redact", OverlayText=pikepdf.String("40(2)")))
    made = safe_pdf(data).data
    assert "40(2)" in by_pdfium(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        picture = page_picture(pdf.pages[0])
    left, top, right, bottom = Mark(1, 40 / 420, 155 / 320, 165 / 420, 175 / 320).on(*picture.size)
    assert picture.crop((int(left), int(top), int(right), int(bottom))).getextrema() == (0, 0)


@pytest.mark.parametrize("box", [(0.21, 0.33, 0.47, 0.58), (0.5, 0.5, 0.52, 0.51), (0, 0, 1, 0.1)])
def test_a_box_on_a_photograph_is_black_to_its_edges(box):
    data = corpus.drawn(corpus.placed(corpus.noise(420, 320), 0, 0, *corpus.SIZE), corpus.words)
    done = redact(data, [Mark(1, *box, "40(2)")])
    assert done.inspection.verdict is Verdict.PASS
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        picture = page_picture(pdf.pages[0])
    inside = picture.crop(tuple(int(side) for side in Mark(1, *box).on(*picture.size)))
    assert inside.getextrema()[1] < 24


def test_a_box_repeats_on_every_page():
    data = corpus.drawn(corpus.words, corpus.secret, pages=3)
    done = redact(data, on_every_page([Mark(1, 0.05, 0.45, 0.5, 0.6, "40(2)")], 3))
    assert done.drawn == (1, 2, 3)
    assert SECRET not in by_pdfium(done.data)


def test_pages_without_a_box_keep_their_own_text():
    def draw(pen):
        pen.drawString(30, 150, SECRET if pen.getPageNumber() == 2 else "Nothing here")

    done = redact(corpus.drawn(draw, pages=3), words=[SECRET], section="40(2)")
    assert done.drawn == (2,)
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        assert "/XObject" not in pdf.pages[0].obj.Resources
    assert by_pdfium(done.data).count("Nothing here") == 2


def test_what_hides_on_another_page_goes_as_well():
    def draw(pen):
        pen.drawString(30, 250, "Page of the panel")
        if pen.getPageNumber() == 2:
            corpus.painted(3, "hidden remark")(pen)

    done = redact(corpus.drawn(draw, pages=2), [Mark(1, 0.1, 0.1, 0.2, 0.2, "40(2)")])
    assert "hidden remark" not in by_pdfium(done.data)
    assert done.inspection.verdict is Verdict.PASS


def test_bookmarks_notes_files_and_properties_go_with_the_word():
    data = corpus.attached(corpus.bookmarked(corpus.changed(page_of(), corpus.properties(Author=pikepdf.String(SECRET)))))
    data = corpus.changed(data, corpus.noted("Text", Contents=pikepdf.String(SECRET)))
    done = redact(data, words=["Quillfeather"], section="40(2)")
    assert_raw_is_clean(done.data, "quillfeather")


def test_the_original_is_not_changed():
    data = page_of()
    before = bytes(data)
    redact(data, words=["Quillfeather"], section="40(2)")
    assert data == before


def test_a_box_that_missed_the_word_is_caught_by_the_second_library(monkeypatch):
    missed = Mark(1, 0.6, 0.8, 0.9, 0.9, "40(2)", found=True)
    monkeypatch.setattr(redact_module, "find_in", lambda *given: type(find(page_of(), ["Quillfeather"]))((missed,), 1, ()))
    with pytest.raises(UserError, match="not kept"):
        redact(page_of(), words=["Quillfeather"], section="40(2)")


def test_a_page_that_was_only_covered_is_caught_by_the_second_library():
    data = page_of()
    covered = corpus.changed(data, lambda pdf: pdf.pages[0].contents_add(b"0 g 0 0 420 320 re f"))
    mark = Mark(1, 0.0, 0.0, 1.0, 1.0, "40(2)")
    with pytest.raises(ValueError, match="no picture"):
        remains(data, covered, [mark], ["Quillfeather"])


def test_pixels_left_where_the_second_library_saw_the_word_are_caught():
    data = page_of()
    found = find(data, ["Quillfeather"], "40(2)")
    done = redact(data, found.marks, (), "40(2)")
    other = redact(data, [Mark(1, 0.6, 0.8, 0.9, 0.9)], (), "40(2)")
    assert remains(data, done.data, found.marks, ["Quillfeather"]) == []
    assert remains(data, other.data, [Mark(1, 0.6, 0.8, 0.9, 0.9)], ["Quillfeather"])


@pytest.mark.parametrize(
    "name", [name for name, (code, _) in FAULTY.items() if code not in {"corrupt-file", "password-protected"}]
)
def test_a_safe_copy_is_clean_and_holds_no_planted_word(name):
    code, make = FAULTY[name]
    made = safe_pdf(make())
    assert inspection_of(inspect_pdf(made.data)).findings == ()
    if code not in {"corrupt-file", "hidden-form-field"} and "picture" not in name:
        assert "quillfeather" not in bare(by_pdfium(made.data))


@pytest.mark.parametrize("name", ["half a file", "a password", "no PDF at all"])
def test_what_cannot_be_read_has_no_safe_copy(name):
    with pytest.raises(UserError, match="cannot be read"):
        safe_pdf(FAULTY[name][1]())


def test_a_safe_copy_of_a_clean_pdf_keeps_its_text_as_text():
    made = safe_pdf(page_of())
    assert made.drawn == ()
    assert kept_share(by_pdfium(page_of()), by_pdfium(made.data), set()) == 1


@poppler
def test_a_redacted_pdf_is_sound():
    done = redact(tables(), words=["Quillfeather"], section="40(2)")
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        assert pdf.check_pdf_syntax() == []
    told = subprocess.run(["pdftotext", "-", "-"], input=done.data, capture_output=True, check=True)
    assert told.stderr == b""


def test_a_picture_is_redacted_by_its_pixels():
    out = io.BytesIO()
    corpus.noise().save(out, "PNG")
    done = redact_image(out.getvalue(), [Mark(1, 0.25, 0.25, 0.75, 0.75)], "")
    made = Image.open(io.BytesIO(done.data)).convert("RGB")
    assert made.crop((30, 15, 90, 45)).getextrema() == ((0, 0),) * 3
    assert made.crop((0, 0, 29, 14)).tobytes() == corpus.noise().crop((0, 0, 29, 14)).tobytes()
    assert inspection_of(inspect_image(done.data)).findings == ()


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"page": 0},
        {"page": 1, "left": 0.5, "top": 0, "right": 0.4, "bottom": 1},
        {"page": 1, "left": "nan", "top": 0, "right": 1, "bottom": 1},
    ],
)
def test_a_box_that_is_none_is_refused(value):
    with pytest.raises(UserError, match="A box needs"):
        mark_of(value)


def test_a_box_beyond_the_last_page_is_refused():
    with pytest.raises(UserError, match="lies on none"):
        redact(page_of(), [Mark(2, 0, 0, 1, 1)])


def test_a_schedule_is_in_the_order_of_the_pages():
    marks = [Mark(2, 0, 0, 1, 1), Mark(1, 0, 0.5, 1, 1), Mark(1, 0, 0.1, 1, 0.2)]
    assert [(each["page"], each["top"]) for each in schedule(marks)] == [(1, 0.1), (1, 0.5), (2, 0)]
