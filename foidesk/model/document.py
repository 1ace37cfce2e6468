"""What is written and what is enclosed: letters, attachments and the bytes of both."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from foidesk.model.base import Base, Json, Word
from foidesk.model.words import AttachmentRole, LetterKind, Section


class StoredFile(Base, kw_only=True, eq=False, repr=False):
    """The bytes of a file, kept once under their SHA-256 (64 hex digits). Loaded only when they are asked for."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("length(data) = size", name="size"),
        {"sqlite_strict": True},
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column()


class Attachment(Base, kw_only=True, eq=False, repr=False):
    """A file of the case: an answer, the request itself, a working paper, a bundle.

    `sha256` names its stored bytes, null where the file is only promised. `made_here` marks what foidesk itself made.
    """

    __tablename__ = "attachment"
    __table_args__ = ({"sqlite_strict": True, "sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    role: Mapped[AttachmentRole] = mapped_column(Word(AttachmentRole), default=AttachmentRole.ANSWER)
    listed: Mapped[bool] = mapped_column(default=True)
    media_type: Mapped[str] = mapped_column(default="application/octet-stream")
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True, default=None)
    pages: Mapped[int | None] = mapped_column(default=None)
    made_here: Mapped[bool] = mapped_column(default=False)

    @property
    def has_file(self) -> bool:
        """Whether there are bytes behind the name."""
        return self.sha256 is not None


class Letter(Base, kw_only=True, eq=False, repr=False):
    """One letter of the case. `dated` is printed and is what the clock and the rules read (decisions 7 and 8).

    `sha256` names the signed (or sealed) bytes; a letter whose signature was withdrawn keeps them in `superseded`, oldest first.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_sent", "case_id", "kind", "sent"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[LetterKind] = mapped_column(Word(LetterKind), default=LetterKind.RESPONSE)
    dated: Mapped[date | None] = mapped_column(default=None)
    sent: Mapped[date | None] = mapped_column(default=None)
    signed: Mapped[bool] = mapped_column(default=False)
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True, default=None)
    superseded: Mapped[Json] = mapped_column(default_factory=list)
    late_apology: Mapped[str | None] = mapped_column(default=None)
    public_interest_decision_by: Mapped[date | None] = mapped_column(default=None)
    cost_limit_stated_gbp: Mapped[int | None] = mapped_column(default=None)
    advice_and_assistance: Mapped[str | None] = mapped_column(default=None)
    advice_not_possible: Mapped[str | None] = mapped_column(default=None)
    goodwill_note: Mapped[str | None] = mapped_column(default=None)
    clarification: Mapped[str | None] = mapped_column(default=None)
    environmental_handling: Mapped[str | None] = mapped_column(default=None)
    format_refused: Mapped[bool] = mapped_column(default=False)
    format_refused_reason: Mapped[str | None] = mapped_column(default=None)
    left_out: Mapped[Json] = mapped_column(default_factory=list)
    own_words: Mapped[Json] = mapped_column(default_factory=dict)

    def leaves_out(self, section: Section) -> bool:
        """Whether the officer switched a section of the letter off."""
        return section.value in self.left_out
