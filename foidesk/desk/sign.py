"""Verbs for signing: the identity, the signature, and taking it back.

The order is that of docs/security.md: signed and verified in memory, then one commit of bytes and event, and only then a file. A
crash at any step leaves either no signature at all or one that the store knows and can write out again.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from foidesk.desk.check import blocking, findings
from foidesk.desk.draft import ANSWERING, composed, find_letter, letter_meta, writing_letter
from foidesk.desk.fields import save_typed
from foidesk.desk.keep import profile
from foidesk.desk.office import Desk, Shelf
from foidesk.errors import RefusedError, UserError
from foidesk.intake.read import read_file
from foidesk.law.rules import Finding
from foidesk.law.stages import Act
from foidesk.letters import identity as identities
from foidesk.letters.compose import compose
from foidesk.letters.identity import Identity
from foidesk.letters.layout import draw, pages
from foidesk.letters.sign import sign
from foidesk.letters.verify import Verification, from_plain, verify
from foidesk.model import Case, Letter
from foidesk.store import files, settings
from foidesk.worker import in_worker

MOST_P12 = 1 << 20
TOO_LARGE_P12 = "That is no certificate file (.p12, .pfx)."


@dataclass(frozen=True, slots=True)
class Signed:
    """A letter whose verified bytes are in the store."""

    letter_id: int
    sha256: str
    pages: int
    fingerprint: str


class BlockedError(RefusedError):
    """Signing was refused because findings block it; they are in `findings`."""

    def __init__(self, found: list[Finding]) -> None:
        first = found[0]
        super().__init__(f"{len(found)} finding(s) must be put right before signing. First: {first.message}")
        self.findings = found


class PersonalError(UserError):
    """A certificate tells of a person: what it tells is in `found`. It is kept only where the officer agrees to that."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(
            f"This certificate tells of a person: {', '.join(found)}. It goes out with every letter that it signs, and cannot be called "
            "back. Use one that names a role, such as Disclosure Officer, and no person or e-mail address."
        )
        self.found = found


def sign_letter(
    desk: Desk,
    case_id: int,
    letter_id: int | None = None,
    *,
    dated: date | None = None,
    at_step: Callable[[str], None] = lambda step: None,
) -> Signed:
    """Check, compose, draw, sign, verify and store a letter. `dated` is today unless given (demo and past cases, decision 8).

    What was typed and not saved is saved first, as the officer saw it in the letter. Raises BlockedError where a finding blocks,
    UserError where no identity is unlocked or its certificate has expired. `at_step` hears the name of each step.
    """
    if desk.identity is None:
        raise UserError("Unlock the signing identity first.")
    refuse_expired(desk.identity, desk.now())
    save_typed(desk, case_id)
    with writing_letter(desk, case_id, letter_id) as (work, letter):
        case = work.case
        letter.dated = dated or desk.today()
        stop = blocking(findings(desk, case, letter, "sign", composed(desk, case, letter)))
        if stop:
            raise BlockedError(stop)
        at_step("checked")
        when = desk.now()
        data = signed_bytes(desk, case, letter, desk.identity, when, at_step)
        letter.sha256 = files.keep(work.session, data)
        letter.signed, letter.signed_at = True, when
        if letter.kind in ANSWERING:
            work.move(Act.SIGN)
        work.record(
            "signed",
            letter=letter.id,
            letter_kind=letter.kind,
            sha256=letter.sha256,
            fingerprint=desk.identity.fingerprint,
            questions=len(case.questions),
        )
        at_step("recorded")
        done = Signed(letter.id, letter.sha256, pages(data), desk.identity.fingerprint)
    at_step("committed")
    return done


def signed_bytes(
    shelf: Shelf,
    case: Case,
    letter: Letter,
    identity: Identity,
    when: datetime,
    at_step: Callable[[str], None] = lambda step: None,
) -> bytes:
    """A letter composed, drawn, signed and verified in memory; `when` is printed and is the signature's time."""
    blocks = compose(
        case,
        letter,
        shelf.catalogue,
        shelf.wording,
        shelf.clock(case),
        today=shelf.today(),
        signed_at=when,
        logo=shelf.logo_of(letter),
    )
    drawn = draw(blocks, letter_meta(case, letter, letter.dated or shelf.today(), shelf), draft=False)
    at_step("drawn")
    data = sign(drawn, identity, when)
    at_step("signed")
    checked = verify(data, pinned={identity.fingerprint})
    if not (checked.valid and checked.covers_whole_file):
        raise RuntimeError("a letter did not verify after signing")
    at_step("verified")
    return data


def withdraw_signature(desk: Desk, case_id: int, letter_id: int, reason: str) -> None:
    """Take back the signature of a letter that was not sent. The signed bytes stay in the store as superseded (decision 7)."""
    if not reason.strip():
        raise UserError("Say why the signature is withdrawn: the reason is kept in the history.")
    with desk.writing(case_id) as work:
        letter = find_letter(work, letter_id)
        if letter.sent is not None:
            raise UserError("This letter has been sent. Write a correction instead.")
        if letter.sha256 is None:
            raise UserError("This letter is not signed.")
        letter.superseded = [*letter.superseded, letter.sha256]
        letter.sha256, letter.signed, letter.signed_at = None, False, None
        if letter.kind in ANSWERING:
            work.move(Act.WITHDRAW)
        work.renew_clock()  # an answered case counts by the holidays of that day, an open one by those known now
        digest = work.save_text(f"letter:{letter.id}:withdrawn", reason.strip())
        work.record("signature-withdrawn", letter=letter.id, sha256=letter.superseded[-1], reason=digest)


def make_identity(desk: Desk, role: str, passphrase: str, *, kind: str = "rsa", personal: bool = False) -> str:
    """Make a signing identity for a role of the authority, keep it in the store and unlock it; returns its fingerprint (SHA-256, hex).

    `kind` is "rsa" or "p256". Raises PersonalError where the role reads like a person's name, unless the officer agreed (`personal`);
    UserError before the first-run profile was filled in.
    """
    data = identities.make_identity(role, profile(desk).name, passphrase, kind=kind, now=desk.now())
    return import_identity(desk, data, passphrase, personal=personal)


def import_identity(desk: Desk, p12: bytes, passphrase: str, *, personal: bool = False) -> str:
    """Keep the identity of a PKCS#12 file and unlock it.

    Raises UserError for a wrong password or a certificate that is not in force, and PersonalError for one that tells of a person,
    unless the officer agreed to that (`personal`).
    """
    identity = identities.load_identity(p12, passphrase)
    refuse_expired(identity, desk.now())
    found = refuse_personal(identity, agreed=personal)
    with desk.writing() as work:
        kept = files.keep(work.session, p12)
        pinned = settings.get(work.session, "pinned", [])
        settings.put(work.session, "pinned", sorted({*pinned, identity.fingerprint}))
        settings.put(work.session, "identity", {"file": kept, "role": identity.role, "fingerprint": identity.fingerprint})
        work.record("identity-kept", fingerprint=identity.fingerprint, personal=bool(found))
    desk.identity = identity
    return identity.fingerprint


def import_identity_file(desk: Desk, path: Path, passphrase: str, *, personal: bool = False) -> str:
    """As `import_identity`, out of a file. Raises UserError also where the file cannot be read or is none of that kind."""
    return import_identity(desk, read_file(path, MOST_P12, TOO_LARGE_P12), passphrase, personal=personal)


def refuse_expired(identity: Identity, now: datetime) -> None:
    """Raises UserError where a signature made now would rest on a certificate that is not in force."""
    if identity.not_after < now:
        raise UserError(f"The certificate expired on {_day(identity.not_after)}. Import a newer one in Settings.")
    if identity.not_before > now:
        raise UserError(
            f"The certificate is valid from {_day(identity.not_before)} only, and by this computer's clock that has not come yet."
        )


def refuse_personal(identity: Identity, *, agreed: bool) -> tuple[str, ...]:
    """What a certificate tells of a person. Raises PersonalError where it tells anything, unless the officer agreed to that."""
    found = identities.personal_parts(identity.certificate)
    if found and not agreed:
        raise PersonalError(found)
    return found


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def unlock_identity(desk: Desk, passphrase: str) -> None:
    """Load the signing key once for this session. Raises UserError where there is none, or for a wrong password."""
    with desk.reading() as session:
        kept = settings.get(session, "identity", None)
        if kept is None:
            raise UserError("There is no signing identity yet. Make one or import one in Settings.")
        data = files.fetch(session, kept["file"])
    desk.identity = identities.load_identity(data, passphrase)


def identity_role(desk: Desk) -> str | None:
    """The role that the kept signing identity names, if there is one."""
    with desk.reading() as session:
        kept = settings.get(session, "identity", None)
    return kept["role"] if kept else None


def verify_file(desk: Desk | None, data: bytes, trust_pem: bytes | None = None) -> Verification:
    """What a signature is worth: checked against the identities that this store has pinned, or a certificate authority."""
    pinned: set[str] = set()
    if desk is not None:
        with desk.reading() as session:
            pinned = set(settings.get(session, "pinned", []))
    trust = base64.b64encode(trust_pem).decode() if trust_pem else None
    told = in_worker("foidesk.letters.verify:examine", data, pinned=sorted(pinned), trust=trust)
    return from_plain(told)
