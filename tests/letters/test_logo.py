"""A logo is made anew from the pixels of its file, hostile ones among them, and stands at the head of a letter with words for it."""

import base64
import io
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from foidesk.errors import UserError
from foidesk.letters import logo
from foidesk.letters.blocks import Heading, Letterhead, paragraph
from foidesk.letters.layout import draw
from foidesk.worker import in_worker
from tests.letters.test_layout import META


def picture(form="PNG", mode="RGB", size=(300, 200), colour=None, **saved):
    out = io.BytesIO()
    made = Image.new(mode, size, colour if colour is not None else {"RGB": (20, 60, 140)}.get(mode, 0))
    made.save(out, form, **saved)
    return out.getvalue()


def made(data):
    return logo.from_pixels(in_worker("foidesk.letters.logo:read_pixels", data))


def opened(png):
    return Image.open(io.BytesIO(png))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(*chunks, width=300, height=200):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def letter_with(png, words="Crest of Midshire Police"):
    head = Letterhead(name="Midshire Police", address=("1 Station Approach",), logo=logo.as_figure(png, words))
    return draw((head, Heading(level=1, text="Title"), paragraph("Some words.")), META, draft=False)


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGB"), ("PNG", "L"), ("PNG", "P"), ("PNG", "LA"), ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK")],
)
def test_every_usual_picture_is_taken(form, mode):
    colour = (200, 100, 0, 40) if mode == "CMYK" else (0, 255) if mode == "LA" else None
    kept = opened(made(picture(form, mode, colour=colour)))
    assert (kept.format, kept.mode, kept.size) == ("PNG", "RGB", (300, 200))


def test_nothing_but_pixels_is_kept_and_equal_pixels_give_equal_bytes():
    exif = Image.Exif()
    exif[315] = "A. Person"
    telling = made(picture("PNG", exif=exif, dpi=(300, 300)))
    assert telling == made(picture())
    assert b"Person" not in telling
    assert opened(telling).info == {}


def test_what_is_transparent_stands_on_white():
    shown = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    shown.paste((200, 0, 0, 255), (100, 50, 200, 150))
    out = io.BytesIO()
    shown.save(out, "PNG")
    kept = opened(made(out.getvalue()))
    assert (kept.getpixel((0, 0)), kept.getpixel((150, 100))) == ((255, 255, 255), (200, 0, 0))


def test_a_large_picture_is_kept_no_larger_than_paper_shows():
    assert opened(made(picture(size=(3000, 3000)))).size == (600, 600)


def test_a_wide_logo_is_lower_on_paper():
    assert logo.as_figure(made(picture(size=(300, 200))), "Crest").height == 16
    assert logo.as_figure(made(picture(size=(1200, 100))), "Crest").height == pytest.approx(7.5)


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (SVG, "an SVG"),
        (b"  <svg width='9'/>", "an SVG"),
        (b"no picture", "cannot be read"),
        (b"", "cannot be read"),
        (picture()[:200], "cannot be read"),
        (picture("GIF", "P"), "cannot be read"),
        (picture("BMP"), "cannot be read"),
        (picture("TIFF"), "cannot be read"),
        (picture("PNG", "I;16", colour=30_000), "cannot be read"),
        (png_of(chunk(b"IDAT", zlib.compress(b"")), width=60_000, height=60_000), "25 million"),
        (png_of(chunk(b"IDAT", zlib.compress(b"")), width=6_000, height=6_000), "25 million"),
        (png_of(chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 50_000_000)), chunk(b"IDAT", zlib.compress(b"\0"))), "read"),
        (picture(size=(30, 20)), "20 pixels high"),
        (picture(colour=(255, 255, 255)), "white paper"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_logo_is_refused_in_plain_words(data, told):
    with pytest.raises(UserError, match=told) as error:
        made(data)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"width": 2, "height": 2, "rgb": "no base 64!"},
        {"width": 2, "height": 2, "rgb": base64.b64encode(zlib.compress(b"\0" * 11)).decode()},
        {"width": 2, "height": 2, "rgb": base64.b64encode(zlib.compress(b"\0" * 13)).decode()},
        {"width": 0, "height": 2, "rgb": ""},
        {"width": 99_999, "height": 99_999, "rgb": ""},
        {"width": 2, "height": 2, "rgb": base64.b64encode(zlib.compress(b"\0" * 90_000_000)).decode()},
        {"width": None, "height": 2, "rgb": 7},
    ],
)
def test_a_worker_that_lies_gives_no_logo(told):
    with pytest.raises(UserError, match="cannot be read"):
        logo.from_pixels(told)


@given(at=st.integers(0, 2_000), with_=st.binary(min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_a_damaged_picture_is_a_picture_or_a_plain_refusal(at, with_):
    whole = picture("JPEG", size=(96, 80))
    try:
        told = logo.read_pixels(whole[:at] + with_ + whole[at + len(with_) :])
    except UserError:
        return
    assert opened(logo.from_pixels(told)).mode == "RGB"


def test_a_letter_with_a_logo_tells_it_in_words_and_is_the_same_each_time():
    png = made(picture())
    data = letter_with(png)
    assert data == letter_with(png)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Crest of Midshire Police"]
