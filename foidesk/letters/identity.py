"""Signing identities: made in the program for a role, or imported from a PKCS#12 file. A certificate should carry a role, and no person."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PublicFormat, pkcs12
from cryptography.x509.oid import NameOID

from foidesk.errors import UserError
from foidesk.paths import resource

YEARS = 3
MOST_ROLE = 64
"""Characters that a certificate's names may have (X.520)."""
MOST_ROUNDS = 5_000_000
"""Rounds of a password's derivation that a file may ask for; more would only keep the officer waiting."""
CURVES = {"secp256r1", "secp384r1", "secp521r1"}

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """A loaded signing identity. `fingerprint` is the SHA-256 of the certificate, hex; `chain` are further certificates of the file."""

    role: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    key: PrivateKey

    @property
    def certificate_pem(self) -> bytes:
        """The certificate as PEM, for whoever wants to compare it."""
        return self.certificate.public_bytes(Encoding.PEM)


def make_identity(role: str, organisation: str, passphrase: str, *, kind: str = "rsa", now: datetime) -> bytes:
    """A new self-made identity as PKCS#12: RSA-3072 (or P-256), three years. It shows change only to who knows its fingerprint.

    Raises UserError for an empty role or passphrase, for a role that is an e-mail address, or one that is too long.
    """
    if not role.strip() or not passphrase:
        raise UserError("A signing identity needs the name of a role and a passphrase.")
    if "@" in role:
        raise UserError(
            "Name a role, such as Disclosure Officer, and no e-mail address: everybody who gets a letter can read it."
        )
    if len(role.strip()) > MOST_ROLE or not role.strip().isprintable():
        raise UserError(f"The name of the role has {MOST_ROLE} characters at most, all of them on one line.")
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1()) if kind == "p256" else rsa.generate_private_key(65537, 3072)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation.strip()[:64] or role.strip()),
            x509.NameAttribute(NameOID.COMMON_NAME, role.strip()),
        ]
    )
    start = now.astimezone(UTC).replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(days=1))
        .not_valid_after(start + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        role.encode(), key, certificate, None, BestAvailableEncryption(passphrase.encode())
    )


_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def load_identity(p12: bytes, passphrase: str) -> Identity:
    """Open a PKCS#12 file. Raises UserError in plain words for a wrong password, another kind of file, or a key that cannot sign."""
    _refuse_endless(p12)
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(p12, passphrase.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise UserError(
            "The certificate file did not open: the password is wrong, or it is not a PKCS#12 file (.p12, .pfx)."
        ) from None
    if key is None or certificate is None:
        raise UserError("The certificate file holds no private key with its certificate. Export it again, with the key.")
    return Identity(
        role=_name(certificate.subject) or "unnamed",
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        certificate=certificate,
        chain=tuple(chain),
        key=_signing_key(key, certificate),
    )


def personal_parts(certificate: x509.Certificate) -> tuple[str, ...]:
    """What a certificate tells of a person: e-mail addresses, and names or numbers that belong to one; none where it names a role alone."""
    told = [str(item.value) for item in certificate.subject if item.oid in _PERSONAL]
    told += [str(item.value) for item in certificate.subject if "@" in str(item.value) and str(item.value) not in told]
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        told += [value for value in names.get_values_for_type(x509.RFC822Name) if value not in told]
    except (x509.ExtensionNotFound, ValueError):
        pass
    name = _name(certificate.subject)
    return tuple(dict.fromkeys([*told, *([name] if looks_personal(name) and name not in told else [])]))


def looks_personal(role: str) -> bool:
    """Whether a role reads like a person's name: two to four capitalised words, none of which is a word of offices. A guess, to ask about."""
    words = role.replace(",", " ").replace(".", " ").split()
    named = 2 <= len(words) <= 4 and all(
        word[:1].isupper() and word.replace("-", "").replace("'", "").isalpha() for word in words
    )
    return bool(words) and (words[0].casefold() in _TITLES or (named and not any(_of_office(word) for word in words)))


_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame"}


@cache
def _offices() -> frozenset[str]:
    return frozenset(resource("words", "offices.txt").read_text("utf-8").split())


def _of_office(word: str) -> bool:
    return word.casefold() in _offices() or word.casefold().removesuffix("s") in _offices() or (len(word) > 1 and word.isupper())


_PERSONAL = {
    NameOID.EMAIL_ADDRESS,
    NameOID.GIVEN_NAME,
    NameOID.SURNAME,
    NameOID.INITIALS,
    NameOID.PSEUDONYM,
    NameOID.USER_ID,
}


def _name(name: x509.Name) -> str:
    """The name that a certificate goes by; where it has several, the last says most."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[-1].value) if found else ""


def _signing_key(key: object, certificate: x509.Certificate) -> PrivateKey:
    """The key, if it is one that letters are signed with, and that of the certificate."""
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UserError("The certificate's key is of a kind that letters are not signed with. Use RSA or P-256.")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < 2048:
        raise UserError("The certificate's RSA key is shorter than 2048 bits. Use a newer one.")
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name not in CURVES:
        raise UserError("The certificate's key lies on a curve that few programs can check. Use RSA or P-256.")
    if _public(key.public_key()) != _public(certificate.public_key()):
        raise UserError("The private key in the certificate file is not that of its certificate. Export the two together, again.")
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return key
    if not (usage.digital_signature or usage.content_commitment):
        raise UserError("The certificate was not issued for signing. Ask for one whose use is digital signature.")
    return key


def _public(key: Any) -> bytes:
    return bytes(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _refuse_endless(p12: bytes) -> None:
    """Raises UserError for a file that would have its password derived for hours: it is read where the keys are, and not in a worker."""
    try:
        mac = asn1_pkcs12.Pfx.load(p12)["mac_data"]
        rounds = mac["iterations"].native if mac.native else 0
    except (ValueError, TypeError, KeyError):
        return
    if rounds > MOST_ROUNDS:
        raise UserError("The certificate file asks for more work than any program makes. Export it again.")
