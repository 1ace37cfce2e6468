"""What can be chosen from: the provisions that decisions may rest on, those that fit first, and the kinds of letter that may follow."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from foidesk.desk.draft import ANSWERING, FURTHER
from foidesk.desk.office import SEALED, Shelf
from foidesk.law.happenings import KNOWN
from foidesk.law.provisions import Provision, is_eir, normal
from foidesk.law.stages import NO_LETTER
from foidesk.model import Case, Decision, Duty, LetterKind, Outcome, Regime
from foidesk.paths import resource

_SECTIONS = {Outcome.COST: "12", Outcome.VEXATIOUS: "14(1)", Outcome.REPEATED: "14(2)"}
"""Outcomes that rest on one place of the Act only."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A provision to choose. `fits` says that it answers the duty of the decisions; `words` are all that it can be found by."""

    provision: Provision
    fits: bool
    words: str


def provisions_for(shelf: Shelf, case: Case, decision_ids: Iterable[int]) -> list[Choice]:
    """Every provision of the law that governs the decisions, those that fit them first, else in the order of the Act."""
    wanted = set(decision_ids)
    decisions = [decision for _, decision in case.every_decision() if decision.id in wanted]
    regime = next((decision.regime for decision in decisions if decision.regime), case.regime)
    found = [_choice(item, decisions, regime) for item in shelf.catalogue.all(regime)]
    return sorted(found, key=lambda choice: not choice.fits)


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that hold every word that was typed; a citation finds its own place first, then what lies under it."""
    cited = normal(typed).lower()
    words = typed.casefold().split()
    ranked = [(rank, choice) for choice in choices if (rank := _rank(choice, cited, words)) is not None]
    return [choice for _, choice in sorted(ranked, key=lambda pair: (not pair[1].fits, pair[0]))]


def _rank(choice: Choice, cited: str, words: list[str]) -> int | None:
    citation = choice.provision.citation.lower()
    if cited and citation == cited:
        return 0
    if cited and cited[0].isdigit() and citation.startswith(cited):
        return 1
    if all(word in choice.words for word in words):
        return 2
    return None


def _choice(item: Provision, decisions: Sequence[Decision], regime: Regime) -> Choice:
    law = _search_words("eir" if is_eir(regime) else "foia")
    aliases = law.get(item.citation) or law.get(item.section) or ""
    denial = "ncnd neither confirm nor deny" if item.duty is Duty.CONFIRM else ""
    kind = "absolute" if item.absolute else "qualified" if item.absolute is False else ""
    words = " ".join([item.citation, item.title, *item.asks, item.basis.replace("_", " "), kind, denial, aliases]).casefold()
    return Choice(item, all(fits(item, decision.outcome) for decision in decisions), words)


def fits(item: Provision, outcome: Outcome) -> bool:
    """Whether a provision answers the duty that a decision is about: a neither-confirm-nor-deny decision needs one on s.1(1)(a)."""
    if outcome in _SECTIONS and item.regime is Regime.FOIA:
        return item.citation.startswith(_SECTIONS[outcome])
    if outcome is Outcome.NCND:
        return item.duty is Duty.CONFIRM
    return item.duty is Duty.DISCLOSE


@cache
def _search_words(law: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(resource("law", "search-words.json").read_text("utf-8"))[law]
    return found


def letters_for(case: Case) -> list[LetterKind]:
    """The kinds of letter that may be started now; none while a signed one waits to be sent, or once the case is disposed of."""
    if case.stage in NO_LETTER:
        return []
    return [kind for kind in LetterKind if _may_start(case, kind)]


def _may_start(case: Case, kind: LetterKind) -> bool:
    has = {letter.kind for letter in case.letters}
    event = _EVENTS.get(kind)
    if event is not None and event not in KNOWN.get(case.regime, frozenset()):
        return False
    if any(letter.sent is not None and letter.kind in ANSWERING for letter in case.letters) or case.stage in SEALED:
        return kind not in ANSWERING or kind in FURTHER
    if kind is LetterKind.SECOND_NOTICE:
        return LetterKind.EXTENSION in has
    if kind in _OF_REVIEWS:
        return case.regime in _REVIEWS
    return kind not in FURTHER and not (kind is LetterKind.RESPONSE and kind in has)


_EVENTS = {LetterKind.FEES_NOTICE: "fees-notice", LetterKind.EXTENSION: "extension-notice"}
"""Letters that only a law with this event of the clock knows."""
_OF_REVIEWS = frozenset({LetterKind.INTERNAL_REVIEW, LetterKind.REVIEW_ACKNOWLEDGEMENT})
_REVIEWS = frozenset({Regime.FOIA_INTERNAL_REVIEW, Regime.FOIA_INTERNAL_REVIEW_MAX, Regime.EIR_INTERNAL_REVIEW})
