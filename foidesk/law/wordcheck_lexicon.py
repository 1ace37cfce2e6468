"""The words that the reading of a letter goes by, made into patterns. The words themselves are data: resources/law/letter-words.json."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

Pattern = re.Pattern[str]

_CLAUSE = re.compile(r"(?<=[.;:?!])\s+|\n+|,?\s+(?=(?:but|however|although|though|because|since)\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;?!])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that should not be there. `has` are letters that are in all of them: a look for these tells sooner that there are none."""

    has: str
    pattern: Pattern
    meant: str = ""

    def may_be_in(self, lowered: str) -> bool:
        """Whether it is worth looking."""
        return self.has in lowered


@dataclass(frozen=True)
class Lexicon:
    """The patterns for one authority, whose name stands for "we" in its letters."""

    data: Mapping[str, Any]
    authority: str = ""

    @cached_property
    def we(self) -> str:
        """Who speaks in the letter, as a pattern."""
        named = [re.escape(self.authority)] if self.authority else []
        return f"(?:{'|'.join([*self.data['we'], *named])})"

    @cached_property
    def confirms(self) -> Pattern:
        """Words that say that something is held, or is not."""
        return self._any("confirms")

    @cached_property
    def confirms_openly(self) -> Pattern:
        """Words that do so whatever stands before them."""
        return self._any("confirms_whatever_stands_before")

    @cached_property
    def counts(self) -> Pattern:
        """A number of things spoken of as known: "the 12 cases"."""
        return self._compiled(self.data["counts"])

    @cached_property
    def counts_of_no_matter(self) -> frozenset[str]:
        """What may be counted all the same."""
        return frozenset(self.data["counts_of_no_matter"])

    @cached_property
    def confirms_other(self) -> Pattern:
        """Words that say whether anything further is held."""
        return self._any("confirms_other")

    @cached_property
    def hedges(self) -> Pattern:
        """Words after which nothing is confirmed: "whether", "if", "neither"."""
        return self._words("hedges")

    @cached_property
    def answers_that_confirm(self) -> Pattern:
        """An answer that begins with yes, no or none."""
        return self._compiled(self.data["answers_that_confirm"])

    @cached_property
    def everything(self) -> Pattern:
        """Words that speak of all there is."""
        return self._words("speaks_of_everything")

    @cached_property
    def not_everything(self) -> Pattern:
        """Turns of phrase in which such words mean something else."""
        return self._words("everything_meant_otherwise")

    @cached_property
    def likely(self) -> Pattern:
        """The lower limb: would be likely to, is likely to."""
        return re.compile(
            r"(?<!more )(?<!less )\blikely(?:,? \w+,?)? to\b|\blikelihood\b|\bwould,? (?:\w+ ){0,2}likely\b", re.IGNORECASE
        )

    @cached_property
    def both_limbs(self) -> Pattern:
        """The words of the Act that name both limbs and choose neither."""
        return re.compile(r"\bwould,? (?:\w+,? )?or (?:would )?(?:be )?likely to(?: be)?,?", re.IGNORECASE)

    @cached_property
    def says_would(self) -> Pattern:
        """The upper limb, in the words of the Act: would prejudice, would endanger."""
        return re.compile(
            rf"(?<!who )\bwould {self._adverbs}(?:be )?{self._adverbs}(?:{'|'.join(self.data['statutory_harm'])})\b", re.I
        )

    @cached_property
    def limbs(self) -> dict[str, Pattern]:
        """Each likelihood with the harm that it is said of; the verbs are those of harm alone, so that "would learn" is none."""
        active = "|".join(verb for verb, _ in self.data["harm_verbs"])
        passive = "|".join(done for _, done in self.data["harm_verbs"])
        harm = rf"{self._adverbs}(?:(?:{active})|be {self._adverbs}(?:{passive}))\b"
        return {
            "would_be_likely": re.compile(rf"\b(?:would|is|are|be)\b[\w ,]{{0,24}}?\blikely to {harm}", re.IGNORECASE),
            "would": re.compile(rf"(?<!who )\bwould {harm}", re.IGNORECASE),
            "may": re.compile(rf"(?<!who )\b(?:may|might|could|can) (?:well )?{harm}", re.IGNORECASE),
        }

    @cached_property
    def disclosure_weighed(self) -> Pattern:
        """Factors about giving information."""
        return self._any("disclosure_weighed")

    @cached_property
    def confirming_weighed(self) -> Pattern:
        """Factors about saying whether information is held."""
        return self._any("confirming_weighed")

    @cached_property
    def interest_weighed(self) -> Pattern:
        """The public interest put in the scales."""
        return self._any("interest_weighed")

    @cached_property
    def balance(self) -> Pattern:
        """The public interest balanced."""
        return self._any("balance")

    @cached_property
    def relied(self) -> Pattern:
        """A provision relied on, rather than spoken of."""
        return self._words("relied")

    @cached_property
    def relied_not(self) -> Pattern:
        """The same, denied."""
        return self._any("relied_not")

    @cached_property
    def argued(self) -> Pattern:
        """What kind of exemption a provision is."""
        return self._any("argued")

    @cached_property
    def refuses(self) -> Pattern:
        """A letter that says that it refuses."""
        return self._any("refuses")

    @cached_property
    def complaints(self) -> Pattern:
        """How to complain to the authority."""
        return self._any("complaints")

    @cached_property
    def commissioner(self) -> Pattern:
        """The way to the Commissioner."""
        return self._any("commissioner")

    @cached_property
    def grammar(self) -> tuple["Slip", ...]:
        """Stray grammar, with what was probably meant."""
        return tuple(Slip(item["has"], self._compiled(item["find"]), item["meant"]) for item in self.data["grammar"])

    @cached_property
    def wrong_pairs(self) -> Mapping[str, str]:
        """Two words that do not stand together, with what was probably meant."""
        return dict(self.data["wrong_pairs"])

    @cached_property
    def doubled_on_purpose(self) -> frozenset[str]:
        """Words that may stand twice."""
        return frozenset(self.data["doubled_on_purpose"])

    @cached_property
    def notes_left_in(self) -> tuple["Slip", ...]:
        """Notes of those who wrote the letter."""
        return tuple(Slip(item["has"], self._compiled(item["find"])) for item in self.data["notes_left_in"])

    @cached_property
    def english(self) -> frozenset[str]:
        """The small words without which no English text is written."""
        return frozenset(self.data["english"])

    @cached_property
    def nobody(self) -> frozenset[str]:
        """Who may be greeted in a public copy."""
        return frozenset(self.data["nobody"])

    @cached_property
    def _adverbs(self) -> str:
        return f"(?:(?:{'|'.join(self.data['adverbs'])}),? ){{0,3}}"

    def _any(self, name: str) -> Pattern:
        return self._compiled("|".join(f"(?:{item})" for item in self.data[name]))

    def _words(self, name: str) -> Pattern:
        return self._compiled(rf"\b(?:{'|'.join(self.data[name])})\b")

    def _compiled(self, pattern: str) -> Pattern:
        numbers = f"(?:{'|'.join(self.data['numbers'])})"
        return re.compile(pattern.replace("{we}", self.we).replace("{n}", numbers), re.IGNORECASE)


class WordLists:
    """The data with its version; patterns are made once for each authority."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.version: str = data["version"]
        self.lexicon = cache(self._lexicon)

    def _lexicon(self, authority: str) -> Lexicon:
        return Lexicon(self.data, authority)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def clauses(text: str) -> list[str]:
    """The clauses of a text: a hedge before a "but" reaches no further."""
    return [part for part in _CLAUSE.split(text) if part.strip()]


def first(pattern: Pattern, texts: Iterable[str]) -> str | None:
    """The first words that a pattern finds; its group "found", where it has one."""
    for text in texts:
        match = pattern.search(text)
        if match:
            return shown(match)
    return None


def shown(match: re.Match[str]) -> str:
    """The few words of a match, for a message."""
    words = match.groupdict().get("found") or match.group()
    return " ".join(words.split())[:80]
