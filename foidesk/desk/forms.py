"""The other forms of a letter as bytes, from the same blocks as the PDF: Word file, response-log page, row of the log, message."""

from foidesk.desk.attach import file_stem
from foidesk.desk.office import Shelf
from foidesk.errors import UserError
from foidesk.letters.blocks import Block
from foidesk.letters.compose import compose, public_copy
from foidesk.letters.email import unsent_email
from foidesk.letters.logrow import log_row
from foidesk.letters.web import log_page
from foidesk.letters.word import word_file
from foidesk.letters.word_parts import WordMeta
from foidesk.letters.writing import day
from foidesk.model import Case, Letter, LetterKind

DRAFT = "Draft – not signed, not sent"


def language_of(case: Case) -> str:
    """The language tag of what is written in a case."""
    return "en-GB" if case.language == "en" else case.language


def word_of(shelf: Shelf, case: Case, letter: Letter) -> bytes:
    """The letter as a Word file. No signature can vouch for one, so each page says that it is a draft, or a copy of what was signed."""
    blocks = compose(
        case, letter, shelf.catalogue, shelf.wording, shelf.clock(case), today=shelf.today(), logo=shelf.logo_of(letter)
    )
    dated = letter.dated or shelf.today()
    signed = letter.signed_at.date() if letter.signed and letter.signed_at else None
    meta = WordMeta(
        title=f"{case.title} ({case.reference})",
        author=case.authority.name,
        reference=case.reference,
        language=language_of(case),
        dated=dated,
        head=f"Copy of the letter signed on {day(signed)}" if signed else DRAFT,
    )
    return word_file(blocks, meta)


def page_of(shelf: Shelf, case: Case, letter: Letter) -> bytes:
    """The response-log page of an answer, without the requester."""
    return log_page(
        _published(shelf, case, letter),
        title=f"{case.title} ({case.reference})",
        authority=case.authority.name,
        dated=letter.dated,
        language=language_of(case),
    )


def row_of(shelf: Shelf, case: Case, letter: Letter) -> bytes:
    """An answer as a row of the response log's table, under its headings."""
    return log_row(
        _published(shelf, case, letter),
        reference=case.reference,
        title=case.title,
        received=case.received,
        answered=letter.sent or letter.dated or shelf.today(),
        page=page_name(case),
    )


def page_name(case: Case) -> str:
    """The file name of a case's response-log page."""
    return f"{file_stem(case)}-log.html"


def _published(shelf: Shelf, case: Case, letter: Letter) -> tuple[Block, ...]:
    return public_copy(case, letter, shelf.catalogue, shelf.wording, shelf.clock(case), today=shelf.today())


def address_of(case: Case, letter: Letter) -> str:
    """The e-mail address that a letter goes to; "" where foidesk knows none.

    A consultation goes to a third party, who must never learn who asked: no message to the requester carries it.
    """
    return "" if letter.kind is LetterKind.CONSULTATION else case.requester.email or ""


def words_of_email(shelf: Shelf, case: Case, letter: Letter) -> tuple[str, str]:
    """Subject and body of the message that a letter goes out with. Raises UserError for a letter that does not go to the requester."""
    if letter.kind is LetterKind.CONSULTATION:
        raise UserError("This letter goes to a third party. Write it out, and send it in a message of your own.")
    body = shelf.wording.text(
        "email-body",
        letter.dated or shelf.today(),
        name=case.requester.name or "Sir or Madam",
        reference=case.reference,
        authority=case.authority.name,
        role=case.authority.signatory_role or "Disclosure Officer",
    )
    return f"{case.title} ({case.reference})", body


def email_of(shelf: Shelf, case: Case, letter: Letter, enclosed: list[tuple[str, str, bytes]], *, as_html: bool = False) -> bytes:
    """The unsent e-mail to the requester; its words as HTML too where that is asked for.

    Raises UserError if the case has no e-mail address, or one that is none.
    """
    subject, body = words_of_email(shelf, case, letter)
    to = address_of(case, letter)
    if not to:
        raise UserError("The requester has no e-mail address. Export the letter and send it by post instead.")
    return unsent_email(
        to=to,
        subject=subject,
        body=body,
        attachments=enclosed,
        date=shelf.now(),
        language=language_of(case) if as_html else None,
    )
