"""A letter signed with a time stamp, and so that it can be checked long after (PAdES B-T, B-LT, B-LTA). The program itself signs B-B."""

import io
from datetime import timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature

from foidesk.letters.identity import load_identity
from foidesk.letters.sign import LongTerm, sign
from foidesk.letters.verify import verify
from tests.letters.authority import TestAuthority, asn1
from tests.letters.cases import WHEN, drawn, reference_case
from tests.letters.conftest import PASSWORD

STAMPED = WHEN + timedelta(seconds=20)
FORMS = ("B-T", "B-LT", "B-LTA")
pytestmark = pytest.mark.filterwarnings("ignore:Validation/revocation info will be embedded")


@pytest.fixture(scope="module")
def authority():
    return TestAuthority.new()


@pytest.fixture(scope="module", params=["rsa", "p256"])
def letters(request, authority):
    """The reference letter in each form, by its name."""
    identity = load_identity(authority.issue_p12("Disclosure Officer", PASSWORD, request.param), PASSWORD)
    plain, context = drawn(reference_case()), authority.context(STAMPED)
    long_term = {"B-T": None, "B-LT": LongTerm(context), "B-LTA": LongTerm(context, archival=True)}
    return {form: sign(plain, identity, WHEN, authority.time_stamper(STAMPED), long_term[form]) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_good_and_tells_both_times(form, letters, authority):
    found = verify(letters[form], trust_pem=authority.pem)
    assert (found.good, found.reasons) == (True, ())
    assert (found.time, found.stamped) == (WHEN, STAMPED)


@pytest.mark.parametrize("form", ["B-LT", "B-LTA"])
def test_it_holds_what_it_will_be_checked_by(form, letters):
    with pikepdf.open(io.BytesIO(letters[form])) as pdf:
        assert len(pdf.Root.DSS.CRLs) >= 1
        assert len(pdf.Root.DSS.Certs) >= 1


@pytest.mark.parametrize("form", ["B-LT", "B-LTA"])
def test_it_is_valid_by_what_it_holds_alone(form, letters, authority):
    """Nothing is fetched, and none of the lists that it was signed with is at hand."""
    reader = PdfFileReader(io.BytesIO(letters[form]))
    roots = [asn1(authority.certificate)]
    held = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {"trust_roots": roots, "allow_fetching": False, "revocation_mode": "require", "moment": STAMPED}
    )
    assert validate_pdf_signature(reader.embedded_regular_signatures[0], held, ts_validation_context=held).bottom_line


@pytest.mark.parametrize("more", [b"\n", b"%%EOF\n", b"\n1 0 obj <<>> endobj\n"])
@pytest.mark.parametrize("form", FORMS)
def test_bytes_after_the_end_are_refused(form, more, letters, authority):
    assert not verify(letters[form] + more, trust_pem=authority.pem).good


def test_an_archival_stamp_that_was_changed_is_refused(letters, authority):
    changed = bytearray(letters["B-LTA"])
    changed[-40] ^= 1
    assert not verify(bytes(changed), trust_pem=authority.pem).good


def test_a_page_replaced_before_the_archival_stamp_is_refused(letters, authority):
    """The second time stamp covers the whole file, the forged page too: that alone must not make it good."""
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfTimeStamper

    writer = IncrementalPdfFileWriter(io.BytesIO(letters["B-T"]))
    page, other = (writer.find_page_for_modification(number)[0].get_object() for number in (0, 1))
    page[pdf_name("/Contents")] = other.raw_get("/Contents")
    writer.mark_update(page.container_ref)
    out = io.BytesIO()
    writer.write(out)
    forged = PdfTimeStamper(authority.time_stamper(STAMPED)).timestamp_pdf(IncrementalPdfFileWriter(out), "sha256")
    found = verify(forged.getvalue(), trust_pem=authority.pem)
    assert (found.good, found.changed_after_signing) == (False, True)


@pytest.mark.xdist_group("vera")
@pytest.mark.parametrize("form", FORMS)
def test_it_still_conforms(form, letters, vera, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(letters[form])
    assert {profile: vera.failures(path, profile) for profile in ("2a", "ua1")} == {"2a": {}, "ua1": {}}
