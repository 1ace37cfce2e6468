"""What a signature is worth, in plain words: who signed, when, whether anything changed or was added since, and what trust means here."""

import base64
import hashlib
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
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from foidesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Verification:
    """The worth of a signature. `trusted` means: the certificate is pinned, or that of the authority given; `reasons` say why not.

    `time` is by the signer's own clock, `stamped` that of a time stamp if there is one. `issuer` vouches for the certificate; a
    self-made one has no issuer but itself. `signed_sha256` is the SHA-256 (hex) of the file as it was when it was signed, so that a
    letter to which something was added can still be told.
    """

    valid: bool
    trusted: bool
    changed_after_signing: bool
    covers_whole_file: bool
    signer: str | None
    time: datetime | None
    fingerprint: str | None
    reasons: tuple[str, ...] = ()
    organisation: str | None = None
    issuer: str | None = None
    self_made: bool = False
    stamped: datetime | None = None
    signed_sha256: str | None = None

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
        if len(signatures) > 1 and not _is_stamp_over(signatures, pdf):
            return _refused("The file bears more than one signature. foidesk signs once; somebody added another.")
        try:
            return _examined(signatures, pdf, pinned, roots)
        except Exception:  # whatever a damaged signature makes the reader stumble over, it is not sound
            return _refused("The signature is damaged.")


def examine(data: bytes, pinned: Collection[str] = (), trust: str | None = None) -> dict[str, Any]:
    """The same as plain values, for a worker process: a letter to be verified may come from anybody. `trust` is PEM in base64."""
    result = verify(data, pinned=pinned, trust_pem=base64.b64decode(trust) if trust else None)
    moments = {
        name: moment.isoformat() if moment else None for name, moment in (("time", result.time), ("stamped", result.stamped))
    }
    return asdict(result) | moments


def from_plain(told: dict[str, Any]) -> Verification:
    """What `examine` told."""
    moments = {name: datetime.fromisoformat(told[name]) if told[name] else None for name in ("time", "stamped")}
    return Verification(**(told | moments | {"reasons": tuple(told["reasons"])}))


def _examined(signatures: list[Any], pdf: bytes, pinned: Collection[str], roots: list[asn1_x509.Certificate]) -> Verification:
    signature = signatures[0]
    certificate = signature.signer_cert
    fingerprint = certificate.sha256.hex()
    context = ValidationContext(trust_roots=[*roots, certificate], allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, context)
    whole = _whole(signatures, status, pdf)
    unchanged = bool(status.intact and status.valid and _agrees(signature, certificate))
    sound = unchanged and status.docmdp_ok is not False and whole
    time = signature.self_reported_timestamp
    in_force = time is not None and certificate.not_valid_before <= time <= certificate.not_valid_after
    by_authority = bool(roots) and _issued(signature, roots)
    known = fingerprint in pinned or by_authority
    reasons = []
    if not unchanged:
        reasons.append("The words or pictures were changed after signing.")
    if not whole:
        reasons.append("Something was added to the file after signing.")
    if unchanged and not in_force:
        reasons.append("The certificate was not in force at the time that the signature gives.")
    if unchanged and not known:
        reasons.append(
            "The certificate is not known here. Compare its fingerprint with the one that the authority publishes before you rely on it."
        )
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return Verification(
        valid=sound and in_force,
        trusted=known,
        changed_after_signing=not (unchanged and whole),
        covers_whole_file=whole,
        signer=_text(subject, "common_name"),
        time=time,
        fingerprint=fingerprint,
        reasons=tuple(reasons),
        organisation=_text(subject, "organization_name"),
        issuer=_text(issuer, "common_name") or _text(issuer, "organization_name"),
        signed_sha256=_as_signed(signature, pdf),
        self_made=certificate.subject.dump() == certificate.issuer.dump(),
        stamped=status.timestamp_validity.timestamp if status.timestamp_validity and status.timestamp_validity.valid else None,
    )


def _as_signed(signature: Any, pdf: bytes) -> str | None:
    first, _, second, rest = (int(value) for value in signature.sig_object["/ByteRange"])
    return hashlib.sha256(pdf[: second + rest]).hexdigest() if first == 0 and 0 < second + rest <= len(pdf) else None


def _text(names: Any, key: str) -> str | None:
    """A name out of a certificate, which may hold several of a kind, as one line that turns no direction."""
    value = names.get(key)
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return "".join(character for character in words if character.isprintable()) or None


def _is_stamp_over(signatures: list[Any], pdf: bytes) -> bool:
    """Whether the only other signature is an archival time stamp (PAdES B-LTA) that covers every byte of the file."""
    if len(signatures) != 2 or signatures[1].sig_object.get("/Type") != "/DocTimeStamp":
        return False
    try:
        return _covers(signatures[1], len(pdf), pdf)
    except Exception:  # a damaged stamp is none
        return False


def _whole(signatures: list[Any], status: Any, pdf: bytes) -> bool:
    """Whether nothing was added: the signature covers the file, or it covers what the archival time stamp then covers with the rest."""
    signature = signatures[0]
    if len(signatures) == 1:
        return _covers(signature, len(pdf), pdf)
    # Who stamped is no matter here: only whether the stamp is whole. Roots are given, or the system's own would be asked for.
    context = ValidationContext(trust_roots=[signatures[1].signer_cert], allow_fetching=False, revocation_mode="soft-fail")
    stamp = validate_pdf_timestamp(signatures[1], context)
    _, _, second, rest = (int(value) for value in signature.sig_object["/ByteRange"])
    allowed = status.modification_level in {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES} and status.docmdp_ok is True
    return bool(stamp.intact and stamp.valid and allowed and _covers(signature, second + rest, pdf))


def _was_signed(pdf: bytes) -> bool:
    """Whether a file holds the marks of a signature, though it cannot be read as signed; one damaged byte leaves some of them."""
    return any(mark in pdf for mark in (b"/ByteRange", b"/SubFilter", b"ETSI.CAdES.detached", b"adbe.pkcs7"))


def _covers(signature: Any, end: int, pdf: bytes) -> bool:
    """Whether the signature covers every byte up to an end but its own: pyHanko's own verdict passes over bytes after the end of the file.

    The gap holds the signature in hexadecimal and noughts behind it, nothing else: what stood there would be covered by nothing.
    """
    first, length, second, rest = (int(value) for value in signature.sig_object["/ByteRange"])
    if first != 0 or second + rest != end:
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
