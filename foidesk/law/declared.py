"""Every check that is declared, whatever it reads: for the history, which names it, and for docs/law.md, which tells of it."""

from foidesk.law.rules import RULES, Rule
from foidesk.law.wordcheck import CHECKS, WordCheck

EVERY: tuple[Rule | WordCheck, ...] = (*RULES, *CHECKS)
"""The rules in the order of their numbers, then the word checks in that of theirs."""

_OF_WORDING = {
    "OW01": "The authority's own words state the law",
    "OW02": "The program's words have changed since the authority replaced them",
    "OW03": "Texts without Welsh wording",
    "SP01": "A starting point, and nothing of the case",
}
"""What the desk says of the wording (docs/letter.md): it reads what the law does not see."""
_TITLES = {check.id: check.title for check in EVERY} | _OF_WORDING


def title_of(number: str) -> str:
    """What a check is called; one that is not declared in this version is called by its number."""
    return _TITLES.get(number, number)
