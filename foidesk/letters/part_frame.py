"""The frame of a letter: letterhead, title, reference block, opening; attachments, re-use, complaints, signature."""

from collections.abc import Iterator

from foidesk.law.provisions import is_eir
from foidesk.law.sight import REFUSING
from foidesk.letters.blocks import Block, Facts, Heading, Letterhead, ListBlock, Place, Signature, paragraph
from foidesk.letters.rich import rich, words
from foidesk.letters.writing import Writing, lines
from foidesk.model import AttachmentRole, Letter, LetterKind, Outcome, Section


def head(writing: Writing) -> Iterator[Block]:
    """Letterhead, title, reference block and salutation."""
    case, authority = writing.case, writing.case.authority
    address = tuple(line for line in lines(authority.address) if line != authority.name)
    yield Letterhead(name=authority.name, address=address, logo=writing.logo, place=Place("letterhead"))
    yield writing.heading(f"title-{writing.letter.kind.value}", 1, Place("title"), title=case.title or case.reference)
    rows = (
        (_label(writing, "to"), _addressee(writing)),
        (_label(writing, "reference"), case.reference),
        (_label(writing, "received"), writing.day(case.received)),
        (_label(writing, "dated"), writing.day(writing.dated)),
    )
    yield Facts(rows=rows, place=Place("facts", field="to" if _to_third_party(writing) else None))
    if case.requester.name and not _to_third_party(writing):
        yield writing.say("salutation", Place("salutation"), name=case.requester.name)
    else:
        yield writing.say("salutation-unnamed", Place("salutation"))


def _label(writing: Writing, name: str) -> str:
    return writing.wording.text(f"label-{name}", writing.dated)


def _addressee(writing: Writing) -> str:
    """Who the letter goes to. A third party is never told who made the request, so the requester's name stands in no letter to one."""
    if _to_third_party(writing):
        named = words(writing.letter.own_words.get("to") or "")
        return named or writing.wording.text("to-consultation", writing.dated)
    requester = writing.case.requester
    return ", ".join(filter(None, [requester.name, requester.organisation])) or writing.wording.text(
        "requester-unnamed", writing.dated
    )


def _to_third_party(writing: Writing) -> bool:
    return writing.letter.kind is LetterKind.CONSULTATION


def opening(writing: Writing) -> Iterator[Block]:
    """How the letter begins, and the apology where it is late."""
    place = Place("opening", field="opening")
    own = writing.own("opening", place)
    if own:
        yield from own
    else:
        yield writing.say(
            _opening(writing),
            place,
            received=writing.day(writing.case.received),
            reference=writing.case.reference,
            earlier=_earlier_answer(writing),
            told=_day_of_notice(writing),
            handled=writing.wording.text("handling" if writing.letter.kind in _UNDER_WAY else "handled", writing.dated),
        )
    yield from rich(writing.letter.late_apology, Place("late_apology", field="late_apology"))


_OWN_OPENING = {
    LetterKind.ACKNOWLEDGEMENT,
    LetterKind.INTERNAL_REVIEW,
    LetterKind.REVIEW_ACKNOWLEDGEMENT,
    LetterKind.SECOND_NOTICE,
    LetterKind.CORRECTION,
    LetterKind.SUPPLEMENTARY,
    LetterKind.CONSULTATION,
    LetterKind.INVALID,
}
_UNDER_WAY = {LetterKind.CLARIFICATION, LetterKind.DELAY, LetterKind.FEES_NOTICE, LetterKind.EXTENSION}


def _opening(writing: Writing) -> str:
    if writing.letter.kind is LetterKind.SECOND_NOTICE and not _day_of_notice(writing):
        return "opening-second_notice-undated"
    if writing.letter.kind in _OWN_OPENING:
        return f"opening-{writing.letter.kind.value}"
    under = {is_eir(writing.regime(decision)) for _, decision in writing.decisions} or {is_eir(writing.case.regime)}
    return "opening-mixed" if len(under) == 2 else "opening-eir" if under == {True} else "opening"


def _earlier_answer(writing: Writing) -> str:
    """The answer that this letter follows, by its date where it was sent."""
    sent = _sent(writing, {LetterKind.RESPONSE, LetterKind.SECOND_NOTICE, LetterKind.CORRECTION, LetterKind.SUPPLEMENTARY})
    if sent is None:
        return writing.wording.text("earlier-answer-undated", writing.dated)
    return writing.wording.text("earlier-answer", writing.dated, dated=writing.day(sent.dated or sent.sent or writing.dated))


def _day_of_notice(writing: Writing) -> str:
    """When the requester was told that the public interest needs more time; nothing where no such letter was sent."""
    sent = _sent(writing, {LetterKind.EXTENSION})
    return writing.day(sent.dated or sent.sent or writing.dated) if sent else ""


def _sent(writing: Writing, kinds: set[LetterKind]) -> Letter | None:
    letters = [item for item in writing.case.letters if item.kind in kinds and item.sent and item is not writing.letter]
    return letters[-1] if letters else None


def clarification(writing: Writing) -> Iterator[Block]:
    """What the requester is asked for (s.1(3))."""
    asked = [question for question, _ in writing.having(Outcome.CLARIFY)]
    asking = writing.letter.kind is LetterKind.CLARIFICATION
    if writing.letter.clarification or asking:
        place = Place("clarification", field="clarification")
        yield writing.heading("clarification-heading", 2, place)
        yield from rich(writing.letter.clarification, place) or (writing.say("clarification-missing", place),)
        yield writing.say("clarification-law", place, what=writing.which(asked) if asked else writing.your_request)


def handling(writing: Writing) -> Iterator[Block]:
    """The form of the answer, and how environmental information is handled."""
    if writing.letter.format_refused and writing.letter.format_refused_reason:
        place = Place("format", field="format_refused_reason")
        yield writing.heading("format-heading", 2, place)
        yield from rich(writing.letter.format_refused_reason, place)
    if writing.letter.environmental_handling:
        place = Place("environmental", field="environmental_handling")
        yield writing.heading("environmental-heading", 2, place)
        yield from rich(writing.letter.environmental_handling, place)


def attachments(writing: Writing, *, public: bool = False) -> Iterator[Block]:
    """What is enclosed, with page counts; in the public copy, what was enclosed."""
    listed = [item for item in writing.case.attachments if item.listed and item.role is AttachmentRole.ANSWER]
    if not listed:
        return
    place = Place("attachments")
    yield writing.heading("attachments-heading", 2, place)
    yield writing.say("attachments-intro-public" if public else "attachments-intro", place)
    names = [
        writing.wording.text(
            "attachment-line-pages" if item.pages else "attachment-line",
            writing.dated,
            name=item.name,
            pages=writing.pages(item.pages) if item.pages else "",
        )
        for item in listed
    ]
    yield ListBlock(items=tuple((paragraph(text),) for text in names), place=place)


def reuse(writing: Writing) -> Iterator[Block]:
    """The terms of re-use, where information is given."""
    gives = writing.having(Outcome.DISCLOSED) or writing.having(Outcome.PARTIAL)
    if gives and writing.case.authority.reuse and not writing.leaves_out(Section.REUSE):
        place = Place("reuse")
        yield writing.heading("reuse-heading", 2, place)
        yield from rich(writing.case.authority.reuse, place)


def complaints(writing: Writing) -> Iterator[Block]:
    """How to complain to the authority, the rights of regulation 11 and s.50, and where the Commissioner is."""
    place = Place("complaints")
    shown = [*_own_procedure(writing), *_commissioner(writing)]
    if shown:
        yield writing.heading("complaints-heading", 2, place)
        yield from shown


def _own_procedure(writing: Writing) -> Iterator[Block]:
    """The authority's own procedure; after a review there is no further step of it."""
    authority, place = writing.case.authority, Place("complaints")
    if writing.letter.kind is LetterKind.INTERNAL_REVIEW:
        return
    if not writing.leaves_out(Section.COMPLAINTS):
        if authority.complaints:
            yield from rich(authority.complaints, place)
            if authority.review_days and not _only_eir(writing):
                yield writing.say("review-days", place, days=authority.review_days)
        elif authority.no_complaints_procedure:
            yield writing.say("no-complaints-procedure", place)
    eir = any(is_eir(writing.regime(decision)) and decision.outcome in REFUSING for _, decision in writing.decisions)
    if eir and not writing.leaves_out(Section.REPRESENTATIONS):
        yield writing.say("eir-representations", place)


def _commissioner(writing: Writing) -> Iterator[Block]:
    authority, place = writing.case.authority, Place("complaints")
    if writing.leaves_out(Section.SECTION_50):
        return
    # The regulator is about to change its name, so that stands in one place, with its days, for every sentence that needs it.
    names = {
        "regulator": writing.wording.text("regulator", writing.dated),
        "short": writing.wording.text("regulator-short", writing.dated),
        "first": writing.wording.text("regulator-first", writing.dated),
    }
    if _only_eir(writing):
        yield writing.say("eir-section-50", place, **names)
    elif writing.letter.kind is LetterKind.INTERNAL_REVIEW:
        yield writing.say("section-50-after-review", place, **names)
    else:
        yield writing.say("section-50" if authority.complaints else "section-50-no-procedure", place, **names)
    if authority.regulator_contact and not writing.leaves_out(Section.REGULATOR_CONTACT):
        contact = writing.wording.text("regulator-address", writing.dated, contact=", ".join(lines(authority.regulator_contact)))
        yield writing.say("regulator-contact", place, **names, contact=contact)


def _only_eir(writing: Writing) -> bool:
    """Whether every decision, or the case where none is made yet, is under the Regulations."""
    under = {is_eir(writing.regime(decision)) for _, decision in writing.decisions}
    return under == {True} or (not under and is_eir(writing.case.regime))


def signature(writing: Writing) -> Iterator[Block]:
    """The close and who signs; the printed time is that of the signature (decision 8)."""
    place = Place("signature", field="closing")
    own = writing.own("closing", place)
    if own:
        yield from own
    else:
        named = writing.case.requester.name and not _to_third_party(writing)
        yield writing.say("closing" if named else "closing-unnamed", place)
    authority = writing.case.authority
    role = authority.signatory_role or writing.wording.text("role-unnamed", writing.dated)
    names = [authority.signatory_name, role, authority.name]
    signed = (
        writing.wording.text("signed-line", writing.dated, when=writing.moment(writing.signed_at)) if writing.signed_at else ""
    )
    yield Signature(lines=tuple(name for name in names if name), signed_at=signed, place=place)


def public_head(writing: Writing) -> Iterator[Block]:
    """The head of the public copy: the title, the reference and the dates, and nobody's name."""
    yield Heading(level=1, text=writing.case.title or writing.case.reference, place=Place("title"))
    rows = (
        (_label(writing, "reference-public"), writing.case.reference),
        (_label(writing, "received"), writing.day(writing.case.received)),
        (_label(writing, "answered"), writing.day(writing.letter.sent or writing.dated)),
    )
    yield Facts(rows=rows, place=Place("facts"))
