"""Provisions as they are cited in running words: told apart from postcodes and from the sections of other Acts."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from foidesk.law.provisions import Catalogue, Provision, normal
from foidesk.law.wordcheck_lexicon import Lexicon
from foidesk.model import Regime

_LIMBS = r"\d{1,2}(?!\d)[A-Z]?(?:\s?\(\d{0,2}[A-Za-z]{0,4}\))*"
_CITED = re.compile(
    rf"(?<![\w£/.-])(?P<law>(?:sub-?)?sections?\s?|s\.\s?s?\.?\s?|ss?\s?(?=\d)|regulations?\s|regs?\.?\s?)(?P<first>{_LIMBS})"
    rf"(?P<more>(?:,?\s?(?:,|and|&|or|to)\s?(?:sections?\s|s\.?\s?)?{_LIMBS}(?!\s?(?:hours?|days?|%|per\b)))*)",
    re.IGNORECASE,
)
_MAY_CITE = re.compile(r"[Ss]ection|[Rr]eg|[Ss]\.?\s?\d|SECTION|REG")
# "S35 2BA" is a postcode; so is "S36" in front of a line end and "1FY".
_POSTCODE = re.compile(r"S\d{1,2}\s+\d[A-Z]{2}\b")
_READ_WITH = re.compile(
    r"(?:\s+of\s[^,;.]{0,50})?\s*,?\s*(?:read with|by virtue of|together with|and)\s+"
    r"(?:sections?\s|s\.?\s?)?40\s?(\((?:3A|3B|4A)\)(?:\s?\([a-z]\))?)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*(?:(?:\([^)]{0,30}\)|read with [^,;.]{0,30})\s*)?(?:of|in|to)\s+(?:the\s+)?(?P<what>[^.;:\n]{1,90})", re.IGNORECASE
)
_THING = re.compile(
    r"\s+(?:agreements?|notices?|stops?|orders?|search(?:es)?|appeals?|officers?|payments?|works?|land|sites?|powers?)\b"
)
_NAMED = re.compile(
    r"((?:[A-Z][\w’'&-]*,?|\([A-Z][^)]{0,60}\)|and|of|the|for|etc\.?)\s+){0,12}(?:Act|Order|Rules|Regulations|Measure|Convention|Code|GDPR)\b(?:\s\d{4})?"
)
_BACK = re.compile(r"(?:that|the same|the said|those|these)\s+(?:act|regulations)", re.IGNORECASE)
_PARTS = re.compile(_LIMBS)
_SECTION = re.compile(r"\d+[A-Za-z]?")
_RUN = re.compile(r"(\d{1,2}[A-Z]?\(\d\))((?:\([a-h]\)){2,})$")


MOST_CITED, MOST_SENTENCE = 200, 1500
"""No passage of a letter cites more, and no sentence is longer: a text made to be slow is cut short."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision where a text cites it: in the catalogue's form, and the sentence that cites it."""

    cited: str
    section: str
    provision: Provision | None
    sentence: str
    start: int
    eir: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether only a section is named."""
        return self.cited == self.section


def citations(text: str, catalogue: Catalogue, lexicon: Lexicon) -> Iterator[Citation]:
    """The provisions of the Act, or of the Regulations, that a passage cites, in its order; those of other texts are left out."""
    if not _MAY_CITE.search(text):
        return
    ends = [match.end() for match in _ENDS.finditer(text)]
    for found in islice(_CITED.finditer(text), MOST_CITED):
        if _POSTCODE.match(text, found.start()) or _is_of_another(text, found, lexicon):
            continue
        eir = found["law"].lower().startswith("reg")
        condition = _READ_WITH.match(text, found.end())
        named = [
            limb for part in [found["first"], *_PARTS.findall(found["more"][:MOST_SENTENCE])] for limb in _limbs(normal(part))
        ]
        for cited in named:
            if cited.startswith("40(2)") and condition:
                cited = "40(2)" + normal(condition[1])
            section = _SECTION.match(cited)
            if section is None:
                continue
            provision = catalogue.find(cited, Regime.EIR if eir else Regime.FOIA)
            if provision is not None and (provision.regime is Regime.EIR) != eir:
                provision = None
            yield Citation(cited, section[0].upper(), provision, _sentence(text, ends, found.start()), found.start(), eir)


def _limbs(cited: str) -> list[str]:
    """Limbs run together are one citation each: "31(1)(a)(b)" is 31(1)(a) and 31(1)(b)."""
    run = _RUN.match(cited)
    return [f"{run[1]}({letter})" for letter in re.findall(r"\(([a-z])\)", run[2])] if run else [cited]


def _is_of_another(text: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the words around say that this is the section of another Act, or of no Act at all."""
    if _THING.match(text, found.end()):
        return True
    before = text[max(0, found.start() - 90) : found.start()]
    named_before = re.search(r"(?:Act|Regulations|Order|Rules|GDPR)(?:\s\d{4})?,?\s*\(?$", before)
    if named_before:
        return not _is_ours(_last_named(before), lexicon)
    of = _OF.match(text, found.end())
    if of is None:
        return False
    what = of["what"]
    if _BACK.match(what):
        return not _is_ours(_last_named(text[max(0, found.start() - 2000) : found.start()]), lexicon)
    if re.match(rf"(?:{'|'.join(lexicon.data['other_text'])})", what, re.IGNORECASE):
        return True
    named = _NAMED.match(what)
    return named is not None and not _is_ours(named.group(), lexicon)


def _last_named(text: str) -> str:
    """The Act that a text named last; ours, where it named none."""
    names = [match.group() for match in _NAMED.finditer(text)]
    return names[-1] if names else "the Act"


def _is_ours(name: str, lexicon: Lexicon) -> bool:
    bare = re.sub(r"\s\d{4}$", "", name.strip()).strip().lower()
    bare = re.sub(r"^the\s+", "", bare)
    return bare in lexicon.data["foia"] or bare in lexicon.data["eir"]


def _sentence(text: str, ends: list[int], at: int) -> str:
    """The sentence around a place, given where sentences end; a point after "s" or "reg" ends none."""
    after = bisect_right(ends, at)
    start, end = ends[after - 1] if after else 0, ends[after] if after < len(ends) else len(text)
    return text[max(start, at - MOST_SENTENCE) : min(end, at + MOST_SENTENCE)].strip()


_ENDS = re.compile(r"(?<!\bs)(?<!\bss)(?<!\breg)[.?!;](?=\s)|\n", re.IGNORECASE)
