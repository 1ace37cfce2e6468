"""The inspection of PDFs: every fault by its code and place, and nothing in a PDF that is clean."""

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.release.finding import Verdict, codes, found, inspection_of
from foidesk.release.pdf import inspect_pdf
from tests.release import pdf_corpus as corpus
from tests.release.pdf_corpus import CLEAN, FAULTY, SECRET


def inspection(data, **given):
    return inspection_of(inspect_pdf(data, **given))


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_pdf_is_stopped_with_the_right_code(name):
    code, make = FAULTY[name]
    seen = inspection(make())
    assert code in seen.codes
    assert seen.verdict is not Verdict.PASS


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_pdf_raises_nothing(name):
    assert inspection(CLEAN[name]()).findings == ()


def test_every_code_of_a_pdf_is_there_twice():
    count = {code: [made for made, _ in FAULTY.values()].count(code) for code, _ in FAULTY.values()}
    assert {code: number for code, number in count.items() if number < 2} == {}
    assert set(count) <= set(codes())


def test_the_place_is_told_and_the_sample_gives_nothing_away():
    data = corpus.drawn(corpus.words, corpus.secret, corpus.box(), pages=3)
    (first, *_) = [each for each in inspection(data).findings if each.code == "text-under-box"]
    assert first.where == "page 1"
    assert "Quillfeather" not in first.sample
    assert first.sample.startswith("J•")


def test_what_is_inside_an_attached_file_is_told_with_the_way_to_it():
    data = corpus.attached(corpus.plain(), "inner.pdf", corpus.covered())
    seen = inspection(data, inside=lambda inner, name: inspect_pdf(inner))
    assert "attachment inner.pdf > page 1" in [each.where for each in seen.findings if each.code == "text-under-box"]


def test_an_attached_file_that_nobody_inspects_refuses():
    assert inspection(corpus.attached(corpus.plain())).verdict is Verdict.REFUSE


def test_the_words_of_a_label_on_a_box_are_no_cover_for_those_under_it():
    under = [each for each in inspection(corpus.covered(corpus.coloured(1, "s.40(2)"))).findings if each.code == "text-under-box"]
    assert under


def test_the_authority_s_own_name_may_stand_in_the_properties():
    data = corpus.changed(corpus.plain(), corpus.properties(Author=pikepdf.String("Midshire Police")))
    assert inspection(data).codes == {"author-in-properties"}
    assert inspection(data, allowed=frozenset({"Midshire Police"})).findings == ()


def test_a_recognised_text_that_says_more_than_its_scan_is_found():
    paper = corpus.scan(text=(corpus.WORDS, "      "))
    said = corpus.changed(paper, lambda pdf: pdf.pages[0].contents_add(b"BT 3 Tr /F1 12 Tf 30 190 Td (Joan Quillfeather) Tj ET"))
    assert inspection(said).codes & {"invisible-text", "text-under-box"}


def test_a_page_of_no_end_is_refused_and_not_drawn():
    assert inspection(corpus.boxed(corpus.plain(), MediaBox=(0, 0, 14_400_000, 14_400_000))).codes == {"corrupt-file"}


def test_a_pdf_that_its_reader_would_have_to_mend_is_refused():
    data = corpus.plain()
    assert "corrupt-file" in inspection(data.replace(b"startxref", b"startxxxx")).codes


def test_a_signed_letter_of_our_own_has_no_earlier_state():
    data = corpus.updated(corpus.classic(corpus.plain()), corpus.added_only)
    assert data.count(b"%%EOF") == 2
    assert inspection(data).findings == ()


@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_mutated_pdf_never_crashes_and_never_hides_what_can_still_be_read(changes):
    data = bytearray(corpus.covered())
    for place, value in changes:
        data[place % len(data)] = value
    seen = inspection(bytes(data))
    if not seen.codes & {"corrupt-file", "password-protected"}:
        assert readable(bytes(data)) <= seen.codes


def readable(data):
    """The fault that has to be found where the words can still be taken from the page."""
    import pypdfium2

    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return {"text-under-box"} if SECRET in text else set()


@given(st.integers(1, 4000))
def test_a_pdf_that_was_cut_never_passes(length):
    data = corpus.covered()
    assert inspection(data[: min(length, len(data) - 8)]).verdict is not Verdict.PASS


@given(st.binary(max_size=300))
def test_bytes_that_are_no_pdf_are_refused(data):
    assert inspection(data).codes & {"corrupt-file"}


def test_a_finding_counts_as_a_refusal_where_its_code_is_unknown():
    assert inspection_of([found("script", "here")]).verdict is Verdict.REFUSE
