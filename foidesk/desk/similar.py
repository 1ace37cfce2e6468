"""Cases that ask for the like: why each was found, what was decided there, where that differs from here, and what is only asked again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from foidesk.desk.estimate import Combinable, combinable
from foidesk.desk.office import Desk
from foidesk.desk.proposal import NewRequest
from foidesk.errors import UserError
from foidesk.law.sight import Finding, Severity
from foidesk.model import Case, Decision, LetterKind, Outcome, Question, Stage
from foidesk.store import alike, queries, settings, synonyms
from foidesk.store.alike import nearness
from foidesk.store.receipts import cases_of

SHOWN = 10
SAME_SUBJECT = 60
"""From this nearness on (0 to 100) two questions are held against each other."""
RULE, SOURCE = "similar", "Consistency with earlier answers; s.17 and the ICO on neither confirming nor denying consistently"
_GIVEN = frozenset({Outcome.DISCLOSED, Outcome.PARTIAL, Outcome.NOT_HELD})
_OUTCOMES = {
    Outcome.NCND: "neither confirmed nor denied",
    Outcome.PARTIAL: "disclosed in part",
    Outcome.NOT_HELD: "not held",
    Outcome.COST: "over the cost limit",
    Outcome.CLARIFY: "clarification needed",
    Outcome.INTEREST_PENDING: "public interest still weighed",
    Outcome.SUBJECT_ACCESS: "the requester's own data",
    Outcome.OUTSIDE_ACT: "outside the Act",
    Outcome.NOT_APPLICABLE: "does not arise",
}


@dataclass(frozen=True, slots=True)
class Position:
    """What was decided about one question or part, and on which provisions."""

    label: str
    text: str
    outcome: Outcome
    extent: str
    provisions: tuple[str, ...]

    @property
    def words(self) -> str:
        """The position in a few words."""
        said = _OUTCOMES.get(self.outcome, self.outcome.value.replace("_", " "))
        about = f" ({self.extent})" if self.extent else ""
        return f"{said}{about}" + (f" on {', '.join(self.provisions)}" if self.provisions else "")


@dataclass(frozen=True, slots=True)
class Repeat:
    """What s.14(2) asks about, as far as the store can tell; whether the interval is reasonable is the officer's to say."""

    reference: str
    same_person: bool
    complied_with: bool
    substantially_similar: bool
    interval_days: int | None

    def as_record(self) -> dict[str, Any]:
        """As a ground keeps it."""
        names = ("same_person", "complied_with", "substantially_similar", "interval_days")
        return {name: getattr(self, name) for name in names}

    @property
    def holds(self) -> bool:
        """Whether every condition but the interval is met."""
        return self.same_person and self.complied_with and self.substantially_similar and self.interval_days is not None


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A case that asks for the like. `because` says why it was found: "person", "words" (nearly the same), "subject".

    `shared` are words that both hold; `score` tells how near the words are, from 0 to 100. `provisions` are all that its answer rests on: of a
    case of the past that is all that is known of its position.
    """

    case_id: int
    reference: str
    title: str
    received: date
    sent: date | None
    stage: Stage
    because: tuple[str, ...]
    shared: tuple[str, ...]
    score: int
    positions: tuple[Position, ...]
    repeat: Repeat | None
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """What the store holds like a case, where its last answers differ, and which requests may be counted together with it (s.12(4))."""

    cases: tuple[SimilarCase, ...]
    differences: tuple[Finding, ...]
    combinable: tuple[Combinable, ...]


def similar(desk: Desk, case_id: int) -> Similar:
    """What is like a case of the store. Raises UserError if there is no such case."""
    with desk.reading() as session:
        case = queries.load_case(session, case_id)
        if case is None:
            raise UserError("That case is not in this store.")
        words = " ".join(question.text for question in case.every_question()) or case.request_text
        found = _found(session, words, case.requester.name, case.requester.email, case.received, without=case_id)
        differences = tuple(
            _differences(case, [(item, other) for item, other in found if "words" in item.because or item.shared])
        )
    cases = tuple(item for item, _ in found)
    return Similar(cases, differences, tuple(combinable(desk, case_id)))


def differences(desk: Desk, case_id: int) -> tuple[Finding, ...]:
    """Where the last answers on the same questions differ from what is decided in a case; none for one that is gone."""
    with desk.reading() as session:
        case = queries.load_case(session, case_id)
        if case is None or not any(True for _ in case.every_decision()):
            return ()
        words = " ".join(question.text for question in case.every_question())
        found = _found(session, words, None, None, case.received, without=case_id)
        return tuple(_differences(case, found))


def before_registering(desk: Desk, new: NewRequest) -> tuple[SimilarCase, ...]:
    """What is like a request that is not registered yet: the near repeats, and the three most like it beside them."""
    words = " ".join(" ".join([question.text, *(part.text for part in question.parts)]) for question in new.questions)
    with desk.reading() as session:
        found = _found(
            session, words or new.request_text, new.requester.get("name"), new.requester.get("email"), new.received, without=None
        )
    cases = [item for item, _ in found]
    return tuple(
        [item for item in cases if "words" in item.because] + [item for item in cases if "words" not in item.because][:3]
    )


def _found(
    session: Any, words: str, name: str | None, email: str | None, received: date, *, without: int | None
) -> list[tuple[SimilarCase, Case]]:
    """The cases that are most like some words, then others of the same person, the newest first."""
    table = synonyms.in_force(settings.get(session, synonyms.SETTING))
    hits = {hit.case_id: hit for hit in alike.alike(session, words, table, without=without, limit=SHOWN)}
    own = [case_id for case_id in cases_of(session, name, email, SHOWN) if case_id != without]
    found = []
    for case_id in dict.fromkeys([*hits, *own]):
        case = queries.load_case(session, case_id)
        if case is not None and case.stage is not Stage.DISPOSED:
            found.append((_similar(case, hits.get(case_id), case_id in own, received), case))
    session.expunge_all()
    return found


def _similar(case: Case, hit: alike.Alike | None, is_same_person: bool, received: date) -> SimilarCase:
    near = hit is not None and hit.is_near
    because = {"person": is_same_person, "words": near, "subject": hit is not None and not near}
    sent = _sent(case)
    return SimilarCase(
        case.id,
        case.reference,
        case.title,
        case.received,
        sent,
        case.stage,
        tuple(why for why, holds in because.items() if holds),
        hit.shared if hit else (),
        round(hit.score) if hit else 0,
        tuple(positions(case)),
        _repeat(case, sent, received) if near and is_same_person and case.received <= received else None,
        tuple(sorted({ground.provision for ground in case.grounds})),
    )


def positions(case: Case) -> Iterator[Position]:
    """What was decided in a case, question by question."""
    for question, decision in case.every_decision():
        yield _position(question, decision)


def _position(question: Question, decision: Decision) -> Position:
    provisions = tuple(sorted(ground.provision for ground in decision.grounds))
    return Position(question.label, question.text, decision.outcome, decision.extent_words, provisions)


def _sent(case: Case) -> date | None:
    days = [letter.sent for letter in case.letters if letter.kind is LetterKind.RESPONSE and letter.sent is not None]
    return min(days, default=case.closed_on if case.past_on is not None else None)


def _repeat(case: Case, sent: date | None, received: date) -> Repeat:
    """The conditions of s.14(2): complied with means that information was given, or that none was said to be held, before this one came."""
    met = sent is not None and sent <= received and any(item.outcome in _GIVEN for _, item in case.every_decision())
    return Repeat(
        case.reference,
        same_person=True,
        complied_with=met,
        substantially_similar=True,
        interval_days=(received - sent).days if sent is not None and sent <= received else None,
    )


def _differences(case: Case, others: Iterable[tuple[SimilarCase, Case]]) -> Iterator[Finding]:
    """Where what is decided here differs from the last answer that was sent on the same question."""
    answered = sorted(
        ((item.sent, other) for item, other in others if item.sent is not None),
        key=lambda pair: (pair[0], pair[1].id),
        reverse=True,
    )
    for question in case.every_question():
        if not question.decisions:
            continue
        for sent, other in answered:
            before = _nearest(question, other)
            if before is None:
                continue
            was, now = _stand(before), _stand(question)
            if was != now:
                yield _difference(question, other, sent, before)
            break


def _nearest(question: Question, other: Case) -> Question | None:
    """The decided question of another case that asks the same, if one does."""
    decided = [item for item in other.every_question() if item.decisions]
    best = max(decided, key=lambda item: nearness(question.text, item.text), default=None)
    return best if best is not None and nearness(question.text, best.text) >= SAME_SUBJECT else None


def _stand(question: Question) -> set[tuple[str, str, tuple[str, ...]]]:
    """The positions on a question, whatever the words of their extents."""
    found = (_position(question, item) for item in question.decisions)
    return {(item.outcome.value, "" if not item.extent else "part", item.provisions) for item in found}


def _difference(question: Question, other: Case, sent: date, before: Question) -> Finding:
    was = "; ".join(_position(before, item).words for item in before.decisions)
    now = "; ".join(_position(question, item).words for item in question.decisions)
    words = (
        f"Case {other.reference}, answered on {sent.day} {sent:%B %Y}, took another position on the same question: {was}. "
        f"Here it is: {now}. Make sure that there is a reason for it, or let them agree."
    )
    return Finding(RULE, Severity.WARN, f"Q{question.label}", words, SOURCE, questions=(question.label,))
