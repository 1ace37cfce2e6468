"""The rule engine: every declared rule on a whole case in one pass, worst findings first."""

from collections.abc import Iterator

from foidesk.law import rules_decisions, rules_letter, rules_limits, rules_particulars, rules_reasoning
from foidesk.law.declare import STAGES, Rule
from foidesk.law.sight import Finding, Severity, Sight
from foidesk.model import LetterKind, Regime

__all__ = ["HANDED_OFF", "NOT_CHECKED", "RULES", "Finding", "Rule", "Severity", "Sight", "check", "passed"]

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*rules_decisions.RULES, *rules_reasoning.RULES, *rules_particulars.RULES, *rules_limits.RULES, *rules_letter.RULES),
        key=lambda rule: rule.id,
    )
)

HANDED_OFF = frozenset({Regime.FOISA, Regime.SAR, Regime.SAR_EXTENDED})
"""Laws for which foidesk keeps the time and checks the document, but does not check the answer against the law itself."""

NOT_CHECKED = "NOTE"
"""What stands in the place of a rule's number where a finding only says what was not checked."""

WHOLE = {
    LetterKind.RESPONSE,
    LetterKind.INTERNAL_REVIEW,
    LetterKind.EXTENSION,
    LetterKind.SECOND_NOTICE,
    LetterKind.CORRECTION,
}
_ANY_LETTER = {f"VR{number}" for number in (57, 58, 59, 60, 61, 62, 63, 68, 71)}
_OTHER_ACTS = {f"VR{number}" for number in range(57, 64)}
_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


def check(sight: Sight, stage: str = "publish") -> list[Finding]:
    """The findings of every rule that shows at a stage ("draft", "sign", "send" or "publish") and applies to this kind of letter.

    Under a law that foidesk does not know, a last one says so, lest few findings be read as a sound answer.
    """
    found = dict.fromkeys(finding for rule in applying(sight, stage) for finding in rule.look(sight))
    return [*sorted(found, key=lambda finding: (_ORDER[finding.severity], finding.rule)), *_not_checked(sight)]


def _not_checked(sight: Sight) -> Iterator[Finding]:
    if sight.case.regime in HANDED_OFF:
        act = "the Scottish Act" if sight.case.regime is Regime.FOISA else "data protection law"
        words = f"Not checked against {act}: only dates and the document were looked at."
        yield Finding(NOT_CHECKED, Severity.INFO, "letter", words, "")


def passed(sight: Sight, stage: str, found: list[Finding]) -> list[Rule]:
    """The rules that were asked and found nothing."""
    named = {finding.rule for finding in found}
    return [rule for rule in applying(sight, stage) if rule.id not in named]


def applying(sight: Sight, stage: str) -> list[Rule]:
    """The rules that apply to the kind of letter and the regime, and show at a stage."""
    if sight.case.regime in HANDED_OFF:
        wanted = _OTHER_ACTS
    elif sight.letter.kind in WHOLE:
        wanted = {rule.id for rule in RULES}
    else:
        wanted = _ANY_LETTER
    return [rule for rule in RULES if rule.id in wanted and STAGES.index(rule.stage) <= STAGES.index(stage)]
