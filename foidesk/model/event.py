"""The history, and the store's own settings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from foidesk.model.base import Base, Json


class Event(Base, kw_only=True, eq=False, repr=False):
    """One thing that was done. Append-only; each row's `hash` covers the row before it.

    `case_id` is no foreign key, so that the history outlives a disposed case. `body` is JSON text with ids, counts and
    keyed hashes, never a personal value (decision 6).
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("json_valid(body)", name="body"),
        CheckConstraint("length(hash) = 64", name="hash"),
        Index("ix_event_case", "case_id", "seq"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int | None] = mapped_column(default=None)
    at: Mapped[datetime]
    actor: Mapped[str]
    os_user: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str]


class Setting(Base, kw_only=True, eq=False, repr=False):
    """One value of the store's own: the officer's profile, the signing identity, the reference pattern."""

    __tablename__ = "setting"
    __table_args__ = ({"sqlite_strict": True},)

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Json] = mapped_column(nullable=True, default=None)
