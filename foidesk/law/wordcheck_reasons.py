"""Word checks of reasons: how likely the harm is, what is cited and what is argued, and which duty the public interest is about."""

import re
from collections.abc import Iterable, Iterator

from foidesk.law.sight import Finding, Severity
from foidesk.law.wordcheck_citing import Citation
from foidesk.law.wordcheck_declare import WordCheck, quoted, word_check
from foidesk.law.wordcheck_lexicon import Lexicon, first, sentences, shown
from foidesk.law.wordcheck_reading import Argument, Piece, Reading
from foidesk.model import Likelihood

WARN = Severity.WARN
_SAID = {
    "would": "\u201cwould\u201d",
    "would_be_likely": "\u201cwould be likely to\u201d",
    "may": "\u201cmay\u201d or \u201ccould\u201d",
}
_HARM_FIELDS = ("harm", "reason", "pi_against", "pi_balance", "qualified_person", "breach_of_confidence")


@word_check("WC03", WARN, "draft", "\u201cwould, or would be likely to\u201d in each section; FOIA s.2(2)")
def likelihood_differs(reading: Reading) -> Iterator[Finding]:
    """Likelihood words that differ from the ground's, or are mixed."""
    for argument in reading.arguments:
        if not argument.rests_on_likelihood or argument.excused:
            continue
        said = _limbs_said(argument.own(*_HARM_FIELDS), reading.lexicon)
        chosen = argument.likelihood
        if chosen is not None:
            for limb, (piece, words) in said.items():
                if limb != chosen.value:
                    yield argument.at(
                        f"{argument.citation} rests on {_SAID[chosen.value]}, but the letter says {quoted(words)}. Use one of them throughout.",
                        piece,
                    )
        elif len(said) > 1:
            named = " and ".join(quoted(words) for _, words in said.values())
            yield argument.at(
                f"The harm for {argument.citation} is said in different ways: {named}. Say \u201cwould\u201d, or "
                "\u201cwould be likely to\u201d, throughout.",
                next(iter(said.values()))[0],
            )


def _limbs_said(pieces: Iterable[Piece], lexicon: Lexicon) -> dict[str, tuple[Piece, str]]:
    """Each limb that is said of a harm, with the first place."""
    said: dict[str, tuple[Piece, str]] = {}
    for piece in pieces:
        text = lexicon.both_limbs.sub(" ", piece.text)
        for limb, pattern in lexicon.limbs.items():
            match = pattern.search(text)
            if match:
                said.setdefault(limb, (piece, shown(match)))
    return said


@word_check("WC14", WARN, "draft", "ICO prejudice test (own knowledge)", like=("VR16", "VR19", "VR75"))
def likelihood_not_said(reading: Reading) -> Iterator[Finding]:
    """Harm argued without a word on how likely it is."""
    for argument in reading.arguments:
        harm = argument.own("harm", "qualified_person")
        if not argument.rests_on_likelihood or argument.excused or not harm:
            continue
        texts = [reading.lexicon.both_limbs.sub(" ", piece.text) for piece in argument.own()]
        said = (reading.lexicon.likely, reading.lexicon.says_would)
        plain = argument.likelihood is Likelihood.WOULD and re.search(r"\bwould\b", " ".join(texts))
        if not plain and not any(first(pattern, texts) for pattern in said):
            yield argument.at(
                f"The likelihood is not stated: the harm for {argument.citation} never says that prejudice \u201cwould\u201d, or "
                "\u201cwould be likely to\u201d, follow. Say which.",
                harm[0],
            )


@word_check("WC04", WARN, "draft", "FOIA s.17(1)(c), s.17(3)", like=("VR13", "VR14", "VR16", "VR17"))
def cited_not_argued(reading: Reading) -> Iterator[Finding]:
    """A provision cited and never argued."""
    for argument in reading.arguments:
        if not argument.excused and not argument.provision.whole_request and not argument.own():
            yield argument.at(f"{argument.citation} is relied on, but the letter never says why it applies.")
    if not reading.stands_alone:
        for piece, item in _relied_beside(reading):
            if piece.section != "ground":
                yield _not_a_ground(reading, piece, item, "the case has no ground for it, so it is nowhere argued")


@word_check("WC05", WARN, "draft", "FOIA s.17(1)(b)")
def argued_not_cited(reading: Reading) -> Iterator[Finding]:
    """A provision argued and not among those cited."""
    if reading.stands_alone:
        yield from _argued_in_text(reading)
        return
    for piece, item in _relied_beside(reading):
        if piece.section == "ground":
            yield _not_a_ground(reading, piece, item, "it is argued here but is not among the provisions relied on")


def _relied_beside(reading: Reading) -> Iterator[tuple[Piece, Citation]]:
    """Exemptions that the officer's words rely on although the case does not."""
    relied = {argument.section for argument in reading.arguments} | _referred_to(reading)
    seen = set()
    for piece, item in reading.cited:
        known = item.provision is not None and item.section not in relied and (piece.section, item.section) not in seen
        if known and piece.section in {"ground", "answer", "body", "opening", "advice"} and reading.is_relied_on(item):
            seen.add((piece.section, item.section))
            yield piece, item


def _referred_to(reading: Reading) -> set[str]:
    """Sections that a locked sentence of the letter names, such as the matters of 31(3): they are no news."""
    return {found for piece in reading.pieces if piece.locked for found in re.findall(r"\b(\d{1,2}[A-Z]?)\(", piece.text)}


def _not_a_ground(reading: Reading, piece: Piece, item: Citation, what: str) -> Finding:
    return reading.at(piece, item.sentence, f"{quoted(_law(item))}: {what}. Add it as a ground, or take it out.")


def _law(item: Citation) -> str:
    return f"{'regulation' if item.eir else 'section'} {item.cited}"


def _argued_in_text(reading: Reading) -> Iterator[Finding]:
    relied = {argument.section for argument in reading.arguments}
    seen = set()
    for piece, item in reading.cited:
        heading = piece.heading and piece.field in {"harm", "interest", "pi_for", "pi_against", "pi_balance"}
        argued = heading or reading.lexicon.argued.search(item.sentence)
        if item.provision is not None and argued and item.section not in relied and item.section not in seen:
            seen.add(item.section)
            yield Finding(
                "", WARN, item.cited, f"{quoted(_law(item))} is argued, but the letter does not say that it relies on it.", ""
            )


@word_check("WC06", WARN, "draft", "ICO guidance on s.40: name the limb; s.17(1)(b)", like=("VR05", "VR50"))
def cited_in_two_forms(reading: Reading) -> Iterator[Finding]:
    """One provision cited in two forms, or a section without the limb that it needs."""
    for argument in reading.arguments:
        others = [item for _, item in reading.cited if item.section == argument.section and item.cited != argument.citation]
        if reading.stands_alone:
            yield from _without_limb(reading, argument, others)
        for item in others:
            if _is_second_form(argument, item):
                yield argument.at(
                    f"The letter cites both {quoted(_law(item))} and {quoted(argument.citation)}. Cite the provision in one form."
                )
                break


def _without_limb(reading: Reading, argument: Argument, others: list[Citation]) -> Iterator[Finding]:
    """A section cited alone, where no other citation names the limb; "first data protection principle" names that of s.40(2)."""
    exact = any(item.cited.startswith(argument.citation) and item.provision for item in others)
    principle = argument.citation == "40(2)" and re.search(r"data protection principle|40\s?\(3A\)", reading.said)
    if argument.provision.limb_required and not exact and not principle:
        yield argument.at(f"{quoted(argument.citation)} does not say which limb is relied on. Cite the subsection and paragraph.")


def _is_second_form(argument: Argument, item: Citation) -> bool:
    """An old or wrong form of the same limb: 40(5) beside 40(5B)(a)(i), 31(3)(a) beside 31(3). A shorter form is shorthand."""
    if item.provision is not None and item.provision.repealed and item.provision.duty is argument.provision.duty:
        return True
    return item.provision is None and item.cited.startswith(argument.citation) and len(item.cited) > len(argument.citation)


@word_check("WC13", WARN, "draft", "FOIA s.2(1)(b) against s.2(2)(b)", like=("VR20",))
def interest_on_the_wrong_duty(reading: Reading) -> Iterator[Finding]:
    """Public interest argued on the wrong duty."""
    for argument in reading.arguments:
        wrong = reading.lexicon.disclosure_weighed if argument.confirms else reading.lexicon.confirming_weighed
        for piece in argument.own("pi_for", "pi_against", "pi_balance", "interest"):
            match = next((found for text in sentences(piece.text) if (found := wrong.search(text))), None)
            if match:
                right, other = (
                    ("saying whether information is held", "disclosing it")
                    if argument.confirms
                    else ("disclosing", "confirming or denying")
                )
                yield argument.at(
                    f"The public interest is argued on the wrong duty: {quoted(shown(match))} is about {other}, but "
                    f"{argument.citation} is about {right}. Argue that side.",
                    piece,
                )
                break


@word_check("WC16", WARN, "draft", "FOIA s.2(3)", like=("VR15",))
def interest_of_an_absolute(reading: Reading) -> Iterator[Finding]:
    """A public interest test argued for a provision that is absolute."""
    elsewhere = reading.lexicon.data["weigh_interest_elsewhere"]
    for argument in reading.arguments:
        if argument.absolute is not True or argument.section in elsewhere:
            continue
        for piece in argument.own():
            match = reading.lexicon.interest_weighed.search(piece.text)
            if match and not re.search(r"\b(?:no|not|nor|without|need not)\b", piece.text[: match.start()][-60:]):
                yield argument.at(
                    f"{argument.citation} is absolute, so nothing is to be weighed: take out {quoted(shown(match))}.", piece
                )
                break


@word_check("WC17", WARN, "draft", "FOIA s.17(3)", like=("VR14", "VR21", "VR82"))
def balance_missing(reading: Reading) -> Iterator[Finding]:
    """No public interest balance for a qualified provision."""
    for argument in reading.arguments:
        if not argument.tested or argument.excused or argument.provision.whole_request:
            continue
        weighed = argument.own("pi_balance") or first(reading.lexicon.balance, (piece.text for piece in argument.own()))
        if not weighed:
            yield argument.at(
                f"{argument.citation} is qualified, but the letter does not say how the public interest was balanced.",
                fix="write:pi_balance",
            )


CHECKS: tuple[WordCheck, ...] = (
    likelihood_differs,
    cited_not_argued,
    argued_not_cited,
    cited_in_two_forms,
    interest_on_the_wrong_duty,
    likelihood_not_said,
    interest_of_an_absolute,
    balance_missing,
)
