"""What a file is, by its bytes; its name is believed in nothing, and has to agree."""

import re
from dataclasses import dataclass

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
_RICH = b"{\\rtf"
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_MAIL = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE
)
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html|svg)", re.IGNORECASE)
_ODF = "application/vnd.oasis.opendocument."

OFFICE = {"xlsx", "xlsm", "xltx", "xltm", "docx", "docm", "dotx", "dotm", "pptx", "pptm", "ppsx", "ppsm", "potx", "potm"}
ENDINGS = {
    "excel": {"xlsx", "xlsm", "xltx", "xltm"},
    "word": {"docx", "docm", "dotx", "dotm"},
    "powerpoint": {"pptx", "pptm", "ppsx", "ppsm", "potx", "potm"},
    "calc": {"ods", "ots"},
    "writer": {"odt", "ott"},
    "impress": {"odp", "otp"},
    "zip": {"zip"},
    "pdf": {"pdf"},
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "png": {"png"},
    "gif": {"gif"},
    "tiff": {"tif", "tiff"},
    "bmp": {"bmp"},
    "webp": {"webp"},
    "xls": {"xls", "xlt"},
    "doc": {"doc", "dot"},
    "ppt": {"ppt", "pps", "pot"},
    "msg": {"msg"},
    "eml": {"eml"},
    "text": {"json", "geojson", "txt", "csv", "tsv", "md", "log", "text"},
}
"""The endings that a kind of file may have."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be told by its first bytes; "zip" and "compound" are told apart further by what they hold."""

    name: str
    picture: bool = False


def kind_of(data: bytes, name: str) -> Kind:
    """What the bytes are: "zip", "compound", "pdf", a kind of picture, "eml", "text", or "unknown"."""
    if data.startswith(_ZIPPED):
        return Kind("zip")
    if data.startswith(COMPOUND):
        return Kind("compound")
    if data[:1024].lstrip(b"\0\t\n\f\r ").startswith(b"%PDF-"):
        return Kind("pdf")
    for magic, picture in _PICTURES:
        if data.startswith(magic):
            return Kind(picture, picture=True)
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return Kind("bmp", picture=True)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind("webp", picture=True)
    return _words(data, name)


def _words(data: bytes, name: str) -> Kind:
    if data.startswith(_RICH) or _MARKUP.match(data[:400].removeprefix(b"\xef\xbb\xbf")):
        return Kind("unknown")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data:
        return Kind("unknown")
    if _HEADER.match(data) and (ending(name) == "eml" or len(_MAIL.findall(data[:20_000])) >= 3):
        return Kind("eml")
    return Kind("text")


def ending(name: str) -> str:
    """The ending of a name, in small letters and without its dot; "" where there is none."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[2].strip().lower() if "." in last else ""


def agrees(kind: str, name: str) -> bool:
    """Whether a file may have that name. A name without an ending says nothing, and so nothing that is wrong."""
    return not ending(name) or ending(name) in ENDINGS.get(kind, set())


def opendocument(mimetype: bytes) -> str:
    """The sort of an OpenDocument file by what it says of itself; "" for none that is known."""
    said = mimetype.decode("ascii", "replace").strip().removeprefix(_ODF).removesuffix("-template")
    return {"spreadsheet": "calc", "text": "writer", "presentation": "impress"}.get(said, "")
