"""What a signature is worth, in plain words: who signed, when, whether anything changed or was added since, and what trust means here."""

import base64
import io
import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, core, parser, pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from foidesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Verification:
    """The worth of a signature. `trusted` means: the certificate is pinned, or that of the authority given; `reasons` say why not."""

    valid: bool
    trusted: bool
    changed_after_signing: bool
    covers_whole_file: bool
    signer: str | None
    time: datetime | None
    fingerprint: str | None
    reasons: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the letter can be relied on: sound, whole, and of a certificate that is known."""
        return self.valid and self.covers_whole_file and self.trusted


def verify(pdf: bytes, *, pinned: Collection[str] = (), trust_pem: bytes | None = None) -> Verification:
    """Examine the signature of a letter. Raises UserError for a file that is no PDF or bears no signature.

    `pinned` are fingerprints of known certificates (SHA-256, hex); `trust_pem` the certificate of an authority.
    """
    roots = _certificates(trust_pem) if trust_pem else []
    with _silence():
        try:
            reader = PdfFileReader(io.BytesIO(pdf))
            signatures = list(reader.embedded_signatures)
        except Exception:  # a damaged file breaks the reader in many ways (a stream that does not unpack, a loop of references)
            if _was_signed(pdf):
                return _refused("The file is damaged: it cannot be read, so its signature proves nothing.")
            raise UserError("That file is not a PDF that can be read.") from None
        if not signatures and _was_signed(pdf):
            return _refused("The file is damaged: it holds a signature that does not belong to it any more.")
        if not signatures:
            raise UserError("That file bears no signature.")
        if len(signatures) > 1:
            return _refused("The file bears more than one signature. foidesk signs once; somebody added another.")
        try:
            return _examined(signatures[0], pdf, pinned, roots)
        except Exception:  # whatever a damaged signature makes the reader stumble over, it is not sound
            return _refused("The signature is damaged.")


def examine(data: bytes, pinned: Collection[str] = (), trust: str | None = None) -> dict[str, Any]:
    """The same as plain values, for a worker process: a letter to be verified may come from anybody. `trust` is PEM in base64."""
    result = verify(data, pinned=pinned, trust_pem=base64.b64decode(trust) if trust else None)
    return asdict(result) | {"time": result.time.isoformat() if result.time else None}


def _examined(signature: Any, pdf: bytes, pinned: Collection[str], roots: list[asn1_x509.Certificate]) -> Verification:
    certificate = signature.signer_cert
    fingerprint = certificate.sha256.hex()
    context = ValidationContext(trust_roots=[*roots, certificate], allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, context)
    whole = _covers(signature, pdf)
    unchanged = bool(status.intact and status.valid and _agrees(signature, certificate))
    sound = unchanged and status.docmdp_ok is not False and whole
    by_authority = bool(roots) and _issued(signature, roots)
    known = fingerprint in pinned or by_authority
    reasons = []
    if not unchanged:
        reasons.append("The words or pictures were changed after signing.")
    if not whole:
        reasons.append("Something was added to the file after signing.")
    if unchanged and not known:
        reasons.append(
            "The certificate is not known here. Compare its fingerprint with the one that the authority publishes before you rely on it."
        )
    return Verification(
        valid=sound,
        trusted=known,
        changed_after_signing=not (unchanged and whole),
        covers_whole_file=whole,
        signer=str(certificate.subject.native.get("common_name", "")) or None,
        time=signature.self_reported_timestamp,
        fingerprint=fingerprint,
        reasons=tuple(reasons),
    )


def _was_signed(pdf: bytes) -> bool:
    """Whether a file holds the marks of a signature, though it cannot be read as signed; one damaged byte leaves some of them."""
    return any(mark in pdf for mark in (b"/ByteRange", b"/SubFilter", b"ETSI.CAdES.detached", b"adbe.pkcs7"))


def _covers(signature: Any, pdf: bytes) -> bool:
    """Whether the signature covers every byte but its own: pyHanko's own verdict passes over bytes after the end of the file.

    The gap holds the signature in hexadecimal and noughts behind it, nothing else: what stood there would be covered by nothing.
    """
    first, length, second, rest = (int(value) for value in signature.sig_object["/ByteRange"])
    if first != 0 or second + rest != len(pdf):
        return False
    held = bytes(signature.pkcs7_content)
    behind = held[sum(len(piece) for piece in parser.parse(held, strict=False)[3:]) :]
    written = held.hex().encode()
    return pdf[length:second] in {b"<" + written + b">", b"<" + written.upper() + b">"} and not any(behind)


def _agrees(signature: Any, certificate: asn1_x509.Certificate) -> bool:
    """Whether the few values that a signature does not protect agree with those that it does (RFC 5652, 5.1 and 5.3)."""
    signed, info = signature.signed_data, signature.signer_info
    named, digest = info["sid"], info["digest_algorithm"]
    by_issuer = named.name == "issuer_and_serial_number"
    if by_issuer:
        theirs = (named.chosen["issuer"].dump(), named.chosen["serial_number"].native)
        if theirs != (certificate.issuer.dump(), certificate.serial_number):
            return False
    version = "v1" if by_issuer else "v3"
    plain = {"algorithm": digest["algorithm"].native}
    return (
        signed["version"].native == info["version"].native == version
        and [item.dump() for item in signed["digest_algorithms"]] == [digest.dump()]
        and digest.dump() in {cms.DigestAlgorithm(plain).dump(), cms.DigestAlgorithm(plain | {"parameters": core.Null()}).dump()}
    )


def _issued(signature: Any, roots: list[asn1_x509.Certificate]) -> bool:
    """Whether the certificate chains to one of the authorities given."""
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, context)
    return bool(status.trusted) or signature.signer_cert in roots


def _certificates(data: bytes) -> list[asn1_x509.Certificate]:
    try:
        if not pem.detect(data):
            return [asn1_x509.Certificate.load(data)]
        return [asn1_x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)]
    except ValueError:
        raise UserError("The trust file holds no certificate. Give the authority's certificate as .pem or .cer.") from None


def _refused(reason: str) -> Verification:
    return Verification(False, False, True, False, None, None, None, (reason,))


@contextmanager
def _silence() -> Iterator[None]:
    """The validators log what they meet, tracebacks included; the result says it in plain words."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
