"""The verb "answer as case N": what was decided there, with answers, reasons and tables, as a draft here; no name crosses from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from foidesk.desk.attach import file_stem
from foidesk.desk.audit import plain_words
from foidesk.desk.decide import GROUND_TEXTS, may_have_grounds
from foidesk.desk.file_words import words_of
from foidesk.desk.names import Names
from foidesk.desk.office import Desk, Work
from foidesk.errors import UserError
from foidesk.law.stages import Act
from foidesk.model import Attachment, AttachmentRole, Case, CaseLink, Decision, Ground, LinkKind, Outcome, Question, Stage
from foidesk.store import files, queries
from foidesk.store.alike import nearness

CLONED = frozenset({Outcome.DISCLOSED, Outcome.PARTIAL, Outcome.WITHHELD, Outcome.NCND, Outcome.NOT_HELD})
"""The others are about that one request: what it would have cost, who asked it, what was unclear in it."""
SAME_QUESTION = 75
"""From this nearness on (0 to 100) one question is taken for the other."""

_TEXTS = ("reason", "harm", "pi_for", "pi_against", "pi_balance")
_WORDS = ("where", "publication_plan", "enactment", "interests_of", "breach_of_confidence", "data_protection", "purpose_31_2")
_PLAIN = ("by_reference_to", "likelihood", "pi_duty", "statistical")
"""Not among them: opinions, certificates, consultations and earlier answers. Each is of its own request and must be got anew."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken over. `left_out` says in plain words what was not, since it names somebody of the other case or cannot be read.

    `questions` pairs the labels, this case's first. `naming_the_case` are files that bear the other case's reference.
    """

    reference: str
    questions: tuple[tuple[str, str], ...]
    undecided: tuple[str, ...]
    grounds: int
    attachments: tuple[str, ...]
    left_out: tuple[str, ...]
    naming_the_case: tuple[str, ...]


def pairs(case: Case, other: Case) -> list[tuple[Question, Question]]:
    """The questions of a case with those of another that ask the same and were decided there, each taken once, the nearest first."""
    decided = [question for question in other.every_question() if any(item.outcome in CLONED for item in question.decisions)]
    mine = [question for question in case.every_question() if not question.same_answer_as]
    near = [(nearness(one.text, two.text), place, one, two) for place, one in enumerate(mine) for two in decided]
    found: list[tuple[int, Question, Question]] = []
    for score, place, one, two in sorted(near, key=lambda item: (-item[0], item[1])):
        if score >= SAME_QUESTION and not any(one is mine or two is theirs for _, mine, theirs in found):
            found.append((place, one, two))
    return [(one, two) for _, one, two in sorted(found, key=lambda item: item[0])]


def answer_as(desk: Desk, case_id: int, reference: str) -> Taken:
    """Take over from another case what was decided about the same questions: answers, grounds and the tables that foidesk made there.

    What stands here already stays. A text or table that names somebody of the other case is left out, and told of. Raises UserError where
    the other case is not there, is this one, was disposed of, or has nothing decided about a question like one of these.
    """
    with desk.changing(case_id) as work:
        other = _other(work, reference)
        clone = _Clone(work, other)
        for mine, theirs in pairs(work.case, other):
            clone.question(mine, theirs)
        if not clone.questions:
            raise UserError(
                f"No question of this case that is still undecided asks what case {other.reference} decided. Open it and read it instead."
            )
        clone.attach()
        if not any(link.kind is LinkKind.SAME_ANSWER and link.reference == other.reference for link in work.case.links):
            work.case.links.append(CaseLink(kind=LinkKind.SAME_ANSWER, reference=other.reference, position=len(work.case.links)))
        work.follow(Act.DECIDE)
        work.session.flush()
        work.record(
            "answered-as",
            as_case=other.id,
            questions=[mine.id for mine, _ in clone.pairs],
            grounds=[ground.id for ground in clone.grounds.values()],
            attachments=len(clone.attached),
            left_out=len(clone.left_out),
            texts=clone.save(),
        )
        return clone.taken()


def _other(work: Work, reference: str) -> Case:
    found = queries.find_case(work.session, reference.strip().replace("_", "/"))
    other = queries.load_case(work.session, found) if found is not None else None
    if other is None:
        raise UserError(f"There is no case {reference} in this store.")
    if other is work.case:
        raise UserError("That is this case itself. Choose another one.")
    if other.stage is Stage.DISPOSED:
        raise UserError(f"Case {other.reference} was disposed of: its words are gone.")
    return other


class _Clone:
    """One taking over, as it goes."""

    def __init__(self, work: Work, other: Case) -> None:
        self.work, self.other, self.names = work, other, Names(other)
        self.pairs: list[tuple[Question, Question]] = []
        self.grounds: dict[str, Ground] = {}
        self.decisions: list[Decision] = []
        self.attached: list[Attachment] = []
        self.left_out: list[str] = []
        self.naming: list[str] = []

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        return tuple((mine.label, theirs.label) for mine, theirs in self.pairs)

    def question(self, mine: Question, theirs: Question) -> None:
        """The decisions of one question; one that is decided here stays as it is."""
        if mine.decisions:
            return
        self.pairs.append((mine, theirs))
        for decision in theirs.decisions:
            if decision.outcome in CLONED:
                self._decision(mine, theirs, decision)

    def _decision(self, mine: Question, theirs: Question, source: Decision) -> None:
        place = f"Question {theirs.label}"
        made = Decision(
            outcome=source.outcome,
            extent_kind=source.extent_kind,
            extent_words=self._clean(source.extent_words, f"{place}: the words of the extent") or "",
            held=source.held,
            answer=self._clean(source.answer, f"{place}: the answer"),
            regime=source.regime,
            in_the_alternative=source.in_the_alternative,
            different_information=source.different_information,
            record_year=source.record_year,
            position=len(mine.decisions),
        )
        if may_have_grounds(source.outcome):
            made.grounds = [self._ground(ground) for ground in source.grounds]
        mine.decisions.append(made)
        self.decisions.append(made)

    def _ground(self, source: Ground) -> Ground:
        """A ground of the same provision; the one that this case has already, with its own reasoning, is used again."""
        if source.key in self.grounds:
            return self.grounds[source.key]
        case = self.work.case
        made = next((ground for ground in case.grounds if ground.provision == source.provision), None)
        if made is None:
            place = f"The reasoning on {source.provision}"
            taken = {ground.key for ground in case.grounds}
            key = next(key for key in (f"g{number}" for number in range(1, len(taken) + 2)) if key not in taken)
            made = Ground(key=key, provision=source.provision, position=len(case.grounds))
            for name in _PLAIN:
                setattr(made, name, getattr(source, name))
            for name in (*_TEXTS, *_WORDS):
                empty: Any = [] if name in ("pi_for", "pi_against") else None
                setattr(made, name, self._clean(getattr(source, name), place) or empty)
            case.grounds.append(made)
        self.grounds[source.key] = made
        return made

    def attach(self) -> None:
        """The tables that foidesk made there and that went out with the answer, under names of this case."""
        case = self.work.case
        held = {item.sha256 for item in case.attachments}
        for source in self.other.attachments:
            is_ours = source.made_here and source.role is AttachmentRole.ANSWER and source.listed and source.sha256
            if not is_ours or source.sha256 in held or not self._may_cross(source):
                continue
            made = Attachment(
                name=_free_name(case, source.name),
                role=source.role,
                media_type=source.media_type,
                sha256=source.sha256,
                pages=source.pages,
                made_here=True,
                position=len(case.attachments),
            )
            case.attachments.append(made)
            self.attached.append(made)
            if source.name in self.naming:
                self.naming[self.naming.index(source.name)] = made.name

    def _may_cross(self, source: Attachment) -> bool:
        assert source.sha256 is not None
        try:
            words = words_of(files.fetch(self.work.session, source.sha256), source.name)
        except UserError:
            self.left_out.append(f"The attachment {source.name}: its words cannot be read")
            return False
        if self.names.stand_in(words):
            self.left_out.append(f"The attachment {source.name}: it names somebody of that case")
            return False
        if self.other.reference in words:
            self.naming.append(source.name)
        return True

    def _clean(self, value: Any, place: str) -> Any:
        """A text, unless it names somebody of the other case."""
        if value and self.names.stand_in(plain_words(value)):
            told = f"{place}: it names somebody of that case"
            if told not in self.left_out:
                self.left_out.append(told)
            return None
        return value

    def save(self) -> dict[str, str]:
        """Begin the versions of every text that was taken over; returns their keyed hashes by field."""
        return {name: self.work.save_text(name, value) for name, value in self._texts()}

    def _texts(self) -> Iterator[tuple[str, Any]]:
        for decision in self.decisions:
            if decision.answer:
                yield f"decision:{decision.id}:answer", decision.answer
        for ground in dict.fromkeys(self.grounds.values()):
            for name in GROUND_TEXTS:
                if value := getattr(ground, name):
                    yield f"ground:{ground.id}:{name}", value

    def taken(self) -> Taken:
        """What was taken over, in the words of the case."""
        undecided = tuple(
            question.label
            for question in self.work.case.questions
            if not question.same_answer_as and not any(item.decisions for item in question.with_parts())
        )
        names = tuple(item.name for item in self.attached)
        return Taken(
            self.other.reference,
            self.questions,
            undecided,
            len(self.grounds),
            names,
            tuple(self.left_out),
            tuple(name for name in self.naming if name in names),
        )


def _free_name(case: Case, name: str) -> str:
    suffix = name.rpartition(".")[2]
    taken = {item.name.rsplit(".", 1)[0] for item in case.attachments}
    stems = (f"{file_stem(case)}-attachment-{number}" for number in range(1, len(taken) + 2))
    return f"{next(stem for stem in stems if stem not in taken)}.{suffix}"
