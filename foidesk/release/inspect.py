"""The inspection of one file, whatever it is, with every file inside it. What cannot be read whole is refused, never passed."""

from collections.abc import Iterable

from foidesk.release.archive import Archive
from foidesk.release.finding import Finding, Inspection, Verdict, inspection_of, plain
from foidesk.release.limits import RefusalError
from foidesk.release.look import Look
from foidesk.release.sniff import agrees, ending, kind_of, opendocument
from foidesk.release.text_people import People

_CONTENT_TYPES, _MIMETYPE = "[Content_Types].xml", "mimetype"


def inspect(data: bytes, name: str, *, people: Iterable[str] = (), allowed: Iterable[str] = ()) -> Inspection:
    """Everything that is wrong with a file, as (code, where, sample, fix). `people` are names that are looked for as they stand,
    `allowed` those that properties may tell: the authority's own.

    Never raises: a file that cannot be read is an inspection that refuses it. Call it in a worker for a file from elsewhere
    (foidesk.release.tasks).
    """
    look = Look(name, People.of(people), look_at, plain(name, 120) or "the file", allowed=frozenset(allowed))
    look_at(look, data)
    return inspection_of(look.findings)


def look_at(look: Look, data: bytes) -> None:
    """Look at a file or at one inside it; whatever stops the reading is told as a fault that refuses."""
    try:
        read(look, data)
    except RefusalError as refusal:
        look.say(refusal.code, refusal.place, refusal.sample)
    except RecursionError:
        look.say("nested-archive")
    except MemoryError:
        look.say("zip-bomb")
    except Exception:
        # A fault of ours on a file that nobody foresaw: it must not leave because we stumbled.
        look.say("corrupt-file")
    look.tell_the_rest()


def read(look: Look, data: bytes) -> None:
    """The same, raising what it meets: RefusalError for what it knows."""
    for sample in look.people.named_in(look.name.replace("_", " ")):
        look.say("personal-data", "the file's own name", sample)
    if not data:
        raise RefusalError("corrupt-file")
    kind = kind_of(data, look.name)
    if kind.name == "zip":
        _look_at_zip(look, data)
    elif kind.name == "compound":
        from foidesk.release.xls import look_at_compound

        look_at_compound(look, data)
    else:
        _check_name(look, kind.name)
        if kind.name == "pdf":
            _look_at_pdf(look, data)
        elif kind.picture:
            _look_at_picture(look, data)
        elif kind.name == "eml":
            from foidesk.release.mail import look_at_mail

            look_at_mail(look, data)
        elif kind.name == "text":
            from foidesk.release.text import look_at_text

            look_at_text(look, data)


def _check_name(look: Look, kind: str) -> None:
    """The name has to fit what the bytes are; what nobody can read is refused at once."""
    if kind == "unknown":
        raise RefusalError("unread-format")
    if not agrees(kind, look.name):
        look.say("wrong-extension", "", f"{kind}, not {ending(look.name)}")


def _look_at_zip(look: Look, data: bytes) -> None:
    archive = Archive(data, look.budget)
    for code, place in archive.remarks:
        look.say(code, place)
    if _CONTENT_TYPES in archive:
        _look_at_office(look, archive)
    elif _MIMETYPE in archive and opendocument(archive.read(_MIMETYPE, 1_000)):
        from foidesk.release.odf import look_at_opendocument

        _check_name(look, opendocument(archive.read(_MIMETYPE, 1_000)))
        look_at_opendocument(archive, look)
    else:
        _check_name(look, "zip")
        look.program = "archive"
        for name in archive.members:
            look.inside(archive.read(name), name)


def _look_at_office(look: Look, archive: Archive) -> None:
    from foidesk.release.ooxml import Package, look_at_the_rest, walk
    from foidesk.release.ooxml_excel import look_at_book
    from foidesk.release.ooxml_slides import look_at_slides
    from foidesk.release.ooxml_word import look_at_document

    package = Package(archive, look)
    look.program = package.program
    _check_name(look, package.program)
    walk(package)
    look_at_the_rest(package)
    {"excel": look_at_book, "word": look_at_document, "powerpoint": look_at_slides}[package.program](package)


def _look_at_pdf(look: Look, data: bytes) -> None:
    import pypdfium2

    from foidesk.release.pdf import inspect_pdf

    inner: list[Finding] = []

    def inside(attached: bytes, name: str) -> list[Finding]:
        before = len(look.findings)
        look.inside(attached, name or "an attached file")
        inner.extend(look.findings[before:])
        del look.findings[before:]
        return []

    look.program = "pdf"
    look.add(inspect_pdf(data, inside=inside, allowed=look.allowed))
    look.findings.extend(inner)
    if any(each.verdict == Verdict.REFUSE for each in look.findings):
        return
    document = pypdfium2.PdfDocument(data)
    try:
        for at in range(len(document)):
            page = document[at]
            for line in page.get_textpage().get_text_bounded().splitlines():
                look.read(line, f"page {at + 1}")
            page.close()
    finally:
        document.close()


def _look_at_picture(look: Look, data: bytes) -> None:
    from foidesk.release.image import inspect_image

    look.program = "image"
    look.add(inspect_image(data))
