"""Selects over cases: a whole case in a few statements, and the small questions that verbs ask."""

from collections.abc import Collection

from sqlalchemy import String, or_, select, type_coerce, update
from sqlalchemy.orm import Session, joinedload, load_only, selectinload

from foidesk.model import Authority, Case, Decision, Letter, Question, Stage

_DECISIONS = selectinload(Question.decisions).options(selectinload(Decision.grounds))
WHOLE_CASE = (
    joinedload(Case.authority),
    joinedload(Case.requester),
    selectinload(Case.questions).options(
        _DECISIONS,
        selectinload(Question.parts).options(_DECISIONS, selectinload(Question.parts)),
    ),
    selectinload(Case.notes),
    selectinload(Case.clock),
    selectinload(Case.grounds),
    selectinload(Case.cost_estimates),
    selectinload(Case.attachments),
    selectinload(Case.letters),
    selectinload(Case.correspondence),
    selectinload(Case.links),
    selectinload(Case.set_asides),
)


def load_case(session: Session, case_id: int) -> Case | None:
    """The whole case, complete: touching what was not loaded raises at once. None if there is none."""
    return session.scalars(select(Case).where(Case.id == case_id).options(*WHOLE_CASE)).unique().one_or_none()


def clocks(session: Session, sealed: Collection[Stage]) -> list[Case]:
    """Every case that is not sealed, with what its clock reads and no more, the earliest due first."""
    columns = (Case.reference, Case.title, Case.regime, Case.stage, Case.received, Case.due, Case.clock_status)
    query = (
        select(Case)
        .where(Case.stage.not_in(list(sealed)))
        .order_by(Case.due, Case.id)
        .options(load_only(*columns), selectinload(Case.clock), selectinload(Case.questions).load_only(Question.label))
    )
    return list(session.scalars(query))


def find_case(session: Session, reference: str) -> int | None:
    """The id of the case with this reference."""
    return session.scalar(select(Case.id).where(Case.reference == reference))


def find_letter(session: Session, sha256: str) -> tuple[str, Letter] | None:
    """The reference of the case, and the letter, whose signed bytes have this SHA-256 (hex), one whose signature was withdrawn too."""
    was = type_coerce(Letter.superseded, String).contains(sha256, autoescape=True)
    found = session.execute(
        select(Case.reference, Letter).join(Case, Case.id == Letter.case_id).where(or_(Letter.sha256 == sha256, was))
    ).first()
    return (found[0], found[1]) if found else None


def every_case(session: Session) -> list[int]:
    """The ids of all cases, the earliest received first."""
    return list(session.scalars(select(Case.id).order_by(Case.received, Case.id)))


def unfinished(session: Session, done: Collection[Stage]) -> list[int]:
    """The ids of the cases that are at none of these stages, the earliest due first."""
    return list(session.scalars(select(Case.id).where(Case.stage.not_in(list(done))).order_by(Case.due, Case.id)))


def versions(session: Session) -> dict[str, int]:
    """How often each case was changed, by its reference."""
    return {row.reference: row.version for row in session.execute(select(Case.reference, Case.version))}


def next_reference(session: Session, year: int) -> str:
    """The next free reference of the pattern {n}/{yy}: one more than the highest number of that year."""
    suffix = f"/{year % 100:02d}"
    taken = session.scalars(select(Case.reference).where(Case.reference.endswith(suffix)))
    numbers = [int(number) for reference in taken if (number := reference.removesuffix(suffix)).isdecimal()]
    return f"{max(numbers, default=0) + 1}{suffix}"


def move_to_authority(session: Session, before: int | None, after: int, *, sealed: Collection[Stage]) -> int:
    """Let the cases that are not sealed take a new profile; returns how many did."""
    if before is None:
        return 0
    done = session.execute(
        update(Case).where(Case.authority_id == before, Case.stage.not_in(list(sealed))).values(authority_id=after)
    )
    return int(getattr(done, "rowcount", 0))


def authorities(session: Session, name: str) -> list[Authority]:
    """The rows of authorities with this name."""
    return list(session.scalars(select(Authority).where(Authority.name == name)))
