"""Reading the letter's own words: the composed letter, or the text of any letter or page, handed to the word checks."""

from collections.abc import Iterator, Sequence

from foidesk.desk import reference
from foidesk.law.rules import HANDED_OFF, WHOLE
from foidesk.law.sight import Finding, Sight
from foidesk.law.wordcheck import WordCheck, is_read, read, showing
from foidesk.law.wordcheck_reading import Piece, Reading, of_case
from foidesk.letters.blocks import Block, Heading, ListBlock, Quotation, lines_of


def words_checked(
    sight: Sight, blocks: Sequence[Block], stage: str, told: list[Finding]
) -> tuple[list[Finding], list[WordCheck]]:
    """What the word checks find in a composed letter beyond what the rules told, and those that were asked and found nothing."""
    reading = read_of(sight, blocks)
    found = read(reading, stage, told)
    named = {finding.rule for finding in found}
    asked = showing(reading, stage) if is_read(reading) else []
    return found, [check for check in asked if check.id not in named]


def read_of(sight: Sight, blocks: Sequence[Block]) -> Reading:
    """A composed letter as the word checks read it."""
    pieces = tuple(piece for block in blocks for piece in pieces_of(block))
    public = (Piece("public", sight.public_text),) if sight.public_text else ()
    lexicon = reference.letter_words().lexicon(sight.case.authority.name)
    whole = sight.letter.kind in WHOLE and sight.case.regime not in HANDED_OFF
    return of_case(sight, pieces, public, lexicon, whole=whole)


def pieces_of(block: Block, *, quoted: bool = False) -> Iterator[Piece]:
    """The words of a block with their place; each item of a list is a piece of its own."""
    if isinstance(block, Quotation):
        yield from (piece for inner in block.blocks for piece in pieces_of(inner, quoted=True))
        return
    place = block.place
    items = [list(item) for item in block.items] if isinstance(block, ListBlock) else [[block]]
    for item in items:
        text = "\n".join(line for inner in item for line in lines_of(inner))
        if text.strip():
            yield Piece(
                place.section,
                text,
                place.ground,
                place.question,
                place.field,
                quoted=quoted,
                locked=block.locked,
                heading=isinstance(block, Heading),
            )
