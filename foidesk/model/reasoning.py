"""What is decided and why: decisions with their extents, grounds with their reasoning, cost estimates."""

from sqlalchemy import Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Integer

from foidesk.model.base import Base, Json, Word
from foidesk.model.words import Duty, ExtentKind, Likelihood, Outcome, Regime

decision_ground = Table(
    "decision_ground",
    Base.metadata,
    Column("decision_id", Integer, ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True),
    Column("ground_id", Integer, ForeignKey("ground.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)


class Ground(Base, kw_only=True, eq=False, repr=False):
    """One use of one provision with its reasoning, shared by every decision that rests on it.

    Long texts (`reason`, `harm`, `pi_balance`, the items of `pi_for` and `pi_against`) are a plain string or a list of blocks.
    `key` is its name inside the case ("g1"). `pi_duty` is the duty that the public interest was argued on.
    """

    __tablename__ = "ground"
    __table_args__ = (
        Index("ix_ground_provision", "provision", "case_id"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str]
    provision: Mapped[str]
    by_reference_to: Mapped[Json] = mapped_column(default_factory=list)
    reason: Mapped[Json] = mapped_column(nullable=True, default=None)
    harm: Mapped[Json] = mapped_column(nullable=True, default=None)
    likelihood: Mapped[Likelihood | None] = mapped_column(Word(Likelihood), default=None)
    pi_duty: Mapped[Duty | None] = mapped_column(Word(Duty), default=None)
    pi_for: Mapped[Json] = mapped_column(default_factory=list)
    pi_against: Mapped[Json] = mapped_column(default_factory=list)
    pi_balance: Mapped[Json] = mapped_column(nullable=True, default=None)
    section_17_4: Mapped[bool] = mapped_column(default=False)
    private_reason: Mapped[str | None] = mapped_column(default=None)
    certificate: Mapped[str | None] = mapped_column(default=None)
    consultations: Mapped[Json] = mapped_column(default_factory=list)
    qualified_person: Mapped[Json] = mapped_column(nullable=True, default=None)
    statistical: Mapped[bool] = mapped_column(default=False)
    where: Mapped[str | None] = mapped_column("where_to_find", default=None)
    publication_plan: Mapped[str | None] = mapped_column(default=None)
    held_before_request: Mapped[bool] = mapped_column(default=False)
    previous_reference: Mapped[str | None] = mapped_column(default=None)
    repeat: Mapped[Json] = mapped_column(nullable=True, default=None)
    enactment: Mapped[str | None] = mapped_column(default=None)
    interests_of: Mapped[str | None] = mapped_column(default=None)
    breach_of_confidence: Mapped[str | None] = mapped_column(default=None)
    data_protection: Mapped[str | None] = mapped_column(default=None)
    subject_access_pointer: Mapped[str | None] = mapped_column(default=None)
    purpose_31_2: Mapped[str | None] = mapped_column(default=None)

    @property
    def has_public_interest(self) -> bool:
        """Whether any public-interest text was written."""
        return bool(self.pi_for or self.pi_against or self.pi_balance)


class Decision(Base, kw_only=True, eq=False, repr=False):
    """What is decided about a question or a part of it, and on which grounds.

    `extent_words` say which part, or are the words of "any other information" as they will stand in the letter.
    `held` is true, false, or null where nothing is said. `answer` is a plain string or a list of blocks.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_outcome", "outcome", "question_id"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    extent_kind: Mapped[ExtentKind] = mapped_column(Word(ExtentKind), default=ExtentKind.ALL)
    extent_words: Mapped[str] = mapped_column(default="")
    held: Mapped[bool | None] = mapped_column(default=None)
    answer: Mapped[Json] = mapped_column(nullable=True, default=None)
    regime: Mapped[Regime | None] = mapped_column(Word(Regime), default=None)
    in_the_alternative: Mapped[bool] = mapped_column(default=False)
    different_information: Mapped[bool] = mapped_column(default=False)
    record_year: Mapped[int | None] = mapped_column(default=None)
    grounds: Mapped[list[Ground]] = relationship(
        secondary=decision_ground, lazy="raise", order_by=Ground.position, default_factory=list
    )


class CostEstimate(Base, kw_only=True, eq=False, repr=False):
    """What answering a group of questions would cost (FOIA s.12, SI 2004/3244 reg 4).

    `tasks` is a list of {"activity", "what", "minutes_each", "records"}; `aggregated` is null or
    {"working_days", "similar", "same_person_or_campaign"}; `questions` is a list of labels.
    """

    __tablename__ = "cost_estimate"
    __table_args__ = ({"sqlite_strict": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    questions: Mapped[Json] = mapped_column(default_factory=list)
    similar: Mapped[bool | None] = mapped_column(default=None)
    other_gbp: Mapped[int] = mapped_column(default=0)
    aggregated: Mapped[Json] = mapped_column(nullable=True, default=None)
    tasks: Mapped[Json] = mapped_column(default_factory=list)
