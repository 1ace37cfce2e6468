"""The inspection of pictures, and pictures made anew from their pixels."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from foidesk.errors import UserError
from foidesk.release.finding import Verdict, inspection_of
from foidesk.release.image import inspect_image, safe_image
from tests.release.pdf_corpus import noise

SECRET = b"Joan Quillfeather"
PLACE = {1: "N", 2: (52.0, 28.0, 30.0), 3: "W", 4: (1.0, 53.0, 30.0)}


def saved(kind="JPEG", picture=None, **options):
    out = io.BytesIO()
    (picture or noise()).save(out, kind, **options)
    return out.getvalue()


def exif(**tags):
    made = Image.Exif()
    for name, value in tags.items():
        made[ExifTags.Base[name]] = value
    return made


def located():
    made = exif(Make="Camera")
    made.get_ifd(0x8825).update(PLACE)
    return made


def noted(**texts):
    made = PngImagePlugin.PngInfo()
    for key, value in texts.items():
        made.add_text(key, value)
    return made


def with_preview(preview):
    """A photograph with a small preview in its properties, put together by hand as cameras do."""
    small = saved(picture=preview)
    head = b"II*\0\x08\0\0\0" + b"\0\0" + b"\x0e\0\0\0"
    entries = [(0x0103, 3, 1, 6), (0x0201, 4, 1, 14 + 2 + 36 + 4), (0x0202, 4, 1, len(small))]
    ifd = len(entries).to_bytes(2, "little")
    for tag, kind, count, value in entries:
        ifd += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + count.to_bytes(4, "little") + value.to_bytes(4, "little")
    return saved(exif=b"Exif\0\0" + head + ifd + b"\0\0\0\0" + small)


PACKET = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:exif="e"><exif:GPSLatitude>52,28N</exif:GPSLatitude></x:xmpmeta>'
FAULTY = {
    "the place of a photograph": ("gps-location", lambda: saved(exif=located())),
    "the place in a PNG": ("gps-location", lambda: saved("PNG", exif=located())),
    "the place in a WebP": ("gps-location", lambda: saved("WEBP", exif=located())),
    "who took it, in a TIFF": ("author-in-properties", lambda: saved("TIFF", exif=exif(Artist="Joan Quillfeather"))),
    "the place in XML": ("gps-location", lambda: saved(xmp=PACKET)),
    "who took it": ("author-in-properties", lambda: saved(exif=exif(Artist="Joan Quillfeather"))),
    "what it is of": ("author-in-properties", lambda: saved(exif=exif(ImageDescription="Joan's desk"))),
    "a remark": ("author-in-properties", lambda: saved(comment=SECRET)),
    "words in a PNG": ("author-in-properties", lambda: saved("PNG", pnginfo=noted(Author="Joan Quillfeather"))),
    "a preview of another picture": ("thumbnail-shows-more", lambda: with_preview(Image.new("RGB", (60, 30), "red"))),
    "a preview of more than the picture": ("thumbnail-shows-more", lambda: with_preview(noise(60, 60))),
    "bytes after a JPEG": ("data-after-end", lambda: saved() + SECRET),
    "bytes after a PNG": ("data-after-end", lambda: saved("PNG") + SECRET),
    "bytes after a GIF": ("data-after-end", lambda: saved("GIF") + SECRET),
    "bytes after a WebP": ("data-after-end", lambda: saved("WEBP") + SECRET),
    "bytes after a BMP": ("data-after-end", lambda: saved("BMP") + SECRET),
    "a second picture in a TIFF": ("embedded-file", lambda: saved("TIFF", save_all=True, append_images=[noise(seed=3)])),
    "half a picture": ("corrupt-file", lambda: saved()[:900]),
    "no picture": ("corrupt-file", lambda: b"\x89PNG\r\n\x1a\nnothing"),
}
CLEAN = {
    "a JPEG": saved,
    "a progressive JPEG": lambda: saved(progressive=True),
    "a PNG": lambda: saved("PNG"),
    "a PNG with holes": lambda: saved("PNG", noise().convert("RGBA")),
    "a GIF": lambda: saved("GIF"),
    "a moving GIF": lambda: saved("GIF", save_all=True, append_images=[noise(seed=3)], duration=90, loop=0),
    "a TIFF": lambda: saved("TIFF"),
    "a BMP": lambda: saved("BMP"),
    "a WebP": lambda: saved("WEBP"),
    "a camera's settings": lambda: saved(exif=exif(Make="Camera", Model="One", Orientation=6)),
    "a preview of the same picture": lambda: with_preview(noise().resize((60, 30))),
    "a resolution": lambda: saved(dpi=(300, 300)),
}


def inspection(data):
    return inspection_of(inspect_image(data))


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_picture_is_stopped_with_the_right_code(name):
    code, make = FAULTY[name]
    assert code in inspection(make()).codes


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_picture_raises_nothing(name):
    assert inspection(CLEAN[name]()).findings == ()


@pytest.mark.parametrize("name", [name for name, (code, _) in FAULTY.items() if code != "corrupt-file"])
def test_a_safe_copy_is_clean_and_holds_no_planted_word(name):
    made = safe_image(FAULTY[name][1]())
    assert inspection(made).findings == ()
    assert SECRET not in made
    assert b"GPS" not in made


def test_a_safe_copy_stands_upright_and_keeps_its_pixels():
    picture = noise(40, 20)
    made = Image.open(io.BytesIO(safe_image(saved("PNG", picture, exif=exif(Orientation=6)))))
    assert made.size == (20, 40)
    assert made.transpose(Image.Transpose.ROTATE_90).tobytes() == picture.tobytes()


def test_pixels_that_cannot_be_seen_do_not_come_along():
    hidden = noise().convert("RGBA")
    hidden.putalpha(0)
    made = Image.open(io.BytesIO(safe_image(saved("PNG", hidden))))
    assert made.convert("RGB").getextrema() == ((0, 0),) * 3


def test_a_picture_that_cannot_be_read_has_no_safe_copy():
    with pytest.raises(UserError, match="cannot be read"):
        safe_image(saved()[:900])


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    data = saved("PNG", Image.new("1", (9000, 9000)))
    assert inspection(data).codes == {"corrupt-file"}


@given(
    st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"]),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=9),
)
def test_a_mutated_picture_never_crashes_and_never_passes_unread(kind, changes):
    data = bytearray(saved(kind, exif=located()) if kind in {"JPEG", "PNG", "WEBP"} else saved(kind))
    for place, value in changes:
        data[place % len(data)] = value
    seen = inspection(bytes(data))
    if seen.verdict is Verdict.PASS:
        assert Image.open(io.BytesIO(bytes(data))).getexif().get_ifd(0x8825) == {}


@given(st.binary(max_size=200))
def test_bytes_that_are_no_picture_are_refused(data):
    assert "corrupt-file" in inspection(data).codes
