"""A signed letter is sound, whole and of a known certificate; whatever was done to it afterwards is refused."""

import io
import json
import random
import re
from contextlib import suppress
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from foidesk.cli import run as foidesk
from foidesk.errors import UserError
from foidesk.letters.identity import load_identity, make_identity
from foidesk.letters.sign import sign
from foidesk.letters.verify import verify
from tests.letters.authority import TestAuthority, issue, named, new_key
from tests.letters.cases import WHEN, drawn, reference_case
from tests.letters.conftest import PASSWORD
from tests.letters.programs import run, text_of

KINDS = ("rsa", "p256")


@pytest.fixture(scope="module")
def authority():
    return TestAuthority.new()


@pytest.fixture(scope="module")
def issued(authority):
    """Reference letters signed with certificates that the authority issued, by the kind of key."""
    made = {kind: load_identity(authority.issue_p12("Disclosure Officer", PASSWORD, kind), PASSWORD) for kind in KINDS}
    return {kind: sign(drawn(reference_case()), identity, WHEN) for kind, identity in made.items()}


@pytest.fixture(scope="module")
def trusting(authority, tmp_path_factory):
    """An NSS database in which the authority is trusted to issue certificates."""
    folder = tmp_path_factory.mktemp("nss")
    certificate = folder / "authority.pem"
    certificate.write_bytes(authority.pem)
    database = f"sql:{folder}"
    run("certutil", "-N", "-d", database, "--empty-password")
    run("certutil", "-A", "-d", database, "-n", "authority", "-t", "CT,CT,CT", "-i", certificate)
    return folder


def good(data, identity):
    """Whether a letter verifies, with nothing known but the fingerprint of this identity."""
    with suppress(UserError):
        return verify(data, pinned={identity.fingerprint}).good
    return False


@pytest.mark.parametrize("kind", KINDS)
def test_another_program_finds_it_valid_trusted_and_wholly_signed(kind, issued, trusting, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(issued[kind])
    said = run("pdfsig", "-nssdir", trusting, path)
    for words in ("Signature is Valid", "Certificate is Trusted", "Total document signed", "Disclosure Officer", "SHA-256"):
        assert words in said


@pytest.mark.parametrize("kind", KINDS)
def test_it_verifies_by_the_authority_and_by_its_fingerprint(kind, issued, authority, identities):
    assert verify(issued[kind], trust_pem=authority.pem).good
    assert good(sign(drawn(reference_case()), identities[kind], WHEN), identities[kind])


def test_a_stranger_s_certificate_is_sound_and_not_trusted(signed):
    found = verify(signed)
    assert (found.valid, found.covers_whole_file, found.trusted, found.good) == (True, True, False, False)
    assert "fingerprint" in found.reasons[0]


def test_another_authority_of_the_same_name_is_not_trusted(issued):
    assert not verify(issued["p256"], trust_pem=TestAuthority.new().pem).good


def test_signed_bytes_begin_with_the_drawn_ones(identity):
    """Signing adds and changes nothing: what was checked before it is what is signed."""
    letter = drawn(reference_case())
    assert sign(letter, identity, WHEN).startswith(letter)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_no_flipped_bit_passes(kind, identities, trials):
    letter = sign(drawn(reference_case()), identities[kind], WHEN)
    chance = random.Random(2000)
    assert good(letter, identities[kind])
    for _ in range(trials(40, 2000)):
        at, bit = chance.randrange(len(letter)), chance.randrange(8)
        changed = bytearray(letter)
        changed[at] ^= 1 << bit
        assert not good(bytes(changed), identities[kind]), f"byte {at}, bit {bit}"


@pytest.mark.soak
def test_no_byte_of_the_signature_itself_can_change(signed, identity, trials):
    """The gap between the signed ranges holds the signature and noughts; neither may be anything else."""
    start, end = gap(signed)
    for at in range(start, end, trials(40, 3)):
        changed = bytearray(signed)
        changed[at] ^= 1
        assert not good(bytes(changed), identity), f"byte {at}"


def gap(letter):
    found = re.findall(rb"/ByteRange \[0 (\d+) (\d+) \d+\s*\]", letter)[-1]
    return int(found[0]), int(found[1])


def test_a_replaced_page_is_refused(signed, identity):
    """An update appended to the file shows another page, and leaves every signed byte as it was."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.find_page_for_modification(0)[0].get_object()
    other = writer.find_page_for_modification(1)[0].get_object()
    page[pdf_name("/Contents")] = other.raw_get("/Contents")
    writer.mark_update(page.container_ref)
    out = io.BytesIO()
    writer.write(out)
    changed = out.getvalue()
    assert changed.startswith(signed)
    found = verify(changed, pinned={identity.fingerprint})
    assert (found.valid, found.covers_whole_file, found.changed_after_signing) == (False, False, True)


def test_a_file_saved_anew_with_another_page_is_refused(signed, identity):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.pages[0] = pdf.pages[1]
        out = io.BytesIO()
        pdf.save(out)
    assert not good(out.getvalue(), identity)


@pytest.mark.parametrize("more", [b"\n", b"x", b"%%EOF\n", b"\n1 0 obj <<>> endobj\n"])
def test_bytes_after_the_end_are_refused(signed, identity, more):
    found = verify(signed + more, pinned={identity.fingerprint})
    assert (found.valid, found.covers_whole_file, found.good) == (False, False, False)


def test_bytes_before_the_start_are_refused(signed, identity):
    assert not good(b"x" + signed, identity)


def test_a_file_cut_short_is_refused(signed, identity):
    assert not any(good(signed[:length], identity) for length in (len(signed) - 1, len(signed) // 2, 100, 0))


def test_nobody_can_add_a_signature(signed, identity):
    from foidesk.letters.sign import _LoadedSigner

    signer = PdfSigner(
        PdfSignatureMetadata(field_name="Another"), _LoadedSigner(identity), new_field_spec=SigFieldSpec("Another")
    )
    with pytest.raises(SigningError, match="forbids all changes"):
        signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(signed)), output=io.BytesIO())


def test_the_time_of_the_signature_is_the_time_that_is_printed(signed, signed_file, identity):
    assert verify(signed, pinned={identity.fingerprint}).time == WHEN
    assert "Signed electronically on 20 August 2026 at 10:30" in text_of(signed_file)


def test_the_certificate_carries_a_role_and_no_address(identity, signed):
    assert verify(signed).signer == "Disclosure Officer" == identity.role
    assert b"@" not in identity.certificate_pem.replace(b"-", b"")
    assert "1.2.840.113549.1.9.1" not in {item.oid.dotted_string for item in identity.certificate.subject}


def test_the_signature_forbids_every_change(signed):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert int(pdf.Root.AcroForm.Fields[0].V.Reference[0].TransformParams.P) == 1
        assert "/DocMDP" in pdf.Root.Perms


@pytest.mark.parametrize("kind", KINDS)
def test_an_identity_lasts_three_years_and_signs_nothing_but_letters(kind, identities):
    made = identities[kind].certificate
    assert made.not_valid_after_utc - WHEN <= timedelta(days=3 * 365)
    assert identities[kind].key.key_size == {"rsa": 3072, "p256": 256}[kind]


def test_a_wrong_password_is_a_plain_message():
    made = make_identity("Disclosure Officer", "Midshire Police", PASSWORD, kind="p256", now=WHEN)
    with pytest.raises(UserError, match="password is wrong"):
        load_identity(made, "another")


@pytest.mark.parametrize("data", [b"", b"not a certificate", b"0\x82\xff\xff"])
def test_a_file_that_is_no_identity_is_a_plain_message(data):
    with pytest.raises(UserError, match="did not open"):
        load_identity(data, PASSWORD)


@pytest.mark.parametrize(("role", "password"), [("", PASSWORD), ("  ", PASSWORD), ("Disclosure Officer", "")])
def test_an_identity_without_role_or_passphrase_is_not_made(role, password):
    with pytest.raises(UserError):
        make_identity(role, "Midshire Police", password, now=WHEN)


@pytest.fixture
def told(tmp_path, capsys, authority):
    """`foidesk verify` on some bytes: the exit status and the JSON, or what stood on standard error."""
    trust = tmp_path / "authority.pem"
    trust.write_bytes(authority.pem)

    def ask(data, *, trusting=True):
        path = tmp_path / "letter.pdf"
        path.write_bytes(data)
        status = foidesk(["verify", str(path), "--json", *(["--trust", str(trust)] if trusting else [])], None)
        out, error = capsys.readouterr()
        return status, json.loads(out) if out else error

    return ask


def test_the_command_accepts_a_letter_of_a_trusted_authority(told, issued):
    status, said = told(issued["rsa"])
    assert status == 0
    worth = [said[key] for key in ("valid", "trusted", "covers_whole_file", "changed_after_signing")]
    assert worth == [True, True, True, False]
    assert said["signer"] == "Disclosure Officer"
    assert len(said["fingerprint"]) == 64


def test_the_command_refuses_a_letter_of_a_stranger(told, issued):
    assert told(issued["rsa"], trusting=False)[0] == 1


def test_the_command_refuses_a_flipped_byte(told, issued):
    changed = bytearray(issued["p256"])
    changed[len(changed) // 3] ^= 1
    assert told(bytes(changed))[0] == 1


def test_a_broken_letter_is_not_blamed_on_its_certificate(issued, authority):
    changed = bytearray(issued["p256"])
    changed[len(changed) // 3] ^= 1
    assert verify(bytes(changed), trust_pem=authority.pem).reasons == ("The words or pictures were changed after signing.",)


def test_the_command_refuses_bytes_after_the_end(told, issued):
    status, said = told(issued["p256"] + b"\n")
    assert status == 1
    assert said["changed_after_signing"]


def test_the_command_calls_an_unsigned_letter_bad_input(told):
    status, said = told(drawn(reference_case()))
    assert status == 2
    assert "bears no signature" in said


def test_the_command_calls_another_file_bad_input(told):
    assert told(b"a text")[0] == 2


@pytest.fixture(scope="module")
def stamped(identity):
    """A letter whose signature carries a time stamp of an authority in this process; the program itself never asks one (decision 10)."""
    key = new_key("rsa")
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = issue(named("Test Stamps"), key.public_key(), named("Test Stamps"), key, certifies=False, purpose=stamping)
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=asn1_keys.PrivateKeyInfo.load(plain),
        fixed_dt=WHEN,
    )
    return sign(drawn(reference_case()), identity, WHEN, timestamper=stamper)


def test_a_time_stamped_letter_is_as_good(stamped, identity):
    found = verify(stamped, pinned={identity.fingerprint})
    assert (found.good, found.time) == (True, WHEN)
    assert found.signer == "Disclosure Officer"


@pytest.mark.xdist_group("vera")
def test_a_time_stamped_letter_conforms(stamped, vera, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(stamped)
    assert {profile: vera.failures(path, profile) for profile in ("2a", "ua1")} == {"2a": {}, "ua1": {}}
