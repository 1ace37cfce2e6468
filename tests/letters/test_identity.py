"""What is taken for a signing identity, and what is said of a certificate that names a person."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from foidesk.errors import UserError
from foidesk.letters.identity import load_identity, looks_personal, make_identity, personal_parts
from tests.letters.authority import TestAuthority, issue, named, new_key
from tests.letters.cases import WHEN
from tests.letters.conftest import PASSWORD

SECRET = BestAvailableEncryption(PASSWORD.encode())


def packed(key, certificate, chain=None):
    return pkcs12.serialize_key_and_certificates(b"role", key, certificate, chain, SECRET)


def certificate_of(*names, alternative=None):
    """A self-made certificate that holds these names, as (kind, words)."""
    key = new_key("p256")
    subject = x509.Name([x509.NameAttribute(kind, words) for kind, words in names])
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 1, WHEN, WHEN + timedelta(days=9))
    if alternative:
        made = made.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(alternative)]), critical=False)
    return made.sign(key, hashes.SHA256())


def test_a_key_and_a_certificate_that_do_not_belong_together_are_refused():
    other = new_key("p256")
    certificate = issue(named("Disclosure Officer"), other.public_key(), named("Disclosure Officer"), other, certifies=False)
    mixed = packed(other, certificate)
    honest = load_identity(mixed, PASSWORD)
    assert honest.role == "Disclosure Officer"
    with pytest.raises(UserError, match=r"not that of its certificate|holds no private key with its certificate"):
        load_identity(mismatched(certificate), PASSWORD)


def mismatched(certificate):
    """A file whose certificate is marked as that of a key that it does not belong to; the library itself would not write it."""
    from asn1crypto import cms, core, keys
    from asn1crypto import pkcs12 as asn1
    from asn1crypto import x509 as asn1_x509
    from cryptography.hazmat.primitives import hmac
    from cryptography.hazmat.primitives.serialization import Encoding

    mark = asn1.Attributes([{"type": "local_key_id", "values": [b"1"]}])
    key = new_key("p256").private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    held = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    bags = asn1.SafeContents(
        [
            {"bag_id": "key_bag", "bag_value": keys.PrivateKeyInfo.load(key), "bag_attributes": mark},
            {
                "bag_id": "cert_bag",
                "bag_value": {"cert_id": "x509", "cert_value": core.ParsableOctetString(held.dump())},
                "bag_attributes": mark,
            },
        ]
    )
    content = asn1.AuthenticatedSafe([{"content_type": "data", "content": core.OctetString(bags.dump())}]).dump()
    salt = b"saltsalt"
    sealed = hmac.HMAC(pkcs12_key(PASSWORD, salt, 1), hashes.SHA1())
    sealed.update(content)
    pfx = asn1.Pfx(
        {
            "version": "v3",
            "auth_safe": {"content_type": "data", "content": core.OctetString(content)},
            "mac_data": {
                "mac": {"digest_algorithm": {"algorithm": "sha1"}, "digest": sealed.finalize()},
                "mac_salt": salt,
                "iterations": 1,
            },
        }
    )
    assert isinstance(pfx["auth_safe"], cms.ContentInfo)
    return pfx.dump()


def pkcs12_key(password, salt, rounds):
    """RFC 7292, appendix B.2, for one block of SHA-1 and the purpose of a MAC."""
    import hashlib

    def filled(data):
        return (data * (64 // len(data) + 1))[:64]

    word = (password + "\0").encode("utf-16-be")
    block = b"\3" * 64 + filled(salt) + (word * 64)[: 64 * (-(-len(word) // 64))]
    for _ in range(rounds):
        block = hashlib.sha1(block, usedforsecurity=False).digest()
    return block


def test_a_file_without_its_key_is_refused():
    only = TestAuthority.new().certificate
    with pytest.raises(UserError, match="holds no private key"):
        load_identity(packed(None, only), PASSWORD)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (rsa.generate_private_key(65537, 1024), "shorter than 2048"),
        (ec.generate_private_key(ec.SECP256K1()), "curve"),
        (ed25519.Ed25519PrivateKey.generate(), "of a kind"),
    ],
    ids=["short", "curve", "kind"],
)
def test_a_key_that_letters_are_not_signed_with_is_refused(key, words):
    issuer = new_key("p256")
    certificate = issue(named("Disclosure Officer"), key.public_key(), named("Root"), issuer, certifies=False)
    with pytest.raises(UserError, match=words):
        load_identity(packed(key, certificate), PASSWORD)


def test_a_certificate_that_was_issued_for_something_else_is_refused():
    key = new_key("p256")
    certificate = issue(named("Root"), key.public_key(), named("Root"), key, certifies=True)
    with pytest.raises(UserError, match="not issued for signing"):
        load_identity(packed(key, certificate), PASSWORD)


def test_a_file_that_asks_for_endless_work_is_refused():
    """Twelve bytes in a file may ask for hours; the officer is told at once."""
    from asn1crypto import pkcs12 as asn1

    pfx = asn1.Pfx.load(make_identity("Disclosure Officer", "Midshire Police", PASSWORD, kind="p256", now=WHEN))
    pfx["mac_data"]["iterations"] = 2_000_000_000
    with pytest.raises(UserError, match="more work than any program"):
        load_identity(pfx.dump(force=True), PASSWORD)


@pytest.mark.parametrize(
    ("names", "alternative", "told"),
    [
        ([(NameOID.COMMON_NAME, "Disclosure Officer")], None, ()),
        ([(NameOID.COMMON_NAME, "FOI Team"), (NameOID.ORGANIZATION_NAME, "Midshire Police")], None, ()),
        ([(NameOID.COMMON_NAME, "Robin Ash")], None, ("Robin Ash",)),
        ([(NameOID.COMMON_NAME, "FOI Team"), (NameOID.EMAIL_ADDRESS, "ash@example.org")], None, ("ash@example.org",)),
        ([(NameOID.COMMON_NAME, "foi@example.org")], None, ("foi@example.org",)),
        ([(NameOID.COMMON_NAME, "FOI Team"), (NameOID.SURNAME, "Ash")], None, ("Ash",)),
        ([(NameOID.COMMON_NAME, "FOI Team")], "ash@example.org", ("ash@example.org",)),
    ],
)
def test_what_a_certificate_tells_of_a_person_is_named(names, alternative, told):
    assert personal_parts(certificate_of(*names, alternative=alternative)) == told


@pytest.mark.parametrize(
    "role",
    [
        "Disclosure Officer",
        "Head of Information Governance",
        "FOI Team",
        "Records Manager",
        "Swyddog Datgelu FOI",
        "Unit 4",
        "Data Protection",
    ],
)
def test_a_role_does_not_look_like_a_person(role):
    assert not looks_personal(role)


@pytest.mark.parametrize("role", ["Robin Ash", "Robin J. Ash-Marsh", "Dr Ash", "Mrs R Ash", "Siân O'Marsh"])
def test_a_person_s_name_does(role):
    assert looks_personal(role)


def test_an_address_is_no_role():
    with pytest.raises(UserError, match="no e-mail address"):
        make_identity("foi@example.org", "Midshire Police", PASSWORD, now=WHEN)


def test_a_name_that_no_certificate_can_hold_is_refused_in_plain_words():
    with pytest.raises(UserError, match="64 characters"):
        make_identity("x" * 65, "Midshire Police", PASSWORD, now=WHEN)
