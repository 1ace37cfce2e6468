"""Selects over the cases that came from the authority's past."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from foidesk.model import Case, PastSource


def known(session: Session, sources: Collection[str]) -> set[str]:
    """Which of these sources (SHA-256, hex) were read into the store before."""
    return set(session.scalars(select(PastSource.sha256).where(PastSource.sha256.in_(sources))))


def taken(session: Session, references: Collection[str]) -> set[str]:
    """Which of these references a case of the store has."""
    return set(session.scalars(select(Case.reference).where(Case.reference.in_(references))))


def cases_of_sources(session: Session, sources: Collection[str]) -> list[int]:
    """The ids of the cases that were read from these sources."""
    return list(session.scalars(select(PastSource.case_id).where(PastSource.sha256.in_(sources)).order_by(PastSource.case_id)))
