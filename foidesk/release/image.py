"""The inspection of pictures, and a picture made anew from its pixels: nothing else of the file comes along."""

import io
import warnings
from collections.abc import Iterator, Mapping

from PIL import ExifTags, Image, ImageChops, ImageFile, ImageOps, IptcImagePlugin

from foidesk.errors import UserError
from foidesk.release.finding import Finding, found

MOST_PIXELS = 60_000_000
MOST_FRAMES = 200
KINDS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "MPO")
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    ArithmeticError,
    RuntimeError,
)
"""What Pillow raises for pictures that are damaged, or made to confuse."""

_PERSONS = {
    ExifTags.Base.Artist,
    ExifTags.Base.Copyright,
    ExifTags.Base.XPAuthor,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPSubject,
    ExifTags.Base.XPKeywords,
    ExifTags.Base.ImageDescription,
    ExifTags.Base.UserComment,
    ExifTags.Base.CameraOwnerName,
    ExifTags.Base.HostComputer,
    ExifTags.Base.DocumentName,
    ExifTags.Base.PageName,
    ExifTags.Base.BodySerialNumber,
    ExifTags.Base.LensSerialNumber,
    ExifTags.Base.ImageUniqueID,
    ExifTags.Base.MakerNote,
}
_QUIET_WORDS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "srgb", "aspect", "interlace", "compression"}
_QUIET_WORDS |= {
    "adobe",
    "adobe_transform",
    "progressive",
    "progression",
    "transparency",
    "background",
    "version",
    "duration",
    "loop",
}
_QUIET_WORDS |= {
    "extension",
    "timestamp",
    "chromaticity",
    "icc_profile",
    "disposal",
    "default_image",
    "bbox",
    "exif",
    "xmp",
    "photoshop",
}
_QUIET_WORDS |= {"mpoffset", "mp", "mpo", "resolution", "offset", "blend", "orientation"}


def inspect_image(data: bytes) -> Iterator[Finding]:
    """Every fault of a picture: where it was taken, who took it, what a preview shows, what lies after its end."""
    findings: list[Finding] = []
    try:
        with opened_image(data) as picture:
            findings += _told(picture, data)
            findings += _previews(picture)
            findings += _frames(picture)
    except UNREADABLE:
        findings.append(found("corrupt-file", "the whole picture"))
    findings += _after_end(data)
    return iter(dict.fromkeys(findings))


def opened_image(data: bytes) -> Image.Image:
    """A picture that can be read to its end. Raises one of UNREADABLE."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        try:
            picture = Image.open(io.BytesIO(data), formats=KINDS)
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too large")
            picture.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, Warning) as error:
            raise ValueError("too large, or damaged") from error
    return picture


def _told(picture: Image.Image, data: bytes) -> Iterator[Finding]:
    exif = picture.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield found("gps-location", "the picture's properties (Exif)", "", "image")
    for tag, value in [*exif.items(), *exif.get_ifd(ExifTags.IFD.Exif).items()]:
        if tag in _PERSONS and (words := _words(value)):
            yield found("author-in-properties", f"the picture's properties, {ExifTags.TAGS.get(tag, tag)}", words, "image")
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    if packet:
        yield from _packet(packet if isinstance(packet, bytes) else str(packet).encode())
    if isinstance(picture, ImageFile.ImageFile) and IptcImagePlugin.getiptcinfo(picture):
        yield found("author-in-properties", "the picture's properties (IPTC)", "", "image")
    for key, value in picture.info.items():
        if str(key).lower() not in _QUIET_WORDS and isinstance(value, str | bytes) and (words := _words(value)):
            yield found("author-in-properties", f"the picture's properties, {key}", words, "image")


def _packet(packet: bytes) -> Iterator[Finding]:
    """The XML properties: a place by its name, anything else that a person or a program put there."""
    if b"GPSLatitude" in packet or b"GPSLongitude" in packet:
        yield found("gps-location", "the picture's properties (XMP)", "", "image")
    yield found("author-in-properties", "the picture's properties (XMP)", "", "image")


def _previews(picture: Image.Image) -> Iterator[Finding]:
    preview = picture.getexif().get_ifd(ExifTags.IFD.IFD1)
    if preview and not _is_same(picture, preview):
        yield found("thumbnail-shows-more", "the picture's preview", "", "image")


def _is_same(picture: Image.Image, preview: Mapping[int, object]) -> bool:
    """Whether the preview shows what the picture shows; one that cannot be read may show anything."""
    start, size, raw = preview.get(0x0201), preview.get(0x0202), picture.info.get("exif", b"")
    if not isinstance(start, int) or not isinstance(size, int):
        return False
    try:
        small = Image.open(io.BytesIO(raw.removeprefix(b"Exif\0\0")[start : start + size]), formats=("JPEG",)).convert("L")
    except UNREADABLE:
        return False
    if abs(small.width / small.height - picture.width / picture.height) > 0.02 * small.width / small.height:
        return False
    alike = ImageChops.difference(small.resize((24, 24)), picture.convert("L").resize((24, 24)))
    return sum(value * count for value, count in enumerate(alike.histogram())) < 12 * 24 * 24


def _frames(picture: Image.Image) -> Iterator[Finding]:
    """Further pictures in the file: pages of a TIFF are seen by few programs, a second picture of a camera by none."""
    count = getattr(picture, "n_frames", 1)
    if count > MOST_FRAMES:
        raise ValueError("too many pictures")
    if count > 1 and picture.format in {"TIFF", "MPO"}:
        yield found("embedded-file", f"{count} pictures in the file, of which most programs show one", "", "image")
    for number in range(1, count):
        picture.seek(number)
        picture.load()


def _after_end(data: bytes) -> Iterator[Finding]:
    end = _end(data)
    if end is not None and data[end:].strip(b"\0 \r\n"):
        yield found("data-after-end", "after the end of the picture", "", "image")


def _end(data: bytes) -> int | None:
    """Where a picture's own bytes end, for the kinds that say so."""
    if data.startswith(b"\x89PNG"):
        return _end_of_png(data)
    if data.startswith(b"\xff\xd8"):
        return _end_of_jpeg(data)
    if data.startswith(b"GIF8"):
        return data.rfind(b"\x00\x3b") + 2 if b"\x00\x3b" in data[-64:] else _first_end_of_gif(data)
    if data.startswith(b"RIFF") and len(data) > 8:
        size = int.from_bytes(data[4:8], "little")
        return 8 + size + size % 2
    if data.startswith(b"BM") and len(data) > 6:
        return int.from_bytes(data[2:6], "little") or None
    return None


def _end_of_png(data: bytes) -> int:
    place = 8
    while place + 12 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        place += 12 + size
        if kind == b"IEND":
            return place
    return len(data)


def _end_of_jpeg(data: bytes) -> int:
    """Past the end mark (FF D9) that belongs to the picture itself, not to a preview inside one of its parts."""
    place = 2
    while place + 2 <= len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if kind == 0xD9:
            return place + 2
        if kind == 0xFF or 0xD0 <= kind <= 0xD8 or kind == 0x01:
            place += 1 if kind == 0xFF else 2
            continue
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if kind == 0xDA:
            place = _end_of_scan(data, place)
    return place


def _end_of_scan(data: bytes, place: int) -> int:
    """The next mark after coded pixels: in them FF is followed by 00, or by the number of a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            return len(data)
        if data[place + 1] and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def _first_end_of_gif(data: bytes) -> int:
    """Past the trailer of a GIF, block after block."""
    place = 13 + (3 << ((data[10] & 7) + 1) if len(data) > 12 and data[10] & 0x80 else 0)
    while place < len(data) and data[place] != 0x3B:
        if data[place] == 0x2C:
            flags = data[place + 9] if place + 9 < len(data) else 0
            place += 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
        else:
            place += 2
        while place < len(data) and data[place]:
            place += 1 + data[place]
        place += 1
    return min(len(data), place + 1)


def _words(value: object) -> str:
    """What a property says in letters; figures and settings of a camera say nothing."""
    if isinstance(value, bytes):
        wide = value.count(0) > len(value) // 3
        value = value.decode("utf-16-le" if wide else "latin-1", "replace")
    text = "".join(each if each.isprintable() else " " for each in value) if isinstance(value, str) else ""
    return text.strip() if sum(map(str.isalpha, text)) >= 2 else ""


def safe_image(data: bytes) -> bytes:
    """A new picture from the pixels alone, upright, of the same kind where that keeps its pixels (else PNG). Raises UserError."""
    try:
        with opened_image(data) as picture:
            kind = "JPEG" if picture.format in {"JPEG", "MPO"} else "PNG"
            return encoded(upright(picture), kind)
    except UNREADABLE as error:
        raise UserError("The picture cannot be read. Save it anew in a picture program and try again.") from error


def upright(picture: Image.Image) -> Image.Image:
    """The picture as it is seen, and nothing of its file: its pixels in a new one."""
    turned = ImageOps.exif_transpose(picture)
    clear = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    seen = turned.convert("RGBA" if clear else "L" if turned.mode in {"1", "L"} else "RGB")
    if clear:
        # A pixel that cannot be seen keeps its colour: blacken it, or a hidden picture stays.
        blank = Image.new("RGBA", seen.size, (0, 0, 0, 0))
        seen = Image.composite(seen, blank, seen.getchannel("A").point([0] + [255] * 255))
    return Image.frombytes(seen.mode, seen.size, seen.tobytes())


def encoded(picture: Image.Image, kind: str) -> bytes:
    """A picture as a file with no property at all."""
    out = io.BytesIO()
    if kind == "JPEG":
        picture.convert("L" if picture.mode == "L" else "RGB").save(out, "JPEG", quality=92, subsampling=0)
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()
