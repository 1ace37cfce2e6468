"""A finding that the officer read and set aside, with the reason."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from foidesk.model.base import Base


class SetAside(Base, kw_only=True, eq=False, repr=False):
    """One warning or information finding that was set aside.

    `target` is the finding's, `ground` the key of its ground, `letter_id` the letter that it is about (null where it is not about a letter).
    `fingerprint` (SHA-256, hex) covers what it said and the facts that it rested on: once these change, the finding is a new one.
    """

    __tablename__ = "set_aside"
    __table_args__ = ({"sqlite_strict": True, "sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    rule: Mapped[str]
    target: Mapped[str]
    ground: Mapped[str | None] = mapped_column(default=None)
    letter_id: Mapped[int | None] = mapped_column(default=None)
    fingerprint: Mapped[str]
    reason: Mapped[str]
    officer: Mapped[str]
    at: Mapped[datetime]
