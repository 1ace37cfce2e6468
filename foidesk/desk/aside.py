"""Verbs for findings that the officer read and answers for: set aside with a reason, and taken back.

Only what does not block can be set aside. It holds for this finding alone: once what it says or rests on changes, it is found anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from foidesk.desk.check import findings, sight_of
from foidesk.desk.draft import Composed, composed, current_letter, find_letter
from foidesk.desk.office import Desk, Shelf, Work
from foidesk.errors import UserError
from foidesk.law.aside import fingerprint
from foidesk.law.aside import may_be_set_aside as may_be_set_aside
from foidesk.law.declared import title_of
from foidesk.law.rules import Finding
from foidesk.law.sight import Severity
from foidesk.model import Case, Letter, SetAside


@dataclass(frozen=True, slots=True)
class PutAside:
    """A finding that stands and was set aside: by whom, when, and why. The reason is case text."""

    id: int
    finding: Finding
    reason: str
    officer: str
    at: datetime


def parted(
    shelf: Shelf, case: Case, letter: Letter, words: Composed, found: Iterable[Finding]
) -> tuple[list[Finding], list[PutAside]]:
    """The findings that are to be read, and those that were set aside and still say the same of the same facts."""
    if not case.set_asides:
        return list(found), []
    sight = sight_of(shelf, case, letter, words)
    kept = {(row.fingerprint, row.letter_id): row for row in case.set_asides}
    to_read, aside = [], []
    for finding in found:
        row = kept.get((fingerprint(finding, sight), _letter_of(finding, letter)))
        if row is None or not may_be_set_aside(finding):
            to_read.append(finding)
        else:
            aside.append(PutAside(row.id, finding, row.reason, row.officer, row.at))
    return to_read, aside


def set_aside(desk: Desk, case_id: int, finding: Finding, reason: str, letter_id: int | None = None) -> int:
    """Set a warning or information aside, with the reason; returns its number. `letter_id` is the letter that was checked.

    Raises UserError for a finding that blocks, one that does not stand any more, or no reason.
    """
    if not reason.strip():
        raise UserError("Say why it is set aside: the reason is kept with the case.")
    if finding.severity is Severity.BLOCK:
        raise UserError("This must be put right before the letter is signed, so it cannot be set aside.")
    if not may_be_set_aside(finding):
        raise UserError("This only says what was not checked, so there is nothing to set aside.")
    with desk.changing(case_id) as work:
        letter = _checked_letter(work, finding, letter_id)
        words = composed(desk, work.case, letter)
        to_read, _ = parted(desk, work.case, letter, words, findings(desk, work.case, letter, "publish", words))
        if finding not in to_read:
            raise UserError("This finding does not stand any more. Read the checks again.")
        row = SetAside(
            rule=finding.rule,
            target=finding.target,
            ground=finding.ground,
            letter_id=_letter_of(finding, letter),
            fingerprint=fingerprint(finding, sight_of(desk, work.case, letter, words)),
            reason=reason.strip(),
            officer=desk.officer.name,
            at=desk.now(),
        )
        work.case.set_asides.append(row)
        work.session.flush()
        digest = work.save_text(f"aside:{row.id}:set_aside", row.reason)
        work.record("finding-set-aside", set_aside=row.id, rule=row.rule, about=title_of(row.rule), reason=digest)
        return row.id


def take_back(desk: Desk, case_id: int, number: int) -> None:
    """Have a finding read again that was set aside. The reason stays in the history."""
    with desk.changing(case_id) as work:
        row = next((item for item in work.case.set_asides if item.id == number), None)
        if row is None:
            raise UserError("That finding is not set aside any more.")
        work.case.set_asides.remove(row)
        work.record("set-aside-taken-back", set_aside=number, rule=row.rule, about=title_of(row.rule))


def _checked_letter(work: Work, finding: Finding, letter_id: int | None) -> Letter:
    """The letter that was checked. A finding about the letter itself needs one that is written down, so it is made a row."""
    if letter_id is None and finding.target != "letter":
        return current_letter(work.case)
    return find_letter(work, letter_id)


def _letter_of(finding: Finding, letter: Letter) -> int | None:
    return letter.id if finding.target == "letter" else None
