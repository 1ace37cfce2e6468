"""Texts over time: every saved version of a text, and what is being typed now."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foidesk.model.base import Base


class TextVersion(Base, kw_only=True, eq=False, repr=False):
    """One saved version of one text. `field` names it inside the case ("ground:7:harm"); `body` is compressed by the store."""

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("case_id", "field", "number"), {"sqlite_strict": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"))
    field: Mapped[str]
    number: Mapped[int]
    at: Mapped[datetime]
    base_number: Mapped[int | None] = mapped_column(default=None)
    body: Mapped[bytes] = mapped_column()
    digest: Mapped[str]


class Draft(Base, kw_only=True, eq=False, repr=False):
    """What is being typed in a field and not yet saved as a version; overwritten, without an event (decision 5)."""

    __tablename__ = "draft"
    __table_args__ = ({"sqlite_strict": True},)

    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column()
