"""The desk: an opened store with the officer who works at it, and the one way in which a verb changes something."""

import getpass
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from foidesk.desk import reference
from foidesk.desk.calendar import Calendar, answered_at, read_calendar
from foidesk.desk.logo import Logos, read_logos
from foidesk.desk.own_wording import own_wording
from foidesk.errors import UserError
from foidesk.law.clock import ClockResult, clock_of
from foidesk.law.holidays import Holidays
from foidesk.law.provisions import Catalogue
from foidesk.law.stages import SEALED as SEALED
from foidesk.law.stages import Act, after, following
from foidesk.law.stages import refuse_sealed as refuse_sealed
from foidesk.letters.blocks import Figure
from foidesk.letters.identity import Identity
from foidesk.letters.wording import Wording
from foidesk.log import log_fault
from foidesk.model import Case, Letter, Stage
from foidesk.store import history, queries, search, texts
from foidesk.store.engine import Store

LONDON = ZoneInfo("Europe/London")


def os_user() -> str:
    """The operating system's user; a user without a name (as some services and containers have) by number."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown user"


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts: the name in the history, and the operating system's user beside it (decision 1)."""

    name: str
    os_user: str = field(default_factory=lambda: os_user())


@dataclass(slots=True, kw_only=True)
class Shelf:
    """What deciding and checking need beside the case: the reference shelf and the day. `now` is the only clock."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def today(self) -> date:
        """The day in London."""
        return self.now().astimezone(LONDON).date()

    @property
    def catalogue(self) -> Catalogue:
        """Every provision that a letter may rely on."""
        return reference.catalogue()

    @property
    def holidays(self) -> Holidays:
        """The table of holidays."""
        return reference.holidays()

    @property
    def wording(self) -> Wording:
        """The statutory and connecting wording."""
        return reference.wording()

    def logo_of(self, letter: Letter) -> Figure | None:
        """The logo at the head of a letter; none where there is no store."""
        return None

    def holidays_of(self, case: Case) -> Holidays:
        """The holidays that a case is counted by."""
        return self.holidays

    def clock(self, case: Case) -> ClockResult:
        """The clock of a case as of today."""
        return clock_of(case, self.holidays_of(case), self.today())


@dataclass(slots=True, kw_only=True)
class Desk(Shelf):
    """An open store and the officer at work. `identity` is the signing key, once it was unlocked."""

    store: Store
    officer: Officer
    identity: Identity | None = None

    calendar: Calendar = field(init=False, repr=False)
    logos: Logos = field(init=False, repr=False)
    _wording: Wording | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        # Not when it is first asked for: a reader could then put what it read before a change in the place of the change.
        with self.reading() as session:
            self.calendar = read_calendar(session)
            self.logos = read_logos(session)

    @property
    def holidays(self) -> Holidays:
        """The table of holidays with the days that officers added to this store."""
        return self.calendar.now

    def holidays_of(self, case: Case) -> Holidays:
        """The holidays that a case is counted by: those known when it was answered, once it was; its due day then moves no more."""
        answered = answered_at(case) if case.stage in SEALED else None
        return self.holidays if answered is None else self.calendar.at(answered)

    @property
    def wording(self) -> Wording:
        """The wording with the authority's own in its place."""
        wording = self._wording
        if wording is None:
            with self.reading() as session:
                self._wording = wording = reference.wording().with_own(own_wording(session))
        return wording

    def logo_of(self, letter: Letter) -> Figure | None:
        """The logo at the head of a letter: of a signed one, that of the time when it was signed."""
        return self.logos.at(letter.signed_at)

    def forget_wording(self) -> None:
        """Read the authority's own wording anew the next time, since it was changed."""
        self._wording = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self.store.reading() as session:
            yield session

    @contextmanager
    def writing(self, case_id: int | None = None) -> Iterator["Work"]:
        """One verb: everything in it is one transaction with exactly one event, or nothing happened.

        The case, where one is named, is there whole. After the verb its clock is renewed and its search entry rewritten.
        Raises UserError if there is no such case.
        """
        with self.store.writing() as session:
            work = Work(self, session, _whole_case(session, case_id))
            yield work
            work.finish()

    @contextmanager
    def changing(self, case_id: int) -> Iterator["Work"]:
        """As `writing`, for verbs that change what is decided or written. Raises UserError if the case is signed or past that."""
        with self.writing(case_id) as work:
            refuse_sealed(work.case)
            yield work


class Work:
    """What a verb has in its hands: the session, the case, and the duty to say once what was done."""

    def __init__(self, desk: Desk, session: Session, case: Case | None) -> None:
        self.desk, self.session, self._case = desk, session, case
        self._recorded = False
        self._saved: dict[str, str] = {}

    @property
    def case(self) -> Case:
        """The case that the verb was called for."""
        if self._case is None:
            raise LookupError("this verb works on no case")
        return self._case

    def take(self, case: Case) -> None:
        """Make a new case the one that is worked on; its ids exist from here on."""
        self.session.add(case)
        self.session.flush()
        self._case = case

    def reload(self) -> Case:
        """Read the case again, whole, after its rows were changed beside it; returns it."""
        self.session.flush()
        case_id = self.case.id
        self.session.expire_all()
        self._case = _whole_case(self.session, case_id)
        return self.case

    def record(self, kind: str, **body: Any) -> None:
        """Write the verb's one event: ids, counts and keyed hashes, never a personal value (decision 6)."""
        if self._recorded:
            raise RuntimeError(f"a verb wrote a second event: {kind}")
        self.session.flush()
        told = json.dumps({name: value for name, value in body.items() if name != "erased"}, default=str)
        unnamed = {name: digest for name, digest in self._saved.items() if digest not in told}
        if unnamed:  # every saved text is named by its event, so that a changed one can be told
            body["saved"] = unnamed
        history.record(
            self.session,
            case=self._case,
            kind=kind,
            body=body,
            actor=self.desk.officer.name,
            os_user=self.desk.officer.os_user,
            at=self.desk.now(),
        )
        self._recorded = True

    def save_text(self, field_name: str, text: Any) -> str:
        """Keep a version of a text and drop what was typed towards it; returns the keyed hash for the event."""
        digest = texts.save_version(self.session, self.case, field_name, text, at=self.desk.now())
        self._saved[field_name] = digest
        self.drop_draft(field_name)
        return digest

    def drop_draft(self, field_name: str) -> None:
        """Forget what was typed towards a text, since it is saved or has no place any more."""
        texts.drop_draft(self.session, self.case, field_name)

    def drop_drafts(self, start: str) -> None:
        """Forget what was typed towards every text whose field begins so: they have no place any more."""
        for field_name in [name for name in texts.read_drafts(self.session, self.case.id) if name.startswith(start)]:
            self.drop_draft(field_name)

    def move(self, act: Act, to: Stage | None = None) -> None:
        """Move the case by the table of stages. Raises UserError for a move that does not stand there."""
        self.case.stage = after(self.case, act, to)

    def follow(self, act: Act) -> None:
        """Let the stage follow what was done, where the table knows such a move; elsewhere it stays."""
        self.case.stage = following(self.case, act)

    def renew_clock(self) -> None:
        """Work the clock out again and keep its result for the list; a case of the past has none."""
        if self.case.past_on is not None:
            return
        result = self.desk.clock(self.case)
        self.case.due, self.case.clock_status = result.due, result.status

    def finish(self) -> None:
        """Check the verb's duty, and bring the search entry up to date; a damaged index never stops a save."""
        if not self._recorded:
            raise RuntimeError("a verb ended without its event")
        if self._case is not None:
            self.session.flush()
            try:
                with self.session.begin_nested():
                    search.index_case(self.session, self._case)
            except Exception as error:  # the index is derived and can be rebuilt; the save must stand
                log_fault(error)


def _whole_case(session: Session, case_id: int | None) -> Case | None:
    if case_id is None:
        return None
    case = queries.load_case(session, case_id)
    if case is None:
        raise UserError("That case is not in this store.")
    return case
