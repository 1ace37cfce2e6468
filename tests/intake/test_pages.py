"""Pictures of a PDF's pages, drawn in a process of its own; hostile sizes and false answers are refused."""

import sys
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from foidesk import worker
from foidesk.desk.pages import page_images
from foidesk.errors import UserError
from foidesk.intake.tasks import MOST_PAGES


def pdf(pages=1, size=(200, 100)):
    """A PDF of pages that are red in their left half."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size)
    for _ in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_page_is_drawn_at_its_scale():
    (page,) = page_images(pdf(), scale=2)
    assert (page.width, page.height, len(page.rgb)) == (400, 200, 400 * 200 * 3)


def test_pixels_are_red_green_blue_from_the_top_left():
    (page,) = page_images(pdf(), scale=1)
    assert (page.rgb[:3], page.rgb[-3:]) == (b"\xff\x00\x00", b"\xff\xff\xff")


def test_every_page_is_drawn_in_order():
    assert len(page_images(pdf(pages=3), scale=0.5)) == 3


@pytest.mark.parametrize("size", [(28_800, 28_800), (14_400, 14_400), (200, 5_000_000)])
def test_a_hostile_page_size_is_refused_undrawn(size):
    with pytest.raises(UserError, match="too large to be shown"):
        page_images(pdf(size=size))


def test_many_large_pages_are_refused_undrawn():
    with pytest.raises(UserError, match="too large to be shown"):
        page_images(pdf(pages=20, size=(4000, 4000)))


def test_more_pages_than_can_be_shown_are_refused():
    with pytest.raises(UserError, match=f"more than {MOST_PAGES} pages"):
        page_images(pdf(pages=MOST_PAGES + 1, size=(10, 10)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"How many?", pdf()[:200], pdf().replace(b"/Pages", b"/Pigas")])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(UserError):
        page_images(data)


@pytest.mark.parametrize(
    "answer",
    [
        "{'pages': [{'width': 2, 'height': 1, 'rgb': 'AAAA'}]}",
        "{'pages': [{'width': 2, 'height': 1, 'rgb': base64.b64encode(zlib.compress(bytes(5))).decode()}]}",
        "{'pages': [{'width': 2, 'height': 1, 'rgb': base64.b64encode(zlib.compress(bytes(50_000_000))).decode()}]}",
        "{'pages': [{'width': -2, 'height': -1, 'rgb': base64.b64encode(zlib.compress(bytes(6))).decode()}]}",
        "{'pages': [{'width': 10**9, 'height': 10**9, 'rgb': ''}]}",
        "{'pages': [{'width': '2', 'height': 1, 'rgb': ''}]}",
        "{'pages': [7]}",
        "{'pages': None}",
        "{}",
        "7",
    ],
)
def test_a_false_answer_is_not_believed(monkeypatch, answer):
    script = f"import base64, json, zlib; print(json.dumps({{'answer': {answer}}}))"
    monkeypatch.setattr(worker, "_command", lambda: [sys.executable, "-P", "-c", script])
    with pytest.raises(UserError, match="cannot be shown"):
        page_images(b"%PDF-1.7")
