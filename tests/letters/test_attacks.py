"""What is known of attacks on signed PDFs, tried on a letter: each leaves every signed byte as it was, and shows something else."""

import io
import re
from contextlib import suppress

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NullObject,
    NumberObject,
    StreamObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from foidesk.errors import UserError
from foidesk.letters.sign import sign
from foidesk.letters.verify import verify
from tests.letters.cases import WHEN, drawn, reference_case


def good(data, identity):
    """Whether a file is called good; one that is refused whole is not."""
    with suppress(UserError):
        return verify(data, pinned={identity.fingerprint}).good
    return False


def seal(writer):
    return writer.root["/AcroForm"]["/Fields"][0]


def other_words(writer):
    """Shadow by replacement: the objects of a page are given other content."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"BT ET"))
    writer.mark_update(page.container_ref)


def page_hidden(writer):
    """Shadow by hiding: the last page is not counted any more."""
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = ArrayObject(list(pages.raw_get("/Kids"))[:-1])
    pages[pdf_name("/Count")] = NumberObject(len(pages.raw_get("/Kids")))
    writer.mark_update(pages.container_ref)


def note_over_the_words(writer):
    """Shadow by an annotation: a box with other words lies over a line."""
    page = writer.root["/Pages"]["/Kids"][0]
    box = writer.add_object(
        DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): ArrayObject(map(NumberObject, (72, 600, 400, 640))),
                pdf_name("/Contents"): pdf_string("All of it is withheld."),
                pdf_name("/DA"): pdf_string("/Helv 12 Tf"),
            }
        )
    )
    page[pdf_name("/Annots")] = ArrayObject([*page.get("/Annots", []), box])
    writer.mark_update(page.container_ref)


def tick_on_the_seal(writer):
    """The seal, which claims nothing, is made to look like a result."""
    widget = seal(writer)
    widget[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): writer.add_object(StreamObject(stream_data=b"0 1 0 rg"))})
    writer.mark_update(widget.container_ref)


def another_time(writer):
    """The signature's own dictionary is written anew with another time."""
    field = seal(writer)
    value = DictionaryObject(field["/V"])
    value[pdf_name("/M")] = pdf_string("D:20200101000000Z")
    field[pdf_name("/V")] = writer.add_object(value)
    writer.mark_update(field.container_ref)


def certification_dropped(writer):
    """Without the entry that forbids changes, others would be allowed."""
    writer.root[pdf_name("/Perms")] = NullObject()
    writer.update_root()


def script_at_opening(writer):
    action = DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")})
    writer.root[pdf_name("/OpenAction")] = action
    writer.update_root()


def file_attached(writer):
    writer.root[pdf_name("/AF")] = ArrayObject([writer.add_object(StreamObject(stream_data=b"more"))])
    writer.update_root()


def another_font(writer):
    """The words are told by another table: what is copied or read aloud differs from what is seen."""
    fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]
    font[pdf_name("/ToUnicode")] = writer.add_object(StreamObject(stream_data=b"/CMapName /X def"))
    writer.mark_update(font.container_ref)


ATTACKS = [
    other_words,
    page_hidden,
    note_over_the_words,
    tick_on_the_seal,
    another_time,
    certification_dropped,
    script_at_opening,
    file_attached,
    another_font,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_update_behind_the_signature_is_refused(attack, signed, identity):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    attack(writer)
    out = io.BytesIO()
    writer.write(out)
    changed = out.getvalue()
    assert changed.startswith(signed)
    assert len(changed) > len(signed)
    found = verify(changed, pinned={identity.fingerprint})
    assert (found.valid, found.good, found.changed_after_signing) == (False, False, True)


def ranges(letter):
    return re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", letter)


@pytest.mark.parametrize(
    "numbers",
    [
        lambda a, b, c, d: (a, b, c + 8, d - 8),
        lambda a, b, c, d: (a + 1, b - 1, c, d),
        lambda a, b, c, d: (a, b, c, d - 1),
        lambda a, b, c, d: (0, 0, 0, 0),
    ],
    ids=["later", "not from the start", "not to the end", "nothing"],
)
def test_ranges_that_were_moved_are_refused(numbers, signed, identity):
    """Signature wrapping: what is signed is not what is shown."""
    found = ranges(signed)
    written = b"/ByteRange [%d %d %d %d]" % numbers(*map(int, found.groups()))
    changed = signed.replace(found[0], written.ljust(len(found[0])))
    assert not good(changed, identity)


@pytest.mark.parametrize("bare", [b"/ByteRange", b"/Contents", b"/SubFilter", b"/Filter"])
def test_a_signature_without_one_of_its_parts_is_refused(bare, signed, identity):
    """Universal forgery: a program that skips a check whose input is missing says that all is well."""
    at = signed.rindex(b"/Type /Sig") if b"/Type /Sig" in signed else signed.rindex(b"/ByteRange") - 400
    start = signed.find(bare, max(0, at - 2000))
    changed = signed[:start] + bare[:-1] + b"X" + signed[start + len(bare) :]
    assert not good(changed, identity)


def test_a_good_signature_moved_into_another_letter_is_refused(signed, identity, identities):
    """Cut out and pasted: the container of one letter in the place of that of another, signed by a stranger."""
    stranger = sign(drawn(reference_case()), identities["rsa"], WHEN)
    start, end = (signed.index(b"/Contents <") + 11, signed.index(b">", signed.index(b"/Contents <")))
    theirs = stranger.index(b"/Contents <") + 11
    until = stranger.index(b">", theirs)
    container = signed[start:end].ljust(until - theirs, b"0")[: until - theirs]
    mixed = stranger[:theirs] + container + stranger[until:]
    assert not good(mixed, identity)


def test_a_letter_whose_certificate_was_not_in_force_is_not_good(identity):
    late = sign(drawn(reference_case()), identity, WHEN.replace(year=2040))
    found = verify(late, pinned={identity.fingerprint})
    assert (found.good, found.changed_after_signing) == (False, False)
    assert found.reasons == ("The certificate was not in force at the time that the signature gives.",)


def test_a_file_that_was_linearised_anew_is_refused(signed, identity):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        out = io.BytesIO()
        pdf.save(out, linearize=True)
    assert not good(out.getvalue(), identity)
