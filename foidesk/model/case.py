"""A case and what comes in with it: the authority, the requester, the questions, the notes, the clock's events."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foidesk.model.base import Base, Json, Word
from foidesk.model.words import AuthorityKind, Channel, Direction, LinkKind, Regime, Stage

if TYPE_CHECKING:
    from foidesk.model.aside import SetAside
    from foidesk.model.document import Attachment, Letter
    from foidesk.model.reasoning import CostEstimate, Decision, Ground


class Authority(Base, kw_only=True, eq=False, repr=False):
    """The public authority as it stood when its letters were written.

    Rows are not edited: a change of the profile makes a new row, and only cases that are not signed move to it.
    """

    __tablename__ = "authority"
    __table_args__ = ({"sqlite_strict": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    kind: Mapped[AuthorityKind] = mapped_column(Word(AuthorityKind), default=AuthorityKind.OTHER)
    address: Mapped[str | None] = mapped_column(default=None)
    signatory_name: Mapped[str | None] = mapped_column(default=None)
    signatory_role: Mapped[str | None] = mapped_column(default=None)
    cost_limit_gbp: Mapped[int | None] = mapped_column(default=None)
    audit_functions: Mapped[bool] = mapped_column(default=False)
    complaints: Mapped[str | None] = mapped_column(default=None)
    no_complaints_procedure: Mapped[bool] = mapped_column(default=False)
    review_days: Mapped[int | None] = mapped_column(default=None)
    regulator_contact: Mapped[str | None] = mapped_column(default=None)
    reuse: Mapped[str | None] = mapped_column(default=None)


class Requester(Base, kw_only=True, eq=False, repr=False):
    """Who asks, as this one request gives it; every case has its own, so that one can be erased alone."""

    __tablename__ = "requester"
    __table_args__ = ({"sqlite_strict": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    name: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    handle: Mapped[str | None] = mapped_column(default=None)
    organisation: Mapped[str | None] = mapped_column(default=None)
    format_wanted: Mapped[str | None] = mapped_column(default=None)


class Note(Base, kw_only=True, eq=False, repr=False):
    """Words of the requester that qualify questions: an "N.B.", a definition, a period. `questions` is "all" or labels."""

    __tablename__ = "note"
    __table_args__ = ({"sqlite_strict": True, "sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    questions: Mapped[Json] = mapped_column(default="all")

    def applies_to(self, label: str) -> bool:
        """Whether the note qualifies the question with this label."""
        return self.questions == "all" or label in self.questions


class Question(Base, kw_only=True, eq=False, repr=False):
    """One numbered question, or one part of it; a part is a question whose `parent_id` is set.

    `start` and `end` are code-point offsets of its words in the case's request text, where they are known.
    """

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("start IS NULL OR (start >= 0 AND end >= start)", name="span"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str]
    text: Mapped[str]
    start: Mapped[int | None] = mapped_column(default=None)
    end: Mapped[int | None] = mapped_column(default=None)
    same_answer_as: Mapped[str | None] = mapped_column(default=None)
    parts: Mapped[list["Question"]] = relationship(
        lazy="raise", order_by="Question.position", cascade="all, delete-orphan", default_factory=list
    )
    decisions: Mapped[list["Decision"]] = relationship(
        lazy="raise", order_by="Decision.position", cascade="all, delete-orphan", default_factory=list
    )

    def with_parts(self) -> Iterator["Question"]:
        """The question itself, then its parts."""
        yield self
        yield from self.parts


class ClockEvent(Base, kw_only=True, eq=False, repr=False):
    """Something that moves the clock: a clarification, a fees notice, an extension notice, a proclaimed holiday.

    `event` is a word of the clock ("clarification-asked"...); `on` is its day, or `on` to `until` a span.
    """

    __tablename__ = "clock_event"
    __table_args__ = (
        Index("ix_clock_event_event", "event", "case_id"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    event: Mapped[str]
    on: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    questions: Mapped[Json] = mapped_column(default="all")


class Correspondence(Base, kw_only=True, eq=False, repr=False):
    """A call, a letter or a note on the case. `files` names attachments that came with it."""

    __tablename__ = "correspondence"
    __table_args__ = ({"sqlite_strict": True, "sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    at: Mapped[datetime]
    direction: Mapped[Direction] = mapped_column(Word(Direction))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    with_whom: Mapped[str] = mapped_column(default="requester")
    summary: Mapped[str] = mapped_column(default="")
    files: Mapped[Json] = mapped_column(default_factory=list)


class PastSource(Base, kw_only=True, eq=False, repr=False):
    """What a case of the past was read from: the SHA-256 (hex) of a file, or of a row of a register, so that none comes in twice."""

    __tablename__ = "past_source"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"), {"sqlite_strict": True})

    sha256: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True)


class CaseLink(Base, kw_only=True, eq=False, repr=False):
    """A tie to another case, by its reference; that case need not be in this store."""

    __tablename__ = "case_link"
    __table_args__ = ({"sqlite_strict": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("foi_case.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[LinkKind] = mapped_column(Word(LinkKind))
    reference: Mapped[str]


class Case(Base, kw_only=True, eq=False, repr=False):
    """One request and everything done about it.

    `due` and `clock_status` are the clock's last result, kept for the list; verbs renew them with every clock event.
    `salt` keys the hashes of this case's texts in the history; disposal destroys it.
    `past_on` is the day on which a case came in from the authority's past: it was answered elsewhere, and `past_answer` are the words of
    that answer. `kept_until` (with `kept_reason`) holds a case beyond its time of retention.
    """

    __tablename__ = "foi_case"
    __table_args__ = (
        # All that the list asks for, so that it need not read through the words of every request.
        Index("ix_foi_case_list", "stage", "due", "reference", "title"),
        Index("ix_foi_case_received", "received"),
        {"sqlite_strict": True, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    version: Mapped[int] = mapped_column(init=False, default=1)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    regime: Mapped[Regime] = mapped_column(Word(Regime), default=Regime.FOIA)
    language: Mapped[str] = mapped_column(default="en")
    stage: Mapped[Stage] = mapped_column(Word(Stage), default=Stage.RECEIVED)
    publish: Mapped[bool | None] = mapped_column(default=None)
    received: Mapped[date]
    sent_by_requester: Mapped[datetime | None] = mapped_column(default=None)
    received_reason: Mapped[str | None] = mapped_column(default=None)
    channel: Mapped[Channel | None] = mapped_column(Word(Channel), default=None)
    request_text: Mapped[str] = mapped_column(default="")
    people: Mapped[Json] = mapped_column(default_factory=list)
    holders: Mapped[Json] = mapped_column(default_factory=list)
    advice: Mapped[Json] = mapped_column(default_factory=list)
    consultations: Mapped[Json] = mapped_column(default_factory=list)
    approvals: Mapped[Json] = mapped_column(default_factory=list)
    due: Mapped[date | None] = mapped_column(default=None)
    clock_status: Mapped[str] = mapped_column(default="running")
    salt: Mapped[bytes] = mapped_column(default=b"")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    disposed_on: Mapped[date | None] = mapped_column(default=None)
    past_on: Mapped[date | None] = mapped_column(default=None)
    past_answer: Mapped[str | None] = mapped_column(default=None)
    kept_until: Mapped[date | None] = mapped_column(default=None)
    kept_reason: Mapped[str | None] = mapped_column(default=None)

    authority: Mapped[Authority] = relationship(lazy="raise")
    requester: Mapped[Requester] = relationship(lazy="raise", cascade="all, delete-orphan", single_parent=True, uselist=False)
    questions: Mapped[list[Question]] = relationship(
        lazy="raise", order_by=Question.position, cascade="all, delete-orphan", default_factory=list
    )
    notes: Mapped[list[Note]] = relationship(
        lazy="raise", order_by=Note.position, cascade="all, delete-orphan", default_factory=list
    )
    clock: Mapped[list[ClockEvent]] = relationship(
        lazy="raise", order_by=ClockEvent.position, cascade="all, delete-orphan", default_factory=list
    )
    grounds: Mapped[list["Ground"]] = relationship(
        lazy="raise", order_by="Ground.position", cascade="all, delete-orphan", default_factory=list
    )
    cost_estimates: Mapped[list["CostEstimate"]] = relationship(
        lazy="raise", order_by="CostEstimate.position", cascade="all, delete-orphan", default_factory=list
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        lazy="raise", order_by="Attachment.position", cascade="all, delete-orphan", default_factory=list
    )
    letters: Mapped[list["Letter"]] = relationship(
        lazy="raise", order_by="Letter.position", cascade="all, delete-orphan", default_factory=list
    )
    correspondence: Mapped[list[Correspondence]] = relationship(
        lazy="raise", order_by=Correspondence.id, cascade="all, delete-orphan", default_factory=list
    )
    links: Mapped[list[CaseLink]] = relationship(
        lazy="raise", order_by=CaseLink.position, cascade="all, delete-orphan", default_factory=list
    )
    set_asides: Mapped[list["SetAside"]] = relationship(
        lazy="raise", order_by="SetAside.id", cascade="all, delete-orphan", default_factory=list
    )

    __mapper_args__ = {"version_id_col": version}

    def every_question(self) -> Iterator[Question]:
        """Each question followed by its parts, in the order of the request."""
        for question in self.questions:
            yield from question.with_parts()

    def every_decision(self) -> Iterator[tuple[Question, "Decision"]]:
        """Each decision with the question or part that it answers."""
        for question in self.every_question():
            for decision in question.decisions:
                yield question, decision

    def question(self, label: str) -> Question | None:
        """The question or part with this label, if there is one."""
        return next((question for question in self.every_question() if question.label == label), None)

    def decisions_on(self, ground: "Ground") -> Iterator[tuple[Question, "Decision"]]:
        """The decisions that rest on a ground, each with its question."""
        for question, decision in self.every_decision():
            if ground in decision.grounds:
                yield question, decision

    def notes_on(self, label: str) -> list[Note]:
        """The notes that qualify a question."""
        return [note for note in self.notes if note.applies_to(label)]
