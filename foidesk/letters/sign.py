"""Signing a letter: PAdES in the field that it was drawn with, certified against any change, wholly in memory and offline."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from foidesk.letters.finish import FIELD
from foidesk.letters.identity import Identity

# A seal of lines only: a monogram in a double ring. It has no font, so that PDF/A and PDF/UA stay true, and it is no tick, which would
# look like the result of a check that nobody made.
_SEAL = (
    b"q 0.114 0.227 0.431 RG 2.5 w 1 J 1 j "
    b"97 50 m 97 75.9 75.9 97 50 97 c 24.1 97 3 75.9 3 50 c 3 24.1 24.1 3 50 3 c 75.9 3 97 24.1 97 50 c s "
    b"1 w 90 50 m 90 72.1 72.1 90 50 90 c 27.9 90 10 72.1 10 50 c 10 27.9 27.9 10 50 10 c 72.1 10 90 27.9 90 50 c s "
    b"5 w 40 28 m 40 72 l 64 72 l S 40 51 m 58 51 l S Q"
)


class _LoadedSigner(SimpleSigner):
    """A signer that keeps its key loaded: pyHanko's own reads and checks it again for every signature, a quarter of a second each."""

    def __init__(self, identity: Identity) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple([_asn1(item) for item in identity.chain])
        key = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        super().__init__(
            signing_cert=_asn1(identity.certificate), signing_key=asn1_keys.PrivateKeyInfo.load(key), cert_registry=registry
        )
        self._loaded = identity.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign a digest's input; a dry run only tells how long a signature is."""
        size = (self._loaded.key_size + 7) // 8
        algorithm = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self._loaded, ec.EllipticCurvePrivateKey):
            return bytes(2 * size + 10) if dry_run else self._loaded.sign(data, ec.ECDSA(algorithm))
        return bytes(size) if dry_run else self._loaded.sign(data, padding.PKCS1v15(), algorithm)


class _TimedSigner(PdfSigner):
    """Signs at a time that it is told, instead of asking the clock."""

    when: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        """A session at our time."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.when
        return session


@dataclass(frozen=True, slots=True)
class LongTerm:
    """What a signature needs to be checked long after (PAdES B-LT): certificates and lists of revoked ones, from files, never fetched.

    `archival` adds a time stamp over the whole file (B-LTA).
    """

    context: ValidationContext
    archival: bool = False


def sign(
    pdf: bytes, identity: Identity, when: datetime, timestamper: TimeStamper | None = None, long_term: LongTerm | None = None
) -> bytes:
    """The same letter, signed. `when` is the time that its signature block prints (decision 8).

    The program signs PAdES B-B. A timestamper makes it B-T, and `long_term` B-LT or B-LTA; the program has neither, since both come
    from a network (decision 10).
    """
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason="Answer to a request for information",
        name=identity.role,
        embed_validation_info=long_term is not None,
        use_pades_lta=long_term is not None and long_term.archival,
        validation_context=long_term.context if long_term else None,
        dss_settings=_DSS,
    )
    style = StaticStampStyle(background=RawContent(_SEAL, box=BoxConstraints(width=100, height=100)), border_width=0)
    out = io.BytesIO()
    signer = _TimedSigner(metadata, _LoadedSigner(identity), stamp_style=style, timestamper=timestamper)
    signer.when = when
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signer.sign_pdf(writer, output=out, existing_fields_only=True, bytes_reserved=None if timestamper else _room(identity))
    return out.getvalue()


def _room(identity: Identity) -> int:
    """How many hex digits the signature may take. pyHanko would sign once more to learn it, which is half of its work."""
    leaf = _asn1(identity.certificate)
    certificates = sum(len(_asn1(item).dump()) for item in (identity.certificate, *identity.chain))
    # Beside the certificates and the signature itself: who issued the certificate once more, and what is signed, 600 bytes at most.
    return 2 * (certificates + len(leaf.issuer.dump()) + identity.key.key_size // 8 + 1024)


# With the signature, not behind it: so it covers what it will be checked by, and nothing has to be added to the file later.
_DSS = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)


def _asn1(certificate: Any) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
