"""Word checks of the document: facts that disagree, stray words, and what every refusal must tell."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from foidesk.law.declare import spoken
from foidesk.law.rules_letter import named_in, placeholders_in
from foidesk.law.sight import Finding, Severity
from foidesk.law.wordcheck_declare import WordCheck, quoted, word_check
from foidesk.law.wordcheck_lexicon import Lexicon, sentences, shown
from foidesk.law.wordcheck_reading import Piece, Reading

WARN, BLOCK = Severity.WARN, Severity.BLOCK

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"(?:\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?)?"
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTHS}) (?P<year>\d{{4}})\b"
)
_RECEIVED = re.compile(rf"\breceived (?:by us |here )?on (?:the )?{_DATE.pattern}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS_LIKE_A_FILE = re.compile(r"\.(?:pdf|csv|xls|doc|od[st]|zip|pptx|jpg|png)", re.IGNORECASE)
_ANY_REFERENCE = re.compile(r"\b\d{1,6}[A-Z]?[/_]\d{2,4}\b")
_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_REFERENCE = re.compile(
    r"\b(?:our|the|request) (?:reference|ref\.?)(?: number| no\.?)?(?: is|:)? (?P<found>[A-Z]{0,6}[ -]?\d{1,6}[A-Z]?[/_]\d{2,4})\b",
    re.I,
)
_QUESTION = re.compile(
    r"\bquestions? (?P<first>\d{1,3}(?:\([a-z]\))?)(?P<more>(?:(?:, | and | to |-)\d{1,3}(?:\([a-z]\))?)*)(?! of\b| in (?:the|your|our)\b|\))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\d{1,3}(?:\([a-z]\))?")
_FILE = re.compile(r"(?<![\w/.@:-])[\w][\w-]{0,80}\.(?:pdf|csv|xlsx|xls|docx|doc|ods|odt|zip|pptx|jpg|png)\b", re.IGNORECASE)


@word_check("WC07", WARN, "sign", "document check", any_law=True)
def facts_disagree(reading: Reading) -> Iterator[Finding]:
    """Dates, reference, question numbers or attachments that disagree."""
    for piece, line in reading.own_lines:
        for words, told in (
            *_impossible_days(line),
            *_wrong_receipt(reading, piece, line),
            *_wrong_reference(reading, piece, line),
        ):
            yield reading.at(piece, words, told)
        for words, told in (*_no_such_question(reading, piece, line), *_no_such_file(reading, piece, line)):
            yield reading.at(piece, words, told)


Told = tuple[str, str]
"""Some words of the letter, and what is wrong with them."""


def _impossible_days(line: str) -> Iterator[Told]:
    for match in _DATE.finditer(line) if _YEAR.search(line) else ():
        day = _day(match)
        if day is None:
            yield shown(match), f"There is no {quoted(shown(match))}. Correct the date."
        elif match["weekday"] and _WEEKDAYS[day.weekday()] != match["weekday"]:
            yield shown(match), f"{spoken(day)} was no {match['weekday']}day. Correct {quoted(shown(match))}."


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), _MONTHS.split("|").index(match["month"].capitalize()) + 1, int(match["day"]))
    except ValueError:
        return None


def _wrong_receipt(reading: Reading, piece: Piece, line: str) -> Iterator[Told]:
    """The day of receipt is the case's; in a text alone, the one that it names first."""
    if piece.section not in {"opening", "body", "text"}:
        return
    for match in _received(line):
        day = _day(match)
        known = reading.facts.received or _first_receipt(reading)
        if day is not None and day not in known:
            yield (
                shown(match),
                f"{quoted(shown(match))}: the request was received on {spoken(min(known))}. Correct one of the two.",
            )


def _received(line: str) -> Iterator[re.Match[str]]:
    """Days of receipt; where a reference stands beside one, it may be that of another request."""
    other = "received" not in line or _ANY_REFERENCE.search(line)
    return iter(()) if other else _RECEIVED.finditer(line)


def _first_receipt(reading: Reading) -> frozenset[date]:
    days = (_day(match) for _, line in reading.own_lines for match in _received(line))
    return frozenset(list(filter(None, days))[:1])


def _wrong_reference(reading: Reading, piece: Piece, line: str) -> Iterator[Told]:
    own = reading.facts.reference
    if not own or piece.section == "ground" or not re.search(r"[Rr]ef", line):
        return
    for match in _REFERENCE.finditer(line):
        told = match["found"].replace("_", "/")
        if told != own.replace("_", "/") and told not in reading.facts.references:
            yield shown(match), f"{quoted(shown(match))}: the reference of this case is {own}. Correct it."


def _no_such_question(reading: Reading, piece: Piece, line: str) -> Iterator[Told]:
    """Numbers of questions that were not asked; only where the questions are numbered plainly."""
    labels = reading.facts.labels
    if "question" not in line.lower() or not labels or not all(_LABEL.fullmatch(label) for label in labels) or piece.heading:
        return
    numbers = {label.partition("(")[0] for label in labels} | labels
    for match in _QUESTION.finditer(line):
        for label in [match["first"], *_LABEL.findall(match["more"])]:
            if label not in numbers:
                yield shown(match), f"{quoted(shown(match))}: there is no question {label} in this request."


def _no_such_file(reading: Reading, piece: Piece, line: str) -> Iterator[Told]:
    if reading.facts.files is None or piece.section in {"attachments", "ground"} or not _ENDS_LIKE_A_FILE.search(line):
        return
    known = {name.lower() for name in reading.facts.files}
    for match in _FILE.finditer(line):
        if match.group().lower() not in known:
            yield (
                match.group(),
                f"{quoted(match.group())} is named, but no such file is attached. Attach it, or correct the name.",
            )


@word_check("WC08", WARN, "draft", "document check", any_law=True)
def stray_grammar(reading: Reading) -> Iterator[Finding]:
    """Doubled words and stray grammar."""
    lexicon = reading.lexicon
    slips = [
        slip for slip in lexicon.grammar if slip.may_be_in(reading.lowered) and (slip.has or slip.pattern.search(reading.said))
    ]
    for piece, line in reading.own_lines:
        # The cells of a table read out of a PDF stand side by side without a mark between them.
        words = line.split()
        prose = not reading.stands_alone or len(words) > 6 or line.rstrip().endswith((".", "?", "!"))
        for first, second in pairwise(words):
            second = second.rstrip(".,;:!?)\u201d")
            pair = f"{first} {second}"
            if prose and _is_doubled(first, second, lexicon):
                yield reading.at(piece, pair, f"{quoted(pair)} stands twice. Take one out.")
            meant = lexicon.wrong_pairs.get(pair.lower())
            if meant:
                yield reading.at(piece, pair, f"{quoted(pair)}: perhaps {meant} was meant.")
        for sentence in sentences(line) if slips else ():
            for slip in slips:
                found = slip.pattern.search(sentence)
                if found:
                    yield reading.at(piece, shown(found), f"{quoted(shown(found))}: perhaps {slip.meant} was meant.")


def _is_doubled(first: str, second: str, lexicon: Lexicon) -> bool:
    """Whether a word stands twice that is no name ("Wagga Wagga") and none that may ("that that")."""
    name = first[:1].isupper() and second[:1].isupper()
    return first.isalpha() and first.lower() == second.lower() and not name and first.lower() not in lexicon.doubled_on_purpose


@word_check("WC09", WARN, "sign", "document check", any_law=True)
def notes_left_in(reading: Reading) -> Iterator[Finding]:
    """Internal notes left in."""
    slips = [slip for slip in reading.lexicon.notes_left_in if slip.may_be_in(reading.lowered)]
    for piece, line in reading.own_lines if slips else ():
        found = next((match for slip in slips if slip.may_be_in(line.lower()) and (match := slip.pattern.search(line))), None)
        if found:
            yield reading.at(piece, shown(found), f"{quoted(shown(found))} reads like a note among colleagues. Take it out.")


@word_check("WC10", WARN, "sign", "document check", like=("VR62",), any_law=True)
def placeholders(reading: Reading) -> Iterator[Finding]:
    """Placeholders left in."""
    for piece, line in reading.own_lines:
        for found in placeholders_in(line):
            yield reading.at(piece, found, f"{quoted(found)} is a placeholder. Fill it in or take it out.")


@word_check("WC11", WARN, "sign", "FOIA s.17(7)(a)", like=("VR24",))
def no_complaints_paragraph(reading: Reading) -> Iterator[Finding]:
    """A refusal with no word of a complaints procedure."""
    if reading.refuses and not reading.is_public and not reading.says(reading.lexicon.complaints):
        yield _letter(
            "The letter refuses, but has no complaints paragraph: say how to ask for an internal review, or that there is no procedure.",
            None if reading.stands_alone else "settings:complaints",
        )


@word_check("WC12", WARN, "sign", "FOIA s.17(7)(b), s.50", like=("VR25",))
def no_commissioner(reading: Reading) -> Iterator[Finding]:
    """A refusal with no right to apply to the Commissioner."""
    if reading.refuses and not reading.is_public and not reading.says(reading.lexicon.commissioner):
        yield _letter(
            "The letter refuses, but does not tell of the right to apply to the Information Commissioner under section 50.",
        )


@word_check("WC18", WARN, "sign", "FOIA s.17(1)(a), s.17(5)", like=("VR12",))
def refusal_not_said(reading: Reading) -> Iterator[Finding]:
    """A refusal that never says that it is one."""
    if reading.refuses and not reading.lexicon.refuses.search(reading.said):
        yield _letter(
            "The letter relies on an exemption, but never says that it refuses anything. Say that it is a refusal notice.",
        )


def _letter(message: str, fix: str | None = None) -> Finding:
    return Finding("", WARN, "letter", message, "", fix=fix)


@word_check("WC15", BLOCK, "publish", "UK GDPR Art 5 (own knowledge)", like=("VR69", "VR78"), any_law=True)
def person_in_public_copy(reading: Reading) -> Iterator[Finding]:
    """A person's name in a public copy."""
    text = "\n".join(piece.text for piece in reading.public)
    for name in reading.names:
        if named_in(text, [name]):
            yield _letter("The public copy holds a name that must not stand in it. Reword the passage.")
            return
    greeted = re.search(r"^[ \t]*Dear (?P<who>[^\n,]{2,60})", text, re.MULTILINE) if reading.is_public else None
    if greeted and not reading.lexicon.nobody & set(re.findall(r"[a-z]+", greeted["who"].lower())):
        yield _letter("The public copy greets somebody by name. Take the greeting out.")


CHECKS: tuple[WordCheck, ...] = (
    facts_disagree,
    stray_grammar,
    notes_left_in,
    placeholders,
    no_complaints_paragraph,
    no_commissioner,
    refusal_not_said,
    person_in_public_copy,
)
