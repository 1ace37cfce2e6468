"""Word checks of answers: what must not be said beside a neither-confirm-nor-deny."""

import re
from collections.abc import Iterator

from foidesk.law.sight import Finding, Severity
from foidesk.law.wordcheck_declare import WordCheck, quoted, word_check
from foidesk.law.wordcheck_lexicon import Lexicon, clauses, shown
from foidesk.law.wordcheck_reading import Piece, Reading


@word_check("WC01", Severity.BLOCK, "draft", "FOIA s.1(1)(a), s.2(1)")
def confirms_or_denies(reading: Reading) -> Iterator[Finding]:
    """Words that confirm or deny beside a neither-confirm-nor-deny."""
    for piece in reading.denied:
        found = _confirming(piece, reading.lexicon)
        if found:
            yield reading.at(
                piece,
                found,
                f"{quoted(found)} confirms or denies what the letter neither confirms nor denies. Reword it or take it out.",
            )
    if reading.denies_other:
        for piece in reading.own:
            found = _MAY_SAY_OTHER.search(piece.text) and _unhedged(reading.lexicon.confirms_other, piece.text, reading.lexicon)
            if found:
                yield reading.at(
                    piece,
                    found,
                    f"{quoted(found)} says whether there is other information, which the letter neither confirms nor denies.",
                )


_MAY_SAY_OTHER = re.compile(r"other|further|more|else|additional", re.IGNORECASE)


def _confirming(piece: Piece, lexicon: Lexicon) -> str | None:
    if piece.section == "answer":
        match = lexicon.answers_that_confirm.search(piece.text.strip())
        if match:
            return shown(match)
    found = _unhedged(lexicon.confirms, piece.text, lexicon)
    if found:
        return found
    match = lexicon.confirms_openly.search(piece.text)
    return shown(match) if match else _counted(piece.text, lexicon)


def _unhedged(pattern: re.Pattern[str], text: str, lexicon: Lexicon) -> str | None:
    """The first words that say so outright: not after "whether", "if", "neither" and the like in the same clause."""
    for clause in clauses(text):
        for match in pattern.finditer(clause):
            before = clause[: match.start()]
            # "Whether or not that is so, we hold none": the comma before the subject ends what the hedge reaches.
            if before.rstrip().endswith(",") and not re.search(r"\b(?:that|whether|if)\W*$", before):
                before = ""
            if not lexicon.hedges.search(before) and not _is_of_no_matter(clause, match, lexicon):
                return shown(match)
    return None


def _is_of_no_matter(clause: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether what is counted is no information: "43 forces", "3 consultations"."""
    rest = re.match(r"\w*(?:\s+\w+)?", clause[match.end() :])
    words = (match.group() + (rest.group() if rest else "")).lower().split()
    return not lexicon.counts_of_no_matter.isdisjoint(words)


def _counted(text: str, lexicon: Lexicon) -> str | None:
    for match in lexicon.counts.finditer(text):
        words = re.findall(r"[a-z]+|\d+", match.group().lower())
        year = any(word.isdigit() and 1900 <= int(word) <= 2100 for word in words)
        if not year and not lexicon.counts_of_no_matter & set(words):
            return shown(match)
    return None


@word_check("WC02", Severity.WARN, "draft", "practice; FOIA s.2(1)")
def speaks_of_everything(reading: Reading) -> Iterator[Finding]:
    """An answer beside a denial of other information that speaks of all there is."""
    for piece in reading.beside_other:
        if not reading.lexicon.everything.search(piece.text):
            continue
        text = reading.lexicon.not_everything.sub(" ", piece.text)
        match = reading.lexicon.everything.search(text)
        if match:
            yield reading.at(
                piece,
                shown(match),
                f"{quoted(_around(text, match))} sounds as if nothing else were held, beside \u201cany other information\u201d that "
                "is neither confirmed nor denied. Say what the answer is, not that it is everything.",
            )


def _around(text: str, match: re.Match[str]) -> str:
    """The match with the two words after it."""
    after = re.match(r"(?:\s+\S+){0,2}", text[match.end() :])
    return " ".join((match.group() + (after.group() if after else "")).split())


CHECKS: tuple[WordCheck, ...] = (confirms_or_denies, speaks_of_everything)
