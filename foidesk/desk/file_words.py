"""The words of a file that foidesk made from a table, read in a process of its own: no reader runs where the key is."""

import io
import re
import zipfile
from typing import Any

from foidesk.worker import in_worker


def words_of(data: bytes, name: str) -> str:
    """All words of a PDF, a workbook or a CSV file. Raises UserError where they cannot be read."""
    found: dict[str, Any] = in_worker("foidesk.desk.file_words:read_words", data, kind=name.rpartition(".")[2].lower())
    return str(found["words"])


def read_words(data: bytes, kind: str) -> dict[str, Any]:
    """The worker's task."""
    return {"words": {"pdf": _of_pdf, "xlsx": _of_workbook}.get(kind, _of_text)(data)}


def _of_pdf(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range().replace("\ufffe", "") for page in document)


def _of_workbook(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")]
    import html

    return html.unescape(re.sub(r"<[^>]+>", "\n", "\n".join(parts)))


def _of_text(data: bytes) -> str:
    return data.decode("utf-8-sig")
