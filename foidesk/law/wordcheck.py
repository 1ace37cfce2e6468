"""The word checks: the letter's own words are read as its reader will read them (docs/law.md, the word checks)."""

from collections.abc import Iterable

from foidesk.law import wordcheck_answers, wordcheck_frame, wordcheck_reasons
from foidesk.law.declare import STAGES
from foidesk.law.sight import Finding, Severity
from foidesk.law.wordcheck_declare import WordCheck
from foidesk.law.wordcheck_reading import Reading

__all__ = ["CHECKS", "NOT_READ", "WordCheck", "read", "showing"]

CHECKS: tuple[WordCheck, ...] = tuple(
    sorted((*wordcheck_answers.CHECKS, *wordcheck_reasons.CHECKS, *wordcheck_frame.CHECKS), key=lambda check: check.id)
)

NOT_READ = "NOTE"
"""What stands in the place of a check's number where a letter in another language was not read."""

_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


def read(reading: Reading, stage: str = "publish", told: Iterable[Finding] = ()) -> list[Finding]:
    """What the word checks that show at a stage find, worst first.

    `told` are findings of the rules: where one of them names the same fault at the same place, the words are not reported as well. A
    letter in another language is not read, and the one finding says so.
    """
    if not is_read(reading):
        words = "The words of this letter were not read: they are not in English, or not in English alone. Read it yourself."
        return [Finding(NOT_READ, Severity.INFO, "letter", words, ""), *_names_only(reading, stage, told)]
    found = dict.fromkeys(finding for check in showing(reading, stage) for finding in check.look(reading))
    return _sorted(finding for finding in found if not _is_told(finding, told))


def is_read(reading: Reading) -> bool:
    """Whether the letter is in the language that is read here."""
    return reading.language.lower().split("-")[0] == "en"


def showing(reading: Reading, stage: str) -> list[WordCheck]:
    """The checks that apply to this letter and show at a stage."""
    return [check for check in CHECKS if STAGES.index(check.stage) <= STAGES.index(stage) and (reading.whole or check.any_law)]


def _names_only(reading: Reading, stage: str, told: Iterable[Finding]) -> list[Finding]:
    """A name is a name in any language."""
    check = wordcheck_frame.person_in_public_copy
    found = check.look(reading) if stage == "publish" else ()
    return _sorted(finding for finding in found if not _is_told(finding, told))


_LIKE = {check.id: frozenset(check.like) for check in CHECKS}


def _is_told(finding: Finding, told: Iterable[Finding]) -> bool:
    """Whether a rule names the same fault of the same ground or question; of a fault of the letter, whether it names it at all."""
    return any(item.rule in _LIKE[finding.rule] and (item.target == finding.target or item.target == "letter") for item in told)


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: (_ORDER[finding.severity], finding.rule))
