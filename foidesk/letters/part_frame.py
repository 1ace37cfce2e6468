"""The frame of a letter: letterhead, title, reference block, opening; attachments, re-use, complaints, signature."""

from collections.abc import Iterator

from foidesk.law.provisions import is_eir
from foidesk.law.sight import REFUSING
from foidesk.letters.blocks import Block, Facts, Heading, Letterhead, ListBlock, Place, Signature, paragraph
from foidesk.letters.rich import rich
from foidesk.letters.writing import Writing, count, day, lines, moment
from foidesk.model import AttachmentRole, LetterKind, Outcome, Section


def head(writing: Writing) -> Iterator[Block]:
    """Letterhead, title, reference block and salutation."""
    case, authority = writing.case, writing.case.authority
    yield Letterhead(name=authority.name, address=lines(authority.address), place=Place("letterhead"))
    yield writing.heading(f"title-{writing.letter.kind.value}", 1, Place("title"), title=case.title or case.reference)
    to = ", ".join(filter(None, [case.requester.name, case.requester.organisation])) or "The requester"
    rows = [
        ("To", to),
        ("Our reference", case.reference),
        ("Request received", day(case.received)),
        ("Date of this letter", day(writing.dated)),
    ]
    yield Facts(rows=tuple(rows), place=Place("facts"))
    if case.requester.name:
        yield writing.say("salutation", Place("salutation"), name=case.requester.name)
    else:
        yield writing.say("salutation-unnamed", Place("salutation"))


def opening(writing: Writing) -> Iterator[Block]:
    """How the letter begins, and the apology where it is late."""
    place = Place("opening", field="opening")
    own = writing.own("opening", place)
    if own:
        yield from own
    else:
        yield writing.say(_opening(writing), place, received=day(writing.case.received), reference=writing.case.reference)
    yield from rich(writing.letter.late_apology, Place("late_apology", field="late_apology"))


def _opening(writing: Writing) -> str:
    if writing.letter.kind is LetterKind.ACKNOWLEDGEMENT:
        return "opening-acknowledgement"
    under = {is_eir(writing.regime(decision)) for _, decision in writing.decisions} or {is_eir(writing.case.regime)}
    return "opening-mixed" if len(under) == 2 else "opening-eir" if under == {True} else "opening"


def clarification(writing: Writing) -> Iterator[Block]:
    """What the requester is asked for (s.1(3))."""
    if writing.letter.clarification:
        place = Place("clarification", field="clarification")
        yield writing.heading("clarification-heading", 2, place)
        yield from rich(writing.letter.clarification, place)
        yield writing.say("clarification-law", place)


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


def attachments(writing: Writing) -> Iterator[Block]:
    """What is enclosed, with page counts."""
    listed = [item for item in writing.case.attachments if item.listed and item.role is AttachmentRole.ANSWER]
    if not listed:
        return
    place = Place("attachments")
    yield writing.heading("attachments-heading", 2, place)
    yield writing.say("attachments-intro", place)
    words = [
        writing.wording.text(
            "attachment-line-pages" if item.pages else "attachment-line",
            writing.dated,
            name=item.name,
            pages=count(item.pages, "page") if item.pages else "",
        )
        for item in listed
    ]
    yield ListBlock(items=tuple((paragraph(text),) for text in words), place=place)


def reuse(writing: Writing) -> Iterator[Block]:
    """The terms of re-use, where information is given."""
    gives = writing.having(Outcome.DISCLOSED) or writing.having(Outcome.PARTIAL)
    if gives and writing.case.authority.reuse and not writing.leaves_out(Section.REUSE):
        place = Place("reuse")
        yield writing.heading("reuse-heading", 2, place)
        yield from rich(writing.case.authority.reuse, place)


def complaints(writing: Writing) -> Iterator[Block]:
    """How to complain to the authority, the right of s.50, and where the Commissioner is."""
    authority, place = writing.case.authority, Place("complaints")
    shown: list[Block] = []
    if not writing.leaves_out(Section.COMPLAINTS):
        if authority.complaints:
            shown += rich(authority.complaints, place)
            if authority.review_days:
                shown.append(writing.say("review-days", place, days=authority.review_days))
        elif authority.no_complaints_procedure:
            shown.append(writing.say("no-complaints-procedure", place))
    eir = any(is_eir(writing.regime(decision)) and decision.outcome in REFUSING for _, decision in writing.decisions)
    if eir and not writing.leaves_out(Section.REPRESENTATIONS):
        shown.append(writing.say("eir-representations", place))
    if not writing.leaves_out(Section.SECTION_50):
        shown.append(writing.say("section-50" if authority.complaints else "section-50-no-procedure", place))
        if authority.regulator_contact and not writing.leaves_out(Section.REGULATOR_CONTACT):
            shown.append(writing.say("regulator-contact", place))
            shown += [paragraph(line, place=place, small=True) for line in [", ".join(lines(authority.regulator_contact))]]
    if shown:
        yield writing.heading("complaints-heading", 2, place)
        yield from shown


def signature(writing: Writing) -> Iterator[Block]:
    """The close and who signs; the printed time is that of the signature (decision 8)."""
    place = Place("signature", field="closing")
    own = writing.own("closing", place)
    if own:
        yield from own
    else:
        word = "sincerely" if writing.case.requester.name else "faithfully"
        yield writing.say("closing", place, faithfully=word)
    authority = writing.case.authority
    names = [authority.signatory_name, authority.signatory_role or "Disclosure Officer", authority.name]
    signed = writing.wording.text("signed-line", writing.dated, when=moment(writing.signed_at)) if writing.signed_at else ""
    yield Signature(lines=tuple(name for name in names if name), signed_at=signed, place=place)


def public_head(writing: Writing) -> Iterator[Block]:
    """The head of the public copy: the title, the reference and the dates, and nobody's name."""
    yield Heading(level=1, text=writing.case.title or writing.case.reference, place=Place("title"))
    rows = (
        ("Reference", writing.case.reference),
        ("Request received", day(writing.case.received)),
        ("Answered", day(writing.letter.sent or writing.dated)),
    )
    yield Facts(rows=rows, place=Place("facts"))
