"""A letter as the word checks read it: pieces of words with the places they come from, and what each provision has to say for itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from foidesk.law.provisions import Absolute, Catalogue, Provision
from foidesk.law.sight import Finding, Reliance, Severity, Sight
from foidesk.law.wordcheck_citing import Citation, citations
from foidesk.law.wordcheck_lexicon import Lexicon, Pattern
from foidesk.model import Duty, ExtentKind, Likelihood, Outcome, Question

OFFICERS_FIELDS = frozenset(
    {
        "opening",
        "summary",
        "closing",
        "body",
        "late_apology",
        "clarification",
        "advice_and_assistance",
        "advice_not_possible",
        "goodwill_note",
        "environmental_handling",
        "format_refused_reason",
    }
)
"""Fields of the letter itself that the officer writes; other words of it are found by what they say."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a letter: the section they stand in, and the ground, question and field that they come from.

    `quoted` words are somebody else's, `locked` ones state the law: neither are the officer's own.
    """

    section: str
    text: str
    ground: str | None = None
    question: str | None = None
    field: str | None = None
    quoted: bool = False
    locked: bool = False
    heading: bool = False

    @property
    def own(self) -> bool:
        """Whether the authority answers for these words."""
        return not (self.quoted or self.locked)


@dataclass(frozen=True, slots=True)
class Argument:
    """One provision relied on, what kind it is, and the authority's own words that argue it.

    `key` is the ground's in the case, `likelihood` the one chosen there; both are null where only words were read. `excused`: no
    reasons can be given (s.17(4)).
    """

    citation: str
    provision: Provision
    pieces: tuple[Piece, ...]
    absolute: Absolute
    tested: bool
    key: str | None = None
    labels: tuple[str, ...] = ()
    likelihood: Likelihood | None = None
    excused: bool = False

    @property
    def section(self) -> str:
        """The section or regulation."""
        return self.provision.section

    @property
    def confirms(self) -> bool:
        """Whether it is about the duty to confirm or deny."""
        return self.provision.duty is Duty.CONFIRM

    @property
    def rests_on_likelihood(self) -> bool:
        """Whether the Act asks that the harm would, or would be likely to, follow. Under the Regulations it always "would"."""
        return self.provision.basis in {"prejudice", "endangerment", "qp_opinion"}

    def own(self, *fields: str) -> list[Piece]:
        """Its own words in these fields, in all without any."""
        return [piece for piece in self.pieces if piece.own and not piece.heading and (not fields or piece.field in fields)]

    def at(self, message: str, piece: Piece | None = None, fix: str = "write:reason") -> Finding:
        """A finding on it; its place is the piece's where one is given."""
        if piece is not None and piece.field:
            fix = f"write:{piece.field}"
        place = fix if self.key else None
        return Finding("", Severity.WARN, self.citation, message, "", ground=self.key, questions=self.labels, fix=place)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the case says and the letter must not contradict."""

    reference: str | None = None
    references: frozenset[str] = frozenset()
    received: frozenset[date] = frozenset()
    labels: frozenset[str] = frozenset()
    files: frozenset[str] | None = None


@dataclass
class Reading:
    """A letter, or the text of one, ready to be read.

    `denied` are pieces in which nothing may be confirmed, `beside_other` answers that stand beside a denial of *other* information.
    `public` is the public copy, with the `names` that it must not hold. `whole` is false for letters that answer nothing.
    """

    pieces: tuple[Piece, ...]
    lexicon: Lexicon
    catalogue: Catalogue
    arguments: tuple[Argument, ...] = ()
    denied: tuple[Piece, ...] = ()
    beside_other: tuple[Piece, ...] = ()
    denies_other: bool = False
    refuses: bool = False
    stands_alone: bool = True
    facts: Facts = field(default_factory=Facts)
    public: tuple[Piece, ...] = ()
    is_public: bool = False
    names: tuple[str, ...] = ()
    whole: bool = True
    language: str = "en"

    @cached_property
    def own(self) -> list[Piece]:
        """The authority's own words."""
        return [piece for piece in self.pieces if piece.own]

    @cached_property
    def own_lines(self) -> list[tuple[Piece, str]]:
        """The same line by line."""
        return [(piece, line) for piece in self.own for line in piece.text.split("\n") if line.strip()]

    @cached_property
    def said(self) -> str:
        """All that the letter says, the law's words too, without what it quotes."""
        return "\n".join(piece.text for piece in self.pieces if not piece.quoted)

    @cached_property
    def lowered(self) -> str:
        """The same in small letters."""
        return self.said.lower()

    def says(self, pattern: Pattern) -> bool:
        """Whether the letter says something, looked for from its end: how to complain stands there."""
        return any(pattern.search(piece.text) for piece in reversed(self.pieces) if not piece.quoted)

    @cached_property
    def cited(self) -> list[tuple[Piece, Citation]]:
        """Every provision that the authority's own words cite."""
        return [(piece, item) for piece in self.own for item in citations(piece.text, self.catalogue, self.lexicon)]

    @cached_property
    def _by_piece(self) -> dict[int, list[Citation]]:
        by_piece: dict[int, list[Citation]] = {}
        for piece, item in self.cited:
            by_piece.setdefault(id(piece), []).append(item)
        return by_piece

    def cited_in(self, piece: Piece) -> list[Citation]:
        """The provisions that one of the authority's own pieces cites."""
        return self._by_piece.get(id(piece), [])

    def at(self, piece: Piece, words: str, message: str) -> Finding:
        """A finding on some words of a piece: on its ground, its question, or the letter."""
        for argument in self.arguments:
            if piece.ground is not None and argument.key == piece.ground:
                return argument.at(message, piece)
        if piece.question:
            return Finding("", Severity.WARN, f"Q{piece.question}", message, "", questions=(piece.question,), fix="write-answer")
        place = f"letter:{piece.field}" if piece.field in OFFICERS_FIELDS else f"find:{words}"
        return Finding("", Severity.WARN, "letter", message, "", fix=None if self.stands_alone else place)

    def is_relied_on(self, item: Citation) -> bool:
        """Whether a citation is one of what the letter relies on, rather than a word about it."""
        return self.lexicon.relied.search(item.sentence) is not None and not self.lexicon.relied_not.search(item.sentence)


def of_case(sight: Sight, pieces: tuple[Piece, ...], public: tuple[Piece, ...], lexicon: Lexicon, *, whole: bool) -> Reading:
    """The reading of a composed letter with its case."""
    case = sight.case
    arguments = tuple(_argument(item, pieces) for item in sight.reliances if item.provision and (item.in_play or item.pending))
    other = _labels(sight, ExtentKind.OTHER)
    return Reading(
        pieces=pieces,
        lexicon=lexicon,
        catalogue=sight.catalogue,
        arguments=arguments,
        denied=tuple(_denied(sight, pieces, arguments)),
        beside_other=tuple(piece for piece in pieces if piece.own and (piece.question in other and piece.section == "answer")),
        denies_other=bool(other),
        refuses=sight.refuses,
        stands_alone=False,
        facts=Facts(
            case.reference,
            frozenset(
                filter(None, [*(link.reference for link in case.links), *(item.previous_reference for item in case.grounds)])
            ),
            frozenset({case.received, *([case.sent_by_requester.date()] if case.sent_by_requester else [])}),
            frozenset(question.label for question in case.every_question()),
            frozenset(item.name for item in case.attachments),
        ),
        public=public,
        names=tuple(filter(None, [case.requester.name, case.requester.email, case.requester.handle, *case.people])),
        whole=whole,
        language=case.language,
    )


def _argument(item: Reliance, pieces: tuple[Piece, ...]) -> Argument:
    assert item.provision is not None
    ground = item.ground
    return Argument(
        ground.provision,
        item.provision,
        tuple(piece for piece in pieces if piece.ground == ground.key),
        item.absolute,
        item.public_interest_test and item.in_play,
        ground.key,
        item.labels,
        ground.likelihood,
        ground.section_17_4,
    )


def _labels(sight: Sight, kind: ExtentKind) -> set[str]:
    """The questions with a denial of this extent."""
    return {question.label for question, decision in sight.having(Outcome.NCND) if decision.extent_kind is kind}


def _denied(sight: Sight, pieces: tuple[Piece, ...], arguments: tuple[Argument, ...]) -> Iterator[Piece]:
    """Where nothing may be confirmed: answers that are wholly denied, the reasons for it, and all of a letter that denies all."""
    labels = {question.label for question in sight.case.every_question() if _is_denied(question)}
    confirming = {argument.key for argument in arguments if argument.confirms}
    everywhere = bool(labels) and all(_is_denied(question) for question, _ in sight.decisions)
    for piece in pieces:
        answer = piece.question in labels and piece.section == "answer"
        if piece.own and (answer or piece.ground in confirming or (everywhere and piece.section in _OPEN)):
            yield piece


_OPEN = {"opening", "summary", "body", "advice", "goodwill", "format"}


def _is_denied(question: Question) -> bool:
    return bool(question.decisions) and all(
        decision.outcome is Outcome.NCND and decision.extent_kind is ExtentKind.ALL for decision in question.decisions
    )
