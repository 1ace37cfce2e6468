"""Rules on the letter: the notice that it must give, its dates, its attachments, its words, and its public copy."""

import re
from collections.abc import Iterator
from datetime import date

from foidesk.law.clock import clear_due
from foidesk.law.declare import Rule, at_letter, at_question, rule, spoken
from foidesk.law.provisions import is_eir
from foidesk.law.sight import REFUSING, Finding, Severity, Sight, says
from foidesk.model import AttachmentRole, LetterKind, Outcome, Section

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO


@rule("VR12", BLOCK, "sign", "FOIA s.17(1)(a), s.17(5)", "letter.left_out refusal")
def refusal_not_stated(sight: Sight) -> Iterator[Finding]:
    """The letter does not state that it refuses."""
    if sight.refuses and sight.letter.leaves_out(Section.REFUSAL_STATEMENT):
        yield at_letter(
            "The statement that this is a refusal notice is switched off. Switch it on again.", "restore:refusal_statement"
        )


@rule("VR24", BLOCK, "sign", "FOIA s.17(7)(a)", "authority.complaints authority.no_complaints_procedure letter.left_out refusal")
def complaints_missing(sight: Sight) -> Iterator[Finding]:
    """No complaints procedure."""
    authority = sight.case.authority
    if not sight.refuses:
        return
    if not says(authority.complaints) and not authority.no_complaints_procedure:
        yield at_letter(
            "A refusal must say how to complain to you, or that there is no procedure. Fill it in in Settings.",
            "settings:complaints",
        )
    elif sight.letter.leaves_out(Section.COMPLAINTS):
        yield at_letter(
            "A refusal must say how to complain to you, or that there is no procedure. Switch it on again.", "restore:complaints"
        )


@rule("VR25", BLOCK, "sign", "FOIA s.17(7)(b)", "letter.left_out refusal")
def section_50_missing(sight: Sight) -> Iterator[Finding]:
    """No right to apply to the Commissioner."""
    if sight.refuses and sight.letter.leaves_out(Section.SECTION_50):
        yield at_letter(
            "A refusal must tell of the right to apply to the Commissioner under section 50. Switch it on again.",
            "restore:section_50",
        )


@rule("VR26", WARN, "sign", "ICO guide on refusal notices", "authority.regulator_contact letter.left_out refusal")
def regulator_contact_missing(sight: Sight) -> Iterator[Finding]:
    """No contact details of the Commissioner."""
    if not sight.refuses or sight.letter.leaves_out(Section.SECTION_50):
        return
    if not says(sight.case.authority.regulator_contact):
        yield at_letter("Add the Commissioner's contact details in Settings.", "settings:regulator_contact")
    elif sight.letter.leaves_out(Section.REGULATOR_CONTACT):
        yield at_letter("The Commissioner's contact details are switched off. Switch them on again.", "restore:regulator_contact")


@rule("VR27", WARN, "draft", "ICO guide on internal reviews; s.45 Code 2018 (own knowledge)", "authority.review_days")
def review_promised_late(sight: Sight) -> Iterator[Finding]:
    """Internal review promised later than 20 working days."""
    if (sight.case.authority.review_days or 0) > 20:
        yield at_letter(
            "An internal review should take no more than 20 working days in most cases. Correct it in Settings.",
            "settings:review_days",
        )


@rule(
    "VR57",
    WARN,
    "sign",
    "FOIA s.10(1); an apology is good practice",
    "clock letter.dated letter.kind letter.late_apology letter.public_interest_decision_by letter.sent",
)
def late_without_apology(sight: Sight) -> Iterator[Finding]:
    """Late without saying so."""
    due = _decision_due(sight)
    if due is not None and sight.letter_day > due and not says(sight.letter.late_apology):
        yield at_letter(f"The answer was due on {spoken(due)}. Say that it is late, and apologise.", "letter:late_apology")


def _decision_due(sight: Sight) -> date | None:
    """The due day; after an extension notice given in time, the day that the notice named; None if another letter has answered."""
    due = sight.clock.due
    answered = any(
        letter.sent and letter is not sight.letter and letter.kind is LetterKind.RESPONSE for letter in sight.case.letters
    )
    if due is None or (answered and sight.letter.kind in _AFTERWARDS):
        return None
    notices = [event.on for event in sight.case.clock if event.event == "extension-notice" and event.on <= due]
    letters = sorted([*sight.case.letters, sight.letter], key=lambda letter: letter.kind is LetterKind.EXTENSION)
    named = [letter.public_interest_decision_by for letter in letters if letter.public_interest_decision_by]
    return named[-1] if notices and named else due


_AFTERWARDS = {LetterKind.INTERNAL_REVIEW, LetterKind.CORRECTION, LetterKind.SUPPLEMENTARY, LetterKind.REVIEW_ACKNOWLEDGEMENT}


@rule("VR58", BLOCK, "sign", "an error in the dates", "case.received letter.dated")
def dated_before_receipt(sight: Sight) -> Iterator[Finding]:
    """Letter dated before the request was received."""
    if sight.dated < sight.case.received:
        yield at_letter(
            "The letter is dated before the request was received. Date it anew, or correct the day of receipt.", "undated"
        )


@rule("VR59", BLOCK, "draft", "FOIA s.9(1)", "clock event.event event.on")
def fees_notice_late(sight: Sight) -> Iterator[Finding]:
    """Fees notice out of time."""
    notices = [event.on for event in sight.case.clock if event.event == "fees-notice"]
    due = sight.clock.due
    if due is not None and any(on > due for on in notices):
        yield at_letter(f"The fees notice came after the answer was due on {spoken(due)}: no fee can be asked any more.", "clock")


@rule("VR60", BLOCK, "draft", "FOIA s.1(3)(b), s.16", "decision.outcome letter.clarification")
def clarification_not_described(sight: Sight) -> Iterator[Finding]:
    """Clarification not described."""
    for question, _ in sight.having(Outcome.CLARIFY):
        if not says(sight.letter.clarification):
            yield at_question(question, f"Question {question.label}: say what you need to know.", "letter:clarification")


@rule("VR61", BLOCK, "sign", "document check", "attachment.file attachment.listed attachment.name attachment.role")
def attachment_mismatch(sight: Sight) -> Iterator[Finding]:
    """Attachments and their list disagree."""
    for item in sight.case.attachments:
        if item.role is AttachmentRole.ANSWER and item.listed != item.has_file:
            missing = "is listed, but there is no file behind it" if item.listed else "is there, but the letter does not list it"
            yield at_letter(f"{item.name} {missing}.", "attachments")


# Bounded, so that a long line of opening brackets is read once and not once for each.
PLACEHOLDERS = re.compile(
    r"\[(?!redacted\b|sic\])\s{0,9}[A-Za-z][^\]\n]{0,200}\]"
    r"|\{[A-Za-z][^}\n]{0,200}\}"
    r"|<(?!https?:|mailto:)[A-Za-z][^<>@\n]{0,200}>"
    r"|(?<!part )(?<!chapter )(?<!article )(?<!schedule )(?<!title )(?<!annex )\bx{2,}\b"
    r"|\bTBC\b|\binsert [a-z]+ here\b|\(insert [^)\n]{1,200}\)",
    re.IGNORECASE,
)


_HINTS = ("[", "{", "<", "xx", "tbc", "insert")


def placeholders_in(text: str) -> list[str]:
    """The placeholders of a text. Most texts hold none, which a look for their marks tells sooner than the pattern does."""
    lowered = text.lower()
    return PLACEHOLDERS.findall(text) if any(hint in lowered for hint in _HINTS) else []


@rule("VR62", BLOCK, "sign", "document check", "words")
def placeholder_left(sight: Sight) -> Iterator[Finding]:
    """Placeholder left in the text."""
    for found in dict.fromkeys(placeholders_in(sight.own_text or "")):
        yield at_letter(f"A placeholder is left in the letter: {found}. Fill it in or take it out.", f"find:{found}")


@rule("VR63", WARN, "send", "document check", "letter.signed")
def not_signed(sight: Sight) -> Iterator[Finding]:
    """Not signed."""
    if not sight.letter.signed:
        yield at_letter("The letter is not signed.", "sign")


@rule("VR66", INFO, "sign", "practice (own knowledge)", "authority.reuse decision.outcome letter.left_out")
def reuse_missing(sight: Sight) -> Iterator[Finding]:
    """No statement on re-use."""
    is_said = says(sight.case.authority.reuse)
    gives = any(True for _ in sight.having(Outcome.DISCLOSED, Outcome.PARTIAL))
    if gives and (not is_said or sight.letter.leaves_out(Section.REUSE)):
        yield at_letter("Say under what terms the information may be re-used.", "restore:reuse" if is_said else "settings:reuse")


@rule("VR68", BLOCK, "draft", "FOIA s.11(3)", "letter.format_refused letter.format_refused_reason")
def form_refused_unreasoned(sight: Sight) -> Iterator[Finding]:
    """Preferred form refused without a reason."""
    if sight.letter.format_refused and not says(sight.letter.format_refused_reason):
        yield at_letter("Say why the information is not given in the form that was asked for.", "letter:format_refused_reason")


@rule("VR69", BLOCK, "publish", "UK GDPR Art 5 (own knowledge)", "public_copy requester.email requester.handle requester.name")
def public_copy_names_requester(sight: Sight) -> Iterator[Finding]:
    """The public copy names the requester."""
    requester = sight.case.requester
    if named := named_in(sight.public_text, [requester.name, requester.email, requester.handle]):
        yield at_letter("The public copy names the requester. Reword the passage.", f"find:{named}")


@rule("VR70", BLOCK, "sign", "FOIA s.10(3), s.17(1)-(2)", "clock event.event event.on")
def extension_notice_late(sight: Sight) -> Iterator[Finding]:
    """Extension notice out of time."""
    due = sight.clock.due
    if due is not None and any(event.event == "extension-notice" and event.on > due for event in sight.case.clock):
        yield at_letter(f"The extension notice had to be given by {spoken(due)}. Answer now, and apologise.", "clock")


@rule(
    "VR71",
    WARN,
    "draft",
    "FOIA s.1(3); ICO: ask within 20 working days",
    "case.received case.regime event.event event.on event.questions event.until",
)
def clarification_late(sight: Sight) -> Iterator[Finding]:
    """Clarification asked late."""
    due = clear_due(sight.case, sight.holidays)
    if due is not None:
        yield at_letter(
            f"Clarification was asked after {spoken(due)}, when the answer was due: the questions that were clear stay late.",
            "clock",
        )


_FORMS = {"excel": (".xlsx", ".csv"), "spreadsheet": (".xlsx", ".csv"), "csv": (".csv",), "word": (".docx",), "pdf": (".pdf",)}


@rule(
    "VR77",
    WARN,
    "sign",
    "FOIA s.11(1)-(3)",
    "attachment.listed attachment.name attachment.role letter.format_refused requester.format_wanted",
)
def form_not_met(sight: Sight) -> Iterator[Finding]:
    """Form wished for but not given."""
    wished = (sight.case.requester.format_wanted or "").lower()
    suffixes = [suffix for word, known in _FORMS.items() if word in wished for suffix in known]
    given = [item.name.lower() for item in sight.case.attachments if item.listed and item.role is AttachmentRole.ANSWER]
    if suffixes and not sight.letter.format_refused and not any(name.endswith(tuple(suffixes)) for name in given):
        yield at_letter(f"The answer was wished as {wished}. Attach it so, or say why not.", "attachments")


@rule("VR78", BLOCK, "publish", "UK GDPR Art 5", "case.people public_copy")
def public_copy_names_person(sight: Sight) -> Iterator[Finding]:
    """The public copy names a person."""
    if named := named_in(sight.public_text, list(sight.case.people)):
        yield at_letter("The public copy holds a name that the case keeps out of it. Reword the passage.", f"find:{named}")


@rule("VR83", BLOCK, "sign", "EIR reg 14(5), reg 11", "case.regime decision.outcome decision.regime letter.left_out")
def representations_missing(sight: Sight) -> Iterator[Finding]:
    """Refusal under the Regulations without representations and appeal."""
    refused = any(is_eir(sight.regime_of(decision)) and decision.outcome in REFUSING for _, decision in sight.decisions)
    if refused and sight.letter.leaves_out(Section.REPRESENTATIONS):
        yield at_letter(
            "A refusal under the Regulations must tell of representations and appeal. Switch it on again.",
            "restore:representations",
        )


def named_in(text: str | None, names: list[str | None]) -> str:
    """The words by which a text names one of these, whatever the case of the letters: the whole name, or the surname after a title."""
    text = text or ""
    lowered = text.lower()
    forms = (form for name in names if name and _may_name(text, lowered, name) for form in _forms(name.split()))
    found = (re.search(rf"(?<!\w)(?:{form})(?!\w)", text, re.IGNORECASE) for form in forms)
    return next((match[0] for match in found if match), "")


_LIKE_ASCII = "\u017f\u212a\u0130\u0131"
"""Letters that a pattern takes for s, k and i, and that do not become these when they are made small."""


def _may_name(text: str, lowered: str, name: str) -> bool:
    """False only where the last word of a name is certainly not in a text, which is told sooner than by the patterns."""
    last = name.split()[-1:]
    return not name.isascii() or any(letter in text for letter in _LIKE_ASCII) or any(word.lower() in lowered for word in last)


_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Sir|Dame|Lord|Lady|Cllr|Councillor|PC|DC|Sgt|Sergeant|Inspector"


def _forms(words: list[str]) -> Iterator[str]:
    """Patterns of a name as it may be written: in its order, surname first, or a title with the surname; blanks may be line ends."""
    escaped = [re.escape(word) for word in words]
    if escaped:
        yield r"\s+".join(escaped)
    if len(escaped) > 1:
        yield rf"{escaped[-1]},\s*{escaped[0]}"
        yield rf"(?:{_TITLES})\.?\s+{escaped[-1]}"


RULES: tuple[Rule, ...] = (
    refusal_not_stated,
    complaints_missing,
    section_50_missing,
    regulator_contact_missing,
    review_promised_late,
    late_without_apology,
    dated_before_receipt,
    fees_notice_late,
    clarification_not_described,
    attachment_mismatch,
    placeholder_left,
    not_signed,
    reuse_missing,
    form_refused_unreasoned,
    public_copy_names_requester,
    extension_notice_late,
    clarification_late,
    form_not_met,
    public_copy_names_person,
    representations_missing,
)
