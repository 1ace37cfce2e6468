"""What a signed letter is worth, in plain words: the same in the window and on the command line."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from foidesk.desk.office import LONDON, Desk
from foidesk.desk.sign import verify_file
from foidesk.intake.read import read_file
from foidesk.letters.verify import Verification
from foidesk.model import LetterKind
from foidesk.store import files, queries

MOST_PDF = 100 << 20
MOST_TRUST = 1 << 20
GOOD, UNKNOWN, BAD = "good", "unknown", "bad"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter of this store: its case's reference and its kind. `whole` means that the file is just that letter, and nothing more."""

    reference: str
    kind: LetterKind
    whole: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """What a letter is worth. `verdict` is "good", "unknown" (sound, of a certificate that is not known here) or "bad".

    `headline` says it in one sentence, `lines` say who signed, when, what happened since, which letter it is and what trust means.
    """

    verdict: str
    headline: str
    lines: tuple[str, ...]
    fingerprint: str | None
    letter: KeptLetter | None
    found: Verification

    @property
    def good(self) -> bool:
        """Whether the letter can be relied on."""
        return self.verdict == GOOD


def file_worth(desk: Desk | None, path: Path, trust: Path | None = None) -> Worth:
    """Verify any PDF of the disk, in a process of its own; `trust` is a file with the certificate of an authority.

    Raises UserError for a file that cannot be read, is no PDF or bears no signature.
    """
    data = read_file(path, MOST_PDF, "A letter to verify has {limit} MB at most.")
    return worth_of(desk, data, read_file(trust, MOST_TRUST, "A certificate file has {limit} MB at most.") if trust else None)


def letter_worth(desk: Desk, sha256: str) -> Worth:
    """Verify a signed letter as the store keeps it, in a process of its own."""
    with desk.reading() as session:
        data = files.fetch(session, sha256)
    return worth_of(desk, data)


def worth_of(desk: Desk | None, data: bytes, trust_pem: bytes | None = None) -> Worth:
    """What a file is worth: its signature, and whether it is one of this store's letters."""
    found = verify_file(desk, data, trust_pem)
    letter = _kept(desk, data, found) if desk is not None else None
    lines = [*_signed(found), *found.reasons, *_which(letter, desk is not None), *_trust(found, given=trust_pem is not None)]
    verdict = GOOD if found.good else UNKNOWN if found.valid and not found.changed_after_signing else BAD
    return Worth(verdict, _headline(verdict, found), tuple(lines), found.fingerprint, letter, found)


def _kept(desk: Desk, data: bytes, found: Verification) -> KeptLetter | None:
    """The letter of the store that a file is, or begins with."""
    whole = hashlib.sha256(data).hexdigest()
    with desk.reading() as session:
        for sha256 in dict.fromkeys(filter(None, (whole, found.signed_sha256))):
            kept = queries.find_letter(session, sha256)
            if kept is not None:
                reference, letter = kept
                return KeptLetter(reference, letter.kind, sha256 == whole, letter.sha256 != sha256)
    return None


def _headline(verdict: str, found: Verification) -> str:
    if verdict == GOOD:
        return "Good: unchanged since it was signed, by a certificate that is known here."
    if verdict == UNKNOWN:
        return "Unchanged since it was signed, but by a certificate that is not known here."
    return (
        "Do not rely on this file: it is not as it was signed."
        if found.changed_after_signing
        else "Do not rely on this signature."
    )


def _signed(found: Verification) -> list[str]:
    lines = []
    if found.signer and found.time:
        who = f"{found.signer}, {found.organisation}," if found.organisation else found.signer
        lines.append(f"Signed by {who} on {_moment(found.time)}, by the clock of the computer that signed.")
    if found.stamped:
        lines.append(f"A time stamp in it says {_moment(found.stamped)}. Who gave the stamp is not checked here.")
    if found.valid:
        lines.append("Nothing was changed in it or added to it since.")
    return lines


def _which(letter: KeptLetter | None, has_store: bool) -> list[str]:
    if letter is None:
        return ["It is none of the letters that this store keeps."] if has_store else []
    name = f"{letter.kind.value.replace('_', ' ')} in case {letter.reference}"
    if not letter.whole:
        return [f"What was signed is the {name}, which this store keeps. What was added is not part of it."]
    if letter.withdrawn:
        return [f"It is the {name}, but its signature was withdrawn: another may have taken its place."]
    return [f"It is the {name}, byte for byte as this store keeps it."]


def _trust(found: Verification, *, given: bool) -> list[str]:
    """What the certificate proves, and to whom; `given` says that a certificate to trust was given with the file."""
    if found.fingerprint is None:
        return []
    if not found.self_made:
        vouched = f"The certificate says that {found.issuer or 'an authority without a name'} issued it"
        return [f"{vouched}, and it is known here." if found.trusted else f"{vouched}; nothing here confirms that."]
    if not found.valid:
        return ["The signer made the certificate; nobody vouches for it."]
    known = ("It is trusted because you said so. " if given else "It is one of this store's own. ") if found.trusted else ""
    return [
        f"The signer made the certificate; nobody vouches for it. {known}It shows that nothing was changed to whoever compares its "
        "fingerprint with one that the authority gave by another way. To anybody else it proves nothing about who signed."
    ]


def _moment(moment: datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
