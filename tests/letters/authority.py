"""A test authority: a certificate authority that issues signing certificates, good for decades so that no test depends on the day."""

from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)


def new_key(kind):
    return ec.generate_private_key(ec.SECP256R1()) if kind == "p256" else rsa.generate_private_key(65537, 3072)


def named(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"), x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def usage(*, certifies):
    flags = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
    signs = {"digital_signature": not certifies, "content_commitment": not certifies}
    return x509.KeyUsage(**signs, key_cert_sign=certifies, crl_sign=certifies, **flags)


@dataclass
class TestAuthority:
    """The authority's key and certificate."""

    __test__ = False

    key: object
    certificate: x509.Certificate

    @classmethod
    def new(cls, name="Test Authority"):
        key = new_key("p256")
        return cls(key, issue(named(name), key.public_key(), named(name), key, certifies=True))

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM)

    def issue_p12(self, role, password, kind="p256"):
        """A PKCS#12 file for a role, with this authority's certificate in its chain."""
        key = new_key(kind)
        certificate = issue(named(role), key.public_key(), self.certificate.subject, self.key, certifies=False)
        return pkcs12.serialize_key_and_certificates(
            role.encode(), key, certificate, [self.certificate], BestAvailableEncryption(password.encode())
        )

    def time_stamper(self, when):
        """A time stamping authority in this process, which stamps this time."""
        key = new_key("rsa")
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = issue(
            named("Test Stamps"), key.public_key(), self.certificate.subject, self.key, certifies=False, purpose=stamping
        )
        certificates = SimpleCertificateStore()
        certificates.register(asn1(self.certificate))
        plain = asn1_keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
        return DummyTimeStamper(tsa_cert=asn1(made), tsa_key=plain, certs_to_embed=certificates, fixed_dt=when)

    def context(self, when):
        """What a check long after needs: the authority, and its list of revoked certificates, which is empty."""
        revoked = (
            x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject).last_update(FROM).next_update(UNTIL)
        )
        revoked = revoked.add_extension(x509.CRLNumber(1), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        signed = revoked.add_extension(issuer, critical=False).sign(self.key, hashes.SHA256())
        return ValidationContext(
            trust_roots=[asn1(self.certificate)],
            crls=[asn1_crl.CertificateList.load(signed.public_bytes(Encoding.DER))],
            allow_fetching=False,
            revocation_mode="require",
            moment=when,
        )


def asn1(certificate):
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def issue(subject, public_key, issuer, issuer_key, *, certifies, purpose=None):
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=certifies, path_length=0 if certifies else None), critical=True)
        .add_extension(usage(certifies=certifies), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    made = made.add_extension(purpose, critical=True) if purpose else made
    return made.sign(issuer_key, hashes.SHA256())
