"""Signing identities: made in the program for a role, or imported from a PKCS#12 file. A certificate carries a role, never an e-mail address."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from foidesk.errors import UserError

YEARS = 3

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """A loaded signing identity. `fingerprint` is the SHA-256 of the certificate, hex; `chain` are further certificates of the file."""

    role: str
    fingerprint: str
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

    Raises UserError for an empty role or passphrase.
    """
    if not role.strip() or not passphrase:
        raise UserError("A signing identity needs the name of a role and a passphrase.")
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1()) if kind == "p256" else rsa.generate_private_key(65537, 3072)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation.strip()[:64] or role.strip()[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, role.strip()[:64]),
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
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(p12, passphrase.encode())
    except ValueError:
        raise UserError(
            "The certificate file did not open: the password is wrong, or it is not a PKCS#12 file (.p12, .pfx)."
        ) from None
    if key is None or certificate is None:
        raise UserError("The certificate file holds no private key with its certificate. Export it again, with the key.")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UserError("The certificate's key is of a kind that letters are not signed with. Use RSA or P-256.")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < 2048:
        raise UserError("The certificate's RSA key is shorter than 2048 bits. Use a newer one.")
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Identity(
        role=str(names[0].value) if names else "unnamed",
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        not_after=certificate.not_valid_after_utc,
        certificate=certificate,
        chain=tuple(chain),
        key=key,
    )
